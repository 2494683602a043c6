//! Room `render`: core types → text, drawings and documents. Knows no store.
//! May use: `core`.

pub mod alignment;
pub mod book;
pub mod checklist;
pub mod counted;
pub mod crosswalk;
pub mod csv;
pub mod docx;
pub mod dot;
pub mod drawing;
pub mod elsewhere;
pub mod escape;
pub mod findings;
pub mod graph;
pub mod graphml;
pub mod guideline;
pub mod hits;
pub mod html;
pub mod intake;
pub mod jgf;
pub mod json;
pub mod listing;
pub mod markdown;
pub mod matrix;
pub mod mermaid;
pub mod opml;
pub mod paper;
pub mod plan;
pub mod portrait;
pub mod results;
pub mod review;
pub mod sarif;
pub mod score;
pub mod suggestions;
pub mod svg;
pub mod table;
pub mod text;
pub mod words;

use std::collections::{BTreeMap, HashMap};

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::{BrokenCycle, Counts, Hierarchy, NodeChange};
use crate::core::language::Language;
use crate::core::message::{self, Message, Tell};
use crate::render::counted::Counted;
use crate::render::drawing::Drawing;

/// Cycles that a page tells one by one.
const TOLD_CYCLES: usize = 20;
/// Extra parents that a drawing lists in a table at most.
pub const MOST_LISTED: usize = 24;

/// What keeps a hierarchy from being written in a format.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum RenderError {
    /// A template that could not be filled.
    Template(#[from] askama::Error),
    /// The format cannot hold it; the text, in the language of the page, says why and what to do
    /// instead.
    Limit(String),
    /// A library could not make the drawing; in its words.
    Drawing(String),
}

impl Tell for RenderError {
    fn message(&self) -> Message {
        match self {
            Self::Template(source) => {
                Message::new("render.template").with("text", source.to_string())
            }
            Self::Limit(text) => text.into(),
            Self::Drawing(text) => Message::new("render.drawing").with("text", text),
        }
    }
}

/// What a renderer hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    /// Text, perhaps with terminal styles.
    Text(String),
    /// One binary file with so many pages.
    Bytes { bytes: Vec<u8>, pages: usize },
    /// A file for each page, because the format holds one page a file.
    Pages(Vec<Vec<u8>>),
}

impl Rendered {
    /// How many pages there are; text is one.
    pub fn pages(&self) -> usize {
        match self {
            Self::Text(_) => 1,
            Self::Bytes { pages, .. } => *pages,
            Self::Pages(pages) => pages.len(),
        }
    }

    /// How many bytes all files have together.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes { bytes, .. } => bytes.len(),
            Self::Pages(pages) => pages.iter().map(Vec::len).sum(),
        }
    }
}

/// A way to write a hierarchy.
pub struct HierarchyFormat {
    /// Name for `--format`.
    pub name: &'static str,
    /// Endings of files that mean it, without the dot.
    pub endings: &'static [&'static str],
    /// Whether the result itself tells of cycles.
    pub tells_cycles: bool,
    /// The renderer.
    pub render: fn(&Page<'_>) -> Result<Rendered, RenderError>,
}

impl HierarchyFormat {
    /// Whether it is drawn, so that [`Drawing`] counts.
    pub fn is_drawn(&self) -> bool {
        matches!(self.name, "svg" | "png" | "pdf")
    }

    /// Whether a reader can search in it by names that it does not show.
    pub fn has_search(&self) -> bool {
        self.name == "html"
    }
}

/// Every format of a hierarchy; the first is the default. A new one is a file and a line here.
pub const HIERARCHY_FORMATS: &[HierarchyFormat] = &[
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
    HierarchyFormat {
        name: "dot",
        endings: &["dot", "gv"],
        tells_cycles: true,
        render: dot::render,
    },
    HierarchyFormat {
        name: "mermaid",
        endings: &["mmd"],
        tells_cycles: true,
        render: mermaid::render,
    },
    HierarchyFormat {
        name: "jgf",
        endings: &["jgf.json"],
        tells_cycles: false,
        render: jgf::render,
    },
    HierarchyFormat {
        name: "graphml",
        endings: &["graphml"],
        tells_cycles: true,
        render: graphml::render,
    },
    HierarchyFormat {
        name: "opml",
        endings: &["opml"],
        tells_cycles: true,
        render: opml::render,
    },
    HierarchyFormat {
        name: "svg",
        endings: &["svg"],
        tells_cycles: false,
        render: svg::render,
    },
    HierarchyFormat {
        name: "png",
        endings: &["png"],
        tells_cycles: false,
        render: svg::raster::render,
    },
    HierarchyFormat {
        name: "pdf",
        endings: &["pdf"],
        tells_cycles: false,
        render: svg::pdf::render,
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
    /// What the kinds of its nodes are called, where the data say so.
    pub kinds: &'a BTreeMap<String, String>,
    /// Why a node stands under a parent that is not its first, where the data say so: by parent
    /// and node.
    pub reasons: &'a BTreeMap<(NodeIndex, NodeIndex), String>,
    /// What nodes are also called, for a search; empty for formats without one.
    pub other_names: &'a HashMap<NodeIndex, Vec<String>>,
    /// Whether examples are counted.
    pub has_counts: bool,
    /// What examples stand for.
    pub counted: Counted<'a>,
    /// Whether anything in it is curated.
    pub has_curated: bool,
    /// Up to how many examples a node without children gets little attention.
    pub few: Option<usize>,
    /// Levels to show; `None`: all.
    pub depth: Option<usize>,
    /// Columns of the terminal, for the text format.
    pub width: usize,
    /// How it is drawn, for the drawn formats.
    pub drawing: &'a Drawing,
    /// Which of Mermaid's two diagrams; `None`: whichever suits the hierarchy.
    pub mermaid: Option<MermaidForm>,
    /// Whether links to other vocabularies are among what is remarked of a concept.
    pub has_links: bool,
    /// Whether its nodes are classes: then they are not called concepts.
    pub has_classes: bool,
    /// What changed at each node, by IRI, where two hierarchies are shown as one.
    pub changes: Option<&'a HashMap<String, NodeChange>>,
}

/// The two diagrams of Mermaid that show a hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MermaidForm {
    /// Around a centre; for small trees.
    Mindmap,
    /// From left to right; holds several parents and more nodes.
    Flowchart,
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
        let mut children = self.hierarchy.children(node).iter();
        let is_outside = self.hierarchy.is_outside(node);
        if is_outside || self.is_gone(node) || children.any(|&child| !self.is_gone(child)) {
            return None;
        }
        Some(match self.counts[node.index()].total() {
            0 => Attention::None,
            total if total <= few => Attention::Little,
            _ => Attention::Enough,
        })
    }

    /// What changed at a node, where two hierarchies are shown as one.
    pub fn change(&self, node: NodeIndex) -> Option<&NodeChange> {
        self.changes?.get(&self.hierarchy.concept(node).iri)
    }

    /// Whether only the old one of two hierarchies that are shown as one has a node.
    pub fn is_gone(&self, node: NodeIndex) -> bool {
        self.change(node).is_some_and(|change| change.removed)
    }

    /// How many nodes have no label of their own and are shown by notation or IRI; what is gone
    /// does not count.
    pub fn without_label(&self) -> usize {
        let nodes = self.hierarchy.nodes();
        nodes
            .filter(|&node| !self.is_gone(node))
            .filter(|&node| !self.hierarchy.concept(node).label(self.language).1)
            .count()
    }
}

/// A cycle in words: at most ten of its labels, the first one repeated at the end.
pub fn cycle_names(hierarchy: &Hierarchy, cycle: &BrokenCycle, language: Language) -> String {
    let label = |node: &NodeIndex| hierarchy.concept(*node).label(language).0.to_owned();
    let mut names: Vec<_> = cycle.first.iter().map(label).collect();
    if cycle.length > names.len() {
        names.push(format!("… ({})", cycle.length));
    }
    names.extend(cycle.first.first().map(label));
    names.join(" → ")
}

/// A line for each cycle, at most [`TOLD_CYCLES`] of them and one that counts the others.
pub fn cycle_lines(hierarchy: &Hierarchy, language: Language) -> Vec<String> {
    first_cycle_lines(hierarchy, language, TOLD_CYCLES)
}

/// The same with at most `told` of them.
fn first_cycle_lines(hierarchy: &Hierarchy, language: Language, told: usize) -> Vec<String> {
    let cycles = hierarchy.cycles();
    let lines = cycles.iter().take(told).map(|cycle| {
        let names = cycle_names(hierarchy, cycle, language);
        message::text(language, "foot.cycle", &[("cycle", &names)])
    });
    let mut lines: Vec<_> = lines.collect();
    if cycles.len() > told {
        let more = (cycles.len() - told).to_string();
        lines.push(message::text(
            language,
            "foot.more-cycles",
            &[("count", &more)],
        ));
    }
    lines
}
