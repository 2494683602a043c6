//! Tables about links, in the formats of tables.
//! Room `app`.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};

use crate::app::AppError;
use crate::app::answer::fits_xml;
use crate::core::iri::{Prefixes, last_segment};
use crate::core::language::Language;
use crate::core::matching::relation::{Relation, word};
use crate::core::sssom::Mapping;
use crate::core::table::Table;
use crate::render::results::{self, ResultFormat};
use crate::render::table::{self, TablePage};
use crate::store::StoreError;

/// The column with the names of relations, and what stands before one that does not hold.
const RELATION: &str = "relation";
const NOT: &str = "not ";

/// A table without rows.
pub fn empty(columns: &[&str]) -> Table {
    Table {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows: Vec::new(),
    }
}

/// A cell with an IRI; empty for none.
pub fn iri(iri: &str) -> Option<Term> {
    let name = NamedNode::new(iri).ok()?;
    Some(name.into())
}

/// A cell with a text; empty for none.
pub fn text(text: &str) -> Option<Term> {
    (!text.is_empty()).then(|| Literal::from(text).into())
}

/// A cell with the relation of a row, `not …` where it says that this does not hold.
pub fn relation(row: &Mapping) -> Option<Term> {
    let relation = last_segment(row.predicate());
    match row.is_negated() {
        true => text(&format!("{NOT}{relation}")),
        false => text(relation),
    }
}

fn with_words(table: &Table, language: Language) -> Table {
    let mut table = table.clone();
    let Some(place) = table.column(RELATION) else {
        return table;
    };
    for row in &mut table.rows {
        if let Some(Term::Literal(name)) = &row[place] {
            let name = name.value().to_owned();
            let (name, is_negated) = match name.strip_prefix(NOT) {
                Some(name) => (name, true),
                None => (name.as_str(), false),
            };
            let of_it = |relation: &Relation| relation.name() == name;
            let relation = Relation::ALL.into_iter().find(of_it);
            let property = relation.map_or(name, |relation| relation.property());
            row[place] = text(&word(property, is_negated, language));
        }
    }
    table
}

/// A cell with a number.
pub fn count(count: usize) -> Option<Term> {
    Some(Literal::from(count as u64).into())
}

/// A cell with a score from 0 to 1.
pub fn score(score: f64) -> Option<Term> {
    Some(Literal::new_typed_literal(score.to_string(), xsd::DECIMAL).into())
}

/// The table in one of the formats of answers, `crate::app::answer::RESULT_FORMATS`; people read
/// words for the names of relations.
pub fn write(
    table: &Table,
    prefixes: &Prefixes,
    language: Language,
    format: &str,
    width: usize,
) -> Result<String, AppError> {
    if let Some(format) = ResultFormat::from_name(format) {
        if format == ResultFormat::Xml {
            fits_xml(table)?;
        }
        return Ok(results::table(table, format).map_err(StoreError::Serialize)?);
    }
    let table = &with_words(table, language);
    let page = TablePage {
        table,
        prefixes,
        language,
        title: None,
        foot: Vec::new(),
    };
    Ok(match format {
        "markdown" => table::markdown(&page),
        _ => table::render(&page, width),
    })
}
