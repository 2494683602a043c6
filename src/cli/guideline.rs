//! `lobgraaf guideline`: the form for new examples.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::guideline::{self, FORMATS, Variant};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;

/// Options of `guideline`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct GuidelineArguments {
    /// Ask open questions, for whoever interviews somebody
    #[arg(long)]
    pub interview: bool,
    /// Write to this file (`-`: standard output); its ending chooses the format (repeatable)
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Format of the result; beats the ending of the file
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &GuidelineArguments) -> Result<Outcome, CliError> {
    // A wrong ending is told before anything is read or written.
    let format = arguments.format.as_deref();
    let (outputs, formats) = OutputOptions::several(&arguments.output, format, &FORMATS)?;
    let session = common.session()?;
    let form = guideline::form(session)?;
    let variant = match arguments.interview {
        true => Variant::Interview,
        false => Variant::Questionnaire,
    };
    let rendered = formats
        .iter()
        .map(|format| guideline::render(&form, format, session.language, variant))
        .collect::<Result<Vec<_>, _>>()?;
    OutputOptions::write_several(&outputs, &rendered)
}
