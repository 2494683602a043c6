//! Suggesting links.
//!
//! * The project's concepts to half a million triples, the whole process, cold (goal: 3 s and
//!   400 MB). Needs `../shared/vocabularies/esco`; else it says so.
//! * The OAEI anatomy track, one to one, beside its reference alignment (goal: F1 .88). Needs
//!   `../shared/testsuites/oaei-anatomy`; else it says so.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const FILES: [&str; 2] = ["esco-v1.1.1-en.ttl.gz", "esco-v1.2-nl-labels.ttl.gz"];

/// Times `link suggest` and prints the median.
pub fn suggest(program: &str, root: &Path) {
    let folder = root.join("../shared/vocabularies/esco");
    if !folder.is_dir() {
        println!("link suggest: skipped, {} is not there", folder.display());
        return;
    }
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| once(program, root, &folder)).collect();
    times.sort();
    println!("link suggest to ESCO: {:.2?}", times[ROUNDS / 2]);
}

fn once(program: &str, root: &Path, folder: &Path) -> Duration {
    let mut command = Command::new(program);
    command.args(["link", "suggest", "--format", "json"]);
    for file in FILES {
        command.arg("--to").arg(folder.join(file));
    }
    let started = Instant::now();
    let status = command
        .current_dir(root)
        .stdout(Stdio::null())
        .status()
        .expect("it starts");
    assert!(status.success(), "{command:?} ended with {status}");
    started.elapsed()
}

/// Matches the anatomy track, prints time and F1, and holds the F1 to its goal.
pub fn anatomy(program: &str, root: &Path) {
    let folder = root.join("../shared/testsuites/oaei-anatomy");
    let Ok(text) = std::fs::read_to_string(folder.join("reference.rdf")) else {
        println!("anatomy: skipped, {} is not there", folder.display());
        return;
    };
    let entities: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("<entity"))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    let reference: BTreeSet<(&str, &str)> = entities
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let started = Instant::now();
    let output = Command::new(program)
        .args([
            "link",
            "suggest",
            "--one-to-one",
            "--format",
            "json",
            "--from",
        ])
        .arg(folder.join("mouse.rdf.gz"))
        .arg("--to")
        .arg(folder.join("human.rdf.gz"))
        .output()
        .expect("it starts");
    let took = started.elapsed();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let concepts = found["concepts"].as_array().expect("it has concepts");
    let pairs: Vec<(&str, &str)> = concepts
        .iter()
        .filter_map(|one| {
            let other = one["candidates"].get(0)?;
            Some((
                one["concept"]["iri"].as_str()?,
                other["concept"]["iri"].as_str()?,
            ))
        })
        .collect();
    let right = pairs.iter().filter(|pair| reference.contains(pair)).count();
    let f1 = 2.0 * right as f64 / (pairs.len() + reference.len()) as f64;
    println!("anatomy, one to one: {took:.2?}, F1 {f1:.3}");
    assert!(f1 >= 0.88, "F1 {f1}");
}
