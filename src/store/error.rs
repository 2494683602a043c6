//! What can go wrong between a file and an answer.
//! Room `store`.

use std::io;
use std::path::PathBuf;

use crate::core::message::{Message, Tell};
use crate::core::sssom::Problem;
use crate::query::admission::AdmissionError;
use crate::query::syntax::SyntaxFault;
use crate::store::canonical::CanonicalError;
use crate::store::wellformed::Fault;

/// Every variant names its file, and the line where one is known; lines count from 1.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum StoreError {
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    IsFolder {
        path: PathBuf,
    },
    UnknownFormat {
        path: PathBuf,
    },
    Gzip {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    TooLarge {
        path: PathBuf,
        limit: u64,
    },
    NotUtf8 {
        path: PathBuf,
        line: usize,
    },
    /// XML entities that refer to each other or expand without measure.
    Entities {
        path: PathBuf,
    },
    TooDeep {
        path: PathBuf,
        limit: usize,
    },
    /// In the parser's words, as the two that follow.
    Syntax {
        path: PathBuf,
        line: u64,
        column: u64,
        message: String,
    },
    SyntaxOnLine {
        path: PathBuf,
        line: u64,
        message: String,
    },
    SyntaxWithoutPlace {
        path: PathBuf,
        message: String,
    },
    /// The line `#+ graph: …` of a file holds no IRI.
    BadGraph {
        path: PathBuf,
        graph: String,
    },
    /// A mapping set that is invalid.
    Mappings {
        path: PathBuf,
        problem: Box<Problem>,
    },
    /// A mapping set without `mapping_set_id`, the graph that its links go to.
    GraphOfMappings {
        path: PathBuf,
    },
    /// JSON that is no JSON-LD.
    PlainJson {
        path: PathBuf,
    },
    /// A mapping set without a name.
    UnnamedMappings {
        path: PathBuf,
    },
    Storage(#[from] oxigraph::store::StorageError),
    /// A prefix of the project that stands for no IRI.
    Prefix {
        place: String,
        prefix: String,
        message: String,
    },
    Admission {
        place: String,
        bound: AdmissionError,
    },
    QuerySyntax {
        place: String,
        fault: SyntaxFault,
    },
    Update {
        place: String,
    },
    /// The query asks another service, which is this one.
    Service(String),
    TimedOut {
        seconds: f64,
    },
    /// In the words of the library.
    Evaluation(String),
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    Serialize(#[source] io::Error),
    /// XML has no way to write it, so another format must do.
    NotXml(Message),
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// Why shapes could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum ShapesError {
    /// In the words of the library.
    Library(String),
    /// The library ended without an answer.
    GaveUp,
    /// No thread could be started for the work.
    Thread(#[source] io::Error),
    /// A bound that the query at `subject` exceeds.
    Query {
        subject: String,
        bound: AdmissionError,
    },
    /// A constraint whose value is not what SHACL asks for.
    IllFormed(Fault),
    /// A list or a property path that leads back to itself.
    GoesRound,
    TooDeep {
        limit: usize,
    },
}

impl Tell for StoreError {
    fn message(&self) -> Message {
        let at = |path: &PathBuf, problem: Message| Message::at(path, None, problem);
        let behind =
            |place: &str, problem: Message| Message::Sequence(vec![Message::from(place), problem]);
        let unread = |message: &str| Message::new("store.unread").with("text", message);
        match self {
            Self::Read { path, source } => at(path, source.message()),
            Self::IsFolder { path } => at(path, Message::new("error.is-folder")),
            Self::UnknownFormat { path } => at(path, Message::new("error.unknown-format")),
            Self::Gzip { path, .. } => at(path, Message::new("error.gzip")),
            Self::TooLarge { path, limit } => {
                at(path, Message::new("store.too-large").with("limit", *limit))
            }
            Self::NotUtf8 { path, line } => {
                Message::at(path, Some(*line), Message::new("error.not-utf8"))
            }
            Self::Entities { path } => at(path, Message::new("error.entities")),
            Self::TooDeep { path, limit } => {
                at(path, Message::new("store.too-deep").with("limit", *limit))
            }
            Self::Syntax {
                path,
                line,
                column,
                message,
            } => {
                let place = format!("{}:{line}:{column}: ", path.display());
                behind(&place, unread(message))
            }
            Self::SyntaxOnLine {
                path,
                line,
                message,
            } => behind(&format!("{}:{line}: ", path.display()), unread(message)),
            Self::SyntaxWithoutPlace { path, message } => at(path, unread(message)),
            Self::BadGraph { path, graph } => {
                at(path, Message::new("store.bad-graph").with("graph", graph))
            }
            Self::Mappings { path, problem } => Message::Sequence(vec![
                format!("{}:", path.display()).into(),
                problem.message(),
            ]),
            Self::PlainJson { path } => at(path, Message::new("error.plain-json")),
            Self::GraphOfMappings { path } => {
                let path_said = path.display().to_string();
                at(
                    path,
                    Message::new("error.graph-of-mappings").with("path", path_said),
                )
            }
            Self::UnnamedMappings { path } => at(path, Message::new("error.unnamed-mappings")),
            Self::Storage(source) => Message::new("store.storage").with("text", source.to_string()),
            Self::Prefix {
                place,
                prefix,
                message,
            } => {
                let problem = Message::new("store.prefix").with("prefix", prefix);
                behind(place, problem.with("text", message))
            }
            Self::Admission { place, bound } => match bound.line() {
                Some(line) => {
                    let place = format!("{}{line}: ", before_line(place));
                    behind(&place, bound.message())
                }
                None => behind(place, bound.message()),
            },
            Self::QuerySyntax { place, fault } => behind(&before_line(place), fault.message()),
            Self::Update { place } => behind(place, Message::new("error.update")),
            Self::Service(name) => Message::new("error.service").with("name", name),
            Self::TimedOut { seconds } => Message::new("error.timed-out").with("seconds", *seconds),
            Self::Evaluation(text) => Message::new("store.evaluation").with("text", text),
            Self::Shapes(error) => error.message(),
            Self::Serialize(source) => {
                Message::new("store.serialize").with("cause", source.message())
            }
            Self::NotXml(what) => Message::new("store.not-xml").with("what", what.clone()),
            Self::Canonical(error) => error.message(),
        }
    }
}

impl Tell for ShapesError {
    fn message(&self) -> Message {
        let problem = match self {
            Self::Library(text) => text.into(),
            Self::GaveUp => Message::new("shapes.gave-up"),
            Self::Thread(source) => source.message(),
            Self::Query { subject, bound } => Message::new("shapes.query")
                .with("subject", subject)
                .with("problem", bound.message()),
            Self::IllFormed(fault) => Message::new("shapes.ill-formed")
                .with("shape", &fault.shape)
                .with("parameter", fault.parameter)
                .with("value", &fault.value)
                .with("wanted", Message::new(fault.wanted)),
            Self::GoesRound => Message::new("shapes.goes-round"),
            Self::TooDeep { limit } => Message::new("shapes.too-deep").with("limit", *limit),
        };
        Message::new("shapes.unusable").with("problem", problem)
    }
}

impl StoreError {
    /// The line of a query that is wrong, where one is known.
    pub fn query_line(&self) -> Option<usize> {
        match self {
            Self::QuerySyntax { fault, .. } => Some(fault.line),
            Self::Admission { bound, .. } => bound.line(),
            _ => None,
        }
    }

    /// What is wrong with a query, without its place and the text there.
    pub fn query_problem(&self) -> Message {
        match self {
            Self::QuerySyntax { fault, .. } => fault.problem.message(),
            Self::Admission { bound, .. } => bound.message(),
            other => other.message(),
        }
    }
}

/// `query.rq: ` in front of a line number is `query.rq:`.
fn before_line(place: &str) -> String {
    match place.trim_end_matches(": ") {
        "" => String::new(),
        name => format!("{name}:"),
    }
}
