//! What texts mean among the choices of fields, each looked up once.
//! Room `core`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::core::form::Form;
use crate::core::form::names::{self, Meaning, Names};
use crate::core::iri::Prefixes;

/// Texts remembered at the most, so that a file with a million does no harm.
const MOST_REMEMBERED: usize = 100_000;

/// The choices of a form by their names, and what was looked up before.
pub struct Meanings<'a> {
    /// By list.
    choices: BTreeMap<&'a str, Names>,
    /// Other people's words, by field.
    renamed: FxHashMap<(usize, String), String>,
    /// The choices that texts were names of, by field.
    known: Vec<FxHashMap<String, Option<usize>>>,
    /// What other texts may have meant, by field.
    guessed: Vec<FxHashMap<String, Meaning>>,
    /// How many both are.
    count: usize,
}

impl<'a> Meanings<'a> {
    /// Of a form; `words` says by key of a field what other people's words stand for.
    pub fn new(
        form: &'a Form,
        prefixes: &Prefixes,
        words: &BTreeMap<String, BTreeMap<String, String>>,
    ) -> Self {
        let lists = form.lists.iter();
        let index_of = |key: &str| form.fields.iter().position(|field| field.key == key);
        let renamed = words.iter().flat_map(|(key, values)| {
            let field = index_of(key);
            values.iter().filter_map(move |(text, means)| {
                Some(((field?, names::plain(text)), means.clone()))
            })
        });
        Self {
            choices: lists
                .map(|(list, choices)| (list.as_str(), names::of_choices(choices, prefixes)))
                .collect(),
            renamed: renamed.collect(),
            known: vec![FxHashMap::default(); form.fields.len()],
            guessed: vec![FxHashMap::default(); form.fields.len()],
            count: 0,
        }
    }

    /// The one choice of the list of a field that a text is a name of.
    pub fn exact(&mut self, field: usize, list: &str, text: &str) -> Option<usize> {
        if let Some(known) = self.known[field].get(text) {
            return *known;
        }
        let wanted = self.renamed(field, text);
        let names = self.choices.get(list);
        let found = names.and_then(|names| names.exact(wanted.as_deref().unwrap_or(text)));
        if self.count < MOST_REMEMBERED {
            self.count += 1;
            self.known[field].insert(text.to_owned(), found);
        }
        found
    }

    /// What a text means among the choices of a field, or what it is like.
    pub fn of(&mut self, field: usize, list: &str, text: &str) -> Meaning {
        if let Some(found) = self.exact(field, list, text) {
            return Meaning::One(found);
        }
        if let Some(meaning) = self.guessed[field].get(text) {
            return meaning.clone();
        }
        let wanted = self.renamed(field, text);
        let wanted = wanted.as_deref().unwrap_or(text);
        let names = self.choices.get(list);
        let meaning = names.map_or(Meaning::None(Vec::new()), |names| names.find(wanted));
        if self.count < MOST_REMEMBERED {
            self.count += 1;
            self.guessed[field].insert(text.to_owned(), meaning.clone());
        }
        meaning
    }

    fn renamed(&self, field: usize, text: &str) -> Option<String> {
        match self.renamed.is_empty() {
            true => None,
            false => self.renamed.get(&(field, names::plain(text))).cloned(),
        }
    }
}
