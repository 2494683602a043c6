//! What answered checklists say, as a report.
//! Room `render`. [`words`] says it once; a file a format sets it.

pub mod diagram;
mod html;
mod json;
mod pdf;
mod text;
pub mod words;

use crate::core::checklist::score::Report;
use crate::render::score::diagram::GoalTree;
use crate::render::{RenderError, Rendered};

/// Formats, with the endings of files that mean them; the first is the default.
pub const FORMATS: [(&str, &[&str]); 4] = [
    ("text", &["txt"]),
    ("html", &["html"]),
    ("pdf", &["pdf"]),
    ("json", &["json"]),
];

/// Formats of the drawing of goals alone.
pub const DRAWN_FORMATS: [(&str, &[&str]); 3] =
    [("svg", &["svg"]), ("png", &["png"]), ("pdf", &["pdf"])];

/// A report with what of the files was not understood.
pub struct ScorePage<'a> {
    pub report: &'a Report,
    /// A line for each problem.
    pub problems: &'a [String],
    /// The goals with the activities that name them; `None` where none names any.
    pub goals: Option<&'a GoalTree>,
    /// Columns of the terminal.
    pub width: usize,
}

/// Writes it in one of [`FORMATS`].
pub fn render(page: &ScorePage<'_>, format: &str) -> Result<Rendered, RenderError> {
    match format {
        "html" => html::render(page),
        "pdf" => pdf::render(page),
        "json" => json::render(page),
        _ => Ok(Rendered::Text(text::render(page))),
    }
}
