//! PDF: the SVG of each page set by krilla, text selectable, tagged, with one bookmark a page.
//! Room `render`.

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::core::language::Language;
use crate::core::message;
use crate::render::svg::compose::{Drawn, Purpose, compose};
use crate::render::svg::item::clean;
use crate::render::svg::raster::{tree, typefaces};
use crate::render::{Page, RenderError, Rendered};

/// Writes a document in a way that krilla checks against PDF/UA-1 (ISO 14289-1), as far as a program
/// can: readers then show its title, and pictures say what they show. A text that the typeface lacks
/// letters for cannot pass; such a document is written without that promise.
pub fn checked(
    write: impl Fn(SerializeSettings) -> Result<Document, RenderError>,
) -> Result<Vec<u8>, RenderError> {
    let standard = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let plain = || SerializeSettings {
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let promised = SerializeSettings {
        // One standard alone cannot contradict another.
        configuration: standard.finish().unwrap_or_default(),
        ..plain()
    };
    let finished = match write(promised)?.finish() {
        Err(KrillaError::Validation(_)) => write(plain())?.finish(),
        finished => finished,
    };
    finished.map_err(|error| RenderError::Drawing(format!("{error:?}")))
}

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
    let bytes = checked(|settings| write(sheets, title, language, settings))?;
    let pages = sheets.len();
    Ok(Rendered::Bytes { bytes, pages })
}

fn write(
    sheets: &[Drawn],
    title: &str,
    language: Language,
    settings: SerializeSettings,
) -> Result<Document, RenderError> {
    let fonts = typefaces(sheets);
    let fail = |text: &str| RenderError::Drawing(text.to_owned());
    let mut document = Document::new_with(settings);
    let mut tags = TagTree::new();
    let mut outline = Outline::new();
    for (number, sheet) in sheets.iter().enumerate() {
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
        let name = match sheets.len() {
            1 => title.to_owned(),
            count => {
                let (page, pages) = ((number + 1).to_string(), count.to_string());
                let values = [("page", page.as_str()), ("pages", pages.as_str())];
                title.to_owned() + &message::text(language, "diagram.page-of", &values)
            }
        };
        let place = XyzDestination::new(number, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(name, place));
    }
    document.set_tag_tree(tags);
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .language(language.code().to_owned())
            .creator("lobgraaf".to_owned()),
    );
    Ok(document)
}
