//! `lobgraaf check`.
//! Room `cli`.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::app::check::{self, CheckOptions, Checked, CheckedData, Explanation, Subject};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::context::Context;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::finding::Severity;
use crate::core::message;
use crate::render::findings::{self, FindingsPage};
use crate::render::sarif;

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
    /// Stop a rule after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub timeout: Option<Duration>,
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

fn parse_severity(text: &str) -> Result<FailOn, String> {
    Severity::from_name(text)
        .map(FailOn)
        .ok_or_else(|| "use violation, warning or info".to_owned())
}

/// Reads a positive number of seconds.
fn parse_seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "use a positive number of seconds".to_owned();
    let seconds = f64::from_str(text).map_err(|_| wrong())?;
    let duration = Duration::try_from_secs_f64(seconds).map_err(|_| wrong())?;
    if duration.is_zero() {
        return Err(wrong());
    }
    Ok(duration)
}

/// Runs the command.
pub fn run(common: &Common, arguments: &CheckArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&FORMATS)?;
    let context = Context::open(common)?;
    let (project, language) = (&context.project, context.language);
    let subject = if context.is_foreign() {
        Subject::Foreign
    } else {
        Subject::Project
    };
    let compact = |iri: &str| project.prefixes.compact(iri);
    if arguments.list {
        let rules = check::rules(project, subject, language)?;
        let text = findings::rules(&rules, language, &compact);
        arguments.output.write(&text)?;
        return Ok(Outcome::Done);
    }
    if let Some(rule) = &arguments.explain {
        let explanation = check::explain(project, rule, language)?;
        arguments.output.write(&explain(&context, &explanation))?;
        return Ok(Outcome::Done);
    }
    let options = CheckOptions {
        language,
        timeout: arguments.timeout,
        rules: known_rules(&context, subject, &arguments.rules)?,
        ..CheckOptions::default()
    };
    let mut checked = run_check(&context, subject, arguments, &options)?;
    shorten_paths(&mut checked);
    for error in checked.errors.drain(..).map(CliError::from) {
        report::print(&error, language);
        checked.failed = true;
    }
    for remark in &checked.remarks {
        report::note(&message::text(
            language,
            "check.remark",
            &[("text", remark)],
        ));
    }
    let page = FindingsPage {
        findings: &checked.findings,
        rules: &checked.rules,
        statements: checked.statements,
        complete: !checked.failed,
        language,
        compact: &compact,
    };
    let text = match format {
        "json" => findings::json(&page),
        "sarif" => sarif::render(&page),
        _ => findings::text(&page, arguments.output.width()),
    };
    arguments.output.write(&text)?;
    let fails = |finding: &crate::core::finding::Finding| finding.severity >= arguments.fail_on.0;
    Ok(if checked.failed {
        Outcome::Cut
    } else if checked.findings.iter().any(fails) {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn run_check(
    context: &Context,
    subject: Subject,
    arguments: &CheckArguments,
    options: &CheckOptions,
) -> Result<Checked, CliError> {
    let project = &context.project;
    let mut data = match subject {
        Subject::Project => CheckedData::of_project(project)?,
        Subject::Foreign => CheckedData::new()?,
    };
    for (path, graph) in context.foreign_files() {
        data.read(&path, &graph);
    }
    if arguments.shapes.is_empty() {
        return Ok(check::check(project, data, subject, options));
    }
    let mut shapes = CheckedData::new()?;
    for path in &arguments.shapes {
        shapes.read(path, "urn:shapes");
    }
    match shapes.first_error() {
        Some(error) => Err(error.into()),
        None => Ok(check::check_shapes(project, data, &shapes, options)),
    }
}

/// The rules asked for, each known.
fn known_rules(
    context: &Context,
    subject: Subject,
    wanted: &[String],
) -> Result<Vec<String>, CliError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let known = check::rules(&context.project, subject, context.language)?;
    let mut rules = Vec::new();
    for name in wanted {
        rules.push(
            check::find_rule(&context.project, &known, name)?
                .name
                .clone(),
        );
    }
    Ok(rules)
}

/// Paths below the current folder are shown relative to it.
fn shorten_paths(checked: &mut Checked) {
    let Ok(current) = std::env::current_dir() else {
        return;
    };
    for finding in &mut checked.findings {
        if let Some(file) = &mut finding.file
            && let Ok(short) = file.strip_prefix(&current)
        {
            *file = short.to_owned();
        }
    }
}

fn explain(context: &Context, explanation: &Explanation) -> String {
    let say = |key: &str, values: &[(&str, &str)]| message::text(context.language, key, values);
    let rule = &explanation.rule;
    let severity = say(&format!("check.{}", rule.severity.name()), &[]);
    let name = context.project.prefixes.compact(&rule.name);
    let mut text = format!("{name} ({severity})\n{}\n", rule.summary);
    if !rule.source.is_empty() {
        let source = rule.source.join(", ");
        text.push_str(&say("check.source", &[("source", &source)]));
        text.push('\n');
    }
    let cases = [
        ("check.good", &explanation.good),
        ("check.bad", &explanation.bad),
    ];
    for (key, case) in cases {
        if let Some(case) = case {
            text.push_str(&format!("\n{}\n\n", say(key, &[])));
            for line in case.trim_end().lines() {
                text.push_str(format!("    {line}").trim_end());
                text.push('\n');
            }
        }
    }
    text
}
