//! Words → features: a number for each stem, and for each part of a compound.
//! Room `core`. What counts as a part is learnt from the words of the two vocabularies.

use rustc_hash::FxHashMap;

use crate::core::lexical;
use crate::core::matching::words::{Stems, Tongue, folded};

/// Shorter words are no parts of others.
const LEAST_PART: usize = 4;
/// What may stand between the parts of a compound (Dutch: beroep-s-keuze, leerling-en-raad).
const JOINTS: [&str; 5] = ["", "s", "en", "n", "e"];
const MOST_PARTS: usize = 4;
/// Longer words are no compounds: taking one apart takes the square of its length.
const LONGEST_COMPOUND: usize = 120;
/// A compound counts less by itself than by its parts.
const WHOLE: f32 = 0.5;
const PART: f32 = 0.85;

/// A feature of a word and how much it stands for the word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub feature: u32,
    pub share: f32,
}

/// The words and features of one language.
pub struct Lexicon {
    tongue: Tongue,
    words: FxHashMap<String, u32>,
    spellings: Vec<String>,
    is_stop: Vec<bool>,
    /// The parts of each word.
    parts: Vec<Vec<Part>>,
    features: FxHashMap<String, u32>,
    names: Vec<String>,
    /// A word that has the feature, for people.
    shown: Vec<String>,
    /// How many concepts have a feature in a label.
    frequency: Vec<u32>,
    documents: u32,
}

impl Lexicon {
    /// No words yet.
    pub fn new(language: &str) -> Self {
        Self {
            tongue: Tongue::of(language),
            words: FxHashMap::default(),
            spellings: Vec::new(),
            is_stop: Vec::new(),
            parts: Vec::new(),
            features: FxHashMap::default(),
            names: Vec::new(),
            shown: Vec::new(),
            frequency: Vec::new(),
            documents: 0,
        }
    }

    /// Whose rules of words hold.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// How many features there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no feature.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The words of a text that count, as numbers; new ones are learnt.
    pub fn read(&mut self, text: &str) -> Vec<u32> {
        let folded = folded(text);
        let all: Vec<u32> = lexical::words(&folded)
            .into_iter()
            .map(|word| self.word(word))
            .collect();
        let telling: Vec<u32> = all
            .iter()
            .copied()
            .filter(|word| !self.is_stop[*word as usize])
            .collect();
        if telling.is_empty() { all } else { telling }
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let new = self.spellings.len() as u32;
        self.words.insert(word.to_owned(), new);
        self.spellings.push(word.to_owned());
        self.is_stop.push(self.tongue.is_stop(word));
        new
    }

    /// Takes all words apart, when all are known.
    pub fn analyse(&mut self) {
        let stems = Stems::new(self.tongue);
        self.parts = (0..self.spellings.len())
            .map(|word| {
                let spelling = self.spellings[word].clone();
                self.take_apart(&spelling, &stems)
            })
            .collect();
    }

    /// The features of a word that was read.
    pub fn parts(&self, word: u32) -> &[Part] {
        &self.parts[word as usize]
    }

    /// The features of a word by its spelling.
    pub fn parts_of(&self, word: &str) -> &[Part] {
        self.words.get(word).map_or(&[], |word| self.parts(*word))
    }

    fn take_apart(&mut self, word: &str, stems: &Stems) -> Vec<Part> {
        let whole = self.feature(&stems.stem(word), word);
        let split = self.split(word);
        if split.len() < 2 {
            return vec![Part {
                feature: whole,
                share: 1.0,
            }];
        }
        let mut parts = vec![Part {
            feature: whole,
            share: WHOLE,
        }];
        for part in split {
            let feature = self.feature(&stems.stem(&part), &part);
            parts.push(Part {
                feature,
                share: PART,
            });
        }
        parts
    }

    /// The parts of a compound, as few as there can be; the word alone where it is none.
    fn split(&self, word: &str) -> Vec<String> {
        let lengths = 2 * LEAST_PART..=LONGEST_COMPOUND;
        if self.tongue == Tongue::Other || !word.is_ascii() || !lengths.contains(&word.len()) {
            return vec![word.to_owned()];
        }
        // best[i]: the fewest parts that make up the first i letters.
        let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; word.len() + 1];
        best[0] = Some((0, 0, 0));
        for end in LEAST_PART..=word.len() {
            for start in 0..=end - LEAST_PART {
                let Some((count, _, _)) = best[start] else {
                    continue;
                };
                if count == MOST_PARTS || (start == 0 && end == word.len()) {
                    continue;
                }
                let piece = &word[start..end];
                for joint in JOINTS {
                    let Some(part) = piece.strip_suffix(joint) else {
                        continue;
                    };
                    let is_last = end == word.len();
                    let fits = part.len() >= LEAST_PART
                        && (joint.is_empty() || (!is_last && self.tongue == Tongue::Dutch))
                        && self.words.contains_key(part);
                    if fits && best[end].is_none_or(|(known, _, _)| count + 1 < known) {
                        best[end] = Some((count + 1, start, start + part.len()));
                    }
                }
            }
        }
        let mut parts = Vec::new();
        let mut end = word.len();
        while let Some((count, start, stop)) = best[end] {
            if count == 0 {
                break;
            }
            parts.push(word[start..stop].to_owned());
            end = start;
        }
        if end != 0 || parts.is_empty() {
            return vec![word.to_owned()];
        }
        parts.reverse();
        parts
    }

    fn feature(&mut self, stem: &str, word: &str) -> u32 {
        if let Some(&known) = self.features.get(stem) {
            return known;
        }
        let new = self.names.len() as u32;
        self.names.push(stem.to_owned());
        self.shown.push(word.to_owned());
        self.features.insert(stem.to_owned(), new);
        self.frequency.push(0);
        new
    }

    /// The stem that a feature stands for.
    pub fn name(&self, feature: u32) -> &str {
        &self.names[feature as usize]
    }

    /// A word that has the feature.
    pub fn shown(&self, feature: u32) -> &str {
        &self.shown[feature as usize]
    }

    /// Counts a concept with these features, each once.
    pub fn count(&mut self, mut features: Vec<u32>) {
        features.sort_unstable();
        features.dedup();
        for feature in features {
            self.frequency[feature as usize] += 1;
        }
        self.documents += 1;
    }

    /// How rare, and so how telling, a feature is.
    pub fn weight(&self, feature: u32) -> f32 {
        let documents = self.documents.max(1) as f32;
        let frequency = self.frequency[feature as usize] as f32;
        ((documents + 1.0) / (frequency + 0.5)).ln().max(0.1)
    }
}
