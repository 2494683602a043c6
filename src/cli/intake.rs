//! `lobgraaf intake …`: new examples are checked, added, listed, shown and withdrawn.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::intake::{self, Desk, Options, add, check, coverage, list, suggest, withdraw};
use crate::app::session::Sources;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::core::intake::report::Report;
use crate::core::intake::{Completeness, Verdict};
use crate::core::language::Language;
use crate::core::message::Message;

/// The subcommands of `intake`.
#[derive(Debug, Clone, clap::Args)]
pub struct IntakeArguments {
    #[command(subcommand)]
    pub command: IntakeCommand,
}

/// What to do with examples that are sent in.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum IntakeCommand {
    /// Tell what becomes of each example in files, and write nothing
    Check(FilesArguments),
    /// Take in what is not refused, all of that or nothing; what is refused is told
    Add(FilesArguments),
    /// Suggest what the free texts of examples may be about, with the words that led to it
    Suggest(SuggestArguments),
    /// Tell which goals, elements and others no or hardly any example is about
    Coverage(CoverageArguments),
    /// List what was taken in
    List(ListArguments),
    /// Show what an example says, now or in a former version
    Show(ShowArguments),
    /// Put an example out of view; what it said stays as a former version
    Withdraw(WithdrawArguments),
    /// Give an example with a temporary number the one of the database
    Renumber(RenumberArguments),
}

/// Options of `check` and `add`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FilesArguments {
    /// Files with examples: toml, json, csv, xlsx, docx or RDF
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// They come from an older collection: rows may be partly empty
    #[arg(long)]
    pub migrated: bool,
    /// Other people's names for columns and values (TOML)
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,
    /// The day of taking in [default: now]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Take a file that was added before all the same
    #[arg(long)]
    pub again: bool,
    /// Put an example that was withdrawn in view again (repeatable)
    #[arg(long, value_name = "NUMBER")]
    pub restore: Vec<String>,
    /// The role that takes them in: the IRI of one that the project knows, also shortened
    #[arg(long, value_name = "IRI")]
    pub by: Option<String>,
    /// The language in which the texts are written: nl or en
    #[arg(long, value_name = "LANG", default_value = "nl")]
    pub text_language: Language,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `suggest`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SuggestArguments {
    /// Files with examples: toml, json, csv, xlsx, docx or RDF
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Suggestions a field at the most
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub top: usize,
    /// Tell how well suggestions find what is known of the examples there are
    #[arg(long, conflicts_with = "files")]
    pub measure: bool,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `coverage`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CoverageArguments {
    /// Up to how many examples count as few
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub most: usize,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `list`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListArguments {
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `show`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ShowArguments {
    /// The number of the example
    pub number: String,
    /// As a version said [default: as it is now]
    #[arg(long, value_name = "VERSION")]
    pub version: Option<u32>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `withdraw`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct WithdrawArguments {
    /// The number of the example
    pub number: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day [default: now]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Erase what persons told of themselves, for good
    #[arg(long)]
    pub forget: bool,
}

/// Options of `renumber`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RenumberArguments {
    /// The temporary number
    #[arg(value_name = "NUMBER")]
    pub from: String,
    /// The number of the database
    #[arg(value_name = "NEW")]
    pub to: String,
    /// The day [default: now]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// It is the example of that number in the source, though its title is another
    #[arg(long)]
    pub same: bool,
}

/// Runs the subcommand.
pub fn run(common: &Common, arguments: &IntakeArguments) -> Result<Outcome, CliError> {
    match &arguments.command {
        IntakeCommand::Check(arguments) => files(common, arguments, false),
        IntakeCommand::Add(arguments) => files(common, arguments, true),
        IntakeCommand::Suggest(arguments) => suggestions(common, arguments),
        IntakeCommand::Coverage(arguments) => {
            let format = arguments.output.format(&intake::LIST_FORMATS)?;
            let session = common.session()?;
            let desk = Desk::open(session)?;
            let all = coverage::coverage(&desk, arguments.most)?;
            let text = intake::coverage_text(&all, &desk.form, format, session.language);
            arguments.output.write(&text)?;
            Ok(Outcome::Done)
        }
        IntakeCommand::List(arguments) => {
            let format = arguments.output.format(&intake::LIST_FORMATS)?;
            let session = common.session()?;
            let all = list::list(&Desk::open(session)?)?;
            arguments
                .output
                .write(&intake::list_text(&all, format, session.language))?;
            Ok(Outcome::Done)
        }
        IntakeCommand::Show(arguments) => {
            let format = arguments.output.format(&intake::LIST_FORMATS)?;
            let session = common.session()?;
            let shown = list::show(&Desk::open(session)?, &arguments.number, arguments.version)?;
            arguments
                .output
                .write(&intake::show_text(&shown, format, session.language))?;
            Ok(Outcome::Done)
        }
        IntakeCommand::Withdraw(arguments) => {
            let withdrawal = withdraw::Withdrawal {
                number: arguments.number.clone(),
                reason: arguments.reason.clone().unwrap_or_default(),
                date: arguments.date.clone(),
                forget: arguments.forget,
            };
            withdraw::withdraw(&sources(common), common.language(), &withdrawal)?;
            Ok(Outcome::Done)
        }
        IntakeCommand::Renumber(arguments) => {
            let date = arguments.date.as_deref();
            let (from, to) = (&arguments.from, &arguments.to);
            let is_same = arguments.same;
            withdraw::renumber(&sources(common), common.language(), from, to, date, is_same)?;
            Ok(Outcome::Done)
        }
    }
}

fn suggestions(common: &Common, arguments: &SuggestArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&intake::LIST_FORMATS)?;
    if arguments.files.is_empty() && !arguments.measure {
        return Err(CliError::Usage(Message::new("intake.nothing-to-suggest")));
    }
    let session = common.session()?;
    let desk = Desk::open(session)?;
    let text = if arguments.measure {
        let all = suggest::measured(&desk)?;
        intake::measures_text(&all, &desk.form, format, session.language)
    } else {
        let options = Options {
            files: arguments.files.clone(),
            completeness: Completeness::Migrated,
            ..Options::default()
        };
        let all = suggest::suggest(&desk, &options, arguments.top)?;
        intake::advice_text(&all, &desk.form, format, session.language)
    };
    arguments.output.write(&text)?;
    Ok(Outcome::Done)
}

fn sources(common: &Common) -> Sources {
    Sources {
        project: common.project.clone(),
        files: common.file.clone(),
        added: common.add.clone(),
    }
}

fn files(common: &Common, arguments: &FilesArguments, is_add: bool) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&intake::VERDICT_FORMATS)?;
    let options = Options {
        files: arguments.files.clone(),
        completeness: match arguments.migrated {
            true => Completeness::Migrated,
            false => Completeness::Guided,
        },
        columns: arguments.columns.clone(),
        is_again: arguments.again,
        restored: arguments.restore.clone(),
        date: arguments.date.clone(),
        language: arguments.text_language,
        by: arguments.by.clone(),
        keeps_given: format == "xlsx",
    };
    let language = common.language();
    let report = match is_add {
        true => add::add(&sources(common), language, &options)?,
        false => check::check(&Desk::open(common.session()?)?, &options)?,
    };
    let rendered = intake::verdicts(&report, format, language, arguments.migrated)?;
    arguments.output.write_rendered(&rendered)?;
    Ok(outcome(&report))
}

/// A row or a file that was refused makes status 1.
fn outcome(report: &Report) -> Outcome {
    let is_bad = |verdict| verdict == Verdict::Refused;
    let files = report.faults.iter().map(|(_, fault)| fault.kind.verdict());
    match report
        .rows
        .iter()
        .map(|row| row.verdict)
        .chain(files)
        .any(is_bad)
    {
        true => Outcome::Findings,
        false => Outcome::Done,
    }
}
