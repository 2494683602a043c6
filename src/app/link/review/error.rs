//! What can go wrong while links are reviewed.
//! Room `app`.

use std::path::PathBuf;

use crate::core::language::Language;
use crate::core::matching::relation::Relation;
use crate::core::message;
use crate::core::review::decide::Refusal;
use crate::core::sssom::decision;
use crate::core::sssom::{CurieMap, Mapping};
use crate::store::workbook::WorkbookError;

/// An error of `link review` or `link add`.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The decision is none that can be kept.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else was quicker; nothing was written.
    #[error("somebody else decided on this pair meanwhile: {}; nothing was written", rows.join("; "))]
    Conflict { rows: Vec<String> },
    /// Nobody is named who decides.
    #[error("say who decides: --reviewer IRI (or prefix:local)")]
    NoReviewer,
    /// Not an IRI that a mapping set can hold.
    #[error("`{value}` is not an IRI, nor prefix:local with a known prefix")]
    NotIri { value: String },
    /// Not a day.
    #[error("`{value}` is not a day of the form YYYY-MM-DD")]
    NotDate { value: String },
    /// The row to take back is not in the file any more.
    #[error("{}: the last decision is not there any more; somebody changed the file", path.display())]
    Gone { path: PathBuf },
    /// A table that cannot be split into cells.
    #[error("{}:{line}: a quoted value does not end", path.display())]
    Quote { path: PathBuf, line: u64 },
    /// No such relation.
    #[error("`{value}` is no relation; use exact, close, broad, narrow or related")]
    NoRelation { value: String },
    /// What a name may stand for.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

impl ReviewError {
    /// The error in `language`; English where the catalogue has no text for it.
    pub fn localized(&self, language: Language) -> String {
        let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
        match self {
            Self::Refused(refusal) => refused(refusal, language),
            Self::Conflict { rows } => say("review.conflict", &[("rows", &rows.join("; "))]),
            Self::NoReviewer => say("review.no-reviewer", &[]),
            Self::NotIri { value } => say("review.fault-iri", &[("value", value)]),
            Self::NotDate { value } => say("review.fault-date", &[("value", value)]),
            Self::Gone { path } => say("review.gone", &[("path", &path.display().to_string())]),
            Self::NoRelation { value } => say("review.no-relation", &[("value", value)]),
            other => other.to_string(),
        }
    }
}

/// Why a decision is refused, in words.
pub fn refused(refusal: &Refusal, language: Language) -> String {
    let key = match refusal {
        Refusal::OwnRow => "review.refused-own",
        Refusal::NoObject => "review.refused-no-object",
        Refusal::NoReason => "review.fault-no-reason",
        Refusal::NoSource => "review.refused-no-source",
        Refusal::Linked { object } => {
            return message::text(language, "review.refused-linked", &[("object", object)]);
        }
        Refusal::Itself => "review.refused-itself",
    };
    message::text(language, key, &[])
}

/// A decision in a few words: who, when, what.
pub fn told(row: &Mapping, prefixes: &CurieMap) -> String {
    let persons = decision::persons(row).into_iter();
    let persons: Vec<_> = persons.map(|person| prefixes.compact(person)).collect();
    let not = if row.is_negated() { "Not " } else { "" };
    let object = prefixes.compact(row.object());
    let predicate = prefixes.compact(row.predicate());
    format!(
        "{} {}: {not}{predicate} {object}",
        persons.join(", "),
        row.decided()
    )
}

/// The relation that a word means: `exact`, `exactMatch`, `skos:exactMatch` or the whole IRI.
pub fn relation(word: &str) -> Result<Relation, ReviewError> {
    let all = [
        Relation::Exact,
        Relation::Close,
        Relation::Broad,
        Relation::Narrow,
        Relation::Related,
    ];
    let is = |relation: &Relation| {
        let name = relation.name();
        let short = name.trim_end_matches("Match");
        let curie = format!("skos:{name}");
        [name, short, &curie, relation.property()].contains(&word)
    };
    let unknown = || ReviewError::NoRelation {
        value: word.to_owned(),
    };
    all.into_iter().find(is).ok_or_else(unknown)
}
