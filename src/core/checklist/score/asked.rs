//! Which questions a sheet that somebody filled in asks, and its answers counted.
//! Room `core`.

use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::{Heading, Questions, Tally};
use crate::core::checklist::{Checklist, Choice, Form, Item};

/// The form that was filled in: what the file says, else the one that has more of its questions.
pub fn form(questions: &Questions<'_>, answered: &Answered) -> Form {
    answered.form.unwrap_or_else(|| {
        let has = |checklist: &Checklist| {
            let items = checklist.items();
            items
                .filter(|item| answered.answers.contains_key(&item.iri))
                .count()
        };
        match has(questions.short) > has(questions.full) {
            true => Form::Short,
            false => Form::Full,
        }
    })
}

/// The form of a sheet, for everybody.
pub fn of_form<'a>(questions: &Questions<'a>, form: Form) -> &'a Checklist {
    match form {
        Form::Full => questions.full,
        Form::Short => questions.short,
    }
}

/// The questions of a form, each with the place of its heading.
pub fn items<'a>(
    checklist: &'a Checklist,
    headings: &'a [Heading],
) -> impl Iterator<Item = (usize, &'a Item)> {
    checklist.groups.iter().flat_map(move |group| {
        let place = headings.iter().position(|heading| heading.iri == group.iri);
        group.items().map(move |item| (place.unwrap_or(0), item))
    })
}

/// As [`items`], of those that the sheet for its audience and level asks.
pub fn asked<'a>(
    questions: &Questions<'a>,
    headings: &'a [Heading],
    answered: &'a Answered,
) -> impl Iterator<Item = (usize, &'a Item)> {
    let is_in = |scope: &Option<String>, choices: &[Choice]| {
        let scope = scope.as_ref();
        scope.is_none_or(|scope| choices.iter().any(|choice| choice.iri == *scope))
    };
    let all = items(of_form(questions, form(questions, answered)), headings);
    all.filter(move |(_, item)| {
        is_in(&answered.audience, &item.audiences) && is_in(&answered.level, &item.levels)
    })
}

/// The answers to what its sheet asks, counted under each heading.
pub fn tallies(questions: &Questions<'_>, headings: &[Heading], answered: &Answered) -> Vec<Tally> {
    let mut groups = vec![Tally::default(); headings.len()];
    for (group, item) in asked(questions, headings, answered) {
        let answer = answered.answers.get(&item.iri);
        groups[group].count(answer.and_then(|answer| answer.value));
    }
    groups
}
