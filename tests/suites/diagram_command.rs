//! `lobgraaf diagram` as a command: names that it looks for, what it says on standard error.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::root;

const CIRCLE: &str =
    "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
    :a s:broader :b . :b s:broader :a .";
const PLAIN: &str =
    "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
    :a s:prefLabel 'a'@nl . :b s:broader :a .";

fn lobgraaf(folder: &Path, arguments: &[&str]) -> (Output, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .current_dir(folder)
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    (output, out, error)
}

fn folder(turtle: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.ttl"), turtle).unwrap();
    folder
}

#[test]
fn a_circle_is_told_in_every_format() {
    let folder = folder(CIRCLE);
    let told = "Circular reference: ";
    let endings = [
        "html", "dot", "md", "opml", "graphml", "txt", "mmd", "jgf.json", "json", "csv", "svg",
    ];
    for command in ["diagram", "tree"] {
        for ending in endings {
            let file = format!("y.{ending}");
            let (output, _, error) =
                lobgraaf(folder.path(), &[command, "--file", "x.ttl", "-o", &file]);
            assert_eq!(output.status.code(), Some(1), "{command} {ending}");
            assert_eq!(
                error.matches(told).count(),
                1,
                "{command} {ending}: {error}"
            );
        }
    }
    // A reader of GraphML finds it in the file, too.
    let graphml = std::fs::read_to_string(folder.path().join("y.graphml")).unwrap();
    assert!(
        graphml.contains(&format!("<data key=\"remark\">{told}")),
        "{graphml}"
    );
    // On standard output, formats that people read tell it themselves.
    for (format, by_itself) in [
        ("text", true),
        ("graphml", true),
        ("jgf", false),
        ("csv", false),
    ] {
        let (_, out, error) = lobgraaf(
            folder.path(),
            &["tree", "--file", "x.ttl", "--format", format],
        );
        assert_eq!(out.contains(told), by_itself, "{format}: {out}");
        assert_eq!(error.contains(told), !by_itself, "{format}: {error}");
    }
}

#[test]
fn names_mean_what_is_drawn() {
    let project = root();
    // The notation 2 is that of seven things; one of them is in this view.
    let view = ["--project", ".", "--format", "text"];
    let run = |arguments: &[&str]| lobgraaf(project, &[arguments, &view[..]].concat());
    let (output, out, error) = run(&["diagram", "success-elements", "--root", "2"]);
    assert!(output.status.success(), "{error}");
    assert!(out.lines().any(|line| line.starts_with("2 ")), "{out}");
    let (output, out, error) = lobgraaf(
        project,
        &[
            "diagram",
            "success-elements",
            "--rows",
            "2",
            "--project",
            ".",
        ],
    );
    assert!(output.status.success() && !out.is_empty(), "{error}");
    // Of several that are not there, none can be meant.
    let (output, _, error) = run(&["diagram", "goals", "--root", "2"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        error.contains("`2` names several things, and none of them occurs in `goals`"),
        "{error}"
    );
    // Of several that are there, one has to be chosen.
    let folder = folder(
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
        :a s:prefLabel 'a'@nl . :b s:broader :a ; s:prefLabel 'b'@nl . :c s:broader :a ; s:prefLabel 'b'@nl .",
    );
    let (_, _, error) = lobgraaf(folder.path(), &["tree", "--file", "x.ttl", "--root", "b"]);
    assert!(error.contains("names several things: "), "{error}");
    let compare = ["tree", "--compare", "x.ttl", "x.ttl", "--root", "b"];
    let (_, _, error) = lobgraaf(folder.path(), &compare);
    assert!(error.contains("names several things: "), "{error}");
}

#[test]
fn a_view_that_finds_nothing_in_a_file_says_what_would() {
    let folder = folder(PLAIN);
    let project = root().to_str().unwrap();
    let (output, _, error) = lobgraaf(
        folder.path(),
        &["diagram", "goals", "--file", "x.ttl", "--project", project],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        error.contains("`goals` finds nothing in x.ttl; without the name of a view"),
        "{error}"
    );
}

#[test]
fn an_empty_title_is_refused_for_every_format() {
    let folder = folder(PLAIN);
    for format in ["svg", "html", "text"] {
        for title in ["", "  "] {
            let title = format!("--title={title}");
            let arguments = ["diagram", "--file", "x.ttl", "--format", format, &title];
            let (output, _, error) = lobgraaf(folder.path(), &arguments);
            assert_eq!(output.status.code(), Some(2), "{format}");
            assert!(error.contains("a title cannot be empty"), "{error}");
        }
    }
}

#[test]
fn a_dry_run_counts_in_words_that_fit() {
    let folder = folder(&PLAIN.replace(":b s:broader :a", ":a a s:Concept"));
    let dry = |format: &str| {
        let arguments = [
            "diagram",
            "--file",
            "x.ttl",
            "--dry-run",
            "--format",
            format,
        ];
        lobgraaf(folder.path(), &arguments).1
    };
    assert!(
        dry("svg").starts_with("svg: 1 node, 1 page, "),
        "{}",
        dry("svg")
    );
    // A text has no pages.
    let text = dry("text");
    assert!(
        text.starts_with("text: 1 node, ") && !text.contains("page"),
        "{text}"
    );
}

#[test]
fn options_that_do_nothing_are_told() {
    let folder = folder(PLAIN);
    let said = |arguments: &[&str]| {
        let file = ["diagram", "--file", "x.ttl"];
        let (output, _, error) = lobgraaf(folder.path(), &[&file, arguments].concat());
        assert!(output.status.success(), "{error}");
        error
    };
    let all = [
        "--title",
        "t",
        "--page",
        "a4",
        "--orientation",
        "portrait",
        "--theme",
        "dark",
        "--color",
        "kind",
        "--label-width",
        "100",
        "--no-counts",
        "--legend",
        "--mermaid",
        "mindmap",
    ];
    for format in ["text", "json", "csv", "html"] {
        let arguments = [&["--format", format], &all[..]].concat();
        assert_eq!(
            said(&arguments),
            format!(
                "--mermaid, --title, --legend, --page, --orientation, --theme, --no-counts, --color, --label-width: do nothing for {format}\n"
            )
        );
    }
    assert_eq!(
        said(&["--format", "svg", "--mermaid", "mindmap"]),
        "--mermaid: does nothing for svg\n"
    );
    assert_eq!(said(&["--format", "mermaid", "--mermaid", "mindmap"]), "");
    let screen = ["--format", "svg", "--page", "screen"];
    assert_eq!(said(&screen), "");
    let both = [&screen[..], &["--orientation", "portrait", "--title", "t"]].concat();
    assert_eq!(
        said(&both),
        "--orientation: does nothing for --page screen\n"
    );
    let (_, _, error) = lobgraaf(
        folder.path(),
        &["tree", "--file", "x.ttl", "--mermaid", "mindmap"],
    );
    assert_eq!(error, "--mermaid: does nothing for text\n");
}
