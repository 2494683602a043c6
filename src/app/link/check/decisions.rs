//! Who decided what: contradictions, reviewers who differ, reviews of one's own row, none at all.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::app::day;
use crate::app::link::check::{LinkData, Links, Row, latest, rules, verdict};
use crate::app::link::terms::namespace;
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
    rejected_as_otherwise(links, language, findings);
    to_come(data, language, findings);
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

/// Days to come: a decision of such a day would beat all that are made until then.
fn to_come(data: &LinkData<'_>, language: Language, findings: &mut Vec<Finding>) {
    let latest = day::latest_day(data.project);
    let slots = [Slot::MappingDate, Slot::ReviewDate, Slot::PublicationDate];
    for file in data.files.iter().filter(|file| file.is_valid) {
        for mapping in &file.set.mappings {
            let days = slots.iter().filter_map(|slot| mapping.slots.text(*slot));
            // Days of four-digit years sort as texts.
            if let Some(day) = days.max().filter(|day| *day > latest.as_str()) {
                let row = Row { file, mapping };
                let values = [("day", day), ("subject", row.subject_name())];
                findings.push(row.finding(rules::FUTURE, language, &values));
            }
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
            let key = "link.exact-not-close";
            findings.push(row.told(rules::CONTRADICTION, language, key, &values));
        }
    }
}

/// A pair that one person rejects and another links by another relation on the same day. Who
/// links it too rejects a relation, not the pair.
fn rejected_as_otherwise(links: &Links<'_>, language: Language, findings: &mut Vec<Finding>) {
    let mut linked: HashMap<_, Vec<Row<'_>>> = HashMap::new();
    for row in &links.accepted {
        linked.entry(pair(*row)).or_default().push(*row);
    }
    let mut told = HashSet::new();
    for rows in links.triples.values() {
        let Some(linked) = linked.get(&pair(rows[0])) else {
            continue;
        };
        if verdict(rows) != Verdict::Rejected {
            continue;
        }
        for row in latest(rows) {
            let persons = decision::persons(row.mapping);
            let is_own = |link: &Row<'_>| decision::persons(link.mapping) == persons;
            let is_of_day = |link: &Row<'_>| link.mapping.decided() == row.mapping.decided();
            let is_disputed = !linked.iter().any(is_own) && linked.iter().any(is_of_day);
            if is_disputed && told.insert(pair(row)) {
                let values = [
                    ("subject", row.subject_name()),
                    ("object", row.object_name()),
                ];
                findings.push(row.finding(rules::REVIEWERS_DIFFER, language, &values));
            }
        }
    }
}

/// "Nothing fits", by a person and of the latest day, beside an accepted link into the same
/// vocabulary, of an earlier day or of this day and this version; unless whoever said it took it
/// back. Two persons on one day differ. Of one person only a link of that kind counts: the
/// standard lets one say that nothing is the same beside a link to what is almost the same.
fn found_after_all(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let mut accepted: BTreeMap<_, Vec<Row<'_>>> = BTreeMap::new();
    for row in &links.accepted {
        accepted
            .entry(row.mapping.subject())
            .or_default()
            .push(*row);
    }
    let sources = Sources::new(links);
    let files = data.files.iter().filter(|file| file.is_valid);
    let rows = files.flat_map(|file| {
        file.set
            .mappings
            .iter()
            .map(move |mapping| Row { file, mapping })
    });
    let said = rows.filter(|row| row.mapping.is_no_term() && row.mapping.is_by_person());
    let (back, said): (Vec<_>, Vec<_>) = said.partition(|row| row.mapping.is_negated());
    let mut withdrawn: BTreeMap<_, Vec<Row<'_>>> = BTreeMap::new();
    for row in back {
        let by = (kind(row), decision::persons(row.mapping));
        withdrawn.entry(by).or_default().push(row);
    }
    for row in said {
        let day = row.mapping.decided();
        let persons = decision::persons(row.mapping);
        let fits = accepted.get(row.mapping.subject()).into_iter().flatten();
        let fits = fits.filter(|link| {
            let is_of_kind = row.mapping.predicate() == link.mapping.predicate();
            let is_nothing = row.mapping.predicate() == skos::EXACT_MATCH;
            let is_other = decision::persons(link.mapping) != persons;
            (is_of_kind || is_nothing && is_other) && sources.may_be_one(row, **link)
        });
        if fits.clone().any(|link| link.mapping.decided() > day) {
            continue;
        }
        // Of one day nobody can tell which came last, unless they are about two versions.
        let fits = fits.filter(|link| {
            link.mapping.decided() < day || decision::may_be_one_version(row.mapping, link.mapping)
        });
        let Some(link) = fits.max_by_key(|link| link.mapping.decided()) else {
            continue;
        };
        let linked = link.mapping.decided();
        let mut back = withdrawn
            .get(&(kind(row), persons.clone()))
            .into_iter()
            .flatten();
        let is_same_word = |back: Row<'_>| {
            let is_version = decision::may_be_one_version(row.mapping, back.mapping);
            is_version && sources.may_be_one(row, back)
        };
        let is_back = back.any(|back| back.mapping.decided() >= day && is_same_word(*back));
        if is_back {
            continue;
        }
        let is_same = decision::persons(link.mapping) == persons;
        let rule = match linked == day && !is_same {
            true => rules::REVIEWERS_DIFFER,
            false => rules::CONTRADICTION,
        };
        let prefixes = &row.file.set.prefixes;
        let persons: Vec<_> = persons
            .into_iter()
            .map(|one| prefixes.compact(one))
            .collect();
        let person = persons.join(", ");
        let values = [
            ("subject", row.subject_name()),
            ("object", link.object_name()),
            ("person", person.as_str()),
            ("day", day),
        ];
        findings.push(row.told(rule, language, "link.nothing-but-linked", &values));
    }
}

fn pair<'a>(row: Row<'a>) -> (&'a str, &'a str) {
    (row.mapping.subject(), row.mapping.object())
}

/// What is linked how.
fn kind<'a>(row: Row<'a>) -> (&'a str, &'a str) {
    (row.mapping.subject(), row.mapping.predicate())
}

/// How the terms of each source begin, by the rows that link to them.
struct Sources<'a>(HashMap<&'a str, HashSet<&'a str>>);

impl<'a> Sources<'a> {
    fn new(links: &Links<'a>) -> Self {
        let mut sources: HashMap<_, HashSet<_>> = HashMap::new();
        for row in links.triples.values().flatten() {
            let begin = namespace(row.mapping.object());
            sources.entry(row.vocabulary()).or_default().insert(begin);
        }
        Self(sources)
    }

    /// Whether two rows are about one vocabulary: they name it alike, or they stand in one set and
    /// no terms show that the two names mean different ones.
    fn may_be_one(&self, one: Row<'a>, other: Row<'a>) -> bool {
        if one.vocabulary() == other.vocabulary() {
            return true;
        }
        let terms = |row: Row<'a>| self.0.get(row.vocabulary());
        let are_apart = match (terms(one), terms(other)) {
            (Some(one), Some(other)) => one.is_disjoint(other),
            _ => false,
        };
        std::ptr::eq(one.file, other.file) && !are_apart
    }
}
