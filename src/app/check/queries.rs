//! Rules that are files in `queries/checks/`, and the rule that every query file is in order.
//! Room `app`.

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
use crate::store::memory::{GraphStore, parse_query};

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
        for query in project.queries.iter() {
            if let Err(text) = verify(project, query, options) {
                let mut finding = QUERY.finding(options.language, &[("text", &text)]);
                finding.file = Some(project.display_path(&query.path));
                checked.findings.push(finding);
            }
        }
    }
    let wanted = project
        .queries
        .iter()
        .filter(|query| applies(query, subject) && options.wants(&query.name));
    for query in wanted {
        checked.rules.push(rule(query, options.language));
        match evaluate::table(project, store, query, &options.evaluation()) {
            Ok(table) => checked.findings.extend(findings(query, &table)),
            Err(error) => checked.fail(&query.name, error),
        }
    }
}

/// Whether the file parses and keeps what its header says, without running it; else what is wrong.
fn verify(project: &Project, query: &NamedQuery, options: &CheckOptions) -> Result<(), String> {
    let parsed = parse_query(&query.text, &project.prefixes, "", options.limits)
        .map_err(|error| error.to_string())?;
    catalogue::verify(query, &parsed).map_err(|error| error.to_string())
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
