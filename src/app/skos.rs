//! Any SKOS, RDFS or OWL file → a hierarchy, without a query: patterns are scanned once each.
//! Room `app`. SKOS Reference, sections 4 to 8; RDF Schema 3.4.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::blank::{self, ConceptNames};
use crate::app::tree::View;
use crate::core::hierarchy::{Evidence, HierarchyBuilder, Link};
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::{dct, owl, rdf, rdfs, skos, skosxl};
use crate::store::memory::GraphStore;

/// Builds the hierarchy of the concepts of a store; of its classes when it has no concepts.
/// Each scheme is a root with, below it, its concepts that have no broader one. `name` stands
/// for the files in what a page says; `scheme` leaves out what is not in that scheme.
pub fn view(
    store: &GraphStore,
    name: &str,
    scheme: Option<&str>,
    language: Language,
) -> Result<View, AppError> {
    let names = BlankNames::new(store)?;
    let mut found = Found::default();
    found.concepts(store, &names)?;
    let summary = if found.concepts.is_empty() {
        found.classes(store, &names)?;
        message::text(language, "tree.classes", &[("file", name)])
    } else {
        message::text(language, "tree.concepts", &[("file", name)])
    };
    if let Some(scheme) = scheme {
        found.keep_scheme(scheme);
    }
    let mut builder = found.builder();
    labels(store, &names, &mut builder)?;
    Ok(View {
        name: name.to_owned(),
        summary,
        note: unstable_names(names.concepts.unstable, language),
        few: None,
        hierarchy: builder.build(language),
        has_examples: false,
        has_curated: false,
        changes: None,
    })
}

/// What to say of blank nodes that are too alike to get a stable name.
fn unstable_names(count: usize, language: Language) -> Option<String> {
    let count = Some(count).filter(|&count| count > 0)?.to_string();
    let text = message::text(language, "blank.unstable", &[("count", &count)]);
    Some(text)
}

/// What the triples say, before it is a graph.
#[derive(Default)]
struct Found {
    concepts: BTreeSet<String>,
    /// `(child, parent)`.
    broader: BTreeSet<(String, String)>,
    /// Schemes of each concept.
    schemes_of: BTreeMap<String, BTreeSet<String>>,
    schemes: BTreeSet<String>,
}

impl Found {
    fn concepts(&mut self, store: &GraphStore, names: &BlankNames) -> Result<(), AppError> {
        self.concepts
            .extend(instances(store, names, skos::CONCEPT)?);
        self.schemes
            .extend(instances(store, names, skos::CONCEPT_SCHEME)?);
        for (child, parent) in pairs(store, names, skos::BROADER)? {
            self.link(child, parent);
        }
        for (parent, child) in pairs(store, names, skos::NARROWER)? {
            self.link(child, parent);
        }
        let placed = [
            (skos::IN_SCHEME, false),
            (skos::TOP_CONCEPT_OF, false),
            (skos::HAS_TOP_CONCEPT, true),
        ];
        for (property, reversed) in placed {
            for (subject, object) in pairs(store, names, property)? {
                let (concept, scheme) = if reversed {
                    (object, subject)
                } else {
                    (subject, object)
                };
                self.schemes.insert(scheme.clone());
                // Collections are in schemes too, but no concepts.
                if property != skos::IN_SCHEME || self.concepts.contains(&concept) {
                    self.concepts.insert(concept.clone());
                    self.schemes_of.entry(concept).or_default().insert(scheme);
                }
            }
        }
        Ok(())
    }

    fn classes(&mut self, store: &GraphStore, names: &BlankNames) -> Result<(), AppError> {
        let classes = [
            instances(store, names, owl::CLASS)?,
            instances(store, names, rdfs::CLASS)?,
        ];
        let named = classes
            .into_iter()
            .flatten()
            .filter(|iri| !names.is_blank(iri));
        self.concepts.extend(named);
        for (child, parent) in pairs(store, names, rdfs::SUB_CLASS_OF)? {
            // OWL restrictions are blank nodes: conditions, not classes with a name.
            if !names.is_blank(&child) && !names.is_blank(&parent) && child != parent {
                self.link(child, parent);
            }
        }
        Ok(())
    }

    fn link(&mut self, child: String, parent: String) {
        self.concepts.insert(child.clone());
        self.concepts.insert(parent.clone());
        self.broader.insert((child, parent));
    }

    fn keep_scheme(&mut self, scheme: &str) {
        let in_scheme = |concept: &String| {
            self.schemes_of
                .get(concept)
                .is_some_and(|all| all.contains(scheme))
        };
        let kept: BTreeSet<_> = self
            .concepts
            .iter()
            .filter(|c| in_scheme(c))
            .cloned()
            .collect();
        self.broader
            .retain(|(child, parent)| kept.contains(child) && kept.contains(parent));
        self.concepts = kept;
        self.schemes.retain(|other| other == scheme);
    }

    fn builder(&self) -> HierarchyBuilder {
        let mut builder = HierarchyBuilder::default();
        let plain = || Link {
            evidence: Evidence::Stated,
            kind: None,
        };
        for concept in &self.concepts {
            builder.concept_mut(concept);
        }
        let mut has_parent: HashSet<&str> = HashSet::new();
        for (child, parent) in &self.broader {
            builder.add_link(child, parent, plain());
            has_parent.insert(child);
        }
        for scheme in &self.schemes {
            builder.concept_mut(scheme).kind = Some("skos:ConceptScheme".to_owned());
        }
        for (concept, schemes) in &self.schemes_of {
            if has_parent.contains(concept.as_str()) || !self.concepts.contains(concept) {
                continue;
            }
            for scheme in schemes
                .iter()
                .filter(|scheme| self.schemes.contains(*scheme))
            {
                builder.add_link(concept, scheme, plain());
            }
        }
        builder
    }
}

/// Labels and notations of every node: `skos:prefLabel`, else SKOS-XL, else `rdfs:label`,
/// else `dct:title`.
fn labels(
    store: &GraphStore,
    names: &BlankNames,
    builder: &mut HierarchyBuilder,
) -> Result<(), AppError> {
    let mut literal_forms: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for quad in store.matching(None, Some(skosxl::LITERAL_FORM), None) {
        let quad = quad?;
        if let Term::Literal(literal) = &quad.object {
            let form = (
                literal.language().unwrap_or("").to_owned(),
                literal.value().to_owned(),
            );
            literal_forms
                .entry(names.subject(&quad.subject))
                .or_default()
                .push(form);
        }
    }
    for property in [
        skos::PREF_LABEL,
        skosxl::PREF_LABEL,
        rdfs::LABEL,
        dct::TITLE,
    ] {
        let mut added: Vec<(String, String, String)> = Vec::new();
        for quad in store.matching(None, Some(property), None) {
            let quad = quad?;
            let iri = names.subject(&quad.subject);
            if !builder.contains(&iri) || !builder.concept_mut(&iri).labels.is_empty() {
                continue;
            }
            match &quad.object {
                Term::Literal(literal) => added.push((
                    iri,
                    literal.language().unwrap_or("").to_owned(),
                    literal.value().to_owned(),
                )),
                other => {
                    let forms = names
                        .term(other)
                        .and_then(|label| literal_forms.get(&label));
                    for (tag, text) in forms.into_iter().flatten() {
                        added.push((iri.clone(), tag.clone(), text.clone()));
                    }
                }
            }
        }
        // Labels that are nodes of their own come in the order of their ids.
        added.sort();
        for (iri, tag, text) in added {
            builder.concept_mut(&iri).labels.add(&tag, &text);
        }
    }
    let mut notations: BTreeMap<String, String> = BTreeMap::new();
    for quad in store.matching(None, Some(skos::NOTATION), None) {
        let quad = quad?;
        let iri = names.subject(&quad.subject);
        if let (Term::Literal(notation), true) = (&quad.object, builder.contains(&iri)) {
            // Of several notations the first in the alphabet, whatever the order of the file.
            let notation = notation.value().to_owned();
            let known = notations.entry(iri).or_insert_with(|| notation.clone());
            if notation < *known {
                *known = notation;
            }
        }
    }
    for (iri, notation) in notations {
        builder.concept_mut(&iri).notation = Some(notation);
    }
    Ok(())
}

fn instances(store: &GraphStore, names: &BlankNames, class: &str) -> Result<Vec<String>, AppError> {
    let class = Term::from(oxigraph::model::NamedNode::new_unchecked(class));
    let quads = store.matching(None, Some(rdf::TYPE), Some(&class));
    quads
        .map(|quad| Ok(names.subject(&quad?.subject)))
        .collect()
}

/// Subject and object of each triple with that property whose object is no literal.
fn pairs(
    store: &GraphStore,
    names: &BlankNames,
    property: &str,
) -> Result<Vec<(String, String)>, AppError> {
    let mut found = Vec::new();
    for quad in store.matching(None, Some(property), None) {
        let quad = quad?;
        if let Some(object) = names.term(&quad.object) {
            found.push((names.subject(&quad.subject), object));
        }
    }
    Ok(found)
}

/// Stable names for blank nodes: their ids differ at every load.
struct BlankNames {
    concepts: ConceptNames,
}

impl BlankNames {
    fn new(store: &GraphStore) -> Result<Self, AppError> {
        let concepts = blank::concept_names(store)?;
        Ok(Self { concepts })
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => self.blank(node.as_str()),
        }
    }

    fn term(&self, term: &Term) -> Option<String> {
        match term {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            Term::BlankNode(node) => Some(self.blank(node.as_str())),
            Term::Literal(_) => None,
        }
    }

    fn blank(&self, id: &str) -> String {
        let name = self.concepts.names.get(id);
        format!("_:{}", name.map_or(id, String::as_str))
    }

    fn is_blank(&self, name: &str) -> bool {
        name.starts_with("_:")
    }
}
