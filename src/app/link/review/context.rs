//! The vocabularies of both sides, where they are at hand: what a card shows beyond the rows.
//! Room `app`.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::{proposal, vocabulary};
use crate::app::progress::Progress;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::matching::engine::{Found, Matcher};
use crate::core::matching::suggestion::{self, Candidate, FLOOR};
use crate::core::review::portrait::{Atlas, Portrait};
use crate::core::review::queue::{Item, Labels};
use crate::core::sssom::{Slot, Value};

/// Both sides.
#[derive(Default)]
pub struct Context {
    sides: Vec<Atlas>,
    evidence: HashMap<(String, String), Candidate>,
}

impl Context {
    /// Reads the vocabulary of the subjects (the project where `from` is empty) and that of the
    /// objects (none where `with` is empty), whose name is `vocabulary`.
    pub fn read(
        project: &Project,
        from: &[PathBuf],
        added: &[PathBuf],
        with: &[PathBuf],
        vocabulary: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let ours = if from.is_empty() {
            vocabulary::of_project(project, added)?
        } else {
            vocabulary::read(from, progress)?
        };
        let mut sides = vec![Atlas::new(ours)];
        if !with.is_empty() {
            sides.push(Atlas::new(vocabulary::read_named(
                with, vocabulary, progress,
            )?));
        }
        Ok(Self {
            sides,
            evidence: HashMap::new(),
        })
    }

    /// The side that links lead to.
    pub fn other(&self) -> Option<&Atlas> {
        self.sides.get(1)
    }

    /// The side that links come from.
    pub fn own(&self) -> Option<&Atlas> {
        self.sides.first()
    }

    /// Compares the two sides of each pair, where both are at hand. A proposal made with labels
    /// that are none any more gives way to one of now.
    pub fn weigh(&mut self, items: &mut [Item], project: &Project, language: Language) {
        let [ours, theirs] = self.sides.as_slice() else {
            return;
        };
        let Some(matcher) = Matcher::new(&ours.vocabulary, &theirs.vocabulary) else {
            return;
        };
        for item in items {
            let (Some(source), Some(target)) =
                (ours.place(&item.subject), theirs.place(&item.object))
            else {
                continue;
            };
            let evidence = matcher.evidence(source, target, 0.0);
            let found = Found {
                target,
                score: matcher.score(&evidence),
                evidence,
            };
            let suggestion = suggestion::suggestion(&matcher, source, &[found], FLOOR);
            if let Some(candidate) = suggestion.candidates.into_iter().next() {
                if item.is_outdated {
                    let mut row = proposal::row(&suggestion.concept, &candidate, language);
                    let version = theirs.version().map(Value::from);
                    let then = |slot| {
                        item.rows
                            .iter()
                            .find_map(|row| row.slots.get(slot))
                            .cloned()
                    };
                    if let Some(source) = then(Slot::ObjectSource) {
                        row.slots.set(Slot::ObjectSource, source);
                    }
                    if let Some(version) = version.or_else(|| then(Slot::ObjectSourceVersion)) {
                        row.slots.set(Slot::ObjectSourceVersion, version);
                    }
                    proposal::sign(&mut row, project);
                    item.rows = vec![row];
                }
                let pair = (item.subject.clone(), item.object.clone());
                self.evidence.insert(pair, candidate);
            }
        }
    }

    /// What speaks for and against a pair.
    pub fn evidence(&self, item: &Item) -> Option<&Candidate> {
        // Looked up once a card.
        let pair = (item.subject.clone(), item.object.clone());
        self.evidence.get(&pair)
    }

    /// A concept in full; what the rows call it where no vocabulary has it.
    pub fn portrait(&self, iri: &str, label: Option<&str>, language: Language) -> Portrait {
        match self.find(iri) {
            Some((atlas, place)) => atlas.portrait(place, language),
            None => Portrait::unknown(iri, label),
        }
    }

    /// The label to store, where the one that rows have is no label of the concept any more.
    pub fn current(&self, iri: &str, stored: Option<&str>, language: Language) -> Option<&str> {
        let (atlas, place) = self.find(iri)?;
        let known = self.labels(iri).unwrap_or_default();
        let is_current = stored.is_some_and(|stored| known.contains(&stored));
        (!is_current && !known.is_empty()).then(|| atlas.label(place, language))
    }

    /// The version of the vocabulary at hand that links lead to, if it tells one.
    pub fn version(&self) -> Option<&str> {
        self.other()?.version()
    }

    fn find(&self, iri: &str) -> Option<(&Atlas, u32)> {
        let mut sides = self.sides.iter();
        sides.find_map(|atlas| atlas.place(iri).map(|place| (atlas, place)))
    }
}

impl Labels for Context {
    fn labels(&self, iri: &str) -> Option<Vec<&str>> {
        let (atlas, place) = self.find(iri)?;
        let entry = &atlas.vocabulary.entries[place as usize];
        Some(
            entry
                .labels
                .iter()
                .map(|label| label.text.text.as_str())
                .collect(),
        )
    }
}
