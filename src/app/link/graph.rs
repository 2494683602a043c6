//! Nodes → a vocabulary: which of them are its concepts, what stands above and beside each.
//! Room `app`.

use std::collections::{BTreeSet, HashMap};

use crate::app::link::collect::Node;
use crate::core::matching::entry::{About, Entry, Label, LabelKind, Text, Vocabulary};

/// The nodes as a vocabulary, which has their languages already.
pub fn vocabulary(nodes: Vec<Node>, vocabulary: Vocabulary) -> Vocabulary {
    Graph { nodes }.finish(vocabulary)
}

struct Graph {
    nodes: Vec<Node>,
}

impl Graph {
    /// The vocabulary: concepts where there are any, else classes, else whatever has a name.
    fn finish(mut self, mut vocabulary: Vocabulary) -> Vocabulary {
        self.resolve_nodes();
        vocabulary.about = self.about();
        let chosen = self.choose();
        let mut order: Vec<u32> = (0..self.nodes.len() as u32)
            .filter(|place| chosen[*place as usize])
            .collect();
        order.sort_by(|a, b| self.iri(*a).cmp(self.iri(*b)));
        let groups = self.group_places(&order);
        let entry_places = numbered(&order);
        let group_places = numbered(&groups);
        let parts: Vec<Vec<u32>> = order.iter().map(|&place| self.parts(place)).collect();
        let types: Vec<Vec<String>> = order.iter().map(|&place| self.types(place)).collect();
        for ((place, parts), types) in order.iter().zip(parts).zip(types) {
            let node = std::mem::take(&mut self.nodes[*place as usize]);
            let within = |places: &[u32], known: &HashMap<u32, u32>| -> Vec<u32> {
                let found: BTreeSet<u32> = places
                    .iter()
                    .filter_map(|p| known.get(p).copied())
                    .collect();
                found.into_iter().collect()
            };
            let itself = entry_places[place];
            let not_itself = |mut places: Vec<u32>| {
                places.retain(|place| *place != itself);
                places
            };
            let beside: Vec<u32> = node.beside.iter().chain(&parts).copied().collect();
            vocabulary.entries.push(Entry {
                broader: not_itself(within(&node.above, &entry_places)),
                related: not_itself(within(&beside, &entry_places)),
                groups: within(&node.groups, &group_places),
                types,
                ..entry(node)
            });
        }
        for place in groups {
            let node = std::mem::take(&mut self.nodes[place as usize]);
            vocabulary.groups.push(entry(node));
        }
        vocabulary
    }

    /// The one concept scheme, else the one ontology, with the version that it says.
    fn about(&self) -> Option<About> {
        let one = |is: fn(&Node) -> bool| {
            let mut all = self.nodes.iter().filter(|node| is(node));
            all.next().filter(|_| all.next().is_none())
        };
        let ontology = one(|node| node.kinds.ontology && !node.iri.starts_with("_:"));
        let scheme = one(|node| node.kinds.scheme && !node.iri.starts_with("_:"));
        let node = scheme.or(ontology)?;
        let version = node.version.clone();
        let version = version.or_else(|| ontology.and_then(|node| node.version.clone()));
        Some(About {
            iri: node.iri.clone(),
            version: version.unwrap_or_default(),
        })
    }

    fn iri(&self, place: u32) -> &str {
        &self.nodes[place as usize].iri
    }

    /// Schemes and collections that a chosen node belongs to and that are no entries themselves.
    fn group_places(&self, order: &[u32]) -> Vec<u32> {
        let chosen: BTreeSet<u32> = order.iter().copied().collect();
        let used: BTreeSet<u32> = order
            .iter()
            .flat_map(|place| &self.nodes[*place as usize].groups)
            .copied()
            .filter(|place| !chosen.contains(place))
            .collect();
        let mut groups: Vec<u32> = used.into_iter().collect();
        groups.sort_by(|a, b| self.iri(*a).cmp(self.iri(*b)));
        groups
    }

    /// What an OWL class is part of: `someValuesFrom` of the restrictions above it.
    fn parts(&self, place: u32) -> Vec<u32> {
        let above = &self.nodes[place as usize].above;
        above
            .iter()
            .flat_map(|above| &self.nodes[*above as usize].parts)
            .copied()
            .collect()
    }

    fn types(&self, place: u32) -> Vec<String> {
        let types = &self.nodes[place as usize].types;
        let names: BTreeSet<&str> = types.iter().map(|class| self.iri(*class)).collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Labels and definitions that are nodes of their own become texts.
    fn resolve_nodes(&mut self) {
        for place in 0..self.nodes.len() {
            let label_nodes = std::mem::take(&mut self.nodes[place].label_nodes);
            for (kind, label) in label_nodes {
                let texts = self.said_by(label);
                let labels = texts.into_iter().map(|text| Label { kind, text });
                self.nodes[place].labels.extend(labels);
                self.nodes[label as usize].kinds.is_type = true;
            }
            for text in std::mem::take(&mut self.nodes[place].text_nodes) {
                let texts = self.said_by(text);
                self.nodes[place].texts.extend(texts);
                self.nodes[text as usize].kinds.is_type = true;
            }
        }
    }

    fn said_by(&self, place: u32) -> Vec<Text> {
        let node = &self.nodes[place as usize];
        node.forms.iter().chain(&node.names).cloned().collect()
    }

    fn choose(&self) -> Vec<bool> {
        let named = |node: &Node| !node.iri.starts_with("_:");
        let concept = |node: &Node| (node.kinds.concept || node.listed) && named(node);
        let class = |node: &Node| node.kinds.class && named(node) && !is_of_rdf(&node.iri);
        let thing = |node: &Node| {
            let kinds = node.kinds;
            let has_name = !node.labels.is_empty() || !node.names.is_empty();
            has_name && named(node) && !kinds.group && !kinds.is_type
        };
        let of = |chosen: &dyn Fn(&Node) -> bool| -> Vec<bool> {
            self.nodes.iter().map(chosen).collect()
        };
        let kinds: [&dyn Fn(&Node) -> bool; 2] = [&concept, &class];
        let first = kinds
            .into_iter()
            .map(of)
            .find(|chosen| chosen.contains(&true));
        first.unwrap_or_else(|| of(&thing))
    }
}

/// Labels, texts and notation of a node.
fn entry(mut node: Node) -> Entry {
    // A name is preferred in its language where no label is.
    for text in std::mem::take(&mut node.names) {
        let has_other = node.labels.iter().any(|label| {
            label.kind == LabelKind::Preferred && label.text.language == text.language
        });
        let kind = if has_other {
            LabelKind::Alternative
        } else {
            LabelKind::Preferred
        };
        node.labels.push(Label { kind, text });
    }
    node.labels.sort();
    node.labels
        .dedup_by(|later, first| later.text == first.text);
    node.labels
        .retain(|label| !label.text.text.trim().is_empty());
    node.texts.sort();
    node.texts.dedup();
    Entry {
        iri: node.iri,
        labels: node.labels,
        texts: node.texts,
        notation: node.notation,
        deprecated: node.deprecated,
        ..Entry::default()
    }
}

fn numbered(places: &[u32]) -> HashMap<u32, u32> {
    let numbers = places.iter().enumerate();
    numbers
        .map(|(number, place)| (*place, number as u32))
        .collect()
}

/// Terms of RDF, OWL and SKOS themselves, which some files hold copies of.
fn is_of_rdf(iri: &str) -> bool {
    [
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/2002/07/owl#",
        "http://www.w3.org/2004/02/skos/",
        "http://www.w3.org/2008/05/skos-xl#",
    ]
    .iter()
    .any(|namespace| iri.starts_with(namespace))
}
