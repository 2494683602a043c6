//! The house format for Turtle: what it looks like, and that it changes no graph.
//!
//! Sophia is the second opinion: another parser, and its test for isomorphism.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lobgraaf::store::canonical::sophia_quad;
use lobgraaf::store::turtle::{TurtleFormatError, format, write_dataset};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use sophia::api::parser::QuadParser as _;
use sophia::api::prelude::*;
use sophia::api::quad::Spog;
use sophia::api::term::SimpleTerm;
use sophia::isomorphism::isomorphic_datasets;

use crate::support::{root, suite};

type Dataset = Vec<Spog<SimpleTerm<'static>>>;

const HEAD: &str = "@prefix ex: <http://example.com/> .\n\n";

/// Reads TriG, and so Turtle, with sophia.
fn by_sophia(text: &str) -> Dataset {
    let parser = sophia::turtle::parser::trig::TriGParser::new();
    let parsed: Result<Dataset, _> = parser.parse(text.as_bytes()).collect_quads();
    parsed.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Reads TriG, and so Turtle, with Oxigraph.
pub fn by_oxigraph(text: &str, base: Option<&str>) -> Vec<Quad> {
    let mut parser = RdfParser::from_format(RdfFormat::TriG);
    if let Some(base) = base {
        parser = parser.with_base_iri(base).unwrap();
    }
    let quads = parser.for_slice(text).collect::<Result<_, _>>();
    quads.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Whether a text, as sophia reads it, has these quads.
pub fn same(quads: &[Quad], text: &str) -> bool {
    let unique: BTreeSet<_> = quads
        .iter()
        .map(|quad| sophia_quad(quad).unwrap())
        .collect();
    isomorphic_datasets(&unique, &by_sophia(text)).unwrap()
}

/// Formats, and checks that the graph is the same and that formatting again changes nothing.
fn house(text: &str) -> String {
    let formatted = format(text, "test.ttl").unwrap();
    assert!(
        same(&by_oxigraph(text, None), &formatted),
        "another graph:\n{formatted}"
    );
    assert_eq!(format(&formatted, "again.ttl").unwrap(), formatted);
    formatted
}

/// The blocks that `ex:` Turtle formats to.
fn blocks(text: &str) -> String {
    let formatted = house(&(HEAD.to_owned() + text));
    formatted
        .strip_prefix(HEAD)
        .unwrap_or(&formatted)
        .to_owned()
}

#[test]
fn the_block_of_the_style_guide_is_left_as_it_is() {
    let text = r#"#+ graph: https://example.com/graph/rapport
# What this file holds.
@prefix competentie: <https://example.com/id/loopbaancompetentie/> .
@prefix lob: <https://example.com/def#> .
@prefix rapport: <https://example.com/id/rapport/> .
@prefix schema: <https://example.com/id/schema/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

competentie:netwerken
    a skos:Concept , lob:CareerCompetency ;
    skos:notation "4" ;
    skos:prefLabel
        "networking"@en ,
        "netwerken"@nl ;
    skos:altLabel
        "network building"@en ;
    skos:definition
        "Networking is making, keeping and using contacts."@en ,
        "Netwerken is contacten leggen, bijhouden en benutten."@nl ;
    skos:inScheme schema:loopbaancompetenties ;
    lob:confidence 0.9 ;
    lob:order 4 ;
    lob:statedIn rapport:3.2.1 , rapport:tabel-6 ;
    .
"#;
    assert_eq!(house(text), text);
}

#[test]
fn subjects_count_and_schemes_come_first() {
    let prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
                  @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";
    let text = "ex:3.2.10 ex:p 1 . ex:3.2.9 ex:p 2 . ex:z a skos:ConceptScheme . \
                ex:zz a owl:Ontology . ex:y a skos:Concept . [] ex:p 3 .";
    let formatted = house(&(HEAD.to_owned() + prefix + text));
    let subjects: Vec<_> = formatted
        .lines()
        .filter(|line| line.starts_with("ex:") || line.starts_with('['))
        .collect();
    assert_eq!(
        subjects,
        ["ex:zz", "ex:z", "ex:3.2.9", "ex:3.2.10", "ex:y", "[]"]
    );
}

#[test]
fn predicates_and_values_have_an_order() {
    let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:s skos:inScheme ex:t ; ex:q 10, 9 ; ex:p10 ex:o ; ex:p9 ex:o ; skos:prefLabel 'b'@nl, 'a'@nl ,
'z'@en , 'plain' ; <http://other.example/a/b> ex:o ; a ex:C .";
    let wanted = "@prefix ex: <http://example.com/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:s
    a ex:C ;
    skos:prefLabel
        \"plain\" ,
        \"z\"@en ,
        \"a\"@nl ,
        \"b\"@nl ;
    skos:inScheme ex:t ;
    <http://other.example/a/b> ex:o ;
    ex:p9 ex:o ;
    ex:p10 ex:o ;
    ex:q
        9 ,
        10 ;
    .
";
    assert_eq!(house(&(HEAD.to_owned() + text)), wanted);
}

#[test]
fn many_iris_have_a_line_each() {
    let few: Vec<_> = (1..=5).map(|n| format!("ex:object-{n}")).collect();
    let text = format!("ex:s\n    ex:p {} ;\n    .\n", few.join(" , "));
    assert_eq!(blocks(&text), text);
    let many: Vec<_> = (1..=20).map(|n| format!("ex:object-{n}")).collect();
    let text = format!(
        "ex:s\n    ex:p\n        {} ;\n    .\n",
        many.join(" ,\n        ")
    );
    assert_eq!(blocks(&text), text);
}

#[test]
fn only_used_prefixes_stay_and_base_goes() {
    let text = "@base <http://example.com/> . @prefix b: <b/> . @prefix a: <a#> . @prefix c: <c> .
<x> b:1 a:2 , <a/> , <b/x/y> , b:z\\/ , b: .";
    let wanted = "@prefix a: <http://example.com/a#> .
@prefix b: <http://example.com/b/> .

<http://example.com/x>
    b:1 <http://example.com/a/> , b: , <http://example.com/b/x/y> , <http://example.com/b/z/> , a:2 ;
    .
";
    let formatted = house(text);
    let sorted = |text: &str| {
        let mut words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(sorted(&formatted), sorted(wanted), "{formatted}");
    assert!(matches!(
        format("<a> <b> <c> .", "x.ttl"),
        Err(TurtleFormatError::Syntax { .. })
    ));
}

#[test]
fn literals_keep_their_exact_form() {
    let short = "true false 0 -1 +01 0.9 -.5 1.50 1e0 1.5E-3 -.5e3";
    for form in short.split(' ') {
        let text = format!("ex:s\n    ex:p {form} ;\n    .\n");
        assert_eq!(blocks(&text), text);
    }
    let long = [
        "\"1\"^^xsd:boolean",
        "\"TRUE\"^^xsd:boolean",
        "\"1.\"^^xsd:decimal",
        "\"1\"^^xsd:decimal",
        "\"INF\"^^xsd:double",
        "\"1\"^^xsd:double",
        "\" 1\"^^xsd:integer",
        "\"\"^^xsd:integer",
        "\"1e\"^^xsd:double",
        "\"-\"^^xsd:integer",
        "\"+-1e1\"^^xsd:double",
        "\"1-1\"^^xsd:integer",
        "\"e5\"^^xsd:double",
        "\"1.e5\"^^xsd:double",
        "\"2026-11-24\"^^xsd:date",
    ];
    let prefix = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";
    for form in long {
        let text = format!("{prefix}\n<x:s>\n    <x:p> {form} ;\n    .\n");
        assert_eq!(house(&text), text);
    }
    assert_eq!(
        blocks("ex:s ex:p 'x'^^<http://www.w3.org/2001/XMLSchema#string> ."),
        "ex:s\n    ex:p \"x\" ;\n    .\n"
    );
}

#[test]
fn strings_are_escaped() {
    let cases = [
        ("'\"'", "\"\\\"\""),
        ("'\\\\'", "\"\\\\\""),
        ("'a\\tb\\rc'", "\"a\\tb\\rc\""),
        (
            "'\\u0000\\u001B\\u007F\\u0085'",
            "\"\\u0000\\u001B\\u007F\\u0085\"",
        ),
        ("'a\\u202Eb\\u2066\\u200E'", "\"a\\u202Eb\\u2066\\u200E\""),
        ("'é\u{1F600}'", "\"é\u{1F600}\""),
        ("'line\\nline'", "\"\"\"line\nline\"\"\""),
        ("'\\n'", "\"\"\"\n\"\"\""),
        ("'blank \\nline'", "\"blank \\nline\""),
        ("'\\n\"a\"\"\"\"'", "\"\"\"\n\"a\\\"\\\"\\\"\\\"\"\"\""),
        ("'\\n\\\\'", "\"\"\"\n\\\\\"\"\""),
    ];
    for (written, wanted) in cases {
        let wanted = format!("ex:s\n    ex:p {wanted} ;\n    .\n");
        assert_eq!(blocks(&format!("ex:s ex:p {written} .")), wanted);
    }
}

#[test]
fn blank_nodes_are_nested_where_they_can_be() {
    let text =
        "ex:s ex:p [ ex:q [ ex:r 2 ; a ex:C ] ; ex:q2 [ ex:r 'n'@nl ] ] , [ ex:r 1 ] ; ex:e [] .
[] ex:p ex:o . [ ex:b 1 ; ex:a [ ex:c ex:d ] ] .";
    let wanted = "ex:s
    ex:e [] ;
    ex:p
        [
            ex:q [
                a ex:C ;
                ex:r 2 ;
            ] ;
            ex:q2 [
                ex:r
                    \"n\"@nl ;
            ] ;
        ] ,
        [ ex:r 1 ] ;
    .

[]
    ex:a [ ex:c ex:d ] ;
    ex:b 1 ;
    .

[]
    ex:p ex:o ;
    .
";
    assert_eq!(blocks(text), wanted);
}

#[test]
fn lists_are_lists() {
    let text = "ex:s ex:p ( 1 ex:a 'x' ) , () ; ex:q ( [ ex:r 1 ; ex:q 2 ] ( 2 ) ) .";
    let wanted = "ex:s
    ex:p
        () ,
        ( 1 ex:a \"x\" ) ;
    ex:q (
        [
            ex:q 2 ;
            ex:r 1 ;
        ]
        ( 2 )
    ) ;
    .
";
    assert_eq!(blocks(text), wanted);
    let broken = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
ex:s ex:p [ rdf:first 1 , 2 ; rdf:rest () ] , [ rdf:first 1 ; rdf:rest [ rdf:first 2 ] ] ,
[ rdf:first 1 ; rdf:rest ( 2 3 ) ; ex:x 1 ] , [ rdf:rest ( 4 ) ] . ( 5 6 ) ex:p 7 .
_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .
ex:t ex:p ( 1 ) , _:shared . ex:u ex:p _:shared . _:shared rdf:first 1 ; rdf:rest ( 2 ) .";
    let formatted = house(&(HEAD.to_owned() + broken));
    assert!(formatted.contains("rdf:rest ( 2 3 ) ;"), "{formatted}");
    assert!(
        formatted.contains("_:b1\n    rdf:first 1 ;\n"),
        "{formatted}"
    );
}

#[test]
fn shared_and_cyclic_blank_nodes_have_labels() {
    let text = "ex:a ex:p _:x . ex:b ex:p _:x , _:y . _:x ex:p _:y . _:y ex:q 1 . _:z ex:p _:z .
_:u ex:p _:v . _:v ex:p _:u ; ex:q [ ex:r _:u ] .";
    let formatted = blocks(text);
    let wanted = "ex:a
    ex:p _:b1 ;
    .

ex:b
    ex:p _:b1 , _:b2 ;
    .

_:b1
    ex:p _:b2 ;
    .

_:b2
    ex:q 1 ;
    .
";
    let swapped = "ex:p _:b2 , _:b1 ;";
    assert!(
        formatted.starts_with(wanted) || formatted.contains(swapped),
        "{formatted}"
    );
    assert!(formatted.contains("ex:p _:b3 ;"), "{formatted}");
}

#[test]
fn labels_do_not_depend_on_the_input() {
    let mut texts = BTreeSet::new();
    for names in ["abcdef", "fedcba", "cafebd"] {
        let n: Vec<char> = names.chars().collect();
        // Two equal rings of three, of which one is pointed at.
        let mut lines = vec![format!("<x:s> <x:p> _:{} .", n[0])];
        for ring in [[0, 1, 2], [3, 4, 5]] {
            for at in 0..3 {
                lines.push(format!(
                    "_:{} <x:next> _:{} .",
                    n[ring[at]],
                    n[ring[(at + 1) % 3]]
                ));
            }
        }
        lines.sort();
        texts.insert(house(&lines.join("\n")));
        lines.reverse();
        texts.insert(house(&lines.join("\n")));
    }
    assert_eq!(texts.len(), 1, "{texts:#?}");
}

#[test]
fn the_head_stays_and_later_comments_are_refused() {
    let text = "\u{FEFF}\n#+ graph: x:g\r\n  # Two words  \n\n\n# 'end\n@prefix ex: <http://example.com/a> .\nex:s ex:p '#', \"\"\"\n# no\"\"\", <x:#y> , ex:\\#z\\' .";
    let formatted = format(text, "a.ttl").unwrap();
    assert!(
        formatted.starts_with("#+ graph: x:g\n# Two words\n\n# 'end\n@prefix ex:"),
        "{formatted}"
    );
    assert_eq!(format(&formatted, "a.ttl").unwrap(), formatted);
    assert_eq!(format("# only\n", "a.ttl").unwrap(), "# only\n");
    assert_eq!(format("", "a.ttl").unwrap(), "");
    let late = "# head\n<x:s> <x:p> 'a\\n#' . # one\n\n# two\r\n<x:s> <x:q> ''#three\n.";
    match format(late, "a.ttl") {
        Err(error @ TurtleFormatError::LateComments { .. }) => {
            assert!(error.to_string().starts_with("a.ttl:2: "), "{error}");
            assert!(error.to_string().contains("(lines 2, 4, 5)"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mistake_is_named_by_its_place() {
    let error = format("<x:s> <x:p> <x:o> .\n<x:s> <x:p> .", "a.ttl").unwrap_err();
    assert!(error.to_string().starts_with("a.ttl:2:"), "{error}");
    for text in [
        "<x:s> <x:p> <<( <x:a> <x:b> <x:c> )>> .",
        "<x:s> <x:p> 'a'@en--ltr .",
    ] {
        format(text, "a.ttl").unwrap_err();
    }
}

#[test]
fn depth_has_a_limit_and_length_has_none() {
    let deep = |levels: usize| {
        format!(
            "<x:s> <x:p>\n{}1{} .",
            "[ <x:p> ".repeat(levels),
            " ]".repeat(levels)
        )
    };
    house(&deep(128));
    let too_deep = |text: &str| match format(text, "a.ttl").unwrap_err() {
        TurtleFormatError::TooDeep { line, .. } => line,
        other => panic!("{other}"),
    };
    assert_eq!(too_deep(&deep(129)), 2);
    assert_eq!(too_deep(&deep(100_000)), 2);
    let lists = format!(
        "<x:s> <x:p> {}{} .",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    assert_eq!(too_deep(&lists), 1);
    let mut chain = String::from("<x:s> <x:p> _:n0 .\n");
    for n in 0..50_000 {
        writeln!(chain, "_:n{n} <x:p> _:n{} .", n + 1).unwrap();
    }
    let error = format(&chain, "a.ttl").unwrap_err();
    assert!(
        matches!(&error, TurtleFormatError::TooDeepBelow { subject, .. } if subject == "<x:s>")
    );
    let long = format!("<x:s> <x:p> ( {}) .", "1 ".repeat(50_000));
    assert_eq!(format(&long, "a.ttl").unwrap().lines().count(), 50_004);
}

#[test]
fn large_symmetric_graphs_end() {
    let mut rings = String::new();
    for n in 0..1_000 {
        writeln!(rings, "_:a{n} <x:p> _:b{n} . _:b{n} <x:p> _:a{n} .").unwrap();
    }
    let formatted = format(&rings, "a.ttl").unwrap();
    assert_eq!(format(&formatted, "a.ttl").unwrap(), formatted);
    let mut ring = String::new();
    for n in 0..5_000 {
        writeln!(ring, "_:n{n} <x:p> _:n{} .", (n + 1) % 5_000).unwrap();
    }
    let error = format(&ring, "a.ttl").unwrap_err();
    assert!(
        matches!(
            error,
            TurtleFormatError::TooAlike {
                blank_nodes: 5_000,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn graphs_are_written_as_trig() {
    let text = "<x:g10> { <x:s> <x:p> _:a , [ <x:q> 1 ] . } <x:g9> { _:a <x:p> 2 } <x:s> <x:p> 3 .
_:g { _:g <x:p> _:b } _:h { <x:s> <x:p> [] }";
    let quads = by_oxigraph(text, None);
    let written = write_dataset(&quads, [("", "x:")]).unwrap();
    let wanted = "@prefix : <x:> .

:s
    :p 3 ;
    .

:g9 {
    _:b1
        :p 2 ;
        .
}

:g10 {
    :s
        :p
            _:b1 ,
            [ :q 1 ] ;
        .
}
";
    assert!(written.starts_with(wanted), "{written}");
    assert!(same(&quads, &written), "{written}");
    let bad = write_dataset(&quads, [("a b", "x:")]).unwrap_err();
    assert!(matches!(bad, TurtleFormatError::Prefix { .. }), "{bad}");
}

/// Checks that formatting keeps the graph of a file; counts it, or counts it as refused for its
/// comments.
fn check_file(path: &Path, base: &str, counts: &mut [usize; 2]) {
    let text = fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let base = format!("{base}{name}");
    let formatted = match format(&text, &name) {
        // A relative IRI, most likely.
        Err(TurtleFormatError::Syntax { .. }) => {
            format(&format!("@base <{base}> .\n{text}"), &name)
        }
        other => other,
    };
    let formatted = match formatted {
        Ok(formatted) => formatted,
        Err(TurtleFormatError::LateComments { .. }) => return counts[1] += 1,
        Err(error) => panic!("{name}: {error:?}"),
    };
    let quads = by_oxigraph(&text, Some(&base));
    assert!(same(&quads, &formatted), "{name}");
    assert_eq!(format(&formatted, &name).unwrap(), formatted, "{name}");
    counts[0] += 1;
}

#[test]
fn w3c_turtle_files_keep_their_graph() {
    let Some(folder) = suite("rdf-tests/rdf/rdf11/rdf-turtle") else {
        return;
    };
    let base = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/";
    let mut counts = [0; 2];
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let valid = |text: &str| {
            let parser = RdfParser::from_format(RdfFormat::Turtle)
                .with_base_iri(base)
                .unwrap();
            parser.for_slice(text).all(|quad| quad.is_ok())
        };
        let is_turtle = name.ends_with(".ttl") && name != "manifest.ttl";
        if is_turtle && fs::read_to_string(&path).is_ok_and(|text| valid(&text)) {
            check_file(&path, base, &mut counts);
        }
    }
    assert!(counts[0] > 200 && counts[1] < 20, "{counts:?}");
}

#[test]
fn our_own_files_keep_their_graph() {
    let mut counts = [0; 2];
    for folder in ["data/report", "data/curated", "ontology", "ontology/shapes"] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|ending| ending == "ttl") {
                check_file(&path, "https://example.com/", &mut counts);
            }
        }
    }
    assert_eq!(counts[1], 0, "comments below the head of a file");
}
