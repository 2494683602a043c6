//! `lobgraaf link recheck`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::link::proposal;
use crate::app::link::recheck::candidates::{self, Concepts};
use crate::app::link::recheck::suggestions::{self, Rechecked};
use crate::app::link::recheck::{self, Version};
use crate::app::link::sets::LinkFile;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::write_table;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::spinner::Spinner;
use crate::core::message::{Message, Tell};

/// Options of `link recheck`.
#[derive(Debug, Clone, clap::Args)]
pub struct LinkRecheckArguments {
    /// Mapping sets: names or files (the project's without any)
    #[arg(value_name = "SET")]
    pub sets: Vec<String>,
    /// File of the version that was linked to: SKOS, SKOS-XL, RDFS, OWL or CSV (.gz too; repeatable)
    #[arg(long, value_name = "FILE", required = true)]
    pub old: Vec<PathBuf>,
    /// File of the new version, of the same kinds (.gz too; repeatable)
    #[arg(long, value_name = "FILE", required = true)]
    pub new: Vec<PathBuf>,
    /// Name of the new version, for SSSOM [default: what it says itself]
    #[arg(long, value_name = "VERSION")]
    pub object_source_version: Option<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkRecheckArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&recheck::formats())?;
    let (project, language) = (common.project()?, common.language());
    let files = LinkFile::wanted(&project, &arguments.sets)?;
    let spinner = Spinner::new(language);
    let name = recheck::vocabulary_name(&files, &arguments.old);
    let old = Version::read(&arguments.old, &name, &spinner)?;
    let new = Version::read(&arguments.new, &name, &spinner)?;
    recheck::concerned(&files, &old, &new)?;
    let concepts = Concepts::read(&project, &common.file, &common.add, &spinner)?;
    // What became of the links is told all the same.
    let additions = candidates::added(&concepts, &old, &new).unwrap_or_else(|error| {
        let message = Message::new("link.no-candidates").with("reason", error.message());
        report::warn(&message.in_language(language));
        Vec::new()
    });
    let mut prefixes = project.prefixes.clone();
    for (prefix, namespace) in files.iter().flat_map(|file| file.set.prefixes.iter()) {
        prefixes.insert(prefix, namespace);
    }
    let versions = (&old, &new);
    let found = recheck::recheck(&files, versions, &concepts, &additions, &prefixes, language);
    if recheck::is_sssom(format) {
        let rechecked = Rechecked {
            files: &files,
            old: &old,
            new: &new,
            concepts: &concepts,
            additions: &additions,
            told: &found,
        };
        let version = arguments.object_source_version.as_deref();
        let suggested = suggestions::suggested(&project, &rechecked, version, language);
        output.write_data(&proposal::write(&suggested.set, format))?;
        if suggested.left_out > 0 {
            let message = Message::new("link.not-suggested").with("count", suggested.left_out);
            report::warn(&message.in_language(language));
        }
    } else {
        write_table(&found, &prefixes, language, format, output)?;
    }
    Ok(match found.rows.is_empty() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}
