//! What a school does with checklists: sheets about a programme or cooperation, the same answers in
//! different files, workbooks that are printed, documents that promise to be accessible.

use std::io::{Cursor, Write};

use lobgraaf::app::Rendered;
use lobgraaf::app::checklist::{ChecklistOptions, Material, score};
use lobgraaf::core::checklist::answers::{Answered, Value};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::store::answers::AnswersError;
use rust_xlsxwriter::Workbook;

use crate::suites::checklist_office::{pages, part};
use crate::suites::checklist_workbook::row;
use crate::support::checklist::{checklist, file, read, session, told};
use crate::support::office::printed;

fn about(language: Language, level: &str) -> Checklist {
    let session = session(language);
    let material = Material::read(&session).unwrap();
    let options = ChecklistOptions {
        form: Form::Short,
        level: Some(format!("niveau:{level}")),
        ..ChecklistOptions::default()
    };
    material.checklist(&options).unwrap()
}

fn text(checklist: &Checklist, format: &str) -> String {
    String::from_utf8(file(checklist, format)).unwrap()
}

/// What the answers are about is called by its level, in every format that has a place for it.
#[test]
fn a_sheet_about_a_programme_asks_for_no_activity() {
    let levels = [
        (
            Language::Dutch,
            "activiteit",
            "Activiteit",
            "Waar het over gaat",
        ),
        (
            Language::Dutch,
            "programma",
            "Programma",
            "Waar het over gaat",
        ),
        (
            Language::Dutch,
            "samenwerking",
            "Samenwerking",
            "Waar het over gaat",
        ),
        (
            Language::English,
            "programma",
            "Programme",
            "What it is about",
        ),
        (
            Language::English,
            "samenwerking",
            "Cooperation",
            "What it is about",
        ),
    ];
    for (language, level, field, heading) in levels {
        let checklist = about(language, level);
        let page = text(&checklist, "html");
        assert!(page.contains(&format!("<label for=\"field-activity\">{field}</label>")));
        assert!(page.contains(&format!("<legend>{heading}</legend>")));
        assert!(text(&checklist, "markdown").contains(&format!("{field}: …")));
        let document = part(&file(&checklist, "docx"), "word/document.xml");
        assert!(document.contains(&format!(">{field}</w:t>")), "{field}");
        let book = part(&file(&checklist, "xlsx"), "xl/sharedStrings.xml");
        assert!(book.contains(&format!(">{field}</t>")) && book.contains(heading));
        let other = ["Activiteit", "Activity"].contains(&field);
        for text in [page, document, book] {
            let says = text.contains(">Activiteit<") || text.contains(">Activity<");
            assert_eq!(says, other, "{field}");
        }
    }
    // Without a level it is an activity.
    let (whole, _) = checklist(Language::Dutch, Form::Short);
    let page = text(&whole, "html");
    assert!(page.contains("<label for=\"field-activity\">Activiteit</label>"));
    assert!(page.contains("<legend>Over de activiteit</legend>"));
}

/// A workbook with one answer, under the headings that are given.
fn book(edition: &str, heads: [&str; 2], fields: &[(&str, &str)], answer: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    row(page, 0, &heads);
    for (at, (name, said)) in (1..).zip(fields) {
        row(page, at, &[name, said]);
    }
    row(page, 9, &["Edition", edition]);
    let page = book.add_worksheet();
    row(page, 0, &["Nr.", "Antwoord", "Wat kan beter?"]);
    row(page, 1, &["1.1", answer, "meer beeld"]);
    book.save_to_buffer().unwrap()
}

/// Workbooks of before and after the field had the name of the level.
#[test]
fn a_field_is_known_by_its_level_and_as_activity() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    for (heads, name) in [
        (["Over de activiteit", "Vul hier in"], "Activiteit"),
        (["Waar het over gaat", "Vul hier in"], "Programma"),
        (["What it is about", "Fill in here"], "cooperation"),
        (["About the activity", "Fill in here"], "Samenwerking"),
    ] {
        let book = book(&checklist.edition, heads, &[(name, "LOB in klas 3")], "ja");
        let (answered, problems) = read("a.xlsx", &book, &key).unwrap();
        assert_eq!(told(&problems), Vec::<String>::new(), "{name}");
        assert_eq!(answered.activity.as_deref(), Some("LOB in klas 3"));
    }
}

/// The same answers count the same, whatever they were written with.
#[test]
fn a_workbook_says_the_same_as_toml_and_json() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    let edition = &checklist.edition;
    let fields = [
        ("School", "De Brug"),
        ("Activiteit", "Bezoek"),
        ("Datum", "8 oktober 2026"),
    ];
    let book = book(
        edition,
        ["Over de activiteit", "Vul hier in"],
        &fields,
        "deels",
    );
    let toml = format!(
        "edition = \"{edition}\"\nschool = \"De Brug\"\nactivity = \"Bezoek\"\ndate = 2026-10-08\n\
         [answers.\"1.1\"]\nanswer = \"deels\"\nremark = \"meer beeld\"\n"
    );
    let json = format!(
        "{{\"edition\": \"{edition}\", \"school\": \"De Brug\", \"activity\": \"Bezoek\", \
         \"date\": \"2026-10-08\", \"answers\": {{\"1.1\": {{\"answer\": \"partly\", \
         \"remark\": \"meer beeld\"}}}}}}"
    );
    let files = [
        ("a.xlsx", book),
        ("a.toml", toml.into_bytes()),
        ("a.json", json.into_bytes()),
    ];
    let read = files.map(|(name, bytes)| {
        let (answered, problems) = read(name, &bytes, &key).unwrap();
        assert_eq!(told(&problems), Vec::<String>::new(), "{name}");
        Answered {
            path: "a".into(),
            ..answered
        }
    });
    assert_eq!(read[0].answers.len(), 1);
    assert_eq!(read[0].date.as_deref(), Some("2026-10-08"));
    assert!(read[0] == read[1] && read[1] == read[2], "{read:#?}");
}

/// Sheets and documents of LibreOffice's own kinds are archives too.
#[test]
fn files_of_other_programs_are_refused() {
    let (_, key) = checklist(Language::Dutch, Form::Full);
    for kind in ["spreadsheet", "text"] {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        let parts = [
            (
                "mimetype",
                format!("application/vnd.oasis.opendocument.{kind}"),
            ),
            ("content.xml", "<office:document-content/>".to_owned()),
        ];
        for (name, text) in parts {
            archive.start_file(name, options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        for name in ["a.ods", "a.odt", "a.xlsx", "a.docx"] {
            let error = read(name, &bytes, &key).unwrap_err();
            let is_refused = matches!(
                error,
                AnswersError::UnknownKind { .. } | AnswersError::NoChecklist { .. }
            );
            assert!(is_refused, "{name}: {error}");
        }
    }
}

/// Of several earlier files about one activity the last given counts; what is in one of the two
/// moments only is said to be so.
#[test]
fn the_last_of_several_earlier_answers_counts() {
    let answered = |name: &str, value: Value| {
        let (checklist, key) = checklist(Language::Dutch, Form::Full);
        let (edition, value) = (&checklist.edition, value.name());
        let toml = format!(
            "edition = \"{edition}\"\nactivity = \"{name}\"\n[answers.\"1.1\"]\nanswer = \"{value}\"\n"
        );
        read("a.toml", toml.as_bytes(), &key).unwrap().0
    };
    let now = [
        answered("Bezoek", Value::Yes),
        answered("Nieuw", Value::Yes),
    ];
    let earlier = [
        answered("Bezoek", Value::No),
        answered("Bezoek", Value::Partly),
        answered("Gestopt", Value::Yes),
    ];
    let session = session(Language::Dutch);
    let report = score::report(&Material::read(&session).unwrap(), &now, &earlier).unwrap();
    let found = |name: &str| {
        let mut changes = report.changes.iter().filter(|change| change.name == name);
        let change = changes.next().unwrap_or_else(|| panic!("{name}"));
        assert!(changes.next().is_none(), "{name} once");
        change
    };
    let visit = found("Bezoek");
    assert_eq!(visit.answers.len(), 1);
    assert_eq!(visit.answers[0].before, Value::Partly);
    let only = |name: &str| (found(name).before.is_some(), found(name).after.is_some());
    assert_eq!(only("Nieuw"), (false, true));
    assert_eq!(only("Gestopt"), (true, false));
}

/// The whole workbook on paper: some sheets of questions, then what there is to read.
#[test]
fn a_workbook_is_printed_on_fifteen_sheets() {
    for language in Language::ALL {
        let (checklist, _) = checklist(language, Form::Full);
        let book = file(&checklist, "xlsx");
        let paper = printed("a checklist to fill in", &book, "xlsx");
        if let Some(count) = paper.and_then(|paper| pages(&paper)) {
            assert!((10..=15).contains(&count), "{language}: {count}");
        }
        // The rows of headings come on each sheet.
        let names = part(&book, "xl/workbook.xml");
        assert_eq!(names.matches("_xlnm.Print_Titles").count(), 3);
    }
}

/// What is written small on the short form has a key.
#[test]
fn the_short_form_names_what_its_numbers_mean() {
    for (language, names) in [
        (
            Language::Dutch,
            ["Verbinding met de praktijk", "Ouders betrekken"],
        ),
        (
            Language::English,
            ["Connection with practice", "Involving parents"],
        ),
    ] {
        let (checklist, _) = checklist(language, Form::Short);
        let document = part(&file(&checklist, "docx"), "word/document.xml");
        let page = text(&checklist, "html");
        let (_, foot) = page.split_once("<div class=\"foot\">").unwrap();
        for name in names {
            assert!(document.contains(name), "{name}");
            assert!(foot.contains(name), "{name}");
        }
    }
}

/// Whether a PDF says that it keeps to PDF/UA-1, with its title in the title bar.
fn promises(pdf: &[u8]) -> bool {
    let has = |text: &str| pdf.windows(text.len()).any(|part| part == text.as_bytes());
    assert_eq!(has("pdfuaid"), has("/DisplayDocTitle true"));
    has("pdfuaid")
}

#[test]
fn a_pdf_promises_to_be_accessible_where_its_letters_allow_it() {
    for form in [Form::Full, Form::Short] {
        assert!(promises(&file(&checklist(Language::Dutch, form).0, "pdf")));
    }
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let report = |name: &str| {
        let toml = format!("activity = \"{name}\"\n[answers.\"1.1\"]\nanswer = \"yes\"\n");
        let key = material.key().unwrap();
        let answered = read("a.toml", toml.as_bytes(), &key).unwrap().0;
        let report = score::report(&material, &[answered], &[]).unwrap();
        match score::render(&report, None, &[], "pdf", 100).unwrap() {
            Rendered::Bytes { bytes, .. } => bytes,
            other => panic!("{other:?}"),
        }
    };
    assert!(promises(&report("Bezoek")));
    // Letters that the typeface lacks: the document is there, without the promise.
    assert!(!promises(&report("中文")));
}
