//! The prefixes of a mapping set (`curie_map`): CURIE to IRI and back.
//! Room `core`. Follows SSSOM, Identifiers.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::iri::last_segment;
use crate::core::vocabulary::sssom::BUILT_IN_PREFIXES;

/// Prefixes beside the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CurieMap {
    declared: BTreeMap<String, String>,
}

impl CurieMap {
    /// The namespace of a built-in prefix.
    pub fn built_in(prefix: &str) -> Option<&'static str> {
        let mut all = BUILT_IN_PREFIXES.iter();
        all.find(|(known, _)| *known == prefix)
            .map(|(_, namespace)| *namespace)
    }

    /// Declares a prefix; a built-in one stays what it is.
    pub fn insert(&mut self, prefix: &str, namespace: &str) {
        if Self::built_in(prefix).is_none() {
            self.declared
                .insert(prefix.to_owned(), namespace.to_owned());
        }
    }

    /// The declared prefixes and their namespaces, by prefix.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.declared.iter();
        all.map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    /// The namespace of a prefix.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        let declared = self.declared.get(prefix).map(String::as_str);
        declared.or_else(|| Self::built_in(prefix))
    }

    /// The IRI of a CURIE; `None` where its prefix is not known or it has none.
    pub fn expand(&self, curie: &str) -> Option<String> {
        let (prefix, local) = curie.split_once(':')?;
        let namespace = self.namespace(prefix)?;
        let mut iri = String::with_capacity(namespace.len() + local.len());
        iri.push_str(namespace);
        iri.push_str(local);
        Some(iri)
    }

    /// The CURIE of an IRI by the longest namespace that it begins with, and the prefix.
    pub fn contract(&self, iri: &str) -> Option<(&str, String)> {
        let declared = self.iter();
        let all = declared.chain(BUILT_IN_PREFIXES.iter().copied());
        let fitting = all.filter(|(_, namespace)| iri.starts_with(namespace));
        let longest = fitting.max_by(|(one, a), (other, b)| {
            let by_length = a.len().cmp(&b.len());
            by_length.then_with(|| other.cmp(one))
        });
        longest.map(|(prefix, namespace)| (prefix, format!("{prefix}:{}", &iri[namespace.len()..])))
    }

    /// Declares a prefix for the namespace of each IRI that no prefix fits, named by its last part.
    pub fn name_all<'a>(&mut self, iris: impl IntoIterator<Item = &'a str>) {
        let open = iris.into_iter().filter(|iri| self.contract(iri).is_none());
        let namespaces: BTreeSet<&str> = open.map(namespace).collect();
        self.name_namespaces(namespaces);
    }

    /// As [`Self::name_all`], also where the prefix that fits leaves a slash.
    pub fn name_all_short<'a>(&mut self, iris: impl IntoIterator<Item = &'a str>) {
        let is_short = |iri: &str| {
            let curie = self.contract(iri);
            curie.is_some_and(|(_, curie)| !curie.contains('/'))
        };
        let open = iris.into_iter().filter(|iri| !is_short(iri));
        let namespaces: BTreeSet<&str> = open.map(namespace).collect();
        self.name_namespaces(namespaces);
    }

    fn name_namespaces(&mut self, namespaces: BTreeSet<&str>) {
        for namespace in namespaces {
            let name = plain(last_segment(namespace)).to_ascii_lowercase();
            let mut prefix = name.clone();
            let mut number = 2;
            while self.namespace(&prefix).is_some() {
                prefix = format!("{name}{number}");
                number += 1;
            }
            self.insert(&prefix, namespace);
        }
    }

    /// The CURIE of an IRI; the IRI itself where no prefix fits.
    pub fn compact(&self, iri: &str) -> String {
        self.contract(iri)
            .map_or_else(|| iri.to_owned(), |(_, curie)| curie)
    }
}

/// An IRI up to the last `/`, `#` or `:`.
fn namespace(iri: &str) -> &str {
    let end = iri.rfind(['/', '#', ':']).map_or(iri.len(), |at| at + 1);
    &iri[..end]
}

fn plain(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain
    } else {
        format!("v{plain}")
    }
}
