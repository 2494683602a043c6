//! Two hierarchies as one, in which each node knows what changed at it.
//! Room `core`.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Change, Evidence, Hierarchy, HierarchyBuilder, Link, compare};
use crate::core::language::Language;

/// What changed at one node; parents by the label that they have where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeChange {
    /// Only the new hierarchy has it.
    pub added: bool,
    /// Only the old hierarchy has it.
    pub removed: bool,
    /// Where it moved, if it did.
    pub moved: Option<Move>,
    /// Its label in the old hierarchy, where that differs.
    pub renamed_from: Option<String>,
    /// Its notation in the old hierarchy, where that differs; empty where it had none.
    pub notation_from: Option<String>,
}

/// A change of parents; an empty list of parents stands for the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Move {
    /// Parents that it no longer has.
    pub left: Vec<String>,
    /// Parents that it did not have.
    pub joined: Vec<String>,
    /// It had no parent at all.
    pub was_root: bool,
    /// It has no parent any more.
    pub is_root: bool,
}

/// See [`merge`].
#[derive(Debug, Clone)]
pub struct Merged {
    pub hierarchy: Hierarchy,
    /// By IRI; a node that is not here did not change.
    pub changes: HashMap<String, NodeChange>,
}

/// The new hierarchy with, at their old place, the nodes that only the old one has. Of links
/// between nodes that both have, only the new ones are drawn: what differs stands in the change.
/// Nodes that are gone count no examples, so every number is that of the new hierarchy.
pub fn merge(old: &Hierarchy, new: &Hierarchy, language: Language) -> Merged {
    let mut changes: HashMap<String, NodeChange> = HashMap::new();
    for change in compare(old, new, language) {
        match change {
            Change::Added { iri } => changes.entry(iri).or_default().added = true,
            Change::Removed { iri } => changes.entry(iri).or_default().removed = true,
            Change::Moved { iri, from, to } => {
                let moved = difference(old, new, &from, &to, language);
                changes.entry(iri).or_default().moved = Some(moved);
            }
            Change::Renamed { iri, from, .. } => {
                changes.entry(iri).or_default().renamed_from = Some(from);
            }
            Change::Renumbered { iri, from, .. } => {
                changes.entry(iri).or_default().notation_from = Some(from.unwrap_or_default());
            }
        }
    }
    let gone: HashSet<&str> = changes
        .iter()
        .filter(|(_, change)| change.removed)
        .map(|(iri, _)| iri.as_str())
        .collect();
    let mut builder = HierarchyBuilder::default();
    for node in new.nodes() {
        builder.add_concept(new.concept(node).clone());
    }
    for node in old.nodes() {
        let concept = old.concept(node);
        if gone.contains(concept.iri.as_str()) {
            let mut concept = concept.clone();
            concept.examples.clear();
            builder.add_concept(concept);
        }
    }
    add_links(&mut builder, new, |_| true);
    add_links(&mut builder, old, |child| gone.contains(child));
    let hierarchy = builder.build(language);
    Merged { hierarchy, changes }
}

fn add_links(builder: &mut HierarchyBuilder, from: &Hierarchy, keep: impl Fn(&str) -> bool) {
    let iri = |node| from.concept(node).iri.as_str();
    for (parent, child, link) in from.links() {
        if keep(iri(child)) {
            builder.add_link(iri(child), iri(parent), link.clone());
        }
    }
    for (&parent, children) in &from.closing {
        for &child in children.iter().filter(|&&child| keep(iri(child))) {
            let link = Link {
                evidence: Evidence::Stated,
                kind: None,
            };
            builder.add_link(iri(child), iri(parent), link);
        }
    }
}

fn difference(
    old: &Hierarchy,
    new: &Hierarchy,
    from: &[String],
    to: &[String],
    language: Language,
) -> Move {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (from.iter().collect(), to.iter().collect());
    let label = |hierarchy: &Hierarchy, iri: &str| match hierarchy.find(iri) {
        Some(node) => hierarchy.concept(node).label(language).0.to_owned(),
        None => iri.to_owned(),
    };
    Move {
        left: before
            .difference(&after)
            .map(|iri| label(old, iri))
            .collect(),
        joined: after
            .difference(&before)
            .map(|iri| label(new, iri))
            .collect(),
        was_root: from.is_empty(),
        is_root: to.is_empty(),
    }
}
