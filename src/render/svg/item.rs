//! The nodes of a drawing in reading order, before anything has a place.
//! Room `render`.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Counts;
use crate::render::svg::font::PAGE_SLOT;
use crate::render::svg::geometry::MOST_COLUMNS;
use crate::render::svg::pages::CONTINUED;
use crate::render::words;
use crate::render::{Attention, Page};

/// Stands for a character that a drawing may not hold; the typeface has it.
const STRANGE: char = '\u{25A1}';
/// Up to so many roots without children stand as boxes among the others.
const FEW_CHILDLESS: usize = 8;
/// Links that are followed at most to count what is below each item.
const MOST_STEPS: usize = 2_000_000;

/// How a node looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A band across the page: a root where columns are scarce.
    Band,
    /// The one root of the drawing: a dark box.
    Root,
    /// A box: what the rows are grouped by.
    Box,
    /// Bold text: a level between boxes and rows.
    Element,
    /// A row of the last column.
    Row,
}

/// A further line or more below the label.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    pub text: String,
    pub lines: Vec<String>,
    pub class: &'static str,
    /// Width of the lines.
    pub width: f32,
    /// The items that [`PAGE_SLOT`] characters refer to, in order.
    pub targets: Vec<usize>,
}

/// A node where the walk meets it.
#[derive(Debug, Clone)]
pub struct Item {
    pub node: NodeIndex,
    pub parent: Option<usize>,
    pub level: usize,
    /// One past the last item below it.
    pub end: usize,
    /// Shown in full elsewhere.
    pub reference: bool,
    pub counts: Counts,
    pub attention: Option<Attention>,
    pub has_children: bool,
    /// How many nodes stand below it, each once, without those that are gone; `None`: too many to tell apart.
    pub below: Option<usize>,
    /// The column it would have if there were enough: its level, but nodes of a kind that never
    /// has children stand where most of that kind do.
    pub rank: usize,
    /// Without children among many that have none, and fewer that have: see `lone`.
    pub crowded: bool,
    /// A row that begins in its own column and runs across those right of it.
    pub lone: bool,
    // What follows is settled by `plan`.
    pub style: Style,
    pub column: usize,
    /// The nearest item above it that is no row.
    pub branch: Option<usize>,
    pub indent: usize,
    pub notation: Option<String>,
    /// A row without a notation among siblings without one: it begins where theirs would.
    pub bare: bool,
    /// The notation stands before the label, not in a column of its own.
    pub inline: bool,
    pub text: String,
    pub label: Vec<String>,
    /// The label did not fit and was cut.
    pub cut: bool,
    pub extras: Vec<Extra>,
    /// Height of its own box or text.
    pub own: f32,
}

impl Item {
    /// Height of the lines below the label.
    pub fn small(&self) -> f32 {
        let lines: usize = self.extras.iter().map(|extra| extra.lines.len()).sum();
        lines as f32 * CONTINUED
    }

    /// The notation, where it stands apart from the label.
    pub fn apart(&self) -> Option<&str> {
        self.notation.as_deref().filter(|_| !self.inline)
    }

    /// Class of the words that name its other parents, where it has any: `xs` when the source
    /// states all of them, else `xr`.
    pub fn also_class(&self) -> Option<&'static str> {
        let mut extras = self.extras.iter().filter(|_| !self.reference);
        extras.find_map(|extra| Some(extra.class).filter(|class| matches!(*class, "xr" | "xs")))
    }

    /// A root and a leaf at once.
    pub fn is_childless_root(&self) -> bool {
        self.level == 0 && !self.has_children
    }

    /// Whether it has a row of its own, with numbers.
    pub fn is_row(&self) -> bool {
        self.style == Style::Row || !self.has_children
    }
}

/// Counts the nodes below each item but those that are gone, whatever the order of siblings: of a node that stands in
/// several places only one has what is below it, so that places cannot simply be counted.
fn count_below(page: &Page<'_>, items: &mut [Item]) {
    let is_gone = |node| page.is_gone(node);
    if items.iter().all(|item| !item.reference) && page.changes.is_none() {
        for (index, item) in items.iter_mut().enumerate() {
            item.below = Some(item.end - index - 1);
        }
        return;
    }
    let shown: HashSet<NodeIndex> = items.iter().map(|item| item.node).collect();
    let mut met: HashMap<NodeIndex, usize> = HashMap::with_capacity(shown.len());
    let mut steps = 0;
    for (index, item) in items.iter_mut().enumerate() {
        // What lies deeper is no box, which would say so.
        if item.reference || item.level > MOST_COLUMNS || steps > MOST_STEPS {
            continue;
        }
        met.insert(item.node, index);
        let mut open = vec![item.node];
        let mut count = 0;
        while let Some(node) = open.pop() {
            let children = page.hierarchy.children(node);
            steps += children.len();
            for &child in children.iter().filter(|child| shown.contains(child)) {
                if met.insert(child, index) != Some(index) {
                    count += usize::from(!is_gone(child));
                    open.push(child);
                }
            }
        }
        item.below = (steps <= MOST_STEPS).then_some(count);
    }
}

/// Moves nodes of kinds that never have children to the column where most of their kind stand.
fn align_kinds(page: &Page<'_>, items: &mut [Item]) {
    let kind = |item: &Item| page.hierarchy.concept(item.node).kind.as_deref();
    let parents = items.iter().filter(|item| item.has_children);
    let inner: HashSet<&str> = parents.filter_map(kind).collect();
    let mut levels: HashMap<&str, Vec<usize>> = HashMap::new();
    for item in items.iter() {
        if let Some(kind) = kind(item).filter(|kind| !inner.contains(kind)) {
            let counts = levels.entry(kind).or_default();
            counts.resize(counts.len().max(item.level + 1), 0);
            counts[item.level] += 1;
        }
    }
    for item in items.iter_mut() {
        let Some(counts) = kind(item).and_then(|kind| levels.get(kind)) else {
            continue;
        };
        let usual = (0..counts.len()).max_by_key(|&level| counts[level]);
        item.rank = usual.unwrap_or(item.level).max(item.level);
    }
}

/// Marks the childless ones of siblings that are mostly childless; of few roots too, where they
/// are more than those with children.
fn find_crowded(items: &mut [Item]) {
    let mut siblings: HashMap<Option<usize>, (usize, usize)> = HashMap::new();
    for item in items.iter() {
        let (childless, all) = siblings.entry(item.parent).or_default();
        *childless += usize::from(!item.has_children);
        *all += 1;
    }
    for item in items.iter_mut().filter(|item| !item.has_children) {
        let (childless, all) = siblings[&item.parent];
        let mostly = childless * 2 > all;
        item.crowded = match item.parent {
            None => childless < all && (mostly || childless > FEW_CHILDLESS),
            Some(_) => mostly && childless > FEW_CHILDLESS,
        };
    }
}

/// All items of a page's hierarchy, in preorder.
pub fn items(page: &Page<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(page.hierarchy.len());
    let mut open: Vec<usize> = Vec::new();
    let steps = page.hierarchy.preorder(None);
    for step in steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth)) {
        while open
            .last()
            .is_some_and(|&index| items[index].level >= step.level)
        {
            close(&mut items, &mut open);
        }
        let concept = page.hierarchy.concept(step.node);
        let (label, real) = concept.label(page.language);
        let parent = open.last().copied();
        if let Some(parent) = parent {
            items[parent].has_children = true;
        }
        let text = clean(label);
        let notation = concept.notation.as_deref().filter(|_| real).map(clean);
        // Some labels begin with their notation; once is enough.
        let notation = notation.filter(|notation| {
            let rest = text.strip_prefix(notation.as_str());
            !notation.is_empty() && !rest.is_some_and(|rest| rest.starts_with([' ', ':', '.']))
        });
        open.push(items.len());
        items.push(Item {
            node: step.node,
            parent,
            level: step.level,
            end: 0,
            reference: step.reference,
            counts: page.counts[step.node.index()],
            attention: page.attention(step.node),
            has_children: false,
            below: None,
            rank: step.level,
            crowded: false,
            lone: false,
            style: Style::Row,
            column: 0,
            branch: None,
            indent: 0,
            notation,
            bare: false,
            inline: false,
            text: words::change_signs(page, step.node) + &text,
            label: Vec::new(),
            cut: false,
            extras: Vec::new(),
            own: 0.0,
        });
    }
    while !open.is_empty() {
        close(&mut items, &mut open);
    }
    count_below(page, &mut items);
    align_kinds(page, &mut items);
    find_crowded(&mut items);
    items
}

fn close(items: &mut [Item], open: &mut Vec<usize>) {
    let end = items.len();
    if let Some(index) = open.pop() {
        items[index].end = end;
    }
}

/// The item under which each node is shown in full.
pub fn in_full(items: &[Item]) -> HashMap<NodeIndex, usize> {
    let full = items.iter().enumerate().filter(|(_, item)| !item.reference);
    full.map(|(index, item)| (item.node, index)).collect()
}

/// Text as a drawing may hold it: white space folds to one space, what steers (control
/// characters, bidirectional controls) or is private becomes a white square.
pub fn clean(text: &str) -> String {
    let plain = text.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    if plain && !text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if space && !result.is_empty() {
            result.push(' ');
        }
        space = false;
        let strange = character.is_control()
            || matches!(character, PAGE_SLOT..='\u{F8FF}' | '\u{F0000}'..)
            || matches!(character,
                '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
                | '\u{E0000}'..='\u{E007F}');
        let outside_xml = matches!(u32::from(character) & 0xFFFF, 0xFFFE | 0xFFFF);
        result.push(if strange || outside_xml {
            STRANGE
        } else {
            character
        });
    }
    result
}
