//! `lobgraaf link …`: links to other vocabularies, a file a subcommand.
//! Room `cli`.

pub mod add;
pub mod review;
pub mod suggest;

use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::report::CliError;

/// The subcommands of `link`.
#[derive(Debug, Clone, clap::Args)]
pub struct LinkArguments {
    #[command(subcommand)]
    pub command: LinkCommand,
}

/// What to do with links.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum LinkCommand {
    /// Suggest links to another vocabulary, each with the reasons for and against it
    Suggest(suggest::SuggestArguments),
    /// Decide on suggested links: on the terminal, on a page, in a workbook
    Review(review::ReviewArguments),
    /// Add a link by hand, with search in the other vocabulary
    Add(add::AddArguments),
}

/// Runs the subcommand.
pub fn run(common: &Common, arguments: &LinkArguments) -> Result<Outcome, CliError> {
    match &arguments.command {
        LinkCommand::Suggest(arguments) => suggest::run(common, arguments),
        LinkCommand::Review(arguments) => review::run(common, arguments),
        LinkCommand::Add(arguments) => add::run(common, arguments),
    }
}
