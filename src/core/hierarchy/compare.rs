//! What changed between two hierarchies.
//! Room `core`.

use std::collections::{BTreeSet, HashMap};

use petgraph::graph::NodeIndex;

use super::Hierarchy;
use crate::core::language::Language;

/// One difference, about one IRI.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the new hierarchy has it.
    Added { iri: String },
    /// Only the old hierarchy has it.
    Removed { iri: String },
    /// Its parents differ; IRIs in alphabetical order.
    Moved {
        iri: String,
        from: Vec<String>,
        to: Vec<String>,
    },
    /// Its label in the language of the comparison differs.
    Renamed {
        iri: String,
        from: String,
        to: String,
    },
    /// Its notation differs. A notation that stands in for a label is one (see [`Self::Renamed`]).
    Renumbered {
        iri: String,
        from: Option<String>,
        to: Option<String>,
    },
}

/// All differences, sorted by kind and IRI. Links that close a cycle count as parents.
pub fn compare(old: &Hierarchy, new: &Hierarchy, language: Language) -> Vec<Change> {
    let iris = |hierarchy: &Hierarchy| -> BTreeSet<String> {
        hierarchy
            .nodes()
            .map(|node| hierarchy.concept(node).iri.clone())
            .collect()
    };
    let (before, after) = (iris(old), iris(new));
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(
        after
            .difference(&before)
            .map(|iri| Change::Added { iri: iri.clone() }),
    );
    changes.extend(
        before
            .difference(&after)
            .map(|iri| Change::Removed { iri: iri.clone() }),
    );
    let (closing_before, closing_after) = (closing_parents(old), closing_parents(new));
    for iri in before.intersection(&after) {
        let from = parent_iris(old, &closing_before, iri);
        let to = parent_iris(new, &closing_after, iri);
        if from != to {
            changes.push(Change::Moved {
                iri: iri.clone(),
                from,
                to,
            });
        }
        let (Some(from), Some(to)) = (old.find(iri), new.find(iri)) else {
            continue;
        };
        let (from, to) = (old.concept(from), new.concept(to));
        let ((label_before, was_real), (label_after, is_real)) =
            (from.label(language), to.label(language));
        if label_before != label_after {
            changes.push(Change::Renamed {
                iri: iri.clone(),
                from: label_before.to_owned(),
                to: label_after.to_owned(),
            });
        }
        if from.notation != to.notation && (was_real || is_real) {
            changes.push(Change::Renumbered {
                iri: iri.clone(),
                from: from.notation.clone(),
                to: to.notation.clone(),
            });
        }
    }
    changes.sort();
    changes
}

/// The parents by links that close a cycle, by child.
fn closing_parents(hierarchy: &Hierarchy) -> HashMap<NodeIndex, Vec<NodeIndex>> {
    let mut parents: HashMap<NodeIndex, Vec<NodeIndex>> = HashMap::new();
    for (&parent, children) in &hierarchy.closing {
        for &child in children {
            parents.entry(child).or_default().push(parent);
        }
    }
    parents
}

fn parent_iris(
    hierarchy: &Hierarchy,
    closing: &HashMap<NodeIndex, Vec<NodeIndex>>,
    iri: &str,
) -> Vec<String> {
    let Some(node) = hierarchy.find(iri) else {
        return Vec::new();
    };
    let closing = closing.get(&node).into_iter().flatten().copied();
    let parents = hierarchy.parents(node).into_iter().chain(closing);
    let iris: BTreeSet<_> = parents
        .map(|parent| hierarchy.concept(parent).iri.clone())
        .collect();
    iris.into_iter().collect()
}
