//! Answers as a document (DOCX).
//! Room `store`; may use `core`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::core::checklist::answers::{Field, Filled, FilledAnswer, Key, Listed, Place, Value};
use crate::core::checklist::key::is_handle;
use crate::core::checklist::tag::Control;
use crate::core::language::Language;
use crate::core::message;
use crate::store::answers::{AnswersError, Held};
use crate::store::archive::Archive;
use crate::store::document::{self, Found};

/// What a document holds.
pub fn filled(path: &Path, archive: &mut Archive<'_>, key: &Key) -> Result<Held, AnswersError> {
    let is_tag = |tag: &str| Control::from_tag(tag).is_some();
    let is_bookmark = |name: &str| Control::from_bookmark(name).is_some();
    let places = document::places(archive, is_tag, is_bookmark);
    let places = places.map_err(|message| AnswersError::Document {
        path: path.to_owned(),
        message,
    })?;
    let mut reading = Reading::new(key);
    for found in &places.tagged {
        if let Some((kind, about)) = Control::from_tag(&found.name) {
            reading.take(kind, &about, found);
        }
    }
    // What stands between bookmarks, where no tag told.
    for found in &places.bookmarked {
        if let Some((kind, about)) = Control::from_bookmark(&found.name) {
            let is_read = reading.read.contains(&(kind, reading.name(kind, &about)));
            if !is_read {
                reading.take(kind, &about, found);
            }
        }
    }
    Ok((reading.filled, Vec::new()))
}

struct Reading<'a> {
    filled: Filled,
    key: &'a Key,
    /// Places to fill in that were read: a bookmark around one says nothing new.
    read: BTreeSet<(Control, String)>,
    /// The answer of a question, by its name: index in `filled`.
    answers: BTreeMap<String, usize>,
    /// What stands in places that were not filled in, should a program have forgotten that.
    hints: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(key: &'a Key) -> Self {
        let hints = ["checklist.choose-answer", "checklist.type-here"];
        let hints = Language::ALL.into_iter().flat_map(|language| {
            hints
                .iter()
                .map(move |key| message::text(language, key, &[]))
        });
        Self {
            filled: Filled::default(),
            key,
            read: BTreeSet::new(),
            answers: BTreeMap::new(),
            hints: hints.collect(),
        }
    }

    /// One name for what a control is about, whether a tag or a bookmark tells it.
    fn name(&self, kind: Control, about: &str) -> String {
        let list = match kind {
            Control::Answer | Control::Remark => Listed::Items,
            Control::Sector => Listed::Sectors,
            Control::Goal => Listed::Goals,
            Control::Field => return about.to_owned(),
        };
        let found = self.key.find(list, about);
        found.map_or_else(|| about.to_owned(), Clone::clone)
    }

    fn take(&mut self, kind: Control, about: &str, found: &Found) {
        let name = self.name(kind, about);
        self.read.insert((kind, name.clone()));
        let value = found.value.as_deref().and_then(Value::from_word);
        let text = value.map_or(found.text.trim(), |value| value.name());
        let text = match self.hints.iter().any(|hint| hint == text) {
            true => String::new(),
            false => text.to_owned(),
        };
        match kind {
            Control::Field => {
                let known = Field::from_word(about);
                let place = known.map_or(Place::Document, Place::Field);
                let field = known.map_or_else(|| about.to_owned(), |field| field.name().to_owned());
                self.filled.fields.push((field, text, place));
            }
            Control::Sector | Control::Goal => {
                let field = match kind {
                    Control::Sector => Field::Sectors,
                    _ => Field::Goals,
                };
                let is_chosen = match found.chosen {
                    Some(chosen) => chosen,
                    None => text.starts_with(['☒', '☑', '✓', '✔']),
                };
                // Nothing chosen is still something that only a checklist says.
                let text = if is_chosen { name } else { String::new() };
                let place = Place::Field(field);
                let field = (field.name().to_owned(), text, place);
                self.filled.fields.push(field);
            }
            Control::Answer | Control::Remark => {
                // A handle that is of no question says nothing to a person.
                let item = match self.key.find(Listed::Items, about) {
                    None if is_handle(about) => String::new(),
                    _ => name.clone(),
                };
                self.answer(kind, name, item, text);
            }
        }
    }

    /// Answer and remark of a question become one; a second answer that differs stays apart, to be
    /// told.
    fn answer(&mut self, kind: Control, name: String, item: String, text: String) {
        let is_answer = kind == Control::Answer;
        if let Some(&known) = self.answers.get(&name) {
            let known = &mut self.filled.answers[known];
            let slot = match is_answer {
                true => &mut known.answer,
                false => &mut known.remark,
            };
            if text.is_empty() || *slot == text {
                return;
            }
            if slot.is_empty() {
                *slot = text;
                return;
            }
        }
        let index = self.filled.answers.len();
        self.answers.entry(name).or_insert(index);
        let (answer, remark) = match is_answer {
            true => (text, String::new()),
            false => (String::new(), text),
        };
        self.filled.answers.push(FilledAnswer {
            item,
            answer,
            remark,
            place: Place::Document,
        });
    }
}
