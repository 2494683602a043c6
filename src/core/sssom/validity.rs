//! What holds for a mapping set beyond single values: mandatory slots, slots that belong together.
//! Room `core`.

use std::collections::HashSet;

use crate::core::sssom::problem::{Kind, Problem, Problems};
use crate::core::sssom::slot::Slot;
use crate::core::sssom::{Mapping, MappingSet};
use crate::core::vocabulary::sssom;

/// Looks through a set whose slots are propagated; `place` names a mapping's slot in messages.
pub fn examine(set: &MappingSet, place: &dyn Fn(usize, &str) -> String, problems: &mut Problems) {
    let values = problems.iter().filter(|problem| problem.value.is_some());
    let told: HashSet<_> = values
        .filter_map(|problem| Some((problem.line.unwrap_or(0), problem.slot.clone()?)))
        .collect();
    // Slots of the set have no line in common with what lacks them.
    let of_set: HashSet<_> = told.iter().map(|(_, slot)| slot.clone()).collect();
    examine_set(set, &of_set, problems);
    for (index, mapping) in set.mappings.iter().enumerate() {
        let mut tell = |kind: Kind, slot: Slot| {
            let name = place(index, slot.name());
            // A value that could not be taken is told of already.
            let is_bad = told.contains(&(mapping.line, name.clone()));
            if !is_bad {
                problems.add(Problem::new(kind).at(mapping.line).slot(&name));
            }
        };
        examine_mapping(mapping, set, &mut tell);
    }
    examine_records(set, place, problems);
}

fn examine_set(set: &MappingSet, told: &HashSet<String>, problems: &mut Problems) {
    match set.about.text(Slot::License) {
        None if told.contains(Slot::License.name()) => {}
        None => problems.add(Problem::new(Kind::Missing).slot(Slot::License.name())),
        Some(sssom::LICENSE_UNSPECIFIED) => {
            let problem = Problem::new(Kind::UnspecifiedLicense);
            problems.add(problem.slot(Slot::License.name()));
        }
        Some(_) => {}
    }
    if set.id().is_none() && !told.contains(Slot::MappingSetId.name()) {
        problems.add(Problem::new(Kind::MissingId).slot(Slot::MappingSetId.name()));
    }
    if set.about.text(Slot::SssomVersion) != Some("1.1")
        && let Some(slot) = newest_slot(set)
    {
        problems.add(Problem::new(Kind::Version).slot(slot.name()));
    }
}

/// A slot in use that version 1.0 does not have.
pub fn newest_slot(set: &MappingSet) -> Option<Slot> {
    let on_set = set.about.iter().map(|(slot, _)| slot);
    let mut new_on_set = on_set.filter(|slot| slot.is_new_in_1_1(true));
    new_on_set
        .find(|slot| *slot != Slot::SssomVersion)
        .or_else(|| {
            let mut slots = set.mappings.iter().flat_map(|mapping| mapping.slots.iter());
            slots
                .find(|(slot, _)| slot.is_new_in_1_1(false))
                .map(|(slot, _)| slot)
        })
}

/// Each side has an IRI, or is a literal with a label; predicate and justification are there.
fn examine_mapping(mapping: &Mapping, set: &MappingSet, tell: &mut dyn FnMut(Kind, Slot)) {
    let slots = &mapping.slots;
    for slot in [Slot::PredicateId, Slot::MappingJustification] {
        if !slots.has(slot) {
            tell(Kind::Missing, slot);
        }
    }
    let sides = [
        (
            Slot::SubjectId,
            Slot::SubjectType,
            Slot::SubjectLabel,
            Slot::SubjectSource,
        ),
        (
            Slot::ObjectId,
            Slot::ObjectType,
            Slot::ObjectLabel,
            Slot::ObjectSource,
        ),
    ];
    for (id, kind, label, source) in sides {
        let kind = slots.text(kind).or_else(|| set.about.text(kind));
        let needed = if kind == Some("rdfs literal") {
            label
        } else {
            id
        };
        if !slots.has(needed) {
            tell(Kind::Missing, needed);
        }
        let has_source = slots.has(source) || set.about.has(source);
        if slots.text(id) == Some(sssom::NO_TERM_FOUND) && !has_source {
            tell(Kind::NoTermSource, source);
        }
    }
    let has_reviewer = slots.has(Slot::ReviewerId) || slots.has(Slot::ReviewerLabel);
    if slots.has(Slot::ReviewDate) && !has_reviewer {
        tell(Kind::ReviewWithoutReviewer, Slot::ReviewerId);
    }
}

/// Record identifiers are unique, and all mappings have one or none has.
fn examine_records(
    set: &MappingSet,
    place: &dyn Fn(usize, &str) -> String,
    problems: &mut Problems,
) {
    let has_id = |mapping: &&Mapping| mapping.slots.has(Slot::RecordId);
    let count = set.mappings.iter().filter(has_id).count();
    if count == 0 {
        return;
    }
    let mut seen = HashSet::with_capacity(count);
    for (index, mapping) in set.mappings.iter().enumerate() {
        let id = mapping.slots.text(Slot::RecordId);
        if !id.is_some_and(|id| seen.insert(id)) {
            let problem = Problem::new(Kind::RecordId).at(mapping.line);
            let name = place(index, Slot::RecordId.name());
            problems.add(problem.slot(&name).value(id.unwrap_or_default()));
        }
    }
}
