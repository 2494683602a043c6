//! The program on projects and files that are not in order: it says so and does the rest.

use std::path::Path;
use std::process::{Command, Output};

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
