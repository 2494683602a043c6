//! `lobgraaf link check`.
//! Room `cli`.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::app::check::{self, CheckOptions, CheckedData, Subject, find_rule};
use crate::app::link::check::rules;
use crate::app::link::sets::LinkFile;
use crate::app::link::terms::Terms;
use crate::app::project::Project;
use crate::app::session::Sources;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::check::{FailOn, parse_severity, tell};
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::spinner::Spinner;
use crate::core::sssom::Slot;

/// Options of `link check`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinkCheckArguments {
    /// Mapping sets to check instead of the project's (.sssom.tsv, .sssom.json or RDF)
    #[arg(value_name = "MAPPINGS")]
    pub files: Vec<PathBuf>,
    /// File of a vocabulary that is linked to: are its terms there, deprecated, called otherwise? (.gz too; repeatable)
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// Check by this rule only (repeatable)
    #[arg(long = "rule", value_name = "RULE")]
    pub rules: Vec<String>,
    /// The least finding that gives exit status 1: violation, warning or info
    #[arg(long, value_name = "SEVERITY", default_value = "violation", value_parser = parse_severity)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &LinkCheckArguments) -> Result<Outcome, CliError> {
    let sources = Sources {
        project: common.project.clone(),
        files: common.file.clone(),
        added: common.add.clone(),
    };
    let project = common.project()?;
    let language = common.language();
    let spinner = Spinner::new(language);
    let options = CheckOptions {
        language,
        rules: known_rules(&project, common, &arguments.rules)?,
        ..CheckOptions::default()
    };
    let mut data = CheckedData::of_sources(&project, &sources, &spinner)?;
    if !arguments.files.is_empty() {
        let files = arguments.files.iter().map(|path| LinkFile::read_all(path));
        let files: Vec<_> = files.collect::<Result<_, _>>()?;
        data.links = files.into_iter().flatten().collect();
    }
    let terms = Terms::read(&arguments.with, &is_told(&data.links), &spinner)?;
    let subject = match sources.files.is_empty() {
        true => Subject::Project,
        false => Subject::Foreign,
    };
    let checked = check::check_links(&project, data, subject, &terms, &options);
    tell(
        checked,
        &project,
        language,
        &arguments.output,
        arguments.fail_on,
        true,
    )
}

/// Whether an IRI is the object of a mapping, or where that comes from.
fn is_told(files: &[LinkFile]) -> impl Fn(&str) -> bool {
    let mappings = files.iter().flat_map(|file| &file.set.mappings);
    let iris = mappings.flat_map(|row| {
        let source = row.slots.text(Slot::ObjectSource);
        std::iter::once(row.object()).chain(source)
    });
    let told: HashSet<String> = iris.map(str::to_owned).collect();
    move |iri| told.contains(iri)
}

fn known_rules(
    project: &Project,
    common: &Common,
    wanted: &[String],
) -> Result<Vec<String>, CliError> {
    let known: Vec<_> = rules::all()
        .map(|rule| rule.rule(common.language()))
        .collect();
    let find = |name: &String| Ok(find_rule(project, &known, name)?.name.clone());
    wanted.iter().map(find).collect()
}
