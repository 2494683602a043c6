//! Two hierarchies and the links between them: what a drawing of links is made of.
//! Room `core`.

use std::collections::HashMap;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Hierarchy;
use crate::core::vocabulary::skos;

/// How a concept and a term relate, what says most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    Exact,
    Close,
    /// The term is broader.
    Broad,
    /// The term is narrower.
    Narrow,
    Related,
    /// A predicate that is none of SKOS.
    Other,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Exact,
        Self::Close,
        Self::Broad,
        Self::Narrow,
        Self::Related,
        Self::Other,
    ];

    /// The relation that a predicate stands for.
    pub fn of(predicate: &str) -> Self {
        match predicate {
            skos::EXACT_MATCH => Self::Exact,
            skos::CLOSE_MATCH => Self::Close,
            skos::BROAD_MATCH => Self::Broad,
            skos::NARROW_MATCH => Self::Narrow,
            skos::RELATED_MATCH => Self::Related,
            _ => Self::Other,
        }
    }
}

/// A link from a node of the left hierarchy to one of the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    pub left: NodeIndex,
    pub right: NodeIndex,
    pub relation: Relation,
    /// IRI of the relation.
    pub predicate: String,
}

/// Both hierarchies and all links.
#[derive(Debug, Clone)]
pub struct Alignment {
    pub left: Hierarchy,
    pub right: Hierarchy,
    pub ties: Vec<Tie>,
}

/// A row of an outline: a node, or a chain of nodes that hold nothing but each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// From top to bottom; never empty.
    pub chain: Vec<NodeIndex>,
    /// The row above it.
    pub parent: Option<usize>,
    /// 0 for a root.
    pub level: usize,
    /// Whether the node is one of those that the outline is about.
    pub is_wanted: bool,
    pub has_children: bool,
}

impl OutlineRow {
    /// The node that the row stands for: the lowest of its chain.
    pub fn node(&self) -> Option<NodeIndex> {
        self.chain.last().copied()
    }
}

/// The wanted nodes of a hierarchy with what stands above them, each in its first place. Siblings
/// come in the order of the mean of `weight` over the wanted nodes among and below them; without
/// weights, and where these are equal, in display order.
pub fn outline(
    hierarchy: &Hierarchy,
    wanted: &[NodeIndex],
    weight: Option<&dyn Fn(NodeIndex) -> f32>,
) -> Vec<OutlineRow> {
    let mut kept: HashMap<NodeIndex, Kept> = HashMap::new();
    let mut roots: Vec<NodeIndex> = Vec::new();
    for &node in wanted {
        let own = weight.map_or(0.0, |weight| weight(node));
        let entry = kept.entry(node).or_default();
        if entry.is_wanted {
            continue;
        }
        entry.is_wanted = true;
        let path = hierarchy.path(node);
        for (level, &at) in path.iter().enumerate() {
            let entry = kept.entry(at).or_default();
            entry.sum += own;
            entry.count += 1.0;
            if entry.is_placed {
                continue;
            }
            entry.is_placed = true;
            match level.checked_sub(1) {
                None => roots.push(at),
                Some(above) => kept.entry(path[above]).or_default().children.push(at),
            }
        }
    }
    let place = display_places(hierarchy, &roots, &kept);
    let sorted = |nodes: &[NodeIndex]| {
        let mut nodes = nodes.to_vec();
        nodes.sort_by(|a, b| {
            let mean = |node| {
                kept.get(node)
                    .map_or(0.0, |kept: &Kept| kept.sum / kept.count)
            };
            mean(a)
                .total_cmp(&mean(b))
                .then_with(|| place.get(a).cmp(&place.get(b)))
                .then_with(|| hierarchy.concept(*a).iri.cmp(&hierarchy.concept(*b).iri))
        });
        nodes
    };
    let mut rows: Vec<OutlineRow> = Vec::new();
    // Nodes still to come with the row above them, the next one last.
    let mut open: Vec<(NodeIndex, Option<usize>, usize)> = Vec::new();
    open.extend(sorted(&roots).into_iter().rev().map(|node| (node, None, 0)));
    while let Some((node, parent, level)) = open.pop() {
        let mut chain = vec![node];
        let mut at = &kept[&node];
        while let ([only], false) = (at.children.as_slice(), at.is_wanted) {
            if kept[only].is_wanted {
                break;
            }
            chain.push(*only);
            at = &kept[only];
        }
        let row = rows.len();
        rows.push(OutlineRow {
            chain,
            parent,
            level,
            is_wanted: at.is_wanted,
            has_children: !at.children.is_empty(),
        });
        let below = sorted(&at.children).into_iter().rev();
        open.extend(below.map(|child| (child, Some(row), level + 1)));
    }
    rows
}

#[derive(Default)]
struct Kept {
    is_wanted: bool,
    is_placed: bool,
    children: Vec<NodeIndex>,
    sum: f32,
    count: f32,
}

/// The place of each kept node among its siblings.
fn display_places(
    hierarchy: &Hierarchy,
    roots: &[NodeIndex],
    kept: &HashMap<NodeIndex, Kept>,
) -> HashMap<NodeIndex, usize> {
    let mut places = HashMap::new();
    let mut number = |siblings: &[NodeIndex], among: &[NodeIndex]| {
        if among.len() < 2 {
            return;
        }
        for (place, node) in siblings.iter().enumerate() {
            if kept.contains_key(node) {
                places.insert(*node, place);
            }
        }
    };
    number(hierarchy.roots(), roots);
    for (node, entry) in kept {
        number(hierarchy.children(*node), &entry.children);
    }
    places
}

/// Where to put blocks of given heights below each other, so that each lies as near as may be to
/// where it wants to begin, between 0 and `room` (isotonic regression by pooling adjacent
/// violators). The blocks must fit.
pub fn settle(heights: &[f32], wanted: &[f32], room: f32) -> Vec<f32> {
    let total: f32 = heights.iter().sum();
    let slack = (room - total).max(0.0);
    // Where each wants to begin if nothing above it took any height.
    let mut above = 0.0;
    let mut pools: Vec<(f32, usize)> = Vec::new();
    for (&height, &wish) in heights.iter().zip(wanted) {
        pools.push((wish - above, 1));
        above += height;
        while let [.., (first, n), (second, m)] = pools.as_slice() {
            if first <= second {
                break;
            }
            let (n, m) = (*n, *m);
            let mean = (first * n as f32 + second * m as f32) / (n + m) as f32;
            pools.truncate(pools.len() - 2);
            pools.push((mean, n + m));
        }
    }
    let shifts = pools
        .into_iter()
        .flat_map(|(shift, count)| std::iter::repeat_n(shift.clamp(0.0, slack), count));
    let mut above = 0.0;
    let tops = shifts.zip(heights).map(|(shift, height)| {
        let top = above + shift;
        above += height;
        top
    });
    tops.collect()
}
