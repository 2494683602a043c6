//! A checklist on paper: A4 upright, boxes to tick, lines to write on.
//! Room `render`. The rules of look are in `docs/drawing.md`; the full form is set here, the short
//! one in [`short`].

mod foot;
mod form;
mod full;
mod short;

use crate::core::checklist::{Checklist, Form};
use crate::render::paper::{BoxStyle, pdf};
use crate::render::svg::palette::LIGHT;
use crate::render::{RenderError, Rendered};

/// The document.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let paper = match checklist.form {
        Form::Full => full::paper(checklist),
        Form::Short => short::paper(checklist),
    };
    pdf::render(&paper)
}

const INK: &str = LIGHT.ink;
const MUTED: &str = LIGHT.muted;

/// The frame of an element of a framework: solid where the source says so, else dashed.
fn chip_frame(is_stated: bool) -> BoxStyle {
    BoxStyle {
        fill: None,
        stroke: Some(match is_stated {
            true => LIGHT.stated,
            false => LIGHT.curated,
        }),
        width: 0.9,
        is_dashed: !is_stated,
        radius: 3.0,
    }
}
