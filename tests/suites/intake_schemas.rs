//! What intake writes as JSON is what `docs/schemas/` says, and the schemas refuse what is not.

use serde_json::{Value, json};

use crate::support::intake::{Desk, allowed, complete, turtle};
use crate::support::schemas::Schema;

fn written(desk: &Desk, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    let (_, out, told) = desk.run(&arguments);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{told}"))
}

/// Examples in every state: accepted, with remarks, refused, kept apart, in a later version, withdrawn,
/// under another number.
fn desk() -> Desk {
    let desk = Desk::new();
    let with = |title: &str, more: &[(&'static str, &str)]| {
        let mut said = complete(title);
        said.extend(
            more.iter()
                .map(|(property, object)| (*property, (*object).to_owned())),
        );
        said
    };
    let mut apart = allowed();
    apart[0].1 = "false".to_owned();
    let mut bad = complete("Praten met ouders");
    bad.retain(|(property, _)| *property != "dct:description");
    desk.write(
        "reeks.ttl",
        &turtle(&[
            (
                with(
                    "Samen op bedrijfsbezoek",
                    &[("dct:identifier", "\"990001\"")],
                ),
                allowed(),
            ),
            (
                with("Koken met een chef", &[("lob:takesForm", "\"dansen\"")]),
                allowed(),
            ),
            (bad, allowed()),
            (complete("Zingen in de zorg"), apart),
        ]),
    );
    desk
}

#[test]
fn verdicts_fit_their_schema_in_every_state() {
    let desk = desk();
    let schema = Schema::of("intake");
    let checked = written(&desk, &["intake", "check", "reeks.ttl"]);
    schema.assert_fits(&checked, "checked");
    let added = written(&desk, &["intake", "add", "reeks.ttl"]);
    schema.assert_fits(&added, "added");
    let verdicts: Vec<_> = added["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["verdict"])
        .collect();
    assert!(
        verdicts.contains(&&json!("refused")) && verdicts.contains(&&json!("remarks")),
        "{verdicts:?}"
    );
    let again = written(&desk, &["intake", "check", "reeks.ttl"]);
    assert_eq!(again["files"][0]["faults"][0]["verdict"], "refused");
    schema.assert_fits(&again, "the same file");
    desk.done(&[
        "intake",
        "withdraw",
        "990001",
        "--reason",
        "De school vraagt erom.",
    ]);
    let withdrawn = written(&desk, &["intake", "check", "reeks.ttl", "--again"]);
    schema.assert_fits(&withdrawn, "withdrawn");
    let back = written(
        &desk,
        &[
            "intake",
            "add",
            "reeks.ttl",
            "--again",
            "--restore",
            "990001",
        ],
    );
    schema.assert_fits(&back, "restored");
    assert!(back["rows"].to_string().contains("\"version\":2"), "{back}");
    schema.assert_strict(&again, &[], &[]);
    for (pointer, wrong) in [
        ("/rows/0/verdict", json!("doubtful")),
        ("/rows/0/version", json!(0)),
        ("/rows/0/file", json!(-1)),
        ("/counts/refused", json!(1.5)),
        ("/fields/0/requirement", json!("nice")),
    ] {
        let mut spoilt = again.clone();
        *spoilt.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.fits(&spoilt), "{pointer}");
    }
}

#[test]
fn lists_and_what_they_list_fit_their_schemas() {
    let desk = desk();
    desk.run(&["intake", "add", "reeks.ttl", "--date", "2026-11-20"]);
    desk.done(&["intake", "renumber", "nieuw-2026-1", "990002"]);
    desk.done(&[
        "intake",
        "withdraw",
        "990001",
        "--reason",
        "De school vraagt erom.",
    ]);
    let list = written(&desk, &["intake", "list"]);
    let schema = Schema::of("intake-list");
    schema.assert_strict(&list, &[], &[]);
    let states: std::collections::BTreeSet<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].as_str().unwrap())
        .collect();
    assert!(
        states.contains("withdrawn") && states.contains("replaced"),
        "{states:?}"
    );
    assert!(
        states.contains("kept-apart") && states.contains("published"),
        "{states:?}"
    );
    let schema = Schema::of("intake-show");
    for (number, version) in [("990001", "1"), ("990002", "1")] {
        let shown = written(&desk, &["intake", "show", number, "--version", version]);
        schema.assert_strict(&shown, &[], &[]);
    }
    let mut spoilt = list.clone();
    spoilt[0]["taken-in"] = json!("20-11-2026");
    assert!(!Schema::of("intake-list").fits(&spoilt));
}

#[test]
fn suggestions_and_coverage_fit_their_schemas() {
    let desk = desk();
    let suggested = written(&desk, &["intake", "suggest", "reeks.ttl"]);
    let first = &suggested[0]["fields"][0]["suggestions"];
    assert!(!first.as_array().unwrap().is_empty(), "{first}");
    Schema::of("intake-suggest").assert_strict(&suggested, &[], &[]);
    let coverage = written(&desk, &["intake", "coverage"]);
    Schema::of("intake-coverage").assert_strict(&coverage, &[], &[]);
    let measured = written(&desk, &["intake", "suggest", "--measure"]);
    Schema::of("intake-measure").assert_strict(&measured, &[], &[]);
}
