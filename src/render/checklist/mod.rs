//! A checklist as pages to fill in, print and give back.
//! Room `render`. One file a format; what several say in the same words is in [`words`].

mod document;
mod html;
mod json;
mod markdown;
mod names;
mod pdf;
pub mod words;
mod workbook;

use crate::core::checklist::Checklist;
use crate::render::{RenderError, Rendered};

/// Formats, with the endings of files that mean them; the first is the default.
pub const FORMATS: [(&str, &[&str]); 6] = [
    ("markdown", &["md"]),
    ("html", &["html"]),
    ("pdf", &["pdf"]),
    ("docx", &["docx"]),
    ("xlsx", &["xlsx"]),
    ("json", &["json"]),
];

/// Writes a checklist in one of [`FORMATS`].
pub fn render(checklist: &Checklist, format: &str) -> Result<Rendered, RenderError> {
    match format {
        "html" => html::render(checklist),
        "json" => json::render(checklist),
        "pdf" => pdf::render(checklist),
        "docx" => document::render(checklist),
        "xlsx" => workbook::render(checklist),
        _ => Ok(Rendered::Text(markdown::render(checklist))),
    }
}
