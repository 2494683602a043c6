//! Reading the first sheet of a workbook (XLSX, ECMA-376). A workbook may come from anywhere, so it
//! is bounded before it is read: how much its parts unpack to, how many rows and columns it has.
//! Room `store`; may use `core`.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

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
pub enum WorkbookError {
    /// Not a ZIP archive with the parts of a workbook.
    #[error("{}: is no workbook (XLSX) that can be read: {message}", path.display())]
    Malformed { path: PathBuf, message: String },
    /// Beyond a bound.
    #[error("{}: is too large: {what}; write the decisions as a table (TSV)", path.display())]
    TooLarge { path: PathBuf, what: String },
    /// A cell that holds an error instead of a value.
    #[error("{}: row {row}, column {column}: an error of the spreadsheet stands there", path.display())]
    ErrorCell {
        path: PathBuf,
        row: u32,
        column: u32,
    },
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
    let sheet = sheet.ok_or_else(|| malformed("it has no sheet".to_owned()))?;
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
            (row >= MOST_ROWS, format!("more than {MOST_ROWS} rows")),
            (
                column >= MOST_COLUMNS,
                format!("more than {MOST_COLUMNS} columns"),
            ),
            (count > MOST_CELLS, format!("more than {MOST_CELLS} cells")),
        ];
        if let Some((_, what)) = beyond.into_iter().find(|(is_beyond, _)| *is_beyond) {
            return Err(WorkbookError::TooLarge {
                path: path.to_owned(),
                what,
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
    let too_large = |what: String| WorkbookError::TooLarge {
        path: path.to_owned(),
        what,
    };
    let malformed = |message: String| WorkbookError::Malformed {
        path: path.to_owned(),
        message,
    };
    if bytes.len() > LARGEST_FILE {
        return Err(too_large(format!("{} bytes", bytes.len())));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(format!("{} parts", archive.len())));
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
            return Err(too_large(format!("the part {name} unpacks to too much")));
        }
    }
    Ok(())
}
