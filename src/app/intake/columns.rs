//! Why a file of columns is not used.
//! Room `app`.

use std::path::PathBuf;

use crate::core::message::{Message, Tell};

/// What is wrong with a file of other people's names for columns and values.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum ColumnsError {
    /// A file of columns that cannot be read as TOML.
    Syntax {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// A key of such a file that means nothing, with what it may have been.
    UnknownKey {
        path: PathBuf,
        line: Option<usize>,
        key: String,
        known: Vec<String>,
    },
    /// A heading or list of such a file that stands for a field that the form does not have.
    UnknownField {
        path: PathBuf,
        line: Option<usize>,
        key: String,
        field: String,
        nearest: Vec<String>,
    },
    /// A word of such a file that stands for nothing in the list of its field.
    UnknownChoice {
        path: PathBuf,
        line: Option<usize>,
        key: String,
        value: String,
        nearest: Vec<String>,
    },
    /// Words for a field of such a file that has no list.
    NoList {
        path: PathBuf,
        line: Option<usize>,
        field: String,
    },
    /// Something else than a text in such a file.
    NotText {
        path: PathBuf,
        line: Option<usize>,
        key: String,
    },
}

impl Tell for ColumnsError {
    fn message(&self) -> Message {
        match self {
            Self::Syntax {
                path,
                line,
                message,
            } => Message::at(
                path,
                Some(*line),
                Message::new("intake-file.syntax").with("text", message),
            ),
            Self::UnknownKey {
                path,
                line,
                key,
                known,
            } => Message::at(
                path,
                *line,
                Message::new("intake-columns.unknown-key")
                    .with("key", key)
                    .with("known", Message::list(known)),
            ),
            Self::UnknownField {
                path,
                line,
                key,
                field,
                nearest,
            } => Message::at(
                path,
                *line,
                Message::new("intake-columns.unknown-field")
                    .with("key", key)
                    .with("field", field)
                    .with("near", near(nearest)),
            ),
            Self::UnknownChoice {
                path,
                line,
                key,
                value,
                nearest,
            } => Message::at(
                path,
                *line,
                Message::new("intake-columns.unknown-choice")
                    .with("key", key)
                    .with("value", value)
                    .with("near", near(nearest)),
            ),
            Self::NoList { path, line, field } => Message::at(
                path,
                *line,
                Message::new("intake-columns.no-list").with("field", field),
            ),
            Self::NotText { path, line, key } => Message::at(
                path,
                *line,
                Message::new("intake-columns.not-text").with("key", key),
            ),
        }
    }
}

fn near(names: &[String]) -> Message {
    match names {
        [] => Message::from(""),
        names => Message::new("intake.near").with("names", Message::list(names)),
    }
}
