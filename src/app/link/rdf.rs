//! A mapping set as SSSOM/RDF: every mapping as a node with its slots, and the plain triples of
//! the accepted ones.
//! Room `app`. Follows SSSOM, The SSSOM/RDF serialisation format.

use oxigraph::model::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Quad, Term, vocab};

use crate::core::sssom::listed;
use crate::core::sssom::{ExtensionDefinition, MappingSet, Range, Record, SET_SLOTS, Slot, Value};
use crate::core::vocabulary::{owl, rdf, sssom};
use crate::store::mappings;

/// All quads of a set, in the graph that it names; `number` tells its blank nodes apart from
/// those of other sets.
pub fn quads(set: &MappingSet, number: usize) -> Vec<Quad> {
    let id = set.id().unwrap_or("urn:mappings");
    let mut writer = Writer {
        graph: NamedNode::new_unchecked(id),
        quads: mappings::quads(set),
    };
    let node = NamedOrBlankNode::from(NamedNode::new_unchecked(id));
    writer.say(&node, rdf::TYPE, name(sssom::MAPPING_SET));
    for slot in SET_SLOTS
        .into_iter()
        .filter(|slot| *slot != Slot::MappingSetId)
    {
        writer.slot(&node, &set.about, slot);
    }
    for (extension, value) in &set.extension_values {
        writer.extension(&node, &set.extensions, extension, value);
    }
    for (place, definition) in set.extensions.iter().enumerate() {
        let blank = BlankNode::new_unchecked(format!("x{number}-{place}"));
        writer.definition(&node, &blank.into(), definition);
    }
    for (place, mapping) in set.mappings.iter().enumerate() {
        let blank = || BlankNode::new_unchecked(format!("m{number}-{place}"));
        let subject = match mapping.slots.text(Slot::RecordId) {
            Some(iri) => NamedNode::new_unchecked(iri).into(),
            None => NamedOrBlankNode::from(blank()),
        };
        writer.say(&node, sssom::MAPPINGS, subject.clone().into());
        writer.say(&subject, rdf::TYPE, name(owl::AXIOM));
        for (slot, _) in mapping
            .slots
            .iter()
            .filter(|(slot, _)| *slot != Slot::RecordId)
        {
            writer.slot(&subject, &mapping.slots, slot);
        }
        for (extension, value) in &mapping.extension_values {
            writer.extension(&subject, &set.extensions, extension, value);
        }
    }
    writer.quads
}

fn name(iri: &str) -> Term {
    NamedNode::new_unchecked(iri).into()
}

struct Writer {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer {
    fn say(&mut self, subject: &NamedOrBlankNode, property: &str, object: Term) {
        let property = NamedNode::new_unchecked(property);
        let quad = Quad::new(subject.clone(), property, object, self.graph.clone());
        self.quads.push(quad);
    }

    fn slot(&mut self, subject: &NamedOrBlankNode, record: &Record, slot: Slot) {
        let texts = match record.get(slot) {
            None => return,
            Some(Value::Number(number)) => {
                let literal = Literal::from(*number);
                return self.say(subject, &slot.property(), literal.into());
            }
            Some(Value::Text(text)) => std::slice::from_ref(text),
            Some(Value::List(list)) => list.as_slice(),
        };
        for text in texts {
            let object = match slot.range() {
                Range::Entity | Range::Uri => name(text),
                Range::Date => Literal::new_typed_literal(text, vocab::xsd::DATE).into(),
                Range::OneOf(_) => meaning(slot, text),
                _ => Literal::from(text.as_str()).into(),
            };
            self.say(subject, &slot.property(), object);
        }
    }

    fn extension(
        &mut self,
        subject: &NamedOrBlankNode,
        definitions: &[ExtensionDefinition],
        extension: &str,
        value: &str,
    ) {
        let mut known = definitions.iter();
        let definition = known.find(|definition| definition.name == extension);
        let property = definition.map_or_else(
            || ExtensionDefinition::default_property(extension),
            |definition| definition.property.clone(),
        );
        let hint = definition.and_then(|definition| definition.type_hint.as_deref());
        let object = match hint {
            Some(hint) => {
                let hint = NamedNode::new_unchecked(hint);
                Literal::new_typed_literal(value, hint).into()
            }
            None => Term::from(Literal::from(value)),
        };
        if NamedNode::new(property.as_str()).is_ok() {
            self.say(subject, &property, object);
        }
    }

    fn definition(
        &mut self,
        set: &NamedOrBlankNode,
        node: &NamedOrBlankNode,
        definition: &ExtensionDefinition,
    ) {
        let property = |slot: &str| sssom::property(slot);
        self.say(set, &property("extension_definitions"), node.clone().into());
        self.say(node, rdf::TYPE, name(sssom::EXTENSION_DEFINITION));
        let slot_name = Literal::from(definition.name.as_str());
        self.say(node, &property("slot_name"), slot_name.into());
        self.say(node, &property("property"), name(&definition.property));
        if let Some(hint) = &definition.type_hint {
            self.say(node, &property("type_hint"), name(hint));
        }
    }
}

/// What a text of a fixed list means: the IRI that the schema gives it, else the text.
fn meaning(slot: Slot, text: &str) -> Term {
    match text {
        version if slot == Slot::SssomVersion => {
            name(&format!("{}version{version}", sssom::NAMESPACE))
        }
        other => match listed::meaning(other) {
            Some(iri) => name(iri),
            None => Literal::from(other).into(),
        },
    }
}
