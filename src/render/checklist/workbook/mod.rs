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
use crate::render::book::look::{Look, MUTED, SIZE};
use crate::render::book::{self, Book, Column, look};
use crate::render::checklist::words::{self, say};
use crate::render::svg::font::Ruler;
use crate::render::{RenderError, Rendered};

const LINK: Color = Color::RGB(0x0F_4C_81);

/// The whole workbook.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let mut book = Book::new(&checklist.title, checklist.language)?;
    let writer = Writer::new(checklist);
    let mut write = || -> Result<(), XlsxError> {
        book.use_look()?;
        writer.activity(book.page(&words::about(checklist))?)?;
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
    look: Look,
    ruler: Ruler,
    section: Format,
    link: Format,
}

impl<'a> Writer<'a> {
    fn new(checklist: &'a Checklist) -> Self {
        let look = Look::default();
        Self {
            checklist,
            ruler: Ruler::default(),
            link: look.plain.clone().set_font_color(LINK),
            section: look
                .band
                .clone()
                .set_background_color(Color::White)
                .set_font_color(MUTED)
                .set_font_size(SIZE)
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            look,
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
            page.write_string_with_format(0, place, name, &self.look.head)?;
        }
        // Bold is wider.
        let names = columns.iter();
        let names = names.map(|(name, width)| (name.as_str(), width * 0.92));
        page.set_row_height(0, look::height(&self.ruler, names).max(24.0))?;
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
        page.set_margins(0.4, 0.4, 0.35, 0.5, 0.2, 0.25);
    }

    fn activity(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let checklist = self.checklist;
        let language = checklist.language;
        let widths = [28.0, 72.0];
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, width)?;
        }
        page.set_row_height(0, 26)?;
        page.write_string_with_format(0, 0, book::text(&checklist.title), &self.look.title)?;
        let prose = self
            .look
            .plain
            .clone()
            .set_border_bottom(FormatBorder::None);
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
        page.write_string_with_format(row, 0, words::about(checklist), &self.look.head)?;
        page.write_string_with_format(row, 1, self.of(Heading::Filled), &self.look.head)?;
        let form = checklist.form.text(language);
        for field in Field::ALL {
            let fixed = match field {
                Field::Sectors | Field::Goals => continue,
                Field::Form => Some(form.as_str()),
                Field::Edition => Some(checklist.edition.as_str()),
                Field::Audience | Field::Level => match checklist.scope(field) {
                    Some(choice) => Some(choice.iri.as_str()),
                    None => continue,
                },
                _ => None,
            };
            row += 1;
            page.set_row_height(row, 22)?;
            page.write_string_with_format(row, 0, words::field(checklist, field), &self.look.bold)?;
            match fixed {
                Some(text) => page.write_string_with_format(row, 1, text, &self.look.muted)?,
                // A day that is typed becomes a day, however it is typed.
                None if field == Field::Date => {
                    let day = self.look.open.clone().set_num_format("yyyy-mm-dd");
                    let day = day.set_align(FormatAlign::Left);
                    page.write_blank(row, 1, &day)?
                }
                None => page.write_blank(row, 1, &self.look.open)?,
            };
        }
        page.set_landscape().set_paper_size(book::A4);
        page.set_print_fit_to_pages(1, 0);
        self.foot(page);
        Ok(())
    }

    fn choices(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        // All but the last fit A4 upright with letters of 8.5 points or more.
        let columns: [Column; 5] = [
            (self.of(Heading::Chosen), 9.0),
            (self.of(Heading::Kind), 10.0),
            (self.of(Heading::Label), 50.0),
            (self.say("checklist.below"), 36.0),
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
            page.write_blank(
                row,
                0,
                &self.look.open.clone().set_align(FormatAlign::Center),
            )?;
            let kind = field.text(self.checklist.language);
            let texts = [kind.as_str(), choice.label.as_str(), below];
            for (column, text) in (1..).zip(texts) {
                let format = if column == 2 {
                    &self.look.plain
                } else {
                    &self.look.muted
                };
                page.write_string_with_format(row, column, book::text(text), format)?;
            }
            book::write_iri(page, row, 4, &choice.iri, &self.link)?;
            let cells = [(choice.label.as_str(), 50.0), (below, 36.0)];
            page.set_row_height(row, look::height(&self.ruler, cells).max(18.0))?;
        }
        if row > 0 {
            let mark = DataValidation::new().allow_list_strings(&["x"])?;
            page.add_data_validation(1, 0, row, 0, &mark)?;
        }
        self.heading(page, &columns, row.max(1), 4)?;
        page.set_portrait();
        Ok(())
    }
}
