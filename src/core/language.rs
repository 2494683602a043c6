//! The two languages of the interface, and the choice of a label among many languages.
//! Room `core`.

use std::fmt;
use std::str::FromStr;

use crate::core::message::{Message, Tell};

/// A language in which the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// Dutch, the default: the users of the project are Dutch schools.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Both languages, Dutch first.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The BCP 47 tag: `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language that stands in when a text is missing in this one.
    pub fn other(self) -> Self {
        match self {
            Self::Dutch => Self::English,
            Self::English => Self::Dutch,
        }
    }

    /// Whether a language tag is this language or a regional form of it.
    pub fn is_own(self, tag: &str) -> bool {
        self.rank(tag) <= 1
    }

    /// The tag (BCP 47) to mark a text with in a page of this language, as `lang` in HTML and SVG
    /// (WCAG 2.2, 3.1.2): `None` where it is in the language of the page or has no tag.
    pub fn foreign_tag(self, tag: &str) -> Option<&str> {
        Some(tag).filter(|tag| !tag.is_empty() && !self.is_own(tag))
    }

    /// How well a language tag serves this language; lower is better:
    /// this language, a regional form of it, the other one, no tag, any other tag.
    pub fn rank(self, tag: &str) -> u8 {
        let tag = tag.to_ascii_lowercase();
        let is = |language: Self| tag == language.code();
        let is_regional = |language: Self| {
            tag.strip_prefix(language.code())
                .is_some_and(|rest| rest.starts_with('-'))
        };
        match () {
            () if is(self) => 0,
            () if is_regional(self) => 1,
            () if is(self.other()) => 2,
            () if is_regional(self.other()) => 3,
            () if tag.is_empty() => 4,
            () => 5,
        }
    }
}

impl serde::Serialize for Language {
    /// As its BCP 47 tag.
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A language code that is neither `nl` nor `en`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.message())]
pub struct UnknownLanguage(pub String);

impl Tell for UnknownLanguage {
    fn message(&self) -> Message {
        Message::new("error.unknown-language").with("value", &self.0)
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        match code {
            "nl" => Ok(Self::Dutch),
            "en" => Ok(Self::English),
            other => Err(UnknownLanguage(other.to_owned())),
        }
    }
}

/// One text in several languages. Of two texts that serve a language equally well
/// the alphabetically first is taken, so that the choice does not depend on file order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalizedText {
    texts: Vec<(String, String)>,
}

impl LocalizedText {
    /// Adds `text` with its language tag (empty for none); the same pair is kept once.
    pub fn add(&mut self, tag: &str, text: &str) {
        let pair = (tag.to_owned(), text.to_owned());
        if let Err(place) = self.texts.binary_search(&pair) {
            self.texts.insert(place, pair);
        }
    }

    /// The best text for `language` and the tag it has; `None` when there is none at all.
    /// White space alone is no text.
    pub fn pick(&self, language: Language) -> Option<(&str, &str)> {
        self.texts
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .min_by_key(|(tag, _)| language.rank(tag))
            .map(|(tag, text)| (text.as_str(), tag.as_str()))
    }

    /// Puts `ending` behind every text.
    pub fn append(&mut self, ending: &str) {
        let texts = self.texts.iter_mut();
        texts.for_each(|(_, text)| text.push_str(ending));
    }

    /// All `(tag, text)` pairs in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Whether no text was added.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
