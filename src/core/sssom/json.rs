//! SSSOM/JSON: the mapping set as one object, its mappings in `mappings`. Read with IRIs or CURIEs
//! (prefixes in `curie_map` or a JSON-LD `@context`), written with whole IRIs.
//! Room `core`.

use serde_json::{Map, Value as Json};

use crate::core::sssom::metadata::{self, CURIE_MAP, EXTENSION_DEFINITIONS, MAPPINGS};
use crate::core::sssom::node::{Content, Entry, Node};
use crate::core::sssom::problem::{Kind, Problem, Problems};
use crate::core::sssom::range::{self, Judge, Writing};
use crate::core::sssom::record::{Record, Value};
use crate::core::sssom::slot::{SET_SLOTS, Slot};
use crate::core::sssom::{Mapping, MappingSet, Reading, propagate, validity};

/// Reads a mapping set.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = match serde_json::from_str::<Json>(text) {
        Ok(value) => Node::from_json(value),
        Err(error) => {
            let problem = Problem::new(Kind::Json).at(error.line() as u64);
            reading.problems.add(problem.detail(error));
            return reading;
        }
    };
    let Reading { set, problems } = &mut reading;
    let entry = |name: &str| node.entries().iter().find(|entry| entry.key == name);
    if let Some(context) = entry("@context") {
        read_context(&context.node, set);
    }
    metadata::read(&node, Writing::Iris, set, problems);
    let mut places = Vec::new();
    match entry(MAPPINGS).map(|entry| &entry.node.content) {
        Some(Content::List(items)) => places = read_mappings(items, set, problems),
        None | Some(Content::Null) => {}
        Some(_) => problems.add(Problem::new(Kind::Form).slot(MAPPINGS)),
    }
    propagate::propagate(set, problems);
    let place = |index: usize, slot: &str| place(places[index], slot);
    validity::examine(set, &place, problems);
    reading
}

/// A slot of a mapping in messages: rows are counted from 1, as people do.
fn place(index: usize, slot: &str) -> String {
    format!("{MAPPINGS}[{}].{slot}", index + 1)
}

/// Prefixes of a JSON-LD context, also of one in several parts; its other terms are known. Parts
/// that stand elsewhere are not fetched.
fn read_context(context: &Node, set: &mut MappingSet) {
    if let Content::List(parts) = &context.content {
        for part in parts
            .iter()
            .filter(|part| matches!(part.content, Content::Map(_)))
        {
            read_context(part, set);
        }
    }
    for Entry { key, node, .. } in context.entries() {
        // A prefix may be written at length: `{"@id": "https://…", "@prefix": true}`.
        let is_prefix =
            |entry: &Entry| entry.key == "@prefix" && entry.node.scalar() == Some("true");
        let id = node.entries().iter().find(|entry| entry.key == "@id");
        let id = id.filter(|_| node.entries().iter().any(is_prefix));
        let namespace = node.scalar().or(id.and_then(|id| id.node.scalar()));
        let namespace = namespace.filter(|text| text.contains("://"));
        if let Some(namespace) = namespace
            && !key.starts_with('@')
            && range::iri(namespace.to_owned()).is_ok()
        {
            set.prefixes.insert(key, namespace);
        }
    }
}

/// Reads the mappings; gives the place of each among the items, of which some may be none.
fn read_mappings(items: &[Node], set: &mut MappingSet, problems: &mut Problems) -> Vec<usize> {
    let mut places = Vec::with_capacity(items.len());
    let judge = Judge {
        curies: &set.prefixes,
        writing: Writing::Iris,
    };
    for (index, item) in items.iter().enumerate() {
        if !matches!(item.content, Content::Map(_)) {
            problems.add(Problem::new(Kind::Form).slot(&format!("{MAPPINGS}[{}]", index + 1)));
            continue;
        }
        let mut mapping = Mapping::default();
        for entry in item.entries().iter().filter(|e| !e.key.starts_with('@')) {
            match Slot::from_name(&entry.key) {
                Some(slot) if slot.is_of_mapping() => {
                    let mut tell = |mut problem: Problem| {
                        problem.slot = Some(place(index, slot.name()));
                        problems.add(problem);
                    };
                    metadata::put(&judge, &mut mapping.slots, slot, &entry.node, &mut tell);
                }
                other => {
                    let kind = match other {
                        Some(_) => Kind::SlotOfSet,
                        None => Kind::UndefinedExtension,
                    };
                    let is_defined = set.extensions.iter().any(|known| known.name == entry.key);
                    if !is_defined {
                        problems.add(Problem::new(kind).slot(&place(index, &entry.key)));
                    }
                    metadata::read_extension(entry, &mut mapping.extension_values, problems);
                }
            }
        }
        set.mappings.push(mapping);
        places.push(index);
    }
    places
}

/// Writes a mapping set, condensed.
pub fn write(set: &MappingSet) -> String {
    let mut set = set.clone();
    propagate::condense(&mut set);
    write_as_it_is(&set)
}

/// As [`write()`], condensed as in `write::tsv_to_add_to`.
pub fn write_to_add_to(set: &MappingSet) -> String {
    let mut set = set.clone();
    propagate::condense_lasting(&mut set);
    write_as_it_is(&set)
}

fn write_as_it_is(set: &MappingSet) -> String {
    let mut object = Map::new();
    let prefixes = set.prefixes.iter();
    let prefixes: Map<_, _> = prefixes
        .map(|(prefix, namespace)| (prefix.to_owned(), Json::from(namespace)))
        .collect();
    if !prefixes.is_empty() {
        object.insert(CURIE_MAP.to_owned(), prefixes.into());
    }
    for slot in SET_SLOTS {
        insert(&mut object, &set.about, slot);
    }
    for (name, value) in &set.extension_values {
        object.insert(name.clone(), value.as_str().into());
    }
    if !set.extensions.is_empty() {
        let definitions = set.extensions.iter().map(|definition| {
            let mut object = Map::new();
            object.insert("slot_name".to_owned(), definition.name.as_str().into());
            object.insert("property".to_owned(), definition.property.as_str().into());
            if let Some(hint) = &definition.type_hint {
                object.insert("type_hint".to_owned(), hint.as_str().into());
            }
            Json::from(object)
        });
        object.insert(EXTENSION_DEFINITIONS.to_owned(), definitions.collect());
    }
    let mappings = set.mappings.iter().map(|mapping| {
        let mut object = Map::new();
        for (slot, _) in mapping.slots.iter() {
            insert(&mut object, &mapping.slots, slot);
        }
        for (name, value) in &mapping.extension_values {
            object.insert(name.clone(), value.as_str().into());
        }
        Json::from(object)
    });
    object.insert(MAPPINGS.to_owned(), mappings.collect());
    let mut text = format!("{:#}", Json::from(object));
    text.push('\n');
    text
}

fn insert(object: &mut Map<String, Json>, record: &Record, slot: Slot) {
    let value = match record.get(slot) {
        None => return,
        Some(Value::Text(text)) => Json::from(text.as_str()),
        Some(Value::Number(number)) => Json::from(*number),
        Some(Value::List(list)) => Json::from(list.clone()),
    };
    object.insert(slot.name().to_owned(), value);
}
