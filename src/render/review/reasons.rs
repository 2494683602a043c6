//! What speaks for a pair and what against it, in words.
//! Room `render`.

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::matching::entry::LabelKind;
use crate::core::matching::relation::{Doubt, Relation};
use crate::core::matching::suggestion::{Candidate, Met};
use crate::core::message;
use crate::core::review::{Card, Choice};
use crate::core::sssom::{Mapping, Slot, decision};
use crate::core::vocabulary::skos;

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
    let relation = match card.item.row()?.predicate() {
        skos::EXACT_MATCH => Relation::Exact,
        skos::CLOSE_MATCH => Relation::Close,
        skos::BROAD_MATCH => Relation::Broad,
        skos::NARROW_MATCH => Relation::Narrow,
        skos::RELATED_MATCH => Relation::Related,
        _ => return None,
    };
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
    let say = |key: &str, name: &str, value: &str| message::text(language, key, &[(name, value)]);
    match card.candidate {
        Some(candidate) => of_candidate(candidate, language, &mut put),
        None => {
            let strings = card.item.rows.iter();
            let mut strings: Vec<_> = strings
                .flat_map(|row| row.slots.list(Slot::MatchString))
                .map(String::as_str)
                .collect();
            strings.sort_unstable();
            strings.dedup();
            if !strings.is_empty() {
                put(say("review.met", "labels", &strings.join(", ")), false);
            }
        }
    }
    let is_by_tool = |row: &&Mapping| !row.is_by_person();
    for row in card.item.rows.iter().filter(is_by_tool) {
        if let Some(comment) = row.slots.text(Slot::Comment) {
            put(comment.to_owned(), false);
        }
    }
    for row in &card.item.before {
        put(before(row, language), row.is_negated());
    }
    reasons
}

fn of_candidate(candidate: &Candidate, language: Language, put: &mut dyn FnMut(String, bool)) {
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    for met in &candidate.met {
        put(labels_met(met, language), false);
    }
    if !candidate.context.shared.is_empty() {
        let words = candidate.context.shared.join(", ");
        put(say("suggest.shared", &[("words", &words)]), false);
    }
    for doubt in &candidate.doubts {
        let key = match doubt {
            Doubt::LanguagesDisagree => "suggest.languages-disagree",
            Doubt::NoSharedContext => "suggest.no-shared-context",
            Doubt::ContextUnknown => "suggest.context-unknown",
            Doubt::SingleWord => "suggest.single-word",
            Doubt::OneLanguage => "suggest.one-language",
            Doubt::OnlySynonym => "suggest.only-synonym",
            Doubt::LabelsDiffer => "suggest.labels-differ",
            Doubt::Deprecated => "suggest.deprecated",
        };
        put(say(key, &[]), true);
    }
}

/// Two labels that met: `nl: netwerken ~ netwerken (synonym), 100%`.
fn labels_met(met: &Met, language: Language) -> String {
    let kind = |kind| match kind {
        LabelKind::Preferred => String::new(),
        LabelKind::Alternative => format!(" ({})", message::text(language, "suggest.synonym", &[])),
        LabelKind::Hidden => format!(" ({})", message::text(language, "suggest.hidden", &[])),
    };
    let tag = match met.language.as_str() {
        "" => String::new(),
        tag => format!("{tag}: "),
    };
    let percent = (met.likeness * 100.0).round();
    format!(
        "{tag}{}{} ~ {}{}, {percent}%",
        met.label,
        kind(met.kind),
        met.other_label,
        kind(met.other_kind)
    )
}

/// What a person said of the pair before.
fn before(row: &Mapping, language: Language) -> String {
    let persons = decision::persons(row).into_iter();
    let persons: Vec<_> = persons.map(last_segment).collect();
    let not = if row.is_negated() { "≠ " } else { "" };
    let predicate = format!("{not}{}", last_segment(row.predicate()));
    let values = [
        ("person", persons.join(", ")),
        ("date", row.decided().to_owned()),
        ("decision", predicate),
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
