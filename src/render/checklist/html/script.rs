//! What the script of the page works with.
//! Room `render`.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Checklist, Choice};
use crate::core::language::Language;
use crate::render::checklist::html::Words;
use crate::render::checklist::words;
use crate::render::escape::terminal as visible;

/// Texts that the script says, by the end of their key.
const WORDS: [&str; 26] = [
    "answer-kept",
    "answered-twice",
    "bad-date",
    "choice-kept",
    "clear-sure",
    "clear-yes",
    "cleared",
    "downloaded",
    "field-kept",
    "group-progress",
    "no-edition",
    "not-here",
    "not-saved",
    "office",
    "open-sure",
    "open-yes",
    "opened",
    "other-edition",
    "other-form",
    "other-form-kept",
    "other-sheet",
    "progress",
    "saved",
    "too-large",
    "unreadable",
    "unreadable-json",
];

/// What the script works with: the questions by the names that files give them, its texts.
pub fn data(checklist: &Checklist, say: &Words<'_>) -> Json {
    let texts = WORDS.map(|key| (key.to_owned(), json!(say.page(key))));
    let mut numbered = HashMap::<_, usize>::new();
    for notation in checklist.items().filter_map(|item| item.notation.as_ref()) {
        *numbered.entry(notation).or_default() += 1;
    }
    let numbered = &numbered;
    let items = checklist.groups.iter().enumerate().flat_map(|(at, group)| {
        group.items().map(move |item| {
            json!({
                "key": item.notation.as_ref().filter(|name| numbered[name] == 1).unwrap_or(&item.iri),
                "iri": item.iri,
                "name": visible(&words::heading(item.notation.as_deref(), &item.question)),
                "group": at,
            })
        })
    });
    let others = checklist.not_asked.iter();
    let others = others.map(|(notation, iri)| (notation, iri));
    let left_out = checklist.left_out.iter();
    let others = others.chain(left_out.map(|left_out| (&left_out.notation, &left_out.iri)));
    let others = others.flat_map(|(notation, iri)| notation.iter().chain([iri]));
    let groups = checklist
        .groups
        .iter()
        .map(|group| visible(&words::heading(group.notation.as_deref(), &group.label)));
    let values = Value::ALL.map(|value| {
        let texts = Language::ALL.map(|language| value.text(language));
        std::iter::once(value.name().to_owned())
            .chain(texts)
            .collect::<Vec<_>>()
    });
    let language = Language::ALL
        .iter()
        .position(|known| *known == checklist.language);
    let of = |choice: &Option<Choice>| choice.as_ref().map_or("", |choice| &choice.iri).to_owned();
    let label = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.label.clone());
    json!({
        // Answers to other questions are kept apart; languages share them.
        "storage": format!(
            "lobgraaf-checklist:{}:{}:{}:{}",
            checklist.edition,
            checklist.form.name(),
            of(&checklist.audience),
            of(&checklist.level)
        ),
        "title": visible(&checklist.title),
        "edition": checklist.edition,
        "form": checklist.form.name(),
        "audience": of(&checklist.audience),
        "level": of(&checklist.level),
        "labels": { "audience": label(&checklist.audience), "level": label(&checklist.level) },
        "language": language,
        "values": values,
        "groups": groups.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "others": others.collect::<Vec<_>>(),
        "words": serde_json::Map::from_iter(texts),
    })
}
