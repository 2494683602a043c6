//! `lobgraaf tree [VIEW]`.
//! Room `cli`.

use crate::app::tree::{self, PageOptions};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::CliError;
use crate::cli::view::{self, ViewArguments};

/// Options of `tree`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct TreeArguments {
    #[command(flatten)]
    pub view: ViewArguments,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &TreeArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    if let Some(thing) = &arguments.view.rows {
        return view::run_rows(common, &arguments.view, thing, output);
    }
    let format = output.hierarchy_format("text")?;
    let watch = arguments.view.limit_of_time.watch(common.language());
    let (session, view) = view::open(common, &arguments.view)?;
    let page = PageOptions {
        depth: arguments.view.depth,
        width: output.width(),
        mermaid: arguments.view.mermaid(),
        ..PageOptions::default()
    };
    let rendered = tree::render(session, &view, format, &page)?;
    drop(watch);
    output.write_rendered(&rendered)?;
    let mermaid = view::is_mermaid_idle(&arguments.view, format);
    view::report_idle(session, &[("--mermaid", mermaid)], format.name);
    let told = format.tells_cycles && !output.is_file();
    Ok(view::report_cycles(session, &view, told))
}
