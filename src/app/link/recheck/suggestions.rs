//! What `link recheck` finds as suggestions, for a person to decide on: the candidates that the new
//! version adds, and what replaces terms that links lead to.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::app::link::recheck::candidates::{
    Addition, CANDIDATE, Concepts, concerning, is_of_version, known,
};
use crate::app::link::recheck::{Version, is_out_of_use, only_source};
use crate::app::link::sets::LinkFile;
use crate::app::link::terms::Term;
use crate::app::link::{proposal, tables};
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::matching::entry::About;
use crate::core::matching::relation::{Relation, word};
use crate::core::message;
use crate::core::sssom::{Mapping, MappingSet, Slot, decision};
use crate::core::table::Table;
use crate::core::vocabulary::semapv;

/// What is to be decided on, and how many changes of `recheck` are no suggestion.
pub struct Suggested {
    pub set: MappingSet,
    pub left_out: usize,
}

/// What was rechecked.
pub struct Rechecked<'a> {
    pub files: &'a [LinkFile],
    pub old: &'a Version,
    pub new: &'a Version,
    pub concepts: &'a Concepts,
    pub additions: &'a [Addition],
    /// The same as a table, made by `super::recheck`.
    pub told: &'a Table,
}

/// The suggestions as a mapping set: a row a candidate, and one for each pair that takes the place
/// of links. `version` is the name of the new version; else
/// what that says itself.
pub fn suggested(
    project: &Project,
    rechecked: &Rechecked<'_>,
    version: Option<&str>,
    language: Language,
) -> Suggested {
    let Rechecked {
        files, old, new, ..
    } = rechecked;
    let mut candidates: BTreeMap<(String, String), Mapping> = BTreeMap::new();
    let mut chained = candidates.clone();
    for file in *files {
        for addition in concerning(file, rechecked.concepts, rechecked.additions, old) {
            let (concept, candidate) = (&addition.concept, &addition.candidate);
            let pair = (concept.iri.clone(), candidate.concept.iri.clone());
            candidates.entry(pair).or_insert_with(|| {
                let mut row = proposal::row(concept, candidate, language);
                row.slots.set(Slot::Comment, addition.reasons(language));
                row
            });
        }
    }
    let mut replaced = 0;
    for file in *files {
        let known = known(&file.set.mappings);
        for link in decision::accepted(&file.set) {
            let Some(before) = old.terms.get(link.object()) else {
                continue;
            };
            if !is_out_of_use(before, new.terms.get(link.object())) {
                continue;
            }
            let all = replacements(link.object(), old, new);
            let open: Vec<_> = all
                .iter()
                .filter(|(iri, _)| !known.contains(&(link.subject(), **iri)))
                .collect();
            replaced += usize::from(!open.is_empty());
            for (iri, term) in open {
                let reason = reason(link, before, language);
                let pair = (link.subject().to_owned(), (*iri).to_owned());
                let row = chained.entry(pair).or_insert_with(|| {
                    let is_only = all.len() == 1;
                    row(link, (iri, term), is_only, rechecked.concepts, language)
                });
                give_reason(row, &reason);
            }
        }
    }
    let candidate = tables::text(CANDIDATE);
    let is_change = |row: &&Vec<_>| row[0] != candidate;
    let changes = rechecked.told.rows.iter().filter(is_change).count();
    let of_version = files.iter().filter(|file| is_of_version(file, old));
    let about = new.vocabulary.about.clone().unwrap_or_default();
    let vocabulary = About {
        iri: only_source(of_version).unwrap_or(about.iri),
        version: version.map_or(about.version, str::to_owned),
    };
    let rows = candidates.into_values().chain(chained.into_values());
    let first = new.files.first().map(PathBuf::as_path);
    Suggested {
        set: proposal::set_of(project, rows.collect(), &vocabulary, first),
        left_out: changes.saturating_sub(replaced),
    }
}

/// What stands in the new version for a term that goes, by its IRI: what replaces it, or where that
/// goes too, what replaces that.
fn replacements<'a>(
    iri: &'a str,
    old: &'a Version,
    new: &'a Version,
) -> BTreeMap<&'a str, &'a Term> {
    let mut found = BTreeMap::new();
    let (mut seen, mut open) = (BTreeSet::from([iri]), vec![iri]);
    while let Some(iri) = open.pop() {
        let versions = [new, old].map(|version| version.terms.get(iri));
        let mut told = versions.into_iter().flatten();
        let replaced_by = told.find(|term| !term.replaced_by.is_empty());
        for next in replaced_by.into_iter().flat_map(|term| &term.replaced_by) {
            if !seen.insert(next) {
                continue;
            }
            match new.terms.get(next) {
                Some(term) if !term.is_deprecated && !term.labels.is_empty() => {
                    found.insert(next.as_str(), term);
                }
                _ => open.push(next),
            }
        }
    }
    found
}

/// The row of a pair that takes the place of a link, with the relation of that. Where several terms
/// take its place, none of them need mean the same.
fn row(
    link: &Mapping,
    (object, term): (&str, &Term),
    is_only: bool,
    concepts: &Concepts,
    language: Language,
) -> Mapping {
    let predicate = match Relation::of(link.predicate()) {
        Some(Relation::Exact) if !is_only => Relation::Close.property(),
        _ => link.predicate(),
    };
    let concept = concepts.get(link.subject());
    let subject_label = match &concept {
        Some(concept) => proposal::label(concept, language),
        None => link.slots.text(Slot::SubjectLabel).unwrap_or_default(),
    };
    let mut row = Mapping::default();
    for (slot, value) in [
        (Slot::SubjectId, link.subject()),
        (Slot::SubjectLabel, subject_label),
        (Slot::PredicateId, predicate),
        (Slot::ObjectId, object),
        (Slot::ObjectLabel, label(term, language)),
        (Slot::MappingJustification, semapv::MAPPING_CHAINING),
    ] {
        row.slots.set(slot, value);
    }
    if let Some(confidence) = link.slots.number(Slot::Confidence) {
        row.slots.set(Slot::Confidence, confidence);
    }
    row
}

/// Which link the row takes the place of.
fn reason(link: &Mapping, before: &Term, language: Language) -> String {
    let term = match label(before, language) {
        "" => link.object(),
        label => label,
    };
    let relation = word(link.predicate(), false, language);
    let values = [("term", term), ("relation", relation.as_str())];
    message::text(language, "link.in-place-of", &values)
}

fn give_reason(row: &mut Mapping, reason: &str) {
    let comment = match row.slots.text(Slot::Comment) {
        None => reason.to_owned(),
        Some(comment) if comment.contains(reason) => return,
        Some(comment) => format!("{comment}. {reason}"),
    };
    row.slots.set(Slot::Comment, comment);
}

/// A label in that language, else in another; nothing where there is none.
fn label(term: &Term, language: Language) -> &str {
    let labels = term.labels.iter();
    let best = labels.min_by_key(|(tag, _)| language.rank(tag));
    best.map_or("", |(_, label)| label)
}
