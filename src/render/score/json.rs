//! The report as JSON (`docs/schemas/score.schema.json`).
//! Room `render`.

use serde::Serialize;

use crate::core::checklist::score::Report;
use crate::render::score::ScorePage;
use crate::render::{RenderError, Rendered};

#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// What of the files was not understood.
    problems: &'a [String],
}

/// All of it.
pub fn render(page: &ScorePage<'_>) -> Result<Rendered, RenderError> {
    let page = Page {
        report: page.report,
        problems: page.problems,
    };
    let text = serde_json::to_string_pretty(&page);
    let text = text.map_err(|error| RenderError::Drawing(error.to_string()))?;
    Ok(Rendered::Text(text + "\n"))
}
