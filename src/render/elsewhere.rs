//! What to say of the other places of a node.
//! Room `render`.

use std::fmt;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Step;
use crate::core::message;
use crate::render::Page;

/// Other parents of a node that are named at each of its places.
const NAMED_PARENTS: usize = 5;

/// Words with names in the middle; each name leads to a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub before: String,
    pub places: Vec<Place>,
    pub after: String,
}

/// A place that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    /// The tag of the name where it is not in the language of the page.
    pub language: Option<String>,
    /// The node that a reader who follows the name wants to see.
    pub node: NodeIndex,
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.before)?;
        for (number, place) in self.places.iter().enumerate() {
            f.write_str(if number > 0 { "; " } else { "" })?;
            f.write_str(&place.name)?;
        }
        f.write_str(&self.after)
    }
}

impl Page<'_> {
    /// What to say of a node's other places: under which other parents it stands too, or, where
    /// it is met as a reference, where it stands in full. A node without children is in full
    /// everywhere.
    pub fn elsewhere(&self, step: Step) -> Option<Elsewhere> {
        let hierarchy = self.hierarchy;
        let say = |key: &str| message::text(self.language, key, &[]);
        let parent = step.parent?;
        if hierarchy.is_outside(step.node) {
            return Some(Elsewhere {
                before: say("tree.circle-outside"),
                places: Vec::new(),
                after: String::new(),
            });
        }
        if hierarchy.closing_links(parent).contains(&step.node) {
            return Some(Elsewhere {
                before: String::new(),
                places: vec![Place {
                    name: say("tree.circle"),
                    language: None,
                    node: step.node,
                }],
                after: String::new(),
            });
        }
        if step.reference && !hierarchy.children(step.node).is_empty() {
            let primary = hierarchy.primary_parent(step.node)?;
            let place = self.place(primary, step.node);
            return Some(self.around("tree.in-full-under", vec![place]));
        }
        let all = hierarchy.parents_in_order(step.node);
        let others = all.iter().filter(|&&other| other != parent);
        let places: Vec<_> = others
            .take(NAMED_PARENTS)
            .map(|&other| self.place(other, other))
            .collect();
        if places.is_empty() {
            return None;
        }
        // A closing link aside, `parent` is one of them.
        let more = all.len().saturating_sub(1 + places.len());
        let mut elsewhere = self.around("tree.also-under", places);
        if more > 0 {
            let values = [("count", &*more.to_string())];
            let more = message::text(self.language, "tree.more", &values);
            elsewhere.after.push(' ');
            elsewhere.after.push_str(&more);
        }
        Some(elsewhere)
    }

    /// The places where a text of the catalogue has its slot `{parents}`.
    fn around(&self, key: &str, places: Vec<Place>) -> Elsewhere {
        let text = message::text(self.language, key, &[]);
        let (before, after) = text.split_once("{parents}").unwrap_or((&text, ""));
        Elsewhere {
            before: before.to_owned(),
            places,
            after: after.to_owned(),
        }
    }

    /// `named`, by its notation where all notations of the hierarchy are distinct, else by its
    /// label; who follows it is led to `node`.
    fn place(&self, named: NodeIndex, node: NodeIndex) -> Place {
        let concept = self.hierarchy.concept(named);
        let has_distinct = self.hierarchy.has_distinct_notations();
        let notation = concept.notation.clone().filter(|_| has_distinct);
        let language = concept.label_language(self.language).map(str::to_owned);
        Place {
            language: language.filter(|_| notation.is_none()),
            name: notation.unwrap_or_else(|| concept.label(self.language).0.to_owned()),
            node,
        }
    }
}
