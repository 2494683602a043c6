//! Files of contributions: what each kind holds, what is told of what is wrong, and that hostile files
//! are refused in words.

use std::io::{Cursor, Write};

use lobgraaf::core::form::Form;
use lobgraaf::core::intake::{FaultKind, Place, Verdict};
use lobgraaf::core::language::Language;
use lobgraaf::core::message::Tell;
use lobgraaf::store::archive::Bound;
use lobgraaf::store::intake::{IntakeFileError, ReadFile};

use crate::support::guideline::{entries, form, read, small, told, values};

fn ok(name: &str, text: &str) -> ReadFile {
    read(name, text.as_bytes(), &small()).unwrap()
}

pub fn error(name: &str, bytes: &[u8]) -> IntakeFileError {
    let error = read(name, bytes, &small()).unwrap_err();
    for language in Language::ALL {
        assert!(!error.message().in_language(language).is_empty());
    }
    error
}

#[test]
fn toml_holds_one_example_or_many() {
    let many = "edition = \"e1\"\n[[example]]\ntitel = \"Een\"\nvorm = [\"gastles\", \"excursie\"]\n\
        dag = 2026-05-31\naantal = 12\ntoestemming = true\n\n[[example]]\ntitel = \"Twee\"\nvorm = \"gastles; excursie\"\n";
    let file = ok("a.toml", many);
    assert_eq!(file.edition.as_deref(), Some("e1"));
    assert_eq!(file.entries[1].place, Place::Line(9));
    let found = entries(&file, &small());
    let value = |number: usize, key| values(&found[number], &small(), key);
    let both = ["urn:form/talk", "urn:form/visit"];
    assert_eq!(value(0, "vorm"), both);
    assert_eq!(value(1, "vorm"), both);
    assert_eq!(value(0, "dag"), ["2026-05-31"]);
    assert_eq!(value(0, "aantal"), ["12"]);
    assert_eq!(value(0, "toestemming"), ["true"]);
    let one = ok("a.toml", "\ntitel = \"Een\"\nvorm = [\"gastles\"]\n");
    assert_eq!(one.entries.len(), 1);
    assert_eq!(one.entries[0].place, Place::Line(2));
}

#[test]
fn json_holds_one_example_or_many() {
    for text in [
        r#"[{"titel": "Een", "aantal": 3, "toestemming": false, "jaar": null}]"#,
        r#"{"examples": [{"titel": "Een", "aantal": 3, "toestemming": false}], "edition": "e1"}"#,
        r#"{"$schema": "x", "titel": "Een", "aantal": 3, "toestemming": false}"#,
    ] {
        let file = ok("a.json", text);
        assert!(file.faults.is_empty(), "{text}");
        let found = entries(&file, &small());
        assert_eq!(found.len(), 1);
        assert_eq!(values(&found[0], &small(), "aantal"), ["3"]);
        assert_eq!(values(&found[0], &small(), "toestemming"), ["false"]);
    }
    let file = ok(
        "a.json",
        r#"{"examples": [{"titel": "a"}, {"titel": "b", "vorm": ["x"]}]}"#,
    );
    let place = &file.entries[1].values[1].place;
    assert_eq!(*place, Place::Key("examples[1].vorm[0]".to_owned()));
}

#[test]
fn what_does_not_fit_in_a_tree_is_told() {
    let text = "vorm = \"gastles\"\n[[example]]\ntitels = \"Een\"\ntitel = { nl = \"Een\" }\nvorm = [[\"gastles\"]]\n";
    let file = ok("a.toml", text);
    let form = small();
    assert_eq!(
        told(&file.faults, &form),
        [
            "line 1: 'vorm' stands outside the examples and is not taken over. Put it with each example to which it belongs."
        ]
    );
    let found = entries(&file, &form);
    let kinds: Vec<_> = found[0].faults.iter().map(|fault| &fault.kind).collect();
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| ***kind == FaultKind::NotAValue)
            .count(),
        2
    );
    assert!(
        kinds
            .iter()
            .any(|kind| matches!(kind, FaultKind::UnknownName { near, .. } if near == &[0]))
    );
    assert_eq!(found[0].verdict(), Verdict::Refused);
    let file = ok(
        "a.json",
        r#"{"examples": ["x", {"titel": "a", "titel": "b"}]}"#,
    );
    assert_eq!(file.faults[0].kind, FaultKind::NotAValue);
    let found = entries(&file, &form);
    let too_many = FaultKind::TooMany { count: 2, most: 1 };
    assert!(found[0].faults.iter().any(|fault| fault.kind == too_many));
}

#[test]
fn csv_has_any_of_three_separators() {
    for (separator, start) in [
        (",", ""),
        (";", "\u{feff}"),
        ("\t", ""),
        (";", "sep=;\r\n"),
        (";", "\n\n"),
    ] {
        let text = format!(
            "{start}Titel *{separator}vorm{separator}Intern\r\n\
             \"Een, \"\"twee\"\"; en\ndrie\"{separator}\"gastles;excursie\"{separator}geheim\r\n\
             {separator}{separator}\r\n\
             Vier{separator}gastles{separator}\r\n"
        );
        let file = ok("a.csv", &text);
        let found = entries(&file, &small());
        assert_eq!(found.len(), 2, "{text:?}");
        assert_eq!(
            values(&found[0], &small(), "titel"),
            ["Een, \"twee\"; en\ndrie"]
        );
        assert_eq!(values(&found[0], &small(), "vorm").len(), 2);
        // The column that is no field is told once.
        assert_eq!(file.faults.len(), 1, "{text:?}");
        let above = match start {
            "sep=;\r\n" => 1,
            "\n\n" => 2,
            _ => 0,
        };
        let line = 1 + above;
        assert_eq!(file.faults[0].place, Place::Csv { line, column: 3 });
        // Rows are counted as spreadsheets count them: a line break in a value is none.
        assert_eq!(file.entries[1].place, Place::Line(4 + above));
    }
}

#[test]
fn csv_that_cannot_be_read_says_why() {
    let latin = b"titel;vorm\nCaf\xe9;gastles\n";
    assert!(matches!(
        error("a.csv", latin),
        IntakeFileError::NotUtf8 { line: 2, .. }
    ));
    let said = error("a.csv", latin).message().in_language(Language::Dutch);
    assert!(said.contains("CSV UTF-8"), "{said}");
    assert!(matches!(
        error("a.csv", b"\xff\xfet\0i\0"),
        IntakeFileError::NotUtf8 { .. }
    ));
    assert!(matches!(
        error("a.csv", b"titel;vorm\n\"x;y\n"),
        IntakeFileError::Csv { .. }
    ));
    assert!(matches!(
        error("a.csv", b"a;b\n1;2\n"),
        IntakeFileError::NoField { .. }
    ));
    assert!(matches!(
        error("a.csv", b"titel;vorm\n;\n"),
        IntakeFileError::NoExample { .. }
    ));
    assert!(matches!(
        error("a.csv", b""),
        IntakeFileError::NoField { .. }
    ));
    let wide = format!("titel;vorm{}\nx;y\n", ";z".repeat(200));
    let found = error("a.csv", wide.as_bytes());
    assert!(matches!(
        found,
        IntakeFileError::TooLarge {
            bound: Bound::Columns(_),
            ..
        }
    ));
    let long = format!("titel;vorm\n{}", "x;gastles\n".repeat(1_000_000));
    let found = error("a.csv", long.as_bytes());
    assert!(matches!(
        found,
        IntakeFileError::TooLarge {
            bound: Bound::Rows(_),
            ..
        }
    ));
}

#[test]
fn a_hundred_thousand_rows_of_csv_are_read() {
    let text = format!("titel;vorm\n{}", "x;gastles\n".repeat(100_000));
    assert_eq!(ok("a.csv", &text).entries.len(), 100_000);
}

#[test]
fn files_of_other_kinds_are_told() {
    assert!(matches!(
        error("a.pdf", b"%PDF-1.7"),
        IntakeFileError::UnknownKind { .. }
    ));
    assert!(matches!(
        error("a.xls", b"\xd0\xcf\x11\xe0"),
        IntakeFileError::UnknownKind { .. }
    ));
    assert!(matches!(
        error("a.toml", b"titel = "),
        IntakeFileError::Syntax { line: 1, .. }
    ));
    assert!(matches!(
        error("a.json", b"{"),
        IntakeFileError::Syntax { line: 1, .. }
    ));
    assert!(matches!(
        error("a.json", b"3"),
        IntakeFileError::NoField { .. }
    ));
    assert!(matches!(
        error("a.json", b"[]"),
        IntakeFileError::NoExample { .. }
    ));
    assert!(matches!(
        error("a.xlsx", b"PK\x03\x04"),
        IntakeFileError::Document { .. }
    ));
    let deep = "[".repeat(100_000);
    assert!(matches!(
        error("a.json", deep.as_bytes()),
        IntakeFileError::Syntax { .. }
    ));
    assert!(matches!(
        error("a.toml", format!("a = {deep}").as_bytes()),
        IntakeFileError::Syntax { .. }
    ));
    let odt = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    assert!(matches!(
        error("a.odt", &odt),
        IntakeFileError::UnknownKind { .. }
    ));
    let missing = lobgraaf::store::intake::read(
        std::path::Path::new("/nonexistent/a.csv"),
        &crate::support::guideline::recogniser(&small()),
    );
    assert!(matches!(missing, Err(IntakeFileError::Read { .. })));
}

/// What a person fills in is in no error of a file, also not where its syntax is broken.
#[test]
fn errors_hold_nothing_that_was_filled_in() {
    for (name, text) in [
        ("a.toml", "titel = \"x\"\nmailadres = \"Jan Geheim"),
        ("a.toml", "mailadres = Geheim\n"),
        ("a.json", "{\"mailadres\": \"Geheim\" \"x\"}"),
        ("a.json", "{\"mailadres\": Geheim}"),
        ("a.csv", "titel;mailadres\nx;\"Jan Geheim\n"),
        ("a.csv", "Geheim;b\nc;d\n"),
    ] {
        let said = error(name, text.as_bytes()).message();
        for language in Language::ALL {
            let said = said.in_language(language);
            assert!(!said.contains("Geheim"), "{said}");
        }
    }
}

pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// An archive with other bytes in one of its parts.
pub fn replaced(archive: &[u8], part: &str, bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut held = from.by_index(place).unwrap();
        let name = held.name().unwrap().into_owned();
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(name.as_str(), options).unwrap();
        match name == part {
            true => to.write_all(bytes).unwrap(),
            false => std::io::copy(&mut held, &mut to).map(drop).unwrap(),
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn many_bookmarks_that_never_end_cost_little() {
    let starts = "<w:bookmarkStart w:id=\"1\" w:name=\"_lob_field_titel\"/>".repeat(20_000);
    let texts = "<w:p><w:r><w:t>tekst</w:t></w:r></w:p>".repeat(20_000);
    let text = format!("<w:document xmlns:w=\"x\"><w:body>{starts}{texts}</w:body></w:document>");
    let bytes = zipped(&[("word/document.xml", text.as_bytes())]);
    let start = std::time::Instant::now();
    assert!(matches!(
        error("a.docx", &bytes),
        IntakeFileError::NoField { .. }
    ));
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn the_fields_of_the_guideline_are_told_apart_by_their_names() {
    let form: Form = form();
    let recogniser = crate::support::guideline::recogniser(&form);
    for (index, field) in form.fields.iter().enumerate() {
        let names = field.name.iter().map(|(_, name)| name);
        for name in names.chain([field.key.as_str()]) {
            assert_eq!(recogniser.exact_field(name), Some(index), "{name}");
        }
    }
}
