//! Who takes examples in: roles that the project knows, never persons.
//! Room `app`.

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::intake::{Desk, IntakeError};
use crate::core::vocabulary::{prov, rdf};
use crate::query::catalogue::most_like;

/// The IRI of the role asked for, in full or shortened; where none is, that of `lobgraaf.toml`.
/// Another than the agents (`prov:Agent`) of the graph is refused.
pub fn role(desk: &Desk<'_>, asked: Option<&str>) -> Result<String, AppError> {
    let prefixes = &desk.session.project.prefixes;
    let asked = asked.unwrap_or(&desk.terms.by);
    let iri = prefixes.expand(asked).unwrap_or_else(|| asked.to_owned());
    if iri == desk.terms.by {
        return Ok(iri);
    }
    let class = Term::from(NamedNode::new_unchecked(prov::AGENT));
    let mut known = vec![desk.terms.by.clone()];
    let store = &desk.session.store;
    for quad in store.matching(None, Some(rdf::TYPE), Some(&class)) {
        if let NamedOrBlankNode::NamedNode(agent) = quad?.subject {
            known.push(agent.into_string());
        }
    }
    if known.contains(&iri) {
        return Ok(iri);
    }
    let mut known: Vec<_> = known.iter().map(|iri| prefixes.compact(iri)).collect();
    known.sort();
    known.dedup();
    Err(IntakeError::BadRole {
        role: asked.to_owned(),
        nearest: most_like(asked, known.iter().cloned()),
        known,
    }
    .into())
}
