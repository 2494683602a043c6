//! What can go wrong in a job; the command line turns it into a report and exit status 2.
//! Room `app`.

use std::path::PathBuf;

use crate::app::checklist::ChecklistError;
use crate::app::day::DayError;
use crate::app::guideline::GuidelineError;
use crate::app::intake::IntakeError;
use crate::app::link::review::ReviewError;
use crate::core::csv::CsvError;
use crate::core::message::{Message, Tell};
use crate::core::review::decide::Refusal;
use crate::query::catalogue::CatalogueError;
use crate::query::parameter::ParameterError;
use crate::render::RenderError;
use crate::store::StoreError;
use crate::store::intake::IntakeFileError;
use crate::store::journal::JournalError;
use crate::store::turtle::TurtleFormatError;
use crate::store::write::WriteError;

/// An error of a job. Findings about data are not errors but values.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum AppError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Checklist(#[from] ChecklistError),
    #[error(transparent)]
    Day(#[from] DayError),
    #[error(transparent)]
    Guideline(#[from] GuidelineError),
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error(transparent)]
    IntakeFile(#[from] IntakeFileError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    TurtleFormat(#[from] TurtleFormatError),
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// The configuration, in the words of the TOML reader.
    Config {
        path: PathBuf,
        message: String,
    },
    NoProject {
        path: PathBuf,
    },
    /// What is compared is neither a file nor a project folder.
    NothingToCompare {
        path: PathBuf,
    },
    NoGraph {
        path: PathBuf,
    },
    UnknownThing {
        what: String,
        nearest: Option<String>,
    },
    Ambiguous {
        what: String,
        candidates: Vec<String>,
    },
    UnknownRule {
        name: String,
        nearest: Option<String>,
    },
    /// Holds the error of the rule whole: its own text is part of this one's.
    Rule {
        rule: String,
        error: Box<AppError>,
    },
    /// A foreign file fills a graph in which the project keeps what its source states.
    ClaimedGraph {
        path: PathBuf,
        graph: String,
    },
    /// The time was over before these rules were checked.
    Late {
        seconds: f64,
        rules: Vec<String>,
    },
    NoView {
        name: String,
        kind: &'static str,
    },
    View {
        view: String,
        fault: ViewFault,
    },
    UnknownGraph {
        name: String,
        known: Vec<String>,
    },
    /// `what` is no concept scheme with concepts; some that are, and how many more there are.
    NoScheme {
        what: String,
        nearest: Vec<String>,
        more: usize,
    },
    /// The project inside the program cannot be changed.
    Embedded,
    NotTurtle {
        path: PathBuf,
    },
    /// A format that holds one mapping set, and the sets that there are.
    OneMappingSet {
        format: String,
        names: Vec<String>,
    },
    UnknownMappingSet {
        name: String,
        known: Vec<String>,
    },
    /// No label in any of the files.
    /// No accepted link is left to draw.
    NoLinksToDraw {
        sets: Vec<String>,
    },
    TooManyLinksToDraw {
        count: usize,
        most: usize,
    },
    NoLabels {
        files: Vec<String>,
    },
    /// A version of a vocabulary without any term that the mapping sets link to.
    NoLinkedTerm {
        files: Vec<String>,
        sets: Vec<String>,
    },
    /// A table of a vocabulary that is not CSV.
    Csv {
        path: PathBuf,
        error: CsvError,
    },
    /// A table of a vocabulary without a column of names or of labels; its columns.
    NoColumns {
        path: PathBuf,
        columns: Vec<String>,
    },
    /// Languages of the labels on both sides, which have none in common.
    NoCommonLanguage {
        ours: Vec<String>,
        theirs: Vec<String>,
    },
    /// A scheme to which no concept of a vocabulary belongs, and those there are.
    EmptyScheme {
        scheme: String,
        known: Vec<String>,
    },
    /// Boxed: it is larger than the others.
    #[error(transparent)]
    Review(Box<ReviewError>),
}

/// What is wrong with the answer of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewFault {
    NoSelect,
    NoColumn(String),
    /// A row without `?node`.
    NoNode,
    BadOrder {
        value: String,
        node: String,
    },
    BadConfidence(String),
}

impl Tell for AppError {
    fn message(&self) -> Message {
        let at = |path: &PathBuf, problem: Message| Message::at(path, None, problem);
        match self {
            Self::Store(error) => error.message(),
            Self::Catalogue(error) => error.message(),
            Self::Parameter(error) => error.message(),
            Self::Render(error) => error.message(),
            Self::Write(error) => error.message(),
            Self::Checklist(error) => error.message(),
            Self::Day(error) => error.message(),
            Self::Guideline(error) => error.message(),
            Self::Intake(error) => error.message(),
            Self::IntakeFile(error) => error.message(),
            Self::Journal(error) => error.message(),
            Self::TurtleFormat(error) => error.message(),
            Self::Read { path, source } => at(path, source.message()),
            Self::Config { path, message } => {
                at(path, Message::new("error.config").with("text", message))
            }
            Self::NoProject { path } => at(path, Message::new("error.no-project")),
            Self::NothingToCompare { path } => at(path, Message::new("compare.no-project")),
            Self::NoGraph { path } => at(path, Message::new("error.no-graph")),
            Self::UnknownThing { what, nearest } => Message::new("error.unknown-thing")
                .with("what", what)
                .with("nearest", Message::nearest(nearest.as_deref())),
            Self::Ambiguous { what, candidates } => Message::new("error.ambiguous")
                .with("what", what)
                .with("candidates", Message::list(candidates)),
            Self::UnknownRule { name, nearest } => Message::new("error.unknown-rule")
                .with("name", name)
                .with("nearest", Message::nearest(nearest.as_deref())),
            Self::Rule { rule, error } => {
                Message::Sequence(vec![format!("{rule}: ").into(), error.message()])
            }
            Self::ClaimedGraph { path, graph } => at(
                path,
                Message::new("error.claimed-graph").with("graph", graph),
            ),
            Self::Late { seconds, rules } => Message::new("error.late")
                .with("seconds", *seconds)
                .with("rules", Message::list(rules)),
            Self::NoView { name, kind } => Message::new("error.no-view")
                .with("name", name)
                .with("kind", *kind),
            Self::View { view, fault } => Message::new("view.wrong")
                .with("view", view)
                .with("fault", fault.message()),
            Self::UnknownGraph { name, known } => Message::new("error.unknown-graph")
                .with("name", name)
                .with("known", Message::list(known)),
            Self::NoScheme {
                what,
                nearest,
                more,
            } => match (nearest.is_empty(), more) {
                (true, _) => Message::new("tree.no-scheme-at-all"),
                (false, 0) => Message::new("tree.no-scheme"),
                (false, more) => Message::new("tree.no-scheme-of-many").with("count", *more),
            }
            .with("what", what)
            .with("schemes", Message::list(nearest)),
            Self::Embedded => Message::new("error.embedded"),
            Self::NotTurtle { path } => at(path, Message::new("error.not-turtle")),
            Self::OneMappingSet { format, names } => Message::new("error.one-mapping-set")
                .with("format", format)
                .with("names", Message::list(names)),
            Self::UnknownMappingSet { name, known } => Message::new("error.unknown-mapping-set")
                .with("name", name)
                .with("known", Message::list(known)),
            Self::NoLinksToDraw { sets } => {
                Message::new("error.no-links-to-draw").with("sets", Message::list(sets))
            }
            Self::TooManyLinksToDraw { count, most } => {
                let message = Message::new("error.too-many-links-to-draw");
                message.with("count", *count).with("most", *most)
            }
            Self::NoLabels { files } => {
                Message::new("error.no-labels").with("files", Message::list(files))
            }
            Self::NoLinkedTerm { files, sets } => Message::new("error.no-linked-term")
                .with("files", Message::list(files))
                .with("sets", Message::list(sets)),
            Self::Csv { path, error } => at(path, error.message()),
            Self::NoColumns { path, columns } => {
                let problem = Message::new("error.no-columns");
                at(path, problem.with("columns", Message::list(columns)))
            }
            Self::NoCommonLanguage { ours, theirs } => Message::new("error.no-common-language")
                .with("ours", Message::list(ours))
                .with("theirs", Message::list(theirs)),
            Self::Review(error) => error.message(),
            Self::EmptyScheme { scheme, known } => Message::new("error.empty-scheme")
                .with("scheme", scheme)
                .with("known", Message::list(known)),
        }
    }
}

impl Tell for ViewFault {
    fn message(&self) -> Message {
        match self {
            Self::NoSelect => Message::new("view.no-select"),
            Self::NoColumn(column) => Message::new("view.no-column").with("column", column),
            Self::NoNode => Message::new("view.no-node"),
            Self::BadOrder { value, node } => Message::new("view.order")
                .with("value", value)
                .with("node", node),
            Self::BadConfidence(value) => Message::new("view.confidence").with("value", value),
        }
    }
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
    /// Whether a decision is none that can be kept.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Review(error) if matches!(**error, ReviewError::Refused(_)))
    }

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
