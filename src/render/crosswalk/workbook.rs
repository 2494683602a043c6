//! The crosswalk as a workbook (XLSX): all links, those of each vocabulary, what was rejected, and
//! the vocabularies with what they ask to be said.
//! Room `render`.

use crate::core::crosswalk::{Entry, Target};
use crate::render::book::{Book, Cell, Column};
use crate::render::crosswalk::CrosswalkPage;
use crate::render::{RenderError, Rendered};

/// Widths of columns: names, relations, vocabularies, remarks, IRIs.
const NAME: f64 = 34.0;
const RELATION: f64 = 20.0;
const SHORT: f64 = 16.0;
const REMARK: f64 = 60.0;
const IRI: f64 = 44.0;

/// The whole workbook.
pub fn render(page: &CrosswalkPage<'_>) -> Result<Rendered, RenderError> {
    let crosswalk = page.crosswalk;
    let mut book = Book::new(page.title, page.language)?;
    let columns = columns(page, &page.say("link.head.relation"));
    let all = rows(page, &crosswalk.entries, |_| true);
    book.sheet(&page.say("link.sheet"), &columns, &all)?;
    // One vocabulary is the whole.
    if crosswalk.vocabularies.len() > 1 {
        for (place, vocabulary) in crosswalk.vocabularies.iter().enumerate() {
            let own = rows(page, &crosswalk.entries, |target| {
                target.vocabulary == place
            });
            book.sheet(&vocabulary.name, &columns, &own)?;
        }
    }
    let columns = self::columns(page, &page.say("link.head.rejected"));
    let rejected = rows(page, &crosswalk.rejected, |_| true);
    book.sheet(&page.say("link.sheet-rejected"), &columns, &rejected)?;
    vocabularies(page, &mut book)?;
    book.finish()
}

fn columns(page: &CrosswalkPage<'_>, relation: &str) -> Vec<Column> {
    vec![
        (page.say("link.head.concept"), NAME),
        (relation.to_owned(), RELATION),
        (page.say("link.head.term"), NAME),
        (page.say("link.head.vocabulary"), SHORT),
        (page.say("link.head.version"), SHORT),
        (page.say("link.head.comment"), REMARK),
        (page.say("link.head.concept-iri"), IRI),
        (page.say("link.head.term-iri"), IRI),
    ]
}

/// A row a link.
fn rows(
    page: &CrosswalkPage<'_>,
    entries: &[Entry],
    is_wanted: impl Fn(&Target) -> bool,
) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for entry in entries {
        for target in entry.targets.iter().filter(|target| is_wanted(target)) {
            let vocabulary = &page.crosswalk.vocabularies[target.vocabulary];
            rows.push(vec![
                Cell::from(entry.label.as_str()),
                page.relation(target).into(),
                said(target.label.as_ref()),
                vocabulary.name.as_str().into(),
                said(target.version.as_ref()),
                said(target.comment.as_ref()),
                entry.iri.as_str().into(),
                target.iri.as_str().into(),
            ]);
        }
    }
    rows
}

/// What the links lead to, with licence and acknowledgement, and what stands below the table.
fn vocabularies(page: &CrosswalkPage<'_>, book: &mut Book) -> Result<(), RenderError> {
    let columns = [
        (page.say("link.head.vocabulary"), SHORT),
        (page.say("link.head.title"), NAME),
        (page.say("link.head.version"), SHORT),
        (page.say("link.head.license"), IRI),
        (page.say("link.head.comment"), REMARK),
    ];
    let vocabularies = page.crosswalk.vocabularies.iter();
    let mut rows: Vec<Vec<Cell>> = vocabularies
        .map(|vocabulary| {
            vec![
                vocabulary.name.as_str().into(),
                said(vocabulary.title.as_ref()),
                said(vocabulary.version.as_ref()),
                said(vocabulary.license.as_ref()),
                said(vocabulary.comment.as_ref()),
            ]
        })
        .collect();
    for line in &page.foot {
        let mut row = vec![Cell::from(""); columns.len() - 1];
        row.push(line.as_str().into());
        rows.push(row);
    }
    book.sheet(&page.say("link.sources"), &columns, &rows)
}

fn said(text: Option<&String>) -> Cell {
    text.map_or("", String::as_str).into()
}
