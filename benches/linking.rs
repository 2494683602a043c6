//! Links of the project's concepts to half a million triples, the whole process, cold (goal: 3 s
//! and 400 MB). Needs `../shared/vocabularies/esco`; else it says so.

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
