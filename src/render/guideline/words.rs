//! What several formats of the guideline say in the same words.
//! Room `render`.

use std::collections::BTreeMap;

use crate::core::form::{Choice, Field, FieldKind, Form, Requirement, picked};
use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::message;

/// A text of the catalogue.
pub fn say(language: Language, key: &str) -> String {
    message::text(language, key, &[])
}

/// The name of a field as a heading, with a capital.
pub fn heading(field: &Field, language: Language) -> String {
    let mut letters = field.name_in(language).chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The name of a field as a heading; a star says that it is required.
pub fn starred(field: &Field, language: Language) -> String {
    let name = heading(field, language);
    match field.requirement {
        Requirement::Required => format!("{name} *"),
        _ => name,
    }
}

/// Whether a field must be filled in.
pub fn requirement(field: &Field, language: Language) -> String {
    say(language, field.requirement.key())
}

/// Whether several things of a list may be chosen.
pub fn is_many(field: &Field) -> bool {
    !field.is_single() && matches!(field.kind, FieldKind::Chosen { .. })
}

/// What to fill in, a line each: the help, that several values fit, that it is kept apart.
pub fn help(field: &Field, language: Language) -> Vec<String> {
    let mut lines: Vec<_> = picked(&field.help, language)
        .map(str::to_owned)
        .into_iter()
        .collect();
    if is_many(field) {
        lines.push(match field.most {
            Some(most) => {
                let most = most.to_string();
                message::text(language, "guideline.at-most", &[("most", &most)])
            }
            None => say(language, "guideline.several"),
        });
    }
    if field.is_kept_apart {
        lines.push(say(language, "guideline.kept-apart"));
    }
    lines
}

/// Why it is asked, with the places in the source that ask for it.
pub fn why(field: &Field, language: Language) -> String {
    let reason = picked(&field.reason, language).unwrap_or_default();
    let passages = field.passages.iter().map(|passage| {
        let label = picked(&passage.label, language);
        label.unwrap_or_else(|| last_segment(&passage.iri))
    });
    let passages: Vec<_> = passages.collect();
    if passages.is_empty() {
        return reason.to_owned();
    }
    let passages = passages.join(", ");
    let passages = message::text(language, "guideline.see", &[("passages", &passages)]);
    format!("{reason} ({passages})").trim().to_owned()
}

/// The open question of an interview; the name where there is none.
pub fn question(field: &Field, language: Language) -> &str {
    picked(&field.question, language).unwrap_or_else(|| field.name_in(language))
}

/// What can be chosen, each with the words that stand for it alone.
pub fn choices<'a>(form: &'a Form, field: &Field, language: Language) -> Vec<(&'a Choice, String)> {
    let choices = form.choices(field);
    let mut texts = BTreeMap::<String, usize>::new();
    for choice in choices {
        *texts.entry(choice.text(language)).or_default() += 1;
    }
    let named = choices.iter().map(|choice| {
        let text = choice.text(language);
        match texts.get(&text) {
            Some(1) => (choice, text),
            _ => (choice, choice.iri.clone()),
        }
    });
    named.collect()
}

/// How it is filled in: what about, and what to do.
pub fn guide(language: Language) -> Vec<(String, String)> {
    const LINES: [(&str, &str); 4] = [
        ("guideline.about-required", "guideline.guide-required"),
        ("guideline.about-lists", "guideline.guide-lists"),
        ("guideline.about-several", "guideline.guide-several"),
        ("guideline.about-people", "guideline.guide-people"),
    ];
    let lines = LINES.map(|(about, line)| (say(language, about), say(language, line)));
    lines.into()
}

/// Choices that stand under one heading, or under none.
pub struct Section<'a> {
    pub heading: Option<String>,
    pub choices: Vec<Shown<'a>>,
}

/// A choice with its place in a list.
pub struct Shown<'a> {
    pub choice: &'a Choice,
    /// The words that stand for it alone.
    pub text: String,
    /// How many choices it stands under.
    pub depth: usize,
}

/// What a field lets choose, as people see it: below their headings, narrower ones below broader
/// ones. Each choice once, whatever the data say of what stands under what.
pub fn sections<'a>(form: &'a Form, field: &Field, language: Language) -> Vec<Section<'a>> {
    let choices = choices(form, field, language);
    let known: BTreeMap<&str, usize> = choices
        .iter()
        .enumerate()
        .map(|(place, (choice, _))| (choice.iri.as_str(), place))
        .collect();
    let mut below = BTreeMap::<usize, Vec<usize>>::new();
    let mut tops = Vec::new();
    for (place, (choice, _)) in choices.iter().enumerate() {
        match choice.broader.as_deref().and_then(|iri| known.get(iri)) {
            Some(broader) if *broader != place => below.entry(*broader).or_default().push(place),
            _ => tops.push(place),
        }
    }
    // Whoever stands under itself in the end is reached from no top.
    tops.extend(0..choices.len());
    let mut is_shown = vec![false; choices.len()];
    let mut sections: Vec<Section<'a>> = Vec::new();
    for top in tops {
        let broader = choices[top].0.broader.as_deref();
        let heading = broader.and_then(|iri| form.headings.get(iri));
        let heading = heading.and_then(|text| picked(text, language));
        let mut open = vec![(top, 0)];
        while let Some((place, depth)) = open.pop() {
            if std::mem::replace(&mut is_shown[place], true) {
                continue;
            }
            if sections
                .last()
                .is_none_or(|last| last.heading.as_deref() != heading)
            {
                sections.push(Section {
                    heading: heading.map(str::to_owned),
                    choices: Vec::new(),
                });
            }
            let (choice, text) = &choices[place];
            if let Some(last) = sections.last_mut() {
                let text = text.clone();
                last.choices.push(Shown {
                    choice,
                    text,
                    depth,
                });
            }
            let narrower = below.get(&place).into_iter().flatten().rev();
            open.extend(narrower.map(|narrower| (*narrower, depth + 1)));
        }
    }
    sections
}
