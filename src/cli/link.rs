//! `lobgraaf link …`: links to other vocabularies, a file a subcommand.
//! Room `cli`.

use clap::Subcommand;

use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::report::CliError;

/// Options of `link`.
#[derive(Debug, clap::Args)]
pub struct LinkArguments {
    #[command(subcommand)]
    command: LinkCommand,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
enum LinkCommand {}

/// Runs the subcommand.
pub fn run(_common: &Common, arguments: &LinkArguments) -> Result<Outcome, CliError> {
    match arguments.command {}
}
