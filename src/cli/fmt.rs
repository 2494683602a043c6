//! `lobgraaf fmt [FILE…]`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::format;
use crate::app::write::write_stdout;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::report::{self, CliError};
use crate::core::message::{self, Message};

/// Options of `fmt`.
#[derive(Debug, Clone, clap::Args)]
pub struct FmtArguments {
    /// Turtle files [default: those of the project's ontology/ and data/]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Change nothing; list the files that differ and end with status 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// Runs the command. On standard output stand the files that differ or were changed.
pub fn run(common: &Common, arguments: &FmtArguments) -> Result<Outcome, CliError> {
    let language = common.language();
    let looked = if arguments.files.is_empty() {
        format::look_at_project(&common.project()?)?
    } else {
        format::look_at(arguments.files.iter().cloned())?
    };
    let changed = looked.unformatted.len();
    if !looked.errors.is_empty() {
        for error in looked.errors {
            report::print(&error, language);
        }
        return Err(CliError::Usage(Message::new("fmt.nothing-written")));
    }
    if !arguments.check {
        format::write(&looked.unformatted)?;
    }
    let current = std::env::current_dir().unwrap_or_default();
    let lines = looked.unformatted.iter().map(|file| {
        let path = file.path.strip_prefix(&current).unwrap_or(&file.path);
        format!("{}\n", path.display())
    });
    write_stdout(lines.collect::<String>().as_bytes())?;
    let key = match (arguments.check, changed) {
        (_, 0) => "fmt.all-well",
        (true, _) => "fmt.differ",
        (false, _) => "fmt.written",
    };
    let (changed_text, files) = (changed.to_string(), looked.files.to_string());
    let values = [("count", changed_text.as_str()), ("files", files.as_str())];
    report::warn(&message::text(language, key, &values));
    Ok(if arguments.check && changed > 0 {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}
