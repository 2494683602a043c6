//! Intake: what somebody sent in → entries whose values are recognised, each with a verdict. What is
//! not recognised is kept as text and told; nothing is guessed.
//! Room `core`. Files are read elsewhere; each gives [`raw::RawEntry`].

pub mod contact;
pub mod fault;
mod meanings;
pub mod raw;
pub mod recognise;
pub mod report;
pub mod suggest;
pub mod titles;
mod understand;
pub mod value;
mod written;

use std::collections::BTreeMap;

pub use fault::{Fault, FaultKind, Verdict};
pub use raw::{Given, Name, Place, RawEntry, RawValue};
pub use value::Value;

/// Whether everything that is required has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completeness {
    /// Made with the guideline: what is required has to be filled in.
    #[default]
    Guided,
    /// Taken over from an older collection: rows may be partly empty.
    Migrated,
}

/// An example as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it begins in its file.
    pub place: Place,
    /// Values by index of the field, in the order given, each once.
    pub values: BTreeMap<usize, Vec<Value>>,
    /// What was given, by index of the field; nothing of fields that are kept apart.
    pub given: BTreeMap<usize, String>,
    /// Index of the field and the text that was not recognised.
    pub unrecognised: Vec<(usize, String)>,
    pub faults: Vec<Fault>,
}

impl Entry {
    /// What becomes of it.
    pub fn verdict(&self) -> Verdict {
        let worst = self.faults.iter().map(|fault| fault.kind.verdict()).max();
        worst.unwrap_or(Verdict::Accepted)
    }

    /// The first value of a field, as a text.
    pub fn text(&self, field: usize) -> Option<&str> {
        self.values.get(&field)?.first()?.text()
    }
}
