//! The guideline for new examples as files to fill in.
//! Room `render`. One file or folder a format; what several say in the same words is in [`words`].

mod document;
pub mod words;
mod workbook;

use crate::core::form::Form;
use crate::core::language::Language;
use crate::render::{RenderError, Rendered};

/// Formats, with the endings of files that mean them.
pub const FORMATS: [(&str, &[&str]); 2] = [("docx", &["docx"]), ("xlsx", &["xlsx"])];

/// In which way it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// Fields with their lists to choose from.
    #[default]
    Questionnaire,
    /// Open questions with room to write, for whoever asks somebody else; documents only.
    Interview,
}

/// Writes a form in one of [`FORMATS`], as a questionnaire.
pub fn render(form: &Form, format: &str, language: Language) -> Result<Rendered, RenderError> {
    render_as(form, format, language, Variant::Questionnaire)
}

/// As [`render`], in a variant; a format that has one variant only is in that.
pub fn render_as(
    form: &Form,
    format: &str,
    language: Language,
    variant: Variant,
) -> Result<Rendered, RenderError> {
    match format {
        "docx" => document::render(form, language, variant),
        _ => workbook::render(form, language),
    }
}
