//! `lobgraaf link add SUBJECT [PREDICATE OBJECT]`.
//! Room `cli`.

use std::io::Write;
use std::path::PathBuf;

use crate::app::link::add::{Adding, Options, Written};
use crate::app::link::review::error::relation;
use crate::app::link::review::output::portrait;
use crate::app::{escape, wrap_some};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::BeginArguments;
use crate::cli::link::review::keys::line;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::spinner::Spinner;
use crate::core::language::Language;
use crate::core::message::{self, Message, Tell};
use crate::core::review::Choice;
use crate::core::review::portrait::Portrait;
use crate::core::vocabulary::sssom::NO_TERM_FOUND;

/// A line of a list has at most so many columns.
const LONGEST: usize = 400;

/// Options of `link add`.
#[derive(Debug, Clone, clap::Args)]
pub struct AddArguments {
    /// The concept to link (IRI, prefix:local, notation or label)
    #[arg(value_name = "SUBJECT")]
    pub subject: String,
    /// exact, close, broad, narrow or related; without it you search and choose
    #[arg(value_name = "PREDICATE", requires = "object")]
    pub predicate: Option<String>,
    /// The concept to link to; `sssom:NoTermFound` where nothing fits
    #[arg(value_name = "OBJECT")]
    pub object: Option<String>,
    /// Mapping set to write to
    #[arg(long, value_name = "FILE")]
    pub into: PathBuf,
    /// Who links (IRI or prefix:local)
    #[arg(long, value_name = "IRI")]
    pub author: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Say that the relation does not hold; needs a reason
    #[arg(long, requires = "object")]
    pub not: bool,
    /// File of the vocabulary to link to (repeatable)
    #[arg(long, value_name = "FILE")]
    pub vocabulary: Vec<PathBuf>,
    /// File of the vocabulary of the subject, instead of the project (repeatable)
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// Day of the decision [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// The vocabulary that is linked to [default: what the set says]
    #[arg(long, value_name = "IRI")]
    pub object_source: Option<String>,
    /// Its version [default: what the set says]
    #[arg(long, value_name = "VERSION")]
    pub object_source_version: Option<String>,
    #[command(flatten)]
    pub begin: BeginArguments,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &AddArguments) -> Result<Outcome, CliError> {
    let language = common.language();
    if arguments.object.is_none() && arguments.vocabulary.is_empty() {
        return Err(CliError::Usage(Message::new("link-add.no-vocabulary")));
    }
    let from = match arguments.from.is_empty() {
        true => &common.file,
        false => &arguments.from,
    };
    let options = Options {
        subject: arguments.subject.clone(),
        into: arguments.into.clone(),
        vocabulary: arguments.vocabulary.clone(),
        from: from.clone(),
        added: common.add.clone(),
        author: arguments.author.clone(),
        date: arguments.date.clone(),
        object_source: arguments.object_source.clone(),
        object_source_version: arguments.object_source_version.clone(),
        begin: arguments.begin.begin(),
    };
    let project = common.project()?;
    let mut adding = Adding::open(&project, &options, language, &Spinner::new(language))?;
    let (Some(predicate), Some(object)) = (&arguments.predicate, &arguments.object) else {
        return Ok(converse(&mut adding, arguments, language));
    };
    let relation = relation(predicate).map_err(crate::app::AppError::from)?;
    let object = adding.object(object)?;
    let reason = &arguments.reason;
    let written = match (arguments.not, object == NO_TERM_FOUND) {
        (true, _) => adding.deny(&object, relation.property(), reason)?,
        (false, true) => adding.decide(&object, Choice::Nothing, reason)?,
        (false, false) => adding.decide(&object, Choice::Accept(relation), reason)?,
    };
    tell(&adding, &written, language);
    Ok(Outcome::Done)
}

/// Tells what was written.
fn tell(adding: &Adding, written: &Written, language: Language) {
    let key = if written.new {
        "link-add.written"
    } else {
        "link-add.known"
    };
    let path = adding.path().display().to_string();
    for row in &written.rows {
        let row = adding.told(row);
        report::warn(&message::text(
            language,
            key,
            &[("path", &path), ("row", &row)],
        ));
    }
}

/// Searching, looking and deciding, a line at a time, until something is decided.
fn converse(adding: &mut Adding, arguments: &AddArguments, language: Language) -> Outcome {
    let width = OutputOptions::default().width();
    say(&portrait(&adding.subject(), language, width, &|iri| {
        adding.short(iri)
    }));
    let own = adding.subject().label;
    let hits = adding.search(&own);
    list(adding, &hits, &own, language);
    loop {
        let is_looking = adding.looked_at().is_some();
        let prompt = if is_looking {
            "link-add.prompt-concept"
        } else {
            "link-add.prompt"
        };
        say(&format!("{}\n", message::text(language, prompt, &[])));
        let Some(line) = line() else {
            return Outcome::Done;
        };
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let mut letters = word.chars();
        let key = letters.next().filter(|_| letters.next().is_none());
        let key = key.map(|key| key.to_ascii_lowercase());
        let choice = key
            .and_then(Choice::from_key)
            .filter(|choice| match choice {
                Choice::Nothing => true,
                Choice::Later => false,
                _ => is_looking,
            });
        if word.is_empty() {
            continue;
        } else if word.eq_ignore_ascii_case("q") {
            return Outcome::Done;
        } else if let Some(choice) = choice {
            let object = adding.looked_at().unwrap_or(NO_TERM_FOUND).to_owned();
            let reason = if rest.trim().is_empty() {
                &arguments.reason
            } else {
                rest
            };
            match adding.decide(&object, choice, reason) {
                Ok(written) => {
                    tell(adding, &written, language);
                    return Outcome::Done;
                }
                Err(error) => report::warn(&error.message().in_language(language)),
            }
        } else if let Ok(number) = line.parse::<usize>() {
            look(adding, number, language, width);
        } else {
            let hits = adding.search(line);
            list(adding, &hits, line, language);
        }
    }
}

/// Shows one concept and, numbered, what stands around it.
fn look(adding: &mut Adding, number: usize, language: Language, width: usize) {
    match adding.look(number) {
        Some(found) => {
            say(&portrait(&found, language, width, &|iri| adding.short(iri)));
            let around = adding.listed();
            numbered(adding, &around);
        }
        None => {
            let number = number.to_string();
            report::warn(&message::text(
                language,
                "link-add.no-number",
                &[("number", &number)],
            ));
        }
    }
}

fn list(adding: &Adding, hits: &[Portrait], text: &str, language: Language) {
    let count = hits.len().to_string();
    let said = match hits.is_empty() {
        true => message::text(language, "link-add.no-hits", &[("text", text)]),
        false => message::text(language, "link-add.hits", &[("count", &count)]),
    };
    say(&format!("{}\n", escape::terminal(&said)));
    numbered(adding, hits);
}

/// A numbered line for each concept: label, what stands above it, IRI.
fn numbered(adding: &Adding, concepts: &[Portrait]) {
    for (place, concept) in concepts.iter().enumerate() {
        let above = concept.chains.first().and_then(|chain| chain.last());
        let above = above.map_or(String::new(), |above| format!(" ‹ {}", above.label));
        let line = format!("{}{above} ({})", concept.label, adding.short(&concept.iri));
        let line = wrap_some(&escape::terminal(&line), LONGEST, 2).join(" ");
        say(&format!("{:>3}  {line}\n", place + 1));
    }
}

fn say(text: &str) {
    let mut out = anstream::stdout();
    // Where nobody reads any more, the next line of input ends the conversation.
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}
