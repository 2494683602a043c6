//! Elements of frameworks by name on one line, for forms that only have room for their numbers at the
//! questions.
//! Room `render`.

use crate::core::checklist::{Checklist, Research};
use crate::core::collation::compare_notations;
use crate::render::checklist::words::heading;

/// The elements at the questions.
pub fn beside(checklist: &Checklist) -> String {
    listed(elements(checklist).into_iter().map(|element| {
        let notation = element.notation.as_deref();
        (
            element.framework_label.as_str(),
            notation,
            element.label.as_str(),
        )
    }))
}

/// The elements that hardly any question covers.
pub fn uncovered(checklist: &Checklist) -> String {
    listed(checklist.uncovered.iter().map(|element| {
        let notation = element.notation.as_deref();
        (
            element.framework_label.as_str(),
            notation,
            element.label.as_str(),
        )
    }))
}

/// `onderzoek 1 Verbinding; 2 Actieve rol; advies 1 …`: the framework where it changes.
fn listed<'a>(elements: impl Iterator<Item = (&'a str, Option<&'a str>, &'a str)>) -> String {
    let mut last = None;
    let named = elements.map(|(framework, notation, label)| {
        let name = heading(notation, label);
        match last.replace(framework) == Some(framework) {
            true => name,
            false => format!("{framework} {name}"),
        }
    });
    named.collect::<Vec<_>>().join("; ")
}

/// The elements at the questions, by framework and number, without those that hardly any question
/// covers.
fn elements(checklist: &Checklist) -> Vec<&Research> {
    let is_uncovered = |iri: &str| checklist.uncovered.iter().any(|one| one.iri == iri);
    let mut elements: Vec<&Research> = Vec::new();
    for element in checklist.items().flat_map(|item| &item.research) {
        let is_known = elements.iter().any(|known| known.iri == element.iri);
        if !is_known && !is_uncovered(&element.iri) {
            elements.push(element);
        }
    }
    let mut frameworks: Vec<&str> = Vec::new();
    for element in &elements {
        if !frameworks.contains(&element.framework.as_str()) {
            frameworks.push(&element.framework);
        }
    }
    elements.sort_by(|a, b| {
        let framework = |of: &Research| frameworks.iter().position(|one| *one == of.framework);
        let number = |of: &Research| of.notation.clone().unwrap_or_default();
        let by_number = || compare_notations(&number(a), &number(b));
        framework(a).cmp(&framework(b)).then_with(by_number)
    });
    elements
}
