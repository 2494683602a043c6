//! Room `render`: core types → text for people and programs. Knows no store.
//! May use: `core`.

pub mod csv;
pub mod escape;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod sarif;
pub mod text;

use crate::core::hierarchy::{Counts, Hierarchy};
use crate::core::language::Language;

/// A hierarchy and what a page must say about it.
pub struct Page<'a> {
    pub hierarchy: &'a Hierarchy,
    /// Rolled-up counts by node index.
    pub counts: &'a [Counts],
    pub language: Language,
    /// Name of the query.
    pub view: &'a str,
    /// One line: what it shows.
    pub title: &'a str,
    /// A remark to repeat.
    pub note: Option<&'a str>,
    /// Where the content comes from.
    pub source: Option<&'a str>,
    /// Date of the data, `YYYY-MM-DD`; `None` for foreign files.
    pub date: Option<&'a str>,
    /// Whether examples are counted.
    pub has_counts: bool,
    /// Whether anything in it is curated.
    pub has_curated: bool,
    /// Up to how many examples a node without children gets little attention.
    pub few: Option<usize>,
    /// Levels to show; `None`: all.
    pub depth: Option<usize>,
    /// IRI → short form.
    pub compact: &'a dyn Fn(&str) -> String,
}

/// How much attention a node gets, by the rule that the page states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// No example.
    None,
    /// One up to the bound.
    Little,
    /// More than the bound.
    Enough,
}

impl Page<'_> {
    /// The attention that a node gets; `None` where the view marks none. Only nodes without
    /// children are marked: what is above them adds up.
    pub fn attention(&self, node: petgraph::graph::NodeIndex) -> Option<Attention> {
        let few = self.few.filter(|_| self.has_counts)?;
        if !self.hierarchy.children(node).is_empty() {
            return None;
        }
        Some(match self.counts[node.index()].total() {
            0 => Attention::None,
            total if total <= few => Attention::Little,
            _ => Attention::Enough,
        })
    }

    /// How many nodes have no label of their own and are shown by notation or IRI.
    pub fn without_label(&self) -> usize {
        let nodes = self.hierarchy.nodes();
        nodes
            .filter(|&node| !self.hierarchy.concept(node).label(self.language).1)
            .count()
    }
}
