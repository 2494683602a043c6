//! Which named queries there are, and what one of them says.
//! Room `app`.

use crate::app::AppError;
use crate::app::project::Project;
use crate::core::language::{Language, LocalizedText};
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
