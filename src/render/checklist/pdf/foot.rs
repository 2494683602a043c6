//! What stands below the questions on paper: what research and advice name besides, what was left
//! out, how far the evidence reaches; and the line at the foot of each page.
//! Room `render`.

use crate::core::checklist::Checklist;
use crate::render::checklist::pdf::{INK, MUTED};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{self, BoxStyle, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

/// Height of the line at the foot with the space above it.
pub const FOOT: f32 = 22.0;
/// Inside a box of notes.
const PAD: f32 = 7.0;
/// Between columns.
const GAP: f32 = 18.0;

/// A column of notes: a heading and paragraphs, some with strong words before them.
pub struct Notes {
    pub heading: String,
    pub lines: Vec<(String, String)>,
}

/// What the box at the end says, in columns of notes below each other; `is_brief`: without why an
/// element stands there, with what was left out.
pub fn columns(checklist: &Checklist, is_brief: bool) -> Vec<Vec<Notes>> {
    let mut left = Vec::new();
    let plain = |text: &str| (String::new(), text.to_owned());
    let evidence = [&checklist.experience_note, &checklist.research_note];
    let evidence: Vec<_> = evidence
        .into_iter()
        .flatten()
        .map(|note| plain(note))
        .collect();
    if !evidence.is_empty() {
        left.push(Notes {
            heading: say(checklist, "checklist.evidence", &[]),
            lines: evidence,
        });
    }
    if let (true, Some(heading)) = (is_brief, words::left_out(checklist)) {
        let lines = words::left_out_by_reason(checklist).into_iter();
        let lines = lines.map(|(reason, names)| (String::new(), format!("{names}: {reason}")));
        left.push(Notes {
            heading,
            lines: lines.collect(),
        });
    }
    let lines = checklist.uncovered.iter().map(|element| {
        let name = words::numbered(&element.framework_label, element.notation.as_deref());
        let label = element.label.clone();
        match is_brief {
            true => (name, label),
            false => {
                let coverage = words::coverage(checklist, element);
                (name, format!("{label} ({coverage})"))
            }
        }
    });
    let right = Notes {
        heading: say(checklist, "checklist.uncovered", &[]),
        lines: lines.collect(),
    };
    let right = (!right.lines.is_empty()).then(|| vec![right]);
    let left = (!left.is_empty()).then_some(left);
    left.into_iter().chain(right).collect()
}

/// The box at the end, set: what is in each of its columns, and its height.
pub struct NotesBox {
    columns: Vec<Vec<SetLine>>,
    pub height: f32,
}

/// A line of a column.
struct SetLine {
    /// Whether a paragraph begins here.
    begins: bool,
    style: Style,
    runs: Vec<(String, Style)>,
}

/// White space above a paragraph.
const ABOVE: f32 = 2.0;

impl SetLine {
    fn height(&self) -> f32 {
        self.style.leading + if self.begins { ABOVE } else { 0.0 }
    }
}

fn set(paper: &Paper, column: &[Notes], width: f32, size: f32) -> Vec<SetLine> {
    let leading = size + 1.9;
    let heading = Style::new(size + 0.75, leading + 1.0, Weight::Bold, INK);
    let strong = Style::new(size, leading, Weight::SemiBold, INK);
    let text = Style::new(size, leading, Weight::Regular, INK);
    let mut lines = Vec::new();
    for notes in column {
        for line in paper.lines(&notes.heading, heading, width) {
            lines.push(SetLine {
                begins: !lines.is_empty(),
                style: heading,
                runs: vec![(line, heading)],
            });
        }
        for (name, words) in &notes.lines {
            let whole = format!("{name} {words}");
            // The name is semibold, so a little wider than measured.
            let wrapped = paper.paragraph(&whole, text, width * 0.985);
            for (number, line) in wrapped.into_iter().enumerate() {
                let runs = match (number, line.strip_prefix(name.as_str())) {
                    (0, Some(rest)) if !name.is_empty() => {
                        vec![(name.clone(), strong), (rest.to_owned(), text)]
                    }
                    _ => vec![(line, text)],
                };
                lines.push(SetLine {
                    begins: number == 0,
                    style: text,
                    runs,
                });
            }
        }
    }
    lines
}

fn column_width(count: usize) -> f32 {
    let count = count.max(1) as f32;
    (WIDTH - 2.0 * PAD - GAP * (count - 1.0)) / count
}

impl NotesBox {
    /// Sets the columns side by side; `size` is that of the text.
    pub fn new(paper: &Paper, columns: &[Vec<Notes>], size: f32) -> Self {
        let width = column_width(columns.len());
        let columns = columns.iter().map(|notes| set(paper, notes, width, size));
        let columns: Vec<Vec<SetLine>> = columns.collect();
        let heights = columns
            .iter()
            .map(|lines| lines.iter().map(SetLine::height).sum());
        Self {
            height: heights.fold(0.0, f32::max) + 2.0 * PAD,
            columns,
        }
    }

    /// Draws it; gives where it ends.
    pub fn draw(&self, paper: &mut Paper, top: f32) -> f32 {
        let ground = BoxStyle {
            fill: Some(LIGHT.box_ground),
            radius: 4.0,
            ..BoxStyle::default()
        };
        paper.frame((MARGIN, top), (WIDTH, self.height), ground);
        let width = column_width(self.columns.len());
        for (number, lines) in self.columns.iter().enumerate() {
            let x = MARGIN + PAD + number as f32 * (width + GAP);
            let mut y = top + PAD;
            let mut element = paper.element(Role::Heading(2), None);
            for line in lines {
                if line.begins {
                    element = paper.element(Role::Paragraph, None);
                }
                let base = y + line.height() - line.style.leading + line.style.baseline();
                let runs = line.runs.iter();
                let runs: Vec<_> = runs.map(|(text, style)| (text.as_str(), *style)).collect();
                let end = paper.run((x, base), &runs, Some(element));
                // A space for those who copy or listen.
                paper.text((end, base), line.style, " ", Some(element));
                y += line.height();
            }
        }
        top + self.height
    }
}

/// The line at the foot of every page: source and origin left, its number right where there are
/// several.
pub fn feet(paper: &mut Paper, checklist: &Checklist, size: f32) {
    let text = Style::new(size, size + 2.25, Weight::Regular, MUTED);
    let count = paper.pages();
    if count > 1 {
        paper.number_pages(text);
    }
    let lines = foot_lines(paper, checklist, text, count > 1);
    let first = paper::FOOT - lines.len().saturating_sub(1) as f32 * text.leading;
    for page in 0..count {
        for (place, line) in lines.iter().enumerate() {
            let y = first + place as f32 * text.leading;
            paper.text_on(page, (MARGIN, y), text, line);
        }
    }
}

/// Room for the number of a page.
const NUMBER_WIDTH: f32 = 70.0;

fn foot_lines(paper: &Paper, checklist: &Checklist, text: Style, is_numbered: bool) -> Vec<String> {
    let room = match is_numbered {
        true => WIDTH - NUMBER_WIDTH - GAP,
        false => WIDTH,
    };
    let said = checklist.source.iter().cloned();
    let said: Vec<_> = said.chain([words::origin(checklist)]).collect();
    paper.paragraph(&said.join(" "), text, room)
}

/// The height that [`feet`] take, with the margin below them.
pub fn feet_height(paper: &Paper, checklist: &Checklist, size: f32, is_numbered: bool) -> f32 {
    let text = Style::new(size, size + 2.25, Weight::Regular, MUTED);
    let lines = foot_lines(paper, checklist, text, is_numbered).len();
    lines as f32 * text.leading + FOOT
}
