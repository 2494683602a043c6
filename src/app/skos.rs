//! Any SKOS, RDFS or OWL file → a hierarchy, without a query: patterns are scanned once each.
//! Room `app`. SKOS Reference, sections 4 to 8; RDF Schema 3.4.

use std::collections::HashMap;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::blank::{self, ConceptNames};
use crate::app::tree::View;
use crate::core::hierarchy::{Evidence, HierarchyBuilder, Link};
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::{dct, owl, rdf, rdfs, skos, skosxl};
use crate::store::memory::GraphStore;

/// Where labels are looked for: a concept has those of the first property that gives it any.
const LABELS: [&str; 4] = [
    skos::PREF_LABEL,
    skosxl::PREF_LABEL,
    rdfs::LABEL,
    dct::TITLE,
];

/// Builds the hierarchy of the concepts of a store; of its classes when it has no concepts.
/// Each scheme is a root with, below it, its concepts that have no broader one. `name` stands
/// for the files in what a page says; `scheme` leaves out what is not in that scheme.
pub fn view(
    store: &GraphStore,
    name: &str,
    scheme: Option<&str>,
    language: Language,
) -> Result<View, AppError> {
    let blank_names = blank::concept_names(store)?;
    let unstable = blank_names.unstable;
    let mut found = Found::new(store, blank_names);
    found.concepts()?;
    let has_classes = !found.things.iter().any(|thing| thing.is_concept);
    let summary = if has_classes {
        found.classes()?;
        message::text(language, "tree.classes", &[("file", name)])
    } else {
        message::text(language, "tree.concepts", &[("file", name)])
    };
    if let Some(scheme) = scheme {
        found.keep_scheme(scheme);
    }
    let builder = found.builder()?;
    Ok(View {
        name: name.to_owned(),
        summary,
        note: unstable_names(unstable, language),
        few: None,
        hierarchy: builder.build(language),
        has_examples: false,
        has_curated: false,
        has_links: false,
        has_classes,
        changes: None,
    })
}

/// What to say of blank nodes that are too alike to get a stable name.
fn unstable_names(count: usize, language: Language) -> Option<String> {
    let count = Some(count).filter(|&count| count > 0)?.to_string();
    let text = message::text(language, "blank.unstable", &[("count", &count)]);
    Some(text)
}

/// A thing met in the triples; others speak of it by its place in [`Found::things`].
struct Thing {
    /// The IRI; of a blank node `_:` and its stable name.
    name: String,
    is_concept: bool,
    is_scheme: bool,
}

impl Thing {
    fn is_blank(&self) -> bool {
        self.name.starts_with("_:")
    }
}

/// What the triples say, before it is a graph.
struct Found<'a> {
    store: &'a GraphStore,
    blank_names: ConceptNames,
    things: Vec<Thing>,
    by_name: HashMap<String, usize, foldhash::fast::RandomState>,
    /// `(child, parent)`.
    broader: Vec<(usize, usize)>,
    /// `(concept, scheme)`.
    in_scheme: Vec<(usize, usize)>,
}

impl<'a> Found<'a> {
    fn new(store: &'a GraphStore, blank_names: ConceptNames) -> Self {
        Self {
            store,
            blank_names,
            things: Vec::new(),
            by_name: HashMap::default(),
            broader: Vec::new(),
            in_scheme: Vec::new(),
        }
    }

    fn concepts(&mut self) -> Result<(), AppError> {
        for concept in self.instances(skos::CONCEPT)? {
            self.things[concept].is_concept = true;
        }
        for scheme in self.instances(skos::CONCEPT_SCHEME)? {
            self.things[scheme].is_scheme = true;
        }
        for (child, parent) in self.pairs(skos::BROADER)? {
            self.link(child, parent);
        }
        for (parent, child) in self.pairs(skos::NARROWER)? {
            self.link(child, parent);
        }
        let placed = [
            (skos::IN_SCHEME, false),
            (skos::TOP_CONCEPT_OF, false),
            (skos::HAS_TOP_CONCEPT, true),
        ];
        for (property, reversed) in placed {
            for (subject, object) in self.pairs(property)? {
                let (concept, scheme) = if reversed {
                    (object, subject)
                } else {
                    (subject, object)
                };
                self.things[scheme].is_scheme = true;
                // Collections are in schemes too, but no concepts.
                if property != skos::IN_SCHEME || self.things[concept].is_concept {
                    self.things[concept].is_concept = true;
                    self.in_scheme.push((concept, scheme));
                }
            }
        }
        Ok(())
    }

    fn classes(&mut self) -> Result<(), AppError> {
        for class in [owl::CLASS, rdfs::CLASS] {
            for class in self.instances(class)? {
                self.things[class].is_concept = !self.things[class].is_blank();
            }
        }
        for (child, parent) in self.pairs(rdfs::SUB_CLASS_OF)? {
            // OWL restrictions are blank nodes: conditions, not classes with a name.
            let is_named = |class: usize| !self.things[class].is_blank();
            if is_named(child) && is_named(parent) && child != parent {
                self.link(child, parent);
            }
        }
        Ok(())
    }

    fn link(&mut self, child: usize, parent: usize) {
        self.things[child].is_concept = true;
        self.things[parent].is_concept = true;
        self.broader.push((child, parent));
    }

    fn keep_scheme(&mut self, scheme: &str) {
        let scheme = self.by_name.get(scheme).copied();
        let mut kept = vec![false; self.things.len()];
        for (concept, other) in &self.in_scheme {
            kept[*concept] |= Some(*other) == scheme;
        }
        for (place, thing) in self.things.iter_mut().enumerate() {
            thing.is_concept &= kept[place];
            thing.is_scheme &= Some(place) == scheme;
        }
        self.broader
            .retain(|(child, parent)| kept[*child] && kept[*parent]);
    }

    /// Concepts and schemes with their links, labels and notations.
    fn builder(&mut self) -> Result<HierarchyBuilder, AppError> {
        let mut builder = HierarchyBuilder::default();
        let mut order: Vec<_> = (0..self.things.len()).collect();
        order.sort_unstable_by(|a, b| self.things[*a].name.cmp(&self.things[*b].name));
        let mut nodes = vec![None; self.things.len()];
        for place in order {
            let thing = &self.things[place];
            if thing.is_concept || thing.is_scheme {
                let node = builder.node(&thing.name);
                if thing.is_scheme {
                    builder.at(node).kind = Some("skos:ConceptScheme".to_owned());
                }
                nodes[place] = Some(node);
            }
        }
        let mut has_parent = vec![false; self.things.len()];
        for (child, parent) in &self.broader {
            has_parent[*child] = true;
            link(&mut builder, nodes[*child], nodes[*parent]);
        }
        for (concept, scheme) in &self.in_scheme {
            let (concept, scheme) = (*concept, *scheme);
            if !has_parent[concept]
                && self.things[concept].is_concept
                && self.things[scheme].is_scheme
            {
                link(&mut builder, nodes[concept], nodes[scheme]);
            }
        }
        self.labels(&nodes, &mut builder)?;
        self.notations(&nodes, &mut builder)?;
        Ok(builder)
    }

    fn labels(
        &self,
        nodes: &[Option<NodeIndex>],
        builder: &mut HierarchyBuilder,
    ) -> Result<(), AppError> {
        let mut literal_forms: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for quad in self.store.matching(None, Some(skosxl::LITERAL_FORM), None) {
            let quad = quad?;
            if let Term::Literal(literal) = &quad.object {
                let tag = literal.language().unwrap_or("").to_owned();
                let form = (tag, literal.value().to_owned());
                let label = self.name_of_subject(&quad.subject);
                literal_forms.entry(label).or_default().push(form);
            }
        }
        // The property that gives a thing its labels.
        let mut source = vec![None; nodes.len()];
        for (rank, property) in LABELS.into_iter().enumerate() {
            for quad in self.store.matching(None, Some(property), None) {
                let quad = quad?;
                let Some((place, node)) = self.known(&quad, nodes) else {
                    continue;
                };
                if *source[place].get_or_insert(rank) != rank {
                    continue;
                }
                let labels = &mut builder.at(node).labels;
                match &quad.object {
                    Term::Literal(literal) => {
                        labels.add(literal.language().unwrap_or(""), literal.value());
                    }
                    other => {
                        let forms = self
                            .name_of(other)
                            .and_then(|name| literal_forms.get(&name));
                        for (tag, text) in forms.into_iter().flatten() {
                            labels.add(tag, text);
                        }
                    }
                }
                if labels.is_empty() {
                    source[place] = None;
                }
            }
        }
        Ok(())
    }

    /// Of several notations the first in the alphabet, whatever the order of the file.
    fn notations(
        &self,
        nodes: &[Option<NodeIndex>],
        builder: &mut HierarchyBuilder,
    ) -> Result<(), AppError> {
        for quad in self.store.matching(None, Some(skos::NOTATION), None) {
            let quad = quad?;
            if let (Some((_, node)), Term::Literal(notation)) =
                (self.known(&quad, nodes), &quad.object)
            {
                let known = &mut builder.at(node).notation;
                let notation = notation.value();
                if known.as_deref().is_none_or(|known| notation < known) {
                    *known = Some(notation.to_owned());
                }
            }
        }
        Ok(())
    }

    /// The thing and the node that a statement is about.
    fn known(&self, quad: &Quad, nodes: &[Option<NodeIndex>]) -> Option<(usize, NodeIndex)> {
        let place = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => self.by_name.get(node.as_str()),
            blank @ NamedOrBlankNode::BlankNode(_) => {
                self.by_name.get(&self.name_of_subject(blank))
            }
        };
        let place = *place?;
        // A label may name a thing that came up only in a scan of labels.
        let node = *nodes.get(place)?;
        Some((place, node?))
    }

    fn instances(&mut self, class: &str) -> Result<Vec<usize>, AppError> {
        let class = Term::from(NamedNode::new_unchecked(class));
        let store = self.store;
        let quads = store.matching(None, Some(rdf::TYPE), Some(&class));
        let mut found = Vec::new();
        for quad in quads {
            found.push(self.thing(Term::from(quad?.subject)));
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// Subject and object of each triple with that property whose object is no literal.
    fn pairs(&mut self, property: &str) -> Result<Vec<(usize, usize)>, AppError> {
        let store = self.store;
        let mut found = Vec::new();
        for quad in store.matching(None, Some(property), None) {
            let quad = quad?;
            let ends = (
                self.thing(Term::from(quad.subject)),
                self.thing(quad.object),
            );
            if let (Some(subject), Some(object)) = ends {
                found.push((subject, object));
            }
        }
        Ok(found)
    }

    /// The place of an IRI or blank node, new where it was not met before; a literal has none.
    fn thing(&mut self, term: Term) -> Option<usize> {
        let name = match term {
            Term::NamedNode(node) => node.into_string(),
            Term::BlankNode(node) => self.blank(node.as_str()),
            Term::Literal(_) => return None,
        };
        if let Some(&place) = self.by_name.get(&name) {
            return Some(place);
        }
        let place = self.things.len();
        self.things.push(Thing {
            name: name.clone(),
            is_concept: false,
            is_scheme: false,
        });
        self.by_name.insert(name, place);
        Some(place)
    }

    fn name_of_subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => self.blank(node.as_str()),
        }
    }

    fn name_of(&self, term: &Term) -> Option<String> {
        match term {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            Term::BlankNode(node) => Some(self.blank(node.as_str())),
            Term::Literal(_) => None,
        }
    }

    /// A stable name for a blank node: its id differs at every load.
    fn blank(&self, id: &str) -> String {
        let name = self.blank_names.names.get(id);
        format!("_:{}", name.map_or(id, String::as_str))
    }
}

fn link(builder: &mut HierarchyBuilder, child: Option<NodeIndex>, parent: Option<NodeIndex>) {
    if let (Some(child), Some(parent)) = (child, parent) {
        builder.link(
            child,
            parent,
            Link {
                evidence: Evidence::Stated,
                kind: None,
            },
        );
    }
}
