//! What a report says of goals, competencies and coherence.
//! Room `render`.

use crate::core::checklist::score::{Covered, Report, Rule};
use crate::core::message::Message;
use crate::render::score::words::{Entry, Section, say};

/// The names of activities, or that there is none.
fn activities(report: &Report, places: &[usize]) -> String {
    let names: Vec<_> = places
        .iter()
        .filter_map(|&place| Some(report.activities.get(place)?.name.as_str()))
        .collect();
    match (names.as_slice(), report.activities.len()) {
        ([], _) => say(report.language, "score.no-activity", &[]),
        (_, 1) => say(report.language, "score.this-activity", &[]),
        (names, _) => names.join(", "),
    }
}

fn covered(report: &Report, covered: &Covered, level: usize) -> Entry {
    Entry {
        level,
        name: covered.choice.label.clone(),
        text: activities(report, &covered.activities),
        is_missing: covered.activities.is_empty(),
        below: Vec::new(),
    }
}

/// How many of these nobody works on.
fn without(report: &Report, key: &'static str, all: &[&Covered]) -> String {
    let missing = all.iter().filter(|covered| covered.activities.is_empty());
    Message::new(key)
        .with("count", missing.count())
        .with("all", all.len())
        .in_language(report.language)
}

/// Whether any activity names a goal; without one nothing can be said of goals.
fn names_goals(report: &Report) -> bool {
    let mut activities = report.activities.iter();
    activities.any(|activity| !activity.goals.is_empty())
}

/// A part that only says that no goal was filled in.
fn without_goals(report: &Report, key: &str) -> Section {
    Section {
        heading: say(report.language, key, &[]),
        rule: None,
        note: Some(say(report.language, "score.no-goals-given", &[])),
        entries: Vec::new(),
    }
}

/// The goals with the activities that name them.
pub fn goals(report: &Report) -> Section {
    if !names_goals(report) {
        return without_goals(report, "score.goals");
    }
    let mut entries = Vec::new();
    for group in &report.goals {
        entries.push(covered(report, &group.heading, 0));
        // A heading without goals is its own only goal.
        let goals = group.goals.iter();
        let goals = goals.filter(|goal| goal.choice != group.heading.choice);
        entries.extend(goals.map(|goal| covered(report, goal, 1)));
    }
    let all: Vec<_> = report.goals.iter().flat_map(|group| &group.goals).collect();
    Section {
        heading: say(report.language, "score.goals", &[]),
        rule: Some(Rule::Goals),
        note: Some(without(report, "score.goals-without", &all)),
        entries,
    }
}

/// The competencies with the activities that work on them.
pub fn competencies(report: &Report) -> Section {
    if !names_goals(report) {
        return without_goals(report, "score.competencies");
    }
    let all: Vec<_> = report.competencies.iter().collect();
    Section {
        heading: say(report.language, "score.competencies", &[]),
        rule: Some(Rule::Competencies),
        note: Some(without(report, "score.competencies-without", &all)),
        entries: all.iter().map(|one| covered(report, one, 0)).collect(),
    }
}

/// How several activities hang together; `None` for one.
pub fn coherence(report: &Report) -> Option<Section> {
    let coherence = report.coherence.as_ref()?;
    let language = report.language;
    let names = |places: &[usize]| activities(report, places);
    let mut entries: Vec<_> = coherence
        .shared
        .iter()
        .map(|goal| covered(report, goal, 0))
        .collect();
    let lists = [
        ("score.alone", &coherence.alone),
        ("score.without-goal", &coherence.without_goal),
    ];
    for (key, places) in lists {
        if !places.is_empty() {
            entries.push(Entry {
                name: say(language, key, &[]),
                text: names(places),
                is_missing: true,
                ..Entry::default()
            });
        }
    }
    if let Some(order) = &coherence.in_time {
        let names: Vec<_> = order
            .iter()
            .map(|&place| {
                let activity = &report.activities[place];
                let date = activity.date.as_deref().unwrap_or("");
                format!("{} ({date})", activity.name)
            })
            .collect();
        entries.push(Entry {
            name: say(language, "score.in-time", &[]),
            text: names.join(" → "),
            ..Entry::default()
        });
    }
    let none = coherence.shared.is_empty();
    Some(Section {
        heading: say(language, "score.coherence", &[]),
        rule: Some(Rule::Coherence),
        note: none.then(|| say(language, "score.nothing-shared", &[])),
        entries,
    })
}
