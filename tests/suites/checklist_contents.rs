//! What a checklist says: with what it opens, and through which element research stands beside a
//! question.

use lobgraaf::app::checklist::{ChecklistOptions, Material};
use lobgraaf::core::checklist::Checklist;
use lobgraaf::core::language::Language;

use crate::support::checklist::session;

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
