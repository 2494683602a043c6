//! What several suites need: where the conformance suites stand, and how a skip is told.

pub mod browser;
pub mod checklist;
pub mod guideline;
pub mod intake;
pub mod linking;
pub mod office;
pub mod pages;
pub mod schemas;

use std::io::Write;
use std::path::{Path, PathBuf};

use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::language::Language;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, Triple};

/// The root of the project under test.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Says on standard error that a test did not run, and why; with `LOBGRAAF_REQUIRE_TOOLS=1` that
/// is a failure. Written past the test harness, which swallows what `eprintln!` writes.
pub fn skip(what: &str, why: &str) {
    let required = std::env::var_os("LOBGRAAF_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    assert!(!required, "{what}: {why}");
    report(&format!("skipped {what}: {why}"));
}

/// Says something on standard error, past the test harness.
pub fn report(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The folder of a conformance suite beside the project (`LOBGRAAF_TESTSUITES`, else
/// `../shared/testsuites`); `None`, told as a skip, when it is not there. Where no suite at all
/// stands beside the project and none is named, that is never a failure.
pub fn suite(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("LOBGRAAF_TESTSUITES").map(PathBuf::from);
    let is_named = named.is_some();
    let suites = named.unwrap_or_else(|| root().join("../shared/testsuites"));
    let folder = suites.join(name);
    if folder.is_dir() {
        return Some(folder.canonicalize().unwrap());
    }
    let why = format!("{} is not there", folder.display());
    if is_named || suites.is_dir() {
        skip(name, &why);
    } else {
        report(&format!("skipped {name}: {why}"));
    }
    None
}

/// All files below `folder` with that ending, sorted; never none.
pub fn files_with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{}: no .{ending} file", folder.display());
    found
}

/// The triples of a Turtle file, its own location as base.
pub fn turtle(path: &Path) -> Graph {
    let bytes = std::fs::read(path).unwrap();
    let base = format!("file://{}", path.display());
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(&base)
        .unwrap();
    let quads = parser.for_slice(&bytes);
    quads
        .map(|quad| Triple::from(quad.unwrap_or_else(|error| panic!("{base}: {error}"))))
        .collect()
}

/// The tiny project of `tests/fixtures/mini`, in Dutch.
pub fn mini() -> Session {
    mini_in(Language::Dutch)
}

/// The tiny project of `tests/fixtures/mini`.
pub fn mini_in(language: Language) -> Session {
    let project = Some(root().join("tests/fixtures/mini"));
    let sources = Sources {
        project,
        ..Sources::default()
    };
    Session::open(&sources, language).unwrap()
}
