//! What people decided about a pair of concepts: rows are added and never rewritten, the latest
//! by a person counts.
//! Room `core`.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::sssom::slot::Slot;
use crate::core::sssom::{Mapping, MappingSet};

/// Subject, predicate and object, IRIs.
pub type Triple<'a> = (&'a str, &'a str, &'a str);

/// What holds of a triple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Its latest row by a person says that it holds.
    Accepted,
    /// Its latest row by a person says that it does not hold.
    Rejected,
    /// The latest rows, of one day, differ.
    Disputed,
    /// No person has decided.
    Open,
}

/// The rows of each triple. Literals are left out; where one looked and found nothing is too.
pub fn by_triple<'a>(
    mappings: impl IntoIterator<Item = &'a Mapping>,
) -> BTreeMap<Triple<'a>, Vec<&'a Mapping>> {
    let mut triples: BTreeMap<Triple<'a>, Vec<_>> = BTreeMap::new();
    for mapping in mappings {
        if !mapping.is_no_term() && !mapping.is_literal() {
            triples.entry(triple(mapping)).or_default().push(mapping);
        }
    }
    triples
}

/// The triple of a mapping.
pub fn triple(mapping: &Mapping) -> Triple<'_> {
    (mapping.subject(), mapping.predicate(), mapping.object())
}

/// The rows by persons of the latest day among the rows of one triple.
pub fn latest<'a>(rows: &[&'a Mapping]) -> Vec<&'a Mapping> {
    let by_persons = rows.iter().filter(|row| row.is_by_person());
    let Some(day) = by_persons.clone().map(|row| row.decided()).max() else {
        return Vec::new();
    };
    by_persons
        .filter(|row| row.decided() == day)
        .copied()
        .collect()
}

/// What the rows of one triple come to.
pub fn verdict(rows: &[&Mapping]) -> Verdict {
    let latest = latest(rows);
    let negated = latest.iter().filter(|row| row.is_negated()).count();
    match negated {
        _ if latest.is_empty() => Verdict::Open,
        0 => Verdict::Accepted,
        all if all == latest.len() => Verdict::Rejected,
        _ => Verdict::Disputed,
    }
}

/// The accepted triples of a set, sorted, each with the row that decided it.
pub fn accepted(set: &MappingSet) -> Vec<&Mapping> {
    let decided = decided(set).into_iter();
    let accepted = decided.filter(|(verdict, _)| *verdict == Verdict::Accepted);
    accepted.map(|(_, row)| row).collect()
}

/// The versions of the vocabulary that links lead to, sorted, with commas between them: of the
/// accepted links, where none is accepted of all rows; `None` where no row tells.
pub fn object_version(set: &MappingSet) -> Option<String> {
    let of = |rows: Vec<&Mapping>| -> BTreeSet<String> {
        let all = rows.into_iter();
        let told = all.filter_map(|row| row.slots.text(Slot::ObjectSourceVersion));
        told.map(str::to_owned).collect()
    };
    let accepted = accepted(set);
    let versions = match accepted.is_empty() {
        true => of(set.mappings.iter().collect()),
        false => of(accepted),
    };
    let all: Vec<_> = versions.into_iter().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The rejected triples of a set whose two concepts no accepted link ties, sorted, each with the
/// row that decided it: look-alikes, not relations that another one replaced.
pub fn rejected(set: &MappingSet) -> Vec<&Mapping> {
    let pair = |row: &Mapping| (row.subject().to_owned(), row.object().to_owned());
    let tied: BTreeSet<_> = accepted(set).into_iter().map(pair).collect();
    let decided = decided(set).into_iter();
    let rejected = decided.filter(|(verdict, _)| *verdict == Verdict::Rejected);
    rejected
        .map(|(_, row)| row)
        .filter(|row| !tied.contains(&pair(row)))
        .collect()
}

/// The triples on which a person decided, sorted, each with its latest row by a person.
fn decided(set: &MappingSet) -> Vec<(Verdict, &Mapping)> {
    let triples = by_triple(&set.mappings);
    let latest = triples.values().filter_map(|rows| {
        let row = latest(rows).first().copied();
        row.map(|row| (verdict(rows), row))
    });
    latest.collect()
}

/// Whether two rows may be about one version of the vocabulary of the object: a row that names
/// none may be about any.
pub fn may_be_one_version(one: &Mapping, other: &Mapping) -> bool {
    let one = one.slots.text(Slot::ObjectSourceVersion);
    let other = other.slots.text(Slot::ObjectSourceVersion);
    one.is_none() || other.is_none() || one == other
}

/// Who decided by a row: its reviewers, else its authors; IRIs or names, sorted.
pub fn persons(mapping: &Mapping) -> Vec<&str> {
    let of = |slots: [Slot; 2]| -> Vec<&str> {
        let lists = slots.into_iter().map(|slot| mapping.slots.list(slot));
        let mut all: Vec<_> = lists.flatten().map(String::as_str).collect();
        all.sort_unstable();
        all
    };
    let reviewers = of([Slot::ReviewerId, Slot::ReviewerLabel]);
    if reviewers.is_empty() {
        of([Slot::AuthorId, Slot::AuthorLabel])
    } else {
        reviewers
    }
}
