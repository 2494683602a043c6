//! Where a query text is wrong, for people: place, line, caret, and what would fit there.
//! Room `query`: may use `core`.
//!
//! The parser reports the furthest character that any of its rules looked at, which for keywords
//! is well past the mistake. So the longest beginning of the text that could still become a query
//! is sought, token by token: what follows it does not fit.

use unicode_width::UnicodeWidthStr;

use crate::core::message::{Message, Tell};
use crate::query::token::{Token, TokenKind, tokens};

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
    pub problem: SyntaxProblem,
    /// The offending line and, below it, a caret.
    pub excerpt: String,
}

impl Tell for SyntaxFault {
    fn message(&self) -> Message {
        Message::Sequence(vec![
            format!("{}:{}: ", self.line, self.column).into(),
            self.problem.message(),
            format!("\n{}", self.excerpt).into(),
        ])
    }
}

/// What is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblem {
    UnknownPrefix(String),
    /// A string without its closing quote.
    OpenString,
    /// A rule, in the parser's own words.
    Rule(String),
    /// This does not fit (nothing: the text ends too soon), these would.
    Unfit {
        found: Option<String>,
        expected: Vec<String>,
    },
}

/// What would fit, the most telling first; an ellipsis stands for more.
fn listed(expected: &[String]) -> String {
    let more = if expected.len() > MOST_EXPECTED {
        ", …"
    } else {
        ""
    };
    let shown = &expected[..expected.len().min(MOST_EXPECTED)];
    shown.join(", ") + more
}

impl Tell for SyntaxProblem {
    fn message(&self) -> Message {
        match self {
            Self::UnknownPrefix(prefix) => Message::new("syntax.prefix").with("prefix", prefix),
            Self::OpenString => Message::new("syntax.open-string"),
            Self::Rule(rule) => Message::new("syntax.rule").with("rule", rule),
            Self::Unfit { found, expected } => {
                let problem = match found {
                    Some(found) => Message::new("syntax.unfit").with("found", found),
                    None => Message::new("syntax.missing"),
                };
                if expected.is_empty() {
                    return problem;
                }
                let expected = Message::new("syntax.expected").with("expected", listed(expected));
                Message::Sequence(vec![problem, "; ".into(), expected])
            }
        }
    }
}

impl SyntaxFault {
    /// Finds where `text`, which `parse` refuses with the parser's message, is wrong.
    pub fn find(text: &str, parse: &dyn Fn(&str) -> Result<(), String>) -> Self {
        let mut at = 0;
        let mut found: Vec<Token<'_>> = Vec::new();
        let mut ends = vec![0];
        for token in tokens(text) {
            at += token.text.len();
            if token.kind != TokenKind::Blank {
                found.push(token);
                ends.push(at);
            }
        }
        // How many tokens the longest beginning has that may still become a query.
        let (mut fits, mut beyond) = (0, found.len() + 1);
        while fits + 1 < beyond {
            let middle = fits.midpoint(beyond);
            if may_go_on(&text[..ends[middle]], parse) {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        // A quote that closes nothing seems to go on for ever.
        let is_open =
            |token: &Token<'_>| token.kind == TokenKind::Sign && matches!(token.text, "\"" | "'");
        if let Some(open) = found.iter().position(is_open).filter(|&open| open <= fits) {
            return Self::at(text, ends[open + 1] - 1, SyntaxProblem::OpenString);
        }
        let whole = parse(text).err().unwrap_or_default();
        match (found.get(fits), rule(&whole)) {
            (None, Some(rule)) => {
                let start = text.len() - text.trim_start().len();
                Self::at(text, start, SyntaxProblem::Rule(rule.to_owned()))
            }
            (None, None) => Self::at(text, text.trim_end().len(), Self::unfit(None, text, parse)),
            (Some(token), _) => {
                let end = ends[fits + 1];
                let problem = Self::problem(*token, &text[..ends[fits]], &text[..end], parse);
                Self::at(text, end - token.text.len(), problem)
            }
        }
    }

    fn problem(
        token: Token<'_>,
        before: &str,
        with: &str,
        parse: &dyn Fn(&str) -> Result<(), String>,
    ) -> SyntaxProblem {
        let message = parse(with).err().unwrap_or_default();
        match token.text.split_once(':') {
            Some((prefix, _))
                if token.kind == TokenKind::PrefixedName
                    && message.contains("Prefix not found") =>
            {
                SyntaxProblem::UnknownPrefix(prefix.to_owned())
            }
            _ => Self::unfit(Some(token.text), before, parse),
        }
    }

    /// What would fit after `before`.
    fn unfit(
        found: Option<&str>,
        before: &str,
        parse: &dyn Fn(&str) -> Result<(), String>,
    ) -> SyntaxProblem {
        let message = parse(&padded(before)).err().unwrap_or_default();
        if let Some(rule) = rule(&message) {
            return SyntaxProblem::Rule(rule.to_owned());
        }
        let mut expected: Vec<_> = items(&message).into_iter().filter_map(plain).collect();
        expected.dedup();
        // Where a term may stand, the list is long and helps nobody.
        if expected.iter().any(|sign| sign == "`$`") {
            expected.clear();
        }
        expected.retain(|sign| found.is_none_or(|found| *sign != format!("`{found}`")));
        SyntaxProblem::Unfit {
            found: found.map(|found| found.chars().take(40).collect()),
            expected,
        }
    }

    fn at(text: &str, place: usize, problem: SyntaxProblem) -> Self {
        let (line, column) = position(&text[..place]);
        let source = text.split('\n').nth(line - 1).unwrap_or("");
        Self {
            line,
            column,
            problem,
            excerpt: excerpt(source, column),
        }
    }
}

/// Line and column of the end of a text.
fn position(before: &str) -> (usize, usize) {
    let line = before.split('\n').count();
    let last = before.rsplit('\n').next().unwrap_or("");
    (line, last.chars().count() + 1)
}

/// A text with more blanks behind it than any keyword has letters.
fn padded(text: &str) -> String {
    format!("{text}{}", " ".repeat(40))
}

/// Whether the parser is content with a text up to its very end.
fn may_go_on(text: &str, parse: &dyn Fn(&str) -> Result<(), String>) -> bool {
    let text = padded(text);
    match parse(&text) {
        Ok(()) => true,
        Err(message) => place(&message) == Some(position(&text)),
    }
}

/// Line and column of the parser's message `error at LINE:COLUMN: expected …`.
fn place(message: &str) -> Option<(usize, usize)> {
    let (place, _) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The parts of `error at …: expected one of A, B, C`; commas inside quotes and brackets separate
/// nothing.
fn items(message: &str) -> Vec<&str> {
    let expected = message
        .split_once(": ")
        .map_or("", |(_, expected)| expected);
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

/// The rule that the parser states in words, if one is broken.
fn rule(message: &str) -> Option<&str> {
    let is_rule = |item: &&str| {
        item.contains(' ')
            && item.starts_with(|c: char| c.is_ascii_alphabetic())
            // What the parser tries besides, and what other messages tell better.
            && !item.contains("SPARQL 1.2")
            && !matches!(*item, "Prefix not found" | "IRI parsing failed")
    };
    items(message).into_iter().find(is_rule)
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
