//! How fast, beside what it is compared to, in one run: `cargo bench`.
//!
//! * `tree` and `query`: the whole process on this project, beside a bare Oxigraph program that
//!   loads the same files and answers the same query (goal: at most 1.3 times as long, and under
//!   100 ms). The bare program is this one, called again with `bare FOLDER QUERY`.
//! * `esco`: loading half a million triples and building their hierarchy, beside merely loading
//!   them, with Oxigraph alone and with our own loader, which parses and indexes at once (goal: at
//!   most 1.15 times). Needs `../shared/vocabularies/esco`; else it says so.
//! * Linking, drawings, checklists and intake: see `linking.rs`, `diagrams.rs`, `checklist.rs`,
//!   `intake.rs`. `cargo bench -- linking` (or `diagrams`, …) measures them alone.
//!
//! The two sides take turns, so that a machine whose speed drifts slows both.

mod checklist;
mod diagrams;
mod intake;
mod linking;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lobgraaf::app::skos;
use lobgraaf::core::language::Language;
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::memory::GraphStore;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const ROUNDS: usize = 21;
const ESCO_ROUNDS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, folder, query] = arguments.as_slice()
        && mode == "bare"
    {
        bare(Path::new(folder), Path::new(query));
        return;
    }
    let this = std::env::current_exe().expect("this program has a path");
    let ours = env!("CARGO_BIN_EXE_lobgraaf");
    let only = |name: &str| arguments.iter().any(|argument| argument == name);
    if only("linking") {
        return linking::run_all(ours, Path::new(ROOT));
    }
    if only("diagrams") {
        return diagrams::run_all(ours);
    }
    if only("checklist") {
        return checklist::run_all(ours);
    }
    if only("intake") {
        return intake::run_all(ours);
    }
    let view = "queries/views/goals.rq";
    let compare = |name: &str, ours_arguments: &[&str]| {
        pair(
            name,
            ROUNDS,
            || run(Command::new(ours).args(ours_arguments)),
            "bare oxigraph",
            || run(Command::new(&this).args(["bare", ROOT, view])),
        );
    };
    compare("tree goals", &["tree", "goals"]);
    compare("query goals", &["query", "goals", "--format", "csv"]);
    esco();
    linking::run_all(ours, Path::new(ROOT));
    diagrams::run_all(ours);
    checklist::run_all(ours);
    intake::run_all(ours);
}

/// Runs a command in the project's folder; it must succeed.
fn run(command: &mut Command) {
    let status = command
        .current_dir(ROOT)
        .stdout(Stdio::null())
        .status()
        .expect("it starts");
    assert!(status.success(), "{command:?} ended with {status}");
}

/// Loads every Turtle file of a project with Oxigraph alone and answers a query.
fn bare(folder: &Path, query: &Path) {
    let store = Store::new().expect("a store in memory");
    for name in ["ontology", "data"] {
        load_folder(&store, &folder.join(name));
    }
    let text = std::fs::read_to_string(folder.join(query)).expect("the query is there");
    let mut query = SparqlEvaluator::new()
        .parse_query(&text)
        .expect("the query parses");
    query.dataset_mut().set_default_graph_as_union();
    let results = query.on_store(&store).execute().expect("the query runs");
    let QueryResults::Solutions(solutions) = results else {
        panic!("no SELECT")
    };
    println!("{} rows", solutions.count());
}

fn load_folder(store: &Store, folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            load_folder(store, &path);
        } else if path.extension().is_some_and(|extension| extension == "ttl") {
            let bytes = std::fs::read(&path).expect("the file can be read");
            let text = String::from_utf8_lossy(&bytes);
            let graph = text
                .lines()
                .find_map(|line| line.strip_prefix("#+ graph: "))
                .expect("a graph");
            let graph = NamedNode::new(graph.trim()).expect("an IRI");
            let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph);
            store
                .load_from_slice(parser, bytes.as_slice())
                .expect("the file parses");
        }
    }
}

fn esco() {
    let path = Path::new(ROOT).join("../shared/vocabularies/esco/esco-v1.1.1-en.ttl.gz");
    if !path.is_file() {
        println!("esco: skipped, {} is not there", path.display());
        return;
    }
    let file = SourceFile::read(&path).expect("the file can be read");
    let load = || {
        let store = GraphStore::new().expect("a store in memory");
        store.load(&file, "urn:esco").expect("the file parses");
        store
    };
    let build = || {
        let view = skos::view(&load(), "esco", None, Language::English).expect("a hierarchy");
        assert!(view.hierarchy.len() > 18_000);
    };
    let bare = || {
        let store = Store::new().expect("a store in memory");
        let graph = NamedNode::new_unchecked("urn:esco");
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph);
        store
            .load_from_slice(parser, file.bytes.as_slice())
            .expect("the file parses");
    };
    let name = "esco: load and build the hierarchy";
    pair(name, ESCO_ROUNDS, build, "bare oxigraph loads", bare);
    pair(name, ESCO_ROUNDS, build, "our loader loads", || {
        load();
    });
}

/// Times two sides in turn, after one round that does not count, and prints the median of each
/// and of the ratios round by round.
fn pair(name: &str, rounds: usize, ours: impl Fn(), other_name: &str, other: impl Fn()) {
    let time = |work: &dyn Fn()| -> Duration {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    let (mut own_times, mut other_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (a, b) = (time(&ours), time(&other));
        if round > 0 {
            own_times.push(a);
            other_times.push(b);
            ratios.push(a.as_secs_f64() / b.as_secs_f64());
        }
    }
    own_times.sort();
    other_times.sort();
    ratios.sort_by(f64::total_cmp);
    let middle = rounds / 2;
    println!(
        "{name}: {:.1} ms; {other_name}: {:.1} ms; ratio {:.2} ({:.2} to {:.2}), {rounds} rounds",
        own_times[middle].as_secs_f64() * 1e3,
        other_times[middle].as_secs_f64() * 1e3,
        ratios[middle],
        ratios[0],
        ratios[rounds - 1],
    );
}
