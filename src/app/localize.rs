//! The errors that people meet most, in their own language. What is not here speaks English,
//! as its own `Display` does.
//! Room `app`.

use std::io::ErrorKind;

use crate::app::AppError;
use crate::core::language::Language;
use crate::core::message;
use crate::query::admission::AdmissionError;
use crate::query::catalogue::CatalogueError;
use crate::query::parameter::ParameterError;
use crate::query::syntax::{SyntaxFault, SyntaxProblem};
use crate::store::StoreError;
use crate::store::error::before_line;
use crate::store::turtle::TurtleFormatError;

/// The error in `language`.
pub fn localized(error: &AppError, language: Language) -> String {
    if let AppError::Rule { rule, error } = error {
        return format!("{rule}: {}", localized(error, language));
    }
    if let AppError::Review(error) = error {
        return error.localized(language);
    }
    let (key, values) = match error {
        AppError::Catalogue(CatalogueError::Unknown { name, nearest }) => (
            "error.unknown-query",
            vec![("name", name.clone()), nearest_value(nearest, language)],
        ),
        AppError::UnknownRule { name, nearest } => (
            "error.unknown-rule",
            vec![("name", name.clone()), nearest_value(nearest, language)],
        ),
        AppError::UnknownThing { what, nearest } => (
            "error.unknown-thing",
            vec![("what", what.clone()), nearest_value(nearest, language)],
        ),
        AppError::Ambiguous { what, candidates } => (
            "error.ambiguous",
            vec![
                ("what", what.clone()),
                ("candidates", candidates.join(", ")),
            ],
        ),
        AppError::NoProject { path } => (
            "error.no-project",
            vec![("path", path.display().to_string())],
        ),
        AppError::NoGraph { path } => {
            ("error.no-graph", vec![("path", path.display().to_string())])
        }
        AppError::NoView { name, kind } => (
            "error.no-view",
            vec![("name", name.clone()), ("kind", (*kind).to_owned())],
        ),
        AppError::ClaimedGraph { path, graph } => (
            "error.claimed-graph",
            vec![
                ("path", path.display().to_string()),
                ("graph", graph.clone()),
            ],
        ),
        AppError::NoCommonLanguage { ours, theirs } => (
            "error.no-common-language",
            vec![("ours", ours.join(", ")), ("theirs", theirs.join(", "))],
        ),
        AppError::NoLabels { files } => ("error.no-labels", vec![("files", files.join(", "))]),
        AppError::NoScheme { scheme, known } => (
            "error.no-scheme",
            vec![("scheme", scheme.clone()), ("known", known.join(", "))],
        ),
        AppError::Parameter(error) => match parameter(error) {
            Some(found) => found,
            None => return error.to_string(),
        },
        AppError::Store(StoreError::Admission { place, bound }) => {
            return admission(place, bound, language);
        }
        AppError::Store(StoreError::QuerySyntax { place, fault }) => {
            return syntax(place, fault, language);
        }
        AppError::Read { path, source } if source.kind() == ErrorKind::NotFound => {
            ("error.no-file", vec![("path", path.display().to_string())])
        }
        AppError::Late { seconds, rules } => (
            "error.late",
            vec![
                ("seconds", seconds.to_string()),
                ("rules", rules.join(", ")),
            ],
        ),
        AppError::Embedded => ("error.embedded", Vec::new()),
        AppError::NotTurtle { path } => (
            "error.not-turtle",
            vec![("path", path.display().to_string())],
        ),
        AppError::UnknownGraph { name, known } => (
            "error.unknown-graph",
            vec![("name", name.clone()), ("known", known.join(", "))],
        ),
        AppError::TurtleFormat(TurtleFormatError::LateComments { name, lines }) => {
            let numbers: Vec<_> = lines.iter().map(usize::to_string).collect();
            (
                "error.late-comments",
                vec![("name", name.clone()), ("lines", numbers.join(", "))],
            )
        }
        AppError::Store(error) => match store(error) {
            Some(found) => found,
            None => return error.to_string(),
        },
        other => return other.to_string(),
    };
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    message::text(language, key, &values)
}

/// A bound that a query exceeds, with its place.
fn admission(place: &str, error: &AdmissionError, language: Language) -> String {
    let (key, number, line) = match error {
        AdmissionError::Misread { line } => ("admission.misread", line, Some(line)),
        AdmissionError::TooDeep { line, limit } => ("admission.levels", limit, Some(line)),
        AdmissionError::TooNegated { line, limit } => ("admission.negations", limit, Some(line)),
        AdmissionError::TooManyPatterns { line, limit } => {
            ("admission.patterns", limit, Some(line))
        }
        AdmissionError::TooManyOperators { line, limit } => {
            ("admission.operators", limit, Some(line))
        }
        AdmissionError::TooLong { limit, .. } => ("admission.bytes", limit, None),
    };
    let text = message::text(language, key, &[("limit", &number.to_string())]);
    match line {
        Some(line) => format!("{}{line}: {text}", before_line(place)),
        None => format!("{place}{text}"),
    }
}

/// A syntax error: place, what is wrong, the line and a caret.
fn syntax(place: &str, fault: &SyntaxFault, language: Language) -> String {
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let problem = match &fault.problem {
        SyntaxProblem::UnknownPrefix(prefix) => say("syntax.prefix", &[("prefix", prefix)]),
        SyntaxProblem::OpenString => say("syntax.open-string", &[]),
        SyntaxProblem::Rule(rule) => rule.clone(),
        SyntaxProblem::Unfit { found, expected } => {
            let problem = match found {
                Some(found) => say("syntax.unfit", &[("found", found)]),
                None => say("syntax.missing", &[]),
            };
            if expected.is_empty() {
                problem
            } else {
                let expected = SyntaxProblem::expected(expected);
                format!(
                    "{problem}; {}",
                    say("syntax.expected", &[("expected", &expected)])
                )
            }
        }
    };
    let (place, line, column) = (before_line(place), fault.line, fault.column);
    format!("{place}{line}:{column}: {problem}\n{}", fault.excerpt)
}

type Found = (&'static str, Vec<(&'static str, String)>);

fn nearest_value(nearest: &Option<String>, language: Language) -> (&'static str, String) {
    let suggestion = nearest
        .as_ref()
        .map(|name| message::text(language, "error.nearest", &[("name", name)]));
    ("nearest", suggestion.unwrap_or_default())
}

fn parameter(error: &ParameterError) -> Option<Found> {
    match error {
        ParameterError::Unknown { name, known } if known.is_empty() => {
            Some(("error.no-parameters", vec![("name", name.clone())]))
        }
        ParameterError::Unknown { name, known } => Some((
            "error.unknown-parameter",
            vec![("name", name.clone()), ("known", known.join(", "))],
        )),
        ParameterError::Missing(name) => {
            Some(("error.missing-parameter", vec![("name", name.clone())]))
        }
        ParameterError::BadValue {
            name,
            value,
            expected,
        } => Some((
            "error.bad-value",
            vec![
                ("name", name.clone()),
                ("value", value.clone()),
                ("expected", (*expected).to_owned()),
            ],
        )),
        _ => None,
    }
}

fn store(error: &StoreError) -> Option<Found> {
    let path_of = |path: &std::path::Path| ("path", path.display().to_string());
    match error {
        StoreError::Read { path, source } if source.kind() == ErrorKind::NotFound => {
            Some(("error.no-file", vec![path_of(path)]))
        }
        StoreError::Read { path, source } if source.kind() == ErrorKind::PermissionDenied => {
            Some(("error.no-permission", vec![path_of(path)]))
        }
        StoreError::IsFolder { path } => Some(("error.is-folder", vec![path_of(path)])),
        StoreError::UnknownFormat { path } => Some(("error.unknown-format", vec![path_of(path)])),
        StoreError::NotUtf8 { path, line } => Some((
            "error.not-utf8",
            vec![path_of(path), ("line", line.to_string())],
        )),
        StoreError::Entities { path } => Some(("error.entities", vec![path_of(path)])),
        StoreError::Gzip { path, .. } => Some(("error.gzip", vec![path_of(path)])),
        StoreError::Update { place } => Some(("error.update", vec![("place", place.clone())])),
        StoreError::Service(name) => Some(("error.service", vec![("name", name.clone())])),
        StoreError::TimedOut { seconds } => {
            Some(("error.timed-out", vec![("seconds", seconds.to_string())]))
        }
        _ => None,
    }
}
