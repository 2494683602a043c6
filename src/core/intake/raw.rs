//! What files hold, before anything is understood: names with texts and their places.
//! Room `core`.

use std::borrow::Cow;
use std::sync::Arc;

use crate::core::intake::fault::Fault;
use crate::core::language::Language;
use crate::core::message::Message;

/// Where something stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Place {
    /// The file as a whole.
    #[default]
    File,
    /// Counted from 1.
    Line(u64),
    /// Row and column of a sheet, both from 1.
    Cell {
        sheet: Arc<str>,
        row: u64,
        column: usize,
    },
    /// A row of a sheet, from 1.
    Row { sheet: Arc<str>, row: u64 },
    /// Row and column of CSV, both from 1; the row as spreadsheets count it.
    Csv { line: u64, column: usize },
    /// A path of names in JSON: `example[2].title`.
    Key(String),
    /// A place to fill in of a document, by its tag.
    Tag(String),
    /// A subject in RDF.
    Subject(String),
}

impl Place {
    /// In words; nothing for the file as a whole.
    pub fn message(&self) -> Message {
        match self {
            Self::File => Message::from(""),
            Self::Line(line) => Message::new("intake.place.line").with("line", *line),
            Self::Csv { line, column } => Message::new("intake.place.csv")
                .with("line", *line)
                .with("column", column_name(*column)),
            Self::Cell { sheet, row, column } => Message::new("intake.place.cell")
                .with("sheet", &**sheet)
                .with("cell", format!("{}{row}", column_name(*column))),
            Self::Row { sheet, row } => Message::new("intake.place.row")
                .with("sheet", &**sheet)
                .with("row", *row),
            Self::Key(key) => Message::new("intake.place.key").with("key", key),
            Self::Tag(tag) => Message::new("intake.place.tag").with("tag", tag),
            Self::Subject(iri) => Message::new("intake.place.subject").with("iri", iri),
        }
    }

    /// In words of a language.
    pub fn text(&self, language: Language) -> String {
        self.message().in_language(language)
    }
}

/// The letters of a column, counted from 1: 1 is `A`, 27 is `AA`.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A value as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    Text(String),
    Number(f64),
    Boolean(bool),
    /// A cell or value that is a date, `YYYY-MM-DD`.
    Date(String),
    /// An error instead of a value.
    Error,
    /// A formula without its result.
    Formula,
}

impl Given {
    /// As a text; nothing for an error or a formula.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Date(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Self::Error | Self::Formula => Cow::Borrowed(""),
        }
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// Under which name a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The field of that index, found while reading: once a column, not once a cell.
    Field(usize),
    /// A heading, key or tag as it stands there.
    Text(String),
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A value under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct RawValue {
    pub name: Name,
    pub given: Given,
    pub place: Place,
    /// Whether it is one of several given apart, so that it is not split further.
    pub is_part: bool,
}

/// An example as a file holds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawEntry {
    pub place: Place,
    pub values: Vec<RawValue>,
    /// What was wrong with it while reading.
    pub faults: Vec<Fault>,
}
