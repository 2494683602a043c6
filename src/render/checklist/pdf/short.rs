//! The short form: one side of A4, a line a question, nothing under 8.5 points.
//! Room `render`.

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Checklist, Item, Research};
use crate::core::hierarchy::Evidence;
use crate::render::checklist::pdf::form::{WIDTH, bar, head, run, tick_box};
use crate::render::checklist::pdf::{INK, MARGIN, MUTED, chip_frame, foot, style};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{A4, BoxStyle, Paper, Role, Style};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

/// The smallest size on this sheet.
const SMALL: f32 = 8.5;
/// How questions are set.
#[derive(Clone, Copy)]
struct Setting {
    question: Style,
    /// Least white space above and below one, and to its right.
    pad: f32,
    gap: f32,
    /// Width of the column of an answer.
    answer: f32,
    /// Height of the heading of a group.
    band: f32,
}

/// As it is set where that fits one side, and where it does not.
const SETTINGS: [Setting; 2] = [
    Setting {
        question: style(9.0, 10.8, Weight::SemiBold, INK),
        pad: 1.4,
        gap: 8.0,
        answer: 27.0,
        band: 16.0,
    },
    Setting {
        question: style(SMALL, 10.2, Weight::SemiBold, INK),
        pad: 1.0,
        gap: 3.0,
        answer: 25.0,
        band: 14.5,
    },
];
const NUMBER: Style = style(SMALL, 10.8, Weight::SemiBold, MUTED);
const PLAIN: Style = style(SMALL, 10.8, Weight::Regular, INK);
const COUNT: Style = style(9.0, 10.8, Weight::Bold, INK);
const BAND: Style = style(9.5, 12.0, Weight::SemiBold, LIGHT.root_text);
const BAND_HEAD: Style = style(SMALL, 10.4, Weight::Regular, LIGHT.root_text);

/// Columns: number, question, count, research, then a column for each answer.
const NUMBER_WIDTH: f32 = 22.0;
const COUNT_WIDTH: f32 = 54.0;
const CHIPS_WIDTH: f32 = 122.0;
const BAR: (f32, f32) = (28.0, 6.0);
const TICK: f32 = 10.0;
/// Most white space above and below a question.
const MOST_PAD: f32 = 6.0;

impl Setting {
    fn answers_left(self) -> f32 {
        MARGIN + WIDTH - self.answer * Value::ALL.len() as f32
    }

    fn chips_left(self) -> f32 {
        self.answers_left() - CHIPS_WIDTH
    }

    fn count_left(self) -> f32 {
        self.chips_left() - COUNT_WIDTH
    }

    fn question_width(self) -> f32 {
        self.count_left() - MARGIN - NUMBER_WIDTH - self.gap
    }
}

/// A row measured.
struct Row {
    question: Vec<String>,
    /// Lines of chips.
    chips: Vec<Vec<Chip>>,
}

/// A framework beside a question with the numbers of its elements.
struct Chip {
    text: String,
    width: f32,
    is_stated: bool,
}

/// Height of a line of chips, white space inside a chip, and between two of them.
const CHIP_LINE: f32 = 13.4;
const CHIP_PAD: f32 = 4.0;
const CHIP_GAP: f32 = 3.0;

impl Row {
    fn height(&self, setting: Setting) -> f32 {
        let text = self.question.len() as f32 * setting.question.leading;
        let chips = self.chips.len() as f32 * CHIP_LINE;
        text.max(chips).max(TICK)
    }
}

/// The sheet, set as roomily as one side allows. Where none does, it goes on.
pub fn paper(checklist: &Checklist) -> Paper {
    let [roomy, close] = SETTINGS.map(|setting| set(checklist, setting));
    match roomy.pages() > 1 && close.pages() == 1 {
        true => close,
        false => roomy,
    }
}

fn set(checklist: &Checklist, setting: Setting) -> Paper {
    let mut paper = Paper::new(&checklist.title, checklist.language, A4);
    let rows: Vec<Vec<Row>> = checklist
        .groups
        .iter()
        .map(|group| {
            group
                .items()
                .map(|item| row(&paper, item, setting))
                .collect()
        })
        .collect();
    let columns = foot::columns(checklist, true);
    let notes = foot::height(&paper, &columns, SMALL);
    let feet = foot::feet_height(&paper, checklist, SMALL, false);
    let mut y = head(&mut paper, checklist, MARGIN, SMALL) + 10.0;
    let bottom = A4.1 - feet;
    // The white space that fills the sheet.
    let count: usize = rows.iter().map(Vec::len).sum();
    let bands = rows.len() as f32 * (setting.band + 3.0);
    let heights = rows.iter().flatten().map(|row| row.height(setting));
    let text: f32 = heights.sum();
    let spare = bottom - y - notes - 8.0 - bands - text;
    let pad = (spare / (2 * count.max(1)) as f32).clamp(setting.pad, MOST_PAD);
    for (number, (group, rows)) in checklist.groups.iter().zip(&rows).enumerate() {
        let heading = group.question.as_ref().unwrap_or(&group.label);
        let heading = words::heading(group.notation.as_deref(), heading);
        let first = rows.first().map_or(0.0, |row| row.height(setting)) + 2.0 * pad;
        if y + setting.band + first > bottom {
            paper.turn();
            y = MARGIN;
        }
        band(&mut paper, checklist, setting, &heading, (y, number == 0));
        y += setting.band;
        let list = paper.element(Role::List, None);
        for (place, (item, row)) in group.items().zip(rows).enumerate() {
            let height = row.height(setting) + 2.0 * pad;
            if y + height > bottom {
                paper.turn();
                y = MARGIN;
            } else if place > 0 {
                paper.line((MARGIN, y), (MARGIN + WIDTH, y), LIGHT.hairline, 0.5);
            }
            let element = paper.element(Role::Item, Some(list));
            draw(
                &mut paper,
                checklist,
                item,
                (row, setting),
                (y, height),
                element,
            );
            y += height;
        }
        y += 3.0;
    }
    if y + notes + 5.0 > bottom {
        paper.turn();
        y = MARGIN;
    }
    foot::notes(&mut paper, &columns, y + 5.0, SMALL);
    foot::feet(&mut paper, checklist, SMALL);
    paper
}

fn row(paper: &Paper, item: &Item, setting: Setting) -> Row {
    Row {
        question: paper.lines(&item.question, setting.question, setting.question_width()),
        chips: chips(paper, &item.research),
    }
}

/// The elements beside a question, those of one framework and one basis together: `onderzoek 1, 3`.
fn chips(paper: &Paper, research: &[Research]) -> Vec<Vec<Chip>> {
    let mut grouped: Vec<(String, bool, Vec<String>)> = Vec::new();
    for element in research {
        let is_stated = element.evidence == Evidence::Stated;
        let number = element
            .notation
            .clone()
            .unwrap_or_else(|| element.label.clone());
        let label = &element.framework_label;
        let known = grouped
            .iter_mut()
            .find(|(name, stated, _)| name == label && *stated == is_stated);
        match known {
            Some((.., numbers)) => numbers.push(number),
            None => grouped.push((label.clone(), is_stated, vec![number])),
        }
    }
    let mut lines: Vec<Vec<Chip>> = Vec::new();
    let mut used = f32::MAX;
    for (name, is_stated, numbers) in grouped {
        let text = format!("{name} {}", numbers.join(", "));
        for text in paper.lines(&text, PLAIN, CHIPS_WIDTH - 2.0 * CHIP_PAD - 4.0) {
            let width = paper.width(&text, PLAIN) + 2.0 * CHIP_PAD;
            let chip = Chip {
                text,
                width,
                is_stated,
            };
            match lines.last_mut() {
                Some(line) if used + CHIP_GAP + width <= CHIPS_WIDTH - 4.0 => {
                    used += CHIP_GAP + width;
                    line.push(chip);
                }
                _ => {
                    used = width;
                    lines.push(vec![chip]);
                }
            }
        }
    }
    lines
}

/// The heading of a group, on the first one with the heads of the columns.
fn band(
    paper: &mut Paper,
    checklist: &Checklist,
    setting: Setting,
    heading: &str,
    (y, has_heads): (f32, bool),
) {
    let ground = BoxStyle {
        fill: Some(LIGHT.root),
        radius: 3.0,
        ..BoxStyle::default()
    };
    paper.frame((MARGIN, y), (WIDTH, setting.band), ground);
    let element = paper.element(Role::Heading(2), None);
    paper.bookmark(heading, y);
    let base = y + setting.band / 2.0 + 3.4;
    paper.text((MARGIN + 6.0, base), BAND, heading, Some(element));
    let heads = match has_heads {
        true => [
            (setting.count_left() - 6.0, "checklist.experienced-short"),
            (setting.chips_left(), "checklist.also-in-short"),
        ],
        false => [(0.0, ""), (0.0, "")],
    };
    for (x, key) in heads.iter().filter(|(_, key)| !key.is_empty()) {
        let words = say(checklist, key, &[]);
        paper.text((*x, base), BAND_HEAD, &words, Some(element));
    }
    for (place, value) in Value::ALL.into_iter().enumerate() {
        let words = value.text(checklist.language);
        let middle = setting.answers_left() + (place as f32 + 0.5) * setting.answer;
        let x = middle - paper.width(&words, BAND_HEAD) / 2.0;
        paper.text((x, base), BAND_HEAD, &words, None);
    }
}

fn draw(
    paper: &mut Paper,
    checklist: &Checklist,
    item: &Item,
    (row, setting): (&Row, Setting),
    (y, height): (f32, f32),
    element: crate::render::paper::ElementId,
) {
    let middle = y + height / 2.0;
    let text = row.question.len() as f32 * setting.question.leading;
    let top = middle - text / 2.0;
    if let Some(notation) = &item.notation {
        let line = [format!("{notation} ")];
        paper.block((MARGIN + 2.0, top), NUMBER, &line, Some(element));
    }
    paper.block(
        (MARGIN + NUMBER_WIDTH, top),
        setting.question,
        &row.question,
        Some(element),
    );
    // The count, its bar.
    let count = item.count.to_string();
    let base = middle + 3.2;
    let width = paper.width(&count, COUNT);
    run(
        paper,
        (setting.count_left() + 14.0 - width, base),
        &[(&count, COUNT)],
        Some(element),
    );

    let part = item.count as f32 / checklist.total.max(1) as f32;
    bar(
        paper,
        (setting.count_left() + 19.0, middle - BAR.1 / 2.0),
        BAR,
        part,
    );
    // What research and advice say.
    let mut top = middle - row.chips.len() as f32 * CHIP_LINE / 2.0;
    for line in &row.chips {
        let mut x = setting.chips_left();
        for chip in line {
            let (at, size) = ((x, top + 0.9), (chip.width, CHIP_LINE - 1.8));
            paper.frame(at, size, chip_frame(chip.is_stated));
            let words = [format!("{} ", chip.text)];
            paper.block((x + CHIP_PAD, top + 1.3), PLAIN, &words, Some(element));
            x += chip.width + CHIP_GAP;
        }
        top += CHIP_LINE;
    }
    for place in 0..Value::ALL.len() {
        let x = setting.answers_left() + (place as f32 + 0.5) * setting.answer - TICK / 2.0;
        tick_box(paper, (x, middle - TICK / 2.0), TICK);
    }
}
