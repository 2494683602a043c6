//! Linking: `cargo bench -- linking`.
//!
//! * Checking 12 000 mapping rows against ESCO, the whole process, beside reading the vocabulary
//!   (goal: 1 s), and beside `sssom validate` (sssom-py) on the rows alone, where it is installed.
//! * The project's concepts to half a million triples, the whole process, cold (goal: 3 s and
//!   400 MB). Needs `../shared/vocabularies/esco`; else it says so.
//! * The OAEI anatomy track, one to one, beside its reference alignment (goal: F1 .88). Needs
//!   `../shared/testsuites/oaei-anatomy`; else it says so.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lobgraaf::app::link::terms::Terms;
use lobgraaf::app::progress::Silent;
use lobgraaf::core::sssom::{Mapping, MappingSet, Slot, write};
use lobgraaf::core::vocabulary::{semapv, skos};

use crate::{pair, run};

const ROUNDS: usize = 5;
const FILES: [&str; 2] = ["esco-v1.1.1-en.ttl.gz", "esco-v1.2-nl-labels.ttl.gz"];

/// All of them.
pub fn run_all(program: &str, root: &Path) {
    check(program, root);
    suggest(program, root);
    anatomy(program, root);
}

/// Where a program of others answers `--help`: whether it is installed.
fn is_installed(name: &str) -> bool {
    let mut command = Command::new(name);
    command
        .arg("--help")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let there = command.status().is_ok_and(|status| status.success());
    if !there {
        println!("{name}: skipped, it is not installed");
    }
    there
}

/// Checks 12 000 mapping rows against ESCO: the whole process, beside reading the vocabulary alone.
fn check(program: &str, root: &Path) {
    let path = root.join("../shared/vocabularies/esco/esco-v1.1.1-en.ttl.gz");
    if !path.is_file() {
        println!("link check: skipped, {} is not there", path.display());
        return;
    }
    let read = || Terms::read(std::slice::from_ref(&path), &|_| true, &Silent).expect("it parses");
    let terms = read();
    let mut iris: Vec<_> = terms.iter().map(|(iri, _)| iri).collect();
    iris.sort_unstable();
    let mut set = MappingSet::default();
    set.prefixes.insert("x", "https://example.org/");
    set.prefixes.insert("esco", "http://data.europa.eu/esco/");
    set.about
        .set(Slot::MappingSetId, "https://example.org/links");
    set.about.set(
        Slot::License,
        "https://creativecommons.org/licenses/by/4.0/",
    );
    for (number, iri) in iris.into_iter().take(12_000).enumerate() {
        let subject = format!("https://example.org/{number}");
        let by_hand = semapv::MANUAL_MAPPING_CURATION;
        let mut mapping = Mapping::new(&subject, skos::EXACT_MATCH, iri, by_hand);
        mapping.slots.set(Slot::ReviewerLabel, "second reader");
        mapping.slots.set(Slot::MappingDate, "2026-01-01");
        set.mappings.push(mapping);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("links.sssom.tsv");
    std::fs::write(&file, write::tsv(&set)).expect("it can be written");
    let check = || {
        let mut command = Command::new(program);
        command.args(["link", "check"]).arg(&file);
        run(command.arg("--with").arg(&path));
    };
    let name = "link check: 12 000 rows and ESCO (goal: under 1 s)";
    pair(name, ROUNDS, check, "reading ESCO", || {
        read();
    });
    if is_installed("sssom") {
        let started = Instant::now();
        run(Command::new("sssom").arg("validate").arg(&file));
        println!(
            "sssom validate: the same rows, no vocabulary: {:.2?}",
            started.elapsed()
        );
    }
}

/// Times `link suggest` and prints the median.
fn suggest(program: &str, root: &Path) {
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
fn anatomy(program: &str, root: &Path) {
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
