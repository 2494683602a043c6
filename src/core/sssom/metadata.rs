//! Names with values → the slots of a mapping set; the same for YAML and JSON.
//! Room `core`.

use std::collections::BTreeMap;

use crate::core::sssom::curie::CurieMap;
use crate::core::sssom::node::{Content, Entry, Node};
use crate::core::sssom::problem::{Kind, Problem, Problems};
use crate::core::sssom::range::{self, Judge, Writing};
use crate::core::sssom::record::Record;
use crate::core::sssom::slot::Slot;
use crate::core::sssom::{ExtensionDefinition, MappingSet};

/// The names that are no slot with a plain value.
pub const CURIE_MAP: &str = "curie_map";
pub const MAPPINGS: &str = "mappings";
pub const EXTENSION_DEFINITIONS: &str = "extension_definitions";

/// Reads what is said of the set as a whole; `mappings` and names with `@` are passed over.
pub fn read(node: &Node, writing: Writing, set: &mut MappingSet, problems: &mut Problems) {
    match node.content {
        Content::Map(_) | Content::Null => {}
        _ => problems.add(Problem::new(Kind::Form).at(node.line)),
    }
    let entries = node.entries();
    let mut seen = BTreeMap::new();
    for entry in entries {
        if seen.insert(entry.key.as_str(), entry.line).is_some() {
            problems.add(problem(Kind::Twice, entry));
        }
    }
    let named = |name: &str| entries.iter().find(|entry| entry.key == name);
    if let Some(entry) = named(CURIE_MAP) {
        read_prefixes(entry, &mut set.prefixes, problems);
    }
    if let Some(entry) = named(EXTENSION_DEFINITIONS) {
        set.extensions = read_definitions(entry, &set.prefixes, problems);
    }
    let judge = Judge {
        curies: &set.prefixes,
        writing,
    };
    for entry in entries {
        let name = entry.key.as_str();
        let is_special = [CURIE_MAP, MAPPINGS, EXTENSION_DEFINITIONS].contains(&name);
        if is_special || name.starts_with('@') {
            continue;
        }
        match Slot::from_name(name) {
            Some(slot) if slot.is_of_set() => {
                let mut tell = |problem: Problem| problems.add(problem.at(entry.line));
                put(&judge, &mut set.about, slot, &entry.node, &mut tell);
            }
            other => {
                let is_defined = set.extensions.iter().any(|known| known.name == name);
                match other {
                    Some(_) => problems.add(problem(Kind::SlotOfMapping, entry)),
                    None if !is_defined => problems.add(problem(Kind::UndefinedExtension, entry)),
                    None => {}
                }
                read_extension(entry, &mut set.extension_values, problems);
            }
        }
    }
}

fn problem(kind: Kind, entry: &Entry) -> Problem {
    Problem::new(kind).at(entry.line).slot(&entry.key)
}

/// The value of a slot that the standard does not have: one plain value.
pub fn read_extension(
    entry: &Entry,
    values: &mut BTreeMap<String, String>,
    problems: &mut Problems,
) {
    match &entry.node.content {
        Content::Scalar(text) => drop(values.insert(entry.key.clone(), text.clone())),
        Content::Null => {}
        _ => problems.add(problem(Kind::Form, entry)),
    }
}

/// Puts a node into a slot: one value, or a list where the slot may have several.
pub fn put(
    judge: &Judge<'_>,
    record: &mut Record,
    slot: Slot,
    node: &Node,
    tell: &mut dyn FnMut(Problem),
) {
    let values = match &node.content {
        Content::Null => return,
        Content::Scalar(text) if text.is_empty() => return,
        Content::Scalar(text) => vec![text.clone()],
        Content::List(items) if slot.is_list() => {
            let texts: Option<Vec<_>> = items
                .iter()
                .filter(|item| item.content != Content::Null)
                .map(|item| item.scalar().map(str::to_owned))
                .collect();
            match texts {
                Some(texts) => texts,
                None => return tell(Problem::new(Kind::Form).slot(slot.name())),
            }
        }
        _ => return tell(Problem::new(Kind::Form).slot(slot.name())),
    };
    judge.put(record, slot, values, tell);
}

fn read_prefixes(entry: &Entry, prefixes: &mut CurieMap, problems: &mut Problems) {
    match entry.node.content {
        Content::Map(_) | Content::Null => {}
        _ => problems.add(problem(Kind::Form, entry)),
    }
    let mut seen = BTreeMap::new();
    for Entry { key, line, node } in entry.node.entries() {
        // LinkML also writes a prefix as an object with its name and IRI.
        let long_form = node.entries().iter().find(|e| e.key == "prefix_url");
        let namespace = long_form.map_or(node, |entry| &entry.node).scalar();
        let wrong = |kind| Problem::new(kind).at(*line).slot(CURIE_MAP).value(key);
        if seen.insert(key, line).is_some() {
            problems.add(wrong(Kind::Twice));
            continue;
        }
        let namespace = namespace.filter(|text| range::iri((*text).to_owned()).is_ok());
        match (namespace, CurieMap::built_in(key)) {
            (Some(namespace), Some(fixed)) if namespace != fixed => {
                problems.add(wrong(Kind::BuiltInPrefix).detail(fixed));
            }
            (Some(namespace), _) if is_prefix(key) => prefixes.insert(key, namespace),
            _ => problems.add(wrong(Kind::BadPrefix)),
        }
    }
}

/// Whether it can stand in front of a CURIE's colon.
pub fn is_prefix(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|c| c.is_alphanumeric() || c == '_')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Definitions that cannot be used are passed over, as the standard has it, and told of.
fn read_definitions(
    entry: &Entry,
    prefixes: &CurieMap,
    problems: &mut Problems,
) -> Vec<ExtensionDefinition> {
    let mut definitions: Vec<ExtensionDefinition> = Vec::new();
    let Content::List(items) = &entry.node.content else {
        if entry.node.content != Content::Null {
            problems.add(problem(Kind::Form, entry));
        }
        return definitions;
    };
    for item in items {
        let known = |definition: &ExtensionDefinition| {
            let mut all = definitions.iter();
            all.any(|other| other.name == definition.name || other.property == definition.property)
        };
        match definition(item, prefixes).filter(|definition| !known(definition)) {
            Some(definition) => definitions.push(definition),
            None => {
                let problem = Problem::new(Kind::BadExtension).at(item.line);
                problems.add(problem.slot(EXTENSION_DEFINITIONS));
            }
        }
    }
    definitions.sort();
    definitions
}

fn definition(node: &Node, prefixes: &CurieMap) -> Option<ExtensionDefinition> {
    let value = |name: &str| {
        let entry = node.entries().iter().find(|entry| entry.key == name)?;
        entry.node.scalar()
    };
    let allowed = ["slot_name", "property", "type_hint"];
    let unknown = |entry: &Entry| !allowed.contains(&entry.key.as_str());
    if node.entries().iter().any(unknown) {
        return None;
    }
    let name = value("slot_name").filter(|name| is_prefix(name))?;
    if Slot::from_name(name).is_some() {
        return None;
    }
    let resolve = |text: &str| {
        let iri = prefixes.expand(text);
        iri.or_else(|| text.contains("://").then(|| text.to_owned()))
    };
    let property = match value("property") {
        Some(text) => resolve(text)?,
        None => ExtensionDefinition::default_property(name),
    };
    let type_hint = match value("type_hint") {
        Some(text) => Some(resolve(text)?),
        None => None,
    };
    Some(ExtensionDefinition {
        property,
        name: name.to_owned(),
        type_hint,
    })
}
