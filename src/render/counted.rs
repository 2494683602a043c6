//! What the numbers of a hierarchy count: examples, or the activities of a school.
//! Room `render`. Drawn formats alone know activities.

use crate::core::hierarchy::Concept;
use crate::core::language::Language;
use crate::core::message;

/// More activities are counted, not told apart by letters.
const MOST_LETTERS: usize = 12;

/// What is counted at each node.
#[derive(Debug, Clone, Copy, Default)]
pub enum Counted<'a> {
    #[default]
    Examples,
    /// Activities by name; their places stand as examples at the nodes that they name.
    Activities(&'a [String]),
}

impl Counted<'_> {
    /// The place of an activity as it stands among the examples of a concept.
    pub fn place(activity: usize) -> String {
        activity.to_string()
    }

    /// "1 example", "7 activities".
    pub fn count(self, language: Language, count: usize) -> String {
        let key = match (self, count) {
            (Self::Examples, 1) => "diagram.example",
            (Self::Examples, _) => "diagram.examples",
            (Self::Activities(_), 1) => "diagram.activity",
            (Self::Activities(_), _) => "diagram.activities",
        };
        message::text(language, key, &[("count", &count.to_string())])
    }

    /// Whether activities are counted.
    pub fn is_activities(self) -> bool {
        matches!(self, Self::Activities(_))
    }

    /// Message key of the head above bars, dots or letters.
    pub fn head(self) -> &'static str {
        match self {
            Self::Examples => "diagram.head-examples",
            Self::Activities(_) => "diagram.head-activities",
        }
    }

    /// Message key of the head above the marks; `None`: the mark says all.
    pub fn head_of_marks(self) -> Option<&'static str> {
        match self {
            Self::Examples => Some("diagram.head-attention"),
            Self::Activities(_) => None,
        }
    }

    /// Message key of the mark at a node without any.
    pub fn none(self) -> &'static str {
        match self {
            Self::Examples => "attention.none",
            Self::Activities(_) => "diagram.no-activity",
        }
    }

    /// The activities that are told apart, as letter and name; none where there is one only, or
    /// where there are too many.
    pub fn letters(self) -> Vec<(String, String)> {
        let Self::Activities(names) = self else {
            return Vec::new();
        };
        if !(2..=MOST_LETTERS).contains(&names.len()) {
            return Vec::new();
        }
        let letters = ('A'..='Z').map(String::from);
        letters.zip(names.iter().cloned()).collect()
    }

    /// For each letter whether its activity names the concept itself.
    pub fn letters_at(self, concept: &Concept) -> Vec<(String, bool)> {
        let letters = self.letters().into_iter().enumerate();
        let at = letters.map(|(activity, (letter, _))| {
            let names = concept.examples.contains_key(&Self::place(activity));
            (letter, names)
        });
        at.collect()
    }
}
