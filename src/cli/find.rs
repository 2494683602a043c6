//! `lobgraaf find TEXT`.
//! Room `cli`.

use crate::app::search::{self, FORMATS};
use crate::app::{chosen, resolve};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::core::message::{self, Message};

/// On a terminal so many hits are shown unless asked otherwise; files for programs have all.
const SHOWN: usize = 20;

/// Options of `find`.
#[derive(Debug, Clone, clap::Args)]
pub struct FindArguments {
    /// Words to look for, in Dutch or English; all of them must fit
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
    /// Only things of this class (IRI, prefix:local or label)
    #[arg(long = "type", value_name = "CLASS")]
    pub class: Option<String>,
    /// Show at most so many [default: 20 as text, all as json and csv]
    #[arg(long, value_name = "NUMBER")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &FindArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let format = output.format(&FORMATS)?;
    let session = common.session()?;
    let class = arguments.class.as_deref();
    let class = class
        .map(|class| resolve::class(&session.project, &session.store, class))
        .transpose()?;
    let limit = arguments.limit.or((format == "text").then_some(SHOWN));
    let text = arguments.text.join(" ");
    let found = search::find(session, &text, class.as_deref(), limit)?;
    let nothing = found.hits.is_empty() && found.more == 0;
    if let (Some(what), Some(iri)) = (&arguments.class, &class)
        && (nothing || !chosen::is_own_name(session, what, iri)?)
    {
        let taken = chosen::name(session, iri)?;
        let text = Message::new("find.class").with("class", taken);
        report::warn(&text.in_language(session.language));
    }
    let written = search::render(session, &found, format, output.width());
    if format == "text" {
        output.write(&written)?;
    } else {
        output.write_data(&written)?;
    }
    if nothing {
        let say = |key, values: &[(&str, &str)]| message::text(session.language, key, values);
        report::warn(&say("find.nothing", &[("text", &text)]));
        if !found.suggestions.is_empty() {
            report::warn(&say(
                "find.suggest",
                &[("words", &found.suggestions.join(", "))],
            ));
        }
    }
    Ok(Outcome::Done)
}
