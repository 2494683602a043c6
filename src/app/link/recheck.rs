//! `link recheck`: what a new version of a vocabulary does to the links into it. Only these go to
//! review again.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::link::tables;
use crate::app::link::terms::{Term, Terms};
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::matching::entry::base;
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::core::table::Table;

/// The columns of the result.
pub const COLUMNS: [&str; 8] = [
    "change", "set", "subject", "label", "relation", "object", "old", "new",
];

/// Labels of the concepts that nothing was found for, by IRI.
pub type Unlinked = BTreeMap<String, Vec<String>>;

/// Compares the terms that links lead to in both versions. `change` is `gone`, `deprecated`,
/// `relabelled`, `moved`, or `candidate`: a term of the new version alone that is called as a
/// concept for which one had found nothing.
pub fn recheck(
    files: &[LinkFile],
    old: &Terms,
    new: &Terms,
    unlinked: &Unlinked,
    prefixes: &Prefixes,
    language: Language,
) -> Table {
    let mut result = tables::empty(&COLUMNS);
    // The label in the language asked for, else in the other one, else any, with the short IRI, of
    // either version.
    let named = |iri: &String| {
        let term = new.get(iri).or_else(|| old.get(iri));
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
            let Some(before) = old.get(object) else {
                continue;
            };
            for (change, was, is) in changes(before, new.get(object), &named) {
                result.rows.push(line(change, file, row, &was, &is));
            }
        }
        candidates(file, old, new, unlinked, &mut result);
    }
    result
}

/// Refuses versions that have nothing to do with the links: an old one that has none of the terms
/// linked to, a new one that has nothing whose IRI begins as theirs.
pub fn concerned(
    files: &[LinkFile],
    (old_files, old): (&[PathBuf], &Terms),
    (new_files, new): (&[PathBuf], &Terms),
) -> Result<(), AppError> {
    let rows: Vec<_> = files.iter().flat_map(rows).collect();
    let refused = |paths: &[PathBuf]| AppError::NoLinkedTerm {
        files: paths
            .iter()
            .map(|path| path.display().to_string())
            .collect(),
        sets: files.iter().map(LinkFile::name).collect(),
    };
    if rows.is_empty() {
        return Ok(());
    }
    if !rows.iter().any(|row| old.get(row.object()).is_some()) {
        return Err(refused(old_files));
    }
    // A single term that is linked to may be gone.
    if !rows.iter().any(|row| new.covers(row.object())) {
        return Err(refused(new_files));
    }
    Ok(())
}

/// Refuses a version without a single label, or without anything: compared with that, all would
/// be gone, or nothing changed.
pub fn comparable(files: &[PathBuf], terms: &Terms) -> Result<(), AppError> {
    match terms.iter().any(|(_, term)| !term.labels.is_empty()) {
        true => Ok(()),
        false => Err(AppError::NoLabels {
            files: files
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
        }),
    }
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
    ]
}

/// New terms that are called as a concept that had none in this set.
fn candidates(file: &LinkFile, old: &Terms, new: &Terms, unlinked: &Unlinked, result: &mut Table) {
    let mut by_label: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (iri, term) in new.iter() {
        if term.is_deprecated || old.get(iri).is_some() {
            continue;
        }
        for (_, label) in &term.labels {
            by_label.entry(folded(label)).or_default().push(iri);
        }
    }
    if by_label.is_empty() {
        return;
    }
    let linked: BTreeSet<&str> = rows(file)
        .into_iter()
        .filter(|row| !row.is_negated())
        .map(Mapping::subject)
        .collect();
    for (concept, labels) in unlinked
        .iter()
        .filter(|(iri, _)| !linked.contains(iri.as_str()))
    {
        let found = labels
            .iter()
            .filter_map(|label| by_label.get(&folded(label)));
        let found: BTreeSet<&str> = found.flatten().copied().collect();
        for iri in found {
            let names = new.get(iri).map(self::labels).unwrap_or_default();
            result.rows.push(vec![
                tables::text("candidate"),
                tables::text(&file.name()),
                tables::iri(concept),
                labels.first().and_then(|label| tables::text(label)),
                None,
                tables::iri(iri),
                None,
                tables::text(&names),
            ]);
        }
    }
}

/// Without case and with single blanks.
fn folded(label: &str) -> String {
    let words: Vec<_> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
