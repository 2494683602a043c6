//! The `#+ key: value` lines that open a `.rq` file (grlc style); `docs/queries.md` explains each key.
//! Room `query`: may use `core`; knows no store and no domain word.

use std::path::{Path, PathBuf};

use crate::core::finding::Severity;
use crate::core::language::{Language, LocalizedText};
use crate::core::message::{Message, Tell};
use crate::query::parameter::{Parameter, ParameterError};

/// Keys that a header may have.
pub const KEYS: [&str; 12] = [
    "summary.nl",
    "summary.en",
    "kind",
    "tags",
    "param",
    "note.nl",
    "note.en",
    "few",
    "severity",
    "decision.nl",
    "decision.en",
    "source",
];

/// What sort of query a file holds; the folder and the `kind` key must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A hierarchy: `?node ?parent ?label` and more.
    Tree,
    /// Any table.
    Table,
    /// Cells of a cross table: `?row ?column ?value`.
    Matrix,
    /// A competency question with its expected answer beside it.
    Question,
    /// A rule: each row is a violation.
    Check,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Tree,
        Self::Table,
        Self::Matrix,
        Self::Question,
        Self::Check,
    ];

    /// The name as written in a header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Table => "table",
            Self::Matrix => "matrix",
            Self::Question => "question",
            Self::Check => "check",
        }
    }

    /// The folder below `queries/` in which such files stand.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Tree => "views",
            Self::Table | Self::Matrix => "tables",
            Self::Question => "questions",
            Self::Check => "checks",
        }
    }

    /// Columns that the query must project.
    pub fn required_columns(self) -> &'static [&'static str] {
        match self {
            Self::Tree => &["node", "parent", "label"],
            Self::Matrix => &["row", "column", "value"],
            Self::Check => &["focus", "message"],
            Self::Table | Self::Question => &[],
        }
    }

    /// All columns it may project; `None` for any.
    pub fn known_columns(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Tree => Some(&[
                "node",
                "parent",
                "label",
                "notation",
                "order",
                "kind",
                "example",
                "graph",
                "confidence",
                "link",
                "note",
            ]),
            Self::Matrix => Some(&["row", "column", "value", "rowLabel", "columnLabel"]),
            Self::Check => Some(&["focus", "message", "severity", "path", "value", "remedy"]),
            Self::Table | Self::Question => None,
        }
    }
}

/// What a header says.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// One line: what the query answers.
    pub summary: LocalizedText,
    pub kind: Kind,
    pub tags: Vec<String>,
    pub parameters: Vec<Parameter>,
    /// A remark that every output of the query repeats, such as how far its numbers reach.
    pub note: LocalizedText,
    /// Up to how many examples a node counts as getting little attention; `None`: no such mark.
    pub few: Option<usize>,
    /// How bad a row of a check is, where the row does not say.
    pub severity: Severity,
    /// The decision that a competency question serves.
    pub decision: LocalizedText,
    /// Passages from which an expected answer was read, or the standard's section behind a rule.
    pub source: Vec<String>,
}

/// What is wrong with a header.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", self.message())]
pub enum HeaderError {
    UnknownKey {
        path: PathBuf,
        line: usize,
        key: String,
        nearest: &'static str,
    },
    NoColon {
        path: PathBuf,
        line: usize,
    },
    Repeated {
        path: PathBuf,
        line: usize,
        key: String,
    },
    BadValue {
        path: PathBuf,
        line: usize,
        key: String,
        value: String,
        expected: Box<Message>,
    },
    MissingKey {
        path: PathBuf,
        key: &'static str,
    },
    Parameter {
        path: PathBuf,
        line: usize,
        #[source]
        source: ParameterError,
    },
}

impl HeaderError {
    /// The file, and the line where one is known.
    pub fn place(&self) -> (&Path, Option<usize>) {
        match self {
            Self::UnknownKey { path, line, .. }
            | Self::NoColon { path, line }
            | Self::Repeated { path, line, .. }
            | Self::BadValue { path, line, .. }
            | Self::Parameter { path, line, .. } => (path, Some(*line)),
            Self::MissingKey { path, .. } => (path, None),
        }
    }

    /// What is wrong, without the place.
    pub fn problem(&self) -> Message {
        match self {
            Self::UnknownKey { key, nearest, .. } => Message::new("header.unknown-key")
                .with("key", key)
                .with("nearest", Message::nearest(Some(nearest))),
            Self::NoColon { .. } => Message::new("header.no-colon"),
            Self::Repeated { key, .. } => Message::new("header.repeated").with("key", key),
            Self::BadValue {
                key,
                value,
                expected,
                ..
            } => Message::new("header.bad-value")
                .with("key", key)
                .with("value", value)
                .with("expected", expected.as_ref().clone()),
            Self::MissingKey { key, .. } => Message::new("header.missing-key").with("key", *key),
            Self::Parameter { source, .. } => source.message(),
        }
    }
}

impl Tell for HeaderError {
    fn message(&self) -> Message {
        let (path, line) = self.place();
        Message::at(path, line, self.problem())
    }
}

/// Reads the header of a query file; `path` is only for messages.
pub fn parse(path: &Path, text: &str) -> Result<Header, HeaderError> {
    let mut header = Header {
        summary: LocalizedText::default(),
        kind: Kind::Table,
        tags: Vec::new(),
        parameters: Vec::new(),
        note: LocalizedText::default(),
        few: None,
        severity: Severity::Violation,
        decision: LocalizedText::default(),
        source: Vec::new(),
    };
    let mut seen: Vec<&str> = Vec::new();
    for (line, key, value) in lines(path, text)? {
        if key != "param" && key != "source" && seen.contains(&key) {
            return Err(HeaderError::Repeated {
                path: path.to_owned(),
                line,
                key: key.to_owned(),
            });
        }
        seen.push(key);
        let bad_value = |expected: Message| HeaderError::BadValue {
            path: path.to_owned(),
            line,
            key: key.to_owned(),
            value: value.to_owned(),
            expected: Box::new(expected),
        };
        match key {
            "summary.nl" => header.summary.add("nl", value),
            "summary.en" => header.summary.add("en", value),
            "note.nl" => header.note.add("nl", value),
            "note.en" => header.note.add("en", value),
            "decision.nl" => header.decision.add("nl", value),
            "decision.en" => header.decision.add("en", value),
            "source" => header.source.extend(list(value)),
            "tags" => header.tags = list(value),
            "few" => {
                let few = value.parse();
                let whole_number = || Message::new("value.whole-number");
                header.few = Some(few.map_err(|_| bad_value(whole_number()))?);
            }
            "severity" => {
                let names = || Message::list(&Severity::ALL.map(Severity::name));
                header.severity = Severity::from_name(value).ok_or_else(|| bad_value(names()))?;
            }
            "kind" => {
                let kind = Kind::ALL.into_iter().find(|kind| kind.name() == value);
                let names = || Message::list(&Kind::ALL.map(Kind::name));
                header.kind = kind.ok_or_else(|| bad_value(names()))?;
            }
            "param" => {
                let parameter =
                    Parameter::parse(value).map_err(|source| HeaderError::Parameter {
                        path: path.to_owned(),
                        line,
                        source,
                    })?;
                header.parameters.push(parameter);
            }
            unknown => {
                return Err(HeaderError::UnknownKey {
                    path: path.to_owned(),
                    line,
                    key: unknown.to_owned(),
                    nearest: nearest(unknown, &KEYS),
                });
            }
        }
    }
    let mut required = vec!["summary.nl", "summary.en", "kind"];
    if header.kind == Kind::Question {
        required.extend(["decision.nl", "decision.en", "source"]);
    }
    match required.into_iter().find(|key| !seen.contains(key)) {
        Some(key) => Err(HeaderError::MissingKey {
            path: path.to_owned(),
            key,
        }),
        None => Ok(header),
    }
}

/// The `(line number, key, value)` of each `#+` line of a text that begins with such lines.
fn lines<'a>(path: &Path, text: &'a str) -> Result<Vec<(usize, &'a str, &'a str)>, HeaderError> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(rest) = line.strip_prefix("#+") else {
            continue;
        };
        let line = index + 1;
        let (key, value) = rest.split_once(':').ok_or_else(|| HeaderError::NoColon {
            path: path.to_owned(),
            line,
        })?;
        found.push((line, key.trim(), value.trim()));
    }
    Ok(found)
}

fn list(value: &str) -> Vec<String> {
    value
        .split(',')
        .map(|item| item.trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

/// The candidate most like `word`.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> &'a str {
    let likeness = |candidate: &&&'a str| (strsim::jaro_winkler(word, candidate) * 1e6) as i64;
    candidates
        .iter()
        .max_by_key(likeness)
        .copied()
        .unwrap_or("")
}

impl Header {
    /// The summary in `language`.
    pub fn summary(&self, language: Language) -> &str {
        self.summary.pick(language).map_or("", |(text, _)| text)
    }
}
