//! The house format for Turtle: one text for one graph, made to be read and compared.
//! Room `store`; may use `core`. Follows Turtle 1.1 and TriG 1.1; RDF 1.2 is refused.
//!
//! ```turtle
//! #+ graph: https://example.com/graph
//! # The comments before the first declaration stay as they are.
//! @prefix ex: <https://example.com/> .
//! @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
//!
//! ex:3.2.9
//!     a skos:Concept , ex:Goal ;
//!     skos:notation "3.2.9" ;
//!     skos:prefLabel
//!         "networking"@en ,
//!         "netwerken"@nl ;
//!     skos:broader ex:3.2 ;
//!     .
//! ```
//!
//! * Prefixes: those that are used, by name. IRIs: the longest namespace that leaves a local name
//!   without escapes, else in full. `@base` is resolved and goes. Of a prefix declared twice the last counts.
//! * Blocks: ontologies, concept schemes, other IRIs (digits by their number), labelled blank
//!   nodes in the order of their first mention, blank nodes that nothing refers to.
//! * Predicates: `a`, a fixed list, the others by their written form (`order.rs`).
//! * Values: IRIs, labelled blank nodes, literals by language and text, nested blank nodes by
//!   text. Several IRIs stand on one line if it fits in 100 columns; all other values that are
//!   several, and texts with a language, have a line each.
//! * A blank node that is referred to once is written where it is referred to, as `[ … ]` or as
//!   list `( … )`; one referred to more often, or on a cycle, as `_:b1`, numbered in the order of
//!   mention. The numbers do not depend on the labels of the input (`label.rs`).
//! * Numbers and truth values are short where that keeps their exact form. Characters that cannot
//!   be seen or that turn the writing direction are `\u` escapes.
//! * Language tags come in lower case, as Oxigraph keeps them.

mod forest;
mod head;
mod label;
mod layout;
mod order;
mod term;

use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{GraphNameRef, Quad, QuadRef, TripleRef};

use forest::{Forest, Name};
use term::Prefixes;

use crate::core::message::{Message, Tell};
use crate::store::parse::without_place;

/// Brackets within brackets that a text may have.
pub const MOST_LEVELS: usize = 128;

/// Why a text or graph has no house format.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum TurtleFormatError {
    /// Not Turtle 1.1.
    Syntax {
        name: String,
        line: u64,
        column: u64,
        source: RdfSyntaxError,
    },
    /// Comments that have no place in the house format.
    LateComments { name: String, lines: Vec<usize> },
    /// Brackets too deep in the text that was read.
    TooDeep { name: String, line: usize },
    /// Blank nodes that would be nested too deep in the text to write; `[]` is a blank node.
    TooDeepBelow { name: String, subject: String },
    /// A triple term or a text direction.
    Rdf12 { name: String, term: String },
    /// A graph of nothing but look-alikes.
    TooAlike { name: String, blank_nodes: usize },
    /// A prefix that Turtle cannot declare.
    Prefix { prefix: String, namespace: String },
}

impl Tell for TurtleFormatError {
    fn message(&self) -> Message {
        let (name, line, problem) = match self {
            Self::Syntax {
                name,
                line,
                column,
                source,
            } => {
                let words = source.to_string();
                let problem = Message::new("turtle.syntax").with("text", without_place(&words));
                return Message::at(Path::new(&format!("{name}:{line}:{column}")), None, problem);
            }
            Self::LateComments { name, lines } => {
                let problem = Message::new("turtle.late-comments");
                let problem = problem.with("lines", Message::list(lines));
                (
                    name,
                    Some(lines.first().copied().unwrap_or_default()),
                    problem,
                )
            }
            Self::TooDeep { name, line } => {
                let problem = Message::new("turtle.too-deep").with("limit", MOST_LEVELS);
                (name, Some(*line), problem)
            }
            Self::TooDeepBelow { name, subject } => {
                let problem = Message::new("turtle.too-deep-below").with("limit", MOST_LEVELS);
                (name, None, problem.with("subject", subject))
            }
            Self::Rdf12 { name, term } => {
                (name, None, Message::new("turtle.rdf12").with("term", term))
            }
            Self::TooAlike { name, blank_nodes } => {
                let problem = Message::new("turtle.too-alike").with("count", *blank_nodes);
                (name, None, problem)
            }
            Self::Prefix { prefix, namespace } => {
                return Message::new("turtle.prefix")
                    .with("prefix", prefix)
                    .with("namespace", namespace);
            }
        };
        Message::at(Path::new(name), line, problem)
    }
}

/// Puts a Turtle file in the house format; `name` is only for messages.
///
/// Formatting what has been formatted changes nothing, and the graph stays the same. Comments
/// before the first declaration or triple stay; comments further down are an error, because they
/// belong to a place that may move.
///
/// ```
/// use lobgraaf::store::turtle::format;
///
/// let text = "@prefix ex: <http://example.com/> . ex:b ex:p 1, 0.50 . ex:a a ex:C.";
/// assert_eq!(
///     format(text, "example.ttl")?,
///     "@prefix ex: <http://example.com/> .
///
/// ex:a
///     a ex:C ;
///     .
///
/// ex:b
///     ex:p
///         0.50 ,
///         1 ;
///     .
/// "
/// );
/// # Ok::<(), lobgraaf::store::turtle::TurtleFormatError>(())
/// ```
pub fn format(text: &str, name: &str) -> Result<String, TurtleFormatError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(text);
    let quads: Vec<Quad> = parser
        .by_ref()
        .collect::<Result<_, _>>()
        .map_err(|source| {
            let start = source.location().map(|range| range.start);
            let (line, column) = start.map_or((1, 1), |at| (at.line + 1, at.column + 1));
            TurtleFormatError::Syntax {
                name: name.to_owned(),
                line,
                column,
                source,
            }
        })?;
    let prefixes = parser
        .prefixes()
        .map(|(name, iri)| (name.to_owned(), iri.to_owned()));
    let comments = head::scan(text, MOST_LEVELS);
    if !comments.late.is_empty() {
        return Err(TurtleFormatError::LateComments {
            name: name.to_owned(),
            lines: comments.late,
        });
    }
    if let Some(line) = comments.too_deep {
        return Err(TurtleFormatError::TooDeep {
            name: name.to_owned(),
            line,
        });
    }
    let head: String = comments
        .head
        .iter()
        .map(|line| format!("{line}\n"))
        .collect();
    let quads = quads.iter().map(Quad::as_ref);
    Ok(joined(
        head,
        &written(quads, Prefixes::new(prefixes), name)?,
    ))
}

/// Writes triples in the house format; `prefixes` are `(prefix, namespace)` pairs.
///
/// ```
/// use lobgraaf::store::turtle::write_graph;
/// use oxigraph::model::{Literal, NamedNode, Triple};
///
/// let triple = Triple::new(
///     NamedNode::new("http://example.com/a")?,
///     NamedNode::new("http://example.com/name")?,
///     Literal::new_language_tagged_literal("naam", "nl")?,
/// );
/// assert_eq!(
///     write_graph([&triple], [("ex", "http://example.com/")])?,
///     "@prefix ex: <http://example.com/> .
///
/// ex:a
///     ex:name
///         \"naam\"@nl ;
///     .
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_graph<'a, T, P, N>(
    triples: impl IntoIterator<Item = T>,
    prefixes: impl IntoIterator<Item = (P, N)>,
) -> Result<String, TurtleFormatError>
where
    T: Into<TripleRef<'a>>,
    P: Into<String>,
    N: Into<String>,
{
    let quads = triples
        .into_iter()
        .map(|triple| triple.into().in_graph(GraphNameRef::DefaultGraph));
    write_dataset(quads, prefixes)
}

/// Writes quads as TriG in the house format: the default graph, then a block a graph, by name.
pub fn write_dataset<'a, Q, P, N>(
    quads: impl IntoIterator<Item = Q>,
    prefixes: impl IntoIterator<Item = (P, N)>,
) -> Result<String, TurtleFormatError>
where
    Q: Into<QuadRef<'a>>,
    P: Into<String>,
    N: Into<String>,
{
    let mut pairs = Vec::new();
    for (prefix, namespace) in prefixes {
        let (prefix, namespace) = (prefix.into(), namespace.into());
        if !term::is_prefix_name(&prefix) || namespace.is_empty() {
            return Err(TurtleFormatError::Prefix { prefix, namespace });
        }
        pairs.push((prefix, namespace));
    }
    written(
        quads.into_iter().map(Into::into),
        Prefixes::new(pairs),
        "graph",
    )
}

fn written<'a>(
    quads: impl IntoIterator<Item = QuadRef<'a>>,
    mut prefixes: Prefixes,
    name: &str,
) -> Result<String, TurtleFormatError> {
    let forest = Forest::new(quads).map_err(|forest::Rdf12(term)| TurtleFormatError::Rdf12 {
        name: name.to_owned(),
        term,
    })?;
    if let Some(subject) = too_deep(&forest) {
        return Err(TurtleFormatError::TooDeepBelow {
            name: name.to_owned(),
            subject,
        });
    }
    let blocks =
        layout::write(&forest, &mut prefixes).map_err(|label::TooAlike(blank_nodes)| {
            TurtleFormatError::TooAlike {
                name: name.to_owned(),
                blank_nodes,
            }
        })?;
    Ok(joined(prefixes.declarations(), &blocks))
}

/// Two parts of a text, with an empty line between declarations and blocks.
fn joined(before: String, after: &str) -> String {
    let open = !before.is_empty() && !after.is_empty() && !after.starts_with("@prefix");
    before + if open { "\n" } else { "" } + after
}

/// The subject of a block with too many levels of brackets.
fn too_deep(forest: &Forest<'_>) -> Option<String> {
    let deep = forest
        .nested
        .iter()
        .find(|blank| forest.blanks[**blank].depth > MOST_LEVELS)?;
    let mut blank = *deep;
    while let forest::Place::Nested { parent, .. } = forest.blanks[blank].place {
        match forest.blocks[parent].subject {
            Name::Iri(iri) => return Some(format!("<{iri}>")),
            Name::Blank(outer) => blank = outer,
        }
    }
    Some("[]".to_owned())
}
