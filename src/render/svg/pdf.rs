//! PDF: the SVG of each page set by krilla, text selectable, tagged, with one bookmark a page.
//! Room `render`.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::core::language::Language;
use crate::render::svg::compose::{Drawn, Purpose, compose};
use crate::render::svg::item::clean;
use crate::render::svg::raster::{tree, typefaces};
use crate::render::{Page, RenderError, Rendered};

/// One document with all pages.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let sheets = compose(page, Purpose::Pdf);
    let title = page.drawing.title.as_deref().unwrap_or(page.title);
    document(&sheets, &clean(title), page.language)
}

/// One document with finished pages.
pub fn document(
    sheets: &[Drawn],
    title: &str,
    language: Language,
) -> Result<Rendered, RenderError> {
    let fonts = typefaces(sheets);
    let fail = |text: &str| RenderError::Drawing(text.to_owned());
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let mut tags = TagTree::new();
    for sheet in sheets {
        let tree = tree(sheet, &fonts)?;
        let size = Size::from_wh(sheet.width, sheet.height).ok_or_else(|| fail("page size"))?;
        let settings =
            PageSettings::from_wh(sheet.width, sheet.height).ok_or_else(|| fail("page size"))?;
        let mut paper = document.start_page_with(settings);
        let mut surface = paper.surface();
        let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        surface
            .draw_svg(&tree, size, SvgSettings::default())
            .ok_or_else(|| fail("svg"))?;
        surface.end_tagged();
        surface.finish();
        paper.finish();
        let mut figure = TagGroup::new(Tag::Figure(Some(sheet.words.clone())));
        figure.push(content);
        tags.push(figure);
    }
    document.set_tag_tree(tags);
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .language(language.code().to_owned())
            .creator("lobgraaf".to_owned()),
    );
    let pages = sheets.len();
    let bytes = document
        .finish()
        .map_err(|error| RenderError::Drawing(format!("{error:?}")))?;
    Ok(Rendered::Bytes { bytes, pages })
}
