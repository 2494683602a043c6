//! Raw entries → entries: names become fields, texts become values, and what does not is told.
//! Room `core`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::core::form::names::{self, Meaning, Names};
use crate::core::form::{Field, Form, Requirement};
use crate::core::intake::meanings::Meanings;
use crate::core::intake::written::without_invisible;
use crate::core::intake::{Completeness, Entry, Fault, FaultKind, Given, Name, RawEntry, RawValue};
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message;

/// Other people's words for fields and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renaming {
    /// Heading → key of a field; nothing: the column is passed over.
    pub columns: BTreeMap<String, Option<String>>,
    /// Key of a field → text → what it stands for.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Key of a field → what holds where a row says nothing.
    pub always: BTreeMap<String, String>,
}

/// Recognises what a form asks.
pub struct Recogniser<'a> {
    pub(super) form: &'a Form,
    pub(super) language: Language,
    fields: Names,
    pub(super) meanings: Meanings<'a>,
    pub(super) patterns: Vec<Option<Regex>>,
    columns: FxHashMap<String, Option<usize>>,
    pub(super) yes_no: [Vec<String>; 2],
    always: Vec<(usize, String)>,
    /// Headings of tables that verdicts were written in: they are passed over.
    own: Vec<String>,
    /// Whether entries keep what was given.
    pub keeps_given: bool,
    /// Indexes of the fields whose values are refused where they do not fit, of an older collection
    /// too: those that tell which example it is and who may see it.
    pub strict: BTreeSet<usize>,
}

impl<'a> Recogniser<'a> {
    /// For a form; suggestions come in `language`.
    pub fn new(
        form: &'a Form,
        prefixes: &Prefixes,
        renaming: &Renaming,
        language: Language,
    ) -> Self {
        let words = |key: &str, more: &[&str]| -> Vec<String> {
            let texts = Language::ALL
                .iter()
                .map(|language| message::text(*language, key, &[]));
            let texts = texts.map(|text| names::plain(&text));
            texts
                .chain(more.iter().map(|word| (*word).to_owned()))
                .collect()
        };
        let index_of = |key: &str| form.fields.iter().position(|field| field.key == key);
        let columns = renaming.columns.iter().map(|(heading, key)| {
            let field = key.as_deref().and_then(index_of);
            (names::plain(heading), field)
        });
        let always = renaming.always.iter();
        let always = always.filter_map(|(key, text)| Some((index_of(key)?, text.clone())));
        Self {
            form,
            language,
            fields: names::of_fields(form),
            meanings: Meanings::new(form, prefixes, &renaming.values),
            patterns: form.fields.iter().map(pattern).collect(),
            columns: columns.collect(),
            yes_no: [
                words("form.yes", &["true", "1", "x", "j", "y", "waar"]),
                words("form.no", &["false", "0", "n", "onwaar"]),
            ],
            always: always.collect(),
            own: [
                words("intake.head.verdict", &[]),
                words("intake.head.told", &[]),
            ]
            .concat(),
            keeps_given: false,
            strict: BTreeSet::new(),
        }
    }

    /// What it recognises.
    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// The field that a heading or key stands for; none where it is to be passed over.
    pub fn field(&self, name: &str) -> Result<Option<usize>, FaultKind> {
        let plain = names::plain(name);
        if let Some(field) = self.columns.get(&plain) {
            return Ok(*field);
        }
        if self.own.contains(&plain) {
            return Ok(None);
        }
        match self.fields.find(name) {
            Meaning::One(field) => Ok(Some(field)),
            Meaning::Several(fields) => Err(FaultKind::AmbiguousName {
                name: name.to_owned(),
                fields,
            }),
            Meaning::None(near) => Err(FaultKind::UnknownName {
                name: name.to_owned(),
                near,
            }),
        }
    }

    /// As [`Self::field`], where it is sure; what a name is like is not looked for.
    pub fn exact_field(&self, name: &str) -> Option<usize> {
        match self.columns.get(&names::plain(name)) {
            Some(field) => *field,
            None => self.fields.exact(name),
        }
    }

    /// An entry with all that can be said of it alone.
    pub fn entry(&mut self, raw: &RawEntry, completeness: Completeness) -> Entry {
        let mut entry = Entry {
            place: raw.place.clone(),
            values: BTreeMap::new(),
            given: BTreeMap::new(),
            unrecognised: Vec::new(),
            faults: raw.faults.clone(),
        };
        let mut given = BTreeSet::new();
        for value in &raw.values {
            if value.given.is_empty() {
                continue;
            }
            let field = match &value.name {
                Name::Field(field) => Ok(Some(*field)),
                Name::Text(name) => self.field(name),
            };
            match field {
                Ok(Some(field)) => {
                    let value = visible(value);
                    if matches!(value, Cow::Owned(_)) {
                        entry.faults.push(Fault {
                            field: Some(field),
                            place: value.place.clone(),
                            kind: FaultKind::InvisibleRemoved,
                        });
                        if value.given.is_empty() {
                            continue;
                        }
                    }
                    given.insert(field);
                    if self.keeps_given && !self.form.fields[field].is_kept_apart {
                        let text = entry.given.entry(field).or_default();
                        if !text.is_empty() {
                            text.push_str("; ");
                        }
                        text.push_str(&value.given.text());
                    }
                    self.value(&mut entry, field, &value, completeness);
                }
                Ok(None) => {}
                Err(kind) => entry.faults.push(Fault {
                    field: None,
                    place: value.place.clone(),
                    kind,
                }),
            }
        }
        for (field, text) in self.always.clone() {
            if given.insert(field) {
                let value = RawValue {
                    name: Name::Field(field),
                    given: Given::Text(text),
                    place: raw.place.clone(),
                    is_part: false,
                };
                self.value(&mut entry, field, &value, completeness);
            }
        }
        self.counts(&mut entry, completeness);
        self.missing(&mut entry, &given, completeness);
        entry
    }

    /// What is not filled in. A field that was given, well or badly, is not told missing too; a list
    /// of which nothing was recognised is filled in all the same.
    fn missing(&self, entry: &mut Entry, given: &BTreeSet<usize>, completeness: Completeness) {
        for (index, field) in self.form.fields.iter().enumerate() {
            let kind = match (field.requirement, completeness) {
                (Requirement::Required, Completeness::Guided) => FaultKind::Missing,
                (Requirement::Required | Requirement::Recommended, _) => FaultKind::Advised,
                (Requirement::Optional, _) => continue,
            };
            let only_unknown = !entry.values.contains_key(&index)
                && entry.unrecognised.iter().any(|(of, _)| *of == index);
            let is_given = given.contains(&index) && !(only_unknown && kind == FaultKind::Missing);
            if !is_given {
                entry.faults.push(Fault {
                    field: Some(index),
                    place: entry.place.clone(),
                    kind,
                });
            }
        }
    }
}

/// A value without characters that nobody sees.
fn visible(value: &RawValue) -> Cow<'_, RawValue> {
    let Given::Text(text) = &value.given else {
        return Cow::Borrowed(value);
    };
    match without_invisible(text) {
        Some(text) => Cow::Owned(RawValue {
            given: Given::Text(text),
            ..value.clone()
        }),
        None => Cow::Borrowed(value),
    }
}

/// The pattern of a field; one that is none is the shape's own fault, told by `check`.
fn pattern(field: &Field) -> Option<Regex> {
    let pattern = field.bounds.pattern.as_deref()?;
    regex::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .build()
        .ok()
}
