//! Which relation the evidence allows to propose. Stems find, they do not assert.
//! Room `core`.

use serde::Serialize;

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::lexical;
use crate::core::matching::evidence::{Evidence, Meeting};
use crate::core::matching::lexicon::Lexicon;
use crate::core::matching::slot::Slot;
use crate::core::matching::words::{Tongue, folded};
use crate::core::message;
use crate::core::vocabulary::skos;

/// A mapping relation of SKOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Relation {
    /// The meaning is the same.
    #[serde(rename = "skos:exactMatch")]
    Exact,
    /// In some uses the one can stand for the other.
    #[serde(rename = "skos:closeMatch")]
    Close,
    /// The other concept is the broader one.
    #[serde(rename = "skos:broadMatch")]
    Broad,
    /// The other concept is the narrower one.
    #[serde(rename = "skos:narrowMatch")]
    Narrow,
    /// They belong together, neither above the other.
    #[serde(rename = "skos:relatedMatch")]
    Related,
}

impl Relation {
    /// All of them, what says most first.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Close,
        Self::Broad,
        Self::Narrow,
        Self::Related,
    ];

    /// The relation that a property stands for; nothing for one that is not of SKOS.
    pub fn of(property: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|relation| relation.property() == property)
    }

    /// The SKOS property.
    pub fn property(self) -> &'static str {
        match self {
            Self::Exact => skos::EXACT_MATCH,
            Self::Close => skos::CLOSE_MATCH,
            Self::Broad => skos::BROAD_MATCH,
            Self::Narrow => skos::NARROW_MATCH,
            Self::Related => skos::RELATED_MATCH,
        }
    }

    /// Its name without the namespace: `exactMatch`.
    pub fn name(self) -> &'static str {
        last_segment(self.property())
    }

    /// What people read for it, wherever they read it: what the other concept is, seen from this
    /// one ("broader").
    pub fn word(self, language: Language) -> String {
        let key = match self {
            Self::Exact => "relation.exact",
            Self::Close => "relation.close",
            Self::Broad => "relation.broad",
            Self::Narrow => "relation.narrow",
            Self::Related => "relation.related",
        };
        message::text(language, key, &[])
    }

    /// Whether proposing this says anything that `before` did not: as much as it or more.
    pub fn adds_to(self, before: Self) -> bool {
        let rank = |relation: Self| match relation {
            Self::Exact => 0,
            Self::Close => 1,
            Self::Broad | Self::Narrow => 2,
            Self::Related => 3,
        };
        self != before && rank(self) <= rank(before)
    }
}

/// What people read for the property of a link, or for its rejection; the end of the IRI of one that
/// is not of SKOS.
pub fn word(property: &str, is_negated: bool, language: Language) -> String {
    let word = match Relation::of(property) {
        Some(relation) => relation.word(language),
        None => last_segment(property).to_owned(),
    };
    match is_negated {
        true => message::text(language, "relation.not", &[("relation", &word)]),
        false => word,
    }
}

/// What speaks against a stronger relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// In another language the labels differ.
    LanguagesDisagree,
    /// Nothing around the two concepts is alike.
    NoSharedContext,
    /// There is too little around one of them to compare.
    ContextUnknown,
    /// It is one word alone, and one word may mean two things.
    SingleWord,
    /// Only one language could be compared.
    OneLanguage,
    /// The preferred labels differ; a synonym met.
    OnlySynonym,
    /// The labels are alike, not the same.
    LabelsDiffer,
    /// Another label of the candidate is what another concept is called.
    NamesAnother,
    /// The vocabulary does not want it to be used any more.
    Deprecated,
}

/// Context of so much likeness settles what labels leave open; below the second it counts as none.
const STRONG: f32 = 0.5;
const WEAK: f32 = 0.1;
/// How alike the context must be for labels that are the same: in several languages or in one,
/// of several words or of one.
const SEVERAL_COMPOSED: f32 = 0.05;
const SEVERAL_SINGLE: f32 = 0.15;
const ONE_COMPOSED: f32 = 0.1;
const ONE_SINGLE: f32 = 0.3;
/// Labels less alike than this say different things.
const CLASH: f32 = 0.5;
/// One label holds the other where so much of it is found there.
const HELD: f32 = 0.95;

/// The relation to propose, and what speaks against more.
pub fn propose(slots: &[Slot], evidence: &Evidence, deprecated: bool) -> (Relation, Vec<Doubt>) {
    let mut doubts = Vec::new();
    let same: Vec<&Meeting> = evidence.meetings.iter().filter(|met| met.same).collect();
    let clash = evidence
        .meetings
        .iter()
        .any(|met| !met.same && met.cosine < CLASH);
    let strong = evidence.around >= STRONG && evidence.above >= STRONG;
    // Where a synonym alone is the same, the preferred labels differ in that language.
    let preferred = !same.is_empty() && same.iter().all(|met| met.preferred);
    // A word that stands alone in one language only may mean two things there.
    let composed = !same.is_empty() && same.iter().all(|met| is_composed(slots, met));
    let mut note = |doubt, holds: bool| {
        if holds {
            doubts.push(doubt);
        }
    };
    note(Doubt::LabelsDiffer, same.is_empty());
    note(
        Doubt::LanguagesDisagree,
        clash && evidence.meetings.len() > 1,
    );
    note(Doubt::OnlySynonym, !same.is_empty() && !preferred);
    note(Doubt::SingleWord, !same.is_empty() && !composed);
    note(Doubt::OneLanguage, same.len() == 1);
    note(Doubt::ContextUnknown, !evidence.has_context);
    note(
        Doubt::NoSharedContext,
        evidence.has_context && evidence.around < WEAK,
    );
    note(Doubt::NamesAnother, evidence.names_another);
    note(Doubt::Deprecated, deprecated);
    if same.is_empty() {
        return (by_words(evidence, clash), doubts);
    }
    // A synonym that is the same in one language only does not, whatever stands around.
    let named = preferred || (strong && same.len() > 1);
    let agreed = match (same.len() > 1, composed) {
        _ if clash && !strong => false,
        (true, true) => !evidence.has_context || evidence.around >= SEVERAL_COMPOSED,
        (true, false) => evidence.around >= SEVERAL_SINGLE,
        (false, true) => !evidence.has_context || evidence.around >= ONE_COMPOSED,
        (false, false) => evidence.around >= ONE_SINGLE,
    };
    let settled = !deprecated && !evidence.names_another;
    let relation = match (named && agreed && settled, clash) {
        (true, _) => Relation::Exact,
        (false, true) if !strong => Relation::Related,
        _ => Relation::Close,
    };
    (relation, doubts)
}

/// Whether a label has more than one word, or a compound.
fn is_composed(slots: &[Slot], met: &Meeting) -> bool {
    slots[met.slot].source.vector(met.source_row).len() > 1
}

/// Where no labels are the same: one that holds the other and names the same kind of thing.
fn by_words(evidence: &Evidence, clash: bool) -> Relation {
    let Some(best) = evidence.best() else {
        return Relation::Related;
    };
    if !best.same_head || clash {
        return Relation::Related;
    }
    match (best.first >= HELD, best.second >= HELD) {
        (true, true) => Relation::Close,
        (false, true) => Relation::Broad,
        (true, false) => Relation::Narrow,
        (false, false) if best.likeness() > 0.8 => Relation::Close,
        _ => Relation::Related,
    }
}

/// The feature of the word that says what kind of thing a label names: the last one before a
/// preposition, of a compound the last part.
pub fn head(lexicon: &Lexicon, text: &str) -> Option<u32> {
    let tongue = lexicon.tongue();
    let folded = folded(text);
    let mut head = None;
    for word in lexical::words(&folded) {
        if tongue.is_stop(word) {
            if head.is_some() && tongue != Tongue::Other && !is_joining(tongue, word) {
                break;
            }
            continue;
        }
        head = lexicon.parts_of(word).last().copied();
    }
    head.map(|part| part.feature)
}

/// Whether a stop word joins words or stands before one, and begins no phrase of its own.
fn is_joining(tongue: Tongue, word: &str) -> bool {
    match tongue {
        Tongue::Dutch => matches!(word, "en" | "of" | "de" | "het" | "een"),
        _ => matches!(word, "and" | "or" | "the" | "a" | "an"),
    }
}
