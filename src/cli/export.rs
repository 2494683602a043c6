//! `lobgraaf export`.
//! Room `cli`.

use crate::app::export::{self, FORMATS};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::message;

/// Options of `export`.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArguments {
    /// Only this graph: its IRI, prefix:local, the end of its IRI, or a role such as stated or curated (repeatable)
    #[arg(long, value_name = "GRAPH")]
    pub graph: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &ExportArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&FORMATS)?;
    let session = common.session()?;
    let dump = export::dump(session, &arguments.graph, format)?;
    arguments.output.write_data(&dump.text)?;
    if dump.merged > 0 {
        let count = dump.merged.to_string();
        let values = [("count", count.as_str()), ("format", format)];
        report::warn(&message::text(session.language, "export.merged", &values));
    }
    Ok(Outcome::Done)
}
