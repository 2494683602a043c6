//! The folders of `.rq` files: which named queries there are.
//! Room `query`: may use `core`; knows no store and no domain word.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::core::message::{Message, Tell};
use crate::query::header::{self, Header, HeaderError};
use crate::query::parameter::{self, ParameterError};

/// A named query: the file `queries/FOLDER/NAME.rq`.
#[derive(Debug, Clone)]
pub struct NamedQuery {
    /// The file's name without its ending.
    pub name: String,
    /// Path below the project.
    pub path: PathBuf,
    pub header: Header,
    /// The whole text, valid SPARQL 1.1 as it stands.
    pub text: String,
}

/// What is wrong with a query file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", self.message())]
pub enum CatalogueError {
    #[error(transparent)]
    Header(#[from] HeaderError),
    WrongFolder {
        path: PathBuf,
        kind: &'static str,
        expected: &'static str,
    },
    Parameter {
        path: PathBuf,
        #[source]
        source: ParameterError,
    },
    MissingColumn {
        path: PathBuf,
        line: usize,
        kind: &'static str,
        column: &'static str,
    },
    UnknownColumn {
        path: PathBuf,
        line: usize,
        kind: &'static str,
        column: String,
        nearest: &'static str,
    },
    SameName {
        path: PathBuf,
        other: PathBuf,
    },
    NotUtf8 {
        path: PathBuf,
        line: usize,
    },
    Unknown {
        name: String,
        nearest: Option<String>,
    },
}

impl CatalogueError {
    /// Whether it says that there is no query of that name.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }

    /// The file, and the line where one is known; `None` where no file is wrong.
    pub fn place(&self) -> Option<(&Path, Option<usize>)> {
        match self {
            Self::Header(error) => Some(error.place()),
            Self::WrongFolder { path, .. }
            | Self::Parameter { path, .. }
            | Self::SameName { path, .. } => Some((path, None)),
            Self::MissingColumn { path, line, .. }
            | Self::UnknownColumn { path, line, .. }
            | Self::NotUtf8 { path, line } => Some((path, Some(*line))),
            Self::Unknown { .. } => None,
        }
    }

    /// What is wrong, without the place in front.
    pub fn problem(&self) -> Message {
        match self {
            Self::Header(error) => error.problem(),
            Self::WrongFolder { kind, expected, .. } => Message::new("catalogue.wrong-folder")
                .with("kind", *kind)
                .with("expected", *expected),
            Self::Parameter { source, .. } => source.message(),
            Self::MissingColumn { kind, column, .. } => Message::new("catalogue.missing-column")
                .with("kind", *kind)
                .with("column", *column),
            Self::UnknownColumn {
                kind,
                column,
                nearest,
                ..
            } => Message::new("catalogue.unknown-column")
                .with("kind", *kind)
                .with("column", column)
                .with("nearest", *nearest),
            Self::SameName { other, .. } => {
                Message::new("catalogue.same-name").with("other", other)
            }
            Self::NotUtf8 { .. } => Message::new("error.not-utf8"),
            Self::Unknown { name, nearest } => Message::new("error.unknown-query")
                .with("name", name)
                .with("nearest", Message::nearest(nearest.as_deref())),
        }
    }
}

impl Tell for CatalogueError {
    fn message(&self) -> Message {
        match self.place() {
            Some((path, line)) => Message::at(path, line, self.problem()),
            None => self.problem(),
        }
    }
}

/// A query file that cannot be used.
#[derive(Debug, Clone)]
pub struct BrokenQuery {
    /// The file's name without its ending.
    pub name: String,
    /// Path below the project.
    pub path: PathBuf,
    pub error: CatalogueError,
}

/// All named queries of a project, by folder and name, and the files that are not in order: these
/// stand in the way of nobody who does not ask for them.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    queries: Vec<NamedQuery>,
    broken: Vec<BrokenQuery>,
}

impl Catalogue {
    /// Reads query files given as `(path below the project, bytes)`.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a Path, &'a [u8])>) -> Self {
        let files: Vec<_> = files.into_iter().collect();
        let mut by_name: BTreeMap<String, Vec<&Path>> = BTreeMap::new();
        for (path, _) in &files {
            by_name.entry(name_of(path)).or_default().push(path);
        }
        let namesake = |path: &Path| {
            let paths = by_name.get(&name_of(path))?;
            let other = paths.iter().find(|other| **other != path)?;
            Some(CatalogueError::SameName {
                path: path.to_owned(),
                other: (*other).to_owned(),
            })
        };
        let mut catalogue = Self::default();
        for (path, bytes) in files {
            let read = text_of(path, bytes).and_then(|text| read_query(path, text));
            match (read, namesake(path)) {
                (Ok(query), None) => catalogue.queries.push(query),
                (Err(error), _) | (Ok(_), Some(error)) => catalogue.broken.push(BrokenQuery {
                    name: name_of(path),
                    path: path.to_owned(),
                    error,
                }),
            }
        }
        let Self { queries, broken } = &mut catalogue;
        queries.sort_by(|a, b| (a.folder(), &a.name).cmp(&(b.folder(), &b.name)));
        broken.sort_by(|a, b| a.path.cmp(&b.path));
        catalogue
    }

    /// The files that cannot be used, by path.
    pub fn broken(&self) -> impl Iterator<Item = &BrokenQuery> {
        self.broken.iter()
    }

    /// All queries, by folder and name.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.iter()
    }

    /// The query of that name; the error says what is wrong with its file, or names the most
    /// similar query.
    pub fn find(&self, name: &str) -> Result<&NamedQuery, CatalogueError> {
        self.find_among(name, |_| true)
    }

    /// As [`Self::find`], among the queries that `wanted` accepts.
    pub fn find_among(
        &self,
        name: &str,
        wanted: impl Fn(&NamedQuery) -> bool,
    ) -> Result<&NamedQuery, CatalogueError> {
        let candidates = || self.queries.iter().filter(|query| wanted(query));
        if let Some(query) = candidates().find(|query| query.name == name) {
            return Ok(query);
        }
        if let Some(broken) = self.broken.iter().find(|broken| broken.name == name) {
            return Err(broken.error.clone());
        }
        Err(CatalogueError::Unknown {
            name: name.to_owned(),
            nearest: most_like(name, candidates().map(|query| query.name.clone())),
        })
    }
}

/// The name most like `name`, where one is like it at all.
pub fn most_like(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    names
        .map(|known| (strsim::jaro_winkler(name, &known), known))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known)
}

impl NamedQuery {
    /// The folder below `queries/`.
    pub fn folder(&self) -> &'static str {
        self.header.kind.folder()
    }

    /// The text without its `#+` lines and the blank lines after them.
    pub fn body(&self) -> String {
        let body = self
            .text
            .lines()
            .skip_while(|line| line.starts_with("#+") || line.is_empty());
        body.collect::<Vec<_>>().join("\n")
    }
}

fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn text_of<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, CatalogueError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        CatalogueError::NotUtf8 {
            path: path.to_owned(),
            line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
        }
    })
}

/// Reads one query file and holds its header against its folder, slots and columns.
/// The query itself is parsed where it is run: start-up need not parse them all.
pub fn read_query(path: &Path, text: &str) -> Result<NamedQuery, CatalogueError> {
    let header = header::parse(path, text)?;
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    if folder != header.kind.folder() {
        return Err(CatalogueError::WrongFolder {
            path: path.to_owned(),
            kind: header.kind.name(),
            expected: header.kind.folder(),
        });
    }
    Ok(NamedQuery {
        name: name_of(path),
        path: path.to_owned(),
        header,
        text: text.to_owned(),
    })
}

/// Holds what a query declares against what it does: columns of its kind, one slot a parameter.
/// `query` is the parsed text of `named`.
pub fn verify(named: &NamedQuery, query: &spargebra::Query) -> Result<(), CatalogueError> {
    let path = || named.path.clone();
    parameter::verify_slots(&named.header.parameters, query).map_err(|source| {
        CatalogueError::Parameter {
            path: path(),
            source,
        }
    })?;
    let kind = named.header.kind;
    let spargebra::Query::Select { pattern, .. } = query else {
        return Ok(());
    };
    let columns = projected(pattern);
    let line = 1 + named
        .text
        .lines()
        .position(|l| l.contains("SELECT"))
        .unwrap_or(0);
    let missing = kind
        .required_columns()
        .iter()
        .find(|column| !columns.iter().any(|c| c == *column));
    if let Some(column) = missing {
        return Err(CatalogueError::MissingColumn {
            path: path(),
            line,
            kind: kind.name(),
            column,
        });
    }
    let Some(known) = kind.known_columns() else {
        return Ok(());
    };
    match columns
        .iter()
        .find(|column| !known.contains(&column.as_str()))
    {
        Some(column) => Err(CatalogueError::UnknownColumn {
            path: path(),
            line,
            kind: kind.name(),
            column: column.clone(),
            nearest: header::nearest(column, known),
        }),
        None => Ok(()),
    }
}

/// The columns of a query's answer; none where it is no SELECT.
pub fn columns(query: &spargebra::Query) -> Vec<String> {
    match query {
        spargebra::Query::Select { pattern, .. } => projected(pattern),
        _ => Vec::new(),
    }
}

/// The projected variables of a SELECT, through its solution modifiers.
fn projected(mut pattern: &spargebra::algebra::GraphPattern) -> Vec<String> {
    use spargebra::algebra::GraphPattern;
    loop {
        match pattern {
            GraphPattern::Project { variables, .. } => {
                return variables
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect();
            }
            GraphPattern::Slice { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::OrderBy { inner, .. } => pattern = inner,
            _ => return Vec::new(),
        }
    }
}
