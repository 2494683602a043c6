//! The full form on paper: every question with its hint, answers, room to write, what others did,
//! and what research and advice say. A question never splits over pages.
//! Room `render`.

mod end;
mod question;

use crate::core::checklist::{Checklist, Group, SectionHeading};
use crate::render::checklist::pdf::form::head;
use crate::render::checklist::pdf::{INK, foot};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{A4, BoxStyle, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

const OTHERS_INK: Style = Style::new(8.0, 10.2, Weight::Regular, INK);
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
const BAND_HEIGHT: f32 = 36.0;

fn research_left() -> f32 {
    MARGIN + WIDTH - RESEARCH_WIDTH
}

fn experience_left() -> f32 {
    research_left() - EXPERIENCE_WIDTH
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
            self.measure(item).height + heading
        });
        self.room(BAND_HEIGHT + below);
        self.band(group, false);
        for section in &group.sections {
            if let Some(heading) = &section.heading {
                let first = section.items.first().map(|item| self.measure(item).height);
                let height = self.section_height(heading) + first.unwrap_or(0.0);
                if self.room(height) {
                    self.band(group, true);
                }
                self.section(heading);
            }
            let list = self.paper.element(Role::List, None);
            for (place, item) in section.items.iter().enumerate() {
                let row = self.measure(item);
                let height = row.height;
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
            let basis = words::basis_via(self.checklist, element);
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
}
