//! What stands below a label: how much is under it, remarks, and where else a node stands.
//! Room `render`.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::{Counts, Evidence};
use crate::core::message;
use crate::render::Page;
use crate::render::svg::font::PAGE_SLOT;
use crate::render::svg::item::{Extra, Item, Style, clean};
use crate::render::words;

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
    (paged, has_numbers): (bool, bool),
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
        // A link that closes a circle is the file's own.
        let stated = stated || link.is_none();
        let class = if stated { "xs" } else { "xr" };
        extras.push(extra(class, text, target.into_iter().collect()));
        return extras;
    }
    let is_group = item.has_children && item.style != Style::Row;
    // Without a column of numbers, that there are none is said in words.
    let lacks = page.has_counts && !has_numbers && item.counts.total() == 0;
    if let Some(text) = below(page, item).filter(|_| is_group || lacks) {
        extras.push(extra("mt", text, Vec::new()));
    }
    let tells_own = item.has_children && !page.drawing.hides_counts;
    if let Some(text) = words::own_count(page, item.node).filter(|_| tells_own) {
        extras.push(extra("mt", text, Vec::new()));
    }
    if let Some((note, _)) = page.hierarchy.concept(item.node).note.pick(language) {
        extras.push(extra("mt", clean(note), Vec::new()));
    }
    if item.style == Style::Band {
        let texts: Vec<String> = extras.drain(..).map(|extra| extra.text).collect();
        if !texts.is_empty() {
            extras.push(extra("mt", texts.join("; "), Vec::new()));
        }
        return extras;
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
        let text = say("tree.also-under", &[("parents", &names.join("; "))]);
        extras.push(extra(if stated { "xs" } else { "xr" }, text, targets));
    }
    extras
}

/// What a box says of what is below it: examples, else nodes.
fn below(page: &Page<'_>, item: &Item) -> Option<String> {
    let language = page.language;
    if page.has_counts && !page.drawing.hides_counts {
        return Some(examples(page, item.counts));
    }
    let count = item.below?;
    let nodes = words::nodes(page, count);
    (count > 0).then(|| message::text(language, "diagram.below", &[("nodes", &nodes)]))
}

fn extra(class: &'static str, text: String, targets: Vec<usize>) -> Extra {
    Extra {
        text,
        lines: Vec::new(),
        class,
        width: 0.0,
        targets,
    }
}

/// "28 examples, 15 sure"; where the source states some too, each kind with its number.
pub fn examples(page: &Page<'_>, counts: Counts) -> String {
    let say = |key: &str, count: usize| {
        message::text(page.language, key, &[("count", &count.to_string())])
    };
    let mut text = page.counted.count(page.language, counts.total());
    let kinds = [
        ("diagram.of-which-stated", counts.stated),
        ("diagram.of-which-sure", counts.sure),
        ("diagram.of-which-possible", counts.possible),
    ];
    let states = page.counts.iter().any(|counts| counts.stated > 0);
    let parts: Vec<String> = match (counts.sure + counts.possible, states) {
        (0, _) => Vec::new(),
        (_, true) => kinds
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| say(key, count))
            .collect(),
        (_, false) if counts.sure > 0 && counts.possible > 0 => {
            vec![say(kinds[1].0, counts.sure)]
        }
        _ => Vec::new(),
    };
    for part in parts {
        text.push_str(", ");
        text.push_str(&part);
    }
    text
}

/// How another place is named: by its notation where no other node has that and it is no mere
/// number, else by notation and label, that shortened.
pub fn name(items: &[Item], index: usize, ambiguous: &HashSet<String>) -> String {
    let item = &items[index];
    let notation = item.notation.clone();
    let notation = notation.filter(|notation| {
        notation.chars().count() >= LEAST_NOTATION && !ambiguous.contains(notation)
    });
    notation.unwrap_or_else(|| match &item.notation {
        Some(notation) => format!("{notation}\u{A0}{}", shortened(&item.text)),
        None => shortened(&item.text),
    })
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
    if text.chars().count() <= 72 {
        return text.to_owned();
    }
    let cut: String = text.chars().take(68).collect();
    // At the end of a word, unless that would leave little.
    let at = cut.rfind(' ').filter(|&at| at > cut.len() / 2);
    format!("{} […]", cut[..at.unwrap_or(cut.len())].trim_end())
}
