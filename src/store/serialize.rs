//! Quads → bytes in any RDF format, the same bytes for the same graph.
//! Room `store`; may use `core`.
//!
//! Blank nodes get their canonical labels (RDFC-1.0) and quads are written in canonical order.
//! Turtle and TriG are in the house format up to [`MOST_PRETTY`] quads.

use std::collections::BTreeMap;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{BlankNode, GraphName, GraphNameRef, NamedOrBlankNode, Quad, Term, Triple};

use crate::core::iri::Prefixes;
use crate::core::message::Message;
use crate::core::xml;
use crate::store::StoreError;
use crate::store::canonical::{self, CanonicalError, HashAlgorithm};
use crate::store::turtle;

/// Larger graphs are streamed: subject by subject, without nesting.
pub const MOST_PRETTY: usize = 5_000;

/// A format for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    Turtle,
    TriG,
    NTriples,
    NQuads,
    RdfXml,
    JsonLd,
}

/// Names for `--format` with the endings of files that mean them; the first is the default.
pub const GRAPH_FORMATS: [(&str, &[&str]); 6] = [
    ("turtle", &["ttl"]),
    ("trig", &["trig"]),
    ("ntriples", &["nt"]),
    ("nquads", &["nq"]),
    ("rdfxml", &["rdf", "owl", "xml"]),
    ("jsonld", &["jsonld", "json"]),
];

impl GraphFormat {
    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "turtle" => Self::Turtle,
            "trig" => Self::TriG,
            "ntriples" => Self::NTriples,
            "nquads" => Self::NQuads,
            "rdfxml" => Self::RdfXml,
            "jsonld" => Self::JsonLd,
            _ => return None,
        })
    }

    /// Whether it can say in which graph a triple stands.
    pub fn names_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }
}

/// Writes quads. A format that cannot name graphs gets all triples as one graph.
pub fn quads(
    mut quads: Vec<Quad>,
    format: GraphFormat,
    prefixes: &Prefixes,
) -> Result<String, StoreError> {
    if !format.names_graphs() {
        for quad in &mut quads {
            quad.graph_name = GraphName::DefaultGraph;
        }
    }
    let canonical = canonical::canonicalize(&quads, HashAlgorithm::default())?;
    if matches!(format, GraphFormat::NQuads | GraphFormat::NTriples) {
        return Ok(canonical.nquads);
    }
    if quads.len() <= MOST_PRETTY
        && let Some(text) = pretty(&quads, format, prefixes)
    {
        return Ok(text);
    }
    relabel(&mut quads, &canonical.labels);
    sort(&mut quads);
    stream(&quads, format, prefixes)
}

/// Writes the triples of an answer. A graph made to be hard to label, which [`quads`] refuses, is
/// written with labels in the order in which its blank nodes come.
pub fn triples(
    triples: Vec<Triple>,
    format: GraphFormat,
    prefixes: &Prefixes,
) -> Result<String, StoreError> {
    let all: Vec<Quad> = triples
        .into_iter()
        .map(|triple| triple.in_graph(GraphNameRef::DefaultGraph.into_owned()))
        .collect();
    match quads(all.clone(), format, prefixes) {
        Err(StoreError::Canonical(CanonicalError::TooComplex { .. })) => {
            let mut all = all;
            number_blank_nodes(&mut all);
            sort(&mut all);
            stream(&all, format, prefixes)
        }
        other => other,
    }
}

/// The house format, if the graph has one.
fn pretty(quads: &[Quad], format: GraphFormat, prefixes: &Prefixes) -> Option<String> {
    match format {
        GraphFormat::Turtle => {
            let triples: Vec<Triple> = quads.iter().cloned().map(Triple::from).collect();
            turtle::write_graph(&triples, prefixes.iter()).ok()
        }
        GraphFormat::TriG => turtle::write_dataset(quads, prefixes.iter()).ok(),
        _ => None,
    }
}

/// RDF/XML has no words for some graphs; the serialiser would write what no parser reads.
fn fits_xml(quads: &[Quad]) -> Result<(), StoreError> {
    for quad in quads {
        let predicate = quad.predicate.as_str();
        if !xml::ends_in_name(predicate) {
            let what = Message::new("xml.property").with("property", predicate);
            return Err(StoreError::NotXml(what));
        }
        if let Term::Literal(literal) = &quad.object
            && let Some(character) = xml::first_unwritable(literal.value())
        {
            let what = Message::new("xml.character")
                .with("character", format!("U+{:04X}", u32::from(character)))
                .with("property", predicate)
                .with("subject", quad.subject.to_string());
            return Err(StoreError::NotXml(what));
        }
    }
    Ok(())
}

fn stream(quads: &[Quad], format: GraphFormat, prefixes: &Prefixes) -> Result<String, StoreError> {
    if format == GraphFormat::RdfXml {
        fits_xml(quads)?;
    }
    let format = match format {
        GraphFormat::Turtle => RdfFormat::Turtle,
        GraphFormat::TriG => RdfFormat::TriG,
        GraphFormat::NTriples => RdfFormat::NTriples,
        GraphFormat::NQuads => RdfFormat::NQuads,
        GraphFormat::RdfXml => RdfFormat::RdfXml,
        GraphFormat::JsonLd => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
    };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in used(quads, prefixes) {
        // A namespace that is no IRI shortens nothing.
        if let Ok(with_prefix) = serializer.clone().with_prefix(prefix, namespace) {
            serializer = with_prefix;
        }
    }
    let mut writer = serializer.for_writer(Vec::new());
    for quad in quads {
        writer.serialize_quad(quad).map_err(StoreError::Serialize)?;
    }
    let mut bytes = writer.finish().map_err(StoreError::Serialize)?;
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(match format {
        RdfFormat::RdfXml => xml::keep_returns(text),
        _ => text,
    })
}

/// The prefixes that shorten an IRI of the quads.
fn used<'a>(quads: &[Quad], prefixes: &'a Prefixes) -> Vec<(&'a str, &'a str)> {
    let mut iris = std::collections::BTreeSet::new();
    for quad in quads {
        iris.insert(quad.predicate.as_str());
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            iris.insert(node.as_str());
        }
        match &quad.object {
            Term::NamedNode(node) => drop(iris.insert(node.as_str())),
            Term::Literal(literal) => drop(iris.insert(literal.datatype().as_str())),
            _ => {}
        }
        if let GraphName::NamedNode(node) = &quad.graph_name {
            iris.insert(node.as_str());
        }
    }
    prefixes
        .iter()
        .filter(|(_, namespace)| {
            iris.range(*namespace..)
                .next()
                .is_some_and(|iri| iri.starts_with(namespace))
        })
        .collect()
}

/// Gives blank nodes new labels.
pub fn relabel(quads: &mut [Quad], labels: &BTreeMap<String, String>) {
    let renamed = |node: &BlankNode| {
        labels
            .get(node.as_str())
            .map_or_else(|| node.clone(), BlankNode::new_unchecked)
    };
    for quad in quads {
        if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
            quad.subject = renamed(node).into();
        }
        if let Term::BlankNode(node) = &quad.object {
            quad.object = renamed(node).into();
        }
        if let GraphName::BlankNode(node) = &quad.graph_name {
            quad.graph_name = renamed(node).into();
        }
    }
}

fn number_blank_nodes(quads: &mut [Quad]) {
    let mut labels = BTreeMap::new();
    for quad in quads.iter() {
        let subject = match &quad.subject {
            NamedOrBlankNode::BlankNode(node) => Some(node),
            NamedOrBlankNode::NamedNode(_) => None,
        };
        let object = match &quad.object {
            Term::BlankNode(node) => Some(node),
            _ => None,
        };
        for node in subject.into_iter().chain(object) {
            let next = format!("b{}", labels.len());
            labels.entry(node.as_str().to_owned()).or_insert(next);
        }
    }
    relabel(quads, &labels);
}

/// Graph, subject, predicate, object by their written form: what belongs together stands together.
fn sort(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(|quad| {
        (
            quad.graph_name.to_string(),
            quad.subject.to_string(),
            quad.predicate.to_string(),
            quad.object.to_string(),
        )
    });
    quads.dedup();
}
