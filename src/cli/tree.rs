//! `lobgraaf tree [VIEW]`.
//! Room `cli`.

use petgraph::graph::NodeIndex;

use crate::app::evaluate::Evaluation;
use crate::app::rows::{self, Row};
use crate::app::tree::{self, Graphs, TreeOptions, View};
use crate::app::{resolve, skos};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::context::Context;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::message;
use crate::render::{self, Page};
use crate::store::memory::GraphStore;

/// Formats of a tree, with their endings.
const FORMATS: [(&str, &[&str]); 4] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("csv", &["csv"]),
    ("markdown", &["md"]),
];

/// Formats of the rows behind a number.
const ROW_FORMATS: [(&str, &[&str]); 3] = [("text", &["txt"]), ("json", &["json"]), ("csv", &["csv"])];

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
    let format = match arguments.rows {
        Some(_) => arguments.output.format(&ROW_FORMATS)?,
        None => arguments.output.format(&FORMATS)?,
    };
    let context = Context::open(common)?;
    let store = context.load()?;
    let view = build(&context, &store, arguments)?;
    let text = match &arguments.rows {
        Some(thing) => {
            let node = find(&context, &store, &view, thing)?;
            let rows = rows::behind(&store, &view, node, context.language)?;
            print_rows(&context, &rows, format)
        }
        None => print(&context, &view, arguments, format),
    };
    arguments.output.write(&text)?;
    let told = matches!(format, "text" | "markdown") && arguments.rows.is_none();
    Ok(report_cycles(&context, &view, told))
}

/// The view asked for, cut down to what is asked for. Foreign files without a view named are
/// read as SKOS or as classes.
fn build(
    context: &Context,
    store: &GraphStore,
    arguments: &TreeArguments,
) -> Result<View, CliError> {
    let scheme = arguments.scheme.as_deref();
    let scheme = scheme.map(|scheme| resolve::iri(&context.project, store, scheme)).transpose()?;
    let mut view = match (&arguments.view, context.is_foreign() || scheme.is_some()) {
        (Some(_), _) if scheme.is_some() => {
            return Err(CliError::Usage(
                "--scheme shows a whole scheme; leave out the view".to_owned(),
            ));
        }
        (None, true) => {
            let name = context.file_names().unwrap_or_else(|| scheme.clone().unwrap_or_default());
            skos::view(store, &name, scheme.as_deref(), context.language)?
        }
        (name, _) => {
            let options = options(context, arguments);
            let name = name.as_ref().unwrap_or(&context.project.config.default_view);
            tree::view(&context.project, store, name, &options)?
        }
    };
    if let Some(root) = &arguments.root {
        let node = find(context, store, &view, root)?;
        view.hierarchy = view.hierarchy.subtree(node, context.language);
    }
    Ok(view)
}

fn options(context: &Context, arguments: &TreeArguments) -> TreeOptions {
    TreeOptions {
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
    }
}

fn find(
    context: &Context,
    store: &GraphStore,
    view: &View,
    thing: &str,
) -> Result<NodeIndex, CliError> {
    let iri = resolve::iri(&context.project, store, thing)?;
    view.hierarchy.find(&iri).ok_or_else(|| {
        CliError::Usage(message::text(
            context.language,
            "tree.not-in-view",
            &[("thing", thing), ("iri", &iri), ("view", &view.name)],
        ))
    })
}

/// A cycle is a finding. It is named on standard error unless the output itself told it.
fn report_cycles(context: &Context, view: &View, told: bool) -> Outcome {
    let cycles = view.hierarchy.cycles();
    for cycle in cycles.iter().filter(|_| !told) {
        let names = render::cycle_names(&view.hierarchy, cycle, context.language);
        let text = message::text(context.language, "foot.cycle", &[("cycle", &names)]);
        report::warn(&text);
    }
    if cycles.is_empty() { Outcome::Done } else { Outcome::Findings }
}

fn print_rows(context: &Context, rows: &[Row], format: &str) -> String {
    let say = |key: &str| message::text(context.language, key, &[]);
    let cells = |row: &Row| {
        [
            row.identifier.clone().unwrap_or_default(),
            row.title.clone().unwrap_or_default(),
            say(&format!("count.{}", row.evidence)),
            row.linked_at.join("; "),
            context.project.prefixes.compact(&row.example),
        ]
    };
    match format {
        "json" => format!("{}\n", serde_json::json!(rows)),
        "csv" => {
            let mut text = String::from("identifier,title,evidence,linked_at,example\n");
            for row in rows {
                let fields = [
                    row.identifier.as_deref().unwrap_or(""),
                    row.title.as_deref().unwrap_or(""),
                    row.evidence,
                    &row.linked_at.join("; "),
                    &row.example,
                ];
                text.push_str(&fields.map(render::escape::spreadsheet_csv).join(","));
                text.push('\n');
            }
            text
        }
        _ => {
            let mut text = String::new();
            for row in rows {
                let parts = cells(row).into_iter().filter(|cell| !cell.is_empty());
                let line: Vec<_> = parts.map(|cell| render::escape::terminal(&cell)).collect();
                text.push_str(&line.join(" · "));
                text.push('\n');
            }
            text
        }
    }
}

fn print(context: &Context, view: &View, arguments: &TreeArguments, format: &str) -> String {
    let config = &context.project.config;
    let counts = view.hierarchy.rolled_up_counts();
    let source = config.source(context.language).filter(|_| !context.is_foreign());
    let page = Page {
        hierarchy: &view.hierarchy,
        counts: &counts,
        language: context.language,
        view: &view.name,
        title: &view.summary,
        note: view.note.as_deref(),
        source: source.as_deref(),
        date: Some(config.date.as_str()).filter(|_| !context.is_foreign()),
        has_counts: view.has_examples,
        has_curated: view.has_curated,
        few: view.few,
        depth: arguments.depth,
    };
    match format {
        "json" => render::json::render(&page),
        "csv" => render::csv::render(&page),
        "markdown" => render::markdown::render(&page),
        _ => render::text::render(&page, arguments.output.width()),
    }
}
