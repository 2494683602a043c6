//! What stands behind the questions of the full form: room for a plan, the notes, what was left out,
//! the examples by number.
//! Room `render`.

use std::collections::BTreeMap;

use crate::render::checklist::pdf::INK;
use crate::render::checklist::pdf::foot::{self, NotesBox};
use crate::render::checklist::pdf::full::{Page, SECTION};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{MARGIN, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

const EXAMPLE: Style = Style::new(8.0, 10.2, Weight::Regular, INK);
const EXAMPLE_NUMBER: Style = Style::new(8.0, 10.2, Weight::SemiBold, INK);
const HEADING: Style = Style::new(10.5, 14.0, Weight::Bold, INK);

impl Page<'_> {
    /// Room for a plan, the notes, what was left out, and the examples by number.
    pub(super) fn end(&mut self) {
        let checklist = self.checklist;
        self.room(34.0);
        let y = self.y + 16.0;
        let element = self.paper.element(Role::Paragraph, None);
        let parts = [
            (
                say(checklist, "checklist.first-step", &[]),
                MARGIN + WIDTH * 0.62,
            ),
            (
                say(checklist, "checklist.who-and-when", &[]),
                MARGIN + WIDTH,
            ),
        ];
        let mut x = MARGIN;
        for (words, end) in parts {
            let words = words + " ";
            self.paper.text((x, y), SECTION, &words, Some(element));
            let start = x + self.paper.width(&words, SECTION) + 3.0;
            self.paper
                .line((start, y + 2.0), (end, y + 2.0), LIGHT.line, 0.75);
            x = end + 14.0;
        }
        self.y = y + 18.0;
        let notes = NotesBox::new(&self.paper, &foot::columns(checklist), 8.25);
        self.room(notes.height);
        self.y = notes.draw(&mut self.paper, self.y) + 14.0;
        self.left_out();
        self.examples();
    }

    fn heading(&mut self, text: &str, below: f32) {
        self.room(HEADING.leading + below);
        let element = self.paper.element(Role::Heading(2), None);
        self.paper.bookmark(text, self.y);
        let lines = self.paper.lines(text, HEADING, WIDTH);
        self.y += self
            .paper
            .block((MARGIN, self.y), HEADING, &lines, Some(element))
            + 3.0;
    }

    fn left_out(&mut self) {
        let checklist = self.checklist;
        let Some(heading) = words::left_out(checklist) else {
            return;
        };
        self.heading(&heading, 2.0 * EXAMPLE.leading);
        let list = self.paper.element(Role::List, None);
        for left_out in &checklist.left_out {
            let name = words::heading(left_out.notation.as_deref(), &left_out.question);
            let why = words::why_left_out(checklist, left_out);
            let lines = self.paper.lines(&format!("{name} ({why})"), EXAMPLE, WIDTH);
            self.room(lines.len() as f32 * EXAMPLE.leading);
            let element = self.paper.element(Role::Item, Some(list));
            self.y += self
                .paper
                .block((MARGIN, self.y), EXAMPLE, &lines, Some(element));
        }
        self.y += 12.0;
    }

    /// Number, title and sectors of every example named, in two columns.
    fn examples(&mut self) {
        let checklist = self.checklist;
        if checklist.examples.is_empty() {
            return;
        }
        let shown = checklist.items().flat_map(|item| &item.examples);
        let shown = shown.filter(|shown| !shown.shared.is_empty());
        let fitting: BTreeMap<_, _> = shown
            .map(|shown| (shown.iri.as_str(), shown.shared.as_slice()))
            .collect();
        let heading = say(checklist, "checklist.examples", &[]);
        self.heading(&heading, 3.0 * EXAMPLE.leading);
        let list = self.paper.element(Role::List, None);
        let (gap, indent) = (20.0, 30.0);
        let width = (WIDTH - gap) / 2.0;
        for pair in checklist.examples.chunks(2) {
            let set: Vec<_> = pair
                .iter()
                .map(|example| {
                    let untitled = || say(checklist, "checklist.no-title", &[]);
                    let mut text = example.title.clone().unwrap_or_else(untitled);
                    let shared = fitting.get(example.iri.as_str());
                    if let Some(labels) = shared.map(|shared| words::labels(shared)) {
                        let fits = [("labels", labels.as_str())];
                        let fits = say(checklist, "checklist-page.fits", &fits);
                        text = format!("{text} · {fits}");
                    }
                    if !example.sectors.is_empty() {
                        text = format!("{text} · {}", words::labels(&example.sectors));
                    }
                    self.paper.lines(&text, EXAMPLE, width - indent)
                })
                .collect();
            let lines = set.iter().map(Vec::len).max().unwrap_or(1);
            let height = lines as f32 * EXAMPLE.leading + 1.5;
            self.room(height);
            for (place, (example, lines)) in pair.iter().zip(&set).enumerate() {
                let x = MARGIN + place as f32 * (width + gap);
                let item = self.paper.element(Role::Item, Some(list));
                let link = self
                    .paper
                    .element(Role::Link(example.iri.clone()), Some(item));
                let number = [format!("{} ", example.number)];
                self.paper
                    .block((x, self.y), EXAMPLE_NUMBER, &number, Some(link));
                let size = (indent - 4.0, EXAMPLE.leading);
                self.paper.target((x, self.y), size, &example.iri, link);
                self.paper
                    .block((x + indent, self.y), EXAMPLE, lines, Some(item));
            }
            self.y += height;
        }
    }
}
