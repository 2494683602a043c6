//! Names of places in a document in which somebody fills a checklist in: content controls have a tag,
//! and a bookmark around each keeps its place where a program drops tags.
//! Room `core`.

use crate::core::checklist::answers::Field;
use crate::core::checklist::key::handle;
use crate::core::iri::last_segment;

/// A tag has so many units of UTF-16 at the most (Word's own bound).
const LONGEST: usize = 64;
/// What bookmarks of ours begin with. Word hides those that begin with a low line.
const BOOKMARK: &str = "_lob_";

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    Answer,
    Remark,
    Field,
    Sector,
    Goal,
}

impl Control {
    const ALL: [Self; 5] = [
        Self::Answer,
        Self::Remark,
        Self::Field,
        Self::Sector,
        Self::Goal,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Remark => "remark",
            Self::Field => "field",
            Self::Sector => "sector",
            Self::Goal => "goal",
        }
    }

    /// The control that a tag means, and what it is about.
    pub fn from_tag(tag: &str) -> Option<(Self, String)> {
        let (control, about) = tag.trim().split_once(':')?;
        let mut all = Self::ALL.into_iter();
        let control = all.find(|known| known.name() == control)?;
        Some((control, about.to_owned()))
    }

    /// The control that a bookmark is around, and what it is about.
    pub fn from_bookmark(name: &str) -> Option<(Self, String)> {
        let (control, about) = name.strip_prefix(BOOKMARK)?.split_once('_')?;
        let mut all = Self::ALL.into_iter();
        let control = all.find(|known| known.name() == control)?;
        Some((control, about.replace('_', "-")))
    }
}

/// A place to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `answer:1.1`, `goal:NAME`, at most 64 units long.
    pub tag: String,
    /// `_lob_answer_HANDLE`, at most 40 letters, digits and low lines.
    pub bookmark: String,
}

impl Slot {
    /// Of a question: by `name` (its notation, where no other has it), else by its handle.
    pub fn of_item(control: Control, name: Option<&str>, iri: &str) -> Self {
        Self::of(control, name, iri)
    }

    /// Of a sector or goal: by the end of its IRI.
    pub fn of_choice(control: Control, iri: &str) -> Self {
        Self::of(control, Some(last_segment(iri)), iri)
    }

    /// Of something told of the activity.
    pub fn of_field(field: Field) -> Self {
        let name = field.name();
        Self {
            tag: format!("{}:{name}", Control::Field.name()),
            bookmark: format!("{BOOKMARK}field_{}", name.replace('-', "_")),
        }
    }

    fn of(control: Control, name: Option<&str>, iri: &str) -> Self {
        let kind = control.name();
        let handle = handle(iri);
        let tag = name.map(|name| format!("{kind}:{name}"));
        let fits = |tag: &String| tag.encode_utf16().count() <= LONGEST;
        Self {
            tag: tag
                .filter(fits)
                .unwrap_or_else(|| format!("{kind}:{handle}")),
            bookmark: format!("{BOOKMARK}{kind}_{handle}"),
        }
    }
}
