//! The `lobgraaf` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    lobgraaf::cli::main()
}
