//! What changed in activities since earlier answers.
//! Room `core`.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::{Change, ChangedAnswer, Heading, Questions, tallies};
use crate::core::lexical::fold;

/// What changed, activity by activity: those of one name are the same one.
pub fn changes(
    questions: &Questions<'_>,
    headings: &[Heading],
    answered: &[Answered],
    earlier: &[Answered],
) -> Vec<Change> {
    if earlier.is_empty() {
        return Vec::new();
    }
    let total = |answered: &Answered| tallies(questions, headings, answered).into_iter().sum();
    let name = |answered: &Answered| fold(answered.name().trim());
    let mut pairs: BTreeMap<String, (Option<&Answered>, Option<&Answered>)> = BTreeMap::new();
    for before in earlier {
        pairs.entry(name(before)).or_default().0 = Some(before);
    }
    for after in answered {
        pairs.entry(name(after)).or_default().1 = Some(after);
    }
    let changes = pairs.into_values().map(|(before, after)| Change {
        name: after.or(before).map(Answered::name).unwrap_or_default(),
        before: before.map(total),
        after: after.map(total),
        answers: match (before, after) {
            (Some(before), Some(after)) => changed(questions, before, after),
            _ => Vec::new(),
        },
    });
    changes.collect()
}

fn changed(questions: &Questions<'_>, before: &Answered, after: &Answered) -> Vec<ChangedAnswer> {
    let value = |answered: &Answered, iri: &str| {
        let answer = answered.answers.get(iri);
        answer.and_then(|answer| answer.value)
    };
    let mut seen = BTreeSet::new();
    let items = questions.full.items().chain(questions.short.items());
    let items = items.filter(|item| seen.insert(&item.iri));
    let changed = items.filter_map(|item| {
        let (old, new) = (value(before, &item.iri)?, value(after, &item.iri)?);
        (old != new).then(|| ChangedAnswer {
            iri: item.iri.clone(),
            notation: item.notation.clone(),
            question: item.question.clone(),
            before: old,
            after: new,
        })
    });
    changed.collect()
}
