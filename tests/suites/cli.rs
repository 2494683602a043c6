//! Transcripts of the command line: output, messages and exit status (`tests/cli/*.trycmd`).
//! After a change that is meant: `TRYCMD=overwrite cargo test cli`.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::root;

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env("LOBGRAAF_LANG", "en")
        .run();
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
