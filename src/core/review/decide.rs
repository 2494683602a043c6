//! A decision → the rows that it adds to the mapping set. Rows that are there stay as they are.
//! Room `core`.

use std::collections::BTreeSet;

use crate::core::matching::relation::Relation;
use crate::core::message::{Message, Tell};
use crate::core::review::choice::Choice;
use crate::core::review::queue::Item;
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::core::vocabulary::{semapv, skos, sssom};

/// Who decides, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// An IRI.
    pub id: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A row of a tool or of somebody else.
    Review,
    /// Nothing but own judgement.
    ByHand,
}

/// Why a decision adds no rows.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.message())]
pub enum Refusal {
    /// The row decided on is one's own.
    OwnRow,
    /// No concept was found that could be linked.
    NoObject,
    /// A rejection, of the pair or of the relation that a person accepted, without a reason.
    NoReason,
    /// Nothing fits, but in which vocabulary nobody knows.
    NoSource,
    /// Nothing fits, and yet there is a link.
    Linked { object: String },
    /// A link, and yet somebody else said that day that nothing fits.
    NothingSaid { person: String, day: String },
    /// A concept cannot be linked to itself.
    Itself,
}

impl Tell for Refusal {
    fn message(&self) -> Message {
        match self {
            Self::OwnRow => Message::new("review.refused-own"),
            Self::NoObject => Message::new("review.refused-no-object"),
            Self::NoReason => Message::new("review.fault-no-reason"),
            Self::NoSource => Message::new("review.refused-no-source"),
            Self::Linked { object } => Message::new("review.refused-linked").with("object", object),
            Self::NothingSaid { person, day } => Message::new("review.refused-nothing-said")
                .with("person", person)
                .with("day", day),
            Self::Itself => Message::new("review.refused-itself"),
        }
    }
}

/// The labels to store, and the version of the vocabulary that has the one of the object; where
/// `None`, those of the rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named<'a> {
    pub subject: Option<&'a str>,
    pub object: Option<&'a str>,
    pub object_version: Option<&'a str>,
}

/// The rows that a decision on `item` adds; none for "later". `set` is what is decided up to now.
pub fn rows(
    set: &MappingSet,
    item: &Item,
    choice: Choice,
    reason: &str,
    by: &Reviewer,
    ground: Ground,
    named: Named<'_>,
) -> Result<Vec<Mapping>, Refusal> {
    if choice == Choice::Later {
        return Ok(Vec::new());
    }
    let is_own = |row: &Mapping| decision::persons(row).contains(&by.id.as_str());
    let of_persons = item.rows.iter().filter(|row| row.is_by_person());
    if ground == Ground::Review && of_persons.clone().any(is_own) {
        return Err(Refusal::OwnRow);
    }
    if item.subject == item.object {
        return Err(Refusal::Itself);
    }
    let reason = plain(reason);
    let reason = reason.as_str();
    if reason.is_empty() && needs_reason(item, choice) {
        return Err(Refusal::NoReason);
    }
    let new = |predicate: &str, negated: bool| {
        let mut row = base(item, named);
        row.slots.set(Slot::PredicateId, predicate);
        if negated {
            row.slots.set(Slot::PredicateModifier, "Not");
        }
        row.slots.set(Slot::Comment, reason);
        sign(&mut row, by, ground);
        row
    };
    match choice {
        Choice::Later => Ok(Vec::new()),
        Choice::Accept(_) if item.is_no_term() => Err(Refusal::NoObject),
        Choice::Accept(relation) => {
            may_be_linked(set, item, by)?;
            let chosen = relation.property();
            let others = others(item, relation).into_iter();
            let denied = others.map(|other| new(&other, true));
            let rows = std::iter::once(new(chosen, false)).chain(denied);
            Ok(rows.chain(withdrawn(set, item, by, reason)).collect())
        }
        Choice::Reject => {
            let mut rejected = accepted(&item.before);
            if rejected.is_empty() {
                let proposed = item.row().map_or(skos::EXACT_MATCH, Mapping::predicate);
                rejected.insert(proposed.to_owned());
            }
            Ok(rejected
                .iter()
                .map(|predicate| new(predicate, true))
                .collect())
        }
        Choice::Nothing => {
            may_have_nothing(set, item)?;
            Ok(vec![without_object(new(skos::EXACT_MATCH, false))])
        }
    }
}

/// Whether a decision rejects anything: the pair, or another relation that a person accepted.
pub fn needs_reason(item: &Item, choice: Choice) -> bool {
    match choice {
        Choice::Reject => true,
        Choice::Accept(relation) => !item.is_no_term() && !others(item, relation).is_empty(),
        Choice::Nothing | Choice::Later => false,
    }
}

/// The predicates of a pair that persons accepted, other than that of a relation.
fn others(item: &Item, relation: Relation) -> BTreeSet<String> {
    let mut others = accepted(&item.before);
    others.remove(relation.property());
    others
}

/// That nothing fits is said of a vocabulary, and only where nothing is linked.
fn may_have_nothing(set: &MappingSet, item: &Item) -> Result<(), Refusal> {
    let source = item.source();
    if source.is_empty() {
        return Err(Refusal::NoSource);
    }
    match linked(set, &item.subject, source) {
        Some(object) => Err(Refusal::Linked { object }),
        None => Ok(()),
    }
}

/// A link beside the word of somebody else, of that day or a later one, that nothing fits: nobody
/// could tell which of the two holds, so that word is rejected first, as a link is before it is
/// said that nothing fits.
fn may_be_linked(set: &MappingSet, item: &Item, by: &Reviewer) -> Result<(), Refusal> {
    let words = words(set, item);
    if decision::verdict(&words) != Verdict::Accepted {
        return Ok(());
    }
    let latest = decision::latest(&words).into_iter();
    let is_of_another = |word: &&Mapping| {
        word.decided() >= by.date.as_str() && !decision::persons(word).contains(&by.id.as_str())
    };
    match latest.into_iter().find(is_of_another) {
        Some(word) => Err(Refusal::NothingSaid {
            person: decision::persons(word).join(", "),
            day: word.decided().to_owned(),
        }),
        None => Ok(()),
    }
}

/// What persons said of nothing that fits, in the vocabulary of a pair and in its version: what was
/// said of another version stays true of it.
fn words<'a>(set: &'a MappingSet, item: &Item) -> Vec<&'a Mapping> {
    let is_of_pair = |row: &&Mapping| {
        row.subject() == item.subject
            && row.object() == sssom::NO_TERM_FOUND
            && row.slots.text(Slot::ObjectSource).unwrap_or_default() == item.source()
            && item
                .row()
                .is_none_or(|of| decision::may_be_one_version(row, of))
            && row.is_by_person()
    };
    set.mappings.iter().filter(is_of_pair).collect()
}

/// Who links what nothing fitted by his own word takes that word back: on one day nobody could
/// tell which of the two came last.
fn withdrawn(set: &MappingSet, item: &Item, by: &Reviewer, reason: &str) -> Option<Mapping> {
    let mut own = words(set, item);
    own.retain(|row| {
        let is_own = decision::persons(row).contains(&by.id.as_str());
        is_own && row.decided() <= by.date.as_str()
    });
    if decision::verdict(&own) != Verdict::Accepted {
        return None;
    }
    let word = decision::latest(&own).first().copied()?;
    let mut row = Mapping::new(
        word.subject(),
        word.predicate(),
        word.object(),
        semapv::MAPPING_REVIEW,
    );
    for slot in OF_THE_PAIR {
        row.slots
            .set(slot, word.slots.text(slot).unwrap_or_default());
    }
    row.slots.set(Slot::PredicateModifier, "Not");
    row.slots.set(Slot::Comment, reason);
    // Nobody reviews a row of their own.
    let ground = match word.slots.has(Slot::ReviewerId) {
        true => Ground::Review,
        false => Ground::ByHand,
    };
    sign(&mut row, by, ground);
    Some(row)
}

/// The row with nothing as its object.
fn without_object(mut row: Mapping) -> Mapping {
    for slot in [Slot::ObjectLabel, Slot::ObjectCategory, Slot::ObjectType] {
        row.slots.remove(slot);
    }
    row.slots.set(Slot::ObjectId, sssom::NO_TERM_FOUND);
    row
}

/// The slots that say which concepts it is about.
const OF_THE_PAIR: [Slot; 10] = [
    Slot::SubjectLabel,
    Slot::SubjectCategory,
    Slot::SubjectType,
    Slot::SubjectSource,
    Slot::SubjectSourceVersion,
    Slot::ObjectLabel,
    Slot::ObjectCategory,
    Slot::ObjectType,
    Slot::ObjectSource,
    Slot::ObjectSourceVersion,
];

fn base(item: &Item, named: Named<'_>) -> Mapping {
    let mut row = Mapping::default();
    row.slots.set(Slot::SubjectId, item.subject.as_str());
    row.slots.set(Slot::ObjectId, item.object.as_str());
    for slot in OF_THE_PAIR {
        let known = item.rows.iter().chain(&item.before);
        if let Some(value) = known.filter_map(|row| row.slots.get(slot)).next() {
            row.slots.set(slot, value.clone());
        }
    }
    if let Some(label) = named.subject {
        row.slots.set(Slot::SubjectLabel, plain(label));
    }
    if let Some(label) = named.object.filter(|_| !item.is_no_term()) {
        row.slots.set(Slot::ObjectLabel, plain(label));
    }
    if let Some(version) = named.object_version {
        row.slots.set(Slot::ObjectSourceVersion, version);
    }
    row
}

/// A text on one line: white space folds to one space, control characters count as such.
pub fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn sign(row: &mut Mapping, by: &Reviewer, ground: Ground) {
    let (how, who, when) = match ground {
        Ground::Review => (semapv::MAPPING_REVIEW, Slot::ReviewerId, Slot::ReviewDate),
        Ground::ByHand => (
            semapv::MANUAL_MAPPING_CURATION,
            Slot::AuthorId,
            Slot::MappingDate,
        ),
    };
    row.slots.set(Slot::MappingJustification, how);
    row.slots.set(who, by.id.as_str());
    row.slots.set(when, by.date.as_str());
}

/// The predicates of a pair that hold by what persons said.
fn accepted(before: &[Mapping]) -> BTreeSet<String> {
    let triples = decision::by_triple(before);
    let holds = triples
        .into_iter()
        .filter(|(_, rows)| decision::verdict(rows) == Verdict::Accepted);
    holds
        .map(|((_, predicate, _), _)| predicate.to_owned())
        .collect()
}

/// What the concept is linked to in a vocabulary, if anything.
fn linked(set: &MappingSet, subject: &str, source: &str) -> Option<String> {
    let is_of = |row: &&Mapping| {
        row.subject() == subject && row.slots.text(Slot::ObjectSource) == Some(source)
    };
    let triples = decision::by_triple(set.mappings.iter().filter(is_of));
    let mut holds = triples
        .into_iter()
        .filter(|(_, rows)| decision::verdict(rows) == Verdict::Accepted);
    holds.next().map(|((_, _, object), _)| object.to_owned())
}

/// Whether two rows say the same, by the same person; that nothing fits is said of one version.
pub fn says_same(one: &Mapping, other: &Mapping) -> bool {
    decision::triple(one) == decision::triple(other)
        && (!one.is_no_term() || decision::may_be_one_version(one, other))
        && one.is_negated() == other.is_negated()
        && decision::persons(one) == decision::persons(other)
        && one.is_by_person() == other.is_by_person()
}

/// What persons said of a pair that `known` does not hold.
pub fn unknown<'a>(set: &'a MappingSet, item: &Item, known: &[Mapping]) -> Vec<&'a Mapping> {
    let all = set.mappings.iter();
    let of_pair = all.filter(|row| {
        row.is_by_person() && row.subject() == item.subject && row.object() == item.object
    });
    of_pair.filter(|row| !known.contains(row)).collect()
}
