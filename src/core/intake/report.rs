//! What a check of sent-in files gives, and what was taken in before, for people to read.
//! Room `core`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::core::form::Form;
use crate::core::intake::{Fault, Place, Verdict};

/// What becomes of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is not taken in.
    Refused,
    /// It is there already, just so.
    Unchanged { number: String },
    /// It is (or would be) written.
    Written {
        number: String,
        version: u32,
        is_private: bool,
    },
}

/// An example of a file, with what is to be said of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index of its file.
    pub file: usize,
    pub place: Place,
    pub title: Option<String>,
    pub verdict: Verdict,
    pub fate: Fate,
    pub faults: Vec<Fault>,
    /// Indexes of the fields that are filled in.
    pub filled: BTreeSet<usize>,
    /// What was given, by index of the field; nothing of fields that are kept apart.
    pub cells: BTreeMap<usize, String>,
}

/// What a check of files gives.
#[derive(Debug, Clone)]
pub struct Report {
    pub form: Form,
    pub files: Vec<PathBuf>,
    /// What is wrong with files as a whole, by index.
    pub faults: Vec<(usize, Fault)>,
    pub rows: Vec<Row>,
    /// Whether something was written.
    pub is_added: bool,
}

impl Report {
    /// In how many rows each field is filled in.
    pub fn filled(&self) -> Vec<usize> {
        let mut counts = vec![0; self.form.fields.len()];
        for field in self.rows.iter().flat_map(|row| &row.filled) {
            counts[*field] += 1;
        }
        counts
    }

    /// Rows with a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows
            .iter()
            .filter(|row| row.verdict == verdict)
            .count()
    }
}

/// The state of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// In the graph, for all to see.
    Published,
    /// Kept apart: it may not be published.
    KeptApart,
    Withdrawn,
    /// It has another number now.
    Replaced,
    /// A version that another came after.
    Former,
}

impl State {
    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "intake.state.published",
            Self::KeptApart => "intake.state.kept-apart",
            Self::Withdrawn => "intake.state.withdrawn",
            Self::Replaced => "intake.state.replaced",
            Self::Former => "intake.state.former",
        }
    }
}

/// An example that was taken in.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Listed {
    pub number: String,
    pub title: Option<String>,
    pub state: State,
    pub version: u32,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub taken_in: String,
    /// Whether it was taken over from an older collection.
    pub is_migrated: bool,
    /// Whether the source states an example of that number too.
    pub is_in_source: bool,
    /// The number it has now.
    pub replaced_by: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
}

/// A version and the file that keeps it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub listed: Listed,
    /// Its triples, in the house format.
    pub text: String,
    /// Versions that there are.
    pub versions: Vec<u32>,
    /// The number that was asked for, where the example has another now.
    pub replaced: Option<String>,
    /// Numbers that it had before, each with the versions that are kept of it.
    pub before: Vec<(String, Vec<u32>)>,
}

/// What may be chosen in a field, with why.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Advised {
    pub iri: String,
    pub label: String,
    pub score: f64,
    /// Words of the text that led to it.
    pub words: Vec<String>,
    /// Examples like it that have this choice: numbers and titles.
    pub examples: Vec<(String, Option<String>)>,
    /// Whether the example has it already.
    pub is_given: bool,
}

/// Suggestions for a field, by its index.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldAdvice {
    pub field: usize,
    pub advised: Vec<Advised>,
}

/// Suggestions for an example.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    pub file: PathBuf,
    pub place: Place,
    pub title: Option<String>,
    pub fields: Vec<FieldAdvice>,
}

/// A choice and the numbers of its examples.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Covered {
    pub iri: String,
    pub label: String,
    pub examples: Vec<String>,
}

/// Which choices of a field have few examples.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FieldCoverage {
    /// Index of the field.
    pub field: usize,
    pub name: String,
    /// How many choices there are.
    pub choices: usize,
    pub few: Vec<Covered>,
}
