//! Which items go on which page.
//! Room `render`. A page is a run of items in reading order; where a run begins inside a group,
//! the way down to it is repeated. Pages break between groups where that leaves no great gap,
//! never right after a parent.

use crate::render::svg::item::{Item, Style};
use crate::render::svg::layout::{Place, arrange, total_height};
use crate::render::svg::plan::{Plan, cell};

/// From the first item of a page or column to one past its last.
pub type Run = (usize, usize);

/// Levels of the last column that are repeated on a next page.
const REPEATED_ROWS: usize = 3;

/// Height of the words "continued from" and "goes on at page".
pub const CONTINUED: f32 = 9.6;

/// Height of a band: repeated, it has its label only.
pub fn band_height(item: &Item, is_repeated: bool) -> f32 {
    item.own - if is_repeated { item.small() } else { 0.0 }
}

/// What those words add to an item's height. In a row "continued from" stands before the label.
pub fn continued_height(plan: &Plan, index: usize, is_continued: bool, continues: bool) -> f32 {
    let is_continued = is_continued && plan.items[index].style != Style::Row;
    let below = if continues {
        plan.goes_on[plan.items[index].column]
    } else {
        0
    };
    CONTINUED * f32::from(u8::from(is_continued) + below)
}

/// A page's items with their places.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Items in reading order; those before `repeated` are repeated from an earlier page.
    pub items: Vec<usize>,
    pub repeated: usize,
    /// Run of the items that stand here for the first time.
    pub from: usize,
    pub to: usize,
    pub places: Vec<Place>,
    /// Place of each one's parent in the list.
    pub parents: Vec<Option<usize>>,
    pub height: f32,
}

/// One sheet with the run `from..to`.
pub fn sheet(plan: &Plan, from: usize, to: usize, pad: f32) -> Sheet {
    let mut above = Vec::new();
    let mut at = plan.items.get(from).and_then(|item| item.parent);
    while let Some(index) = at {
        let item = &plan.items[index];
        above.push(index);
        at = if item.style == Style::Row && above.len() >= REPEATED_ROWS {
            item.branch
        } else {
            item.parent
        };
    }
    above.reverse();
    let repeated = above.len();
    let mut items = above;
    items.extend(from..to);
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(items.len());
    let mut cells = Vec::with_capacity(items.len());
    for (place, &index) in items.iter().enumerate() {
        let parent = if place < repeated {
            place.checked_sub(1)
        } else {
            plan.items[index].parent.and_then(|parent| {
                if parent >= from {
                    Some(parent - from + repeated)
                } else {
                    items[..repeated].binary_search(&parent).ok()
                }
            })
        };
        parents.push(parent);
        let mut cell = cell(plan, index, parent);
        let item = &plan.items[index];
        if item.style == Style::Band {
            cell.height = band_height(item, place < repeated);
        } else {
            let is_continued = place < repeated;
            let continues = item.end > to && to < plan.items.len();
            cell.height += continued_height(plan, index, is_continued, continues);
        }
        cells.push(cell);
    }
    let places = arrange(&cells, pad);
    Sheet {
        height: total_height(&cells, &places),
        items,
        repeated,
        from,
        to,
        places,
        parents,
    }
}

/// The runs of all pages, page `n` at most `height(n)` high (one that cannot be is higher).
pub fn runs(plan: &Plan, height: impl Fn(usize) -> f32, pad: f32) -> Vec<Run> {
    let count = plan.items.len();
    let mut runs = Vec::new();
    let mut from = 0;
    let mut guess = 32;
    while from < count {
        let height = height(runs.len());
        let fits = |to: usize| sheet(plan, from, to, pad).height <= height;
        let low = most_that_fits(from, count, guess, fits);
        let to = if low >= count {
            count
        } else {
            best_break(plan, from, low)
        };
        guess = ((to - from) + 4).max(8);
        runs.push((from, to));
        from = to;
    }
    if runs.is_empty() {
        runs.push((0, 0));
    }
    runs
}

/// The furthest end up to `count` for which what begins at `from` still fits; one piece always does.
/// Gallops from `guess` pieces on, then halves: it costs what fits, not what is left.
pub fn most_that_fits(
    from: usize,
    count: usize,
    guess: usize,
    fits: impl Fn(usize) -> bool,
) -> usize {
    let mut low = from + 1;
    let mut high = (from + guess).min(count);
    while fits(high) && high < count {
        low = high;
        high = (from + (high - from) * 2).min(count);
    }
    if fits(high) {
        low = high;
    }
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The best place to break at or before `most`.
fn best_break(plan: &Plan, from: usize, most: usize) -> usize {
    let items = &plan.items;
    let room = (most - from).max(1) as f32;
    let mut best = (f32::INFINITY, most);
    for to in (from + 1..=most).rev() {
        let filled = (to - from) as f32 / room;
        if filled < 0.5 && best.0.is_finite() {
            break;
        }
        // Not right after what has children that would come on the next page.
        if items[to - 1].has_children {
            continue;
        }
        let next = &items[to];
        let inside = match next.style {
            Style::Band => 0.0,
            Style::Root => 0.02,
            Style::Box => 0.08,
            Style::Element => 0.16,
            Style::Row if next.lone => 0.12,
            Style::Row if next.has_children && next.indent == 0 => 0.34,
            Style::Row => 0.46 + 0.02 * next.indent.min(4) as f32,
        };
        // A row alone on either side of the break.
        let is_row = next.style == Style::Row;
        let alone = is_row
            && (next.parent.is_some_and(|parent| {
                items[parent].end == next.end || parent + 2 >= to && parent >= from
            }));
        let cost = (1.0 - filled) + inside + if alone { 0.6 } else { 0.0 };
        if cost < best.0 {
            best = (cost, to);
        }
    }
    best.1
}
