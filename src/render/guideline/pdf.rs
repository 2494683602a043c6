//! The guideline on paper: A4 upright, tagged, with boxes to tick and lines to write on. Lists too
//! long for boxes stand at the end.
//! Room `render`.

use crate::core::form::{Field, FieldKind, Form, picked};
use crate::core::language::Language;
use crate::render::guideline::Variant;
use crate::render::guideline::words::{self, say};
use crate::render::paper::{self, A4, BoxStyle, MARGIN, Paper, Role, Style, WIDTH, pdf};
use crate::render::svg::font::Weight;
use crate::render::svg::palette::LIGHT;
use crate::render::{RenderError, Rendered};

const BOTTOM: f32 = A4.1 - 40.0;
const TITLE: Style = Style::new(18.0, 22.0, Weight::Bold, LIGHT.ink);
const HEADING: Style = Style::new(12.0, 15.0, Weight::Bold, LIGHT.root_text);
const NAME: Style = Style::new(10.5, 13.5, Weight::SemiBold, LIGHT.ink);
const TEXT: Style = Style::new(9.0, 11.6, Weight::Regular, LIGHT.ink);
const MUTED: Style = Style::new(8.5, 10.8, Weight::Regular, LIGHT.muted);
const FOOT: Style = Style::new(8.5, 10.8, Weight::Regular, LIGHT.muted);
const BAND: f32 = 20.0;
/// Choices that get a box each, at the most.
const MOST_BOXES: usize = 20;
/// From one line to write on to the next.
const RULE: f32 = 21.0;
/// Side of a box to tick.
const TICK: f32 = 8.5;
const COLUMNS: usize = 3;
const GAP: f32 = 10.0;

/// The document.
pub fn render(form: &Form, language: Language, variant: Variant) -> Result<Rendered, RenderError> {
    let title = picked(&form.title, language).unwrap_or_default();
    let mut sheet = Sheet {
        paper: Paper::new(title, language, A4),
        y: MARGIN,
        form,
        language,
        variant,
    };
    let lines = sheet.paper.lines(title, TITLE, WIDTH);
    sheet.write(Role::Heading(1), TITLE, &lines);
    sheet.y += 3.0;
    let introduction = picked(&form.introduction, language).unwrap_or_default();
    sheet.paragraph(TEXT, introduction);
    if variant == Variant::Interview {
        sheet.y += 3.0;
        sheet.paragraph(TEXT, &say(language, "guideline.guide-interview"));
    }
    for (place, group) in form.groups.iter().enumerate() {
        let name = picked(&group.name, language).unwrap_or(&group.iri);
        sheet.band(name);
        sheet.paragraph(MUTED, picked(&group.comment, language).unwrap_or_default());
        for field in form.fields_of(place) {
            sheet.field(field);
        }
    }
    sheet.appendix();
    let edition = format!("{}: {}", say(language, "form.edition"), form.edition);
    for page in 0..sheet.paper.pages() {
        let at = (MARGIN, paper::FOOT);
        sheet.paper.text_on(page, at, FOOT, &edition);
    }
    sheet.paper.number_pages(FOOT);
    pdf::render(&sheet.paper)
}

struct Sheet<'a> {
    paper: Paper,
    y: f32,
    form: &'a Form,
    language: Language,
    variant: Variant,
}

impl Sheet<'_> {
    /// Makes room for so much.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.paper.turn();
            self.y = MARGIN;
        }
    }

    fn write(&mut self, role: Role, style: Style, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let element = self.paper.element(role, None);
        for line in lines {
            self.room(style.leading);
            let line = [format!("{line} ")];
            let at = (MARGIN, self.y);
            self.y += self.paper.block(at, style, &line, Some(element));
        }
    }

    fn paragraph(&mut self, style: Style, text: &str) {
        let lines = self.paper.paragraph(text, style, WIDTH);
        self.write(Role::Paragraph, style, &lines);
    }

    fn band(&mut self, text: &str) {
        self.y += 12.0;
        self.room(BAND + 110.0);
        let ground = BoxStyle {
            fill: Some(LIGHT.root),
            radius: 4.0,
            ..BoxStyle::default()
        };
        self.paper.frame((MARGIN, self.y), (WIDTH, BAND), ground);
        let element = self.paper.element(Role::Heading(2), None);
        self.paper.bookmark(text, self.y);
        let at = (MARGIN + 7.0, self.y + 14.2);
        self.paper.text(at, HEADING, text, Some(element));
        self.y += BAND + 4.0;
    }

    fn field(&mut self, field: &Field) {
        let language = self.language;
        let is_interview = self.variant == Variant::Interview;
        let name = match is_interview {
            true => words::question(field, language).to_owned(),
            false => words::heading(field, language),
        };
        let requirement = words::requirement(field, language);
        let name = self
            .paper
            .lines(&format!("{name} ({requirement})"), NAME, WIDTH);
        let help = match is_interview {
            true => vec![field.name_in(language).to_owned()],
            false => words::help(field, language),
        };
        let help = self.paper.paragraph(&help.join(" "), MUTED, WIDTH);
        let is_boxed = !is_interview && self.form.choices(field).len() <= MOST_BOXES;
        let choices = match is_boxed {
            true => self.boxes(field),
            false => Vec::new(),
        };
        let rules = match (&field.kind, is_interview) {
            (FieldKind::Boolean, false) => 0,
            (_, true) => 4,
            (FieldKind::Chosen { .. }, _) if is_boxed => 1,
            (FieldKind::Chosen { .. }, _) => 3,
            (FieldKind::Text { is_long: true, .. }, _) => 4,
            _ => 1,
        };
        let height = name.len() as f32 * NAME.leading
            + help.len() as f32 * MUTED.leading
            + choices.iter().map(|row| Self::height(row)).sum::<f32>()
            + rules as f32 * RULE;
        self.y += 9.0;
        self.room(height + 6.0);
        self.write(Role::Heading(3), NAME, &name);
        self.write(Role::Paragraph, MUTED, &help);
        self.y += 2.0;
        self.draw(&choices, true);
        if is_boxed && matches!(field.kind, FieldKind::Chosen { .. }) {
            let own = say(language, "guideline.own-words") + ": ";
            let element = self.paper.element(Role::Paragraph, None);
            let at = (MARGIN, self.y + RULE - 3.0);
            self.paper.text(at, MUTED, &own, Some(element));
            self.rule(MARGIN + self.paper.width(&own, MUTED));
            return;
        }
        for _ in 0..rules {
            self.rule(MARGIN);
        }
    }

    fn rule(&mut self, from: f32) {
        self.room(RULE);
        self.y += RULE;
        let to = (MARGIN + WIDTH, self.y);
        self.paper.line((from, self.y), to, LIGHT.line, 0.75);
    }

    /// Rows of choices, each choice as its lines.
    fn boxes(&self, field: &Field) -> Vec<Vec<Vec<String>>> {
        let texts: Vec<String> = match &field.kind {
            FieldKind::Boolean => ["form.yes", "form.no"]
                .map(|key| say(self.language, key))
                .into(),
            FieldKind::Chosen { .. } => words::choices(self.form, field, self.language)
                .into_iter()
                .map(|(_, text)| text)
                .collect(),
            _ => Vec::new(),
        };
        self.rows(&texts)
    }

    fn rows(&self, texts: &[String]) -> Vec<Vec<Vec<String>>> {
        let width = (WIDTH - GAP * (COLUMNS as f32 - 1.0)) / COLUMNS as f32 - TICK - 5.0;
        let set = texts.iter().map(|text| self.paper.lines(text, TEXT, width));
        let set: Vec<_> = set.collect();
        set.chunks(COLUMNS).map(<[_]>::to_vec).collect()
    }

    fn height(row: &[Vec<String>]) -> f32 {
        let most = row.iter().map(Vec::len).max().unwrap_or(0);
        most as f32 * TEXT.leading + 3.0
    }

    fn draw(&mut self, rows: &[Vec<Vec<String>>], has_boxes: bool) {
        if rows.is_empty() {
            return;
        }
        let list = self.paper.element(Role::List, None);
        let step = (WIDTH + GAP) / COLUMNS as f32;
        for row in rows {
            let height = Self::height(row);
            self.room(height);
            for (column, lines) in row.iter().enumerate() {
                let x = MARGIN + column as f32 * step;
                if has_boxes {
                    let frame = BoxStyle {
                        stroke: Some(LIGHT.ink),
                        width: 0.8,
                        radius: 1.5,
                        ..BoxStyle::default()
                    };
                    self.paper.frame((x, self.y + 1.6), (TICK, TICK), frame);
                }
                let element = self.paper.element(Role::Item, Some(list));
                let at = (x + if has_boxes { TICK + 5.0 } else { 0.0 }, self.y);
                self.paper.block(at, TEXT, lines, Some(element));
            }
            self.y += height;
        }
    }

    /// The lists that are too long for boxes.
    fn appendix(&mut self) {
        let form = self.form;
        let is_long = |field: &&Field| form.choices(field).len() > MOST_BOXES;
        if self.variant == Variant::Interview {
            return;
        }
        for field in form.fields.iter().filter(is_long) {
            let name = field.name_in(self.language);
            self.band(&format!("{}: {name}", say(self.language, "form.list")));
            for section in words::sections(form, field, self.language) {
                if let Some(heading) = &section.heading {
                    self.y += 4.0;
                    self.room(NAME.leading + 2.0 * TEXT.leading);
                    let lines = self.paper.lines(heading, NAME, WIDTH);
                    self.write(Role::Heading(3), NAME, &lines);
                }
                let texts: Vec<_> = section
                    .choices
                    .into_iter()
                    .map(|shown| shown.text)
                    .collect();
                let rows = self.rows(&texts);
                self.draw(&rows, false);
            }
        }
    }
}
