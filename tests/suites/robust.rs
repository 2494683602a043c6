//! The program on projects and files that are not in order: it says so and does the rest.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::root;

/// A copy of the tiny project, to break.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/fixtures/mini"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Runs the program in `folder`, in English.
fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(arguments)
        .current_dir(folder.path())
        .env("LOBGRAAF_LANG", "en")
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What the program says when it ends with status 2.
fn refusal(folder: &TempDir, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
    message
}

const HEADER: &str = "#+ summary.nl: Proef\n#+ summary.en: Trial\n#+ kind: table\n";

#[test]
fn no_command_parses_a_query_that_was_not_admitted() {
    let folder = project();
    let nested = format!("{HEADER}ASK {}{}", "{".repeat(200_000), "}".repeat(200_000));
    write(&folder, "queries/tables/nested.rq", nested);
    for arguments in [&["queries", "nested"], &["query", "nested"]] {
        let message = refusal(&folder, arguments);
        let place = "nested.rq:4: the query nests deeper than 128 levels";
        assert!(
            message.contains(place) || message.contains("larger than"),
            "{message}"
        );
    }
    let output = run(&folder, &["check", "--rule", "query"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("nested.rq"), "{}", text(&output));
}

#[test]
fn a_broken_query_file_stands_in_the_way_of_nobody_else() {
    let folder = project();
    let unknown_key = "#+ summary.nl: Proef\n#+ sumary.en: Trial\n#+ kind: table\nASK {}\n";
    write(&folder, "queries/tables/broken.rq", unknown_key);
    write(
        &folder,
        "queries/views/latin.rq",
        b"#+ summary.nl: caf\xE9\n",
    );
    write(
        &folder,
        "queries/checks/half.rq",
        "#+ kind: check\nASK {}\n",
    );
    write(
        &folder,
        "queries/tables/twin.rq",
        format!("{HEADER}ASK {{}}"),
    );
    write(
        &folder,
        "queries/tables/tables/twin.rq",
        format!("{HEADER}ASK {{}}"),
    );
    write(
        &folder,
        "foreign.ttl",
        "<http://e/a> a <http://www.w3.org/2004/02/skos/core#Concept> .",
    );
    for arguments in [
        &["tree"][..],
        &["tree", "--file", "foreign.ttl"],
        &["query", "dishes"],
        &["queries", "dishes"],
    ] {
        let output = run(&folder, arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    }
    // The list has the others, and is not in order as a whole.
    let output = run(&folder, &["queries"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output).contains("dishes"), "{output:?}");
    let place = "queries/tables/broken.rq:2: unknown key `sumary.en`";
    for arguments in [
        &["query", "broken"][..],
        &["queries", "broken"],
        &["tree", "broken"],
        &["check", "--rule", "broken"],
    ] {
        let message = refusal(&folder, arguments);
        assert!(message.contains(place), "{message}");
    }
    assert!(refusal(&folder, &["tree", "latin"]).contains("latin.rq:1: not UTF-8"));
    assert!(refusal(&folder, &["query", "twin"]).contains("has the same name"));
    assert!(refusal(&folder, &["check", "--file", "foreign.ttl"]).contains("half.rq"));
    let output = run(&folder, &["check", "--rule", "query", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let report: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    let mut places: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["file"].as_str().unwrap(), finding["line"].as_u64()))
        .collect();
    places.sort();
    let expected = [
        ("queries/checks/half.rq", Some(1)),
        ("queries/tables/broken.rq", Some(2)),
        ("queries/tables/tables/twin.rq", Some(1)),
        ("queries/tables/twin.rq", Some(1)),
        ("queries/views/latin.rq", Some(1)),
    ];
    assert_eq!(places, expected);
}

/// Concepts above each other in a ladder, each rung related to the top: slow for the rules about
/// hierarchies.
fn ladder(rungs: usize) -> String {
    let mut text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n".to_owned();
    for rung in 1..rungs {
        text.push_str(&format!(
            "<http://e/{rung}> a skos:Concept ; skos:broader <http://e/{}>, <http://e/{}> ; skos:related <http://e/0> .\n",
            rung - 1,
            rung / 2,
        ));
    }
    text
}

#[test]
fn no_command_takes_longer_than_it_may() {
    let folder = project();
    write(&folder, "ladder.ttl", ladder(20_000));
    for arguments in [
        &["check", "--file", "ladder.ttl"][..],
        &[
            "check",
            "--file",
            "ladder.ttl",
            "--rule",
            "redundant-broader",
        ],
        &["check", "--file", "ladder.ttl", "--rule", "related-clash"],
        &["tree", "--file", "ladder.ttl"],
        &["diagram", "--file", "ladder.ttl", "-o", "ladder.svg"],
    ] {
        let started = Instant::now();
        let message = refusal(&folder, &[arguments, &["--timeout", "0.01"]].concat());
        assert!(message.contains("longer than 0.01 seconds"), "{message}");
        assert!(started.elapsed() < Duration::from_secs(20), "{arguments:?}");
    }
    for command in ["check", "tree", "diagram", "query"] {
        for wrong in ["0", "-1", "nan", "1e-30"] {
            let message = refusal(&folder, &[command, &format!("--timeout={wrong}")]);
            assert!(message.contains("a number of seconds above 0"), "{message}");
        }
    }
}

#[test]
fn options_that_nobody_would_hear_are_refused() {
    let folder = project();
    write(&folder, "few.ttl", ladder(3));
    let foreign = ["tree", "--file", "few.ttl"];
    for option in ["--param=a=b", "--graphs=stated", "--confidence=0.5"] {
        let message = refusal(&folder, &[&foreign[..], &[option]].concat());
        assert!(
            message.contains(option.split('=').next().unwrap()),
            "{message}"
        );
        assert!(message.contains("is for a view"), "{message}");
    }
    for value in ["nan", "-0.1", "1.1", "much"] {
        let message = refusal(&folder, &["tree", &format!("--confidence={value}")]);
        assert!(message.contains("a number from 0 to 1"), "{message}");
    }
    assert!(refusal(&folder, &["tree", "--depth", "0"]).contains("levels from 1"));
    for command in [
        &["fmt"][..],
        &["man"],
        &["completions", "bash"],
        &["queries"],
    ] {
        for option in ["--file", "--add"] {
            let message = refusal(&folder, &[command, &[option, "few.ttl"]].concat());
            assert!(
                message.contains("does not read --file and --add"),
                "{message}"
            );
        }
    }
}

#[test]
fn errors_say_what_to_do_and_name_a_place_once() {
    let folder = project();
    let near = refusal(&folder, &["check", "--rule", "hierarchy-cycel"]);
    assert!(near.contains("did you mean `hierarchy-cycle`?"), "{near}");
    let far = refusal(&folder, &["check", "--rule", "xyzzy"]);
    assert!(!far.contains("did you mean"), "{far}");
    write(&folder, "latin.rq", b"SELECT * {\n  ?s ?p 'caf\xE9' }");
    let latin = refusal(&folder, &["query", "latin.rq"]);
    assert!(
        latin.contains("latin.rq:2: not UTF-8 text; save the file as UTF-8"),
        "{latin}"
    );
    write(&folder, "broken.ttl", "<http://e/a>\n <http://e/b>");
    let broken = refusal(&folder, &["tree", "--file", "broken.ttl"]);
    assert!(broken.contains("broken.ttl:2:"), "{broken}");
    assert!(!broken.contains("Parser error"), "{broken}");
    write(
        &folder,
        "cut.ttl.gz",
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75],
    );
    let cut = text(&run(&folder, &["check", "--file", "cut.ttl.gz"]));
    assert!(cut.contains("not a whole gzip file"), "{cut}");
    assert!(cut.contains("Get or make the packed file anew."), "{cut}");
}

#[test]
fn entities_that_multiply_are_refused() {
    let folder = project();
    let rdf = |entities: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE rdf:RDF [ {entities} ]>\n\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
             xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n\
             <skos:Concept rdf:about=\"http://e.org/a\"><skos:prefLabel xml:lang=\"en\">{text}\
             </skos:prefLabel></skos:Concept></rdf:RDF>"
        )
    };
    let nested = "<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">";
    write(&folder, "nested.rdf", rdf(nested, "&b;"));
    let long = format!("<!ENTITY a \"{}\">", "x".repeat(100_000));
    write(&folder, "long.rdf", rdf(&long, &"&a;".repeat(1000)));
    write(
        &folder,
        "outside.rdf",
        rdf("<!ENTITY a SYSTEM \"file:///etc/passwd\">", "&a;"),
    );
    for name in ["nested.rdf", "long.rdf", "outside.rdf"] {
        assert!(
            refusal(&folder, &["tree", "--file", name]).contains("entities"),
            "{name}"
        );
    }
    write(
        &folder,
        "plain.rdf",
        rdf("<!ENTITY a \"abbreviated\">", "&a; label"),
    );
    assert!(text(&run(&folder, &["tree", "--file", "plain.rdf"])).contains("abbreviated label"));
}

#[test]
fn shapes_that_lead_back_to_themselves_are_refused() {
    let folder = project();
    write(&folder, "data.ttl", "<http://e.org/a> <http://e.org/p> 1 .");
    let head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n\
        <http://e.org/S> a sh:NodeShape ; sh:targetNode <http://e.org/a> ; ";
    let list =
        "sh:property [ sh:path <http://e.org/p> ; sh:in _:l ] . _:l rdf:first 1 ; rdf:rest _:l .";
    let path = "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .";
    for shapes in [list, path] {
        write(&folder, "shapes.ttl", format!("{head}{shapes}"));
        let arguments = ["check", "--file", "data.ttl", "--shapes", "shapes.ttl"];
        assert!(
            refusal(&folder, &arguments).contains("leads back to itself"),
            "{shapes}"
        );
    }
}

#[test]
fn the_option_beats_the_variable_for_the_language() {
    let folder = project();
    let with = |value: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command
            .args(arguments)
            .current_dir(folder.path())
            .env("LOBGRAAF_LANG", value);
        command.output().unwrap()
    };
    assert_eq!(
        with("xx", &["queries", "--lang", "en"]).status.code(),
        Some(0)
    );
    assert_eq!(with("", &["queries"]).status.code(), Some(0));
    let refused = with("xx", &["queries"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("LOBGRAAF_LANG"));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let folder = project();
    write(
        &folder,
        "bom.ttl",
        "\u{feff}<http://e.org/a> <http://www.w3.org/2004/02/skos/core#narrower> <http://e.org/b> .",
    );
    assert!(text(&run(&folder, &["tree", "--file", "bom.ttl"])).contains("└─ b"));
}

#[test]
fn a_query_of_another_kind_is_no_view_and_says_what_it_is() {
    let message = {
        let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
            .args(["tree", "anomalies", "--lang", "en", "--project"])
            .arg(root())
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(message.contains("lobgraaf query anomalies"), "{message}");
}
