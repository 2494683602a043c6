//! Workbooks of contributions that anybody made: tables by their headings, and hostile ones.

use lobgraaf::core::intake::FaultKind;
use lobgraaf::core::language::Language;
use lobgraaf::core::message::Tell;
use lobgraaf::store::archive::Bound;
use lobgraaf::store::intake::IntakeFileError;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::suites::intake_files::{error, replaced, zipped};
use crate::support::guideline::{entries, read, small, told, values};

/// A workbook with one sheet.
pub fn book(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn header(page: &mut Worksheet, row: u32, names: &[&str]) {
    for (column, name) in (0..).zip(names) {
        page.write_string(row, column, *name).unwrap();
    }
}

#[test]
fn anybodys_table_is_read_by_its_headings() {
    let bytes = book(|page| {
        page.write_string(0, 0, "Onze activiteiten 2026").unwrap();
        header(
            page,
            2,
            &[
                "Nr",
                "TITEL",
                "Vorm",
                "aantal",
                "dag",
                "jaar",
                "toestemming",
            ],
        );
        page.write_number(3, 0, 1).unwrap();
        page.write_string(3, 1, "=1+1").unwrap();
        page.write_string(3, 2, "gastles; excursie").unwrap();
        page.write_number(3, 3, 120).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 5, 31).unwrap();
        let shown = Format::new().set_num_format("d-m-yyyy");
        page.write_datetime_with_format(3, 4, &day, &shown).unwrap();
        page.write_number(3, 5, 2019).unwrap();
        page.write_boolean(3, 6, true).unwrap();
        page.write_string(5, 1, "Twee").unwrap();
        page.write_number(5, 4, 46_173).unwrap();
        page.write_string(5, 9, "kladje").unwrap();
    });
    let form = small();
    let file = read("a.xlsx", &bytes, &form).unwrap();
    let found = entries(&file, &form);
    assert_eq!(found.len(), 2);
    let value = |key| values(&found[0], &form, key);
    assert_eq!(value("titel"), ["=1+1"]);
    assert_eq!(value("vorm").len(), 2);
    assert_eq!(value("aantal"), ["120"]);
    assert_eq!(value("dag"), ["2026-05-31"]);
    assert_eq!(value("jaar"), ["2019"]);
    assert_eq!(value("toestemming"), ["true"]);
    // A day without the look of one is a number, and that is told where it stands.
    let said = told(&found[1].faults, &form).join("\n");
    assert!(
        said.contains("sheet 'Sheet1', cell E6: '46173' cannot stand here"),
        "{said}"
    );
    // Columns that are no field are told once, those without a heading too.
    let said = told(&file.faults, &form);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].starts_with("sheet 'Sheet1', cell A3: 'Nr' is no field"),
        "{said:?}"
    );
    assert!(
        said[1].starts_with("sheet 'Sheet1', cell J3: 'J' is no field"),
        "{said:?}"
    );
}

#[test]
fn two_columns_of_one_field_are_told_or_add_up() {
    let bytes = book(|page| {
        header(
            page,
            0,
            &["titel", "Naam van de activiteit", "vorm", "vorm"],
        );
        header(page, 1, &["Een", "Twee", "gastles", "excursie"]);
        header(
            page,
            2,
            &["titel", "Naam van de activiteit", "vorm", "vorm"],
        );
    });
    let form = small();
    let file = read("a.xlsx", &bytes, &form).unwrap();
    assert_eq!(file.faults.len(), 1);
    assert_eq!(
        (file.faults[0].field, &file.faults[0].kind),
        (Some(0), &FaultKind::SameField)
    );
    let found = entries(&file, &form);
    // The headings that stand there once more are no example.
    assert_eq!(found.len(), 1);
    assert_eq!(values(&found[0], &form, "vorm").len(), 2);
    assert_eq!(values(&found[0], &form, "titel"), ["Een"]);
}

#[test]
fn merged_cells_refuse_the_examples_they_touch() {
    let bytes = book(|page| {
        let plain = Format::new();
        page.merge_range(0, 0, 0, 3, "Een kop over alles", &plain)
            .unwrap();
        header(page, 1, &["titel", "vorm", "aantal", "Intern"]);
        for (row, title) in (2..).zip(["Een", "Twee", "Drie", "Vier"]) {
            page.write_string(row, 0, title).unwrap();
        }
        page.merge_range(2, 1, 3, 1, "gastles", &plain).unwrap();
        page.merge_range(5, 1, 5, 2, "gastles", &plain).unwrap();
        page.merge_range(4, 3, 5, 3, "kladje", &plain).unwrap();
    });
    let form = small();
    let file = read("a.xlsx", &bytes, &form).unwrap();
    let merged: Vec<_> = file
        .entries
        .iter()
        .map(|entry| {
            entry
                .faults
                .iter()
                .any(|fault| fault.kind == FaultKind::Merged)
        })
        .collect();
    assert_eq!(merged, [true, true, false, true]);
}

/// Rows written behind those of a sheet, as XML.
fn with_rows(bytes: &[u8], rows: &str) -> Vec<u8> {
    let name = "xl/worksheets/sheet1.xml";
    let sheet = crate::suites::checklist_office::part(bytes, name);
    let sheet = sheet.replace("</sheetData>", &format!("{rows}</sheetData>"));
    replaced(bytes, name, sheet.as_bytes())
}

#[test]
fn errors_and_formulas_without_result_are_told() {
    let bytes = book(|page| header(page, 0, &["titel", "aantal", "verhaal"]));
    let bytes = with_rows(
        &bytes,
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Een</t></is></c>\
         <c r=\"B2\"><f>2*60</f><v>120</v></c><c r=\"C2\"><f>[1]Ander!A1</f></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Twee</t></is></c>\
         <c r=\"B3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>",
    );
    let form = small();
    let file = read("a.xlsx", &bytes, &form).unwrap();
    let found = entries(&file, &form);
    assert_eq!(values(&found[0], &form, "aantal"), ["120"]);
    let has = |number: usize, kind: &FaultKind| {
        let mut faults = found[number].faults.iter();
        faults.any(|fault| fault.kind == *kind)
    };
    assert!(has(0, &FaultKind::NoResult) && !has(0, &FaultKind::ErrorCell));
    assert!(has(1, &FaultKind::ErrorCell) && !has(1, &FaultKind::NoResult));
}

#[test]
fn a_hundred_thousand_rows_of_a_workbook_are_read() {
    let bytes = book(|page| header(page, 0, &["titel", "aantal"]));
    let row = |row: usize| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>x</t></is></c>\
             <c r=\"B{row}\"><v>{row}</v></c></row>"
        )
    };
    let rows: String = (2..100_002).map(row).collect();
    let file = read("a.xlsx", &with_rows(&bytes, &rows), &small()).unwrap();
    assert_eq!(file.entries.len(), 100_000);
}

#[test]
fn a_hidden_sheet_is_told_and_not_read() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet().set_name("Zichtbaar").unwrap();
    header(page, 0, &["titel", "vorm"]);
    header(page, 1, &["Een", "gastles"]);
    let page = workbook.add_worksheet().set_name("Geheim").unwrap();
    page.set_hidden(true);
    header(page, 0, &["titel", "vorm"]);
    header(page, 1, &["Twee", "gastles"]);
    let bytes = workbook.save_to_buffer().unwrap();
    let file = read("a.xlsx", &bytes, &small()).unwrap();
    assert_eq!(file.entries.len(), 1);
    let sheet = "Geheim".to_owned();
    assert_eq!(file.faults[0].kind, FaultKind::HiddenSheet { sheet });
}

#[test]
fn a_workbook_of_something_else_is_told() {
    let bytes = book(|page| {
        for row in 0..500 {
            header(page, row, &["Naam", "Straat", "Plaats"]);
        }
    });
    assert!(matches!(
        error("a.xlsx", &bytes),
        IntakeFileError::NoField { .. }
    ));
    let empty = book(|page| header(page, 0, &["titel", "vorm"]));
    assert!(matches!(
        error("a.xlsx", &empty),
        IntakeFileError::NoExample { .. }
    ));
}

#[test]
fn a_workbook_beyond_the_bounds_is_refused() {
    // A bomb: a part that unpacks to more than an archive may.
    let zeros = vec![0_u8; 70 * 1024 * 1024];
    let bomb = zipped(&[
        ("xl/workbook.xml", b"<x/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(matches!(
        error("a.xlsx", &bomb),
        IntakeFileError::TooLarge {
            bound: Bound::Unpacked(_),
            ..
        }
    ));
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(matches!(
        error("a.docx", &bomb),
        IntakeFileError::TooLarge { .. }
    ));
    // A million rows.
    let cell = |row: usize| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>");
    let rows: String = (2..1_000_000).map(cell).collect();
    let bytes = book(|page| header(page, 0, &["titel", "vorm"]));
    let bytes = with_rows(&bytes, &rows);
    assert!(matches!(
        error("a.xlsx", &bytes),
        IntakeFileError::TooLarge {
            bound: Bound::Rows(_),
            ..
        }
    ));
    // The far corner.
    let bytes = book(|page| {
        header(page, 0, &["titel", "vorm"]);
        page.write_string(1, 0, "x").unwrap();
        page.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert!(matches!(
        error("a.xlsx", &bytes),
        IntakeFileError::TooLarge { .. }
    ));
}

#[test]
fn entities_and_deep_xml_are_refused() {
    let bomb = b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
        <w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = zipped(&[("word/document.xml", bomb)]);
    assert!(matches!(
        error("a.docx", &bytes),
        IntakeFileError::Document { .. }
    ));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let bytes = zipped(&[("word/document.xml", deep.as_bytes())]);
    assert!(matches!(
        error("a.docx", &bytes),
        IntakeFileError::Document { .. }
    ));
    let bytes = zipped(&[(
        "xl/workbook.xml",
        b"<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook>&a;</workbook>",
    )]);
    let found = read("a.xlsx", &bytes, &small());
    let said = found.unwrap_err().message().in_language(Language::English);
    assert!(!said.contains("root:"), "{said}");
}
