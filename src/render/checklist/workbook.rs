//! A checklist as a workbook (XLSX) to fill in: the activity, the questions, sectors and goals to mark,
//! examples, and how far the evidence reaches.
//! Room `render`. Every cell is a text, so nothing of the data becomes a formula, and `1.10` stays
//! what it is. What is read back is known by [`Heading`], not by its place.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Worksheet,
    XlsxError,
};

use crate::core::checklist::answers::{Field, Value};
use crate::core::checklist::sheet::Heading;
use crate::core::checklist::{Checklist, Choice, Item, Research, SectionHeading};
use crate::render::book::{self, Book, Column};
use crate::render::checklist::words::{self, say};
use crate::render::{RenderError, Rendered};

const INK: Color = Color::RGB(0x15_20_2B);
const MUTED: Color = Color::RGB(0x4A_58_65);
const EDGE: Color = Color::RGB(0xB4_C0_CA);
const ROOT: Color = Color::RGB(0x17_36_4F);
const BOX: Color = Color::RGB(0xEE_F2_F6);
/// What is filled in.
const OPEN: Color = Color::RGB(0xFD_F1_E3);
/// A typeface that every office program has, or one of the same widths.
const FONT: &str = "Arial";
const SIZE: f64 = 10.0;
const LINK: Color = Color::RGB(0x0F_4C_81);

/// The whole workbook.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let mut book = Book::new(&checklist.title, checklist.language)?;
    let writer = Writer::new(checklist);
    let mut write = || -> Result<(), XlsxError> {
        writer.activity(book.page(&say(checklist, "checklist.of-the-activity", &[]))?)?;
        writer.questions(book.page(&say(checklist, "checklist.sheet-questions", &[]))?)?;
        writer.choices(book.page(&say(checklist, "checklist.sheet-choices", &[]))?)?;
        writer.examples(book.page(&say(checklist, "checklist.examples", &[]))?)?;
        writer.evidence(book.page(&say(checklist, "checklist.sheet-evidence", &[]))?)
    };
    write().map_err(book::failed)?;
    book.finish()
}

/// How cells look.
struct Writer<'a> {
    checklist: &'a Checklist,
    plain: Format,
    muted: Format,
    bold: Format,
    open: Format,
    head: Format,
    band: Format,
    section: Format,
    link: Format,
}

/// Columns of the sheet of questions in their order.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Notation,
    Question,
    Hint,
    Answer,
    Remark,
    Experienced,
    Research,
    /// From here on not on paper, where there is no room.
    Realisations,
    Iri,
}

const PARTS: [(Part, f64); 9] = [
    (Part::Notation, 7.0),
    (Part::Question, 38.0),
    (Part::Hint, 28.0),
    (Part::Answer, 11.0),
    (Part::Remark, 30.0),
    (Part::Experienced, 13.0),
    (Part::Research, 28.0),
    (Part::Realisations, 50.0),
    (Part::Iri, 34.0),
];
/// Columns of the sheet of questions that are printed.
const PRINTED: u16 = 7;

impl<'a> Writer<'a> {
    fn new(checklist: &'a Checklist) -> Self {
        let plain = book::text_format()
            .set_font_name(FONT)
            .set_font_size(SIZE)
            .set_font_color(INK)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(EDGE);
        let band = Format::new()
            .set_font_name(FONT)
            .set_bold()
            .set_font_color(ROOT)
            .set_background_color(BOX)
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(EDGE);
        let head = Format::new()
            .set_font_name(FONT)
            .set_font_size(SIZE)
            .set_bold()
            .set_text_wrap()
            .set_font_color(Color::White)
            .set_background_color(ROOT)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            checklist,
            head,
            muted: plain.clone().set_font_color(MUTED),
            bold: plain.clone().set_bold(),
            open: plain
                .clone()
                .set_background_color(OPEN)
                .set_border(FormatBorder::Thin)
                .set_border_color(EDGE),
            link: plain.clone().set_font_color(LINK),
            section: band
                .clone()
                .set_background_color(Color::White)
                .set_font_color(MUTED)
                .set_font_size(SIZE)
                .set_text_wrap(),
            band: band.set_font_size(11.5),
            plain,
        }
    }

    fn say(&self, key: &str) -> String {
        say(self.checklist, key, &[])
    }

    fn of(&self, heading: Heading) -> String {
        heading.text(self.checklist.language)
    }

    /// Headings that stay in sight; of the columns, `printed` come on paper.
    fn heading(
        &self,
        page: &mut Worksheet,
        columns: &[Column],
        rows: u32,
        printed: u16,
    ) -> Result<(), XlsxError> {
        book::heading(page, columns)?;
        for (place, (name, _)) in (0..).zip(columns) {
            page.write_string_with_format(0, place, name, &self.head)?;
        }
        page.set_print_area(0, 0, rows, printed - 1)?;
        self.foot(page);
        Ok(())
    }

    /// What stands at the foot of every page.
    fn foot(&self, page: &mut Worksheet) {
        // `&` begins a code in a foot.
        let title = self.checklist.title.replace('&', "&&");
        let edition = self.checklist.edition.replace('&', "&&");
        let edition = format!("{} {edition}", Field::Edition.text(self.checklist.language));
        let title: String = title.chars().take(120).collect();
        page.set_footer(format!("&L&8{title}&C&8{edition}&R&8&P / &N"));
        page.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    }

    fn activity(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let checklist = self.checklist;
        let language = checklist.language;
        let widths = [28.0, 72.0];
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, width)?;
        }
        let title = Format::new()
            .set_font_name(FONT)
            .set_bold()
            .set_font_size(17)
            .set_font_color(ROOT);
        page.set_row_height(0, 26)?;
        page.write_string_with_format(0, 0, book::text(&checklist.title), &title)?;
        let prose = self.plain.clone().set_border_bottom(FormatBorder::None);
        let mut row = 1;
        let introduction = checklist.introduction.iter().cloned();
        let guide = [self.say("checklist.sheet-guide")];
        for line in introduction.chain(words::chosen(checklist)).chain(guide) {
            let line = book::text(&line);
            page.set_row_height(row, book::height([(line.as_str(), widths[0] + widths[1])]))?;
            page.merge_range(row, 0, row, 1, &line, &prose)?;
            row += 1;
        }
        row += 1;
        page.set_row_height(row, 22)?;
        page.write_string_with_format(row, 0, self.of(Heading::Field), &self.head)?;
        page.write_string_with_format(row, 1, self.of(Heading::Filled), &self.head)?;
        for field in Field::ALL {
            let fixed = match field {
                Field::Sectors | Field::Goals => continue,
                Field::Form => Some(checklist.form.name()),
                Field::Edition => Some(checklist.edition.as_str()),
                _ => None,
            };
            row += 1;
            page.set_row_height(row, 22)?;
            page.write_string_with_format(row, 0, field.text(language), &self.bold)?;
            match fixed {
                Some(text) => page.write_string_with_format(row, 1, text, &self.muted)?,
                // A day that is typed becomes a day, however it is typed.
                None if field == Field::Date => {
                    let day = self.open.clone().set_num_format("yyyy-mm-dd");
                    let day = day.set_align(FormatAlign::Left);
                    page.write_blank(row, 1, &day)?
                }
                None => page.write_blank(row, 1, &self.open)?,
            };
        }
        page.set_landscape().set_paper_size(book::A4);
        page.set_print_fit_to_pages(1, 0);
        self.foot(page);
        Ok(())
    }

    fn part(&self, part: Part) -> String {
        match part {
            Part::Notation => self.of(Heading::Notation),
            Part::Question => self.say("checklist.question"),
            Part::Hint => self.say("checklist.hint"),
            Part::Answer => self.of(Heading::Answer),
            Part::Remark => self.of(Heading::Remark),
            Part::Experienced => self.say("checklist.experienced"),
            Part::Research => self.say("checklist.also-research"),
            Part::Realisations => self.say("checklist.how-others"),
            Part::Iri => self.of(Heading::Iri),
        }
    }

    fn questions(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = PARTS.map(|(part, width)| (self.part(part), width));
        let mut row = 1;
        for group in &self.checklist.groups {
            let label = match &group.question {
                Some(question) => format!("{} · {question}", group.label),
                None => group.label.clone(),
            };
            self.row(page, row, group.notation.as_deref(), &label, &self.band)?;
            page.set_row_height(row, 22)?;
            row += 1;
            for section in &group.sections {
                if let Some(heading) = &section.heading {
                    self.section(page, row, heading)?;
                    row += 1;
                }
                for item in &section.items {
                    self.item(page, row, item)?;
                    row += 1;
                }
            }
        }
        let last = row.max(2) - 1;
        self.answers(page, last)?;
        self.heading(page, &columns, last, PRINTED)?;
        page.set_freeze_panes(1, 2)?;
        Ok(())
    }

    /// A heading over the whole width.
    fn row(
        &self,
        page: &mut Worksheet,
        row: u32,
        notation: Option<&str>,
        label: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        for column in 0..PARTS.len() as u16 {
            page.write_blank(row, column, format)?;
        }
        page.write_string_with_format(row, 0, book::text(notation.unwrap_or("")), format)?;
        page.write_string_with_format(row, 1, book::text(label), format)?;
        Ok(())
    }

    fn section(
        &self,
        page: &mut Worksheet,
        row: u32,
        heading: &SectionHeading,
    ) -> Result<(), XlsxError> {
        let notation = heading.notation.as_deref();
        self.row(page, row, notation, &heading.label, &self.section)?;
        let research = book::text(&self.research(&heading.research));
        let place = PARTS.iter().position(|(part, _)| *part == Part::Research);
        let place = place.unwrap_or(0);
        let cells = [
            (heading.label.as_str(), PARTS[1].1),
            (&research, PARTS[place].1),
        ];
        page.set_row_height(row, book::height(cells))?;
        page.write_string_with_format(row, place as u16, &research, &self.plain)?;
        Ok(())
    }

    fn item(&self, page: &mut Worksheet, row: u32, item: &Item) -> Result<(), XlsxError> {
        let mut texts = Vec::new();
        for (column, (part, width)) in (0..).zip(PARTS) {
            let text = match part {
                Part::Notation => item.notation.clone().unwrap_or_default(),
                Part::Question => item.question.clone(),
                Part::Hint => item.hint.clone().unwrap_or_default(),
                Part::Answer | Part::Remark => String::new(),
                Part::Experienced => words::count(self.checklist, item.count),
                Part::Research => self.research(&item.research),
                Part::Realisations => words::realisations(item).join("\n"),
                Part::Iri => item.iri.clone(),
            };
            let text = book::text(&text);
            match part {
                Part::Answer | Part::Remark => page.write_blank(row, column, &self.open).map(drop),
                Part::Iri => book::write_iri(page, row, column, &text, &self.link),
                _ => {
                    let format = match part {
                        Part::Question => &self.bold,
                        Part::Hint | Part::Notation | Part::Realisations => &self.muted,
                        _ => &self.plain,
                    };
                    page.write_string_with_format(row, column, &text, format)
                        .map(drop)
                }
            }?;
            // Not printed and longer than the rest: it may be cut.
            if !matches!(part, Part::Realisations | Part::Iri) {
                // Bold is wider.
                let width = if part == Part::Question {
                    width * 0.9
                } else {
                    width
                };
                texts.push((text, width));
            }
        }
        let cells = texts.iter().map(|(text, width)| (text.as_str(), *width));
        // Room for a remark by hand.
        page.set_row_height(row, book::height(cells).max(30.0) + 4.0)?;
        Ok(())
    }

    /// The list to choose an answer from.
    fn answers(&self, page: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
        let names = Value::ALL.map(|value| value.text(self.checklist.language));
        let title = self.of(Heading::Answer);
        let list = DataValidation::new()
            .allow_list_strings(&names)?
            .set_input_title(&title)?
            .set_input_message(names.join(" · "))?
            .set_error_title(&title)?
            .set_error_message(names.join(" · "))?
            .set_error_style(DataValidationErrorStyle::Stop);
        let place = PARTS.iter().position(|(part, _)| *part == Part::Answer);
        let place = place.unwrap_or(0) as u16;
        page.add_data_validation(1, place, last, place, &list)?;
        Ok(())
    }

    fn research(&self, research: &[Research]) -> String {
        let lines = research.iter().map(|element| {
            let basis = words::basis(self.checklist, element.evidence);
            format!("{} {} ({basis})", words::chip(element), element.label)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn choices(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let columns: [Column; 5] = [
            (self.of(Heading::Chosen), 14.0),
            (self.of(Heading::Kind), 14.0),
            (self.of(Heading::Label), 58.0),
            (self.say("checklist.below"), 40.0),
            (self.of(Heading::Iri), 60.0),
        ];
        let offered = &self.checklist.offered;
        let sectors = offered
            .sectors
            .iter()
            .map(|choice| (Field::Sectors, choice, ""));
        let goals = offered.goals.iter().flat_map(|group| {
            let below = group.heading.label.as_str();
            group
                .goals
                .iter()
                .map(move |choice| (Field::Goals, choice, below))
        });
        let mut row = 0;
        for (field, choice, below) in sectors.chain(goals) {
            row += 1;
            page.write_blank(row, 0, &self.open.clone().set_align(FormatAlign::Center))?;
            let kind = field.text(self.checklist.language);
            let texts = [kind.as_str(), choice.label.as_str(), below];
            for (column, text) in (1..).zip(texts) {
                let format = if column == 2 {
                    &self.plain
                } else {
                    &self.muted
                };
                page.write_string_with_format(row, column, book::text(text), format)?;
            }
            book::write_iri(page, row, 4, &choice.iri, &self.link)?;
            page.set_row_height(row, 18)?;
        }
        if row > 0 {
            let mark = DataValidation::new().allow_list_strings(&["x"])?;
            page.add_data_validation(1, 0, row, 0, &mark)?;
        }
        self.heading(page, &columns, row.max(1), 4)
    }

    fn examples(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let columns: [Column; 8] = [
            (self.of(Heading::Notation), 7.0),
            (self.say("checklist.question"), 30.0),
            (self.say("checklist.example"), 11.0),
            (self.say("checklist.example-title"), 30.0),
            (self.say("checklist.how-others"), 34.0),
            (Field::Sectors.text(self.checklist.language), 24.0),
            (Field::Goals.text(self.checklist.language), 36.0),
            (self.of(Heading::Iri), 40.0),
        ];
        let mut row = 0;
        for item in self.checklist.items() {
            for shown in &item.examples {
                let Some(example) = self.checklist.example(&shown.iri) else {
                    continue;
                };
                row += 1;
                let by: Vec<_> = shown
                    .by
                    .iter()
                    .map(|by| words::heading(by.notation.as_deref(), &by.label))
                    .collect();
                let lines = |choices: &[Choice]| {
                    let labels: Vec<_> = choices.iter().map(|one| one.label.as_str()).collect();
                    labels.join("\n")
                };
                let texts = [
                    item.notation.clone().unwrap_or_default(),
                    item.question.clone(),
                    example.number.clone(),
                    example.title.clone().unwrap_or_default(),
                    by.join("\n"),
                    lines(&example.sectors),
                    lines(&example.goals),
                ]
                .map(|text| book::text(&text));
                let cells = texts.iter().zip(&columns);
                let cells = cells.map(|(text, (_, width))| (text.as_str(), *width));
                page.set_row_height(row, book::height(cells))?;
                for (column, text) in (0..).zip(&texts) {
                    let format = if column < 2 { &self.muted } else { &self.plain };
                    page.write_string_with_format(row, column, text, format)?;
                }
                book::write_iri(page, row, 7, &example.iri, &self.link)?;
            }
        }
        page.autofilter(0, 0, row.max(1), columns.len() as u16 - 1)?;
        self.heading(page, &columns, row.max(1), 7)
    }

    fn evidence(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let checklist = self.checklist;
        let widths = [24.0, 62.0, 56.0];
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, width)?;
        }
        let prose = self.plain.clone().set_border_bottom(FormatBorder::None);
        let mut row = 0;
        let head = |page: &mut Worksheet, row: &mut u32, text: &str| {
            for column in 0..3 {
                page.write_blank(*row, column, &self.band)?;
            }
            page.write_string_with_format(*row, 0, book::text(text), &self.band)?;
            page.set_row_height(*row, 22)?;
            *row += 1;
            Ok::<(), XlsxError>(())
        };
        let origin = words::origin(checklist);
        head(page, &mut row, &self.say("checklist.evidence"))?;
        for note in words::notes(checklist).into_iter().chain([origin.as_str()]) {
            let note = book::text(note);
            let room = widths.iter().sum();
            page.set_row_height(row, book::height([(note.as_str(), room)]) + 4.0)?;
            page.merge_range(row, 0, row, 2, &note, &prose)?;
            row += 1;
        }
        let table = |page: &mut Worksheet, row: &mut u32, texts: [String; 3]| {
            let texts = texts.map(|text| book::text(&text));
            let cells = texts.iter().zip(widths);
            let cells = cells.map(|(text, width)| (text.as_str(), width));
            page.set_row_height(*row, book::height(cells))?;
            for (column, text) in (0..).zip(&texts) {
                let format = if column == 1 {
                    &self.plain
                } else {
                    &self.muted
                };
                page.write_string_with_format(*row, column, text, format)?;
            }
            *row += 1;
            Ok::<(), XlsxError>(())
        };
        if !checklist.uncovered.is_empty() {
            row += 1;
            head(page, &mut row, &self.say("checklist.uncovered"))?;
            for element in &checklist.uncovered {
                let notation = element.notation.as_deref();
                let texts = [
                    words::numbered(&element.framework_label, notation),
                    element.label.clone(),
                    words::coverage(checklist, element),
                ];
                table(page, &mut row, texts)?;
            }
        }
        if let Some(line) = words::left_out(checklist) {
            row += 1;
            head(page, &mut row, &line)?;
            for left_out in &checklist.left_out {
                let texts = [
                    left_out.notation.clone().unwrap_or_default(),
                    left_out.question.clone(),
                    words::why_left_out(checklist, left_out),
                ];
                table(page, &mut row, texts)?;
            }
        }
        page.set_landscape().set_paper_size(book::A4);
        page.set_print_fit_to_pages(1, 0);
        self.foot(page);
        Ok(())
    }
}
