//! Sheets for one audience or level: what is filled in says which it was, and only what it asks
//! counts as asked. How many questions there are for whom stands in `docs/checklist.md` and in the
//! expected answers of the queries `questions-per-level` and `questions-per-user`.

use lobgraaf::app::checklist::{ChecklistOptions, Material, score};
use lobgraaf::core::checklist::answers::{Answered, Value};
use lobgraaf::core::checklist::score::Report;
use lobgraaf::core::checklist::{Checklist, Form, Item};
use lobgraaf::core::language::Language;

use crate::suites::checklist_filled::{type_into, with_page};
use crate::suites::checklist_office::{openpyxl_in, part};
use crate::support::browser;
use crate::support::checklist::{file, read, session, told};
use crate::support::office::{reopened, reopened_document};
use crate::support::schemas::Schema;

const LEVEL: &str = "https://w3id.org/lobgraaf/id/niveau/programma";
const AUDIENCE: &str = "https://w3id.org/lobgraaf/id/gebruiker/schoolleiding";

fn sheet(material: &Material<'_>, form: Form, audience: Option<&str>, level: &str) -> Checklist {
    let options = ChecklistOptions {
        form,
        audience: audience.map(str::to_owned),
        level: Some(level.to_owned()),
        ..ChecklistOptions::default()
    };
    material.checklist(&options).unwrap()
}

fn notation(item: &Item) -> &str {
    item.notation.as_deref().unwrap()
}

/// As a person writes it, in TOML: every question with yes.
fn written(checklist: &Checklist, head: &str) -> String {
    let answers = checklist
        .items()
        .map(|item| format!("[answers.\"{}\"]\nanswer = \"yes\"\n", notation(item)));
    let answers: String = answers.collect();
    format!("edition = \"{}\"\n{head}{answers}", checklist.edition)
}

fn reported(material: &Material<'_>, answered: &[Answered], earlier: &[Answered]) -> Report {
    score::report(material, answered, earlier).unwrap()
}

/// Everything asked of the programme was answered: 29 of 73, none open, none missing.
fn is_whole(material: &Material<'_>, name: &str, bytes: &[u8]) {
    let (answered, problems) = read(name, bytes, &material.key().unwrap()).unwrap();
    assert_eq!(told(&problems), [""; 0], "{name}");
    assert_eq!(answered.level.as_deref(), Some(LEVEL), "{name}");
    assert_eq!(answered.audience, None, "{name}");
    let report = reported(material, &[answered], &[]);
    let activity = &report.activities[0];
    assert_eq!((activity.asked, activity.questions), (29, 73), "{name}");
    assert_eq!((activity.total.yes, activity.total.open), (29, 0), "{name}");
    assert_eq!(report.strong.len(), 29, "{name}");
    assert!(report.missing.is_empty() && report.mixed.is_empty());
}

#[test]
fn every_format_says_for_whom_it_was_and_nothing_else_counts_as_asked() {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let checklist = sheet(&material, Form::Full, None, "programma");
    for name in [LEVEL, "programma", "Programme"] {
        let head = format!("level = \"{name}\"\nform = \"full\"\n");
        is_whole(&material, "a.toml", written(&checklist, &head).as_bytes());
    }
    let head = format!("level = \"{LEVEL}\"\n");
    let toml: toml::Table = written(&checklist, &head).parse().unwrap();
    let json = serde_json::to_value(&toml).unwrap();
    Schema::of("answers").assert_fits(&json, "a sheet about a programme");
    is_whole(&material, "a.json", json.to_string().as_bytes());

    let document = file(&checklist, "docx");
    let mut page = part(&document, "word/document.xml");
    for item in checklist.items() {
        type_into(&mut page, &format!("answer:{}", notation(item)), "ja");
    }
    let document = with_page(&document, &page);
    is_whole(&material, "a.docx", &document);
    if let Some(again) = reopened_document("a sheet for a programme", &document) {
        is_whole(&material, "again.docx", &again);
    }

    let script = "import openpyxl, sys\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        for row in book.worksheets[1].iter_rows(min_row=2):\n\
        \x20   if '/succeselement/' in str(row[8].value or ''): row[3].value = 'ja'\n\
        book.save('filled.xlsx')\n";
    let folder = tempfile::tempdir().unwrap();
    let book = file(&checklist, "xlsx");
    if openpyxl_in(folder.path(), script, &[("book.xlsx", &book)]).is_some() {
        let book = std::fs::read(folder.path().join("filled.xlsx")).unwrap();
        is_whole(&material, "a.xlsx", &book);
        if let Some(again) = reopened("a sheet for a programme", &book) {
            is_whole(&material, "again.xlsx", &again);
        }
    }
}

/// The page gives the sheet it is with the answers; of a file of another sheet it tells that, and
/// keeps what it does not ask aside.
#[test]
fn a_page_for_a_level_says_so_in_its_download() {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let checklist = sheet(&material, Form::Full, None, "programma");
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("page.html"), file(&checklist, "html")).unwrap();
    let given = format!(
        "edition = \"{}\"\naudience = \"docent\"\nlevel = \"programma\"\n[answers.\"1.1\"]\nanswer = \"no\"\n",
        checklist.edition
    );
    std::fs::write(path("given.toml"), given).unwrap();
    let arguments = ["page.html", "to.toml", "given.toml"].map(path);
    let what = "a checklist for a programme in a browser";
    let Some(said) = browser::run(what, "checklist-sheet.mjs", arguments) else {
        return;
    };
    is_whole(
        &material,
        "to.toml",
        &std::fs::read(path("to.toml")).unwrap(),
    );
    assert!(said.contains("blad voor iemand anders"), "{said}");
    assert!(said.contains(": 1.1"), "{said}");
}

#[test]
fn audience_and_level_together_and_a_file_without_them() {
    let session = session(Language::English);
    let material = Material::read(&session).unwrap();
    let key = material.key().unwrap();
    let checklist = sheet(
        &material,
        Form::Short,
        Some("school management"),
        "activity",
    );
    let asked: Vec<_> = checklist.items().map(notation).collect();
    let head = format!("form = \"short\"\naudience = \"{AUDIENCE}\"\nlevel = \"activity\"\n");
    let text = written(&checklist, &head);
    let (answered, problems) = read("a.toml", text.as_bytes(), &key).unwrap();
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(answered.audience.as_deref(), Some(AUDIENCE));
    let report = reported(&material, &[answered], &[]);
    let activity = &report.activities[0];
    assert_eq!((activity.asked, activity.questions), (asked.len(), 23));
    assert_eq!(activity.total.open, 0);
    assert_eq!(
        activity.audience.as_ref().unwrap().label,
        "school management"
    );
    let text = score::render(&report, None, &[], "text", 110).unwrap();
    let lobgraaf::app::Rendered::Text(text) = text else {
        panic!("no text");
    };
    let expected = format!(
        "For: school management. About: activity. Asked: {} of 23 questions.",
        asked.len()
    );
    assert!(text.contains(&expected), "{text}");

    // As before they were written: everything counts as asked.
    let text = written(&checklist, "form = \"short\"\n");
    let (answered, problems) = read("a.toml", text.as_bytes(), &key).unwrap();
    assert_eq!(told(&problems), [""; 0]);
    let report = reported(&material, &[answered], &[]);
    assert_eq!(report.activities[0].asked, 23);
    assert_eq!(report.activities[0].total.open, 23 - asked.len());
}

#[test]
fn what_a_sheet_does_not_ask_is_told_and_an_unknown_sheet_asks_all() {
    let session = session(Language::English);
    let key = Material::read(&session).unwrap().key().unwrap();
    let edition = key.edition();
    let text = format!(
        "edition = \"{edition}\"\nlevel = \"programma\"\n\
        [answers]\n\"1.1\" = \"no\"\n\"1.4\" = \"yes\"\n"
    );
    let (answered, problems) = read("a.toml", text.as_bytes(), &key).unwrap();
    let told_of = told(&problems);
    assert_eq!(told_of.len(), 1, "{told_of:?}");
    assert!(told_of[0].contains("line 4: question 1.1 is not on the sheet"));
    assert_eq!(answered.answers.len(), 1);
    let text =
        format!("edition = \"{edition}\"\naudience = \"cook\"\n[answers]\n\"1.1\" = \"no\"\n");
    let (answered, problems) = read("a.toml", text.as_bytes(), &key).unwrap();
    let told_of = told(&problems);
    assert_eq!(told_of.len(), 1, "{told_of:?}");
    assert!(told_of[0].contains("`cook`"), "{told_of:?}");
    assert_eq!((answered.audience, answered.answers.len()), (None, 1));
}

/// Two sheets that ask other things: what one did not ask is neither strong nor missing through it,
/// and shares before and after are of what both ask.
#[test]
fn other_sheets_are_compared_by_what_they_have_in_common() {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let key = material.key().unwrap();
    let answered = |name: &str, head: &str, answers: &[(&str, Value)]| {
        let answers = answers
            .iter()
            .map(|(item, value)| format!("\"{item}\" = \"{}\"\n", value.name()));
        let answers: String = answers.collect();
        let text = format!(
            "edition = \"{}\"\nactivity = \"{name}\"\n{head}[answers]\n{answers}",
            key.edition()
        );
        let (answered, problems) = read(&format!("{name}.toml"), text.as_bytes(), &key).unwrap();
        assert_eq!(told(&problems), [""; 0]);
        answered
    };
    // 1.4 and 2.3.2 are about activity and programme, 1.1 about an activity alone.
    let before = answered(
        "a",
        "form = \"full\"\n",
        &[
            ("1.1", Value::No),
            ("1.4", Value::No),
            ("2.3.2", Value::Yes),
        ],
    );
    let head = "form = \"full\"\nlevel = \"programma\"\n";
    let after = answered("a", head, &[("1.4", Value::Yes), ("2.3.2", Value::Yes)]);
    let other = answered("b", "form = \"full\"\n", &[("1.1", Value::Yes)]);
    let report = reported(&material, &[after, other], &[before]);
    let strong: Vec<_> = report.strong.iter().map(|found| found.row).collect();
    let strong = strong
        .iter()
        .map(|&row| report.rows[row].notation.as_deref());
    assert_eq!(
        strong.collect::<Vec<_>>(),
        [Some("1.1"), Some("1.4"), Some("2.3.2")]
    );
    assert!(report.missing.is_empty() && report.mixed.is_empty());
    let change = report.changes.iter().find(|change| change.name == "a");
    let change = change.unwrap();
    // Answered both times are 1.4 and 2.3.2 alone: one of two, then both.
    let share = |tally: Option<lobgraaf::core::checklist::score::Tally>| tally.unwrap().share();
    assert_eq!(
        (share(change.before), share(change.after)),
        (Some(0.5), Some(1.0))
    );
    assert_eq!((change.answers.len(), change.in_common), (1, Some(2)));
    // What was not answered before is no change for the worse.
    let full = "form = \"full\"\n";
    let one = answered("c", full, &[("1.1", Value::Yes)]);
    let more = answered("c", full, &[("1.1", Value::Yes), ("1.4", Value::No)]);
    let again = reported(&material, &[more], &[one]);
    let tallies = (again.changes[0].before, again.changes[0].after);
    assert_eq!((share(tallies.0), share(tallies.1)), (Some(1.0), Some(1.0)));
    let json = score::render(&report, None, &[], "json", 100).unwrap();
    let lobgraaf::app::Rendered::Text(json) = json else {
        panic!("no text");
    };
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    Schema::of("score").assert_fits(&json, "two sheets");
    assert_eq!(json["activities"][0]["level"]["iri"], LEVEL);
}

#[test]
fn a_sheet_is_called_after_its_level() {
    for (language, level, title) in [
        (Language::Dutch, "activiteit", "een activiteit"),
        (Language::Dutch, "programma", "een programma"),
        (Language::Dutch, "samenwerking", "samenwerking"),
        (Language::English, "programme", "a programme"),
        (Language::English, "cooperation", "cooperation"),
    ] {
        let session = session(language);
        let material = Material::read(&session).unwrap();
        let checklist = sheet(&material, Form::Short, None, level);
        let title = match language {
            Language::Dutch => format!("Checklist LOB: wat maakt {title} tot een succes?"),
            Language::English => {
                format!("Career guidance checklist: what makes {title} a success?")
            }
        };
        assert_eq!(checklist.title, title);
    }
}

/// Names that Markdown would not take for anything stay as they are.
#[test]
fn markdown_is_not_escaped_where_it_need_not_be() {
    use lobgraaf::render::escape::markdown;
    assert_eq!(markdown("Kunst & Co, A&B &"), "Kunst & Co, A&B &");
    assert_eq!(markdown("&amp; &#38; <b>"), "&amp;amp; &\\#38; &lt;b&gt;");
}
