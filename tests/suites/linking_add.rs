//! `lobgraaf link add`: by name for scripts, by searching and looking around for people.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use lobgraaf::app::link::{find, vocabulary};
use lobgraaf::app::progress::Silent;
use lobgraaf::core::review::portrait::Atlas;
use lobgraaf::core::sssom::Slot;
use lobgraaf::core::vocabulary::semapv;

use crate::support::linking::{
    DAY, FIRST, SECOND, SUGGESTIONS, by_tools, case, decided, end, folder, set,
};
use crate::support::root;

/// `link add` without more vocabularies than are asked for.
fn command(file: &Path, arguments: &[&str]) -> Command {
    command_of(FIRST, file, arguments)
}

fn command_of(author: &str, file: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
    command
        .args(["link", "add"])
        .args(arguments)
        .args(["--lang", "en", "--author", author, "--date", DAY, "--into"])
        .arg(file)
        .arg("--from")
        .arg(case("ours.ttl"))
        .arg("--project")
        .arg(root().join("tests/fixtures/mini"));
    command
}

fn add(file: &Path, arguments: &[&str], lines: &str) -> Output {
    let mut child = command(file, arguments)
        .arg("--vocabulary")
        .arg(case("theirs.ttl"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that asks nothing may have ended.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_link_by_name() {
    let (_folder, file) = folder(SUGGESTIONS);
    let output = add(
        &file,
        &["moesappel", "broad", "fruits", "--reason", "one of them"],
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(decided(&file), ["apple broadMatch 10 (one of them)"]);
    assert_eq!(by_tools(&file), 5);
    let set = set(&file);
    let row = set.mappings.iter().find(|row| row.is_by_person()).unwrap();
    let text = |slot| row.slots.text(slot);
    assert_eq!(
        text(Slot::MappingJustification),
        Some(semapv::MANUAL_MAPPING_CURATION)
    );
    assert_eq!(
        (text(Slot::AuthorId), text(Slot::MappingDate)),
        (Some(FIRST), Some(DAY))
    );
    assert_eq!(
        (text(Slot::SubjectLabel), text(Slot::ObjectLabel)),
        (Some("cooking apple"), Some("fruits"))
    );
    assert_eq!(
        text(Slot::ObjectSource),
        Some("https://example.org/theirs/food")
    );
    // Once is enough.
    let output = add(
        &file,
        &[
            "ours:apple",
            "skos:broadMatch",
            "theirs:10",
            "--reason",
            "one of them",
        ],
        "",
    );
    assert!(
        said(&output).contains("has this already"),
        "{}",
        said(&output)
    );
    assert_eq!(decided(&file).len(), 1);
}

#[test]
fn a_link_that_does_not_hold_and_nothing_that_fits() {
    let (_folder, file) = folder(SUGGESTIONS);
    let output = add(
        &file,
        &[
            "ours:bank",
            "exact",
            "theirs:20",
            "--not",
            "--reason",
            "no firm",
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let output = add(&file, &["ours:colour", "exact", "sssom:NoTermFound"], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        decided(&file),
        [
            "bank Not exactMatch 20 (no firm)",
            "colour exactMatch NoTermFound"
        ]
    );
}

#[test]
fn what_is_not_clear_is_refused() {
    let (_folder, file) = folder(SUGGESTIONS);
    let before = std::fs::read_to_string(&file).unwrap();
    for (arguments, text) in [
        (&["pear", "exact", "theirs:10"][..], "pear"),
        (&["ours:apple", "exact", "theirs:99"][..], "theirs:99"),
        (&["ours:apple", "same", "theirs:10"][..], "`same`"),
        (&["ours:bank", "exact", "theirs:20", "--not"][..], "reason"),
        (&["ours:apple", "exact"][..], "OBJECT"),
    ] {
        let output = add(&file, arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            said(&output).contains(text),
            "{arguments:?}: {}",
            said(&output)
        );
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn searching_looking_around_and_choosing() {
    let (_folder, file) = folder(SUGGESTIONS);
    // Fruit, then what stands below it, then back by words.
    let output = add(
        &file,
        &["ours:apple"],
        "fruits\n1\n99\nzzz\nsauce\n1\ne because\n",
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("Nothing found for “zzz”"), "{shown}");
    assert!(said(&output).contains("99 is not in the list"));
    assert_eq!(decided(&file), ["apple exactMatch 11 (because)"]);
    let output = add(&file, &["ours:nothing"], "e\n0 looked everywhere\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        decided(&file).contains(&"nothing exactMatch NoTermFound (looked everywhere)".to_owned())
    );
}

#[test]
fn search_ranks_the_same_label_first_and_reads_definitions_last() {
    let atlas = Atlas::new(vocabulary::read(&[case("theirs.ttl")], &Silent).unwrap());
    let found = |text: &str| -> Vec<String> {
        let places = find::search(&atlas, text).into_iter();
        places
            .map(|place| end(&atlas.vocabulary.entries[place as usize].iri).to_owned())
            .collect()
    };
    assert_eq!(found("apple"), ["12", "11"]);
    assert_eq!(found("FRUITS")[0], "10");
    assert_eq!(found("moes gemaakt"), ["11"]);
    assert!(found("").is_empty() && found("...").is_empty());
}

#[test]
fn circles_above_a_concept_end() {
    let atlas = Atlas::new(vocabulary::read(&[case("theirs.ttl")], &Silent).unwrap());
    let place = atlas.place("https://example.org/theirs/30").unwrap();
    let portrait = atlas.portrait(place, lobgraaf::core::language::Language::English);
    assert_eq!(portrait.chains.len(), 1);
    assert_eq!(portrait.chains[0].len(), 1);
    assert_eq!(portrait.chains[0][0].label, "circle two");
}

/// What `link check` finds about decisions in a file.
fn checked(file: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args([
            "link", "check", "--lang", "en", "--format", "json", "--file",
        ])
        .arg(case("ours.ttl"))
        .arg("--project")
        .arg(root().join("tests/fixtures/mini"))
        .arg(file)
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap().iter();
    let of_decisions = findings.filter(|one| {
        let rule = one["rule"].as_str().unwrap();
        [
            "link-contradiction",
            "link-reviewers-differ",
            "link-own-review",
        ]
        .contains(&rule)
    });
    of_decisions
        .map(|one| {
            format!(
                "{} {}",
                one["rule"].as_str().unwrap(),
                one["message"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn who_links_what_nothing_fitted_takes_that_back() {
    let (_folder, file) = folder(SUGGESTIONS);
    let nothing = ["ours:bank", "exact", "sssom:NoTermFound"];
    assert_eq!(add(&file, &nothing, "").status.code(), Some(0));
    let link = ["ours:bank", "exact", "theirs:20", "--reason", "after all"];
    let output = add(&file, &link, "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        decided(&file),
        [
            "bank Not exactMatch NoTermFound (after all)",
            "bank exactMatch 20 (after all)",
            "bank exactMatch NoTermFound",
        ]
    );
    assert!(checked(&file).is_empty(), "{:?}", checked(&file));
    // The same again adds nothing.
    add(&file, &link, "");
    assert_eq!(decided(&file).len(), 3);
    // And nothing fits only where no link is.
    let output = add(&file, &nothing, "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_link_and_nothing_fits_of_two_people_are_refused_in_either_order() {
    let nothing = ["ours:bank", "exact", "sssom:NoTermFound"];
    let link = ["ours:bank", "close", "theirs:20"];
    for (first, second) in [(&nothing, &link), (&link, &nothing)] {
        let (_folder, file) = folder(SUGGESTIONS);
        assert_eq!(add(&file, first, "").status.code(), Some(0));
        let by_another = |arguments: &[&str]| {
            let text = std::fs::read_to_string(&file).unwrap();
            let output = command_of(SECOND, &file, arguments).output().unwrap();
            (output, text)
        };
        let (output, before) = by_another(second);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
        // Whoever rejects the other word first may say it; the check tells that they differ.
        let not = [&first[..], &["--not", "--reason", "r"]].concat();
        assert_eq!(by_another(&not).0.status.code(), Some(0));
        let (output, _) = by_another(second);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let told = checked(&file);
        assert!(
            told.iter()
                .any(|one| one.starts_with("link-reviewers-differ")),
            "{told:?}"
        );
    }
}

#[test]
fn nothing_fits_beside_a_link_is_told_as_what_it_is() {
    let row = |object: &str, person: &str, day: &str| {
        format!(
            "ours:bank\tbank\tskos:exactMatch\t{object}\tbank\tsemapv:ManualMappingCuration\t\tperson:{person}\t{day}\n"
        )
    };
    for (nothing, link, found) in [
        (
            ("first", "2026-11-02"),
            ("first", "2026-11-02"),
            Some("link-contradiction"),
        ),
        (
            ("first", "2026-11-02"),
            ("second", "2026-11-02"),
            Some("link-reviewers-differ"),
        ),
        (
            ("first", "2026-11-03"),
            ("second", "2026-11-02"),
            Some("link-contradiction"),
        ),
        (("first", "2026-11-02"), ("second", "2026-11-03"), None),
    ] {
        let text = SUGGESTIONS
            .replace("#mapping_date: 2026-11-20\n", "")
            .replace(
                "#curie_map:\n",
                "#curie_map:\n#  person: https://example.org/person/\n",
            )
            .replace(
                "similarity_score\n",
                "similarity_score\tauthor_id\tmapping_date\n",
            )
            + &row("sssom:NoTermFound", nothing.0, nothing.1)
            + &row("theirs:20", link.0, link.1);
        let (_folder, file) = folder(&text);
        let told = checked(&file);
        match found {
            Some(rule) => {
                let day = nothing.1;
                let message = format!(
                    "{rule} person:{} said on {day} that nothing fits bank, and yet it is linked to bank.",
                    nothing.0
                );
                assert_eq!(told, [message]);
            }
            None => assert!(told.is_empty(), "{told:?}"),
        }
    }
}

#[test]
fn a_new_set_begins_with_a_name_and_a_licence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.sssom.tsv");
    let link = [
        "https://example.org/ours/apple",
        "broad",
        "https://example.org/theirs/10",
    ];
    let output = add(&file, &link, "");
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("--set-id") && text.contains("--license") && text.contains("/new "),
        "{text}"
    );
    assert!(!file.exists());
    let begin = [
        "--set-id",
        "https://example.org/sets/new",
        "--license",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "--set-title",
        "A new set",
        "--object-source",
        "https://example.org/theirs/food",
    ];
    let all: Vec<_> = link.iter().chain(&begin).copied().collect();
    let output = add(&file, &all, "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = std::fs::read_to_string(&file).unwrap();
    let reading = lobgraaf::core::sssom::tsv::read(&text, None);
    assert_eq!(reading.problems.iter().count(), 0, "{text}");
    let set = reading.valid().unwrap();
    let about = |slot| set.about.text(slot).unwrap_or_default();
    assert_eq!(set.id(), Some("https://example.org/sets/new"));
    assert_eq!(about(Slot::MappingSetTitle), "A new set");
    assert_eq!(
        about(Slot::License),
        "https://creativecommons.org/publicdomain/zero/1.0/"
    );
    assert_eq!(about(Slot::SssomVersion), "1.1");
    assert_eq!(decided(&file), ["apple broadMatch 10"]);
}

fn add_alone(file: &Path, arguments: &[&str]) -> Output {
    command(file, arguments).output().unwrap()
}

/// `OBJECT SOURCE VERSION` of each row by a person.
fn sources(file: &Path) -> Vec<String> {
    let set = set(file);
    let by_persons = set.mappings.iter().filter(|row| row.is_by_person());
    let text =
        |row: &lobgraaf::core::sssom::Mapping, slot| row.slots.text(slot).unwrap_or("-").to_owned();
    by_persons
        .map(|row| {
            let (source, version) = (Slot::ObjectSource, Slot::ObjectSourceVersion);
            format!(
                "{} {} {}",
                end(row.object()),
                text(row, source),
                text(row, version)
            )
        })
        .collect()
}

#[test]
fn a_new_set_takes_the_source_of_the_vocabulary() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.ttl");
    let text = "@prefix : <https://example.org/other/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:scheme a skos:ConceptScheme ; owl:versionInfo \"3\" .
:1 a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel \"apple\"@en .";
    std::fs::write(&other, text).unwrap();
    let other = other.display().to_string();
    let begin = [
        "--set-id",
        "https://example.org/sets/new",
        "--license",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ];
    let file = folder.path().join("new.sssom.tsv");
    let apple = "https://example.org/ours/apple";
    let link = [
        apple,
        "close",
        "https://example.org/other/1",
        "--vocabulary",
        &other,
    ];
    let output = add_alone(&file, &[&link[..], &begin[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(sources(&file), ["1 https://example.org/other/scheme 3"]);
    // A second one, and nothing that fits, are of the same vocabulary.
    let nothing = [
        "https://example.org/ours/bank",
        "exact",
        "sssom:NoTermFound",
    ];
    let output = add_alone(&file, &nothing);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        sources(&file)
            .iter()
            .all(|one| one.ends_with("other/scheme 3")),
        "{:?}",
        sources(&file)
    );
    // Nothing fits in a vocabulary that nobody named.
    let file = folder.path().join("newer.sssom.tsv");
    let output = add_alone(&file, &[&nothing[..], &begin[..]].concat());
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("--object-source"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_term_of_another_vocabulary_names_its_own_source() {
    let (folder, file) = folder(SUGGESTIONS);
    let link = ["ours:apple", "close", "https://example.org/other/1"];
    let before = std::fs::read_to_string(&file).unwrap();
    let output = add_alone(&file, &link);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let told = said(&output);
    assert!(
        told.contains("--object-source") && told.contains("https://example.org/theirs/food"),
        "{told}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    // By the files, or by what is said.
    let other = folder.path().join("other.ttl");
    let text = "@prefix : <https://example.org/other/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:scheme a skos:ConceptScheme . :1 a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel \"apple\"@en .";
    std::fs::write(&other, text).unwrap();
    let other = other.display().to_string();
    let output = add_alone(&file, &[&link[..], &["--vocabulary", &other][..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(sources(&file), ["1 https://example.org/other/scheme -"]);
    let said_so = [
        "--object-source",
        "https://example.org/o",
        "--object-source-version",
        "2",
    ];
    let link = ["ours:bank", "close", "https://example.org/else/2"];
    let output = add_alone(&file, &[&link[..], &said_so[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        sources(&file).contains(&"2 https://example.org/o 2".to_owned()),
        "{:?}",
        sources(&file)
    );
}

#[test]
fn a_version_alone_is_put_into_the_row() {
    let text = SUGGESTIONS.replace(
        "#object_source: theirs:food\n",
        "#object_source: theirs:food\n#object_source_version: \"1\"\n",
    );
    let (_folder, file) = folder(&text);
    for link in [
        // A pair that a tool suggests, and one that is new.
        ["ours:bank", "close", "theirs:20"],
        ["ours:colour", "close", "theirs:22"],
    ] {
        let version = ["--object-source-version", "2"];
        let output = add(&file, &[&link[..], &version[..]].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    assert_eq!(
        sources(&file),
        [
            "20 https://example.org/theirs/food 2",
            "22 https://example.org/theirs/food 2"
        ]
    );
}
