//! `lobgraaf link suggest --to FILE`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::link::suggest::{self, FORMATS, Options};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::spinner::Spinner;

/// Options of `link suggest`.
#[derive(Debug, Clone, clap::Args)]
pub struct SuggestArguments {
    /// File of the vocabulary to look in: SKOS, SKOS-XL, RDFS, OWL or CSV (.gz too; several files make one vocabulary)
    #[arg(long, value_name = "FILE", required = true)]
    pub to: Vec<PathBuf>,
    /// File of the vocabulary to link, instead of the project (repeatable)
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// At most so many candidates for a concept
    #[arg(long, value_name = "NUMBER", default_value_t = suggest::TOP)]
    pub top: usize,
    /// Keep the best pairing, in which every concept occurs once at the most
    #[arg(long)]
    pub one_to_one: bool,
    /// Only concepts of this scheme or collection (IRI or prefix:local)
    #[arg(long, value_name = "IRI")]
    pub scheme: Option<String>,
    /// IRI of the vocabulary to look in, for SSSOM [default: that of its one concept scheme or ontology]
    #[arg(long, value_name = "IRI")]
    pub object_source: Option<String>,
    /// Its version, for SSSOM [default: what it says itself]
    #[arg(long, value_name = "VERSION")]
    pub object_source_version: Option<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &SuggestArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&FORMATS)?;
    let language = common.language();
    let from = if arguments.from.is_empty() {
        &common.file
    } else {
        &arguments.from
    };
    let options = Options {
        to: arguments.to.clone(),
        from: from.clone(),
        added: common.add.clone(),
        top: arguments.top,
        one_to_one: arguments.one_to_one,
        scheme: arguments.scheme.clone(),
        object_source: arguments.object_source.clone(),
        object_source_version: arguments.object_source_version.clone(),
    };
    let project = common.project()?;
    let found = suggest::suggest(&project, &options, &Spinner::new(language))?;
    let written = suggest::render(&project, &found, format, language, output.width())?;
    if format == "text" {
        output.write_rendered(&written)?;
    } else {
        output.write_result(&written)?;
    }
    Ok(Outcome::Done)
}
