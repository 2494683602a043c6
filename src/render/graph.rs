//! A hierarchy as nodes and edges, for the formats that hold graphs.
//! Room `render`. Linear in nodes and links.

use std::collections::HashMap;

use petgraph::graph::NodeIndex;
use sha2::{Digest, Sha256};

use crate::core::hierarchy::Link;
use crate::render::Page;

/// What a link is to the tree that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// From the parent under which a node is shown in full.
    Primary,
    /// From another of its parents.
    Extra,
    /// It leads back to a node above: a cycle.
    Closing,
}

impl Role {
    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Extra => "extra",
            Self::Closing => "closing",
        }
    }
}

/// A link from parent to child.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'a> {
    pub parent: NodeIndex,
    pub child: NodeIndex,
    pub role: Role,
    /// What is known of it; nothing of a link that closes a cycle.
    pub link: Option<&'a Link>,
}

/// What the page shows.
#[derive(Debug)]
pub struct Graph<'a> {
    /// `(node, level)` in display order, each once.
    pub nodes: Vec<(NodeIndex, usize)>,
    /// In the order in which the children are met.
    pub edges: Vec<Edge<'a>>,
}

/// The nodes and links down to the page's depth. A node that lies deeper under its primary
/// parent is there all the same when another link within the depth leads to it.
pub fn of<'a>(page: &Page<'a>) -> Graph<'a> {
    let hierarchy = page.hierarchy;
    let links: HashMap<_, _> = hierarchy
        .links()
        .map(|(parent, child, link)| ((parent, child), link))
        .collect();
    let steps = || {
        let steps = hierarchy.preorder(None);
        steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth))
    };
    let mut listed = vec![false; hierarchy.len()];
    let mut in_full = vec![false; hierarchy.len()];
    for step in steps().filter(|step| !step.reference) {
        in_full[step.node.index()] = true;
    }
    let mut graph = Graph {
        nodes: Vec::new(),
        edges: Vec::new(),
    };
    for step in steps() {
        let place = step.node.index();
        if !listed[place] && (!step.reference || !in_full[place]) {
            listed[place] = true;
            graph.nodes.push((step.node, step.level));
        }
        if let Some(parent) = step.parent {
            let link = links.get(&(parent, step.node)).copied();
            let role = match (link, step.reference) {
                (None, _) => Role::Closing,
                (Some(_), true) => Role::Extra,
                (Some(_), false) => Role::Primary,
            };
            graph.edges.push(Edge {
                parent,
                child: step.node,
                role,
                link,
            });
        }
    }
    graph
}

/// A name for a node that depends on its IRI alone: a letter and `digits` hexadecimal digits
/// of the SHA-256 of the IRI. A word in every target language.
pub fn node_id(iri: &str, digits: usize) -> String {
    let hash = Sha256::digest(iri.as_bytes());
    let mut id = String::with_capacity(digits + 1);
    id.push('n');
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    id.extend(
        nibbles
            .take(digits)
            .filter_map(|nibble| char::from_digit(u32::from(nibble), 16)),
    );
    id
}
