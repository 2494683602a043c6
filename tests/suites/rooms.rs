//! The rooms of `docs/architecture.md` use only what they may, and Rust holds no domain content.

use std::collections::BTreeSet;

use lobgraaf::app::project::Project;
use oxigraph::model::{Quad, Term};

use crate::support::{files_with_ending, root};

const ROOMS: [(&str, &[&str]); 6] = [
    ("core", &[]),
    ("query", &["core"]),
    ("store", &["query", "core"]),
    ("render", &["core"]),
    ("app", &["store", "query", "render", "core"]),
    ("cli", &["app", "core"]),
];

/// `(path below the project, line number, text)` of every line of Rust under `folder`.
fn lines_under(folder: &str) -> Vec<(String, usize, String)> {
    let mut lines = Vec::new();
    for path in files_with_ending(&root().join(folder), "rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        lines.extend(
            text.lines()
                .enumerate()
                .map(|(index, line)| (name.clone(), index + 1, line.to_owned())),
        );
    }
    lines
}

#[test]
fn rooms_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for (file, number, line) in lines_under(&format!("src/{room}")) {
            for path in line.split("crate::").skip(1) {
                let used = path
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or("");
                if used.is_empty() {
                    wrong.push(format!(
                        "{file}:{number}: write the whole path, not `crate::{{…}}`"
                    ));
                } else if used != room && !allowed.contains(&used) {
                    wrong.push(format!("{file}:{number}: {room} may not use {used:?}"));
                }
            }
            if line.contains("super::super") {
                wrong.push(format!("{file}:{number}: write the path from `crate`"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "see docs/architecture.md\n{}",
        wrong.join("\n")
    );
}

#[test]
fn rust_holds_no_iri_of_the_domain() {
    let wrong: Vec<_> = lines_under("src")
        .into_iter()
        .filter(|(_, _, line)| line.contains("w3id.org/lobgraaf"))
        .map(|(file, number, _)| format!("{file}:{number}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "domain IRI in Rust: {wrong:?}; see docs/architecture.md"
    );
}

#[test]
fn rust_holds_no_label_of_the_domain() {
    let store = Project::open(root()).unwrap().load().unwrap();
    let labels: BTreeSet<String> = store
        .quads()
        .unwrap()
        .into_iter()
        .filter_map(
            |Quad {
                 predicate, object, ..
             }| match object {
                Term::Literal(label) if predicate.as_str().ends_with("core#prefLabel") => {
                    Some(label.value().to_lowercase())
                }
                _ => None,
            },
        )
        .filter(|label| label.split_whitespace().count() >= 2)
        .collect();
    assert!(
        labels.len() > 400,
        "only {} labels of two words: did the data load?",
        labels.len()
    );
    let text: String = lines_under("src")
        .into_iter()
        .map(|(_, _, line)| line.to_lowercase() + "\n")
        .collect();
    let wrong: Vec<_> = labels
        .iter()
        .filter(|label| text.contains(label.as_str()))
        .collect();
    assert!(
        wrong.is_empty(),
        "domain labels in Rust: {wrong:?}; see docs/architecture.md"
    );
}

#[test]
fn every_file_says_what_it_is() {
    let wrong: Vec<_> = files_with_ending(&root().join("src"), "rs")
        .into_iter()
        .filter(|path| !std::fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert!(wrong.is_empty(), "files without `//!`: {wrong:?}");
}
