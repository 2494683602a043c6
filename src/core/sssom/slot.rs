//! The slots of SSSOM 1.1: name, range, how many values, where they may stand, propagation.
//! Room `core`. Order and ranges follow the LinkML schema (classes `mapping set` and `mapping`).

use crate::core::vocabulary::sssom;

/// A slot of a mapping or of a mapping set. Sorts in the canonical order of a mapping's slots;
/// those that only a set has come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    RecordId,
    SubjectId,
    SubjectLabel,
    SubjectCategory,
    PredicateId,
    PredicateLabel,
    PredicateModifier,
    ObjectId,
    ObjectLabel,
    ObjectCategory,
    MappingJustification,
    AuthorId,
    AuthorLabel,
    ReviewerId,
    ReviewerLabel,
    CreatorId,
    CreatorLabel,
    License,
    SubjectType,
    SubjectSource,
    SubjectSourceVersion,
    ObjectType,
    ObjectSource,
    ObjectSourceVersion,
    PredicateType,
    MappingProvider,
    MappingSource,
    MappingCardinality,
    CardinalityScope,
    MappingTool,
    MappingToolId,
    MappingToolVersion,
    MappingDate,
    PublicationDate,
    ReviewDate,
    Confidence,
    ReviewerAgreement,
    CurationRule,
    CurationRuleText,
    SubjectMatchField,
    ObjectMatchField,
    MatchString,
    SubjectPreprocessing,
    ObjectPreprocessing,
    SimilarityScore,
    SimilarityMeasure,
    SeeAlso,
    IssueTrackerItem,
    Other,
    Comment,
    SssomVersion,
    MappingSetId,
    MappingSetVersion,
    MappingSetSource,
    MappingSetTitle,
    MappingSetDescription,
    MappingSetConfidence,
    IssueTracker,
}

/// What the values of a slot may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Any text.
    Text,
    /// An IRI, written as CURIE where a prefix fits (`EntityReference`).
    Entity,
    /// An IRI with a scheme, written whole (`NonRelativeURI`).
    Uri,
    /// `YYYY-MM-DD`.
    Date,
    /// A number from the first to the second.
    Number(f64, f64),
    /// One of these texts.
    OneOf(&'static [&'static str]),
}

/// The kinds of entity.
const ENTITY_TYPES: &[&str] = &[
    "owl class",
    "owl object property",
    "owl data property",
    "owl annotation property",
    "owl named individual",
    "skos concept",
    "rdfs resource",
    "rdfs class",
    "rdfs literal",
    "rdfs datatype",
    "rdf property",
    "composed entity expression",
];
const CARDINALITIES: &[&str] = &["1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"];

/// Where a slot may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Mapping,
    Set,
    /// On both; a value of the set is about the set itself.
    Both,
    /// On both; a value of the set stands for that of every mapping.
    Propagated,
}

struct Definition {
    slot: Slot,
    name: &'static str,
    range: Range,
    many: bool,
    place: Place,
}

const fn one(slot: Slot, name: &'static str, range: Range, place: Place) -> Definition {
    Definition {
        slot,
        name,
        range,
        many: false,
        place,
    }
}

const fn many(slot: Slot, name: &'static str, range: Range, place: Place) -> Definition {
    Definition {
        slot,
        name,
        range,
        many: true,
        place,
    }
}

/// Every slot, in the order of [`Slot`].
#[rustfmt::skip]
const DEFINITIONS: [Definition; 58] = {
    use Place::{Both, Mapping, Propagated, Set};
    use Range::{Date, Entity, Number, OneOf, Text, Uri};
    [
        one(Slot::RecordId, "record_id", Entity, Mapping),
        one(Slot::SubjectId, "subject_id", Entity, Mapping),
        one(Slot::SubjectLabel, "subject_label", Text, Mapping),
        one(Slot::SubjectCategory, "subject_category", Text, Mapping),
        one(Slot::PredicateId, "predicate_id", Entity, Mapping),
        one(Slot::PredicateLabel, "predicate_label", Text, Mapping),
        one(Slot::PredicateModifier, "predicate_modifier", OneOf(&["Not"]), Mapping),
        one(Slot::ObjectId, "object_id", Entity, Mapping),
        one(Slot::ObjectLabel, "object_label", Text, Mapping),
        one(Slot::ObjectCategory, "object_category", Text, Mapping),
        one(Slot::MappingJustification, "mapping_justification", Entity, Mapping),
        many(Slot::AuthorId, "author_id", Entity, Mapping),
        many(Slot::AuthorLabel, "author_label", Text, Mapping),
        many(Slot::ReviewerId, "reviewer_id", Entity, Mapping),
        many(Slot::ReviewerLabel, "reviewer_label", Text, Mapping),
        many(Slot::CreatorId, "creator_id", Entity, Both),
        many(Slot::CreatorLabel, "creator_label", Text, Both),
        one(Slot::License, "license", Uri, Both),
        one(Slot::SubjectType, "subject_type", OneOf(ENTITY_TYPES), Propagated),
        one(Slot::SubjectSource, "subject_source", Entity, Propagated),
        one(Slot::SubjectSourceVersion, "subject_source_version", Text, Propagated),
        one(Slot::ObjectType, "object_type", OneOf(ENTITY_TYPES), Propagated),
        one(Slot::ObjectSource, "object_source", Entity, Propagated),
        one(Slot::ObjectSourceVersion, "object_source_version", Text, Propagated),
        one(Slot::PredicateType, "predicate_type", OneOf(ENTITY_TYPES), Propagated),
        one(Slot::MappingProvider, "mapping_provider", Uri, Propagated),
        one(Slot::MappingSource, "mapping_source", Entity, Mapping),
        one(Slot::MappingCardinality, "mapping_cardinality", OneOf(CARDINALITIES), Mapping),
        many(Slot::CardinalityScope, "cardinality_scope", Text, Propagated),
        one(Slot::MappingTool, "mapping_tool", Text, Propagated),
        one(Slot::MappingToolId, "mapping_tool_id", Entity, Propagated),
        one(Slot::MappingToolVersion, "mapping_tool_version", Text, Propagated),
        one(Slot::MappingDate, "mapping_date", Date, Propagated),
        one(Slot::PublicationDate, "publication_date", Date, Both),
        one(Slot::ReviewDate, "review_date", Date, Mapping),
        one(Slot::Confidence, "confidence", Number(0.0, 1.0), Mapping),
        one(Slot::ReviewerAgreement, "reviewer_agreement", Number(-1.0, 1.0), Mapping),
        many(Slot::CurationRule, "curation_rule", Entity, Propagated),
        many(Slot::CurationRuleText, "curation_rule_text", Text, Propagated),
        many(Slot::SubjectMatchField, "subject_match_field", Entity, Propagated),
        many(Slot::ObjectMatchField, "object_match_field", Entity, Propagated),
        many(Slot::MatchString, "match_string", Text, Mapping),
        many(Slot::SubjectPreprocessing, "subject_preprocessing", Entity, Propagated),
        many(Slot::ObjectPreprocessing, "object_preprocessing", Entity, Propagated),
        one(Slot::SimilarityScore, "similarity_score", Number(0.0, 1.0), Mapping),
        one(Slot::SimilarityMeasure, "similarity_measure", Text, Propagated),
        many(Slot::SeeAlso, "see_also", Uri, Both),
        one(Slot::IssueTrackerItem, "issue_tracker_item", Entity, Mapping),
        one(Slot::Other, "other", Text, Both),
        one(Slot::Comment, "comment", Text, Both),
        one(Slot::SssomVersion, "sssom_version", OneOf(&["1.0", "1.1"]), Set),
        one(Slot::MappingSetId, "mapping_set_id", Uri, Set),
        one(Slot::MappingSetVersion, "mapping_set_version", Text, Set),
        many(Slot::MappingSetSource, "mapping_set_source", Uri, Set),
        one(Slot::MappingSetTitle, "mapping_set_title", Text, Set),
        one(Slot::MappingSetDescription, "mapping_set_description", Text, Set),
        one(Slot::MappingSetConfidence, "mapping_set_confidence", Number(0.0, 1.0), Set),
        one(Slot::IssueTracker, "issue_tracker", Uri, Set),
    ]
};

/// The slots of a mapping set in canonical order; `curie_map` stands after the first,
/// `extension_definitions` after the last.
pub const SET_SLOTS: [Slot; 35] = [
    Slot::SssomVersion,
    Slot::MappingSetId,
    Slot::MappingSetVersion,
    Slot::MappingSetSource,
    Slot::MappingSetTitle,
    Slot::MappingSetDescription,
    Slot::MappingSetConfidence,
    Slot::CreatorId,
    Slot::CreatorLabel,
    Slot::License,
    Slot::SubjectType,
    Slot::SubjectSource,
    Slot::SubjectSourceVersion,
    Slot::ObjectType,
    Slot::ObjectSource,
    Slot::ObjectSourceVersion,
    Slot::PredicateType,
    Slot::MappingProvider,
    Slot::CardinalityScope,
    Slot::MappingTool,
    Slot::MappingToolId,
    Slot::MappingToolVersion,
    Slot::MappingDate,
    Slot::PublicationDate,
    Slot::SubjectMatchField,
    Slot::ObjectMatchField,
    Slot::SubjectPreprocessing,
    Slot::ObjectPreprocessing,
    Slot::SimilarityMeasure,
    Slot::CurationRule,
    Slot::CurationRuleText,
    Slot::SeeAlso,
    Slot::IssueTracker,
    Slot::Other,
    Slot::Comment,
];

impl Slot {
    /// All slots, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        DEFINITIONS.iter().map(|definition| definition.slot)
    }

    /// The slot of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = DEFINITIONS.iter();
        all.find(|definition| definition.name == name)
            .map(|definition| definition.slot)
    }

    fn definition(self) -> &'static Definition {
        &DEFINITIONS[self as usize]
    }

    /// The name in files.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// What its values may be.
    pub fn range(self) -> Range {
        self.definition().range
    }

    /// Whether it may have several values.
    pub fn is_list(self) -> bool {
        self.definition().many
    }

    /// Whether a mapping may have it.
    pub fn is_of_mapping(self) -> bool {
        self.definition().place != Place::Set
    }

    /// Whether a mapping set may have it.
    pub fn is_of_set(self) -> bool {
        self.definition().place != Place::Mapping
    }

    /// Whether a value of the set stands for that of every mapping.
    pub fn is_propagated(self) -> bool {
        self.definition().place == Place::Propagated
    }

    /// The property that stands for it in RDF.
    pub fn property(self) -> String {
        sssom::property(self.name())
    }

    /// Whether version 1.1 brought it (on a mapping, or on a set).
    pub fn is_new_in_1_1(self, on_set: bool) -> bool {
        let everywhere = [
            Self::RecordId,
            Self::PredicateType,
            Self::CardinalityScope,
            Self::MappingToolId,
            Self::ReviewDate,
            Self::ReviewerAgreement,
            Self::SssomVersion,
            Self::MappingSetConfidence,
        ];
        let on_sets = [
            Self::SimilarityMeasure,
            Self::CurationRule,
            Self::CurationRuleText,
        ];
        everywhere.contains(&self) || (on_set && on_sets.contains(&self))
    }
}
