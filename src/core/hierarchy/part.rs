//! Hierarchies made from another one: what is below a node, what is left of the links.
//! Room `core`.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::build::have_distinct_notations;
use super::{BrokenCycle, Concept, Evidence, Hierarchy, HierarchyBuilder, Link};
use crate::core::language::Language;

impl Hierarchy {
    /// The hierarchy without its redundant links (the transitive reduction of the DAG), as far as
    /// [`Self::redundant_links`] finds them.
    pub fn transitive_reduction(&self, language: Language) -> Self {
        let redundant: HashSet<_> = self.redundant_links().links.into_iter().collect();
        let links = |edge| !redundant.contains(&edge);
        self.rebuilt(|_| true, links).build(language)
    }

    /// `node` and everything below it, `node` as the only root. Where a link of a cycle leads
    /// out of it, its end is kept as a reference ([`Self::is_outside`]) and the cycle is told.
    pub fn subtree(&self, node: NodeIndex, language: Language) -> Self {
        let mut kept: HashSet<_> = self.descendants(node).into_iter().collect();
        kept.insert(node);
        let builder = self.rebuilt(|at| kept.contains(&at), |_| true);
        let mut part = builder.build_below(&self.concept(node).iri, language);
        let leading_out = |cycle: &&BrokenCycle| {
            let to = cycle.first.first();
            kept.contains(&cycle.last) && to.is_some_and(|to| !kept.contains(to))
        };
        for cycle in self.cycles.iter().filter(leading_out) {
            let mut place = |at: NodeIndex| part.place_outside(self.concept(at));
            let first: Vec<_> = cycle.first.iter().map(|&at| place(at)).collect();
            let last = place(cycle.last);
            part.closing
                .entry(last)
                .or_default()
                .extend(first.first().copied());
            part.cycles.push(BrokenCycle {
                first,
                last,
                length: cycle.length,
            });
        }
        part.distinct_notations = have_distinct_notations(&part.graph);
        part
    }

    /// The node of a concept; a new one hangs on nothing.
    fn place_outside(&mut self, concept: &Concept) -> NodeIndex {
        if let Some(&known) = self.by_iri.get(&concept.iri) {
            return known;
        }
        let node = self.graph.add_node(concept.clone());
        self.by_iri.insert(concept.iri.clone(), node);
        self.children.push(Vec::new());
        self.parents.push(Vec::new());
        self.primary.push(None);
        node
    }

    /// The nodes and links to keep, links that close cycles among them.
    fn rebuilt(
        &self,
        keep_node: impl Fn(NodeIndex) -> bool,
        keep_link: impl Fn((NodeIndex, NodeIndex)) -> bool,
    ) -> HierarchyBuilder {
        let mut builder = HierarchyBuilder::default();
        for node in self.nodes().filter(|&node| keep_node(node)) {
            builder.add_concept(self.concept(node).clone());
        }
        for edge in self.graph.edge_references() {
            let (parent, child) = (edge.source(), edge.target());
            if keep_node(parent) && keep_node(child) && keep_link((parent, child)) {
                let (parent, child) = (&self.concept(parent).iri, &self.concept(child).iri);
                builder.add_link(child, parent, edge.weight().clone());
            }
        }
        for cycle in &self.cycles {
            let to = cycle.first.first().copied();
            if let Some(to) = to.filter(|&to| keep_node(to) && keep_node(cycle.last)) {
                let link = Link {
                    evidence: Evidence::Stated,
                    kind: None,
                };
                builder.add_link(&self.concept(to).iri, &self.concept(cycle.last).iri, link);
            }
        }
        builder
    }
}
