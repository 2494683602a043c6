//! The arguments: one enum variant a command, options that several share in structs.
//! Room `cli`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use crate::app::session::{Session, Sources};
use crate::cli::report::CliError;
use crate::cli::{Outcome, diagram, tree};
use crate::core::language::Language;

/// The knowledge graph of Dutch career orientation and guidance (LOB): query it, draw it, check it.
#[derive(Debug, Parser)]
#[command(
    name = "lobgraaf",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = false
)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    /// Project folder (else the nearest folder with lobgraaf.toml, else the project inside the program)
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// RDF file to read instead of the project's data (.gz too; repeatable)
    #[arg(long, global = true, value_name = "FILE")]
    pub file: Vec<PathBuf>,
    /// RDF file to read beside it (repeatable)
    #[arg(long, global = true, value_name = "FILE")]
    pub add: Vec<PathBuf>,
    /// Language: nl or en [else LOBGRAAF_LANG, else nl]
    #[arg(long, global = true, value_name = "LANG", env = "LOBGRAAF_LANG", hide_env = true, value_parser = Language::from_str)]
    pub lang: Option<Language>,
}

impl Common {
    /// Opens the project and loads the data that these options name.
    pub fn session(&self) -> Result<Session, CliError> {
        let sources = Sources {
            project: self.project.clone(),
            files: self.file.clone(),
            added: self.add.clone(),
        };
        Ok(Session::open(&sources, self.language())?)
    }

    /// The language to speak.
    pub fn language(&self) -> Language {
        self.lang.unwrap_or_default()
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a hierarchy with its counts (the default command: the view `goals`)
    Tree(tree::TreeArguments),
    /// Draw a hierarchy: svg, png, pdf and the other formats of `tree`
    Diagram(diagram::DiagramArguments),
}

/// Runs the command.
pub fn dispatch(arguments: &Arguments) -> Result<Outcome, CliError> {
    let common = &arguments.common;
    match &arguments.command {
        None => tree::run(common, &tree::TreeArguments::default()),
        Some(Command::Tree(arguments)) => tree::run(common, arguments),
        Some(Command::Diagram(arguments)) => diagram::run(common, arguments),
    }
}
