//! Writing SSSOM/TSV in its canonical form.
//! Room `core`. Follows SSSOM/TSV, Canonical SSSOM/TSV format.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::core::sssom::metadata::{CURIE_MAP, EXTENSION_DEFINITIONS};
use crate::core::sssom::record::{Record, Value};
use crate::core::sssom::slot::{Range, SET_SLOTS, Slot};
use crate::core::sssom::{CurieMap, ExtensionDefinition, Mapping, MappingSet};
use crate::core::sssom::{propagate, range, validity, yaml};

/// Writes a mapping set in canonical form: condensed, sorted, only what is used.
pub fn tsv(set: &MappingSet) -> String {
    let mut set = set.clone();
    propagate::condense(&mut set);
    tsv_as_it_is(&set)
}

/// As [`tsv`], for a set to which decisions are added: condensed is only what their rows say too, so
/// that each adds its own rows and changes no other.
pub fn tsv_to_add_to(set: &MappingSet) -> String {
    tsv_with_columns(set, &[])
}

/// The slots that a decision fills.
pub const OF_DECISIONS: [Slot; 6] = [
    Slot::PredicateModifier,
    Slot::AuthorId,
    Slot::ReviewerId,
    Slot::MappingDate,
    Slot::ReviewDate,
    Slot::Comment,
];

/// As [`tsv_to_add_to`], with columns for `kept` where no row has them too: a column that comes or
/// goes changes every line.
pub fn tsv_with_columns(set: &MappingSet, kept: &[Slot]) -> String {
    let mut set = set.clone();
    propagate::condense_lasting(&mut set);
    // What the set says for all rows has no column.
    let kept = kept.iter().copied();
    let kept: Vec<_> = kept.filter(|slot| !set.about.has(*slot)).collect();
    tsv_of(&set, &kept)
}

/// As [`tsv`], without condensation.
pub fn tsv_as_it_is(set: &MappingSet) -> String {
    tsv_of(set, &[])
}

fn tsv_of(set: &MappingSet, kept: &[Slot]) -> String {
    let mut cells = Cells {
        curies: &set.prefixes,
        used: BTreeSet::new(),
    };
    let extensions = used_extensions(set);
    let rows = rows(set, &extensions, kept, &mut cells);
    let mut text = String::new();
    metadata(set, &extensions, &mut cells, &mut text);
    text.push_str(&rows);
    text
}

/// The header and the rows alone, for a set whose metadata stand in another file; with columns for
/// `kept` where no row has them too.
pub fn tsv_without_metadata(set: &MappingSet, kept: &[Slot]) -> String {
    let mut cells = Cells {
        curies: &set.prefixes,
        used: BTreeSet::new(),
    };
    rows(set, &used_extensions(set), kept, &mut cells)
}

/// Turns values into text and keeps the prefixes that it needs for that.
struct Cells<'a> {
    curies: &'a CurieMap,
    used: BTreeSet<String>,
}

impl Cells<'_> {
    fn entity(&mut self, iri: &str) -> String {
        let Some((prefix, curie)) = self.curies.contract(iri) else {
            return iri.to_owned();
        };
        if !self.used.contains(prefix) {
            self.used.insert(prefix.to_owned());
        }
        curie
    }

    fn texts(&mut self, slot: Slot, value: &Value) -> Vec<String> {
        let texts = match value {
            Value::Number(number) => return vec![three_digits(*number)],
            Value::Text(text) => std::slice::from_ref(text),
            Value::List(list) => list.as_slice(),
        };
        match slot.range() {
            Range::Entity => texts.iter().map(|iri| self.entity(iri)).collect(),
            _ => texts.to_vec(),
        }
    }

    /// The cell of a slot; empty for none.
    fn cell(&mut self, record: &Record, slot: Slot) -> String {
        let Some(value) = record.get(slot) else {
            return String::new();
        };
        let mut texts = self.texts(slot, value);
        match slot.is_list() {
            true => range::join_list(&texts),
            false => texts.pop().unwrap_or_default(),
        }
    }
}

/// A number with up to three digits after the point, the last rounded, halves up.
pub fn three_digits(number: f64) -> String {
    let rounded = (number * 1000.0 + 0.5).floor() / 1000.0;
    // `{}` writes the shortest digits that read back the same; never `-0`.
    format!("{}", rounded + 0.0)
}

/// The extension slots in use, by property; those without a definition get the standard's own.
fn used_extensions(set: &MappingSet) -> Vec<ExtensionDefinition> {
    let of_mappings = set.mappings.iter().flat_map(|m| m.extension_values.keys());
    let names: BTreeSet<_> = set.extension_values.keys().chain(of_mappings).collect();
    let definition = |name: &String| {
        let mut known = set.extensions.iter();
        let known = known.find(|definition| definition.name == *name);
        known.cloned().unwrap_or_else(|| ExtensionDefinition {
            property: ExtensionDefinition::default_property(name),
            name: name.clone(),
            type_hint: None,
        })
    };
    let mut used: Vec<_> = names.into_iter().map(definition).collect();
    used.sort();
    used
}

fn rows(
    set: &MappingSet,
    extensions: &[ExtensionDefinition],
    kept: &[Slot],
    cells: &mut Cells<'_>,
) -> String {
    let is_used = |slot: &Slot| {
        let mandatory = [
            Slot::SubjectId,
            Slot::PredicateId,
            Slot::ObjectId,
            Slot::MappingJustification,
        ];
        let mut all = set.mappings.iter();
        kept.contains(slot)
            || (set.mappings.is_empty() && mandatory.contains(slot))
            || all.any(|m| m.slots.has(*slot))
    };
    let slots: Vec<_> = Slot::all()
        .filter(|slot| slot.is_of_mapping())
        .filter(is_used)
        .collect();
    let has_value = |definition: &&ExtensionDefinition| {
        let mut all = set.mappings.iter();
        all.any(|mapping| mapping.extension_values.contains_key(&definition.name))
    };
    let extensions: Vec<_> = extensions.iter().filter(has_value).collect();
    let mut row = |mapping: &Mapping| -> Vec<String> {
        let slots = slots.iter().map(|slot| cells.cell(&mapping.slots, *slot));
        let mut row: Vec<_> = slots.collect();
        row.extend(extensions.iter().map(|definition| {
            let value = mapping.extension_values.get(&definition.name);
            value.cloned().unwrap_or_default()
        }));
        row
    };
    let mut rows: Vec<_> = set.mappings.iter().map(&mut row).collect();
    rows.sort();
    let header = slots.iter().map(|slot| slot.name().to_owned());
    let names = extensions.iter().map(|definition| definition.name.clone());
    rows.insert(0, header.chain(names).collect());
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            push_cell(&mut text, cell);
        }
        text.push('\n');
    }
    text
}

/// A value, in quotes where the format asks for them.
fn push_cell(text: &mut String, cell: &str) {
    if cell.contains(['\t', '\n', '\r', '"']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

fn metadata(
    set: &MappingSet,
    extensions: &[ExtensionDefinition],
    cells: &mut Cells<'_>,
    text: &mut String,
) {
    let mut about = set.about.clone();
    if validity::newest_slot(set).is_some() {
        about.set(Slot::SssomVersion, "1.1");
    }
    let mut body = String::new();
    for slot in SET_SLOTS {
        if slot != Slot::SssomVersion
            && let Some(value) = about.get(slot)
        {
            let values = cells.texts(slot, value);
            write_slot(&mut body, slot, &values);
        }
    }
    for definition in extensions {
        if let Some(value) = set.extension_values.get(&definition.name) {
            let _ = writeln!(body, "#{}: {}", definition.name, yaml::write_scalar(value));
        }
    }
    write_definitions(&mut body, set, extensions, cells);
    if let Some(version) = about.text(Slot::SssomVersion) {
        write_slot(text, Slot::SssomVersion, &[version.to_owned()]);
    }
    let used = set.prefixes.iter();
    let used: Vec<_> = used
        .filter(|(prefix, _)| cells.used.contains(*prefix))
        .collect();
    if !used.is_empty() {
        let _ = writeln!(text, "#{CURIE_MAP}:");
        for (prefix, namespace) in used {
            let namespace = yaml::write_scalar(namespace);
            let _ = writeln!(text, "#  {}: {namespace}", yaml::write_scalar(prefix));
        }
    }
    text.push_str(&body);
}

fn write_slot(text: &mut String, slot: Slot, values: &[String]) {
    let scalar = |value: &String| match slot.range() {
        Range::Number(..) => value.clone(),
        _ => yaml::write_scalar(value),
    };
    if slot.is_list() {
        let _ = writeln!(text, "#{}:", slot.name());
        for value in values {
            let _ = writeln!(text, "#  - {}", scalar(value));
        }
    } else if let Some(value) = values.first() {
        let _ = writeln!(text, "#{}: {}", slot.name(), scalar(value));
    }
}

/// The definitions that the file gave and that are in use.
fn write_definitions(
    text: &mut String,
    set: &MappingSet,
    extensions: &[ExtensionDefinition],
    cells: &mut Cells<'_>,
) {
    let defined = extensions.iter().filter(|one| set.extensions.contains(one));
    for (index, definition) in defined.enumerate() {
        if index == 0 {
            let _ = writeln!(text, "#{EXTENSION_DEFINITIONS}:");
        }
        let _ = writeln!(
            text,
            "#  - slot_name: {}",
            yaml::write_scalar(&definition.name)
        );
        let property = cells.entity(&definition.property);
        let _ = writeln!(text, "#    property: {}", yaml::write_scalar(&property));
        if let Some(hint) = &definition.type_hint {
            let hint = cells.entity(hint);
            let _ = writeln!(text, "#    type_hint: {}", yaml::write_scalar(&hint));
        }
    }
}
