//! Items and geometry → items with their lines: every text broken, every height known.
//! Room `render`.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Evidence;
use crate::core::message;
use crate::render::svg::counts::{CountKind, CountWishes};
use crate::render::svg::crossing::{self, Crossing, Refused};
use crate::render::svg::font::{PAGE_SLOT, Ruler, Weight};
use crate::render::svg::geometry::{Geometry, INDENT, Wishes, geometry, padding, type_of};
use crate::render::svg::item::{Extra, Item, Style, clean, in_full};
use crate::render::svg::layout::{Cell, Shape};
use crate::render::svg::wrap::{Setting, wrap};
use crate::render::{Attention, Page};

/// Lines that a label may take before it is cut.
const MOST_LINES: usize = 8;
/// Other parents that are named; the rest is counted.
const MOST_NAMED: usize = 3;
/// A shorter notation does not tell a reader which place is meant.
const LEAST_NOTATION: usize = 3;
/// Size and leading of what stands below a label.
const SMALL: (f32, f32) = (7.5, 9.6);

/// A drawing without places.
pub struct Plan {
    pub items: Vec<Item>,
    pub geometry: Geometry,
    /// Item where each node is shown in full.
    pub full: HashMap<NodeIndex, usize>,
    /// Notations that several nodes have.
    pub ambiguous: HashSet<String>,
    /// See [`PlanOptions::compact`].
    pub compact: bool,
    /// Labels that were cut.
    pub cut: usize,
    /// Extra parents that are drawn as lines.
    pub crossings: Vec<Crossing>,
    /// Width of the words that the rest is elsewhere.
    goes_on: f32,
}

/// Choices for a plan.
#[derive(Debug, Clone, Copy)]
pub struct PlanOptions<'a> {
    /// Leave room to name other pages.
    pub paged: bool,
    /// Narrow gaps and boxes, little white.
    pub compact: bool,
    /// Which extra parents may not be drawn as lines.
    pub refused: &'a Refused,
}

/// Settles columns, then breaks every text.
pub fn plan(
    page: &Page<'_>,
    ruler: &Ruler,
    mut items: Vec<Item>,
    available: Option<f32>,
    options: PlanOptions<'_>,
) -> Plan {
    let lay = |items: &mut Vec<Item>, lanes: &[f32]| {
        let geometry = geometry(&Wishes {
            ruler,
            items,
            counts: count_wishes(page, ruler, items),
            available,
            label_width: page.drawing.label_width,
            compact: options.compact,
            lanes,
        });
        place_in_columns(page, items, &geometry);
        geometry
    };
    let has_references = items.iter().any(|item| item.reference);
    let may_cross = has_references && items.len() <= crossing::MOST_ITEMS;
    let original = may_cross.then(|| items.clone());
    let mut geometry = lay(&mut items, &[]);
    let mut crossings = Vec::new();
    let found = original.as_ref().and_then(|original| {
        crossing::find(page, &items, original, geometry.band, options.refused)
    });
    if let Some(mut found) = found {
        let again = lay(&mut found.items, &found.lanes);
        // Lanes that cost a column are not worth it.
        if again.has_columns_of(&geometry) {
            (items, geometry, crossings) = (found.items, again, found.crossings);
        }
    }
    let full = in_full(&items);
    let ambiguous = ambiguous(&items);
    let mut cut = 0;
    for index in 0..items.len() {
        let extras = extras(page, &items, (&full, &ambiguous), index, options.paged);
        let item = &mut items[index];
        set_text(ruler, &geometry, item, extras);
        cut += usize::from(item.cut);
    }
    Plan {
        items,
        geometry,
        full,
        ambiguous,
        compact: options.compact,
        cut,
        crossings,
        goes_on: goes_on_width(page, ruler),
    }
}

/// Kinds of count that occur, and how much room their words need.
fn count_wishes(page: &Page<'_>, ruler: &Ruler, items: &[Item]) -> Option<CountWishes> {
    if !page.has_counts || page.drawing.hides_counts {
        return None;
    }
    let say = |key: &str| message::text(page.language, key, &[]);
    let all = [CountKind::Stated, CountKind::Sure, CountKind::Possible];
    // Kinds that only add up higher in the tree are told in its boxes.
    let leaves = || items.iter().filter(|item| !item.has_children);
    let occurs = |kind: &CountKind| leaves().any(|item| kind.of(item.counts) > 0);
    let mut kinds: Vec<_> = all.into_iter().filter(occurs).collect();
    if kinds.is_empty() {
        kinds.push(CountKind::Stated);
    }
    let head = |text: &str| ruler.width(text, 7.5, Weight::SemiBold);
    let marked = items
        .iter()
        .any(|item| !matches!(item.attention, None | Some(Attention::Enough)));
    let mark = [
        "attention.little",
        "attention.none",
        "diagram.head-attention",
    ]
    .map(|key| ruler.width(&say(key), 8.0, Weight::SemiBold));
    Some(CountWishes {
        names: kinds.iter().map(|kind| head(&say(kind.key()))).collect(),
        kinds,
        most: leaves().map(|item| item.counts.total()).max().unwrap_or(0),
        mark: marked.then(|| mark[0].max(mark[1]).max(mark[2] - 10.0) + 12.0),
        head: head(&say("diagram.head-examples")),
    })
}

/// Style, column and indentation of each item. A row too deep to be indented names its level.
fn place_in_columns(page: &Page<'_>, items: &mut [Item], geometry: &Geometry) {
    let last = geometry.columns.len() - 1;
    let numbered = items.iter().filter(|item| item.notation.is_some());
    let numbered: HashSet<Option<usize>> = numbered.map(|item| item.parent).collect();
    for index in 0..items.len() {
        items[index].bare = !numbered.contains(&items[index].parent);
        let level = items[index].level;
        let column = match (geometry.band, level) {
            (true, 0) => {
                items[index].style = Style::Band;
                continue;
            }
            (band, level) => level - usize::from(band),
        };
        items[index].column = column.min(last);
        items[index].style = geometry.columns[column.min(last)].style;
        let indent = column.saturating_sub(last);
        items[index].indent = indent.min(geometry.most_indent);
        let beside = matches!(items[index].style, Style::Row | Style::Element);
        items[index].inline = beside && geometry.columns[column.min(last)].notation == 0.0;
        items[index].branch = items[index]
            .parent
            .and_then(|parent| match items[parent].style {
                Style::Row => items[parent].branch,
                _ => Some(parent),
            });
        if indent > geometry.most_indent {
            let level = (level + 1).to_string();
            let level = message::text(page.language, "tree.level", &[("level", &level)]);
            items[index].text = format!("{level} {}", items[index].text);
        }
    }
}

/// What stands below the label.
fn extras(
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
    let count = below_count(items, index);
    let key = if count == 1 {
        "diagram.one-below"
    } else {
        "diagram.below"
    };
    (count > 0).then(|| message::text(language, key, &[("count", &count.to_string())]))
}

/// Nodes below an item, those to which a line is drawn among them.
pub fn below_count(items: &[Item], index: usize) -> usize {
    let block = &items[index..items[index].end];
    block.len() - 1 + block.iter().map(|item| item.linked).sum::<usize>()
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
fn ambiguous(items: &[Item]) -> HashSet<String> {
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
    format!("{} […]", cut.trim_end())
}

/// Breaks the texts of an item and adds up its height.
fn set_text(ruler: &Ruler, geometry: &Geometry, item: &mut Item, extras: Vec<Extra>) {
    let (size, leading, weight) = type_of(item.style);
    let column = &geometry.columns[item.column];
    let width = match item.style {
        Style::Row if item.bare => column.label + column.notation - item.indent as f32 * INDENT,
        // Repeated, it is smaller, with words before and after it.
        Style::Band => {
            let notation = item.notation.as_deref().unwrap_or_default();
            let notation = ruler.width(notation, 11.0, Weight::Bold) + 9.0;
            (geometry.width - 2.0 * padding(Style::Band) - 156.0 - notation) * 12.5 / 11.0
        }
        _ => column.label - item.indent as f32 * INDENT,
    };
    let setting = Setting {
        size,
        weight,
        width,
        most: MOST_LINES,
    };
    let text = match &item.notation {
        Some(notation) if item.inline => format!("{notation} {}", item.text),
        _ => item.text.clone(),
    };
    let label = wrap(ruler, &text, setting);
    item.label = label.lines;
    item.cut = label.cut;
    let lines = item.label.len() as f32;
    let mut small = 0.0;
    item.extras = extras;
    if item.style == Style::Band {
        item.extras.clear();
    }
    for extra in &mut item.extras {
        let weight = if extra.class == "mt" {
            Weight::Regular
        } else {
            Weight::SemiBold
        };
        let setting = Setting {
            size: SMALL.0,
            weight,
            width,
            most: 6,
        };
        let text = extra.lines.concat();
        extra.lines = wrap(ruler, &text, setting).lines;
        small += extra.lines.len() as f32 * SMALL.1;
    }
    let notation = if item.apart().is_some() { 10.6 } else { 0.0 };
    item.own = match item.style {
        Style::Band => 15.0 + lines * leading,
        Style::Root => 22.0 + notation + lines * leading + small,
        Style::Box => 11.3 + notation + lines * leading + small,
        Style::Element | Style::Row => lines * leading + small,
    };
}

impl Plan {
    /// Lines that "goes on at page 3" takes below a label `width` wide.
    pub fn goes_on_lines(&self, width: f32) -> u8 {
        if self.goes_on <= width { 1 } else { 2 }
    }
}

fn goes_on_width(page: &Page<'_>, ruler: &Ruler) -> f32 {
    let words = [
        message::text(page.language, "diagram.goes-on", &[("page", "88")]),
        message::text(page.language, "diagram.goes-on-column", &[]),
    ];
    let widths = words.map(|words| ruler.width(&words, SMALL.0, Weight::SemiBold));
    widths[0].max(widths[1])
}

/// The layout cells of some items: `parents[i]` is the place of item `i`'s parent in the list.
pub fn cell(plan: &Plan, index: usize, parent: Option<usize>) -> Cell {
    let item = &plan.items[index];
    Cell {
        parent,
        shape: match item.style {
            Style::Band => Shape::Band,
            Style::Row => Shape::Row,
            _ => Shape::Branch,
        },
        height: item.own,
        gap: gap(item, parent.is_none()) * if plan.compact { 0.7 } else { 1.0 },
    }
}

/// White before an item that is not the first of its siblings.
fn gap(item: &Item, is_root: bool) -> f32 {
    match item.style {
        Style::Band => 16.0,
        Style::Root => 18.0,
        Style::Box if is_root => 14.0,
        Style::Box => 11.0,
        Style::Element => 5.0,
        Style::Row => 0.0,
    }
}
