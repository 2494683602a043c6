//! How the activities of a school hang together, as far as their goals tell.
//! Room `core`.

use std::collections::HashSet;

use serde::Serialize;

use crate::core::checklist::Choice;
use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::{Activity, Covered};

/// How activities hang together.
#[derive(Debug, Clone, Serialize)]
pub struct Coherence {
    /// Goals that several activities name: where a line can be drawn from one to the next.
    pub shared: Vec<Covered>,
    /// Activities, by place, that name goals but none that another one names.
    pub alone: Vec<usize>,
    /// Activities, by place, that name no goal at all.
    pub without_goal: Vec<usize>,
    /// Activities in the order of their dates, where all have one.
    pub in_time: Option<Vec<usize>>,
}

/// What the goals of the activities say of their coherence.
pub fn coherence(activities: &[Activity], answered: &[Answered]) -> Coherence {
    let mut goals: Vec<Covered> = Vec::new();
    for (place, activity) in activities.iter().enumerate() {
        for goal in &activity.goals {
            let known = goals.iter_mut().find(|known| known.choice == *goal);
            match known {
                Some(known) => known.activities.push(place),
                None => goals.push(Covered {
                    choice: Choice::clone(goal),
                    activities: vec![place],
                }),
            }
        }
    }
    let is_shared = |goal: &Covered| goal.activities.len() > 1;
    let shared: Vec<_> = goals.into_iter().filter(is_shared).collect();
    let sharing = shared
        .iter()
        .flat_map(|goal| goal.activities.iter().copied());
    let sharing: HashSet<usize> = sharing.collect();
    let places = 0..activities.len();
    let has_goal = |place: &usize| !activities[*place].goals.is_empty();
    let (with, without_goal): (Vec<_>, Vec<_>) = places.partition(has_goal);
    let dates: Option<Vec<_>> = answered.iter().map(|one| one.date.clone()).collect();
    Coherence {
        alone: with
            .into_iter()
            .filter(|place| !sharing.contains(place))
            .collect(),
        without_goal,
        in_time: dates.map(|dates| {
            let mut order: Vec<_> = (0..activities.len()).collect();
            order.sort_by(|&a, &b| dates[a].cmp(&dates[b]));
            order
        }),
        shared,
    }
}
