//! What a new version of a vocabulary offers for concepts and the old one did not: found, ranked
//! and told as by `link suggest`.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::recheck::Version;
use crate::app::link::sets::LinkFile;
use crate::app::link::{proposal, suggest, tables, vocabulary};
use crate::app::progress::Progress;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::matching::engine::Matcher;
use crate::core::matching::entry::Vocabulary;
use crate::core::matching::relation::{Relation, propose};
use crate::core::matching::suggestion::{self, Candidate, Concept};
use crate::core::matching::version::changed;
use crate::core::message;
use crate::core::sssom::Mapping;
use crate::core::table::Table;
use crate::render::suggestions::reasons;

/// The word in the column `change` for what the new version adds.
pub const CANDIDATE: &str = "candidate";

/// The concepts to look for, and the vocabulary that they are of.
#[derive(Debug, Clone, Default)]
pub struct Concepts {
    vocabulary: Vocabulary,
    chosen: Vec<u32>,
}

impl Concepts {
    /// Those of the project that it wants to be linked, or all of the files of `from`; none where
    /// nothing has a label.
    pub fn read(
        project: &Project,
        from: &[PathBuf],
        added: &[PathBuf],
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let is_own = from.is_empty();
        let read = match is_own {
            true => vocabulary::of_project(project, added),
            false => vocabulary::read(from, progress),
        };
        let vocabulary = match read {
            Err(AppError::NoLabels { .. }) if is_own => return Ok(Self::default()),
            other => other?,
        };
        Ok(Self {
            chosen: suggest::chosen(project, &vocabulary, is_own, None)?,
            vocabulary,
        })
    }

    /// A concept by its IRI.
    pub fn get(&self, iri: &str) -> Option<Concept> {
        let entries = &self.vocabulary.entries;
        let place = entries.binary_search_by(|entry| entry.iri.as_str().cmp(iri));
        let place = place.ok()?;
        Some(suggestion::concept(&self.vocabulary, place as u32))
    }

    fn iris(&self) -> BTreeSet<&str> {
        let chosen = self.chosen.iter();
        chosen
            .map(|place| self.vocabulary.entries[*place as usize].iri.as_str())
            .collect()
    }
}

/// A candidate that the new version adds.
#[derive(Debug, Clone)]
pub struct Addition {
    pub concept: Concept,
    pub candidate: Candidate,
    /// The weaker relation with which the old version offered it already.
    pub before: Option<Relation>,
}

impl Addition {
    /// What speaks for and against it, and how the old version offered it, in words.
    pub fn reasons(&self, language: Language) -> String {
        let before = self.before.map(|before| {
            let before = before.word(language);
            message::text(language, "link.offered-before", &[("relation", &before)])
        });
        let reasons = reasons(&self.candidate, language).into_iter().chain(before);
        reasons.collect::<Vec<_>>().join(". ")
    }
}

/// The candidates that `suggest` offers in the new version, of terms that are new there or changed,
/// and that it does not offer in the old one, or only with a relation that says less. Terms that
/// the vocabulary does not want to be used are none. Concept after concept, the best first.
pub fn added(concepts: &Concepts, old: &Version, new: &Version) -> Result<Vec<Addition>, AppError> {
    let ours = &concepts.vocabulary;
    if concepts.chosen.is_empty() {
        return Ok(Vec::new());
    }
    let matcher = suggest::matcher(ours, &new.vocabulary)?;
    let languages: Vec<_> = matcher
        .slots
        .iter()
        .map(|slot| slot.language.clone())
        .collect();
    let changed = changed(&old.vocabulary, &new.vocabulary, &languages);
    let entries = new.vocabulary.entries.iter().zip(changed);
    let news: BTreeSet<&str> = entries
        .filter(|(entry, is_changed)| *is_changed && !entry.deprecated)
        .map(|(entry, _)| entry.iri.as_str())
        .collect();
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let mut offered = Vec::new();
    let suggestions = suggest::of_each(&matcher, &concepts.chosen, suggest::TOP);
    for (&place, mut suggestion) in concepts.chosen.iter().zip(suggestions) {
        let is_new = |one: &Candidate| one.above_floor && news.contains(one.concept.iri.as_str());
        suggestion.candidates.retain(is_new);
        if !suggestion.candidates.is_empty() {
            offered.push((place, suggestion));
        }
    }
    drop(matcher);
    let places: Vec<_> = offered.iter().map(|(place, _)| *place).collect();
    let before = relations(ours, old, &places);
    let mut added = Vec::new();
    for (place, suggestion) in offered {
        for candidate in suggestion.candidates {
            let known = before
                .get(&(place, candidate.concept.iri.as_str()))
                .copied();
            if known.is_none_or(|known| candidate.relation.adds_to(known)) {
                added.push(Addition {
                    concept: suggestion.concept.clone(),
                    candidate,
                    before: known,
                });
            }
        }
    }
    Ok(added)
}

/// The relation with which a version offers each term to each of some concepts.
fn relations<'a>(
    ours: &Vocabulary,
    version: &'a Version,
    places: &[u32],
) -> BTreeMap<(u32, &'a str), Relation> {
    let mut found = BTreeMap::new();
    // Without a common language it offered nothing.
    let Some(matcher) = Matcher::new(ours, &version.vocabulary) else {
        return found;
    };
    let each = matcher.all_candidates(places, suggest::TOP);
    for (&place, candidates) in places.iter().zip(&each) {
        for one in candidates.iter().filter(|one| suggest::is_offered(one)) {
            let entry = &version.vocabulary.entries[one.target as usize];
            let (relation, _) = propose(&matcher.slots, &one.evidence, entry.deprecated);
            found.insert((place, entry.iri.as_str()), relation);
        }
    }
    found
}

/// Whether a set links to a vocabulary, of which this is a version.
pub fn is_of_version(file: &LinkFile, version: &Version) -> bool {
    let rows = file.set.mappings.iter();
    let mut linked = rows.filter(|row| !row.is_no_term()).peekable();
    // A set in which nothing fits yet leads to no other vocabulary.
    linked.peek().is_none() || linked.any(|row| version.terms.get(row.object()).is_some())
}

/// The pairs of a set that need no suggestion any more: those that persons decided on, and those
/// that a tool suggested.
pub fn known(rows: &[Mapping]) -> BTreeSet<(&str, &str)> {
    let by_persons = || rows.iter().filter(|row| row.is_by_person());
    let without: BTreeSet<_> = by_persons()
        .filter(|row| row.is_no_term())
        .map(Mapping::subject)
        .collect();
    // Where nothing fitted, what a tool proposed was not decided on by itself.
    let is_known = |row: &&Mapping| row.is_by_person() || !without.contains(row.subject());
    let known = rows.iter().filter(is_known);
    known.map(|row| (row.subject(), row.object())).collect()
}

/// The additions that concern a set: those to a vocabulary that the set links to, of pairs that the
/// set has no row about. Links of somebody else, about none of the concepts, are left aside.
pub fn concerning<'a>(
    file: &LinkFile,
    concepts: &Concepts,
    additions: &'a [Addition],
    old: &Version,
) -> Vec<&'a Addition> {
    let rows = &file.set.mappings;
    let iris = concepts.iris();
    let is_ours = rows.is_empty() || rows.iter().any(|row| iris.contains(row.subject()));
    if !is_ours || !is_of_version(file, old) {
        return Vec::new();
    }
    let known = known(rows);
    let additions = additions.iter();
    let is_open = |one: &&Addition| {
        let pair = (one.concept.iri.as_str(), one.candidate.concept.iri.as_str());
        !known.contains(&pair)
    };
    additions.filter(is_open).collect()
}

/// Adds a row to `result` for each addition that concerns a set.
pub fn tell(
    file: &LinkFile,
    concepts: &Concepts,
    additions: &[Addition],
    (old, new): (&Version, &Version),
    language: Language,
    result: &mut Table,
) {
    for addition in concerning(file, concepts, additions, old) {
        let (concept, candidate) = (&addition.concept, &addition.candidate);
        let object = candidate.concept.iri.as_str();
        let called = |version: &Version| {
            let term = version.terms.get(object);
            tables::text(&term.map(super::labels).unwrap_or_default())
        };
        result.rows.push(vec![
            tables::text(CANDIDATE),
            tables::text(&file.name()),
            tables::iri(&concept.iri),
            tables::text(proposal::label(concept, language)),
            tables::text(candidate.relation.name()),
            tables::iri(object),
            called(old),
            called(new),
            tables::score(candidate.score),
            tables::text(&addition.reasons(language)),
        ]);
    }
}
