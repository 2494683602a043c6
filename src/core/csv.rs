//! Reading CSV (RFC 4180): quoted fields, doubled quotes, line breaks inside quotes.
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
    let mut records = Vec::new();
    let mut line = 1;
    let mut characters = text.chars().peekable();
    while characters.peek().is_some() {
        let start = line;
        let mut fields = Vec::new();
        loop {
            let field = field(&mut characters, &mut line)?;
            fields.push(field);
            match characters.next() {
                Some(',') => {}
                Some('\r') => {
                    characters.next_if_eq(&'\n');
                    break;
                }
                Some('\n') | None => break,
                Some(_) => return Err(CsvError { line }),
            }
        }
        line += 1;
        if fields != [""] {
            records.push(Record {
                line: start,
                fields,
            });
        }
    }
    Ok(records)
}

/// One field; what ends it is left to be read.
fn field(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    line: &mut u64,
) -> Result<String, CsvError> {
    let mut field = String::new();
    if characters.next_if_eq(&'"').is_none() {
        while let Some(character) = characters.next_if(|c| !matches!(c, ',' | '\n' | '\r')) {
            field.push(character);
        }
        return Ok(field);
    }
    let start = *line;
    loop {
        match characters.next() {
            Some('"') if characters.next_if_eq(&'"').is_none() => return Ok(field),
            Some(character) => {
                *line += u64::from(character == '\n');
                field.push(character);
            }
            None => return Err(CsvError { line: start }),
        }
    }
}
