//! A table of examples: which field each column is, found once, and a row an example.
//! Room `store`; may use `core`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::core::intake::raw::column_name;
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Fault, FaultKind, Given, Name, Place, RawEntry, RawValue};
use crate::store::workbook::Merged;

/// Where a table stands.
#[derive(Clone)]
pub enum At {
    Csv,
    Sheet(Arc<str>),
}

impl At {
    /// A cell of it.
    pub fn cell(&self, row: u64, column: usize) -> Place {
        match self {
            Self::Csv => Place::Csv { line: row, column },
            Self::Sheet(sheet) => Place::Cell {
                sheet: Arc::clone(sheet),
                row,
                column,
            },
        }
    }

    fn row(&self, row: u64) -> Place {
        match self {
            Self::Csv => Place::Line(row),
            Self::Sheet(sheet) => Place::Row {
                sheet: Arc::clone(sheet),
                row,
            },
        }
    }
}

/// What a column is.
enum Column {
    Field(usize),
    /// No field; its values are told once, not taken in.
    Unknown {
        heading: String,
        is_told: bool,
    },
    /// To be passed over.
    Nothing,
}

/// The columns of a table.
pub struct Columns {
    at: At,
    /// The row of headings.
    row: u64,
    headings: Vec<(usize, String)>,
    /// By number of the column from 1; the first is that of nothing.
    columns: Vec<Column>,
    /// Columns that are a field which another is already, and takes one value.
    twice: Vec<(usize, usize)>,
    fields: usize,
    merged: Stretches,
}

impl Columns {
    /// From a row of headings, each with the number of its column.
    pub fn new(
        at: At,
        row: u64,
        headings: impl Iterator<Item = (usize, String)>,
        recogniser: &Recogniser<'_>,
    ) -> Self {
        let mut found = Self {
            at,
            row,
            headings: headings.collect(),
            columns: Vec::new(),
            twice: Vec::new(),
            fields: 0,
            merged: Stretches::default(),
        };
        let mut known = BTreeSet::new();
        for (column, heading) in found.headings.clone() {
            let is = match recogniser.exact_field(&heading) {
                Some(field) => {
                    found.fields += 1;
                    let is_single = recogniser.form().fields[field].is_single();
                    match known.insert(field) || !is_single {
                        true => Column::Field(field),
                        false => {
                            found.twice.push((column, field));
                            Column::Nothing
                        }
                    }
                }
                None if matches!(recogniser.field(&heading), Ok(None)) => Column::Nothing,
                None if heading.trim().is_empty() => Column::Unknown {
                    heading: column_name(column),
                    is_told: false,
                },
                None => Column::Unknown {
                    heading,
                    is_told: false,
                },
            };
            found.put(column, is);
        }
        found
    }

    fn put(&mut self, column: usize, is: Column) {
        while self.columns.len() <= column {
            let heading = column_name(self.columns.len());
            let is_told = false;
            self.columns.push(Column::Unknown { heading, is_told });
        }
        self.columns[column] = is;
    }

    /// Whether any column is a field.
    pub fn has_field(&self) -> bool {
        self.fields > 0
    }

    /// How many columns are a field.
    pub fn count(&self) -> usize {
        self.fields
    }

    /// With the cells of the sheet that were made one: those below the headings that reach over
    /// several rows or fields.
    pub fn with_merged(mut self, merged: &[Merged]) -> Self {
        let is_field = |column: &usize| matches!(self.columns.get(*column), Some(Column::Field(_)));
        let last = self.columns.len();
        let stretches = merged.iter().filter_map(|merged| {
            let (first, end) = merged.columns;
            let mut fields = (first..=end.min(last)).filter(is_field);
            let column = fields.next()?;
            let is_over = merged.rows.1 > merged.rows.0 || fields.next().is_some();
            let is_below = merged.rows.1 > self.row;
            (is_over && is_below).then_some((merged.rows, column))
        });
        self.merged = Stretches::new(stretches.collect());
        self
    }

    /// What is wrong with the headings.
    pub fn faults(&self) -> Vec<Fault> {
        let faults = self.twice.iter().map(|(column, field)| Fault {
            field: Some(*field),
            place: self.at.cell(self.row, *column),
            kind: FaultKind::SameField,
        });
        faults.collect()
    }

    /// The example of a row; none where nothing is filled in, or where the headings stand once more.
    pub fn entry(
        &mut self,
        row: u64,
        given: impl Iterator<Item = (usize, Given)>,
        file: &mut Vec<Fault>,
        recogniser: &Recogniser<'_>,
    ) -> Option<RawEntry> {
        let mut entry = RawEntry {
            place: self.at.row(row),
            values: Vec::with_capacity(self.fields),
            faults: Vec::new(),
        };
        for (column, given) in given {
            if given.is_empty() {
                continue;
            }
            if column >= self.columns.len() {
                let heading = column_name(column);
                let is_told = false;
                self.put(column, Column::Unknown { heading, is_told });
            }
            match &mut self.columns[column] {
                Column::Field(field) => entry.values.push(RawValue {
                    name: Name::Field(*field),
                    given,
                    place: self.at.cell(row, column),
                    is_part: false,
                }),
                Column::Unknown { heading, is_told } if !*is_told => {
                    *is_told = true;
                    if let Err(kind) = recogniser.field(heading) {
                        let place = self.at.cell(self.row, column);
                        let field = None;
                        file.push(Fault { field, place, kind });
                    }
                }
                Column::Unknown { .. } | Column::Nothing => {}
            }
        }
        if entry.values.is_empty() || self.is_heading_again(&entry) {
            return None;
        }
        if let Some(column) = self.merged.at(row) {
            let place = self.at.cell(row, column);
            let kind = FaultKind::Merged;
            let field = None;
            entry.faults.push(Fault { field, place, kind });
        }
        Some(entry)
    }

    /// Whether a row holds the headings, as where a table was pasted below another.
    fn is_heading_again(&self, entry: &RawEntry) -> bool {
        let is_heading = |value: &RawValue| {
            let (Given::Text(text), Place::Cell { column, .. } | Place::Csv { column, .. }) =
                (&value.given, &value.place)
            else {
                return false;
            };
            let heading = self.headings.iter().find(|(known, _)| known == column);
            heading.is_some_and(|(_, heading)| heading == text)
        };
        entry.values.len() > 1 && entry.values.iter().all(is_heading)
    }
}

/// Rows over which cells were made one, as stretches beside each other, so that a row costs one
/// search however many there are.
#[derive(Default)]
struct Stretches(Vec<((u64, u64), usize)>);

impl Stretches {
    fn new(mut stretches: Vec<((u64, u64), usize)>) -> Self {
        stretches.sort_unstable();
        let mut joined: Vec<((u64, u64), usize)> = Vec::new();
        for ((first, last), column) in stretches {
            match joined.last_mut() {
                Some(((_, end), _)) if first <= *end => *end = last.max(*end),
                _ => joined.push(((first, last), column)),
            }
        }
        Self(joined)
    }

    /// The column of such a cell in a row.
    fn at(&self, row: u64) -> Option<usize> {
        let after = self.0.partition_point(|((first, _), _)| *first <= row);
        let ((_, last), column) = self.0.get(after.checked_sub(1)?)?;
        (row <= *last).then_some(*column)
    }
}
