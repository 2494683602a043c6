//! Concepts and the terms of other vocabularies that they are linked to, as people read them.
//! Room `core`.

/// A vocabulary that is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    pub name: String,
    pub title: Option<String>,
    /// Of several versions all, with commas between them.
    pub version: Option<String>,
    /// IRI of the licence of the links.
    pub license: Option<String>,
    /// What the set says of itself: publisher, acknowledgement.
    pub comment: Option<String>,
}

/// A link to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Place in [`Crosswalk::vocabularies`].
    pub vocabulary: usize,
    /// The version in which it was found.
    pub version: Option<String>,
    /// IRI of the relation.
    pub predicate: String,
    /// IRI of the term.
    pub iri: String,
    pub label: Option<String>,
    /// Why.
    pub comment: Option<String>,
}

/// A concept with its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub iri: String,
    pub label: String,
    pub targets: Vec<Target>,
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crosswalk {
    pub vocabularies: Vec<Vocabulary>,
    /// What is accepted, by label, then IRI.
    pub entries: Vec<Entry>,
    /// What looks alike and was rejected, in the same order; the relation is the one that does
    /// not hold.
    pub rejected: Vec<Entry>,
}

impl Crosswalk {
    /// The name of the vocabulary of a link, with the version where its links are of several.
    pub fn source(&self, target: &Target) -> String {
        let vocabulary = &self.vocabularies[target.vocabulary];
        match &target.version {
            Some(version) if vocabulary.version.as_ref() != Some(version) => {
                format!("{} {version}", vocabulary.name)
            }
            _ => vocabulary.name.clone(),
        }
    }
}
