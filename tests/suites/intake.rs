//! Taking in: what is written, what becomes of former versions, who may read what, and that a batch is
//! whole or not there at all.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::support::intake::{Desk, PERSON, allowed, complete, turtle};

/// One example that can be taken in.
fn one(title: &str) -> String {
    turtle(&[(complete(title), allowed())])
}

fn violations(desk: &Desk) -> String {
    let (_, out, told) = desk.run(&["check", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{told}"));
    let findings = report["findings"].as_array().unwrap();
    let bad = findings
        .iter()
        .filter(|finding| finding["severity"] == "violation");
    bad.map(|finding| format!("{} {}\n", finding["focus"], finding["message"]))
        .collect()
}

#[test]
fn what_is_taken_in_is_a_file_that_passes_the_check_and_is_counted() {
    let desk = Desk::new();
    let mut said = complete("Samen op bedrijfsbezoek");
    said.push((
        "lob:pursuesGoal",
        "\"Weten wat beroepen inhouden en waar banen zijn\"".to_owned(),
    ));
    said.push(("lob:takesForm", "\"bedrijfsbezoeken\"".to_owned()));
    desk.write("een.ttl", &turtle(&[(said, allowed())]));
    let before = desk.done(&["tree", "sectors", "--format", "csv"]);
    let out = desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    insta::assert_snapshot!("intake_added", out);
    insta::assert_snapshot!("intake_file", desk.read("data/intake/nieuw-2026-1.ttl"));
    assert_eq!(violations(&desk), "");
    assert_eq!(desk.done(&["fmt", "--check"]), "");
    let after = desk.done(&["tree", "sectors", "--format", "csv"]);
    assert_ne!(before, after, "the view counts it at once");
    let shown = desk.done(&["show", "id:praktijkvoorbeeld/nieuw-2026-1"]);
    assert!(shown.contains("Samen op bedrijfsbezoek"), "{shown}");
}

#[test]
fn an_example_of_the_report_keeps_its_number_and_the_report_its_words() {
    let desk = Desk::new();
    let report = desk.read("data/report/examples.ttl");
    let mut said = complete("Een andere titel voor hetzelfde");
    said.push(("dct:identifier", "\"1208\"".to_owned()));
    desk.write("een.ttl", &turtle(&[(said, allowed())]));
    desk.done(&["intake", "add", "een.ttl"]);
    assert_eq!(desk.files("data/intake"), ["data/intake/1208.ttl"]);
    let text = desk.read("data/intake/1208.ttl");
    assert!(text.contains("dct:alternative"), "{text}");
    assert!(!text.contains("dct:title"), "{text}");
    assert_eq!(desk.read("data/report/examples.ttl"), report);
    assert_eq!(violations(&desk), "");
}

#[test]
fn the_same_again_changes_nothing_and_an_update_keeps_the_version_before() {
    let desk = Desk::new();
    let numbered = |number: &str, title: &str| {
        let mut said = complete(title);
        said.push(("dct:identifier", format!("\"{number}\"")));
        turtle(&[(said, allowed())])
    };
    desk.write("een.ttl", &numbered("990001", "Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-19"]);
    let first = desk.read("data/intake/990001.ttl");
    desk.done(&[
        "intake",
        "add",
        "een.ttl",
        "--date",
        "2026-11-20",
        "--again",
    ]);
    assert_eq!(desk.read("data/intake/990001.ttl"), first);
    desk.write("een.ttl", &numbered("990001", "Samen naar een bedrijf"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-21"]);
    let second = desk.read("data/intake/990001.ttl");
    assert!(second.contains("inbreng/990001/2>"), "{second}");
    assert!(
        second.contains("prov:wasRevisionOf <https://w3id.org/lobgraaf/id/inbreng/990001/1>"),
        "{second}"
    );
    assert_eq!(desk.read("data/intake/former/990001.v1.ttl"), first);
    let old = desk.done(&["intake", "show", "990001", "--version", "1"]);
    assert!(old.contains("Samen op bedrijfsbezoek"), "{old}");
    assert_eq!(violations(&desk), "");
}

#[test]
fn a_temporary_number_is_replaced_and_not_erased() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    desk.done(&[
        "intake",
        "renumber",
        "nieuw-2026-1",
        "990001",
        "--date",
        "2026-11-21",
    ]);
    let text = desk.read("data/intake/990001.ttl");
    assert!(text.contains("dct:isReplacedBy voorbeeld:990001"), "{text}");
    assert_eq!(
        desk.files("data/intake"),
        [
            "data/intake/990001.ttl",
            "data/intake/former/nieuw-2026-1.v1.ttl"
        ]
    );
    assert_eq!(desk.files("private/intake"), ["private/intake/990001.toml"]);
    assert_eq!(violations(&desk), "");
    // The number that was given once is not given again.
    desk.write("twee.ttl", &one("Koken met een chef"));
    desk.done(&["intake", "add", "twee.ttl", "--date", "2026-11-22"]);
    assert!(
        desk.files("data/intake")
            .contains(&"data/intake/nieuw-2026-2.ttl".to_owned())
    );
    let (code, _, told) = desk.run(&["intake", "renumber", "nieuw-2026-2", "990001"]);
    assert_eq!(code, Some(2), "{told}");
}

#[test]
fn what_is_withdrawn_counts_nowhere_and_is_still_there() {
    let desk = Desk::new();
    let before = desk.done(&["tree", "sectors", "--format", "csv"]);
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    let (code, _, told) = desk.run(&["intake", "withdraw", "nieuw-2026-1"]);
    assert_eq!(code, Some(2), "a reason is asked: {told}");
    let reason = "De school vraagt erom";
    desk.done(&[
        "intake",
        "withdraw",
        "nieuw-2026-1",
        "--reason",
        reason,
        "--forget",
    ]);
    assert_eq!(desk.done(&["tree", "sectors", "--format", "csv"]), before);
    assert_eq!(violations(&desk), "");
    let list = desk.done(&["intake", "list"]);
    assert!(
        list.contains("Samen op bedrijfsbezoek") && list.contains(reason),
        "{list}"
    );
    assert!(
        desk.read("data/intake/former/nieuw-2026-1.v1.ttl")
            .contains("Samen op bedrijfsbezoek")
    );
    assert_eq!(
        desk.files("private/intake"),
        Vec::<String>::new(),
        "what persons told is erased"
    );
    let (code, _, told) = desk.run(&["intake", "withdraw", "nieuw-2026-1", "--reason", reason]);
    assert_eq!(code, Some(2), "{told}");
}

#[test]
fn without_permission_it_is_kept_apart_and_shown_nowhere() {
    let desk = Desk::new();
    let mut may_not = allowed();
    may_not[0].1 = "false".to_owned();
    desk.write(
        "een.ttl",
        &turtle(&[(complete("Heel geheim bezoek"), may_not)]),
    );
    desk.done(&["intake", "add", "een.ttl"]);
    assert_eq!(desk.files("data/intake"), Vec::<String>::new());
    assert!(
        desk.done(&["intake", "list"])
            .contains("Heel geheim bezoek")
    );
    for arguments in [
        ["export", "--format", "trig"].as_slice(),
        &["find", "geheim"],
        &["tree", "examples"],
        &["query", "-", "--format", "csv"],
    ] {
        let mut command = desk.command(arguments);
        let query = "SELECT ?o WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), \"geheim\")) }";
        let query = desk.write("q.rq", query);
        let out = command
            .stdin(std::fs::File::open(query).unwrap())
            .output()
            .unwrap();
        let out = String::from_utf8(out.stdout).unwrap();
        assert!(!out.contains("Heel geheim"), "{arguments:?}: {out}");
    }
}

#[test]
fn what_was_public_leaves_the_public_folders_when_the_permission_goes() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    let (mut said, mut may_not) = (complete("Samen op bedrijfsbezoek"), allowed());
    said.push(("dct:identifier", "\"nieuw-2026-1\"".to_owned()));
    may_not[0].1 = "false".to_owned();
    desk.write("een.ttl", &turtle(&[(said, may_not)]));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-21"]);
    for file in desk.files("data/intake") {
        let text = desk.read(&file);
        assert!(!text.contains("bedrijfsbezoek"), "{file}: {text}");
    }
    assert_eq!(violations(&desk), "");
    assert!(
        desk.done(&["intake", "list"])
            .contains("Samen op bedrijfsbezoek")
    );
}

#[test]
fn what_a_person_told_of_itself_is_in_private_files_alone() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    let outputs = [
        desk.done(&["intake", "check", "een.ttl"]),
        desk.done(&["intake", "check", "een.ttl", "--format", "json"]),
        desk.done(&["intake", "add", "een.ttl", "--format", "json"]),
        desk.done(&["intake", "list", "--format", "json"]),
        desk.done(&["intake", "show", "nieuw-2026-1"]),
        desk.done(&["export", "--format", "trig"]),
    ];
    for out in outputs {
        assert!(!out.contains(PERSON), "{out}");
    }
    for file in desk.files("data/intake") {
        assert!(!desk.read(&file).contains(PERSON), "{file}");
    }
    assert!(
        desk.read("private/intake/nieuw-2026-1.toml")
            .contains(PERSON)
    );
    assert_eq!(desk.read("private/.gitignore"), "*\n");
}

/// What intake refuses for its form, the shapes refuse too; what it takes in, they accept.
#[test]
fn intake_and_the_shapes_agree() {
    let long = "x".repeat(201);
    let bad: [(&str, &str, String); 8] = [
        ("dct:title", "title", format!("\"{long}\"@nl")),
        ("dct:title", "title", "\"ab\"@nl".to_owned()),
        ("dct:identifier", "number", "\"012\"".to_owned()),
        ("dct:identifier", "number", "\"12a\"".to_owned()),
        ("lob:participantCount", "participants", "-3".to_owned()),
        (
            "lob:firstHeld",
            "first-held",
            "\"23\"^^xsd:gYear".to_owned(),
        ),
        ("foaf:page", "web-page", "\"geen adres\"".to_owned()),
        (
            "lob:goalInOwnWords",
            "goal-in-own-words",
            "\"\"@nl".to_owned(),
        ),
    ];
    for (property, key, object) in bad {
        let desk = Desk::new();
        let mut said = complete("Samen op bedrijfsbezoek");
        said.retain(|(known, _)| *known != property);
        said.push((property, object.clone()));
        desk.write("een.ttl", &turtle(&[(said.clone(), allowed())]));
        let (code, out, _) = desk.run(&["intake", "check", "een.ttl", "--format", "json"]);
        assert_eq!(code, Some(1), "{property} {object}: {out}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let faults = report["rows"][0]["faults"].as_array().unwrap();
        let is_refused = |fault: &&serde_json::Value| fault["verdict"] == "refused";
        let refused: Vec<_> = faults.iter().filter(is_refused).collect();
        assert_eq!(refused.len(), 1, "{property}: {faults:?}");
        assert_eq!(refused[0]["field"], key);
        // The same in the graph, by hand.
        desk.write("goed.ttl", &one("Samen op bedrijfsbezoek"));
        desk.done(&["intake", "add", "goed.ttl", "--date", "2026-11-20"]);
        let path = "data/intake/nieuw-2026-1.ttl";
        let text = desk.read(path);
        assert_eq!(violations(&desk), "");
        let lines = text.replace(
            "    a lob:PracticeExample ;\n",
            &format!("    a lob:PracticeExample ;\n    {property} {object} ;\n"),
        );
        assert_ne!(lines, text);
        let lines = lines.replace(
            "@prefix dct:",
            "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix dct:",
        );
        desk.write(path, &lines);
        assert_ne!(violations(&desk), "", "{property} {object}");
    }
}

/// A batch with `count` examples whose titles are unlike each other.
fn batch(count: usize) -> String {
    let titles =
        (0..count).map(|number| format!("Activiteit {number} in de week van {}", number * 7919));
    let examples: Vec<_> = titles.map(|title| (complete(&title), allowed())).collect();
    turtle(&examples)
}

fn taken_in(desk: &Desk) -> usize {
    let list = desk.done(&["intake", "list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    list.as_array().unwrap().len()
}

/// Killed at any moment, a batch is there as a whole or not at all; and nothing stands in the way of
/// the next.
#[test]
fn a_killed_batch_is_whole_or_not_there() {
    const EXAMPLES: usize = 150;
    const KILLS: u32 = 12;
    let desk = Desk::new();
    desk.write("reeks.ttl", &batch(EXAMPLES));
    let begun = Instant::now();
    desk.done(&["intake", "add", "reeks.ttl"]);
    let whole = begun.elapsed();
    let mut seen = BTreeSet::new();
    for kill in 0..KILLS {
        let desk = Desk::new();
        desk.write("reeks.ttl", &batch(EXAMPLES));
        let mut child = desk
            .command(&["intake", "add", "reeks.ttl", "-o", "uit.txt"])
            .spawn()
            .unwrap();
        // Most of the time goes by before the first file is written: the end is looked at closer.
        let share = 0.4 + 1.2 * f64::from(kill) / f64::from(KILLS);
        let end = Instant::now() + whole.mul_f64(share);
        while Instant::now() < end && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = child.kill();
        child.wait().unwrap();
        let count = taken_in(&desk);
        assert!(count == 0 || count == EXAMPLES, "{count} of {EXAMPLES}");
        seen.insert(count);
        desk.write("meer.ttl", &one("Koken met een chef"));
        desk.done(&["intake", "add", "meer.ttl"]);
        assert_eq!(taken_in(&desk), count + 1);
    }
    assert!(seen.contains(&EXAMPLES), "no batch was finished: {seen:?}");
}

/// A batch that counts already is read as done, and finished by the next who writes.
#[test]
fn a_batch_half_put_in_place_counts_as_a_whole() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    let path = "data/intake/nieuw-2026-1.ttl";
    let text = desk.read(path);
    std::fs::remove_file(desk.path().join(path)).unwrap();
    let journal = serde_json::json!([{ "path": path, "text": text }]).to_string();
    desk.write("private/.journal.json", &journal);
    assert!(
        desk.done(&["find", "bedrijfsbezoek"])
            .contains("nieuw-2026-1")
    );
    assert_eq!(taken_in(&desk), 1);
    desk.write("twee.ttl", &one("Koken met een chef"));
    desk.done(&["intake", "add", "twee.ttl", "--date", "2026-11-20"]);
    assert_eq!(desk.read(path), text);
    assert!(!desk.path().join("private/.journal.json").exists());
    // A journal may change files of the project alone.
    let journal = serde_json::json!([{ "path": "../elders.ttl", "text": text }]).to_string();
    desk.write("private/.journal.json", &journal);
    let (code, _, told) = desk.run(&["intake", "list"]);
    assert_eq!(code, Some(2), "{told}");
}

#[test]
fn two_who_add_at_once_lose_nothing() {
    let desk = Desk::new();
    let names = [
        "Koken met een chef",
        "Praten met ouders",
        "Bouwen aan robots",
        "Zingen in de zorg",
    ];
    let mut children = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let file = format!("{place}.ttl");
        desk.write(&file, &one(name));
        let output = format!("{place}.txt");
        let arguments = [
            "intake",
            "add",
            &file,
            "--date",
            "2026-11-20",
            "-o",
            &output,
        ];
        children.push(desk.command(&arguments).spawn().unwrap());
    }
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let list = desk.done(&["intake", "list"]);
    for name in names {
        assert!(list.contains(name), "{list}");
    }
    assert_eq!(desk.files("data/intake").len(), names.len());
    assert_eq!(violations(&desk), "");
}

/// Suggestions find more of what is known than naming what occurs most.
#[test]
fn suggestions_are_better_than_the_most_frequent() {
    let desk = Desk::new();
    let out = desk.done(&["intake", "suggest", "--measure", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&out).unwrap();
    for key in ["goal", "success-element"] {
        let one = all
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["field"] == key)
            .unwrap();
        let share = |name: &str| one["measure"][name].as_f64().unwrap();
        assert!(share("first") > share("frequent-first") + 0.2, "{one}");
        assert!(share("five") > share("frequent-five") + 0.1, "{one}");
        assert!(one["measure"]["examples"].as_u64().unwrap() > 50, "{one}");
    }
}

#[test]
fn a_suggestion_tells_its_words_and_the_examples_like_it() {
    let desk = Desk::new();
    let mut said = complete("Avond voor ouders");
    said.retain(|(property, _)| *property != "dct:description");
    let text = "\"Ouders praten met hun kind over de keuze van een opleiding.\"@nl";
    said.push(("dct:description", text.to_owned()));
    desk.write("een.ttl", &turtle(&[(said, allowed())]));
    let out = desk.done(&["intake", "suggest", "een.ttl", "--format", "json"]);
    assert!(!out.contains(PERSON), "{out}");
    let all: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = &all[0]["fields"][0]["suggestions"][0];
    let words: Vec<_> = first["words"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|word| word.as_str())
        .collect();
    assert!(words.contains(&"ouders"), "{first}");
    assert!(!first["examples"].as_array().unwrap().is_empty(), "{first}");
}

/// What few examples are about is what the view counts.
#[test]
fn coverage_counts_as_the_view_does() {
    let desk = Desk::new();
    let out = desk.done(&["intake", "coverage", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&out).unwrap();
    let goals = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["field"] == "goal")
        .unwrap();
    let few: BTreeSet<_> = goals["few"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["iri"].as_str().unwrap())
        .collect();
    let csv = desk.done(&["tree", "goals", "--format", "csv"]);
    let mut counted = BTreeSet::new();
    for record in lobgraaf::core::csv::records(&csv).unwrap().iter().skip(1) {
        let count: usize = record.fields[5..8]
            .iter()
            .map(|field| field.parse::<usize>().unwrap())
            .sum();
        let iri = record.fields[1].as_str();
        if count <= 1 {
            counted.insert(iri.to_owned());
        }
    }
    for iri in &few {
        assert!(counted.contains(*iri), "{iri}");
    }
    assert!(few.len() >= 5, "{few:?}");
}

/// What a person told of itself in a field that everybody reads is neither kept nor repeated.
#[test]
fn contact_details_in_any_open_field_are_refused() {
    let desk = Desk::new();
    for value in [
        "jan@school.example",
        "bel 06–12345678",
        "jan(at)school.example",
    ] {
        let mut said = complete("Samen op bedrijfsbezoek");
        said.push(("lob:takesForm", format!("\"{value}\"")));
        desk.write("een.ttl", &turtle(&[(said, allowed())]));
        let (code, out, told) = desk.run(&["intake", "add", "een.ttl"]);
        assert_eq!(code, Some(1), "{value}: {out}{told}");
        assert!(!out.contains(value), "{out}");
    }
    assert_eq!(desk.files("data/intake"), Vec::<String>::new());
}

/// What the page downloads is taken in, also as JSON.
#[test]
fn json_of_the_page_is_read() {
    let desk = Desk::new();
    desk.write(
        "een.json",
        r#"{"example": [{"title": "Samen op bedrijfsbezoek"}]}"#,
    );
    let (_, out, told) = desk.run(&["intake", "check", "een.json", "--migrated"]);
    assert!(out.contains("Samen op bedrijfsbezoek"), "{out}{told}");
}
