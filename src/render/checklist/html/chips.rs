//! Boxes with what research and advice have beside a question.
//! Room `render`.

use crate::core::checklist::{Checklist, Research};
use crate::core::hierarchy::Evidence;
use crate::render::checklist::words;
use crate::render::escape::terminal as visible;

/// An element of a framework in a box.
pub struct ChipElement {
    pub name: String,
    pub label: String,
    /// The parts of the question that it is about, where it is not about all of it.
    pub via: Option<String>,
}

/// A box with elements that are beside a question for the same reason.
pub struct Chip {
    /// Class: `stated` or `curated`.
    pub kind: &'static str,
    /// Who says that they belong there.
    pub basis: String,
    pub elements: Vec<ChipElement>,
    /// All in few characters: `onderzoek 2, 7*`.
    pub brief: String,
}

/// What the report says itself before what is curated; frameworks in their order.
pub fn chips(checklist: &Checklist, research: &[Research]) -> Vec<Chip> {
    let key = |element: &Research| {
        let is_stated = element.evidence == Evidence::Stated;
        (!is_stated, element.framework.clone())
    };
    let mut keys: Vec<_> = research.iter().map(key).collect();
    keys.sort_by_key(|(is_curated, _)| *is_curated);
    keys.dedup();
    let chips = keys.iter().filter_map(|wanted| {
        let of = research.iter().filter(|element| key(element) == *wanted);
        let of: Vec<_> = of.collect();
        let elements = of.iter().map(|element| ChipElement {
            name: visible(&words::chip(element)),
            label: visible(&element.label),
            via: words::via(checklist, &element.via).map(|via| visible(&via)),
        });
        Some(Chip {
            kind: if wanted.0 { "curated" } else { "stated" },
            basis: words::basis(checklist, of.first()?.evidence),
            elements: elements.collect(),
            brief: visible(&words::marked(&of)),
        })
    });
    chips.collect()
}
