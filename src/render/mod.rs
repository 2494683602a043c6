//! Room `render`: core types → text for people and programs. Knows no store.
//! May use: `core`.

pub mod csv;
pub mod escape;
pub mod findings;
pub mod hits;
pub mod html;
pub mod json;
pub mod listing;
pub mod markdown;
pub mod plan;
pub mod portrait;
pub mod results;
pub mod sarif;
pub mod table;
pub mod text;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::{Counts, Hierarchy, Step};
use crate::core::language::Language;
use crate::core::message;

/// A template that could not be filled.
#[derive(Debug, thiserror::Error)]
#[error("the page could not be made: {0}")]
pub struct RenderError(#[from] askama::Error);

/// A way to write a hierarchy.
pub struct HierarchyFormat {
    /// Name for `--format`.
    pub name: &'static str,
    /// Endings of files that mean it, without the dot.
    pub endings: &'static [&'static str],
    /// Whether the result itself tells of cycles.
    pub tells_cycles: bool,
    /// The renderer.
    pub render: fn(&Page<'_>) -> Result<String, RenderError>,
}

/// Every format of a hierarchy; the first is the default. A new one is a file and a line here.
pub const HIERARCHY_FORMATS: [HierarchyFormat; 5] = [
    HierarchyFormat {
        name: "text",
        endings: &["txt"],
        tells_cycles: true,
        render: text::render,
    },
    HierarchyFormat {
        name: "json",
        endings: &["json"],
        tells_cycles: false,
        render: json::render,
    },
    HierarchyFormat {
        name: "csv",
        endings: &["csv"],
        tells_cycles: false,
        render: csv::render,
    },
    HierarchyFormat {
        name: "markdown",
        endings: &["md"],
        tells_cycles: true,
        render: markdown::render,
    },
    HierarchyFormat {
        name: "html",
        endings: &["html", "htm"],
        tells_cycles: true,
        render: html::render,
    },
];

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
    /// Columns of the terminal, for the text format.
    pub width: usize,
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
    pub fn attention(&self, node: NodeIndex) -> Option<Attention> {
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

    /// What to say of a node's other places: under which other parents it stands too, or, where
    /// it is met as a reference, where it stands in full. A node without children is in full
    /// everywhere.
    pub fn elsewhere(&self, step: Step) -> Option<String> {
        let hierarchy = self.hierarchy;
        let say =
            |key: &str, parents: &str| message::text(self.language, key, &[("parents", parents)]);
        let parent = step.parent?;
        if hierarchy.closing_links(parent).contains(&step.node) {
            return Some(say("tree.circle", ""));
        }
        if step.reference && !hierarchy.children(step.node).is_empty() {
            let primary = hierarchy.primary_parent(step.node)?;
            return Some(say("tree.in-full-under", &self.place_name(primary)));
        }
        let others = hierarchy
            .parents(step.node)
            .into_iter()
            .filter(|&other| other != parent);
        let names: Vec<_> = others.map(|other| self.place_name(other)).collect();
        (!names.is_empty()).then(|| say("tree.also-under", &names.join(", ")))
    }

    /// The notation where all notations of the hierarchy are distinct, else the label.
    fn place_name(&self, node: NodeIndex) -> String {
        let concept = self.hierarchy.concept(node);
        match &concept.notation {
            Some(notation) if self.hierarchy.has_distinct_notations() => notation.clone(),
            _ => concept.label(self.language).0.to_owned(),
        }
    }

    /// How many nodes have no label of their own and are shown by notation or IRI.
    pub fn without_label(&self) -> usize {
        let nodes = self.hierarchy.nodes();
        nodes
            .filter(|&node| !self.hierarchy.concept(node).label(self.language).1)
            .count()
    }
}

/// A cycle in words: at most ten of its labels, the first one repeated at the end.
pub fn cycle_names(hierarchy: &Hierarchy, cycle: &[NodeIndex], language: Language) -> String {
    let label = |node: &NodeIndex| hierarchy.concept(*node).label(language).0.to_owned();
    let mut names: Vec<_> = cycle.iter().take(10).map(label).collect();
    if cycle.len() > 10 {
        names.push(format!("… ({})", cycle.len()));
    }
    names.extend(cycle.first().map(label));
    names.join(" → ")
}
