//! `check`: every file parses, every rule holds. Findings are values; what could not be done at
//! all is an error beside them, and the other rules are still run.
//! Room `app`.

mod builtin;
mod data;
mod explain;
mod former;
mod locate;
mod queries;
mod questions;
mod shapes;

use std::time::{Duration, Instant};

use crate::app::AppError;
use crate::app::blank::{self, ConceptNames};
use crate::app::evaluate::Evaluation;
use crate::app::link;
use crate::app::link::check::LinkData;
use crate::app::link::terms::Terms;
use crate::app::project::Project;
use crate::core::finding::{Finding, Rule, Severity};
use crate::core::language::Language;
use crate::core::message;
use crate::query::admission::Limits;

pub use data::CheckedData;
pub use explain::{explain, explained, find_rule, rules};

/// The tag of checks that hold for any SKOS file, whoever made it.
pub const SKOS_TAG: &str = "skos";

/// The tag of checks that former versions of examples have to pass too.
pub const FORMER_TAG: &str = "former";

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The project: every rule.
    Project,
    /// Files of somebody else: the rules for any SKOS file, none of the project's own.
    Foreign,
}

/// How to check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    pub language: Language,
    /// For all rules together.
    pub timeout: Option<Duration>,
    /// When that time is over; set where the check begins.
    pub deadline: Option<Instant>,
    /// Bounds on queries of the project and on those inside shapes.
    pub limits: Limits,
    /// Only these rules; empty for all.
    pub rules: Vec<String>,
}

impl CheckOptions {
    /// A file that cannot be read is told of in any case: what it holds is not checked.
    pub fn wants(&self, rule: &str) -> bool {
        self.rules.is_empty()
            || rule == builtin::SYNTAX.name
            || self.rules.iter().any(|wanted| wanted == rule)
    }

    /// Whether any shape is asked for; their names are IRIs.
    fn wants_shapes(&self) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|wanted| wanted.contains(':'))
    }

    /// The same from now on: the time runs.
    fn begun(&self) -> Self {
        let end = |timeout| Instant::now().checked_add(timeout);
        Self {
            deadline: self.timeout.and_then(end),
            ..self.clone()
        }
    }

    /// The time that is left.
    fn remaining(&self) -> Option<Duration> {
        let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
        self.deadline.map(left)
    }

    /// Whether the time is over.
    fn is_late(&self) -> bool {
        self.remaining().is_some_and(|left| left.is_zero())
    }

    fn evaluation(&self) -> Evaluation {
        Evaluation {
            language: self.language,
            timeout: self.remaining(),
            limits: self.limits,
            ..Evaluation::default()
        }
    }
}

/// What came out of a check.
#[derive(Debug, Default)]
pub struct Checked {
    /// Worst first, then by rule, file, line and focus; each once.
    pub findings: Vec<Finding>,
    /// What could not be done.
    pub errors: Vec<AppError>,
    /// Whether there is no error: every file was read and every rule run.
    pub complete: bool,
    /// The rules that were run.
    pub rules: Vec<Rule>,
    /// What was passed over in shapes, in the validator's words.
    pub remarks: Vec<String>,
    /// What holds for the findings as a whole, in the language asked for.
    pub warnings: Vec<String>,
    /// Number of statements looked at.
    pub statements: usize,
    /// Rules for which there was no time, or not enough.
    late: Vec<String>,
}

impl Checked {
    /// Takes down that a rule could not be run.
    fn fail(&mut self, rule: &str, error: impl Into<AppError>) {
        self.errors.push(AppError::Rule {
            rule: rule.to_owned(),
            error: Box::new(error.into()),
        });
    }

    /// Says that so many blank nodes may be called otherwise at the next run.
    fn remark_unstable(&mut self, count: usize, language: Language) {
        if count > 0 {
            let values = [("count", count.to_string())];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            self.warnings
                .push(message::text(language, "blank.unstable", &values));
        }
    }

    /// Runs a rule and takes down what came of it, or that there was no time.
    fn attempt<T, E: Into<AppError>>(
        &mut self,
        rule: &str,
        options: &CheckOptions,
        run: impl FnOnce() -> Result<T, E>,
    ) -> Option<T> {
        if !options.is_late() {
            match run().map_err(Into::<AppError>::into) {
                Ok(found) => return Some(found),
                Err(error) if !error.is_timeout() => {
                    self.fail(rule, error);
                    return None;
                }
                Err(_) => {}
            }
        }
        self.late.push(rule.to_owned());
        None
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of_severity = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(of_severity).count()
    }
}

/// Checks `data` by the rules that hold for `subject`.
pub fn check(
    project: &Project,
    mut data: CheckedData,
    subject: Subject,
    options: &CheckOptions,
) -> Checked {
    let options = &options.begun();
    let mut checked = Checked::default();
    let names = name_blank_concepts(&mut data, options, &mut checked);
    data::report(project, &data, subject, options, &mut checked);
    builtin::run(&data.store, options, &mut checked);
    queries::run(project, &data.store, subject, options, &mut checked);
    if subject == Subject::Project {
        let terms = Terms::default();
        run_links(project, &data, subject, &terms, options, &mut checked);
        questions::run(project, &data.store, options, &mut checked);
        former::run(project, &data.store, options, &mut checked);
        if options.wants_shapes() {
            shapes::run_own(project, &data.store, options, &mut checked);
        }
    }
    finish(project, data, &names, options, checked)
}

/// Checks the mapping sets of `data` by the rules for them and nothing else but syntax; `terms`
/// are those of the vocabularies that they link to.
pub fn check_links(
    project: &Project,
    mut data: CheckedData,
    subject: Subject,
    terms: &Terms,
    options: &CheckOptions,
) -> Checked {
    let options = &options.begun();
    let mut checked = Checked::default();
    let names = name_blank_concepts(&mut data, options, &mut checked);
    data::report(project, &data, Subject::Foreign, options, &mut checked);
    run_links(project, &data, subject, terms, options, &mut checked);
    finish(project, data, &names, options, checked)
}

fn run_links(
    project: &Project,
    data: &CheckedData,
    subject: Subject,
    terms: &Terms,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    let links = LinkData {
        files: &data.links,
        project,
        store: &data.store,
        is_foreign: subject == Subject::Foreign,
        terms,
    };
    link::check::run(&links, options, checked);
}

/// Checks `data` by foreign shapes and nothing else but syntax.
pub fn check_shapes(
    project: &Project,
    mut data: CheckedData,
    shapes: &CheckedData,
    options: &CheckOptions,
) -> Checked {
    let options = &options.begun();
    let mut checked = Checked::default();
    let names = name_blank_concepts(&mut data, options, &mut checked);
    data::report(project, &data, Subject::Foreign, options, &mut checked);
    shapes::run_foreign(&data.store, &shapes.store, options, &mut checked);
    finish(project, data, &names, options, checked)
}

/// Gives the blank nodes among the concepts stable names before any rule sees them.
fn name_blank_concepts(
    data: &mut CheckedData,
    options: &CheckOptions,
    checked: &mut Checked,
) -> ConceptNames {
    let renamed = blank::concept_names(&data.store).and_then(|names| {
        if !names.names.is_empty() {
            data.store = data.store.relabelled(&names.names)?;
        }
        Ok(names)
    });
    let names = renamed.unwrap_or_else(|error| {
        checked.errors.push(error);
        ConceptNames::default()
    });
    checked.remark_unstable(names.unstable, options.language);
    names
}

fn finish(
    project: &Project,
    data: CheckedData,
    names: &ConceptNames,
    options: &CheckOptions,
    mut checked: Checked,
) -> Checked {
    match data.store.len() {
        Ok(count) => checked.statements = count,
        Err(error) => checked.errors.push(error.into()),
    }
    checked.errors.extend(data.errors);
    if !checked.late.is_empty() {
        checked.errors.push(AppError::Late {
            seconds: options.timeout.unwrap_or_default().as_secs_f64(),
            rules: std::mem::take(&mut checked.late),
        });
    }
    checked.complete = checked.errors.is_empty();
    checked
        .findings
        .retain(|finding| options.wants(&finding.rule));
    checked.rules.retain(|rule| options.wants(&rule.name));
    match blank::rename_in_findings(&data.store, names, &mut checked.findings) {
        Ok(unstable) => checked.remark_unstable(unstable, options.language),
        Err(error) => checked.errors.push(error),
    }
    locate::complete(
        project,
        &data.store,
        &data.sources,
        options.language,
        &mut checked.findings,
    );
    checked.complete = checked.errors.is_empty();
    // What could not be read comes first: much of the rest may follow from it.
    let is_syntax = |finding: &Finding| finding.rule == builtin::SYNTAX.name;
    checked.findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| is_syntax(b).cmp(&is_syntax(a)))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| (&a.file, a.line).cmp(&(&b.file, b.line)))
            .then_with(|| a.cmp(b))
    });
    // Rows of a query that say the same are told once. Results of shapes, whose rules are IRIs, are
    // told as often as SHACL counts them.
    let is_shape = |finding: &Finding| finding.rule.contains(':');
    checked.findings.dedup_by(|a, b| a == b && !is_shape(a));
    checked.rules.sort();
    checked.rules.dedup();
    checked
}
