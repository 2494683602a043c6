//! Headings of the columns in which somebody fills a form in: written and read by them, so columns
//! and sheets may move.
//! Room `core`.

use crate::core::form::names::plain;
use crate::core::language::Language;
use crate::core::message;

/// A column of the sheets of a form that is no field itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Name of a field.
    Field,
    /// Whether it must be filled in.
    Requirement,
    /// What is filled in.
    Answer,
    /// A further value.
    Further,
    /// What to fill in.
    Help,
    /// Why it is asked.
    Why,
    /// Name of a list.
    List,
    /// Something to choose from it.
    Choice,
    /// Which edition of the form it is, in the cell beside.
    Edition,
}

impl Heading {
    const ALL: [Self; 9] = [
        Self::Field,
        Self::Requirement,
        Self::Answer,
        Self::Further,
        Self::Help,
        Self::Why,
        Self::List,
        Self::Choice,
        Self::Edition,
    ];

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field => "form.field",
            Self::Requirement => "form.requirement",
            Self::Answer => "form.answer",
            Self::Further => "form.further-answer",
            Self::Help => "form.help",
            Self::Why => "form.why",
            Self::List => "form.list",
            Self::Choice => "form.choice",
            Self::Edition => "form.edition",
        }
    }

    /// What people read.
    pub fn text(self, language: Language) -> String {
        message::text(language, self.key(), &[])
    }

    /// The plain words that mean a heading, in any language.
    pub fn words() -> Vec<(String, Self)> {
        let of = |language| {
            let words = move |heading: Self| (plain(&heading.text(language)), heading);
            Self::ALL.into_iter().map(words)
        };
        Language::ALL.into_iter().flat_map(of).collect()
    }
}
