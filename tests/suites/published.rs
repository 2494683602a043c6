//! The headline output in `published/` is what the program writes today.
//! `LOBGRAAF_UPDATE=1 cargo test published` makes it anew.

use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::guideline;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{PageOptions, TreeOptions, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, Rendered};
use lobgraaf::core::checklist::Form;
use lobgraaf::core::language::Language;
use lobgraaf::render::guideline as guideline_pages;

use crate::support::{checklist, root};

/// Fails unless `published/NAME` holds these bytes; or writes it.
fn assert_current(name: &str, bytes: &[u8]) {
    let path = root().join("published").join(name);
    if std::env::var_os("LOBGRAAF_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let found = std::fs::read(&path).unwrap_or_default();
    assert!(
        found == bytes,
        "{name} is not current; run `LOBGRAAF_UPDATE=1 cargo test published`"
    );
}

#[test]
fn published_files_are_current() {
    let folder = root().join("published");
    let mut expected = Vec::new();
    for language in Language::ALL {
        let sources = Sources {
            project: Some(root().to_owned()),
            ..Sources::default()
        };
        let session = Session::open(&sources, language).unwrap();
        let options = TreeOptions {
            evaluation: Evaluation::in_language(language),
            ..TreeOptions::default()
        };
        let goals = view(&session.project, &session.store, "goals", &options).unwrap();
        // A PNG is the SVG in pixels: who needs one makes it.
        for format in HIERARCHY_FORMATS
            .iter()
            .filter(|format| format.name != "png")
        {
            let name = format!("goals.{language}.{}", format.endings[0]);
            let options = PageOptions {
                width: 100,
                ..PageOptions::default()
            };
            let bytes = match render(&session, &goals, format, &options).unwrap() {
                Rendered::Text(text) => {
                    anstream::adapter::strip_str(&text).to_string().into_bytes()
                }
                Rendered::Bytes { bytes, .. } => bytes,
                Rendered::Pages(pages) => pages.into_iter().next().unwrap(),
            };
            assert_current(&name, &bytes);
            expected.push(name);
        }
        let (short, _) = checklist::checklist(language, Form::Short);
        let name = format!("checklist.{language}.pdf");
        assert_current(&name, &checklist::file(&short, "pdf"));
        expected.push(name);
        let form = guideline::form(&session).unwrap();
        for format in ["html", "pdf"] {
            let name = format!("guideline.{language}.{format}");
            let bytes = match guideline_pages::render(&form, format, language).unwrap() {
                Rendered::Text(text) => text.into_bytes(),
                Rendered::Bytes { bytes, .. } => bytes,
                Rendered::Pages(pages) => pages.into_iter().next().unwrap(),
            };
            assert_current(&name, &bytes);
            expected.push(name);
        }
    }
    expected.push("README.md".to_owned());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            expected.contains(&name),
            "published/{name} is made by nothing"
        );
    }
}
