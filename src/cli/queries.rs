//! `lobgraaf queries [NAME]`.
//! Room `cli`.

use crate::app::queries::{self, FORMATS};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;

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
    Ok(Outcome::Done)
}
