//! Errors as people see them, on standard error.
//! Room `cli`.

use std::io::Write;

use crate::app::CUT;
use crate::app::write::WriteError;
use crate::app::{AppError, escape};
use crate::core::language::Language;
use crate::core::message::{Message, Tell};

/// A remark has at most so many characters: values of foreign files may have millions.
const LONGEST: usize = 20_000;

/// Everything that ends a command with status 2.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum CliError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The command is not to be used so.
    Usage(Message),
}

impl Tell for CliError {
    fn message(&self) -> Message {
        match self {
            Self::App(error) => error.message(),
            Self::Write(error) => error.message(),
            Self::Usage(message) => message.clone(),
        }
    }
}

/// Prints what went wrong; a message tells of its causes itself.
pub fn print(error: &impl Tell, language: Language) {
    let text = Message::new("error.prefix").with("text", error.message());
    let text = text.in_language(language);
    let text: Vec<_> = text.lines().map(escape::terminal_line).collect();
    // Nowhere is left to report that standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", text.join("\n"));
}

/// Prints a line on standard error that is no error: a finding, a remark.
pub fn warn(text: &str) {
    let end = text.char_indices().nth(LONGEST);
    let (text, cut) = match end {
        Some((end, _)) => (&text[..end], CUT),
        None => (text, ""),
    };
    let _ = writeln!(anstream::stderr(), "{}{cut}", escape::terminal(text));
}
