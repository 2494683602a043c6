//! `lobgraaf show THING`.
//! Room `cli`.

use crate::app::resolve;
use crate::app::show::{self, FORMATS};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;

/// Options of `show`.
#[derive(Debug, Clone, clap::Args)]
pub struct ShowArguments {
    /// An IRI, prefix:local, a notation, a number or a label
    #[arg(value_name = "THING")]
    pub thing: String,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &ShowArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&FORMATS)?;
    let session = common.session()?;
    let iri = resolve::iri(&session.project, &session.store, &arguments.thing)?;
    let text = show::show(session, &iri, format, output.width())?;
    if format == "text" {
        output.write(&text)?;
    } else {
        output.write_data(&text)?;
    }
    Ok(Outcome::Done)
}
