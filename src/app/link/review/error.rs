//! What can go wrong while links are reviewed.
//! Room `app`.

use std::path::PathBuf;

use crate::app::day::DayError;
use crate::core::language::Language;
use crate::core::matching::relation::{Relation, word};
use crate::core::message::{Message, Tell};
use crate::core::review::decide::Refusal;
use crate::core::sssom::decision;
use crate::core::sssom::{CurieMap, Mapping};
use crate::store::workbook::WorkbookError;

/// An error of `link review` or `link add`.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum ReviewError {
    /// The decision is none that can be kept.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else was quicker, with these rows; nothing was written.
    Conflict { rows: Vec<String> },
    /// Nobody is named who decides.
    NoReviewer,
    /// Not an IRI that a mapping set can hold.
    NotIri { value: String },
    #[error(transparent)]
    Day(#[from] DayError),
    /// The row to take back is not in the file any more.
    Gone { path: PathBuf },
    /// A table that cannot be split into cells.
    Quote { path: PathBuf, line: u64 },
    /// The file is not there, and what it is to begin with was not said; an IRI that would do.
    NewSet { path: PathBuf, id: String },
    /// The object is a term of another vocabulary than the one that the set links to.
    OtherVocabulary { object: String, vocabulary: String },
    /// The suggestions are about another vocabulary than the one that the set links to.
    OtherSuggestions { theirs: String, own: String },
    /// No such relation.
    NoRelation { value: String },
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

impl Tell for ReviewError {
    fn message(&self) -> Message {
        match self {
            Self::Refused(refusal) => refusal.message(),
            Self::Conflict { rows } => {
                Message::new("review.conflict").with("rows", rows.join("; "))
            }
            Self::NoReviewer => Message::new("review.no-reviewer"),
            Self::NotIri { value } => Message::new("review.fault-iri").with("value", value),
            Self::Day(error) => error.message(),
            Self::Gone { path } => Message::at(path, None, Message::new("review.gone")),
            Self::Quote { path, line } => Message::at(
                path,
                usize::try_from(*line).ok(),
                Message::new("review.open-quote"),
            ),
            Self::NewSet { path, id } => {
                Message::at(path, None, Message::new("review.new-set").with("id", id))
            }
            Self::OtherVocabulary { object, vocabulary } => Message::new("review.other-vocabulary")
                .with("object", object)
                .with("vocabulary", vocabulary),
            Self::OtherSuggestions { theirs, own } => Message::new("review.other-suggestions")
                .with("theirs", theirs)
                .with("own", own),
            Self::NoRelation { value } => Message::new("review.no-relation").with("value", value),
            Self::Workbook(error) => error.message(),
        }
    }
}

/// A decision in a few words: who, when, what.
pub fn told(row: &Mapping, prefixes: &CurieMap, language: Language) -> String {
    let persons = decision::persons(row).into_iter();
    let persons: Vec<_> = persons.map(|person| prefixes.compact(person)).collect();
    let object = prefixes.compact(row.object());
    let relation = word(row.predicate(), row.is_negated(), language);
    let (persons, day) = (persons.join(", "), row.decided());
    format!("{persons} {day}: {object}, {relation}")
}

/// The relation that a word means: `exact`, `exactMatch`, `skos:exactMatch` or the whole IRI.
pub fn relation(word: &str) -> Result<Relation, ReviewError> {
    let is = |relation: &Relation| {
        let name = relation.name();
        let short = name.trim_end_matches("Match");
        let curie = format!("skos:{name}");
        [name, short, &curie, relation.property()].contains(&word)
    };
    let unknown = || ReviewError::NoRelation {
        value: word.to_owned(),
    };
    Relation::ALL.into_iter().find(is).ok_or_else(unknown)
}
