//! Rules that are files in `queries/checks/`, and the rule that every query file is in order.
//! Room `app`.

use std::ffi::OsStr;
use std::path::Path;

use oxigraph::model::Term;

use crate::app::check::builtin::QUERY;
use crate::app::check::{CheckOptions, Checked, SKOS_TAG, Subject};
use crate::app::evaluate;
use crate::app::project::Project;
use crate::core::finding::{Finding, Rule, Severity};
use crate::core::language::Language;
use crate::core::table::{Table, term_text};
use crate::query::catalogue::{self, NamedQuery};
use crate::query::header::Kind;
use crate::store::memory::GraphStore;
use crate::store::sparql::parse_query;

/// Whether `query` is a check that holds for `subject`.
pub fn applies(query: &NamedQuery, subject: Subject) -> bool {
    query.header.kind == Kind::Check
        && (subject == Subject::Project || query.header.tags.iter().any(|tag| tag == SKOS_TAG))
}

/// What lists and reports say of a check or a question.
pub fn rule(query: &NamedQuery, language: Language) -> Rule {
    Rule {
        name: query.name.clone(),
        severity: query.header.severity,
        summary: query.header.summary(language).to_owned(),
        source: query.header.source.clone(),
        tags: query.header.tags.clone(),
    }
}

/// Runs the checks that hold for `subject`.
pub fn run(
    project: &Project,
    store: &GraphStore,
    subject: Subject,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    if subject == Subject::Project && options.wants(QUERY.name) {
        checked.rules.push(QUERY.rule(options.language));
        let mut wrong = |path: &Path, line: Option<usize>, text: &str| {
            let mut finding = QUERY.finding(options.language, &[("text", text)]);
            finding.file = Some(project.display_path(path));
            finding.line = u64::try_from(line.unwrap_or(1)).ok();
            checked.findings.push(finding);
        };
        for broken in project.queries.broken() {
            let line = broken.error.place().and_then(|(_, line)| line);
            wrong(&broken.path, line, &broken.error.problem());
        }
        for query in project.queries.iter() {
            if let Err((line, text)) = verify(project, query, options) {
                wrong(&query.path, line, &text);
            }
        }
    }
    if subject == Subject::Foreign {
        // Whether they hold for foreign files too cannot be told: not everything was checked.
        let folder = Some(OsStr::new(Kind::Check.folder()));
        let in_folder = |path: &Path| path.parent().and_then(Path::file_name) == folder;
        for broken in project.queries.broken() {
            if in_folder(&broken.path) && options.wants(&broken.name) {
                checked.fail(&broken.name, broken.error.clone());
            }
        }
    }
    let wanted = project
        .queries
        .iter()
        .filter(|query| applies(query, subject) && options.wants(&query.name));
    for query in wanted {
        checked.rules.push(rule(query, options.language));
        let table = checked.attempt(&query.name, options, || {
            evaluate::table(project, store, query, &options.evaluation())
        });
        if let Some(table) = table {
            checked.findings.extend(findings(query, &table));
        }
    }
}

/// Whether the file parses and keeps what its header says, without running it; else the line and
/// what is wrong.
fn verify(
    project: &Project,
    query: &NamedQuery,
    options: &CheckOptions,
) -> Result<(), (Option<usize>, String)> {
    let parsed = parse_query(&query.text, &project.prefixes, "", options.limits)
        .map_err(|error| (error.query_line(), error.to_string()))?;
    catalogue::verify(query, &parsed)
        .map_err(|error| (error.place().and_then(|(_, line)| line), error.problem()))
}

fn findings(query: &NamedQuery, table: &Table) -> Vec<Finding> {
    let cell = |row: &[Option<Term>], name: &str| {
        let place = table.column(name)?;
        row.get(place)?.as_ref().map(term_text)
    };
    let finding = |row: &Vec<Option<Term>>| {
        let severity = cell(row, "severity").and_then(|name| Severity::from_name(&name));
        let message = cell(row, "message").unwrap_or_default();
        let severity = severity.unwrap_or(query.header.severity);
        let mut finding = Finding::new(&query.name, severity, message);
        finding.focus = cell(row, "focus");
        finding.path = cell(row, "path");
        finding.value = cell(row, "value");
        finding.remedy = cell(row, "remedy");
        finding
    };
    table.rows.iter().map(finding).collect()
}
