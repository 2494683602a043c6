//! What can go wrong between a file and an answer.
//! Room `store`.

use std::path::PathBuf;

use crate::core::sssom::Problem;
use crate::query::admission::AdmissionError;
use crate::query::syntax::SyntaxFault;
use crate::store::canonical::CanonicalError;

/// Every variant names its file, and the line where one is known; lines count from 1.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: {source}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{}: is a folder; name a file", path.display())]
    IsFolder { path: PathBuf },
    #[error(
        "{}: unknown kind of file; use .ttl, .trig, .nt, .nq, .rdf, .owl, .xml or .jsonld, with or without .gz",
        path.display()
    )]
    UnknownFormat { path: PathBuf },
    #[error("{}: not a whole gzip file: {source}", path.display())]
    Gzip {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{}: unpacks to more than {limit} bytes", path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{}:{line}: not UTF-8 text; save the file as UTF-8", path.display())]
    NotUtf8 { path: PathBuf, line: usize },
    #[error("{}: its XML entities refer to each other or expand without measure; write them out", path.display())]
    Entities { path: PathBuf },
    #[error("{}: objects nest deeper than {limit} levels", path.display())]
    TooDeep { path: PathBuf, limit: usize },
    #[error("{}:{line}:{column}: {message}", path.display())]
    Syntax {
        path: PathBuf,
        line: u64,
        column: u64,
        message: String,
    },
    #[error("{}:{line}: {message}", path.display())]
    SyntaxOnLine {
        path: PathBuf,
        line: u64,
        message: String,
    },
    #[error("{}: {message}", path.display())]
    SyntaxWithoutPlace { path: PathBuf, message: String },
    #[error("{}: the graph `{graph}` on the line `#+ graph: …` is not an IRI", path.display())]
    BadGraph { path: PathBuf, graph: String },
    #[error("{}:{problem}", path.display())]
    Mappings {
        path: PathBuf,
        problem: Box<Problem>,
    },
    #[error(
        "{}: the mapping set has no `mapping_set_id`, the graph that its links go to; add it to the lines with `#`",
        path.display()
    )]
    UnnamedMappings { path: PathBuf },
    #[error("the triple store failed: {0}")]
    Storage(#[from] oxigraph::store::StorageError),
    #[error("{place}{message}")]
    Query { place: String, message: String },
    #[error("{place}{bound}")]
    Admission {
        place: String,
        bound: AdmissionError,
    },
    #[error("{}{fault}", before_line(place))]
    QuerySyntax { place: String, fault: SyntaxFault },
    #[error(
        "{place}this is an update; lobgraaf answers questions (SELECT, ASK, CONSTRUCT, DESCRIBE) \
         and changes data in its files only"
    )]
    Update { place: String },
    #[error("the query asks another service ({0}); lobgraaf reaches no network")]
    Service(String),
    #[error("the query was stopped: it took longer than {seconds} seconds")]
    TimedOut { seconds: f64 },
    #[error("the query failed: {0}")]
    Evaluation(String),
    #[error("the shapes could not be used: {0}")]
    Shapes(String),
    #[error("the answer could not be written: {0}")]
    Serialize(#[source] std::io::Error),
    /// XML has no way to write it, so another format must do.
    #[error("XML cannot hold {0}; choose another format")]
    NotXml(String),
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
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
}

/// `query.rq: ` in front of a line number is `query.rq:`.
pub fn before_line(place: &str) -> String {
    match place.trim_end_matches(": ") {
        "" => String::new(),
        name => format!("{name}:"),
    }
}
