//! What is wrong with a mapping set: where it stands, in which slot, and why.
//! Room `core`. Texts are in the message catalogue, `sssom.KIND`.

use std::fmt;

use crate::core::finding::Severity;
use crate::core::language::Language;
use crate::core::message;

/// Problems that are kept; more are only counted.
const MOST_KEPT: usize = 1000;

/// Kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A byte order mark in front.
    ByteOrderMark,
    /// A NUL character.
    Nul,
    /// Too much metadata, or too deep.
    TooLarge,
    /// No header row.
    NoHeader,
    /// The metadata block is not YAML.
    Yaml,
    /// YAML that SSSOM does without: anchors, aliases, tags, several documents.
    YamlFeature,
    /// The JSON cannot be read.
    Json,
    /// Not names with values, or a value of another form than its slot has.
    Form,
    /// A quoted value that does not end.
    Quote,
    /// A row with more values than there are columns.
    Ragged,
    /// A row with fewer values than there are columns.
    Short,
    /// A column or slot that is there twice.
    Twice,
    /// A column without a name.
    NoName,
    /// A mandatory slot without a value.
    Missing,
    /// A set without an identifier.
    MissingId,
    /// A mandatory column that is not there.
    MissingColumn,
    /// A prefix that `curie_map` does not have.
    UndeclaredPrefix,
    /// A prefix without an IRI, or that is no name.
    BadPrefix,
    /// A prefix of the standard for another namespace.
    BuiltInPrefix,
    /// Not a CURIE.
    NotCurie,
    /// A whole IRI where a CURIE should stand.
    WholeIri,
    /// Not an IRI.
    NotIri,
    NotDate,
    NotNumber,
    OutOfRange,
    NotOneOf,
    /// A justification that the standard does not list.
    Justification,
    /// `sssom:NoTermFound` elsewhere than as subject or object.
    NoTermElsewhere,
    /// `sssom:NoTermFound` without the source in which one looked.
    NoTermSource,
    /// A date of review without a reviewer.
    ReviewWithoutReviewer,
    /// Some rows have a value in a slot that the set has too.
    NotPropagated,
    /// A slot of the set only, in a row.
    SlotOfSet,
    /// A slot of mappings only, for the set.
    SlotOfMapping,
    /// A slot that neither the standard nor the file defines.
    UndefinedExtension,
    /// An extension definition that cannot be used.
    BadExtension,
    /// Slots of 1.1 without `sssom_version`.
    Version,
    /// Two records with one identifier, or some without.
    RecordId,
    /// A licence that says nothing.
    UnspecifiedLicense,
    /// More problems than are kept.
    More,
}

impl Kind {
    /// The name in the message catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-mark",
            Self::Nul => "nul",
            Self::TooLarge => "too-large",
            Self::NoHeader => "no-header",
            Self::Yaml => "yaml",
            Self::YamlFeature => "yaml-feature",
            Self::Json => "json",
            Self::Form => "form",
            Self::Quote => "quote",
            Self::Ragged => "ragged",
            Self::Short => "short",
            Self::Twice => "twice",
            Self::NoName => "no-name",
            Self::Missing => "missing",
            Self::MissingId => "missing-id",
            Self::MissingColumn => "missing-column",
            Self::UndeclaredPrefix => "undeclared-prefix",
            Self::BadPrefix => "bad-prefix",
            Self::BuiltInPrefix => "built-in-prefix",
            Self::NotCurie => "not-curie",
            Self::WholeIri => "whole-iri",
            Self::NotIri => "not-iri",
            Self::NotDate => "not-date",
            Self::NotNumber => "not-number",
            Self::OutOfRange => "out-of-range",
            Self::NotOneOf => "not-one-of",
            Self::Justification => "justification",
            Self::NoTermElsewhere => "no-term-elsewhere",
            Self::NoTermSource => "no-term-source",
            Self::ReviewWithoutReviewer => "review-without-reviewer",
            Self::NotPropagated => "not-propagated",
            Self::SlotOfSet => "slot-of-set",
            Self::SlotOfMapping => "slot-of-mapping",
            Self::UndefinedExtension => "undefined-extension",
            Self::BadExtension => "bad-extension",
            Self::Version => "version",
            Self::RecordId => "record-id",
            Self::UnspecifiedLicense => "unspecified-license",
            Self::More => "more",
        }
    }

    /// How bad it is. A violation makes the set invalid: it is not read.
    pub fn severity(self) -> Severity {
        match self {
            Self::ByteOrderMark
            | Self::WholeIri
            | Self::Justification
            | Self::MissingId
            | Self::NoTermSource
            | Self::NotPropagated
            | Self::Short
            | Self::SlotOfSet
            | Self::SlotOfMapping
            | Self::BadExtension
            | Self::Version
            | Self::RecordId
            | Self::UnspecifiedLicense => Severity::Warning,
            Self::UndefinedExtension => Severity::Info,
            _ => Severity::Violation,
        }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: Kind,
    /// Line of the file, from 1.
    pub line: Option<u64>,
    /// Whether that is a line of the external metadata file.
    pub in_metadata_file: bool,
    /// Name of the slot or column.
    pub slot: Option<String>,
    /// The value that is wrong.
    pub value: Option<String>,
    /// What the message says beside these.
    pub detail: String,
}

impl Problem {
    /// A problem of that kind.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            line: None,
            in_metadata_file: false,
            slot: None,
            value: None,
            detail: String::new(),
        }
    }

    /// In that line; 0 for none.
    pub fn at(mut self, line: u64) -> Self {
        self.line = Some(line).filter(|&line| line > 0);
        self
    }

    /// In that slot.
    pub fn slot(mut self, slot: &str) -> Self {
        self.slot = Some(slot.to_owned());
        self
    }

    /// With that value.
    pub fn value(mut self, value: &str) -> Self {
        self.value = Some(value.to_owned());
        self
    }

    /// With that detail.
    pub fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = detail.to_string();
        self
    }

    /// What is wrong, without the place.
    pub fn message(&self, language: Language) -> String {
        let key = format!("sssom.{}", self.kind.name());
        let values = [
            ("slot", self.slot.as_deref().unwrap_or_default()),
            ("value", self.value.as_deref().unwrap_or_default()),
            ("detail", self.detail.as_str()),
        ];
        message::text(language, &key, &values)
    }
}

impl fmt::Display for Problem {
    /// Line, slot and message, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "{line}: ")?;
        }
        if let Some(slot) = &self.slot {
            write!(f, "{slot}: ")?;
        }
        f.write_str(&self.message(Language::English))
    }
}

/// The problems of a file, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    dropped: u64,
    invalid: bool,
}

impl Problems {
    /// Takes one down.
    pub fn add(&mut self, problem: Problem) {
        self.invalid |= problem.kind.severity() == Severity::Violation;
        if self.kept.len() < MOST_KEPT {
            self.kept.push(problem);
        } else {
            self.dropped += 1;
        }
    }

    /// Whether one of them makes the set invalid.
    pub fn is_invalid(&self) -> bool {
        self.invalid
    }

    /// All that were kept, and how many were not.
    pub fn into_vec(mut self) -> Vec<Problem> {
        if self.dropped > 0 {
            let more = Problem::new(Kind::More).detail(self.dropped);
            self.kept.push(more);
        }
        self.kept
    }

    /// Those that were kept.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.kept.iter()
    }

    /// The first that makes the set invalid.
    pub fn first_violation(&self) -> Option<&Problem> {
        let mut all = self.kept.iter();
        all.find(|problem| problem.kind.severity() == Severity::Violation)
    }

    /// Marks all of them as standing in the external metadata file.
    pub fn mark_metadata_file(&mut self) {
        let all = self.kept.iter_mut();
        all.for_each(|problem| problem.in_metadata_file = true);
    }

    /// Adds those of another part.
    pub fn append(&mut self, other: Self) {
        self.dropped += other.dropped;
        self.invalid |= other.invalid;
        other.kept.into_iter().for_each(|problem| self.add(problem));
    }
}
