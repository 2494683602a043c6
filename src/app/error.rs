//! What can go wrong in a job; the command line turns it into a report and exit status 2.
//! Room `app`.

use std::path::PathBuf;

use crate::app::link::review::ReviewError;
use crate::core::review::decide::Refusal;
use crate::query::catalogue::CatalogueError;
use crate::query::parameter::ParameterError;
use crate::store::StoreError;

/// An error of a job. Findings about data are not errors but values.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    #[error("{}: {source}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{}: {message}", path.display())]
    Config { path: PathBuf, message: String },
    #[error("{}: no lobgraaf.toml there; a project is a folder that has one", path.display())]
    NoProject { path: PathBuf },
    #[error("{}: this file must say which graph it fills: begin it with `#+ graph: IRI`", path.display())]
    NoGraph { path: PathBuf },
    #[error("nothing is known of `{what}`{}", suggestion(nearest))]
    UnknownThing {
        what: String,
        nearest: Option<String>,
    },
    #[error("`{what}` names several things: {}; use the IRI or `prefix:local`", candidates.join(", "))]
    Ambiguous {
        what: String,
        candidates: Vec<String>,
    },
    #[error("there is no rule named `{name}`{}", suggestion(nearest))]
    UnknownRule {
        name: String,
        nearest: Option<String>,
    },
    /// Holds the error of the rule whole: its own text is part of this one's.
    #[error("{rule}: {error}")]
    Rule { rule: String, error: Box<AppError> },
    #[error(
        "{}: fills `{graph}`, where the project keeps what its source states; use a graph of your own",
        path.display()
    )]
    ClaimedGraph { path: PathBuf, graph: String },
    #[error("stopped: it took longer than {seconds} seconds; not checked: {}", rules.join(", "))]
    Late { seconds: f64, rules: Vec<String> },
    #[error("`{name}` is of kind `{kind}`, not a view; use `lobgraaf query {name}`")]
    NoView { name: String, kind: &'static str },
    #[error("the view `{view}` {message}")]
    View { view: String, message: String },
    #[error(transparent)]
    Render(#[from] crate::render::RenderError),
    #[error(transparent)]
    Write(#[from] crate::store::write::WriteError),
    #[error("there is no graph `{name}`; there are {}", known.join(", "))]
    UnknownGraph { name: String, known: Vec<String> },
    #[error(
        "the project inside the program cannot be changed; go to a project folder or name it with --project"
    )]
    Embedded,
    #[error("{}: only Turtle files (.ttl) have a house format", path.display())]
    NotTurtle { path: PathBuf },
    #[error(transparent)]
    TurtleFormat(#[from] crate::store::turtle::TurtleFormatError),
    #[error("{}: nothing there has a label; a vocabulary is SKOS, SKOS-XL, RDFS, OWL or a table", files.join(", "))]
    NoLabels { files: Vec<String> },
    #[error("{}: {message}", path.display())]
    Table { path: PathBuf, message: String },
    #[error(
        "the two sides have labels in no common language: {} here, {} there; labels without a language fit any",
        ours.join(", "), theirs.join(", ")
    )]
    NoCommonLanguage {
        ours: Vec<String>,
        theirs: Vec<String>,
    },
    #[error("no concept belongs to the scheme <{scheme}>; there are {}", known.join(", "))]
    NoScheme { scheme: String, known: Vec<String> },
    /// Boxed: it is larger than the others.
    #[error(transparent)]
    Review(Box<ReviewError>),
    #[error("{0}")]
    Usage(String),
}

impl From<ReviewError> for AppError {
    fn from(error: ReviewError) -> Self {
        Self::Review(Box::new(error))
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        ReviewError::Refused(refusal).into()
    }
}

impl AppError {
    /// Whether somebody else decided on the same pair.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Review(error) if matches!(**error, ReviewError::Conflict { .. }))
    }

    /// Whether a decision to take back is not there any more.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Review(error) if matches!(**error, ReviewError::Gone { .. }))
    }

    /// Whether it says that the time was over.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Store(StoreError::TimedOut { .. }))
    }
}

fn suggestion(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
