//! Checklists, as whole processes, beside loading the project and asking it next to nothing.
//!
//! * The full checklist in all six formats at once (goal: under 300 ms).
//! * 1 000 answered checklists scored (goal: under a second), in each format of a report and with
//!   the drawing of the goals; as PDF, which is hundreds of pages, without a goal.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{ROOT, ROUNDS, pair, run};

/// Checklists that are scored together.
const ANSWERED: usize = 1_000;
/// Rounds of scoring: each is long enough to need few.
const SCORE_ROUNDS: usize = 7;
/// What is answered; an empty text is none.
const ANSWERS: [&str; 6] = ["yes", "partly", "no", "not-applicable", "yes", ""];

/// Both.
pub fn run_all(program: &str) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let question = folder.path().join("anything.rq");
    std::fs::write(&question, "ASK { ?a ?b ?c }").expect("the query can be written");
    let load = || run(Command::new(program).arg("query").arg(&question));
    let alone = "loading the project";
    let every = || {
        let mut command = Command::new(program);
        command.arg("checklist");
        for ending in ["md", "html", "pdf", "docx", "xlsx", "json"] {
            let file = folder.path().join("checklist").with_extension(ending);
            command.arg("-o").arg(file);
        }
        run(&mut command);
    };
    let name = "checklist in six formats (goal: under 300 ms)";
    pair(name, ROUNDS, every, alone, load);
    let files = answered(program, folder.path());
    for (ending, goal) in [
        ("txt", " (goal: under 1 s)"),
        ("html", " (goal: under 1 s)"),
        ("json", " (goal: under 1 s)"),
        ("pdf", ""),
    ] {
        let score = || {
            let mut command = Command::new(program);
            command.args(["checklist", "score"]).args(&files);
            let report = folder.path().join("report").with_extension(ending);
            run(command.arg("-o").arg(report));
        };
        let name = format!("{ANSWERED} checklists scored to {ending}{goal}");
        pair(&name, SCORE_ROUNDS, score, alone, load);
    }
    // The drawing has a letter for each of up to twelve activities, of more only their number.
    for (count, name) in [(ANSWERED, "1 000"), (12, "12")] {
        let draw = || {
            let mut command = Command::new(program);
            command.args(["checklist", "score"]).args(&files[..count]);
            command.arg("-o").arg(folder.path().join("report.txt"));
            let drawing = folder.path().join("goals.svg");
            run(command.arg("--diagram").arg(drawing));
        };
        let name = format!("{name} checklists scored to txt and drawn to svg (goal: under 1 s)");
        pair(&name, SCORE_ROUNDS, draw, alone, load);
    }
}

/// Writes answered checklists, the same ones at every call, and gives their paths.
fn answered(program: &str, folder: &Path) -> Vec<PathBuf> {
    let output = Command::new(program)
        .args(["checklist", "--format", "json"])
        .current_dir(ROOT)
        .output()
        .expect("it starts");
    let checklist: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let all = |value: &Value, name: &str| -> Vec<Value> {
        value[name].as_array().expect("a list").clone()
    };
    let iri = |value: &Value| value["iri"].as_str().expect("an IRI").to_owned();
    let groups = all(&checklist, "groups");
    let sections = groups.iter().flat_map(|group| all(group, "sections"));
    let items: Vec<_> = sections
        .flat_map(|section| all(&section, "items"))
        .collect();
    let sectors: Vec<_> = all(&checklist["offered"], "sectors")
        .iter()
        .map(iri)
        .collect();
    let goals = all(&checklist["offered"], "goals");
    let goals = goals.iter().flat_map(|group| all(group, "goals"));
    let goals: Vec<_> = goals.map(|goal| iri(&goal)).collect();
    let mut state: u64 = 20_261_124;
    // A linear congruential generator (Knuth's MMIX); its high bits are random enough.
    let mut any = |count: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % count
    };
    let write = |number: usize| {
        let mut text = format!(
            "edition = {}\nform = \"full\"\nschool = \"school {}\"\nactivity = \"activity {number}\"\n\
             date = \"2026-{:02}-{:02}\"\nsectors = [\"{}\"]\ngoals = [\"{}\", \"{}\"]\n",
            checklist["edition"],
            any(50),
            1 + any(12),
            1 + any(28),
            sectors[any(sectors.len())],
            goals[any(goals.len())],
            goals[any(goals.len())],
        );
        for item in &items {
            let answer = ANSWERS[any(ANSWERS.len())];
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "\n[answers.{}]\nanswer = \"{answer}\"\n",
                item["notation"]
            );
            if any(20) == 0 {
                text.push_str("remark = \"Volgend jaar eerder beginnen.\"\n");
            }
        }
        let path = folder.join(format!("answers-{number}.toml"));
        std::fs::write(&path, text).expect("the file can be written");
        path
    };
    (0..ANSWERED).map(write).collect()
}
