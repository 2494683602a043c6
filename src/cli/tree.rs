//! `lobgraaf tree [VIEW]`.
//! Room `cli`.

use crate::app::evaluate::Evaluation;
use crate::app::resolve;
use crate::app::tree::{self, Graphs, TreeOptions, View};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::context::Context;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::render::{self, Page};

/// Formats of a tree, with their endings.
const FORMATS: [(&str, &[&str]); 4] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("csv", &["csv"]),
    ("markdown", &["md"]),
];

/// Options of `tree`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct TreeArguments {
    /// Which view [default: that of the project; `lobgraaf queries` lists them]
    pub view: Option<String>,
    /// Show only this node and what is below it (IRI, prefix:local, notation or label)
    #[arg(long, value_name = "THING")]
    pub root: Option<String>,
    /// Show only so many levels
    #[arg(long, value_name = "LEVELS")]
    pub depth: Option<usize>,
    /// Show only this concept scheme
    #[arg(long, value_name = "THING")]
    pub scheme: Option<String>,
    /// Which graphs count: all, or only those that say what the source states
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub graphs: GraphsArgument,
    /// Leave out curated links below this confidence [default: that of the project]
    #[arg(long, value_name = "NUMBER")]
    pub confidence: Option<f64>,
    /// List the examples behind the number at this node
    #[arg(long, value_name = "NODE")]
    pub rows: Option<String>,
    /// Value for a parameter of the view (repeatable)
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parse_parameter)]
    pub parameters: Vec<(String, String)>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// `--graphs`.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub enum GraphsArgument {
    #[default]
    All,
    Stated,
}

/// Reads `name=value`.
pub fn parse_parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a parameter reads NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Runs the command.
pub fn run(common: &Common, arguments: &TreeArguments) -> Result<Outcome, CliError> {
    let format = arguments.output.format(&FORMATS)?;
    let context = Context::open(common)?;
    let store = context.load()?;
    let project = &context.project;
    let name = arguments
        .view
        .as_deref()
        .unwrap_or(&project.config.default_view);
    let options = TreeOptions {
        evaluation: Evaluation {
            language: context.language,
            parameters: arguments.parameters.clone(),
            ..Evaluation::default()
        },
        graphs: match arguments.graphs {
            GraphsArgument::All => Graphs::All,
            GraphsArgument::Stated => Graphs::Stated,
        },
        least_confidence: arguments.confidence,
    };
    let mut view = tree::view(project, &store, name, &options)?;
    if let Some(root) = &arguments.root {
        let iri = resolve::iri(project, &store, root)?;
        let node = view.hierarchy.find(&iri).ok_or_else(|| {
            CliError::Usage(format!(
                "`{root}` ({iri}) does not occur in the view `{name}`"
            ))
        })?;
        view.hierarchy = view.hierarchy.subtree(node, context.language);
    }
    let text = print(&context, &view, arguments, format);
    arguments.output.write(&text)?;
    Ok(if view.hierarchy.cycles().is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

fn print(context: &Context, view: &View, arguments: &TreeArguments, format: &str) -> String {
    let config = &context.project.config;
    let counts = view.hierarchy.rolled_up_counts();
    let source = config
        .source(context.language)
        .filter(|_| !context.is_foreign());
    let compact = |iri: &str| context.project.prefixes.compact(iri);
    let page = Page {
        hierarchy: &view.hierarchy,
        counts: &counts,
        language: context.language,
        view: &view.name,
        title: &view.summary,
        note: view.note.as_deref(),
        source: source.as_deref(),
        date: Some(&config.date),
        has_counts: view.has_examples,
        has_curated: view.has_curated,
        few: view.few,
        depth: arguments.depth,
        compact: &compact,
    };
    match format {
        "json" => render::json::render(&page),
        "csv" => render::csv::render(&page),
        "markdown" => render::markdown::render(&page),
        _ => render::text::render(&page, arguments.output.width()),
    }
}
