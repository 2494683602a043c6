//! Which named queries there are, and what one of them says.
//! Room `app`.

use std::path::PathBuf;

use crate::app::AppError;
use crate::app::project::Project;
use crate::core::language::{Language, LocalizedText};
use crate::core::message::Message;
use crate::query::admission::Limits;
use crate::query::catalogue::{self, NamedQuery};
use crate::render::listing::{self, ParameterEntry, QueryDetail, QueryEntry};
use crate::store::sparql::parse_query;

/// Formats of the list and of one query.
pub const FORMATS: [(&str, &[&str]); 3] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("markdown", &["md"]),
];

/// All queries of a project in one of [`FORMATS`].
pub fn list(project: &Project, format: &str, language: Language, width: usize) -> String {
    let entries: Vec<_> = project
        .queries
        .iter()
        .map(|query| entry(query, language))
        .collect();
    match format {
        "json" => format!("{:#}\n", serde_json::json!(entries)),
        "markdown" => listing::markdown_list(&entries, language),
        _ => listing::list(&entries, language, width),
    }
}

/// What is wrong with a query file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFault {
    /// The path to show.
    pub path: PathBuf,
    /// Where it is known.
    pub line: Option<usize>,
    pub problem: Message,
}

/// What is wrong with the query files of a project, none of them run: those that cannot be read
/// first, then those that are no SPARQL or do not keep what their header says.
pub fn faults(project: &Project, limits: Limits) -> Vec<QueryFault> {
    let broken = project.queries.broken().map(|broken| {
        let line = broken.error.place().and_then(|(_, line)| line);
        (&broken.path, line, broken.error.problem())
    });
    let untrue = project.queries.iter().filter_map(|query| {
        let (line, problem) = verify(project, query, limits).err()?;
        Some((&query.path, line, problem))
    });
    let fault = |(path, line, problem): (&PathBuf, _, _)| QueryFault {
        path: project.display_path(path),
        line,
        problem,
    };
    broken.chain(untrue).map(fault).collect()
}

/// Holds a query's text against its header; the error is the line and what is wrong.
fn verify(
    project: &Project,
    query: &NamedQuery,
    limits: Limits,
) -> Result<(), (Option<usize>, Message)> {
    let parsed = parse_query(&query.text, &project.prefixes, "", limits)
        .map_err(|error| (error.query_line(), error.query_problem()))?;
    catalogue::verify(query, &parsed)
        .map_err(|error| (error.place().and_then(|(_, line)| line), error.problem()))
}

/// One query in one of [`FORMATS`].
pub fn explain(
    project: &Project,
    name: &str,
    format: &str,
    language: Language,
    width: usize,
) -> Result<String, AppError> {
    let named = project.queries.find(name)?;
    let place = format!("{}: ", project.display_path(&named.path).display());
    // Explaining plans nothing: what `--large-query` admits is admitted here without asking.
    let limits = Limits::default().raised();
    let query = parse_query(&named.text, &project.prefixes, &place, limits)?;
    let header = &named.header;
    let detail = QueryDetail {
        entry: entry(named, language),
        note: pick(&header.note, language),
        decision: pick(&header.decision, language),
        source: header.source.clone(),
        columns: catalogue::columns(&query),
        text: named.body(),
    };
    Ok(match format {
        "json" => format!("{:#}\n", serde_json::json!(detail)),
        "markdown" => listing::markdown_detail(&detail, language),
        _ => listing::detail(&detail, language, width),
    })
}

fn entry(named: &NamedQuery, language: Language) -> QueryEntry {
    let header = &named.header;
    let parameters = header.parameters.iter().map(|parameter| ParameterEntry {
        name: parameter.name.clone(),
        kind: parameter.kind.name(),
        optional: parameter.optional,
        description: pick(&parameter.description, language).unwrap_or_default(),
    });
    QueryEntry {
        name: named.name.clone(),
        folder: named.folder(),
        kind: header.kind.name(),
        summary: header.summary(language).to_owned(),
        parameters: parameters.collect(),
        tags: header.tags.clone(),
        path: named.path.display().to_string(),
    }
}

fn pick(text: &LocalizedText, language: Language) -> Option<String> {
    text.pick(language).map(|(text, _)| text.to_owned())
}
