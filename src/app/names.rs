//! What to call a thing: its label, notation and short IRI, from the data.
//! Room `app`.

use std::cell::RefCell;
use std::collections::HashMap;

use oxigraph::model::{BlankNode, NamedNode, NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::core::iri::{Prefixes, last_segment};
use crate::core::language::{Language, LocalizedText};
use crate::core::message;
use crate::core::vocabulary::{dct, owl, rdf, rdfs, sh, skos};
use crate::render::portrait::Named;
use crate::store::memory::GraphStore;

/// What numbers a thing, best first.
pub const NUMBERS: [&str; 2] = [skos::NOTATION, dct::IDENTIFIER];
/// What a thing is called before all, best first.
pub const LABELS: [&str; 4] = [skos::PREF_LABEL, rdfs::LABEL, dct::TITLE, sh::NAME];
/// What a thing is also called.
pub const OTHER_LABELS: [&str; 2] = [skos::ALT_LABEL, skos::HIDDEN_LABEL];

/// Every property whose value may name a thing, best first, and its rank: each kind of number one
/// of its own, all labels one, all other labels one.
pub fn naming() -> impl Iterator<Item = (&'static str, usize)> {
    let numbers = NUMBERS.into_iter().zip(0..);
    let labels = LABELS.into_iter().map(|label| (label, NUMBERS.len()));
    let others = OTHER_LABELS.into_iter();
    let others = others.map(|label| (label, NUMBERS.len() + 1));
    numbers.chain(labels).chain(others)
}

/// The best text of the first of `properties` that an IRI, or a blank node `_:ID`, has.
pub fn first_literal(
    store: &GraphStore,
    iri: &str,
    properties: &[&str],
    language: Language,
) -> Result<Option<String>, AppError> {
    let texts = first_texts(store, iri, properties)?;
    let best = texts.as_ref().and_then(|texts| texts.pick(language));
    Ok(best.map(|(text, _)| text.to_owned()))
}

/// All that the first of `properties` says which has a text.
fn first_texts(
    store: &GraphStore,
    iri: &str,
    properties: &[&str],
) -> Result<Option<LocalizedText>, AppError> {
    let subject = match iri.strip_prefix("_:") {
        Some(id) => BlankNode::new(id).map(NamedOrBlankNode::from).ok(),
        None => NamedNode::new(iri).map(NamedOrBlankNode::from).ok(),
    };
    let Some(subject) = subject else {
        return Ok(None);
    };
    for property in properties {
        let mut texts = LocalizedText::default();
        for quad in store.matching(Some(&subject), Some(property), None) {
            if let Term::Literal(literal) = quad?.object {
                texts.add(literal.language().unwrap_or(""), literal.value());
            }
        }
        if texts.pick(Language::default()).is_some() {
            return Ok(Some(texts));
        }
    }
    Ok(None)
}

/// The label of an IRI or blank node, if it has one.
pub fn label(
    store: &GraphStore,
    iri: &str,
    language: Language,
) -> Result<Option<String>, AppError> {
    first_literal(store, iri, &LABELS, language)
}

/// The label of an IRI in that very language, a regional form of it included.
pub fn label_in(
    store: &GraphStore,
    iri: &str,
    language: Language,
) -> Result<Option<String>, AppError> {
    let texts = first_texts(store, iri, &LABELS)?;
    let best = texts.as_ref().and_then(|texts| texts.pick(language));
    let own = best.filter(|(_, tag)| language.is_own(tag));
    Ok(own.map(|(text, _)| text.to_owned()))
}

/// The label, or the end of the IRI; what cannot be read has no label.
pub fn label_or_end(store: &GraphStore, iri: &str, language: Language) -> String {
    let end = match iri.starts_with("_:") {
        true => iri,
        false => last_segment(iri),
    };
    let label = label(store, iri, language).ok().flatten();
    label.unwrap_or_else(|| end.to_owned())
}

/// Looks up names and remembers them.
pub struct Names<'a> {
    store: &'a GraphStore,
    prefixes: &'a Prefixes,
    language: Language,
    known: RefCell<HashMap<String, Named>>,
}

impl<'a> Names<'a> {
    /// Names in `language`, from the labels in `store`.
    pub fn new(store: &'a GraphStore, prefixes: &'a Prefixes, language: Language) -> Self {
        Self {
            store,
            prefixes,
            language,
            known: RefCell::default(),
        }
    }

    /// The name of an IRI.
    pub fn of(&self, iri: &str) -> Result<Named, AppError> {
        if let Some(named) = self.known.borrow().get(iri) {
            return Ok(named.clone());
        }
        let named = Named {
            iri: iri.to_owned(),
            short: self.prefixes.compact(iri),
            label: label(self.store, iri, self.language)?,
            notation: first_literal(self.store, iri, &NUMBERS, self.language)?,
        };
        self.known
            .borrow_mut()
            .insert(iri.to_owned(), named.clone());
        Ok(named)
    }

    /// The name of a property: its label in the data, else what the interface calls it.
    pub fn of_property(&self, iri: &str) -> Result<Named, AppError> {
        let mut named = self.of(iri)?;
        if named.label.is_none() {
            let key = format!("property.{}", named.short);
            named.label = message::catalogue(self.language).get(&key).cloned();
        }
        Ok(named)
    }

    /// The name of a property read from its object: that of its inverse, where the data has one.
    pub fn of_inverse(&self, iri: &str) -> Result<Named, AppError> {
        let node = NamedNode::new_unchecked(iri);
        let (subject, object) = (node.clone().into(), node.into());
        let there = self
            .store
            .matching(Some(&subject), Some(owl::INVERSE_OF), None);
        let back = self
            .store
            .matching(None, Some(owl::INVERSE_OF), Some(&object));
        for quad in there.chain(back) {
            let quad = quad?;
            let ends = [Term::from(quad.subject), quad.object];
            for end in ends {
                if let Term::NamedNode(end) = end
                    && end.as_str() != iri
                {
                    return self.of_property(end.as_str());
                }
            }
        }
        let mut named = self.of_property(iri)?;
        let label = named.label.as_deref().unwrap_or(&named.short);
        named.label = Some(format!("← {label}"));
        Ok(named)
    }

    /// The most precise classes of a thing: those that no other class of it specialises.
    pub fn classes(&self, subject: &NamedOrBlankNode) -> Result<Vec<Named>, AppError> {
        let mut classes = Vec::new();
        for quad in self.store.matching(Some(subject), Some(rdf::TYPE), None) {
            if let Term::NamedNode(class) = quad?.object {
                classes.push(class.into_string());
            }
        }
        classes.sort();
        classes.dedup();
        let mut general = Vec::new();
        for class in &classes {
            let node = NamedNode::new_unchecked(class).into();
            for quad in self
                .store
                .matching(Some(&node), Some(rdfs::SUB_CLASS_OF), None)
            {
                if let Term::NamedNode(above) = quad?.object {
                    general.push(above.into_string());
                }
            }
        }
        // What labels its class in the data is more telling than a class of a public standard.
        let precise: Vec<_> = classes
            .iter()
            .filter(|class| !general.contains(class))
            .collect();
        let mut named = precise
            .iter()
            .map(|class| self.of(class))
            .collect::<Result<Vec<_>, _>>()?;
        if named.iter().any(|class| class.label.is_some()) {
            named.retain(|class| class.label.is_some());
        }
        Ok(named)
    }
}
