//! `lobgraaf query NAME|FILE|-`.
//! Room `cli`.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::answer::{self, GRAPH_FORMATS, PLAN_FORMATS, Question, RESULT_FORMATS};
use crate::app::evaluate::{Evaluation, Limits};
use crate::app::session::Session;
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::view::parse_parameter;
use crate::cli::watchdog::TimeLimit;
use crate::core::message::{self, Message};

/// Options of `query`.
#[derive(Debug, Clone, clap::Args)]
pub struct QueryArguments {
    /// Name of a query (`lobgraaf queries` lists them), a file with SPARQL, or - for standard input
    #[arg(value_name = "NAME|FILE|-")]
    pub query: String,
    /// Value for a parameter (repeatable; several values of one name mean any of them)
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parse_parameter)]
    pub parameters: Vec<(String, String)>,
    /// Take at most so many rows or triples; an answer that was cut ends with status 2
    #[arg(long, value_name = "ROWS")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub limit_of_time: TimeLimit,
    /// Admit a query that is larger than usual
    #[arg(long)]
    pub large_query: bool,
    /// Show how the query is evaluated, with rows and time, instead of its answer
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &QueryArguments) -> Result<Outcome, CliError> {
    let output = &arguments.output;
    let session = common.session()?;
    let language = session.language;
    let evaluation = Evaluation {
        language,
        parameters: arguments.parameters.clone(),
        timeout: arguments.limit_of_time.timeout,
        limit: arguments.limit,
        limits: if arguments.large_query {
            Limits::default().raised()
        } else {
            Limits::default()
        },
    };
    let question = question(session, &arguments.query, &evaluation)?;
    let watch = arguments.limit_of_time.watch(language);
    if arguments.explain {
        let format = output.format(&PLAN_FORMATS)?;
        let plan = question.explain(session, &evaluation, format)?;
        drop(watch);
        output.write(&plan)?;
        return Ok(Outcome::Done);
    }
    let known = if question.asks_for_graph() {
        GRAPH_FORMATS
    } else {
        RESULT_FORMATS
    };
    let format = output.format(&known)?;
    let reply = question.run(session, &evaluation)?;
    let (cut, size) = (reply.cut, reply.size().to_string());
    // Blank nodes of a graph get their names while it is put in words, which takes time too.
    let text = reply.write(session, format, output.width())?;
    drop(watch);
    if format == "table" {
        output.write(&text)?;
    } else {
        output.write_data(&text)?;
    }
    if !cut {
        return Ok(Outcome::Done);
    }
    report::warn(&message::text(language, "query.cut", &[("count", &size)]));
    Ok(Outcome::Cut)
}

/// A name of the project goes before a file of that name; what has an ending or a folder is a file.
fn question(
    session: &Session,
    argument: &str,
    evaluation: &Evaluation,
) -> Result<Question, CliError> {
    if argument == "-" {
        let mut bytes = Vec::new();
        let path = PathBuf::from("<stdin>");
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|source| AppError::Read {
            path: path.clone(),
            source,
        })?;
        let text = String::from_utf8(bytes)
            .map_err(|_| CliError::Usage(Message::new("query.not-utf8")))?;
        return Ok(Question::text(session, &path, &text, evaluation)?);
    }
    let path = Path::new(argument);
    let looks_like_file = argument.contains(std::path::is_separator)
        || path
            .extension()
            .is_some_and(|ending| ending == "rq" || ending == "sparql");
    match Question::named(session, argument, evaluation) {
        Err(AppError::Catalogue(unknown)) if unknown.is_unknown() => {
            if looks_like_file || path.is_file() {
                let text = answer::read(path)?;
                Ok(Question::text(session, path, &text, evaluation)?)
            } else {
                Err(AppError::Catalogue(unknown).into())
            }
        }
        other => Ok(other?),
    }
}
