//! Words that may stand for each other: spelt alike, derived from one another, or used in each
//! other's place by the synonyms of the vocabularies themselves.
//! Room `core`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::core::matching::lexicon::Lexicon;
use crate::core::matching::slot::{Postings, Side};
use crate::core::matching::spelling::Speller;

/// So many relatives of a word are kept.
const MOST: usize = 8;
/// How much a derived word stands for the other ("bronchus", "bronchial").
const DERIVED: f32 = 0.7;
/// How much a synonym does that was seen very often.
const SYNONYM: f32 = 0.8;
/// The letters by which derived words are looked for.
const BEGINNING: usize = 4;
/// Of concepts with very many labels so many are compared with each other.
const MOST_LABELS: usize = 24;

/// For each feature of the source the features of the target akin to it, closest first.
#[derive(Default)]
pub struct Kin {
    of: FxHashMap<u32, Vec<(u32, f32)>>,
}

impl Kin {
    /// Learns from the labels of both sides.
    pub fn new(lexicon: &Lexicon, source: &Side, target: &Side, by_label: &Postings) -> Self {
        let known = |feature: &u32| !by_label.of(*feature).is_empty();
        let features = 0..lexicon.len() as u32;
        let words: Vec<u32> = features.filter(known).collect();
        let speller = Speller::new(
            words
                .iter()
                .map(|feature| (*feature, lexicon.name(*feature))),
        );
        let mut beginnings: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for &feature in &words {
            if let Some(start) = lexicon.name(feature).get(..BEGINNING) {
                beginnings.entry(start).or_default().push(feature);
            }
        }
        let wanted = source.features();
        let synonyms = synonyms(lexicon, [source, target]);
        let mut kin = Self::default();
        for feature in wanted {
            let name = lexicon.name(feature);
            let mut found: BTreeMap<u32, f32> = BTreeMap::new();
            let mut note = |other: u32, strength: f32| {
                if other != feature {
                    let known = found.entry(other).or_default();
                    *known = known.max(strength);
                }
            };
            if by_label.of(feature).is_empty() {
                for (near, alike) in speller.alike(name) {
                    note(near, alike * alike);
                }
            }
            let start = name.get(..BEGINNING).unwrap_or("");
            for &other in beginnings.get(start).into_iter().flatten() {
                if is_derived(name, lexicon.name(other)) {
                    note(other, DERIVED);
                }
            }
            for &(other, strength) in synonyms.get(&feature).into_iter().flatten() {
                if known(&other) {
                    note(other, strength);
                }
            }
            let mut found: Vec<_> = found.into_iter().collect();
            found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            found.truncate(MOST);
            if !found.is_empty() {
                kin.of.insert(feature, found);
            }
        }
        kin
    }

    /// The relatives of a feature, each with how much it stands for it.
    pub fn of(&self, feature: u32) -> &[(u32, f32)] {
        self.of.get(&feature).map_or(&[], Vec::as_slice)
    }
}

/// Endings that make one word of another: of nouns and adjectives in Latin, English and Dutch.
const ENDINGS: [&str; 44] = [
    "", "a", "ae", "al", "am", "an", "ar", "ari", "ary", "ation", "e", "ea", "eal", "ean", "em",
    "en", "er", "es", "i", "ia", "ial", "ian", "ic", "in", "ing", "ir", "is", "isch", "ist", "ium",
    "iv", "ment", "o", "oid", "on", "or", "os", "ous", "s", "ular", "um", "us", "x", "y",
];

/// Whether two stems differ in their endings alone.
fn is_derived(one: &str, other: &str) -> bool {
    let pairs = one.char_indices().zip(other.chars());
    let same = pairs.take_while(|((_, a), b)| a == b).last();
    let Some(end) = same.map(|((at, c), _)| at + c.len_utf8()) else {
        return false;
    };
    let rest = |word: &str| ENDINGS.contains(&&word[end..]);
    end >= BEGINNING && rest(one) && rest(other)
}

/// Words that labels of one concept have in each other's place, the other words being the same.
fn synonyms(lexicon: &Lexicon, sides: [&Side; 2]) -> FxHashMap<u32, Vec<(u32, f32)>> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for side in sides {
        for rows in side.by_entry() {
            let rows = rows.start..rows.end.min(rows.start + MOST_LABELS);
            for one in rows.clone() {
                for other in one + 1..rows.end {
                    if let Some((a, b)) = exchanged(side.vector(one), side.vector(other)) {
                        *counts.entry((a.min(b), a.max(b))).or_default() += 1;
                    }
                }
            }
        }
    }
    let mut found: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    for ((a, b), count) in counts {
        let is_number = |feature| {
            lexicon
                .name(feature)
                .starts_with(|c: char| c.is_ascii_digit())
        };
        if is_number(a) || is_number(b) {
            continue;
        }
        let count = count as f32;
        let strength = SYNONYM * count / (count + 1.0);
        found.entry(a).or_default().push((b, strength));
        found.entry(b).or_default().push((a, strength));
    }
    found
}

/// The one feature of each that the other has not, where they share one at least.
fn exchanged(one: &[(u32, f32)], other: &[(u32, f32)]) -> Option<(u32, u32)> {
    if one.len() != other.len() || one.len() < 2 {
        return None;
    }
    let only = |these: &[(u32, f32)], those: &[(u32, f32)]| {
        let mut only = None;
        for (feature, _) in these {
            if those.binary_search_by_key(feature, |(f, _)| *f).is_err() {
                if only.is_some() {
                    return None;
                }
                only = Some(*feature);
            }
        }
        only
    };
    Some((only(one, other)?, only(other, one)?))
}
