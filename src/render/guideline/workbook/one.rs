//! The sheet for one example: a row a field.
//! Room `render`.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::core::form::sheet::Heading;
use crate::core::form::{Field, FieldKind, Requirement, picked};
use crate::render::book::{self, Column};
use crate::render::guideline::words;
use crate::render::guideline::workbook::{ROOM, Writer, groups};

/// The columns, with their widths in characters.
const COLUMNS: [(Heading, f64); 8] = [
    (Heading::Field, 20.0),
    (Heading::Requirement, 11.0),
    (Heading::Answer, 34.0),
    (Heading::Further, 14.0),
    (Heading::Further, 14.0),
    (Heading::Further, 14.0),
    (Heading::Help, 36.0),
    (Heading::Why, 30.0),
];
/// The first column of answers, and how many there are.
const ANSWERS: (u16, u16) = (2, 4);
/// The least height in points of a row to write a long text in.
const LONG: f64 = 75.0;

impl Writer<'_> {
    /// Writes the sheet.
    pub fn one(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let columns =
            COLUMNS.map(|(heading, width)| -> Column { (heading.text(self.language), width) });
        book::heading(page, &columns)?;
        for (place, (name, _)) in (0..).zip(&columns) {
            page.write_string_with_format(0, place, name, &self.look.head)?;
        }
        let mut row = 1;
        for (group, fields) in groups(self.form) {
            let group = self.form.groups.get(group);
            let name = group.and_then(|group| picked(&group.name, self.language));
            let comment = group.and_then(|group| picked(&group.comment, self.language));
            for column in 0..COLUMNS.len() as u16 {
                page.write_blank(row, column, &self.look.band)?;
            }
            let texts = [name, comment].map(Option::unwrap_or_default);
            page.write_string_with_format(row, 0, book::text(texts[0]), &self.look.band)?;
            let comment = self.look.band.clone().set_font_size(10).unset_bold();
            // Not below a heading of answers, or it would be read as one.
            let help = ANSWERS.0 + ANSWERS.1;
            page.write_string_with_format(row, help, book::text(texts[1]), &comment)?;
            page.set_row_height(row, 22)?;
            row += 1;
            for field in fields {
                self.row(page, row, field)?;
                row += 1;
            }
        }
        page.set_print_area(0, 0, row - 1, COLUMNS.len() as u16 - 1)?;
        page.set_freeze_panes(1, 1)?;
        self.foot(page);
        Ok(())
    }

    fn row(&self, page: &mut Worksheet, row: u32, field: &Field) -> Result<(), XlsxError> {
        let language = self.language;
        let texts = [
            words::starred(field, language),
            words::requirement(field, language),
            words::help(field, language).join("\n"),
            words::why(field, language),
        ]
        .map(|text| book::text(&text));
        let [name, requirement, help, why] = &texts;
        let is_required = field.requirement == Requirement::Required;
        let word = if is_required {
            &self.look.bold
        } else {
            &self.look.muted
        };
        page.write_string_with_format(row, 0, name, &self.name_format(field))?;
        page.write_string_with_format(row, 1, requirement, word)?;
        let further = ANSWERS.0 + ANSWERS.1;
        page.write_string_with_format(row, further, help, &self.look.plain)?;
        page.write_string_with_format(row, further + 1, why, &self.look.muted)?;
        let open = self.cell(&self.look.open, field);
        page.write_blank(row, ANSWERS.0, &open)?;
        let last = match field.is_single() {
            true => ANSWERS.0,
            false => further - 1,
        };
        let closed = self.look.muted.clone().set_align(FormatAlign::Center);
        for column in ANSWERS.0 + 1..further {
            let format = if column <= last { &open } else { &closed };
            page.write_blank(row, column, format)?;
        }
        if let Some(rule) = self.validation(field)? {
            page.add_data_validation(row, ANSWERS.0, row, last, &rule)?;
        }
        let width = |heading| {
            let found = COLUMNS.iter().find(|(known, _)| *known == heading);
            found.map_or(10.0, |(_, width)| *width)
        };
        // Bold is wider.
        let height = book::height([
            (name.as_str(), width(Heading::Field)),
            (help, width(Heading::Help) * ROOM),
            (why, width(Heading::Why) * ROOM),
        ]);
        let least = match field.kind {
            FieldKind::Text { is_long: true, .. } => LONG,
            _ => 24.0,
        };
        page.set_row_height(row, height.max(least) + 4.0)?;
        Ok(())
    }
}
