//! PNG: the SVG drawn in pixels by resvg, with the same typeface.
//! Room `render`.

use std::borrow::Cow;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::core::language::Language;
use crate::core::message;
use crate::render::svg::compose::{Drawn, Purpose, compose};
use crate::render::svg::font::{FONTS, Ruler};
use crate::render::{Page, RenderError, Rendered};

/// Pixels a point: 144 to the inch.
const SCALE: f32 = 2.0;
/// Longest side in pixels that viewers and browsers agree on.
const MOST_PIXELS: f32 = 16_384.0;

/// PNG, a file for each page; refused beyond [`MOST_PIXELS`] a side.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    images(&compose(page, Purpose::Png), page.language)
}

/// Finished pages in pixels.
pub fn images(sheets: &[Drawn], language: Language) -> Result<Rendered, RenderError> {
    let side = sheets
        .iter()
        .map(|sheet| sheet.width.max(sheet.height))
        .fold(0.0, f32::max)
        * SCALE;
    if side > MOST_PIXELS {
        let values = [
            ("side", (side as usize).to_string()),
            ("most", MOST_PIXELS.to_string()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        let text = message::text(language, "diagram.too-large", &values);
        return Err(RenderError::Limit(text));
    }
    let fonts = typefaces(sheets);
    let images = sheets.iter().map(|sheet| image(sheet, &fonts));
    Ok(Rendered::Pages(images.collect::<Result<_, _>>()?))
}

fn image(sheet: &Drawn, fonts: &Arc<fontdb::Database>) -> Result<Vec<u8>, RenderError> {
    let tree = tree(sheet, fonts)?;
    let (width, height) = (sheet.width * SCALE, sheet.height * SCALE);
    let size = tree.size();
    let transform = Transform::from_scale(width / size.width(), height / size.height());
    let mut pixels = Pixmap::new(width.ceil() as u32, height.ceil() as u32)
        .ok_or_else(|| RenderError::Drawing(format!("{width} × {height}")))?;
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| RenderError::Drawing(error.to_string()))
}

/// The SVG as resvg and krilla read it.
pub fn tree(sheet: &Drawn, fonts: &Arc<fontdb::Database>) -> Result<Tree, RenderError> {
    let options = Options {
        fontdb: Arc::clone(fonts),
        font_family: "Inter".to_owned(),
        ..Options::default()
    };
    let svg = apart(&sheet.svg);
    Tree::from_str(&svg, &options).map_err(|error| RenderError::Drawing(error.to_string()))
}

/// Without what joins emoji to one picture: a typeface that lacks it draws the parts, and the
/// reader gives them room for one only, so that they run into the letters behind.
fn apart(svg: &str) -> Cow<'_, str> {
    const JOINERS: [char; 2] = ['\u{200D}', '\u{FE0F}'];
    match svg.contains(JOINERS) {
        true => Cow::Owned(svg.replace(JOINERS, "")),
        false => Cow::Borrowed(svg),
    }
}

/// Inter, and the fonts of this machine only where a text has characters that Inter lacks.
pub fn typefaces(sheets: &[Drawn]) -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    for files in &FONTS {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(files.truetype)));
    }
    let ruler = Ruler::default();
    let strange = |character: char| !character.is_ascii() && !ruler.has(character);
    if sheets.iter().any(|sheet| sheet.svg.chars().any(strange)) {
        fonts.load_system_fonts();
    }
    Arc::new(fonts)
}
