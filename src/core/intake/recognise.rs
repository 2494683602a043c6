//! Raw entries → entries: names become fields, texts become values, and what does not is told.
//! Room `core`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::core::form::names::{self, Meaning, Names};
use crate::core::form::{Field, FieldKind, Form, Requirement};
use crate::core::intake::contact::has_contact;
use crate::core::intake::meanings::Meanings;
use crate::core::intake::written::{address, date, has_control};
use crate::core::intake::{
    Completeness, Entry, Fault, FaultKind, Given, Name, RawEntry, RawValue, Value,
};
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message;

/// What ends a value where several stand in one text.
const SEPARATORS: [char; 3] = [';', '|', '\n'];
/// What a cell holds that stands for nothing.
const NOTHING: [&str; 5] = ["-", "–", "n.v.t.", "nvt", "n/a"];
/// The longest of those has so many bytes.
const LONGEST_NOTHING: usize = 8;
/// Characters of a text that is kept because no list has it, at the most.
const LONGEST_UNKNOWN: usize = 1000;
/// Bytes that a value has at the most, whatever its shape says.
const LONGEST: usize = 100_000;
/// Values in one text at the most.
const MOST_PARTS: usize = 1_000;
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
    form: &'a Form,
    language: Language,
    fields: Names,
    meanings: Meanings<'a>,
    patterns: Vec<Option<Regex>>,
    columns: FxHashMap<String, Option<usize>>,
    yes_no: [Vec<String>; 2],
    always: Vec<(usize, String)>,
    /// Headings of tables that verdicts were written in: they are passed over.
    own: Vec<String>,
    /// Whether entries keep what was given.
    pub keeps_given: bool,
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
                    given.insert(field);
                    if self.keeps_given && !self.form.fields[field].is_kept_apart {
                        let text = entry.given.entry(field).or_default();
                        if !text.is_empty() {
                            text.push_str("; ");
                        }
                        text.push_str(&value.given.text());
                    }
                    self.value(&mut entry, field, value);
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
                self.value(&mut entry, field, &value);
            }
        }
        self.counts(&mut entry);
        self.missing(&mut entry, &given, completeness);
        entry
    }

    fn value(&mut self, entry: &mut Entry, index: usize, value: &RawValue) {
        let field = &self.form.fields[index];
        let mut fault = |kind| {
            entry.faults.push(Fault {
                field: Some(index),
                place: value.place.clone(),
                kind,
            });
        };
        match value.given {
            Given::Error => return fault(FaultKind::ErrorCell),
            Given::Formula => return fault(FaultKind::NoResult),
            _ => {}
        }
        let text = value.given.text();
        let text = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
            false => text,
        };
        let text = text.trim();
        let is_text = matches!(field.kind, FieldKind::Text { .. });
        if text.len() > LONGEST {
            let value = text.chars().take(100).collect();
            return fault(FaultKind::BadValue { value });
        }
        let is_short = text.len() <= LONGEST_NOTHING;
        if !is_text && is_short && NOTHING.contains(&names::plain(text).as_str()) {
            return;
        }
        if has_control(text) {
            return fault(FaultKind::ControlCharacters);
        }
        if is_text && !field.is_kept_apart && has_contact(text) {
            return fault(FaultKind::ContactInText);
        }
        let parts = self.parts(index, text, value.is_part);
        if parts.len() > MOST_PARTS {
            let (count, most) = (parts.len(), MOST_PARTS);
            return fault(FaultKind::TooMany { count, most });
        }
        for part in parts {
            match self.part(index, part, &value.given) {
                Ok(found) => {
                    let known = entry.values.entry(index).or_default();
                    if !known.contains(&found) {
                        known.push(found);
                    }
                }
                Err(kind) => {
                    let is_private = !field.is_kept_apart && has_contact(part);
                    let is_long = part.chars().count() > LONGEST_UNKNOWN;
                    let kind = match kind {
                        // Neither kept nor repeated: everybody could read it.
                        _ if is_private => FaultKind::ContactInText,
                        FaultKind::NotListed { value, .. } if is_long => {
                            FaultKind::BadValue { value }
                        }
                        kind => kind,
                    };
                    if matches!(
                        kind,
                        FaultKind::NotListed { .. } | FaultKind::Ambiguous { .. }
                    ) {
                        entry.unrecognised.push((index, part.to_owned()));
                    }
                    entry.faults.push(Fault {
                        field: Some(index),
                        place: value.place.clone(),
                        kind,
                    });
                }
            }
        }
    }

    /// The values in a text: the whole where the field takes one or knows it, else its parts. A comma
    /// parts values only where each part is known.
    fn parts<'t>(&mut self, index: usize, text: &'t str, is_part: bool) -> Vec<&'t str> {
        let field = &self.form.fields[index];
        let is_text = matches!(field.kind, FieldKind::Text { .. });
        if is_part || is_text || field.is_single() || self.is_known(index, text) {
            return vec![text];
        }
        let mut parts = Vec::new();
        for part in text
            .split(SEPARATORS)
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if self.is_known(index, part) {
                parts.push(part);
                continue;
            }
            let by_comma: Vec<_> = part.split(',').map(str::trim).collect();
            let are_known =
                by_comma.len() > 1 && by_comma.iter().all(|part| self.is_known(index, part));
            match are_known {
                true => parts.extend(by_comma),
                false => parts.push(part),
            }
        }
        parts
    }

    fn is_known(&mut self, index: usize, text: &str) -> bool {
        let list = self.form.fields[index].list();
        list.is_some_and(|list| self.meanings.exact(index, list, text).is_some())
    }

    fn part(&mut self, index: usize, text: &str, given: &Given) -> Result<Value, FaultKind> {
        let form = self.form;
        let field = &form.fields[index];
        let bad = || FaultKind::BadValue {
            value: text.to_owned(),
        };
        let found = match &field.kind {
            FieldKind::Chosen { .. } => return self.chosen(index, text),
            FieldKind::Text { .. } => Value::Text(text.to_owned()),
            FieldKind::Integer => {
                let number = match given {
                    Given::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                        Some(*number as i64)
                    }
                    _ => text.parse().ok(),
                };
                Value::Integer(number.ok_or_else(bad)?)
            }
            FieldKind::Year => {
                let year = text.parse::<i32>().ok().filter(|_| text.len() == 4);
                Value::Year(year.ok_or_else(bad)?)
            }
            FieldKind::Boolean => {
                let plain = names::plain(text);
                let [yes, no] = &self.yes_no;
                match (yes.contains(&plain), no.contains(&plain)) {
                    (true, _) => Value::Boolean(true),
                    (_, true) => Value::Boolean(false),
                    _ => return Err(bad()),
                }
            }
            FieldKind::Date => Value::Date(date(text).ok_or_else(bad)?),
            FieldKind::Address => Value::Address(address(text).ok_or_else(bad)?),
        };
        match self.is_within(index, field, &found) {
            true => Ok(found),
            false => Err(bad()),
        }
    }

    fn chosen(&mut self, index: usize, text: &str) -> Result<Value, FaultKind> {
        let form = self.form;
        let list = form.fields[index].list().unwrap_or_default();
        let meaning = self.meanings.of(index, list, text);
        let choices = form.choices(&form.fields[index]);
        let language = self.language;
        let labels = |places: &[usize]| {
            places
                .iter()
                .map(|place| choices[*place].text(language))
                .collect()
        };
        let value = text.to_owned();
        match meaning {
            Meaning::One(place) => Ok(Value::Chosen(choices[place].iri.clone())),
            Meaning::Several(places) => Err(FaultKind::Ambiguous {
                value,
                choices: labels(&places),
            }),
            Meaning::None(near) => Err(FaultKind::NotListed {
                value,
                near: labels(&near),
            }),
        }
    }

    fn is_within(&self, index: usize, field: &Field, value: &Value) -> bool {
        let bounds = &field.bounds;
        let lexical = match value.text() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(value.lexical()),
        };
        let length = || lexical.chars().count();
        let fits = |pattern: &Regex| pattern.is_match(&lexical);
        let number = match value {
            Value::Integer(number) => Some(*number),
            Value::Year(year) => Some(i64::from(*year)),
            _ => None,
        };
        let is_inside = |number: i64| {
            bounds.minimum.is_none_or(|least| number >= least)
                && bounds.maximum.is_none_or(|most| number <= most)
        };
        bounds.min_length.is_none_or(|least| length() >= least)
            && bounds.max_length.is_none_or(|most| length() <= most)
            && self.patterns[index].as_ref().is_none_or(fits)
            && number.is_none_or(is_inside)
    }

    fn counts(&self, entry: &mut Entry) {
        for (index, values) in &entry.values {
            let most = self.form.fields[*index].most;
            if let Some(most) = most.filter(|most| values.len() > *most) {
                entry.faults.push(Fault {
                    field: Some(*index),
                    place: entry.place.clone(),
                    kind: FaultKind::TooMany {
                        count: values.len(),
                        most,
                    },
                });
            }
        }
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

/// The pattern of a field; one that is none is the shape's own fault, told by `check`.
fn pattern(field: &Field) -> Option<Regex> {
    let pattern = field.bounds.pattern.as_deref()?;
    regex::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .build()
        .ok()
}
