//! Room `cli`: the command line. Parses, calls `app`, prints, maps to exit status.
//! May use: `app`, `core`.

mod args;
mod check;
mod checklist;
mod diagram;
mod export;
mod find;
mod fmt;
mod guideline;
pub mod help;
mod intake;
mod link;
mod manual;
mod output;
mod queries;
mod query;
mod report;
mod show;
mod spinner;
mod tree;
mod usage;
mod view;
mod watchdog;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::report::CliError;
use crate::core::language::Language;
use crate::core::message::{Message, Tell};

pub use args::Arguments;

/// What a command ends with; anything that goes wrong is an error and status 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Status 0.
    Done,
    /// Status 1: a check failed, rows were refused, a cycle was found.
    Findings,
    /// Status 2: the answer was cut; a message said so.
    Cut,
}

/// Parsers, optimiser and evaluator recurse; nesting is bounded, and this bound fits in here.
const STACK_BYTES: usize = 512 * 1024 * 1024;

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let worker = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(run);
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        // The panic has told of itself.
        Ok(Err(_)) => ExitCode::from(2),
        Err(source) => {
            let given: Vec<OsString> = std::env::args_os().collect();
            let message = Message::new("error.not-begun").with("cause", source.message());
            report::print(&CliError::Usage(message), args::language_of(&given));
            ExitCode::from(2)
        }
    }
}

fn run() -> u8 {
    let given: Vec<OsString> = std::env::args_os().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => return tell(error, &given),
    };
    match args::dispatch(&arguments) {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Findings) => 1,
        Ok(Outcome::Cut) => 2,
        Err(error) => {
            report::print(&error, arguments.common.language());
            2
        }
    }
}

/// Shows help or version, which are results, or what is wrong with the arguments `given`.
fn tell(error: clap::Error, given: &[OsString]) -> u8 {
    let language = args::language_of(given);
    let error = match language {
        Language::English => error,
        // Parsed once more, to be told in Dutch.
        Language::Dutch => {
            let outcome = help::command(language).try_get_matches_from(given);
            outcome.err().unwrap_or(error)
        }
    };
    if error.use_stderr() {
        report::print(&usage::UsageError(&error), language);
        return 2;
    }
    let text = error.render().ansi().to_string();
    match output::OutputOptions::default().write(&text) {
        Ok(()) => 0,
        Err(error) => {
            report::print(&error, language);
            2
        }
    }
}
