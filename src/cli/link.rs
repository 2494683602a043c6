//! `lobgraaf link …`: links to other vocabularies, a file a subcommand.
//! Room `cli`.

mod check;

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
enum LinkCommand {
    /// Check mapping sets: validity, decisions, structure, coverage; the terms with --with
    Check(check::LinkCheckArguments),
}

/// Runs the subcommand.
pub fn run(common: &Common, arguments: &LinkArguments) -> Result<Outcome, CliError> {
    match &arguments.command {
        LinkCommand::Check(arguments) => check::run(common, arguments),
    }
}
