//! A checklist as JSON (`docs/schemas/checklist.schema.json`).
//! Room `render`.

use crate::core::checklist::Checklist;
use crate::render::{RenderError, Rendered};

/// All that is known of it.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let text = serde_json::to_string_pretty(checklist);
    let text = text.map_err(|error| RenderError::Drawing(error.to_string()))?;
    Ok(Rendered::Text(text + "\n"))
}
