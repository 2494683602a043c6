//! The project's own shapes: each file in `ontology/shapes/` has a case in `tests/cases/shapes/`
//! that passes, and one that fails in exactly the expected ways.

use std::collections::BTreeMap;
use std::path::Path;

use lobgraaf::core::csv;
use lobgraaf::store::shapes::{ShapesBounds, ShapesReport, validate};
use oxigraph::model::{Graph, Term};

use crate::support;

#[test]
fn every_shapes_file_has_its_cases() {
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(support::root().join(folder)).unwrap();
        let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| stem(&entry.unwrap().path())).collect();
        names.sort();
        assert!(!names.is_empty(), "{folder} is empty");
        names
    };
    assert_eq!(names("ontology/shapes"), names("tests/cases/shapes"));
}

#[test]
fn cases_pass_and_fail_as_expected() {
    let vocabulary = vocabulary();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(support::root().join("tests/cases/shapes")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let pass = run(&vocabulary, &folder.join("pass.ttl"));
        if !pass.conforms {
            wrong.push(format!("{name}/pass.ttl: {:?}", keys(&pass)));
        }
        let text = std::fs::read_to_string(folder.join("fail.expected.csv")).unwrap();
        let records = csv::records(&text).unwrap();
        let (header, rows) = records.split_first().unwrap();
        assert_eq!(header.fields, ["focus", "path", "component"], "{name}");
        assert!(!rows.is_empty(), "{name}: nothing is expected to fail");
        let mut difference = keys(&run(&vocabulary, &folder.join("fail.ttl")));
        for row in rows {
            *difference.entry(row.fields.clone()).or_default() -= 1;
        }
        difference.retain(|_, count| *count != 0);
        for (key, count) in difference {
            let what = if count > 0 { "extra" } else { "lacks" };
            wrong.push(format!("{name}/fail.ttl {what} {}", key.join(",")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The shapes, and the terms, whose class hierarchy the shapes need.
fn vocabulary() -> Graph {
    let ontology = support::root().join("ontology");
    let mut files = support::files_with_ending(&ontology.join("shapes"), "ttl");
    files.push(ontology.join("lobgraaf.ttl"));
    let mut vocabulary = Graph::new();
    for path in &files {
        vocabulary.extend(support::turtle(path).iter());
    }
    vocabulary
}

/// The case beside the vocabulary, without any other data.
fn run(vocabulary: &Graph, case: &Path) -> ShapesReport {
    let mut data = vocabulary.clone();
    data.extend(support::turtle(case).iter());
    validate(data, vocabulary.clone(), ShapesBounds::default()).unwrap()
}

/// How often each focus, path (where it is a property) and component is found.
fn keys(report: &ShapesReport) -> BTreeMap<Vec<String>, i64> {
    let iri = |term: &Term| match term {
        Term::NamedNode(iri) => iri.as_str().to_owned(),
        _ => String::new(),
    };
    let mut keys: BTreeMap<_, i64> = BTreeMap::new();
    for result in &report.results {
        let path = result.path.as_ref().map_or_else(String::new, iri);
        let key = vec![iri(&result.focus), path, result.component.clone()];
        *keys.entry(key).or_default() += 1;
    }
    keys
}

/// What SHACL does not allow is told, with the shape and the parameter: the library would pass it
/// over, and nothing would be checked.
#[test]
fn ill_formed_shapes_are_refused() {
    let cases = [
        (
            "sh:minCount \"x\"",
            "sh:minCount; it must be an xsd:integer",
        ),
        ("sh:minCount 1.0", "sh:minCount; it must be an xsd:integer"),
        ("sh:minCount 1 , 2", "sh:minCount; it may have one"),
        ("sh:datatype \"string\"", "sh:datatype; it must be an IRI"),
        (
            "sh:class \"http://example.org/C\"",
            "sh:class; it must be an IRI",
        ),
        (
            "sh:uniqueLang \"yes\"",
            "sh:uniqueLang; it must be true or false",
        ),
        (
            "sh:pattern \"a\"@nl",
            "sh:pattern; it must be a string without language",
        ),
        ("sh:in \"a\"", "sh:in; it must be an IRI or a blank node"),
        ("sh:severity \"Warning\"", "sh:severity; it must be an IRI"),
        ("sh:or :notalist", "sh:or; it must be a list"),
        ("sh:in []", "sh:in; it must be a list"),
    ];
    for (constraint, wanted) in cases {
        let shapes = turtle_text(&format!(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
             :S a sh:NodeShape ; sh:targetClass :C ; sh:property :P .
             :P sh:path :p ; {constraint} ."
        ));
        let error = validate(shapes.clone(), shapes, ShapesBounds::default()).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(wanted), "{constraint}: {text}");
        assert!(
            text.contains("http://example.org/P"),
            "{constraint}: {text}"
        );
    }
}

#[test]
fn a_property_shape_needs_a_path() {
    for property in [
        ":P . :P sh:minCount 1",
        "[ sh:minCount 1 ]",
        ":P . :P sh:path ()",
    ] {
        let shapes = turtle_text(&format!(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
             :S a sh:NodeShape ; sh:targetClass :C ; sh:property {property} ."
        ));
        let error = validate(shapes.clone(), shapes, ShapesBounds::default()).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("a property shape needs a path"),
            "{property}: {text}"
        );
        assert!(text.contains("http://example.org/"), "{property}: {text}");
    }
}

fn turtle_text(text: &str) -> Graph {
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
    let quads = parser.for_slice(text);
    quads
        .map(|quad| oxigraph::model::Triple::from(quad.unwrap()))
        .collect()
}
