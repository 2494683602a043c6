//! Propagation and condensation: values of the set that stand for those of its mappings.
//! Room `core`. Follows SSSOM, Propagatable slots.

use crate::core::sssom::problem::{Kind, Problem, Problems};
use crate::core::sssom::slot::Slot;
use crate::core::sssom::{Mapping, MappingSet, Record, sides};

/// Gives the mappings what the set says for all of them. A slot that some mappings have a value
/// of their own in stays as it is, and is told of unless all say the same.
pub fn propagate(set: &mut MappingSet, problems: &mut Problems) {
    if set.mappings.is_empty() {
        return;
    }
    for slot in Slot::all().filter(|slot| slot.is_propagated()) {
        let Some(value) = set.about.get(slot).cloned() else {
            continue;
        };
        let with_own = set.mappings.iter().filter(|m| m.slots.has(slot)).count();
        if with_own == 0 {
            let all = set.mappings.iter_mut();
            all.for_each(|mapping| mapping.slots.set(slot, value.clone()));
            set.about.remove(slot);
            continue;
        }
        let mut all = set.mappings.iter();
        if all.all(|mapping| mapping.slots.get(slot) == Some(&value)) {
            set.about.remove(slot);
        } else {
            problems.add(Problem::new(Kind::NotPropagated).slot(slot.name()));
        }
    }
}

/// Gives the set what all mappings say alike.
pub fn condense(set: &mut MappingSet) {
    condense_slots(set, Slot::is_propagated);
}

/// As [`condense`], but only for what new rows take over too (`MappingSet::sides`). The next row
/// may have another day or no tool: then every row would have to be written anew.
pub fn condense_lasting(set: &mut MappingSet) {
    condense_slots(set, sides::is_of_side);
}

/// Takes from the mappings what `about`, which stands elsewhere, says for all of them.
pub fn condense_as(set: &mut MappingSet, about: &Record) {
    for slot in Slot::all().filter(|slot| slot.is_propagated()) {
        let Some(value) = about.get(slot) else {
            continue;
        };
        let is_value = |mapping: &Mapping| mapping.slots.get(slot) == Some(value);
        if set.mappings.iter().all(is_value) {
            set.mappings.iter_mut().for_each(|mapping| {
                mapping.slots.remove(slot);
            });
        }
    }
}

fn condense_slots(set: &mut MappingSet, wanted: fn(Slot) -> bool) {
    for slot in Slot::all().filter(|slot| wanted(*slot)) {
        let Some(first) = set.mappings.first() else {
            return;
        };
        let Some(value) = first.slots.get(slot).cloned() else {
            continue;
        };
        let fits_set = set.about.get(slot).is_none_or(|own| *own == value);
        let is_common = || {
            let mut all = set.mappings.iter();
            all.all(|mapping| mapping.slots.get(slot) == Some(&value))
        };
        if fits_set && is_common() {
            set.mappings.iter_mut().for_each(|mapping| {
                mapping.slots.remove(slot);
            });
            set.about.set(slot, value);
        }
    }
}
