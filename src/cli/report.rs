//! Errors as people see them, on standard error.
//! Room `cli`.

use std::error::Error;
use std::io::Write;

use crate::app::AppError;
use crate::core::language::Language;
use crate::core::message;

/// Everything that ends a command with status 2.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Write(#[from] crate::store::write::WriteError),
    #[error("{0}")]
    Usage(String),
}

impl From<crate::store::StoreError> for CliError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::App(error.into())
    }
}

/// Prints the error and, indented, the causes that its own message does not already hold.
pub fn print(error: &CliError, language: Language) {
    let mut text = message::text(language, "error.prefix", &[("text", &error.to_string())]);
    let mut cause = error.source();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !text.contains(&message) {
            text.push_str(&format!("\n  {message}"));
        }
        cause = inner.source();
    }
    let text: Vec<_> = text
        .lines()
        .map(crate::render::escape::terminal_line)
        .collect();
    // Nowhere is left to report that standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", text.join("\n"));
}

/// Prints a remark that is no error.
pub fn note(text: &str) {
    // Nowhere is left to report that standard error is closed.
    let _ = writeln!(
        anstream::stderr(),
        "{}",
        crate::render::escape::terminal(text)
    );
}
