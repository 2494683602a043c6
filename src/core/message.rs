//! The catalogue of interface texts: `messages/nl.toml` and `messages/en.toml`.
//! Room `core`. Texts about the domain do not belong there but in the project's own files.
//!
//! What is to be said travels as a [`Message`], in no language; the shell gives it one. An error
//! is a [`Tell`]: its `match` over the variants is exhaustive, so none can be forgotten, and its
//! `Display` is the English of the catalogue, so each English text exists once.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::core::language::Language;

const DUTCH: &str = include_str!("../../messages/nl.toml");
const ENGLISH: &str = include_str!("../../messages/en.toml");

/// Text by key, for one language.
pub type Messages = BTreeMap<String, String>;

static CATALOGUES: LazyLock<[Messages; 2]> = LazyLock::new(|| [parse(DUTCH), parse(ENGLISH)]);

/// A catalogue that cannot be read counts as empty: keys then stand for themselves
/// (a test holds that both files parse and have the same keys).
fn parse(text: &str) -> Messages {
    toml::from_str(text).unwrap_or_default()
}

/// The whole catalogue of `language`.
pub fn catalogue(language: Language) -> &'static Messages {
    match language {
        Language::Dutch => &CATALOGUES[0],
        Language::English => &CATALOGUES[1],
    }
}

/// The text of `key` with each `{name}` replaced by its value, in one pass: a value that holds
/// braces is left alone. Where `count` is 1, the text of `KEY-one` stands in, if there is one
/// (plural rules of CLDR for Dutch and English: one and other). An unknown key stands for itself.
pub fn text(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let catalogue = catalogue(language);
    let is_one = values.contains(&("count", "1"));
    let singular = is_one.then(|| catalogue.get(&format!("{key}-one")));
    let Some(pattern) = singular.flatten().or_else(|| catalogue.get(key)) else {
        return key.to_owned();
    };
    let mut result = String::with_capacity(pattern.len());
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        result.push_str(before);
        let replaced = from_brace.find('}').and_then(|close| {
            let name = &from_brace[1..close];
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, close))
        });
        match replaced {
            Some((value, close)) => {
                result.push_str(value);
                rest = &from_brace[close + 1..];
            }
            None => {
                result.push('{');
                rest = &from_brace[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

/// Something to be said, in no language yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Words that are the same in every language: names, numbers, what another program says.
    Plain(String),
    /// A text of the catalogue, and what fills its slots.
    Keyed {
        key: &'static str,
        values: Vec<(&'static str, Message)>,
    },
    /// One after the other.
    Sequence(Vec<Message>),
}

/// What has something to say, such as an error.
pub trait Tell {
    /// What it says, with all that its causes say.
    fn message(&self) -> Message;
}

impl Message {
    /// The text of `key`, its slots to be filled by [`Self::with`].
    pub fn new(key: &'static str) -> Self {
        Self::Keyed {
            key,
            values: Vec::new(),
        }
    }

    /// The same with the slot `{name}` filled; of use for a text of the catalogue only.
    pub fn with(mut self, name: &'static str, value: impl Into<Self>) -> Self {
        if let Self::Keyed { values, .. } = &mut self {
            values.push((name, value.into()));
        }
        self
    }

    /// `problem` behind the place it is about: `PATH: ` or `PATH:LINE: `.
    pub fn at(path: &Path, line: Option<usize>, problem: impl Into<Self>) -> Self {
        let place = match line {
            Some(line) => format!("{}:{line}: ", path.display()),
            None => format!("{}: ", path.display()),
        };
        Self::Sequence(vec![Self::Plain(place), problem.into()])
    }

    /// The suggestion of a name, to stand behind a text; nothing where there is none.
    pub fn nearest(name: Option<&str>) -> Self {
        name.map_or_else(
            || Self::from(""),
            |name| Self::new("error.nearest").with("name", name),
        )
    }

    /// Names behind each other with commas.
    pub fn list<T: ToString>(names: &[T]) -> Self {
        let names: Vec<_> = names.iter().map(ToString::to_string).collect();
        Self::Plain(names.join(", "))
    }

    /// What it is in `language`.
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Plain(words) => words.clone(),
            Self::Keyed { key, values } => {
                let values: Vec<_> = values
                    .iter()
                    .map(|(name, value)| (*name, value.in_language(language)))
                    .collect();
                let values: Vec<_> = values
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                text(language, key, &values)
            }
            Self::Sequence(parts) => parts
                .iter()
                .map(|part| part.in_language(language))
                .collect(),
        }
    }
}

/// English, as for every error in Rust.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.in_language(Language::English))
    }
}

/// So that what reads an argument can say what is wrong with it.
impl std::error::Error for Message {}

/// The operating system's reasons that people meet; of the others, its own words.
impl Tell for io::Error {
    fn message(&self) -> Message {
        let key = match self.kind() {
            ErrorKind::NotFound => "io.not-found",
            ErrorKind::PermissionDenied => "io.not-permitted",
            ErrorKind::IsADirectory => "io.is-folder",
            ErrorKind::NotADirectory => "io.not-folder",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "io.full",
            ErrorKind::ReadOnlyFilesystem => "io.read-only",
            ErrorKind::InvalidFilename => "io.bad-name",
            _ => return Message::Plain(self.to_string()),
        };
        Message::new(key)
    }
}

impl From<&str> for Message {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<&String> for Message {
    fn from(words: &String) -> Self {
        Self::Plain(words.clone())
    }
}

impl From<String> for Message {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

impl From<&Path> for Message {
    fn from(path: &Path) -> Self {
        Self::Plain(path.display().to_string())
    }
}

impl From<&PathBuf> for Message {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Message {
            fn from(number: $number) -> Self {
                Self::Plain(number.to_string())
            }
        }
    )+};
}
numbers!(usize, u64, f64);
