//! Workbooks (XLSX) to read: sheets whose row of headings stays in sight, with a filter and widths.
//! Room `render`. Every cell is a text or a number, so nothing of a label becomes a formula.

pub mod look;

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::core::language::Language;
use crate::core::message;
use crate::render::{RenderError, Rendered, escape};

/// A cell holds so many units of UTF-16 (Excel's own bound is a little higher).
const LONGEST: usize = 32_000;
/// A sheet holds so many rows below its headings (Excel's own bound).
pub const MOST_ROWS: usize = 1_048_575;
/// An address of a link has so many bytes (Excel's own bound is a little higher).
const LONGEST_ADDRESS: usize = 2_000;
/// The name of a sheet has so many units of UTF-16 (Excel's own bound).
const LONGEST_NAME: usize = 31;

/// The number that A4 has among sizes of paper.
pub const A4: u8 = 9;

/// Points of a line of text, and of the highest row (Excel's own bound).
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// From 0 to 1.
    Number(f64),
    /// From 0 to 1, shown as a percentage.
    Share(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A heading and the width of its column in characters.
pub type Column = (String, f64);

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    language: Language,
    /// Names of sheets in lower case: Excel takes no two that differ in case only.
    names: BTreeSet<String>,
}

impl Book {
    /// A workbook without a sheet.
    pub fn new(title: &str, language: Language) -> Result<Self, RenderError> {
        Ok(Self {
            workbook: workbook(title).map_err(failed)?,
            language,
            names: BTreeSet::new(),
        })
    }

    /// Lets widths be counted in the typeface of [`look`], which, or one of the same widths, every
    /// office program has. Before the first sheet.
    pub fn use_look(&mut self) -> Result<(), XlsxError> {
        let format = Format::new().set_font_name(look::FONT);
        // Height of a row and width of a column, in pixels.
        self.workbook
            .set_default_format(&format.set_font_size(look::SIZE), 17, 64)
            .map(drop)
    }

    /// A further sheet, empty, for a design of its own.
    pub fn page(&mut self, name: &str) -> Result<&mut Worksheet, XlsxError> {
        let name = self.name(name);
        self.workbook.add_worksheet().set_name(name)
    }

    /// A further sheet; the first column stays in sight too.
    pub fn sheet(
        &mut self,
        name: &str,
        columns: &[Column],
        rows: &[Vec<Cell>],
    ) -> Result<(), RenderError> {
        if rows.len() > MOST_ROWS {
            let (limit, count) = (MOST_ROWS.to_string(), rows.len().to_string());
            let values = [("limit", limit.as_str()), ("count", &count)];
            let text = message::text(self.language, "book.most-rows", &values);
            return Err(RenderError::Limit(text));
        }
        let name = self.name(name);
        fill(self.workbook.add_worksheet(), &name, columns, rows).map_err(failed)
    }

    /// Gives a range of cells a name, as `='Sheet'!$A$1:$A$9`.
    pub fn define(&mut self, name: &str, range: &str) -> Result<(), XlsxError> {
        self.workbook.define_name(name, range).map(drop)
    }

    /// The file.
    pub fn finish(mut self) -> Result<Rendered, RenderError> {
        let bytes = self.workbook.save_to_buffer().map_err(failed)?;
        Ok(Rendered::Bytes { bytes, pages: 1 })
    }

    /// A name that Excel takes and no sheet has yet.
    fn name(&mut self, wanted: &str) -> String {
        let plain: String = escape::terminal(wanted)
            .chars()
            .map(|character| match character {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '-',
                other => other,
            })
            .collect();
        let mut name = cut(&plain, LONGEST_NAME);
        let mut number = 1;
        // Excel keeps `History` for itself.
        while name.trim().is_empty()
            || name.eq_ignore_ascii_case("history")
            || self.names.contains(&name.to_lowercase())
        {
            number += 1;
            let end = format!(" {number}");
            name = cut(&plain, LONGEST_NAME - end.len()) + &end;
        }
        self.names.insert(name.to_lowercase());
        name
    }
}

/// What the library says, as an error of ours.
pub fn failed(error: XlsxError) -> RenderError {
    RenderError::Drawing(error.to_string())
}

/// An empty workbook with a title. The same content makes the same bytes: no clock.
pub fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(text(title));
    book.set_properties(&properties.set_creation_datetime(&day));
    Ok(book)
}

/// Headings and widths. The row of headings stays in sight, the first column too; on paper the
/// headings stand on every page.
pub fn heading(page: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    heading_on(page, 0, columns)
}

/// As [`heading`], on a row counted from 0; what stands above it stays in sight too.
pub fn heading_on(page: &mut Worksheet, row: u32, columns: &[Column]) -> Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x17_36_4F));
    for (place, (name, width)) in columns.iter().enumerate() {
        page.set_column_width(place as u16, *width)?;
        page.write_string_with_format(row, place as u16, name, &format)?;
    }
    page.set_row_height(row, 32)?;
    page.set_freeze_panes(row + 1, 1)?;
    page.set_landscape();
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, row)?;
    Ok(())
}

/// How a cell with a text looks: text also for a person who edits it.
pub fn text_format() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_num_format("@")
}

/// The height in points of a row with these texts in columns of these widths. Programs that open a
/// workbook do not all find it by themselves.
pub fn height<'a>(cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let lines = cells.into_iter().map(|(text, width)| {
        // Lines break between words, so they are not filled to the end.
        let room = ((width * 0.9) as usize).max(1);
        let lines = text.split('\n');
        let lines = lines.map(|line| line.width().div_ceil(room).max(1));
        lines.sum::<usize>()
    });
    let lines = lines.max().unwrap_or(1);
    (lines as f64 * LINE).min(HIGHEST)
}

/// A text that XML can hold, no longer than a cell may be.
pub fn text(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(escape::terminal).collect();
    cut(&lines.join("\n"), LONGEST)
}

/// The beginning of a text, of so many units of UTF-16 at the most.
fn cut(text: &str, room: usize) -> String {
    let mut used = 0;
    let fits = |character: &char| {
        used += character.len_utf16();
        used <= room
    };
    text.chars().take_while(fits).collect()
}

/// Writes an IRI, as a link where it is the address of a web page.
pub fn write_iri(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    iri: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let address = escape::web_address(iri).filter(|address| address.len() <= LONGEST_ADDRESS);
    match address {
        Some(address) => {
            let link = Url::new(address).set_text(text(iri));
            page.write_url_with_format(row, column, link, format)?
        }
        None => page.write_string_with_format(row, column, text(iri), format)?,
    };
    Ok(())
}

fn fill(
    page: &mut Worksheet,
    name: &str,
    columns: &[Column],
    rows: &[Vec<Cell>],
) -> Result<(), XlsxError> {
    page.set_name(name)?;
    heading(page, columns)?;
    let words = text_format();
    let number = Format::new()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Center);
    let (number, share) = (
        number.clone().set_num_format("0.00"),
        number.set_num_format("0%"),
    );
    for (row, cells) in (1..).zip(rows) {
        let texts = cells
            .iter()
            .zip(columns)
            .filter_map(|(cell, (_, width))| match cell {
                Cell::Text(text) => Some((text.as_str(), *width)),
                _ => None,
            });
        page.set_row_height(row, height(texts))?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(said) => {
                    page.write_string_with_format(row, column, text(said), &words)?
                }
                Cell::Number(value) => {
                    page.write_number_with_format(row, column, *value, &number)?
                }
                Cell::Share(value) => page.write_number_with_format(row, column, *value, &share)?,
            };
        }
    }
    let last = rows.len().max(1) as u32;
    page.autofilter(0, 0, last, columns.len().max(1) as u16 - 1)?;
    Ok(())
}
