//! `lobgraaf link show`.
//! Room `cli`.

use std::collections::BTreeSet;

use crate::app::answer::RESULT_FORMATS;
use crate::app::link::sets::LinkFile;
use crate::app::link::show;
use crate::app::resolve;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::write_table;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;

/// Options of `link show`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinkShowArguments {
    /// A concept or a term of a vocabulary: IRI, prefix:local, notation or label; without it, the mapping sets
    #[arg(value_name = "THING")]
    pub thing: Option<String>,
    /// Only this mapping set: a name or a file (repeatable)
    #[arg(long = "set", value_name = "SET")]
    pub sets: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkShowArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&RESULT_FORMATS)?;
    let project = common.project()?;
    let files = LinkFile::wanted(&project, &arguments.sets)?;
    let mut prefixes = project.prefixes.clone();
    for (prefix, namespace) in files.iter().flat_map(|file| file.set.prefixes.iter()) {
        prefixes.insert(prefix, namespace);
    }
    let found = match &arguments.thing {
        None => show::summary(&files),
        Some(thing) => {
            let name = thing.trim_matches(['<', '>']);
            let expanded = [Some(name.to_owned()), prefixes.expand(name)];
            let mut expanded = expanded.into_iter().flatten();
            let linked = expanded.find(|iri| show::is_about(&files, iri));
            let iris = match linked {
                Some(iri) => BTreeSet::from([iri]),
                None => called(common, &files, thing)?,
            };
            show::things(&files, &iris)
        }
    };
    write_table(&found, &prefixes, common.language(), format, output)?;
    Ok(Outcome::Done)
}

/// What has that name: a thing of the data that rows are about, else what rows call so.
fn called(common: &Common, files: &[LinkFile], name: &str) -> Result<BTreeSet<String>, CliError> {
    let session = common.session()?;
    let resolved = resolve::iri(&session.project, &session.store, name);
    if let Ok(iri) = &resolved
        && show::is_about(files, iri)
    {
        return Ok(BTreeSet::from([iri.clone()]));
    }
    let named = show::named(files, name);
    match named.is_empty() {
        true => Ok(BTreeSet::from([resolved?])),
        false => Ok(named),
    }
}
