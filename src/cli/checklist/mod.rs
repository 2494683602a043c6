//! `lobgraaf checklist`: questions to ask of an own activity.
//! Room `cli`.

pub mod score;

use std::path::PathBuf;

use crate::app::checklist::{self, ChecklistOptions, FORMATS, Material};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::core::checklist::Form;

/// Options of `checklist`.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ChecklistArguments {
    #[command(subcommand)]
    pub action: Option<ChecklistAction>,
    /// For whom: the label of a user, or its beginning [default: everybody]
    #[arg(long, value_name = "WHO")]
    pub audience: Option<String>,
    /// About what: the label of a level, or its beginning [default: all levels]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Show the examples of this sector first (repeatable)
    #[arg(long, value_name = "SECTOR")]
    pub sector: Vec<String>,
    /// Show the examples with this goal first (repeatable)
    #[arg(long, value_name = "GOAL")]
    pub goal: Vec<String>,
    /// Fewer questions, that fit one side of A4
    #[arg(long)]
    pub short: bool,
    /// Write to this file (`-`: standard output); its ending chooses the format (repeatable)
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Format of the result; beats the ending of the file
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// What else can be done with checklists.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum ChecklistAction {
    /// Tell what answered checklists say: what is there, what is missing, who shows how
    Score(score::ScoreArguments),
}

/// Runs the command.
pub fn run(common: &Common, arguments: &ChecklistArguments) -> Result<Outcome, CliError> {
    if let Some(ChecklistAction::Score(arguments)) = &arguments.action {
        return score::run(common, arguments);
    }
    // A wrong ending is told before anything is read or written.
    let format = arguments.format.as_deref();
    let (outputs, formats) = OutputOptions::several(&arguments.output, format, &FORMATS)?;
    let session = common.session()?;
    let checklist = Material::read(session)?.checklist(&ChecklistOptions {
        form: match arguments.short {
            true => Form::Short,
            false => Form::Full,
        },
        audience: arguments.audience.clone(),
        level: arguments.level.clone(),
        sectors: arguments.sector.clone(),
        goals: arguments.goal.clone(),
    })?;
    let rendered = formats
        .iter()
        .map(|format| checklist::render(&checklist, format))
        .collect::<Result<Vec<_>, _>>()?;
    OutputOptions::write_several(&outputs, &rendered)
}
