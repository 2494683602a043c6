//! The W3C test suite of SHACL Core and SHACL-SPARQL, through `store::shapes`.
//! The whole report is compared: `sh:conforms`, and the results by focus node, path, value,
//! component, source shape, severity and, where the suite gives them, messages.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lobgraaf::core::iri::Prefixes;
use lobgraaf::store::shapes::{ShapesBounds, ShapesReport, path_text, validate};
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef};

use crate::support;

/// Cases whose outcome differs, by IRI below the suite's `tests/`, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const SH: &str = "http://www.w3.org/ns/shacl#";
const SHT: &str = "http://www.w3.org/ns/shacl-test#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

#[test]
fn core_cases() {
    run("core", 98);
}

#[test]
fn sparql_cases() {
    run("sparql", 23);
}

fn run(part: &str, expected_count: usize) {
    let Some(suite) = support::suite("shacl-core-sparql") else {
        return;
    };
    let tests = suite.join("tests");
    let cases = cases(&tests.join(part));
    assert_eq!(cases.len(), expected_count, "cases of {part}");
    let mut wrong = Vec::new();
    let mut passed = 0;
    for (file, case) in &cases {
        let name = case.trim_start_matches(&format!("file://{}/", tests.display()));
        let exception = EXCEPTIONS.iter().find(|(known, _)| *known == name);
        match (check(file, case), exception) {
            (Ok(()), None) => passed += 1,
            (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => wrong.push(format!("{name}: passes; no exception any more")),
            (Err(difference), None) => wrong.push(format!("{name}: {difference}")),
        }
    }
    support::report(&format!("SHACL {part}: {passed} of {} pass", cases.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn property(namespace: &str, name: &str) -> String {
    format!("{namespace}{name}")
}

fn objects(graph: &Graph, subject: NamedOrBlankNodeRef<'_>, predicate: &str) -> Vec<Term> {
    graph
        .objects_for_subject_predicate(subject, NamedNodeRef::new_unchecked(predicate))
        .map(TermRef::into_owned)
        .collect()
}

fn node(term: &Term) -> NamedOrBlankNode {
    match term {
        Term::NamedNode(iri) => iri.clone().into(),
        Term::BlankNode(blank) => blank.clone().into(),
        other => panic!("{other} is no node"),
    }
}

fn object(graph: &Graph, subject: &Term, predicate: &str) -> Option<Term> {
    objects(graph, node(subject).as_ref(), predicate).pop()
}

/// The `(file, IRI)` of each case below a folder. Not by `mf:include`: the manifests leave out one
/// file that holds a case.
fn cases(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for path in support::files_with_ending(folder, "ttl") {
        let graph = support::turtle(&path);
        let entries = property(MF, "entries");
        for triple in graph.triples_for_predicate(NamedNodeRef::new_unchecked(&entries)) {
            for entry in list(&graph, &triple.object.into_owned()) {
                let Term::NamedNode(iri) = entry else {
                    panic!("{}: an entry without IRI", path.display());
                };
                found.push((path.clone(), iri.into_string()));
            }
        }
    }
    found
}

fn local(iri: &str) -> PathBuf {
    PathBuf::from(iri.strip_prefix("file://").unwrap())
}

fn list(graph: &Graph, head: &Term) -> Vec<Term> {
    let mut items = Vec::new();
    let mut at = head.clone();
    while let Some(first) = object(graph, &at, &property(RDF, "first")) {
        items.push(first);
        at = object(graph, &at, &property(RDF, "rest")).unwrap();
    }
    items
}

/// Runs one case; the error says what differs.
fn check(file: &Path, case: &str) -> Result<(), String> {
    let own = support::turtle(file);
    let case = Term::from(oxigraph::model::NamedNode::new(case).unwrap());
    let action = object(&own, &case, &property(MF, "action")).unwrap();
    let read = |name: &str| {
        let Some(Term::NamedNode(iri)) = object(&own, &action, &property(SHT, name)) else {
            panic!("{case}: no {name}");
        };
        let path = local(iri.as_str());
        // Blank nodes of one file are the same in data, shapes and expected report.
        if path == file {
            own.clone()
        } else {
            support::turtle(&path)
        }
    };
    let shapes = read("shapesGraph");
    let answer = validate(read("dataGraph"), shapes.clone(), ShapesBounds::default());
    let expected = object(&own, &case, &property(MF, "result")).unwrap();
    if expected == Term::from(NamedNodeRef::new_unchecked(&property(SHT, "Failure")).into_owned()) {
        return match answer {
            Err(_) => Ok(()),
            Ok(report) => Err(format!("a failure was expected, not {report:?}")),
        };
    }
    let report = answer.map_err(|error| error.to_string())?;
    let conforms = object(&own, &expected, &property(SH, "conforms")).unwrap();
    if conforms.to_string().contains("true") != report.conforms {
        return Err(format!("conforms is {}", report.conforms));
    }
    compare(&own, &shapes, &expected, &report)
}

/// One result, written so that equal results have equal text.
type Key = [String; 6];

fn compare(
    own: &Graph,
    shapes: &Graph,
    expected: &Term,
    report: &ShapesReport,
) -> Result<(), String> {
    let prefixes = Prefixes::default();
    let compact = |iri: &str| prefixes.compact(iri);
    let text = |term: Option<Term>| term.map(|term| term.to_string()).unwrap_or_default();
    // `[ ]` in an expected report, a blank node of which nothing is said, stands for any shape
    // without a name; else a shape without a name is the very blank node.
    let results = objects(own, node(expected).as_ref(), &property(SH, "result"));
    let is_placeholder = |term: &Term| match term {
        Term::BlankNode(blank) => own.triples_for_subject(blank).next().is_none(),
        _ => false,
    };
    let has_placeholder = results
        .iter()
        .filter_map(|result| object(own, result, &property(SH, "sourceShape")))
        .any(|shape| is_placeholder(&shape));
    let shape = |term: Option<Term>| match term {
        Some(Term::BlankNode(_)) if has_placeholder => "[]".to_owned(),
        other => text(other),
    };
    let mut counts: HashMap<Key, i64> = HashMap::new();
    let mut messages: HashMap<Key, Vec<String>> = HashMap::new();
    for result in results {
        let get = |name: &str| object(own, &result, &property(SH, name));
        let key = [
            text(get("focusNode")),
            get("resultPath").map_or_else(String::new, |path| path_text(own, &path, &compact)),
            text(get("value")),
            text(get("sourceConstraintComponent")),
            shape(get("sourceShape")),
            text(get("resultSeverity")),
        ];
        *counts.entry(key.clone()).or_default() += 1;
        for message in objects(own, node(&result).as_ref(), &property(SH, "resultMessage")) {
            messages
                .entry(key.clone())
                .or_default()
                .push(message.to_string());
        }
    }
    let mut found_messages: HashMap<Key, Vec<String>> = HashMap::new();
    for result in &report.results {
        let path = result.path.as_ref();
        let key = [
            result.focus.to_string(),
            path.map_or_else(String::new, |path| path_text(shapes, path, &compact)),
            text(result.value.clone()),
            format!("<{}>", result.component),
            shape(Some(result.source_shape.clone())),
            format!("<{}>", result.severity),
        ];
        *counts.entry(key.clone()).or_default() -= 1;
        let texts = result.messages.iter().map(ToString::to_string);
        found_messages.entry(key).or_default().extend(texts);
    }
    let different: Vec<_> = counts
        .iter()
        .filter(|(_, count)| **count != 0)
        .map(|(key, count)| format!("{} {key:?}", if *count > 0 { "lacks" } else { "extra" }))
        .collect();
    if !different.is_empty() {
        return Err(different.join("\n  "));
    }
    for (key, expected) in messages {
        let found = found_messages.get(&key).cloned().unwrap_or_default();
        if let Some(missing) = expected.iter().find(|message| !found.contains(message)) {
            return Err(format!("lacks the message {missing} in {found:?}"));
        }
    }
    Ok(())
}

/// Cases on which the command differs from the standard, each with its reason. The command reads
/// files into the store, the cases above do not.
const EXCEPTIONS_OF_THE_COMMAND: &[(&str, &str)] = &[
    (
        "core/misc/severity-002",
        "severities of one's own are told as violations: the program knows three",
    ),
    (
        "core/property/uniqueLang-002",
        "the store keeps booleans in canonical form, so \"1\" is the term true",
    ),
];

/// As the command sees it: `lobgraaf check --file DATA --shapes SHAPES`. It must end with 2 where a
/// failure is expected, else tell as many findings of each severity as the expected report has
/// results that differ in focus, value, path or component.
#[test]
fn the_command_agrees_on_every_case() {
    let Some(folder) = support::suite("shacl-core-sparql") else {
        return;
    };
    let mut wrong = Vec::new();
    let all = cases(&folder.join("tests"));
    for (file, case) in &all {
        let mut exceptions = EXCEPTIONS_OF_THE_COMMAND.iter();
        let exception = exceptions.find(|(known, _)| case.ends_with(known));
        match (check_command(file, case), exception) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => wrong.push(format!("{case}: agrees; no exception any more")),
            (Err(difference), None) => wrong.push(format!("{case}: {difference}")),
        }
    }
    assert_eq!(all.len(), 121);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_command(file: &Path, case: &str) -> Result<(), String> {
    let own = support::turtle(file);
    let case = Term::from(oxigraph::model::NamedNode::new(case).unwrap());
    let action = object(&own, &case, &property(MF, "action")).unwrap();
    let path = |name: &str| match object(&own, &action, &property(SHT, name)) {
        Some(Term::NamedNode(iri)) => local(iri.as_str()),
        _ => panic!("{case}: no {name}"),
    };
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["check", "--lang", "en", "--format", "json", "--file"])
        .arg(path("dataGraph"))
        .arg("--shapes")
        .arg(path("shapesGraph"))
        .output()
        .unwrap();
    let expected = object(&own, &case, &property(MF, "result")).unwrap();
    let failure = property(SHT, "Failure");
    if expected == Term::from(NamedNodeRef::new_unchecked(&failure).into_owned()) {
        return match output.status.code() {
            Some(2) => Ok(()),
            other => Err(format!("a failure was expected, not status {other:?}")),
        };
    }
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let findings = report["findings"]
        .as_array()
        .ok_or("no findings in the report")?;
    let mut counts: HashMap<String, i64> = HashMap::new();
    for result in objects(&own, node(&expected).as_ref(), &property(SH, "result")) {
        let severity = object(&own, &result, &property(SH, "resultSeverity")).unwrap();
        let severity = severity.to_string().to_lowercase();
        let name = severity
            .trim_end_matches('>')
            .rsplit('#')
            .next()
            .unwrap()
            .to_owned();
        *counts.entry(name).or_default() += 1;
    }
    let violations = counts.get("violation").copied().unwrap_or(0);
    for finding in findings {
        let severity = finding["severity"].as_str().unwrap_or_default();
        *counts.entry(severity.to_owned()).or_default() -= 1;
    }
    counts.retain(|_, count| *count != 0);
    let status = output.status.code();
    if !counts.is_empty() {
        return Err(format!("differs by {counts:?}"));
    }
    if status != Some(i32::from(violations > 0)) {
        return Err(format!("status {status:?} with {violations} violations"));
    }
    Ok(())
}
