//! What a free text may be about: choices whose words it has, and what examples like it were linked to.
//! Room `core`. It proposes; a person accepts.
//!
//! A text is compared by the stems of its words, each weighed by how few choices or examples have it
//! (tf-idf, cosine). A choice scores by its own labels and definition, and by the examples most like
//! the text that were linked to it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::core::lexical::{fold, words};
use crate::core::matching::words::{Stems, Tongue};

/// Examples that are looked at, the most alike.
const NEIGHBOURS: usize = 8;
/// How much the examples weigh beside the words of the choice itself.
const BY_EXAMPLES: f64 = 1.0;
/// Words that are told with a suggestion at the most.
const MOST_WORDS: usize = 5;
/// Examples that are told with a suggestion at the most.
const MOST_EXAMPLES: usize = 3;
/// Below this nothing is suggested.
const LEAST: f64 = 0.05;

/// Words of sentences that labels hardly have, so that their being rare tells nothing.
const USUAL: [&str; 92] = [
    "al", "alle", "alles", "altijd", "ander", "andere", "anderen", "ben", "bent", "daar", "daarna",
    "daarvan", "dan", "deze", "doe", "doen", "doet", "dus", "eerst", "eerste", "elkaar", "erg",
    "ging", "gaan", "gaat", "geen", "goed", "goede", "had", "hadden", "heb", "hebben", "heeft",
    "heel", "hele", "hem", "hen", "hoe", "ieder", "iedere", "iedereen", "iemand", "kom", "komen",
    "komt", "krijgen", "krijgt", "kunnen", "laat", "laten", "maakt", "maar", "maken", "meer",
    "men", "met", "moet", "moeten", "mogen", "niets", "nieuw", "nieuwe", "nooit", "nu", "ons",
    "onze", "past", "passen", "soms", "steeds", "terwijl", "toe", "toen", "vaak", "veel", "vinden",
    "waren", "want", "was", "weet", "weinig", "welk", "welke", "werd", "weten", "wij", "wil",
    "willen", "zelf", "zien", "ziet", "zou",
];

/// A text as stems with weights, and the word that gave each.
#[derive(Debug, Clone, Default)]
struct Bag {
    weights: BTreeMap<String, f64>,
    words: BTreeMap<String, String>,
}

/// Something that may be suggested.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    /// IRI.
    pub iri: String,
    /// Its texts, with what each weighs.
    pub texts: Vec<(String, f64)>,
}

/// An example with what it says and what it is linked to.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// IRI.
    pub iri: String,
    /// Texts by the key of the field that they come from.
    pub texts: Vec<(String, String)>,
    /// IRIs of the topics of the field at hand.
    pub topics: BTreeSet<String>,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// IRI of the topic.
    pub iri: String,
    /// Larger is better; of no use beside those of another text.
    pub score: f64,
    /// Words of the text that led to it.
    pub words: Vec<String>,
    /// IRIs of examples like it that are linked to the topic, the most alike first.
    pub examples: Vec<String>,
}

/// Suggests topics of one field.
pub struct Suggester {
    stems: Stems,
    topics: Vec<(String, Bag)>,
    examples: Vec<(String, Bag, BTreeSet<String>)>,
    /// In how many topics and examples a stem is.
    frequency: FxHashMap<String, f64>,
    documents: f64,
}

impl Suggester {
    /// For these topics and examples; texts of `field` itself are left out of the examples, for they
    /// name what is to be found.
    pub fn new(topics: &[Topic], examples: &[Known], field: &str) -> Self {
        let stems = Stems::new(Tongue::Dutch);
        let topics: Vec<_> = topics
            .iter()
            .map(|topic| {
                let mut bag = Bag::default();
                for (text, weight) in &topic.texts {
                    bag.add(&stems, text, *weight);
                }
                (topic.iri.clone(), bag)
            })
            .collect();
        let examples: Vec<_> = examples
            .iter()
            .map(|known| {
                let mut bag = Bag::default();
                for (_, text) in known.texts.iter().filter(|(key, _)| key != field) {
                    bag.add(&stems, text, 1.0);
                }
                (known.iri.clone(), bag, known.topics.clone())
            })
            .collect();
        let mut frequency = FxHashMap::<String, f64>::default();
        let bags = topics.iter().map(|(_, bag)| bag);
        for bag in bags.chain(examples.iter().map(|(_, bag, _)| bag)) {
            for stem in bag.weights.keys() {
                *frequency.entry(stem.clone()).or_default() += 1.0;
            }
        }
        Self {
            stems,
            documents: (topics.len() + examples.len()) as f64,
            topics,
            examples,
            frequency,
        }
    }

    /// How telling a stem is.
    fn rarity(&self, stem: &str) -> f64 {
        let known = self.frequency.get(stem).copied().unwrap_or(0.0);
        ((self.documents + 1.0) / (known + 1.0)).ln()
    }

    fn length(&self, bag: &Bag) -> f64 {
        let squares = bag
            .weights
            .iter()
            .map(|(stem, weight)| (weight * self.rarity(stem)).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// How alike two texts are, from 0 to 1, and what each stem in common adds.
    fn likeness(&self, one: &Bag, other: &Bag) -> (f64, Vec<(String, f64)>) {
        let length = self.length(one) * self.length(other);
        if length == 0.0 {
            return (0.0, Vec::new());
        }
        let mut parts = Vec::new();
        for (stem, weight) in &one.weights {
            if let Some(known) = other.weights.get(stem) {
                parts.push((
                    stem.clone(),
                    weight * known * self.rarity(stem).powi(2) / length,
                ));
            }
        }
        (parts.iter().map(|(_, part)| part).sum(), parts)
    }

    /// The best topics for a text, at most `most`, best first; `without` is an example that does not
    /// count, such as the one that the text comes from.
    pub fn suggest(&self, text: &str, most: usize, without: Option<&str>) -> Vec<Suggested> {
        let mut bag = Bag::default();
        bag.add(&self.stems, text, 1.0);
        let mut near: Vec<_> = self
            .examples
            .iter()
            .filter(|(iri, _, topics)| Some(iri.as_str()) != without && !topics.is_empty())
            .map(|(iri, known, topics)| {
                let (likeness, parts) = self.likeness(&bag, known);
                (likeness, iri, topics, parts)
            })
            .filter(|(likeness, ..)| *likeness > 0.0)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        near.truncate(NEIGHBOURS);
        let mut found: Vec<_> = self
            .topics
            .iter()
            .map(|(iri, topic)| {
                let (own, mut parts) = self.likeness(&bag, topic);
                let linked = near.iter().filter(|(_, _, topics, _)| topics.contains(iri));
                let linked: Vec<_> = linked.collect();
                let by_examples: f64 = linked.iter().map(|(likeness, ..)| likeness).sum();
                // The words that it shares with examples like it led to it too.
                for (_, _, _, shared) in &linked {
                    for (stem, part) in shared {
                        match parts.iter_mut().find(|(known, _)| known == stem) {
                            Some((_, known)) => *known += part,
                            None => parts.push((stem.clone(), *part)),
                        }
                    }
                }
                parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                let word = |stem: &String| bag.words.get(stem).cloned();
                Suggested {
                    iri: iri.clone(),
                    score: own + BY_EXAMPLES * by_examples,
                    words: parts
                        .iter()
                        .filter_map(|(stem, _)| word(stem))
                        .take(MOST_WORDS)
                        .collect(),
                    examples: linked
                        .iter()
                        .map(|(_, iri, ..)| (*iri).clone())
                        .take(MOST_EXAMPLES)
                        .collect(),
                }
            })
            .filter(|one| one.score >= LEAST)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.iri.cmp(&b.iri)));
        found.truncate(most);
        found
    }
}

impl Bag {
    fn add(&mut self, stems: &Stems, text: &str, weight: f64) {
        let folded = fold(text);
        for word in words(&folded) {
            let is_usual = USUAL.contains(&word) || Tongue::Dutch.is_stop(word);
            if is_usual || word.chars().count() < 3 {
                continue;
            }
            let stem = stems.stem(word);
            let known = self.weights.entry(stem.clone()).or_default();
            // A word that returns tells less each time.
            *known = (known.powi(2) + weight.powi(2)).sqrt();
            self.words.entry(stem).or_insert_with(|| word.to_owned());
        }
    }
}

/// How well suggestions find what examples are linked to.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Measure {
    /// Examples with a link, each left out once.
    pub examples: usize,
    /// Share of them of which the first suggestion is right, and one of the first five.
    pub first: f64,
    pub five: f64,
    /// The same where the topics with the most examples are suggested to all.
    pub frequent_first: f64,
    pub frequent_five: f64,
}

/// Leaves out each example that has a link, and suggests from the rest.
pub fn measure(topics: &[Topic], examples: &[Known], field: &str) -> Measure {
    let suggester = Suggester::new(topics, examples, field);
    let mut counts = BTreeMap::<&str, usize>::new();
    for topic in examples.iter().flat_map(|known| &known.topics) {
        *counts.entry(topic).or_default() += 1;
    }
    let mut measure = Measure::default();
    for known in examples.iter().filter(|known| !known.topics.is_empty()) {
        measure.examples += 1;
        let texts = known.texts.iter().filter(|(key, _)| key != field);
        let text: Vec<_> = texts.map(|(_, text)| text.as_str()).collect();
        let found = suggester.suggest(&text.join(". "), 5, Some(&known.iri));
        let is_right = |iri: &str| known.topics.contains(iri);
        measure.first += f64::from(found.first().is_some_and(|one| is_right(&one.iri)));
        measure.five += f64::from(found.iter().any(|one| is_right(&one.iri)));
        let mut frequent: Vec<_> = counts
            .iter()
            .map(|(topic, count)| (count - usize::from(is_right(topic)), *topic))
            .collect();
        frequent.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        measure.frequent_first +=
            f64::from(frequent.first().is_some_and(|(_, topic)| is_right(topic)));
        measure.frequent_five +=
            f64::from(frequent.iter().take(5).any(|(_, topic)| is_right(topic)));
    }
    let all = measure.examples.max(1) as f64;
    for share in [
        &mut measure.first,
        &mut measure.five,
        &mut measure.frequent_first,
        &mut measure.frequent_five,
    ] {
        *share /= all;
    }
    measure
}
