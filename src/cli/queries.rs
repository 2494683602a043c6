//! `lobgraaf queries [NAME]`.
//! Room `cli`.

use crate::app::evaluate::Limits;
use crate::app::project::Project;
use crate::app::queries::{self, FORMATS};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::language::Language;
use crate::core::message::Message;

/// Options of `queries`.
#[derive(Debug, Clone, clap::Args)]
pub struct QueriesArguments {
    /// Explain this query: what it answers, its parameters and columns, its text
    pub name: Option<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &QueriesArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&FORMATS)?;
    let project = common.project()?;
    let (language, width) = (common.language(), output.width());
    let text = match &arguments.name {
        Some(name) => queries::explain(&project, name, format, language, width)?,
        None => queries::list(&project, format, language, width),
    };
    if format == "text" {
        output.write(&text)?;
    } else {
        output.write_data(&text)?;
    }
    Ok(match arguments.name {
        Some(_) => Outcome::Done,
        None => report_faults(&project, language),
    })
}

/// Tells which query files are not in order, as the list itself cannot.
fn report_faults(project: &Project, language: Language) -> Outcome {
    let faults = queries::faults(project, Limits::default());
    let current = std::env::current_dir().unwrap_or_default();
    for fault in &faults {
        let path = fault.path.strip_prefix(&current).unwrap_or(&fault.path);
        let line = Message::at(path, fault.line, fault.problem.clone());
        report::warn(&line.in_language(language));
    }
    if faults.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    }
}
