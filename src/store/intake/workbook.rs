//! Examples as a workbook (XLSX). Sheets are known by their headings, wherever they stand and whatever
//! they are called: one with a row a field holds one example, one with a column a field holds as many
//! as it has rows. A sheet that is hidden is told and not read: who sent it in did not see it either.
//! Hidden rows and columns are read; filters hide them.
//! Room `store`; may use `core`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::core::form::names::plain;
use crate::core::form::sheet::Heading;
use crate::core::intake::raw::column_name;
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Fault, FaultKind, Given, Name, Place, RawEntry, RawValue};
use crate::store::intake::table::{At, Columns};
use crate::store::intake::{Held, IntakeFileError};
use crate::store::workbook::{Book, Merged, Value};

/// Rows in which headings are looked for.
const MOST_SEARCHED: usize = 100;
/// Columns that are fields, from which on a row is one of headings.
const LEAST_FIELDS: usize = 2;

/// What a workbook holds.
pub fn held(
    path: &Path,
    bytes: &[u8],
    recogniser: &Recogniser<'_>,
) -> Result<Held, IntakeFileError> {
    let mut held = Held::default();
    let words = Heading::words().into_iter().collect();
    let mut book = Book::open(path, bytes)?;
    for (name, is_in_sight) in book.names() {
        if !is_in_sight {
            let kind = FaultKind::HiddenSheet { sheet: name };
            held.file.faults.push(Fault {
                field: None,
                place: Place::File,
                kind,
            });
            continue;
        }
        let mut sheet = Sheet {
            merged: book.merged(&name)?,
            at: At::Sheet(Arc::from(name.as_str())),
            held: &mut held,
            recogniser,
            words: &words,
            searched: 0,
            kind: Kind::Searching,
        };
        book.rows(&name, |row, cells| sheet.row(row, cells))?;
        sheet.end();
    }
    Ok(held)
}

/// What a sheet is, as far as it was read.
enum Kind {
    Searching,
    /// A row a field.
    One {
        columns: BTreeMap<usize, Heading>,
        field: usize,
        entry: RawEntry,
        header: u64,
    },
    /// A row an example.
    Many(Columns),
    /// Nothing that is filled in.
    Other,
}

/// A sheet while it is read.
struct Sheet<'a> {
    at: At,
    merged: Vec<Merged>,
    held: &'a mut Held,
    recogniser: &'a Recogniser<'a>,
    words: &'a FxHashMap<String, Heading>,
    /// Rows in which headings were looked for.
    searched: usize,
    kind: Kind,
}

impl Sheet<'_> {
    fn row(&mut self, row: u64, cells: &mut Vec<(usize, Value)>) {
        match &mut self.kind {
            Kind::Searching => self.search(row, cells),
            Kind::One { .. } => self.field(row, cells),
            Kind::Many(columns) => {
                let given = cells
                    .drain(..)
                    .map(|(column, value)| (column, given(value)));
                let file = &mut self.held.file;
                let entry = columns.entry(row, given, &mut file.faults, self.recogniser);
                file.entries.extend(entry);
            }
            Kind::Other => {}
        }
    }

    fn heading(&self, value: &Value) -> Option<Heading> {
        match value {
            Value::Text(text) => self.words.get(&plain(text)).copied(),
            _ => None,
        }
    }

    /// Looks whether a row is one of headings.
    fn search(&mut self, row: u64, cells: &[(usize, Value)]) {
        self.searched += 1;
        if self.searched > MOST_SEARCHED {
            self.kind = Kind::Other;
            return;
        }
        let headings: BTreeMap<_, _> = cells
            .iter()
            .filter_map(|(column, value)| Some((*column, self.heading(value)?)))
            .collect();
        let column_of = |wanted: Heading| {
            let found = headings.iter().find(|(_, heading)| **heading == wanted);
            found.map(|(column, _)| *column)
        };
        if let (Some(field), Some(_)) = (column_of(Heading::Field), column_of(Heading::Answer)) {
            self.held.has_field = true;
            let entry = RawEntry {
                place: self.at.cell(row, field),
                ..RawEntry::default()
            };
            self.kind = Kind::One {
                columns: headings,
                field,
                entry,
                header: row,
            };
            return self.merged_answers();
        }
        if column_of(Heading::List).is_some() && column_of(Heading::Choice).is_some() {
            self.kind = Kind::Other;
            return;
        }
        if let (Some(column), ..=2) = (column_of(Heading::Edition), cells.len()) {
            let said = cells.iter().find(|(other, _)| *other > column);
            if let Some((_, Value::Text(edition) | Value::Date(edition))) = said {
                self.held.file.edition = Some(edition.trim().to_owned());
                return;
            }
        }
        let texts = cells.iter().filter_map(|(column, value)| match value {
            Value::Text(text) => Some((*column, text.clone())),
            _ => None,
        });
        let columns = Columns::new(self.at.clone(), row, texts, self.recogniser);
        if columns.count() >= LEAST_FIELDS {
            self.held.has_field = true;
            self.held.file.faults.extend(columns.faults());
            self.kind = Kind::Many(columns.with_merged(&self.merged));
        }
    }

    /// Tells of cells that are the answer to several fields.
    fn merged_answers(&mut self) {
        let Kind::One {
            columns,
            entry,
            header,
            ..
        } = &mut self.kind
        else {
            return;
        };
        for merged in &self.merged {
            let (first, last) = merged.columns;
            let is_answer = |heading: &Heading| {
                matches!(heading, Heading::Answer | Heading::Further | Heading::Field)
            };
            let mut answers = columns.range(first..=last);
            let answer = answers.find(|(_, heading)| is_answer(heading));
            let is_over = merged.rows.1 > merged.rows.0 && merged.rows.0 > *header;
            if let (Some((column, _)), true) = (answer, is_over) {
                entry.faults.push(Fault {
                    field: None,
                    place: self.at.cell(merged.rows.0, *column),
                    kind: FaultKind::Merged,
                });
            }
        }
    }

    /// Takes what a row says of its field.
    fn field(&mut self, row: u64, cells: &mut Vec<(usize, Value)>) {
        let Kind::One {
            columns,
            field,
            entry,
            ..
        } = &mut self.kind
        else {
            return;
        };
        let name = cells.iter().find(|(column, _)| column == field);
        let name = match name {
            Some((_, Value::Text(text))) => text.clone(),
            _ => String::new(),
        };
        // The headings once more.
        if self.words.get(&plain(&name)) == Some(&Heading::Field) {
            return;
        }
        let known = self.recogniser.exact_field(&name);
        for (column, value) in cells.drain(..) {
            let is_answer = match columns.get(&column) {
                Some(Heading::Answer | Heading::Further) => true,
                Some(_) => continue,
                None => false,
            };
            let given = given(value);
            if given.is_empty() {
                continue;
            }
            let place = self.at.cell(row, column);
            let name = match (known, is_answer) {
                (Some(field), true) => Name::Field(field),
                // Beside the columns of answers.
                (Some(_), false) => Name::Text(column_name(column)),
                (None, true) if name.trim().is_empty() => Name::Text(column_name(column)),
                (None, true) => Name::Text(name.clone()),
                // Whatever stands beside what is no field is a remark.
                (None, false) => continue,
            };
            let is_part = false;
            entry.values.push(RawValue {
                name,
                given,
                place,
                is_part,
            });
        }
    }

    /// The one example of a sheet with a row a field.
    fn end(self) {
        if let Kind::One { entry, .. } = self.kind
            && !entry.values.is_empty()
        {
            self.held.file.entries.push(entry);
        }
    }
}

fn given(value: Value) -> Given {
    match value {
        Value::Text(text) => Given::Text(text),
        Value::Number(number) => Given::Number(number),
        Value::Date(day) => Given::Date(day),
        Value::Error => Given::Error,
        Value::Formula => Given::Formula,
    }
}
