//! `lobgraaf checklist score FILE…`: what answered checklists say.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::checklist::read::read;
use crate::app::checklist::{Material, score};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::checklist::answers::{AnswerFault, Answered, Key};
use crate::core::language::Language;
use crate::core::message::{Message, Tell};

/// Options of `checklist score`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ScoreArguments {
    /// Answered checklists: toml or json of the page, xlsx, docx; several make a programme
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Earlier answers to compare with; those of one activity have one name (repeatable)
    #[arg(long, value_name = "FILE")]
    pub earlier: Vec<PathBuf>,
    /// Draw the goals with the activities that name them: svg, png or pdf by its ending
    #[arg(long, value_name = "FILE")]
    pub diagram: Option<PathBuf>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command. What is not understood in a file is told and makes status 1; where no file can
/// be read at all it is status 2.
pub fn run(common: &Common, arguments: &ScoreArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&score::FORMATS)?;
    let diagram = arguments.diagram.as_ref().map(|path| OutputOptions {
        output: Some(path.clone()),
        format: None,
    });
    let drawn = diagram.as_ref();
    let drawn = drawn.map(|diagram| diagram.format(&score::DRAWN_FORMATS));
    let drawn = drawn.transpose()?;
    let session = common.session()?;
    let material = Material::read(session)?;
    let key = material.key()?;
    let mut told = Vec::new();
    let answered = read_all(&arguments.files, &key, session.language, &mut told);
    let earlier = read_all(&arguments.earlier, &key, session.language, &mut told);
    for files in [&answered, &earlier] {
        told.extend(same_names(files, session.language));
    }
    for line in &told {
        report::warn(line);
    }
    if answered.is_empty() {
        return Err(CliError::Usage(Message::new("score.nothing-read")));
    }
    let report = score::report(&material, &answered, &earlier)?;
    let goals = score::goals(&material, &report);
    if let (Some(diagram), Some(format)) = (diagram, drawn) {
        let Some(goals) = &goals else {
            return Err(CliError::Usage(Message::new("score.nothing-drawn")));
        };
        diagram.write_rendered(&score::draw(goals, &report, format)?)?;
    }
    let width = arguments.output.width();
    let rendered = score::render(&report, goals.as_ref(), &told, format, width)?;
    arguments.output.write_rendered(&rendered)?;
    Ok(match told.is_empty() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}

/// A line for each file about an activity that another file is about too: they count as two, and of
/// earlier ones the last is compared.
fn same_names(files: &[Answered], language: Language) -> Vec<String> {
    let repeated = files.iter().enumerate().filter_map(|(place, file)| {
        let name = file.name();
        let mut before = files[..place].iter();
        let first = before.find(|other| other.name() == name)?;
        let message = Message::new("score.same-name")
            .with("name", name)
            .with("other", first.path.as_path());
        Some(Message::at(&file.path, None, message).in_language(language))
    });
    repeated.collect()
}

/// The files that hold answers; a line for everything else goes to `told`.
fn read_all(
    paths: &[PathBuf],
    key: &Key,
    language: Language,
    told: &mut Vec<String>,
) -> Vec<Answered> {
    let mut read_files = Vec::new();
    for path in paths {
        match read(path, key) {
            Ok((answered, problems)) => {
                let lines = problems.iter().map(|problem| problem.message());
                told.extend(lines.map(|line| line.in_language(language)));
                let is_empty = |fault: &AnswerFault| *fault == AnswerFault::Nothing;
                if !problems.iter().any(|problem| is_empty(&problem.fault)) {
                    read_files.push(answered);
                }
            }
            Err(error) => told.push(error.message().in_language(language)),
        }
    }
    read_files
}
