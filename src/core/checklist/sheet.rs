//! Headings of the columns in which somebody fills a checklist in: written and read by them, so
//! columns may move.
//! Room `core`.

use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message;

/// A column that says something of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Number of a question.
    Notation,
    /// IRI of a question, sector or goal.
    Iri,
    /// The answer.
    Answer,
    /// What could be better.
    Remark,
    /// Name of something told of the activity.
    Field,
    /// What is told of it.
    Filled,
    /// A label to choose.
    Label,
    /// Whether it is chosen.
    Chosen,
    /// Sectors or goals: what the label is one of.
    Kind,
}

impl Heading {
    const ALL: [Self; 9] = [
        Self::Notation,
        Self::Iri,
        Self::Answer,
        Self::Remark,
        Self::Field,
        Self::Filled,
        Self::Label,
        Self::Chosen,
        Self::Kind,
    ];

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Notation => "checklist.number",
            Self::Iri => "checklist.iri",
            Self::Answer => "checklist.answer",
            Self::Remark => "checklist.what-better",
            Self::Field => "checklist.of-the-activity",
            Self::Filled => "checklist.fill-in",
            Self::Label => "checklist.label",
            Self::Chosen => "checklist.chosen",
            Self::Kind => "checklist.kind",
        }
    }

    /// The key of what people read where a checklist is about one level.
    pub fn key_of_level(self) -> &'static str {
        match self {
            Self::Field => "checklist.of-the-level",
            _ => self.key(),
        }
    }

    /// What people read.
    pub fn text(self, language: Language) -> String {
        message::text(language, self.key(), &[])
    }

    /// The column that a heading means, in any language; whatever is no letter does not count.
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = |text: &str| {
            let mut text = fold(text);
            text.retain(char::is_alphanumeric);
            text
        };
        let word = plain(word);
        let is = |heading: &Self| {
            let keys = [heading.key(), heading.key_of_level()];
            let mut texts = Language::ALL
                .into_iter()
                .flat_map(|language| keys.map(|key| message::text(language, key, &[])));
            texts.any(|text| plain(&text) == word)
        };
        Self::ALL.into_iter().find(is)
    }
}
