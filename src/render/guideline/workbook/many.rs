//! The sheet for many examples: a column a field.
//! Room `render`.

use rust_xlsxwriter::{FormatBorder, Note, Worksheet, XlsxError};

use crate::core::form::{Field, FieldKind, Requirement};
use crate::render::book::look::OPEN;
use crate::render::book::{self, Column};
use crate::render::guideline::words;
use crate::render::guideline::workbook::Writer;

/// Rows with a list to choose from.
const ROWS: u32 = 2_000;
/// Characters that fit on the width of a page.
const PAGE: f64 = 150.0;
/// Columns that stay in sight at the most.
const MOST_FROZEN: u16 = 3;

impl Writer<'_> {
    /// Writes the sheet.
    pub fn many(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let language = self.language;
        let columns: Vec<Column> = self
            .form
            .fields
            .iter()
            .map(|field| (book::text(&words::starred(field, language)), width(field)))
            .collect();
        book::heading(page, &columns)?;
        page.set_row_height(0, 48)?;
        let required = self
            .look
            .head
            .clone()
            .set_border_bottom(FormatBorder::Thick);
        let required = required.set_border_bottom_color(OPEN);
        for (column, field) in (0..).zip(&self.form.fields) {
            let is_required = field.requirement == Requirement::Required;
            let format = if is_required {
                &required
            } else {
                &self.look.head
            };
            let (name, _) = &columns[usize::from(column)];
            let cells = self.cell(&self.look.plain, field);
            page.set_column_format(column, &cells)?;
            page.write_string_with_format(0, column, name, format)?;
            if let Some(rule) = self.validation(field)? {
                page.add_data_validation(1, column, ROWS, column, &rule)?;
            }
            page.insert_note(0, column, &self.note(field))?;
        }
        let first = self
            .form
            .fields
            .iter()
            .position(|field| field.requirement == Requirement::Required);
        let frozen = first.map_or(1, |first| first as u16 + 1).min(MOST_FROZEN);
        page.set_freeze_panes(1, frozen)?;
        page.set_repeat_columns(0, frozen - 1)?;
        let wide: f64 = columns.iter().map(|(_, width)| width).sum();
        page.set_print_fit_to_pages((wide / PAGE).ceil() as u16, 0);
        self.foot(page);
        Ok(())
    }

    /// What is shown where somebody points at a heading.
    fn note(&self, field: &Field) -> Note {
        let language = self.language;
        let mut lines = vec![words::requirement(field, language)];
        lines.extend(words::help(field, language));
        lines.push(words::why(field, language));
        let text = book::text(&lines.join("\n"));
        let height = 20.0 + book::height([(text.as_str(), 44.0)]);
        Note::new(text)
            .add_author_prefix(false)
            .set_width(330)
            .set_height(height as u32 + 20)
    }
}

fn width(field: &Field) -> f64 {
    match field.kind {
        FieldKind::Text { is_long: true, .. } => 42.0,
        FieldKind::Text { .. } | FieldKind::Chosen { .. } | FieldKind::Address => 26.0,
        _ => 15.0,
    }
}
