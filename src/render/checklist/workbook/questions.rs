//! The sheet of questions.
//! Room `render`.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Worksheet, XlsxError, utility,
};

use crate::core::checklist::answers::Value;
use crate::core::checklist::sheet::Heading;
use crate::core::checklist::{Item, Research, SectionHeading};
use crate::render::book::{self, look};
use crate::render::checklist::words;
use crate::render::checklist::workbook::Writer;

/// Columns of the sheet of questions in their order.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Notation,
    Question,
    Hint,
    Answer,
    Remark,
    Experienced,
    Research,
    /// From here on not on paper, where there is no room.
    Realisations,
    Iri,
}

/// Widths in characters; those that are printed fit A4 with letters of 8.5 points or more.
const PARTS: [(Part, f64); 9] = [
    (Part::Notation, 6.0),
    (Part::Question, 36.0),
    (Part::Hint, 31.0),
    (Part::Answer, 9.5),
    (Part::Remark, 28.5),
    (Part::Experienced, 11.5),
    (Part::Research, 35.0),
    (Part::Realisations, 50.0),
    (Part::Iri, 34.0),
];
/// Columns of the sheet of questions that are printed.
const PRINTED: u16 = 7;
/// The least height of a row in points: room for a remark by hand.
const ROOM: f64 = 27.75;

impl Writer<'_> {
    fn part(&self, part: Part) -> String {
        match part {
            Part::Notation => self.of(Heading::Notation),
            Part::Question => self.say("checklist.question"),
            Part::Hint => self.say("checklist.hint"),
            Part::Answer => self.of(Heading::Answer),
            Part::Remark => self.of(Heading::Remark),
            Part::Experienced => self.say("checklist.experienced"),
            Part::Research => self.say("checklist.also-research"),
            Part::Realisations => self.say("checklist.how-others"),
            Part::Iri => self.of(Heading::Iri),
        }
    }

    pub fn questions(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = PARTS.map(|(part, width)| (self.part(part), width));
        let mut row = 1;
        // Rows of questions that follow each other: first and last.
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for group in &self.checklist.groups {
            let label = match &group.question {
                Some(question) => format!("{} · {question}", group.label),
                None => group.label.clone(),
            };
            self.row(
                page,
                row,
                group.notation.as_deref(),
                &label,
                &self.look.band,
            )?;
            page.set_row_height(row, 22)?;
            row += 1;
            for section in &group.sections {
                if let Some(heading) = &section.heading {
                    self.section(page, row, heading)?;
                    row += 1;
                }
                for item in &section.items {
                    self.item(page, row, item)?;
                    match runs.last_mut() {
                        Some((_, last)) if *last + 1 == row => *last = row,
                        _ => runs.push((row, row)),
                    }
                    row += 1;
                }
            }
        }
        let last = row.max(2) - 1;
        self.answers(page, &runs)?;
        self.heading(page, &columns, last, PRINTED)?;
        page.set_freeze_panes(1, 2)?;
        Ok(())
    }

    /// A heading over the whole width.
    fn row(
        &self,
        page: &mut Worksheet,
        row: u32,
        notation: Option<&str>,
        label: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        for column in 0..PARTS.len() as u16 {
            page.write_blank(row, column, format)?;
        }
        page.write_string_with_format(row, 0, book::text(notation.unwrap_or("")), format)?;
        page.write_string_with_format(row, 1, book::text(label), format)?;
        Ok(())
    }

    fn section(
        &self,
        page: &mut Worksheet,
        row: u32,
        heading: &SectionHeading,
    ) -> Result<(), XlsxError> {
        let notation = heading.notation.as_deref();
        self.row(page, row, notation, &heading.label, &self.section)?;
        let research = book::text(&self.research(&heading.research));
        let place = PARTS.iter().position(|(part, _)| *part == Part::Research);
        let place = place.unwrap_or(0);
        let cells = [
            (heading.label.as_str(), PARTS[1].1),
            (&research, PARTS[place].1),
        ];
        page.set_row_height(row, look::height(&self.ruler, cells))?;
        page.write_string_with_format(row, place as u16, &research, &self.look.plain)?;
        Ok(())
    }

    fn item(&self, page: &mut Worksheet, row: u32, item: &Item) -> Result<(), XlsxError> {
        let mut texts = Vec::new();
        for (column, (part, width)) in (0..).zip(PARTS) {
            let text = match part {
                Part::Notation => item.notation.clone().unwrap_or_default(),
                Part::Question => item.question.clone(),
                Part::Hint => item.hint.clone().unwrap_or_default(),
                Part::Answer | Part::Remark => String::new(),
                Part::Experienced => {
                    format!("{} {}", item.count, words::of_total(self.checklist))
                }
                Part::Research => self.research(&item.research),
                Part::Realisations => words::realisations(item).join("\n"),
                Part::Iri => item.iri.clone(),
            };
            let text = book::text(&text);
            match part {
                Part::Answer | Part::Remark => {
                    page.write_blank(row, column, &self.look.open).map(drop)
                }
                Part::Iri => book::write_iri(page, row, column, &text, &self.link),
                _ => {
                    let format = match part {
                        Part::Question => &self.look.bold,
                        Part::Hint | Part::Notation | Part::Realisations => &self.look.muted,
                        _ => &self.look.plain,
                    };
                    page.write_string_with_format(row, column, &text, format)
                        .map(drop)
                }
            }?;
            // Not printed and longer than the rest: it may be cut.
            if !matches!(part, Part::Realisations | Part::Iri) {
                // Bold is wider.
                let width = match part {
                    Part::Question => width * 0.92,
                    _ => width,
                };
                texts.push((text, width));
            }
        }
        let cells = texts.iter().map(|(text, width)| (text.as_str(), *width));
        page.set_row_height(row, look::height(&self.ruler, cells).max(ROOM))?;
        Ok(())
    }

    /// The list to choose an answer from, beside questions and not beside headings.
    fn answers(&self, page: &mut Worksheet, runs: &[(u32, u32)]) -> Result<(), XlsxError> {
        let Some(&(first, last)) = runs.first() else {
            return Ok(());
        };
        let names = Value::ALL.map(|value| value.text(self.checklist.language));
        let title = self.of(Heading::Answer);
        let list = DataValidation::new()
            .allow_list_strings(&names)?
            .set_input_title(&title)?
            .set_input_message(names.join(" · "))?
            .set_error_title(&title)?
            .set_error_message(names.join(" · "))?
            .set_error_style(DataValidationErrorStyle::Stop);
        let place = PARTS.iter().position(|(part, _)| *part == Part::Answer);
        let place = place.unwrap_or(0) as u16;
        let ranges = runs
            .iter()
            .map(|&(first, last)| utility::cell_range(first, place, last, place));
        let list = list.set_multi_range(ranges.collect::<Vec<_>>().join(" "));
        page.add_data_validation(first, place, last, place, &list)?;
        Ok(())
    }

    fn research(&self, research: &[Research]) -> String {
        let lines = research.iter().map(|element| {
            let basis = words::basis_via(self.checklist, element);
            format!("{} {} ({basis})", words::chip(element), element.label)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
