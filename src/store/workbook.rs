//! Reading workbooks (XLSX, ECMA-376). A workbook may come from anywhere, so it is bounded before it
//! is read: how much its parts unpack to, how many rows and columns it has.
//! Room `store`; may use `core`.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use crate::core::message::{Message, Tell};
use crate::core::review::table::Row;
use crate::store::archive::{self, Bound, Closed};

/// Bounds of a sheet.
pub const MOST_ROWS: u32 = 200_000;
pub const MOST_COLUMNS: u32 = 100;
/// Bound of all sheets that are read together.
pub const MOST_CELLS: usize = 2_000_000;

/// Why a workbook is not read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum WorkbookError {
    /// Not a ZIP archive with the parts of a workbook, in the words of the library.
    Malformed { path: PathBuf, message: String },
    /// Has no sheet at all.
    NoSheet { path: PathBuf },
    /// Beyond a bound.
    TooLarge { path: PathBuf, bound: Bound },
    /// A cell that holds an error instead of a value.
    ErrorCell {
        path: PathBuf,
        row: u32,
        column: u32,
    },
}

impl Tell for WorkbookError {
    fn message(&self) -> Message {
        let at = |path: &PathBuf, problem: Message| Message::at(path, None, problem);
        match self {
            Self::Malformed { path, message } => at(
                path,
                Message::new("workbook.malformed").with("text", message),
            ),
            Self::NoSheet { path } => at(path, Message::new("workbook.no-sheet")),
            Self::TooLarge { path, bound } => at(
                path,
                Message::new("workbook.too-large").with("bound", bound.message()),
            ),
            Self::ErrorCell { path, row, column } => at(
                path,
                Message::new("workbook.error-cell")
                    .with("row", *row as usize)
                    .with("column", *column as usize),
            ),
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    /// `YYYY-MM-DD`.
    Date(String),
    /// An error instead of a value.
    Error,
    /// A formula of which the file does not hold what it came to.
    Formula,
}

impl Value {
    /// As a text; an error is none, and neither is a formula.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Error | Self::Formula => String::new(),
        }
    }
}

/// Cells that were made one: rows and columns from 1, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    pub rows: (u64, u64),
    pub columns: (usize, usize),
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub name: String,
    /// Values by number of the row and of the column, both from 1. What is empty is not among them.
    pub rows: BTreeMap<u64, BTreeMap<usize, Value>>,
    pub merged: Vec<Merged>,
}

/// All sheets, in their order.
pub fn sheets(path: &Path, bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    Book::open(path, bytes)?.sheets(usize::MAX)
}

/// The rows of the first sheet that have any value, with their numbers.
pub fn rows(path: &Path, bytes: &[u8]) -> Result<Vec<Row>, WorkbookError> {
    let mut sheets = Book::open(path, bytes)?.sheets(1)?;
    let path = path.to_owned();
    let Some(sheet) = sheets.pop() else {
        return Err(WorkbookError::NoSheet { path });
    };
    let mut rows = Vec::new();
    for (number, values) in sheet.rows {
        let mut cells = Vec::new();
        for (column, value) in values {
            if value == Value::Error {
                return Err(WorkbookError::ErrorCell {
                    path,
                    row: number as u32,
                    column: column as u32,
                });
            }
            if value != Value::Formula {
                cells.resize(column, String::new());
                cells[column - 1] = value.text();
            }
        }
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
    }
    Ok(rows)
}

/// An open workbook.
pub struct Book<'a> {
    path: &'a Path,
    book: Xlsx<Cursor<&'a [u8]>>,
    cells: usize,
    /// Whether any sheet has cells that were made one: to find that out sheet by sheet takes half as
    /// long as reading them.
    has_merged: bool,
}

impl<'a> Book<'a> {
    /// Opens a workbook within the bounds.
    pub fn open(path: &'a Path, bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let has_merged = match archive::open_noting(bytes, b"mergeCells") {
            Err(Closed::TooLarge(bound)) => {
                let path = path.to_owned();
                return Err(WorkbookError::TooLarge { path, bound });
            }
            Err(Closed::Malformed(message)) => return Err(malformed(path, message)),
            Ok((_, has_merged)) => has_merged,
        };
        let book = Xlsx::new(Cursor::new(bytes));
        let book = book.map_err(|error| malformed(path, error.to_string()))?;
        Ok(Self {
            path,
            book,
            cells: 0,
            has_merged,
        })
    }

    /// The names of the sheets in their order, and whether each is in sight.
    pub fn names(&self) -> Vec<(String, bool)> {
        let sheets = self.book.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect()
    }

    fn sheets(mut self, most: usize) -> Result<Vec<Sheet>, WorkbookError> {
        let names = self.book.sheet_names();
        if names.is_empty() {
            let path = self.path.to_owned();
            return Err(WorkbookError::NoSheet { path });
        }
        let names = names.into_iter().take(most);
        names.map(|name| self.sheet(name)).collect()
    }

    fn sheet(&mut self, name: String) -> Result<Sheet, WorkbookError> {
        let merged = self.merged(&name)?;
        let mut rows = BTreeMap::<u64, BTreeMap<usize, Value>>::new();
        self.rows(&name, |number, cells| {
            rows.entry(number)
                .or_default()
                .append(&mut cells.drain(..).collect());
        })?;
        Ok(Sheet { name, rows, merged })
    }

    /// Hands over the rows of a sheet that have any value, as they stand there: the number of each
    /// and its values with the numbers of their columns, all from 1. Cell by cell, so that the far
    /// corner of a sheet costs nothing.
    pub fn rows(
        &mut self,
        name: &str,
        mut take: impl FnMut(u64, &mut Vec<(usize, Value)>),
    ) -> Result<(), WorkbookError> {
        let path = self.path;
        let mut cells = self
            .book
            .worksheet_cells_reader(name)
            .map_err(|error| malformed(path, error.to_string()))?;
        let mut number = 0;
        let mut values = Vec::new();
        while let Some(cell) = cells
            .next_cell_with_formula_metadata()
            .map_err(|error| malformed(path, error.to_string()))?
        {
            let (row, column) = cell.pos;
            let formula = cell.formula.map(|_| Value::Formula);
            let formula = formula.filter(|_| cell.value == DataRef::Empty);
            let Some(value) = value_of(&cell.value).or(formula) else {
                continue;
            };
            self.cells += 1;
            let beyond = [
                (row >= MOST_ROWS, Bound::Rows(MOST_ROWS)),
                (column >= MOST_COLUMNS, Bound::Columns(MOST_COLUMNS)),
                (self.cells > MOST_CELLS, Bound::Cells(MOST_CELLS)),
            ];
            if let Some((_, bound)) = beyond.into_iter().find(|(is_beyond, _)| *is_beyond) {
                let path = path.to_owned();
                return Err(WorkbookError::TooLarge { path, bound });
            }
            if u64::from(row) + 1 != number {
                if !values.is_empty() {
                    take(number, &mut values);
                    values.clear();
                }
                number = u64::from(row) + 1;
            }
            values.push((column as usize + 1, value));
        }
        if !values.is_empty() {
            take(number, &mut values);
        }
        Ok(())
    }

    /// The cells of a sheet that were made one.
    pub fn merged(&mut self, name: &str) -> Result<Vec<Merged>, WorkbookError> {
        if !self.has_merged {
            return Ok(Vec::new());
        }
        let regions = self.book.merge_cells_by_sheet_name(name);
        let regions = regions.map_err(|error| malformed(self.path, error.to_string()))?;
        let merged = regions.into_iter().map(|region| Merged {
            rows: (u64::from(region.start.0) + 1, u64::from(region.end.0) + 1),
            columns: (region.start.1 as usize + 1, region.end.1 as usize + 1),
        });
        Ok(merged.collect())
    }
}

fn malformed(path: &Path, message: String) -> WorkbookError {
    WorkbookError::Malformed {
        path: path.to_owned(),
        message,
    }
}

/// What a cell holds; nothing where it is empty.
fn value_of(value: &DataRef<'_>) -> Option<Value> {
    let value = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Text(text.clone())
        }
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(value) => Value::Text(value.to_string()),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Value::Date(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::Error(_) => Value::Error,
        DataRef::Empty => return None,
    };
    (value != Value::Text(String::new())).then_some(value)
}
