//! `lobgraaf link …`: links to other vocabularies, a file a subcommand.
//! Room `cli`.

pub mod add;
mod check;
mod diagram;
mod diff;
mod export;
mod recheck;
pub mod review;
mod show;
pub mod suggest;

use crate::app::link::begin::Begin;
use crate::app::link::tables;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::table::Table;

/// What a mapping set begins with whose file is not there yet.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BeginArguments {
    /// For a new file: IRI of the mapping set
    #[arg(long, value_name = "IRI")]
    pub set_id: Option<String>,
    /// For a new file: IRI of the licence
    #[arg(long, value_name = "IRI")]
    pub license: Option<String>,
    /// For a new file: title of the mapping set
    #[arg(long, value_name = "TEXT")]
    pub set_title: Option<String>,
}

impl BeginArguments {
    fn begin(&self) -> Begin {
        Begin {
            id: self.set_id.clone(),
            license: self.license.clone(),
            title: self.set_title.clone(),
        }
    }
}

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
    /// Check mapping sets: validity, decisions, structure, coverage; the terms with --with
    Check(check::LinkCheckArguments),
    /// Show what was decided: per mapping set, or all rows about one thing
    Show(show::LinkShowArguments),
    /// Write mapping sets as SSSOM, RDF, JSKOS or a crosswalk table
    Export(export::LinkExportArguments),
    /// Draw the project's hierarchy, another vocabulary's, and the accepted links between them
    Diagram(diagram::LinkDiagramArguments),
    /// Compare two states of a mapping set
    Diff(diff::LinkDiffArguments),
    /// Tell what a new version of a vocabulary does to the links into it, and which candidates it adds
    Recheck(recheck::LinkRecheckArguments),
    /// Decide on suggested links: on the terminal, on a page, in a workbook
    Review(review::ReviewArguments),
    /// Add a link by hand, with search in the other vocabulary
    Add(add::AddArguments),
}

/// Runs the subcommand.
pub fn run(common: &Common, arguments: &LinkArguments) -> Result<Outcome, CliError> {
    match &arguments.command {
        LinkCommand::Suggest(arguments) => suggest::run(common, arguments),
        LinkCommand::Check(arguments) => check::run(common, arguments),
        LinkCommand::Show(arguments) => show::run(common, arguments),
        LinkCommand::Export(arguments) => export::run(common, arguments),
        LinkCommand::Diagram(arguments) => diagram::run(common, arguments),
        LinkCommand::Diff(arguments) => diff::run(common, arguments),
        LinkCommand::Recheck(arguments) => recheck::run(common, arguments),
        LinkCommand::Review(arguments) => review::run(common, arguments),
        LinkCommand::Add(arguments) => add::run(common, arguments),
    }
}

/// Writes a table about links in one of the formats of answers.
fn write_table(
    table: &Table,
    prefixes: &Prefixes,
    language: Language,
    format: &str,
    output: &OutputOptions,
) -> Result<(), CliError> {
    let text = tables::write(table, prefixes, language, format, output.width())?;
    match format {
        "table" => output.write(&text),
        _ => output.write_data(&text),
    }
}
