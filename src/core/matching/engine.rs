//! Finding candidates and ranking them.
//! Room `core`.

use std::collections::HashMap;

use crate::core::matching::entry::Vocabulary;
use crate::core::matching::evidence::{self, Evidence, FEATURES};
use crate::core::matching::slot::Slot;

/// So many concepts are looked at closely, found by labels and found by words anywhere.
const BY_LABEL: usize = 40;
const BY_CONCEPT: usize = 20;
/// BM25 (Robertson and Zaragoza 2009): saturation and the part of the length.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.6;
/// How much a word of the source's definition counts beside one of its labels.
const DEFINITION: f32 = 0.15;

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
}

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
        })
    }

    /// The best candidates for a concept of the source, best first.
    pub fn candidates(&self, source: u32, top: usize) -> Vec<Found> {
        let mut scores = self.by_label(source);
        let documents = self.by_concept(source);
        let most = documents.values().copied().fold(0.0, f32::max).max(1e-6);
        let mut places = best(&scores, BY_LABEL);
        places.extend(best(&documents, BY_CONCEPT));
        places.sort_unstable();
        places.dedup();
        scores.clear();
        let mut found: Vec<Found> = places
            .into_iter()
            .map(|target| {
                let document = documents.get(&target).copied().unwrap_or(0.0) / most;
                let evidence = self.evidence(source, target, document);
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
            let find = |part| {
                scope.spawn(move || -> Vec<Vec<Found>> {
                    let part: &[u32] = part;
                    part.iter().map(|&one| self.candidates(one, top)).collect()
                })
            };
            let running: Vec<_> = sources.chunks(share).map(find).collect();
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
        Evidence {
            meetings: (0..self.slots.len())
                .filter_map(|place| evidence::meeting(&self.slots, place, one, other))
                .collect(),
            document,
            around: around.unwrap_or(0.0),
            has_context: around.is_some(),
            above: evidence::above(&self.slots, one, other),
            told: evidence::told(&self.slots, source, target),
        }
    }

    /// The concepts with labels alike, each with the likeness of the best pair of labels.
    fn by_label(&self, source: u32) -> HashMap<u32, f32> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        for slot in &self.slots {
            for row in slot.source.of(source) {
                let norm = slot.source.rows[row].norm.max(1e-6);
                let mut products: HashMap<u32, f32> = HashMap::new();
                for &(feature, weight) in slot.source.vector(row) {
                    let mut gather = |feature: u32, weight: f32| {
                        for &(row, other) in slot.by_label.of(feature) {
                            *products.entry(row).or_default() += weight * other;
                        }
                    };
                    gather(feature, weight);
                    for &(near, strength) in slot.kin.of(feature) {
                        gather(near, weight * strength);
                    }
                }
                for (row, product) in products {
                    let other = &slot.target.rows[row as usize];
                    let cosine = product / (norm * other.norm.max(1e-6));
                    let known = found.entry(other.entry).or_default();
                    *known = known.max(cosine);
                }
            }
        }
        found
    }

    /// The concepts whose words, wherever they stand, answer those of the source (BM25).
    fn by_concept(&self, source: u32) -> HashMap<u32, f32> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        for slot in &self.slots {
            let mut query: HashMap<u32, f32> = HashMap::new();
            for &(feature, _) in slot.source.text(source) {
                query.insert(feature, DEFINITION);
            }
            for row in slot.source.of(source) {
                for &(feature, _) in slot.source.vector(row) {
                    query.insert(feature, 1.0);
                }
            }
            let akin: Vec<_> = query
                .iter()
                .filter(|(_, share)| **share == 1.0)
                .flat_map(|(feature, _)| slot.kin.of(*feature))
                .copied()
                .collect();
            for (feature, strength) in akin {
                let known = query.entry(feature).or_default();
                *known = known.max(0.5 * strength);
            }
            let mut query: Vec<_> = query.into_iter().collect();
            query.sort_unstable_by_key(|(feature, _)| *feature);
            for (feature, share) in query {
                let rarity = slot.lexicon.weight(feature) * share;
                for &(concept, times) in slot.by_concept.of(feature) {
                    let length = 1.0 - LENGTH + LENGTH * slot.lengths[concept as usize];
                    let weight = times * (SATURATION + 1.0) / (times + SATURATION * length);
                    *found.entry(concept).or_default() += rarity * weight;
                }
            }
        }
        found
    }
}

/// What a thread made; its panic goes on here.
fn joined<T>(handle: std::thread::ScopedJoinHandle<'_, T>) -> T {
    handle
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The places with the highest scores.
fn best(scores: &HashMap<u32, f32>, most: usize) -> Vec<u32> {
    let mut all: Vec<_> = scores
        .iter()
        .map(|(place, score)| (*score, *place))
        .collect();
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if all.len() > most {
        all.select_nth_unstable_by(most, order);
        all.truncate(most);
    }
    all.into_iter().map(|(_, place)| place).collect()
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
