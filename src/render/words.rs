//! What several formats say of a node in words: heading, counts, marks, changes.
//! Room `render`.

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::{Evidence, NodeChange, Step};
use crate::core::language::Language;
use crate::core::message;
use crate::render::graph::Role;
use crate::render::{Attention, Page};

/// A space at which no line breaks.
pub const NO_BREAK: char = '\u{A0}';
/// Characters of a parent's label in a reference.
const PARENT_CHARACTERS: usize = 80;

/// Notation and label, the label cut after `most` characters.
pub fn heading(page: &Page<'_>, node: NodeIndex, most: usize) -> String {
    let concept = page.hierarchy.concept(node);
    let (label, is_real) = concept.label(page.language);
    let mut words = String::new();
    if let Some(notation) = concept.notation.as_deref().filter(|_| is_real) {
        words.push_str(notation);
        words.push(' ');
    }
    words.extend(label.chars().take(most));
    if label.chars().nth(most).is_some() {
        words.push_str(&message::text(page.language, "tree.cut-label", &[]));
    }
    words
}

/// Such as `stated 3, sure 2`; `0` without any example, `None` where the view counts none.
/// What is gone counts none.
pub fn counts(page: &Page<'_>, node: NodeIndex) -> Option<String> {
    if !page.has_counts || page.is_gone(node) {
        return None;
    }
    let counts = page.counts[node.index()];
    let all = [
        ("count.stated", counts.stated),
        ("count.sure", counts.sure),
        ("count.possible", counts.possible),
    ];
    let shown = all.into_iter().filter(|(_, count)| *count > 0);
    let words = shown.map(|(key, count)| say(page.language, key, &[]) + &format!(" {count}"));
    let words: Vec<_> = words.collect();
    Some(if words.is_empty() {
        "0".to_owned()
    } else {
        words.join(", ")
    })
}

/// How many of a parent's examples are linked to itself: what is below it does not add up to more.
/// `None` where none is, where nothing is below it, or where the view counts none.
pub fn own_count(page: &Page<'_>, node: NodeIndex) -> Option<String> {
    let own = page.hierarchy.concept(node).examples.len();
    if !page.has_counts || own == 0 || page.hierarchy.children(node).is_empty() {
        return None;
    }
    let own = own.to_string();
    Some(say(page.language, "count.own", &[("count", &own)]))
}

/// The same at a place of a list: where children are shown there.
pub fn own_count_at(page: &Page<'_>, step: Step) -> Option<String> {
    let is_cut = page.depth.is_some_and(|depth| step.level + 1 >= depth);
    let tells = !step.reference && !is_cut && !page.is_gone(step.node);
    own_count(page, step.node).filter(|_| tells)
}

/// "3 concepts", or classes.
pub fn nodes(page: &Page<'_>, count: usize) -> String {
    let key = match (page.has_classes, count) {
        (true, 1) => "diagram.classes-one",
        (true, _) => "diagram.classes",
        (false, 1) => "diagram.concepts-one",
        (false, _) => "diagram.concepts",
    };
    say(page.language, key, &[("count", &count.to_string())])
}

/// Whether what is counted are the nodes themselves: a one at each of them would tell nothing.
pub fn counts_themselves(page: &Page<'_>) -> bool {
    let hierarchy = page.hierarchy;
    let nodes = hierarchy.nodes();
    let mut counted = nodes
        .filter(|&node| !hierarchy.concept(node).examples.is_empty())
        .peekable();
    counted.peek().is_some()
        && counted.all(|node| {
            let concept = hierarchy.concept(node);
            let is_leaf = hierarchy.children(node).is_empty();
            is_leaf && concept.examples.len() == 1 && concept.examples.contains_key(&concept.iri)
        })
}

/// Such as `◇ few`; `None` for nodes that get no mark.
pub fn attention(page: &Page<'_>, node: NodeIndex) -> Option<String> {
    let (sign, key) = match page.attention(node)? {
        Attention::None => ("◆", "attention.none"),
        Attention::Little => ("◇", "attention.little"),
        Attention::Enough => return None,
    };
    Some(format!("{sign} {}", say(page.language, key, &[])))
}

/// The same as a word for programs: `none`, `little` or `enough`.
pub fn attention_code(page: &Page<'_>, node: NodeIndex) -> Option<&'static str> {
    Some(match page.attention(node)? {
        Attention::None => "none",
        Attention::Little => "little",
        Attention::Enough => "enough",
    })
}

/// What to say of a node where it stands as a reference; `None` where it is shown in full.
/// Not all its places: with many parents, each naming all others would cost the square.
pub fn reference(page: &Page<'_>, node: NodeIndex, role: Role) -> Option<String> {
    match role {
        Role::Primary => None,
        Role::Closing => Some(say(page.language, "tree.circle", &[])),
        Role::Extra => {
            let parent = page.hierarchy.primary_parent(node)?;
            let parent = heading(page, parent, PARENT_CHARACTERS);
            Some(say(
                page.language,
                "tree.in-full-under",
                &[("parents", &parent)],
            ))
        }
    }
}

/// Who says that a link holds, as a word for people; `None` for what is stated.
pub fn evidence(language: Language, evidence: Evidence) -> Option<String> {
    let key = match evidence {
        Evidence::Stated => return None,
        Evidence::Sure => "count.sure",
        Evidence::Possible => "count.possible",
    };
    Some(say(language, key, &[]))
}

/// The signs of what changed at a node, with a space behind them to stand before its label;
/// empty where nothing did. `+` new, `−` gone, `→` moved, `≠` renamed, `№` another notation. No
/// line breaks at the space.
pub fn change_signs(page: &Page<'_>, node: NodeIndex) -> String {
    let Some(change) = page.change(node) else {
        return String::new();
    };
    let mut signs: String = kinds(change).map(|(_, sign)| sign).collect();
    if !signs.is_empty() {
        signs.push(NO_BREAK);
    }
    signs
}

/// The kinds of change at a node as words for programs: `added`, `removed`, `moved`, `renamed`,
/// `renumbered`.
pub fn change_codes(page: &Page<'_>, node: NodeIndex) -> Vec<&'static str> {
    let change = page.change(node);
    change
        .into_iter()
        .flat_map(|change| kinds(change).map(|(code, _)| code))
        .collect()
}

fn kinds(change: &NodeChange) -> impl Iterator<Item = (&'static str, char)> {
    let all = [
        (change.added, "added", '+'),
        (change.removed, "removed", '−'),
        (change.moved.is_some(), "moved", '→'),
        (change.renamed_from.is_some(), "renamed", '≠'),
        (change.notation_from.is_some(), "renumbered", '№'),
    ];
    all.into_iter()
        .filter(|(holds, _, _)| *holds)
        .map(|(_, code, sign)| (code, sign))
}

/// What changed at a node, as words for people.
pub fn change(language: Language, change: &NodeChange) -> String {
    let mut words = Vec::new();
    if change.added {
        words.push(say(language, "change.added", &[]));
    }
    if change.removed {
        words.push(say(language, "change.removed", &[]));
    }
    if let Some(moved) = &change.moved {
        let top = || say(language, "change.top", &[]);
        let from = if moved.was_root {
            top()
        } else {
            moved.left.join(", ")
        };
        let to = if moved.is_root {
            top()
        } else {
            moved.joined.join(", ")
        };
        let values = [("from", from.as_str()), ("to", to.as_str())];
        words.push(match (from.is_empty(), to.is_empty()) {
            (true, _) => say(language, "change.joined", &values),
            (_, true) => say(language, "change.left", &values),
            _ => say(language, "change.moved", &values),
        });
    }
    if let Some(from) = &change.renamed_from {
        words.push(say(language, "change.renamed", &[("from", from)]));
    }
    match change.notation_from.as_deref() {
        None => {}
        Some("") => words.push(say(language, "change.notation-new", &[])),
        Some(from) => words.push(say(language, "change.notation", &[("from", from)])),
    }
    words.join("; ")
}

fn say(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    message::text(language, key, values)
}
