//! By which names people call the fields and choices of a form.
//! Room `core`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::core::form::{Choice, Form};
use crate::core::iri::{Prefixes, last_segment};
use crate::core::language::LocalizedText;
use crate::core::lexical::{Fit, Wanted, fold, is_invisible, words};

/// Suggestions for a name at the most.
const MOST_NEAR: usize = 3;
/// From this likeness on (Jaro-Winkler) two names are near each other.
const LEAST_ALIKE: f64 = 0.88;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// One thing: its index.
    One(usize),
    /// Several: their indexes.
    Several(Vec<usize>),
    /// Nothing that is known; what it is like, best first.
    None(Vec<usize>),
}

/// Names with the things that have them, by index. Names differ neither by case, nor by accents, nor
/// by white space.
#[derive(Debug, Clone, Default)]
pub struct Names {
    exact: FxHashMap<String, Vec<usize>>,
    /// Folded labels alone, for likeness: by thing.
    labels: Vec<(usize, String)>,
}

/// A name as it is compared: folded, white space and the marks around a heading gone.
pub fn plain(name: &str) -> String {
    let trimmed = name.trim().trim_end_matches(['*', ':', '?']).trim();
    let folded = fold(trimmed)
        .replace(['_', '\u{a0}'], " ")
        .replace(is_invisible, "");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Names {
    fn add(&mut self, name: &str, of: usize) {
        let name = plain(name);
        if name.is_empty() {
            return;
        }
        let known = self.exact.entry(name).or_default();
        if !known.contains(&of) {
            known.push(of);
        }
    }

    fn add_label(&mut self, label: &LocalizedText, of: usize) {
        for (_, text) in label.iter() {
            self.add(text, of);
            self.labels.push((of, plain(text)));
        }
    }

    /// The one thing that has this name.
    pub fn exact(&self, name: &str) -> Option<usize> {
        match self.exact.get(&plain(name)).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    /// What a name means. A name that is one thing's own (see `first`) does not stand for others.
    pub fn find(&self, name: &str) -> Meaning {
        let wanted = plain(name);
        match self.exact.get(&wanted).map(Vec::as_slice) {
            Some([one]) => Meaning::One(*one),
            Some(several) => Meaning::Several(several.to_vec()),
            None => Meaning::None(self.near(&wanted)),
        }
    }

    /// What is like a plain name: the same stems, or nearly the same letters.
    fn near(&self, wanted: &str) -> Vec<usize> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let stems: Vec<_> = words(wanted).into_iter().map(Wanted::new).collect();
        let mut best = BTreeMap::<usize, f64>::new();
        for (of, label) in &self.labels {
            let parts = words(label);
            let is_of_stem =
                |stem: &Wanted| parts.iter().any(|part| stem.fit(part) >= Some(Fit::Stem));
            let same = parts.len() == stems.len() && stems.iter().all(is_of_stem);
            let likeness = match same {
                true => 1.0,
                false => strsim::jaro_winkler(wanted, label),
            };
            if likeness >= LEAST_ALIKE {
                let known = best.entry(*of).or_default();
                *known = known.max(likeness);
            }
        }
        let mut best: Vec<_> = best.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.into_iter().map(|(of, _)| of).take(MOST_NEAR).collect()
    }
}

/// The names of the fields of a form: keys, names and other names in all languages.
pub fn of_fields(form: &Form) -> Names {
    let mut names = Names::default();
    for (index, field) in form.fields.iter().enumerate() {
        names.add_label(&field.name, index);
        names.add(&field.key, index);
        names.labels.push((index, plain(&field.key)));
    }
    // Another name of one field that is the own name of a second stands for the second only.
    let own = names.exact.clone();
    for (index, field) in form.fields.iter().enumerate() {
        for (_, name) in field.other_names.iter() {
            let is_free = |of: &Vec<usize>| of.contains(&index);
            if own.get(&plain(name)).is_none_or(is_free) {
                names.add(name, index);
                names.labels.push((index, plain(name)));
            }
        }
    }
    names
}

/// The names of choices: IRI (also shortened by a prefix), notation, notation with label, preferred
/// and other labels in all languages. A preferred label stands for its own choice only.
pub fn of_choices(choices: &[Choice], prefixes: &Prefixes) -> Names {
    let mut names = Names::default();
    for (index, choice) in choices.iter().enumerate() {
        names.add(&choice.iri, index);
        names.add(&prefixes.compact(&choice.iri), index);
        names.add(last_segment(&choice.iri), index);
        names.add_label(&choice.label, index);
        if let Some(notation) = &choice.notation {
            names.add(notation, index);
            for (_, label) in choice.label.iter() {
                names.add(&format!("{notation} {label}"), index);
            }
        }
    }
    let own = names.exact.clone();
    for (index, choice) in choices.iter().enumerate() {
        for (_, label) in choice.other_labels.iter() {
            let is_own = own.get(&plain(label));
            if is_own.is_none_or(|of| of.contains(&index)) {
                names.add(label, index);
            }
            names.labels.push((index, plain(label)));
        }
    }
    names
}
