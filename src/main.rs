//! The `lobgraaf` program; everything is in the library.

use std::process::ExitCode;

/// Loading makes and frees millions of short strings: this takes a fifth off the whole.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lobgraaf::cli::main()
}
