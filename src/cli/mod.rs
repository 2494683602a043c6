//! Room `cli`: the command line. Parses, calls `app`, prints, maps to exit status.
//! May use: `app`, `core`.

mod args;
mod check;
mod diagram;
mod export;
mod find;
mod fmt;
mod link;
mod manual;
mod output;
mod queries;
mod query;
mod report;
mod show;
mod spinner;
mod tree;
mod view;
mod watchdog;

use std::process::ExitCode;

use clap::Parser;

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
        _ => ExitCode::from(2),
    }
}

fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results; a closed pipe ends them in good order.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
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
