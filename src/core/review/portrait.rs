//! A concept as somebody who decides wants to see it: all labels, what it means, where it stands.
//! Room `core`.

use std::collections::HashSet;

use serde::Serialize;

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::matching::entry::{LabelKind, Text, Vocabulary};

/// So many ways up, levels, and neighbours of a kind are shown.
const MOST_CHAINS: usize = 3;
const MOST_LEVELS: usize = 12;
const MOST_BESIDE: usize = 12;
/// A definition of more characters is cut, with three dots.
const LONGEST: usize = 600;

/// A label or a definition with its language tag, empty for none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    pub language: String,
    pub text: String,
}

/// A neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    pub iri: String,
    pub label: String,
}

/// One side of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Portrait {
    pub iri: String,
    /// The label in the language of the reader.
    pub label: String,
    pub notation: Option<String>,
    pub preferred: Vec<Said>,
    pub others: Vec<Said>,
    pub texts: Vec<Said>,
    /// From the top down to what stands directly above it, for each way up.
    pub chains: Vec<Vec<Neighbour>>,
    pub siblings: Vec<Neighbour>,
    pub narrower: Vec<Neighbour>,
    /// How many siblings and narrower concepts are not shown.
    pub more_siblings: usize,
    pub more_narrower: usize,
    pub deprecated: bool,
    /// Whether a vocabulary at hand has it.
    pub known: bool,
}

impl Portrait {
    /// One of which only a label is known.
    pub fn unknown(iri: &str, label: Option<&str>) -> Self {
        Self {
            iri: iri.to_owned(),
            label: label.unwrap_or_else(|| last_segment(iri)).to_owned(),
            ..Self::default()
        }
    }
}

/// Puts the languages that both sides speak first, so that what can be compared stands side by
/// side; within each part the order stays.
pub fn shared_first(one: &mut Portrait, other: &mut Portrait) {
    let spoken = |portrait: &Portrait| -> HashSet<String> {
        let labels = portrait.preferred.iter().chain(&portrait.others);
        labels.map(|said| said.language.clone()).collect()
    };
    let (ones, others) = (spoken(one), spoken(other));
    for portrait in [one, other] {
        for list in [
            &mut portrait.preferred,
            &mut portrait.others,
            &mut portrait.texts,
        ] {
            list.sort_by_key(|said| {
                !(ones.contains(&said.language) && others.contains(&said.language))
            });
        }
    }
}

/// A vocabulary with what stands below each of its concepts.
pub struct Atlas {
    pub vocabulary: Vocabulary,
    narrower: Vec<Vec<u32>>,
}

impl Atlas {
    /// Takes a vocabulary whose concepts are in order of their IRIs.
    pub fn new(vocabulary: Vocabulary) -> Self {
        let narrower = vocabulary.narrower();
        Self {
            vocabulary,
            narrower,
        }
    }

    /// The version of the vocabulary, if it tells one.
    pub fn version(&self) -> Option<&str> {
        let about = self.vocabulary.about.as_ref()?;
        Some(about.version.as_str()).filter(|version| !version.is_empty())
    }

    /// The place of a concept.
    pub fn place(&self, iri: &str) -> Option<u32> {
        let entries = &self.vocabulary.entries;
        let place = entries.binary_search_by(|entry| entry.iri.as_str().cmp(iri));
        place.ok().map(|place| place as u32)
    }

    /// What stands directly below a concept.
    pub fn narrower(&self, place: u32) -> &[u32] {
        &self.narrower[place as usize]
    }

    /// The label in a language, else in another; the end of the IRI where there is none.
    pub fn label(&self, place: u32, language: Language) -> &str {
        let entry = &self.vocabulary.entries[place as usize];
        // Labels are sorted: preferred ones come first.
        let labels = entry.labels.iter().min_by_key(|label| {
            (
                label.kind,
                language.rank(self.vocabulary.tag(label.text.language)),
            )
        });
        labels.map_or_else(|| last_segment(&entry.iri), |label| &label.text.text)
    }

    /// The concept in full.
    pub fn portrait(&self, place: u32, language: Language) -> Portrait {
        let entry = &self.vocabulary.entries[place as usize];
        let of_kind = |preferred: bool| {
            let labels = entry.labels.iter();
            let fitting = labels.filter(|label| (label.kind == LabelKind::Preferred) == preferred);
            self.said(fitting.map(|label| &label.text), language)
        };
        let (siblings, more_siblings) = self.neighbours(self.siblings(place), language);
        let below = self.narrower(place).to_vec();
        let (narrower, more_narrower) = self.neighbours(below, language);
        let label = self.label(place, language);
        // Some labels begin with their notation; once is enough.
        let notation = entry.notation.as_deref();
        let notation = notation.filter(|notation| {
            let rest = label.strip_prefix(notation);
            !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '.']))
        });
        Portrait {
            iri: entry.iri.clone(),
            label: label.to_owned(),
            notation: notation.map(str::to_owned),
            preferred: of_kind(true),
            others: of_kind(false),
            texts: self.said(entry.texts.iter(), language),
            chains: self.chains(place, language),
            siblings,
            narrower,
            more_siblings,
            more_narrower,
            deprecated: entry.deprecated,
            known: true,
        }
    }

    /// The concepts that share something directly above, without the concept itself.
    pub fn siblings(&self, place: u32) -> Vec<u32> {
        let above = &self.vocabulary.entries[place as usize].broader;
        let all = above.iter().flat_map(|above| self.narrower(*above));
        let mut found: Vec<_> = all.copied().filter(|other| *other != place).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Texts with their languages, the reader's language first.
    fn said<'a>(&self, texts: impl Iterator<Item = &'a Text>, language: Language) -> Vec<Said> {
        let mut said: Vec<_> = texts
            .map(|text| Said {
                language: self.vocabulary.tag(text.language).to_owned(),
                text: cut(&text.text),
            })
            .collect();
        said.sort_by(|a, b| {
            let rank = |said: &Said| language.rank(&said.language);
            let order = rank(a)
                .cmp(&rank(b))
                .then_with(|| a.language.cmp(&b.language));
            order.then_with(|| a.text.cmp(&b.text))
        });
        said.dedup();
        said
    }

    /// Neighbours by label, and how many more there are.
    fn neighbours(&self, places: Vec<u32>, language: Language) -> (Vec<Neighbour>, usize) {
        let mut all: Vec<_> = places
            .into_iter()
            .map(|place| (self.label(place, language), place))
            .collect();
        all.sort_unstable();
        let more = all.len().saturating_sub(MOST_BESIDE);
        all.truncate(MOST_BESIDE);
        let all = all
            .into_iter()
            .map(|(_, place)| self.neighbour(place, language));
        (all.collect(), more)
    }

    fn neighbour(&self, place: u32, language: Language) -> Neighbour {
        Neighbour {
            iri: self.vocabulary.entries[place as usize].iri.clone(),
            label: self.label(place, language).to_owned(),
        }
    }

    /// The ways up, each by the first concept above; a circle ends where it closes.
    fn chains(&self, place: u32, language: Language) -> Vec<Vec<Neighbour>> {
        let above = |place: u32| &self.vocabulary.entries[place as usize].broader;
        let starts = above(place).iter().take(MOST_CHAINS);
        let chain = |start: &u32| {
            let mut met = HashSet::from([place]);
            let mut chain = Vec::new();
            let mut at = Some(*start);
            while let Some(here) = at.filter(|here| met.insert(*here)) {
                chain.push(self.neighbour(here, language));
                at = above(here)
                    .first()
                    .copied()
                    .filter(|_| chain.len() < MOST_LEVELS);
            }
            chain.reverse();
            chain
        };
        starts
            .map(chain)
            .filter(|chain| !chain.is_empty())
            .collect()
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
