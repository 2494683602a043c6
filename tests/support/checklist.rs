//! Checklists of the project under test, and what was answered to them.

use std::path::Path;

use lobgraaf::app::Rendered;
use lobgraaf::app::checklist::{ChecklistOptions, Material, render};
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::checklist::answers::{AnswerProblem, Answered, Key};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use lobgraaf::core::message::Tell;
use lobgraaf::store::answers::{self, AnswersError};

use crate::support::root;

/// The project itself.
pub fn session(language: Language) -> Session {
    let sources = Sources {
        project: Some(root().to_owned()),
        ..Sources::default()
    };
    Session::open(&sources, language).unwrap()
}

/// A checklist of the project, and what its answers may name.
pub fn checklist(language: Language, form: Form) -> (Checklist, Key) {
    let session = session(language);
    let material = Material::read(&session).unwrap();
    let options = ChecklistOptions {
        form,
        ..ChecklistOptions::default()
    };
    (
        material.checklist(&options).unwrap(),
        material.key().unwrap(),
    )
}

/// A checklist as a file.
pub fn file(checklist: &Checklist, format: &str) -> Vec<u8> {
    match render(checklist, format).unwrap() {
        Rendered::Bytes { bytes, .. } => bytes,
        Rendered::Text(text) => text.into_bytes(),
        Rendered::Pages(_) => panic!("pages"),
    }
}

/// Answers from a file of that name.
pub fn read(
    name: &str,
    bytes: &[u8],
    key: &Key,
) -> Result<(Answered, Vec<AnswerProblem>), AnswersError> {
    answers::read_bytes(Path::new(name), bytes, key)
}

/// What is told of a file, in English.
pub fn told(problems: &[AnswerProblem]) -> Vec<String> {
    let told = problems
        .iter()
        .map(|problem| problem.message().in_language(Language::English));
    told.collect()
}
