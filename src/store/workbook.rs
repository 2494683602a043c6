//! Reading the first sheet of a workbook (XLSX, ECMA-376). A workbook may come from anywhere, so it
//! is bounded before it is read: how much its parts unpack to, how many rows and columns it has.
//! Room `store`; may use `core`.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use crate::core::message::{Message, Tell};
use crate::core::review::table::Row;

/// Bounds: bytes of the file, parts, bytes of one part and of all parts unpacked.
const LARGEST_FILE: usize = 32 * 1024 * 1024;
const MOST_PARTS: usize = 500;
const LARGEST_PART: u64 = 64 * 1024 * 1024;
const LARGEST_WHOLE: u64 = 128 * 1024 * 1024;
/// Bounds of a sheet.
const MOST_ROWS: u32 = 200_000;
const MOST_COLUMNS: u32 = 100;
const MOST_CELLS: usize = 2_000_000;

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

/// A bound on workbooks, with the most there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Bytes(usize),
    Parts(usize),
    Unpacked(u64),
    Rows(u32),
    Columns(u32),
    Cells(usize),
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

impl Tell for Bound {
    fn message(&self) -> Message {
        let (key, limit) = match *self {
            Self::Bytes(limit) => ("workbook.bytes", limit.to_string()),
            Self::Parts(limit) => ("workbook.parts", limit.to_string()),
            Self::Unpacked(limit) => ("workbook.unpacked", limit.to_string()),
            Self::Rows(limit) => ("workbook.rows", limit.to_string()),
            Self::Columns(limit) => ("workbook.columns", limit.to_string()),
            Self::Cells(limit) => ("workbook.cells", limit.to_string()),
        };
        Message::new(key).with("limit", limit)
    }
}

/// The rows of the first sheet that have any value, with their numbers.
pub fn rows(path: &Path, bytes: &[u8]) -> Result<Vec<Row>, WorkbookError> {
    bound(path, bytes)?;
    let malformed = |message: String| WorkbookError::Malformed {
        path: path.to_owned(),
        message,
    };
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    let sheet = book.sheet_names().first().cloned();
    let sheet = sheet.ok_or_else(|| WorkbookError::NoSheet {
        path: path.to_owned(),
    })?;
    // Cell by cell: the far corner of a sheet costs nothing.
    let mut cells = book
        .worksheet_cells_reader(&sheet)
        .map_err(|error| malformed(error.to_string()))?;
    let mut found = std::collections::BTreeMap::<u32, Vec<String>>::new();
    let mut count = 0;
    while let Some(cell) = cells
        .next_cell()
        .map_err(|error| malformed(error.to_string()))?
    {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(_) => {
                return Err(WorkbookError::ErrorCell {
                    path: path.to_owned(),
                    row: row + 1,
                    column: column + 1,
                });
            }
            other => text_of(other),
        };
        if text.is_empty() {
            continue;
        }
        count += 1;
        let beyond = [
            (row >= MOST_ROWS, Bound::Rows(MOST_ROWS)),
            (column >= MOST_COLUMNS, Bound::Columns(MOST_COLUMNS)),
            (count > MOST_CELLS, Bound::Cells(MOST_CELLS)),
        ];
        if let Some((_, bound)) = beyond.into_iter().find(|(is_beyond, _)| *is_beyond) {
            return Err(WorkbookError::TooLarge {
                path: path.to_owned(),
                bound,
            });
        }
        let cells = found.entry(row).or_default();
        let place = column as usize;
        if cells.len() <= place {
            cells.resize(place + 1, String::new());
        }
        cells[place] = text;
    }
    let rows = found.into_iter().map(|(row, cells)| Row {
        number: u64::from(row) + 1,
        cells,
    });
    Ok(rows.collect())
}

/// The text of a value that is no text.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Unpacks every part into nothing, to see how large it is: sizes that an archive tells of itself
/// may be lies.
fn bound(path: &Path, bytes: &[u8]) -> Result<(), WorkbookError> {
    let too_large = |bound| WorkbookError::TooLarge {
        path: path.to_owned(),
        bound,
    };
    let malformed = |message: String| WorkbookError::Malformed {
        path: path.to_owned(),
        message,
    };
    if bytes.len() > LARGEST_FILE {
        return Err(too_large(Bound::Bytes(LARGEST_FILE)));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(Bound::Parts(MOST_PARTS)));
    }
    let mut whole = 0;
    for place in 0..archive.len() {
        let part = archive
            .by_index(place)
            .map_err(|error| malformed(error.to_string()))?;
        let name = part
            .name()
            .map_or_else(|_| place.to_string(), |name| name.into_owned());
        let size = io::copy(&mut part.take(LARGEST_PART + 1), &mut io::sink())
            .map_err(|error| malformed(format!("{name}: {error}")))?;
        whole += size;
        if size > LARGEST_PART || whole > LARGEST_WHOLE {
            return Err(too_large(Bound::Unpacked(LARGEST_WHOLE)));
        }
    }
    Ok(())
}
