//! A checklist as a document (DOCX) to fill in, print and change. Its own parts are templates in
//! `templates/checklist.docx`.
//! Room `render`.

mod page;
mod parts;

use askama::Template;
use resvg::tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

use crate::core::checklist::Checklist;
use crate::render::checklist::words::say;
use crate::render::docx::{self, Footer, Properties, bytes, clean};
use crate::render::{RenderError, Rendered};
use page::Page;

/// Pixels of a bar, and steps in which it fills.
const BAR: (u32, u32) = (360, 26);
const STEPS: usize = 120;

#[derive(Template)]
#[template(path = "checklist.docx/styles.xml")]
struct Styles {
    language: &'static str,
}

#[derive(Template)]
#[template(path = "checklist.docx/document-relations.xml")]
struct Relations<'a> {
    /// How far bars are filled, in steps.
    bars: &'a [usize],
    /// Addresses.
    links: &'a [String],
}

/// The whole document.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let language = docx::language(checklist.language);
    let page = Page::new(checklist);
    let title = clean(&checklist.title);
    let edition = clean(&checklist.edition);
    let relations = Relations {
        bars: &page.bars,
        links: &page.links,
    };
    let footer = Footer {
        left: format!(
            "{title} · {} {edition}",
            say(checklist, "checklist.edition", &[])
        ),
        page: say(checklist, "checklist.page", &[]),
        of: say(checklist, "checklist.page-of", &[]),
    };
    let properties = Properties {
        title,
        language,
        date: clean(&checklist.date),
        edition,
    };
    let mut files = vec![
        ("word/document.xml".to_owned(), bytes(&page)?),
        (
            "word/_rels/document.xml.rels".to_owned(),
            bytes(&relations)?,
        ),
        ("word/styles.xml".to_owned(), bytes(&Styles { language })?),
    ];
    for &steps in &page.bars {
        files.push((format!("word/media/bar{steps}.png"), bar(steps)?));
    }
    docx::document(&properties, &footer, files)
}

/// A frame that stands for all examples, filled as far as some of them go (PNG).
fn bar(steps: usize) -> Result<Vec<u8>, RenderError> {
    let failed = || RenderError::Drawing("PNG".to_owned());
    let (width, height) = BAR;
    let mut pixels = Pixmap::new(width, height).ok_or_else(failed)?;
    let line = 2.0;
    let mut fill = |x: f32, y: f32, width: f32, height: f32, colour: (u8, u8, u8)| {
        let Some(area) = Rect::from_xywh(x, y, width, height) else {
            return;
        };
        let mut paint = Paint::default();
        paint.set_color(Color::from_rgba8(colour.0, colour.1, colour.2, 255));
        pixels.fill_rect(area, &paint, Transform::identity(), None);
    };
    let (width, height) = (width as f32, height as f32);
    fill(0.0, 0.0, width, height, (0x74, 0x82, 0x8F));
    let (inner, high) = (width - 2.0 * line, height - 2.0 * line);
    fill(line, line, inner, high, (0xFF, 0xFF, 0xFF));
    let filled = inner * steps as f32 / STEPS as f32;
    fill(line, line, filled, high, (0x0F, 0x4C, 0x81));
    pixels.encode_png().map_err(|_| failed())
}
