//! Compact IRIs (`prefix:local`) and the readable end of an IRI.
//! Room `core`.

use std::collections::BTreeMap;

use crate::core::vocabulary::WELL_KNOWN_PREFIXES;

/// Prefixes and the namespaces they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefixes {
    by_prefix: BTreeMap<String, String>,
}

impl Default for Prefixes {
    /// The prefixes of [`WELL_KNOWN_PREFIXES`].
    fn default() -> Self {
        let pairs = WELL_KNOWN_PREFIXES.iter();
        Self {
            by_prefix: pairs
                .map(|(p, n)| ((*p).to_owned(), (*n).to_owned()))
                .collect(),
        }
    }
}

impl Prefixes {
    /// Adds a prefix or replaces its namespace.
    pub fn insert(&mut self, prefix: &str, namespace: &str) {
        self.by_prefix
            .insert(prefix.to_owned(), namespace.to_owned());
    }

    /// All `(prefix, namespace)` pairs, by prefix.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_prefix.iter().map(|(p, n)| (p.as_str(), n.as_str()))
    }

    /// The IRI that `prefix:local` stands for; `None` for an unknown prefix or no colon.
    pub fn expand(&self, compact: &str) -> Option<String> {
        let (prefix, local) = compact.split_once(':')?;
        self.by_prefix
            .get(prefix)
            .map(|namespace| format!("{namespace}{local}"))
    }

    /// `prefix:local` by the longest namespace that fits and leaves a plain local name
    /// (letters, digits, `_`, `-`, and dots inside); else the IRI as it is.
    pub fn compact(&self, iri: &str) -> String {
        let plain = |local: &str| {
            !local.is_empty()
                && !local.starts_with(['.', '-'])
                && !local.ends_with('.')
                && local
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        };
        self.by_prefix
            .iter()
            .filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace.as_str())?)))
            .filter(|(_, local)| plain(local))
            .min_by_key(|(prefix, local)| (local.len(), (*prefix).clone()))
            .map_or_else(
                || iri.to_owned(),
                |(prefix, local)| format!("{prefix}:{local}"),
            )
    }
}

/// What stands after the last `#`, `/` or `:` of an IRI that has something there:
/// the name to show for a thing without a label.
pub fn last_segment(iri: &str) -> &str {
    let trimmed = iri.trim_end_matches(['/', '#', ':']);
    let start = trimmed.rfind(['/', '#', ':']).map_or(0, |place| place + 1);
    let segment = &trimmed[start..];
    if segment.is_empty() { iri } else { segment }
}
