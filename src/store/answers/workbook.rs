//! Answers as a workbook (XLSX). Sheets are known by their headings, wherever they stand and whatever
//! they are called, and columns by theirs, so what was moved or added does no harm.
//! Room `store`; may use `core`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::core::checklist::answers::{
    AnswerFault, Field, Filled, FilledAnswer, Key, Listed, Place,
};
use crate::core::checklist::sheet::Heading;
use crate::core::lexical::fold;
use crate::store::answers::{AnswersError, Held};
use crate::store::workbook::{self, Sheet, Value};

/// What is put before something chosen, and before something not chosen.
const CHOSEN: [&str; 8] = ["x", "v", "✓", "✔", "☒", "☑", "1", "true"];
const NOT_CHOSEN: [&str; 5] = ["", "-", "☐", "0", "false"];

/// What a workbook holds.
pub fn filled(path: &Path, bytes: &[u8], key: &Key) -> Result<Held, AnswersError> {
    let mut reading = Reading {
        filled: Filled::default(),
        faults: Vec::new(),
        key,
        known: BTreeSet::new(),
    };
    for sheet in workbook::sheets(path, bytes)? {
        reading.sheet(&sheet);
    }
    // Another workbook altogether is told as such.
    if !reading.known.is_empty() && !reading.known.contains(&Heading::Answer) {
        reading.faults.push((None, AnswerFault::NoQuestions));
    }
    Ok((reading.filled, reading.faults))
}

/// The columns below headings that are known.
type Columns = BTreeMap<Heading, usize>;

struct Reading<'a> {
    filled: Filled,
    faults: Vec<(Option<Place>, AnswerFault)>,
    key: &'a Key,
    /// What is filled in on the sheets that were known, also where they lack a heading.
    known: BTreeSet<Heading>,
}

/// A row below headings.
struct Row<'a> {
    sheet: &'a str,
    number: u64,
    cells: &'a BTreeMap<usize, Value>,
    columns: &'a Columns,
}

impl Row<'_> {
    fn place(&self, heading: Heading) -> Place {
        Place::Cell {
            sheet: self.sheet.to_owned(),
            row: self.number,
            column: self.columns.get(&heading).copied().unwrap_or(1),
        }
    }

    fn value(&self, heading: Heading) -> Option<&Value> {
        self.cells.get(self.columns.get(&heading)?)
    }

    fn text(&self, heading: Heading) -> String {
        let text = self.value(heading).map(Value::text).unwrap_or_default();
        text.trim().to_owned()
    }
}

impl Reading<'_> {
    fn sheet(&mut self, sheet: &Sheet) {
        let mut columns = Columns::new();
        let mut is_known = false;
        let mut lacks = None;
        for (&number, cells) in &sheet.rows {
            let headings = headings(cells);
            if let Some(filled) = header(&headings) {
                columns = headings;
                self.known.insert(filled);
                if !is_known {
                    self.merged(sheet, number, &columns);
                    if filled == Heading::Answer && !columns.contains_key(&Heading::Remark) {
                        self.no_heading(sheet, Heading::Remark);
                    }
                }
                is_known = true;
                continue;
            }
            lacks = lacks.or_else(|| missing(&headings));
            let row = Row {
                sheet: &sheet.name,
                number,
                cells,
                columns: &columns,
            };
            if columns.contains_key(&Heading::Answer) {
                self.answer(&row);
            } else if columns.contains_key(&Heading::Chosen) {
                self.choice(&row);
            } else if columns.contains_key(&Heading::Filled) {
                self.field(&row);
            }
        }
        if let (false, Some((filled, heading))) = (is_known, lacks) {
            self.known.insert(filled);
            self.no_heading(sheet, heading);
        }
    }

    fn no_heading(&mut self, sheet: &Sheet, heading: Heading) {
        let place = Place::Sheet(sheet.name.clone());
        self.faults
            .push((Some(place), AnswerFault::NoHeading { heading }));
    }

    /// The text of a cell; one that holds an error or a formula without result is told.
    fn text(&mut self, row: &Row<'_>, heading: Heading) -> String {
        let fault = match row.value(heading) {
            Some(Value::Error) => Some(AnswerFault::ErrorCell),
            Some(Value::Formula) => Some(AnswerFault::NoResult),
            _ => None,
        };
        if let Some(fault) = fault {
            self.faults.push((Some(row.place(heading)), fault));
        }
        row.text(heading)
    }

    fn answer(&mut self, row: &Row<'_>) {
        let answer = self.text(row, Heading::Answer);
        let remark = self.text(row, Heading::Remark);
        if answer.is_empty() && remark.is_empty() {
            return;
        }
        let filled = match answer.is_empty() {
            true => Heading::Remark,
            false => Heading::Answer,
        };
        match self.item(row) {
            Ok(item) => self.filled.answers.push(FilledAnswer {
                item,
                answer,
                remark,
                place: row.place(filled),
            }),
            Err(fault) => {
                let heading = match row.columns.contains_key(&Heading::Notation) {
                    true => Heading::Notation,
                    false => Heading::Iri,
                };
                self.faults.push((Some(row.place(heading)), fault));
            }
        }
    }

    /// The question of a row: its IRI where it is there, else its number.
    fn item(&self, row: &Row<'_>) -> Result<String, AnswerFault> {
        let (iri, notation) = (row.text(Heading::Iri), row.text(Heading::Notation));
        let by_notation = match row.value(Heading::Notation) {
            // An IRI beside it says which question it was.
            Some(Value::Number(_) | Value::Date(_)) if !iri.is_empty() => None,
            Some(Value::Number(number)) => {
                let found = self.key.find_number(*number).cloned();
                Some(found.ok_or(AnswerFault::ItemNotText { item: notation })?)
            }
            Some(Value::Date(_)) => return Err(AnswerFault::ItemNotText { item: notation }),
            Some(Value::Error) => return Err(AnswerFault::ErrorCell),
            Some(Value::Formula) if iri.is_empty() => return Err(AnswerFault::NoResult),
            _ if notation.is_empty() => None,
            _ => Some(notation),
        };
        let Some(by_notation) = by_notation else {
            return Ok(iri);
        };
        let find = |name: &str| self.key.find(Listed::Items, name);
        match (find(&iri), find(&by_notation)) {
            (Some(one), Some(other)) if one != other => {
                let (notation, other) = (by_notation, self.key.name(one).to_owned());
                Err(AnswerFault::TwoItems { notation, other })
            }
            (Some(_), _) => Ok(iri),
            (None, Some(_)) if !iri.is_empty() => {
                let notation = by_notation;
                Err(AnswerFault::UnknownIri { notation, iri })
            }
            (None, _) => Ok(by_notation),
        }
    }

    fn field(&mut self, row: &Row<'_>) {
        let name = row.text(Heading::Field);
        let text = self.text(row, Heading::Filled);
        if name.is_empty() || text.is_empty() {
            return;
        }
        let place = row.place(Heading::Filled);
        self.filled.fields.push((name, text, place));
    }

    fn choice(&mut self, row: &Row<'_>) {
        let mark = self.text(row, Heading::Chosen);
        let is = |marks: &[&str]| marks.contains(&fold(&mark).as_str());
        if is(&NOT_CHOSEN) {
            return;
        }
        let place = row.place(Heading::Chosen);
        if !is(&CHOSEN) {
            let fault = AnswerFault::UnknownMark { value: mark };
            return self.faults.push((Some(place), fault));
        }
        let (iri, label) = (row.text(Heading::Iri), row.text(Heading::Label));
        let name = if iri.is_empty() { label } else { iri };
        let kind = Field::from_word(&row.text(Heading::Kind));
        let found = |list| self.key.find(list, &name).is_some();
        let field = match kind {
            Some(field @ (Field::Sectors | Field::Goals)) => field,
            _ if found(Listed::Sectors) => Field::Sectors,
            _ => Field::Goals,
        };
        let field = (field.name().to_owned(), name, place);
        self.filled.fields.push(field);
    }

    /// Tells of cells that were made one over several questions.
    fn merged(&mut self, sheet: &Sheet, header: u64, columns: &Columns) {
        for heading in [Heading::Answer, Heading::Remark] {
            let Some(&column) = columns.get(&heading) else {
                continue;
            };
            let is_merged = |merged: &&workbook::Merged| {
                let (first, last) = merged.columns;
                (first..=last).contains(&column)
                    && merged.rows.0 > header
                    && merged.rows.1 > merged.rows.0
            };
            for merged in sheet.merged.iter().filter(is_merged) {
                let place = Place::Cell {
                    sheet: sheet.name.clone(),
                    row: merged.rows.0,
                    column,
                };
                self.faults.push((Some(place), AnswerFault::Merged));
            }
        }
    }
}

fn headings(cells: &BTreeMap<usize, Value>) -> Columns {
    let mut columns = Columns::new();
    for (&column, value) in cells {
        if let Value::Text(text) = value
            && let Some(heading) = Heading::from_word(text)
        {
            columns.entry(heading).or_insert(column);
        }
    }
    columns
}

/// What is filled in below a row of headings that says for what, too.
fn header(columns: &Columns) -> Option<Heading> {
    let has = |heading| columns.contains_key(&heading);
    let named = has(Heading::Notation) || has(Heading::Iri);
    let known = [
        (Heading::Answer, named),
        (Heading::Chosen, has(Heading::Label) || has(Heading::Iri)),
        (Heading::Filled, has(Heading::Field)),
    ];
    let mut known = known.into_iter();
    let found = known.find(|(filled, is_named)| has(*filled) && *is_named);
    found.map(|(filled, _)| filled)
}

/// What would be filled in below headings that are no header only because one is missing, and which
/// that is.
fn missing(columns: &Columns) -> Option<(Heading, Heading)> {
    let has = |heading| columns.contains_key(&heading);
    let named = has(Heading::Notation) || has(Heading::Iri);
    let lacks = [
        (
            has(Heading::Remark) && named,
            Heading::Answer,
            Heading::Answer,
        ),
        (
            has(Heading::Answer) && has(Heading::Remark),
            Heading::Answer,
            Heading::Notation,
        ),
        (
            has(Heading::Kind) && (has(Heading::Label) || has(Heading::Iri)),
            Heading::Chosen,
            Heading::Chosen,
        ),
        (
            has(Heading::Kind) && has(Heading::Chosen),
            Heading::Chosen,
            Heading::Label,
        ),
        (has(Heading::Field), Heading::Filled, Heading::Filled),
        (has(Heading::Filled), Heading::Filled, Heading::Field),
    ];
    let found = lacks.into_iter().find(|(is_so, ..)| *is_so);
    found.map(|(_, filled, heading)| (filled, heading))
}
