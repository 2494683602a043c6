//! Lines: from a parent to its children, between rows, and the grid behind the bars.
//! Room `render`.

use std::fmt::Write;

use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::font::Weight;
use crate::render::svg::geometry::type_of;
use crate::render::svg::item::{Item, Style};
use crate::render::svg::pages::Sheet;
use crate::render::svg::paint::Painter;
use crate::render::svg::row::link_class;

/// A level whose steepest link rises more than so many times its run takes elbows.
const STEEPEST: f32 = 6.0;
/// Radius of an elbow.
const RADIUS: f32 = 5.0;
/// From a link's end to the ring's middle.
const RING: f32 = 2.2;
/// Start points of a root's links, apart.
const SPREAD: f32 = 7.0;

/// The children of each place of a sheet.
pub fn children(sheet: &Sheet) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); sheet.items.len()];
    for (place, parent) in sheet.parents.iter().enumerate() {
        if let Some(parent) = parent {
            children[*parent].push(place);
        }
    }
    children
}

/// Whether the links of a column are elbows: decided for the whole level, so that it looks alike.
pub fn elbows(painter: &Painter<'_>) -> Vec<bool> {
    let columns = &painter.plan.geometry.columns;
    let mut steep = vec![false; columns.len()];
    for (place, parent) in painter.sheet.parents.iter().enumerate() {
        let Some(parent) = *parent else { continue };
        let (from, to) = (painter.item(parent), painter.item(place));
        if from.column + 1 != to.column {
            continue;
        }
        let rise = (painter.sheet.places[place].center - painter.sheet.places[parent].center).abs();
        let run = columns[to.column].x - columns[from.column].right();
        steep[from.column] |= rise > STEEPEST * run;
    }
    steep
}

/// Links of one item, in coordinates of its own block.
pub fn to_children(painter: &Painter<'_>, canvas: &mut Canvas, place: usize, children: &[usize]) {
    if children.is_empty() {
        return;
    }
    let item = painter.item(place);
    let places = &painter.sheet.places;
    let top = places[place].top;
    let y0 = places[place].center - top;
    let series = if painter.colours_branches() {
        painter.series.stroke(painter.page, item)
    } else {
        String::new()
    };
    let _ = writeln!(canvas.out, "<g class=\"lk{series}\" aria-hidden=\"true\">");
    if !matches!(item.style, Style::Row | Style::Band) {
        stub(painter, canvas, place, children, y0);
    }
    let steep = painter.steep.get(item.column).copied().unwrap_or(false);
    if steep && !matches!(item.style, Style::Row | Style::Band) {
        stem(painter, canvas, place, children);
    }
    let mut before = y0 + if item.style == Style::Row { RING } else { 0.0 };
    for (index, &child) in children.iter().enumerate() {
        let y1 = places[child].center - top;
        let to = painter.item(child);
        let class = link_class(painter, to);
        let data = match item.style {
            Style::Band => {
                let data = trunk(item.own.max(before), y1);
                before = y1 - RADIUS;
                data
            }
            Style::Row => {
                let (x0, x1) = (painter.ring_x(item), painter.ring_x(to));
                if x1 - x0 < RADIUS + RING {
                    continue;
                }
                let data = guide(x0, before, x1 - RING, y1);
                before = y1 - RADIUS;
                data
            }
            _ => branch(painter, place, child, (y0, y1), index, children.len()),
        };
        canvas.path(&data, class);
    }
    canvas.raw("</g>");
    rules(painter, canvas, children, top);
}

/// From a band down at the left, then to the child.
fn trunk(from: f32, y: f32) -> String {
    format!(
        "M8,{}V{}Q8,{} 13,{}H16",
        Num(from),
        Num(y - RADIUS),
        Num(y),
        Num(y)
    )
}

/// From a row down, then to the child.
fn guide(x0: f32, from: f32, x1: f32, y: f32) -> String {
    let radius = 4.0;
    format!(
        "M{},{}V{}Q{},{} {},{}H{}",
        Num(x0),
        Num(from),
        Num(y - radius),
        Num(x0),
        Num(y),
        Num(x0 + radius),
        Num(y),
        Num(x1)
    )
}

/// What the elbows of a parent share: out of it, then up and down as far as they turn.
fn stem(painter: &Painter<'_>, canvas: &mut Canvas, place: usize, children: &[usize]) {
    let (Some(&first), Some(&last)) = (children.first(), children.last()) else {
        return;
    };
    let item = painter.item(place);
    let places = &painter.sheet.places;
    let at = |place: usize| places[place].center;
    let y0 = at(place);
    let x0 = painter.column(item).right().max(text_end(painter, place));
    let middle = f32::midpoint(x0, link_end(painter, painter.item(first)));
    let top = places[place].top;
    let turn = |y: f32| y - (y - y0).signum() * RADIUS.min((y - y0).abs()) - top;
    let (high, low) = (turn(at(first)), turn(at(last)));
    let mut data = format!("M{},{}H{}", Num(x0), Num(y0 - top), Num(middle));
    if low - high > 0.5 {
        let _ = write!(data, "M{},{}V{}", Num(middle), Num(high), Num(low));
    }
    canvas.path(&data, shared_class(painter, children));
}

/// Class of what several links share: plain where one of them is.
fn shared_class(painter: &Painter<'_>, children: &[usize]) -> &'static str {
    let class = |&child: &usize| link_class(painter, painter.item(child));
    children.iter().map(class).min().unwrap_or("")
}

/// Where a link to an item ends.
pub fn link_end(painter: &Painter<'_>, to: &Item) -> f32 {
    match to.style {
        Style::Row => painter.ring_x(to) - RING,
        Style::Element => painter.column(to).x - 4.0,
        _ => painter.column(to).x,
    }
}

/// Where a box ends, or the text of an element and a little more.
pub fn text_end(painter: &Painter<'_>, place: usize) -> f32 {
    let item = painter.item(place);
    if item.style != Style::Element {
        return painter.column(item).text_right();
    }
    let (size, _, weight) = type_of(item.style);
    let mut end = 0.0_f32;
    for line in &item.label {
        end = end.max(painter.ruler.width(line, size, weight));
    }
    for line in item.extras.iter().flat_map(|extra| &extra.lines) {
        end = end.max(painter.ruler.width(line, 7.5, Weight::Regular));
    }
    painter.label_x(item) + end + 5.0
}

/// From a box or the text of an element to where its links part.
fn stub(painter: &Painter<'_>, canvas: &mut Canvas, place: usize, children: &[usize], y: f32) {
    let (from, to) = (
        text_end(painter, place),
        painter.column(painter.item(place)).right(),
    );
    if to - from < 1.0 {
        return;
    }
    canvas.path(
        &format!("M{},{}H{}", Num(from), Num(y), Num(to)),
        shared_class(painter, children),
    );
}

/// From the right of a box or text to the left of its child.
fn branch(
    painter: &Painter<'_>,
    place: usize,
    child: usize,
    (mut y0, y1): (f32, f32),
    index: usize,
    count: usize,
) -> String {
    let (item, to) = (painter.item(place), painter.item(child));
    let column = painter.column(item);
    let x0 = column.right().max(text_end(painter, place));
    let x1 = link_end(painter, to);
    let steep = painter.steep.get(item.column).copied().unwrap_or(false);
    let mut data = String::new();
    let spreads = item.style == Style::Root && column.lane == 0.0;
    if spreads && !steep && count > 1 && count <= 7 {
        y0 += (index as f32 - (count - 1) as f32 / 2.0) * SPREAD;
    }
    let middle = f32::midpoint(x0, x1);
    let rise = y1 - y0;
    if rise.abs() < 0.5 {
        // What the elbows share is drawn already.
        let from = if steep { middle } else { x0 };
        let _ = write!(data, "M{},{}H{}", Num(from), Num(y1), Num(x1));
    } else if steep {
        let radius = RADIUS.min(rise.abs());
        let _ = write!(
            data,
            "M{m},{}Q{m},{} {},{}H{}",
            Num(y1 - rise.signum() * radius),
            Num(y1),
            Num(middle + radius),
            Num(y1),
            Num(x1),
            m = Num(middle)
        );
    } else {
        let _ = write!(
            data,
            "M{},{}C{m},{} {m},{} {},{}",
            Num(x0),
            Num(y0),
            Num(y0),
            Num(y1),
            Num(x1),
            Num(y1),
            m = Num(middle)
        );
    }
    data
}

/// Hairlines between the rows of one parent.
pub fn rules(painter: &Painter<'_>, canvas: &mut Canvas, children: &[usize], top: f32) {
    let right = painter.plan.geometry.width;
    let mut data = Vec::new();
    for pair in children.windows(2) {
        let item = painter.item(pair[1]);
        if item.style == Style::Row && !painter.is_repeated(pair[0]) {
            let y = painter.sheet.places[pair[1]].top - top;
            let x = painter.text_x(item);
            data.push(format!("M{},{}H{}", Num(x), Num(y), Num(right)));
        }
    }
    if data.is_empty() {
        return;
    }
    canvas.raw("<g class=\"rl\" aria-hidden=\"true\">");
    for line in data {
        canvas.path(&line, "");
    }
    canvas.raw("</g>");
}

/// Axis and grid behind the bars of the rows under `parent` (`None`: of rows without one),
/// shifted up by `top`.
pub fn grid(painter: &Painter<'_>, canvas: &mut Canvas, parent: Option<usize>, top: f32) {
    let Some(counts) = painter
        .plan
        .geometry
        .counts
        .as_ref()
        .filter(|counts| counts.unit > 0.0)
    else {
        return;
    };
    let Some(&(first, last)) = painter.grids.get(&parent) else {
        return;
    };
    let (from, to) = (first - top, last - top);
    canvas.raw("<g aria-hidden=\"true\">");
    let mut ticks = String::new();
    let mut tick = counts.step;
    while tick <= counts.most {
        let x = counts.bar_x + tick as f32 * counts.unit;
        let _ = write!(ticks, "M{},{}V{}", Num(x), Num(from), Num(to));
        tick += counts.step;
    }
    canvas.path(&ticks, "gr");
    canvas.path(
        &format!("M{},{}V{}", Num(counts.bar_x), Num(from), Num(to)),
        "ba",
    );
    canvas.raw("</g>");
}

/// From where to where rows with bars stand, by the place under which the grid is drawn.
pub fn grids(painter: &Painter<'_>) -> std::collections::HashMap<Option<usize>, (f32, f32)> {
    let mut grids = std::collections::HashMap::new();
    let mut branch_places: Vec<Option<usize>> = Vec::with_capacity(painter.sheet.items.len());
    for place in 0..painter.sheet.items.len() {
        let item = painter.item(place);
        let parent = painter.sheet.parents[place];
        // Rows share the grid of what they branch from; a lone box has its own.
        let branch = match (item.style, parent) {
            (Style::Row, Some(parent)) if painter.item(parent).style == Style::Row => {
                branch_places[parent]
            }
            (Style::Row, parent) => parent,
            _ => Some(place),
        };
        branch_places.push(branch);
        if !item.is_row() || painter.is_repeated(place) || item.style == Style::Band {
            continue;
        }
        let at = painter.sheet.places[place];
        let (first, last) = if item.style == Style::Row {
            (at.top, at.top + at.row)
        } else {
            (at.center - 8.0, at.center + 8.0)
        };
        grids
            .entry(branch)
            .and_modify(|(_, to): &mut (f32, f32)| *to = last)
            .or_insert((first, last));
    }
    grids
}
