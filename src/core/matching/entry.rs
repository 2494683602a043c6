//! A vocabulary as matching sees it: labels, texts and places of its concepts.
//! Room `core`. Knows no RDF: `app` fills it from files or from a store.

use std::collections::HashMap;

use serde::Serialize;

/// How a label stands to its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelKind {
    /// The one name that a concept goes by.
    Preferred,
    /// A synonym or a form of the name.
    Alternative,
    /// A form that is searched, not shown.
    Hidden,
}

/// A text with the place of its language in [`Vocabulary::languages`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    pub language: u16,
    pub text: String,
}

/// A label of a concept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    pub kind: LabelKind,
    pub text: Text,
}

/// A concept, a class or a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub iri: String,
    pub labels: Vec<Label>,
    /// Definitions and notes.
    pub texts: Vec<Text>,
    /// Places in [`Vocabulary::entries`] of what stands directly above it.
    pub broader: Vec<u32>,
    /// Places of what it is associated with, or is part of.
    pub related: Vec<u32>,
    /// Places in [`Vocabulary::groups`] of the schemes and collections that it belongs to.
    pub groups: Vec<u32>,
    /// IRIs of its classes beside those of SKOS and OWL.
    pub types: Vec<String>,
    pub notation: Option<String>,
    /// Whether the vocabulary says that it should not be used any more.
    pub deprecated: bool,
}

/// What a vocabulary says of itself; empty for what it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    pub iri: String,
    pub version: String,
}

/// The concepts of one side.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Language tags in lower case; the empty one for texts without a language.
    languages: Vec<String>,
    tags: HashMap<String, u16>,
    /// The concepts, in order of their IRIs.
    pub entries: Vec<Entry>,
    /// Schemes and collections: context, never candidates.
    pub groups: Vec<Entry>,
    /// Its one concept scheme, or its one ontology.
    pub about: Option<About>,
}

impl Vocabulary {
    /// The place of a language tag, which is added where it is new.
    pub fn language(&mut self, tag: &str) -> u16 {
        if let Some(&place) = self.tags.get(tag) {
            return place;
        }
        let lower = tag.to_ascii_lowercase();
        let known = self.languages.iter().position(|known| *known == lower);
        let place = known.unwrap_or_else(|| {
            self.languages.push(lower);
            self.languages.len() - 1
        });
        // So many languages do not exist; what comes after them would share the last place.
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        self.tags.insert(tag.to_owned(), place);
        place
    }

    /// The tag at a place: `nl`, `en-gb`, or nothing.
    pub fn tag(&self, language: u16) -> &str {
        self.languages
            .get(usize::from(language))
            .map_or("", String::as_str)
    }

    /// The languages of its labels without their regions, sorted; the empty one for labels
    /// that name no language.
    pub fn base_languages(&self) -> Vec<&str> {
        let mut used = vec![false; self.languages.len()];
        for label in self.entries.iter().flat_map(|entry| &entry.labels) {
            if let Some(used) = used.get_mut(usize::from(label.text.language)) {
                *used = true;
            }
        }
        let tags = self.languages.iter().zip(used).filter(|(_, used)| *used);
        let mut found: Vec<_> = tags.map(|(tag, _)| base(tag)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What stands directly below each concept.
    pub fn narrower(&self) -> Vec<Vec<u32>> {
        let mut below = vec![Vec::new(); self.entries.len()];
        for (place, entry) in self.entries.iter().enumerate() {
            for &above in &entry.broader {
                if let Some(list) = below.get_mut(above as usize) {
                    list.push(place as u32);
                }
            }
        }
        below
    }
}

/// A language tag without region or script; tags that name no language count as none.
pub fn base(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or("") {
        "und" | "mul" | "zxx" | "mis" => "",
        language => language,
    }
}
