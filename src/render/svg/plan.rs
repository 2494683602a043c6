//! Items and geometry → items with their lines: every text broken, every height known.
//! Room `render`.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;

use crate::core::message;
use crate::render::svg::counts::{CountKind, CountWishes};
use crate::render::svg::crossing::{self, Crossing, Refused};
use crate::render::svg::extras::{ambiguous, extras};
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::geometry::{Geometry, INDENT, Wishes, geometry, padding, type_of};
use crate::render::svg::item::{Extra, Item, Style, in_full};
use crate::render::svg::layout::{Cell, Shape};
use crate::render::svg::wrap::{Setting, whole_words, wrap};
use crate::render::{Attention, Page};

/// Lines that a label may take before it is cut.
const MOST_LINES: usize = 8;
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
    /// By column: lines that "goes on at page 3" takes.
    pub goes_on: Vec<u8>,
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
    let place = |items: &mut Vec<Item>, counts: Option<CountWishes>, lanes: &[f32]| {
        let geometry = geometry(&Wishes {
            ruler,
            items,
            counts,
            available,
            label_width: page.drawing.label_width,
            compact: options.compact,
            lanes,
        });
        place_in_columns(page, items, &geometry);
        geometry
    };
    // Which items are rows, and so have numbers of their own, is known once they have columns.
    let lay = |items: &mut Vec<Item>, lanes: &[f32]| {
        let of_leaves = count_wishes(page, ruler, items, |item| !item.has_children);
        let geometry = place(items, of_leaves.clone(), lanes);
        let of_rows = count_wishes(page, ruler, items, Item::is_row);
        match of_rows == of_leaves {
            true => geometry,
            false => place(items, of_rows, lanes),
        }
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
        let choices = (options.paged, geometry.counts.is_some());
        let extras = extras(page, &items, (&full, &ambiguous), index, choices);
        let item = &mut items[index];
        set_text(ruler, &geometry, item, extras);
        cut += usize::from(item.cut);
    }
    Plan {
        goes_on: goes_on(page, ruler, &geometry),
        items,
        geometry,
        full,
        ambiguous,
        compact: options.compact,
        cut,
        crossings,
    }
}

impl Plan {
    /// Lines of all labels together, with what stands below them.
    pub fn lines(&self) -> usize {
        let extras = |item: &Item| {
            item.extras
                .iter()
                .map(|extra| extra.lines.len())
                .sum::<usize>()
        };
        let lines = self.items.iter();
        lines.map(|item| item.label.len() + extras(item)).sum()
    }
}

/// Kinds of count that occur, and how much room their words need.
fn count_wishes(
    page: &Page<'_>,
    ruler: &Ruler,
    items: &[Item],
    has_numbers: impl Fn(&Item) -> bool,
) -> Option<CountWishes> {
    if !page.has_counts || page.drawing.hides_counts || counts_itself(page, items) {
        return None;
    }
    let say = |key: &str| message::text(page.language, key, &[]);
    let all = [CountKind::Stated, CountKind::Sure, CountKind::Possible];
    // Kinds that only add up higher in the tree are told in its boxes.
    let rows = || items.iter().filter(|item| has_numbers(item));
    let occurs = |kind: &CountKind| rows().any(|item| kind.of(item.counts) > 0);
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
        page.counted.none(),
        page.counted.head_of_marks().unwrap_or("attention.none"),
    ]
    .map(|key| ruler.width(&say(key), 8.0, Weight::SemiBold));
    Some(CountWishes {
        names: kinds.iter().map(|kind| head(&kind.name(page))).collect(),
        kinds,
        // The scale is for what gets a bar.
        most: rows()
            .filter(|item| !item.has_children)
            .map(|item| item.counts.total())
            .max()
            .unwrap_or(0),
        letters: page.counted.letters().len(),
        has_sums: rows().any(|item| item.has_children),
        mark: marked.then(|| mark[0].max(mark[1]).max(mark[2] - 10.0) + 12.0),
        head: head(&say(page.counted.head())),
    })
}

/// Whether the examples are the rows themselves: a column of ones would tell nothing.
fn counts_itself(page: &Page<'_>, items: &[Item]) -> bool {
    let mut counted = items.iter().filter(|item| {
        let concept = page.hierarchy.concept(item.node);
        !concept.examples.is_empty()
    });
    counted.clone().next().is_some()
        && counted.all(|item| {
            let concept = page.hierarchy.concept(item.node);
            !item.has_children
                && concept.examples.len() == 1
                && concept.examples.contains_key(&concept.iri)
        })
}

/// Style, column and indentation of each item. A row too deep to be indented names its level.
fn place_in_columns(page: &Page<'_>, items: &mut [Item], geometry: &Geometry) {
    let last = geometry.columns.len() - 1;
    let numbered = items.iter().filter(|item| item.notation.is_some());
    let numbered: HashSet<Option<usize>> = numbered.map(|item| item.parent).collect();
    for index in 0..items.len() {
        items[index].bare = !numbered.contains(&items[index].parent);
        let level = items[index].rank;
        let column = level.saturating_sub(usize::from(geometry.band));
        let lone = items[index].crowded || geometry.band && items[index].is_childless_root();
        items[index].lone = lone && (column < last || geometry.band && level == 0);
        if items[index].lone {
            items[index].style = Style::Row;
            items[index].column = column;
            items[index].inline = true;
            continue;
        }
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

/// Breaks the texts of an item and adds up its height.
fn set_text(ruler: &Ruler, geometry: &Geometry, item: &mut Item, extras: Vec<Extra>) {
    let (size, leading, weight) = type_of(item.style);
    let column = &geometry.columns[item.column];
    let width = match item.style {
        Style::Row if item.lone => geometry.lone(item).1,
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
    for extra in &mut item.extras {
        let weight = if extra.class == "mt" {
            Weight::Regular
        } else {
            Weight::SemiBold
        };
        extra.width = width;
        extra.lines = small_lines(ruler, &extra.text, weight, width);
        small += extra.lines.len() as f32 * SMALL.1;
    }
    let notation = if item.apart().is_some() { 10.6 } else { 0.0 };
    item.own = match item.style {
        Style::Band => 15.0 + lines * leading + small,
        Style::Root => 22.0 + notation + lines * leading + small,
        Style::Box => 11.3 + notation + lines * leading + small,
        Style::Element | Style::Row => lines * leading + small,
    };
}

/// Lines that the words "goes on at page 3" take below the labels of each column.
fn goes_on(page: &Page<'_>, ruler: &Ruler, geometry: &Geometry) -> Vec<u8> {
    let words = [
        message::text(page.language, "diagram.goes-on", &[("page", "88")]),
        message::text(page.language, "diagram.goes-on-column", &[]),
    ];
    let lines = |words: &String, label: f32| wrap(ruler, words, goes_on_setting(label)).lines.len();
    let most = |label: f32| words.iter().map(|words| lines(words, label)).max();
    let columns = geometry.columns.iter();
    columns
        .map(|column| most(column.label).map_or(1, |lines| lines as u8))
        .collect()
}

/// Lines of what stands below a label: words stay whole where a line has room for them.
pub fn small_lines(ruler: &Ruler, text: &str, weight: Weight, width: f32) -> Vec<String> {
    let setting = Setting {
        size: SMALL.0,
        weight,
        width,
        most: 10,
    };
    whole_words(ruler, text, setting).lines
}

/// How those words are set below a label of some width.
pub fn goes_on_setting(label: f32) -> Setting {
    Setting {
        size: SMALL.0,
        weight: Weight::SemiBold,
        width: label + 4.0,
        most: MOST_LINES,
    }
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
        gap: gap(plan, index, parent.is_none()) * if plan.compact { 0.7 } else { 1.0 },
    }
}

/// White before an item that is not the first of its siblings.
fn gap(plan: &Plan, index: usize, is_root: bool) -> f32 {
    let item = &plan.items[index];
    match item.style {
        Style::Row if item.lone && index > 0 && !plan.items[index - 1].lone => 14.0,
        Style::Band => 16.0,
        Style::Root => 18.0,
        Style::Box if is_root => 14.0,
        Style::Box => 11.0,
        Style::Element => 5.0,
        Style::Row => 0.0,
    }
}
