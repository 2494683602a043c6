//! How many examples stand behind a node, rolled up without counting one twice.
//! Room `core`.

use std::collections::HashMap;
use std::rc::Rc;

use petgraph::algo::toposort;
use petgraph::graph::NodeIndex;
use serde::Serialize;

use super::Hierarchy;

/// Who says that a link holds; the strongest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The source states it.
    Stated,
    /// Curated, confidence 0.9.
    Sure,
    /// Curated, confidence 0.6 (or lower, where lower was asked for).
    Possible,
}

impl Evidence {
    /// The name as in files: `stated`, `sure`, `possible`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Sure => "sure",
            Self::Possible => "possible",
        }
    }

    /// The evidence of a curated link: sure from 0.9, possible below it.
    pub fn from_confidence(confidence: f64) -> Self {
        if confidence >= 0.9 {
            Self::Sure
        } else {
            Self::Possible
        }
    }
}

/// Distinct examples by their strongest evidence; together they are all examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    pub stated: usize,
    pub sure: usize,
    pub possible: usize,
}

impl Counts {
    /// All examples.
    pub fn total(self) -> usize {
        self.stated + self.sure + self.possible
    }

    fn of(examples: &Examples) -> Self {
        let mut counts = Self::default();
        for evidence in examples.values() {
            match evidence {
                Evidence::Stated => counts.stated += 1,
                Evidence::Sure => counts.sure += 1,
                Evidence::Possible => counts.possible += 1,
            }
        }
        counts
    }
}

type Examples = HashMap<String, Evidence>;

impl Hierarchy {
    /// The counts at every node, rolled up from below, by node index. An example met through
    /// several children counts once. Through a curated link it counts as no better than that
    /// link; of several ways the strongest holds.
    pub fn rolled_up_counts(&self) -> Vec<Counts> {
        self.roll_up()
            .iter()
            .map(|examples| Counts::of(examples))
            .collect()
    }

    /// The examples behind one node with their evidence, by IRI of the example.
    pub fn examples_behind(&self, node: NodeIndex) -> Vec<(String, Evidence)> {
        let rolled_up = self.roll_up();
        let mut examples: Vec<_> = rolled_up[node.index()]
            .iter()
            .map(|(iri, evidence)| (iri.clone(), *evidence))
            .collect();
        examples.sort();
        examples
    }

    fn roll_up(&self) -> Vec<Rc<Examples>> {
        let mut below: Vec<Rc<Examples>> = self
            .nodes()
            .map(|node| Rc::new(self.concept(node).examples.clone()))
            .collect();
        // The graph is acyclic by construction; `toposort` without an answer cannot occur.
        let order = toposort(&self.graph, None).unwrap_or_default();
        for &node in order.iter().rev() {
            for &child in self.children(node) {
                let child_examples = Rc::clone(&below[child.index()]);
                if child_examples.is_empty() {
                    continue;
                }
                let link = self
                    .link(node, child)
                    .map_or(Evidence::Stated, |link| link.evidence);
                if below[node.index()].is_empty() && link == Evidence::Stated {
                    // A long chain shares one map instead of copying it at each level.
                    below[node.index()] = child_examples;
                    continue;
                }
                let own = Rc::make_mut(&mut below[node.index()]);
                for (example, &evidence) in child_examples.iter() {
                    let met = evidence.max(link);
                    own.entry(example.clone())
                        .and_modify(|e| *e = (*e).min(met))
                        .or_insert(met);
                }
            }
        }
        below
    }
}
