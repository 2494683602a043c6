//! Rules that are files in `queries/checks/`, and the rule that every query file is in order.
//! Room `app`.

use std::ffi::OsStr;
use std::path::Path;

use oxigraph::model::Term;

use crate::app::check::builtin::{DEFAULT_VIEW, QUERY};
use crate::app::check::{CheckOptions, Checked, SKOS_TAG, Subject};
use crate::app::evaluate;
use crate::app::project::{CONFIG_FILE, Project};
use crate::app::queries;
use crate::core::finding::{Finding, Rule, Severity};
use crate::core::language::Language;
use crate::core::message::Message;
use crate::core::table::{Table, term_text};
use crate::query::catalogue::{CatalogueError, NamedQuery};
use crate::query::header::Kind;
use crate::store::memory::GraphStore;

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
        for fault in queries::faults(project, options.limits) {
            let text = fault.problem.in_language(options.language);
            let mut finding = QUERY.finding(options.language, &[("text", &text)]);
            finding.file = Some(fault.path);
            finding.line = u64::try_from(fault.line.unwrap_or(1)).ok();
            checked.findings.push(finding);
        }
    }
    if subject == Subject::Project && options.wants(DEFAULT_VIEW.name) {
        checked.rules.push(DEFAULT_VIEW.rule(options.language));
        checked.findings.extend(default_view(project, options));
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

/// What is wrong where the configuration names a view that is not there; that its file is not in
/// order is told of that file.
fn default_view(project: &Project, options: &CheckOptions) -> Option<Finding> {
    let name = &project.config.default_view;
    let is_view = |query: &NamedQuery| query.header.kind == Kind::Tree;
    let found = project.queries.find_among(name, is_view);
    let Err(CatalogueError::Unknown { nearest, .. }) = found else {
        return None;
    };
    let nearest = Message::nearest(nearest.as_deref()).in_language(options.language);
    let values = [("name", name.as_str()), ("nearest", nearest.as_str())];
    let mut finding = DEFAULT_VIEW.finding(options.language, &values);
    finding.value = Some(name.clone());
    finding.file = Some(project.display_path(Path::new(CONFIG_FILE)));
    finding.line = project.config_line("default-view");
    Some(finding)
}

/// The rows of a check as findings.
pub(super) fn findings(query: &NamedQuery, table: &Table) -> Vec<Finding> {
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
