//! The triples about one thing, as a graph.
//! Room `app`.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};

use crate::app::AppError;
use crate::core::vocabulary::rdf;
use crate::store::memory::GraphStore;

/// Every triple about the thing, with it as object, and of the statements about those.
pub fn triples(store: &GraphStore, iri: &str) -> Result<Vec<Triple>, AppError> {
    let node = NamedNode::new_unchecked(iri);
    let mut subjects = vec![NamedOrBlankNode::from(node.clone())];
    let mut found = BTreeSet::new();
    let mut keep = |quad: Quad| {
        let triple = Triple::from(quad);
        found
            .insert((
                triple.subject.to_string(),
                triple.predicate.to_string(),
                triple.object.to_string(),
            ))
            .then_some(triple)
    };
    let mut triples = Vec::new();
    for quad in store.matching(None, None, Some(&node.into())) {
        let quad = quad?;
        if [rdf::SUBJECT, rdf::OBJECT].contains(&quad.predicate.as_str()) {
            subjects.push(quad.subject.clone());
        }
        triples.extend(keep(quad));
    }
    // Blank nodes are part of what names them.
    let mut told = BTreeSet::new();
    while let Some(subject) = subjects.pop() {
        if !told.insert(subject.to_string()) {
            continue;
        }
        for quad in store.matching(Some(&subject), None, None) {
            let quad = quad?;
            if let Term::BlankNode(node) = &quad.object {
                subjects.push(node.clone().into());
            }
            triples.extend(keep(quad));
        }
    }
    Ok(triples)
}
