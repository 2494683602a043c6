//! Drawings, beside what they are compared to.
//!
//! * The goal hierarchy as a whole process: SVG in under 100 ms, PDF in under 200 ms.
//! * 1 000, 10 000 and 100 000 concepts from a Turtle file to an SVG file, as a whole process,
//!   beside Graphviz `dot` on the same graph (goal: at least 50 times faster at 10 000).
//! * Hierarchy, layout and writing, beside merely loading the file and asking for its nodes, with
//!   Oxigraph alone (goal: less).
//! * The layout alone, numbers in and numbers out, beside the tidy tree of d3-hierarchy on Node
//!   (goal: at least 5 times faster).

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lobgraaf::app::drawing::{Drawing, Paper};
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{PageOptions, render};
use lobgraaf::app::{HIERARCHY_FORMATS, skos};
use lobgraaf::core::language::Language;
use lobgraaf::render::svg::layout::{Cell, Shape, arrange};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::{ROOT, ROUNDS, pair, run};

/// `dot` has so long for a graph; one that it did not finish is said to take longer.
const PATIENCE: Duration = Duration::from_secs(90);
/// Children of a node.
const FAN: usize = 9;
const QUERY: &str = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?node ?parent ?label WHERE {
  ?node a skos:Concept ; skos:prefLabel ?label . OPTIONAL { ?node skos:broader ?parent }
}";

/// All of them.
pub fn run_all(program: &str) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    for (ending, goal) in [("svg", 100), ("pdf", 200)] {
        let target = folder.path().join(format!("goals.{ending}"));
        let mut times = Vec::new();
        for _ in 0..=ROUNDS {
            let started = Instant::now();
            run(Command::new(program)
                .args(["diagram", "goals", "-o"])
                .arg(&target));
            times.push(started.elapsed());
        }
        let time = median(times.split_off(1));
        println!(
            "diagram goals to {ending}: {} (goal: under {goal} ms)",
            ms(time)
        );
    }
    for count in [1_000, 10_000, 100_000] {
        let file = folder.path().join(format!("concepts-{count}.ttl"));
        std::fs::write(&file, turtle(count)).expect("the file can be written");
        beside_dot(program, &file, count);
        beside_loading(&file, count);
        beside_d3(folder.path(), count);
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Rounds for a tree of so many concepts.
fn rounds(count: usize) -> usize {
    (100_000 / count).clamp(3, 11)
}

/// The parent of each node; the first one has none.
fn parents(count: usize) -> impl Iterator<Item = Option<usize>> {
    (0..count).map(|node| node.checked_sub(1).map(|before| before / FAN))
}

fn turtle(count: usize) -> String {
    let words = [
        "orientation",
        "work",
        "guidance",
        "school",
        "choice",
        "visit",
        "mentor",
    ];
    let mut text = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix c: <https://example.org/c/> .\n",
    );
    for (node, parent) in parents(count).enumerate() {
        let label = [node % 7, node / 7 % 7, node / 49 % 7].map(|word| words[word]);
        let _ = write!(
            text,
            "c:{node} a skos:Concept ; skos:prefLabel \"{} {node}\"@en",
            label.join(" ")
        );
        if let Some(parent) = parent {
            let _ = write!(text, " ; skos:broader c:{parent}");
        }
        text.push_str(" .\n");
    }
    text
}

fn beside_dot(program: &str, file: &Path, count: usize) {
    let svg = file.with_extension("svg");
    let mut times = Vec::new();
    for _ in 0..=rounds(count) {
        let started = Instant::now();
        run(Command::new(program)
            .args(["diagram", "--page", "screen", "--file"])
            .arg(file)
            .arg("-o")
            .arg(&svg));
        times.push(started.elapsed());
    }
    let own = median(times.split_off(1));
    print!("{count} concepts, Turtle to SVG: {}; ", ms(own));
    let graph = file.with_extension("dot");
    run(Command::new(program)
        .args(["diagram", "--file"])
        .arg(file)
        .arg("-o")
        .arg(&graph));
    match dot(&graph) {
        None => println!("dot is not installed"),
        Some(Err(late)) => println!(
            "dot not done after {:.0} s, so more than {:.0} times as long",
            late.as_secs_f64(),
            late.as_secs_f64() / own.as_secs_f64()
        ),
        Some(Ok(time)) => println!(
            "dot, from DOT to SVG: {}; {:.0} times as long",
            ms(time),
            time.as_secs_f64() / own.as_secs_f64()
        ),
    }
}

/// How long `dot` takes, or that it took longer than it may; `None` where it is not installed.
fn dot(graph: &Path) -> Option<Result<Duration, Duration>> {
    let started = Instant::now();
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .arg(graph)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    loop {
        if child.try_wait().expect("it can be waited for").is_some() {
            return Some(Ok(started.elapsed()));
        }
        if started.elapsed() > PATIENCE {
            child.kill().expect("it can be ended");
            child.wait().expect("it ends");
            return Some(Err(started.elapsed()));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn beside_loading(file: &Path, count: usize) {
    let sources = Sources {
        files: vec![file.to_owned()],
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::English).expect("the file parses");
    let format = HIERARCHY_FORMATS.iter().find(|format| format.name == "svg");
    let format = format.expect("svg is a format");
    let options = PageOptions {
        drawing: Drawing {
            paper: Some(Paper::Screen),
            ..Drawing::default()
        },
        ..PageOptions::default()
    };
    let bytes = std::fs::read(file).expect("the file can be read");
    pair(
        &format!("{count} concepts: hierarchy, layout and writing"),
        rounds(count),
        || {
            let view = skos::view(&session.store, "concepts", None, Language::English);
            let view = view.expect("a hierarchy");
            let drawn = render(&session, &view, format, &options).expect("a drawing");
            assert!(drawn.size() > count * 100);
        },
        "loading and querying with Oxigraph alone",
        || {
            let store = Store::new().expect("a store in memory");
            store
                .load_from_slice(RdfParser::from_format(RdfFormat::Turtle), bytes.as_slice())
                .expect("the file parses");
            let query = SparqlEvaluator::new().parse_query(QUERY);
            let results = query.expect("a query").on_store(&store).execute();
            let QueryResults::Solutions(rows) = results.expect("it runs") else {
                panic!("no SELECT")
            };
            assert_eq!(rows.count(), count);
        },
    );
}

fn beside_d3(folder: &Path, count: usize) {
    // In preorder, as the layout wants them.
    let mut children = vec![Vec::new(); count];
    for (node, parent) in parents(count).enumerate() {
        if let Some(parent) = parent {
            children[parent].push(node);
        }
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(count);
    let mut open = vec![(0, None)];
    while let Some((node, parent)) = open.pop() {
        let here = cells.len();
        cells.push(Cell {
            parent,
            shape: Shape::Branch,
            height: 10.4,
            gap: 0.0,
        });
        open.extend(
            children[node]
                .iter()
                .rev()
                .map(|&child| (child, Some(here))),
        );
    }
    let rounds = rounds(count) * 3;
    let mut times = Vec::new();
    for _ in 0..rounds + 3 {
        let started = Instant::now();
        let places = std::hint::black_box(arrange(std::hint::black_box(&cells), 3.0));
        assert_eq!(places.len(), count);
        times.push(started.elapsed());
    }
    let own = median(times.split_off(3));
    print!(
        "{count} nodes, layout alone: {:.3} ms; ",
        own.as_secs_f64() * 1e3
    );
    let lines: Vec<String> = cells
        .iter()
        .map(|cell| {
            cell.parent
                .map_or("-1".to_owned(), |parent| parent.to_string())
        })
        .collect();
    let list = folder.join(format!("parents-{count}.txt"));
    std::fs::write(&list, lines.join("\n")).expect("the file can be written");
    let tools = Path::new(ROOT).join("tests/tools");
    let output = Command::new("node")
        .arg(tools.join("tidy.mjs"))
        .arg(&list)
        .arg(rounds.to_string())
        .output();
    let said = output.ok().filter(|output| output.status.success());
    let numbers: Vec<f64> = said
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let [whole, alone] = numbers.as_slice() else {
        println!("d3-hierarchy is not there: `npm ci --prefix tests/tools` installs it");
        return;
    };
    let own = own.as_secs_f64() * 1e3;
    println!(
        "d3-hierarchy: {alone:.2} ms, {:.1} times as long; with building its tree {whole:.2} ms, {:.1} times",
        alone / own,
        whole / own
    );
}
