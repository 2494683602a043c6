//! What in a file of answers is not understood, where it stands, and how that is told.
//! Room `core`.

use std::path::PathBuf;

use crate::core::checklist::Form;
use crate::core::checklist::answers::{Field, Value};
use crate::core::checklist::sheet::Heading;
use crate::core::message::{Message, Tell};

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line, counted from 1.
    Line(usize),
    /// A cell of a sheet, counted from 1.
    Cell {
        sheet: String,
        row: u64,
        column: usize,
    },
    /// A path of keys.
    Key(String),
    /// A sheet as a whole.
    Sheet(String),
    /// A field of a document.
    Field(Field),
    /// Somewhere in a document: it has no lines, and what is told names the question.
    Document,
}

impl Tell for Place {
    fn message(&self) -> Message {
        match self {
            Self::Line(line) => Message::new("place.line").with("line", *line),
            Self::Cell { sheet, row, column } => Message::new("place.cell")
                .with("sheet", sheet)
                .with("cell", format!("{}{row}", column_letters(*column))),
            Self::Key(key) => Message::new("place.key").with("key", key),
            Self::Sheet(sheet) => Message::new("place.sheet").with("sheet", sheet),
            Self::Field(field) => {
                Message::new("place.field").with("field", Message::new(field.key()))
            }
            Self::Document => Message::new("place.document"),
        }
    }
}

/// The letters of a column, counted from 1: A … Z, AA …
fn column_letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Something in a file that is not understood. Nothing else of the file is lost by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct AnswerProblem {
    pub path: PathBuf,
    pub place: Option<Place>,
    pub fault: AnswerFault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// No such question.
    UnknownItem { item: String },
    /// An answer in a row that names no question.
    NoItem,
    /// A number that a spreadsheet program made of the number of a question: it may be more than one
    /// of them, or none.
    ItemNotText { item: String },
    /// A row whose number is that of one question and whose IRI is that of another, `other`.
    TwoItems { notation: String, other: String },
    /// A row whose number is that of a question and whose IRI is of none.
    UnknownIri { notation: String, iri: String },
    /// A question that the form does not ask, or a heading.
    NotAsked { item: String, form: Form },
    /// A question that the sheet for that audience or level does not have.
    NotOnSheet { item: String },
    /// A cell that holds an error instead of a value.
    ErrorCell,
    /// A formula of which the file does not hold what it came to.
    NoResult,
    /// A sheet of a checklist without a heading that it needs.
    NoHeading { heading: Heading },
    /// No sheet has the headings of the questions.
    NoQuestions,
    /// Cells of several questions that were made one.
    Merged,
    /// A mark before a sector or goal that says neither yes nor no.
    UnknownMark { value: String },
    /// Something else than a text.
    NotText { key: String },
    /// No such answer.
    UnknownValue { item: String, value: String },
    /// A question that has another answer above.
    AnsweredTwice { item: String },
    /// No such field.
    UnknownField { field: String },
    /// A field that says something else above.
    FieldTwice { field: Field },
    /// No such sector.
    UnknownSector { value: String },
    /// No such goal.
    UnknownGoal { value: String },
    /// No such audience or level.
    UnknownScope { field: Field, value: String },
    /// Not `YYYY-MM-DD`.
    BadDate { value: String },
    /// Neither `full` nor `short`.
    UnknownForm { value: String },
    /// Answers to the questions of another date.
    OtherEdition { edition: String, current: String },
    /// It does not say which questions it answers.
    NoEdition { current: String },
    /// Not one question is answered.
    Nothing,
}

impl AnswerFault {
    /// Whether answers may stand in the file that were not found.
    pub fn hides_answers(&self) -> bool {
        matches!(
            self,
            Self::NoQuestions
                | Self::NoHeading {
                    heading: Heading::Answer | Heading::Notation
                }
        )
    }
}

impl Tell for AnswerProblem {
    fn message(&self) -> Message {
        let fault = self.fault.message();
        let told = match &self.place {
            Some(place) => Message::Sequence(vec![place.message(), ": ".into(), fault]),
            None => fault,
        };
        Message::at(&self.path, None, told)
    }
}

impl Tell for AnswerFault {
    fn message(&self) -> Message {
        match self {
            Self::UnknownItem { item } => Message::new("answers.unknown-item").with("item", item),
            Self::NoItem => Message::new("answers.no-item"),
            Self::ItemNotText { item } => Message::new("answers.item-not-text").with("item", item),
            Self::TwoItems { notation, other } => Message::new("answers.two-items")
                .with("notation", notation)
                .with("other", other),
            Self::UnknownIri { notation, iri } => Message::new("answers.unknown-iri")
                .with("notation", notation)
                .with("iri", iri),
            Self::NotAsked { item, form } => Message::new("answers.not-asked")
                .with("item", item)
                .with("form", Message::new(form.key())),
            Self::NotOnSheet { item } => Message::new("answers.not-on-sheet").with("item", item),
            Self::NoResult => Message::new("answers.no-result"),
            Self::NoHeading { heading } => {
                Message::new("answers.no-heading").with("heading", Message::new(heading.key()))
            }
            Self::NoQuestions => Message::new("answers.no-questions")
                .with("notation", Message::new(Heading::Notation.key()))
                .with("answer", Message::new(Heading::Answer.key())),
            Self::ErrorCell => Message::new("answers.error-cell"),
            Self::Merged => Message::new("answers.merged"),
            Self::UnknownMark { value } => {
                Message::new("answers.unknown-mark").with("value", value)
            }
            Self::NotText { key } => Message::new("answers.not-text").with("key", key),
            Self::UnknownValue { item, value } => {
                let names = Value::ALL.map(Value::name);
                let mut texts = Vec::new();
                for value in Value::ALL {
                    if !texts.is_empty() {
                        texts.push(", ".into());
                    }
                    texts.push(Message::new(value.key()));
                }
                let known = Message::new("answers.known-values")
                    .with("values", Message::Sequence(texts))
                    .with("names", Message::list(&names));
                let unknown = Message::new("answers.unknown-value")
                    .with("item", item)
                    .with("value", value);
                Message::Sequence(vec![unknown, " ".into(), known])
            }
            Self::AnsweredTwice { item } => {
                Message::new("answers.answered-twice").with("item", item)
            }
            Self::UnknownField { field } => {
                Message::new("answers.unknown-field").with("field", field)
            }
            Self::FieldTwice { field } => {
                Message::new("answers.field-twice").with("field", Message::new(field.key()))
            }
            Self::UnknownSector { value } => {
                Message::new("answers.unknown-sector").with("value", value)
            }
            Self::UnknownGoal { value } => {
                Message::new("answers.unknown-goal").with("value", value)
            }
            Self::UnknownScope { field, value } => Message::new("answers.unknown-scope")
                .with("field", Message::new(field.key()))
                .with("value", value),
            Self::BadDate { value } => Message::new("answers.bad-date").with("value", value),
            Self::UnknownForm { value } => {
                Message::new("answers.unknown-form").with("value", value)
            }
            Self::OtherEdition { edition, current } => Message::new("answers.other-edition")
                .with("edition", edition)
                .with("current", current),
            Self::NoEdition { current } => {
                Message::new("answers.no-edition").with("current", current)
            }
            Self::Nothing => Message::new("answers.nothing"),
        }
    }
}
