//! What is wrong with a mapping set: where it stands, in which slot, and why.
//! Room `core`. Texts are in the message catalogue, `sssom.KIND`.

use std::fmt;

use crate::core::finding::Severity;
use crate::core::language::Language;
use crate::core::message::{Message, Tell};

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
    /// A graph without a mapping set.
    NoSet,
    /// A graph with several of them, where one is wanted.
    SeveralSets,
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
    pub fn key(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "sssom.byte-order-mark",
            Self::Nul => "sssom.nul",
            Self::TooLarge => "sssom.too-large",
            Self::NoSet => "sssom.no-set",
            Self::SeveralSets => "sssom.several-sets",
            Self::NoHeader => "sssom.no-header",
            Self::Yaml => "sssom.yaml",
            Self::YamlFeature => "sssom.yaml-feature",
            Self::Json => "sssom.json",
            Self::Form => "sssom.form",
            Self::Quote => "sssom.quote",
            Self::Ragged => "sssom.ragged",
            Self::Short => "sssom.short",
            Self::Twice => "sssom.twice",
            Self::NoName => "sssom.no-name",
            Self::Missing => "sssom.missing",
            Self::MissingId => "sssom.missing-id",
            Self::MissingColumn => "sssom.missing-column",
            Self::UndeclaredPrefix => "sssom.undeclared-prefix",
            Self::BadPrefix => "sssom.bad-prefix",
            Self::BuiltInPrefix => "sssom.built-in-prefix",
            Self::NotCurie => "sssom.not-curie",
            Self::WholeIri => "sssom.whole-iri",
            Self::NotIri => "sssom.not-iri",
            Self::NotDate => "sssom.not-date",
            Self::NotNumber => "sssom.not-number",
            Self::OutOfRange => "sssom.out-of-range",
            Self::NotOneOf => "sssom.not-one-of",
            Self::Justification => "sssom.justification",
            Self::NoTermElsewhere => "sssom.no-term-elsewhere",
            Self::NoTermSource => "sssom.no-term-source",
            Self::ReviewWithoutReviewer => "sssom.review-without-reviewer",
            Self::NotPropagated => "sssom.not-propagated",
            Self::SlotOfSet => "sssom.slot-of-set",
            Self::SlotOfMapping => "sssom.slot-of-mapping",
            Self::UndefinedExtension => "sssom.undefined-extension",
            Self::BadExtension => "sssom.bad-extension",
            Self::Version => "sssom.version",
            Self::RecordId => "sssom.record-id",
            Self::UnspecifiedLicense => "sssom.unspecified-license",
            Self::More => "sssom.more",
        }
    }

    /// Its name: the key of its message without what all have in front.
    pub fn name(self) -> &'static str {
        let key = self.key();
        key.strip_prefix("sssom.").unwrap_or(key)
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

    /// Line, slot and what is wrong.
    pub fn with_place(&self, language: Language) -> String {
        self.message().in_language(language)
    }

    /// What is wrong, without the place.
    pub fn text(&self, language: Language) -> String {
        self.problem().in_language(language)
    }

    fn problem(&self) -> Message {
        Message::new(self.kind.key())
            .with("slot", self.slot.as_deref().unwrap_or_default())
            .with("value", self.value.as_deref().unwrap_or_default())
            .with("detail", self.detail.as_str())
    }
}

impl Tell for Problem {
    fn message(&self) -> Message {
        let line = self.line.map(|line| format!("{line}: "));
        let slot = self.slot.as_ref().map(|slot| format!("{slot}: "));
        let place = line.into_iter().chain(slot).map(Message::from);
        Message::Sequence(place.chain([self.problem()]).collect())
    }
}

impl fmt::Display for Problem {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_place(Language::English))
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
