//! Verdicts as a workbook (XLSX): a row an example with what was given, the cells with a fault marked
//! and told. Corrected, it can be sent in again.
//! Room `render`. Every cell is a text, so nothing that was sent in becomes a formula.

use rust_xlsxwriter::{Color, Format, FormatBorder, Note, XlsxError};

use crate::core::intake::report::{Report, Row};
use crate::core::intake::{Fault, FaultKind, Verdict};
use crate::core::language::Language;
use crate::core::message;
use crate::render::book::{self, Book, Column};
use crate::render::{RenderError, Rendered};

/// Widths in characters: verdict, what to do, a field.
const WIDTHS: [f64; 3] = [16.0, 60.0, 24.0];
/// The row of headings, from 0: above it stands who may see this.
const HEADING: u32 = 1;
const REFUSED: Color = Color::RGB(0xFB_E0_DC);
const REMARK: Color = Color::RGB(0xFD_F1_D6);
const EDGE: Color = Color::RGB(0x8A_2B_1B);

/// The whole workbook.
pub fn verdicts(report: &Report, language: Language) -> Result<Rendered, RenderError> {
    let say = |key: &str| message::text(language, key, &[]);
    let fields: Vec<_> = report
        .form
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.is_kept_apart)
        .collect();
    let [verdict, told, width] = WIDTHS;
    let mut columns: Vec<Column> = vec![
        (say("intake.head.verdict"), verdict),
        (say("intake.head.told"), told),
    ];
    columns.extend(
        fields
            .iter()
            .map(|(_, field)| (field.name_in(language).to_owned(), width)),
    );
    let name = say("intake.sheet");
    let mut book = Book::new(&name, language)?;
    let page = book.page(&name).map_err(book::failed)?;
    let plain = book::text_format();
    let bad = |color| {
        let plain = book::text_format();
        plain
            .set_background_color(color)
            .set_border(FormatBorder::Medium)
            .set_border_color(EDGE)
    };
    let (refused, remark): (Format, Format) =
        (bad(REFUSED), bad(REMARK).set_border(FormatBorder::Dashed));
    let mut write = || -> Result<(), XlsxError> {
        page.write_string(0, 0, say("intake.sheet-note"))?;
        book::heading_on(page, HEADING, &columns)?;
        for (place, row) in report.rows.iter().enumerate() {
            let number = place as u32 + HEADING + 1;
            let all: Vec<_> = row
                .faults
                .iter()
                .map(|fault| line(report, fault, language))
                .collect();
            let verdict = say(row.verdict.key());
            page.write_string_with_format(number, 0, &verdict, &plain)?;
            page.write_string_with_format(number, 1, book::text(&all.join("\n")), &plain)?;
            for (column, (index, _)) in fields.iter().enumerate() {
                let column = column as u16 + 2;
                let text = row.cells.get(index).map_or("", String::as_str);
                let faults: Vec<_> = of_cell(row, *index).collect();
                let worst = faults.iter().map(|fault| fault.kind.verdict()).max();
                let format = match worst {
                    Some(Verdict::Refused) => &refused,
                    Some(Verdict::Remarks) => &remark,
                    _ => &plain,
                };
                page.write_string_with_format(number, column, book::text(text), format)?;
                if worst.is_some() {
                    let texts: Vec<_> = faults
                        .iter()
                        .map(|fault| fault.text(&report.form, language))
                        .collect();
                    let note = Note::new(book::text(&texts.join("\n"))).add_author_prefix(false);
                    page.insert_note(number, column, &note)?;
                }
            }
        }
        page.set_freeze_panes(HEADING + 1, 2)?;
        Ok(())
    };
    write().map_err(book::failed)?;
    book.finish()
}

/// The faults that a cell shows: what is merely recommended marks no cell.
fn of_cell(row: &Row, field: usize) -> impl Iterator<Item = &Fault> {
    let faults = row.faults.iter();
    faults.filter(move |fault| fault.field == Some(field) && fault.kind != FaultKind::Advised)
}

fn line(report: &Report, fault: &Fault, language: Language) -> String {
    let text = fault.text(&report.form, language);
    match fault.field_name(&report.form, language) {
        Some(name) => format!("{name}: {text}"),
        None => text,
    }
}
