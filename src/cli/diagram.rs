//! `lobgraaf diagram [VIEW] -o FILE`: a view drawn.
//! Room `cli`.

use crate::app::drawing::{ColorBy, Drawing, Orientation, Paper, Theme};
use crate::app::session::Session;
use crate::app::tree::{self, PageOptions, View};
use crate::app::{HierarchyFormat, Rendered};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::view::{self, ViewArguments};
use crate::core::message::{self, Message};

/// Options of `diagram`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DiagramArguments {
    #[command(flatten)]
    pub view: ViewArguments,
    #[command(flatten)]
    pub output: OutputOptions,
    #[command(flatten)]
    pub drawing: DrawingArguments,
    /// Only say how many nodes, pages and bytes are coming; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How it is drawn: for svg, png and pdf.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DrawingArguments {
    #[command(flatten)]
    pub sheet: SheetArguments,
    /// Leave out numbers, bars and marks
    #[arg(long)]
    pub no_counts: bool,
    /// What colour tells, beside words or shapes that tell it too
    #[arg(long, value_enum, default_value_t, value_name = "BY")]
    pub color: ColorArgument,
    /// Width of the widest labels, in points
    #[arg(long, value_name = "POINTS", value_parser = label_width)]
    pub label_width: Option<f32>,
}

/// What it is drawn on: of every drawing.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SheetArguments {
    /// Title, instead of the usual one
    #[arg(long, value_name = "TEXT", value_parser = title)]
    pub title: Option<String>,
    /// Explain the signs at the foot (the default)
    #[arg(long, overrides_with = "no_legend")]
    pub legend: bool,
    /// Leave that explanation out
    #[arg(long, overrides_with = "legend")]
    pub no_legend: bool,
    /// Sheet: a4 and a3 take as many pages as needed, screen and poster are one piece
    /// [default: A4 where all fits on one page, else screen; A4 for pdf]
    #[arg(long, value_enum, value_name = "SHEET")]
    pub page: Option<PageArgument>,
    /// Which side is up [default: what needs the fewest pages; for links landscape]
    #[arg(long, value_enum, value_name = "SIDE")]
    pub orientation: Option<OrientationArgument>,
    /// Ground: auto follows the reader's screen in svg and is light elsewhere
    #[arg(long, value_enum, default_value_t, value_name = "THEME")]
    pub theme: ThemeArgument,
}

/// `--color`.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub enum ColorArgument {
    #[default]
    Count,
    Kind,
    Branch,
    None,
}

/// `--page`.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum PageArgument {
    A4,
    A3,
    Screen,
    Poster,
}

/// `--orientation`.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum OrientationArgument {
    Portrait,
    Landscape,
}

/// `--theme`.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub enum ThemeArgument {
    #[default]
    Auto,
    Light,
    Dark,
}

/// Words, not white space alone.
fn title(text: &str) -> Result<String, Message> {
    let words = Some(text).filter(|text| !text.trim().is_empty());
    words
        .map(str::to_owned)
        .ok_or_else(|| Message::new("value.title"))
}

/// A width between 60 and 1000 points.
fn label_width(text: &str) -> Result<f32, Message> {
    let width = text.parse().ok();
    let width = width.filter(|width| (60.0..=1000.0).contains(width));
    width.ok_or_else(|| Message::new("value.label-width"))
}

impl SheetArguments {
    /// The choices, what no sheet has left as it is by default.
    pub fn drawing(&self) -> Drawing {
        Drawing {
            title: self.title.clone(),
            paper: self.page.map(|page| match page {
                PageArgument::A4 => Paper::A4,
                PageArgument::A3 => Paper::A3,
                PageArgument::Screen => Paper::Screen,
                PageArgument::Poster => Paper::Poster,
            }),
            orientation: self.orientation.map(|side| match side {
                OrientationArgument::Portrait => Orientation::Portrait,
                OrientationArgument::Landscape => Orientation::Landscape,
            }),
            theme: match self.theme {
                ThemeArgument::Auto => Theme::Auto,
                ThemeArgument::Light => Theme::Light,
                ThemeArgument::Dark => Theme::Dark,
            },
            hides_legend: self.no_legend,
            ..Drawing::default()
        }
    }
}

impl DrawingArguments {
    fn drawing(&self) -> Drawing {
        Drawing {
            color: match self.color {
                ColorArgument::Count => ColorBy::Count,
                ColorArgument::Kind => ColorBy::Kind,
                ColorArgument::Branch => ColorBy::Branch,
                ColorArgument::None => ColorBy::None,
            },
            hides_counts: self.no_counts,
            label_width: self.label_width,
            ..self.sheet.drawing()
        }
    }
}

/// Runs the command.
pub fn run(common: &Common, arguments: &DiagramArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    if let Some(thing) = &arguments.view.rows {
        return view::run_rows(common, &arguments.view, thing, output);
    }
    let format = output.hierarchy_format("svg")?;
    let watch = arguments.view.limit_of_time.watch(common.language());
    let (session, view) = view::open(common, &arguments.view)?;
    if view.hierarchy.is_empty() {
        let files = session.file_names().filter(|_| session.is_foreign());
        let text = match files.filter(|_| arguments.view.view.is_some()) {
            Some(files) => Message::new("diagram.empty-view").with("file", files),
            None => Message::new("diagram.empty"),
        };
        return Err(CliError::Usage(text.with("view", &view.name)));
    }
    let page = PageOptions {
        depth: arguments.view.depth,
        width: output.width(),
        mermaid: arguments.view.mermaid(),
        drawing: arguments.drawing.drawing(),
    };
    let rendered = tree::render(session, &view, format, &page)?;
    drop(watch);
    if arguments.dry_run {
        let line = dry_run(session, &view, format.name, &rendered);
        OutputOptions::default().write(&format!("{line}\n"))?;
    } else {
        output.write_rendered(&rendered)?;
    }
    arguments.report_idle(session, format);
    let told = format.tells_cycles && !output.is_file() && !arguments.dry_run;
    Ok(view::report_cycles(session, &view, told))
}

/// How many nodes, pages and bytes are coming; a text has no pages.
fn dry_run(session: &Session, view: &View, format: &str, rendered: &Rendered) -> String {
    let say =
        |key, count: usize| message::text(session.language, key, &[("count", &count.to_string())]);
    let mut parts = vec![say("diagram.nodes", view.hierarchy.len())];
    if !matches!(rendered, Rendered::Text(_)) {
        parts.push(say("diagram.pages", rendered.pages()));
    }
    parts.push(say("diagram.bytes", rendered.size()));
    let values = [("format", format), ("parts", &parts.join(", "))];
    message::text(session.language, "diagram.dry-run", &values)
}

impl DiagramArguments {
    /// Tells which options do nothing here.
    fn report_idle(&self, session: &Session, format: &HierarchyFormat) {
        let mut idle = vec![("--mermaid", view::is_mermaid_idle(&self.view, format))];
        let sheet = &self.drawing.sheet;
        if !format.is_drawn() {
            idle.extend([
                ("--title", sheet.title.is_some()),
                ("--legend", sheet.legend),
                ("--no-legend", sheet.no_legend),
                ("--page", sheet.page.is_some()),
                ("--orientation", sheet.orientation.is_some()),
                ("--theme", !matches!(sheet.theme, ThemeArgument::Auto)),
                ("--no-counts", self.drawing.no_counts),
                (
                    "--color",
                    !matches!(self.drawing.color, ColorArgument::Count),
                ),
                ("--label-width", self.drawing.label_width.is_some()),
            ]);
        }
        view::report_idle(session, &idle, format.name);
        let is_screen = matches!(sheet.page, Some(PageArgument::Screen));
        if format.is_drawn() && is_screen {
            let idle = [("--orientation", sheet.orientation.is_some())];
            view::report_idle(session, &idle, "--page screen");
        }
    }
}
