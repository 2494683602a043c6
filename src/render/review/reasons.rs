//! What speaks for a pair and what against it, in words.
//! Room `render`.

use std::collections::BTreeSet;

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::matching::relation::{Relation, word};
use crate::core::matching::suggestion::Candidate;
use crate::core::message;
use crate::core::review::portrait::Portrait;
use crate::core::review::{Card, Choice};
use crate::core::sssom::{Mapping, Slot, decision};
use crate::core::vocabulary::semapv;
use crate::render::suggestions;

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub text: String,
    /// Whether it speaks against the pair, or against a stronger relation.
    pub against: bool,
}

/// The choice that the best row proposes; nothing where it is none of SKOS.
pub fn proposed(card: &Card<'_>) -> Option<Choice> {
    if card.item.is_no_term() {
        return Some(Choice::Nothing);
    }
    let relation = Relation::of(card.item.row()?.predicate())?;
    let is_negated = card.item.row().is_some_and(Mapping::is_negated);
    Some(if is_negated {
        Choice::Reject
    } else {
        Choice::Accept(relation)
    })
}

/// What is proposed, in words: relation and score.
pub fn proposal(card: &Card<'_>, language: Language) -> String {
    let row = card.item.row();
    let relation = match proposed(card) {
        Some(choice) => choice.text(language),
        None => row.map_or("", Mapping::predicate).to_owned(),
    };
    match card.item.score() {
        Some(score) => format!("{relation} {score:.2}"),
        None => relation,
    }
}

/// The reasons of a card, those for it first.
pub fn reasons(card: &Card<'_>, language: Language) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut put = |text: String, against: bool| reasons.push(Reason { text, against });
    match card.candidate {
        Some(candidate) => {
            of_candidate(candidate, language, &mut put);
            of_chains(&card.item.rows, &mut put);
        }
        None => of_rows(&card.item.rows, language, &mut put),
    }
    for row in &card.item.before {
        put(before(row, language), row.is_negated());
    }
    for row in &card.item.nothing_before {
        put(nothing_before(row, language), true);
    }
    let object = card.object.as_ref();
    for (slot, version, side) in [
        (
            Slot::SubjectLabel,
            Slot::SubjectSourceVersion,
            Some(&card.subject),
        ),
        (Slot::ObjectLabel, Slot::ObjectSourceVersion, object),
    ] {
        if let Some(text) = side.and_then(|side| relabelled(card, slot, version, side, language)) {
            put(text, true);
        }
    }
    reasons
}

fn of_candidate(candidate: &Candidate, language: Language, put: &mut dyn FnMut(String, bool)) {
    let favourable = Candidate {
        doubts: Vec::new(),
        ..candidate.clone()
    };
    for reason in suggestions::reasons(&favourable, language) {
        put(reason, false);
    }
    for doubt in &candidate.doubts {
        put(suggestions::doubt(*doubt, language), true);
    }
}

/// What rows tell that rest on other links: no comparison of two vocabularies shows that.
fn of_chains(rows: &[Mapping], put: &mut dyn FnMut(String, bool)) {
    let is_chained = |row: &&Mapping| {
        row.slots.text(Slot::MappingJustification) == Some(semapv::MAPPING_CHAINING)
    };
    let comments = rows.iter().filter(is_chained);
    for comment in comments.filter_map(|row| row.slots.text(Slot::Comment)) {
        put(comment.to_owned(), false);
    }
}

/// What the rows of tools tell, where the vocabularies are not at hand.
fn of_rows(rows: &[Mapping], language: Language, put: &mut dyn FnMut(String, bool)) {
    let by_tools = || rows.iter().filter(|row| !row.is_by_person());
    let comments = by_tools().filter_map(|row| row.slots.text(Slot::Comment));
    let mut comments: Vec<_> = comments.collect();
    comments.dedup();
    if !comments.is_empty() {
        return comments
            .into_iter()
            .for_each(|comment| put(comment.to_owned(), false));
    }
    let strings = by_tools().flat_map(|row| row.slots.list(Slot::MatchString));
    let strings: BTreeSet<&str> = strings.map(String::as_str).collect();
    if !strings.is_empty() {
        let labels = strings.into_iter().collect::<Vec<_>>().join(", ");
        put(
            message::text(language, "review.met", &[("labels", &labels)]),
            false,
        );
    }
}

/// How a side was called when persons decided last, where none of its labels is that any more.
fn relabelled(
    card: &Card<'_>,
    slot: Slot,
    version: Slot,
    side: &Portrait,
    language: Language,
) -> Option<String> {
    let before: Vec<_> = card.item.before.iter().collect();
    let told = |row: &&Mapping| row.slots.has(slot);
    let then = decision::latest(&before).into_iter().find(told)?;
    let label = then.slots.text(slot)?;
    let mut labels = side.preferred.iter().chain(&side.others);
    if side.label == label || labels.any(|said| said.text == label) {
        return None;
    }
    let with_version = |label: &str, version: Option<&str>| match version {
        Some(version) => {
            let values = [("label", label), ("version", version)];
            message::text(language, "review.label-in-version", &values)
        }
        None => format!("“{label}”"),
    };
    let now = card.item.row().and_then(|row| row.slots.text(version));
    let was = with_version(label, then.slots.text(version));
    let is = with_version(&side.label, now);
    let values = [("was", &*was), ("is", &*is)];
    Some(message::text(language, "review.relabelled", &values))
}

fn persons(row: &Mapping) -> String {
    let persons = decision::persons(row).into_iter();
    persons.map(last_segment).collect::<Vec<_>>().join(", ")
}

/// That a person found nothing in another version of the vocabulary.
fn nothing_before(row: &Mapping, language: Language) -> String {
    let text = |slot| row.slots.text(slot).unwrap_or_default();
    let values = [
        ("person", &*persons(row)),
        ("date", row.decided()),
        ("version", text(Slot::ObjectSourceVersion)),
        ("reason", text(Slot::Comment)),
    ];
    message::text(language, "review.nothing-before", &values)
}

/// What a person said of the pair before.
fn before(row: &Mapping, language: Language) -> String {
    let values = [
        ("person", persons(row)),
        ("date", row.decided().to_owned()),
        (
            "decision",
            word(row.predicate(), row.is_negated(), language),
        ),
        (
            "reason",
            row.slots.text(Slot::Comment).unwrap_or("").to_owned(),
        ),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    message::text(language, "review.before", &values)
}
