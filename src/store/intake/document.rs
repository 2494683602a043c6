//! An example as a document (DOCX): the questionnaire or the interview, by the names of its places.
//! Room `store`; may use `core`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::core::form::tag::{Control, chosen};
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Given, Name, Place, RawEntry, RawValue};
use crate::core::language::Language;
use crate::core::message;
use crate::store::archive::{self, Closed};
use crate::store::document::{self, Found};
use crate::store::intake::{Held, IntakeFileError};

/// What stands in places that were not filled in, should a program have forgotten that.
const HINTS: [&str; 3] = ["form.choose", "form.type-here", "form.pick-date"];
/// What begins a place that is chosen, where a program made text of the box.
const CHOSEN: [char; 5] = ['☒', '☑', '✓', '✔', '✗'];

/// What a document holds.
pub fn held(
    path: &Path,
    bytes: &[u8],
    recogniser: &Recogniser<'_>,
) -> Result<Held, IntakeFileError> {
    let unreadable = |message| IntakeFileError::Document {
        path: path.to_owned(),
        message,
    };
    let mut archive = archive::open(bytes).map_err(|closed| match closed {
        Closed::TooLarge(bound) => IntakeFileError::TooLarge {
            path: path.to_owned(),
            bound,
        },
        Closed::Malformed(message) => unreadable(message),
    })?;
    let bookmarks = Control::tags_by_bookmark(recogniser.form());
    let places = document::places(
        &mut archive,
        |tag| Control::from_tag(tag).is_some(),
        |name| bookmarks.contains_key(name),
    );
    let places = places.map_err(unreadable)?;
    let hints = Language::ALL.into_iter().flat_map(|language| {
        let hints = HINTS.iter();
        hints.map(move |key| message::text(language, key, &[]))
    });
    let mut reading = Reading {
        held: Held::default(),
        recogniser,
        entry: RawEntry::default(),
        hints: hints.collect(),
    };
    let mut read = BTreeSet::new();
    for found in &places.tagged {
        if let Some(control) = Control::from_tag(&found.name) {
            read.insert(found.name.trim().to_owned());
            reading.take(&control, &found.name, found);
        }
    }
    // What stands between bookmarks, where no tag told.
    for found in &places.bookmarked {
        if let Some(tag) = bookmarks.get(&found.name)
            && !read.contains(tag.as_str())
            && let Some(control) = Control::from_tag(tag)
        {
            reading.take(&control, tag, found);
        }
    }
    let Reading {
        mut held, entry, ..
    } = reading;
    if !entry.values.is_empty() {
        held.file.entries.push(entry);
    }
    Ok(held)
}

struct Reading<'a> {
    held: Held,
    recogniser: &'a Recogniser<'a>,
    entry: RawEntry,
    hints: Vec<String>,
}

impl Reading<'_> {
    fn take(&mut self, control: &Control, tag: &str, found: &Found) {
        let text = found.text.trim();
        let text = match self.hints.iter().any(|hint| hint == text) {
            true => "",
            false => text,
        };
        let (key, text, is_part) = match control {
            Control::Edition => {
                self.held.file.edition = Some(text.to_owned()).filter(|text| !text.is_empty());
                return;
            }
            Control::Field(key) => match &found.value {
                Some(value) => (key, value.clone(), true),
                None => (key, text.to_owned(), false),
            },
            Control::Choice { key, name } => {
                let is_chosen = found.chosen.unwrap_or_else(|| text.starts_with(CHOSEN));
                self.held.has_field |= self.recogniser.exact_field(key).is_some();
                if !is_chosen {
                    return;
                }
                let form = self.recogniser.form();
                let choice = form.field(key).and_then(|field| chosen(form, field, name));
                let name = choice.map_or(name, |choice| &choice.iri);
                (key, name.clone(), true)
            }
        };
        let field = self.recogniser.exact_field(key);
        self.held.has_field |= field.is_some();
        if text.is_empty() {
            return;
        }
        self.entry.values.push(RawValue {
            name: field.map_or_else(|| Name::Text(key.clone()), Name::Field),
            given: Given::Text(text),
            place: Place::Tag(tag.to_owned()),
            is_part,
        });
    }
}
