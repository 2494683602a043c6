//! Who decided what: contradictions, reviewers who differ, reviews of one's own row, none at all.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::link::check::{LinkData, Links, Row, latest, rules, verdict};
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::core::vocabulary::{semapv, skos};

/// Tells of each.
pub fn examine(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    for rows in links.triples.values() {
        disputes(rows, language, findings);
        own_reviews(rows, language, findings);
        let is_reviewed = rows.iter().any(|row| !reviewers(row.mapping).is_empty());
        if !is_reviewed && verdict(rows) == Verdict::Accepted {
            let row = latest(rows)[0];
            let values = [
                ("subject", row.subject_name()),
                ("object", row.object_name()),
            ];
            findings.push(row.finding(rules::NO_REVIEWER, language, &values));
        }
    }
    across_predicates(links, language, findings);
    found_after_all(data, links, language, findings);
}

/// Rows of the latest day that say both that a triple holds and that it does not.
fn disputes(rows: &[Row<'_>], language: Language, findings: &mut Vec<Finding>) {
    if verdict(rows) != Verdict::Disputed {
        return;
    }
    let latest = latest(rows);
    let by: BTreeSet<_> = latest
        .iter()
        .map(|row| decision::persons(row.mapping))
        .collect();
    let rule = match by.len() {
        1 => rules::CONTRADICTION,
        _ => rules::REVIEWERS_DIFFER,
    };
    let Some(row) = latest.iter().find(|row| row.mapping.is_negated()) else {
        return;
    };
    let values = [
        ("subject", row.subject_name()),
        ("object", row.object_name()),
    ];
    findings.push(row.finding(rule, language, &values));
}

fn reviewers(mapping: &Mapping) -> Vec<&str> {
    let slots = [Slot::ReviewerId, Slot::ReviewerLabel];
    let lists = slots.into_iter().flat_map(|slot| mapping.slots.list(slot));
    lists.map(String::as_str).collect()
}

fn authors(mapping: &Mapping) -> Vec<&str> {
    let slots = [Slot::AuthorId, Slot::AuthorLabel];
    let lists = slots.into_iter().flat_map(|slot| mapping.slots.list(slot));
    lists.map(String::as_str).collect()
}

/// A reviewer who is an author of the row, or of the row of the triple that is reviewed.
fn own_reviews(rows: &[Row<'_>], language: Language, findings: &mut Vec<Finding>) {
    let review = Some(semapv::MAPPING_REVIEW);
    let is_review = |mapping: &Mapping| mapping.slots.text(Slot::MappingJustification) == review;
    let made = rows.iter().filter(|row| !is_review(row.mapping));
    let makers: BTreeSet<_> = made.flat_map(|row| authors(row.mapping)).collect();
    for row in rows {
        let own = authors(row.mapping);
        let reviewers = reviewers(row.mapping);
        let mut own = reviewers.iter().filter(|person| {
            own.contains(person) || (is_review(row.mapping) && makers.contains(*person))
        });
        if let Some(person) = own.next() {
            let values = [("person", *person), ("object", row.object_name())];
            findings.push(row.finding(rules::OWN_REVIEW, language, &values));
        }
    }
}

/// A pair that is accepted as exact and rejected as close: what is the same is close.
fn across_predicates(links: &Links<'_>, language: Language, findings: &mut Vec<Finding>) {
    for row in &links.accepted {
        let (subject, predicate, object) = decision::triple(row.mapping);
        if predicate != skos::EXACT_MATCH {
            continue;
        }
        let close = links.triples.get(&(subject, skos::CLOSE_MATCH, object));
        if close.is_some_and(|rows| verdict(rows) == Verdict::Rejected) {
            let values = [
                ("subject", row.subject_name()),
                ("object", row.object_name()),
            ];
            findings.push(row.finding(rules::CONTRADICTION, language, &values));
        }
    }
}

/// "Nothing fits", by a person and of the latest day, beside an accepted link of that kind into
/// the same vocabulary.
fn found_after_all(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let mut accepted: BTreeMap<_, &str> = BTreeMap::new();
    for row in &links.accepted {
        let key = (
            row.mapping.subject(),
            row.mapping.predicate(),
            row.vocabulary(),
        );
        let decided = accepted.entry(key).or_default();
        *decided = (*decided).max(row.mapping.decided());
    }
    for file in data.files.iter().filter(|file| file.is_valid) {
        for mapping in &file.set.mappings {
            if !mapping.is_no_term() || mapping.is_negated() || !mapping.is_by_person() {
                continue;
            }
            let row = Row { file, mapping };
            let key = (mapping.subject(), mapping.predicate(), row.vocabulary());
            let later = accepted.get(&key).filter(|day| **day <= mapping.decided());
            if later.is_some() {
                let values = [
                    ("subject", row.subject_name()),
                    ("object", row.object_name()),
                ];
                findings.push(row.finding(rules::CONTRADICTION, language, &values));
            }
        }
    }
}
