//! `lobgraaf link recheck`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::answer::RESULT_FORMATS;
use crate::app::link::sets::LinkFile;
use crate::app::link::terms::Terms;
use crate::app::link::{check, recheck};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::write_table;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::spinner::Spinner;

/// Options of `link recheck`.
#[derive(Debug, Clone, clap::Args)]
pub struct LinkRecheckArguments {
    /// Mapping sets: names or files (the project's without any)
    #[arg(value_name = "SET")]
    pub sets: Vec<String>,
    /// File of the version that was linked to (.gz too; repeatable)
    #[arg(long, value_name = "FILE", required = true)]
    pub old: Vec<PathBuf>,
    /// File of the new version (.gz too; repeatable)
    #[arg(long, value_name = "FILE", required = true)]
    pub new: Vec<PathBuf>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkRecheckArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&RESULT_FORMATS)?;
    let session = common.session()?;
    let files = LinkFile::wanted(&session.project, &arguments.sets)?;
    let spinner = Spinner::new(session.language);
    let old = Terms::read(&arguments.old, &|_| true, &spinner)?;
    let new = Terms::read(&arguments.new, &|_| true, &spinner)?;
    let concepts = check::labels_of_concepts(session);
    recheck::comparable(&arguments.old, &old)?;
    recheck::comparable(&arguments.new, &new)?;
    let versions = ((&*arguments.old, &old), (&*arguments.new, &new));
    recheck::concerned(&files, versions.0, versions.1)?;
    let mut prefixes = session.project.prefixes.clone();
    for (prefix, namespace) in files.iter().flat_map(|file| file.set.prefixes.iter()) {
        prefixes.insert(prefix, namespace);
    }
    let found = recheck::recheck(&files, &old, &new, &concepts, &prefixes, session.language);
    write_table(&found, &prefixes, session.language, format, output)?;
    Ok(match found.rows.is_empty() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}
