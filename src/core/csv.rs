//! Reading CSV (RFC 4180) and its kin with another separator: quoted fields, doubled quotes, line
//! breaks inside quotes.
//! Room `core`.

use crate::core::message::{Message, Tell};

/// A record and the line on which it begins, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub line: u64,
    pub fields: Vec<String>,
}

/// A quoted field that does not end, or that something follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct CsvError {
    pub line: u64,
}

impl Tell for CsvError {
    fn message(&self) -> Message {
        Message::new("csv.quote").with("line", self.line)
    }
}

/// The records of a CSV text, the header among them. Empty lines are passed over, a byte order
/// mark too.
pub fn records(text: &str) -> Result<Vec<Record>, CsvError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let all = Records::new(text, b',', 1);
    all.filter(|record| !matches!(record, Ok(record) if record.fields == [""]))
        .collect()
}

/// The records of a text one by one, the empty lines among them; it ends with the first error.
pub struct Records<'a> {
    rest: &'a str,
    separator: u8,
    line: u64,
}

impl<'a> Records<'a> {
    /// The records of `text`, whose first line has the number `line`; `separator` is an ASCII
    /// character.
    pub fn new(text: &'a str, separator: u8, line: u64) -> Self {
        Self {
            rest: text,
            separator,
            line,
        }
    }

    /// One field; what ends it is left to be read.
    fn field(&mut self) -> Result<String, CsvError> {
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let separator = self.separator;
            let ends = |byte: &u8| *byte == separator || matches!(byte, b'\n' | b'\r');
            let end = self.rest.bytes().position(|byte| ends(&byte));
            let (field, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.rest = rest;
            return Ok(field.to_owned());
        };
        let mut field = String::new();
        let mut rest = quoted;
        loop {
            let Some(end) = rest.find('"') else {
                return Err(CsvError { line: self.line });
            };
            field.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(after) => {
                    field.push('"');
                    rest = after;
                }
                None => break,
            }
        }
        self.rest = rest;
        self.line += field.bytes().filter(|&byte| byte == b'\n').count() as u64;
        Ok(field)
    }

    fn record(&mut self) -> Result<Record, CsvError> {
        let line = self.line;
        let mut fields = Vec::new();
        loop {
            fields.push(self.field()?);
            let Some(&end) = self.rest.as_bytes().first() else {
                break;
            };
            let ends_record = matches!(end, b'\n' | b'\r');
            if !ends_record && end != self.separator {
                return Err(CsvError { line: self.line });
            }
            self.rest = &self.rest[1..];
            if ends_record {
                if end == b'\r' {
                    self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
                }
                self.line += 1;
                break;
            }
        }
        Ok(Record { line, fields })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, CsvError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.rest = "";
        }
        Some(record)
    }
}
