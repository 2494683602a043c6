//! The nodes of a drawing in reading order, before anything has a place.
//! Room `render`.

use std::collections::HashMap;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Counts;
use crate::render::svg::font::PAGE_SLOT;
use crate::render::words;
use crate::render::{Attention, Page};

/// Stands for a character that a drawing may not hold; the typeface has it.
const STRANGE: char = '\u{25A1}';

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
    pub lines: Vec<String>,
    pub class: &'static str,
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
    /// How many nodes stand below it, each once.
    pub below: usize,
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

    /// Whether it has a row of its own, with numbers.
    pub fn is_row(&self) -> bool {
        self.style == Style::Row || !self.has_children
    }
}

/// Counts the nodes below each item in one walk. A node that stands in several places counts once
/// in every block: with each place after its first one, what holds both has one too many.
fn count_below(items: &mut [Item]) {
    let mut weights = vec![1_i64; items.len()];
    let mut last: HashMap<NodeIndex, usize> = HashMap::new();
    let mut above: Vec<usize> = Vec::new();
    for index in 0..items.len() {
        while above.last().is_some_and(|&open| items[open].end <= index) {
            above.pop();
        }
        above.push(index);
        if let Some(before) = last.insert(items[index].node, index) {
            // The lowest item that holds both; without one they stand under different roots.
            let holds = above.partition_point(|&open| open <= before);
            if let Some(place) = holds.checked_sub(1) {
                weights[above[place]] -= 1;
            }
        }
    }
    let mut sums = Vec::with_capacity(items.len() + 1);
    sums.push(0);
    for weight in weights {
        sums.push(sums[sums.len() - 1] + weight);
    }
    for (index, item) in items.iter_mut().enumerate() {
        let nodes = sums[item.end] - sums[index] - 1;
        item.below = usize::try_from(nodes).unwrap_or(0);
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
            below: 0,
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
    count_below(&mut items);
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
