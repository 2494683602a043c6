//! `lobgraaf link export`.
//! Room `cli`.

use crate::app::link::export::{self, FORMATS};
use crate::app::link::sets::LinkFile;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::message;

/// Options of `link export`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinkExportArguments {
    /// Mapping sets: names or files (the project's without any); sssom, json and jskos hold one
    #[arg(value_name = "SET")]
    pub sets: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkExportArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&FORMATS)?;
    let session = common.session()?;
    let files = LinkFile::wanted(&session.project, &arguments.sets)?;
    let exported = export::export(session, &files, format)?;
    arguments.output.write_result(&exported.rendered)?;
    if exported.left_out > 0 {
        let count = exported.left_out.to_string();
        let values = [("count", count.as_str()), ("format", format)];
        let text = message::text(session.language, "link.left-out", &values);
        report::warn(&text);
    }
    Ok(Outcome::Done)
}
