//! `lobgraaf check`.
//! Room `cli`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::check::{self, CheckOptions, Checked, CheckedData, Subject};
use crate::app::findings::{self, FindingsPage};
use crate::app::project::Project;
use crate::app::sarif;
use crate::app::session::Sources;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::spinner::Spinner;
use crate::cli::watchdog::TimeLimit;
use crate::core::finding::{Finding, Severity};
use crate::core::language::Language;
use crate::core::message::{self, Message};

/// Time to put in order what was found when the time for rules is over.
const GRACE: Duration = Duration::from_secs(5);
/// Formats of findings, with their endings.
const FORMATS: [(&str, &[&str]); 3] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("sarif", &["sarif", "sarif.json"]),
];

/// Options of `check`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArguments {
    /// SHACL shapes to check by, instead of the project's rules (repeatable)
    #[arg(long, value_name = "FILE")]
    pub shapes: Vec<PathBuf>,
    /// Check by this rule only (repeatable; `--list` names them)
    #[arg(long = "rule", value_name = "RULE", conflicts_with = "shapes")]
    pub rules: Vec<String>,
    /// The least finding that gives exit status 1: violation, warning or info
    #[arg(long, value_name = "SEVERITY", default_value = "violation", value_parser = parse_severity)]
    pub fail_on: FailOn,
    /// Show every warning and remark in text, also where a rule has many
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub limit_of_time: TimeLimit,
    /// List the rules
    #[arg(long, conflicts_with_all = ["explain", "shapes", "rules"])]
    pub list: bool,
    /// Tell what a rule wants, with a good and a bad case
    #[arg(long, value_name = "RULE", conflicts_with_all = ["shapes", "rules"])]
    pub explain: Option<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy)]
pub struct FailOn(Severity);

impl Default for FailOn {
    fn default() -> Self {
        Self(Severity::Violation)
    }
}

/// The severity of that name.
pub fn parse_severity(text: &str) -> Result<FailOn, Message> {
    Severity::from_name(text).map(FailOn).ok_or_else(|| {
        let names = Severity::ALL.map(Severity::name);
        Message::new("value.one-of").with("known", Message::list(&names))
    })
}

/// Runs the command.
pub fn run(common: &Common, arguments: &CheckArguments) -> Result<Outcome, CliError> {
    arguments.output.format(&FORMATS)?;
    let sources = Sources {
        project: common.project.clone(),
        files: common.file.clone(),
        added: common.add.clone(),
    };
    let current = std::env::current_dir().unwrap_or_default();
    let project = Project::locate(sources.project.as_deref(), &current)?;
    let language = common.language();
    let subject = if sources.files.is_empty() {
        Subject::Project
    } else {
        Subject::Foreign
    };
    let compact = |iri: &str| project.prefixes.compact(iri);
    if arguments.list {
        let rules = check::rules(&project, subject, language)?;
        let text = findings::rules(&rules, language, &compact);
        arguments.output.write(&text)?;
        return Ok(Outcome::Done);
    }
    if let Some(rule) = &arguments.explain {
        let explanation = check::explain(&project, rule, language)?;
        let text = findings::explanation(&explanation, language, &compact);
        arguments.output.write(&text)?;
        return Ok(Outcome::Done);
    }
    let options = CheckOptions {
        language,
        timeout: arguments.limit_of_time.timeout,
        rules: known_rules(&project, subject, language, &arguments.rules)?,
        ..CheckOptions::default()
    };
    let checked = run_check(&project, &sources, subject, arguments, &options)?;
    tell(
        checked,
        &project,
        language,
        &arguments.output,
        arguments.fail_on,
        arguments.all,
    )
}

/// Prints what came out of a check, and says how it ended; in text many warnings of one rule are
/// summed up unless `shows_all`.
pub fn tell(
    mut checked: Checked,
    project: &Project,
    language: Language,
    output: &OutputOptions,
    fail_on: FailOn,
    shows_all: bool,
) -> Result<Outcome, CliError> {
    let format = output.format(&FORMATS)?;
    let current = std::env::current_dir().unwrap_or_default();
    let compact = |iri: &str| project.prefixes.compact(iri);
    shorten_paths(&mut checked.findings, &current);
    for error in checked.errors.drain(..) {
        report::print(&CliError::from(error), language);
    }
    checked.warnings.iter().for_each(|text| report::warn(text));
    for remark in &checked.remarks {
        report::warn(&message::text(
            language,
            "check.remark",
            &[("text", remark)],
        ));
    }
    let page = FindingsPage {
        findings: &checked.findings,
        rules: &checked.rules,
        statements: checked.statements,
        complete: checked.complete,
        shows_all,
        language,
        compact: &compact,
    };
    let text = match format {
        "json" => findings::json(&page),
        "sarif" => sarif::render(&page),
        _ => findings::text(&page, output.width()),
    };
    output.write(&text)?;
    let least = fail_on.0;
    let fails = |finding: &Finding| finding.severity >= least;
    Ok(match checked.findings.iter().any(fails) {
        _ if !checked.complete => Outcome::Cut,
        true => Outcome::Findings,
        false => Outcome::Done,
    })
}

fn run_check(
    project: &Project,
    sources: &Sources,
    subject: Subject,
    arguments: &CheckArguments,
    options: &CheckOptions,
) -> Result<Checked, CliError> {
    let data = CheckedData::of_sources(project, sources, &Spinner::new(options.language))?;
    let limit = arguments.limit_of_time;
    if arguments.shapes.is_empty() {
        let _watch = limit.watch_longer(GRACE, options.language);
        return Ok(check::check(project, data, subject, options));
    }
    let shapes = CheckedData::of_shapes(&arguments.shapes)?;
    let _watch = limit.watch_longer(GRACE, options.language);
    Ok(check::check_shapes(project, data, &shapes, options))
}

/// The rules asked for, each known.
fn known_rules(
    project: &Project,
    subject: Subject,
    language: Language,
    wanted: &[String],
) -> Result<Vec<String>, CliError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let known = check::rules(project, subject, language)?;
    let find = |name: &String| Ok(check::find_rule(project, &known, name)?.name.clone());
    wanted.iter().map(find).collect()
}

/// Paths below the current folder are shown relative to it.
fn shorten_paths(findings: &mut [Finding], current: &Path) {
    for finding in findings {
        if let Some(file) = &mut finding.file
            && let Ok(short) = file.strip_prefix(current)
        {
            *file = short.to_owned();
        }
    }
}
