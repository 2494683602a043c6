//! `link recheck` as SSSOM: suggestions for a review that offers only what the new version of a
//! vocabulary adds, and what replaces terms that links lead to.

use std::collections::BTreeSet;
use std::path::Path;

use lobgraaf::core::sssom::{Mapping, MappingSet, Slot, json, tsv};
use tempfile::TempDir;

use crate::suites::linking_recheck::{folder, lobgraaf, short, versions};

const SET: &str = "data/mappings/y.sssom.tsv";
const NEW: &str = "new.sssom.tsv";

/// In the new version an apple has a successor that has one itself, a pear two, a fig none; a grape,
/// of which the old version said what replaces it, is gone; its successor has the same name.
fn replaced() -> TempDir {
    let folder = folder();
    let change = |name: &str, changes: &[(&str, &str)]| {
        let path = folder.path().join(name);
        let mut text = std::fs::read_to_string(&path).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        std::fs::write(path, text).unwrap();
    };
    let dct = "@prefix dct: <http://purl.org/dc/terms/> .\n@prefix owl:";
    let grape = "y:grape a skos:Concept ;";
    change(
        "old.ttl",
        &[
            ("@prefix owl:", dct),
            (grape, "y:grape dct:isReplacedBy y:vitis ; a skos:Concept ;"),
        ],
    );
    let goes = "owl:deprecated true ; dct:isReplacedBy";
    let gone = "y:grape a skos:Concept ; skos:prefLabel \"grape\"@en , \"raisin\"@fr ; skos:broader y:fruit .\n";
    let rest = format!(
        "y:malus a skos:Concept ; skos:prefLabel \"Pyrus malus\"@en ; {goes} y:domestica .
        y:domestica a skos:Concept ; skos:prefLabel \"Malus domestica\"@en .
        y:communis a skos:Concept ; skos:prefLabel \"Pyrus communis\"@en .
        y:pyrifolia a skos:Concept ; skos:prefLabel \"Pyrus pyrifolia\"@en .
        y:vitis a skos:Concept ; skos:prefLabel \"grape\"@en ; skos:broader y:fruit .\n"
    );
    change(
        "new.ttl",
        &[
            ("@prefix owl:", dct),
            (gone, &rest),
            ("y:apple a", &format!("y:apple {goes} y:malus ; a")),
            (
                "y:pear a",
                &format!("y:pear {goes} y:communis , y:pyrifolia ; a"),
            ),
            ("y:fig a", "y:fig owl:deprecated true ; a"),
        ],
    );
    let source = "#object_source: https://e.org/y\n";
    let versioned = format!("{source}#object_source_version: \"1\"\n");
    change(SET, &[(source, &versioned)]);
    let mut set = std::fs::read_to_string(folder.path().join(SET)).unwrap();
    for (name, relation) in [("pear", "exact"), ("grape", "close"), ("fig", "exact")] {
        set.push_str(&format!(
            "x:{name}\t{name}\tskos:{relation}Match\t\ty:{name}\t{name}\tsemapv:ManualMappingCuration\tx:p\t2026-01-01\t\n"
        ));
    }
    std::fs::write(folder.path().join(SET), set).unwrap();
    folder
}

/// Rechecks, in English; what the file holds that it wrote, and what was said beside it.
fn rechecked(folder: &Path, file: &str) -> (MappingSet, String) {
    let version = ["--object-source-version", "2", "--lang", "en", "-o", file];
    let arguments = [&versions("old.ttl", "new.ttl")[..], &version].concat();
    let output = lobgraaf(folder, &arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    // What cannot be suggested is a change all the same.
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let reading = match file.ends_with(".json") {
        true => json::read(&text),
        false => tsv::read(&text, None),
    };
    assert!(!reading.problems.is_invalid(), "{text}");
    (reading.set, said)
}

fn told(row: &Mapping) -> String {
    let not = if row.is_negated() { "not " } else { "" };
    let [subject, predicate, object] =
        [row.subject(), row.predicate(), row.object()].map(|iri| short(iri).to_owned());
    let predicate = predicate.rsplit('#').next().unwrap();
    format!("{subject} {not}{predicate} {object}")
}

fn is_chained(row: &&Mapping) -> bool {
    let how = row.slots.text(Slot::MappingJustification);
    how.is_some_and(|how| how.ends_with("/MappingChaining"))
}

fn pairs<'a>(rows: impl IntoIterator<Item = &'a Mapping>) -> BTreeSet<(String, String)> {
    let rows = rows.into_iter();
    rows.map(|row| {
        (
            short(row.subject()).to_owned(),
            short(row.object()).to_owned(),
        )
    })
    .collect()
}

#[test]
fn new_candidates_are_rows_as_suggest_writes_them() {
    let folder = replaced();
    let folder = folder.path();
    let (set, _) = rechecked(folder, NEW);
    let source = ["--object-source", "https://e.org/y", "--lang", "en"];
    let version = ["--object-source-version", "2"];
    let suggest = ["link", "suggest", "--to", "new.ttl"];
    for file in ["all.sssom.tsv", "all.sssom.json"] {
        let arguments = [&suggest[..], &source, &version, &["-o", file]].concat();
        let output = lobgraaf(folder, &arguments);
        assert!(output.status.success(), "{output:?}");
    }
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let all = tsv::read(&read("all.sssom.tsv"), None).set;
    let mut candidates = set
        .mappings
        .iter()
        .filter(|row| !is_chained(row))
        .peekable();
    assert!(candidates.peek().is_some());
    let offered = pairs(candidates.clone());
    for row in candidates {
        let is_pair = |one: &&Mapping| told(one) == told(row);
        let mut suggested = all.mappings.iter().find(is_pair).unwrap().clone();
        let mut row = row.clone();
        // What the old version offered is told behind the reasons.
        let reasons =
            [&row, &suggested].map(|row| row.slots.text(Slot::Comment).unwrap().to_owned());
        assert!(reasons[0].starts_with(&reasons[1]), "{reasons:?}");
        for row in [&mut row, &mut suggested] {
            row.line = 0;
            row.slots.remove(Slot::Comment);
        }
        assert_eq!(row, suggested);
        assert_eq!(row.slots.text(Slot::ObjectSourceVersion), Some("2"));
    }
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    for expected in [
        pair("plum", "plum"),
        pair("cherry", "k"),
        pair("medlar-fruit", "medlar"),
        pair("grape", "vitis"),
        pair("tall-nut-tree", "nut"),
    ] {
        assert!(offered.contains(&expected), "{offered:?}");
    }
    // Neither what was offered before nor what was decided on, nor where nothing fits.
    assert!(offered.iter().all(|(subject, _)| subject != "melon"));
    assert!(
        offered
            .iter()
            .all(|(_, object)| object != "NoTermFound" && object != "peach")
    );
    let head = |text: &str| {
        text.lines()
            .find(|line| !line.starts_with('#'))
            .unwrap()
            .to_owned()
    };
    assert_eq!(head(&read(NEW)), head(&read("all.sssom.tsv")));
    // JSON says the same.
    let (same, _) = rechecked(folder, "new.sssom.json");
    let sorted = |rows: &[Mapping]| {
        let mut all: Vec<_> = rows.iter().map(told).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&set.mappings), sorted(&same.mappings));
    let same = json::read(&read("all.sssom.json")).set;
    assert_eq!(sorted(&all.mappings), sorted(&same.mappings));
}

#[test]
fn what_replaces_a_linked_term_is_suggested_with_the_relation_of_the_link() {
    let folder = replaced();
    let (set, said) = rechecked(folder.path(), NEW);
    let chained: Vec<_> = set.mappings.iter().filter(is_chained).collect();
    let told: BTreeSet<_> = chained.iter().map(|row| told(row)).collect();
    let expected = [
        "apple exactMatch domestica",
        "grape closeMatch vitis",
        // Neither of two needs to mean the same.
        "pear closeMatch communis",
        "pear closeMatch pyrifolia",
    ];
    assert_eq!(told, BTreeSet::from(expected.map(str::to_owned)));
    for row in &chained {
        let (subject, reason) = (short(row.subject()), row.slots.text(Slot::Comment).unwrap());
        let relation = if subject == "grape" {
            "almost the same"
        } else {
            "the same"
        };
        assert_eq!(
            reason,
            format!("replaces “{subject}”, linked as: {relation}")
        );
        assert_eq!(row.slots.text(Slot::ObjectSourceVersion), Some("2"));
        assert!(row.slots.has(Slot::ObjectLabel) && row.slots.has(Slot::MappingTool));
    }
    // The melon that was rejected is called otherwise; nothing replaces the fig.
    assert!(
        said.contains("2 changes of linked terms are not in this file"),
        "{said}"
    );
}

/// The rows of the table that a review writes, as `[subject_id, object_id, evidence]`.
fn offered(folder: &Path) -> Vec<[String; 3]> {
    let review = [
        "link",
        "review",
        SET,
        "--suggestions",
        NEW,
        "--with",
        "new.ttl",
    ];
    let output = lobgraaf(
        folder,
        &[&review[..], &["-o", "review.tsv", "--lang", "en"]].concat(),
    );
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(folder.join("review.tsv")).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let places = ["subject_id", "object_id", "evidence"].map(|name| {
        let place = head.iter().position(|column| *column == name);
        place.unwrap_or_else(|| panic!("{head:?}"))
    });
    lines
        .map(|line| places.map(|place| line[place].to_owned()))
        .collect()
}

#[test]
fn a_review_offers_what_the_new_version_adds_and_a_second_recheck_nothing_more() {
    let folder = replaced();
    let folder = folder.path();
    let (set, _) = rechecked(folder, NEW);
    let open = offered(folder);
    let local = |name: &String| name.rsplit([':', '/']).next().unwrap().to_owned();
    let asked: BTreeSet<_> = open
        .iter()
        .map(|[one, other, _]| (local(one), local(other)))
        .collect();
    assert_eq!(asked, pairs(&set.mappings));
    let successors = [
        "apple domestica",
        "grape vitis",
        "pear communis",
        "pear pyrifolia",
    ];
    let meant = [
        "cherry k",
        "plum plum",
        successors[0],
        successors[1],
        successors[2],
    ];
    let mut decisions = "subject_id\tobject_id\tdecision\treason\n".to_owned();
    for [subject, object, evidence] in &open {
        let pair = format!("{} {}", local(subject), local(object));
        // Beside what both sides say.
        let is_successor = successors.contains(&pair.as_str());
        assert_eq!(evidence.contains("replaces “"), is_successor, "{evidence}");
        let decision = match meant.contains(&pair.as_str()) {
            true => "exact\t",
            false => "reject\tsomething else",
        };
        decisions.push_str(&format!("{subject}\t{object}\t{decision}\n"));
    }
    std::fs::write(folder.join("decisions.tsv"), decisions).unwrap();
    let review = [
        "link",
        "review",
        SET,
        "--suggestions",
        NEW,
        "--with",
        "new.ttl",
    ];
    let apply = ["--decisions", "decisions.tsv", "--reviewer", "x:q"];
    let output = lobgraaf(folder, &[&review[..], &apply].concat());
    assert!(output.status.success(), "{output:?}");
    // The links to what went are taken back by hand.
    for (name, relation) in [("apple", "exact"), ("pear", "exact"), ("grape", "close")] {
        let (subject, object) = (format!("x:{name}"), format!("y:{name}"));
        let add = [
            "link", "add", &subject, relation, &object, "--into", SET, "--not",
        ];
        let by = ["--author", "x:q", "--reason", "replaced"];
        let output = lobgraaf(folder, &[&add[..], &by].concat());
        assert!(output.status.success(), "{output:?}");
    }
    let text = std::fs::read_to_string(folder.join(SET)).unwrap();
    let decided = tsv::read(&text, None).set;
    let accepted: Vec<_> = lobgraaf::core::sssom::decision::accepted(&decided)
        .into_iter()
        .map(told)
        .collect();
    let expected = [
        "apple exactMatch domestica",
        "cherry exactMatch k",
        "fig exactMatch fig",
        "grape exactMatch vitis",
        "pear exactMatch communis",
        "plum exactMatch plum",
    ];
    assert_eq!(accepted, expected, "{text}");
    let check = [
        "link", "check", SET, "--with", "new.ttl", "--format", "json",
    ];
    let output = lobgraaf(folder, &check);
    let checked: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = checked["findings"].as_array().unwrap().iter();
    let rules: Vec<_> = findings.map(|one| one["rule"].as_str().unwrap()).collect();
    for rule in rules {
        // What became of the terms of then is told as ever, and that nobody looked at the peach.
        let is_meant = rule.starts_with("link-object-") || rule == "link-coverage";
        assert!(is_meant || rule == "link-no-reviewer", "{checked:#}");
    }
    let (set, _) = rechecked(folder, NEW);
    assert!(set.mappings.is_empty(), "{:?}", pairs(&set.mappings));
    assert!(offered(folder).is_empty());
}
