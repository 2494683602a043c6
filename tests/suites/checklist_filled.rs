//! Workbooks and documents that somebody filled in: what is read of them, also when another program
//! saved them again, and what is told of those that were changed, broken or made to do harm.

use std::io::{Cursor, Write};

use lobgraaf::core::checklist::answers::{Answered, Value};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::store::answers::AnswersError;
use zip::write::SimpleFileOptions;

use crate::suites::checklist_office::{openpyxl_in, part};
use crate::suites::checklist_workbook::{key, questions, row};
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
pub fn value(answered: &Answered, end: &str) -> Option<Value> {
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

/// Writes into a place of the document as Word does.
pub fn type_into(page: &mut String, tag: &str, text: &str) {
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
pub fn with_page(document: &[u8], page: &str) -> Vec<u8> {
    with_part(document, "word/document.xml", page)
}

/// The archive with another text in a part.
pub fn with_part(document: &[u8], part: &str, page: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut file = from.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        to.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        match name == part {
            true => to.write_all(page.as_bytes()).unwrap(),
            false => drop(std::io::copy(&mut file, &mut to).unwrap()),
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
        "at Date: `in maart`",
        "in the document: `misschien` is no answer to question 1.1",
        "no question `99.3`",
        "question 1.2 already",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (said, expected) in told.iter().zip(expected) {
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(value(&answered, "/1.2"), Some(Value::Yes));
}

/// A person reads nothing of tags and bookmarks.
#[test]
fn a_place_of_no_question_is_told_without_its_hidden_name() {
    let (checklist, key) = checklist(Language::Dutch, Form::Short);
    let document = file(&checklist, "docx");
    let mut page = part(&document, "word/document.xml");
    type_into(&mut page, "answer:1.1", "ja");
    let of = |item: &&lobgraaf::core::checklist::Item| item.notation.as_deref() == Some("1.1");
    let handle = lobgraaf::core::checklist::key::handle(&checklist.items().find(of).unwrap().iri);
    let page = page
        .replace("<w:tag w:val=\"answer:1.1\"/>", "")
        .replace(&format!("_lob_answer_{handle}"), "_lob_answer_0123456789ab");
    let (answered, problems) = read("a.docx", &with_page(&document, &page), &key).unwrap();
    assert_eq!(answered.answers.len(), 0);
    let told = told(&problems);
    assert!(told[0].contains("in the document: an answer stands here without the number"));
    assert!(!told[0].contains("0123456789ab"), "{told:?}");
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
