//! Links that do not go together: exact beside another relation, two exact links into one
//! vocabulary, clusters of exact links that tie two concepts of one's own.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use petgraph::unionfind::UnionFind;

use crate::app::link::check::{LinkData, Links, Row, rules};
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::matching::relation::word;
use crate::core::sssom::Slot;
use crate::core::vocabulary::skos;

/// Concepts that a message names.
const NAMED: usize = 10;

/// Tells of each.
pub fn examine(
    _: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    exact_and_other(links, language, findings);
    two_exact(links, language, findings);
    clusters(links, language, findings);
}

fn exact<'a>(links: &Links<'a>) -> impl Iterator<Item = Row<'a>> {
    let is_exact = |row: &Row<'a>| row.mapping.predicate() == skos::EXACT_MATCH;
    links.accepted.iter().copied().filter(is_exact)
}

/// SKOS S46: exact is disjoint with broad and related; narrow is broad the other way round.
fn exact_and_other(links: &Links<'_>, language: Language, findings: &mut Vec<Finding>) {
    let pair = |row: &Row<'_>| {
        (
            row.mapping.subject().to_owned(),
            row.mapping.object().to_owned(),
        )
    };
    let exact: BTreeSet<_> = exact(links).map(|row| pair(&row)).collect();
    for row in &links.accepted {
        let predicate = row.mapping.predicate();
        let others = [skos::BROAD_MATCH, skos::NARROW_MATCH, skos::RELATED_MATCH];
        if others.contains(&predicate) && exact.contains(&pair(row)) {
            let name = word(predicate, false, language);
            let values = [
                ("subject", row.subject_name()),
                ("object", row.object_name()),
                ("predicate", &*name),
            ];
            findings.push(row.finding(rules::EXACT_AND_OTHER, language, &values));
        }
    }
}

/// Two exact links of a concept into one vocabulary. Copies of one term, which have one label,
/// are not told of.
fn two_exact(links: &Links<'_>, language: Language, findings: &mut Vec<Finding>) {
    let mut by_subject: BTreeMap<(&str, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in exact(links) {
        let key = (row.mapping.subject(), row.vocabulary());
        by_subject.entry(key).or_default().push(row);
    }
    for rows in by_subject.values() {
        let first = rows[0];
        let label = |row: &Row<'_>| {
            let label = row.mapping.slots.text(Slot::ObjectLabel);
            label.map(str::to_lowercase)
        };
        let is_copy = |row: &&Row<'_>| label(row).is_some() && label(row) == label(&first);
        for row in rows.iter().skip(1).filter(|row| !is_copy(row)) {
            let values = [
                ("subject", row.subject_name()),
                ("object", row.object_name()),
                ("other", first.object_name()),
            ];
            findings.push(row.finding(rules::TWO_EXACT, language, &values));
        }
    }
}

/// Exact links are transitive: concepts that hang together by them would all be the same.
fn clusters(links: &Links<'_>, language: Language, findings: &mut Vec<Finding>) {
    let rows: Vec<_> = exact(links).collect();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for row in &rows {
        for iri in [row.mapping.subject(), row.mapping.object()] {
            let next = numbers.len();
            numbers.entry(iri).or_insert(next);
        }
    }
    let mut sets = UnionFind::<usize>::new(numbers.len());
    for row in &rows {
        sets.union(
            numbers[row.mapping.subject()],
            numbers[row.mapping.object()],
        );
    }
    let mut clusters: BTreeMap<usize, BTreeMap<&str, Row<'_>>> = BTreeMap::new();
    for row in &rows {
        let subject = row.mapping.subject();
        let cluster = clusters.entry(sets.find(numbers[subject])).or_default();
        cluster.entry(subject).or_insert(*row);
    }
    for cluster in clusters.values().filter(|cluster| cluster.len() > 1) {
        let names: Vec<_> = cluster.values().map(|row| row.subject_name()).collect();
        let listed = names[..names.len().min(NAMED)].join(", ");
        let count = names.len().to_string();
        let values = [("count", count.as_str()), ("names", listed.as_str())];
        // One finding a cluster, at its second concept: the first link alone was in order.
        if let Some(row) = cluster.values().nth(1) {
            findings.push(row.finding(rules::CLUSTER, language, &values));
        }
    }
}
