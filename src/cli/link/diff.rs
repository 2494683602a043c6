//! `lobgraaf link diff`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::answer::RESULT_FORMATS;
use crate::app::link::diff;
use crate::app::link::sets::LinkFile;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::write_table;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;

/// Options of `link diff`.
#[derive(Debug, Clone, clap::Args)]
pub struct LinkDiffArguments {
    /// The older mapping set
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer mapping set
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkDiffArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&RESULT_FORMATS)?;
    let old = LinkFile::read_valid(&arguments.old)?;
    let new = LinkFile::read_valid(&arguments.new)?;
    let found = diff::diff(&old.set, &new.set);
    let mut prefixes = common.project()?.prefixes;
    for (prefix, namespace) in old.set.prefixes.iter().chain(new.set.prefixes.iter()) {
        prefixes.insert(prefix, namespace);
    }
    write_table(&found, &prefixes, common.language(), format, output)?;
    Ok(Outcome::Done)
}
