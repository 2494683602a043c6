//! The data as one file: whole, or some of its graphs.
//! Room `app`.

use std::collections::BTreeSet;

use crate::app::AppError;
use crate::app::session::Session;
use crate::core::iri::last_segment;
use crate::store::serialize::{self, GraphFormat};

/// Formats of a dump; the first is the default.
pub const FORMATS: [(&str, &[&str]); 6] = [
    ("nquads", &["nq"]),
    ("trig", &["trig"]),
    ("turtle", &["ttl"]),
    ("ntriples", &["nt"]),
    ("rdfxml", &["rdf", "owl", "xml"]),
    ("jsonld", &["jsonld", "json"]),
];

/// A dump, and how many graphs it puts together because its format cannot name them.
pub struct Dump {
    pub text: String,
    pub merged: usize,
}

/// Writes the graphs that `wanted` names (all without any) in one of [`FORMATS`]. A graph is
/// named by its IRI, as `prefix:local`, by the end of its IRI, or by its role in the project.
pub fn dump(session: &Session, wanted: &[String], format: &str) -> Result<Dump, AppError> {
    let known = session.store.graphs()?;
    let mut graphs = BTreeSet::new();
    for name in wanted {
        let found: Vec<_> = known
            .iter()
            .filter(|graph| is_named(session, graph, name))
            .collect();
        if found.is_empty() {
            return Err(AppError::UnknownGraph {
                name: name.clone(),
                known,
            });
        }
        graphs.extend(found.into_iter().cloned());
    }
    let mut quads = session.store.quads()?;
    if !wanted.is_empty() {
        quads.retain(|quad| match &quad.graph_name {
            oxigraph::model::GraphName::NamedNode(name) => graphs.contains(name.as_str()),
            _ => false,
        });
    }
    let format = GraphFormat::from_name(format).unwrap_or(GraphFormat::NQuads);
    let count = if wanted.is_empty() {
        known.len()
    } else {
        graphs.len()
    };
    let text = serialize::quads(quads, format, &session.project.prefixes)?;
    let merged = if format.names_graphs() || count < 2 {
        0
    } else {
        count
    };
    Ok(Dump { text, merged })
}

fn is_named(session: &Session, graph: &str, name: &str) -> bool {
    let project = &session.project;
    let role = project.config.role(graph).map(|role| role.name());
    graph == name.trim_start_matches('<').trim_end_matches('>')
        || project
            .prefixes
            .expand(name)
            .is_some_and(|iri| iri == graph)
        || last_segment(graph) == name
        || role == Some(name)
}
