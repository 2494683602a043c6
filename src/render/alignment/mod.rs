//! Two hierarchies and the links between them as a drawing: the project's on the left, another
//! vocabulary's on the right. `docs/drawing.md` has the rules of look.
//! Room `render`; may use `core`. `half` is one side with its rows, `panel` both sides and the
//! curves of some links, `runs` which links go in which panel, `compose` the sheets, `paint` a
//! panel, `legend` the signs; typeface, line breaks, colours and files are those of `svg`.

pub mod compose;
mod dot;
pub mod half;
mod legend;
mod paint;
pub mod panel;
mod runs;

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use crate::core::alignment::{Alignment, Relation, Tie};
use crate::core::hierarchy::Hierarchy;
use crate::core::language::Language;
use crate::core::matching::relation::word;
use crate::core::message;
use crate::render::drawing::Drawing;
use crate::render::svg::compose::Purpose;
use crate::render::svg::item::clean;
use crate::render::svg::{pdf, raster};
use crate::render::{RenderError, Rendered};

/// What is drawn and what stands around it.
pub struct AlignmentPage<'a> {
    pub alignment: &'a Alignment,
    pub title: &'a str,
    /// What the left and the right side are called.
    pub heads: [&'a str; 2],
    /// For each mapping set with links.
    pub sources: Vec<Source>,
    /// Remarks for the legend.
    pub notes: Vec<String>,
    /// How the drawing was asked for.
    pub command: &'a str,
    /// Date of the data, `YYYY-MM-DD`; `None` for foreign files.
    pub date: Option<&'a str>,
    pub language: Language,
    pub drawing: &'a Drawing,
}

/// Where links come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What is linked to, with its version.
    pub name: String,
    /// The same as a sentence.
    pub short: String,
    /// What the mapping set says of itself: title, publisher, acknowledgement.
    pub about: String,
}

/// Draws the page: `svg`, `png` or `pdf`; or writes it in the language of Graphviz: `dot`.
pub fn render(page: &AlignmentPage<'_>, format: &str) -> Result<Rendered, RenderError> {
    match format {
        "dot" => Ok(Rendered::Text(dot::render(page))),
        "png" => raster::images(&compose::compose(page, Purpose::Png), page.language),
        "pdf" => {
            let sheets = compose::compose(page, Purpose::Pdf);
            pdf::document(&sheets, &page.title(), page.language)
        }
        _ => {
            let sheets = compose::compose(page, Purpose::Svg).into_iter();
            let pages = sheets.map(|sheet| sheet.svg.into_bytes());
            Ok(Rendered::Pages(pages.collect()))
        }
    }
}

impl AlignmentPage<'_> {
    fn title(&self) -> String {
        clean(self.drawing.title.as_deref().unwrap_or(self.title))
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        message::text(self.language, key, values)
    }

    /// What a relation is called.
    fn relation(&self, predicate: &str) -> String {
        clean(&word(predicate, false, self.language))
    }

    /// Notation and label of a node.
    fn name(&self, hierarchy: &Hierarchy, node: NodeIndex) -> String {
        let concept = hierarchy.concept(node);
        let (label, is_real) = concept.label(self.language);
        let label = clean(label);
        match concept.notation.as_deref().map(clean) {
            Some(notation) if is_real && !label.starts_with(&notation) => {
                format!("{notation} {label}")
            }
            _ => label,
        }
    }

    /// A link in words.
    fn sentence(&self, tie: &Tie) -> String {
        let values = [
            ("concept", self.name(&self.alignment.left, tie.left)),
            ("relation", self.relation(&tie.predicate)),
            ("term", self.name(&self.alignment.right, tie.right)),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        self.say("link.diagram.sentence", &values)
    }

    /// How many links there are of each relation that occurs: "5 the same, 3 narrower".
    fn numbers(&self) -> String {
        let ties = &self.alignment.ties;
        let parts = Relation::ALL.into_iter().filter_map(|relation| {
            let mut of_it = ties.iter().filter(|tie| tie.relation == relation);
            let first = of_it.next()?;
            let word = match relation {
                Relation::Other => self.say("link.diagram.other", &[]),
                _ => self.relation(&first.predicate),
            };
            let count = (1 + of_it.count()).to_string();
            Some(self.say(
                "link.diagram.count",
                &[("count", &count), ("relation", &word)],
            ))
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Numbers of links, concepts and terms in the text of a key.
    fn extent(&self, key: &str) -> String {
        let ties = &self.alignment.ties;
        let distinct = |end: fn(&Tie) -> NodeIndex| {
            let nodes: HashSet<NodeIndex> = ties.iter().map(end).collect();
            nodes.len()
        };
        let counted = |count: usize, one: &str, many: &str| {
            let key = if count == 1 { one } else { many };
            self.say(key, &[("count", &count.to_string())])
        };
        let concepts = distinct(|tie| tie.left);
        let terms = distinct(|tie| tie.right);
        let values = [
            (
                "links",
                counted(ties.len(), "link.diagram.link", "link.diagram.links"),
            ),
            (
                "concepts",
                counted(concepts, "link.diagram.concept", "link.diagram.concepts"),
            ),
            (
                "terms",
                counted(terms, "link.diagram.term", "link.diagram.terms"),
            ),
            ("relations", self.numbers()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        self.say(key, &values)
    }
}
