//! A checklist as a workbook (XLSX) to fill in: the activity, the questions, sectors and goals to mark,
//! examples, and how far the evidence reaches.
//! Room `render`. Every cell is a text, so nothing of the data becomes a formula, and `1.10` stays
//! what it is. What is read back is known by [`Heading`], not by its place.

mod further;
mod questions;

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use crate::core::checklist::Checklist;
use crate::core::checklist::answers::Field;
use crate::core::checklist::sheet::Heading;
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
                .set_align(FormatAlign::Top)
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
        let form = checklist.form.text(language);
        for field in Field::ALL {
            let fixed = match field {
                Field::Sectors | Field::Goals => continue,
                Field::Form => Some(form.as_str()),
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
}
