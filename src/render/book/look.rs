//! How the cells of a workbook look that people fill in and print.
//! Room `render`.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::render::book::text_format;
use crate::render::svg::font::{Ruler, Weight};

const INK: Color = Color::RGB(0x15_20_2B);
pub const MUTED: Color = Color::RGB(0x4A_58_65);
const EDGE: Color = Color::RGB(0xB4_C0_CA);
pub const ROOT: Color = Color::RGB(0x17_36_4F);
const BOX: Color = Color::RGB(0xEE_F2_F6);
/// What is filled in.
pub const OPEN: Color = Color::RGB(0xFD_F1_E3);
/// A typeface that every office program has, or one of the same widths.
pub const FONT: &str = "Arial";
pub const SIZE: f64 = 10.0;
/// Points of a line of it, and of the highest row (Excel's own bound).
const LINE: f64 = 12.75;
const HIGHEST: f64 = 409.0;
/// White above and below the lines of a row.
const WHITE: f64 = 2.25;
/// Points of a column for each character of its width: the widest digit is 7 pixels of 96 to the
/// inch.
const CHARACTER: f64 = 5.25;
/// How wide it is beside the typeface that a ruler knows.
const NARROWER: f64 = 0.97;

/// The height in points of a row with these texts in columns of these widths. Programs that open a
/// workbook do not all find it by themselves.
pub fn height<'a>(ruler: &Ruler, cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let wide = |text: &str| f64::from(ruler.width(text, SIZE as f32, Weight::Regular)) * NARROWER;
    let space = wide(" ");
    let broken = |line: &str, room: f64| {
        let (mut lines, mut filled) = (1, 0.0);
        for word in line.split(' ') {
            let width = wide(word);
            if filled > 0.0 && filled + space + width > room {
                lines += 1;
                filled = width;
            } else {
                filled += space + width;
            }
            // A word that is longer than a line goes on.
            lines += (filled / room) as usize;
            filled %= room;
        }
        lines
    };
    let lines = cells.into_iter().map(|(text, width)| {
        let room = (width * CHARACTER).max(1.0);
        let lines = text.split('\n').map(|line| broken(line, room));
        lines.sum::<usize>()
    });
    let lines = lines.max().unwrap_or(1);
    (lines as f64 * LINE + WHITE).min(HIGHEST)
}

/// Formats of cells.
pub struct Look {
    pub plain: Format,
    pub muted: Format,
    pub bold: Format,
    /// To be filled in.
    pub open: Format,
    /// The headings of columns.
    pub head: Format,
    /// A line over rows that belong together.
    pub band: Format,
    /// The title of the whole.
    pub title: Format,
}

impl Default for Look {
    fn default() -> Self {
        let plain = text_format()
            .set_font_name(FONT)
            .set_font_size(SIZE)
            .set_font_color(INK)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(EDGE);
        let head = Format::new()
            .set_font_name(FONT)
            .set_font_size(SIZE)
            .set_bold()
            .set_text_wrap()
            .set_font_color(Color::White)
            .set_background_color(ROOT)
            .set_align(FormatAlign::VerticalCenter);
        let band = Format::new()
            .set_font_name(FONT)
            .set_font_size(11.5)
            .set_bold()
            .set_font_color(ROOT)
            .set_background_color(BOX)
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(EDGE);
        let title = Format::new()
            .set_font_name(FONT)
            .set_bold()
            .set_font_size(17)
            .set_font_color(ROOT);
        let open = plain
            .clone()
            .set_background_color(OPEN)
            .set_border(FormatBorder::Thin)
            .set_border_color(EDGE);
        Self {
            muted: plain.clone().set_font_color(MUTED),
            bold: plain.clone().set_bold(),
            open,
            head,
            band,
            title,
            plain,
        }
    }
}
