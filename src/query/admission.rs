//! Bounds on queries from outside, counted on tokens before anything parses them.
//! Room `query`: may use `core`.
//!
//! The SPARQL parser, optimiser and evaluator recurse over nesting and over flat chains alike,
//! the parser reads each `!( … )` twice (so nested ones cost 2 to the power of their number), and
//! planning is cubic in the number of patterns: beyond these bounds a query could abort the
//! process or occupy it for minutes. Strings, IRIs and comments do not count.

use crate::core::message::{Message, Tell};
use crate::query::chains::Chains;
use crate::query::token::{Token, TokenKind, tokens};

/// How much a query may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Levels of `{`, `(`, `[` and of signs in a row.
    pub levels: usize,
    /// Levels of negated expressions, `!( … !( … ) )`.
    pub negations: usize,
    /// Size in bytes.
    pub bytes: usize,
    /// Triple patterns, path steps, members of collections, VALUES blocks, empty groups.
    pub patterns: usize,
    /// Operators, opening brackets, semicolons and commas.
    pub operators: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            levels: 128,
            negations: 8,
            bytes: 64 * 1024,
            patterns: 100,
            operators: 1000,
        }
    }
}

impl Limits {
    /// For a person who says that a large query is meant: the same levels, and as much of the
    /// rest as a stack of 512 MB is known to bear.
    pub fn raised(self) -> Self {
        Self {
            bytes: 16 * 1024 * 1024,
            patterns: 25_000,
            operators: 50_000,
            ..self
        }
    }
}

/// The bound that a query exceeds. Its text leaves out the line; see [`AdmissionError::line`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.message())]
pub enum AdmissionError {
    TooDeep { line: usize, limit: usize },
    TooNegated { line: usize, limit: usize },
    Misread { line: usize },
    TooLong { bytes: usize, limit: usize },
    TooManyPatterns { line: usize, limit: usize },
    TooManyOperators { line: usize, limit: usize },
}

impl Tell for AdmissionError {
    fn message(&self) -> Message {
        let (key, limit) = match self {
            Self::Misread { .. } => return Message::new("admission.misread"),
            Self::TooDeep { limit, .. } => ("admission.levels", limit),
            Self::TooNegated { limit, .. } => ("admission.negations", limit),
            Self::TooLong { limit, .. } => ("admission.bytes", limit),
            Self::TooManyPatterns { limit, .. } => ("admission.patterns", limit),
            Self::TooManyOperators { limit, .. } => ("admission.operators", limit),
        };
        Message::new(key).with("limit", *limit)
    }
}

impl AdmissionError {
    /// The line at which the bound is passed, where it is that of a place.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::TooDeep { line, .. }
            | Self::TooNegated { line, .. }
            | Self::Misread { line }
            | Self::TooManyPatterns { line, .. }
            | Self::TooManyOperators { line, .. } => Some(*line),
            Self::TooLong { .. } => None,
        }
    }
}

/// Admits `text` or names the bound that it exceeds and where.
pub fn admit(text: &str, limits: Limits) -> Result<(), AdmissionError> {
    if text.len() > limits.bytes {
        return Err(AdmissionError::TooLong {
            bytes: text.len(),
            limit: limits.bytes,
        });
    }
    let mut count = Count::default();
    let mut chains = Chains::default();
    let mut line = 1;
    for token in tokens(text) {
        if token.kind != TokenKind::Blank {
            if chains.is_misread(token) {
                return Err(AdmissionError::Misread { line });
            }
            count.token(token);
            count.within(limits, line)?;
        }
        line += token.text.bytes().filter(|&byte| byte == b'\n').count();
    }
    Ok(())
}

/// What an open bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// `{ … }` with patterns.
    Group,
    /// `{ … }` of CONSTRUCT; nothing in it is planned.
    Template,
    /// `{ … }` of VALUES and what stands in it.
    Values,
    /// `( … )`: an expression, a collection or a path.
    Parenthesis,
    /// `[ … ]`.
    Bracket,
}

/// What came before, blanks aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    #[default]
    Nothing,
    Open,
    Close,
    /// `.`, `;` or `,`.
    Separator,
    /// A term that may stand in a triple; whether it may be called like a function.
    Operand {
        callable: bool,
    },
    Construct,
    Keyword,
    Sign,
}

#[derive(Debug, Default)]
struct Count {
    /// Open brackets, and whether each is part of what a `!` negates.
    open: Vec<(Inside, bool)>,
    before: Before,
    /// The next group belongs to VALUES.
    values: bool,
    /// A `!` waits for what it negates.
    negates: bool,
    /// Signs in a row.
    signs: usize,
    /// Brackets in what may be an IRI or a comparison with `<`.
    hidden: usize,
    deepest: usize,
    negations: usize,
    patterns: usize,
    operators: usize,
}

impl Count {
    fn within(&self, limits: Limits, line: usize) -> Result<(), AdmissionError> {
        if self.deepest > limits.levels {
            let limit = limits.levels;
            return Err(AdmissionError::TooDeep { line, limit });
        }
        if self.negations > limits.negations {
            let limit = limits.negations;
            return Err(AdmissionError::TooNegated { line, limit });
        }
        if self.patterns > limits.patterns {
            let limit = limits.patterns;
            return Err(AdmissionError::TooManyPatterns { line, limit });
        }
        if self.operators > limits.operators {
            let limit = limits.operators;
            return Err(AdmissionError::TooManyOperators { line, limit });
        }
        Ok(())
    }

    fn inside(&self) -> Option<Inside> {
        self.open.last().map(|(inside, _)| *inside)
    }

    fn token(&mut self, token: Token<'_>) {
        match token.kind {
            TokenKind::Blank | TokenKind::LanguageTag => {}
            TokenKind::Open => self.open(token.text),
            TokenKind::Close => self.close(),
            TokenKind::Sign => self.sign(token.text),
            TokenKind::Word if !matches!(token.text, "a" | "true" | "false") => {
                self.signs = 0;
                self.values |= token.text.eq_ignore_ascii_case("VALUES");
                let construct = token.text.eq_ignore_ascii_case("CONSTRUCT");
                self.before = if construct {
                    Before::Construct
                } else {
                    Before::Keyword
                };
            }
            TokenKind::Iri => {
                self.comparison(token.text);
                self.operand(true);
            }
            TokenKind::PrefixedName => {
                self.operand(true);
                // The parser may take such a name for `true`, `.` and a name, or end it sooner.
                if self.inside() != Some(Inside::Values) {
                    let (prefix, local) = token.text.split_once(':').unwrap_or_default();
                    let dots = |text: &str| text.matches('.').count();
                    self.patterns += dots(prefix) + dots(local).saturating_sub(1);
                }
            }
            TokenKind::Word | TokenKind::String | TokenKind::Variable | TokenKind::Number => {
                self.operand(false);
            }
        }
        self.deepest = self.deepest.max(self.open.len() + self.signs + self.hidden);
    }

    fn operand(&mut self, callable: bool) {
        self.signs = 0;
        self.negates &= callable;
        let begins = matches!(
            self.before,
            Before::Open | Before::Close | Before::Separator
        );
        let follows = matches!(self.before, Before::Operand { .. } | Before::Close);
        match self.inside() {
            Some(Inside::Group | Inside::Bracket) if begins => self.patterns += 1,
            // Two terms in a row make a collection: each member costs two triples.
            Some(Inside::Parenthesis) if follows => self.patterns += 2,
            _ => {}
        }
        self.before = Before::Operand { callable };
    }

    fn open(&mut self, bracket: &str) {
        let before = self.before;
        let outer = self.inside();
        let inside = match bracket {
            "{" if self.values => Inside::Values,
            "{" if before == Before::Construct => Inside::Template,
            "{" => Inside::Group,
            _ if outer == Some(Inside::Values) || self.values => Inside::Values,
            "(" => Inside::Parenthesis,
            _ => Inside::Bracket,
        };
        if bracket == "{" && self.values {
            self.patterns += 1;
        }
        if inside != Inside::Values {
            self.operators += 1;
            self.patterns += match (outer, bracket, before) {
                // A collection or a path; a keyword would make it an expression.
                (Some(Inside::Group | Inside::Bracket), "(", before)
                    if !matches!(before, Before::Keyword) =>
                {
                    2
                }
                (Some(Inside::Group | Inside::Bracket), "[", Before::Separator) => 1,
                (Some(Inside::Parenthesis), "(" | "[", Before::Close)
                | (Some(Inside::Parenthesis), "(" | "[", Before::Operand { callable: false }) => 2,
                _ => 0,
            };
        }
        self.values &= bracket != "{";
        self.open.push((inside, self.negates));
        self.negations = self.open.iter().filter(|(_, negated)| *negated).count() + self.signs;
        self.negates = false;
        self.signs = 0;
        self.before = Before::Open;
    }

    fn close(&mut self) {
        let closed = self.open.pop();
        if self.before == Before::Open && closed.is_some_and(|(inside, _)| inside == Inside::Group)
        {
            self.patterns += 1;
        }
        self.signs = 0;
        self.negates = false;
        self.before = Before::Close;
    }

    fn sign(&mut self, sign: &str) {
        let in_values = self.inside() == Some(Inside::Values);
        match sign {
            "." | ";" | "," => {
                self.before = Before::Separator;
                self.signs = 0;
            }
            _ => {
                self.before = Before::Sign;
                self.signs += usize::from(matches!(sign, "!" | "+" | "-" | "^" | "^^"));
            }
        }
        self.negates = sign == "!";
        if in_values {
            self.signs = 0;
        } else if !matches!(sign, "." | "^^" | "?") {
            self.operators += 1;
        }
        self.patterns += usize::from(sign == "/");
    }

    /// `?a<b:c(1)>?d` without blanks looks like a variable and an IRI, yet the parser may read a
    /// comparison: what stands inside counts, unless it begins like no expression can (`http://`).
    fn comparison(&mut self, iri: &str) {
        let may_follow = matches!(self.before, Before::Operand { .. } | Before::Close);
        let inner = &iri[1..iri.len() - 1];
        let scheme = inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        if self.inside() != Some(Inside::Parenthesis)
            || !may_follow
            || inner[scheme..].starts_with("://")
        {
            return;
        }
        let (mut level, mut peak) = (0_usize, 0_usize);
        for byte in inner.bytes() {
            match byte {
                b'(' | b'[' | b'!' => {
                    level += 1;
                    peak = peak.max(level);
                    self.operators += 1;
                }
                b')' | b']' => level = level.saturating_sub(1),
                b'+' | b'-' | b'*' | b'/' | b'=' | b'&' | b',' | b';' => self.operators += 1,
                _ => {}
            }
        }
        self.deepest = self.deepest.max(self.open.len() + self.hidden + peak);
        self.hidden += level;
    }
}
