//! Copies of one term: a vocabulary may repeat it, once for every programme or profile.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::sssom::{Mapping, Slot};

/// The terms that stand for several, with how many: by the number of the set and the IRI.
pub type Counts = BTreeMap<(usize, String), usize>;

/// A link with the place of its set.
type Row<'a> = (usize, &'a Mapping);

/// Leaves of the terms of one set that have one label and are linked alike the first by IRI, and
/// tells how many each stands for. Terms without a label are no copies.
pub fn joined(rows: Vec<Row<'_>>) -> (Vec<Row<'_>>, Counts) {
    let mut links: BTreeMap<(usize, &str), BTreeSet<(&str, &str)>> = BTreeMap::new();
    let mut labels: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for &(set, row) in &rows {
        let term = (set, row.object());
        let link = (row.subject(), row.predicate());
        links.entry(term).or_default().insert(link);
        if let Some(label) = row.slots.text(Slot::ObjectLabel) {
            labels.entry(term).or_insert(label);
        }
    }
    let mut alike: BTreeMap<_, Vec<(usize, &str)>> = BTreeMap::new();
    for (term, links) in &links {
        if let Some(label) = labels.get(term) {
            let key = (term.0, *label, links);
            alike.entry(key).or_default().push(*term);
        }
    }
    let mut counts = Counts::new();
    let mut copies = BTreeSet::new();
    for terms in alike.into_values().filter(|terms| terms.len() > 1) {
        let (set, iri) = terms[0];
        counts.insert((set, iri.to_owned()), terms.len());
        copies.extend(terms[1..].iter().copied());
    }
    let is_left = |(set, row): &Row<'_>| !copies.contains(&(*set, row.object()));
    let rows = rows.into_iter().filter(is_left).collect();
    (rows, counts)
}
