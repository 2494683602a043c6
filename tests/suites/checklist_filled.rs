//! Workbooks and documents that somebody filled in: what is read of them, also when another program
//! saved them again, and what is told of those that were changed, broken or made to do harm.

use std::io::{Cursor, Write};

use lobgraaf::core::checklist::answers::{Answered, Key, Value};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::store::answers::AnswersError;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

use crate::suites::checklist_office::{openpyxl_in, part};
use crate::support::checklist::{checklist, file, read, told};
use crate::support::office::{reopened, reopened_document};

/// Fills the workbook in: two answers, a remark, who, when, a sector.
const FILL: &str = "import openpyxl, datetime, sys\n\
    book = openpyxl.load_workbook(sys.argv[1])\n\
    about, questions, choices = book.worksheets[:3]\n\
    for row in about.iter_rows():\n\
    \x20   if row[0].value == 'School': row[1].value = '=De Brug'[1:]\n\
    \x20   if row[0].value in ('Datum', 'Date'): row[1].value = datetime.date(2026, 3, 31)\n\
    for row in questions.iter_rows():\n\
    \x20   if row[0].value == '1.1': row[2 + 1].value = row[3].value = words[0]; row[4].value = 'meer beeld\\nen geluid'\n\
    \x20   if row[0].value == '5.2': row[3].value = words[1]\n\
    for row in choices.iter_rows():\n\
    \x20   if row[2].value in ('hoger onderwijs', 'higher education'): row[0].value = 'x'\n\
    extra()\n\
    book.save('filled.xlsx')\n";

fn filled(checklist: &Checklist, extra: &str) -> Option<Vec<u8>> {
    let words = match checklist.language {
        Language::Dutch => "words = ('ja', 'n.v.t.')",
        Language::English => "words = ('yes', 'n/a')",
    };
    let script = format!("{words}\ndef extra(): pass\n{extra}\n{FILL}");
    let folder = tempfile::tempdir().unwrap();
    let book = file(checklist, "xlsx");
    openpyxl_in(folder.path(), &script, &[("book.xlsx", &book)])?;
    Some(std::fs::read(folder.path().join("filled.xlsx")).unwrap())
}

/// The answer to a question, by the end of its IRI.
fn value(answered: &Answered, end: &str) -> Option<Value> {
    let found = answered.answers.iter().find(|(iri, _)| iri.ends_with(end));
    found.unwrap_or_else(|| panic!("{end}")).1.value
}

fn is_filled(answered: &Answered, edition: &str) {
    is_filled_with(answered, edition, "meer beeld\nen geluid");
}

fn is_filled_with(answered: &Answered, edition: &str, said: &str) {
    assert_eq!(answered.school.as_deref(), Some("De Brug"));
    assert_eq!(answered.date.as_deref(), Some("2026-03-31"));
    assert_eq!(answered.edition.as_deref(), Some(edition));
    assert_eq!(answered.answers.len(), 2);
    assert_eq!(value(answered, "/1.1"), Some(Value::Yes));
    assert_eq!(value(answered, "/5.2"), Some(Value::NotApplicable));
    let remark = answered
        .answers
        .iter()
        .find(|(iri, _)| iri.ends_with("/1.1"));
    let remark = remark.unwrap().1.remark.as_deref();
    assert_eq!(remark, Some(said));
    assert_eq!(answered.sectors.len(), 1);
    assert!(answered.sectors[0].ends_with("/hoger-onderwijs"));
}

#[test]
fn a_filled_workbook_is_read_back_also_from_libreoffice() {
    for language in Language::ALL {
        for form in [Form::Full, Form::Short] {
            let (checklist, key) = checklist(language, form);
            let Some(book) = filled(&checklist, "") else {
                return;
            };
            let mut books = vec![book.clone()];
            books.extend(reopened("a filled checklist", &book));
            for book in books {
                let (answered, problems) = read("a.xlsx", &book, &key).unwrap();
                assert_eq!(told(&problems), [""; 0]);
                is_filled(&answered, &checklist.edition);
                assert_eq!(answered.form, Some(form));
            }
        }
    }
}

/// Sheets renamed and put in another order, columns moved, rows put in between, a column and a sheet
/// more.
#[test]
fn a_workbook_may_be_laid_out_anew() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    let extra = "def extra():\n\
        \x20   questions.title = 'Onze vragen'; about.title = 'X'\n\
        \x20   questions.insert_rows(1, 3); questions['B2'] = 'Besproken op maandag'; questions['F3'] = 'geen kop'\n\
        \x20   questions.insert_cols(2); questions['B4'] = 'Wie'; questions['B6'] = 'Ans'\n\
        \x20   questions.insert_rows(7); questions['C7'] = 'tussenkop'\n\
        \x20   choices.insert_cols(1)\n\
        \x20   book.create_sheet('Los', 0)['A1'] = 'Antwoord'\n\
        \x20   book.move_sheet(questions, -2)\n";
    if let Some(book) = filled(&checklist, extra) {
        let (answered, problems) = read("a.xlsx", &book, &key).unwrap();
        assert_eq!(told(&problems), [""; 0]);
        is_filled(&answered, &checklist.edition);
    }
}

fn book(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

fn row(page: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0..).zip(cells) {
        page.write_string(row, column, *text).unwrap();
    }
}

/// A sheet of questions made by hand.
fn questions(write: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    book(|book| {
        let page = book.add_worksheet().set_name("Q").unwrap();
        row(page, 0, &["No.", "Answer", "What could be better?"]);
        write(page);
    })
}

fn key() -> Key {
    checklist(Language::Dutch, Form::Full).1
}

/// What is told, without what holds for the whole file.
fn faults(book: &[u8], key: &Key) -> (Answered, Vec<String>) {
    let (answered, problems) = read("a.xlsx", book, key).unwrap();
    let mut told = told(&problems);
    told.retain(|told| told.contains("sheet"));
    (answered, told)
}

#[test]
fn numbers_and_dates_that_a_spreadsheet_made_are_told_or_understood() {
    let key = key();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let book = questions(|page| {
        // No question is 1.10: this is 1.1 and nothing else.
        page.write_number(1, 0, 1.1).unwrap();
        page.write_string(1, 1, "yes").unwrap();
        page.write_number(2, 0, 7.5).unwrap();
        page.write_string(2, 1, "yes").unwrap();
        page.write_number_with_format(3, 0, 46_054, &day).unwrap();
        page.write_string(3, 1, "yes").unwrap();
        page.write_string(4, 1, "no").unwrap();
        row(page, 5, &["9.9", "no"]);
        row(page, 6, &["1.2", "perhaps", "why"]);
        row(page, 7, &["1.3", "no"]);
        row(page, 8, &["1.3", "yes"]);
        row(page, 9, &["", "", ""]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(value(&answered, "/1.1"), Some(Value::Yes));
    assert_eq!(value(&answered, "/1.3"), Some(Value::No));
    assert_eq!(value(&answered, "/1.2"), None);
    assert_eq!(answered.answers.len(), 3);
    let expected = [
        ("A3", "`7.5`"),
        ("A4", "`2026-02-01`"),
        ("B5", "without the number"),
        ("B6", "no question `9.9`"),
        ("B7", "`perhaps` is no answer to question 1.2"),
        ("B9", "question 1.3 already has another answer"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (said, (cell, what)) in told.iter().zip(expected) {
        assert!(said.contains(cell) && said.contains(what), "{said}");
    }
}

#[test]
fn a_number_that_may_be_two_questions_is_not_guessed() {
    use lobgraaf::core::checklist::answers::Listed;
    let mut key = Key::new("e");
    for notation in ["1.1", "1.10"] {
        key.add(Listed::Items, notation, &format!("urn:{notation}"));
    }
    let book = questions(|page| {
        page.write_number(1, 0, 1.1).unwrap();
        page.write_string(1, 1, "yes").unwrap();
        row(page, 2, &["1.10", "no"]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(answered.answers.keys().collect::<Vec<_>>(), ["urn:1.10"]);
    assert!(told.len() == 1 && told[0].contains("more than one question"));
}

#[test]
fn an_iri_tells_what_a_number_does_not_and_two_that_differ_are_told() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    let iri = |notation: &str| {
        let mut items = checklist.items();
        let item = items.find(|item| item.notation.as_deref() == Some(notation));
        item.unwrap().iri.clone()
    };
    let book = book(|book| {
        let page = book.add_worksheet();
        row(page, 0, &["IRI", "Antwoord", "Nr."]);
        row(page, 1, &[&iri("1.2"), "ja"]);
        page.write_number(1, 2, 1.2).unwrap();
        row(page, 2, &[&iri("1.3"), "ja", "1.4"]);
        row(page, 3, &[&iri("1.5"), "nee"]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(value(&answered, "/1.2"), Some(Value::Yes));
    assert_eq!(value(&answered, "/1.5"), Some(Value::No));
    assert_eq!(answered.answers.len(), 2);
    assert!(told.len() == 1 && told[0].contains("C3") && told[0].contains("1.4"));
}

#[test]
fn merged_cells_error_cells_and_odd_marks_are_told() {
    let key = key();
    let book = book(|book| {
        let page = book.add_worksheet().set_name("Q").unwrap();
        row(page, 0, &["Nr.", "Antwoord", "Wat kan beter?"]);
        row(page, 1, &["1.1"]);
        row(page, 2, &["1.2"]);
        page.merge_range(1, 1, 2, 1, "ja", &Format::new()).unwrap();
        row(page, 3, &["1.3", "", "blijft"]);
        let error = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
        page.write_formula(3, 1, error).unwrap();
        let page = book.add_worksheet().set_name("S").unwrap();
        row(page, 0, &["Kies met x", "Naam"]);
        row(page, 1, &["misschien", "hoger onderwijs"]);
        row(page, 2, &["X", "hoger onderwijs"]);
        row(page, 3, &["x", "Kansengelijkheid vergroten"]);
        row(page, 4, &["-", "wetenschappelijk onderwijs"]);
        row(page, 5, &["x", "bestaat niet"]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(value(&answered, "/1.1"), Some(Value::Yes));
    assert_eq!(value(&answered, "/1.3"), None);
    assert_eq!(answered.answers.len(), 2);
    assert_eq!((answered.sectors.len(), answered.goals.len()), (1, 1));
    let expected = [
        ("B2", "merged"),
        ("B4", "error"),
        ("A2", "`misschien`"),
        ("A6", "`bestaat niet`"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (said, (cell, what)) in told.iter().zip(expected) {
        assert!(said.contains(cell) && said.contains(what), "{said}");
    }
}

#[test]
fn a_missing_sheet_and_another_edition_are_told() {
    let key = key();
    let only = questions(|page| row(page, 1, &["1.1", "no"]));
    let (answered, problems) = read("a.xlsx", &only, &key).unwrap();
    assert_eq!(value(&answered, "/1.1"), Some(Value::No));
    let told_of = told(&problems);
    assert!(
        told_of.len() == 1 && told_of[0].contains("which edition"),
        "{told_of:?}"
    );
    let other = book(|book| {
        let page = book.add_worksheet();
        row(page, 0, &["About the activity", "Fill in here"]);
        row(page, 1, &["Edition", "2020-01-01-00000000"]);
        row(page, 2, &["Colour", "red"]);
    });
    let (_, problems) = read("a.xlsx", &other, &key).unwrap();
    let told_of = told(&problems);
    assert_eq!(told_of.len(), 3, "{told_of:?}");
    assert!(told_of[0].contains("`Colour`") && told_of[1].contains("2020-01-01-00000000"));
    assert!(told_of[2].contains("not one question"));
    let none = book(|book| row(book.add_worksheet(), 0, &["Naam", "Bedrag"]));
    let error = read("a.xlsx", &none, &key).unwrap_err();
    assert!(matches!(error, AnswersError::NoChecklist { .. }), "{error}");
}

/// Writes into a place of the document as Word does.
fn type_into(page: &mut String, tag: &str, text: &str) {
    let start = page
        .find(&format!("<w:tag w:val=\"{tag}\"/>"))
        .unwrap_or_else(|| panic!("{tag}"));
    let end = start + page[start..].find("</w:sdt>").unwrap();
    let mut control = page[start..end].replace("<w:showingPlcHdr/>", "");
    let from = control.find("<w:t>").unwrap() + 5;
    let to = control.find("</w:t>").unwrap();
    control.replace_range(from..to, text);
    let control = control.replace("w14:checked w14:val=\"0\"", "w14:checked w14:val=\"1\"");
    page.replace_range(start..end, &control);
}

/// The document with another text.
fn with_page(document: &[u8], page: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut file = from.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        to.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        match name.as_str() {
            "word/document.xml" => to.write_all(page.as_bytes()).unwrap(),
            _ => drop(std::io::copy(&mut file, &mut to).unwrap()),
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_filled_document_is_read_back_also_from_libreoffice() {
    for language in Language::ALL {
        let (checklist, key) = checklist(language, Form::Full);
        let document = file(&checklist, "docx");
        // As it was made nothing is answered, and LibreOffice changes nothing about that.
        let mut empty = vec![document.clone()];
        empty.extend(reopened_document("an empty checklist", &document));
        for empty in empty {
            let (answered, problems) = read("a.docx", &empty, &key).unwrap();
            assert_eq!(told(&problems), ["a.docx: not one question is answered"]);
            assert_eq!(answered.answers.len(), 0);
            assert_eq!(answered.edition.as_ref(), Some(&checklist.edition));
            assert_eq!((answered.school, answered.sectors.len()), (None, 0));
        }
        let mut page = part(&document, "word/document.xml");
        let (yes, none) = match language {
            Language::Dutch => ("ja", "n.v.t."),
            Language::English => ("yes", "n/a"),
        };
        let goal = "goal:kansengelijkheid-vergroten";
        for (tag, text) in [
            ("field:school", "De Brug"),
            ("field:date", "2026-03-31"),
            ("sector:hoger-onderwijs", "☒"),
            (goal, "☒"),
            ("answer:1.1", yes),
            ("remark:1.1", "meer beeld</w:t><w:br/><w:t>en geluid"),
            ("answer:5.2", none),
        ] {
            type_into(&mut page, tag, text);
        }
        let filled = with_page(&document, &page);
        let check = |document: &[u8], said: &str| {
            let (answered, problems) = read("a.docx", document, &key).unwrap();
            assert_eq!(told(&problems), [""; 0]);
            is_filled_with(&answered, &checklist.edition, said);
            assert_eq!(answered.goals.len(), 1);
        };
        check(&filled, "meer beeld\nen geluid");
        // LibreOffice 7.4 moves a break of line out of its control; one line comes back whole.
        let one_line = page.replace("</w:t><w:br/><w:t>", " ");
        let one_line = with_page(&document, &one_line);
        if let Some(again) = reopened_document("a filled checklist", &one_line) {
            check(&again, "meer beeld en geluid");
        }
    }
}

#[test]
fn a_changed_document_is_told_by_its_tags() {
    let (checklist, key) = checklist(Language::Dutch, Form::Short);
    let document = file(&checklist, "docx");
    let mut page = part(&document, "word/document.xml");
    type_into(&mut page, "answer:1.1", "misschien");
    type_into(&mut page, "answer:1.2", "ja");
    type_into(
        &mut page,
        "remark:1.2",
        "nee, <w:del><w:r><w:delText>oud</w:delText></w:r></w:del>toch",
    );
    type_into(&mut page, "field:date", "in maart");
    let page = page
        .replace("answer:1.3\"", "answer:99.3\"")
        .replace("answer:1.4\"", "answer:1.2\"")
        .replace("_lob_answer_", "_gone_");
    let mut page = page;
    type_into(&mut page, "answer:99.3", "ja");
    let second = page.rfind("<w:tag w:val=\"answer:1.2\"/>").unwrap();
    let mut rest = page.split_off(second);
    type_into(&mut rest, "answer:1.2", "nee");
    page.push_str(&rest);
    let (answered, problems) = read("a.docx", &with_page(&document, &page), &key).unwrap();
    let told = told(&problems);
    let expected = [
        "field:date",
        "answer:1.1",
        "answer:99.3",
        "question 1.2 already",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (said, expected) in told.iter().zip(expected) {
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(value(&answered, "/1.2"), Some(Value::Yes));
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        to.start_file(*name, SimpleFileOptions::default()).unwrap();
        to.write_all(bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn harmful_archives_are_refused() {
    let key = key();
    let bomb = vec![b' '; 65 * 1024 * 1024];
    for name in ["word/document.xml", "xl/workbook.xml"] {
        let error = read("a.docx", &archive(&[(name, &bomb)]), &key).unwrap_err();
        assert!(matches!(error, AnswersError::TooLarge { .. }), "{error}");
    }
    let names: Vec<_> = (0..501)
        .map(|number| format!("word/{number}.xml"))
        .collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let error = read("a.docx", &archive(&many), &key).unwrap_err();
    assert!(matches!(error, AnswersError::TooLarge { .. }), "{error}");
    let entity =
        b"<!DOCTYPE d [<!ENTITY a \"x\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><d>&a;&b;</d>";
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    for bytes in [&entity[..], deep.as_bytes(), b"<a>", b"\xff", b""] {
        let error = read("a.docx", &archive(&[("word/document.xml", bytes)]), &key).unwrap_err();
        assert!(matches!(error, AnswersError::Document { .. }), "{error}");
        let relations = [("_rels/.rels", bytes), ("word/document.xml", b"<d/>")];
        let error = read("a.docx", &archive(&relations), &key).unwrap_err();
        assert!(matches!(error, AnswersError::NoChecklist { .. }), "{error}");
        let error = read("a.xlsx", &archive(&[("xl/workbook.xml", bytes)]), &key).unwrap_err();
        assert!(matches!(error, AnswersError::Workbook(_)), "{error}");
    }
    let error = read("a.docx", b"PK\x03\x04 cut off", &key).unwrap_err();
    assert!(matches!(error, AnswersError::Document { .. }), "{error}");
    let other = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    let error = read("a.odt", &other, &key).unwrap_err();
    assert!(matches!(error, AnswersError::UnknownKind { .. }), "{error}");
    // What it holds tells its kind, not its name.
    let book = questions(|page| row(page, 1, &["1.1", "no"]));
    assert!(read("a.docx", &book, &key).is_ok());
    assert!(read("a.toml", &book, &key).is_ok());
}

#[test]
fn any_cut_of_a_file_is_read_or_refused() {
    let (checklist, key) = checklist(Language::Dutch, Form::Short);
    for format in ["xlsx", "docx"] {
        let bytes = file(&checklist, format);
        for step in 1..40 {
            let end = bytes.len() * step / 40;
            let _ = read("a", &bytes[..end], &key);
            let mut broken = bytes.clone();
            broken[end - 1] ^= 0x55;
            let _ = read("a", &broken, &key);
        }
    }
}
