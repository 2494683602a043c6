//! What a new version of a vocabulary says otherwise than the old one.
//! Room `core`.

use std::collections::BTreeSet;

use crate::core::matching::entry::{Entry, LabelKind, Vocabulary, base};

/// For each concept of `new` whether it is new, or its labels, its definitions, what stands right
/// above it or whether it is in use changed since `old`. Texts count in `languages`, without their
/// regions, and where they name none.
pub fn changed(old: &Vocabulary, new: &Vocabulary, languages: &[String]) -> Vec<bool> {
    let entries = new.entries.iter();
    let is_as_before = |entry: &Entry| {
        let iri = entry.iri.as_str();
        let place = old
            .entries
            .binary_search_by(|known| known.iri.as_str().cmp(iri));
        place.is_ok_and(|place| {
            let before = &old.entries[place];
            before.deprecated == entry.deprecated
                && said(old, before, languages) == said(new, entry, languages)
                && above(old, before) == above(new, entry)
        })
    };
    entries.map(|entry| !is_as_before(entry)).collect()
}

/// Labels and definitions, with their language; the latter have no kind.
fn said<'a>(
    side: &'a Vocabulary,
    entry: &'a Entry,
    languages: &[String],
) -> BTreeSet<(Option<LabelKind>, &'a str, &'a str)> {
    let labels = entry.labels.iter();
    let labels = labels.map(|label| (Some(label.kind), &label.text));
    let texts = entry.texts.iter().map(|text| (None, text));
    let all = labels.chain(texts).map(|(kind, text)| {
        let tag = side.tag(text.language);
        (kind, tag, text.text.as_str())
    });
    all.filter(|(_, tag, _)| {
        let language = base(tag);
        language.is_empty() || languages.iter().any(|one| one == language)
    })
    .collect()
}

fn above<'a>(side: &'a Vocabulary, entry: &Entry) -> BTreeSet<&'a str> {
    let places = entry.broader.iter();
    places
        .map(|place| side.entries[*place as usize].iri.as_str())
        .collect()
}
