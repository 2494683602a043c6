//! ZIP archives of office programs. One may come from anywhere, so it is bounded before it is read:
//! how many parts it has and how much they unpack to.
//! Room `store`; may use `core`.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::core::message::{Message, Tell};

/// Bounds: bytes of the file, parts, bytes of one part and of all parts unpacked.
const LARGEST_FILE: usize = 32 * 1024 * 1024;
const MOST_PARTS: usize = 500;
const LARGEST_PART: u64 = 64 * 1024 * 1024;
const LARGEST_WHOLE: u64 = 128 * 1024 * 1024;

/// A bound on archives and what is in them, with the most there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Bytes(usize),
    Parts(usize),
    Unpacked(u64),
    Rows(u32),
    Columns(u32),
    Cells(usize),
}

impl Tell for Bound {
    fn message(&self) -> Message {
        let (key, limit) = match *self {
            Self::Bytes(limit) => ("workbook.bytes", megabytes(limit as u64)),
            Self::Parts(limit) => ("workbook.parts", limit.to_string()),
            Self::Unpacked(limit) => ("workbook.unpacked", megabytes(limit)),
            Self::Rows(limit) => ("workbook.rows", limit.to_string()),
            Self::Columns(limit) => ("workbook.columns", limit.to_string()),
            Self::Cells(limit) => ("workbook.cells", limit.to_string()),
        };
        Message::new(key).with("limit", limit)
    }
}

/// Whole megabytes of 1024² bytes, rounded up.
fn megabytes(bytes: u64) -> String {
    bytes.div_ceil(1024 * 1024).to_string()
}

/// Why an archive is not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// No ZIP archive, in the words of the library.
    Malformed(String),
    /// Beyond a bound.
    TooLarge(Bound),
}

/// An archive within the bounds.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive. Every part is unpacked into nothing, to see how large it is: sizes that an
/// archive tells of itself may be lies.
pub fn open(bytes: &[u8]) -> Result<Archive<'_>, Closed> {
    let malformed = |message: String| Closed::Malformed(message);
    if bytes.len() > LARGEST_FILE {
        return Err(Closed::TooLarge(Bound::Bytes(LARGEST_FILE)));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(Closed::TooLarge(Bound::Parts(MOST_PARTS)));
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
            return Err(Closed::TooLarge(Bound::Unpacked(LARGEST_WHOLE)));
        }
    }
    Ok(archive)
}

/// The text of a part; nothing where it is not there or no UTF-8.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(name).ok()?;
    part.take(LARGEST_PART).read_to_string(&mut text).ok()?;
    Some(text)
}
