//! One language that both sides have: its words, the labels of both sides, and what finds them.
//! Room `core`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::core::matching::entry::{Entry, LabelKind, Vocabulary, base};
use crate::core::matching::kin::Kin;
use crate::core::matching::lexicon::Lexicon;
use crate::core::matching::vector::{Vector, add, norm, settle, vector};

/// A label of one side in this language.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub entry: u32,
    /// Its place among the labels of the entry.
    pub label: u32,
    pub kind: LabelKind,
    start: u32,
    end: u32,
    pub norm: f32,
}

/// The labels of one side, concept after concept.
#[derive(Default)]
pub struct Side {
    pub rows: Vec<Row>,
    flat: Vec<(u32, f32)>,
    /// Where the rows of each entry begin; one more at the end.
    begins: Vec<u32>,
    /// Features of definitions and notes.
    texts: Vec<Vector>,
    /// Features that are in so many texts of either side that they say nothing of what stands
    /// around: function words of languages whose rules are not known. Sorted.
    frequent: Vec<u32>,
    /// What stands around each concept, made when first asked for.
    around: Vec<OnceLock<Vector>>,
    narrower: Vec<Vec<u32>>,
}

impl Side {
    /// The labels of an entry, as places in [`Self::rows`].
    pub fn of(&self, entry: u32) -> std::ops::Range<usize> {
        let entry = entry as usize;
        self.begins[entry] as usize..self.begins[entry + 1] as usize
    }

    /// The places of the labels of each entry.
    pub fn by_entry(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let places = self.begins.windows(2);
        places.map(|pair| pair[0] as usize..pair[1] as usize)
    }

    /// The features of all labels, sorted.
    pub fn features(&self) -> Vec<u32> {
        let mut features: Vec<u32> = self.flat.iter().map(|(feature, _)| *feature).collect();
        features.sort_unstable();
        features.dedup();
        features
    }

    /// The vector of a label.
    pub fn vector(&self, row: usize) -> &[(u32, f32)] {
        let row = &self.rows[row];
        &self.flat[row.start as usize..row.end as usize]
    }

    /// What is said about an entry.
    pub fn text(&self, entry: u32) -> &Vector {
        &self.texts[entry as usize]
    }

    fn names(&self, sum: &mut Vector, entry: u32, weight: f32) {
        for row in self.of(entry) {
            if self.rows[row].kind == LabelKind::Preferred {
                add(sum, self.vector(row), weight / self.rows[row].norm.max(1.0));
            }
        }
    }

    /// What stands around an entry: names above and below it and beside it, its schemes, its texts.
    pub fn around(&self, vocabulary: &Vocabulary, groups: &[Vector], entry: u32) -> &Vector {
        self.around[entry as usize].get_or_init(|| {
            let mut sum = Vector::new();
            let this = &vocabulary.entries[entry as usize];
            for &above in &this.broader {
                self.names(&mut sum, above, 1.0);
                for &higher in &vocabulary.entries[above as usize].broader {
                    self.names(&mut sum, higher, 0.5);
                }
            }
            for &below in self.narrower[entry as usize].iter().take(30) {
                self.names(&mut sum, below, 0.3);
            }
            for &beside in this.related.iter().take(30) {
                self.names(&mut sum, beside, 0.4);
            }
            for &group in &this.groups {
                let group = &groups[group as usize];
                add(&mut sum, group, 0.5 / norm(group).max(1.0));
            }
            let is_telling =
                |(feature, _): &&(u32, f32)| self.frequent.binary_search(feature).is_err();
            let text: Vector = self
                .text(entry)
                .iter()
                .filter(is_telling)
                .copied()
                .collect();
            add(&mut sum, &text, 1.5 / norm(&text).max(1.0));
            settle(&mut sum);
            sum
        })
    }
}

/// The words of one side.
struct Raw {
    labels: Vec<(u32, u32, LabelKind, Vec<u32>)>,
    texts: Vec<Vec<u32>>,
    groups: Vec<Vec<u32>>,
}

/// One common language.
pub struct Slot {
    pub language: String,
    pub lexicon: Lexicon,
    pub source: Side,
    pub target: Side,
    pub source_groups: Vec<Vector>,
    pub target_groups: Vec<Vector>,
    /// Labels of the target by feature.
    pub by_label: Postings,
    /// Concepts of the target by feature of labels, texts and names above.
    pub by_concept: Postings,
    /// The length of each concept's document, beside the average.
    pub lengths: Vec<f32>,
    pub kin: Kin,
}

/// For each feature the things that have it, with a weight.
#[derive(Default)]
pub struct Postings {
    begins: Vec<u32>,
    flat: Vec<(u32, f32)>,
}

impl Postings {
    fn new(features: usize, items: &[(u32, u32, f32)]) -> Self {
        let mut begins = vec![0_u32; features + 1];
        for (feature, _, _) in items {
            begins[*feature as usize + 1] += 1;
        }
        for place in 0..features {
            begins[place + 1] += begins[place];
        }
        let mut next = begins.clone();
        let mut flat = vec![(0, 0.0); items.len()];
        for &(feature, item, weight) in items {
            let place = &mut next[feature as usize];
            flat[*place as usize] = (item, weight);
            *place += 1;
        }
        Self { begins, flat }
    }

    /// The things that have a feature.
    pub fn of(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        &self.flat[self.begins[feature] as usize..self.begins[feature + 1] as usize]
    }
}

impl Slot {
    /// Reads the labels of both sides that are in `language`, or in none.
    pub fn new(language: &str, source: &Vocabulary, target: &Vocabulary) -> Self {
        let mut lexicon = Lexicon::new(language);
        let raw = [source, target].map(|side| Raw::read(side, language, &mut lexicon));
        lexicon.analyse();
        for raw in &raw {
            raw.count(&mut lexicon);
        }
        let [source_groups, target_groups] = [&raw[0], &raw[1]].map(|raw| {
            let groups = raw.groups.iter();
            groups.map(|words| vector(&lexicon, words)).collect()
        });
        let [mut source_side, mut target_side] = [(&raw[0], source), (&raw[1], target)]
            .map(|(raw, vocabulary)| raw.side(&lexicon, vocabulary));
        let mut frequent = [&source_side, &target_side].map(frequent).concat();
        frequent.sort_unstable();
        frequent.dedup();
        source_side.frequent.clone_from(&frequent);
        target_side.frequent = frequent;
        let by_label = by_label(&lexicon, &target_side);
        let kin = Kin::new(&lexicon, &source_side, &target_side, &by_label);
        let (by_concept, lengths) = by_concept(&lexicon, &target_side, target);
        Self {
            language: language.to_owned(),
            lexicon,
            source: source_side,
            target: target_side,
            source_groups,
            target_groups,
            by_label,
            by_concept,
            lengths,
            kin,
        }
    }
}

/// Whether a text with this tag is read for `language`.
fn is_in(tag: &str, language: &str) -> bool {
    let base = base(tag);
    base == language || base.is_empty()
}

fn texts_in<'a>(
    side: &'a Vocabulary,
    entry: &'a Entry,
    language: &'a str,
) -> impl Iterator<Item = &'a str> {
    let labels = entry.labels.iter().map(|label| &label.text);
    labels
        .chain(&entry.texts)
        .filter(move |text| is_in(side.tag(text.language), language))
        .map(|text| text.text.as_str())
}

impl Raw {
    fn read(side: &Vocabulary, language: &str, lexicon: &mut Lexicon) -> Self {
        let mut labels = Vec::new();
        let mut texts = Vec::with_capacity(side.entries.len());
        for (place, entry) in side.entries.iter().enumerate() {
            for (number, label) in entry.labels.iter().enumerate() {
                if is_in(side.tag(label.text.language), language) {
                    let words = lexicon.read(&label.text.text);
                    labels.push((place as u32, number as u32, label.kind, words));
                }
            }
            let mut about = Vec::new();
            for text in &entry.texts {
                if is_in(side.tag(text.language), language) {
                    about.extend(lexicon.read(&text.text));
                }
            }
            texts.push(about);
        }
        let group = |entry: &Entry| -> Vec<u32> {
            let texts = texts_in(side, entry, language);
            texts.flat_map(|text| lexicon.read(text)).collect()
        };
        let groups = side.groups.iter().map(group).collect();
        Self {
            labels,
            texts,
            groups,
        }
    }

    fn count(&self, lexicon: &mut Lexicon) {
        for labels in self.labels.chunk_by(|a, b| a.0 == b.0) {
            let words = labels.iter().flat_map(|(_, _, _, words)| words);
            let parts = words.flat_map(|word| lexicon.parts(*word));
            let features = parts.map(|part| part.feature).collect();
            lexicon.count(features);
        }
    }

    fn side(&self, lexicon: &Lexicon, vocabulary: &Vocabulary) -> Side {
        let mut side = Side {
            narrower: vocabulary.narrower(),
            ..Side::default()
        };
        let mut rows = self.labels.iter().peekable();
        for entry in 0..vocabulary.entries.len() as u32 {
            side.begins.push(side.rows.len() as u32);
            while let Some((_, label, kind, words)) = rows.next_if(|row| row.0 == entry) {
                let features = vector(lexicon, words);
                let start = side.flat.len() as u32;
                side.rows.push(Row {
                    entry,
                    label: *label,
                    kind: *kind,
                    start,
                    end: start + features.len() as u32,
                    norm: norm(&features),
                });
                side.flat.extend(features);
            }
        }
        side.begins.push(side.rows.len() as u32);
        side.texts = self
            .texts
            .iter()
            .map(|words| vector(lexicon, words))
            .collect();
        side.around
            .resize_with(vocabulary.entries.len(), OnceLock::new);
        side
    }
}

/// A word says nothing of what stands around a concept where more than one in so many texts of a
/// side has it, and at least so many.
const ONE_IN: u32 = 7;
const LEAST_TEXTS: u32 = 4;

/// The features that are in too many texts of a side.
fn frequent(side: &Side) -> Vec<u32> {
    let texts = side.texts.iter().filter(|text| !text.is_empty()).count() as u32;
    let mut times: FxHashMap<u32, u32> = FxHashMap::default();
    for (feature, _) in side.texts.iter().flatten() {
        *times.entry(*feature).or_default() += 1;
    }
    let is_frequent = |times: u32| times >= LEAST_TEXTS && times * ONE_IN > texts;
    let all = times.into_iter().filter(|(_, times)| is_frequent(*times));
    all.map(|(feature, _)| feature).collect()
}

fn by_label(lexicon: &Lexicon, side: &Side) -> Postings {
    let mut items = Vec::with_capacity(side.flat.len());
    for row in 0..side.rows.len() {
        for &(feature, weight) in side.vector(row) {
            items.push((feature, row as u32, weight));
        }
    }
    Postings::new(lexicon.len(), &items)
}

/// How much a word above a concept, or in what is said of it, counts beside one in its labels.
const ABOVE: f32 = 0.3;
const SAID: f32 = 0.5;

fn by_concept(lexicon: &Lexicon, side: &Side, vocabulary: &Vocabulary) -> (Postings, Vec<f32>) {
    let mut items = Vec::new();
    let mut lengths = Vec::with_capacity(vocabulary.entries.len());
    for (place, entry) in vocabulary.entries.iter().enumerate() {
        let mut document: Vector = Vec::new();
        let count = |vector: &[(u32, f32)], times: f32, document: &mut Vector| {
            document.extend(vector.iter().map(|(feature, _)| (*feature, times)));
        };
        for row in side.of(place as u32) {
            count(side.vector(row), 1.0, &mut document);
        }
        count(side.text(place as u32), SAID, &mut document);
        for &above in &entry.broader {
            for row in side.of(above) {
                if side.rows[row].kind == LabelKind::Preferred {
                    count(side.vector(row), ABOVE, &mut document);
                }
            }
        }
        settle(&mut document);
        lengths.push(document.iter().map(|(_, times)| times).sum());
        items.extend(
            document
                .iter()
                .map(|(feature, times)| (*feature, place as u32, *times)),
        );
    }
    let average = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
    for length in &mut lengths {
        *length /= average.max(1.0);
    }
    (Postings::new(lexicon.len(), &items), lengths)
}
