//! What is open in a mapping set: pairs that a tool suggests and no person decided on, or pairs
//! that somebody else decided on, for somebody who reads again.
//! Room `core`.

use std::collections::BTreeMap;

use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::core::vocabulary::sssom;

/// Which pairs are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<'a> {
    /// Pairs that no person decided on.
    First,
    /// Pairs that persons decided on, this one (IRI) not among them.
    Second(&'a str),
}

/// One pair to decide on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// IRIs; the object is `sssom:NoTermFound` where a row says that nothing fits.
    pub subject: String,
    pub object: String,
    /// The rows that are decided on, the best first.
    pub rows: Vec<Mapping>,
    /// What persons said of this pair before.
    pub before: Vec<Mapping>,
    /// Words of persons that nothing fits the subject, in another version of the vocabulary.
    pub nothing_before: Vec<Mapping>,
    /// Whether a label changed since `before`, and `rows` were made with the one of then.
    pub is_outdated: bool,
}

impl Item {
    /// The row that says most.
    pub fn row(&self) -> Option<&Mapping> {
        self.rows.first()
    }

    /// A text of the row that says most.
    pub fn text(&self, slot: Slot) -> Option<&str> {
        self.rows.iter().find_map(|row| row.slots.text(slot))
    }

    /// How sure the rows are, from 0 to 1.
    pub fn score(&self) -> Option<f64> {
        self.rows.iter().filter_map(score).max_by(f64::total_cmp)
    }

    /// Whether its rows say that nothing fits.
    pub fn is_no_term(&self) -> bool {
        self.object == sssom::NO_TERM_FOUND
    }

    /// The vocabulary of the object; empty where no row tells.
    pub fn source(&self) -> &str {
        let mut rows = self.rows.iter().chain(&self.before);
        let source = rows.find_map(|row| row.slots.text(Slot::ObjectSource));
        source.unwrap_or_default()
    }

    /// Whether it leads to the vocabulary of another pair, in its version.
    pub fn is_beside(&self, other: &Self) -> bool {
        let is_one_version = match (self.row(), other.row()) {
            (Some(one), Some(other)) => decision::may_be_one_version(one, other),
            _ => true,
        };
        self.source() == other.source() && is_one_version
    }
}

fn score(row: &Mapping) -> Option<f64> {
    let similarity = row.slots.number(Slot::SimilarityScore);
    similarity.or_else(|| row.slots.number(Slot::Confidence))
}

/// The labels that a vocabulary has now for a concept; `None` where it does not know it.
pub trait Labels {
    fn labels(&self, iri: &str) -> Option<Vec<&str>>;
}

/// No vocabulary at hand.
pub struct NoLabels;

impl Labels for NoLabels {
    fn labels(&self, _: &str) -> Option<Vec<&str>> {
        None
    }
}

type Pair<'a> = (&'a str, &'a str);

/// The pairs that are open, those of one concept together, the most likely first.
pub fn open(set: &MappingSet, reading: Reading<'_>, labels: &dyn Labels) -> Vec<Item> {
    let mut pairs: BTreeMap<Pair<'_>, Vec<&Mapping>> = BTreeMap::new();
    for row in set.mappings.iter().filter(|row| !row.is_literal()) {
        // Where the subject is the one that nothing answers there is no concept to ask about.
        if row.subject() != sssom::NO_TERM_FOUND {
            let pair = (row.subject(), row.object());
            pairs.entry(pair).or_default().push(row);
        }
    }
    // What is said of nothing in the vocabulary that a row leads to, in its version or others.
    let words = |row: &Mapping| -> Vec<&Mapping> {
        let rows = pairs.get(&(row.subject(), sssom::NO_TERM_FOUND));
        let source = row.slots.text(Slot::ObjectSource);
        let of_source = |word: &&&Mapping| word.slots.text(Slot::ObjectSource) == source;
        rows.into_iter()
            .flatten()
            .filter(of_source)
            .copied()
            .collect()
    };
    let nothing_fits = |row: &Mapping| {
        let mut words = words(row);
        words.retain(|word| decision::may_be_one_version(word, row));
        decision::verdict(&words) == Verdict::Accepted
    };
    let items = pairs.iter().filter_map(|(&(subject, object), rows)| {
        let (before, mut by_tools): (Vec<&Mapping>, Vec<&Mapping>) =
            rows.iter().partition(|row| row.is_by_person());
        let mut is_outdated = false;
        let mut nothing_before = Vec::new();
        let offered = match reading {
            Reading::First => {
                by_tools.retain(|row| !nothing_fits(row));
                let first = *by_tools.first()?;
                let changed = relabelled(&by_tools, &before, labels);
                let is_open = before.is_empty() || !changed.is_empty();
                if !is_open {
                    return None;
                }
                nothing_before = standing(words(first));
                let is_of_now = |row: &&Mapping| changed.iter().all(|change| change.fits(row));
                let of_now: Vec<_> = by_tools.iter().copied().filter(is_of_now).collect();
                is_outdated = of_now.is_empty();
                match is_outdated {
                    true => by_tools,
                    false => of_now,
                }
            }
            Reading::Second(reviewer) => {
                let is_own = |row: &&Mapping| decision::persons(row).contains(&reviewer);
                if before.is_empty() || before.iter().any(is_own) {
                    return None;
                }
                decided_last(&before)
            }
        };
        let mut item = item(subject, object, offered, &before);
        item.is_outdated = is_outdated;
        item.nothing_before = nothing_before;
        Some(item)
    });
    ordered(items.collect())
}

/// What is known of one pair now, for a decision by hand.
pub fn pair(set: &MappingSet, subject: &str, object: &str) -> Item {
    let all = set.mappings.iter();
    let rows = all.filter(|row| row.subject() == subject && row.object() == object);
    let (before, by_tools): (Vec<&Mapping>, Vec<&Mapping>) =
        rows.partition(|row| row.is_by_person());
    item(subject, object, by_tools, &before)
}

fn item(subject: &str, object: &str, mut offered: Vec<&Mapping>, before: &[&Mapping]) -> Item {
    offered.sort_by(|a, b| {
        let by_score = score(b).unwrap_or(0.0).total_cmp(&score(a).unwrap_or(0.0));
        by_score.then_with(|| a.predicate().cmp(b.predicate()))
    });
    Item {
        subject: subject.to_owned(),
        object: object.to_owned(),
        rows: offered.into_iter().cloned().collect(),
        before: before.iter().copied().cloned().collect(),
        nothing_before: Vec::new(),
        is_outdated: false,
    }
}

/// The words that nothing fits which stand, of each version by itself.
fn standing(words: Vec<&Mapping>) -> Vec<Mapping> {
    let mut versions: BTreeMap<_, Vec<&Mapping>> = BTreeMap::new();
    for word in words {
        let version = word.slots.text(Slot::ObjectSourceVersion);
        versions.entry(version).or_default().push(word);
    }
    versions.retain(|_, words| decision::verdict(words) == Verdict::Accepted);
    let latest = versions
        .values()
        .flat_map(|words| decision::latest(words))
        .cloned();
    latest.collect()
}

/// The rows of the latest day, accepted ones first.
fn decided_last<'a>(rows: &[&'a Mapping]) -> Vec<&'a Mapping> {
    let mut latest = decision::latest(rows);
    latest.sort_by_key(|row| row.is_negated());
    latest
}

/// A label that is another one now than when the pair was rejected.
struct Change<'a> {
    slot: Slot,
    /// What the rejections called it.
    told: Vec<&'a str>,
    /// What the vocabulary at hand calls it.
    now: Option<Vec<&'a str>>,
}

impl Change<'_> {
    /// Whether a row of a tool was made with the label of now.
    fn fits(&self, row: &Mapping) -> bool {
        row.slots
            .text(self.slot)
            .is_some_and(|label| match &self.now {
                Some(now) => now.contains(&label),
                None => !self.told.contains(&label),
            })
    }
}

/// The labels that changed since a pair was rejected; none where the pair is not rejected.
fn relabelled<'a>(
    by_tools: &[&'a Mapping],
    before: &[&'a Mapping],
    labels: &'a dyn Labels,
) -> Vec<Change<'a>> {
    let (Some(first), false) = (by_tools.first(), before.is_empty()) else {
        return Vec::new();
    };
    if decision::latest(before).iter().any(|row| !row.is_negated()) {
        return Vec::new();
    }
    let sides = [
        (Slot::SubjectLabel, first.subject()),
        (Slot::ObjectLabel, first.object()),
    ];
    let changes = sides.into_iter().map(|(slot, iri)| Change {
        slot,
        told: before
            .iter()
            .filter_map(|row| row.slots.text(slot))
            .collect(),
        now: labels.labels(iri),
    });
    changes
        .filter(|change| {
            !change.told.is_empty()
                && match &change.now {
                    Some(now) => !change.told.iter().any(|label| now.contains(label)),
                    None => by_tools.iter().any(|row| change.fits(row)),
                }
        })
        .collect()
}

/// The pairs of one concept together; the concept with the best pair first.
fn ordered(items: Vec<Item>) -> Vec<Item> {
    let mut groups: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in items {
        groups.entry(item.subject.clone()).or_default().push(item);
    }
    let best = |item: &Item| item.score().unwrap_or(-1.0);
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by(|a, b| best(b).total_cmp(&best(a)).then(a.object.cmp(&b.object)));
    }
    // A stable sort: concepts of equal score stay in the order of their IRIs.
    groups.sort_by(|a, b| best(&b[0]).total_cmp(&best(&a[0])));
    groups.into_iter().flatten().collect()
}
