//! A question by name, by file or as text → an answer in a format.
//! Room `app`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oxigraph::model::{BlankNode, Term};

use crate::app::AppError;
use crate::app::evaluate::{self, Evaluation};
use crate::app::session::Session;
use crate::core::message::Message;
use crate::core::table::Table;
use crate::core::xml;
use crate::query::catalogue::NamedQuery;
use crate::query::header::{self, Header, Kind};
use crate::query::order;
use crate::render::results::{self, ResultFormat};
use crate::render::{matrix, plan, table};
use crate::store::StoreError;
use crate::store::canonical::{self, HashAlgorithm};
use crate::store::load::text_of;
use crate::store::memory::Answer;
use crate::store::serialize::{self, GraphFormat};

/// Formats for SELECT and ASK, with the endings of files that mean them.
pub const RESULT_FORMATS: [(&str, &[&str]); 6] = [
    ("table", &["txt"]),
    ("csv", &["csv"]),
    ("tsv", &["tsv"]),
    ("json", &["json", "srj"]),
    ("xml", &["xml", "srx"]),
    ("markdown", &["md"]),
];

/// Formats for CONSTRUCT and DESCRIBE.
pub use crate::store::serialize::GRAPH_FORMATS;

/// Formats for the plan of a query.
pub const PLAN_FORMATS: [(&str, &[&str]); 2] = [("text", &["txt"]), ("json", &["json"])];

/// A query that waits to be run.
pub struct Question {
    query: spargebra::Query,
    /// Name of a query of the project, or of the file.
    name: String,
    header: Option<Header>,
    in_order: bool,
}

/// An answer, in order and with stable names for blank nodes.
pub struct Reply {
    pub answer: Answer,
    /// Whether rows or triples were left out.
    pub cut: bool,
    name: String,
    header: Option<Header>,
    in_order: bool,
}

impl Question {
    /// The query of the project named `name`.
    pub fn named(session: &Session, name: &str, evaluation: &Evaluation) -> Result<Self, AppError> {
        let named = session.project.queries.find(name)?;
        let query = evaluate::prepare(&session.project, &session.store, named, evaluation)?;
        Ok(Self::new(
            query,
            named.name.clone(),
            Some(named.header.clone()),
        ))
    }

    /// A query text from outside; one that opens with `#+` lines has parameters. `path` names it
    /// in messages.
    pub fn text(
        session: &Session,
        path: &Path,
        text: &str,
        evaluation: &Evaluation,
    ) -> Result<Self, AppError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let place = format!("{}: ", path.display());
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !text.starts_with("#+") {
            let query = evaluate::prepare_text(&session.project, text, &place, evaluation)?;
            return Ok(Self::new(query, name, None));
        }
        let header =
            header::parse(path, text).map_err(crate::query::catalogue::CatalogueError::from)?;
        let named = NamedQuery {
            name: name.clone(),
            path: path.to_owned(),
            header: header.clone(),
            text: text.to_owned(),
        };
        let (project, store) = (&session.project, &session.store);
        let query = evaluate::prepare_at(project, store, &named, &place, evaluation)?;
        Ok(Self::new(query, name, Some(header)))
    }

    fn new(mut query: spargebra::Query, name: String, header: Option<Header>) -> Self {
        let in_order = order::settle(&mut query);
        Self {
            query,
            name,
            header,
            in_order,
        }
    }

    /// Whether the answer is a graph (CONSTRUCT, DESCRIBE) rather than a table or a yes or no.
    pub fn asks_for_graph(&self) -> bool {
        matches!(
            self.query,
            spargebra::Query::Construct { .. } | spargebra::Query::Describe { .. }
        )
    }

    /// Runs it.
    pub fn run(self, session: &Session, evaluation: &Evaluation) -> Result<Reply, AppError> {
        let bounds = evaluation.bounds();
        let mut bounded = session.store.answer(&self.query, &bounds)?;
        if let Some(labels) = labels_needed(session, &bounded.answer)? {
            // ORDER BY and LIMIT look at labels too, which are other ones at every load.
            if self.in_order {
                let store = session.store.relabelled(&labels)?;
                bounded = store.answer(&self.query, &bounds)?;
            } else if let Answer::Table(table) = &mut bounded.answer {
                relabel(table, |node| labels.get(node).cloned());
            }
        }
        if let Answer::Table(table) = &mut bounded.answer {
            if !self.in_order {
                order::sort_rows(table);
            }
            number_blank_nodes(table);
        }
        let Self {
            name,
            header,
            in_order,
            ..
        } = self;
        Ok(Reply {
            in_order,
            answer: bounded.answer,
            cut: bounded.cut,
            name,
            header,
        })
    }

    /// Runs it and tells how, in one of [`PLAN_FORMATS`].
    pub fn explain(
        self,
        session: &Session,
        evaluation: &Evaluation,
        format: &str,
    ) -> Result<String, AppError> {
        let (_, json) = session.store.explain(&self.query, &evaluation.bounds())?;
        if format == "json" {
            return Ok(format!("{json}\n"));
        }
        let shorten = |step: &str| shorten(step, &|iri| session.project.prefixes.compact(iri));
        Ok(plan::render(&json, session.language, &shorten))
    }
}

/// Makes each `<IRI>` in a text short.
fn shorten(text: &str, compact: &dyn Fn(&str) -> String) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let end = rest[open..].find(['>', ' ']).map(|end| open + end);
        let Some(end) = end.filter(|&end| rest[end..].starts_with('>')) else {
            result.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        let iri = &rest[open + 1..end];
        let short = compact(iri);
        result.push_str(&rest[..open]);
        result.push_str(&if short == iri {
            format!("<{iri}>")
        } else {
            short
        });
        rest = &rest[end + 1..];
    }
    result + rest
}

impl Reply {
    /// The number of rows or triples.
    pub fn size(&self) -> usize {
        match &self.answer {
            Answer::Table(table) => table.rows.len(),
            Answer::Graph(triples) => triples.len(),
            Answer::Boolean(_) => 1,
        }
    }

    /// Writes the answer in one of [`RESULT_FORMATS`] or [`GRAPH_FORMATS`]; `width` is that of the
    /// terminal.
    pub fn write(self, session: &Session, format: &str, width: usize) -> Result<String, AppError> {
        let language = session.language;
        match &self.answer {
            Answer::Graph(_) => {}
            Answer::Boolean(value) => {
                let format = ResultFormat::from_name(format).unwrap_or(ResultFormat::Csv);
                return Ok(results::boolean(*value, format));
            }
            Answer::Table(table) => {
                if let Some(format) = ResultFormat::from_name(format) {
                    if format == ResultFormat::Xml {
                        fits_xml(table)?;
                    }
                    return Ok(results::table(table, format).map_err(StoreError::Serialize)?);
                }
                let header = self.header.as_ref();
                let note = header.and_then(|header| header.note.pick(language));
                let prefixes = &session.project.prefixes;
                let crossed = header
                    .filter(|header| header.kind == Kind::Matrix)
                    .and_then(|_| matrix::pivot(table, prefixes, self.in_order));
                let mut page = table::TablePage {
                    table: crossed.as_ref().unwrap_or(table),
                    prefixes,
                    language,
                    title: header.map(|header| header.summary(language)),
                    foot: note
                        .map(|(note, _)| note.to_owned())
                        .into_iter()
                        .chain(self.source(session))
                        .collect(),
                };
                let mut numbered = crossed.clone().unwrap_or_default();
                if crossed.is_some() && format != "markdown" && !table::fits(&page, width) {
                    let legend = matrix::number_heads(&mut numbered);
                    page.foot.splice(0..0, legend);
                    page.table = &numbered;
                }
                return Ok(match format {
                    "markdown" => table::markdown(&page),
                    _ => table::render(&page, width),
                });
            }
        }
        let Answer::Graph(triples) = self.answer else {
            return Ok(String::new());
        };
        let format = GraphFormat::from_name(format).unwrap_or(GraphFormat::Turtle);
        Ok(serialize::triples(
            triples,
            format,
            &session.project.prefixes,
        )?)
    }

    /// The line that says which query and which data.
    fn source(&self, session: &Session) -> Option<String> {
        self.header.as_ref()?;
        let name = self.name.as_str();
        let (key, values) = match session.file_names() {
            Some(files) => ("foot.file", [("file", files), ("date", String::new())]),
            None => (
                "foot.query",
                [
                    ("query", name.to_owned()),
                    ("date", session.project.config.date.clone()),
                ],
            ),
        };
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Some(crate::core::message::text(session.language, key, &values))
    }
}

/// An XML document cannot hold every character that a literal can.
pub(in crate::app) fn fits_xml(table: &Table) -> Result<(), StoreError> {
    for (place, row) in table.rows.iter().enumerate() {
        for (column, cell) in table.columns.iter().zip(row) {
            if let Some(Term::Literal(literal)) = cell
                && let Some(character) = xml::first_unwritable(literal.value())
            {
                let what = Message::new("xml.cell")
                    .with("character", format!("U+{:04X}", u32::from(character)))
                    .with("column", column)
                    .with("row", place + 1);
                return Err(StoreError::NotXml(what));
            }
        }
    }
    Ok(())
}

/// The labels that the blank nodes of the data have in canonical form (RDFC-1.0), where a table
/// shows any. Data too hard to label has none: then the engine's labels decide.
fn labels_needed(
    session: &Session,
    answer: &Answer,
) -> Result<Option<BTreeMap<String, String>>, AppError> {
    let Answer::Table(table) = answer else {
        return Ok(None);
    };
    let is_blank = |cell: &Option<Term>| matches!(cell, Some(Term::BlankNode(_)));
    if !table.rows.iter().flatten().any(is_blank) {
        return Ok(None);
    }
    let quads = session.store.quads()?;
    let canonical = canonical::canonicalize(&quads, HashAlgorithm::default());
    Ok(canonical.ok().map(|canonical| canonical.labels))
}

/// Numbers blank nodes in the order in which they come.
fn number_blank_nodes(table: &mut Table) {
    let mut numbers = BTreeMap::new();
    relabel(table, |node| {
        let next = format!("b{}", numbers.len());
        Some(numbers.entry(node.to_owned()).or_insert(next).clone())
    });
}

fn relabel(table: &mut Table, mut label: impl FnMut(&str) -> Option<String>) {
    for cell in table.rows.iter_mut().flatten().flatten() {
        if let Term::BlankNode(node) = cell
            && let Some(label) = label(node.as_str())
        {
            *node = BlankNode::new_unchecked(label);
        }
    }
}

/// Reads a query file; not UTF-8 is an error.
pub fn read(path: &Path) -> Result<String, AppError> {
    let bytes = std::fs::read(path).map_err(|source| AppError::Read {
        path: PathBuf::from(path),
        source,
    })?;
    Ok(text_of(path, bytes)?)
}
