//! Which goals and competencies activities work on.
//! Room `core`.

use std::collections::BTreeSet;

use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::{Covered, GoalGroup, Questions};

/// The places of the activities that name one of these goals.
fn naming(answered: &[Answered], goals: &BTreeSet<&str>) -> Vec<usize> {
    let names = |answered: &Answered| {
        answered
            .goals
            .iter()
            .any(|goal| goals.contains(goal.as_str()))
    };
    let places = answered.iter().enumerate();
    places
        .filter(|(_, answered)| names(answered))
        .map(|(place, _)| place)
        .collect()
}

/// A goal is covered by the activities that name it, a heading also by those that name a goal
/// below it.
pub fn goals(questions: &Questions<'_>, answered: &[Answered]) -> Vec<GoalGroup> {
    let groups = questions.full.offered.goals.iter().map(|group| {
        let own = BTreeSet::from([group.heading.iri.as_str()]);
        let below = group.goals.iter().map(|goal| goal.iri.as_str());
        let all: BTreeSet<_> = own.into_iter().chain(below).collect();
        let goals = group.goals.iter().map(|goal| Covered {
            activities: naming(answered, &BTreeSet::from([goal.iri.as_str()])),
            choice: goal.clone(),
        });
        GoalGroup {
            heading: Covered {
                activities: naming(answered, &all),
                choice: group.heading.clone(),
            },
            goals: goals.collect(),
        }
    });
    groups.collect()
}

/// A competency is covered by the activities that name a goal that works on it.
pub fn competencies(questions: &Questions<'_>, answered: &[Answered]) -> Vec<Covered> {
    let covered = questions
        .competencies
        .iter()
        .map(|(choice, goals)| Covered {
            activities: naming(answered, &goals.iter().map(String::as_str).collect()),
            choice: choice.clone(),
        });
    covered.collect()
}
