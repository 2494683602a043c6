//! What a person may say of a suggested link.
//! Room `core`.

use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::matching::relation::Relation;
use crate::core::message;

/// What a person says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// The pair is linked by this relation.
    Accept(Relation),
    /// The two are not linked in the way that was proposed.
    Reject,
    /// Nothing in the other vocabulary answers the concept.
    Nothing,
    /// Not now.
    Later,
}

impl Choice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Accept(Relation::Exact),
        Self::Accept(Relation::Close),
        Self::Accept(Relation::Broad),
        Self::Accept(Relation::Narrow),
        Self::Accept(Relation::Related),
        Self::Reject,
        Self::Nothing,
        Self::Later,
    ];

    /// The key for it, the same on the terminal and on the page.
    pub fn key(self) -> char {
        match self {
            Self::Accept(Relation::Exact) => 'e',
            Self::Accept(Relation::Close) => 'c',
            Self::Accept(Relation::Broad) => 'b',
            Self::Accept(Relation::Narrow) => 'n',
            Self::Accept(Relation::Related) => 'r',
            Self::Reject => 'x',
            Self::Nothing => '0',
            Self::Later => 'l',
        }
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept(Relation::Exact) => "exact",
            Self::Accept(Relation::Close) => "close",
            Self::Accept(Relation::Broad) => "broad",
            Self::Accept(Relation::Narrow) => "narrow",
            Self::Accept(Relation::Related) => "related",
            Self::Reject => "reject",
            Self::Nothing => "nothing",
            Self::Later => "later",
        }
    }

    /// The choice that a key means.
    pub fn from_key(key: char) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }

    /// The choice that a word means: its name, or what people read for it in either language.
    ///
    /// ```
    /// use lobgraaf::core::review::Choice;
    /// assert_eq!(Choice::from_word(" Niets past "), Some(Choice::Nothing));
    /// assert_eq!(Choice::from_word("maybe"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        let word = fold(word.trim());
        let is = |choice: &Self| {
            let mut texts = Language::ALL
                .into_iter()
                .map(|language| choice.text(language));
            word == choice.name() || texts.any(|text| fold(&text) == word)
        };
        Self::ALL.into_iter().find(is)
    }

    /// What people read for it.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Accept(relation) => return relation.word(language),
            Self::Reject => "review.reject",
            Self::Nothing => "review.nothing",
            Self::Later => "review.later",
        };
        message::text(language, key, &[])
    }
}

/// What a key does beside deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Choose(Choice),
    /// Takes the last decision back.
    Undo,
    /// Back to the pair before.
    Back,
    /// On to the next concept.
    Skip,
    /// Shows some concepts only.
    Filter,
    /// Gives the next decision a reason.
    Remark,
    Help,
    Quit,
}

impl Action {
    /// The keys that decide nothing, in the order in which help tells them.
    pub const OTHERS: [(char, Self, &'static str); 7] = [
        ('u', Self::Undo, "review.key-undo"),
        ('p', Self::Back, "review.key-back"),
        ('s', Self::Skip, "review.key-skip"),
        ('m', Self::Remark, "review.key-remark"),
        ('/', Self::Filter, "review.key-filter"),
        ('?', Self::Help, "review.key-help"),
        ('q', Self::Quit, "review.key-quit"),
    ];

    /// What a key means; a space is "later".
    pub fn from_key(key: char) -> Option<Self> {
        let key = if key == ' ' { Choice::Later.key() } else { key };
        let others = Self::OTHERS.iter().find(|(known, ..)| *known == key);
        let choice = Choice::from_key(key).map(Self::Choose);
        choice.or(others.map(|(_, action, _)| *action))
    }
}
