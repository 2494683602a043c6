//! SSSOM: the examples of the standard and the test data of two other implementations, in
//! `../shared/testsuites/sssom`; and files that are wrong in ways of our own.

use std::path::{Path, PathBuf};

use lobgraaf::core::sssom::problem::Kind;
use lobgraaf::core::sssom::{Mapping, MappingSet, Reading, Slot, json, tsv, write};

use crate::support;

/// Files of sssom-py that break the standard; each with the kind of the first violation.
const PY_REFUSED: [(&str, Kind); 18] = [
    // Bad on purpose.
    ("bad_basic.tsv", Kind::UndeclaredPrefix),
    // `orcid` and `oio` are not declared, and `Label` is no CURIE.
    ("basic-meta-external.tsv", Kind::UndeclaredPrefix),
    ("basic-small.tsv", Kind::UndeclaredPrefix),
    // The table of another tool, without a header row.
    ("basic.ptable.tsv", Kind::Twice),
    // `subject_source` is `x`, which is no CURIE.
    ("basic4.tsv", Kind::NotCurie),
    ("basic5.tsv", Kind::NotCurie),
    // `orcid` is not declared.
    ("basic6.tsv", Kind::UndeclaredPrefix),
    // `oboInOwl` is not declared.
    ("basic7.tsv", Kind::UndeclaredPrefix),
    // Bad on purpose.
    ("basic_strict_fail.tsv", Kind::BuiltInPrefix),
    // `subject_source` is `x`.
    ("basic_subset.tsv", Kind::NotCurie),
    // `predicate_id` is `noMatch`.
    ("bosch-wd-matches.tsv", Kind::NotCurie),
    // Two objects in `object_id`, which has one value.
    ("mondo-nando.sssom.tsv", Kind::NotIri),
    // `object_source` is a bare prefix.
    ("reconcile_1.tsv", Kind::NotCurie),
    ("reconcile_2.tsv", Kind::NotCurie),
    // A description of slots, no mapping set.
    ("sssom_metadata.tsv", Kind::MissingColumn),
    // `y1` is not declared, on purpose.
    ("test_clean_prefix.tsv", Kind::UndeclaredPrefix),
    // `mapping_set_id` is no IRI.
    ("test_inject_metadata_msdf.tsv", Kind::NotIri),
    // A plain text with a colon and a space in it.
    ("test_validation1.sssom.tsv", Kind::Yaml),
];

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Reads a file with the metadata file that stands beside it under the same name, if any.
fn read(path: &Path) -> Reading {
    let name = name(path);
    if name.ends_with(".json") {
        return json::read(&text(path));
    }
    let stem = name.strip_suffix(".tsv").unwrap_or(&name);
    let beside = path.with_file_name(format!("{stem}.yml"));
    let metadata = beside.is_file().then(|| text(&beside));
    tsv::read(&text(path), metadata.as_deref())
}

fn valid(path: &Path) -> MappingSet {
    let reading = read(path);
    let problems: Vec<_> = reading.problems.iter().map(ToString::to_string).collect();
    reading
        .valid()
        .unwrap_or_else(|_| panic!("{}: {problems:#?}", path.display()))
}

/// As `assert_eq!`, without a page of slots.
#[track_caller]
fn same(one: &MappingSet, other: &MappingSet, what: &dyn std::fmt::Display) {
    assert_eq!(one.about, other.about, "{what}");
    assert_eq!(one.prefixes, other.prefixes, "{what}");
    assert_eq!(one.mappings.len(), other.mappings.len(), "{what}");
    for (one, other) in one.mappings.iter().zip(&other.mappings) {
        assert_eq!(one, other, "{what}");
    }
    assert!(one == other, "{what}");
}

/// What canonical form leaves out: order, unused prefixes, further digits, a version that was
/// not told.
fn comparable(mut set: MappingSet, like: &MappingSet) -> MappingSet {
    set.prefixes = like.prefixes.clone();
    set.extensions = like.extensions.clone();
    if let Some(version) = like.about.text(Slot::SssomVersion) {
        set.about.set(Slot::SssomVersion, version);
    }
    let key = |mapping: &Mapping| format!("{mapping:?}");
    for mapping in &mut set.mappings {
        mapping.line = 0;
        for slot in [Slot::Confidence, Slot::SimilarityScore] {
            if let Some(number) = mapping.slots.number(slot) {
                let rounded: f64 = write::three_digits(number).parse().unwrap();
                mapping.slots.set(slot, rounded);
            }
        }
    }
    set.mappings.sort_by_key(key);
    set
}

#[track_caller]
fn survives(path: &Path) {
    let set = valid(path);
    let written = write::tsv(&set);
    let again = tsv::read(&written, None);
    let problems: Vec<_> = again.problems.iter().map(ToString::to_string).collect();
    let again = again
        .valid()
        .unwrap_or_else(|_| panic!("{}: {problems:#?}\n{written}", path.display()));
    let first = comparable(set, &again);
    let second = comparable(again.clone(), &again);
    same(&first, &second, &path.display());
    assert_eq!(write::tsv(&again), written, "{}", path.display());
    let json = json::read(&json::write(&second)).valid().unwrap();
    same(&comparable(json, &second), &second, &path.display());
}

fn suite() -> Option<PathBuf> {
    support::suite("sssom")
}

#[test]
fn examples_of_the_standard_survive() {
    let Some(suite) = suite() else { return };
    let files = support::files_with_ending(&suite.join("spec-examples"), "tsv");
    assert!(files.len() >= 31, "{} examples", files.len());
    files.iter().for_each(|path| survives(path));
}

#[test]
fn propagated_examples_say_the_same_as_condensed_ones() {
    let Some(suite) = suite() else { return };
    let read = |name: &str| valid(&suite.join("sssom-py-tests").join(name));
    let (full, condensed) = (
        read("literals.sssom.tsv"),
        read("literals-condensed.sssom.tsv"),
    );
    same(&full, &condensed, &"literals");
    assert!(write::tsv(&full).contains("#object_type: rdfs literal\n"));
}

/// Files that do not hold the expected model.
const JS_OTHERWISE: [(&str, &str); 1] = [(
    "schemes.sssom.json",
    "holds the JSKOS form, not the SSSOM one",
)];

#[test]
fn valid_files_of_sssom_js_give_the_expected_model() {
    let Some(suite) = suite() else { return };
    let folder = suite.join("sssom-js-tests/valid");
    for path in support::files_with_ending(&folder, "tsv") {
        let tsv_name = name(&path);
        if tsv_name == "example.sssom.mappings.tsv" {
            // The rows alone; their metadata have another name than the standard proposes.
            let metadata = text(&folder.join("example.metadata.yml"));
            let set = tsv::read(&text(&path), Some(&metadata)).valid().unwrap();
            same(&set, &valid(&folder.join("example.sssom.tsv")), &tsv_name);
            continue;
        }
        let expected = path.with_extension("json");
        let is_other = |(other, _): &(&str, &str)| *other == name(&expected);
        if expected.is_file() && !JS_OTHERWISE.iter().any(is_other) {
            let without_draft_slots = |mut set: MappingSet| {
                for mapping in &mut set.mappings {
                    mapping.extension_values.remove("mapping_id");
                }
                set
            };
            let set = without_draft_slots(valid(&path));
            let model = json::read(&text(&expected)).valid().unwrap();
            same(&set, &without_draft_slots(model), &tsv_name);
        }
        survives(&path);
    }
    let csv = tsv::read(&text(&folder.join("example.sssom.csv")), None);
    let example = valid(&folder.join("example.sssom.tsv"));
    same(&csv.valid().unwrap(), &example, &"example.sssom.csv");
}

/// What is wrong with each invalid file: kind, row and slot.
const JS_INVALID: [(&str, Kind, Option<u64>, Option<&str>); 18] = [
    (
        "array-value.sssom.tsv",
        Kind::NotIri,
        Some(3),
        Some("see_also"),
    ),
    (
        "build-in-curie.yml",
        Kind::BuiltInPrefix,
        Some(4),
        Some("curie_map"),
    ),
    (
        "curie-prefix.yml",
        Kind::BadPrefix,
        Some(3),
        Some("curie_map"),
    ),
    (
        "curie.sssom.tsv",
        Kind::UndeclaredPrefix,
        Some(4),
        Some("subject_id"),
    ),
    (
        "date.sssom.tsv",
        Kind::NotDate,
        Some(3),
        Some("mapping_date"),
    ),
    ("empty-line.sssom.tsv", Kind::NoHeader, Some(7), None),
    ("empty.sssom.tsv", Kind::NoHeader, Some(1), None),
    (
        "enum.sssom.tsv",
        Kind::NotOneOf,
        Some(3),
        Some("subject_type"),
    ),
    ("eol.sssom.tsv", Kind::NoHeader, Some(2), None),
    (
        "liberal.sssom.tsv",
        Kind::MissingColumn,
        Some(3),
        Some("mapping_justification"),
    ),
    ("license.sssom.tsv", Kind::Missing, None, Some("license")),
    ("metadata-block.sssom.tsv", Kind::Yaml, Some(2), None),
    ("metadata-only.sssom.tsv", Kind::NoHeader, Some(3), None),
    (
        "missing-mapping-slot.sssom.tsv",
        Kind::MissingColumn,
        Some(3),
        Some("mapping_justification"),
    ),
    (
        "missing-mapping-slots.sssom.tsv",
        Kind::MissingColumn,
        Some(3),
        Some("predicate_id"),
    ),
    (
        "percent.sssom.tsv",
        Kind::OutOfRange,
        Some(6),
        Some("similarity_score"),
    ),
    ("uri.sssom.tsv", Kind::NotIri, Some(2), Some("license")),
    ("vertical-bar.sssom.json", Kind::Form, None, Some("creator")),
];

#[test]
fn invalid_files_of_sssom_js_are_refused_with_row_and_slot() {
    let Some(suite) = suite() else { return };
    let folder = suite.join("sssom-js-tests/invalid");
    let all = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(all, JS_INVALID.len());
    let rows = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n";
    for (file, kind, line, slot) in JS_INVALID {
        let path = folder.join(file);
        let reading = match file.ends_with(".yml") {
            true => tsv::read(rows, Some(&text(&path))),
            false => read(&path),
        };
        let problem = reading.valid().unwrap_err();
        let found = (problem.kind, problem.line, problem.slot.as_deref());
        assert_eq!(found, (kind, line, slot), "{file}: {problem}");
    }
}

#[test]
fn files_of_sssom_py_are_read_or_refused_for_a_reason() {
    let Some(suite) = suite() else { return };
    let folder = suite.join("sssom-py-tests");
    let mut refused = Vec::new();
    for path in support::files_with_ending(&folder, "tsv") {
        match read(&path).valid() {
            Ok(_) => survives(&path),
            Err(problem) => refused.push((name(&path), problem.kind, problem.to_string())),
        }
    }
    let found: Vec<_> = refused
        .iter()
        .map(|(name, kind, _)| (name.as_str(), *kind))
        .collect();
    assert_eq!(found, PY_REFUSED, "{refused:#?}");
}

#[test]
fn the_json_of_sssom_py_holds_the_mappings_of_its_tsv() {
    let Some(suite) = suite() else { return };
    let folder = suite.join("sssom-py-tests");
    let set = valid(&folder.join("basic.tsv"));
    let mut text = text(&folder.join("basic.json"));
    // The older file names its sources by bare prefixes, writes a missing number as text and has
    // another predicate in one row. It knows no modifiers.
    for prefix in ["a", "b", "c", "d", "x", "y", "z"] {
        let old = format!("_source\":\"{prefix}\"");
        text = text.replace(&old, &format!("_source\":\"{prefix}:example\""));
    }
    text = text.replace("\"NaN\"", "null");
    text = text.replace("owl:subClassOf", "rdfs:subClassOf");
    let json = json::read(&text).valid().unwrap();
    let triples = |set: &MappingSet| {
        let triple = |m: &Mapping| {
            let parts = [m.subject(), m.predicate(), m.object()].map(str::to_owned);
            (parts, m.slots.number(Slot::Confidence).map(f64::to_bits))
        };
        let mut all: Vec<_> = set.mappings.iter().map(triple).collect();
        all.sort();
        all
    };
    assert_eq!(triples(&json), triples(&set));
}

const HEAD: &str = "#curie_map:\n#  x: https://e.org/x/\n#mapping_set_id: https://e.org/links\n\
     #license: https://creativecommons.org/licenses/by/4.0/\n";
const COLUMNS: &str = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n";
const ROW: &str = "x:a\tskos:exactMatch\tx:b\tb\tsemapv:ManualMappingCuration\n";

#[track_caller]
fn first(text: &str, kind: Kind, line: Option<u64>) {
    let problem = tsv::read(text, None).valid().unwrap_err();
    assert_eq!((problem.kind, problem.line), (kind, line), "{problem}");
}

#[test]
fn files_from_spreadsheets_are_read() {
    let plain = format!("{HEAD}{COLUMNS}{ROW}");
    let expected = tsv::read(&plain, None).valid().unwrap();
    let returns = plain.replace('\n', "\r\n");
    let marked = format!("\u{feff}{plain}");
    let filled = plain.replace('\n', "\t\t\n");
    let columns = COLUMNS.replace('\n', "\tcomment\n");
    let short = format!("{HEAD}{columns}{ROW}");
    for text in [&returns, &marked, &filled] {
        assert!(
            tsv::read(text, None).valid().unwrap() == expected,
            "{text:?}"
        );
    }
    let short = tsv::read(&short, None);
    assert!(
        short
            .problems
            .iter()
            .any(|problem| problem.kind == Kind::Short)
    );
    assert_eq!(short.valid().unwrap().mappings.len(), 1);
}

#[test]
fn wrong_files_are_refused_where_they_are_wrong() {
    first("", Kind::NoHeader, Some(1));
    first(&format!("{HEAD}{COLUMNS}x:a\0\n"), Kind::Nul, Some(6));
    first(
        &format!("{HEAD}subject_id\tsubject_id\tpredicate_id\tobject_id\tmapping_justification\n"),
        Kind::Twice,
        Some(5),
    );
    first(
        &format!("{HEAD}{COLUMNS}{}", ROW.replace("\n", "\tc\n")),
        Kind::Ragged,
        Some(6),
    );
    first(
        &format!("{HEAD}{COLUMNS}{}", ROW.replace("\tb\t", "\t\"b\t")),
        Kind::Quote,
        Some(6),
    );
    first(
        &format!("{HEAD}{COLUMNS}{}", ROW.replace("x:b", "z:b")),
        Kind::UndeclaredPrefix,
        Some(6),
    );
    first(
        &format!("{HEAD}{COLUMNS}{}", ROW.replace("x:b", "x:b c")),
        Kind::NotIri,
        Some(6),
    );
    first(
        &format!("{HEAD}#license: https://e.org/\n{COLUMNS}{ROW}"),
        Kind::Twice,
        Some(5),
    );
    first(
        &format!("{HEAD}#comment: &a b\n{COLUMNS}{ROW}"),
        Kind::YamlFeature,
        Some(5),
    );
    first(
        &format!("{HEAD}#comment: !!str b\n{COLUMNS}{ROW}"),
        Kind::YamlFeature,
        Some(5),
    );
    let deep = "[".repeat(10_000);
    first(
        &format!("{HEAD}#comment: {deep}\n{COLUMNS}{ROW}"),
        Kind::Yaml,
        Some(5),
    );
    let deep = "[".repeat(20);
    first(
        &format!("{HEAD}#comment: {deep}\n{COLUMNS}{ROW}"),
        Kind::TooLarge,
        Some(5),
    );
    let bomb = "#a: &a [x]\n#b: &b [*a, *a]\n#c: [*b, *b]\n";
    first(
        &format!("{bomb}{HEAD}{COLUMNS}{ROW}"),
        Kind::YamlFeature,
        Some(1),
    );
    let large = format!("#comment: {}\n", "a".repeat(5 * 1024 * 1024));
    first(
        &format!("{large}{HEAD}{COLUMNS}{ROW}"),
        Kind::TooLarge,
        None,
    );
    let deep = json::read(&format!("{{\"mappings\": {}", "[".repeat(100_000)));
    assert_eq!(deep.valid().unwrap_err().kind, Kind::Json);
}

#[test]
fn many_rows_and_many_problems_are_borne() {
    let rows: String = (0..100_000)
        .map(|n| ROW.replace("x:a", &format!("x:{n:06}")))
        .collect();
    let text = format!("{HEAD}{COLUMNS}{rows}");
    let set = tsv::read(&text, None).valid().unwrap();
    assert_eq!(set.mappings.len(), 100_000);
    assert_eq!(write::tsv(&set), text);
    let wrong = tsv::read(&text.replace("x:b", "z:b"), None)
        .problems
        .into_vec();
    assert_eq!(wrong.len(), 1001);
    assert_eq!(wrong[1000].kind, Kind::More);
}

#[test]
fn values_with_every_character_survive() {
    for value in [
        "a|b",
        "a\\",
        "\\|",
        "tab\tand\nline",
        "\"quoted\"",
        "#",
        "- x",
        "1.10",
        "null",
        "'",
        "é\u{2028}x",
        " blank ",
        "x: y",
        "=1",
    ] {
        let text = format!("{HEAD}{COLUMNS}{ROW}");
        let mut set = tsv::read(&text, None).valid().unwrap();
        set.about.set(Slot::MappingSetTitle, value);
        set.about.set(Slot::CreatorLabel, value);
        set.mappings[0].slots.set(Slot::ObjectLabel, value);
        set.mappings[0].slots.set(
            Slot::MatchString,
            vec![value.to_owned(), "other".to_owned()],
        );
        let written = write::tsv(&set);
        let again = tsv::read(&written, None).valid();
        let again = again.unwrap_or_else(|problem| panic!("{value:?}: {problem}\n{written}"));
        same(
            &comparable(set.clone(), &set),
            &comparable(again, &set),
            &format!("{value:?}"),
        );
        let again = json::read(&json::write(&set)).valid().unwrap();
        same(
            &comparable(set.clone(), &set),
            &comparable(again, &set),
            &format!("{value:?}"),
        );
    }
}

proptest::proptest! {
    /// Whatever is read: no panic, and what is accepted is written and read again.
    #[test]
    fn no_text_makes_the_reader_panic(text in "(#[ -~\\n]{0,40}\\n)?(subject_id|object_id|predicate_id|[a-z_\\t\"|\\\\:]){0,12}\\n[ -~\\t\\n]{0,80}") {
        let _ = tsv::read(&text, None).valid();
        let _ = tsv::read(&format!("{HEAD}{COLUMNS}{text}"), Some(&text)).valid();
        let _ = json::read(&text).valid();
    }

    #[test]
    fn any_label_survives(label in "\\PC{1,30}") {
        let mut set = tsv::read(&format!("{HEAD}{COLUMNS}{ROW}"), None).valid().unwrap();
        set.about.set(Slot::Comment, label.as_str());
        set.mappings[0].slots.set(Slot::ObjectLabel, label.as_str());
        let again = tsv::read(&write::tsv(&set), None).valid().unwrap();
        proptest::prop_assert_eq!(again.about.text(Slot::Comment), Some(label.as_str()));
        proptest::prop_assert_eq!(again.mappings[0].slots.text(Slot::ObjectLabel), Some(label.as_str()));
    }
}

/// A value that cannot be taken is one fault, not also a missing one.
#[test]
fn one_fault_is_told_once() {
    let columns =
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_id\treview_date\n";
    let head = "#curie_map:\n#  x: https://e.org/x/\n#mapping_set_id: https://e.org/set\n#license: https://e.org/l\n#sssom_version: \"1.1\"\n#object_source: x:o\n";
    let row = "x:a\tskos:exactMatch\tx:b\tsemapv:ManualMappingCuration\tx:p\t2026-01-01\n";
    for (good, bad, slot) in [
        ("x:a\t", "y:a\t", "subject_id"),
        ("\tx:b", "\tx:b c", "object_id"),
        ("skos:exactMatch", "exactMatch", "predicate_id"),
        ("x:p\t", "p\t", "reviewer_id"),
        ("license: https", "license: no https", "license"),
        (
            "mapping_set_id: https",
            "mapping_set_id: no https",
            "mapping_set_id",
        ),
        ("object_source: x:o", "object_source: o", "object_source"),
    ] {
        let text = format!("{head}{columns}{row}");
        assert_eq!(tsv::read(&text, None).problems.iter().count(), 0);
        let text = text.replace(good, bad);
        let found: Vec<_> = tsv::read(&text, None).problems.into_vec();
        assert_eq!(found.len(), 1, "{slot}: {found:?}");
        assert_eq!(found[0].slot.as_deref(), Some(slot));
    }
}

/// Mappings of JSON are counted from 1, also behind one that is none; prefixes of a context are
/// read in each form that JSON-LD has for them.
#[test]
fn mappings_of_json_keep_their_number_and_contexts_their_prefixes() {
    let row = |more: &str| {
        format!(
            "{{\"subject_id\": \"x:a\", \"predicate_id\": \"skos:exactMatch\", \"mapping_justification\": \"semapv:LexicalMatching\"{more}}}"
        )
    };
    let set = |context: &str, rows: &str| {
        format!(
            "{{\"@context\": {context}, \"@type\": \"MappingSet\", \"mapping_set_id\": \"https://e.org/s\", \"license\": \"https://e.org/l\", \"mappings\": [{rows}]}}"
        )
    };
    let whole = row(", \"object_id\": \"x:b\"");
    let text = set(
        "{\"x\": \"https://e.org/x/\"}",
        &format!("{whole}, 5, {}", row("")),
    );
    let problems = json::read(&text).problems;
    let slots: Vec<_> = problems
        .iter()
        .map(|one| one.slot.clone().unwrap())
        .collect();
    assert_eq!(slots, ["mappings[2]", "mappings[3].object_id"]);
    for context in [
        "{\"x\": \"https://e.org/x/\"}",
        "{\"x\": {\"@id\": \"https://e.org/x/\", \"@prefix\": true}}",
        "[\"https://e.org/context.jsonld\", {\"x\": \"https://e.org/x/\"}]",
    ] {
        let set = json::read(&set(context, &whole)).valid().unwrap();
        assert_eq!(set.mappings[0].subject(), "https://e.org/x/a", "{context}");
    }
}
