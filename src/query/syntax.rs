//! Where a query text is wrong, for people: place, line, caret, and what would fit there.
//! Room `query`: may use `core`.
//!
//! The parser says the furthest place that it reached and everything that it tried there, classes
//! of characters included; what helps nobody is left out.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::query::token::{TokenKind, tokens};

/// At most so many of the things that would fit are named.
const MOST_EXPECTED: usize = 8;
/// Columns of the offending line that are shown.
const SHOWN: usize = 100;

/// A syntax error of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    pub message: String,
    /// The offending line and, below it, a caret.
    pub excerpt: String,
}

impl fmt::Display for SyntaxFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}: {}\n{}",
            self.line, self.column, self.message, self.excerpt
        )
    }
}

impl SyntaxFault {
    /// Reads the parser's message, `error at LINE:COLUMN: expected …`, about `text`.
    pub fn new(text: &str, message: &str) -> Self {
        let (line, column, expected) = place(message).unwrap_or((1, 1, message));
        let source = text.split('\n').nth(line - 1).unwrap_or("");
        let (before, rest) = match source.char_indices().nth(column - 1) {
            Some((at, _)) => source.split_at(at),
            None => (source, ""),
        };
        let unknown = unknown_prefix(before).filter(|_| expected.contains("Prefix not found"));
        let (column, message) = match unknown {
            Some((start, prefix)) => (
                1 + before[..start].chars().count(),
                format!(
                    "the prefix `{prefix}:` is not declared; add a line `PREFIX {prefix}: <…>`"
                ),
            ),
            None => (column, explain(rest, expected)),
        };
        Self {
            line,
            column,
            message,
            excerpt: excerpt(source, column),
        }
    }
}

fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    (line > 0 && column > 0).then_some((line, column, expected))
}

/// The prefix of the name that a text ends with, and where that name begins.
fn unknown_prefix(before: &str) -> Option<(usize, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let start = before.trim_end_matches(is_name).len();
    let (prefix, _) = before[start..].split_once(':')?;
    Some((start, prefix))
}

fn explain(rest: &str, expected: &str) -> String {
    if let Some(sentence) = items(expected).into_iter().find(|item| is_sentence(item)) {
        return sentence.to_owned();
    }
    let found = match tokens(rest).find(|token| token.kind != TokenKind::Blank) {
        Some(token) => format!(
            "`{}` does not fit here",
            token.text.chars().take(40).collect::<String>()
        ),
        None => "something is missing here".to_owned(),
    };
    let mut fitting: Vec<_> = items(expected).into_iter().filter_map(plain).collect();
    fitting.dedup();
    if fitting.is_empty() {
        return found;
    }
    let more = if fitting.len() > MOST_EXPECTED {
        ", …"
    } else {
        ""
    };
    fitting.truncate(MOST_EXPECTED);
    format!("{found}; expected {}{more}", fitting.join(", "))
}

/// The parts of `expected one of A, B, C`; commas inside quotes and brackets separate nothing.
fn items(expected: &str) -> Vec<&str> {
    let list = expected
        .strip_prefix("expected one of ")
        .or_else(|| expected.strip_prefix("expected "))
        .unwrap_or(expected);
    let mut found = Vec::new();
    let (mut start, mut quote, mut escaped, mut level) = (0, None, false, 0_usize);
    for (at, character) in list.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote.is_some() => escaped = true,
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' => quote = Some(character),
            '[' => level += 1,
            ']' => level = level.saturating_sub(1),
            ',' if level == 0 => {
                found.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(list[start..].trim());
    found
}

/// A rule that the parser states in words.
fn is_sentence(item: &str) -> bool {
    item.contains(' ') && item.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// An item that is a sign or a keyword, as it is written in a query.
fn plain(item: &str) -> Option<String> {
    let quoted = item
        .strip_prefix('"')
        .and_then(|item| item.strip_suffix('"'));
    match quoted {
        Some(sign) => {
            let sign = sign.replace("\\\"", "\"").replace("\\\\", "\\");
            // Signs of SPARQL 1.2.
            (!matches!(sign.as_str(), "{|" | "~" | "<<" | "<<(" | "\\u" | "\\U"))
                .then(|| format!("`{sign}`"))
        }
        None if !item.is_empty()
            && item.chars().all(|c| c.is_ascii_uppercase() || c == '_')
            && item != "LATERAL" =>
        {
            Some(item.to_owned())
        }
        None => None,
    }
}

/// The line, or the part of it around the column, and a caret below that column.
fn excerpt(source: &str, column: usize) -> String {
    let characters: Vec<char> = source
        .trim_end_matches('\r')
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect();
    let column = (column - 1).min(characters.len());
    let start = if characters.len() > SHOWN {
        column.saturating_sub(SHOWN / 2)
    } else {
        0
    };
    let end = characters.len().min(start + SHOWN);
    let shown: String = characters[start..end].iter().collect();
    let before: String = characters[start..column].iter().collect();
    format!("  {shown}\n  {}^", " ".repeat(before.width()))
}

/// `text` with the dots of `prefix:1.7.1.3` escaped: names with several dots are SPARQL 1.1, yet
/// the parser ends them at the second dot. `None` where there is no such name.
pub fn escape_dots(text: &str) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut changed = false;
    for token in tokens(text) {
        let local = match token.text.split_once(':') {
            Some((prefix, local)) if token.kind == TokenKind::PrefixedName => {
                (prefix != "_" && local.matches('.').count() > 1 && !local.contains('\\'))
                    .then(|| format!("{prefix}:{}", local.replace('.', "\\.")))
            }
            _ => None,
        };
        changed |= local.is_some();
        result.push_str(local.as_deref().unwrap_or(token.text));
    }
    changed.then_some(result)
}
