//! Errors as people see them, on standard error.
//! Room `cli`.

use std::error::Error;
use std::io::Write;

use crate::app::write::WriteError;
use crate::app::{AppError, escape, localize};
use crate::core::language::Language;
use crate::core::message;

/// Everything that ends a command with status 2.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("{0}")]
    Usage(String),
}

/// Prints the error and, indented, the causes that its own message does not already hold.
pub fn print(error: &CliError, language: Language) {
    let own = match error {
        CliError::App(error) => localize::localized(error, language),
        other => other.to_string(),
    };
    let mut text = message::text(language, "error.prefix", &[("text", &own)]);
    let mut cause = error.source();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !text.contains(&message) {
            text.push_str(&format!("\n  {message}"));
        }
        cause = inner.source();
    }
    let text: Vec<_> = text.lines().map(escape::terminal_line).collect();
    // Nowhere is left to report that standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", text.join("\n"));
}

/// Prints a line on standard error that is no error: a finding, a remark.
pub fn warn(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", escape::terminal(text));
}
