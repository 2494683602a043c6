//! The guideline for new examples as files to fill in, to read and to check against.
//! Room `render`. One file or folder a format; what several say in the same words is in [`words`].

mod document;
mod html;
mod markdown;
mod pdf;
mod schema;
mod toml;
pub mod words;
mod workbook;

use crate::core::form::Form;
use crate::core::language::Language;
use crate::render::{RenderError, Rendered};

/// Formats, with the endings of files that mean them; the first is the default.
pub const FORMATS: [(&str, &[&str]); 7] = [
    ("markdown", &["md"]),
    ("html", &["html"]),
    ("pdf", &["pdf"]),
    ("docx", &["docx"]),
    ("xlsx", &["xlsx"]),
    ("toml", &["toml"]),
    ("json-schema", &["json"]),
];

/// In which way it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// Fields with their lists to choose from.
    #[default]
    Questionnaire,
    /// Open questions with room to write, for whoever asks somebody else.
    Interview,
}

/// Writes a form in one of [`FORMATS`], as a questionnaire.
pub fn render(form: &Form, format: &str, language: Language) -> Result<Rendered, RenderError> {
    render_as(form, format, language, Variant::Questionnaire)
}

/// As [`render`], in a variant; a format for programs has one variant only and is in that.
pub fn render_as(
    form: &Form,
    format: &str,
    language: Language,
    variant: Variant,
) -> Result<Rendered, RenderError> {
    match format {
        "docx" => document::render(form, language, variant),
        "html" => html::render(form, language, variant),
        "json-schema" => schema::render(form, language),
        "pdf" => pdf::render(form, language, variant),
        "toml" => Ok(Rendered::Text(toml::render(form, language))),
        "xlsx" => workbook::render(form, language),
        _ => Ok(Rendered::Text(markdown::render(form, language, variant))),
    }
}
