//! `lobgraaf diagram [VIEW] -o FILE`: a view drawn.
//! Room `cli`.

use crate::app::drawing::{ColorBy, Drawing, Orientation, Paper, Theme};
use crate::app::tree::{self, PageOptions};
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
    #[arg(long, value_name = "TEXT")]
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
        let text = Message::new("diagram.empty").with("view", &view.name);
        return Err(CliError::Usage(text));
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
        let values = [
            ("format", format.name.to_owned()),
            ("nodes", view.hierarchy.len().to_string()),
            ("pages", rendered.pages().to_string()),
            ("bytes", rendered.size().to_string()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let line = message::text(session.language, "diagram.dry-run", &values);
        OutputOptions::default().write(&format!("{line}\n"))?;
    } else {
        output.write_rendered(&rendered)?;
    }
    Ok(view::report_cycles(session, &view, format.tells_cycles))
}
