//! What stands below the questions on paper: what research and advice name besides, what was left
//! out, how far the evidence reaches; and the line at the foot of each page.
//! Room `render`.

use crate::core::checklist::Checklist;
use crate::render::checklist::names;
use crate::render::checklist::pdf::{INK, MUTED};
use crate::render::checklist::words::{self, say};
use crate::render::paper::{self, BoxStyle, MARGIN, Paper, Role, Style, WIDTH};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;

/// Height of the line at the foot with the space above it.
pub const FOOT: f32 = 22.0;
/// Inside a box of notes.
const PAD: f32 = 6.0;
/// Between columns.
const GAP: f32 = 18.0;

/// A column of notes: a heading and paragraphs, some with strong words before them.
pub struct Notes {
    pub heading: String,
    pub lines: Vec<(String, String)>,
}

/// What the box at the end of the full form says, in columns of notes below each other.
pub fn columns(checklist: &Checklist) -> Vec<Vec<Notes>> {
    let evidence = Notes {
        heading: say(checklist, "checklist.evidence", &[]),
        lines: evidence(checklist),
    };
    let lines = checklist.uncovered.iter().map(|element| {
        let name = words::numbered(&element.framework_label, element.notation.as_deref());
        let coverage = words::coverage(checklist, element);
        (name, format!("{} ({coverage})", element.label))
    });
    let uncovered = Notes {
        heading: say(checklist, "checklist.uncovered", &[]),
        lines: lines.collect(),
    };
    let columns = [evidence, uncovered].into_iter();
    let columns = columns.filter(|notes| !notes.lines.is_empty());
    columns.map(|notes| vec![notes]).collect()
}

fn evidence(checklist: &Checklist) -> Vec<(String, String)> {
    let notes = [&checklist.experience_note, &checklist.research_note];
    let notes = notes.into_iter().flatten();
    notes.map(|note| (String::new(), note.clone())).collect()
}

/// What the box at the end of the short form says, where there is less room: as paragraphs that begin
/// with strong words. How far the evidence reaches, what was left out, the names behind the numbers
/// at the questions, and what hardly any question covers.
pub fn paragraphs(checklist: &Checklist) -> Vec<(String, String)> {
    let mut paragraphs = Vec::new();
    let evidence: Vec<_> = evidence(checklist)
        .into_iter()
        .map(|(_, note)| note)
        .collect();
    if !evidence.is_empty() {
        let heading = say(checklist, "checklist.evidence", &[]);
        paragraphs.push((heading, evidence.join(" ")));
    }
    if let Some(heading) = words::left_out(checklist) {
        let reasons = words::left_out_by_reason(checklist).into_iter();
        let reasons = reasons.map(|(reason, names)| format!("{names}: {reason}"));
        let reasons = reasons.collect::<Vec<_>>().join(". ");
        paragraphs.push((format!("{heading}."), reasons + "."));
    }
    for (key, text) in [
        ("checklist.names", names::beside(checklist)),
        ("checklist.uncovered", names::uncovered(checklist)),
    ] {
        if !text.is_empty() {
            paragraphs.push((format!("{}:", say(checklist, key, &[])), text));
        }
    }
    paragraphs
}

/// The box at the end, set: what is in each of its columns, and its height.
pub struct NotesBox {
    columns: Vec<Vec<SetLine>>,
    pub height: f32,
}

/// A line of a column.
struct SetLine {
    /// What begins here, if anything does.
    begins: Option<Role>,
    style: Style,
    runs: Vec<(String, Style)>,
}

/// White space above what begins below something else.
const ABOVE: f32 = 2.0;

fn height(lines: &[SetLine]) -> f32 {
    let begun = lines.iter().skip(1).filter(|line| line.begins.is_some());
    let above = begun.count() as f32 * ABOVE;
    lines.iter().map(|line| line.style.leading).sum::<f32>() + above
}

fn leading(size: f32) -> f32 {
    size + 1.9
}

fn set(paper: &Paper, column: &[Notes], width: f32, size: f32) -> Vec<SetLine> {
    let heading = Style::new(size + 0.75, leading(size) + 1.0, Weight::Bold, INK);
    let mut lines = Vec::new();
    for notes in column {
        let wrapped = paper.lines(&notes.heading, heading, width);
        for (number, line) in wrapped.into_iter().enumerate() {
            lines.push(SetLine {
                begins: (number == 0).then_some(Role::Heading(2)),
                style: heading,
                runs: vec![(line, heading)],
            });
        }
        lines.extend(set_paragraphs(paper, &notes.lines, width, size));
    }
    lines
}

/// Paragraphs, some with strong words before them.
fn set_paragraphs(
    paper: &Paper,
    paragraphs: &[(String, String)],
    width: f32,
    size: f32,
) -> Vec<SetLine> {
    let strong = Style::new(size, leading(size), Weight::SemiBold, INK);
    let text = Style::new(size, leading(size), Weight::Regular, INK);
    let mut lines = Vec::new();
    for (name, words) in paragraphs {
        let whole = format!("{name} {words}");
        // Strong words are a little wider than measured.
        let wrapped = paper.paragraph(&whole, text, width * 0.985);
        let mut name = name.as_str();
        for (number, line) in wrapped.into_iter().enumerate() {
            let line = line.as_str();
            let runs = match line.strip_prefix(name) {
                Some(rest) => vec![(name, strong), (rest, text)],
                // A longer name goes on.
                None if name.starts_with(line) => vec![(line, strong)],
                None => vec![(line, text)],
            };
            let runs = runs.into_iter().filter(|(words, _)| !words.is_empty());
            lines.push(SetLine {
                begins: (number == 0).then_some(Role::Paragraph),
                style: text,
                runs: runs
                    .map(|(words, style)| (words.to_owned(), style))
                    .collect(),
            });
            name = name.strip_prefix(line).unwrap_or_default().trim_start();
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
        Self::of(columns.collect())
    }

    /// Sets paragraphs that flow through two columns of about the same height.
    pub fn flowing(paper: &Paper, paragraphs: &[(String, String)], size: f32) -> Self {
        let mut left = set_paragraphs(paper, paragraphs, column_width(2), size);
        let places = 0..=left.len();
        let height_at = |place: &usize| height(&left[..*place]).max(height(&left[*place..]));
        let place = places.min_by(|a, b| height_at(a).total_cmp(&height_at(b)));
        let right = left.split_off(place.unwrap_or(0));
        Self::of(vec![left, right])
    }

    fn of(columns: Vec<Vec<SetLine>>) -> Self {
        let heights = columns.iter().map(|lines| height(lines));
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
        let mut element = None;
        for (number, lines) in self.columns.iter().enumerate() {
            let x = MARGIN + PAD + number as f32 * (width + GAP);
            let mut y = top + PAD;
            for (place, line) in lines.iter().enumerate() {
                if let Some(role) = &line.begins {
                    element = Some(paper.element(role.clone(), None));
                    y += if place > 0 { ABOVE } else { 0.0 };
                }
                let base = y + line.style.baseline();
                let runs = line.runs.iter();
                let runs: Vec<_> = runs.map(|(text, style)| (text.as_str(), *style)).collect();
                let end = paper.run((x, base), &runs, element);
                // A space for those who copy or listen.
                paper.text((end, base), line.style, " ", element);
                y += line.style.leading;
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
