//! What a person calls a thing → its IRI: the IRI itself, `prefix:local`, a notation, an
//! identifier or a label, where that is unique.
//! Room `app`.

use std::collections::BTreeSet;

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::names::{self, Names};
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::vocabulary::{owl, rdf, rdfs};
use crate::store::memory::GraphStore;

/// The IRI that `what` stands for. An IRI in full or by prefix must be known to the store.
pub fn iri(project: &Project, store: &GraphStore, what: &str) -> Result<String, AppError> {
    match by_iri(project, store, what)? {
        Some(iri) => Ok(iri),
        None => named(project, store, trimmed(what), &|_| true),
    }
}

fn trimmed(what: &str) -> &str {
    what.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The IRI that is written in full or by prefix, where the store knows it.
fn by_iri(project: &Project, store: &GraphStore, what: &str) -> Result<Option<String>, AppError> {
    let trimmed = trimmed(what);
    for candidate in [Some(trimmed.to_owned()), project.prefixes.expand(trimmed)]
        .into_iter()
        .flatten()
    {
        if oxigraph::model::NamedNode::new(&candidate).is_ok() && is_known(store, &candidate)? {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

/// As [`iri`], where a name means one of the things that `is_shown` knows, if any has it. `None`:
/// several things have that name, and none of them is shown.
pub fn among(
    project: &Project,
    store: &GraphStore,
    what: &str,
    is_shown: &dyn Fn(&str) -> bool,
) -> Result<Option<String>, AppError> {
    if let Some(iri) = by_iri(project, store, what)? {
        return Ok(Some(iri));
    }
    match named(project, store, trimmed(what), is_shown) {
        Err(AppError::UnknownThing { .. }) => {}
        other => return other.map(Some),
    }
    match named(project, store, trimmed(what), &|_| true) {
        Err(AppError::Ambiguous { .. }) => Ok(None),
        other => other.map(Some),
    }
}

/// As [`iri`], where of several things of one name a class is meant: what is declared as one or
/// has instances.
pub fn class(project: &Project, store: &GraphStore, what: &str) -> Result<String, AppError> {
    match named(project, store, what.trim(), &|iri| is_class(store, iri)) {
        Err(AppError::UnknownThing { .. }) => iri(project, store, what),
        other => other,
    }
}

fn is_class(store: &GraphStore, iri: &str) -> bool {
    let node = oxigraph::model::NamedNode::new_unchecked(iri);
    let object = Term::from(node.clone());
    let subject = NamedOrBlankNode::from(node);
    let is_declared = [owl::CLASS, rdfs::CLASS].into_iter().any(|class| {
        let class = Term::from(oxigraph::model::NamedNode::new_unchecked(class));
        let mut declared = store.matching(Some(&subject), Some(rdf::TYPE), Some(&class));
        declared.next().is_some()
    });
    let mut instances = store.matching(None, Some(rdf::TYPE), Some(&object));
    is_declared || instances.next().is_some()
}

fn is_known(store: &GraphStore, iri: &str) -> Result<bool, AppError> {
    let node = oxigraph::model::NamedNode::new_unchecked(iri);
    let subject = NamedOrBlankNode::from(node.clone());
    if store
        .matching(Some(&subject), None, None)
        .next()
        .transpose()?
        .is_some()
    {
        return Ok(true);
    }
    let object = Term::from(node);
    Ok(store
        .matching(None, None, Some(&object))
        .next()
        .transpose()?
        .is_some())
}

/// Things by one of their names. Exact names come first, then names that differ in case only;
/// notations and identifiers before labels, preferred labels before alternative ones.
fn named(
    project: &Project,
    store: &GraphStore,
    what: &str,
    accept: &dyn Fn(&str) -> bool,
) -> Result<String, AppError> {
    let folded = what.to_lowercase();
    let mut best: Option<((bool, usize), BTreeSet<String>)> = None;
    let mut nearest: Option<(f64, String)> = None;
    for (property, rank) in names::naming() {
        for quad in store.matching(None, Some(property), None) {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) =
                (&quad.subject, &quad.object)
            else {
                continue;
            };
            let name = name.value();
            if name.to_lowercase() == folded && accept(subject.as_str()) {
                // A label in two languages or on two ranks stands for the same thing.
                let rank = (name != what, rank);
                match &mut best {
                    Some((known, _)) if *known < rank => {}
                    Some((known, iris)) if *known == rank => {
                        iris.insert(subject.as_str().to_owned());
                    }
                    _ => best = Some((rank, BTreeSet::from([subject.as_str().to_owned()]))),
                }
            }
            let likeness = strsim::jaro_winkler(&name.to_lowercase(), &folded);
            if likeness > 0.8 && nearest.as_ref().is_none_or(|(known, _)| likeness > *known) {
                nearest = Some((likeness, name.to_owned()));
            }
        }
    }
    match best.map(|(_, iris)| iris) {
        None => Err(AppError::UnknownThing {
            what: what.to_owned(),
            nearest: nearest.map(|(_, name)| name),
        }),
        Some(iris) if iris.len() > 1 => {
            let names = Names::new(store, &project.prefixes, Language::default());
            let mut candidates = Vec::new();
            for iri in &iris {
                let named = names.of(iri)?;
                candidates.push(format!("{} ({})", named.short, named.full()));
            }
            Err(AppError::Ambiguous {
                what: what.to_owned(),
                candidates,
            })
        }
        Some(iris) => Ok(iris.into_iter().next().unwrap_or_default()),
    }
}
