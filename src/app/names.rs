//! What to call a thing: its label, notation and short IRI, from the data.
//! Room `app`.

use std::cell::RefCell;
use std::collections::HashMap;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::rows::first_literal;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::{dct, owl, rdf, rdfs, skos};
use crate::render::portrait::Named;
use crate::store::memory::GraphStore;

/// Where labels are looked for, best first.
const LABELS: [&str; 3] = [skos::PREF_LABEL, rdfs::LABEL, dct::TITLE];
const NUMBERS: [&str; 2] = [skos::NOTATION, dct::IDENTIFIER];

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
            label: first_literal(self.store, iri, &LABELS, self.language)?,
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
