//! A hierarchy as drawing: SVG, and through it PNG and PDF. The rules of look are in
//! `docs/drawing.md`.
//! Room `render`: may use `core`. The steps, each its own file: `item` (nodes in reading order),
//! `geometry` (columns and widths, measured with `font`), `plan` (texts broken by `wrap`, heights),
//! `layout` (places; numbers only), `pages` (what goes on which sheet), `paint` with `row`,
//! `links`, `crossing`, `frame`, `crossing_table`, `foot` with
//! `legend` (SVG by `canvas`, colours by `palette` and `series`).

pub mod attempt;
pub mod canvas;
pub mod compose;
pub mod counts;
pub mod crossing;
pub mod crossing_table;
pub mod document;
pub mod extras;
pub mod font;
pub mod foot;
pub mod frame;
pub mod geometry;
pub mod item;
pub mod layout;
pub mod legend;
pub mod links;
pub mod pages;
pub mod paint;
pub mod palette;
pub mod pdf;
pub mod plan;
pub mod raster;
pub mod row;
pub mod series;
pub mod wrap;

use crate::render::svg::compose::{Purpose, compose};
use crate::render::{Page, RenderError, Rendered};

/// SVG, a file for each page.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let sheets = compose(page, Purpose::Svg);
    Ok(Rendered::Pages(
        sheets
            .into_iter()
            .map(|sheet| sheet.svg.into_bytes())
            .collect(),
    ))
}
