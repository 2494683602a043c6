//! The short form: one side of A4, a line a question, nothing under 8.5 points.
//! Room `render`.

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Checklist, Item, Research};
use crate::render::checklist::pdf::foot::NotesBox;
use crate::render::checklist::pdf::form::{bar, head, tick_box};
use crate::render::checklist::pdf::{INK, MUTED, chip_frame, foot};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{A4, BoxStyle, ElementId, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

/// The smallest size on this sheet.
const SMALL: f32 = 8.5;
const QUESTION: Style = Style::new(8.75, 10.6, Weight::SemiBold, INK);
const HINT: Style = Style::new(SMALL, 10.6, Weight::Regular, MUTED);
const NUMBER: Style = Style::new(SMALL, 10.6, Weight::SemiBold, MUTED);
const PLAIN: Style = Style::new(SMALL, 10.6, Weight::Regular, INK);
const COUNT: Style = Style::new(9.0, 10.6, Weight::Bold, INK);
const HEAD: Style = Style::new(SMALL, 10.6, Weight::Regular, MUTED);
const BAND: Style = Style::new(9.5, 12.0, Weight::SemiBold, LIGHT.root_text);
const BAND_HEAD: Style = Style::new(SMALL, 10.4, Weight::Regular, LIGHT.root_text);
/// A line to write on, with the words before it.
const WRITING: f32 = 17.0;
/// The heads of the columns above the first band.
const HEADS: f32 = 13.0;

/// Columns: number, question, count, research, then a column for each answer.
const NUMBER_WIDTH: f32 = 22.0;
const COUNT_WIDTH: f32 = 50.0;
const CHIPS_WIDTH: f32 = 122.0;
const ANSWER_WIDTH: f32 = 24.0;
const BAND_HEIGHT: f32 = 14.4;
/// Below the last question of a group.
const BAND_GAP: f32 = 1.0;
const BAR: (f32, f32) = (25.0, 6.0);
const TICK: f32 = 10.0;
/// Above the notes.
const NOTES_GAP: f32 = 3.0;
/// Least and most white space above and below a question.
const LEAST_PAD: f32 = 0.3;
const MOST_PAD: f32 = 6.0;

fn answers_left() -> f32 {
    MARGIN + WIDTH - ANSWER_WIDTH * Value::ALL.len() as f32
}

fn chips_left() -> f32 {
    answers_left() - CHIPS_WIDTH
}

fn count_left() -> f32 {
    chips_left() - COUNT_WIDTH
}

fn question_width() -> f32 {
    count_left() - MARGIN - NUMBER_WIDTH - 8.0
}

/// How much stands at each question: as much as leaves all of them on one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    #[default]
    Question,
    Hint,
    /// And a line to write on.
    Writing,
}

/// A row measured.
struct Row {
    question: Vec<String>,
    hint: Vec<String>,
    has_writing: bool,
    /// Rows of chips.
    chips: Vec<Vec<Chip>>,
}

/// Elements beside a question, by their numbers.
struct Chip {
    lines: Vec<String>,
    width: f32,
    is_stated: bool,
}

/// Height of a line of chips, white space inside a chip, and between two of them.
const CHIP_LINE: f32 = 12.4;
const CHIP_PAD: f32 = 4.0;
const CHIP_GAP: f32 = 3.0;

impl Row {
    fn text(&self) -> f32 {
        let question = self.question.len() as f32 * QUESTION.leading;
        question + self.hint.len() as f32 * HINT.leading
    }

    fn height(&self) -> f32 {
        let writing = if self.has_writing { WRITING } else { 0.0 };
        self.beside() + writing
    }

    fn chips_height(&self) -> f32 {
        self.chips.iter().map(|row| chips_height(row)).sum()
    }

    /// Without the line to write on.
    fn beside(&self) -> f32 {
        let text = self.text();
        let chips = self.chips_height();
        text.max(chips).max(TICK)
    }
}

/// The sheet. Where even the questions alone do not fit one side, it goes on.
pub fn paper(checklist: &Checklist) -> Paper {
    let mut paper = Paper::new(&checklist.title, checklist.language, A4);
    let notes = NotesBox::flowing(&paper, &foot::paragraphs(checklist), SMALL);
    let feet = foot::feet_height(&paper, checklist, SMALL, false);
    let mut y = head(&mut paper, checklist, MARGIN, SMALL) + 6.0 + HEADS;
    let bottom = A4.1 - feet;
    let details = [Detail::Writing, Detail::Hint, Detail::Question];
    let mut laid = details.into_iter().map(|detail| {
        let rows: Vec<Vec<Row>> = checklist
            .groups
            .iter()
            .map(|group| {
                let items = group.items();
                items
                    .map(|item| row(&paper, checklist, item, detail))
                    .collect()
            })
            .collect();
        // The white space that fills the sheet.
        let count: usize = rows.iter().map(Vec::len).sum();
        let bands = rows.len() as f32 * (BAND_HEIGHT + BAND_GAP);
        let text: f32 = rows.iter().flatten().map(Row::height).sum();
        let spare = bottom - y - notes.height - NOTES_GAP - bands - text;
        (rows, spare / (2 * count.max(1)) as f32, detail)
    });
    let fits = |(_, pad, detail): &(Vec<Vec<Row>>, f32, Detail)| {
        *pad >= LEAST_PAD || *detail == Detail::Question
    };
    let (rows, pad, _) = laid.find(fits).unwrap_or_default();
    let pad = pad.clamp(LEAST_PAD, MOST_PAD);
    drop(laid);
    heads(&mut paper, checklist, y - HEADS);
    for (group, rows) in checklist.groups.iter().zip(&rows) {
        let heading = group.question.as_ref().unwrap_or(&group.label);
        let heading = words::heading(group.notation.as_deref(), heading);
        let first = rows.first().map_or(0.0, Row::height) + 2.0 * pad;
        if y + BAND_HEIGHT + first > bottom {
            paper.turn();
            y = MARGIN;
        }
        band(&mut paper, checklist, &heading, y);
        y += BAND_HEIGHT;
        let list = paper.element(Role::List, None);
        for (place, (item, row)) in group.items().zip(rows).enumerate() {
            let height = row.height() + 2.0 * pad;
            if y + height > bottom {
                paper.turn();
                y = MARGIN;
            } else if place > 0 {
                paper.line((MARGIN, y), (MARGIN + WIDTH, y), LIGHT.hairline, 0.5);
            }
            let element = paper.element(Role::Item, Some(list));
            draw(&mut paper, checklist, item, row, (y, height), element);
            y += height;
        }
        y += BAND_GAP;
    }
    if y + notes.height + NOTES_GAP > bottom + 1.0 {
        paper.turn();
        y = MARGIN;
    }
    notes.draw(&mut paper, y + NOTES_GAP);
    foot::feet(&mut paper, checklist, SMALL);
    paper
}

fn row(paper: &Paper, checklist: &Checklist, item: &Item, detail: Detail) -> Row {
    let hint = item.hint.as_ref().filter(|_| detail >= Detail::Hint);
    let hint = hint.map(|hint| paper.lines(hint, HINT, question_width()));
    Row {
        question: paper.lines(&item.question, QUESTION, question_width()),
        hint: hint.unwrap_or_default(),
        has_writing: detail == Detail::Writing,
        chips: chips(paper, checklist, &item.research),
    }
}

/// The elements beside a question in rows of boxes; a text that is too long takes several lines of a
/// row of its own.
fn chips(paper: &Paper, checklist: &Checklist, research: &[Research]) -> Vec<Vec<Chip>> {
    let mut rows: Vec<Vec<Chip>> = Vec::new();
    let mut used = f32::MAX;
    for briefly in words::briefly(checklist, research) {
        let lines = paper.paragraph(&briefly.text, PLAIN, CHIPS_WIDTH - 2.0 * CHIP_PAD);
        let widths = lines.iter().map(|line| paper.width(line, PLAIN));
        let width = widths.fold(0.0, f32::max) + 2.0 * CHIP_PAD;
        let fits = lines.len() == 1 && used + CHIP_GAP + width <= CHIPS_WIDTH;
        let chip = Chip {
            lines,
            width,
            is_stated: briefly.is_stated,
        };
        match rows.last_mut() {
            Some(row) if fits && row.iter().all(|other| other.lines.len() == 1) => {
                used += CHIP_GAP + width;
                row.push(chip);
            }
            _ => {
                used = width;
                rows.push(vec![chip]);
            }
        }
    }
    rows
}

/// The height of a row of boxes.
fn chips_height(row: &[Chip]) -> f32 {
    let lines = row.iter().map(|chip| chip.lines.len()).max().unwrap_or(0);
    CHIP_LINE + lines.saturating_sub(1) as f32 * PLAIN.leading
}

/// The heads of the columns, once.
fn heads(paper: &mut Paper, checklist: &Checklist, y: f32) {
    let element = paper.element(Role::Paragraph, None);
    let experienced = words::experienced_of(checklist);
    let base = y + 9.0;
    let x = chips_left() - 8.0 - paper.width(&experienced, HEAD);
    paper.text((x, base), HEAD, &format!("{experienced} "), Some(element));
    let also = say(checklist, "checklist.also-in-short", &[]);
    paper.text((chips_left(), base), HEAD, &also, Some(element));
}

/// The heading of a group, with what the boxes mean.
fn band(paper: &mut Paper, checklist: &Checklist, heading: &str, y: f32) {
    let ground = BoxStyle {
        fill: Some(LIGHT.root),
        radius: 3.0,
        ..BoxStyle::default()
    };
    paper.frame((MARGIN, y), (WIDTH, BAND_HEIGHT), ground);
    let element = paper.element(Role::Heading(2), None);
    paper.bookmark(heading, y);
    let base = y + BAND_HEIGHT / 2.0 + 3.4;
    paper.text((MARGIN + 6.0, base), BAND, heading, Some(element));
    for (place, value) in Value::ALL.into_iter().enumerate() {
        let words = value.text(checklist.language);
        let middle = answers_left() + (place as f32 + 0.5) * ANSWER_WIDTH;
        let x = middle - paper.width(&words, BAND_HEAD) / 2.0;
        paper.text((x, base), BAND_HEAD, &words, None);
    }
}

fn draw(
    paper: &mut Paper,
    checklist: &Checklist,
    item: &Item,
    row: &Row,
    (y, height): (f32, f32),
    element: ElementId,
) {
    let writing = if row.has_writing { WRITING } else { 0.0 };
    let middle = y + (height - writing) / 2.0;
    let top = middle - row.text() / 2.0;
    if let Some(notation) = &item.notation {
        let line = [format!("{notation} ")];
        paper.block((MARGIN + 2.0, top), NUMBER, &line, Some(element));
    }
    paper.block(
        (MARGIN + NUMBER_WIDTH, top),
        QUESTION,
        &row.question,
        Some(element),
    );
    let below = top + row.question.len() as f32 * QUESTION.leading;
    paper.block(
        (MARGIN + NUMBER_WIDTH, below),
        HINT,
        &row.hint,
        Some(element),
    );
    if row.has_writing {
        let better = say(checklist, "checklist.what-better", &[]) + " ";
        let base = y + height - 6.0;
        let left = MARGIN + NUMBER_WIDTH;
        paper.text((left, base), HEAD, &better, Some(element));
        let start = left + paper.width(&better, HEAD) + 2.0;
        paper.line(
            (start, base + 2.0),
            (MARGIN + WIDTH, base + 2.0),
            LIGHT.line,
            0.75,
        );
    }
    // The count, its bar.
    let count = item.count.to_string();
    let base = middle + 3.2;
    let width = paper.width(&count, COUNT);
    // Read aloud it says what is counted; the head of the column does so for those who see it.
    let experienced = say(checklist, "checklist.experienced", &[]);
    let counted = words::count(checklist, item.count);
    let figure = Role::Figure(format!("{experienced}: {counted}"));
    let figure = paper.element(figure, Some(element));
    paper.run(
        (count_left() + 14.0 - width, base),
        &[(&count, COUNT)],
        Some(figure),
    );
    let part = item.count as f32 / checklist.total.max(1) as f32;
    bar(
        paper,
        (count_left() + 19.0, middle - BAR.1 / 2.0),
        BAR,
        part,
    );
    // What research and advice say.
    let mut top = middle - row.chips_height() / 2.0;
    for chips in &row.chips {
        let mut x = chips_left();
        let height = chips_height(chips);
        for chip in chips {
            let (at, size) = ((x, top + 0.9), (chip.width, height - 1.8));
            paper.frame(at, size, chip_frame(chip.is_stated));
            let mut lines = chip.lines.clone();
            if let Some(last) = lines.last_mut() {
                last.push(' ');
            }
            paper.block((x + CHIP_PAD, top + 1.3), PLAIN, &lines, Some(element));
            x += chip.width + CHIP_GAP;
        }
        top += height;
    }
    for place in 0..Value::ALL.len() {
        let x = answers_left() + (place as f32 + 0.5) * ANSWER_WIDTH - TICK / 2.0;
        tick_box(paper, (x, middle - TICK / 2.0), TICK);
    }
}
