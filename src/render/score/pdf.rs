//! The report on paper: A4 upright, tagged.
//! Room `render`.

use crate::core::checklist::headed;
use crate::core::checklist::score::{Rule, Tally};
use crate::render::drawing;
use crate::render::paper::{A4, BoxStyle, ElementId, MARGIN, Paper, Role, Style, WIDTH, pdf};
use crate::render::score::words::{self, Entry, Section, say};
use crate::render::score::{ScorePage, diagram};
use crate::render::svg::compose::{Drawn, Purpose};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;
use crate::render::{RenderError, Rendered};

const BOTTOM: f32 = A4.1 - 40.0;

const TITLE: Style = Style::new(18.0, 22.0, Weight::Bold, LIGHT.ink);
const HEADING: Style = Style::new(12.0, 15.0, Weight::Bold, LIGHT.root_text);
const ACTIVITY: Style = Style::new(10.5, 14.0, Weight::SemiBold, LIGHT.ink);
const NAME: Style = Style::new(9.0, 11.6, Weight::SemiBold, LIGHT.ink);
const TEXT: Style = Style::new(9.0, 11.6, Weight::Regular, LIGHT.ink);
const BELOW: Style = Style::new(8.5, 10.8, Weight::Regular, LIGHT.ink);
const LINK: Style = Style::new(8.5, 10.8, Weight::SemiBold, LIGHT.stated);
const MUTED: Style = Style::new(8.5, 10.8, Weight::Regular, LIGHT.muted);
const MARK: Style = Style::new(9.0, 11.6, Weight::Regular, LIGHT.mark);
const FOOT: Style = Style::new(7.25, 9.5, Weight::Regular, LIGHT.muted);
const BAND: f32 = 20.0;
/// Width and height of a bar, and the distance of its hatches.
const BAR: (f32, f32) = (150.0, 8.4);
const HATCH: f32 = 4.0;
const SHARE: f32 = 40.0;
/// Room for `2 ja, 1 deels, 1 nee`.
const COUNTS: f32 = 104.0;
const INDENT: f32 = 14.0;

/// The document.
pub fn render(page: &ScorePage<'_>) -> Result<Rendered, RenderError> {
    let report = page.report;
    let title = words::title(report);
    let mut sheet = Sheet {
        paper: Paper::new(&title, report.language, A4),
        y: MARGIN,
    };
    let heading = sheet.paper.element(Role::Heading(1), None);
    let lines = sheet.paper.lines(&title, TITLE, WIDTH);
    sheet.write(0.0, TITLE, &lines, heading);
    let mut foot = words::foot(report).into_iter();
    if let Some(line) = foot.next() {
        sheet.paragraph(0.0, TEXT, &line);
    }
    sheet.y += 6.0;
    sheet.profile(page);
    for section in words::sections(page) {
        sheet.section(&section);
    }
    // Before the rules, so that its page does not part what belongs together.
    if let Some(goals) = page.goals {
        for drawn in goals.compose(report, drawing::Paper::A4, Purpose::Pdf) {
            sheet.drawing(&diagram::title(report), drawn);
        }
    }
    sheet.band(&say(report.language, "score.rules", &[]), 30.0);
    for rule in Rule::ALL {
        sheet.paragraph(0.0, MUTED, &words::rule(report, rule));
        sheet.y += 2.0;
    }
    sheet.y += 6.0;
    for line in foot {
        sheet.paragraph(0.0, MUTED, &line);
    }
    sheet.feet(&title);
    pdf::render(&sheet.paper)
}

struct Sheet {
    paper: Paper,
    y: f32,
}

impl Sheet {
    /// A page of its own, on which the drawing has its title and foot; then a new page.
    fn drawing(&mut self, title: &str, drawn: Drawn) {
        self.paper.drawing(drawn);
        self.paper.bookmark(title, 0.0);
        self.y = BOTTOM;
    }

    /// Makes room for so much.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.paper.turn();
            self.y = MARGIN;
        }
    }

    /// Writes lines that stay together, in a given element.
    fn write(&mut self, indent: f32, style: Style, lines: &[String], element: ElementId) {
        self.room(lines.len() as f32 * style.leading);
        let at = (MARGIN + indent, self.y);
        self.y += self.paper.block(at, style, lines, Some(element));
    }

    fn paragraph(&mut self, indent: f32, style: Style, text: &str) {
        let element = self.paper.element(Role::Paragraph, None);
        let lines = self.paper.paragraph(text, style, WIDTH - indent);
        self.write(indent, style, &lines, element);
    }

    /// A heading; `below` is the height that must follow on the same page.
    fn band(&mut self, text: &str, below: f32) {
        self.y += 10.0;
        self.room(BAND + below);
        let ground = BoxStyle {
            fill: Some(LIGHT.root),
            radius: 4.0,
            ..BoxStyle::default()
        };
        self.paper.frame((MARGIN, self.y), (WIDTH, BAND), ground);
        let element = self.paper.element(Role::Heading(2), None);
        self.paper.bookmark(text, self.y);
        self.paper
            .text((MARGIN + 7.0, self.y + 14.2), HEADING, text, Some(element));
        self.y += BAND + 5.0;
    }

    fn profile(&mut self, page: &ScorePage<'_>) {
        let report = page.report;
        self.band(&say(report.language, "score.profile", &[]), 60.0);
        self.paragraph(
            0.0,
            MUTED,
            &say(report.language, "score.bar-drawn-long", &[]),
        );
        for activity in &report.activities {
            self.y += 5.0;
            self.room(ACTIVITY.leading + MUTED.leading + 16.0);
            let element = self.paper.element(Role::Heading(3), None);
            let name = match &activity.date {
                Some(date) => format!("{} ({date})", activity.name),
                None => activity.name.clone(),
            };
            let lines = self.paper.lines(&name, ACTIVITY, WIDTH);
            self.write(0.0, ACTIVITY, &lines, element);
            self.paragraph(0.0, MUTED, &words::answered(report, activity));
            self.y += 2.0;
            let list = self.paper.element(Role::List, None);
            for (heading, tally) in report.groups.iter().zip(&activity.groups) {
                if tally.concerned() == 0 {
                    continue;
                }
                let name = headed(heading.notation.as_deref(), &heading.label);
                let width = WIDTH - BAR.0 - SHARE - COUNTS - 10.0;
                let lines = self.paper.lines(&name, TEXT, width);
                let height = lines.len() as f32 * TEXT.leading + 4.0;
                self.room(height);
                let item = self.paper.element(Role::Item, Some(list));
                let y = self.y + 2.0;
                self.paper.block((MARGIN, y), TEXT, &lines, Some(item));
                let share = words::share(*tally);
                let right = MARGIN + WIDTH - BAR.0 - 10.0;
                let x = right - self.paper.width(&share, NAME);
                self.paper.text((x, y + 9.0), NAME, &share, Some(item));
                let counts = words::counts(report, *tally);
                let x = right - SHARE - self.paper.width(&counts, MUTED);
                self.paper.text((x, y + 9.0), MUTED, &counts, Some(item));
                self.bar((MARGIN + WIDTH - BAR.0, y + 1.8), *tally);
                self.y += height;
            }
        }
    }

    /// Yes is solid, partly hatched, no empty.
    fn bar(&mut self, (x, y): (f32, f32), tally: Tally) {
        let part = |count: usize| BAR.0 * count as f32 / tally.concerned().max(1) as f32;
        let (yes, partly, no) = (part(tally.yes), part(tally.partly), part(tally.no));
        let fill = BoxStyle {
            fill: Some(LIGHT.stated),
            ..BoxStyle::default()
        };
        let frame = |color| BoxStyle {
            stroke: Some(color),
            width: 0.8,
            ..BoxStyle::default()
        };
        if yes > 0.0 {
            self.paper.frame((x, y), (yes, BAR.1), fill);
        }
        if partly > 0.0 {
            let (from, to) = (x + yes, x + yes + partly);
            let mut at = from;
            while at < to {
                let width = (to - at).min(BAR.1);
                let (start, end) = ((at, y + BAR.1), (at + width, y + BAR.1 - width));
                self.paper.line(start, end, LIGHT.stated, 1.0);
                at += HATCH;
            }
            self.paper
                .frame((from, y), (partly, BAR.1), frame(LIGHT.stated));
        }
        if no > 0.0 {
            self.paper
                .frame((x + yes + partly, y), (no, BAR.1), frame(LIGHT.line));
        }
    }

    fn section(&mut self, section: &Section) {
        self.band(&section.heading, 34.0);
        if let Some(note) = &section.note {
            self.paragraph(0.0, MUTED, note);
        }
        let list = self.paper.element(Role::List, None);
        for entry in &section.entries {
            let item = self.paper.element(Role::Item, Some(list));
            self.entry(entry, item);
        }
    }

    /// A name with what is said of it, and what belongs below; not parted from its first line.
    fn entry(&mut self, entry: &Entry, item: ElementId) {
        let indent = INDENT * entry.level as f32;
        let room = WIDTH - indent;
        self.y += 2.5;
        let style = if entry.is_missing { MARK } else { TEXT };
        let name = format!("{} ", entry.name);
        let together = self.paper.width(&name, NAME) + self.paper.width(&entry.text, style);
        let lines = match (entry.name.is_empty(), together <= room) {
            (false, true) => 1,
            _ => 2,
        };
        self.room(lines as f32 * TEXT.leading + if entry.below.is_empty() { 0.0 } else { 11.0 });
        if entry.name.is_empty() {
            let lines = self.paper.paragraph(&entry.text, style, room);
            self.write(indent, style, &lines, item);
        } else if together <= room {
            let base = self.y + 9.1;
            let x = MARGIN + indent;
            self.paper.text((x, base), NAME, &name, Some(item));
            let x = x + self.paper.width(&name, NAME);
            self.paper.text((x, base), style, &entry.text, Some(item));
            self.y += TEXT.leading;
        } else {
            let lines = self.paper.lines(&entry.name, NAME, room);
            self.write(indent, NAME, &lines, item);
            let lines = self.paper.paragraph(&entry.text, style, room);
            self.write(indent, style, &lines, item);
        }
        let left = indent + INDENT;
        for line in &entry.below {
            let element = match &line.address {
                Some(address) => self.paper.element(Role::Link(address.clone()), Some(item)),
                None => item,
            };
            if !line.name.is_empty() {
                let lines = self.paper.lines(&line.name, LINK, WIDTH - left);
                self.write(left, LINK, &lines, element);
                if let Some(address) = &line.address {
                    let height = lines.len() as f32 * LINK.leading;
                    let at = (MARGIN + left, self.y - height);
                    self.paper
                        .target(at, (WIDTH - left, height), address, element);
                }
            }
            let lines = self.paper.paragraph(&line.text, BELOW, WIDTH - left);
            self.write(left, BELOW, &lines, item);
        }
    }

    /// Title left and number right at the foot of every page.
    fn feet(&mut self, title: &str) {
        self.paper.number_pages(FOOT);
        let lines = self.paper.paragraph(title, FOOT, WIDTH - 90.0);
        if let Some(line) = lines.first() {
            for page in 0..self.paper.pages() {
                self.paper.text_at_foot(page, FOOT, line);
            }
        }
    }
}
