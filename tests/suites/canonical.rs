//! RDFC-1.0: the W3C's cases, and the limits.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lobgraaf::store::canonical::{CanonicalError, HashAlgorithm, canonical_nquads, canonicalize};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use crate::support::suite;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const RDFC: &str = "https://w3c.github.io/rdf-canon/tests/vocab#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const BASE: &str = "https://w3c.github.io/rdf-canon/tests/";

/// Cases that fail, by IRI, each with the reason above it.
const EXCEPTIONS: [&str; 0] = [];

fn quads(text: &str) -> Vec<Quad> {
    let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(text);
    parser.collect::<Result<_, _>>().unwrap()
}

struct Case {
    kind: String,
    properties: BTreeMap<String, String>,
}

fn cases(folder: &Path) -> BTreeMap<String, Case> {
    let text = fs::read_to_string(folder.join("manifest.ttl")).unwrap();
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(format!("{BASE}manifest.ttl"))
        .unwrap();
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for quad in parser.for_slice(&text) {
        let quad = quad.unwrap();
        let (NamedOrBlankNode::NamedNode(subject), object) = (quad.subject, quad.object) else {
            continue;
        };
        let value = match object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            _ => continue,
        };
        all.entry(subject.into_string())
            .or_default()
            .insert(quad.predicate.into_string(), value);
    }
    let kind = |properties: &BTreeMap<String, String>| {
        properties
            .get(&format!("{RDF}type"))?
            .strip_prefix(RDFC)
            .map(ToOwned::to_owned)
    };
    all.into_iter()
        .filter_map(|(iri, properties)| {
            Some((
                iri,
                Case {
                    kind: kind(&properties)?,
                    properties,
                },
            ))
        })
        .collect()
}

fn run(folder: &Path, case: &Case) -> Result<(), String> {
    let file = |property: &str| {
        let iri = &case.properties[&format!("{MF}{property}")];
        fs::read_to_string(folder.join(iri.strip_prefix(BASE).unwrap())).unwrap()
    };
    let algorithm = match case
        .properties
        .get(&format!("{RDFC}hashAlgorithm"))
        .map(String::as_str)
    {
        None => HashAlgorithm::Sha256,
        Some("SHA384") => HashAlgorithm::Sha384,
        Some(other) => return Err(format!("unknown hash {other}")),
    };
    let outcome = canonicalize(&quads(&file("action")), algorithm);
    match case.kind.as_str() {
        "RDFC10NegativeEvalTest" => match outcome {
            Err(CanonicalError::TooComplex { .. }) => Ok(()),
            other => Err(format!("should be refused: {other:?}")),
        },
        "RDFC10EvalTest" => {
            let got = outcome.map_err(|error| error.to_string())?.nquads;
            if got == file("result") {
                Ok(())
            } else {
                Err(got)
            }
        }
        "RDFC10MapTest" => {
            let labels = outcome.map_err(|error| error.to_string())?.labels;
            let wanted: BTreeMap<String, String> = serde_json::from_str(&file("result")).unwrap();
            if labels == wanted {
                Ok(())
            } else {
                Err(format!("{labels:?}"))
            }
        }
        other => Err(format!("unknown kind of case {other}")),
    }
}

#[test]
fn w3c_cases() {
    let Some(folder) = suite("rdf-canon") else {
        return;
    };
    let cases = cases(&folder);
    assert_eq!(cases.len(), 86);
    let mut wrong = String::new();
    for (iri, case) in &cases {
        let excepted = EXCEPTIONS.contains(&iri.as_str());
        match run(&folder, case) {
            Err(what) if !excepted => writeln!(wrong, "{iri}: {what}").unwrap(),
            Ok(()) if excepted => writeln!(wrong, "{iri}: passes; no exception now").unwrap(),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn lines_are_sorted_and_single() {
    let text = "<x:b> <x:p> \"\\u0041\" .\n<x:a> <x:p> <x:o> <x:g> .\n<x:b> <x:p> \"A\" .\n";
    let wanted = "<x:a> <x:p> <x:o> <x:g> .\n<x:b> <x:p> \"A\" .\n";
    assert_eq!(canonical_nquads(&quads(text)).unwrap(), wanted);
    assert_eq!(canonical_nquads(&[] as &[Quad]).unwrap(), "");
}

fn ring(size: usize) -> Vec<Quad> {
    let node = |n: usize| oxigraph::model::BlankNode::new_unchecked(format!("n{}", n % size));
    let step = NamedNode::new_unchecked("x:next");
    let graph = oxigraph::model::GraphName::DefaultGraph;
    (0..size)
        .map(|n| Quad::new(node(n), step.clone(), node(n + 1), graph.clone()))
        .collect()
}

/// All of `size` blank nodes linked with each other.
fn clique(size: usize) -> Vec<Quad> {
    let mut text = String::new();
    for a in 0..size {
        for b in (0..size).filter(|b| *b != a) {
            writeln!(text, "_:n{a} <x:p> _:n{b} .").unwrap();
        }
    }
    quads(&text)
}

#[test]
fn hard_graphs_are_refused_not_endured() {
    for graph in [ring(5_000), ring(100_000), clique(30)] {
        let error = canonical_nquads(&graph).unwrap_err();
        assert!(
            matches!(error, CanonicalError::TooComplex { .. }),
            "{error}"
        );
        assert!(
            error.to_string().contains("give some of them an IRI"),
            "{error}"
        );
    }
}

#[test]
fn what_is_large_but_simple_is_done() {
    let mut text = String::new();
    for n in 0..20_000 {
        writeln!(text, "_:n{n} <x:p> \"{n}\" .\n_:n{n} <x:q> _:n{} .", n + 1).unwrap();
    }
    assert_eq!(
        canonical_nquads(&quads(&text)).unwrap().lines().count(),
        40_000
    );
    assert_eq!(canonical_nquads(&ring(60)).unwrap().lines().count(), 60);
    assert_eq!(canonical_nquads(&clique(5)).unwrap().lines().count(), 20);
}
