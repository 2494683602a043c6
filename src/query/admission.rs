//! Bounds on queries from outside, counted on tokens before anything parses them.
//! Room `query`: may use nothing.
//!
//! The SPARQL parser, optimiser and evaluator recurse over nesting and over flat chains alike,
//! and planning is cubic in the number of patterns: beyond these bounds a query could abort the
//! process or occupy it for minutes. Strings, IRIs and comments do not count.

/// How much a query may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Levels of `{`, `(`, `[` and of `!` in a row.
    pub levels: usize,
    /// Size in bytes.
    pub bytes: usize,
    /// Triple patterns, told by `.`, `;`, `,` and opening braces.
    pub patterns: usize,
    /// Operators, keywords that join patterns, path steps.
    pub operators: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            levels: 128,
            bytes: 64 * 1024,
            patterns: 100,
            operators: 1000,
        }
    }
}

impl Limits {
    /// The same levels, everything else without a bound: for a person who says that a large
    /// query is meant.
    pub fn raised(self) -> Self {
        Self {
            levels: self.levels,
            bytes: usize::MAX,
            patterns: usize::MAX,
            operators: usize::MAX,
        }
    }
}

/// The bound that a query exceeds.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AdmissionError {
    #[error("line {line}: the query nests deeper than {limit} levels")]
    TooDeep { line: usize, limit: usize },
    #[error("the query has {bytes} bytes, more than {limit}; `--large-query` admits it")]
    TooLong { bytes: usize, limit: usize },
    #[error("line {line}: the query has more than {limit} patterns; `--large-query` admits it")]
    TooManyPatterns { line: usize, limit: usize },
    #[error("line {line}: the query has more than {limit} operators; `--large-query` admits it")]
    TooManyOperators { line: usize, limit: usize },
}

/// Admits `text` or names the bound that it exceeds and where.
pub fn admit(text: &str, limits: Limits) -> Result<(), AdmissionError> {
    if text.len() > limits.bytes {
        return Err(AdmissionError::TooLong {
            bytes: text.len(),
            limit: limits.bytes,
        });
    }
    let mut count = Count {
        limits,
        line: 1,
        depth: 0,
        negations: 0,
        patterns: 0,
        operators: 0,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = token_length(bytes, at);
        count.token(&text[at..at + length])?;
        count.line += bytes[at..at + length]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        at += length;
    }
    Ok(())
}

struct Count {
    limits: Limits,
    line: usize,
    depth: usize,
    negations: usize,
    patterns: usize,
    operators: usize,
}

impl Count {
    fn token(&mut self, token: &str) -> Result<(), AdmissionError> {
        let (line, limits) = (self.line, self.limits);
        match token {
            "{" | "(" | "[" => self.depth += 1,
            "}" | ")" | "]" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        match token {
            // Negation and signs nest without brackets.
            "!" | "-" | "+" | "^" => self.negations += 1,
            _ if token.trim().is_empty() || token.starts_with('#') => {}
            _ => self.negations = 0,
        }
        if self.depth + self.negations > limits.levels {
            return Err(AdmissionError::TooDeep {
                line,
                limit: limits.levels,
            });
        }
        if matches!(token, "." | ";" | "," | "{") || is_word(token, &["OPTIONAL"]) {
            self.patterns += 1;
        }
        let joins = [
            "UNION", "FILTER", "BIND", "MINUS", "OPTIONAL", "VALUES", "GRAPH", "EXISTS", "IN", "AS",
        ];
        let operator = matches!(
            token,
            "||" | "&&"
                | "|"
                | "/"
                | "+"
                | "-"
                | "*"
                | "!"
                | "="
                | "<"
                | ">"
                | "<="
                | ">="
                | "!="
                | "^"
                | ";"
                | ","
        );
        if operator || is_word(token, &joins) {
            self.operators += 1;
        }
        if self.patterns > limits.patterns {
            return Err(AdmissionError::TooManyPatterns {
                line,
                limit: limits.patterns,
            });
        }
        if self.operators > limits.operators {
            return Err(AdmissionError::TooManyOperators {
                line,
                limit: limits.operators,
            });
        }
        Ok(())
    }
}

fn is_word(token: &str, words: &[&str]) -> bool {
    words.iter().any(|word| token.eq_ignore_ascii_case(word))
}

/// Length in bytes of the token that starts at `at`: a comment, a string, an IRI, a word,
/// white space, or an operator of one or two bytes. Always ends between characters.
fn token_length(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let run =
        |accept: &dyn Fn(u8) -> bool| rest.iter().position(|&b| !accept(b)).unwrap_or(rest.len());
    match rest[0] {
        b'#' => run(&|byte| byte != b'\n'),
        b'"' | b'\'' => string_length(rest),
        b'<' => iri_length(rest).unwrap_or(if rest.starts_with(b"<=") { 2 } else { 1 }),
        byte if byte.is_ascii_whitespace() => run(&|byte| byte.is_ascii_whitespace()),
        byte if is_name(byte) => name_length(rest),
        b'?' | b'$' | b'@' => {
            1 + rest[1..]
                .iter()
                .position(|&b| !is_name(b))
                .unwrap_or(rest.len() - 1)
        }
        _ if [b"||", b"&&", b"!=", b">=", b"^^"]
            .iter()
            .any(|two| rest.starts_with(*two)) =>
        {
            2
        }
        _ => 1,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte == b'_'
        || byte == b':'
        || byte >= 0x80
        || byte == b'%'
        || byte == b'\\'
}

/// A word, prefixed name or number. Dots and hyphens inside a prefixed name belong to it, dots
/// inside a number too; `1-1-1` are five tokens. A backslash takes the next byte with it
/// (PN_LOCAL_ESC).
fn name_length(rest: &[u8]) -> usize {
    let mut length = 0;
    let mut prefixed = false;
    while length < rest.len() {
        let byte = rest[length];
        let goes_on = rest.get(length + 1).is_some_and(|&next| is_name(next));
        if byte == b'\\' && rest.get(length + 1).is_some_and(u8::is_ascii) {
            length += 2;
        } else if is_name(byte)
            || (goes_on && prefixed && matches!(byte, b'.' | b'-'))
            || (goes_on && byte == b'.' && rest[0].is_ascii_digit())
        {
            prefixed |= byte == b':';
            length += 1;
        } else {
            break;
        }
    }
    length.max(1)
}

fn string_length(rest: &[u8]) -> usize {
    let quote = rest[0];
    let long = rest.len() >= 3 && rest[1] == quote && rest[2] == quote;
    let mut at = if long { 3 } else { 1 };
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 1,
            b'\n' if !long => return at,
            byte if byte == quote && !long => return at + 1,
            byte if byte == quote && rest[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    // An escape at the very end may point past it; a text always ends between characters.
    rest.len()
}

/// The length of `<…>` when it is an IRI (no white space, quotes or braces inside; SPARQL 1.1, 19.8).
fn iri_length(rest: &[u8]) -> Option<usize> {
    let end = rest.iter().skip(1).position(|&byte| {
        byte <= b' '
            || matches!(
                byte,
                b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\'
            )
    })?;
    (rest[end + 1] == b'>').then_some(end + 2)
}
