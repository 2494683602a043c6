//! Answers as TOML and JSON: what is understood, what is told with its line, and that nothing is lost
//! or guessed.

use std::collections::BTreeMap;

use lobgraaf::core::checklist::Form;
use lobgraaf::core::checklist::answers::{Answer, Key, Listed, Value};
use lobgraaf::core::language::Language;
use lobgraaf::core::message::Tell;
use lobgraaf::store::answers::AnswersError;
use proptest::prelude::*;

use crate::support::checklist::{read, told};

fn key() -> Key {
    let mut key = Key::new("e1");
    for notation in ["1.1", "1.10", "1.2", "2.1.3"] {
        let iri = format!("https://e.org/q/{notation}");
        key.add(Listed::Items, &iri, &iri);
        key.add_notation(notation, &iri);
    }
    for (list, kind, label) in [
        (Listed::Sectors, "sector", "mbo"),
        (Listed::Goals, "goal", "Networking"),
    ] {
        let iri = format!("https://e.org/{kind}/1");
        key.add(list, &iri, &iri);
        key.add(list, label, &iri);
    }
    key
}

fn question(notation: &str) -> String {
    format!("https://e.org/q/{notation}")
}

const FILE: &str = r#"# Checklist
edition = "e1"
form = "short"
school = "De Brug"
activity = "Open dag"
filled-in-by = ""
date = 2026-11-24
sectors = ["https://e.org/sector/1"]
goals = ["networking"]

[answers."1.1"]
answer = "yes"
remark = "meer beeld"

[answers."1.10"]
answer = "n.v.t."

[answers."https://e.org/q/1.2"]
remark = "alleen dit"

[answers.2.1.3]
answer = "Deels"
"#;

#[test]
fn a_file_of_answers() {
    let (answered, problems) = read("a.toml", FILE.as_bytes(), &key()).unwrap();
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(answered.form, Some(Form::Short));
    assert_eq!(answered.school.as_deref(), Some("De Brug"));
    assert_eq!(answered.filled_in_by, None);
    assert_eq!(answered.date.as_deref(), Some("2026-11-24"));
    assert_eq!(answered.sectors, ["https://e.org/sector/1"]);
    assert_eq!(answered.goals, ["https://e.org/goal/1"]);
    let of = |notation| answered.answers[&question(notation)].clone();
    assert_eq!(of("1.1").value, Some(Value::Yes));
    assert_eq!(of("1.1").remark.as_deref(), Some("meer beeld"));
    assert_eq!(of("1.10").value, Some(Value::NotApplicable));
    assert_eq!(of("1.2").value, None);
    assert_eq!(of("2.1.3").value, Some(Value::Partly));
    assert_eq!(answered.answers.len(), 4);
    // A byte order mark and the line ends of Windows change nothing.
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    let (again, problems) = read("a.toml", windows.as_bytes(), &key()).unwrap();
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(again, answered);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_rest_is_kept() {
    let text = "edition = \"e0\"\nschool = 3.5\nsectors = [\"po\"]\ncolour = \"red\"\ndate = \"31-3-26\"\n\
        [answers.\"9.9\"]\nanswer = \"yes\"\n[answers.\"1.1\"]\nanswer = \"maybe\"\nremark = \"r\"\nmood = \"good\"\n\
        [answers.\"1.2\"]\nanswer = true\n[answers.\"1.10\"]\nanswer = \"no\"\n\
        [answers.\"https://e.org/q/1.10\"]\nanswer = \"yes\"\n";
    let (answered, problems) = read("a.toml", text.as_bytes(), &key()).unwrap();
    let expected = [
        "line 2: `school` holds no text",
        "line 11: `answers.1.1.mood` does not belong",
        "line 13: `answers.1.2.answer` holds no text",
        "line 3: there is no sector `po`",
        "line 4: `colour` does not belong",
        "line 5: `31-3-26` is no date",
        "line 7: there is no question `9.9`",
        "line 9: `maybe` is no answer to question 1.1",
        "line 17: question 1.10 already has another answer",
        "answers to edition e0",
    ];
    let told = told(&problems);
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (said, expected) in told.iter().zip(expected) {
        assert!(said.contains(expected), "{said}\n{expected}");
    }
    let remark = answered.answers[&question("1.1")].remark.as_deref();
    assert_eq!(remark, Some("r"));
    let value = answered.answers[&question("1.10")].value;
    assert_eq!(value, Some(Value::No));
}

#[test]
fn json_has_the_same_keys() {
    let text = r#"{"edition": "e1", "form": "full", "school": "S", "activity": null, "date": "24-11-2026",
        "sectors": ["MBO"], "answers": {"1.1": {"answer": "ja"}, "1.10": "no", "1.2": {"answer": 5},
        "1.1": {"answer": "nee"}}}"#;
    let (answered, problems) = read("a.json", text.as_bytes(), &key()).unwrap();
    assert_eq!(answered.date.as_deref(), Some("2026-11-24"));
    assert_eq!(answered.sectors, ["https://e.org/sector/1"]);
    assert_eq!(answered.answers[&question("1.1")].value, Some(Value::Yes));
    assert_eq!(answered.answers[&question("1.10")].value, Some(Value::No));
    let told = told(&problems);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].contains("answers.1.2.answer") && told[0].contains("`5` is no answer"));
    assert!(told[1].contains("question 1.1 already has another answer"));
    // The content tells what a name does not.
    let (again, _) = read("answers.txt", text.as_bytes(), &key()).unwrap();
    assert_eq!(again.answers, answered.answers);
    let (toml, _) = read("answers", FILE.as_bytes(), &key()).unwrap();
    assert_eq!(toml.answers.len(), 4);
}

#[test]
fn what_is_no_file_of_answers_is_refused() {
    let is = |name: &str, bytes: &[u8]| read(name, bytes, &key()).unwrap_err();
    let line = |error: AnswersError| match error {
        AnswersError::Syntax { line, .. } => line,
        other => panic!("{other}"),
    };
    assert_eq!(line(is("a.toml", b"edition = \"e1\"\n\nx = = 3\n")), 3);
    assert_eq!(line(is("a.toml", b"a = 1\na = 2\n")), 2);
    assert_eq!(line(is("a.json", b"{\n\"edition\": }")), 2);
    let deep = format!("{{\"answers\": {}1", "[".repeat(100_000));
    assert_eq!(line(is("a.json", deep.as_bytes())), 1);
    let deep = format!("answers = {}", "[".repeat(100_000));
    assert_eq!(line(is("a.toml", deep.as_bytes())), 1);
    let deep = format!("[answers{}]\nanswer = \"yes\"", ".a".repeat(100_000));
    let _ = read("a.toml", deep.as_bytes(), &key());
    for (name, bytes) in [
        ("a.toml", &b"[package]\nname = \"x\"\n"[..]),
        ("a.json", b"{\"name\": \"x\"}"),
        ("a.json", b"[1]"),
        ("a.toml", b""),
    ] {
        let error = is(name, bytes);
        assert!(matches!(error, AnswersError::NoChecklist { .. }), "{error}");
    }
    for (name, bytes) in [
        ("a.md", &b"# Checklist\n- [x] yes\n"[..]),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.pdf", b"%PDF-1.7\n\xff"),
        ("a.toml", b"\xff\xfe=\x00"),
    ] {
        let error = is(name, bytes);
        assert!(matches!(error, AnswersError::UnknownKind { .. }), "{error}");
    }
    let large = vec![b' '; 16 * 1024 * 1024 + 1];
    let error = is("a.toml", &large);
    assert!(matches!(error, AnswersError::TooLarge { .. }), "{error}");
    let gone = lobgraaf::app::checklist::read::read("/nowhere/a.toml".as_ref(), &key());
    assert!(matches!(gone, Err(AnswersError::Read { .. })));
}

#[test]
fn what_the_form_does_not_ask_is_told_and_does_not_count() {
    let mut key = key();
    key.leave_out(&question("2.1.3"), Form::Short);
    let (answered, problems) = read("a.toml", FILE.as_bytes(), &key).unwrap();
    let told = told(&problems);
    assert_eq!(told.len(), 1, "{told:?}");
    let place = FILE.lines().count();
    let what = format!("line {place}: question 2.1.3 is not asked in the form `short`");
    assert!(told[0].contains(&what), "{told:?}");
    assert_eq!(answered.answers.len(), 3);
    // A file that names no form, and one of the other form, keep it.
    for form in ["", "form = \"full\"\n"] {
        let text = FILE.replace("form = \"short\"\n", form);
        let (answered, problems) = read("a.toml", text.as_bytes(), &key).unwrap();
        assert_eq!((answered.answers.len(), problems.len()), (4, 0));
    }
}

/// What the short form asks stands right below a category; the full form asks what has no further
/// question below it (docs/checklist.md: 23 and 73 questions, 5 categories).
#[test]
fn the_key_knows_which_questions_each_form_asks() {
    for form in [Form::Full, Form::Short] {
        let (checklist, key) = crate::support::checklist::checklist(Language::Dutch, form);
        for item in checklist.items() {
            assert!(key.is_asked(&item.iri, form), "{}", item.iri);
        }
        for group in &checklist.groups {
            assert!(!key.is_asked(&group.iri, form), "{}", group.iri);
        }
    }
    let (full, key) = crate::support::checklist::checklist(Language::Dutch, Form::Full);
    let short = full
        .items()
        .filter(|item| key.is_asked(&item.iri, Form::Short));
    assert!(short.count() < 23);
    let sections = full.groups.iter().flat_map(|group| &group.sections);
    let headings: Vec<_> = sections
        .filter_map(|section| section.heading.as_ref())
        .collect();
    assert!(!headings.is_empty());
    for heading in headings {
        assert!(!key.is_asked(&heading.iri, Form::Full), "{}", heading.iri);
        assert!(key.is_asked(&heading.iri, Form::Short), "{}", heading.iri);
    }
}

#[test]
fn days_and_forms_are_read_as_people_write_them() {
    for (written, day) in [
        ("24 november 2026", Some("2026-11-24")),
        ("24 November 2026", Some("2026-11-24")),
        ("1  Maart 2027", Some("2027-03-01")),
        ("1 may 2027", Some("2027-05-01")),
        ("1-5-2027", Some("2027-05-01")),
        ("31 februari 2026", None),
        ("24 nov 2026", None),
        ("november 2026", None),
        ("24 november 26", None),
    ] {
        let text = FILE.replace("2026-11-24", &format!("\"{written}\""));
        let (answered, problems) = read("a.toml", text.as_bytes(), &key()).unwrap();
        assert_eq!(answered.date.as_deref(), day, "{written}");
        assert_eq!(problems.len(), usize::from(day.is_none()), "{written}");
    }
    for (written, form) in [
        ("Kort", Some(Form::Short)),
        ("volledig", Some(Form::Full)),
        ("full", Some(Form::Full)),
        ("lang", None),
    ] {
        let text = FILE.replace("\"short\"", &format!("\"{written}\""));
        let (answered, _) = read("a.toml", text.as_bytes(), &key()).unwrap();
        assert_eq!(answered.form, form, "{written}");
    }
}

#[test]
fn a_wrong_answer_is_told_with_the_words_that_people_read() {
    let text = "edition = \"e1\"\n[answers.\"https://e.org/q/1.2\"]\nanswer = \"misschien\"\n";
    let (_, problems) = read("a.toml", text.as_bytes(), &key()).unwrap();
    let told = problems[0].message().in_language(Language::Dutch);
    assert!(told.contains("op vraag 1.2"), "{told}");
    assert!(told.contains("ja, deels, nee, n.v.t."), "{told}");
    assert!(told.contains("yes, partly, no, not-applicable"), "{told}");
}

fn any_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[^\u{0}]{0,20}".prop_map(|text| text.trim().to_owned()))
}

fn any_answers() -> impl Strategy<Value = BTreeMap<&'static str, (Option<Value>, Option<String>)>> {
    let notation = proptest::sample::select(vec!["1.1", "1.10", "1.2", "2.1.3"]);
    let value = proptest::option::of(proptest::sample::select(Value::ALL.to_vec()));
    proptest::collection::btree_map(notation, (value, any_text()), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn answers_written_as_toml_or_json_are_read_as_they_were(
        school in any_text(), activity in any_text(), answers in any_answers(), short in any::<bool>(),
    ) {
        let form = if short { "short" } else { "full" };
        let mut file = serde_json::json!({"edition": "e1", "form": form, "answers": {}});
        for (name, text) in [("school", &school), ("activity", &activity)] {
            if let Some(text) = text {
                file[name] = text.as_str().into();
            }
        }
        for (notation, (value, remark)) in &answers {
            let mut answer = serde_json::json!({});
            if let Some(value) = value {
                answer["answer"] = value.name().into();
            }
            if let Some(remark) = remark {
                answer["remark"] = remark.as_str().into();
            }
            file["answers"][notation] = answer;
        }
        let kept = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let expected: BTreeMap<_, _> = answers
            .iter()
            .map(|(notation, (value, remark))| {
                (question(notation), Answer { value: *value, remark: kept(remark) })
            })
            .filter(|(_, answer)| *answer != Answer::default())
            .collect();
        let table: toml::Table = serde_json::from_value(file.clone()).unwrap();
        for (name, text) in [
            ("a.toml", toml::to_string(&table).unwrap()),
            ("a.json", file.to_string()),
        ] {
            let (read, problems) = read(name, text.as_bytes(), &key()).unwrap();
            prop_assert_eq!(&read.answers, &expected);
            prop_assert_eq!(&read.school, &kept(&school));
            prop_assert_eq!(&read.activity, &kept(&activity));
            prop_assert_eq!(read.form.map(Form::name), Some(form));
            let is_empty = !expected.values().any(|answer| answer.value.is_some());
            prop_assert_eq!(problems.len(), usize::from(is_empty));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for name in ["a.toml", "a.json", "a.xlsx", "a.docx"] {
            let _ = read(name, &bytes, &key());
            let packed = [&b"PK\x03\x04"[..], &bytes].concat();
            let _ = read(name, &packed, &key());
        }
    }
}
