//! What stands below a label: how much is under it, remarks, and where else a node stands.
//! Room `render`.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Evidence;
use crate::core::message;
use crate::render::Page;
use crate::render::svg::font::PAGE_SLOT;
use crate::render::svg::item::{Extra, Item, Style, clean};

/// Other parents that are named; the rest is counted.
const MOST_NAMED: usize = 3;
/// A shorter notation does not tell a reader which place is meant.
const LEAST_NOTATION: usize = 3;

/// What stands below the label.
pub fn extras(
    page: &Page<'_>,
    items: &[Item],
    (full, ambiguous): (&HashMap<NodeIndex, usize>, &HashSet<String>),
    index: usize,
    paged: bool,
) -> Vec<Extra> {
    let item = &items[index];
    let language = page.language;
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let slot = if paged {
        PAGE_SLOT.to_string()
    } else {
        String::new()
    };
    let mut extras = Vec::new();
    let mut add = |class: &'static str, text: String, targets: Vec<usize>| {
        extras.push(Extra {
            lines: vec![text],
            class,
            targets,
        });
    };
    if item.reference {
        let target = full.get(&item.node).copied();
        let parent = target.and_then(|target| items[target].parent);
        let closes = target.is_some_and(|target| (target..items[target].end).contains(&index));
        let text = match parent.filter(|_| !closes) {
            Some(parent) => {
                let parent = name(items, parent, ambiguous) + &slot;
                say("tree.in-full-under", &[("parents", &parent)])
            }
            None => say("tree.circle", &[]) + &slot,
        };
        let link = item.parent.and_then(|parent| {
            let parent = items[parent].node;
            page.hierarchy.link(parent, item.node)
        });
        let stated = link.is_some_and(|link| link.evidence == Evidence::Stated);
        let class = if stated { "xs" } else { "xr" };
        add(class, text, target.into_iter().collect());
        return extras;
    }
    let is_group = item.has_children && !matches!(item.style, Style::Row | Style::Band);
    if let Some(text) = below(page, items, index).filter(|_| is_group) {
        add("mt", text, Vec::new());
    }
    if let Some((note, _)) = page.hierarchy.concept(item.node).note.pick(language) {
        add("mt", clean(note), Vec::new());
    }
    let parent = item.parent.map(|parent| items[parent].node);
    let others = page.hierarchy.parents(item.node);
    let others: Vec<_> = others
        .into_iter()
        .filter(|&other| Some(other) != parent && parent.is_some())
        .collect();
    if !others.is_empty() {
        let stated = others.iter().all(|&other| {
            let link = page.hierarchy.link(other, item.node);
            link.is_some_and(|link| link.evidence == Evidence::Stated)
        });
        let mut names = Vec::new();
        let mut targets = Vec::new();
        for other in others.iter().take(MOST_NAMED) {
            if let Some(&target) = full.get(other) {
                names.push(name(items, target, ambiguous) + &slot);
                targets.push(target);
            } else {
                names.push(shortened(&clean(
                    page.hierarchy.concept(*other).label(language).0,
                )));
            }
        }
        if others.len() > MOST_NAMED {
            let more = (others.len() - MOST_NAMED).to_string();
            names.push(say("diagram.more", &[("count", &more)]));
        }
        let text = say("tree.also-under", &[("parents", &names.join(", "))]);
        add(if stated { "xs" } else { "xr" }, text, targets);
    }
    extras
}

/// What a box says of what is below it: examples, else nodes.
fn below(page: &Page<'_>, items: &[Item], index: usize) -> Option<String> {
    let item = &items[index];
    let language = page.language;
    if page.has_counts && !page.drawing.hides_counts {
        let total = item.counts.total();
        let key = if total == 1 {
            "diagram.example"
        } else {
            "diagram.examples"
        };
        let mut text = message::text(language, key, &[("count", &total.to_string())]);
        if item.counts.stated == 0 && item.counts.sure > 0 && item.counts.possible > 0 {
            let sure = [("count", item.counts.sure.to_string())];
            let sure = sure.each_ref().map(|(key, value)| (*key, value.as_str()));
            text.push_str(&message::text(language, "diagram.of-which-sure", &sure));
        }
        return Some(text);
    }
    let count = item.below;
    let key = if count == 1 {
        "diagram.one-below"
    } else {
        "diagram.below"
    };
    (count > 0).then(|| message::text(language, key, &[("count", &count.to_string())]))
}

/// How another place is named: by its notation where no other node has that and it is no mere
/// number, else by its label, shortened.
pub fn name(items: &[Item], index: usize, ambiguous: &HashSet<String>) -> String {
    let item = &items[index];
    let notation = item.notation.clone();
    let notation = notation.filter(|notation| {
        notation.chars().count() >= LEAST_NOTATION && !ambiguous.contains(notation)
    });
    notation.unwrap_or_else(|| shortened(&item.text))
}

/// Notations that several nodes have.
pub fn ambiguous(items: &[Item]) -> HashSet<String> {
    let mut owner: HashMap<&str, NodeIndex> = HashMap::new();
    let mut found = HashSet::new();
    for item in items {
        let Some(notation) = item.notation.as_deref() else {
            continue;
        };
        if *owner.entry(notation).or_insert(item.node) != item.node {
            found.insert(notation.to_owned());
        }
    }
    found
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let cut: String = text.chars().take(56).collect();
    // At the end of a word, unless that would leave little.
    let at = cut.rfind(' ').filter(|&at| at > cut.len() / 2);
    format!("{} […]", cut[..at.unwrap_or(cut.len())].trim_end())
}
