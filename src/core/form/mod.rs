//! What a form asks: fields with their names, help, bounds and lists to choose from. Plain data, made
//! from shapes in SHACL; every format of a guideline is written from it and intake reads by it.
//! Room `core`.

pub mod names;
pub mod sheet;
pub mod tag;

use std::collections::BTreeMap;

use crate::core::language::{Language, LocalizedText};

/// A form in all its languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    pub title: LocalizedText,
    /// Who fills it in, and how.
    pub introduction: LocalizedText,
    /// Which edition of the fields and lists this is: the date of the data and a fingerprint.
    pub edition: String,
    /// In the order in which they are asked.
    pub groups: Vec<Group>,
    /// In the order in which they are asked, group by group.
    pub fields: Vec<Field>,
    /// What can be chosen, by IRI of the class that a field's values must have.
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// What choices stand under and cannot be chosen itself: labels by IRI.
    pub headings: BTreeMap<String, LocalizedText>,
}

/// Fields that belong together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    pub iri: String,
    pub name: LocalizedText,
    /// One sentence on what it is about.
    pub comment: LocalizedText,
}

/// Whether a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    Required,
    Recommended,
    #[default]
    Optional,
}

impl Requirement {
    /// From the strictest down.
    pub const ALL: [Self; 3] = [Self::Required, Self::Recommended, Self::Optional];

    /// The name as in queries and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Recommended => "recommended",
            Self::Optional => "optional",
        }
    }

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Required => "form.required",
            Self::Recommended => "form.recommended",
            Self::Optional => "form.optional",
        }
    }
}

/// What the values of a field are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A text; `is_tagged`: with the language it is written in.
    Text { is_long: bool, is_tagged: bool },
    /// Something of the list of that class.
    Chosen { list: String },
    /// A whole number.
    Integer,
    /// `true` or `false`; people say yes or no.
    Boolean,
    /// `YYYY-MM-DD`.
    Date,
    /// Four digits.
    Year,
    /// An address on the web.
    Address,
}

/// Of what a value is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Subject {
    /// The thing that is described.
    #[default]
    Example,
    /// The description itself.
    Contribution,
}

/// What a value may be; lengths in characters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bounds {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    /// A regular expression as in SPARQL.
    pub pattern: Option<String>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
}

/// A place in the source that asks for a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    pub iri: String,
    pub label: LocalizedText,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name in TOML, JSON and tags: lower case with hyphens.
    pub key: String,
    /// IRI of its property shape.
    pub shape: String,
    pub name: LocalizedText,
    /// Other headings under which people know it.
    pub other_names: LocalizedText,
    pub help: LocalizedText,
    /// The open question of an interview.
    pub question: LocalizedText,
    /// Why it is asked.
    pub reason: LocalizedText,
    pub passages: Vec<Passage>,
    /// What to do where a value is wrong.
    pub message: LocalizedText,
    /// Why it is missed where it is not filled in.
    pub missing: LocalizedText,
    pub requirement: Requirement,
    /// Index of its group.
    pub group: usize,
    pub kind: FieldKind,
    pub bounds: Bounds,
    /// Values at the most.
    pub most: Option<usize>,
    /// IRI of the property that says it.
    pub property: String,
    /// Whether the value is the subject of that property.
    pub is_inverse: bool,
    pub subject: Subject,
    /// About a person: never part of the graph.
    pub is_kept_apart: bool,
}

impl Field {
    /// Whether it takes one value at the most.
    pub fn is_single(&self) -> bool {
        self.most == Some(1)
    }

    /// Its name for people.
    pub fn name_in(&self, language: Language) -> &str {
        picked(&self.name, language).unwrap_or(&self.key)
    }

    /// The class whose members it takes, where it takes those.
    pub fn list(&self) -> Option<&str> {
        match &self.kind {
            FieldKind::Chosen { list } => Some(list),
            _ => None,
        }
    }
}

/// Something to choose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    pub iri: String,
    pub label: LocalizedText,
    pub other_labels: LocalizedText,
    pub notation: Option<String>,
    pub definition: LocalizedText,
    /// The IRI under which it is shown: another choice of the list, or a heading of it.
    pub broader: Option<String>,
}

impl Choice {
    /// What people read: the notation before the label.
    pub fn text(&self, language: Language) -> String {
        let label = picked(&self.label, language).unwrap_or(&self.iri);
        match &self.notation {
            Some(notation) => format!("{notation} {label}"),
            None => label.to_owned(),
        }
    }
}

/// The text for a language, without its tag.
pub fn picked(text: &LocalizedText, language: Language) -> Option<&str> {
    text.pick(language).map(|(text, _)| text)
}

impl Form {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The fields of a group.
    pub fn fields_of(&self, group: usize) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.group == group)
    }

    /// What a field lets choose; nothing where it takes other values.
    pub fn choices(&self, field: &Field) -> &[Choice] {
        let list = field.list().and_then(|list| self.lists.get(list));
        list.map_or(&[], Vec::as_slice)
    }
}
