//! `guideline`: the form for new examples, made from the project's shape by its queries.
//! Room `app`. Which queries, `[guideline]` in `lobgraaf.toml` says.

mod build;

pub use build::columns;

use crate::app::AppError;
use crate::app::session::Session;
use crate::core::form::Form;
use crate::core::language::Language;
use crate::core::message::{Message, Tell};
use crate::render::{Rendered, guideline as pages};

pub use crate::render::guideline::{FORMATS, Variant};

/// Why there is no guideline.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum GuidelineError {
    /// `lobgraaf.toml` names no queries for one.
    NotConfigured,
    /// A query lacks a column.
    NoColumn { query: String, column: String },
    /// No field at all.
    NoFields { query: String },
    /// A field lacks something that it cannot do without.
    Incomplete { field: String, about: String },
    /// Something is said of a field that has no meaning there.
    BadFact {
        field: String,
        about: String,
        value: String,
    },
    /// Two fields have one key.
    SameKey { key: String, field: String },
}

impl Tell for GuidelineError {
    fn message(&self) -> Message {
        match self {
            Self::NotConfigured => Message::new("guideline.not-configured"),
            Self::NoColumn { query, column } => Message::new("guideline.no-column")
                .with("query", query)
                .with("column", column),
            Self::NoFields { query } => Message::new("guideline.no-fields").with("query", query),
            Self::Incomplete { field, about } => Message::new("guideline.incomplete")
                .with("field", field)
                .with("about", about),
            Self::BadFact {
                field,
                about,
                value,
            } => Message::new("guideline.bad-fact")
                .with("field", field)
                .with("about", about)
                .with("value", value),
            Self::SameKey { key, field } => Message::new("guideline.same-key")
                .with("key", key)
                .with("field", field),
        }
    }
}

/// The form of a project.
pub fn form(session: &Session) -> Result<Form, AppError> {
    let queries = session.project.config.guideline.as_ref();
    let queries = queries.ok_or(GuidelineError::NotConfigured)?;
    build::form(session, queries)
}

/// Writes a form in one of [`FORMATS`].
pub fn render(
    form: &Form,
    format: &str,
    language: Language,
    variant: Variant,
) -> Result<Rendered, AppError> {
    Ok(pages::render_as(form, format, language, variant)?)
}
