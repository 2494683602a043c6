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
use crate::core::intake::{
    Completeness, Entry, Fault, FaultKind, Given, Name, RawEntry, RawValue, Value, Verdict,
};
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::lexical::fold;
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
                    self.kept_value(&mut entry, field, &value, completeness);
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
                self.kept_value(&mut entry, field, &value, completeness);
            }
        }
        self.counts(&mut entry, completeness);
        // Their numbers follow the form, not the order of the columns.
        entry.unrecognised.sort();
        entry.unrecognised.dedup();
        self.missing(&mut entry, &given, completeness);
        self.names(&mut entry);
        entry
    }

    /// Refuses the name of the contact, and whatever else of several words is kept apart, in fields that
    /// everybody reads. What it stands in is neither kept nor repeated.
    fn names(&self, entry: &mut Entry) {
        let is_apart = |index: &usize| self.form.fields[*index].is_kept_apart;
        let kept = entry.values.iter().filter(|(index, _)| is_apart(index));
        let kept = kept.flat_map(|(_, values)| values.iter().filter_map(Value::text));
        let kept: Vec<_> = kept.map(spoken).collect();
        // One word is as often a trade or a first name that many have.
        let kept = kept.iter().filter(|name| name.split(' ').count() > 3);
        let kept: Vec<_> = kept.collect();
        if kept.is_empty() {
            return;
        }
        let has_name = |text: &str| {
            let text = spoken(text);
            kept.iter().any(|name| text.contains(name.as_str()))
        };
        let said = entry.values.iter().filter(|(index, _)| !is_apart(index));
        let said = said.flat_map(|(index, values)| {
            let texts = values.iter().filter_map(Value::text);
            texts.map(move |text| (*index, text))
        });
        let unknown = entry.unrecognised.iter();
        let said = said.chain(unknown.map(|(index, text)| (*index, text.as_str())));
        let found = said.filter(|(_, text)| has_name(text));
        let found: BTreeSet<_> = found.map(|(index, _)| index).collect();
        for index in found {
            entry.values.remove(&index);
            entry.unrecognised.retain(|(of, _)| *of != index);
            entry.faults.retain(|fault| fault.field != Some(index));
            entry.faults.push(Fault {
                field: Some(index),
                place: entry.place.clone(),
                kind: FaultKind::NameInText,
            });
        }
    }

    /// Takes what was given for a field, and keeps it where that is asked for: of a list what was
    /// recognised, by its own name, so that it is understood without other people's words too.
    fn kept_value(
        &mut self,
        entry: &mut Entry,
        index: usize,
        value: &RawValue,
        completeness: Completeness,
    ) {
        let known = entry.values.get(&index).map_or(0, Vec::len);
        let (unknown, faults) = (entry.unrecognised.len(), entry.faults.len());
        self.value(entry, index, value, completeness);
        let field = &self.form.fields[index];
        if !self.keeps_given || field.is_kept_apart {
            return;
        }
        let is_refused = |fault: &Fault| fault.kind.verdict() == Verdict::Refused;
        let text = match field.list() {
            Some(list) if !entry.faults[faults..].iter().any(is_refused) => {
                let found = entry.values.get(&index).into_iter().flatten().skip(known);
                let found: Vec<_> = found.map(Value::lexical).collect();
                let found = found.iter().map(|iri| self.name_of(index, list, iri));
                let mut texts: Vec<_> = found.collect();
                let unknown = entry.unrecognised[unknown..].iter();
                texts.extend(unknown.map(|(_, text)| text.clone()));
                texts.join("; ")
            }
            _ => value.given.text().into_owned(),
        };
        let given = entry.given.entry(index).or_default();
        if !given.is_empty() && !text.is_empty() {
            given.push_str("; ");
        }
        given.push_str(&text);
    }

    /// The label of a choice where it stands for that choice only, else its IRI.
    fn name_of(&mut self, index: usize, list: &str, iri: &str) -> String {
        let choices = self.form.choices(&self.form.fields[index]);
        let place = choices.iter().position(|choice| choice.iri == iri);
        let label = place.map(|place| choices[place].text(self.language));
        let mut is_sure =
            |label: &String| place.is_some() && self.meanings.exact(index, list, label) == place;
        label.filter(&mut is_sure).unwrap_or_else(|| iri.to_owned())
    }

    /// What is not filled in. A field that was given, well or badly, is not told missing too: own words
    /// answer a list. What stands for nothing, such as a dash, is no answer to what is required.
    fn missing(&self, entry: &mut Entry, given: &BTreeSet<usize>, completeness: Completeness) {
        for (index, field) in self.form.fields.iter().enumerate() {
            let kind = match (field.requirement, completeness) {
                (Requirement::Required, Completeness::Guided) => FaultKind::Missing,
                (Requirement::Required | Requirement::Recommended, _) => FaultKind::Advised,
                (Requirement::Optional, _) => continue,
            };
            let is_refused = |fault: &Fault| {
                fault.field == Some(index) && fault.kind.verdict() == Verdict::Refused
            };
            let is_answered = entry.values.contains_key(&index)
                || entry.unrecognised.iter().any(|(of, _)| *of == index)
                || entry.faults.iter().any(is_refused);
            let is_given = given.contains(&index) && (is_answered || kind == FaultKind::Advised);
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

/// The words of a text in lower case, without accents and marks, each between spaces.
fn spoken(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut spoken = " ".to_owned();
    for word in words.filter(|word| !word.is_empty()) {
        spoken.push_str(word);
        spoken.push(' ');
    }
    spoken
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
