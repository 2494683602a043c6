//! Reading SSSOM/RDF, in every format of graphs: the mapping sets of a file, each with its
//! mappings as nodes. Plain triples between the terms say nothing here, as the standard has it.
//! Room `store`; may use `core`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::core::sssom::range::{Judge, Writing};
use crate::core::sssom::{
    CurieMap, ExtensionDefinition, Kind, Mapping, Problem, Problems, Range, Reading, Record, Slot,
    listed, metadata, propagate, validity,
};
use crate::core::vocabulary::{rdf, sssom};
use crate::store::StoreError;
use crate::store::load::{SourceFile, format_of};
use crate::store::parse;

/// Whether the name of a file is that of a graph; `.json` is that of SSSOM/JSON.
pub fn is_graph(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending != "json") && format_of(path).is_ok()
}

/// What is said of each node, by property.
type Nodes = HashMap<NamedOrBlankNode, Vec<(String, Term)>>;

/// Reads the mapping sets of a file, by their IRIs. Of a file without any the one reading says so.
pub fn read(path: &Path, bytes: Vec<u8>) -> Result<Vec<Reading>, StoreError> {
    let file = SourceFile::from_bytes(path, bytes)?;
    let mut nodes = Nodes::new();
    let mut sets = Vec::new();
    let prefixes = parse::for_each_quad_with_prefixes(&file, |quad| {
        let property = quad.predicate.into_string();
        if property == rdf::TYPE {
            let is_set = matches!(&quad.object, Term::NamedNode(kind) if kind.as_str() == sssom::MAPPING_SET);
            if is_set {
                sets.push(quad.subject);
            }
            return;
        }
        nodes
            .entry(quad.subject)
            .or_default()
            .push((property, quad.object));
    })?;
    let mut curies = CurieMap::default();
    for (prefix, namespace) in prefixes {
        if metadata::is_prefix(&prefix) {
            curies.insert(&prefix, &namespace);
        }
    }
    sets.sort_by_key(ToString::to_string);
    sets.dedup();
    let slots: HashMap<String, Slot> = Slot::all().map(|slot| (slot.property(), slot)).collect();
    let reader = Reader {
        nodes: &nodes,
        slots: &slots,
        curies: &curies,
    };
    let mut readings: Vec<_> = sets.iter().map(|set| reader.set(set)).collect();
    if readings.is_empty() {
        let mut reading = Reading::default();
        reading.problems.add(Problem::new(Kind::NoSet));
        readings.push(reading);
    }
    Ok(readings)
}

struct Reader<'a> {
    nodes: &'a Nodes,
    slots: &'a HashMap<String, Slot>,
    curies: &'a CurieMap,
}

impl Reader<'_> {
    fn said(&self, node: &NamedOrBlankNode) -> &[(String, Term)] {
        self.nodes.get(node).map_or(&[], Vec::as_slice)
    }

    fn set(&self, node: &NamedOrBlankNode) -> Reading {
        let mut reading = Reading::default();
        let Reading { set, problems } = &mut reading;
        set.prefixes = self.curies.clone();
        let objects = |name: &str| {
            let property = format!("{}{name}", sssom::NAMESPACE);
            let all = self.said(node).iter();
            all.filter(move |(other, _)| *other == property)
                .filter_map(|(_, object)| subject(object))
        };
        set.extensions = objects(metadata::EXTENSION_DEFINITIONS)
            .filter_map(|definition| self.definition(&definition))
            .collect();
        set.extensions.sort();
        set.extensions.dedup();
        let (about, values) = self.record(
            node,
            &set.extensions,
            Slot::is_of_set,
            &|slot| slot.name().to_owned(),
            problems,
        );
        set.about = about;
        set.extension_values = values;
        if let NamedOrBlankNode::NamedNode(name) = node {
            set.about.set(Slot::MappingSetId, name.as_str());
        }
        let mut mappings: Vec<_> = objects(metadata::MAPPINGS).collect();
        mappings.sort_by_key(|mapping| self.key(mapping));
        mappings.dedup();
        for (index, mapping) in mappings.iter().enumerate() {
            let place = |slot: Slot| place(index, slot.name());
            let (slots, extension_values) = self.record(
                mapping,
                &set.extensions,
                Slot::is_of_mapping,
                &place,
                problems,
            );
            let mut row = Mapping {
                slots,
                extension_values,
                line: 0,
            };
            if let NamedOrBlankNode::NamedNode(name) = mapping {
                row.slots.set(Slot::RecordId, name.as_str());
            }
            set.mappings.push(row);
        }
        propagate::propagate(set, problems);
        validity::examine(set, &place, problems);
        reading
    }

    /// What a mapping says, sorted: a graph has no order, and its blank nodes no lasting names.
    fn key(&self, mapping: &NamedOrBlankNode) -> Vec<(Option<Slot>, String)> {
        let said = self.said(mapping).iter();
        let mut key: Vec<_> = said
            .map(|(property, object)| {
                let slot = self.slots.get(property).copied();
                (slot, format!("{property} {object}"))
            })
            .collect();
        key.sort();
        key
    }

    /// The slots of a node, and values of slots that the standard does not have.
    fn record(
        &self,
        node: &NamedOrBlankNode,
        extensions: &[ExtensionDefinition],
        is_fit: fn(Slot) -> bool,
        place: &dyn Fn(Slot) -> String,
        problems: &mut Problems,
    ) -> (Record, BTreeMap<String, String>) {
        let nobody = CurieMap::default();
        let judge = Judge {
            curies: &nobody,
            writing: Writing::Iris,
        };
        let (mut record, mut values) = (Record::default(), BTreeMap::new());
        let mut texts: BTreeMap<Slot, Vec<String>> = BTreeMap::new();
        for (property, object) in self.said(node) {
            if let Some(slot) = self.slots.get(property).filter(|slot| is_fit(**slot)) {
                texts.entry(*slot).or_default().push(text(*slot, object));
                continue;
            }
            let mut known = extensions.iter();
            let known = known.find(|definition| definition.property == *property);
            let by_default = || property.strip_prefix(sssom::EXTENSIONS).map(str::to_owned);
            if let Some(name) = known.map(|one| one.name.clone()).or_else(by_default) {
                values.insert(name, plain(object));
            }
        }
        for (slot, mut texts) in texts {
            texts.sort();
            texts.dedup();
            let mut tell = |mut problem: Problem| {
                problem.slot = Some(place(slot));
                problems.add(problem);
            };
            if texts.len() > 1 && !slot.is_list() {
                tell(Problem::new(Kind::Twice));
            }
            judge.put(&mut record, slot, texts, &mut tell);
        }
        (record, values)
    }

    fn definition(&self, node: &NamedOrBlankNode) -> Option<ExtensionDefinition> {
        let value = |name: &str| {
            let property = format!("{}{name}", sssom::NAMESPACE);
            let mut all = self.said(node).iter();
            let found = all.find(|(other, _)| *other == property);
            found.map(|(_, object)| plain(object))
        };
        let name = value("slot_name").filter(|name| metadata::is_prefix(name))?;
        if Slot::from_name(&name).is_some() {
            return None;
        }
        Some(ExtensionDefinition {
            property: value("property")
                .unwrap_or_else(|| ExtensionDefinition::default_property(&name)),
            type_hint: value("type_hint"),
            name,
        })
    }
}

/// A slot of a mapping in messages, as in JSON.
fn place(index: usize, slot: &str) -> String {
    format!("{}[{}].{slot}", metadata::MAPPINGS, index + 1)
}

fn subject(object: &Term) -> Option<NamedOrBlankNode> {
    match object {
        Term::NamedNode(name) => Some(name.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        Term::Literal(_) => None,
    }
}

/// The text of a value, as TSV has it. Texts of fixed lists may stand for themselves, and IRIs as
/// literals, as older programs write them.
fn text(slot: Slot, object: &Term) -> String {
    let text = plain(object);
    match slot.range() {
        Range::OneOf(_) if slot == Slot::SssomVersion => {
            let version = text.strip_prefix(sssom::NAMESPACE);
            let version = version.and_then(|name| name.strip_prefix("version"));
            version.map_or(text.clone(), str::to_owned)
        }
        Range::OneOf(known) => {
            let mut known = known.iter();
            let means = |name: &&&str| listed::meaning(name) == Some(text.as_str());
            known
                .find(means)
                .map_or(text.clone(), |name| (*name).to_owned())
        }
        _ => text,
    }
}

fn plain(object: &Term) -> String {
    match object {
        Term::NamedNode(name) => name.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
