//! The sheets to read: examples, and how far the evidence reaches.
//! Room `render`.

use rust_xlsxwriter::{FormatBorder, Worksheet, XlsxError};

use crate::core::checklist::Choice;
use crate::core::checklist::answers::Field;
use crate::core::checklist::sheet::Heading;
use crate::render::book::{self, Column, look};
use crate::render::checklist::words;
use crate::render::checklist::workbook::Writer;

impl Writer<'_> {
    pub fn examples(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        // They fit A4 upright with letters of 8.5 points or more.
        const PRINTED: u16 = 4;
        let columns: [Column; 8] = [
            (self.of(Heading::Notation), 6.0),
            (self.say("checklist.example"), 9.0),
            (self.say("checklist.example-title"), 44.0),
            (self.say("checklist.how-others"), 45.0),
            (self.say("checklist.question"), 50.0),
            (Field::Sectors.text(self.checklist.language), 30.0),
            (Field::Goals.text(self.checklist.language), 60.0),
            (self.of(Heading::Iri), 40.0),
        ];
        let mut row = 0;
        for item in self.checklist.items() {
            for shown in &item.examples {
                let Some(example) = self.checklist.example(&shown.iri) else {
                    continue;
                };
                row += 1;
                let by: Vec<_> = shown
                    .by
                    .iter()
                    .map(|by| words::heading(by.notation.as_deref(), &by.label))
                    .collect();
                let lines = |choices: &[Choice]| {
                    let labels: Vec<_> = choices.iter().map(|one| one.label.as_str()).collect();
                    labels.join("\n")
                };
                let texts = [
                    item.notation.clone().unwrap_or_default(),
                    example.number.clone(),
                    words::title(self.checklist, example),
                    by.join("\n"),
                    item.question.clone(),
                    lines(&example.sectors),
                    lines(&example.goals),
                ]
                .map(|text| book::text(&text));
                // What is not printed and longer than the rest may be cut.
                let cells = texts.iter().zip(&columns).take(usize::from(PRINTED));
                let cells = cells.map(|(text, (_, width))| (text.as_str(), *width));
                page.set_row_height(row, look::height(&self.ruler, cells))?;
                for (column, text) in (0..).zip(&texts) {
                    let format = match column {
                        0 | 4 => &self.look.muted,
                        _ => &self.look.plain,
                    };
                    page.write_string_with_format(row, column, text, format)?;
                }
                book::write_iri(page, row, 7, &example.iri, &self.link)?;
            }
        }
        page.autofilter(0, 0, row.max(1), columns.len() as u16 - 1)?;
        self.heading(page, &columns, row.max(1), PRINTED)?;
        page.set_portrait();
        Ok(())
    }

    pub fn evidence(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let checklist = self.checklist;
        let widths = [22.0, 56.0, 46.0];
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, width)?;
        }
        let prose = self
            .look
            .plain
            .clone()
            .set_border_bottom(FormatBorder::None);
        let mut row = 0;
        let head = |page: &mut Worksheet, row: &mut u32, text: &str| {
            for column in 0..3 {
                page.write_blank(*row, column, &self.look.band)?;
            }
            page.write_string_with_format(*row, 0, book::text(text), &self.look.band)?;
            page.set_row_height(*row, 22)?;
            *row += 1;
            Ok::<(), XlsxError>(())
        };
        let origin = words::origin(checklist);
        head(page, &mut row, &self.say("checklist.evidence"))?;
        for note in words::notes(checklist).into_iter().chain([origin.as_str()]) {
            let note = book::text(note);
            let room = widths.iter().sum();
            page.set_row_height(row, book::height([(note.as_str(), room)]) + 4.0)?;
            page.merge_range(row, 0, row, 2, &note, &prose)?;
            row += 1;
        }
        let table = |page: &mut Worksheet, row: &mut u32, texts: [String; 3]| {
            let texts = texts.map(|text| book::text(&text));
            let cells = texts.iter().zip(widths);
            let cells = cells.map(|(text, width)| (text.as_str(), width));
            page.set_row_height(*row, book::height(cells))?;
            for (column, text) in (0..).zip(&texts) {
                let format = if column == 1 {
                    &self.look.plain
                } else {
                    &self.look.muted
                };
                page.write_string_with_format(*row, column, text, format)?;
            }
            *row += 1;
            Ok::<(), XlsxError>(())
        };
        if !checklist.uncovered.is_empty() {
            row += 1;
            head(page, &mut row, &self.say("checklist.uncovered"))?;
            for element in &checklist.uncovered {
                let notation = element.notation.as_deref();
                let texts = [
                    words::numbered(&element.framework_label, notation),
                    element.label.clone(),
                    words::coverage(checklist, element),
                ];
                table(page, &mut row, texts)?;
            }
        }
        if let Some(line) = words::left_out(checklist) {
            row += 1;
            head(page, &mut row, &line)?;
            for left_out in &checklist.left_out {
                let texts = [
                    left_out.notation.clone().unwrap_or_default(),
                    left_out.question.clone(),
                    words::why_left_out(checklist, left_out),
                ];
                table(page, &mut row, texts)?;
            }
        }
        page.set_landscape().set_paper_size(book::A4);
        page.set_print_fit_to_pages(1, 0);
        self.foot(page);
        Ok(())
    }
}
