//! The guideline as a workbook (XLSX): what it is, a sheet for one example, a sheet for many, and the
//! lists to choose from.
//! Room `render`. Every cell that holds words is a text, so nothing of the data becomes a formula, and
//! what is typed into one stays what was typed. What is read back is known by its headings, not by its
//! place. No cells are made one: a reader would have to look for them in every sheet.

mod lists;
mod many;
mod one;

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign,
    FormatBorder, Formula, Worksheet, XlsxError,
};

use crate::core::form::{Field, FieldKind, Form, Requirement, picked};
use crate::core::language::Language;
use crate::render::book::look::{Look, ROOT};
use crate::render::book::{self, Book};
use crate::render::guideline::words;
use crate::render::{RenderError, Rendered};

/// So much more than a width says fits on a line: the type is smaller than that which widths are
/// counted in.
const ROOM: f64 = 1.25;
/// Characters of the title and of the text that a program shows beside a cell (Excel's own bounds).
const LONGEST_TITLE: usize = 32;
const LONGEST_HINT: usize = 255;

/// The whole workbook.
pub fn render(form: &Form, language: Language) -> Result<Rendered, RenderError> {
    let title = picked(&form.title, language).unwrap_or_default();
    let mut book = Book::new(title, language)?;
    let lists = lists::Lists::new(form, language);
    let writer = Writer::new(form, language, title, &lists);
    let mut write = || -> Result<(), XlsxError> {
        let name = |key: &str| words::say(language, key);
        writer.about(book.page(&name("guideline.sheet-about"))?)?;
        writer.one(book.page(&name("guideline.sheet-one"))?)?;
        writer.many(book.page(&name("guideline.sheet-many"))?)?;
        let sheet = name("guideline.sheet-lists");
        writer.lists(book.page(&sheet)?)?;
        for (name, range) in lists.ranges(&sheet) {
            book.define(&name, &range)?;
        }
        Ok(())
    };
    write().map_err(book::failed)?;
    book.finish()
}

/// How cells look.
struct Writer<'a> {
    form: &'a Form,
    language: Language,
    title: &'a str,
    lists: &'a lists::Lists<'a>,
    look: Look,
}

impl<'a> Writer<'a> {
    fn new(
        form: &'a Form,
        language: Language,
        title: &'a str,
        lists: &'a lists::Lists<'a>,
    ) -> Self {
        let look = Look::default();
        Self {
            form,
            language,
            title,
            lists,
            look,
        }
    }

    fn say(&self, key: &str) -> String {
        words::say(self.language, key)
    }

    /// A cell to fill in: a text, but for numbers and days, which a program should know as such.
    fn cell(&self, of: &Format, field: &Field) -> Format {
        let format = match field.kind {
            FieldKind::Integer | FieldKind::Year => of.clone().set_num_format("0"),
            FieldKind::Date => of.clone().set_num_format("yyyy-mm-dd"),
            _ => return of.clone(),
        };
        format.set_align(FormatAlign::Left)
    }

    /// What a program offers and refuses in the cells of a field; `hint` is shown beside them.
    fn validation(&self, field: &Field) -> Result<Option<DataValidation>, XlsxError> {
        let language = self.language;
        let number = |least: Option<i64>, most: Option<i64>| {
            let bound = |bound: Option<i64>, otherwise: i32| {
                bound
                    .and_then(|bound| i32::try_from(bound).ok())
                    .unwrap_or(otherwise)
            };
            let rule = DataValidationRule::Between(bound(least, 0), bound(most, i32::MAX));
            DataValidation::new().allow_whole_number(rule)
        };
        let bounds = &field.bounds;
        let rule = match &field.kind {
            FieldKind::Chosen { .. } => match self.lists.name(field) {
                Some(name) => DataValidation::new().allow_list_formula(Formula::new(name)),
                None => return Ok(None),
            },
            FieldKind::Boolean => {
                let words = ["form.yes", "form.no"].map(|key| self.say(key));
                DataValidation::new().allow_list_strings(&words)?
            }
            FieldKind::Integer => number(bounds.minimum, bounds.maximum),
            FieldKind::Year => number(bounds.minimum.or(Some(1000)), bounds.maximum.or(Some(9999))),
            _ => DataValidation::new().allow_any_value(),
        };
        let title = cut(field.name_in(language), LONGEST_TITLE);
        let hint = cut(&words::help(field, language).join(" "), LONGEST_HINT);
        let wrong = match field.kind {
            FieldKind::Chosen { .. } => self.say("guideline.not-listed"),
            _ => picked(&field.message, language)
                .unwrap_or_default()
                .to_owned(),
        };
        // Several values in one cell are none of the list; what the list lacks may be typed too.
        let style = match words::is_many(field) {
            true => DataValidationErrorStyle::Information,
            false if field.list().is_some() => DataValidationErrorStyle::Warning,
            false => DataValidationErrorStyle::Stop,
        };
        let rule = rule
            .set_input_title(&title)?
            .set_input_message(hint)?
            .set_error_title(&title)?
            .set_error_message(cut(&wrong, LONGEST_HINT))?
            .set_error_style(style);
        Ok(Some(rule))
    }

    /// The name of a field: bold and with a line before it where it is required.
    fn name_format(&self, field: &Field) -> Format {
        match field.requirement {
            Requirement::Required => self
                .look
                .bold
                .clone()
                .set_border_left(FormatBorder::Thick)
                .set_border_left_color(ROOT),
            Requirement::Recommended => self.look.bold.clone(),
            Requirement::Optional => self.look.plain.clone(),
        }
    }

    /// What stands at the foot of every page.
    fn foot(&self, page: &mut Worksheet) {
        // `&` begins a code in a foot.
        let title: String = self.title.replace('&', "&&").chars().take(120).collect();
        let edition = self.form.edition.replace('&', "&&");
        let edition = format!("{} {edition}", self.say("form.edition"));
        page.set_footer(format!("&L&8{title}&C&8{edition}&R&8&P / &N"));
        page.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    }

    fn about(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let language = self.language;
        let widths = [26.0, 100.0];
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, width)?;
        }
        page.set_row_height(0, 30)?;
        page.write_string_with_format(0, 0, book::text(self.title), &self.look.title)?;
        let introduction = picked(&self.form.introduction, language);
        let sheets = [
            "guideline.sheet-one",
            "guideline.sheet-many",
            "guideline.sheet-lists",
        ];
        let uses = [
            "guideline.use-one",
            "guideline.use-many",
            "guideline.use-lists",
        ];
        let lines = [
            (
                self.say("guideline.for-whom"),
                introduction.unwrap_or_default().to_owned(),
            ),
            (self.say("form.edition"), self.form.edition.clone()),
        ];
        let sheets = sheets.iter().zip(uses).map(|(sheet, line)| {
            let sheet = self.say(sheet);
            let about = format!("{} '{sheet}'", self.say("guideline.sheet"));
            (about, self.say(line))
        });
        let lines = lines
            .into_iter()
            .chain(sheets)
            .chain(words::guide(language));
        for (row, (about, line)) in (1..).zip(lines) {
            let (about, line) = (book::text(&about), book::text(&line));
            let cells = [
                (about.as_str(), widths[0]),
                (line.as_str(), widths[1] * ROOM),
            ];
            page.set_row_height(row, book::height(cells) + 8.0)?;
            page.write_string_with_format(row, 0, &about, &self.look.bold)?;
            page.write_string_with_format(row, 1, &line, &self.look.plain)?;
        }
        page.set_landscape().set_paper_size(book::A4);
        page.set_print_fit_to_pages(1, 0);
        self.foot(page);
        Ok(())
    }
}

/// The beginning of a text, of so many characters at the most.
fn cut(text: &str, most: usize) -> String {
    let text = book::text(text);
    // Counted as Excel does: in units of UTF-16.
    match text.encode_utf16().count() <= most {
        true => text,
        false => {
            let mut used = 1;
            let fits = |character: &char| {
                used += character.len_utf16();
                used <= most
            };
            let begun: String = text.chars().take_while(fits).collect();
            format!("{}…", begun.trim_end())
        }
    }
}

/// Groups of the form by index, with their fields.
fn groups(form: &Form) -> BTreeMap<usize, Vec<&Field>> {
    let mut groups = BTreeMap::<usize, Vec<&Field>>::new();
    for field in &form.fields {
        groups.entry(field.group).or_default().push(field);
    }
    groups
}
