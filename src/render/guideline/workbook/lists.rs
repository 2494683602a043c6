//! The sheet of lists: what can be chosen, with its other names and what it means.
//! Room `render`.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::core::form::sheet::Heading;
use crate::core::form::{Choice, Field, Form, picked};
use crate::core::language::{Language, LocalizedText};
use crate::render::book::{self, Column};
use crate::render::guideline::words;
use crate::render::guideline::workbook::{ROOM, Writer};

/// A list with the words that stand for its choices.
struct List<'a> {
    /// Names of the fields that take it.
    fields: Vec<&'a str>,
    choices: Vec<(&'a Choice, String)>,
}

/// The lists that fields take, by IRI of their class.
pub struct Lists<'a>(BTreeMap<&'a str, List<'a>>);

impl<'a> Lists<'a> {
    /// Of a form.
    pub fn new(form: &'a Form, language: Language) -> Self {
        let mut lists = BTreeMap::<&str, List<'_>>::new();
        for field in &form.fields {
            let Some(iri) = field.list() else {
                continue;
            };
            let list = lists.entry(iri).or_insert_with(|| List {
                fields: Vec::new(),
                choices: words::choices(form, field, language),
            });
            list.fields.push(field.name_in(language));
        }
        lists.retain(|_, list| !list.choices.is_empty());
        Self(lists)
    }

    /// The name of the range of cells with the choices of a field.
    pub fn name(&self, field: &Field) -> Option<String> {
        let place = self.0.keys().position(|iri| Some(*iri) == field.list())?;
        Some(format!("list_{}", place + 1))
    }

    /// The names of all ranges with the cells of the sheet that they are.
    pub fn ranges(&self, sheet: &str) -> Vec<(String, String)> {
        let mut first = 2;
        let ranges = (1..).zip(self.0.values()).map(|(number, list)| {
            let last = first + list.choices.len() - 1;
            let range = format!("='{sheet}'!$B${first}:$B${last}");
            first = last + 1;
            (format!("list_{number}"), range)
        });
        ranges.collect()
    }
}

impl Writer<'_> {
    /// Writes the sheet.
    pub fn lists(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let language = self.language;
        let columns: [Column; 5] = [
            (Heading::List.text(language), 26.0),
            (Heading::Choice.text(language), 48.0),
            (self.say("guideline.belongs-to"), 30.0),
            (self.say("guideline.also-called"), 40.0),
            (self.say("guideline.meaning"), 70.0),
        ];
        book::heading(page, &columns)?;
        for (place, (name, _)) in (0..).zip(&columns) {
            page.write_string_with_format(0, place, name, &self.look.head)?;
        }
        let mut row = 0;
        for list in self.lists.0.values() {
            let fields = list.fields.join(", ");
            let labels: BTreeMap<_, _> = list
                .choices
                .iter()
                .map(|(choice, text)| (choice.iri.as_str(), text.as_str()))
                .collect();
            for (choice, text) in &list.choices {
                row += 1;
                let broader = choice.broader.as_deref();
                let heading = |iri| picked(self.form.headings.get(iri)?, language);
                let broader = broader.and_then(|iri| labels.get(iri).copied().or(heading(iri)));
                let texts = [
                    fields.as_str(),
                    text,
                    broader.unwrap_or_default(),
                    &other_names(choice, language),
                    picked(&choice.definition, language).unwrap_or_default(),
                ]
                .map(book::text);
                let cells = texts.iter().zip(&columns);
                let cells = cells.map(|(text, (_, width))| (text.as_str(), *width * ROOM));
                page.set_row_height(row, book::height(cells))?;
                for (column, text) in (0..).zip(&texts) {
                    let format = match column {
                        1 => &self.look.bold,
                        4 => &self.look.plain,
                        _ => &self.look.muted,
                    };
                    page.write_string_with_format(row, column, text, format)?;
                }
            }
        }
        page.autofilter(0, 0, row.max(1), columns.len() as u16 - 1)?;
        page.set_freeze_panes(1, 2)?;
        self.foot(page);
        Ok(())
    }
}

/// Other labels in the language, then the label in the other.
fn other_names(choice: &Choice, language: Language) -> String {
    let of = |text: &LocalizedText, language: Language| {
        let texts = text.iter().filter(|(tag, _)| *tag == language.code());
        texts.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    };
    let mut names = of(&choice.other_labels, language);
    names.extend(of(&choice.label, language.other()));
    names.join("; ")
}
