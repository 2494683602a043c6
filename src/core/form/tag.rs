//! Names of the places to fill in of a document: written and read by them. A content control has a
//! tag, and a bookmark around it keeps its place where a program drops tags.
//! Room `core`.

use std::collections::BTreeMap;

use crate::core::checklist::key::handle;
use crate::core::form::{Choice, Field, Form};
use crate::core::iri::last_segment;

/// A tag has so many units of UTF-16 at the most (Word's own bound).
const LONGEST_TAG: usize = 64;
/// A bookmark has so many letters, digits and low lines at the most (Word's own bound).
const LONGEST_BOOKMARK: usize = 40;
/// What bookmarks of ours begin with. Word hides those that begin with a low line.
const BOOKMARK: &str = "_lob_";
/// Places for one field of which several values can be chosen from a list, at the most.
pub const MOST_PLACES: usize = 6;

/// What is filled in somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// A value of the field of that key.
    Field(String),
    /// Whether something is chosen: key of the field; end of the IRI, or its handle.
    Choice { key: String, name: String },
    /// Which edition of the form it is.
    Edition,
}

impl Control {
    /// What a tag means; the number at its end tells places for one field apart.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (kind, about) = tag.trim().split_once(':')?;
        let (key, rest) = match about.split_once(':') {
            Some((key, rest)) => (key.to_owned(), Some(rest)),
            None => (about.to_owned(), None),
        };
        match (kind, rest) {
            ("field", _) => Some(Self::Field(key)),
            ("choice", Some(name)) => {
                let name = name.to_owned();
                Some(Self::Choice { key, name })
            }
            ("form", None) if key == "edition" => Some(Self::Edition),
            _ => None,
        }
    }

    /// The tags of all places that a form can have, by the bookmarks around them.
    pub fn tags_by_bookmark(form: &Form) -> BTreeMap<String, String> {
        let slots = form.fields.iter().flat_map(|field| {
            // After the places to choose there is one for own words.
            let fields = (1..=MOST_PLACES + 1).map(|number| Slot::of_field(field, number));
            fields.chain(Slot::of_choices(form, field))
        });
        let slots = slots.chain([Slot::edition()]);
        slots.map(|slot| (slot.bookmark, slot.tag)).collect()
    }
}

/// The choice of a field that a tag calls so.
pub fn chosen<'a>(form: &'a Form, field: &Field, name: &str) -> Option<&'a Choice> {
    let choices = || form.choices(field).iter();
    let mut named = choices().filter(|choice| last_segment(&choice.iri) == name);
    match (named.next(), named.next()) {
        (Some(choice), None) => Some(choice),
        _ => choices().find(|choice| handle(&choice.iri) == name),
    }
}

/// The names of a place to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `field:title`, `field:goal:2`, `choice:sector:NAME`, at most 64 units long.
    pub tag: String,
    /// At most 40 letters, digits and low lines.
    pub bookmark: String,
}

impl Slot {
    /// The place of that number, from 1, for a value of a field.
    pub fn of_field(field: &Field, number: usize) -> Self {
        let end = match number {
            1 => String::new(),
            number => format!(":{number}"),
        };
        let key = &field.key;
        Self {
            tag: format!("field:{key}{end}"),
            bookmark: bookmark("field", &format!("{key}{end}")),
        }
    }

    /// The places to choose, for each choice of a field.
    pub fn of_choices(form: &Form, field: &Field) -> Vec<Self> {
        let choices = form.choices(field);
        let mut names = BTreeMap::<&str, usize>::new();
        for choice in choices {
            *names.entry(last_segment(&choice.iri)).or_default() += 1;
        }
        let slot = |choice: &Choice| {
            let (key, name) = (&field.key, last_segment(&choice.iri));
            let tag = format!("choice:{key}:{name}");
            let is_own = names.get(name) == Some(&1) && !name.is_empty();
            let fits = is_own && tag.encode_utf16().count() <= LONGEST_TAG;
            Self {
                tag: match fits {
                    true => tag,
                    false => format!("choice:{key}:{}", handle(&choice.iri)),
                },
                bookmark: bookmark("choice", &format!("{key}:{}", choice.iri)),
            }
        };
        choices.iter().map(slot).collect()
    }

    /// The place that says which edition of the form it is.
    pub fn edition() -> Self {
        Self {
            tag: "form:edition".to_owned(),
            bookmark: bookmark("form", "edition"),
        }
    }
}

/// `_lob_KIND_NAME`; a handle where the name is too long or holds what a bookmark cannot.
fn bookmark(kind: &str, about: &str) -> String {
    let name = about.replace(['-', ':'], "_");
    let fits = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let whole = format!("{BOOKMARK}{kind}_{name}");
    match fits && whole.len() <= LONGEST_BOOKMARK {
        true => whole,
        false => format!("{BOOKMARK}{kind}_{}", handle(about)),
    }
}
