//! `link diff`: what differs between two states of a mapping set, triple by triple.
//! Room `app`.

use std::collections::BTreeSet;

use crate::app::link::tables;
use crate::core::sssom::decision::{self, Triple};
use crate::core::sssom::{Mapping, MappingSet, Slot, Value};
use crate::core::table::Table;

/// The rows that one set has more of than the other, as `change` (`added`, `removed`, `changed`),
/// the triple and, for what changed, slot, old and new value. Rows of one triple that differ are
/// paired in order: the first removed with the first added.
pub fn diff(old: &MappingSet, new: &MappingSet) -> Table {
    let columns = [
        "change", "subject", "relation", "object", "slot", "old", "new",
    ];
    let mut result = tables::empty(&columns);
    about(old, new, &mut result);
    let (old, new) = (sorted(old), sorted(new));
    let triples: BTreeSet<Triple<'_>> = old
        .iter()
        .chain(&new)
        .map(|row| decision::triple(row))
        .collect();
    let (mut old, mut new) = (old.as_slice(), new.as_slice());
    for triple in triples {
        let gone = take(&mut old, triple);
        let come = take(&mut new, triple);
        let lacks = |rows: &[&Mapping], row: &&&Mapping| !rows.contains(*row);
        let removed: Vec<_> = gone.iter().filter(|row| lacks(come, row)).collect();
        let added: Vec<_> = come.iter().filter(|row| lacks(gone, row)).collect();
        let pairs = removed.len().min(added.len());
        for (before, after) in removed.iter().zip(&added) {
            changed(before, after, &mut result);
        }
        let rest = removed[pairs..].iter().map(|row| ("removed", row));
        for (change, row) in rest.chain(added[pairs..].iter().map(|row| ("added", row))) {
            let mut cells = head(change, row);
            cells.resize(columns.len(), None);
            result.rows.push(cells);
        }
        // Rows that are there more often than before.
        let more = come.len().abs_diff(gone.len());
        if removed.is_empty() && added.is_empty() && more > 0 {
            let change = if come.len() > gone.len() {
                "added"
            } else {
                "removed"
            };
            for _ in 0..more {
                let mut cells = head(change, come[0]);
                cells.resize(columns.len(), None);
                result.rows.push(cells);
            }
        }
    }
    result
}

/// What is said of the set as a whole.
fn about(old: &MappingSet, new: &MappingSet, result: &mut Table) {
    for slot in Slot::all().filter(|slot| slot.is_of_set()) {
        let (before, after) = (old.about.get(slot), new.about.get(slot));
        if before != after {
            result.rows.push(vec![
                tables::text("changed"),
                tables::iri(new.id().unwrap_or_default()),
                None,
                None,
                tables::text(slot.name()),
                tables::text(&value(before)),
                tables::text(&value(after)),
            ]);
        }
    }
}

fn sorted(set: &MappingSet) -> Vec<&Mapping> {
    let mut rows: Vec<_> = set.mappings.iter().collect();
    rows.sort_by_key(|row| (decision::triple(row), row.is_negated(), row.decided()));
    rows
}

/// The rows of a triple, from the front of sorted ones.
fn take<'a, 'b>(rows: &mut &'b [&'a Mapping], triple: Triple<'_>) -> &'b [&'a Mapping] {
    let end = rows.iter().position(|row| decision::triple(row) != triple);
    let (taken, rest) = rows.split_at(end.unwrap_or(rows.len()));
    *rows = rest;
    taken
}

fn head(change: &str, row: &Mapping) -> Vec<Option<oxigraph::model::Term>> {
    vec![
        tables::text(change),
        tables::iri(row.subject()),
        tables::relation(row),
        tables::iri(row.object()),
    ]
}

fn changed(before: &Mapping, after: &Mapping, result: &mut Table) {
    for slot in Slot::all().filter(|slot| slot.is_of_mapping()) {
        let (old, new) = (before.slots.get(slot), after.slots.get(slot));
        if old != new {
            let mut cells = head("changed", after);
            cells.push(tables::text(slot.name()));
            cells.push(tables::text(&value(old)));
            cells.push(tables::text(&value(new)));
            result.rows.push(cells);
        }
    }
    let names = before.extension_values.keys();
    let names: BTreeSet<_> = names.chain(after.extension_values.keys()).collect();
    for name in names {
        let (old, new) = (
            before.extension_values.get(name),
            after.extension_values.get(name),
        );
        if old != new {
            let mut cells = head("changed", after);
            cells.push(tables::text(name));
            cells.push(old.and_then(|text| tables::text(text)));
            cells.push(new.and_then(|text| tables::text(text)));
            result.rows.push(cells);
        }
    }
}

fn value(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::List(list)) => list.join(" | "),
    }
}
