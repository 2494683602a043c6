//! `lobgraaf link review FILE`.
//! Room `cli`.

pub mod keys;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::review::output::{FORMATS, advance, help};
use crate::app::link::review::{Options, Review};
use crate::cli::Outcome;
use crate::cli::args::Common;
use crate::cli::link::BeginArguments;
use crate::cli::output::OutputOptions;
use crate::cli::report::{self, CliError};
use crate::cli::spinner::Spinner;
use crate::core::language::Language;
use crate::core::message::{self, Message, Tell};
use crate::core::review::{Action, Choice};
use keys::{Keys, Pressed};

/// Options of `link review`.
#[derive(Debug, Clone, clap::Args)]
pub struct ReviewArguments {
    /// Mapping set (SSSOM: .sssom.tsv or .sssom.json) to review and to write decisions to
    #[arg(value_name = "FILE")]
    pub mappings: PathBuf,
    /// Mapping set with suggestions that FILE does not have yet, as `link suggest --format sssom` writes (repeatable)
    #[arg(long, value_name = "FILE")]
    pub suggestions: Vec<PathBuf>,
    /// File of the vocabulary that links lead to: shows its definitions, places and reasons (repeatable)
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// File of the vocabulary that links come from, instead of the project (repeatable)
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// Who decides (IRI or prefix:local)
    #[arg(long, value_name = "IRI")]
    pub reviewer: Option<String>,
    /// Day of the decisions [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Look again at what others decided
    #[arg(long)]
    pub second: bool,
    /// Only concepts whose name or IRI has this in it
    #[arg(long, value_name = "TEXT")]
    pub subject: Option<String>,
    /// Apply the decisions of a table that the page or the workbook gave back (.tsv, .xlsx)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format"])]
    pub decisions: Option<PathBuf>,
    #[command(flatten)]
    pub begin: BeginArguments,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Runs the command.
pub fn run(common: &Common, arguments: &ReviewArguments) -> Result<Outcome, CliError> {
    let language = common.language();
    let format = arguments.output.format(&FORMATS)?;
    let from = match arguments.from.is_empty() {
        true => &common.file,
        false => &arguments.from,
    };
    let options = Options {
        file: arguments.mappings.clone(),
        suggestions: arguments.suggestions.clone(),
        with: arguments.with.clone(),
        from: from.clone(),
        added: common.add.clone(),
        reviewer: arguments.reviewer.clone(),
        date: arguments.date.clone(),
        second: arguments.second,
        subject: arguments.subject.clone(),
        begin: arguments.begin.begin(),
    };
    let project = common.project()?;
    let mut review = Review::open(&project, &options, language, &Spinner::new(language))?;
    for warning in review.warnings() {
        report::warn(&warning.in_language(language));
    }
    if let Some(table) = &arguments.decisions {
        return apply(&mut review, table, language);
    }
    if format != "text" {
        arguments.output.write_rendered(&review.render(format)?)?;
        return Ok(Outcome::Done);
    }
    review.ready()?;
    let conversation = Conversation {
        review,
        keys: Keys::new(),
        language,
        width: arguments.output.width(),
        remark: String::new(),
        unwritten: 0,
        conflicts: 0,
    };
    conversation.run()
}

/// Applies a table of decisions; tells every fault.
fn apply(
    review: &mut Review,
    table: &std::path::Path,
    language: Language,
) -> Result<Outcome, CliError> {
    let applied = review.apply(table)?;
    for fault in &applied.faults {
        let text = format!("{}: {}", table.display(), fault.message(language));
        report::warn(&text);
    }
    let path = review.path().display().to_string();
    if applied.faults.is_empty() {
        let (new, known) = (applied.new.to_string(), applied.known.to_string());
        let values = [("new", &*new), ("known", &known), ("path", &path)];
        report::warn(&message::text(language, "review.applied", &values));
        return Ok(Outcome::Done);
    }
    let count = applied.faults.len().to_string();
    report::warn(&message::text(
        language,
        "review.refused",
        &[("count", &count)],
    ));
    Ok(Outcome::Findings)
}

/// Questions and keys.
struct Conversation {
    review: Review,
    keys: Keys,
    language: Language,
    width: usize,
    remark: String,
    /// How many decisions could not be written.
    unwritten: usize,
    /// How many were refused because somebody else was quicker.
    conflicts: usize,
}

/// Whether the conversation goes on.
#[derive(PartialEq, Eq)]
enum Next {
    /// With the next card.
    Card,
    /// With another key for the same card.
    Key,
    /// With another key for the same card, where somebody can see that this one did nothing.
    Refused,
    End,
}

impl Conversation {
    /// Asks until there is nothing left, or somebody stops. Lines of a file were written for the
    /// cards in their order: after one that is refused the others would meet other cards, so they
    /// are not read.
    fn run(mut self) -> Result<Outcome, CliError> {
        let all = self.review.advance().all;
        if all == 0 {
            let path = self.review.path().display().to_string();
            self.tell("review.none", &[("path", &path)]);
            return Ok(Outcome::Done);
        }
        let mut next = Next::Card;
        let mut refused = None;
        while next != Next::End {
            if next == Next::Card && !self.show() {
                break;
            }
            next = match self.keys.next() {
                Some(pressed) => self.press(&pressed),
                None => Next::End,
            };
            if next == Next::Refused && matches!(self.keys, Keys::Lines(_)) {
                refused = Some(self.keys.line_number());
                break;
            }
        }
        let advance = self.review.advance();
        let values = [
            ("count", self.review.decisions().to_string()),
            ("path", self.review.path().display().to_string()),
            ("open", (advance.all - advance.decided).to_string()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        self.tell("review.end", &values);
        match (refused, self.unwritten) {
            (Some(line), _) => Err(CliError::Usage(
                Message::new("review.stopped").with("line", line),
            )),
            (None, 0) if self.conflicts > 0 => Ok(Outcome::Findings),
            (None, 0) => Ok(Outcome::Done),
            (None, count) => Err(CliError::Usage(
                Message::new("review.unwritten").with("count", count),
            )),
        }
    }

    /// Shows the pair to decide on; tells whether there is one and somebody who reads it.
    fn show(&self) -> bool {
        let Some(card) = self.review.show(self.width) else {
            return false;
        };
        let mut out = anstream::stdout();
        if matches!(self.keys, Keys::Terminal) && std::io::stdout().is_terminal() {
            let _ = write!(out, "\u{1b}[H\u{1b}[2J");
        }
        write!(out, "{card}").and_then(|()| out.flush()).is_ok()
    }

    fn tell(&self, key: &str, values: &[(&str, &str)]) {
        report::warn(&message::text(self.language, key, values));
    }

    /// Does what a key means.
    fn press(&mut self, pressed: &Pressed) -> Next {
        let Some(action) = Action::from_key(pressed.key) else {
            self.tell("review.unknown-key", &[("key", &pressed.key.to_string())]);
            return Next::Refused;
        };
        match action {
            Action::Choose(choice) => return self.choose(choice, &pressed.rest),
            Action::Undo => return self.undo(),
            Action::Back => self.review.back(),
            Action::Skip => self.review.skip(),
            Action::Filter => match self.text(&pressed.rest, "review.ask-filter") {
                Some(text) => self.review.set_filter(&text),
                None => return Next::End,
            },
            Action::Remark => match self.text(&pressed.rest, "review.ask-reason") {
                Some(text) => self.remark = text,
                None => return Next::End,
            },
            Action::Help => {
                let mut out = anstream::stdout();
                let _ = write!(out, "{}", help(self.language)).and_then(|()| out.flush());
                return Next::Key;
            }
            Action::Quit => return Next::End,
        }
        Next::Card
    }

    /// What stands behind the key, else what is typed when asked.
    fn text(&self, rest: &str, question: &str) -> Option<String> {
        match rest {
            "" => self.keys.ask(&message::text(self.language, question, &[])),
            rest => Some(rest.to_owned()),
        }
    }

    fn choose(&mut self, choice: Choice, rest: &str) -> Next {
        let mut reason = match rest {
            "" => self.remark.clone(),
            rest => rest.to_owned(),
        };
        if reason.trim().is_empty() && self.review.needs_reason(choice) {
            let question = match choice {
                Choice::Reject => "review.ask-reason",
                _ => "review.ask-reason-other",
            };
            match self.text("", question) {
                Some(text) => reason = text,
                None => return Next::End,
            }
        }
        match self.review.decide(choice, &reason) {
            Ok(()) => {
                self.remark.clear();
                Next::Card
            }
            Err(error) => self.failed(&error),
        }
    }

    fn undo(&mut self) -> Next {
        match self.review.undo() {
            Ok(true) => {
                self.tell("review.undone", &[]);
                Next::Card
            }
            Ok(false) => {
                self.tell("review.nothing-to-undo", &[]);
                Next::Refused
            }
            Err(error) => self.failed(&error),
        }
    }

    /// Tells what went wrong. Where somebody else decided, the next pair follows.
    fn failed(&mut self, error: &AppError) -> Next {
        self.conflicts += usize::from(error.is_conflict());
        self.unwritten += usize::from(!error.is_refusal() && !error.is_conflict());
        report::warn(&error.message().in_language(self.language));
        match error.is_conflict() {
            true => {
                report::warn(&advance(self.review.advance(), self.language));
                Next::Card
            }
            false => Next::Refused,
        }
    }
}
