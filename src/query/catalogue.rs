//! The folders of `.rq` files: which named queries there are.
//! Room `query`: may use `core`; knows no store and no domain word.

use std::path::{Path, PathBuf};

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
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error(transparent)]
    Header(#[from] HeaderError),
    #[error("{}: kind `{kind}` belongs in queries/{expected}/", path.display())]
    WrongFolder {
        path: PathBuf,
        kind: &'static str,
        expected: &'static str,
    },
    #[error("{}: {source}", path.display())]
    Parameter {
        path: PathBuf,
        #[source]
        source: ParameterError,
    },
    #[error("{}:{line}: the query does not select ?{column}, which kind `{kind}` needs", path.display())]
    MissingColumn {
        path: PathBuf,
        line: usize,
        kind: &'static str,
        column: &'static str,
    },
    #[error(
        "{}:{line}: kind `{kind}` has no column ?{column}; did you mean ?{nearest}?",
        path.display()
    )]
    UnknownColumn {
        path: PathBuf,
        line: usize,
        kind: &'static str,
        column: String,
        nearest: &'static str,
    },
    #[error("{} and {} have the same name; rename one", first.display(), second.display())]
    SameName { first: PathBuf, second: PathBuf },
    #[error("there is no query named `{name}`{}", suggestion(nearest))]
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
}

fn suggestion(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// All named queries of a project, by folder and name.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    queries: Vec<NamedQuery>,
}

impl Catalogue {
    /// Reads query files given as `(path below the project, text)`.
    /// The first wrong header, folder or name is an error.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a Path, &'a str)>,
    ) -> Result<Self, CatalogueError> {
        let mut queries = Vec::new();
        for (path, text) in files {
            queries.push(read_query(path, text)?);
        }
        queries.sort_by(|a, b| (a.folder(), &a.name).cmp(&(b.folder(), &b.name)));
        let mut names: Vec<_> = queries
            .iter()
            .map(|query| (&query.name, &query.path))
            .collect();
        names.sort();
        if let Some(pair) = names.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let (first, second) = (pair[0].1.clone(), pair[1].1.clone());
            return Err(CatalogueError::SameName { first, second });
        }
        Ok(Self { queries })
    }

    /// All queries, by folder and name.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.iter()
    }

    /// The query of that name; the error names the most similar one.
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
        let nearest = candidates()
            .map(|query| (strsim::jaro_winkler(name, &query.name), query))
            .filter(|(likeness, _)| *likeness > 0.7)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, query)| query.name.clone());
        Err(CatalogueError::Unknown {
            name: name.to_owned(),
            nearest,
        })
    }
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
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(NamedQuery {
        name,
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
