//! Several versions of one vocabulary in one set: what fitted nowhere in one of them may fit in
//! another; labels of a term by language; tables; the version of each link.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::suites::linking_recheck::{csv, folder, lobgraaf, short, versions};

const SET: &str = "data/mappings/y.sssom.tsv";

/// A folder in which all that was decided is of version 1; that nothing fits a cherry too.
fn of_version_1() -> tempfile::TempDir {
    let folder = folder();
    let path = folder.path().join(SET);
    let text = std::fs::read_to_string(&path).unwrap();
    let source = "#object_source: https://e.org/y\n";
    let versioned = text.replace(source, &format!("{source}#object_source_version: \"1\"\n"));
    assert_ne!(text, versioned);
    std::fs::write(&path, versioned).unwrap();
    folder
}

/// What `link suggest` finds in the new version, as suggestions of a version of that name.
fn suggested(folder: &Path, version: &str) -> String {
    let file = format!("suggestions-{version}.sssom.tsv");
    let arguments = ["link", "suggest", "--to", "new.ttl", "-o", &file];
    let named = ["--object-source", "https://e.org/y"];
    let version = ["--object-source-version", version];
    let output = lobgraaf(folder, &[&arguments[..], &named, &version].concat());
    assert!(output.status.success(), "{output:?}");
    file
}

/// A review of the cherry in these suggestions; what it shows, and whether all is well.
fn reviewed(folder: &Path, suggestions: &str, more: &[&str], keys: &str) -> (String, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["link", "review", SET, "--lang", "en", "--with", "new.ttl"])
        .args(["--reviewer", "x:q", "--subject", "cherry"])
        .args(["--suggestions", suggestions])
        .args(more)
        .current_dir(folder)
        .env("COLUMNS", "160")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(keys.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let [shown, said] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (format!("{shown}{said}"), output.status.success())
}

/// `RELATION OBJECT VERSION` of all that persons said of the cherry.
fn said(folder: &Path) -> Vec<String> {
    let rows = csv(folder, &["link", "show", "x:cherry", "--lang", "en"]);
    let by_persons = rows.iter().filter(|row| !row[9].is_empty());
    let all = by_persons.map(|row| format!("{} {} {}", row[3], short(&row[4]), row[6]));
    all.collect()
}

fn contradictions(folder: &Path) -> usize {
    let output = lobgraaf(folder, &["link", "check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap().iter();
    let rule = |one: &&serde_json::Value| {
        let rule = one["rule"].as_str().unwrap();
        rule == "link-contradiction" || rule == "link-reviewers-differ"
    };
    findings.filter(rule).count()
}

const OLD_WORD: &str = "p, 2026-01-01: nothing fits in version 1";

#[test]
fn where_nothing_fitted_another_version_is_offered_with_the_old_word_in_sight() {
    let folder = of_version_1();
    let folder = folder.path();
    let told = csv(folder, &versions("old.ttl", "new.ttl"));
    let is_cherry = |row: &&Vec<String>| row[0] == "candidate" && short(&row[2]) == "cherry";
    assert!(
        told.iter()
            .filter(is_cherry)
            .any(|row| short(&row[5]) == "k")
    );
    let (shown, _) = reviewed(folder, &suggested(folder, "1"), &[], "q\n");
    assert!(!shown.contains(OLD_WORD), "{shown}");
    let two = suggested(folder, "2");
    let (shown, is_well) = reviewed(folder, &two, &["--date", "2026-01-01"], "e\nq\n");
    assert!(is_well && shown.contains(OLD_WORD), "{shown}");
    // What was said of version 1 is neither taken back nor contradicted, on the same day either.
    let expected = ["exactMatch k 2", "exactMatch NoTermFound 1"];
    assert_eq!(said(folder), expected);
    assert_eq!(contradictions(folder), 0);
    // Once decided it is not offered again.
    let (said_of_it, is_well) = reviewed(folder, &two, &["-o", "review.tsv"], "");
    assert!(is_well, "{said_of_it}");
    let text = std::fs::read_to_string(folder.join("review.tsv")).unwrap();
    assert!(!text.contains("y:k") && !text.contains("y/k"), "{text}");
}

#[test]
fn nothing_fits_is_said_of_each_version_by_itself() {
    let folder = of_version_1();
    let folder = folder.path();
    let two = suggested(folder, "2");
    let table = folder.join("review.tsv");
    let output = ["-o", "review.tsv"];
    let (said_of_it, is_well) = reviewed(folder, &two, &output, "");
    assert!(is_well, "{said_of_it}");
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.contains(OLD_WORD), "{text}");
    // Decided through a table, by whoever said so of version 1.
    let decisions =
        "subject_id\tobject_id\tdecision\treason\nx:cherry\tsssom:NoTermFound\tnothing\t\n";
    std::fs::write(folder.join("decisions.tsv"), decisions).unwrap();
    let apply = ["--decisions", "decisions.tsv", "--reviewer", "x:p"];
    let arguments = [
        &["link", "review", SET, "--with", "new.ttl"][..],
        &["--suggestions", &two],
        &apply,
    ]
    .concat();
    let output = lobgraaf(folder, &arguments);
    assert!(output.status.success(), "{output:?}");
    let expected = ["exactMatch NoTermFound 1", "exactMatch NoTermFound 2"];
    assert_eq!(said(folder), expected);
    assert_eq!(contradictions(folder), 0);
    let before = std::fs::read_to_string(folder.join(SET)).unwrap();
    // Not offered again, and the same table adds nothing.
    let (shown, _) = reviewed(folder, &two, &[], "q\n");
    assert!(!shown.contains(OLD_WORD), "{shown}");
    let output = lobgraaf(folder, &arguments);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(std::fs::read_to_string(folder.join(SET)).unwrap(), before);
    // A third version is.
    let (shown, _) = reviewed(folder, &suggested(folder, "3"), &[], "q\n");
    assert!(
        shown.contains(OLD_WORD) && shown.contains("version 2"),
        "{shown}"
    );
}

/// A link before and "nothing fits" after it go ill together whatever the version, as does one day
/// in one version; a link after it, or on that day in another version, does not.
#[test]
fn a_link_in_a_later_version_contradicts_nothing() {
    let folder = of_version_1();
    let path = folder.path().join(SET);
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text
        .replace("#object_source_version: \"1\"\n", "")
        .replace("\tcomment\n", "\tcomment\tobject_source_version\n");
    let lines: Vec<_> = text.lines().collect();
    for (day, version, expected) in [
        ("2026-01-01", "1", 1),
        ("2026-01-01", "2", 0),
        ("2025-12-31", "2", 1),
        ("2026-01-02", "1", 0),
        ("2026-01-02", "2", 0),
    ] {
        let mut text = String::new();
        for line in &lines {
            let is_row = line.starts_with("x:") && !line.starts_with("x:melon");
            let end = if is_row { "\t1" } else { "" };
            text.push_str(&format!("{line}{end}\n"));
        }
        text.push_str(&format!(
            "x:cherry\tcherry\tskos:exactMatch\t\ty:k\tcherry\tsemapv:ManualMappingCuration\tx:p\t{day}\t\t{version}\n"
        ));
        std::fs::write(&path, text).unwrap();
        assert_eq!(contradictions(folder.path()), expected, "{day} {version}");
    }
}

/// Where nothing fitted, a pair that a tool proposed then comes back as a candidate once its term
/// changed.
#[test]
fn a_proposal_for_which_nothing_fitted_is_a_candidate_again() {
    let folder = of_version_1();
    let path = folder.path().join(SET);
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str(
        "x:cherry\tcherry\tskos:relatedMatch\t\ty:k\tsour berry\tsemapv:LexicalMatching\t\t2026-01-01\t\n",
    );
    std::fs::write(&path, text).unwrap();
    let told = csv(folder.path(), &versions("old.ttl", "new.ttl"));
    let cherry = told.iter().find(|row| short(&row[2]) == "cherry").unwrap();
    assert_eq!((&*cherry[0], short(&cherry[5])), ("candidate", "k"));
    let two = suggested(folder.path(), "2");
    let (shown, _) = reviewed(folder.path(), &two, &[], "e\nq\n");
    assert!(shown.contains(OLD_WORD), "{shown}");
    assert!(said(folder.path()).contains(&"exactMatch k 2".to_owned()));
}

/// `CHANGE OLD NEW` of the terms that links lead to.
fn changes(folder: &Path, old: &str, new: &str) -> Vec<String> {
    let arguments = ["link", "recheck", "y", "--old", old, "--new", new];
    let rows = csv(folder, &arguments);
    let changes = rows.iter().filter(|row| row[0] != "candidate");
    let mut all: Vec<_> = changes
        .map(|row| format!("{} {} | {}", row[0], row[6], row[7]))
        .collect();
    all.sort();
    all
}

#[test]
fn a_term_is_relabelled_in_each_language_that_both_versions_have() {
    let folder = of_version_1();
    let folder = folder.path();
    // Both versions have French and German somewhere, only the new one Italian.
    let prefixes =
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix y: <https://e.org/y/> .\n";
    let rest = "y:rest a skos:Concept ; skos:prefLabel \"reste\"@fr , \"Rest\"@de .\n";
    let apple = |labels: &str| {
        format!("{prefixes}{rest}y:apple a skos:Concept ; skos:prefLabel {labels} .\n")
    };
    std::fs::write(
        folder.join("a.ttl"),
        apple("\"apple\"@en , \"pomme\"@fr , \"appel\"@nl"),
    )
    .unwrap();
    std::fs::write(
        folder.join("b.ttl"),
        apple("\"apple\"@en , \"Apfel\"@de , \"mela\"@it"),
    )
    .unwrap();
    let expected = ["relabelled –@de, pomme@fr | Apfel@de, –@fr"];
    assert_eq!(changes(folder, "a.ttl", "b.ttl"), expected);
    let back = ["relabelled Apfel@de, –@fr | –@de, pomme@fr"];
    assert_eq!(changes(folder, "b.ttl", "a.ttl"), back);
}

/// Codes are names below the vocabulary that the set names.
#[test]
fn recheck_reads_tables() {
    let folder = of_version_1();
    let folder = folder.path();
    let old = "code,prefLabel_en,altLabels_en,broader,deprecated\nfruit,fruit,,,\napple,apple,pippin,fruit,\n\
               melon,water melon,,fruit,\nk,sour berry,,fruit,\n";
    let new = "code,prefLabel_en,altLabels_en,broader,deprecated\nfruit,fruit,,,\napple,apple,rennet,fruit,true\n\
               melon,melon,,,\nk,cherry,,fruit,\n";
    std::fs::write(folder.join("old.csv"), old).unwrap();
    std::fs::write(folder.join("new.csv"), new).unwrap();
    let expected = [
        "deprecated apple@en | ",
        "moved fruit (y:fruit) | ",
        "relabelled water melon@en | melon@en",
    ];
    assert_eq!(changes(folder, "old.csv", "new.csv"), expected);
    let told = csv(
        folder,
        &[
            "link", "recheck", "y", "--old", "old.csv", "--new", "new.csv",
        ],
    );
    let candidates = told.iter().filter(|row| row[0] == "candidate");
    let pairs: Vec<_> = candidates
        .map(|row| (short(&row[2]), row[5].as_str()))
        .collect();
    assert!(pairs.contains(&("cherry", "https://e.org/y/k")), "{told:?}");
    // A table beside a graph is one version.
    let graph = changes(folder, "old.csv", "new.ttl");
    assert!(graph.contains(&"relabelled water melon@en | melon@en".to_owned()));
    std::fs::write(folder.join("bad.csv"), "a,b\n1,2\n").unwrap();
    let arguments = ["link", "recheck", "y", "--old", "bad.csv"];
    let output = lobgraaf(folder, &[&arguments[..], &["--new", "new.csv"]].concat());
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("bad.csv"), "{error}");
}

#[test]
fn each_link_tells_its_own_version() {
    let folder = of_version_1();
    let folder = folder.path();
    let two = suggested(folder, "2");
    let (shown, is_well) = reviewed(folder, &two, &[], "e\nq\n");
    assert!(is_well, "{shown}");
    let export = |format: &str| {
        let output = lobgraaf(folder, &["link", "export", "y", "--format", format]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let text = export("csv");
    let version = |concept: &str| {
        let records = lobgraaf::core::csv::records(&text).unwrap().into_iter();
        let mut rows = records.map(|record| record.fields);
        rows.find(|row| short(&row[0]) == concept).unwrap()[4].clone()
    };
    assert_eq!([version("apple"), version("cherry")], ["1", "2"], "{text}");
    let text = export("markdown");
    assert!(
        text.contains("| y 1 |") && text.contains("| y 2 |"),
        "{text}"
    );
    let text = export("html");
    assert!(text.contains("y 1") && text.contains("y 2"), "{text}");
}
