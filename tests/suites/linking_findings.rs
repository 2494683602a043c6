//! `link check` looks at every row: labels, terms that are gone or deprecated, names of sets, and
//! "nothing fits" under another name of the vocabulary. `link recheck` looks at what is linked.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::root;

const HEAD: &str = "\
#sssom_version: \"1.1\"
#curie_map:
#  o: https://e.org/o/
#  t: https://e.org/t/
#  p: https://e.org/p/
#mapping_set_id: https://e.org/set
#license: https://creativecommons.org/licenses/by/4.0/
";
const COLUMNS: &str = "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tobject_source\tmapping_justification\tauthor_id\tmapping_date\n";

/// `SUBJECT LABEL RELATION OBJECT LABEL SOURCE` by a person.
fn row(cells: &str) -> String {
    let cells: Vec<_> = cells
        .split(' ')
        .map(|cell| cell.trim_matches('-'))
        .collect();
    let relation = format!("skos:{}Match", cells[2]);
    let [subject, label, object, name, source] = [0, 1, 3, 4, 5].map(|place| cells[place]);
    format!(
        "{subject}\t{label}\t{relation}\t{object}\t{name}\t{source}\tsemapv:ManualMappingCuration\tp:a\t2026-01-02\n"
    )
}

fn set(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("{HEAD}{COLUMNS}{rows}")
}

const OURS: &str =
    "@prefix : <https://e.org/o/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:a a skos:Concept ; skos:prefLabel \"a\"@en . :b a skos:Concept ; skos:prefLabel \"b\"@en .
:c a skos:Concept ; skos:prefLabel \"c\"@en .\n";
const THEIRS: &str = "@prefix : <https://e.org/t/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:one a skos:Concept ; skos:prefLabel \"one\"@en . :old a skos:Concept ; skos:prefLabel \"old\"@en ; owl:deprecated true .\n";

/// `RULE LINE` of what `link check` finds by the rules that `wanted` names.
fn found(folder: &Path, sets: &[&str], wanted: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["link", "check", "--lang", "en", "--format", "json"])
        .args(["--file", "ours.ttl", "--with", "theirs.ttl", "--project"])
        .arg(root().join("tests/fixtures/mini"))
        .args(sets)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let json: serde_json::Value = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let findings = json["findings"].as_array().unwrap().iter();
    let mut found: Vec<_> = findings
        .filter(|one| one["rule"].as_str().unwrap().contains(wanted))
        .map(|one| format!("{} {}", one["rule"].as_str().unwrap(), one["line"]))
        .collect();
    found.sort();
    found
}

fn folder(sets: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in sets
        .iter()
        .chain(&[("ours.ttl", OURS), ("theirs.ttl", THEIRS)])
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn every_row_is_judged_by_its_own_label() {
    // Rows begin in line 9.
    let text = set(&[
        "o:a a close t:one one -",
        "o:b b close t:one wrong -",
        "o:a other close t:old old -",
        "o:b b close t:old old -",
        "o:c c close t:old older -",
        "o:a a close t:gone gone -",
        "o:b b close t:gone gone -",
        "o:gone gone close t:one one -",
        "o:gone gone broad t:old old -",
    ]);
    let folder = folder(&[("one.sssom.tsv", &text)]);
    assert_eq!(
        found(folder.path(), &["one.sssom.tsv"], "link-object"),
        [
            "link-object-absent 14",
            "link-object-absent 15",
            "link-object-deprecated 11",
            "link-object-deprecated 12",
            "link-object-deprecated 13",
            "link-object-deprecated 17",
            "link-object-relabelled 10",
            "link-object-relabelled 13",
        ]
    );
    assert_eq!(
        found(folder.path(), &["one.sssom.tsv"], "link-subject"),
        [
            "link-subject-absent 16",
            "link-subject-absent 17",
            "link-subject-relabelled 11",
        ]
    );
}

#[test]
fn what_a_later_decision_replaced_keeps_its_label() {
    let later = row("o:a a close t:one one -").replace("2026-01-02", "2026-01-03");
    let text = set(&["o:a a close t:one wrong -", "o:b b close t:one wrong -"]) + &later;
    let folder = folder(&[("one.sssom.tsv", &text)]);
    assert_eq!(
        found(folder.path(), &["one.sssom.tsv"], "link-object"),
        ["link-object-relabelled 10"]
    );
}

#[test]
fn many_rows_are_judged_in_little_time() {
    let mut text = format!("{HEAD}{COLUMNS}");
    let mut theirs = THEIRS.to_owned();
    for number in 0..12_000 {
        text += &row(&format!("o:a a close t:n{number} wrong -"));
        writeln!(theirs, ":n{number} skos:prefLabel \"n{number}\"@en .").unwrap();
    }
    let folder = folder(&[("many.sssom.tsv", &text)]);
    std::fs::write(folder.path().join("theirs.ttl"), theirs).unwrap();
    let start = Instant::now();
    let found = found(folder.path(), &["many.sssom.tsv"], "link-object-relabelled");
    assert_eq!(found.len(), 12_000);
    // Under a second where it is built for release; a debug build on a busy machine takes longer.
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn one_name_for_two_files_is_told() {
    let text = set(&["o:a a close t:one one -"]);
    let folder = folder(&[("one.sssom.tsv", &text), ("two.sssom.tsv", &text)]);
    let sets = ["one.sssom.tsv", "two.sssom.tsv"];
    assert_eq!(
        found(folder.path(), &sets, "twice"),
        ["link-set-twice null"]
    );
    assert_eq!(found(folder.path(), &sets[..1], "twice"), [""; 0]);
}

#[test]
fn nothing_fits_is_held_against_the_link_whatever_the_vocabulary_is_called() {
    let nothing = "o:a a exact sssom:NoTermFound - https://e.org/voc";
    for (rows, expected) in [
        // The link says nothing of its source, or calls it otherwise.
        (vec!["o:a a exact t:one one -"], 1),
        (vec!["o:a a exact t:one one https://e.org/thesaurus"], 1),
        // Terms of the two sources begin differently: they are two vocabularies.
        (
            vec![
                "o:a a exact t:one one https://e.org/thesaurus",
                "o:b b exact https://e.org/v/1 v https://e.org/voc",
            ],
            0,
        ),
    ] {
        let all: Vec<_> = rows.into_iter().chain([nothing]).collect();
        let folder = folder(&[("one.sssom.tsv", &set(&all))]);
        let told = found(folder.path(), &["one.sssom.tsv"], "contradiction");
        assert_eq!(told.len(), expected, "{all:?}: {told:?}");
    }
}

#[test]
fn recheck_names_in_the_language_asked_for_and_refuses_what_has_nothing_to_do_with_it() {
    let folder = folder(&[("one.sssom.tsv", &set(&["o:a a close t:one one -"]))]);
    let version = |broader: &str| {
        format!(
            "@prefix : <https://e.org/t/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:one skos:prefLabel \"one\"@en ; skos:broader :{broader} .
:x skos:prefLabel \"arbre\"@fr , \"tree\"@en , \"boom\"@nl . :y skos:prefLabel \"fleur\"@fr , \"flower\"@en , \"bloem\"@nl .\n"
        )
    };
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("old.ttl", &version("x"));
    write("new.ttl", &version("y"));
    write(
        "other.ttl",
        &version("x").replace("e.org/t/", "e.org/other/"),
    );
    let recheck = |old: &str, new: &str, language: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
            .args([
                "link",
                "recheck",
                "one.sssom.tsv",
                "--format",
                "csv",
                "--lang",
                language,
            ])
            .args(["--old", old, "--new", new, "--project"])
            .arg(root().join("tests/fixtures/mini"))
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    for (language, moved) in [
        ("nl", "boom (t:x),bloem (t:y)"),
        ("en", "tree (t:x),flower (t:y)"),
    ] {
        let (status, text) = recheck("old.ttl", "new.ttl", language);
        assert_eq!(status, Some(1), "{text}");
        assert!(text.contains(moved), "{text}");
    }
    for (old, new) in [("other.ttl", "new.ttl"), ("old.ttl", "other.ttl")] {
        let (status, text) = recheck(old, new, "en");
        assert_eq!(status, Some(2), "{text}");
        assert!(
            text.contains("none of the terms") && text.contains("other.ttl"),
            "{text}"
        );
    }
}

fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["link"])
        .args(arguments)
        .args(["--file", "ours.ttl", "--project"])
        .arg(root().join("tests/fixtures/mini"))
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_finding_names_the_relation_in_words() {
    let folder = folder(&[("one.sssom.tsv", &set(&["o:gone gone close t:one one -"]))]);
    for (language, word) in [("nl", "bijna gelijk: "), ("en", "almost the same: ")] {
        let text = told(
            folder.path(),
            &["check", "one.sssom.tsv", "--lang", language],
        );
        assert!(
            text.contains(&format!("{word}t:one"))
                || text.contains(&format!("{word}https://e.org/t/one")),
            "{text}"
        );
        assert!(!text.contains("closeMatch"), "{text}");
    }
    let json = told(
        folder.path(),
        &["check", "one.sssom.tsv", "--format", "json"],
    );
    assert!(json.contains("core#closeMatch"), "{json}");
}

/// The version that is told of a set is that of the links that hold, not of a pair that was rejected;
/// each link of a crosswalk tells its own.
#[test]
fn the_version_told_is_that_of_what_was_accepted() {
    let row = |object: &str, not: &str, version: &str| {
        format!(
            "o:a\tskos:exactMatch\t{not}\tt:{object}\tsemapv:ManualMappingCuration\tp:a\t2026-01-02\t{version}\tr\n"
        )
    };
    let columns = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_id\tmapping_date\tobject_source_version\tcomment\n";
    let version = |rows: &[String]| {
        let text = format!("{HEAD}{columns}{}", rows.concat());
        let folder = folder(&[("one.sssom.tsv", &text)]);
        let shown = told(
            folder.path(),
            &["show", "--set", "one.sssom.tsv", "--format", "csv"],
        );
        let crosswalk = told(
            folder.path(),
            &["export", "one.sssom.tsv", "--format", "csv"],
        );
        let of = |text: &str, column: usize| {
            let line = text.lines().nth(1).unwrap_or_default().to_owned();
            let records = lobgraaf::core::csv::records(&line).unwrap();
            let cell = records.first().and_then(|record| record.fields.get(column));
            cell.cloned().unwrap_or_default()
        };
        (of(&shown, 2), of(&crosswalk, 4))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    let rejected = row("0", "Not", "9");
    let found = version(&[rejected.clone(), row("1", "", "2")]);
    assert_eq!(found, pair("2", "2"));
    let found = version(&[rejected.clone(), row("1", "", "")]);
    assert_eq!(found, pair("", ""));
    let found = version(&[rejected.clone(), row("1", "", "2"), row("2", "", "3")]);
    assert_eq!(found, pair("2, 3", "2"));
    assert_eq!(version(&[rejected]).0, "9");
}

const DECIDED: &str = "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tobject_source\tmapping_justification\tauthor_id\tmapping_date\tcomment\n";

/// `RELATION OBJECT PERSON DAY`, with `!` before a relation that does not hold.
fn decision(cells: &str) -> String {
    let cells: Vec<_> = cells.split(' ').collect();
    let not = if cells[0].starts_with('!') { "Not" } else { "" };
    let relation = cells[0].trim_start_matches('!');
    let (object, person, day) = (cells[1], cells[2], cells[3]);
    format!(
        "o:a\ta\tskos:{relation}Match\t{not}\t{object}\t\thttps://e.org/voc\tsemapv:ManualMappingCuration\tp:{person}\t2026-01-0{day}\tr\n"
    )
}

#[test]
fn two_readers_differ_whatever_the_relation_and_the_order() {
    let nothing = "exact sssom:NoTermFound x";
    let mut cases = Vec::new();
    for relation in ["exact", "close", "broad", "narrow", "related"] {
        let link = format!("{relation} t:one y 2");
        let differ = vec!["link-reviewers-differ"];
        cases.push(([format!("{nothing} 2"), link.clone()], differ));
        // The later word of two counts, or is told against the link that stands.
        cases.push(([format!("{nothing} 1"), link.clone()], vec![]));
        let beside = vec!["link-contradiction"];
        cases.push(([format!("{nothing} 3"), link], beside));
    }
    // Of one person: nothing is the same, and something is almost the same.
    let own = ["exact sssom:NoTermFound y 2", "close t:one y 2"];
    cases.push((own.map(str::to_owned), vec![]));
    let rejected = |day| {
        [
            "!exact t:one x 2".to_owned(),
            format!("close t:one y {day}"),
        ]
    };
    cases.push((rejected(2), vec!["link-reviewers-differ"]));
    cases.push((rejected(3), vec![]));
    // Who links otherwise rejects the relation only.
    let own = ["!exact t:one y 2", "close t:one y 2"];
    cases.push((own.map(str::to_owned), vec![]));
    for (mut rows, expected) in cases {
        for _ in 0..2 {
            rows.reverse();
            let text = rows.iter().map(|cells| decision(cells));
            let text = format!("{HEAD}{DECIDED}{}", text.collect::<String>());
            let folder = folder(&[("one.sssom.tsv", &text)]);
            let mut told = found(folder.path(), &["one.sssom.tsv"], "link-");
            told.retain(|one| one.contains("differ") || one.contains("contradiction"));
            let rules: Vec<_> = told.iter().map(|one| one.split(' ').next()).collect();
            let expected: Vec<_> = expected.iter().copied().map(Some).collect();
            assert_eq!(rules, expected, "{rows:?}");
        }
    }
}

#[test]
fn a_rejected_look_alike_is_remarked_on_and_not_to_be_rejected() {
    let text = format!("{HEAD}{DECIDED}{}", decision("!exact t:one x 2"))
        .replace("t:one\t\t", "t:one\tonce\t")
        + &decision("exact t:old y 2")
        + &decision("!close t:gone x 2");
    let folder = folder(&[("one.sssom.tsv", &text)]);
    let arguments = ["check", "one.sssom.tsv", "--with", "theirs.ttl"];
    let text = told(folder.path(), &[&arguments[..], &["--lang", "en"]].concat());
    assert!(text.contains("remark link-object-relabelled: 1"), "{text}");
    assert!(text.contains("not the same"), "{text}");
    assert!(text.contains("remark link-object-absent: 1"), "{text}");
    assert!(text.contains("not almost the same"), "{text}");
    assert_eq!(text.matches("eject this link").count(), 1, "{text}");
    assert!(text.contains("0 violations"), "{text}");
}

#[test]
fn files_with_none_or_some_of_the_terms_are_told() {
    let some = set(&[
        "o:a a close t:one one -",
        "o:a a close t:p1 p -",
        "o:a a close t:p2 p -",
    ]);
    let none = set(&["o:a a close https://e.org/other/1 p -"]);
    let folder = folder(&[("some.sssom.tsv", &some), ("none.sssom.tsv", &none)]);
    let check = |name: &str| {
        let arguments = ["check", name, "--with", "theirs.ttl", "--lang", "en"];
        told(folder.path(), &arguments)
    };
    let text = check("none.sssom.tsv");
    assert!(
        text.contains("none of the terms of this set (of 1)"),
        "{text}"
    );
    assert!(text.contains("warning link-object-absent: 1"), "{text}");
    let text = check("some.sssom.tsv");
    assert!(
        text.contains("1 of the 3 terms of this set. Not judged: 2"),
        "{text}"
    );
    assert!(text.contains("remark link-object-absent: 1"), "{text}");
    // Where the file declares the vocabulary that the rows name, what it does not have is gone.
    let named = some.replace("p\t-", "p\tt:").replace("p\t\t", "p\tt:voc\t");
    std::fs::write(folder.path().join("named.sssom.tsv"), named).unwrap();
    let whole = format!("{THEIRS}:voc a skos:ConceptScheme .\n");
    std::fs::write(folder.path().join("theirs.ttl"), whole).unwrap();
    let text = check("named.sssom.tsv");
    assert!(text.contains("violation link-object-absent: 2"), "{text}");
}

#[test]
fn terms_are_shown_by_label_or_end_of_their_iri() {
    let text = set(&["o:a a close t:one Uno -", "o:b b close t:two duo -"]);
    let folder = folder(&[("one.sssom.tsv", &text)]);
    for (name, expected) in [("uno", "/o/a"), ("two", "/o/b"), ("b", "/o/b")] {
        let arguments = ["show", name, "--set", "one.sssom.tsv", "--format", "csv"];
        let text = told(folder.path(), &arguments);
        assert_eq!(text.lines().count(), 2, "{name}: {text}");
        assert!(text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn links_of_other_people_bear_their_own_title() {
    let text = set(&["o:a a close t:one one https://e.org/trees"])
        .replace("#license", "#mapping_set_title: Ours and trees\n#license");
    let folder = folder(&[("one.sssom.tsv", &text)]);
    let arguments = [
        "export",
        "one.sssom.tsv",
        "--format",
        "markdown",
        "--lang",
        "en",
    ];
    let page = told(folder.path(), &arguments);
    assert!(page.starts_with("# Links: Ours and trees\n"), "{page}");
    assert!(page.contains("| trees |"), "{page}");
    let last = page.trim_end().lines().last().unwrap();
    assert!(last.starts_with("- **trees**"), "no source below: {page}");
}
