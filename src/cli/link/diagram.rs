//! `lobgraaf link diagram`.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::link::diagram::{self, FORMATS, Options, Relation};
use crate::app::link::sets::LinkFile;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::diagram::SheetArguments;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::spinner::Spinner;

/// Options of `link diagram`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinkDiagramArguments {
    /// Mapping sets: names or files (the project's without any)
    #[arg(value_name = "SET")]
    pub sets: Vec<String>,
    /// File of the vocabulary that is linked to: tells what stands above its terms (.gz too; repeatable)
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// Only links of this relation (repeatable)
    #[arg(long, value_enum, value_name = "WHICH", value_delimiter = ',')]
    pub relation: Vec<RelationArgument>,
    /// Only links of this thing and of what is below it (IRI, prefix:local, notation or label; repeatable)
    #[arg(long, value_name = "THING")]
    pub root: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
    #[command(flatten)]
    pub sheet: SheetArguments,
}

/// `--relation`.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum RelationArgument {
    Exact,
    Close,
    Broad,
    Narrow,
    Related,
    Other,
}

impl RelationArgument {
    fn relation(self) -> Relation {
        match self {
            Self::Exact => Relation::Exact,
            Self::Close => Relation::Close,
            Self::Broad => Relation::Broad,
            Self::Narrow => Relation::Narrow,
            Self::Related => Relation::Related,
            Self::Other => Relation::Other,
        }
    }
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkDiagramArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&FORMATS)?;
    let session = common.session()?;
    let files = LinkFile::wanted(&session.project, &arguments.sets)?;
    let relations = arguments.relation.iter();
    let options = Options {
        with: arguments.with.clone(),
        relations: relations.map(|relation| relation.relation()).collect(),
        roots: arguments.root.clone(),
        drawing: arguments.sheet.drawing(),
    };
    let spinner = Spinner::new(session.language);
    let rendered = diagram::diagram(session, &files, &options, format, &spinner)?;
    arguments.output.write_rendered(&rendered)?;
    Ok(Outcome::Done)
}
