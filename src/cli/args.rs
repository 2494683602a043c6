//! The arguments: one enum variant a command, options that several share in structs.
//! Room `cli`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use crate::app::project::Project;
use crate::app::session::{Session, Sources};
use crate::cli::report::CliError;
use crate::cli::spinner::Spinner;
use crate::cli::{
    Outcome, check, checklist, diagram, export, find, fmt, guideline, intake, link, manual,
    queries, query, show, tree,
};
use crate::core::language::Language;
use crate::core::message::{Message, Tell};

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

/// What `LOBGRAAF_LANG` holds; empty counts as not set.
fn language_variable() -> Option<String> {
    std::env::var("LOBGRAAF_LANG")
        .ok()
        .filter(|value| !value.is_empty())
}

/// The language to speak where the arguments `given` could not be read as a whole: that of
/// `--lang`, if one can be read from it; else as [`Common::language`].
pub fn language_of(given: &[OsString]) -> Language {
    let texts: Vec<_> = given.iter().map(|text| text.to_string_lossy()).collect();
    let own = texts.iter().take_while(|text| *text != "--").enumerate();
    let codes = own.filter_map(|(place, text)| match text.strip_prefix("--lang")? {
        "" => texts.get(place + 1).map(AsRef::as_ref),
        rest => rest.strip_prefix('='),
    });
    let lang = codes.filter_map(|code| code.parse().ok()).next();
    let common = Common {
        lang,
        ..Common::default()
    };
    common.language()
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
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_language)]
    pub lang: Option<Language>,
}

fn parse_language(code: &str) -> Result<Language, Message> {
    Language::from_str(code).map_err(|error| error.message())
}

impl Common {
    /// Opens the project and loads the data that these options name. They stay until the process
    /// ends: to take the indexes apart term by term would cost time and serve nobody.
    pub fn session(&self) -> Result<&'static Session, CliError> {
        let sources = Sources {
            project: self.project.clone(),
            files: self.file.clone(),
            added: self.add.clone(),
        };
        let language = self.language();
        let session = Session::open_telling(&sources, language, &Spinner::new(language))?;
        Ok(Box::leak(Box::new(session)))
    }

    /// Finds the project without loading its data.
    pub fn project(&self) -> Result<Project, CliError> {
        let current = std::env::current_dir().unwrap_or_default();
        Ok(Project::locate(self.project.as_deref(), &current)?)
    }

    /// An error where files are named to a command that reads none.
    fn refuse_files(&self, command: &str) -> Result<(), CliError> {
        if self.file.is_empty() && self.add.is_empty() {
            return Ok(());
        }
        let message = Message::new("error.files-unused");
        Err(CliError::Usage(message.with("command", command)))
    }

    /// The language to speak: `--lang`, else the variable `LOBGRAAF_LANG`, else Dutch.
    pub fn language(&self) -> Language {
        let from_variable = || language_variable().and_then(|value| value.parse().ok());
        self.lang.or_else(from_variable).unwrap_or_default()
    }

    /// An error where the variable decides and holds no language.
    pub fn check_language(&self) -> Result<(), CliError> {
        match language_variable() {
            Some(value) if self.lang.is_none() && value.parse::<Language>().is_err() => {
                let message = Message::new("error.language-variable");
                Err(CliError::Usage(message.with("value", value)))
            }
            _ => Ok(()),
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a hierarchy with its counts (the default command: the view `goals`)
    Tree(tree::TreeArguments),
    /// Ask a question in SPARQL: one of the project by name, or from a file or standard input
    Query(query::QueryArguments),
    /// List the named queries, or explain one of them
    Queries(queries::QueriesArguments),
    /// Show all that is known of one thing, with its evidence
    Show(show::ShowArguments),
    /// Find things by words in their labels, titles, numbers and definitions
    Find(find::FindArguments),
    /// Write the data, or some of its graphs, as one RDF file
    Export(export::ExportArguments),
    /// Put the project's Turtle files, or other ones, in the house format
    Fmt(fmt::FmtArguments),
    /// Write a script that completes commands in a shell
    Completions(manual::CompletionsArguments),
    /// Write the manual pages
    Man(manual::ManArguments),
    /// Check the project, or foreign files with --file: syntax, rules, shapes, competency questions
    Check(check::CheckArguments),
    /// Work on links to other vocabularies, kept as SSSOM mapping sets
    Link(link::LinkArguments),
    /// Make a checklist of what makes an activity a success, to fill in, print and read back
    Checklist(checklist::ChecklistArguments),
    /// Make the guideline for new practice examples: what is asked, to fill in and send back
    Guideline(guideline::GuidelineArguments),
    /// Take in new practice examples: check, add, list, show, withdraw
    Intake(intake::IntakeArguments),
    /// Draw a hierarchy: svg, png, pdf and the other formats of `tree`
    Diagram(diagram::DiagramArguments),
}

impl Command {
    /// The name of a command that reads no data.
    fn without_data(&self) -> Option<&'static str> {
        match self {
            Self::Fmt(_) => Some("fmt"),
            Self::Man(_) => Some("man"),
            Self::Completions(_) => Some("completions"),
            Self::Queries(_) => Some("queries"),
            _ => None,
        }
    }
}

/// Runs the command.
pub fn dispatch(arguments: &Arguments) -> Result<Outcome, CliError> {
    let common = &arguments.common;
    common.check_language()?;
    if let Some(command) = arguments.command.as_ref().and_then(Command::without_data) {
        common.refuse_files(command)?;
    }
    match &arguments.command {
        None => tree::run(common, &tree::TreeArguments::default()),
        Some(Command::Tree(arguments)) => tree::run(common, arguments),
        Some(Command::Query(arguments)) => query::run(common, arguments),
        Some(Command::Queries(arguments)) => queries::run(common, arguments),
        Some(Command::Show(arguments)) => show::run(common, arguments),
        Some(Command::Find(arguments)) => find::run(common, arguments),
        Some(Command::Export(arguments)) => export::run(common, arguments),
        Some(Command::Fmt(arguments)) => fmt::run(common, arguments),
        Some(Command::Completions(arguments)) => manual::completions(common, arguments),
        Some(Command::Man(arguments)) => manual::man(common, arguments),
        Some(Command::Check(arguments)) => check::run(common, arguments),
        Some(Command::Link(arguments)) => link::run(common, arguments),
        Some(Command::Checklist(arguments)) => checklist::run(common, arguments),
        Some(Command::Guideline(arguments)) => guideline::run(common, arguments),
        Some(Command::Intake(arguments)) => intake::run(common, arguments),
        Some(Command::Diagram(arguments)) => diagram::run(common, arguments),
    }
}
