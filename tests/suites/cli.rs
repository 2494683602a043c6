//! Transcripts of the command line: output, messages and exit status (`tests/cli/*.trycmd`).
//! After a change that is meant: `TRYCMD=overwrite cargo test cli`.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{files_with_ending, root};

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env("LOBGRAAF_LANG", "en")
        .run();
}

/// As people meet it who set nothing: in Dutch.
#[test]
fn transcripts_in_dutch_hold() {
    trycmd::TestCases::new()
        .case("tests/cli/nl/*.trycmd")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env("LOBGRAAF_LANG", "")
        .run();
}

/// Help is a result: where it cannot be written, that is told, with status 2; a reader that goes
/// away is no error.
#[cfg(unix)]
#[test]
fn help_that_cannot_be_written_is_an_error() {
    let program = || Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
    for arguments in [["--help"].as_slice(), &["--version"], &["tree", "--help"]] {
        if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
            let mut command = program();
            command
                .args(arguments)
                .env("LOBGRAAF_LANG", "nl")
                .stdout(full);
            let output = command.output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(told.starts_with("fout: de standaarduitvoer"), "{told}");
        }
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program().args(arguments).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty());
    }
}

/// Query files that are not in order, and a default view that is not there: nothing is hidden.
#[test]
fn what_is_wrong_with_a_project_is_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let mini = root().join("tests/fixtures/mini");
    for file in files_with_ending(&mini, "toml")
        .iter()
        .chain(&files_with_ending(&mini, "ttl"))
    {
        let target = folder.path().join(file.strip_prefix(&mini).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(file, target).unwrap();
    }
    let tables = folder.path().join("queries/tables");
    std::fs::create_dir_all(&tables).unwrap();
    let header = "#+ summary.nl: x\n#+ summary.en: x\n#+ kind: ";
    for (name, rest) in [
        ("kind", "tabel\nASK {}"),
        ("open", "table\nASK {"),
        ("good", "table\nASK {}"),
    ] {
        std::fs::write(
            tables.join(name).with_extension("rq"),
            format!("{header}{rest}"),
        )
        .unwrap();
    }
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command.args(arguments).current_dir(folder.path());
        let output = command.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            told,
        )
    };
    for (language, kind, open) in [
        ("nl", "`kind` kan niet `tabel` zijn", "hier ontbreekt iets"),
        (
            "en",
            "`kind` cannot be `tabel`",
            "something is missing here",
        ),
    ] {
        let (status, list, told) = run(&["queries", "--lang", language]);
        assert_eq!(status, Some(1), "{told}");
        assert!(list.contains("good"), "{list}");
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(lines.len(), 2, "{told}");
        assert!(
            lines[0].starts_with(&format!("queries/tables/kind.rq:3: {kind}")),
            "{told}"
        );
        assert_eq!(lines[1], format!("queries/tables/open.rq:4: {open}"));
        let (status, _, told) = run(&["queries", "kind", "--lang", language]);
        assert_eq!(status, Some(2), "{told}");
        assert!(told.contains(kind), "{told}");
    }
    let (status, found, _) = run(&["check", "--rule", "default-view", "--lang", "nl"]);
    assert_eq!(status, Some(1), "{found}");
    assert!(found.contains("lobgraaf.toml:4"), "{found}");
    assert!(found.contains("noemt `fruit` als standaardview"), "{found}");
}

#[test]
fn a_query_whose_planning_hears_nothing_ends_on_time() {
    let folder = tempfile::tempdir().unwrap();
    let query = folder.path().join("slow.rq");
    let patterns: String = (0..400).map(|n| format!("?s ?p{n} ?o{n} . ")).collect();
    std::fs::write(&query, format!("SELECT * {{ {patterns} }}")).unwrap();
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["query", "--large-query", "--timeout", "0.5", "--lang", "en"])
        .arg(&query)
        .args(["--project"])
        .arg(root().join("tests/fixtures/mini"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("longer than 0.5 seconds"), "{message}");
    assert!(output.stdout.is_empty());
    assert!(started.elapsed() < Duration::from_secs(10));
}
