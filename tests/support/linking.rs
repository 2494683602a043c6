//! Mapping sets for tests of reviewing: a small one with suggestions of a tool, and what persons
//! decided in a file.

use std::path::{Path, PathBuf};

use lobgraaf::app::link::review::{Options, Review};
use lobgraaf::app::progress::Silent;
use lobgraaf::app::project::Project;
use lobgraaf::core::language::Language;
use lobgraaf::core::sssom::{Mapping, MappingSet, Slot, decision};
use lobgraaf::store::ledger;
use tempfile::TempDir;

use crate::support::root;

pub const FIRST: &str = "https://example.org/person/first";
pub const SECOND: &str = "https://example.org/person/second";
pub const DAY: &str = "2026-11-24";

/// Suggestions between the small vocabularies of `tests/cases/linking`.
pub const SUGGESTIONS: &str = "\
#sssom_version: \"1.1\"
#curie_map:
#  ours: https://example.org/ours/
#  theirs: https://example.org/theirs/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
#mapping_tool: matcher
#mapping_date: 2026-11-20
#object_source: theirs:food
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tsimilarity_score
ours:apple\tmoesappel\tskos:broadMatch\ttheirs:12\tappel\tsemapv:LexicalMatching\t0.59
ours:apple\tmoesappel\tskos:exactMatch\ttheirs:11\tmoesappels\tsemapv:LexicalMatching\t0.83
ours:bank\tbank\tskos:exactMatch\ttheirs:20\tbank\tsemapv:LexicalMatching\t0.9
ours:fruit\tfruit\tskos:exactMatch\ttheirs:10\tfruit\tsemapv:LexicalMatching\t0.81
ours:nothing\tqwfpgj\tskos:exactMatch\tsssom:NoTermFound\t\tsemapv:LexicalMatching\t
";

/// A file of the small vocabularies.
pub fn case(name: &str) -> PathBuf {
    root().join("tests/cases/linking").join(name)
}

/// A folder with `set.sssom.tsv`.
pub fn folder(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("set.sssom.tsv");
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

pub fn project() -> Project {
    Project::open(&root().join("tests/fixtures/mini")).unwrap()
}

/// Options with both vocabularies at hand.
pub fn options(file: &Path, reviewer: &str) -> Options {
    Options {
        file: file.to_owned(),
        from: vec![case("ours.ttl")],
        with: vec![case("theirs.ttl")],
        reviewer: Some(reviewer.to_owned()),
        date: Some(DAY.to_owned()),
        ..Options::default()
    }
}

pub fn open(options: &Options) -> Review {
    Review::open(&project(), options, Language::Dutch, &Silent).unwrap()
}

/// A review by the first person.
pub fn review(file: &Path) -> Review {
    open(&options(file, FIRST))
}

pub fn set(file: &Path) -> MappingSet {
    ledger::read(file).unwrap()
}

/// The end of an IRI.
pub fn end(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap()
}

/// A decision in short: `apple exactMatch 11`, `apple Not exactMatch 11 (reason)`.
pub fn short(row: &Mapping) -> String {
    let not = if row.is_negated() { "Not " } else { "" };
    let reason = row.slots.text(Slot::Comment);
    format!(
        "{} {not}{} {}{}",
        end(row.subject()),
        end(row.predicate()),
        end(row.object()),
        reason.map_or(String::new(), |reason| format!(" ({reason})"))
    )
}

/// What persons decided in a file, sorted.
pub fn decided(file: &Path) -> Vec<String> {
    let set = set(file);
    let rows = set.mappings.iter().filter(|row| row.is_by_person());
    let mut all: Vec<_> = rows.map(short).collect();
    all.sort();
    all
}

/// Who decided by each row of persons.
pub fn persons(file: &Path) -> Vec<String> {
    let set = set(file);
    let rows = set.mappings.iter().filter(|row| row.is_by_person());
    rows.flat_map(|row| {
        decision::persons(row)
            .into_iter()
            .map(|one| end(one).to_owned())
    })
    .collect()
}

/// How many rows of tools a file has.
pub fn by_tools(file: &Path) -> usize {
    let set = set(file);
    set.mappings
        .iter()
        .filter(|row| !row.is_by_person())
        .count()
}
