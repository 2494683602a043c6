//! Finding candidates and ranking them.
//! Room `core`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::core::matching::entry::{LabelKind, Vocabulary};
use crate::core::matching::evidence::{self, Evidence, FEATURES};
use crate::core::matching::scratch::{Scratch, Sums};
use crate::core::matching::slot::Slot;
use crate::core::matching::words::folded;

/// So many concepts are looked at closely, found by labels and found by words anywhere.
const BY_LABEL: usize = 40;
const BY_CONCEPT: usize = 20;
/// BM25 (Robertson and Zaragoza 2009): saturation and the part of the length.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.6;
/// How much a word of the source's definition counts beside one of its labels.
const DEFINITION: f32 = 0.15;

/// So many concepts above one are looked at.
const MOST_ABOVE: usize = 64;

/// What each number of the evidence counts.
pub const WEIGHTS: [f32; FEATURES] = [
    0.09, 0.02, 0.0, 0.08, 0.14, 0.12, 0.02, 0.02, 0.0, 0.05, 0.14, 0.16, 0.09, 0.07,
];

/// A concept of the target that may answer one of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub target: u32,
    pub score: f32,
    pub evidence: Evidence,
}

/// Two vocabularies with what finds the one in the other.
pub struct Matcher<'a> {
    pub source: &'a Vocabulary,
    pub target: &'a Vocabulary,
    pub slots: Vec<Slot>,
    /// By language and folded label: the concepts of the source that are called so, made when
    /// first asked for.
    called: OnceLock<Called>,
}

type Called = FxHashMap<(usize, String), Vec<u32>>;

impl<'a> Matcher<'a> {
    /// Reads both sides in the languages that they have in common; `None` where there is none.
    pub fn new(source: &'a Vocabulary, target: &'a Vocabulary) -> Option<Self> {
        let languages = common_languages(source, target);
        if languages.is_empty() {
            return None;
        }
        let slots = std::thread::scope(|scope| {
            let read = |language| scope.spawn(move || Slot::new(language, source, target));
            let running: Vec<_> = languages.iter().map(|l| read(l.as_str())).collect();
            running.into_iter().map(joined).collect()
        });
        Some(Self {
            source,
            target,
            slots,
            called: OnceLock::new(),
        })
    }

    /// The best candidates for a concept of the source, best first.
    pub fn candidates(&self, source: u32, top: usize) -> Vec<Found> {
        self.look(source, top, &mut Scratch::default())
    }

    fn look(&self, source: u32, top: usize, scratch: &mut Scratch) -> Vec<Found> {
        let rows = self.slots.iter().map(|slot| slot.target.rows.len());
        scratch.start(rows.max().unwrap_or(0), self.target.entries.len());
        self.by_label(source, scratch);
        self.by_concept(source, &mut scratch.by_concept);
        let documents = &scratch.by_concept;
        let most = documents.iter().map(|(_, sum)| sum).fold(1e-6, f32::max);
        let mut places = scratch.by_label.best(BY_LABEL);
        places.extend(documents.best(BY_CONCEPT));
        places.sort_unstable();
        places.dedup();
        let mut found: Vec<Found> = places
            .into_iter()
            .map(|target| {
                let evidence = self.evidence(source, target, documents.at(target) / most);
                let score = self.score(&evidence);
                Found {
                    target,
                    score,
                    evidence,
                }
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.target.cmp(&b.target)));
        found.truncate(top);
        found
    }

    /// The best candidates for each of some concepts, in their order.
    pub fn all_candidates(&self, sources: &[u32], top: usize) -> Vec<Vec<Found>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = sources.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let find = |part: &[u32]| -> Vec<Vec<Found>> {
                let mut scratch = Scratch::default();
                let each = part.iter();
                each.map(|&one| self.look(one, top, &mut scratch)).collect()
            };
            let start = |part| scope.spawn(move || find(part));
            let running: Vec<_> = sources.chunks(share).map(start).collect();
            running.into_iter().flat_map(joined).collect()
        })
    }

    /// One number for all the evidence.
    pub fn score(&self, evidence: &Evidence) -> f32 {
        let features = evidence.features();
        features.iter().zip(WEIGHTS).map(|(f, w)| f * w).sum()
    }

    /// Measures a pair.
    pub fn evidence(&self, source: u32, target: u32, document: f32) -> Evidence {
        let (one, other) = ((self.source, source), (self.target, target));
        let around = evidence::around(&self.slots, one, other);
        let meetings = evidence::meetings(&self.slots, one, other);
        let are_same = meetings.iter().any(|met| met.same);
        Evidence {
            meetings,
            names_another: are_same && self.names_another(source, target),
            document,
            around: around.unwrap_or(0.0),
            has_context: around.is_some(),
            above: evidence::above(&self.slots, one, other),
            told: evidence::told(&self.slots, source, target),
        }
    }

    /// Whether a label of the target is what another concept of the source is called, and not what
    /// this one is. Concepts below this one do not count: thesauri list what is narrower among the
    /// other labels of a term (ISO 25964-1, 8.3).
    fn names_another(&self, source: u32, target: u32) -> bool {
        let called = self.called.get_or_init(|| self.called());
        self.slots.iter().enumerate().any(|(place, slot)| {
            slot.target.of(target).any(|row| {
                let label = slot.target.rows[row].label as usize;
                let text = &self.target.entries[target as usize].labels[label].text.text;
                let all = called.get(&(place, folded(text)));
                let is_other = |other: &u32| !self.is_below(*other, source);
                all.is_some_and(|all| !all.contains(&source) && all.iter().any(is_other))
            })
        })
    }

    /// Whether a concept of the source stands somewhere below another.
    fn is_below(&self, low: u32, high: u32) -> bool {
        let mut seen = vec![low];
        let mut next = 0;
        while let Some(&at) = seen.get(next) {
            next += 1;
            for &above in &self.source.entries[at as usize].broader {
                if above == high {
                    return true;
                }
                if !seen.contains(&above) && seen.len() < MOST_ABOVE {
                    seen.push(above);
                }
            }
        }
        false
    }

    fn called(&self) -> Called {
        let mut called = Called::default();
        for (place, slot) in self.slots.iter().enumerate() {
            for row in &slot.source.rows {
                if row.kind == LabelKind::Preferred {
                    let label = &self.source.entries[row.entry as usize].labels[row.label as usize];
                    let key = (place, folded(&label.text.text));
                    called.entry(key).or_default().push(row.entry);
                }
            }
        }
        called
    }

    /// The concepts with labels alike, each with the likeness of the best pair of labels.
    fn by_label(&self, source: u32, scratch: &mut Scratch) {
        let Scratch {
            labels, by_label, ..
        } = scratch;
        for slot in &self.slots {
            for row in slot.source.of(source) {
                let norm = slot.source.rows[row].norm.max(1e-6);
                let mut gather = |feature: u32, weight: f32| {
                    for &(row, other) in slot.by_label.of(feature) {
                        labels.add(row, weight * other);
                    }
                };
                for &(feature, weight) in slot.source.vector(row) {
                    gather(feature, weight);
                    for &(near, strength) in slot.kin.of(feature) {
                        gather(near, weight * strength);
                    }
                }
                for (row, product) in labels.iter() {
                    let other = &slot.target.rows[row as usize];
                    by_label.raise(other.entry, product / (norm * other.norm.max(1e-6)));
                }
                labels.clear();
            }
        }
    }

    /// The concepts whose words, wherever they stand, answer those of the source (BM25).
    fn by_concept(&self, source: u32, sums: &mut Sums) {
        for slot in &self.slots {
            for (feature, share) in query(slot, source) {
                let rarity = slot.lexicon.weight(feature) * share;
                for &(concept, times) in slot.by_concept.of(feature) {
                    let length = 1.0 - LENGTH + LENGTH * slot.lengths[concept as usize];
                    let weight = times * (SATURATION + 1.0) / (times + SATURATION * length);
                    sums.add(concept, rarity * weight);
                }
            }
        }
    }
}

/// The words to look for: those of the labels in full, their relatives and those of the
/// definition in part.
fn query(slot: &Slot, source: u32) -> BTreeMap<u32, f32> {
    let mut query: BTreeMap<u32, f32> = BTreeMap::new();
    for &(feature, _) in slot.source.text(source) {
        query.insert(feature, DEFINITION);
    }
    let rows = slot.source.of(source);
    let named: Vec<u32> = rows
        .flat_map(|row| slot.source.vector(row))
        .map(|(feature, _)| *feature)
        .collect();
    for &feature in &named {
        query.insert(feature, 1.0);
    }
    for (feature, strength) in named.iter().flat_map(|feature| slot.kin.of(*feature)) {
        let known = query.entry(*feature).or_default();
        *known = known.max(0.5 * strength);
    }
    query
}

/// What a thread made; its panic goes on here.
fn joined<T>(handle: std::thread::ScopedJoinHandle<'_, T>) -> T {
    handle
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The languages in which both sides have labels. Labels without a language count as being in
/// every language of the other side.
pub fn common_languages(source: &Vocabulary, target: &Vocabulary) -> Vec<String> {
    let (ours, theirs) = (source.base_languages(), target.base_languages());
    let any = |side: &[&str]| side.contains(&"");
    let mut found: Vec<String> = Vec::new();
    for language in ours.iter().chain(&theirs) {
        let fits = |side: &[&str]| side.contains(language) || any(side);
        if !language.is_empty() && fits(&ours) && fits(&theirs) {
            found.push((*language).to_owned());
        }
    }
    if found.is_empty() && any(&ours) && any(&theirs) {
        found.push(String::new());
    }
    found.sort();
    found.dedup();
    found
}
