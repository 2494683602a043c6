//! What documents (DOCX, ECMA-376) have in common: parts from the templates in `templates/document`,
//! places to fill in, and the archive. askama escapes what it prints, and nothing that XML forbids
//! gets there.
//! Room `render`. Why no library writes them: `docs/decisions/004-documents-from-templates.md`.

use std::io::{Cursor, Write};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::core::language::Language;
use crate::render::{RenderError, Rendered, escape};

const CONTENT_TYPES: &str = include_str!("../../templates/document/content-types.xml");
const RELATIONS: &str = include_str!("../../templates/document/relations.xml");
const SETTINGS: &str = include_str!("../../templates/document/settings.xml");

/// What a document says of itself.
#[derive(Template)]
#[template(path = "document/core.xml")]
pub struct Properties {
    pub title: String,
    pub language: &'static str,
    /// `YYYY-MM-DD`.
    pub date: String,
    pub edition: String,
}

/// What stands at the foot of every page.
#[derive(Template)]
#[template(path = "document/footer.xml")]
pub struct Footer {
    pub left: String,
    pub page: String,
    pub of: String,
}

/// A place to fill in.
#[derive(Clone)]
pub struct Place {
    pub id: usize,
    pub alias: String,
    pub tag: String,
    pub bookmark: String,
}

impl Place {
    /// With a number that no other place has; `alias` is what a program shows of it.
    pub fn new(id: usize, tag: &str, bookmark: String, alias: &str) -> Self {
        Self {
            id,
            // Word shows no more.
            alias: clean(alias).chars().take(64).collect(),
            tag: clean(tag),
            bookmark,
        }
    }
}

/// The tag that office programs know a language by.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl-NL",
        Language::English => "en-GB",
    }
}

/// A text without what XML forbids or what would reorder it.
pub fn clean(text: &str) -> String {
    escape::terminal(text)
}

/// A template filled in.
pub fn bytes(template: &impl Template) -> Result<Vec<u8>, RenderError> {
    Ok(template.render()?.into_bytes())
}

/// A document of these parts, the same ones of all documents before them.
pub fn document(
    properties: &Properties,
    footer: &Footer,
    parts: Vec<(String, Vec<u8>)>,
) -> Result<Rendered, RenderError> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.into()),
        ("_rels/.rels".to_owned(), RELATIONS.into()),
        ("docProps/core.xml".to_owned(), bytes(properties)?),
        ("word/settings.xml".to_owned(), SETTINGS.into()),
        ("word/footer1.xml".to_owned(), bytes(footer)?),
    ];
    files.extend(parts);
    let bytes = pack(&files).map_err(|error| RenderError::Drawing(error.to_string()))?;
    Ok(Rendered::Bytes { bytes, pages: 1 })
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
