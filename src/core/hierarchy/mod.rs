//! A hierarchy of concepts: a directed acyclic graph on petgraph, edges from parent to child.
//! Room `core`. Terms are those of SKOS (broader, narrower) and petgraph.
//!
//! [`HierarchyBuilder`] takes rows and edges in any order and breaks cycles: every concept stays,
//! and each link that closes a cycle is kept apart, so that a renderer can show it as a reference.
//! Nothing here recurses: a chain of 100 000 levels is as safe as a flat list.

mod broader;
mod build;
mod compare;
mod count;
mod merge;
mod part;
mod redundant;

use std::collections::{HashMap, HashSet, VecDeque};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

pub use broader::{AboveSearch, BroaderGraph, Cycle};
pub use build::HierarchyBuilder;
pub use compare::{Change, compare};
pub use count::{Counts, Evidence};
pub use merge::{Merged, Move, NodeChange, merge};
pub use redundant::Redundant;

use crate::core::iri::last_segment;
use crate::core::language::{Language, LocalizedText};

/// Nodes by their IRI, with a hash that is quick on long strings.
type NodesByIri = HashMap<String, NodeIndex, foldhash::fast::RandomState>;

/// A node: a concept, a scheme, a class, an example — whatever the query calls a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Concept {
    pub iri: String,
    pub labels: LocalizedText,
    /// `skos:notation`, as written.
    pub notation: Option<String>,
    /// Place among its siblings where the source gives one.
    pub order: Option<f64>,
    /// What sort of node it is, as the query says: an IRI or a word.
    pub kind: Option<String>,
    /// A remark to show beside it.
    pub note: LocalizedText,
    /// Examples linked to this very node, each with the strongest evidence.
    pub examples: HashMap<String, Evidence>,
}

impl Concept {
    /// The label to show, and whether it is a real one: without any label
    /// the notation stands in, without that the end of the IRI.
    pub fn label(&self, language: Language) -> (&str, bool) {
        match (self.labels.pick(language), self.notation.as_deref()) {
            (Some((label, _)), _) => (label, true),
            (None, Some(notation)) if !notation.trim().is_empty() => (notation, false),
            _ => (last_segment(&self.iri), false),
        }
    }

    /// The tag to mark the label with in a page of `language`: see [`Language::foreign_tag`].
    pub fn label_language(&self, language: Language) -> Option<&str> {
        let (_, tag) = self.labels.pick(language)?;
        language.foreign_tag(tag)
    }
}

/// What is known of an edge from parent to child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Who says so.
    pub evidence: Evidence,
    /// What sort of edge it is, as the query says; `None` for plain hierarchy.
    pub kind: Option<String>,
}

/// A cycle that was broken: a chain from parent to child whose last node has the first one as
/// a child. Long chains are not kept as a whole: there can be as many as there are nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenCycle {
    /// The first nodes of the chain, at most [`Self::KEPT`].
    pub first: Vec<NodeIndex>,
    /// The node whose link closes it; where the chain is one node long, that one.
    pub last: NodeIndex,
    /// Number of nodes in the chain.
    pub length: usize,
}

impl BrokenCycle {
    /// Nodes of a chain that are kept.
    pub const KEPT: usize = 10;
}

/// A finished hierarchy. Roots and children come in display order: by `order`, then notation,
/// then label in the language's collation, then IRI.
#[derive(Debug, Clone)]
pub struct Hierarchy {
    graph: DiGraph<Concept, Link>,
    by_iri: NodesByIri,
    roots: Vec<NodeIndex>,
    children: Vec<Vec<NodeIndex>>,
    /// Under each node: the ancestors (or itself) to which a link of a cycle leads back.
    closing: HashMap<NodeIndex, Vec<NodeIndex>>,
    /// Each cycle found, in the order in which they were met.
    cycles: Vec<BrokenCycle>,
    /// Parents by node index, the primary one first.
    parents: Vec<Vec<NodeIndex>>,
    /// The parent under which a node is shown in full.
    primary: Vec<Option<NodeIndex>>,
    distinct_notations: bool,
    /// Nodes from this index on are outside (see [`Self::is_outside`]).
    outside_from: usize,
}

impl Hierarchy {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The nodes without a parent, in display order; of a pure cycle the node where it was opened.
    pub fn roots(&self) -> &[NodeIndex] {
        &self.roots
    }

    /// All nodes, in no particular order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.graph.node_indices()
    }

    /// The concept at a node.
    pub fn concept(&self, node: NodeIndex) -> &Concept {
        &self.graph[node]
    }

    /// Changes what is remarked at a node; order and shape do not depend on it.
    pub fn set_note(&mut self, node: NodeIndex, note: LocalizedText) {
        self.graph[node].note = note;
    }

    /// Takes other examples for all nodes, by IRI of the node; those of nodes that are not here are
    /// left out.
    pub fn set_examples(&mut self, mut examples: HashMap<String, HashMap<String, Evidence>>) {
        for concept in self.graph.node_weights_mut() {
            concept.examples = examples.remove(&concept.iri).unwrap_or_default();
        }
    }

    /// The node of an IRI.
    pub fn find(&self, iri: &str) -> Option<NodeIndex> {
        self.by_iri.get(iri).copied()
    }

    /// Children in display order, also those whose primary parent is another.
    pub fn children(&self, node: NodeIndex) -> &[NodeIndex] {
        &self.children[node.index()]
    }

    /// Parents, the primary one first.
    pub fn parents(&self, node: NodeIndex) -> Vec<NodeIndex> {
        self.parents_in_order(node).to_vec()
    }

    /// As [`Self::parents`], without a copy: a node may have thousands.
    pub fn parents_in_order(&self, node: NodeIndex) -> &[NodeIndex] {
        &self.parents[node.index()]
    }

    /// Whether a node stands outside this part of a hierarchy and is only the end of a link that
    /// closes a cycle (see [`Self::subtree`]).
    pub fn is_outside(&self, node: NodeIndex) -> bool {
        node.index() >= self.outside_from
    }

    /// The parent under which the node is shown in full: the best attested one, else the first
    /// in display order. `None` for a root.
    pub fn primary_parent(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.primary[node.index()]
    }

    /// Whether no two nodes have the same notation.
    pub fn has_distinct_notations(&self) -> bool {
        self.distinct_notations
    }

    /// The edge between a parent and a child.
    pub fn link(&self, parent: NodeIndex, child: NodeIndex) -> Option<&Link> {
        self.graph
            .find_edge(parent, child)
            .map(|edge| &self.graph[edge])
    }

    /// Every link as parent, child and what is known of it, in no particular order; those that
    /// close a cycle are not among them.
    pub fn links(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex, &Link)> {
        let edges = self.graph.edge_references();
        edges.map(|edge| (edge.source(), edge.target(), edge.weight()))
    }

    /// The nodes to which links lead back from `node` (see [`Self::cycles`]).
    pub fn closing_links(&self, node: NodeIndex) -> &[NodeIndex] {
        self.closing.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The cycles that were broken. One node alone is its own parent.
    pub fn cycles(&self) -> &[BrokenCycle] {
        &self.cycles
    }

    /// All nodes above `node`, nearest first, each once.
    pub fn ancestors(&self, node: NodeIndex) -> Vec<NodeIndex> {
        self.reach(node, |at| self.parents(at))
    }

    /// All nodes below `node`, nearest first, each once.
    pub fn descendants(&self, node: NodeIndex) -> Vec<NodeIndex> {
        self.reach(node, |at| self.children(at).to_vec())
    }

    fn reach(
        &self,
        start: NodeIndex,
        next: impl Fn(NodeIndex) -> Vec<NodeIndex>,
    ) -> Vec<NodeIndex> {
        let mut seen = HashSet::from([start]);
        let mut queue = VecDeque::from([start]);
        let mut found = Vec::new();
        while let Some(at) = queue.pop_front() {
            for neighbour in next(at) {
                if seen.insert(neighbour) {
                    found.push(neighbour);
                    queue.push_back(neighbour);
                }
            }
        }
        found
    }

    /// The chain of primary parents from the root down to `node`, both included.
    pub fn path(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut path = vec![node];
        let mut at = node;
        while let Some(parent) = self.primary_parent(at) {
            path.push(parent);
            at = parent;
        }
        path.reverse();
        path
    }

    /// Every chain from a root to `node`, at most `limit` of them: in a DAG their number
    /// can be exponential.
    pub fn paths(&self, node: NodeIndex, limit: usize) -> Vec<Vec<NodeIndex>> {
        let mut found = Vec::new();
        let mut open = vec![vec![node]];
        while let Some(chain) = open.pop() {
            if found.len() >= limit {
                break;
            }
            let parents = chain
                .last()
                .map(|&top| self.parents(top))
                .unwrap_or_default();
            if parents.is_empty() {
                found.push(chain.into_iter().rev().collect());
                continue;
            }
            for parent in parents.into_iter().rev() {
                let mut longer = chain.clone();
                longer.push(parent);
                open.push(longer);
            }
        }
        found
    }

    /// Number of levels: 0 for an empty hierarchy, 1 for roots alone.
    pub fn depth(&self) -> usize {
        self.preorder(None)
            .map(|step| step.level + 1)
            .max()
            .unwrap_or(0)
    }

    /// Depth-first walk in display order. A node with several parents is met in full under its
    /// primary parent; under the others it is met as a reference, without what is below it.
    /// `from`: start there instead of at the roots.
    pub fn preorder(&self, from: Option<NodeIndex>) -> Preorder<'_> {
        let start: Vec<NodeIndex> = from.map_or_else(|| self.roots.clone(), |node| vec![node]);
        let stack = start
            .into_iter()
            .rev()
            .map(|node| self.step(node, None, 0, false))
            .collect();
        let inside = from.map(|node| {
            let mut nodes: HashSet<_> = self.descendants(node).into_iter().collect();
            nodes.insert(node);
            nodes
        });
        Preorder {
            hierarchy: self,
            stack,
            inside,
            shown: HashSet::new(),
        }
    }

    fn step(
        &self,
        node: NodeIndex,
        parent: Option<NodeIndex>,
        level: usize,
        reference: bool,
    ) -> Step {
        Step {
            node,
            parent,
            level,
            reference,
            last: false,
        }
    }
}

/// One stop of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub node: NodeIndex,
    /// The parent under which it is met; `None` where the walk starts.
    pub parent: Option<NodeIndex>,
    /// 0 where the walk starts.
    pub level: usize,
    /// Shown in full elsewhere (or above: a link that closes a cycle); nothing follows below it.
    pub reference: bool,
    /// The last one under its parent.
    pub last: bool,
}

/// See [`Hierarchy::preorder`].
pub struct Preorder<'a> {
    hierarchy: &'a Hierarchy,
    stack: Vec<Step>,
    inside: Option<HashSet<NodeIndex>>,
    shown: HashSet<NodeIndex>,
}

impl Preorder<'_> {
    /// Whether `child` is met in full under `parent`. Within a part of the hierarchy the
    /// primary parent may lie outside; then the first parent inside takes its place.
    fn in_full(&self, parent: NodeIndex, child: NodeIndex) -> bool {
        let primary = self.hierarchy.primary_parent(child);
        match (&self.inside, primary) {
            (Some(inside), Some(primary)) if !inside.contains(&primary) => {
                !self.shown.contains(&child)
            }
            _ => primary == Some(parent),
        }
    }
}

impl Iterator for Preorder<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let mut step = self.stack.pop()?;
        if !step.reference && !self.shown.insert(step.node) {
            step.reference = true;
        }
        if !step.reference {
            let level = step.level + 1;
            let closing = self
                .hierarchy
                .closing_links(step.node)
                .iter()
                .map(|&node| (node, true));
            let children = self.hierarchy.children(step.node).iter();
            let below: Vec<_> = children.map(|&node| (node, false)).chain(closing).collect();
            for (place, &(node, closes)) in below.iter().enumerate().rev() {
                let reference = closes || !self.in_full(step.node, node);
                let mut next = self.hierarchy.step(node, Some(step.node), level, reference);
                next.last = place + 1 == below.len();
                self.stack.push(next);
            }
        }
        Some(step)
    }
}
