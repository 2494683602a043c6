//! Files in which somebody answered a checklist → what they hold, as it stands there.
//! Room `store`; may use `core`. One file a kind. Whatever is not understood is told with its place
//! and nothing else is lost by it; an error is a file that cannot be read at all.

mod document;
mod tree;
mod workbook;

use std::path::{Path, PathBuf};

use crate::core::checklist::answers::{
    self, AnswerFault, AnswerProblem, Answered, Filled, Key, Place,
};
use crate::core::message::{Message, Tell};
use crate::store::archive::{self, Bound, Closed};
use crate::store::load::read_at_most;
use crate::store::nodes::{self, Node, SyntaxError};
use crate::store::workbook::WorkbookError;

/// Bytes of a file of answers at the most.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Why no answers are read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum AnswersError {
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
    /// Breaks the rules of its format, in the words of the parser.
    Syntax {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// A document (DOCX) that cannot be read, in the words of the reader.
    Document {
        path: PathBuf,
        message: String,
    },
    Workbook(#[source] WorkbookError),
    /// Of a kind that is read, but there is nothing of a checklist in it.
    NoChecklist {
        path: PathBuf,
    },
}

impl From<WorkbookError> for AnswersError {
    fn from(error: WorkbookError) -> Self {
        match error {
            WorkbookError::TooLarge { path, bound } => Self::TooLarge { path, bound },
            error => Self::Workbook(error),
        }
    }
}

impl Tell for AnswersError {
    fn message(&self) -> Message {
        let at = |path: &Path, line, key| Message::at(path, line, Message::new(key));
        let with = |path: &Path, line, key, name, text: &str| {
            Message::at(path, line, Message::new(key).with(name, text))
        };
        match self {
            Self::Read { path, source } => Message::at(path, None, source.message()),
            Self::TooLarge { path, bound } => Message::at(
                path,
                None,
                Message::new("answers.too-large").with("bound", bound.message()),
            ),
            Self::UnknownKind { path } => at(path, None, "answers.unknown-kind"),
            Self::Syntax {
                path,
                line,
                message,
            } => with(path, Some(*line), "answers.syntax", "text", message),
            Self::Document { path, message } => {
                with(path, None, "answers.document", "text", message)
            }
            Self::Workbook(error) => error.message(),
            Self::NoChecklist { path } => at(path, None, "answers.no-checklist"),
        }
    }
}

/// What a file holds, and what of it was not understood while reading.
type Held = (Filled, Vec<(Option<Place>, AnswerFault)>);

/// Reads a file of answers against the questions there are.
pub fn read(path: &Path, key: &Key) -> Result<(Answered, Vec<AnswerProblem>), AnswersError> {
    let bytes = read_at_most(path, LARGEST).map_err(|source| AnswersError::Read {
        path: path.to_owned(),
        source,
    })?;
    read_bytes(path, &bytes, key)
}

/// As [`read`], from bytes; `path` is for the messages and its ending tells TOML from JSON.
pub fn read_bytes(
    path: &Path,
    bytes: &[u8],
    key: &Key,
) -> Result<(Answered, Vec<AnswerProblem>), AnswersError> {
    let (filled, faults) = held(path, bytes, key)?;
    if filled == Filled::default() && faults.is_empty() {
        let path = path.to_owned();
        return Err(AnswersError::NoChecklist { path });
    }
    let (answered, mut told) = answers::interpret(path, &filled, key);
    // Where the answers were not found, nobody can say that there are none.
    if faults.iter().any(|(_, fault)| fault.hides_answers()) {
        told.retain(|problem| problem.fault != AnswerFault::Nothing);
    }
    let told_here = faults.into_iter().map(|(place, fault)| AnswerProblem {
        path: path.to_owned(),
        place,
        fault,
    });
    Ok((answered, told_here.chain(told).collect()))
}

fn held(path: &Path, bytes: &[u8], key: &Key) -> Result<Held, AnswersError> {
    let too_large = |bound| AnswersError::TooLarge {
        path: path.to_owned(),
        bound,
    };
    let unknown = || AnswersError::UnknownKind {
        path: path.to_owned(),
    };
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(Bound::Bytes(LARGEST as usize)));
    }
    // What an archive holds tells its kind better than its name.
    if bytes.starts_with(b"PK") {
        let mut archive = match archive::open(bytes) {
            Ok(archive) => archive,
            Err(Closed::TooLarge(bound)) => return Err(too_large(bound)),
            Err(Closed::Malformed(message)) => {
                let path = path.to_owned();
                return Err(AnswersError::Document { path, message });
            }
        };
        let names = archive.file_names().flatten().map(|name| name.into_owned());
        let names: Vec<_> = names.collect();
        let has = |start: &str| names.iter().any(|name| name.starts_with(start));
        return match (has("xl/"), has("word/")) {
            (true, false) => workbook::filled(path, bytes, key),
            (false, true) => document::filled(path, &mut archive, key),
            _ => Err(unknown()),
        };
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(unknown());
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let json = || match nodes::json(text)? {
        Node::Table(entries) => Ok(tree::filled(&entries)),
        _ => Ok(Held::default()),
    };
    let toml = || nodes::toml(text).map(|entries| tree::filled(&entries));
    let broken = |error: SyntaxError| AnswersError::Syntax {
        path: path.to_owned(),
        line: error.line,
        message: error.message,
    };
    match ending.to_lowercase().as_str() {
        "json" => json().map_err(broken),
        "toml" => toml().map_err(broken),
        _ if text.trim_start().starts_with('{') => json().map_err(broken),
        // Any other text may be anything: its syntax errors would say nothing.
        _ => toml().map_err(|_| unknown()),
    }
}
