//! `lobgraaf link export`.
//! Room `cli`.

use crate::app::link::diagram;
use crate::app::link::export::{self, FORMATS};
use crate::app::link::sets::LinkFile;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::message::{self, Message};

/// Options of `link export`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinkExportArguments {
    /// Mapping sets: names or files (the project's without any); sssom, json and jskos hold one
    #[arg(value_name = "SET")]
    pub sets: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Whether a format or a file is named: else the first format is meant.
fn is_named(output: &OutputOptions) -> bool {
    let file = output.output.as_deref();
    output.format.is_some() || file.is_some_and(|file| file.extension().is_some())
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkExportArguments) -> Result<Outcome, CliError> {
    if arguments.output.format(&diagram::FORMATS).is_ok() && is_named(&arguments.output) {
        return Err(CliError::Usage(Message::new("link.export-drawn")));
    }
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
