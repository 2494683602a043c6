//! A checklist as a document (DOCX, ECMA-376) to fill in, print and change. The parts are templates in
//! `templates/checklist.docx`; askama escapes what it prints, and nothing that XML forbids gets there.
//! Room `render`. Why no library writes it: `docs/decisions/004-documents-from-templates.md`.

mod page;
mod parts;

use std::io::{Cursor, Write};

use askama::Template;
use resvg::tiny_skia::{Color, Paint, Pixmap, Rect, Transform};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::core::checklist::Checklist;
use crate::render::checklist::words::say;
use crate::render::{RenderError, Rendered, escape};
use page::Page;

const CONTENT_TYPES: &str = include_str!("../../../../templates/checklist.docx/content-types.xml");
const RELATIONS: &str = include_str!("../../../../templates/checklist.docx/relations.xml");
const SETTINGS: &str = include_str!("../../../../templates/checklist.docx/settings.xml");

/// Pixels of a bar, and steps in which it fills.
const BAR: (u32, u32) = (360, 26);
const STEPS: usize = 120;

#[derive(Template)]
#[template(path = "checklist.docx/styles.xml")]
struct Styles {
    language: &'static str,
}

#[derive(Template)]
#[template(path = "checklist.docx/core.xml")]
struct Properties {
    title: String,
    language: &'static str,
    date: String,
    edition: String,
}

#[derive(Template)]
#[template(path = "checklist.docx/footer.xml")]
struct Footer {
    left: String,
    page: String,
    of: String,
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
    let language = parts::language(checklist.language);
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
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.into()),
        ("_rels/.rels".to_owned(), RELATIONS.into()),
        ("docProps/core.xml".to_owned(), bytes(&properties)?),
        ("word/document.xml".to_owned(), bytes(&page)?),
        (
            "word/_rels/document.xml.rels".to_owned(),
            bytes(&relations)?,
        ),
        ("word/styles.xml".to_owned(), bytes(&Styles { language })?),
        ("word/settings.xml".to_owned(), SETTINGS.into()),
        ("word/footer1.xml".to_owned(), bytes(&footer)?),
    ];
    for &steps in &page.bars {
        files.push((format!("word/media/bar{steps}.png"), bar(steps)?));
    }
    let bytes = pack(&files).map_err(|error| RenderError::Drawing(error.to_string()))?;
    Ok(Rendered::Bytes { bytes, pages: 1 })
}

/// A text without what XML forbids or what would reorder it.
fn clean(text: &str) -> String {
    escape::terminal(text)
}

fn bytes(template: &impl Template) -> Result<Vec<u8>, RenderError> {
    Ok(template.render()?.into_bytes())
}

/// The archive. The same files make the same bytes: no clock.
fn pack(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
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
