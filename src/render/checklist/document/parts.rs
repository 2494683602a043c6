//! What the template of a document is filled with.
//! Room `render`.

use crate::core::checklist::Research;
use crate::core::hierarchy::Evidence;
use crate::render::checklist::words;
use crate::render::docx::{Place, clean};

/// Something told of the activity.
pub struct FieldPart {
    pub slot: Place,
    pub label: String,
    pub width: usize,
    pub is_day: bool,
}

/// Boxes below a heading.
pub struct Boxes {
    pub heading: String,
    pub choices: Vec<BoxPart>,
}

/// A box to check.
pub struct BoxPart {
    pub slot: Place,
    pub label: String,
}

/// A heading with its questions.
pub struct GroupPart {
    pub heading: String,
    pub question: Option<String>,
    pub sections: Vec<SectionPart>,
}

/// Questions that share a heading of second rank, or none.
pub struct SectionPart {
    pub heading: Option<String>,
    pub chips: Vec<Chip>,
    pub items: Vec<ItemPart>,
}

/// A question.
pub struct ItemPart {
    pub notation: String,
    pub question: String,
    pub hint: Option<String>,
    pub answer: Place,
    pub remark: Place,
    /// Its examples, and the same in words.
    pub number: usize,
    pub count: String,
    /// How far its bar is filled, in steps.
    pub bar: usize,
    /// A number that no other picture has.
    pub picture: usize,
    pub chips: Vec<Chip>,
    /// The same in a few words.
    pub briefly: String,
    pub realisations: String,
    pub examples: Vec<Link>,
    pub more: Option<String>,
}

/// A text that leads somewhere.
pub struct Link {
    /// Of its address among the relations, from 1.
    pub number: usize,
    pub text: String,
}

/// An element of a framework beside a question.
pub struct Chip {
    pub name: String,
    pub label: String,
    pub basis: String,
    pub is_stated: bool,
}

impl Chip {
    /// With what says who sets it beside the question.
    pub fn new(research: &Research, basis: String) -> Self {
        Self {
            name: clean(&words::chip(research)),
            label: clean(&research.label),
            basis: clean(&basis),
            is_stated: research.evidence == Evidence::Stated,
        }
    }

    /// Its paragraph: neighbours differ, or they would share one frame.
    pub fn style(&self, place: &usize) -> &'static str {
        match (self.is_stated, place.is_multiple_of(2)) {
            (true, true) => "ChipStated",
            (true, false) => "ChipStatedNext",
            (false, true) => "ChipCurated",
            (false, false) => "ChipCuratedNext",
        }
    }

    /// How its last line looks.
    pub fn character(&self) -> &'static str {
        match self.is_stated {
            true => "Stated",
            false => "Curated",
        }
    }
}
