//! The mapping set of SSSOM 1.1 as plain data: reading and writing TSV and JSON, propagation and
//! condensation, validity (<https://mapping-commons.github.io/sssom/spec/>).
//! Room `core`. No files, no network: text in, text out.

pub mod curie;
pub mod decision;
pub mod json;
pub mod listed;
pub mod metadata;
pub mod node;
pub mod problem;
pub mod propagate;
pub mod range;
pub mod record;
pub mod sides;
pub mod slot;
pub mod tsv;
pub mod validity;
pub mod write;
pub mod yaml;

use std::collections::BTreeMap;

pub use curie::CurieMap;
pub use problem::{Kind, Problem, Problems};
pub use record::{Record, Value};
pub use slot::{Range, SET_SLOTS, Slot};

use crate::core::vocabulary::{semapv, sssom};

/// A set of mappings with what is said of it as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MappingSet {
    /// What the set's own slots say.
    pub about: Record,
    pub prefixes: CurieMap,
    /// Slots that the standard does not have, and what they mean.
    pub extensions: Vec<ExtensionDefinition>,
    /// Values of such slots for the set.
    pub extension_values: BTreeMap<String, String>,
    pub mappings: Vec<Mapping>,
}

/// A slot that the standard does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExtensionDefinition {
    /// IRI of the property that says what the slot means.
    pub property: String,
    pub name: String,
    /// IRI of the type of its values.
    pub type_hint: Option<String>,
}

/// One mapping. Two are equal where all their slots are, wherever they stand.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    pub slots: Record,
    /// Values of slots that the standard does not have.
    pub extension_values: BTreeMap<String, String>,
    /// Line of the file that it was read from, from 1; 0 for none.
    pub line: u64,
}

impl ExtensionDefinition {
    /// The property of a slot that says none (SSSOM, Defined extensions).
    pub fn default_property(name: &str) -> String {
        format!("{}{name}", sssom::EXTENSIONS)
    }
}

/// What came of reading a file.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// As far as it could be read; to be used only where no problem is a violation.
    pub set: MappingSet,
    pub problems: Problems,
}

impl Reading {
    /// The set, unless it is invalid; then the first thing that is wrong.
    pub fn valid(self) -> Result<MappingSet, Box<Problem>> {
        match self.problems.first_violation() {
            Some(problem) => Err(Box::new(problem.clone())),
            None => Ok(self.set),
        }
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.slots == other.slots && self.extension_values == other.extension_values
    }
}

impl Mapping {
    /// A mapping with the slots that every one must have; IRIs.
    pub fn new(subject: &str, predicate: &str, object: &str, justification: &str) -> Self {
        let mut mapping = Self::default();
        mapping.slots.set(Slot::SubjectId, subject);
        mapping.slots.set(Slot::PredicateId, predicate);
        mapping.slots.set(Slot::ObjectId, object);
        mapping.slots.set(Slot::MappingJustification, justification);
        mapping
    }

    /// The subject's IRI; empty for a literal without one.
    pub fn subject(&self) -> &str {
        self.slots.text(Slot::SubjectId).unwrap_or_default()
    }

    /// The predicate's IRI.
    pub fn predicate(&self) -> &str {
        self.slots.text(Slot::PredicateId).unwrap_or_default()
    }

    /// The object's IRI; empty for a literal without one.
    pub fn object(&self) -> &str {
        self.slots.text(Slot::ObjectId).unwrap_or_default()
    }

    /// Whether it says that the predicate does not hold.
    pub fn is_negated(&self) -> bool {
        self.slots.has(Slot::PredicateModifier)
    }

    /// Whether it says that one side has no counterpart.
    pub fn is_no_term(&self) -> bool {
        self.subject() == sssom::NO_TERM_FOUND || self.object() == sssom::NO_TERM_FOUND
    }

    /// Whether one side is a literal.
    pub fn is_literal(&self) -> bool {
        let literal = |slot| self.slots.text(slot) == Some("rdfs literal");
        literal(Slot::SubjectType) || literal(Slot::ObjectType)
    }

    /// Whether a person made the row: curated by hand or reviewed.
    pub fn is_by_person(&self) -> bool {
        let justification = self.slots.text(Slot::MappingJustification);
        matches!(
            justification,
            Some(semapv::MANUAL_MAPPING_CURATION | semapv::MAPPING_REVIEW)
        )
    }

    /// When it was decided: reviewed, else made.
    pub fn decided(&self) -> &str {
        let reviewed = self.slots.text(Slot::ReviewDate);
        let made = || self.slots.text(Slot::MappingDate);
        reviewed.or_else(made).unwrap_or_default()
    }
}

impl MappingSet {
    /// The IRI of the set.
    pub fn id(&self) -> Option<&str> {
        self.about.text(Slot::MappingSetId)
    }
}
