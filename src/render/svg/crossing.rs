//! Extra parents as lines: dashed, in a lane of their own left of the children, where both ends
//! stand on one sheet and few lines run side by side. All others stay references in words.
//! Room `render`. The rule is in `docs/drawing.md`.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Evidence;
use crate::render::Page;
use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::item::{Item, Style, in_full};
use crate::render::svg::links::{link_end, text_end};
use crate::render::svg::pages::Sheet;
use crate::render::svg::paint::Painter;
use crate::render::svg::plan::Plan;

/// Lines side by side in a lane at most.
const MOST_TRACKS: usize = 3;
/// Lines on a sheet at most.
const MOST_ON_SHEET: usize = 12;
/// A line is no longer than this: beyond it the eye loses it.
const LONGEST: f32 = 420.0;
/// Drawings with more items have references only.
pub const MOST_ITEMS: usize = 600;
/// From one track to the next, and white beside them.
const TRACK: f32 = 6.0;
const LANE: f32 = 5.0;
/// Radius of the bends.
const BEND: f32 = 9.0;
/// Radius of the ring at the child, and how far off its middle the line meets it.
const RING: (f32, f32) = (3.8, 2.6);

/// Radius of the dot at the parent; of a row it stands left of the ring, clear of its own link.
const DOT: f32 = 2.2;
const OFF: f32 = 2.0;
const DOT_BESIDE: f32 = 3.4;

/// Links, parent first, that may not be drawn as lines.
pub type Refused = HashSet<(NodeIndex, NodeIndex)>;

/// An extra parent drawn as a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Items at its ends.
    pub parent: usize,
    pub child: usize,
    /// Column left of whose texts its lane is.
    column: usize,
    track: usize,
}

/// Items without the references that lines stand for.
pub struct Found {
    pub items: Vec<Item>,
    pub crossings: Vec<Crossing>,
    /// Width of the lane left of each column.
    pub lanes: Vec<f32>,
}

/// Which references become lines. `items` have their columns, `original` have none yet.
pub fn find(
    page: &Page<'_>,
    items: &[Item],
    original: &[Item],
    band: bool,
    refused: &Refused,
) -> Option<Found> {
    let mut candidates = candidates(items, band, refused);
    if page.has_counts && !page.drawing.hides_counts {
        keep_a_row(items, &mut candidates);
    }
    // Short ones first: they get the tracks next to the children.
    candidates.sort_by_key(|candidate| {
        let (low, high) = candidate.span(items);
        (high - low, candidate.reference)
    });
    let mut tracks: Vec<Vec<Vec<(usize, usize)>>> = Vec::new();
    let mut chosen = Vec::new();
    for candidate in candidates {
        let (low, high) = candidate.span(items);
        let column = items[candidate.child].column;
        if tracks.len() <= column {
            tracks.resize(column + 1, Vec::new());
        }
        let free = |spans: &Vec<(usize, usize)>| {
            let mut spans = spans.iter();
            spans.all(|&(from, to)| high <= from || to <= low)
        };
        let lane = &mut tracks[column];
        let track = lane.iter().position(free).unwrap_or(lane.len());
        if track >= MOST_TRACKS {
            continue;
        }
        if track == lane.len() {
            lane.push(Vec::new());
        }
        lane[track].push((low, high));
        chosen.push((candidate, track));
    }
    if chosen.is_empty() {
        return None;
    }
    let lane = |tracks: &Vec<Vec<_>>| match tracks.len() {
        0 => 0.0,
        count => LANE + count as f32 * TRACK,
    };
    let gone: HashSet<usize> = chosen.iter().map(|(one, _)| one.reference).collect();
    let (items, places) = without(original, &gone);
    let mut found = Found {
        lanes: tracks.iter().map(lane).collect(),
        crossings: Vec::with_capacity(chosen.len()),
        items,
    };
    for (candidate, track) in chosen {
        let parent = places[candidate.parent];
        found.crossings.push(Crossing {
            parent,
            child: places[candidate.child],
            column: candidate.column,
            track,
        });
    }
    Some(found)
}

/// A reference that could be a line.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    reference: usize,
    parent: usize,
    child: usize,
    column: usize,
}

impl Candidate {
    /// The items between which it runs, more rather than less.
    fn span(self, items: &[Item]) -> (usize, usize) {
        let end = |index: usize| match items[index].style {
            Style::Row => index + 1,
            _ => items[index].end,
        };
        let low = self.parent.min(self.child);
        (low, end(self.parent).max(end(self.child)))
    }
}

/// References from a column to the next one, or between rows.
fn candidates(items: &[Item], band: bool, refused: &Refused) -> Vec<Candidate> {
    let full = in_full(items);
    let mut found = Vec::new();
    for (reference, item) in items.iter().enumerate().filter(|(_, item)| item.reference) {
        let (Some(parent), Some(&child)) = (item.parent, full.get(&item.node)) else {
            continue;
        };
        let closes = (child..items[child].end).contains(&reference);
        if closes
            || items[child].parent.is_none()
            || refused.contains(&(items[parent].node, item.node))
        {
            continue;
        }
        let (from, to) = (&items[parent], &items[child]);
        let fits = match (from.style, to.style) {
            _ if to.lone => false,
            (Style::Band, _) | (_, Style::Band) => false,
            (Style::Row, Style::Row) => !(band && to.column == 0),
            (Style::Row, _) => false,
            _ => from.column + 1 == to.column,
        };
        if fits {
            found.push(Candidate {
                reference,
                parent,
                child,
                column: to.column,
            });
        }
    }
    found
}

/// Where rows have numbers, a group keeps one row at least.
fn keep_a_row(items: &[Item], candidates: &mut Vec<Candidate>) {
    let mut children = vec![0_usize; items.len()];
    for parent in items.iter().filter_map(|item| item.parent) {
        children[parent] += 1;
    }
    candidates.retain(|candidate| {
        let left = &mut children[candidate.parent];
        let keeps = *left > 1;
        *left -= usize::from(keeps);
        keeps
    });
}

/// The items that are left, and the place of each among them.
fn without(items: &[Item], gone: &HashSet<usize>) -> (Vec<Item>, Vec<usize>) {
    let mut places = Vec::with_capacity(items.len() + 1);
    let mut place = 0;
    for index in 0..=items.len() {
        places.push(place);
        place += usize::from(!gone.contains(&index));
    }
    let left = items
        .iter()
        .enumerate()
        .filter(|(index, _)| !gone.contains(index));
    let moved = left.map(|(_, item)| Item {
        parent: item.parent.map(|parent| places[parent]),
        end: places[item.end],
        ..item.clone()
    });
    (moved.collect(), places)
}

/// The lines that cannot be drawn after all: over a page break, too long, or too many on a sheet.
pub fn misfits(plan: &Plan, sheets: &[Sheet]) -> Refused {
    let mut refused = Refused::new();
    let mut by_sheet: Vec<Vec<(NodeIndex, NodeIndex)>> = vec![Vec::new(); sheets.len()];
    for crossing in &plan.crossings {
        let link = (
            plan.items[crossing.parent].node,
            plan.items[crossing.child].node,
        );
        let holds = |sheet: &Sheet, item: usize| (sheet.from..sheet.to).contains(&item);
        let at = sheets
            .iter()
            .position(|sheet| holds(sheet, crossing.parent));
        match at.filter(|&at| holds(&sheets[at], crossing.child)) {
            Some(at) if length(crossing, &sheets[at]) <= LONGEST => by_sheet[at].push(link),
            _ => {
                refused.insert(link);
            }
        }
    }
    let crowded = by_sheet
        .into_iter()
        .filter(|links| links.len() > MOST_ON_SHEET);
    refused.extend(crowded.flatten());
    refused
}

fn center(sheet: &Sheet, item: usize) -> f32 {
    sheet.places[item - sheet.from + sheet.repeated].center
}

fn length(crossing: &Crossing, sheet: &Sheet) -> f32 {
    (center(sheet, crossing.parent) - center(sheet, crossing.child)).abs()
}

/// Who says that a node stands under an extra parent.
fn evidence(painter: &Painter<'_>, crossing: &Crossing) -> Evidence {
    let node = |item: usize| painter.plan.items[item].node;
    let link = painter
        .page
        .hierarchy
        .link(node(crossing.parent), node(crossing.child));
    link.map_or(Evidence::Stated, |link| link.evidence)
}

/// Class of a line or ring by who says so: orange where an editor does.
pub fn tint(is_stated: bool) -> &'static str {
    if is_stated { " st" } else { "" }
}

/// All lines of a sheet, over the tree: a rim in the colour of the paper parts them from it.
pub fn paint(painter: &Painter<'_>, canvas: &mut Canvas) {
    let sheet = painter.sheet;
    let here = |item: usize| (sheet.from..sheet.to).contains(&item);
    let shown: Vec<&Crossing> = painter
        .plan
        .crossings
        .iter()
        .filter(|crossing| here(crossing.parent) && here(crossing.child))
        .collect();
    if shown.is_empty() {
        return;
    }
    canvas.raw("<g aria-hidden=\"true\">");
    for crossing in shown {
        line(painter, canvas, crossing);
    }
    canvas.raw("</g>");
}

fn line(painter: &Painter<'_>, canvas: &mut Canvas, crossing: &Crossing) {
    let items = &painter.plan.items;
    let (from, to) = (&items[crossing.parent], &items[crossing.child]);
    let (y0, y1) = (
        center(painter.sheet, crossing.parent),
        center(painter.sheet, crossing.child),
    );
    let down = if y1 < y0 { -1.0 } else { 1.0 };
    let track = lane_right(painter, crossing.column) - crossing.track as f32 * TRACK;
    let bend = BEND.min((y1 - y0).abs() / 2.0);
    let mut data = String::new();
    let is_row = from.style == Style::Row;
    let start = if is_row {
        painter.ring_x(from) - RING.0
    } else {
        let place = crossing.parent - painter.sheet.from + painter.sheet.repeated;
        text_end(painter, place)
    };
    let has_stub = items[crossing.parent].end > crossing.parent + 1;
    if is_row {
        // Out of the ring to the left.
        let y0 = y0 + down * DOT_BESIDE;
        data.push_str(&format!(
            "M{},{}H{}Q{t},{} {t},{}",
            Num(start - OFF),
            Num(y0),
            Num(track + bend),
            Num(y0),
            Num(y0 + down * bend),
            t = Num(track)
        ));
    } else if has_stub {
        data.push_str(&format!("M{},{}", Num(track), Num(y0)));
    } else {
        data.push_str(&format!(
            "M{},{}H{}Q{t},{} {t},{}",
            Num(start),
            Num(y0),
            Num((track - bend).max(start)),
            Num(y0),
            Num(y0 + down * bend),
            t = Num(track)
        ));
    }
    let end = if to.style == Style::Row {
        painter.ring_x(to) - (RING.0 * RING.0 - RING.1 * RING.1).sqrt()
    } else {
        // Left of the mark of its kind, where it has one.
        let mark = if painter.series.tells_kind(painter.page, to) {
            8.0
        } else {
            0.0
        };
        link_end(painter, to) - 2.0 * RING.0 - mark
    };
    // Beside the link from its own parent, on the other side of the middle.
    let own = to.parent.map_or(y1, |parent| {
        let place = painter.sheet.items.iter().position(|&item| item == parent);
        place.map_or(y1, |place| painter.sheet.places[place].center)
    });
    let beside = if (own - y1).abs() < 1.0 {
        -down
    } else {
        (y1 - own).signum()
    };
    let y1 = y1 + beside * RING.1;
    data.push_str(&format!(
        "V{}Q{t},{} {},{}H{}",
        Num(y1 - down * bend),
        Num(y1),
        Num((track + bend).min(end)),
        Num(y1),
        Num(end),
        t = Num(track)
    ));
    let tint = tint(evidence(painter, crossing) == Evidence::Stated);
    canvas.path(&data, "xh");
    canvas.path(&data, &format!("xl{tint}"));
    // A dot at the parent, a double ring at the child; a row has its ring already.
    let at = match (is_row, has_stub) {
        (true, _) => (start - OFF, y0 + down * DOT_BESIDE),
        (false, true) => (track, y0),
        (false, false) => (start + DOT, y0),
    };
    canvas.circle(at, DOT, &format!("xd{tint}"));
    if to.style != Style::Row {
        let at = (end + RING.0, y1);
        canvas.circle(at, RING.0, &format!("rc{tint}"));
        canvas.circle(at, 1.6, &format!("xd{tint}"));
    }
}

/// Where the lane left of a column ends.
fn lane_right(painter: &Painter<'_>, column: usize) -> f32 {
    let columns = &painter.plan.geometry.columns;
    match column.checked_sub(1) {
        Some(before) => columns[before].right() - LANE + 1.0,
        None => painter.plan.geometry.lead - LANE + 1.0,
    }
}
