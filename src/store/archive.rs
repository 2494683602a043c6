//! ZIP archives of office programs. One may come from anywhere, so it is bounded before it is read:
//! how many parts it has and how much they unpack to.
//! Room `store`; may use `core`.

use std::io::{self, Cursor, Read, Write};

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
    open_noting(bytes, b"").map(|(archive, _)| archive)
}

/// As [`open`]; also whether `word` stands in any of its parts.
pub fn open_noting<'a>(bytes: &'a [u8], word: &[u8]) -> Result<(Archive<'a>, bool), Closed> {
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
    let mut sink = Sink {
        word,
        is_found: false,
        end: Vec::new(),
    };
    for place in 0..archive.len() {
        let part = archive
            .by_index(place)
            .map_err(|error| malformed(error.to_string()))?;
        let name = part
            .name()
            .map_or_else(|_| place.to_string(), |name| name.into_owned());
        let size = io::copy(&mut part.take(LARGEST_PART + 1), &mut sink)
            .map_err(|error| malformed(format!("{name}: {error}")))?;
        whole += size;
        if size > LARGEST_PART || whole > LARGEST_WHOLE {
            return Err(Closed::TooLarge(Bound::Unpacked(LARGEST_WHOLE)));
        }
    }
    Ok((archive, sink.is_found))
}

/// Forgets what is written to it, but for whether a word was in it.
struct Sink<'a> {
    word: &'a [u8],
    is_found: bool,
    /// The last bytes before, where a word may begin.
    end: Vec<u8>,
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.word.split_first().filter(|_| !self.is_found) else {
            return Ok(bytes.len());
        };
        self.end.extend(bytes.iter().take(rest.len()));
        self.is_found = self
            .end
            .windows(self.word.len())
            .any(|part| part == self.word);
        let begins =
            |(place, byte): (usize, &u8)| byte == first && bytes[place + 1..].starts_with(rest);
        self.is_found |= bytes.iter().enumerate().any(begins);
        if bytes.len() > rest.len() {
            self.end = bytes[bytes.len() - rest.len()..].to_vec();
        }
        let surplus = self.end.len().saturating_sub(rest.len());
        self.end.drain(..surplus);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The names of the parts of an archive that is not unpacked yet.
pub fn names(bytes: &[u8]) -> Result<Vec<String>, Closed> {
    if bytes.len() > LARGEST_FILE {
        return Err(Closed::TooLarge(Bound::Bytes(LARGEST_FILE)));
    }
    let archive = ZipArchive::new(Cursor::new(bytes));
    let archive = archive.map_err(|error| Closed::Malformed(error.to_string()))?;
    let names = archive.file_names().flatten().take(MOST_PARTS);
    Ok(names.map(|name| name.into_owned()).collect())
}

/// The text of a part; nothing where it is not there or no UTF-8.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(name).ok()?;
    part.take(LARGEST_PART).read_to_string(&mut text).ok()?;
    Some(text)
}
