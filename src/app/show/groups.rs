//! Values by property, and the order in which a portrait tells them.
//! Room `app`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, Quad, Term};

use crate::core::collation::{LabelOrder, compare_notations};
use crate::core::vocabulary::{dct, rdfs, skos};
use crate::render::portrait::{Named, Value};

/// Values by property, each with the graphs that state it.
#[derive(Default)]
pub(super) struct Groups(pub(super) BTreeMap<String, BTreeMap<String, (Term, BTreeSet<String>)>>);

impl Groups {
    pub(super) fn add(&mut self, property: &str, value: Term, quad: &Quad) {
        let values = self.0.entry(property.to_owned()).or_default();
        let (_, graphs) = values
            .entry(value.to_string())
            .or_insert_with(|| (value, BTreeSet::new()));
        if let GraphName::NamedNode(graph) = &quad.graph_name {
            graphs.insert(graph.as_str().to_owned());
        }
    }

    /// Leaves out what the portrait tells elsewhere.
    pub(super) fn take<const N: usize>(&mut self, properties: [&str; N]) {
        properties
            .iter()
            .for_each(|property| drop(self.0.remove(*property)));
    }

    pub(super) fn iris(&self, property: &str) -> impl Iterator<Item = &str> {
        let values = self.0.get(property).into_iter().flat_map(BTreeMap::values);
        values.filter_map(|(term, _)| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }
}

/// Texts stand in this order, then all others by the name of their property.
pub(super) const TEXT_ORDER: [&str; 7] = [
    skos::PREF_LABEL,
    rdfs::LABEL,
    dct::TITLE,
    skos::ALT_LABEL,
    skos::NOTATION,
    dct::IDENTIFIER,
    skos::DEFINITION,
];

pub(super) fn compare_values(a: &Value, b: &Value, order: &LabelOrder) -> Ordering {
    match (a, b) {
        (Value::Thing(a), Value::Thing(b)) => compare_things(a, b, order),
        (
            Value::Text {
                value: a,
                language: la,
                ..
            },
            Value::Text {
                value: b,
                language: lb,
                ..
            },
        ) => {
            // Dutch before English, as everywhere.
            lb.cmp(la).then_with(|| a.cmp(b))
        }
        _ => Ordering::Equal,
    }
}

pub(super) fn compare_things(a: &Named, b: &Named, order: &LabelOrder) -> Ordering {
    let notation = |thing: &Named| thing.notation.clone().unwrap_or_default();
    compare_notations(&notation(a), &notation(b))
        .then_with(|| order.compare(a.words(), b.words()))
        .then_with(|| a.iri.cmp(&b.iri))
}
