//! What is suggested for each concept, as plain data with its reasons.
//! Room `core`. The members are those of the JSON that `docs/schemas/suggestions.schema.json` fixes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::core::matching::engine::{Found, Matcher};
use crate::core::matching::entry::{About, LabelKind, Vocabulary};
use crate::core::matching::evidence::Meeting;
use crate::core::matching::relation::{Doubt, Relation, propose};

/// A candidate below this score is no suggestion.
pub const FLOOR: f32 = 0.3;
/// So many words of a shared context are named.
const SHARED: usize = 5;

/// The suggestions for the concepts of one vocabulary in another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestions {
    /// Where the concepts come from, and where candidates were looked for.
    pub from: Vec<String>,
    pub to: Vec<String>,
    /// What is known of the vocabulary that was looked in; it goes into SSSOM only.
    #[serde(skip)]
    pub source: About,
    /// The languages in which both sides have labels; an empty one where neither names any.
    pub languages: Vec<String>,
    /// Whether every concept of either side occurs once at the most.
    pub one_to_one: bool,
    /// The score below which nothing fits.
    pub floor: f64,
    pub concepts: Vec<Suggestion>,
}

/// A concept on one side, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concept {
    pub iri: String,
    pub notation: Option<String>,
    /// A preferred label by language; the empty language for labels without one.
    pub labels: BTreeMap<String, String>,
    /// Preferred labels by language of what stands directly above it.
    pub broader: Vec<BTreeMap<String, String>>,
    pub deprecated: bool,
}

/// What is suggested for one concept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    pub concept: Concept,
    /// Whether no candidate reaches the floor.
    pub nothing_fits: bool,
    /// Best first; those below the floor are here too.
    pub candidates: Vec<Candidate>,
}

/// A concept of the other vocabulary with the reasons for and against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    pub concept: Concept,
    pub relation: Relation,
    /// From 0 to 1.
    pub score: f64,
    pub above_floor: bool,
    /// The labels that met, one pair a language, those most alike first.
    pub met: Vec<Met>,
    pub context: Context,
    /// What speaks against a stronger relation.
    pub doubts: Vec<Doubt>,
}

/// Two labels that met.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Met {
    pub language: String,
    pub label: String,
    pub kind: LabelKind,
    pub other_label: String,
    pub other_kind: LabelKind,
    /// From 0 to 1.
    pub likeness: f64,
}

/// What stands around the two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Context {
    /// From 0 to 1; nothing where there is nothing to compare.
    pub likeness: Option<f64>,
    /// How alike the names above them are.
    pub broader: f64,
    /// Words that stand around both, the most telling first.
    pub shared: Vec<String>,
}

impl Suggestions {
    /// The concepts for which something reaches the floor.
    pub fn found(&self) -> usize {
        self.concepts.iter().filter(|one| !one.nothing_fits).count()
    }
}

/// Three decimals: the rest is noise.
pub fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

/// What is suggested for a concept of the source.
pub fn suggestion(matcher: &Matcher<'_>, source: u32, found: &[Found], floor: f32) -> Suggestion {
    let candidates: Vec<_> = found
        .iter()
        .map(|found| candidate(matcher, source, found, floor))
        .collect();
    Suggestion {
        concept: concept(matcher.source, source),
        nothing_fits: !candidates.iter().any(|candidate| candidate.above_floor),
        candidates,
    }
}

fn candidate(matcher: &Matcher<'_>, source: u32, found: &Found, floor: f32) -> Candidate {
    let evidence = &found.evidence;
    let concept = concept(matcher.target, found.target);
    let (relation, doubts) = propose(&matcher.slots, evidence, concept.deprecated);
    let mut meetings: Vec<&Meeting> = evidence.meetings.iter().collect();
    meetings.retain(|met| met.likeness() > 0.0);
    meetings.sort_by(|a, b| {
        b.likeness()
            .total_cmp(&a.likeness())
            .then(a.slot.cmp(&b.slot))
    });
    let known = evidence.has_context.then_some(rounded(evidence.around));
    Candidate {
        concept,
        relation,
        score: rounded(found.score),
        above_floor: found.score >= floor,
        met: meetings
            .into_iter()
            .map(|meeting| met(matcher, source, found.target, meeting))
            .collect(),
        context: Context {
            likeness: known,
            broader: rounded(evidence.above),
            shared: shared(matcher, source, found.target),
        },
        doubts,
    }
}

fn met(matcher: &Matcher<'_>, source: u32, target: u32, meeting: &Meeting) -> Met {
    let slot = &matcher.slots[meeting.slot];
    let one = slot.source.rows[meeting.source_row];
    let other = slot.target.rows[meeting.target_row];
    let text = |vocabulary: &Vocabulary, entry: u32, label: u32| {
        let entry = &vocabulary.entries[entry as usize];
        entry.labels[label as usize].text.text.clone()
    };
    Met {
        language: slot.language.clone(),
        label: text(matcher.source, source, one.label),
        kind: one.kind,
        other_label: text(matcher.target, target, other.label),
        other_kind: other.kind,
        likeness: rounded(meeting.likeness()),
    }
}

/// The words around both, in the language that has most of them.
fn shared(matcher: &Matcher<'_>, source: u32, target: u32) -> Vec<String> {
    let mut best: Vec<(f32, &str)> = Vec::new();
    for slot in &matcher.slots {
        let one = slot
            .source
            .around(matcher.source, &slot.source_groups, source);
        let other = slot
            .target
            .around(matcher.target, &slot.target_groups, target);
        let mut here: Vec<(f32, &str)> = Vec::new();
        for (feature, weight) in one {
            if let Ok(place) = other.binary_search_by_key(feature, |(f, _)| *f) {
                here.push((weight * other[place].1, slot.lexicon.shown(*feature)));
            }
        }
        if here.len() > best.len() {
            best = here;
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    best.truncate(SHARED);
    best.into_iter().map(|(_, word)| word.to_owned()).collect()
}

/// A concept with its preferred labels; with any label where it has no preferred one.
pub fn concept(vocabulary: &Vocabulary, place: u32) -> Concept {
    let entry = &vocabulary.entries[place as usize];
    Concept {
        iri: entry.iri.clone(),
        notation: entry.notation.clone(),
        labels: labels(vocabulary, place),
        broader: entry
            .broader
            .iter()
            .map(|above| labels(vocabulary, *above))
            .collect(),
        deprecated: entry.deprecated,
    }
}

fn labels(vocabulary: &Vocabulary, place: u32) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    // Labels are sorted: preferred ones come first.
    for label in &vocabulary.entries[place as usize].labels {
        let tag = vocabulary.tag(label.text.language).to_owned();
        labels.entry(tag).or_insert_with(|| label.text.text.clone());
    }
    labels
}
