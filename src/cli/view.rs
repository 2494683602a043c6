//! Which view, and which part of it: what `tree` and `diagram` share.
//! Room `cli`.

use std::path::PathBuf;

use petgraph::graph::NodeIndex;

use crate::app::evaluate::Evaluation;
use crate::app::link::beside;
use crate::app::session::Session;
use crate::app::tree::{self, Graphs, TreeOptions, View};
use crate::app::{
    self, AppError, HierarchyFormat, MermaidForm, compare, resolve, rows, schemes, skos,
};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::watchdog::TimeLimit;
use crate::core::message::Message;

/// Which view, and which part of it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ViewArguments {
    /// Which view [default: that of the project; `lobgraaf queries` lists them]
    pub view: Option<String>,
    /// Show only this node and what is below it (IRI, prefix:local, notation or label)
    #[arg(long, value_name = "THING")]
    pub root: Option<String>,
    /// Show only so many levels
    #[arg(long, value_name = "LEVELS", value_parser = parse_depth)]
    pub depth: Option<usize>,
    /// Show only this concept scheme
    #[arg(long, value_name = "THING")]
    pub scheme: Option<String>,
    /// Which graphs count: all, or only what the source or an example that was taken in states
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub graphs: GraphsArgument,
    /// Leave out curated links below this confidence [default: that of the project]
    #[arg(long, value_name = "NUMBER", value_parser = parse_confidence)]
    pub confidence: Option<f64>,
    /// List the examples behind the number at this node
    #[arg(long, value_name = "NODE")]
    pub rows: Option<String>,
    /// Show two files or project folders as one: what is new, gone, moved, renamed, numbered anew
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub compare: Vec<PathBuf>,
    /// Show links to other vocabularies beside the concepts: those of this mapping set, or all (repeatable)
    #[arg(long, value_name = "SET")]
    pub links: Vec<String>,
    /// Which diagram of Mermaid [default: a mindmap for a small tree, else a flowchart]
    #[arg(long, value_enum, value_name = "WHICH")]
    pub mermaid: Option<MermaidArgument>,
    /// Value for a parameter of the view (repeatable)
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parse_parameter)]
    pub parameters: Vec<(String, String)>,
    #[command(flatten)]
    pub limit_of_time: TimeLimit,
}

/// `--graphs`.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub enum GraphsArgument {
    #[default]
    All,
    Stated,
}

/// `--mermaid`.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum MermaidArgument {
    Mindmap,
    Flowchart,
}

impl ViewArguments {
    /// Which of Mermaid's diagrams is asked for.
    pub fn mermaid(&self) -> Option<MermaidForm> {
        self.mermaid.map(|which| match which {
            MermaidArgument::Mindmap => MermaidForm::Mindmap,
            MermaidArgument::Flowchart => MermaidForm::Flowchart,
        })
    }
}

/// Reads `name=value`.
pub fn parse_parameter(text: &str) -> Result<(String, String), Message> {
    let wrong = || Message::new("value.parameter");
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    Ok((name.to_owned(), value.to_owned()))
}

fn parse_depth(text: &str) -> Result<usize, Message> {
    let levels = text.parse().ok().filter(|levels| *levels > 0);
    levels.ok_or_else(|| Message::new("value.levels"))
}

fn parse_confidence(text: &str) -> Result<f64, Message> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| Message::new("value.fraction"))
}

/// The session and the view that the arguments ask for; of a comparison, the session of the new.
pub fn open(
    common: &Common,
    arguments: &ViewArguments,
) -> Result<(&'static Session, View), CliError> {
    let [old, new] = arguments.compare.as_slice() else {
        let session = common.session()?;
        let mut view = build(session, arguments)?;
        cut(&mut view, session, None, arguments)?;
        link(&mut view, session, arguments)?;
        return Ok((session, view));
    };
    let language = common.language();
    if !common.file.is_empty() || !common.add.is_empty() || arguments.rows.is_some() {
        return Err(CliError::Usage(Message::new("compare.with-file")));
    }
    let project = common.project.as_deref();
    let session = |path| -> Result<Session, CliError> {
        let sources = compare::sources(path, project)?;
        Ok(Session::open(&sources, language)?)
    };
    let (old_session, new_session) = (session(old)?, session(new)?);
    let old_view = build(&old_session, arguments)?;
    let new_view = build(&new_session, arguments)?;
    let names = compare::names(old, new);
    let mut view = compare::view(&old_view, &new_view, &names, language);
    cut(&mut view, &new_session, Some(&old_session), arguments)?;
    if arguments.root.is_some() {
        compare::tell(&mut view, new_view.note.as_deref(), &names, language);
    }
    link(&mut view, &new_session, arguments)?;
    Ok((Box::leak(Box::new(new_session)), view))
}

/// Adds the links that `--links` asks for; `all` stands for every set of the project.
fn link(view: &mut View, session: &Session, arguments: &ViewArguments) -> Result<(), CliError> {
    match arguments.links.as_slice() {
        [] => Ok(()),
        [all] if all == "all" => Ok(beside::add(session, view, &[])?),
        sets => Ok(beside::add(session, view, sets)?),
    }
}

/// Leaves the part below `--root`; what only the old side of a comparison has will do too.
fn cut(
    view: &mut View,
    session: &Session,
    old: Option<&Session>,
    arguments: &ViewArguments,
) -> Result<(), CliError> {
    let Some(root) = &arguments.root else {
        return Ok(());
    };
    let node = match (find(session, view, root), old) {
        (Ok(node), _) => node,
        // A name of several things that are all shown is no reason to look on the old side.
        (Err(error @ CliError::App(AppError::Ambiguous { .. })), _) => return Err(error),
        (Err(_), Some(old)) => find(old, view, root)?,
        (Err(error), None) => return Err(error),
    };
    let (label, _) = view.hierarchy.concept(node).label(session.language);
    let title = Message::new("tree.part").with("part", label);
    let title = title.with("title", &view.summary);
    view.summary = title.in_language(session.language);
    view.hierarchy = view.hierarchy.subtree(node, session.language);
    Ok(())
}

/// The view asked for, as a whole. Foreign files without a view named are read as SKOS or as
/// classes.
fn build(session: &Session, arguments: &ViewArguments) -> Result<View, CliError> {
    let (project, store) = (&session.project, &session.store);
    let scheme = arguments.scheme.as_deref();
    Ok(
        match (&arguments.view, session.is_foreign() || scheme.is_some()) {
            (Some(_), _) if scheme.is_some() => {
                return Err(CliError::Usage(Message::new("tree.scheme-or-view")));
            }
            (None, true) => {
                if let Some(option) = arguments.view_option() {
                    let text = Message::new("tree.option-of-view").with("option", option);
                    return Err(CliError::Usage(text));
                }
                match scheme {
                    Some(scheme) => schemes::view(session, scheme)?,
                    None => {
                        let name = session.file_names().unwrap_or_default();
                        skos::view(store, &name, None, session.language)?
                    }
                }
            }
            (name, _) => {
                let name = name.as_ref().unwrap_or(&project.config.default_view);
                tree::view(project, store, name, &options(session, arguments))?
            }
        },
    )
}

impl ViewArguments {
    /// An option that only a query hears, if one is given.
    fn view_option(&self) -> Option<&'static str> {
        if !self.parameters.is_empty() {
            return Some("--param");
        }
        if matches!(self.graphs, GraphsArgument::Stated) {
            return Some("--graphs");
        }
        self.confidence.map(|_| "--confidence")
    }
}

fn options(session: &Session, arguments: &ViewArguments) -> TreeOptions {
    TreeOptions {
        evaluation: Evaluation {
            language: session.language,
            parameters: arguments.parameters.clone(),
            timeout: arguments.limit_of_time.timeout,
            ..Evaluation::default()
        },
        graphs: match arguments.graphs {
            GraphsArgument::All => Graphs::All,
            GraphsArgument::Stated => Graphs::Stated,
        },
        least_confidence: arguments.confidence,
    }
}

/// The node that a name or IRI stands for; names of what the view does not show do not count.
fn find(session: &Session, view: &View, thing: &str) -> Result<NodeIndex, CliError> {
    let node = |iri: &str| {
        let node = view.hierarchy.find(iri)?;
        Some(node).filter(|&node| !view.hierarchy.is_outside(node))
    };
    let is_shown = |iri: &str| node(iri).is_some();
    let iri = resolve::among(&session.project, &session.store, thing, &is_shown)?;
    let iri = iri.ok_or_else(|| {
        let text = Message::new("tree.name-not-in-view").with("thing", thing);
        CliError::Usage(text.with("view", &view.name))
    })?;
    node(&iri).ok_or_else(|| {
        let text = Message::new("tree.not-in-view").with("thing", thing);
        CliError::Usage(text.with("iri", &iri).with("view", &view.name))
    })
}

/// Says in one line which of the options `(name, whether given)` do nothing for a format, if any.
pub fn report_idle(session: &Session, options: &[(&str, bool)], format: &str) {
    let given = options.iter().filter(|(_, is_given)| *is_given);
    let names: Vec<_> = given.map(|(name, _)| *name).collect();
    let key = match names.as_slice() {
        [] => return,
        [_] => "diagram.idle",
        _ => "diagram.idle-several",
    };
    let text = Message::new(key).with("options", Message::list(&names));
    report::warn(&text.with("format", format).in_language(session.language));
}

/// Whether `--mermaid` is given, but the format is another.
pub fn is_mermaid_idle(arguments: &ViewArguments, format: &HierarchyFormat) -> bool {
    arguments.mermaid.is_some() && format.name != "mermaid"
}

/// A cycle is a finding. It is named on standard error unless the output itself told it there
/// where the person looks.
pub fn report_cycles(session: &Session, view: &View, told: bool) -> Outcome {
    let cycles = view.hierarchy.cycles();
    if !told {
        for line in app::cycle_lines(&view.hierarchy, session.language) {
            report::warn(&line);
        }
    }
    if cycles.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    }
}

/// Opens the view and writes the rows behind the number at the node `thing`.
pub fn run_rows(
    common: &Common,
    arguments: &ViewArguments,
    thing: &str,
    output: &OutputOptions,
) -> Result<Outcome, CliError> {
    let format = output.format(&rows::FORMATS)?;
    let watch = arguments.limit_of_time.watch(common.language());
    let (session, view) = open(common, arguments)?;
    drop(watch);
    let node = find(session, &view, thing)?;
    let rows = rows::behind(&session.store, &view, node, session.language)?;
    let prefixes = &session.project.prefixes;
    output.write(&rows::render(&rows, format, session.language, prefixes))?;
    Ok(report_cycles(session, &view, false))
}
