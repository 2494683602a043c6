//! The guideline as workbook and document: that what is filled in comes back, also after LibreOffice
//! saved it or openpyxl filled it in; that both are sound.

use std::collections::BTreeSet;

use calamine::{Data, Reader, Xlsx};
use lobgraaf::core::form::tag::Slot;
use lobgraaf::core::form::{FieldKind, Form};
use lobgraaf::core::intake::FaultKind;
use lobgraaf::core::language::Language;
use lobgraaf::render::guideline::{FORMATS, Variant};
use lobgraaf::store::intake::IntakeFileError;
use roxmltree::{Document, Node};

use crate::suites::checklist_office::{openpyxl_in, part};
use crate::suites::intake_files::replaced;
use crate::support::guideline::{entries, file, form, read, small, told, values};
use crate::support::office::{reopened, reopened_document};

const QUESTIONNAIRE: Variant = Variant::Questionnaire;

/// As a person fills in the sheet for one example and that for many; `{sheets}` are their names.
const FILL: &str = "import openpyxl, datetime, sys
book = openpyxl.load_workbook(sys.argv[1])
one, many = (book[name] for name in SHEETS)
rows = {row[0].value: row for row in one.iter_rows() if row[0].value}
rows['Titel *'][2].value = 'Eén voorbeeld 1.10'
rows['Vorm *'][2].value = 'bedrijfsbezoek'
rows['Vorm *'][3].value = 'gastles'
rows['Aantal'][2].value = 120
rows['Dag'][2].value = datetime.date(2026, 5, 31)
rows['Toestemming'][2].value = 'ja'
columns = {cell.value: cell.column for cell in many[1]}
for row, title in ((2, 'Twee'), (3, 'Drie')):
    many.cell(row, columns['Titel *']).value = title
    many.cell(row, columns['Vorm *']).value = 'gastles; excursie'
    many.cell(row, columns['Jaar']).value = 2019
book.save('filled.xlsx')
";

fn filled(form: &Form) -> Option<Vec<u8>> {
    let book = file(form, "xlsx", Language::Dutch, QUESTIONNAIRE);
    let folder = tempfile::tempdir().unwrap();
    let script = FILL.replace("SHEETS", "('Vragenlijst', 'Tabel')");
    openpyxl_in(folder.path(), &script, &[("book.xlsx", &book)])?;
    Some(std::fs::read(folder.path().join("filled.xlsx")).unwrap())
}

fn holds_what_was_filled_in(book: &[u8], form: &Form) {
    let file = read("a.xlsx", book, form).unwrap();
    assert!(file.faults.is_empty(), "{:?}", told(&file.faults, form));
    assert_eq!(file.edition.as_deref(), Some(form.edition.as_str()));
    let found = entries(&file, form);
    assert_eq!(found.len(), 3);
    let value = |number: usize, key| values(&found[number], form, key);
    assert_eq!(value(0, "titel"), ["Eén voorbeeld 1.10"]);
    assert_eq!(value(0, "vorm"), ["urn:form/visit", "urn:form/talk"]);
    assert_eq!(value(0, "aantal"), ["120"]);
    assert_eq!(value(0, "dag"), ["2026-05-31"]);
    assert_eq!(value(0, "toestemming"), ["true"]);
    assert_eq!(value(1, "titel"), ["Twee"]);
    assert_eq!(value(2, "vorm"), ["urn:form/talk", "urn:form/visit"]);
    assert_eq!(value(2, "jaar"), ["2019"]);
    for entry in &found {
        let wrong = entry
            .faults
            .iter()
            .filter(|fault| fault.kind != FaultKind::Advised);
        assert_eq!(wrong.count(), 0, "{:?}", told(&entry.faults, form));
    }
}

#[test]
fn a_workbook_filled_in_by_openpyxl_and_saved_by_libreoffice_comes_back() {
    let form = small();
    let Some(book) = filled(&form) else {
        return;
    };
    holds_what_was_filled_in(&book, &form);
    if let Some(again) = reopened("a filled guideline", &book) {
        holds_what_was_filled_in(&again, &form);
    }
}

/// The cells of a sheet are written anew, as a program would that fills it in: for machines without
/// openpyxl.
#[test]
fn the_cells_of_a_workbook_come_back() {
    let form = small();
    let book = file(&form, "xlsx", Language::Dutch, QUESTIONNAIRE);
    let empty = read("a.xlsx", &book, &form).unwrap_err();
    assert!(matches!(empty, IntakeFileError::NoExample { .. }));
    let mut opened: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&book)).unwrap();
    let mut again = rust_xlsxwriter::Workbook::new();
    for name in opened.sheet_names() {
        let range = opened.worksheet_range(&name).unwrap();
        let page = again.add_worksheet().set_name(&name).unwrap();
        for (row, cells) in (0..).zip(range.rows()) {
            for (column, cell) in (0..).zip(cells) {
                page.write_string(row, column, cell.to_string()).unwrap();
            }
            let answer = match cells[0].to_string().as_str() {
                "Titel *" if name == "Vragenlijst" => "Eén",
                "Vorm *" if name == "Vragenlijst" => "bedrijfsbezoek; gastles",
                _ => continue,
            };
            page.write_string(row, 2, answer).unwrap();
        }
    }
    let bytes = again.save_to_buffer().unwrap();
    let found = read("a.xlsx", &bytes, &form).unwrap();
    assert_eq!(found.edition.as_deref(), Some(form.edition.as_str()));
    let found = entries(&found, &form);
    assert_eq!(found.len(), 1);
    assert_eq!(values(&found[0], &form, "titel"), ["Eén"]);
    assert_eq!(values(&found[0], &form, "vorm").len(), 2);
}

#[test]
fn the_workbook_holds_every_field_list_and_edition_and_no_formula() {
    let names = [
        ["Uitleg", "Vragenlijst", "Tabel", "Lijsten"],
        ["About", "Questionnaire", "Table", "Lists"],
    ];
    let form = form();
    for (language, names) in Language::ALL.into_iter().zip(names) {
        let book = file(&form, "xlsx", language, QUESTIONNAIRE);
        assert_eq!(book, file(&form, "xlsx", language, QUESTIONNAIRE));
        let mut opened: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&book)).unwrap();
        assert_eq!(opened.sheet_names(), names);
        let mut cells = |name: &str| -> Vec<Vec<Data>> {
            let range = opened.worksheet_range(name).unwrap();
            range.rows().map(<[Data]>::to_vec).collect()
        };
        let header = &cells(names[2])[0];
        assert_eq!(header.len(), form.fields.len());
        let rows = cells(names[1]);
        let recogniser = crate::support::guideline::recogniser(&form);
        for (index, field) in form.fields.iter().enumerate() {
            assert_eq!(
                recogniser.exact_field(&header[index].to_string()),
                Some(index)
            );
            // A group may be called what a field is called; it has no word for required or not.
            let is_row = |row: &&Vec<Data>| {
                let name = row[0].to_string();
                row[1] != Data::Empty && recogniser.exact_field(&name) == Some(index)
            };
            assert_eq!(rows.iter().filter(is_row).count(), 1, "{}", field.key);
        }
        let lists = cells(names[3]);
        let choices: usize = form.lists.values().map(Vec::len).sum();
        assert_eq!(lists.len(), 1 + choices);
        assert!(format!("{:?}", cells(names[0])).contains(&form.edition));
        for number in 1..=4 {
            let sheet = part(&book, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(
                !sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("mergeCell")
            );
            assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("landscape"));
        }
        // Every list that is offered is a range of cells that is there.
        let one = part(&book, "xl/worksheets/sheet2.xml");
        let workbook = part(&book, "xl/workbook.xml");
        let lists: BTreeSet<_> = form
            .fields
            .iter()
            .filter_map(|field| field.list())
            .collect();
        for number in 1..=lists.len() {
            assert!(
                one.contains(&format!("<formula1>list_{number}</formula1>")),
                "{number}"
            );
            assert!(workbook.contains(&format!("<definedName name=\"list_{number}\">")));
        }
    }
}

#[test]
fn texts_of_the_form_stay_texts() {
    let mut form = small();
    form.title = crate::support::guideline::texts("=HYPERLINK(\"http://evil.example\")", "=1+1");
    form.fields[0].help = crate::support::guideline::texts("]]>&<w:p>\u{0}\u{202e}", "=1+1");
    let book = file(&form, "xlsx", Language::Dutch, QUESTIONNAIRE);
    for number in 1..=4 {
        let sheet = part(&book, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(!sheet.contains("<f>") && !sheet.contains("<f "));
    }
    is_sound(&file(&form, "docx", Language::Dutch, QUESTIONNAIRE));
}

fn elements<'a>(page: &'a Document<'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    page.descendants()
        .filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> &'a str {
    let mut attributes = node.attributes();
    let found = attributes.find(|attribute| attribute.name() == name);
    found.map_or("", |attribute| attribute.value())
}

/// Parts are XML; places to fill in have names of their own, short enough. Gives the tags.
fn is_sound(document: &[u8]) -> BTreeSet<String> {
    for name in [
        "word/document.xml",
        "word/styles.xml",
        "word/footer1.xml",
        "docProps/core.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    ] {
        let text = part(document, name);
        Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let text = part(document, "word/document.xml");
    let page = Document::parse(&text).unwrap();
    let tags: Vec<_> = elements(&page, "tag")
        .map(|tag| attribute(&tag, "val").to_owned())
        .collect();
    let unique: BTreeSet<_> = tags.iter().cloned().collect();
    assert_eq!(unique.len(), tags.len());
    assert!(tags.iter().all(|tag| tag.encode_utf16().count() <= 64));
    let marks: BTreeSet<_> = elements(&page, "bookmarkStart")
        .map(|mark| attribute(&mark, "name"))
        .collect();
    assert_eq!(marks.len(), tags.len());
    assert!(marks.iter().all(|name| name.len() <= 40));
    let styles = part(document, "word/styles.xml");
    for style in elements(&page, "pStyle").chain(elements(&page, "rStyle")) {
        let id = format!("w:styleId=\"{}\"", attribute(&style, "val"));
        assert!(styles.contains(&id), "{id}");
    }
    unique
}

#[test]
fn documents_ask_every_field_in_both_languages() {
    let form = form();
    for language in Language::ALL {
        for variant in [QUESTIONNAIRE, Variant::Interview] {
            let document = file(&form, "docx", language, variant);
            assert_eq!(document, file(&form, "docx", language, variant));
            let tags = is_sound(&document);
            for field in &form.fields {
                let boxes = Slot::of_choices(&form, field);
                let is_there = tags.contains(&Slot::of_field(field, 1).tag)
                    || (!boxes.is_empty() && boxes.iter().all(|slot| tags.contains(&slot.tag)));
                assert!(is_there, "{}", field.key);
            }
            let styles = part(&document, "word/styles.xml");
            let tag = match language {
                Language::Dutch => "nl-NL",
                Language::English => "en-GB",
            };
            assert!(styles.contains(&format!("<w:lang w:val=\"{tag}\"")));
            let empty = read("a.docx", &document, &form).unwrap_err();
            assert!(
                matches!(empty, IntakeFileError::NoExample { .. }),
                "{empty}"
            );
        }
    }
}

/// A document with something in its places, as Word would write it.
fn fill(document: &[u8], answers: &[(&str, &str)], checked: &[&str]) -> Vec<u8> {
    let mut text = part(document, "word/document.xml");
    for (tag, answer) in answers {
        let start = text
            .find(&format!("<w:tag w:val=\"{tag}\"/>"))
            .unwrap_or_else(|| panic!("{tag}"));
        let end = start + text[start..].find("</w:sdtContent>").unwrap();
        let control = text[start..end].replace("<w:showingPlcHdr/>", "");
        let from = control.rfind("<w:t>").unwrap() + 5;
        let to = control.rfind("</w:t>").unwrap();
        let control = format!("{}{answer}{}", &control[..from], &control[to..]);
        text.replace_range(start..end, &control);
    }
    for tag in checked {
        let start = text
            .find(&format!("<w:tag w:val=\"{tag}\"/>"))
            .unwrap_or_else(|| panic!("{tag}"));
        let end = start + text[start..].find("</w:sdtContent>").unwrap();
        let control = text[start..end]
            .replace(
                "<w14:checked w14:val=\"0\"/>",
                "<w14:checked w14:val=\"1\"/>",
            )
            .replace('☐', "☒");
        text.replace_range(start..end, &control);
    }
    replaced(document, "word/document.xml", text.as_bytes())
}

fn has_what_was_filled_in(document: &[u8], form: &Form) {
    let file = read("a.docx", document, form).unwrap();
    assert_eq!(file.edition.as_deref(), Some(form.edition.as_str()));
    let found = entries(&file, form);
    assert_eq!(found.len(), 1);
    let value = |key| values(&found[0], form, key);
    assert_eq!(value("titel"), ["Een"]);
    assert_eq!(value("vorm"), ["urn:form/visit", "urn:form/both"]);
    assert_eq!(value("omvang"), ["urn:extent/part"]);
    assert_eq!(value("dag"), ["2026-05-31"]);
    assert_eq!(value("toestemming"), ["true"]);
    assert_eq!(found[0].unrecognised, [(2, "dansen".to_owned())]);
}

#[test]
fn a_document_comes_back_also_when_libreoffice_saved_it() {
    let form = small();
    let document = file(&form, "docx", Language::Dutch, QUESTIONNAIRE);
    let document = fill(
        &document,
        &[
            ("field:titel", "Een"),
            ("field:omvang", "een deel"),
            ("field:dag", "2026-05-31"),
            ("field:toestemming", "ja"),
            ("field:vorm", "dansen"),
        ],
        &["choice:vorm:visit", "choice:vorm:both"],
    );
    has_what_was_filled_in(&document, &form);
    if let Some(again) = reopened_document("a filled guideline", &document) {
        has_what_was_filled_in(&again, &form);
    }
}

#[test]
fn long_lists_are_chosen_from_several_places() {
    let mut form = small();
    let list = form.lists.get_mut("urn:Form").unwrap();
    for number in 0..20 {
        let label = format!("vorm {number}");
        list.push(crate::support::guideline::choice(
            &format!("urn:form/{number}"),
            &label,
            &label,
        ));
    }
    let document = file(&form, "docx", Language::Dutch, QUESTIONNAIRE);
    let tags = is_sound(&document);
    assert!(tags.contains("field:vorm:6") && tags.contains("field:vorm:7"));
    let answers = [
        ("field:vorm", "vorm 3"),
        ("field:vorm:6", "gastles"),
        ("field:vorm:7", "vorm 4; excursie"),
    ];
    let file = read("a.docx", &fill(&document, &answers, &[]), &form).unwrap();
    let found = entries(&file, &form);
    let expected = [
        "urn:form/3",
        "urn:form/talk",
        "urn:form/4",
        "urn:form/visit",
    ];
    assert_eq!(values(&found[0], &form, "vorm"), expected);
}

#[test]
fn an_interview_is_read_like_the_questionnaire() {
    let form = small();
    let document = file(&form, "docx", Language::Dutch, Variant::Interview);
    let text = part(&document, "word/document.xml");
    assert!(text.contains("Wat is dit?") && !text.contains("w14:checkbox"));
    assert!(!text.contains("dropDownList"));
    let answers = [("field:titel", "Een"), ("field:vorm", "gastles; dansen")];
    let file = read("a.docx", &fill(&document, &answers, &[]), &form).unwrap();
    let found = entries(&file, &form);
    assert_eq!(values(&found[0], &form, "vorm"), ["urn:form/talk"]);
    assert_eq!(found[0].unrecognised, [(2, "dansen".to_owned())]);
}

#[test]
fn a_tag_of_no_field_is_told_and_choices_that_are_gone_are_kept_as_text() {
    let mut form = small();
    let document = file(&form, "docx", Language::Dutch, QUESTIONNAIRE);
    let answers = [("field:titel", "Een"), ("field:verhaal", "Veel")];
    let document = fill(&document, &answers, &["choice:vorm:talk"]);
    form.fields[1].key = "vertelling".to_owned();
    form.fields[1].name = crate::support::guideline::texts("vertelling", "story");
    form.lists
        .get_mut("urn:Form")
        .unwrap()
        .retain(|choice| choice.iri != "urn:form/talk");
    let file = read("a.docx", &document, &form).unwrap();
    let found = entries(&file, &form);
    let is_unknown =
        |kind: &FaultKind| matches!(kind, FaultKind::UnknownName { name, .. } if name == "verhaal");
    assert!(found[0].faults.iter().any(|fault| is_unknown(&fault.kind)));
    assert_eq!(found[0].unrecognised, [(2, "talk".to_owned())]);
}

#[test]
fn every_format_is_written() {
    for (format, endings) in FORMATS {
        assert!(!endings.is_empty());
        assert!(!file(&small(), format, Language::English, QUESTIONNAIRE).is_empty());
    }
    assert!(
        small()
            .fields
            .iter()
            .any(|field| field.kind == FieldKind::Year)
    );
}
