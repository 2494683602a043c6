//! One row: ring, label, numbers, bar or dots, mark; and the words that say all of it.
//! Room `render`.

use std::fmt::Write;

use crate::core::hierarchy::Evidence;
use crate::render::Attention;
use crate::render::svg::canvas::{Anchor, Canvas, Num};
use crate::render::svg::counts::{CountColumns, CountKind, DOT, LETTER};
use crate::render::svg::crossing;
use crate::render::svg::extras::name;

use crate::render::svg::item::{Item, Style};
use crate::render::svg::paint::Painter;

/// From the middle of a line of 8.5 points to its baseline.
const TO_BASELINE: f32 = 3.05;

/// What the row says to someone who only hears it.
pub fn spoken(painter: &Painter<'_>, item: &Item) -> String {
    let mut text = match &item.notation {
        Some(notation) => format!("{notation} {}", item.text),
        None => item.text.clone(),
    };
    let counted = painter.page.counted;
    if counted.is_activities() {
        let count = counted.count(painter.page.language, item.counts.total());
        let _ = write!(text, ": {count}");
        let letters = counted.letters_at(painter.page.hierarchy.concept(item.node));
        let named: Vec<_> = letters.into_iter().filter(|(_, names)| *names).collect();
        let named: Vec<_> = named.into_iter().map(|(letter, _)| letter).collect();
        if !named.is_empty() {
            let _ = write!(text, " ({})", named.join(", "));
        }
    } else if let Some(counts) = &painter.plan.geometry.counts {
        let mut parts = Vec::new();
        for kind in &counts.kinds {
            parts.push(format!(
                "{} {}",
                kind.of(item.counts),
                painter.say(kind.key(), &[])
            ));
        }
        let _ = write!(text, ": {}", parts.join(", "));
    }
    match item.attention {
        Some(_) if counted.is_activities() => {}
        Some(Attention::None) => text.push_str(&painter.say("diagram.spoken-none", &[])),
        Some(Attention::Little) => text.push_str(&painter.say("diagram.spoken-little", &[])),
        _ => {}
    }
    for extra in item.extras.iter().filter(|extra| !extra.targets.is_empty()) {
        if item.reference {
            let words = match painter.plan.items[extra.targets[0]].parent {
                Some(parent) => {
                    let parent = name(&painter.plan.items, parent, &painter.plan.ambiguous);
                    painter.say("tree.in-full-under", &[("parents", &parent)])
                }
                None => painter.say("tree.circle", &[]),
            };
            let _ = write!(text, "; {words}");
        } else {
            let names: Vec<_> = extra
                .targets
                .iter()
                .map(|&target| name(&painter.plan.items, target, &painter.plan.ambiguous))
                .collect();
            let _ = write!(
                text,
                "; {}",
                painter.say("tree.also-under", &[("parents", &names.join("; "))])
            );
        }
    }
    text
}

/// Ring, notation, label and what stands below it.
pub fn label(painter: &Painter<'_>, canvas: &mut Canvas, place: usize, y: f32) {
    let item = painter.item(place);
    let x = painter.label_x(item);
    ring(painter, canvas, item, y);
    let mut baseline = y - painter.own_height(place) / 2.0 + 8.25;
    if let Some(notation) = item.apart() {
        let nx = painter.text_x(item);
        let class = if item.has_children { "no b" } else { "no" };
        canvas.text((nx, baseline), class, Anchor::Start, notation);
    }
    let class = match (item.has_children, item.reference) {
        (true, _) => "b",
        (false, true) => "rf",
        (false, false) => "go",
    };
    let class = &format!("{class}{}", painter.change_class(item));
    let language = painter.label_language(item);
    if painter.is_repeated(place) {
        let words = painter.say("diagram.continued", &[]);
        let mut lines = item.label.clone();
        lines[0] = format!("{words} {}", lines[0]);
        canvas.lines((x, baseline), 10.4, class, &lines);
    } else {
        canvas.lines_in(language, (x, baseline), 10.4, class, &item.label);
    }
    baseline += 10.4 * (item.label.len() - 1) as f32 + 9.6;
    for extra in &item.extras {
        painter.extra(canvas, extra, (x, baseline), extra.class);
        baseline += 9.6 * extra.lines.len() as f32;
    }
    if painter.goes_on(item) {
        painter.goes_on_below(canvas, item, (x, baseline), "mt b");
    }
}

/// The sign of a goal: full where activities name it, a broken ring where none does.
pub fn goal(canvas: &mut Canvas, is_named: bool, at: (f32, f32)) {
    match is_named {
        true => canvas.circle(at, 2.9, "cs"),
        false => canvas.circle(at, 2.6, "ri open"),
    }
}

fn ring(painter: &Painter<'_>, canvas: &mut Canvas, item: &Item, y: f32) {
    let x = painter.ring_x(item);
    let series = painter.series.stroke(painter.page, item);
    if painter.page.counted.is_activities() && !item.reference && item.also_class().is_none() {
        return goal(canvas, item.counts.total() > 0, (x, y));
    }
    let change = painter.page.change(item.node);
    let marker = |canvas: &mut Canvas, class: &str| {
        let class = format!("{class}{series}");
        painter
            .series
            .marker(painter.page, item, canvas, (x, y), &class);
    };
    if item.reference {
        let is_stated = item.extras.iter().any(|extra| extra.class == "xs");
        marker(canvas, &format!("rr{}", crossing::tint(is_stated)));
    } else if let Some(class) = item.also_class() {
        let tint = crossing::tint(class == "xs");
        // The shape of its kind takes the place of the inner dot.
        if painter.series.tells_kind(painter.page, item) {
            canvas.circle((x, y), 4.6, &format!("rc{tint}"));
            marker(canvas, "ri");
        } else {
            canvas.circle((x, y), 3.8, &format!("rc{tint}{series}"));
            canvas.circle((x, y), 1.6, &format!("xd{tint}"));
        }
    } else if change.is_some_and(|change| change.removed) {
        marker(canvas, "ri gn");
    } else if change.is_some_and(|change| change.added) {
        marker(canvas, "ri nw");
    } else {
        marker(canvas, "ri");
    }
}

/// Numbers, bar or dots and mark, where examples are counted.
pub fn numbers(painter: &Painter<'_>, canvas: &mut Canvas, item: &Item, y: f32) {
    let Some(counts) = &painter.plan.geometry.counts else {
        return;
    };
    let baseline = y + TO_BASELINE;
    if item.style != Style::Row {
        leader(painter, canvas, item, y, counts);
    }
    for (index, &(kind, right)) in counts.numbers.iter().enumerate() {
        let count = kind.of(item.counts);
        let class = match (count, index) {
            (0, _) => "nz",
            (_, 0) => "nb",
            _ => "nu",
        };
        canvas.text((right, baseline), class, Anchor::End, &count.to_string());
    }
    if item.has_children {
        return;
    }
    let concept = painter.page.hierarchy.concept(item.node);
    let letters = painter.page.counted.letters_at(concept);
    if !letters.is_empty() {
        self::letters(canvas, &letters, y, counts);
    } else if counts.unit > 0.0 {
        bar(canvas, item, y, counts);
    } else {
        dots(canvas, item, y, counts);
    }
    mark(painter, canvas, item, y, counts);
}

/// A dotted line from a label in an earlier column to its numbers.
fn leader(painter: &Painter<'_>, canvas: &mut Canvas, item: &Item, y: f32, counts: &CountColumns) {
    let geometry = &painter.plan.geometry;
    let from = match item.style {
        Style::Band => return,
        _ => painter.column(item).right() + 8.0,
    };
    let first = counts
        .numbers
        .first()
        .map_or(counts.bar_x - 8.0, |(_, right)| right - 20.0);
    let to = first.min(
        geometry
            .columns
            .last()
            .map_or(first, crate::render::svg::geometry::Column::right)
            + 6.0,
    );
    if to - from > 12.0 {
        let data = format!("M{},{}H{}", Num(from), Num(y), Num(to));
        let _ = writeln!(
            canvas.out,
            "<path class=\"ld\" aria-hidden=\"true\" d=\"{data}\"/>"
        );
    }
}

/// Parts side by side: the strongest evidence first.
fn bar(canvas: &mut Canvas, item: &Item, y: f32, counts: &CountColumns) {
    let mut x = counts.bar_x + 0.4;
    for &kind in &counts.kinds {
        let width = kind.of(item.counts) as f32 * counts.unit;
        if width == 0.0 {
            continue;
        }
        swatch(canvas, kind, (x, y - 4.2), (width - 0.5, 8.4));
        x += width;
    }
}

/// A part of a bar: solid or hatched, so that colour is not needed to tell them apart.
pub fn swatch(
    canvas: &mut Canvas,
    kind: CountKind,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
) {
    match look(kind) {
        Look::Solid(class) => canvas.rect((x, y), (width, height), 0.0, class),
        Look::Hatched(class) => {
            let size = ((width - 0.8).max(0.4), height - 0.8);
            canvas.rect((x + 0.4, y + 0.4), size, 0.0, class);
        }
    }
}

enum Look {
    Solid(&'static str),
    Hatched(&'static str),
}

/// The same in every drawing: stated solid, sure hatched, possible hollow.
fn look(kind: CountKind) -> Look {
    match kind {
        CountKind::Stated => Look::Solid("cs"),
        CountKind::Sure => Look::Hatched("ha cp"),
        CountKind::Possible => Look::Hatched("cg cp"),
    }
}

/// Each activity has its place, so that its letters stand in a column.
fn letters(canvas: &mut Canvas, letters: &[(String, bool)], y: f32, counts: &CountColumns) {
    for (place, (letter, names)) in letters.iter().enumerate() {
        let x = counts.bar_x + (place as f32 + 0.5) * LETTER;
        match names {
            true => canvas.text((x, y + TO_BASELINE), "nb", Anchor::Middle, letter),
            false => canvas.circle((x, y), 0.8, "xo"),
        }
    }
}

fn dots(canvas: &mut Canvas, item: &Item, y: f32, counts: &CountColumns) {
    let mut x = counts.bar_x + 2.5;
    for &kind in &counts.kinds {
        for _ in 0..kind.of(item.counts) {
            dot(canvas, kind, (x, y));
            x += DOT;
        }
    }
}

/// One example: full or hollow.
pub fn dot(canvas: &mut Canvas, kind: CountKind, at: (f32, f32)) {
    match look(kind) {
        Look::Solid(class) => canvas.circle(at, 2.5, class),
        Look::Hatched(_) if kind == CountKind::Sure => {
            canvas.circle(at, 2.1, "ri cp");
            canvas.circle(at, 0.9, "cc");
        }
        Look::Hatched(_) => canvas.circle(at, 2.1, "ri cp"),
    }
}

fn mark(painter: &Painter<'_>, canvas: &mut Canvas, item: &Item, y: f32, counts: &CountColumns) {
    let (Some(x), Some(attention)) = (counts.mark_x, item.attention) else {
        return;
    };
    let (class, key) = match attention {
        Attention::None => ("mn", painter.page.counted.none()),
        Attention::Little => ("ml", "attention.little"),
        Attention::Enough => return,
    };
    diamond(canvas, (x + 4.0, y), class);
    canvas.text(
        (x + 11.0, y + 2.85),
        "mk",
        Anchor::Start,
        &painter.say(key, &[]),
    );
}

/// The sign of little attention: hollow (`ml`) or filled (`mn`).
pub fn diamond(canvas: &mut Canvas, (x, y): (f32, f32), class: &str) {
    let data = format!("M{},{}l3.6,3.6l-3.6,3.6l-3.6,-3.6z", Num(x), Num(y - 3.6));
    canvas.path(&data, class);
}

/// Class of a link by who states it.
pub fn link_class(painter: &Painter<'_>, item: &Item) -> &'static str {
    if painter.evidence(item) != Evidence::Stated {
        "lc"
    } else if item.reference {
        "lx"
    } else if painter.is_collection(item) {
        "dash"
    } else {
        ""
    }
}
