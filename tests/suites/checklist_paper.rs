//! The checklist on paper: the short form is one side of A4, for everybody and at every level.

use lobgraaf::app::Rendered;
use lobgraaf::app::checklist::{ChecklistError, ChecklistOptions, Material, render};
use lobgraaf::app::{AppError, checklist};
use lobgraaf::core::checklist::Form;
use lobgraaf::core::language::Language;

use crate::support::checklist::session;

fn pages(material: &Material<'_>, options: &ChecklistOptions) -> Result<usize, AppError> {
    let checklist = material.checklist(options)?;
    match render(&checklist, "pdf")? {
        Rendered::Bytes { pages, .. } => Ok(pages),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_short_form_is_one_side_for_everybody() {
    let (mut sheets, mut empty) = (0, 0);
    for language in Language::ALL {
        let session = session(language);
        let material = Material::read(&session).unwrap();
        let users = [
            "docent",
            "decaan-of-lob-coordinator",
            "schoolleiding",
            "contactpersoon-ouders",
            "externe-partner",
        ];
        let levels = ["activiteit", "programma", "samenwerking"];
        let users = users.map(|user| Some(format!("gebruiker:{user}")));
        let levels = levels.map(|level| Some(format!("niveau:{level}")));
        for audience in users.iter().chain([&None]) {
            for level in levels.iter().chain([&None]) {
                let options = ChecklistOptions {
                    form: Form::Short,
                    audience: audience.clone(),
                    level: level.clone(),
                    ..ChecklistOptions::default()
                };
                match pages(&material, &options) {
                    Ok(count) => {
                        assert_eq!(count, 1, "{language} {audience:?} {level:?}");
                        sheets += 1;
                    }
                    Err(AppError::Checklist(ChecklistError::NothingAsked)) => empty += 1,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }
    // A contact for parents has no question about the programme.
    assert_eq!((sheets, empty), (46, 2));
}

#[test]
fn every_format_is_the_same_bytes_each_time() {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let checklist = material.checklist(&ChecklistOptions::default()).unwrap();
    for (format, _) in checklist::FORMATS {
        let written = || match render(&checklist, format).unwrap() {
            Rendered::Text(text) => text.into_bytes(),
            Rendered::Bytes { bytes, .. } => bytes,
            Rendered::Pages(_) => panic!("pages"),
        };
        assert!(written() == written(), "{format}");
    }
}

/// Of several files all are written or none.
#[test]
fn several_files_are_written_together() {
    let folder = tempfile::tempdir().unwrap();
    let run = |names: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command.current_dir(folder.path()).arg("checklist");
        command.arg("--project").arg(crate::support::root());
        for name in names {
            command.arg("-o").arg(name);
        }
        command.output().unwrap().status.code()
    };
    let written = || std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(run(&["a.html", "nowhere/b.pdf", "c.md"]), Some(2));
    assert_eq!(written(), 0);
    assert_eq!(
        run(&["a.html", "b.pdf", "c.md", "d.docx", "e.xlsx", "f.json"]),
        Some(0)
    );
    assert_eq!(written(), 6);
}
