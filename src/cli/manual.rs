//! `lobgraaf completions SHELL` and `lobgraaf man`: both made from the command line itself.
//! Room `cli`.

use std::path::PathBuf;

use clap_complete::Shell;

use crate::app::write::{Target, WriteError, write_all};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::help;
use crate::cli::report::CliError;
use crate::core::language::Language;

/// Options of `completions`.
#[derive(Debug, Clone, clap::Args)]
pub struct CompletionsArguments {
    /// The shell to complete for
    pub shell: Shell,
    /// Write to this file (`-`: standard output)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Options of `man`.
#[derive(Debug, Clone, clap::Args)]
pub struct ManArguments {
    /// Write a page for the program and one for each command in this folder, which must be there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Writes a completion script.
pub fn completions(common: &Common, arguments: &CompletionsArguments) -> Result<Outcome, CliError> {
    let mut command = help::command(common.language());
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    let path = arguments.output.as_deref();
    let target = path.map_or(Target::Stdout, |path| {
        Target::from_argument(path.as_os_str())
    });
    target.write(&script)?;
    Ok(Outcome::Done)
}

/// Writes the manual: the program's page, or all pages.
pub fn man(common: &Common, arguments: &ManArguments) -> Result<Outcome, CliError> {
    let language = common.language();
    let page = |command| page(command, language);
    let mut command = help::command(language);
    command.build();
    let Some(folder) = &arguments.output else {
        Target::Stdout.write(&page(command)?)?;
        return Ok(Outcome::Done);
    };
    let mut pages = Vec::new();
    for inner in command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
    {
        let name = inner
            .get_display_name()
            .unwrap_or(inner.get_name())
            .to_owned();
        let inner = inner.clone();
        pages.push((folder.join(format!("{name}.1")), page(inner)?));
    }
    let name = format!("{}.1", command.get_name());
    pages.push((folder.join(name), page(command)?));
    write_all(&pages)?;
    Ok(Outcome::Done)
}

fn page(command: clap::Command, language: Language) -> Result<Vec<u8>, WriteError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|source| WriteError::Stdout { source })?;
    let page = String::from_utf8_lossy(&page);
    let lines = page.lines().map(|line| match line.strip_prefix(".SH ") {
        Some(heading) => format!(".SH {}\n", help::manual_heading(heading, language)),
        None => format!("{line}\n"),
    });
    Ok(lines.collect::<String>().into_bytes())
}
