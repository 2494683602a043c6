//! What both forms on paper have: the head, boxes to tick, bars.
//! Room `render`.

use crate::core::checklist::Checklist;
use crate::core::checklist::answers::Field;
use crate::render::checklist::pdf::{INK, MUTED};
use crate::render::checklist::words;
use crate::render::paper::{BoxStyle, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

/// What is asked of an activity in the head, with the share of the width that its line gets.
const ASKED: [(Field, f32); 4] = [
    (Field::School, 0.25),
    (Field::Activity, 0.36),
    (Field::FilledInBy, 0.23),
    (Field::Date, 0.16),
];
/// White space between the lines of the head.
const GAP: f32 = 14.0;

/// Title, introduction, what was chosen, lines for school and activity; gives where it ends.
/// `small` is the size of the smallest text.
pub fn head(paper: &mut Paper, checklist: &Checklist, top: f32, small: f32) -> f32 {
    let title = title(paper, &checklist.title);
    let text = Style::new(9.25, 12.0, Weight::Regular, INK);
    let label = Style::new(small, small + 2.5, Weight::Regular, MUTED);
    let mut y = top;
    let heading = paper.element(Role::Heading(1), None);
    let lines = paper.lines(&checklist.title, title, WIDTH);
    paper.bookmark(&checklist.title, y);
    y += paper.block((MARGIN, y), title, &lines, Some(heading)) + 2.0;
    for line in checklist
        .introduction
        .iter()
        .cloned()
        .chain(chosen(checklist))
    {
        let paragraph = paper.element(Role::Paragraph, None);
        let lines = paper.paragraph(&line, text, WIDTH);
        y += paper.block((MARGIN, y), text, &lines, Some(paragraph));
    }
    y += 8.0;
    let list = paper.element(Role::List, None);
    let mut x = MARGIN;
    let room = WIDTH - GAP * (ASKED.len() - 1) as f32;
    for (field, share) in ASKED {
        let width = room * share;
        let item = paper.element(Role::Item, Some(list));
        let name = words::field(checklist, field);
        paper.block((x, y), label, &[name], Some(item));
        let base = y + 25.0;
        paper.line((x, base), (x + width, base), LIGHT.line, 0.75);
        x += width + GAP;
    }
    y + 25.0
}

/// The largest style in which a title takes one line, else the largest one.
fn title(paper: &Paper, words: &str) -> Style {
    let styles = [19.0, 18.0, 17.0].map(|size| Style::new(size, size + 3.0, Weight::Bold, INK));
    let fits = |style: &Style| paper.lines(words, *style, WIDTH).len() < 2;
    styles.into_iter().find(fits).unwrap_or(styles[0])
}

fn chosen(checklist: &Checklist) -> Option<String> {
    let chosen = words::chosen(checklist);
    (!chosen.is_empty()).then(|| chosen.join(". "))
}

/// A box to tick, `at` its upper left corner.
pub fn tick_box(paper: &mut Paper, at: (f32, f32), side: f32) {
    let frame = BoxStyle {
        stroke: Some(INK),
        width: 0.9,
        radius: 1.6,
        ..BoxStyle::default()
    };
    paper.frame(at, (side, side), frame);
}

/// A bar in a frame: `part` of the whole is filled.
pub fn bar(paper: &mut Paper, (x, y): (f32, f32), (width, height): (f32, f32), part: f32) {
    let fill = BoxStyle {
        fill: Some(LIGHT.stated),
        ..BoxStyle::default()
    };
    if part > 0.0 {
        paper.frame((x, y), (width * part.min(1.0), height), fill);
    }
    let frame = BoxStyle {
        stroke: Some(LIGHT.line),
        width: 0.75,
        ..BoxStyle::default()
    };
    paper.frame((x, y), (width, height), frame);
}
