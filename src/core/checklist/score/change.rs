//! What changed in activities since earlier answers.
//! Room `core`.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::asked::asked;
use crate::core::checklist::score::{Change, ChangedAnswer, Heading, Questions, Tally};
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
    let name = |answered: &Answered| fold(answered.name().trim());
    let sheet = |answered| sheet(questions, headings, answered);
    let mut pairs: BTreeMap<String, (Option<&Answered>, Option<&Answered>)> = BTreeMap::new();
    for before in earlier {
        pairs.entry(name(before)).or_default().0 = Some(before);
    }
    for after in answered {
        pairs.entry(name(after)).or_default().1 = Some(after);
    }
    let changes = pairs.into_values().map(|(before, after)| {
        let (of_before, of_after) = (before.map(&sheet), after.map(&sheet));
        // A share of other questions would tell of the sheets or of what was filled in, not of
        // the activity.
        let common = match (before.zip(of_before.as_ref()), after.zip(of_after.as_ref())) {
            (Some(old), Some(new)) => {
                let (of_old, of_new) = (filled_in(old), filled_in(new));
                (old.1 != new.1 || of_old != of_new).then(|| &of_old & &of_new)
            }
            _ => None,
        };
        let total = |answered: Option<&Answered>, sheet: Option<&BTreeSet<&str>>| {
            Some(counted(answered?, common.as_ref().or(sheet)?))
        };
        Change {
            name: after.or(before).map(Answered::name).unwrap_or_default(),
            before: total(before, of_before.as_ref()),
            after: total(after, of_after.as_ref()),
            answers: match (before, after) {
                (Some(before), Some(after)) => changed(questions, before, after),
                _ => Vec::new(),
            },
            in_common: common.map(|common| common.len()),
        }
    });
    changes.collect()
}

/// The questions that a sheet asks.
fn sheet<'a>(
    questions: &Questions<'a>,
    headings: &'a [Heading],
    answered: &'a Answered,
) -> BTreeSet<&'a str> {
    let asked = asked(questions, headings, answered);
    asked.map(|(_, item)| item.iri.as_str()).collect()
}

/// Those of them that are answered.
fn filled_in<'a>((answered, sheet): (&Answered, &BTreeSet<&'a str>)) -> BTreeSet<&'a str> {
    let has_value = |iri: &&str| {
        let answer = answered.answers.get(*iri);
        answer.is_some_and(|answer| answer.value.is_some())
    };
    sheet.iter().copied().filter(has_value).collect()
}

fn counted(answered: &Answered, sheet: &BTreeSet<&str>) -> Tally {
    let mut tally = Tally::default();
    for iri in sheet {
        let answer = answered.answers.get(*iri);
        tally.count(answer.and_then(|answer| answer.value));
    }
    tally
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
