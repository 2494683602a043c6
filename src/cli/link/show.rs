//! `lobgraaf link show`.
//! Room `cli`.

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
            let is_object = |iri: &String| {
                let mut rows = files.iter().flat_map(|file| &file.set.mappings);
                rows.any(|row| row.object() == *iri || row.subject() == *iri)
            };
            let name = thing.trim_matches(['<', '>']);
            let expanded = [Some(name.to_owned()), prefixes.expand(name)];
            let linked = expanded.into_iter().flatten().find(is_object);
            let iri = match linked {
                Some(iri) => iri,
                None => {
                    let session = common.session()?;
                    resolve::iri(&session.project, &session.store, thing)?
                }
            };
            show::thing(&files, &iri)
        }
    };
    write_table(&found, &prefixes, common.language(), format, output)?;
    Ok(Outcome::Done)
}
