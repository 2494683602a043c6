//! The links from concept to broader concept as they stand in the data, cycles and all.
//! Room `core`. [`super::Hierarchy`] has no cycles any more; what asks for them starts here.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// A directed graph from concepts to broader concepts.
#[derive(Debug, Clone, Default)]
pub struct BroaderGraph {
    graph: DiGraph<String, ()>,
    by_iri: HashMap<String, NodeIndex>,
}

/// Concepts that are all above each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cycle {
    /// All concepts of it, sorted.
    pub members: Vec<String>,
    /// A shortest way from the first member up to itself, without repeating it.
    pub way: Vec<String>,
}

impl BroaderGraph {
    /// Adds the link from a concept to a broader one; a second time it changes nothing.
    pub fn add_link(&mut self, concept: &str, broader: &str) {
        let (from, to) = (self.node(concept), self.node(broader));
        self.graph.update_edge(from, to, ());
    }

    fn node(&mut self, iri: &str) -> NodeIndex {
        if let Some(&node) = self.by_iri.get(iri) {
            return node;
        }
        let node = self.graph.add_node(iri.to_owned());
        self.by_iri.insert(iri.to_owned(), node);
        node
    }

    /// Every concept above `concept`; itself only where a cycle leads back to it.
    pub fn above(&self, concept: &str) -> HashSet<&str> {
        let Some(&start) = self.by_iri.get(concept) else {
            return HashSet::new();
        };
        let mut seen = HashSet::new();
        let mut open: Vec<_> = self.graph.neighbors(start).collect();
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                open.extend(self.graph.neighbors(node));
            }
        }
        seen.into_iter()
            .map(|node| self.graph[node].as_str())
            .collect()
    }

    /// A way to ask which concepts are above which, at the cost of so many steps in all.
    pub fn search_above(&self, steps: usize) -> AboveSearch<'_> {
        let mut component = vec![0; self.graph.node_count()];
        for (place, nodes) in kosaraju_scc(&self.graph).iter().enumerate() {
            for node in nodes {
                component[node.index()] = place;
            }
        }
        AboveSearch {
            broader: self,
            component,
            seen: vec![0; self.graph.node_count()],
            round: 0,
            steps,
        }
    }

    /// The cycles of two concepts and more, one for each group of concepts that are all above
    /// each other, sorted. A concept that is its own parent is not one of them.
    pub fn cycles(&self) -> Vec<Cycle> {
        let mut cycles: Vec<_> = kosaraju_scc(&self.graph)
            .into_iter()
            .filter(|component| component.len() > 1)
            .map(|component| self.cycle(&component))
            .collect();
        cycles.sort();
        cycles
    }

    fn cycle(&self, component: &[NodeIndex]) -> Cycle {
        let iri = |node: &NodeIndex| self.graph[*node].clone();
        let members: BTreeSet<_> = component.iter().map(iri).collect();
        let first = members
            .first()
            .and_then(|iri| self.by_iri.get(iri))
            .copied();
        let inside: HashSet<_> = component.iter().copied().collect();
        let way = first.map_or_else(Vec::new, |first| self.way_back(first, &inside));
        Cycle {
            members: members.into_iter().collect(),
            way: way.iter().map(iri).collect(),
        }
    }

    /// A shortest way from `start` up to itself within `inside`.
    fn way_back(&self, start: NodeIndex, inside: &HashSet<NodeIndex>) -> Vec<NodeIndex> {
        let mut came_from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front() {
            let mut above: Vec<_> = self.graph.neighbors(node).collect();
            above.sort_by_key(|node| &self.graph[*node]);
            if node != start && above.contains(&start) {
                let mut way = vec![node];
                while let Some(&before) = came_from.get(&way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                return way;
            }
            for next in above {
                if inside.contains(&next) && next != start && !came_from.contains_key(&next) {
                    came_from.insert(next, node);
                    open.push_back(next);
                }
            }
        }
        vec![start]
    }
}

/// See [`BroaderGraph::search_above`].
#[derive(Debug, Clone)]
pub struct AboveSearch<'a> {
    broader: &'a BroaderGraph,
    /// By node: its group of concepts that are all above each other, what is above counted first.
    component: Vec<usize>,
    /// By node: the last question in which it was met.
    seen: Vec<usize>,
    round: usize,
    /// Steps left.
    steps: usize,
}

impl AboveSearch<'_> {
    /// Whether `upper` is above `lower`, another concept; `None` when the steps are spent. The
    /// search leaves out what lies too high to be below `upper`.
    pub fn is_above(&mut self, lower: &str, upper: &str) -> Option<bool> {
        let by_iri = &self.broader.by_iri;
        let (Some(&lower), Some(&upper)) = (by_iri.get(lower), by_iri.get(upper)) else {
            return Some(false);
        };
        let goal = self.component[upper.index()];
        match self.component[lower.index()].cmp(&goal) {
            Ordering::Less => return Some(false),
            Ordering::Equal => return Some(lower != upper),
            Ordering::Greater => {}
        }
        self.round += 1;
        let mut open = vec![lower];
        while let Some(node) = open.pop() {
            for above in self.broader.graph.neighbors(node) {
                self.steps = self.steps.checked_sub(1)?;
                if above == upper {
                    return Some(true);
                }
                let place = above.index();
                if self.component[place] >= goal && self.seen[place] != self.round {
                    self.seen[place] = self.round;
                    open.push(above);
                }
            }
        }
        Some(false)
    }
}
