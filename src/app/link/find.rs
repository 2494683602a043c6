//! A concept of a vocabulary by what somebody calls it, and by words.
//! Room `app`.

use std::cmp::Reverse;

use crate::app::AppError;
use crate::app::link::review::names;
use crate::core::iri::last_segment;
use crate::core::lexical::{Fit, Wanted, fold, words};
use crate::core::matching::entry::{Entry, LabelKind};
use crate::core::review::portrait::Atlas;
use crate::core::sssom::MappingSet;

/// So many hits are shown.
pub const MOST_HITS: usize = 20;
/// So many candidates are named where a name is not clear.
const MOST_NAMED: usize = 5;

/// The IRI of a concept by IRI, CURIE, notation or label.
pub fn resolve(atlas: &Atlas, name: &str, set: &MappingSet) -> Result<String, AppError> {
    if let Ok(iri) = names::whole(name, &set.prefixes)
        && atlas.place(&iri).is_some()
    {
        return Ok(iri);
    }
    let wanted = fold(name.trim());
    let entries = atlas.vocabulary.entries.iter();
    let is = |entry: &&Entry| {
        let mut preferred = entry
            .labels
            .iter()
            .filter(|label| label.kind == LabelKind::Preferred);
        entry.notation.as_deref() == Some(name.trim())
            || preferred.any(|label| fold(&label.text.text) == wanted)
    };
    let found: Vec<_> = entries.filter(is).map(|entry| entry.iri.as_str()).collect();
    match found.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => Err(AppError::UnknownThing {
            what: name.to_owned(),
            nearest: nearest(atlas, name),
        }),
        several => Err(AppError::Ambiguous {
            what: name.to_owned(),
            candidates: several
                .iter()
                .take(MOST_NAMED)
                .map(|iri| set.prefixes.compact(iri))
                .collect(),
        }),
    }
}

/// A concept whose words are those of a name.
fn nearest(atlas: &Atlas, name: &str) -> Option<String> {
    let hits = search(atlas, last_segment(name));
    let entry = &atlas.vocabulary.entries[*hits.first()? as usize];
    entry.labels.first().map(|label| label.text.text.clone())
}

/// How well a concept fits the words, better first.
type Rank = (bool, bool, Fit, Reverse<usize>);

/// The concepts that have all words in one label, else in one text about them; best first.
pub fn search(atlas: &Atlas, text: &str) -> Vec<u32> {
    let whole = fold(text.trim());
    let wanted: Vec<_> = words(&whole).into_iter().map(Wanted::new).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let rank = |text: &str, is_label: bool| -> Option<Rank> {
        let folded = fold(text);
        let inside = words(&folded);
        let fits = wanted
            .iter()
            .map(|word| inside.iter().filter_map(|one| word.fit(one)).max());
        let worst = fits.collect::<Option<Vec<_>>>()?.into_iter().min()?;
        Some((is_label, folded == whole, worst, Reverse(folded.len())))
    };
    let entries = atlas.vocabulary.entries.iter().enumerate();
    let mut found: Vec<(Rank, u32)> = entries
        .filter_map(|(place, entry)| {
            let by_label = entry
                .labels
                .iter()
                .filter_map(|label| rank(&label.text.text, true));
            let best = by_label.max().or_else(|| {
                let by_text = entry
                    .texts
                    .iter()
                    .filter_map(|text| rank(&text.text, false));
                by_text.max()
            })?;
            Some((best, place as u32))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(MOST_HITS);
    found.into_iter().map(|(_, place)| place).collect()
}
