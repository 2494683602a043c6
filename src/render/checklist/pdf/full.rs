//! The full form on paper: every question with its hint, answers, room to write, what others did,
//! and what research and advice say. A question never splits over pages.
//! Room `render`.

mod end;

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Checklist, Group, Item, Research, SectionHeading};
use crate::core::hierarchy::Evidence;
use crate::render::checklist::pdf::form::{bar, head, tick_box};
use crate::render::checklist::pdf::{INK, MUTED, chip_frame, foot};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{A4, BoxStyle, ElementId, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

const QUESTION: Style = Style::new(10.5, 13.0, Weight::SemiBold, INK);
const NUMBER: Style = Style::new(8.75, 13.0, Weight::SemiBold, MUTED);
const HINT: Style = Style::new(8.5, 10.8, Weight::Regular, MUTED);
const ANSWER: Style = Style::new(9.5, 12.0, Weight::Regular, INK);
const LABEL: Style = Style::new(8.0, 10.0, Weight::Regular, MUTED);
const OTHERS: Style = Style::new(8.0, 10.2, Weight::Regular, MUTED);
const OTHERS_INK: Style = Style::new(8.0, 10.2, Weight::Regular, INK);
const COUNT: Style = Style::new(10.5, 13.0, Weight::Bold, INK);
const OF: Style = Style::new(8.5, 13.0, Weight::Regular, MUTED);
const CHIP: Style = Style::new(8.25, 10.0, Weight::SemiBold, INK);
const CHIP_LABEL: Style = Style::new(8.25, 10.0, Weight::Regular, INK);
const BASIS_STATED: Style = Style::new(7.5, 9.2, Weight::Regular, MUTED);
const BASIS_CURATED: Style = Style::new(7.5, 9.2, Weight::SemiBold, LIGHT.curated);
const BAND: Style = Style::new(12.0, 15.0, Weight::Bold, LIGHT.root_text);
const BAND_SMALL: Style = Style::new(8.25, 10.4, Weight::Regular, LIGHT.root_text);
const BAND_HEAD: Style = Style::new(8.5, 10.4, Weight::SemiBold, LIGHT.root_text);
const SECTION: Style = Style::new(9.5, 12.0, Weight::SemiBold, INK);
/// The smallest size: the line at the foot.
const FOOT: f32 = 7.25;

/// Columns: number, question, experience (32 mm), research (43 mm).
const NUMBER_WIDTH: f32 = 32.0;
const EXPERIENCE_WIDTH: f32 = 90.7;
const RESEARCH_WIDTH: f32 = 121.9;
const GAP: f32 = 12.0;
const PAD: f32 = 7.0;
const TICK: f32 = 10.5;
const BAR: (f32, f32) = (78.0, 6.5);
const BAND_HEIGHT: f32 = 36.0;

fn research_left() -> f32 {
    MARGIN + WIDTH - RESEARCH_WIDTH
}

fn experience_left() -> f32 {
    research_left() - EXPERIENCE_WIDTH
}

fn question_width() -> f32 {
    experience_left() - MARGIN - NUMBER_WIDTH - GAP
}

fn others_width() -> f32 {
    research_left() - MARGIN - NUMBER_WIDTH - GAP
}

/// The document.
pub fn paper(checklist: &Checklist) -> Paper {
    let paper = Paper::new(&checklist.title, checklist.language, A4);
    let bottom = A4.1 - foot::feet_height(&paper, checklist, FOOT, true);
    let mut page = Page {
        checklist,
        paper,
        y: MARGIN,
        bottom,
    };
    page.y = head(&mut page.paper, checklist, MARGIN, 8.0) + 12.0;
    for group in &checklist.groups {
        page.group(group);
    }
    page.end();
    foot::feet(&mut page.paper, checklist, FOOT);
    page.paper
}

struct Page<'a> {
    checklist: &'a Checklist,
    paper: Paper,
    y: f32,
    bottom: f32,
}

/// A question measured.
struct Row {
    question: Vec<String>,
    hint: Vec<String>,
    others: Vec<Vec<String>>,
    chips: Vec<Chip>,
}

struct Chip {
    name: String,
    lines: Vec<String>,
    is_stated: bool,
}

impl Chip {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * CHIP.leading + BASIS_STATED.leading + 6.0
    }
}

impl Row {
    fn left(&self) -> f32 {
        let question = self.question.len() as f32 * QUESTION.leading;
        let hint = self.hint.len() as f32 * HINT.leading;
        let others: usize = self.others.iter().map(Vec::len).sum();
        let others = match others {
            0 => 0.0,
            lines => lines as f32 * OTHERS.leading + 4.0,
        };
        question + hint + 4.0 + 15.0 + others
    }

    fn height(&self) -> f32 {
        let chips: f32 = self.chips.iter().map(|chip| chip.height() + 4.0).sum();
        self.left().max(chips).max(30.0) + 2.0 * PAD
    }
}

impl Page<'_> {
    /// Makes room for so much; gives whether a page was turned.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > self.bottom;
        if turns {
            self.paper.turn();
            self.y = MARGIN;
        }
        turns
    }

    fn group(&mut self, group: &Group) {
        let first = group.sections.first();
        let first =
            first.and_then(|section| Some((section.heading.is_some(), section.items.first()?)));
        let below = first.map_or(0.0, |(has_heading, item)| {
            let heading = if has_heading { 40.0 } else { 0.0 };
            self.measure(item).height() + heading
        });
        self.room(BAND_HEIGHT + below);
        self.band(group, false);
        for section in &group.sections {
            if let Some(heading) = &section.heading {
                let first = section
                    .items
                    .first()
                    .map(|item| self.measure(item).height());
                let height = self.section_height(heading) + first.unwrap_or(0.0);
                if self.room(height) {
                    self.band(group, true);
                }
                self.section(heading);
            }
            let list = self.paper.element(Role::List, None);
            for (place, item) in section.items.iter().enumerate() {
                let row = self.measure(item);
                let height = row.height();
                if self.room(height) {
                    self.band(group, true);
                } else if place > 0 {
                    let right = MARGIN + WIDTH;
                    self.paper
                        .line((MARGIN, self.y), (right, self.y), LIGHT.hairline, 0.5);
                }
                let element = self.paper.element(Role::Item, Some(list));
                self.item(item, &row, element);
                self.y += height;
            }
        }
        self.y += 10.0;
    }

    /// The heading of a group with the heads of the columns; again where it goes on.
    fn band(&mut self, group: &Group, goes_on: bool) {
        let checklist = self.checklist;
        let ground = BoxStyle {
            fill: Some(LIGHT.root),
            radius: 4.0,
            ..BoxStyle::default()
        };
        let y = self.y;
        let question = group.question.as_ref().unwrap_or(&group.label);
        let more = self.band_lines(question).len().saturating_sub(1);
        let band = BAND_HEIGHT + more as f32 * BAND.leading;
        self.paper.frame((MARGIN, y), (WIDTH, band), ground);
        let element = (!goes_on).then(|| self.paper.element(Role::Heading(2), None));
        let name = words::heading(group.notation.as_deref(), &group.label);
        if !goes_on {
            self.paper.bookmark(&name, y);
        }
        let small = match (goes_on, &group.question) {
            (true, _) => say(checklist, "checklist.goes-on", &[("heading", &name)]),
            (false, Some(_)) => format!("{name} "),
            (false, None) => String::new(),
        };
        let x = MARGIN + 8.0;
        self.paper.text((x, y + 14.0), BAND_SMALL, &small, element);
        let top = if small.is_empty() { y + 10.0 } else { y + 17.5 };
        let lines = self.band_lines(question);
        self.paper.block((x, top), BAND, &lines, element);
        let heads = [
            (
                experience_left(),
                "checklist.experienced",
                "checklist.seen-in-examples",
            ),
            (
                research_left(),
                "checklist.also-in",
                "checklist.research-or-advice",
            ),
        ];
        for (x, strong, plain) in heads {
            let (strong, plain) = (say(checklist, strong, &[]), say(checklist, plain, &[]));
            self.paper.text((x, y + 15.5), BAND_HEAD, &strong, None);
            self.paper.text((x, y + 27.0), BAND_SMALL, &plain, None);
        }
        self.y += band;
    }

    /// The heading of a group, beside the heads of the columns.
    fn band_lines(&self, question: &str) -> Vec<String> {
        let width = experience_left() - MARGIN - 16.0;
        self.paper.lines(question, BAND, width)
    }

    /// The name of a section, and what research and advice say of it as a whole.
    fn section_lines(&self, heading: &SectionHeading) -> (Vec<String>, Vec<String>) {
        let width = WIDTH - 16.0;
        let name = words::heading(heading.notation.as_deref(), &heading.label);
        let named = heading.research.iter().map(|element| {
            let basis = words::basis(self.checklist, element.evidence);
            format!("{} {} ({basis})", words::chip(element), element.label)
        });
        let named: Vec<_> = named.collect();
        let also = match named.as_slice() {
            [] => Vec::new(),
            named => {
                let also = say(self.checklist, "checklist.also", &[]);
                let text = format!("{also}: {}", named.join(" · "));
                self.paper.paragraph(&text, OTHERS_INK, width)
            }
        };
        (self.paper.lines(&name, SECTION, width), also)
    }

    fn section_height(&self, heading: &SectionHeading) -> f32 {
        let (name, also) = self.section_lines(heading);
        let text = name.len() as f32 * SECTION.leading + also.len() as f32 * OTHERS_INK.leading;
        text + 9.0
    }

    fn section(&mut self, heading: &SectionHeading) {
        let height = self.section_height(heading);
        let ground = BoxStyle {
            fill: Some(LIGHT.box_ground),
            ..BoxStyle::default()
        };
        self.paper.frame((MARGIN, self.y), (WIDTH, height), ground);
        let (name, also) = self.section_lines(heading);
        let element = self.paper.element(Role::Heading(3), None);
        let at = (MARGIN + 8.0, self.y + 4.5);
        let used = self.paper.block(at, SECTION, &name, Some(element));
        let element = self.paper.element(Role::Paragraph, None);
        self.paper
            .block((at.0, at.1 + used), OTHERS_INK, &also, Some(element));
        self.y += height;
    }

    fn measure(&self, item: &Item) -> Row {
        let (paper, checklist) = (&self.paper, self.checklist);
        let mut others = Vec::new();
        if !item.realisations.is_empty() {
            let named = item.realisations.iter().map(|below| {
                let name = words::heading(below.notation.as_deref(), &below.label);
                format!("{name} ({})", below.count)
            });
            let text = named.collect::<Vec<_>>().join(" · ");
            others.push(format!(
                "{}: {text}",
                say(checklist, "checklist.how-others", &[])
            ));
        }
        let (mut numbers, more) = words::examples(checklist, item, 12);
        if more > 0 {
            let count = more.to_string();
            numbers.push(say(checklist, "checklist.more", &[("count", &count)]));
        }
        if !numbers.is_empty() {
            let name = say(checklist, "checklist.examples", &[]);
            others.push(format!("{name}: {}", numbers.join(", ")));
        }
        let hint = item.hint.iter();
        Row {
            question: paper.lines(&item.question, QUESTION, question_width()),
            hint: hint
                .flat_map(|hint| paper.lines(hint, HINT, question_width()))
                .collect(),
            others: others
                .iter()
                .map(|text| paper.paragraph(text, OTHERS, others_width()))
                .collect(),
            chips: self.chips(&item.research),
        }
    }

    fn chips(&self, research: &[Research]) -> Vec<Chip> {
        let chips = research.iter().map(|element| {
            let name = words::chip(element);
            let text = format!("{name} {}", element.label);
            Chip {
                // The name is a little wider than measured: it is semibold.
                lines: self.paper.lines(&text, CHIP_LABEL, RESEARCH_WIDTH - 22.0),
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
            let (evidence, basis) = match chip.is_stated {
                true => (Evidence::Stated, BASIS_STATED),
                false => (Evidence::Sure, BASIS_CURATED),
            };
            let words = words::basis(self.checklist, evidence) + " ";
            self.paper
                .text((x + 6.0, base - 0.6), basis, &words, Some(element));
            y += height + 4.0;
        }
    }

    fn item(&mut self, item: &Item, row: &Row, element: ElementId) {
        let checklist = self.checklist;
        let top = self.y + PAD;
        let left = MARGIN + NUMBER_WIDTH;
        if let Some(notation) = &item.notation {
            let line = [format!("{notation} ")];
            self.paper
                .block((MARGIN + 4.0, top), NUMBER, &line, Some(element));
        }
        let mut y = top;
        y += self
            .paper
            .block((left, y), QUESTION, &row.question, Some(element));
        let space = |lines: &[String]| {
            lines
                .iter()
                .map(|line| format!("{line} "))
                .collect::<Vec<_>>()
        };
        y += self
            .paper
            .block((left, y), HINT, &space(&row.hint), Some(element))
            + 4.0;
        // Answers, and a line to write on.
        let mut x = left;
        for value in Value::ALL {
            tick_box(&mut self.paper, (x, y), TICK);
            let words = value.text(checklist.language) + " ";
            self.paper
                .text((x + TICK + 4.0, y + 9.0), ANSWER, &words, Some(element));
            x += TICK + 4.0 + self.paper.width(&words, ANSWER) + 9.0;
        }
        let better = say(checklist, "checklist.what-better", &[]) + " ";
        self.paper
            .text((x + 4.0, y + 9.0), LABEL, &better, Some(element));
        let start = x + 4.0 + self.paper.width(&better, LABEL) + 2.0;
        let end = research_left() - GAP;
        self.paper
            .line((start, y + 12.0), (end, y + 12.0), LIGHT.line, 0.75);
        y += 15.0 + 4.0;
        for lines in &row.others {
            y += self
                .paper
                .block((left, y), OTHERS, &space(lines), Some(element));
        }
        // Experience.
        let count = item.count.to_string();
        let of = self.checklist.total.to_string();
        let of = say(checklist, "checklist.of", &[("total", &of)]);
        let x = experience_left();
        let runs = [(count.as_str(), COUNT), (of.as_str(), OF)];
        self.paper.run((x, top + 10.0), &runs, Some(element));
        let part = item.count as f32 / checklist.total.max(1) as f32;
        bar(&mut self.paper, (x, top + 16.0), BAR, part);
        self.draw_chips(&row.chips, top, element);
    }
}
