//! A question of the full form: measured and set. Answers and the line to write on stand below it,
//! research and advice beside it; what is below the latter takes the whole width.
//! Room `render`.

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Item, Research};
use crate::core::hierarchy::Evidence;
use crate::render::checklist::pdf::form::{bar, tick_box};
use crate::render::checklist::pdf::full::{
    GAP, NUMBER_WIDTH, Page, RESEARCH_WIDTH, experience_left, research_left,
};
use crate::render::checklist::pdf::{INK, MUTED, chip_frame};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{ElementId, MARGIN, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

const QUESTION: Style = Style::new(10.5, 13.0, Weight::SemiBold, INK);
const NUMBER: Style = Style::new(8.75, 13.0, Weight::SemiBold, MUTED);
const HINT: Style = Style::new(8.5, 10.8, Weight::Regular, MUTED);
const ANSWER: Style = Style::new(9.5, 12.0, Weight::Regular, INK);
const LABEL: Style = Style::new(8.0, 10.0, Weight::Regular, MUTED);
const OTHERS: Style = Style::new(8.0, 10.2, Weight::Regular, MUTED);
const COUNT: Style = Style::new(10.5, 13.0, Weight::Bold, INK);
const OF: Style = Style::new(8.5, 13.0, Weight::Regular, MUTED);
const CHIP: Style = Style::new(8.25, 10.0, Weight::SemiBold, INK);
const CHIP_LABEL: Style = Style::new(8.25, 10.0, Weight::Regular, INK);
const BASIS_STATED: Style = Style::new(7.5, 9.2, Weight::Regular, MUTED);
const BASIS_CURATED: Style = Style::new(7.5, 9.2, Weight::SemiBold, LIGHT.curated);
/// Above and below a question.
const PAD: f32 = 7.0;
/// The side of a box to tick.
const TICK: f32 = 10.5;
const BAR: (f32, f32) = (78.0, 6.5);
/// Between the question, its answers and what others did.
const APART: f32 = 4.0;
/// The row of answers, and a line to write on below it.
const ANSWERS: f32 = 15.0;
const WRITING: f32 = 19.0;
/// By so much at the most answers make room for research and advice, so that the line to write on
/// can run on below those.
const MOST_PUSHED: f32 = 20.0;
/// The count with its bar and what it counts.
const COUNTED: f32 = 35.0;

/// The left end of a question.
const LEFT: f32 = MARGIN + NUMBER_WIDTH;
/// Examples named at a question at the most.
const MOST_EXAMPLES: usize = 12;

fn question_width() -> f32 {
    experience_left() - MARGIN - NUMBER_WIDTH - GAP
}

/// A question measured; lengths from its top.
pub(super) struct Row {
    question: Vec<String>,
    hint: Vec<String>,
    chips: Vec<Chip>,
    /// Where the answers stand.
    answers: f32,
    /// The line to write on: where it stands, where it ends.
    writing: (f32, f32),
    others: Vec<Vec<String>>,
    /// Where what others did begins.
    others_top: f32,
    pub(super) height: f32,
}

/// An element of a framework beside a question.
struct Chip {
    name: String,
    lines: Vec<String>,
    is_stated: bool,
    basis: Vec<String>,
}

impl Chip {
    fn height(&self) -> f32 {
        let basis = self.basis.len() as f32 * BASIS_STATED.leading;
        self.lines.len() as f32 * CHIP.leading + basis + 6.0
    }
}

fn spaced(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("{line} ")).collect()
}

impl Page<'_> {
    pub(super) fn measure(&self, item: &Item) -> Row {
        let paper = &self.paper;
        let question = paper.lines(&item.question, QUESTION, question_width());
        let hint = item.hint.iter();
        let hint: Vec<_> = hint
            .flat_map(|hint| paper.lines(hint, HINT, question_width()))
            .collect();
        let chips = self.chips(&item.research);
        let beside: f32 = chips.iter().map(|chip| chip.height() + APART).sum();
        let text = question.len() as f32 * QUESTION.leading + hint.len() as f32 * HINT.leading;
        let below_text = text + APART;
        // Where research and advice are short, answers and the line stand below them.
        let below_both = below_text.max(beside);
        let (answers, writing) = match below_both <= below_text + MOST_PUSHED {
            true => (below_both, (below_both, MARGIN + WIDTH)),
            false => (below_text, (below_text + WRITING, research_left() - GAP)),
        };
        let others_top = writing.0 + ANSWERS + APART;
        let right = match beside <= others_top {
            true => MARGIN + WIDTH,
            false => research_left() - GAP,
        };
        let others = self.others(item);
        let others = others.iter();
        let others: Vec<_> = others
            .map(|text| paper.paragraph(text, OTHERS, right - LEFT))
            .collect();
        let lines: usize = others.iter().map(Vec::len).sum();
        let below = others_top + lines as f32 * OTHERS.leading;
        Row {
            question,
            hint,
            chips,
            answers,
            writing,
            others,
            others_top,
            height: below.max(beside).max(COUNTED) + 2.0 * PAD,
        }
    }

    /// How others did it, and which examples show it: those that fit what was asked for first.
    fn others(&self, item: &Item) -> Vec<String> {
        let checklist = self.checklist;
        let mut others = Vec::new();
        let realisations = words::realisations(item);
        if !realisations.is_empty() {
            let name = say(checklist, "checklist.how-others-counted", &[]);
            others.push(format!("{name}: {}", realisations.join(" · ")));
        }
        let (mut numbers, more) = words::examples(checklist, item, MOST_EXAMPLES);
        let fitting = item.examples.iter().take(numbers.len());
        let fitting = fitting.filter(|shown| !shown.shared.is_empty()).count();
        let mut rest = numbers.split_off(fitting);
        if more > 0 {
            let count = more.to_string();
            rest.push(say(checklist, "checklist.more", &[("count", &count)]));
        }
        let named = [
            ("checklist.examples-fitting", numbers),
            ("checklist.examples", rest),
        ];
        let named = named.iter().filter(|(_, numbers)| !numbers.is_empty());
        let named = named.map(|(key, numbers)| {
            let name = say(checklist, key, &[]);
            format!("{name}: {}", numbers.join(", "))
        });
        let named: Vec<_> = named.collect();
        if !named.is_empty() {
            others.push(named.join(". "));
        }
        others
    }

    fn chips(&self, research: &[Research]) -> Vec<Chip> {
        let chips = research.iter().map(|element| {
            let name = words::chip(element);
            let text = format!("{name} {}", element.label);
            let basis = words::basis_via(self.checklist, element);
            let width = RESEARCH_WIDTH - 16.0;
            Chip {
                // The name is a little wider than measured: it is semibold.
                lines: self.paper.lines(&text, CHIP_LABEL, width - 6.0),
                basis: self.paper.lines(&basis, BASIS_CURATED, width),
                name,
                is_stated: element.evidence == Evidence::Stated,
            }
        });
        chips.collect()
    }

    fn draw_chips(&mut self, chips: &[Chip], top: f32, element: ElementId) {
        let mut y = top;
        for chip in chips {
            let height = chip.height();
            let x = research_left();
            let frame = chip_frame(chip.is_stated);
            self.paper
                .frame((x, y), (RESEARCH_WIDTH - 4.0, height), frame);
            let mut base = y + 10.6;
            for line in &chip.lines {
                let runs = match line.strip_prefix(chip.name.as_str()) {
                    Some(rest) => vec![(chip.name.as_str(), CHIP), (rest, CHIP_LABEL)],
                    None => vec![(line.as_str(), CHIP_LABEL)],
                };
                let end = self.paper.run((x + 6.0, base), &runs, Some(element));
                self.paper.text((end, base), CHIP_LABEL, " ", Some(element));
                base += CHIP.leading;
            }
            let style = match chip.is_stated {
                true => BASIS_STATED,
                false => BASIS_CURATED,
            };
            for line in spaced(&chip.basis) {
                let at = (x + 6.0, base - 0.6);
                self.paper.text(at, style, &line, Some(element));
                base += style.leading;
            }
            y += height + APART;
        }
    }

    pub(super) fn item(&mut self, item: &Item, row: &Row, element: ElementId) {
        let top = self.y + PAD;
        let element = Some(element);
        if let Some(notation) = &item.notation {
            let line = [format!("{notation} ")];
            self.paper
                .block((MARGIN + 4.0, top), NUMBER, &line, element);
        }
        let used = self
            .paper
            .block((LEFT, top), QUESTION, &spaced(&row.question), element);
        self.paper
            .block((LEFT, top + used), HINT, &spaced(&row.hint), element);
        self.count(item, top, element);
        if let Some(element) = element {
            self.draw_chips(&row.chips, top, element);
        }
        self.answers(row, top, element);
        let mut y = top + row.others_top;
        for lines in &row.others {
            y += self.paper.block((LEFT, y), OTHERS, &spaced(lines), element);
        }
    }

    /// What was experienced: a count of examples, and that it is one.
    fn count(&mut self, item: &Item, top: f32, element: Option<ElementId>) {
        let checklist = self.checklist;
        let count = item.count.to_string();
        let of = checklist.total.to_string();
        let of = say(checklist, "checklist.of", &[("total", &of)]) + " ";
        let x = experience_left();
        let runs = [(count.as_str(), COUNT), (of.as_str(), OF)];
        self.paper.run((x, top + 10.0), &runs, element);
        let part = item.count as f32 / checklist.total.max(1) as f32;
        bar(&mut self.paper, (x, top + 16.0), BAR, part);
        let counted = say(checklist, "checklist.seen-in-examples", &[]) + " ";
        self.paper.text((x, top + 31.5), LABEL, &counted, element);
    }

    /// Boxes to tick, and a line to write on.
    fn answers(&mut self, row: &Row, top: f32, element: Option<ElementId>) {
        let checklist = self.checklist;
        let y = top + row.answers;
        let mut x = LEFT;
        for value in Value::ALL {
            tick_box(&mut self.paper, (x, y), TICK);
            let words = value.text(checklist.language) + " ";
            self.paper
                .text((x + TICK + 4.0, y + 9.0), ANSWER, &words, element);
            x += TICK + 4.0 + self.paper.width(&words, ANSWER) + 9.0;
        }
        let (line, end) = row.writing;
        let line = top + line;
        // On a row of its own it begins where the question does.
        let x = if line > y { LEFT } else { x + 4.0 };
        let better = say(checklist, "checklist.what-better", &[]) + " ";
        self.paper.text((x, line + 9.0), LABEL, &better, element);
        let start = x + self.paper.width(&better, LABEL) + 2.0;
        self.paper
            .line((start, line + 12.0), (end, line + 12.0), LIGHT.line, 0.75);
    }
}
