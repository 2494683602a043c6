//! Links that follow from others: parent and child are also connected through another parent.
//! Room `core`.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;

use super::Hierarchy;

/// Links that may be followed for all nodes together: about a second.
const STEPS: usize = 50_000_000;

/// What [`Hierarchy::redundant_links`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redundant {
    /// As `(parent, child)`, in node order of the children.
    pub links: Vec<(NodeIndex, NodeIndex)>,
    /// Nodes with several parents that were not looked at any more.
    pub unexamined: usize,
}

impl Hierarchy {
    /// The links that transitive reduction would drop. There is a bound to the work; what lies
    /// beyond it is counted.
    pub fn redundant_links(&self) -> Redundant {
        self.redundant_links_within(STEPS)
    }

    /// As [`Self::redundant_links`], following so many links at the most.
    pub fn redundant_links_within(&self, steps: usize) -> Redundant {
        let mut search = Search {
            hierarchy: self,
            level: self.levels(),
            seen: vec![0; self.len()],
            wanted: vec![0; self.len()],
            round: 0,
            steps,
        };
        let mut found = Redundant::default();
        for child in self.nodes() {
            if self.parents_in_order(child).len() < 2 {
                continue;
            }
            match search.redundant_parents(child) {
                Some(parents) => found
                    .links
                    .extend(parents.into_iter().map(|parent| (parent, child))),
                None => found.unexamined += 1,
            }
        }
        found
    }

    /// By node: how many links the longest way down to it from a root has.
    fn levels(&self) -> Vec<usize> {
        let mut level = vec![0; self.len()];
        let mut waiting: Vec<usize> = self.parents.iter().map(Vec::len).collect();
        let mut open: Vec<_> = self
            .nodes()
            .filter(|node| waiting[node.index()] == 0)
            .collect();
        while let Some(node) = open.pop() {
            for &child in self.children(node) {
                let place = child.index();
                level[place] = level[place].max(level[node.index()] + 1);
                waiting[place] -= 1;
                if waiting[place] == 0 {
                    open.push(child);
                }
            }
        }
        level
    }
}

/// One search upwards for each child, that stays below the highest parent in question.
struct Search<'a> {
    hierarchy: &'a Hierarchy,
    level: Vec<usize>,
    /// By node: the last search in which it was met.
    seen: Vec<usize>,
    /// By node: the last search in which it was looked for and not found yet.
    wanted: Vec<usize>,
    round: usize,
    /// Steps left.
    steps: usize,
}

impl Search<'_> {
    /// The parents that are above other parents; `None` when the steps are spent.
    fn redundant_parents(&mut self, child: NodeIndex) -> Option<Vec<NodeIndex>> {
        let hierarchy = self.hierarchy;
        let parents = hierarchy.parents_in_order(child);
        let level = |node: NodeIndex| self.level[node.index()];
        let deepest = parents.iter().map(|&parent| level(parent)).max()?;
        // A parent without another child, or as deep as the deepest, is above no other parent.
        let in_question: Vec<_> = parents
            .iter()
            .copied()
            .filter(|&parent| level(parent) < deepest && hierarchy.children(parent).len() > 1)
            .collect();
        let Some(highest) = in_question.iter().map(|&parent| level(parent)).min() else {
            return Some(Vec::new());
        };
        self.steps = self.steps.checked_sub(parents.len())?;
        let mut open: VecDeque<_> = parents
            .iter()
            .copied()
            .filter(|&parent| level(parent) > highest)
            .collect();
        self.round += 1;
        for &parent in &in_question {
            self.wanted[parent.index()] = self.round;
        }
        for &parent in &open {
            self.seen[parent.index()] = self.round;
        }
        let mut missing = in_question.len();
        'search: while let Some(node) = open.pop_front() {
            for &above in hierarchy.parents_in_order(node) {
                self.steps = self.steps.checked_sub(1)?;
                let place = above.index();
                if self.wanted[place] == self.round {
                    self.wanted[place] = 0;
                    missing -= 1;
                    if missing == 0 {
                        break 'search;
                    }
                }
                if self.level[place] > highest && self.seen[place] != self.round {
                    self.seen[place] = self.round;
                    open.push_back(above);
                }
            }
        }
        let found = |parent: &NodeIndex| self.wanted[parent.index()] != self.round;
        Some(in_question.into_iter().filter(found).collect())
    }
}
