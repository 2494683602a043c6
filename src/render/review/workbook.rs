//! Open links as a workbook (XLSX): a row a pair, a list to choose the decision from.
//! Room `render`. Every cell is a text, so nothing of a label becomes a formula.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatBorder, Worksheet, XlsxError,
};

use crate::core::message;
use crate::core::review::Choice;
use crate::core::review::table::Column;
use crate::render::review::{Sheet, table};
use crate::render::{RenderError, Rendered, book};

/// The columns of the workbook: all but the day, which is that of reading it back.
const COLUMNS: [(Column, f64); 10] = [
    (Column::SubjectLabel, 30.0),
    (Column::SubjectAbout, 44.0),
    (Column::Proposed, 16.0),
    (Column::ObjectLabel, 30.0),
    (Column::ObjectAbout, 44.0),
    (Column::Reasons, 40.0),
    (Column::Decision, 16.0),
    (Column::Reason, 36.0),
    (Column::Subject, 26.0),
    (Column::Object, 26.0),
];

/// The whole workbook.
pub fn render(sheet: &Sheet<'_>) -> Result<Rendered, RenderError> {
    let bytes = write(sheet).map_err(book::failed)?;
    Ok(Rendered::Bytes { bytes, pages: 1 })
}

fn write(sheet: &Sheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let say = |key: &str| message::text(sheet.language, key, &[]);
    let mut book = book::workbook(&say("review.title"))?;
    let page = book.add_worksheet();
    page.set_name(say("review.sheet"))?;
    let columns = COLUMNS.map(|(column, width)| (column.text(sheet.language), width));
    book::heading(page, &columns)?;
    let (fixed, open) = (text_format(false), text_format(true));
    for (number, card) in sheet.cards.iter().enumerate() {
        let row = number as u32 + 1;
        let texts = COLUMNS.map(|(column, width)| {
            let text = book::text(&table::cell(sheet, card, column));
            (text, width)
        });
        let cells = texts.iter().map(|(text, width)| (text.as_str(), *width));
        page.set_row_height(row, book::height(cells))?;
        for (place, ((column, _), (text, _))) in COLUMNS.iter().zip(&texts).enumerate() {
            let is_open = matches!(column, Column::Decision | Column::Reason);
            let format = if is_open { &open } else { &fixed };
            page.write_string_with_format(row, place as u16, text, format)?;
        }
    }
    let last = sheet.cards.len().max(1) as u32;
    page.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    choices(page, sheet, last)?;
    book.save_to_buffer()
}

fn text_format(is_open: bool) -> Format {
    let format = book::text_format();
    match is_open {
        true => format
            .set_background_color(Color::RGB(0xFD_F1_E3))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xB8_54_00)),
        false => format,
    }
}

/// The list of decisions, and what to do with it.
fn choices(page: &mut Worksheet, sheet: &Sheet<'_>, last: u32) -> Result<(), XlsxError> {
    let say = |key: &str| message::text(sheet.language, key, &[]);
    let names: Vec<_> = Choice::ALL
        .iter()
        .map(|choice| choice.text(sheet.language))
        .collect();
    let list = DataValidation::new()
        .allow_list_strings(&names)?
        .set_input_title(Column::Decision.text(sheet.language))?
        .set_input_message(say("review.sheet-help"))?
        .set_error_title(Column::Decision.text(sheet.language))?
        .set_error_message(say("review.sheet-error"))?
        .set_error_style(DataValidationErrorStyle::Stop);
    let mut columns = COLUMNS.iter();
    let place = columns.position(|(column, _)| *column == Column::Decision);
    let place = place.unwrap_or(0) as u16;
    page.add_data_validation(1, place, last, place, &list)?;
    Ok(())
}
