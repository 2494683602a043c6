//! Workbooks made by hand as answers to a checklist: numbers, headings, formulas, marks and sheets
//! that are not as they were written, each told with its cell.

use lobgraaf::core::checklist::Form;
use lobgraaf::core::checklist::answers::{Answered, Key, Value};
use lobgraaf::core::language::Language;
use lobgraaf::store::answers::AnswersError;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::suites::checklist_filled::{value, with_part};
use crate::suites::checklist_office::part;
use crate::support::checklist::{checklist, file, read, told};

fn book(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

pub fn row(page: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0..).zip(cells) {
        page.write_string(row, column, *text).unwrap();
    }
}

/// A sheet of questions made by hand.
pub fn questions(write: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    book(|book| {
        let page = book.add_worksheet().set_name("Q").unwrap();
        row(page, 0, &["No.", "Answer", "What could be better?"]);
        write(page);
    })
}

pub fn key() -> Key {
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
        row(page, 0, &["IRI", "Antwoord", "Nr.", "Wat kan beter?"]);
        row(page, 1, &[&iri("1.2"), "ja"]);
        page.write_number(1, 2, 1.2).unwrap();
        row(page, 2, &[&iri("1.3"), "ja", "1.4"]);
        row(page, 3, &[&iri("1.5"), "nee"]);
        row(page, 4, &["https://e.org/gone", "nee", "1.6"]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(value(&answered, "/1.2"), Some(Value::Yes));
    assert_eq!(value(&answered, "/1.5"), Some(Value::No));
    assert_eq!(answered.answers.len(), 2);
    assert_eq!(told.len(), 2, "{told:?}");
    let differ = "the number is 1.4, but the IRI beside it is that of question 1.3";
    assert!(told[0].contains("C3") && told[0].contains(differ));
    assert!(told[1].contains("C5") && told[1].contains("https://e.org/gone"));
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
    assert!(told_of[0].contains("no sheet has the headings `No.` and `Answer`"));
    assert!(told_of[1].contains("`Colour`") && told_of[2].contains("2020-01-01-00000000"));
    let none = book(|book| row(book.add_worksheet(), 0, &["Naam", "Bedrag"]));
    let error = read("a.xlsx", &none, &key).unwrap_err();
    assert!(matches!(error, AnswersError::NoChecklist { .. }), "{error}");
}

/// Rows of headings hold no answers: what somebody writes there is told with its cell.
#[test]
fn an_answer_beside_a_heading_is_told() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    let category = checklist.groups[0].notation.as_deref().unwrap();
    let mut sections = checklist.groups.iter().flat_map(|group| &group.sections);
    let heading = sections.find_map(|section| section.heading.as_ref());
    let heading = heading.unwrap().notation.as_deref().unwrap();
    let book = book(|book| {
        let page = book.add_worksheet();
        row(page, 0, &["Over de activiteit", "Vul hier in"]);
        row(page, 1, &["Vorm", "volledig"]);
        let page = book.add_worksheet().set_name("Q").unwrap();
        row(page, 0, &["Nr.", "Antwoord", "Wat kan beter?"]);
        row(page, 1, &[category, "", "een opmerking"]);
        row(page, 2, &["1.1", "ja"]);
        row(page, 3, &[heading, "ja"]);
    });
    let (answered, told) = faults(&book, &key);
    assert_eq!(answered.answers.len(), 1);
    assert_eq!(told.len(), 2, "{told:?}");
    for (said, (cell, item)) in told.iter().zip([("C2", category), ("B4", heading)]) {
        let what = format!("cell {cell}: question {item} is not asked in the form `full`");
        assert!(said.contains(&what), "{said}");
    }
}

#[test]
fn the_list_of_answers_stands_beside_questions_alone() {
    for form in [Form::Full, Form::Short] {
        let checklist = checklist(Language::Dutch, form).0;
        let sheet = part(&file(&checklist, "xlsx"), "xl/worksheets/sheet2.xml");
        let from = sheet.find("sqref=\"D").unwrap() + 7;
        let to = from + sheet[from..].find('"').unwrap();
        let line = |cell: &str| cell[1..].parse::<usize>().unwrap();
        let mut listed = Vec::new();
        for range in sheet[from..to].split(' ') {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            listed.extend(line(first)..=line(last));
        }
        let mut expected = Vec::new();
        let mut row = 1;
        for group in &checklist.groups {
            row += 1;
            for section in &group.sections {
                row += usize::from(section.heading.is_some());
                expected.extend(section.items.iter().map(|_| {
                    row += 1;
                    row
                }));
            }
        }
        assert_eq!(listed, expected);
    }
}

/// A heading that was renamed takes its column with it, and that is told.
#[test]
fn a_renamed_heading_is_told() {
    let (checklist, key) = checklist(Language::Dutch, Form::Full);
    let original = file(&checklist, "xlsx");
    let strings = part(&original, "xl/sharedStrings.xml");
    let told_without = |heading: &str| {
        let renamed = strings.replace(&format!(">{heading}</t>"), ">Anders</t>");
        assert_ne!(renamed, strings, "{heading}");
        let book = with_part(&original, "xl/sharedStrings.xml", &renamed);
        told(&read("a.xlsx", &book, &key).unwrap().1)
    };
    let nothing = "a.xlsx: not one question is answered";
    for (heading, place, is_nothing) in [
        (
            "Wat kan beter?",
            "sheet Vragen: the heading `What could be better?`",
            true,
        ),
        ("Kies met x", "sheet Sectoren en doelen: the heading", true),
        ("Antwoord", "sheet Vragen: the heading `Answer`", false),
        ("Vul hier in", "sheet Over de activiteit: the heading", true),
    ] {
        let mut told = told_without(heading);
        assert!(told[0].contains(place), "{heading}: {told:?}");
        told.retain(|told| !told.contains("which edition"));
        let rest: &[&str] = if is_nothing { &[nothing] } else { &[] };
        assert_eq!(&told[1..], rest, "{heading}");
    }
}

/// As openpyxl writes formulas: nothing has reckoned what they come to.
#[test]
fn a_formula_without_a_result_is_told() {
    let key = key();
    let book = questions(|page| {
        row(page, 1, &["1.1", "", "blijft"]);
        page.write_formula(1, 1, "=LOWER(\"JA\")").unwrap();
        row(page, 2, &["1.2"]);
        let reckoned = rust_xlsxwriter::Formula::new("=LOWER(\"NEE\")").set_result("nee");
        page.write_formula(2, 1, reckoned).unwrap();
    });
    let name = "xl/worksheets/sheet1.xml";
    let sheet = part(&book, name);
    for result in ["", "<v></v>", "<v/>"] {
        let without = sheet.replace(
            "<v>0</v></c><c r=\"C2\"",
            &format!("{result}</c><c r=\"C2\""),
        );
        assert_ne!(without, sheet);
        let (answered, told) = faults(&with_part(&book, name, &without), &key);
        assert_eq!(value(&answered, "/1.1"), None);
        assert_eq!(value(&answered, "/1.2"), Some(Value::No));
        assert_eq!(told.len(), 1, "{result}: {told:?}");
        assert!(
            told[0].contains("B2") && told[0].contains("formula"),
            "{told:?}"
        );
    }
}
