//! The checklist as a page: filled in, reloaded, downloaded and given back in Chromium; what it
//! says stands in the graph; hostile texts do no harm; the short form prints on one side.

use std::path::{Path, PathBuf};

use lobgraaf::app::checklist::{ChecklistOptions, Material, render};
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::checklist::answers::{
    AnswerFault, Answered, Field, Filled, FilledAnswer, Key, Place, Value, interpret,
};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::render::Rendered;

use crate::support::schemas::Schema;
use crate::support::{browser, root};

fn session(project: &Path, language: Language) -> Session {
    let sources = Sources {
        project: Some(project.to_owned()),
        ..Sources::default()
    };
    Session::open(&sources, language).unwrap()
}

fn page(checklist: &Checklist) -> String {
    match render(checklist, "html").unwrap() {
        Rendered::Text(text) => text,
        _ => panic!("not text"),
    }
}

fn options(form: Form) -> ChecklistOptions {
    ChecklistOptions {
        form,
        ..ChecklistOptions::default()
    }
}

/// Pages of the project's own checklist and of the hostile one, in `folder`.
fn written(folder: &Path) -> Vec<PathBuf> {
    let hostile = root().join("tests/cases/checklist/hostile");
    let mut pages = Vec::new();
    for (name, project, language, form) in [
        ("full.nl", root(), Language::Dutch, Form::Full),
        ("short.nl", root(), Language::Dutch, Form::Short),
        ("short.en", root(), Language::English, Form::Short),
        ("hostile", &hostile, Language::Dutch, Form::Full),
    ] {
        let session = session(project, language);
        let checklist = Material::read(&session).unwrap();
        let path = folder.join(format!("{name}.html"));
        let checklist = checklist.checklist(&options(form)).unwrap();
        std::fs::write(&path, page(&checklist)).unwrap();
        pages.push(path);
    }
    pages
}

fn key(project: &Path) -> Key {
    let session = session(project, Language::Dutch);
    Material::read(&session).unwrap().key().unwrap()
}

/// A file of answers as the TOML crate reads it.
fn filled(file: &toml::Table) -> Filled {
    let place = |key: &str| Place::Key(key.to_owned());
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let mut filled = Filled::default();
    for (name, value) in file.iter().filter(|(name, _)| *name != "answers") {
        let values = match value {
            toml::Value::Array(values) => values.iter().map(text).collect(),
            value => vec![text(value)],
        };
        let fields = values
            .into_iter()
            .map(|value| (name.clone(), value, place(name)));
        filled.fields.extend(fields);
    }
    for (item, row) in file["answers"].as_table().unwrap() {
        let of = |name| row.get(name).map(text).unwrap_or_default();
        filled.answers.push(FilledAnswer {
            item: item.clone(),
            answer: of("answer"),
            remark: of("remark"),
            place: place(item),
        });
    }
    filled
}

fn read(path: &Path) -> toml::Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn value<'a>(answered: &'a Answered, item: &str) -> Option<(Option<Value>, Option<&'a str>)> {
    let iri = format!("https://w3id.org/lobgraaf/id/succeselement/{item}");
    let answer = answered.answers.get(&iri)?;
    Some((answer.value, answer.remark.as_deref()))
}

/// Pages of a PDF: objects of type `Page`.
fn sheets(path: &Path) -> usize {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let pages = text.matches("/Type /Page").count();
    pages - text.matches("/Type /Pages").count()
}

#[test]
fn checklist_pages_work_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let earlier = root().join("tests/cases/checklist/answers/earlier.toml");
    let mut arguments = vec![earlier.clone(), folder.path().to_owned()];
    arguments.extend(written(folder.path()));
    let Some(_) = browser::run("checklists in a browser", "checklist.mjs", &arguments) else {
        return;
    };

    // What was filled in on the page is what is read from the file.
    let key = key(root());
    let schema = Schema::of("answers");
    for name in ["full.nl", "short.nl", "short.en"] {
        let path = folder.path().join(format!("{name}.answers.toml"));
        let written = read(&path);
        schema.assert_fits(&serde_json::to_value(&written).unwrap(), name);
        let (answered, problems) = interpret(&path, &filled(&written), &key);
        assert_eq!(problems, [], "{name}");
        assert_eq!(answered.edition.as_deref(), Some(key.edition()));
        let form = answered.form.map(Form::name);
        assert_eq!(form, name.split('.').next(), "{name}");
        assert_eq!(answered.school.as_deref(), Some("Het \"Baken\""));
        let activity = Some("Één dag: bedrijven & jongeren");
        assert_eq!(answered.activity.as_deref(), activity);
        assert_eq!(answered.date.as_deref(), Some("2026-11-20"));
        assert_eq!((answered.sectors.len(), answered.goals.len()), (1, 1));
        assert_eq!(answered.answers.len(), 3);
        let remark = "meer \\ tijd\ntweede \"regel\"";
        assert_eq!(value(&answered, "1.1"), Some((Some(Value::Yes), None)));
        let partly = Some((Some(Value::Partly), Some(remark)));
        assert_eq!(value(&answered, "1.2"), partly);
        let none = Some((Some(Value::NotApplicable), None));
        assert_eq!(value(&answered, "1.3"), none);
    }

    // Nothing of an earlier file is lost, and each unknown thing is told.
    let path = folder.path().join("full.nl.kept.toml");
    let (before, after) = (read(&earlier), read(&path));
    for name in ["school", "activity", "colour"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    assert_eq!(after["date"].as_str(), Some("2026-11-19"));
    let (old, new) = (&before["answers"], &after["answers"]);
    assert_eq!(new["9.9"], old["9.9"]);
    assert_eq!(new["1.3"], old["1.3"]);
    assert_eq!(new["1.2"]["remark"], old["1.2"]["remark"]);
    let told = std::fs::read_to_string(folder.path().join("full.nl.told.txt")).unwrap();
    for name in [
        "2020-01-01-00000000",
        key.edition(),
        "colour",
        "geen sector",
        "9.9",
        "1.3: misschien",
    ] {
        assert!(told.contains(name), "`{name}` is not told: {told}");
    }
    let mut known = after.clone();
    known.remove("colour");
    let answers = known["answers"].as_table_mut().unwrap();
    answers
        .get_mut("1.3")
        .unwrap()
        .as_table_mut()
        .unwrap()
        .remove("who");
    let (answered, problems) = interpret(&path, &filled(&known), &key);
    assert_eq!(value(&answered, "1.1"), Some((Some(Value::Yes), None)));
    let sector = "https://w3id.org/lobgraaf/id/sector/voortgezet-onderwijs";
    assert_eq!(answered.sectors, [sector]);
    let mut faults: Vec<_> = problems.into_iter().map(|problem| problem.fault).collect();
    faults.sort_by_key(|fault| format!("{fault:?}"));
    let text = str::to_owned;
    let expected = [
        AnswerFault::UnknownItem { item: text("9.9") },
        AnswerFault::UnknownSector {
            value: text("geen sector"),
        },
        AnswerFault::UnknownValue {
            item: text("1.3"),
            value: text("misschien"),
        },
    ];
    assert_eq!(faults, expected);

    // On paper: the short form one side, with and without scripts; the full one some more.
    for (name, most) in [("short.nl", 1), ("short.en", 1), ("full.nl", 10)] {
        for ending in ["pdf", "live.pdf"] {
            let count = sheets(&folder.path().join(format!("{name}.{ending}")));
            assert!(
                (1..=most).contains(&count),
                "{name}.{ending}: {count} pages"
            );
        }
    }
}

#[test]
fn a_checklist_page_shows_all_of_the_checklist() {
    let session = session(root(), Language::English);
    let checklist = Material::read(&session)
        .unwrap()
        .checklist(&options(Form::Full));
    let checklist = checklist.unwrap();
    let page = page(&checklist);
    let count = |part: &str| page.matches(part).count();
    let items = checklist.items().count();
    assert!(items > 0);
    assert_eq!(count("<li class=\"item\""), items);
    assert_eq!(count("type=\"radio\""), items * Value::ALL.len());
    assert_eq!(count("<textarea "), items);
    assert_eq!(count("id=\"example-"), checklist.examples.len());
    let shown: usize = checklist.items().map(|item| item.examples.len()).sum();
    assert_eq!(count("href=\"#example-"), shown);
    for item in checklist.items() {
        let seen = format!(
            "<b>{}</b> <span class=\"of\">of {}</span>",
            item.count, checklist.total
        );
        assert!(page.contains(&seen), "{}: {seen}", item.iri);
    }
    // The border says who made the link.
    let boxes = |is_stated: bool| {
        let of = |item: &lobgraaf::core::checklist::Item| {
            let research = item.research.iter();
            let research = research.filter(|one| {
                (one.evidence == lobgraaf::core::hierarchy::Evidence::Stated) == is_stated
            });
            let frameworks: std::collections::BTreeSet<_> =
                research.map(|one| &one.framework).collect();
            frameworks.len()
        };
        checklist.items().map(of).sum::<usize>()
    };
    assert_eq!(count("class=\"chip stated\""), boxes(true));
    assert!(boxes(true) > 0 && count("class=\"chip curated\"") >= boxes(false));
    for field in [
        Field::School,
        Field::Activity,
        Field::FilledInBy,
        Field::Date,
    ] {
        assert_eq!(count(&format!("id=\"field-{}\"", field.name())), 1);
    }
    let command = "lobgraaf tree success-elements --rows 1.1 --param cooperation_forms=false";
    assert_eq!(count(command), 1);
    assert_eq!(count("<h1"), 1);
}

#[test]
fn a_checklist_page_marks_examples_that_fit_and_says_what_it_leaves_out() {
    let session = session(root(), Language::Dutch);
    let material = Material::read(&session).unwrap();
    let checklist = material.checklist(&ChecklistOptions {
        audience: Some("schoolleiding".to_owned()),
        sectors: vec!["voortgezet onderwijs".to_owned()],
        ..ChecklistOptions::default()
    });
    let checklist = checklist.unwrap();
    let page = page(&checklist);
    let fitting = checklist.items().flat_map(|item| &item.examples);
    let fitting = fitting.filter(|shown| !shown.shared.is_empty()).count();
    assert!(fitting > 0);
    assert_eq!(page.matches("<li class=\"fits\">").count(), fitting);
    assert!(page.contains("past bij: voortgezet onderwijs"));
    assert!(!checklist.left_out.is_empty());
    for left_out in &checklist.left_out {
        assert!(page.contains(left_out.notation.as_deref().unwrap()));
    }
    assert!(page.contains("voor docent"));
    assert!(
        page.contains("/gebruiker/schoolleiding:\""),
        "answers are kept by choice"
    );
}

#[test]
fn a_checklist_page_is_the_same_every_time_and_the_same_file_holds_no_address_to_load() {
    let session = session(root(), Language::Dutch);
    let once = |form| {
        let material = Material::read(&session).unwrap();
        page(&material.checklist(&options(form)).unwrap())
    };
    for form in [Form::Full, Form::Short] {
        let page = once(form);
        assert_eq!(page, once(form));
        for part in [
            "src=\"",
            "@import",
            "<link",
            "fetch(",
            "XMLHttpRequest",
            "<img",
        ] {
            assert!(!page.contains(part), "{part}");
        }
        assert_eq!(
            page.matches("url(").count(),
            page.matches("url(data:font/woff2;").count()
        );
    }
}

#[test]
fn hostile_texts_do_no_harm_to_a_checklist_page() {
    let hostile = root().join("tests/cases/checklist/hostile");
    let session = session(&hostile, Language::Dutch);
    let checklist = Material::read(&session)
        .unwrap()
        .checklist(&options(Form::Full));
    let page = page(&checklist.unwrap());
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    for part in [
        "<img", "<iframe", "<object", "<svg", "<math", "<b>alert", "\u{202E}", "\u{2066}",
    ] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(!page.contains("href=\"javascript:"));
    let markdown = match render(
        &Material::read(&session)
            .unwrap()
            .checklist(&options(Form::Full))
            .unwrap(),
        "markdown",
    ) {
        Ok(Rendered::Text(text)) => text,
        _ => panic!("not text"),
    };
    assert!(!markdown.contains("](javascript:"));
}
