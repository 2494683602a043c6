//! From rows and edges in any order to an acyclic, ordered [`Hierarchy`].
//! Room `core`.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{BrokenCycle, Concept, Evidence, Hierarchy, Link, NodesByIri};
use crate::core::collation::{Keyed, LabelOrder, compare_notations};
use crate::core::language::Language;

/// Collects concepts, links and examples; rows about one IRI add up.
#[derive(Debug, Default)]
pub struct HierarchyBuilder {
    graph: DiGraph<Concept, Link>,
    by_iri: NodesByIri,
    /// Edges by parent and child: to search them at a node costs the number of its children.
    edges: HashMap<(NodeIndex, NodeIndex), EdgeIndex, foldhash::fast::RandomState>,
}

impl HierarchyBuilder {
    /// The concept of `iri`, made when it is new, to add labels and the rest to.
    pub fn concept_mut(&mut self, iri: &str) -> &mut Concept {
        let node = self.node(iri);
        &mut self.graph[node]
    }

    /// The concept at a node of this builder.
    pub fn at(&mut self, node: NodeIndex) -> &mut Concept {
        &mut self.graph[node]
    }

    /// Adds a concept as a whole; what was known of its IRI is replaced.
    pub fn add_concept(&mut self, concept: Concept) {
        let node = self.node(&concept.iri);
        self.graph[node] = concept;
    }

    /// Adds a link; of two between the same nodes the better attested stays.
    pub fn add_link(&mut self, child: &str, parent: &str, link: Link) {
        let (parent, child) = (self.node(parent), self.node(child));
        self.link(child, parent, link);
    }

    /// As [`Self::add_link`], between nodes of this builder.
    pub fn link(&mut self, child: NodeIndex, parent: NodeIndex, link: Link) {
        match self.edges.get(&(parent, child)) {
            Some(&edge) if self.graph[edge].evidence <= link.evidence => {}
            Some(&edge) => self.graph[edge] = link,
            None => {
                let edge = self.graph.add_edge(parent, child, link);
                self.edges.insert((parent, child), edge);
            }
        }
    }

    /// Counts an example at a node, under the strongest evidence seen.
    pub fn add_example(&mut self, iri: &str, example: &str, evidence: Evidence) {
        let examples = &mut self.concept_mut(iri).examples;
        examples
            .entry(example.to_owned())
            .and_modify(|known| *known = (*known).min(evidence))
            .or_insert(evidence);
    }

    /// Whether the IRI has a node.
    pub fn contains(&self, iri: &str) -> bool {
        self.by_iri.contains_key(iri)
    }

    /// The node of `iri`, made when it is new.
    pub fn node(&mut self, iri: &str) -> NodeIndex {
        if let Some(&node) = self.by_iri.get(iri) {
            return node;
        }
        let node = self.graph.add_node(Concept {
            iri: iri.to_owned(),
            ..Concept::default()
        });
        self.by_iri.insert(iri.to_owned(), node);
        node
    }

    /// Orders everything for `language`, breaks cycles and chooses primary parents.
    pub fn build(self, language: Language) -> Hierarchy {
        self.finish(language, None)
    }

    /// Whether no node has an example.
    pub fn has_no_examples(&self) -> bool {
        self.graph
            .node_weights()
            .all(|concept| concept.examples.is_empty())
    }

    /// As [`Self::build`], where everything stands below `root`: it is the only root, also where
    /// a cycle leads back to it.
    pub fn build_below(self, root: &str, language: Language) -> Hierarchy {
        let root = self.by_iri.get(root).copied();
        self.finish(language, root)
    }

    fn finish(self, language: Language, root: Option<NodeIndex>) -> Hierarchy {
        let Self {
            mut graph, by_iri, ..
        } = self;
        let rank = ranks(&graph, language);
        let broken = break_cycles(&graph, &rank, root);
        let mut closing: HashMap<NodeIndex, Vec<NodeIndex>> = HashMap::new();
        for &edge in &broken.edges {
            if let Some((parent, child)) = graph.edge_endpoints(edge) {
                closing.entry(parent).or_default().push(child);
            }
        }
        for targets in closing.values_mut() {
            targets.sort_by_key(|node| rank[node.index()]);
        }
        let mut edges = broken.edges;
        edges.sort_by_key(|edge| std::cmp::Reverse(edge.index()));
        for edge in edges {
            graph.remove_edge(edge);
        }
        let sorted_neighbours = |node, direction| {
            let mut found: Vec<_> = graph.neighbors_directed(node, direction).collect();
            found.sort_by_key(|neighbour: &NodeIndex| rank[neighbour.index()]);
            found
        };
        let children: Vec<_> = graph
            .node_indices()
            .map(|node| sorted_neighbours(node, Direction::Outgoing))
            .collect();
        let mut roots: Vec<_> = graph
            .node_indices()
            .filter(|&node| {
                graph
                    .neighbors_directed(node, Direction::Incoming)
                    .next()
                    .is_none()
            })
            .collect();
        roots.sort_by_key(|node| rank[node.index()]);
        let primary: Vec<_> = graph
            .node_indices()
            .map(|node| {
                let best = graph
                    .edges_directed(node, Direction::Incoming)
                    .min_by_key(|edge| (edge.weight().evidence, rank[edge.source().index()]));
                best.map(|edge| edge.source())
            })
            .collect();
        let parents = graph
            .node_indices()
            .map(|node| {
                let found = graph.neighbors_directed(node, Direction::Incoming);
                let mut found: Vec<_> = found.collect();
                let first = primary[node.index()];
                found.sort_by_key(|&parent| (Some(parent) != first, rank[parent.index()]));
                found
            })
            .collect();
        Hierarchy {
            distinct_notations: have_distinct_notations(&graph),
            outside_from: graph.node_count(),
            graph,
            by_iri,
            roots,
            children,
            closing,
            cycles: broken.cycles,
            parents,
            primary,
        }
    }
}

/// Whether no two concepts have the same notation.
pub(super) fn have_distinct_notations(graph: &DiGraph<Concept, Link>) -> bool {
    let mut seen = HashSet::new();
    let mut notations = graph
        .node_weights()
        .filter_map(|concept| concept.notation.as_deref());
    notations.all(|notation| seen.insert(notation))
}

/// The place of every node in the display order of all nodes, by node index.
fn ranks(graph: &DiGraph<Concept, Link>, language: Language) -> Vec<usize> {
    let label_order = LabelOrder::new(language);
    let mut nodes: Vec<_> = graph
        .node_indices()
        .map(|node| {
            let concept = &graph[node];
            (node, concept, Keyed::new(concept.label(language).0))
        })
        .collect();
    nodes.sort_by(|(_, a, label_a), (_, b, label_b)| {
        compare_orders(a.order, b.order)
            .then_with(|| match (&a.notation, &b.notation) {
                (Some(left), Some(right)) => compare_notations(left, right),
                (left, right) => right.is_some().cmp(&left.is_some()),
            })
            .then_with(|| label_order.compare_keyed(*label_a, *label_b))
            .then_with(|| a.iri.cmp(&b.iri))
    });
    let mut rank = vec![0; nodes.len()];
    for (place, (node, _, _)) in nodes.iter().enumerate() {
        rank[node.index()] = place;
    }
    rank
}

/// Numbers first, in order; nodes without one after them.
fn compare_orders(left: Option<f64>, right: Option<f64>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}

struct Broken {
    edges: Vec<EdgeIndex>,
    cycles: Vec<BrokenCycle>,
}

/// Walks down from `root`, from the roots, then from the first node of what no root reaches; an
/// edge to a node that is still open closes a cycle.
fn break_cycles(graph: &DiGraph<Concept, Link>, rank: &[usize], root: Option<NodeIndex>) -> Broken {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open(usize),
        Done,
    }
    let mut state = vec![State::New; graph.node_count()];
    let mut broken = Broken {
        edges: Vec::new(),
        cycles: Vec::new(),
    };
    let mut starts: Vec<_> = graph.node_indices().collect();
    starts.sort_by_key(|node| {
        let has_parent = graph
            .neighbors_directed(*node, Direction::Incoming)
            .any(|parent| parent != *node);
        (Some(*node) != root, has_parent, rank[node.index()])
    });
    for start in starts {
        if state[start.index()] != State::New {
            continue;
        }
        let mut open: Vec<(NodeIndex, Vec<(EdgeIndex, NodeIndex)>)> = Vec::new();
        let edges_below = |node: NodeIndex| {
            let mut edges: Vec<_> = graph
                .edges(node)
                .map(|edge| (edge.id(), edge.target()))
                .collect();
            // Taken from the end: the first child last in the list.
            edges.sort_by_key(|(_, child)| std::cmp::Reverse(rank[child.index()]));
            edges
        };
        state[start.index()] = State::Open(0);
        open.push((start, edges_below(start)));
        while let Some((node, edges)) = open.last_mut() {
            let node = *node;
            let Some((edge, child)) = edges.pop() else {
                state[node.index()] = State::Done;
                open.pop();
                continue;
            };
            match state[child.index()] {
                State::Done => {}
                State::Open(level) => {
                    broken.edges.push(edge);
                    let chain = &open[level..];
                    let first = chain.iter().take(BrokenCycle::KEPT);
                    broken.cycles.push(BrokenCycle {
                        first: first.map(|(node, _)| *node).collect(),
                        last: node,
                        length: chain.len(),
                    });
                }
                State::New => {
                    state[child.index()] = State::Open(open.len());
                    open.push((child, edges_below(child)));
                }
            }
        }
    }
    broken
}
