//! `lobgraaf link review` as people and scripts run it: keys by line and on a terminal, stopped at
//! any moment.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use lobgraaf::core::sssom::Slot;

use crate::support::linking::{DAY, FIRST, SUGGESTIONS, by_tools, case, decided, folder};
use crate::support::{root, skip};

fn command(file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
    command
        .args([
            "link",
            "review",
            "--lang",
            "en",
            "--reviewer",
            FIRST,
            "--date",
            DAY,
        ])
        .arg(file)
        .arg("--from")
        .arg(case("ours.ttl"))
        .arg("--with")
        .arg(case("theirs.ttl"))
        .arg("--project")
        .arg(root().join("tests/fixtures/mini"))
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(mut command: Command, keys: &str) -> Output {
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(keys.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_key_a_line_where_the_input_is_no_terminal() {
    let (_folder, file) = folder(SUGGESTIONS);
    let keys = "?\nx a seat, no firm\n\ne\nu\nm looked up\nc\ns\n/ apple\nb\nq\ne\n";
    let output = run(command(&file), keys);
    assert_eq!(output.status.code(), Some(0));
    let told = said(&output);
    for text in ["Taken back.", "set.sssom.tsv: 3; still open"] {
        assert!(told.contains(text), "{text} in {told}");
    }
    let expected = [
        "apple broadMatch 12",
        "apple closeMatch 11 (looked up)",
        "bank Not exactMatch 20 (a seat, no firm)",
    ];
    assert_eq!(decided(&file), expected);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("── 1 of 5 · 0 decided"), "{shown}");
    assert!(
        !shown.contains('\u{1b}'),
        "no styles where nobody sees them"
    );
}

#[test]
fn a_line_that_is_refused_stops_it_before_others_meet_other_cards() {
    for (refused, said_of_it) in [
        ("x", "needs a reason"),
        ("z", "`z` is no key"),
        ("é", "`é` is no key"),
    ] {
        let (_folder, file) = folder(SUGGESTIONS);
        // The second line is empty; the third one is refused.
        let output = run(command(&file), &format!("x a seat\n\n{refused}\ne\ne\n"));
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(said_of_it), "{told}");
        assert!(told.contains("stopped at line 3"), "{told}");
        assert!(told.contains("set.sssom.tsv: 1; still open"), "{told}");
        assert_eq!(decided(&file), ["bank Not exactMatch 20 (a seat)"]);
    }
    // Nothing to take back, and nothing fits beside a link.
    let (_folder, file) = folder(SUGGESTIONS);
    let output = run(command(&file), "u\ne\n");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("stopped at line 1"));
    assert!(decided(&file).is_empty());
    let output = run(command(&file), "l\ne\n0\ne\n");
    let told = said(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("stopped at line 3"), "{told}");
    assert_eq!(decided(&file).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_decision_that_cannot_be_written_is_an_error() {
    let (_folder, file) = folder(SUGGESTIONS);
    let whole = command(&file);
    // A shell under which no file may grow.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""])
        .arg(whole.get_program())
        .args(whole.get_args())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = run(limited, "e\n");
    let told = said(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("stopped at line 1"), "{told}");
    assert!(decided(&file).is_empty());
}

#[test]
fn the_end_of_the_input_ends_it_in_good_order() {
    let (_folder, file) = folder(SUGGESTIONS);
    let output = run(command(&file), "e\ne");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(decided(&file).len(), 2);
    let output = run(command(&file), "l\nl\nl\nl\nl\nl\n");
    assert_eq!((output.status.code(), decided(&file).len()), (Some(0), 2));
}

#[test]
fn foreign_text_does_not_steer_the_terminal() {
    let evil = SUGGESTIONS.replace("\tbank\tsemapv", "\tba\u{1b}[2Jnk\u{202e}\tsemapv");
    let (_folder, file) = folder(&evil);
    let mut plain = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
    plain
        .args([
            "link",
            "review",
            "--reviewer",
            FIRST,
            "--date",
            DAY,
            "--project",
        ])
        .arg(root().join("tests/fixtures/mini"))
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = run(plain, "q\n");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("ba\\u{1b}[2Jnk\\u{202e}"), "{shown}");
}

#[test]
fn killed_at_any_moment_every_decision_is_on_disk() {
    for round in 0..6 {
        let (_folder, file) = folder(SUGGESTIONS);
        let mut child = command(&file).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        for _ in 0..4 {
            // The program may be gone already.
            let _ = input.write_all(b"e\nu\nc\n");
        }
        std::thread::sleep(Duration::from_millis(60 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(by_tools(&file), 5);
        let known = ["bank", "apple", "fruit"];
        for row in decided(&file) {
            assert!(known.iter().any(|name| row.starts_with(name)), "{row}");
        }
    }
}

/// Stands among keys for the signal that ends a program from outside.
const TERMINATE: char = '\u{0}';

/// The command on a terminal of its own (`script` of util-linux), with its settings before and
/// after.
fn on_terminal(file: &Path, keys: &str) -> Option<(String, String)> {
    let is_there = Command::new("script")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_there {
        skip(
            "review on a terminal",
            "`script` of util-linux is not there",
        );
        return None;
    }
    let program = env!("CARGO_BIN_EXE_lobgraaf");
    // A file of its own, so that the number of the process is known.
    let command = format!(
        "echo $$ > process; exec '{program}' link review --lang en --reviewer {FIRST} --date {DAY} '{}' --from '{}' --project '{}'",
        file.display(),
        case("ours.ttl").display(),
        root().join("tests/fixtures/mini").display()
    );
    std::fs::write(file.with_file_name("review.sh"), command).unwrap();
    let line = "stty -a > before; sh ./review.sh; stty -a > after";
    let mut child = Command::new("script")
        .args(["-qec", line, "/dev/null"])
        .current_dir(file.parent().unwrap())
        .env("TERM", "xterm")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A person waits for the question.
    std::thread::sleep(Duration::from_millis(1500));
    for key in keys.chars() {
        if key == TERMINATE {
            let process = std::fs::read_to_string(file.with_file_name("process")).unwrap();
            let mut kill = Command::new("kill");
            assert!(
                kill.args(["-TERM", process.trim()])
                    .status()
                    .unwrap()
                    .success()
            );
            continue;
        }
        let mut bytes = [0; 4];
        input
            .write_all(key.encode_utf8(&mut bytes).as_bytes())
            .unwrap();
        std::thread::sleep(Duration::from_millis(150));
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let settings = |name: &str| std::fs::read_to_string(file.with_file_name(name)).unwrap();
    assert_eq!(
        settings("before"),
        settings("after"),
        "the terminal is as it was"
    );
    Some((
        String::from_utf8_lossy(&output.stdout).into_owned(),
        settings("after"),
    ))
}

#[test]
fn on_a_terminal_a_key_is_enough() {
    let (_folder, file) = folder(SUGGESTIONS);
    let Some((shown, _)) = on_terminal(&file, "ecuxnot the same\rq") else {
        return;
    };
    assert!(shown.contains("set.sssom.tsv: 2;"), "{shown}");
    let expected = [
        "apple Not exactMatch 11 (not the same)",
        "bank exactMatch 20",
    ];
    assert_eq!(decided(&file), expected);
}

#[test]
fn control_c_and_control_d_leave_the_terminal_as_it_was() {
    for end in ['\u{3}', '\u{4}'] {
        let (_folder, file) = folder(SUGGESTIONS);
        let Some((shown, _)) = on_terminal(&file, &format!("e{end}")) else {
            return;
        };
        assert!(shown.contains("set.sssom.tsv: 1;"), "{shown}");
        assert_eq!(decided(&file), ["bank exactMatch 20"]);
    }
}

#[test]
fn whoever_ends_it_from_outside_gets_the_terminal_back() {
    let (_folder, file) = folder(SUGGESTIONS);
    let keys = format!("e{TERMINATE}");
    if on_terminal(&file, &keys).is_some() {
        assert_eq!(decided(&file), ["bank exactMatch 20"]);
    }
}

#[test]
fn capital_letters_are_keys_too() {
    let (_folder, file) = folder(SUGGESTIONS);
    let output = run(command(&file), "E\nQ\n");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(decided(&file), ["bank exactMatch 20"]);
}

#[test]
fn decisions_of_a_table_and_their_faults() {
    let (folder, file) = folder(SUGGESTIONS);
    let table = folder.path().join("d.tsv");
    let apply = |text: &str| {
        std::fs::write(&table, text).unwrap();
        let mut command = command(&file);
        command.arg("--decisions").arg(&table);
        run(command, "")
    };
    let head = "subject_id\tobject_id\tdecision\treason\n";
    let output = apply(&format!("{head}ours:bank\ttheirs:20\tperhaps\t\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("d.tsv: row 2, column decision: `perhaps`"),
        "{}",
        said(&output)
    );
    let output = apply(&format!("{head}ours:bank\ttheirs:20\tclose\t\n"));
    assert_eq!(output.status.code(), Some(0));
    assert!(
        said(&output).contains("set.sssom.tsv: 1;"),
        "{}",
        said(&output)
    );
    assert_eq!(decided(&file), ["bank closeMatch 20"]);
}

#[test]
fn a_label_of_many_letters_is_cut_on_a_terminal() {
    let long = "a".repeat(200_000);
    let (_folder, file) = folder(&SUGGESTIONS.replace("moesappels", &long));
    let theirs = std::fs::read_to_string(case("theirs.ttl")).unwrap();
    let vocabulary = file.with_file_name("theirs.ttl");
    let text = theirs.replace("\"moesappels\"", &format!("\"moesappels {long}\""));
    assert_ne!(text, theirs);
    std::fs::write(&vocabulary, text).unwrap();
    let (ours, mini) = (case("ours.ttl"), root().join("tests/fixtures/mini"));
    let [ours, mini, file, vocabulary] =
        [&ours, &mini, &file, &vocabulary].map(|path| path.to_str().unwrap());
    let by = ["--reviewer", FIRST, "--from", ours];
    let with = ["--with", vocabulary];
    let review = ["link", "review", file];
    let add = [
        "link",
        "add",
        "ours:apple",
        "--into",
        file,
        "--author",
        FIRST,
    ];
    for (arguments, keys) in [
        ([&review[..], &by, &with].concat(), "l\nl\nl\n"),
        ([&review[..], &by].concat(), "l\nl\nl\n"),
        (
            [&add[..], &["--vocabulary", vocabulary, "--from", ours]].concat(),
            "moesappels\n1\nq\n",
        ),
        (
            vec!["link", "suggest", "--from", ours, "--to", vocabulary],
            "",
        ),
        (
            vec!["link", "check", file, "--file", ours, "--with", vocabulary],
            "",
        ),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command
            .args(&arguments)
            .args(["--project", mini])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let output = run(command, keys);
        let all = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
        assert!(all.len() < 60_000, "{arguments:?}: {} bytes", all.len());
        assert!(all.contains("[…]"), "{arguments:?}: {all}");
    }
}

/// Suggested, rejected, suggested anew from a version with another label, rejected again: a third
/// time it is not asked, whatever of the labels the tool stored.
#[test]
fn a_rejected_pair_comes_back_once_for_each_new_label() {
    let (folder, file) = folder(SUGGESTIONS);
    std::fs::remove_file(&file).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n";
    let concept = |iri: &str, label: &str| {
        format!("<https://e.org/{iri}> a skos:Concept ; skos:prefLabel \"{label}\"@nl .\n")
    };
    write(
        "ours.ttl",
        &format!("{head}{}", concept("o/bank", "oude bank")),
    );
    for (version, label) in [("1", "oude bank"), ("2", "oude bank voor geld")] {
        let scheme =
            format!("<https://e.org/t> a skos:ConceptScheme ; owl:versionInfo \"{version}\" .\n");
        write(
            &format!("{version}.ttl"),
            &format!("{head}{scheme}{}", concept("t/1", label)),
        );
    }
    let mini = root().join("tests/fixtures/mini");
    let run = |arguments: &[&str], keys: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command
            .args(["link"])
            .args(arguments)
            .args(["--from", "ours.ttl", "--lang", "en", "--project"])
            .arg(&mini)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let output = self::run(command, keys);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output)
    };
    for with_vocabulary in [true, false] {
        let _ = std::fs::remove_file(&file);
        for (version, day, decided_before) in [("1", "2026-11-22", 0), ("2", "2026-11-23", 1)] {
            let (vocabulary, found) = (format!("{version}.ttl"), format!("{version}.sssom.tsv"));
            run(&["suggest", "--to", &vocabulary, "-o", &found], "");
            let mut arguments = vec![
                "review",
                "set.sssom.tsv",
                "--suggestions",
                &found,
                "--reviewer",
                FIRST,
                "--date",
                day,
                "--set-id",
                "https://e.org/set",
                "--license",
                "https://e.org/l",
            ];
            if with_vocabulary {
                arguments.extend(["--with", &vocabulary]);
            }
            let first = run(&arguments, "x another bank\n");
            assert!(first.contains("── 1 of 1"), "{first}");
            assert!(first.contains("set.sssom.tsv: 1; still open: 0"), "{first}");
            assert_eq!(
                first.matches("another bank").count(),
                decided_before,
                "{first}"
            );
            let again = run(&arguments, "x another bank\n");
            assert!(again.contains("Nothing open"), "{again}");
        }
        let set = crate::support::linking::set(&file);
        let persons = set.mappings.iter().filter(|row| row.is_by_person());
        let labels: Vec<_> = persons
            .map(|row| {
                let of = |slot| row.slots.text(slot).unwrap_or("-");
                (
                    of(Slot::ObjectLabel),
                    of(Slot::ObjectSourceVersion),
                    row.is_negated(),
                )
            })
            .collect();
        let expected = [("oude bank", "1", true), ("oude bank voor geld", "2", true)];
        assert_eq!(
            labels, expected,
            "with the vocabulary at hand: {with_vocabulary}"
        );
    }
}

#[test]
fn who_was_too_late_is_told_so_at_the_end() {
    let (_folder, file) = folder(SUGGESTIONS);
    let mut late = command(&file);
    late.args(["--subject", "bank"]);
    let mut late = late.spawn().unwrap();
    // It shows the card once it has read the file; only then does another one decide.
    let mut shown = late.stdout.take().unwrap();
    std::io::Read::read_exact(&mut shown, &mut [0; 10]).unwrap();
    let mut first = command(&file);
    first.args(["--subject", "bank"]);
    assert_eq!(run(first, "e\n").status.code(), Some(0));
    late.stdin.take().unwrap().write_all(b"c\n").unwrap();
    std::io::copy(&mut shown, &mut std::io::sink()).unwrap();
    let output = late.wait_with_output().unwrap();
    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("Nothing was written"), "{told}");
    assert!(told.contains("set.sssom.tsv: 0; still open: 0"), "{told}");
    assert!(!told.contains("1 decided"), "{told}");
    assert_eq!(decided(&file), ["bank exactMatch 20"]);
}
