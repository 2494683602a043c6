//! Two hierarchies as one: what is new, gone, moved, renamed, in words and signs in every format.

use std::path::Path;
use std::process::Command;

use lobgraaf::app::compare::{names, sources, view};
use lobgraaf::app::skos;
use lobgraaf::app::tree::View;
use lobgraaf::core::hierarchy::{Evidence, Move, NodeChange, merge};
use lobgraaf::core::language::Language;
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::memory::GraphStore;

use crate::support::pages::{BASE, Sheet, goals, link};

const OLD: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> .
:top a skos:Concept ; skos:prefLabel "Top"@nl .
:a skos:broader :top ; skos:prefLabel "Aap"@nl .
:b skos:broader :top ; skos:prefLabel "Beer"@nl .
:c skos:broader :a ; skos:prefLabel "Cavia"@nl .
:gone skos:broader :a ; skos:prefLabel "Dodo"@nl .
:below skos:broader :gone ; skos:prefLabel "Ei"@nl .
:same skos:broader :b ; skos:prefLabel "Fret"@nl .
"#;
const NEW: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> .
:top a skos:Concept ; skos:prefLabel "Top"@nl .
:a skos:broader :top ; skos:prefLabel "Gorilla"@nl .
:b skos:broader :top ; skos:prefLabel "Beer"@nl .
:c skos:broader :b ; skos:prefLabel "Cavia"@nl .
:same skos:broader :b , :a ; skos:prefLabel "Fret"@nl .
:new skos:broader :c ; skos:prefLabel "Haas"@nl .
"#;

fn skos_view(turtle: &str) -> View {
    let store = GraphStore::new().unwrap();
    let file = SourceFile::from_bytes(Path::new("x.ttl"), turtle.into()).unwrap();
    store.load(&file, "urn:test").unwrap();
    skos::view(&store, "x.ttl", None, Language::Dutch).unwrap()
}

fn compared() -> Sheet {
    let names = ["oud.ttl", "nieuw.ttl"].map(str::to_owned);
    let view = view(&skos_view(OLD), &skos_view(NEW), &names, Language::Dutch);
    let mut sheet = Sheet::new(view.hierarchy);
    sheet.changes = view.changes;
    sheet
}

#[test]
fn each_change_is_told_by_sign_and_words() {
    let text = anstream::adapter::strip_str(&compared().text("text")).to_string();
    let lines: Vec<_> = text.lines().skip(2).take(9).collect();
    assert_eq!(
        lines,
        [
            "Top",
            "├─ Beer",
            "│  ├─ → Cavia (verplaatst van Aap naar Beer)",
            "│  │  └─ + Haas (nieuw)",
            "│  └─ → Fret (nu ook onder Gorilla) · ook onder Gorilla",
            "└─ ≠ Gorilla (heette Aap)",
            "   ├─ − Dodo (vervallen)",
            "   │  └─ − Ei (vervallen)",
            "   └─ → Fret (nu ook onder Gorilla) · ook onder Beer",
        ]
    );
}

#[test]
fn every_format_tells_every_change() {
    let sheet = compared();
    for (format, marks) in [
        (
            "markdown",
            [
                "\\+\u{a0}Haas",
                "−\u{a0}Dodo",
                "→\u{a0}Cavia",
                "≠\u{a0}Gorilla",
            ],
        ),
        ("dot", ["\"+ Haas", "\"− Dodo", "\"→ Cavia", "\"≠ Gorilla"]),
        (
            "mermaid",
            ["\"#43; Haas", "\"− Dodo", "\"→ Cavia", "\"≠ Gorilla"],
        ),
        ("opml", ["\"+ Haas", "\"− Dodo", "\"→ Cavia", "\"≠ Gorilla"]),
        (
            "json",
            [
                "\"change\":[\"added\"]",
                "\"change\":[\"removed\"]",
                "\"change\":[\"moved\"]",
                "\"change\":[\"renamed\"]",
            ],
        ),
        (
            "jgf",
            [
                "\"change\":[\"added\"]",
                "\"change\":[\"removed\"]",
                "\"change\":[\"moved\"]",
                "\"change\":[\"renamed\"]",
            ],
        ),
        ("graphml", [">added<", ">removed<", ">moved<", ">renamed<"]),
        (
            "csv",
            [
                ",added,nieuw",
                ",removed,vervallen",
                ",moved,verplaatst van Aap naar Beer",
                ",renamed,heette Aap",
            ],
        ),
        (
            "html",
            [
                "+\u{a0}<bdi>Haas",
                "−\u{a0}<bdi>Dodo",
                "→\u{a0}<bdi>Cavia",
                "≠\u{a0}<bdi>Gorilla",
            ],
        ),
        (
            "html",
            [
                "nieuw",
                "vervallen",
                "verplaatst van Aap naar Beer",
                "heette Aap",
            ],
        ),
        (
            "svg",
            [
                ">+\u{a0}Haas",
                ">−\u{a0}Dodo",
                ">→\u{a0}Cavia",
                ">≠\u{a0}Gorilla",
            ],
        ),
    ] {
        let text = sheet.text(format);
        for mark in marks {
            assert!(text.contains(mark), "{format} lacks {mark}\n{text}");
        }
        // GraphML has words for programs alone; a drawing breaks its lines.
        if !["csv", "graphml", "svg"].contains(&format) {
            assert!(text.contains("verplaatst van Aap naar Beer"), "{format}");
        }
    }
    assert!(
        sheet
            .text("csv")
            .starts_with("level,iri,notation,label,parent,stated,sure,possible,change,note\n")
    );
}

#[test]
fn the_note_names_both_sides_and_counts() {
    let names = names(Path::new("a/x.ttl"), Path::new("b/x.ttl"));
    assert_eq!(names, ["a/x.ttl", "b/x.ttl"]);
    let view = view(&skos_view(OLD), &skos_view(NEW), &names, Language::English);
    let note = view.note.unwrap().replace('\u{a0}', " ");
    assert!(
        note.starts_with(
            "Compared: a/x.ttl → b/x.ttl. + new: 1, − gone: 2, → moved: 2, ≠ renamed: 1, № other notation: 0."
        ),
        "{note}"
    );
    assert!(sources(Path::new("/"), None).is_err());
}

#[test]
fn numbers_are_those_of_the_new_side() {
    let mut old = goals();
    let iri = |name: &str| format!("{BASE}{name}");
    old.add_link(&iri("weg"), &iri("stage"), link(Evidence::Stated));
    old.add_example(&iri("weg"), "e9", Evidence::Stated);
    let new = goals().build(Language::Dutch);
    let merged = merge(&old.build(Language::Dutch), &new, Language::Dutch);
    let counts = merged.hierarchy.rolled_up_counts();
    let before = new.rolled_up_counts();
    for node in new.nodes() {
        let concept = &new.concept(node).iri;
        let found = counts[merged.hierarchy.find(concept).unwrap().index()];
        assert_eq!(found, before[node.index()], "{concept}");
    }
    assert_eq!(merged.hierarchy.cycles().len(), new.cycles().len());
    // What is gone is no child to those who count attention.
    let mut sheet = Sheet::new(merged.hierarchy);
    sheet.changes = Some(merged.changes);
    let line = sheet.text("markdown");
    let line = line
        .lines()
        .find(|line| line.contains("Stage"))
        .unwrap()
        .to_owned();
    assert!(line.contains("**weinig**"), "{line}");
    assert!(!sheet.text("markdown").contains("− weg (0)"));
}

#[test]
fn the_top_is_a_place_too() {
    let old = skos_view(OLD).hierarchy;
    let new = skos_view(&NEW.replace(":b skos:broader :top ; ", ":b a skos:Concept ; ")).hierarchy;
    let forth = merge(&old, &new, Language::Dutch).changes;
    let back = merge(&new, &old, Language::Dutch).changes;
    let moved = |change: &NodeChange| change.moved.clone().unwrap();
    assert_eq!(
        moved(&forth["http://example.org/b"]),
        Move {
            left: vec!["Top".to_owned()],
            joined: Vec::new(),
            was_root: false,
            is_root: true
        }
    );
    assert!(moved(&back["http://example.org/b"]).was_root);
}

#[test]
fn the_command_compares_files_and_projects() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["oud.ttl", "nieuw.ttl"].map(|name| folder.path().join(name));
    std::fs::write(&old, OLD).unwrap();
    std::fs::write(&new, NEW).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command
            .args(arguments)
            .env("LOBGRAAF_LANG", "nl")
            .output()
            .unwrap()
    };
    let [old, new] = [old.to_str().unwrap(), new.to_str().unwrap()];
    let found = run(&[
        "tree",
        "--compare",
        old,
        new,
        "--root",
        "http://example.org/gone",
    ]);
    let text = String::from_utf8(found.stdout).unwrap();
    assert!(
        found.status.success(),
        "{}",
        String::from_utf8_lossy(&found.stderr)
    );
    assert!(
        text.contains("\n− Dodo (vervallen)\n└─ − Ei (vervallen)\n"),
        "{text}"
    );
    // The foot counts the part, also below what --depth shows, and the title has one colon.
    assert!(text.starts_with("Dodo: Begrippen uit nieuw.ttl – wat er veranderde\n"));
    let told = "+ nieuw: 0, − vervallen: 2, → verplaatst: 0, ≠ hernoemd: 0, № andere notatie: 0.";
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(folded(&text).contains(told), "{text}");
    assert!(
        !text.contains("De aantallen"),
        "nothing is counted:\n{text}"
    );
    let gone = "http://example.org/gone";
    let found = run(&[
        "tree",
        "--compare",
        old,
        new,
        "--root",
        gone,
        "--depth",
        "1",
    ]);
    let text = String::from_utf8(found.stdout).unwrap();
    assert!(
        !text.contains("Ei") && folded(&text).contains(told),
        "{text}"
    );
    let project = crate::support::root().to_str().unwrap();
    let found = run(&["tree", "--compare", project, project]);
    let text = String::from_utf8(found.stdout).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(
            "+ nieuw: 0, − vervallen: 0, → verplaatst: 0, ≠ hernoemd: 0, № andere notatie: 0."
        ),
        "{text}"
    );
    for wrong in [
        vec!["tree", "--compare", old],
        vec!["tree", "--compare", old, new, "--rows", "x"],
        vec!["tree", "--file", old, "--compare", old, new],
        vec!["tree", "--compare", old, folder.path().to_str().unwrap()],
    ] {
        assert_eq!(run(&wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn another_notation_is_a_change_of_its_own() {
    let notation = |turtle: &str, value: &str| {
        turtle.replace(
            "\"Beer\"@nl",
            &format!("\"Beer\"@nl ; skos:notation \"{value}\""),
        )
    };
    let names = ["oud.ttl", "nieuw.ttl"].map(str::to_owned);
    let compare = |old: &str, new: &str| {
        let view = view(&skos_view(old), &skos_view(new), &names, Language::Dutch);
        let mut sheet = Sheet::new(view.hierarchy);
        sheet.changes = view.changes;
        sheet
    };
    let (seven, eight) = (notation(OLD, "7"), notation(OLD, "8"));
    let sheet = compare(&seven, &eight);
    let changes = sheet.changes.as_ref().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    let text = anstream::adapter::strip_str(&sheet.text("text")).to_string();
    assert!(text.contains("№ 8 Beer (notatie was 7)"), "{text}");
    for format in ["json", "jgf", "csv", "dot", "graphml", "opml"] {
        assert!(sheet.text(format).contains("renumbered"), "{format}");
    }
    let text = compare(OLD, &eight).text("markdown");
    assert!(text.contains("had geen notatie"), "{text}");
    // Without a label the notation is what it is called.
    let bare = |turtle: &str| turtle.replace("skos:prefLabel \"Beer\"@nl ; ", "");
    let sheet = compare(&bare(&seven), &bare(&eight));
    let change = &sheet.changes.as_ref().unwrap()["http://example.org/b"];
    assert_eq!(change.renamed_from.as_deref(), Some("7"));
    assert_eq!(change.notation_from, None);
}

#[test]
fn no_line_ends_with_the_sign_of_a_change() {
    let names = ["oud.ttl", "nieuw.ttl"].map(str::to_owned);
    let view = view(&skos_view(OLD), &skos_view(NEW), &names, Language::Dutch);
    let note = view.note.unwrap();
    for width in 20..90 {
        for line in lobgraaf::render::text::lines(&note, width) {
            assert!(
                !line.ends_with(['→', '+', '−', '≠', '№']),
                "{width}: {line}"
            );
            assert!(!line.contains('\u{a0}'), "a terminal gets plain spaces");
        }
    }
}

#[test]
fn what_is_gone_has_no_say_in_the_foot() {
    let without = OLD.replace(" ; skos:prefLabel \"Dodo\"@nl", "");
    let names = ["oud.ttl", "nieuw.ttl"].map(str::to_owned);
    let view = view(
        &skos_view(&without),
        &skos_view(NEW),
        &names,
        Language::Dutch,
    );
    let mut sheet = Sheet::new(view.hierarchy);
    sheet.changes = view.changes;
    let text = sheet.text("text");
    assert!(
        text.contains("gone (vervallen)") && !text.contains("zonder label"),
        "{text}"
    );
}

#[test]
fn the_command_looks_for_names_on_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["oud.ttl", "nieuw.ttl"].map(|name| folder.path().join(name));
    std::fs::write(&old, OLD).unwrap();
    std::fs::write(&new, NEW).unwrap();
    for (name, title) in [("Dodo", "Dodo"), ("Haas", "Haas"), ("Aap", "Gorilla")] {
        let found = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
            .args(["tree", "--root", name, "--compare"])
            .args([&old, &new])
            .output()
            .unwrap();
        let text = String::from_utf8(found.stdout).unwrap();
        assert!(text.starts_with(&format!("{title}: ")), "{name}: {text}");
    }
}
