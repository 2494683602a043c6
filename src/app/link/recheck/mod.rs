//! `link recheck`: what a new version of a vocabulary does to the links into it. Only these go to
//! review again.
//! Room `app`.

pub mod candidates;
pub mod suggestions;

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxigraph::model::QuadRef;

use crate::app::AppError;
use crate::app::answer::RESULT_FORMATS;
use crate::app::link::collect::Collector;
use crate::app::link::sets::LinkFile;
use crate::app::link::terms::{Term, Terms};
use crate::app::link::vocabulary::{is_table, unnamed};
use crate::app::link::{proposal, table, tables};
use crate::app::progress::Progress;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::matching::entry::{Vocabulary, base};
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::core::table::Table;
use crate::store::load;

use candidates::{Addition, Concepts};

/// The columns of the result; the last two are of candidates.
pub const COLUMNS: [&str; 10] = [
    "change", "set", "subject", "label", "relation", "object", "old", "new", "score", "reasons",
];

/// Formats of the result: of tables, and of suggestions as SSSOM.
pub fn formats() -> Vec<(&'static str, &'static [&'static str])> {
    [&RESULT_FORMATS[..], &proposal::FORMATS].concat()
}

/// Whether a format holds suggestions.
pub fn is_sssom(format: &str) -> bool {
    proposal::FORMATS.iter().any(|(name, _)| *name == format)
}

/// A version of a vocabulary: what links need to know of its terms, and what is matched.
#[derive(Debug, Default)]
pub struct Version {
    files: Vec<PathBuf>,
    terms: Terms,
    /// Tags of the languages in which anything has a label.
    languages: BTreeSet<String>,
    vocabulary: Vocabulary,
}

impl Version {
    /// Reads the files of a version. One without a single label, or without anything, is refused:
    /// compared with that all would be gone, or nothing changed. Codes of tables that are no IRIs
    /// are names below `name`, the IRI of the vocabulary.
    pub fn read(paths: &[PathBuf], name: &str, progress: &dyn Progress) -> Result<Self, AppError> {
        let mut collector = Collector::default();
        let mut collect = |number, quad: QuadRef<'_>| collector.add(quad, number);
        let (tables, graphs): (Vec<_>, Vec<_>) =
            paths.iter().cloned().partition(|path| is_table(path));
        let mut terms = Terms::read_beside(&graphs, &|_| true, &mut collect, progress)?;
        if !tables.is_empty() {
            let mut listed = Collector::default();
            for path in &tables {
                let text = load::read_text(path)?;
                table::read(path, &text, name, &mut listed)?;
                table::read(path, &text, name, &mut collector)?;
            }
            terms.add(&listed.finish());
        }
        if !terms.iter().any(|(_, term)| !term.labels.is_empty()) {
            return Err(AppError::NoLabels {
                files: named(paths),
            });
        }
        let labels = terms.iter().flat_map(|(_, term)| &term.labels);
        let tags: BTreeSet<&str> = labels.map(|(tag, _)| tag.as_str()).collect();
        Ok(Self {
            files: paths.to_owned(),
            languages: tags.into_iter().map(str::to_owned).collect(),
            terms,
            vocabulary: collector.finish(),
        })
    }

    /// All its terms.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
}

/// What codes of tables are names below: the one vocabulary that the sets say they link to, else
/// what stands for the first file.
pub fn vocabulary_name(files: &[LinkFile], paths: &[PathBuf]) -> String {
    let name = only_source(files);
    name.unwrap_or_else(|| unnamed(paths.first().map(PathBuf::as_path)))
}

/// The one vocabulary that the sets say they link to.
fn only_source<'a>(files: impl IntoIterator<Item = &'a LinkFile>) -> Option<String> {
    let rows = files.into_iter().flat_map(|file| &file.set.mappings);
    let sources: BTreeSet<_> = rows
        .filter_map(|row| row.slots.text(Slot::ObjectSource))
        .collect();
    let mut sources = sources.into_iter();
    match (sources.next(), sources.next()) {
        (Some(only), None) => Some(only.to_owned()),
        _ => None,
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
    // A language that the new version brings, or no longer has, changes no label.
    let languages = &old.languages & &new.languages;
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
            for (change, before, after) in changes(before, is.get(object), &languages, &named) {
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

/// Whether the new version does not have a term any more, or does not want it to be used.
fn is_out_of_use(before: &Term, after: Option<&Term>) -> bool {
    after.is_none_or(|after| after.is_deprecated && !before.is_deprecated)
}

/// What became of a term, as `(change, old, new)`; labels count in `languages`.
fn changes(
    before: &Term,
    after: Option<&Term>,
    languages: &BTreeSet<String>,
    named: &dyn Fn(&String) -> String,
) -> Vec<(&'static str, String, String)> {
    let all = |iris: &[String]| iris.iter().map(named).collect::<Vec<_>>().join("; ");
    let Some(after) = after else {
        return vec![("gone", labels(before), String::new())];
    };
    let mut changes = Vec::new();
    if is_out_of_use(before, Some(after)) {
        changes.push(("deprecated", labels(before), after.replaced_by.join(" ")));
    }
    let [was, is] = relabelled(before, after, languages);
    if was != is {
        changes.push(("relabelled", was, is));
    }
    if before.broader != after.broader {
        changes.push(("moved", all(&before.broader), all(&after.broader)));
    }
    changes
}

/// The labels that only one of two has, of each language in which they differ; `–` where it has
/// none in that language.
fn relabelled(before: &Term, after: &Term, languages: &BTreeSet<String>) -> [String; 2] {
    let mut told = [Vec::new(), Vec::new()];
    for language in languages {
        let of = |term: &Term| -> BTreeSet<(String, String)> {
            let all = term.labels.iter().cloned();
            all.filter(|(tag, _)| tag == language).collect()
        };
        let both = [of(before), of(after)];
        for (told, (own, other)) in told.iter_mut().zip([(0, 1), (1, 0)]) {
            let (own, other) = (&both[own], &both[other]);
            if own.is_empty() && !other.is_empty() {
                told.push(written(&(language.clone(), "–".to_owned())));
            }
            told.extend((own - other).iter().map(written));
        }
    }
    told.map(|labels| labels.join(", "))
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
