//! What a checklist says: with what it opens, and through which element research stands beside a
//! question.

use std::process::Command;

use lobgraaf::app::checklist::{ChecklistOptions, Material, render};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::render::Rendered;

use crate::support::checklist::session;
use crate::support::skip;

fn made(language: Language, options: &ChecklistOptions) -> Checklist {
    let session = session(language);
    let material = Material::read(&session).unwrap();
    material.checklist(options).unwrap()
}

#[test]
fn a_checklist_about_one_level_opens_with_what_to_have_in_mind() {
    for (level, dutch, english) in [
        (None, "één activiteit", "one activity"),
        (Some("activiteit"), "één activiteit", "one activity"),
        (
            Some("programma"),
            "het LOB-programma van je school",
            "the career guidance programme",
        ),
        (Some("samenwerking"), "de samenwerking", "the cooperation"),
    ] {
        for (language, begins) in [
            (Language::Dutch, format!("Neem {dutch}")),
            (Language::English, format!("Have {english}")),
        ] {
            let options = ChecklistOptions {
                level: level.map(|level| format!("niveau:{level}")),
                ..ChecklistOptions::default()
            };
            let introduction = made(language, &options).introduction.unwrap();
            assert!(introduction.starts_with(&begins), "{introduction}");
        }
    }
}

/// The text of a PDF by poppler; `None` where that is not installed, which is told.
fn text(checklist: &Checklist) -> Option<String> {
    let Rendered::Bytes { bytes, .. } = render(checklist, "pdf").unwrap() else {
        panic!("no bytes");
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let mut command = Command::new("pdftotext");
    let Ok(output) = command.arg("-raw").arg(file.path()).arg("-").output() else {
        skip("texts of PDF", "pdftotext is not installed");
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn short(language: Language) -> Checklist {
    let options = ChecklistOptions {
        form: Form::Short,
        ..ChecklistOptions::default()
    };
    made(language, &options)
}

/// Links in `data/koppelingen`: advice 8 with 2.3.2 and 2.3.6, advice 3 with 1.7.7, advice 4 with 4.2.
#[test]
fn research_about_a_part_of_a_question_says_about_which() {
    let checklist = short(Language::Dutch);
    let via = |question: &str, element: &str| {
        let mut items = checklist.items();
        let item = items.find(|item| item.notation.as_deref() == Some(question));
        let research = &item.unwrap().research;
        let found = research.iter().find(|one| {
            let name = one.notation.as_deref().unwrap_or_default();
            format!("{} {name}", one.framework_label) == element
        });
        found.unwrap().via.clone()
    };
    assert_eq!(via("2.3", "advies 8"), ["2.3.2", "2.3.6"]);
    assert_eq!(via("1.7", "advies 3"), ["1.7.7"]);
    assert!(via("4.2", "advies 4").is_empty());
    let Rendered::Text(markdown) = render(&checklist, "markdown").unwrap() else {
        panic!("no text");
    };
    assert!(markdown.contains("(geduid, via 1.7.7)"), "{markdown}");
    let Some(text) = text(&checklist) else {
        return;
    };
    assert!(text.contains("via 1.7.7: advies 3"), "{text}");
    assert!(text.contains("via onderdelen:"), "{text}");
}

/// Each number on the short sheet has its name at the foot.
#[test]
fn the_short_sheet_names_what_its_numbers_mean() {
    for language in Language::ALL {
        let checklist = short(language);
        let Some(text) = text(&checklist) else {
            return;
        };
        let text = text.replace("- ", "");
        let research = checklist.items().flat_map(|item| &item.research);
        for element in research {
            let label = element.label.replace("- ", "");
            assert!(text.contains(&label), "{language} {label}: {text}");
        }
    }
}

#[test]
fn the_full_sheet_marks_examples_that_fit_and_says_what_counts_are() {
    let options = ChecklistOptions {
        sectors: vec!["vmbo".to_owned()],
        ..ChecklistOptions::default()
    };
    let checklist = made(Language::Dutch, &options);
    let Some(text) = text(&checklist) else {
        return;
    };
    let fits = |item: &&lobgraaf::core::checklist::Item| {
        item.examples.iter().any(|shown| !shown.shared.is_empty())
    };
    let marked = checklist.items().filter(fits).count();
    assert!(marked > 0);
    let found = text.matches("Voorbeelden die passen:").count();
    assert_eq!(found, marked);
    assert!(text.contains("past bij: "));
    let bands = text.matches("Ervaren als succes").count();
    let counted = text.matches("gezien in voorbeelden").count();
    assert_eq!(counted - bands, checklist.items().count());
    let plain = made(Language::Dutch, &ChecklistOptions::default());
    let Some(plain) = self::text(&plain) else {
        return;
    };
    assert!(!plain.contains("die passen"));
}
