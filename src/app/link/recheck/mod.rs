//! `link recheck`: what a new version of a vocabulary does to the links into it. Only these go to
//! review again.
//! Room `app`.

pub mod candidates;

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxigraph::model::QuadRef;

use crate::app::AppError;
use crate::app::link::collect::Collector;
use crate::app::link::sets::LinkFile;
use crate::app::link::tables;
use crate::app::link::terms::{Term, Terms};
use crate::app::progress::Progress;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::matching::entry::{Vocabulary, base};
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::core::table::Table;

use candidates::{Addition, Concepts};

/// The columns of the result; the last two are of candidates.
pub const COLUMNS: [&str; 10] = [
    "change", "set", "subject", "label", "relation", "object", "old", "new", "score", "reasons",
];

/// A version of a vocabulary: what links need to know of its terms, and what is matched.
#[derive(Debug, Default)]
pub struct Version {
    files: Vec<PathBuf>,
    terms: Terms,
    vocabulary: Vocabulary,
}

impl Version {
    /// Reads the files of a version. One without a single label, or without anything, is refused:
    /// compared with that all would be gone, or nothing changed.
    pub fn read(paths: &[PathBuf], progress: &dyn Progress) -> Result<Self, AppError> {
        let mut collector = Collector::default();
        let mut collect = |number, quad: QuadRef<'_>| collector.add(quad, number);
        let terms = Terms::read_beside(paths, &|_| true, &mut collect, progress)?;
        if !terms.iter().any(|(_, term)| !term.labels.is_empty()) {
            return Err(AppError::NoLabels {
                files: named(paths),
            });
        }
        Ok(Self {
            files: paths.to_owned(),
            terms,
            vocabulary: collector.finish(),
        })
    }

    /// All its terms.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
}

fn named(paths: &[PathBuf]) -> Vec<String> {
    let paths = paths.iter();
    paths.map(|path| path.display().to_string()).collect()
}

/// Compares the terms that links lead to in both versions. `change` is `gone`, `deprecated`,
/// `relabelled`, `moved`, or `candidate`: what the new version alone offers for a concept.
pub fn recheck(
    files: &[LinkFile],
    (old, new): (&Version, &Version),
    concepts: &Concepts,
    additions: &[Addition],
    prefixes: &Prefixes,
    language: Language,
) -> Table {
    let (was, is) = (&old.terms, &new.terms);
    let mut result = tables::empty(&COLUMNS);
    // The label in the language asked for, else in the other one, else any, with the short IRI, of
    // either version.
    let named = |iri: &String| {
        let term = is.get(iri).or_else(|| was.get(iri));
        let short = prefixes.compact(iri);
        let labels = term.map(|term| term.labels.as_slice()).unwrap_or_default();
        let rank = |tag: &str| match base(&tag.to_ascii_lowercase()) {
            one if one == language.code() => 0,
            "nl" | "en" => 1,
            _ => 2,
        };
        match labels.iter().min_by_key(|(tag, _)| rank(tag)) {
            Some((_, label)) => format!("{label} ({short})"),
            None => short,
        }
    };
    for file in files {
        for row in rows(file) {
            let object = row.object();
            let Some(before) = was.get(object) else {
                continue;
            };
            for (change, before, after) in changes(before, is.get(object), &named) {
                result.rows.push(line(change, file, row, &before, &after));
            }
        }
        candidates::tell(file, concepts, additions, (old, new), language, &mut result);
    }
    result
}

/// Refuses versions that have nothing to do with the links: an old one that has none of the terms
/// linked to, a new one that has nothing whose IRI begins as theirs.
pub fn concerned(files: &[LinkFile], old: &Version, new: &Version) -> Result<(), AppError> {
    let rows: Vec<_> = files.iter().flat_map(rows).collect();
    let refused = |version: &Version| AppError::NoLinkedTerm {
        files: named(&version.files),
        sets: files.iter().map(LinkFile::name).collect(),
    };
    if rows.is_empty() {
        return Ok(());
    }
    if !rows.iter().any(|row| old.terms.get(row.object()).is_some()) {
        return Err(refused(old));
    }
    // A single term that is linked to may be gone.
    if !rows.iter().any(|row| new.terms.covers(row.object())) {
        return Err(refused(new));
    }
    Ok(())
}

/// One row a triple that is accepted or rejected: a look-alike that changed is to be seen again.
fn rows(file: &LinkFile) -> Vec<&Mapping> {
    let triples = decision::by_triple(&file.set.mappings);
    let decided = triples.values().filter_map(|rows| {
        let is_open = decision::verdict(rows) == Verdict::Open;
        let latest = decision::latest(rows).first().copied();
        latest.filter(|_| !is_open)
    });
    decided.collect()
}

/// What became of a term, as `(change, old, new)`.
fn changes(
    before: &Term,
    after: Option<&Term>,
    named: &dyn Fn(&String) -> String,
) -> Vec<(&'static str, String, String)> {
    let all = |iris: &[String]| iris.iter().map(named).collect::<Vec<_>>().join("; ");
    let Some(after) = after else {
        return vec![("gone", labels(before), String::new())];
    };
    let mut changes = Vec::new();
    if after.is_deprecated && !before.is_deprecated {
        changes.push(("deprecated", labels(before), after.replaced_by.join(" ")));
    }
    // A language that the new version brings, or no longer has, changes no label.
    let languages = |term: &Term| -> BTreeSet<String> {
        term.labels
            .iter()
            .map(|(language, _)| language.clone())
            .collect()
    };
    let common: BTreeSet<_> = &languages(before) & &languages(after);
    let of = |term: &Term| -> Vec<(String, String)> {
        let all = term.labels.iter().cloned();
        all.filter(|(language, _)| common.contains(language))
            .collect()
    };
    let (was, is) = (of(before), of(after));
    if was != is {
        let only = |one: &[(String, String)], other: &[(String, String)]| {
            let all = one.iter().filter(|label| !other.contains(label));
            all.map(written).collect::<Vec<_>>().join(", ")
        };
        changes.push(("relabelled", only(&was, &is), only(&is, &was)));
    }
    if before.broader != after.broader {
        changes.push(("moved", all(&before.broader), all(&after.broader)));
    }
    changes
}

fn labels(term: &Term) -> String {
    term.labels
        .iter()
        .map(written)
        .collect::<Vec<_>>()
        .join(", ")
}

fn written((language, text): &(String, String)) -> String {
    match language.as_str() {
        "" => text.clone(),
        language => format!("{text}@{language}"),
    }
}

fn line(
    change: &str,
    file: &LinkFile,
    row: &Mapping,
    old: &str,
    new: &str,
) -> Vec<Option<oxigraph::model::Term>> {
    vec![
        tables::text(change),
        tables::text(&file.name()),
        tables::iri(row.subject()),
        tables::text(row.slots.text(Slot::SubjectLabel).unwrap_or_default()),
        tables::relation(row),
        tables::iri(row.object()),
        tables::text(old),
        tables::text(new),
        None,
        None,
    ]
}
