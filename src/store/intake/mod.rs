//! Files in which somebody describes examples → what they hold, as it stands there.
//! Room `store`; may use `core`. One file a kind. Whatever is not understood is told with its place
//! and nothing else is lost by it; an error is a file of which nothing can be taken in. Neither
//! holds what is filled in, so nothing about a person gets into a message.

mod csv;
mod document;
mod table;
mod tree;
mod workbook;

use std::path::{Path, PathBuf};

use crate::core::csv::CsvError;
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Fault, RawEntry};
use crate::core::message::{Message, Tell};
use crate::store::archive::{self, Bound, Closed};
use crate::store::load::read_at_most;
use crate::store::nodes::{self, SyntaxError};
use crate::store::workbook::WorkbookError;

/// Bytes of a file at the most; of an archive there are closer bounds.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadFile {
    pub entries: Vec<RawEntry>,
    /// What is wrong with the file as a whole: columns that are no field, hidden sheets. One whose
    /// verdict is to refuse holds for every entry.
    pub faults: Vec<Fault>,
    /// Of which edition of the form it says it is.
    pub edition: Option<String>,
}

/// Why nothing of a file is taken in.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum IntakeFileError {
    /// The file cannot be read.
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// Beyond a bound.
    TooLarge {
        path: PathBuf,
        bound: Bound,
    },
    /// Not of a kind that is read.
    UnknownKind {
        path: PathBuf,
    },
    /// A text that is not written in UTF-8, and the line where that is seen.
    NotUtf8 {
        path: PathBuf,
        line: usize,
    },
    /// Breaks the rules of its format, in the words of the parser.
    Syntax {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// CSV with a quotation mark that does not fit.
    Csv {
        path: PathBuf,
        #[source]
        source: CsvError,
    },
    /// A document (DOCX) that cannot be read, in the words of the reader.
    Document {
        path: PathBuf,
        message: String,
    },
    Workbook(#[source] WorkbookError),
    /// Of a kind that is read, but no heading, key or tag in it is a field.
    NoField {
        path: PathBuf,
    },
    /// The fields are there, and nothing is filled in.
    NoExample {
        path: PathBuf,
    },
}

impl From<WorkbookError> for IntakeFileError {
    fn from(error: WorkbookError) -> Self {
        match error {
            WorkbookError::TooLarge { path, bound } => Self::TooLarge { path, bound },
            error => Self::Workbook(error),
        }
    }
}

impl Tell for IntakeFileError {
    fn message(&self) -> Message {
        let at = |path: &Path, problem: Message| Message::at(path, None, problem);
        match self {
            Self::Read { path, source } => at(path, source.message()),
            Self::TooLarge { path, bound } => at(
                path,
                Message::new("intake-file.too-large").with("bound", bound.message()),
            ),
            Self::UnknownKind { path } => at(path, Message::new("intake-file.unknown-kind")),
            Self::NotUtf8 { path, line } => {
                Message::at(path, Some(*line), Message::new("intake-file.not-utf8"))
            }
            Self::Syntax {
                path,
                line,
                message,
            } => Message::at(
                path,
                Some(*line),
                Message::new("intake-file.syntax").with("text", message),
            ),
            Self::Csv { path, source } => at(path, source.message()),
            Self::Document { path, message } => at(
                path,
                Message::new("intake-file.document").with("text", message),
            ),
            Self::Workbook(error) => error.message(),
            Self::NoField { path } => at(path, Message::new("intake-file.no-field")),
            Self::NoExample { path } => at(path, Message::new("intake-file.no-example")),
        }
    }
}

/// The bytes of a file, within the bound.
pub fn bytes(path: &Path) -> Result<Vec<u8>, IntakeFileError> {
    read_at_most(path, LARGEST).map_err(|source| IntakeFileError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Reads a file of any kind; the names of its columns, keys and places are those of the recogniser.
pub fn read(path: &Path, recogniser: &Recogniser<'_>) -> Result<ReadFile, IntakeFileError> {
    read_bytes(path, &bytes(path)?, recogniser)
}

/// As [`read`], from bytes; `path` is for the messages, and its ending tells the kinds of text apart.
pub fn read_bytes(
    path: &Path,
    bytes: &[u8],
    recogniser: &Recogniser<'_>,
) -> Result<ReadFile, IntakeFileError> {
    let held = held(path, bytes, recogniser)?;
    let path = || path.to_owned();
    if !held.has_field {
        return Err(IntakeFileError::NoField { path: path() });
    }
    if held.file.entries.is_empty() {
        return Err(IntakeFileError::NoExample { path: path() });
    }
    Ok(held.file)
}

/// What a file holds, and whether any field was found in it, be it empty.
#[derive(Default)]
struct Held {
    file: ReadFile,
    has_field: bool,
}

fn held(path: &Path, bytes: &[u8], recogniser: &Recogniser<'_>) -> Result<Held, IntakeFileError> {
    let too_large = |bound| IntakeFileError::TooLarge {
        path: path.to_owned(),
        bound,
    };
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(Bound::Bytes(LARGEST as usize)));
    }
    let unknown = || IntakeFileError::UnknownKind {
        path: path.to_owned(),
    };
    // What an archive holds tells its kind better than its name.
    if bytes.starts_with(b"PK") {
        let names = archive::names(bytes).map_err(|closed| match closed {
            Closed::TooLarge(bound) => too_large(bound),
            Closed::Malformed(message) => IntakeFileError::Document {
                path: path.to_owned(),
                message,
            },
        })?;
        let has = |start: &str| names.iter().any(|name| name.starts_with(start));
        return match (has("xl/"), has("word/")) {
            (true, false) => workbook::held(path, bytes, recogniser),
            (false, true) => document::held(path, bytes, recogniser),
            _ => Err(unknown()),
        };
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let kind = match ending.to_lowercase().as_str() {
        "csv" | "tsv" | "txt" => Kind::Csv,
        "json" => Kind::Json,
        "toml" => Kind::Toml,
        _ => return Err(unknown()),
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        IntakeFileError::NotUtf8 {
            path: path.to_owned(),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
        }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let syntax = |error: SyntaxError| IntakeFileError::Syntax {
        path: path.to_owned(),
        line: error.line,
        message: error.message,
    };
    match kind {
        Kind::Csv => csv::held(path, text, recogniser),
        Kind::Json => nodes::json(text)
            .map(|node| tree::held(node, recogniser))
            .map_err(syntax),
        Kind::Toml => nodes::toml(text)
            .map(|entries| tree::held(nodes::Node::Table(entries), recogniser))
            .map_err(syntax),
    }
}

/// Kinds of text.
enum Kind {
    Csv,
    Json,
    Toml,
}
