//! What a set says of its two sides as a whole: which vocabularies they are, in which version, of
//! which kind their terms are. New rows say the same as the others.
//! Room `core`.

use std::collections::BTreeSet;

use crate::core::sssom::record::Value;
use crate::core::sssom::slot::{Range, Slot};
use crate::core::sssom::{CurieMap, Mapping, MappingSet};
use crate::core::vocabulary::sssom;

/// What the name of a vocabulary begins with that nobody has named.
pub const UNNAMED: &str = "urn:vocabulary:";

/// For each side: its source, and what depends on it.
const SIDES: [(Slot, [Slot; 2]); 2] = [
    (
        Slot::SubjectSource,
        [Slot::SubjectSourceVersion, Slot::SubjectType],
    ),
    (
        Slot::ObjectSource,
        [Slot::ObjectSourceVersion, Slot::ObjectType],
    ),
];

/// Whether a slot says what one of the sides is.
pub fn is_of_side(slot: Slot) -> bool {
    let mut sides = SIDES.iter();
    sides.any(|(source, others)| *source == slot || others.contains(&slot))
}

impl MappingSet {
    /// The one value that the set and all its rows which have the slot agree on.
    pub fn common(&self, slot: Slot) -> Option<&Value> {
        let rows = self.mappings.iter().filter_map(|row| row.slots.get(slot));
        let mut all = self.about.get(slot).into_iter().chain(rows);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// What the set says of both sides, as a row without a triple.
    pub fn sides(&self) -> Mapping {
        let mut sides = Mapping::default();
        for (source, others) in SIDES {
            for slot in [source].into_iter().chain(others) {
                if let Some(value) = self.common(slot)
                    // What holds for the label of a literal holds for no term.
                    && *value != Value::from("rdfs literal")
                {
                    sides.slots.set(slot, value.clone());
                }
            }
        }
        sides
    }

    /// Whether another set links to the vocabulary that this one links to: theirs has no name, or
    /// some of its terms are named as terms of this one.
    pub fn has_vocabulary_of(&self, other: &Self) -> bool {
        let mut named = other.mappings.iter().map(|row| &row.slots);
        let is_unnamed = named.all(|slots| {
            let source = slots.text(Slot::ObjectSource);
            source.is_none_or(|source| source.starts_with(UNNAMED))
        });
        is_unnamed || !self.namespaces().is_disjoint(&other.namespaces())
    }

    fn namespaces(&self) -> BTreeSet<&str> {
        let objects = self.mappings.iter().map(Mapping::object);
        objects
            .filter(|object| *object != sssom::NO_TERM_FOUND)
            .filter_map(|object| object.rfind(['/', '#', ':']).map(|end| &object[..=end]))
            .collect()
    }
}

impl Mapping {
    /// Takes from `sides` what it does not say itself; of a source that is another one, nothing.
    pub fn take_sides(&mut self, sides: &Self) {
        for (source, others) in SIDES {
            let said = sides.slots.get(source);
            if self.slots.has(source) && self.slots.get(source) != said {
                continue;
            }
            for slot in [source].into_iter().chain(others) {
                if let (false, Some(value)) = (self.slots.has(slot), sides.slots.get(slot)) {
                    self.slots.set(slot, value.clone());
                }
            }
        }
    }

    /// Takes the source of the object and its version from `sides`, where these name a source.
    pub fn replace_object_source(&mut self, sides: &Self) {
        if sides.slots.has(Slot::ObjectSource) {
            self.slots.remove(Slot::ObjectSource);
            if sides.slots.has(Slot::ObjectSourceVersion) {
                self.slots.remove(Slot::ObjectSourceVersion);
            }
        }
        self.take_sides(sides);
    }

    /// The IRIs that TSV writes as CURIEs.
    pub fn entities(&self) -> impl Iterator<Item = &str> {
        let slots = self.slots.iter();
        let entities = slots.filter(|(slot, _)| slot.range() == Range::Entity);
        entities.flat_map(|(slot, _)| self.slots.list(slot).iter().map(String::as_str))
    }
}

impl MappingSet {
    /// The prefixes by which identifiers in the rows are written.
    pub fn used_prefixes(&self) -> BTreeSet<&str> {
        let entities = self.mappings.iter().flat_map(Mapping::entities);
        let contracted = entities.filter_map(|iri| self.prefixes.contract(iri));
        contracted.map(|(prefix, _)| prefix).collect()
    }

    /// Declares the prefixes that new rows need. What is there keeps its CURIEs: a longer
    /// namespace that rows of the set would fall under is not declared.
    pub fn declare_for(&mut self, rows: &[Mapping], known: &CurieMap) {
        for iri in rows.iter().flat_map(Mapping::entities) {
            let own = self.prefixes.contract(iri);
            if own.as_ref().is_some_and(|(_, curie)| !curie.contains('/')) {
                continue;
            }
            let Some((prefix, namespace)) = known
                .contract(iri)
                .and_then(|(prefix, _)| Some((prefix, known.namespace(prefix)?)))
            else {
                continue;
            };
            let would_change = || {
                let mut all = self.mappings.iter().flat_map(Mapping::entities);
                all.any(|entity| entity.starts_with(namespace))
            };
            let is_free = self.prefixes.namespace(prefix).is_none();
            if is_free && (own.is_none() || !would_change()) {
                self.prefixes.insert(prefix, namespace);
            }
        }
    }
}
