//! `query`: formats of the W3C, a stable order, what a query cannot reach or change, and values
//! that stay values.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use lobgraaf::app::answer::{Question, Reply};
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::language::Language;
use lobgraaf::store::memory::Answer;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};
use proptest::prelude::*;

use crate::support::{mini, root};

fn with_file(name: &str, text: &str) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let sources = Sources {
        project: Some(root().join("tests/fixtures/mini")),
        files: vec![path],
        added: Vec::new(),
    };
    Session::open(&sources, Language::Dutch).unwrap()
}

fn reply(session: &Session, text: &str) -> Reply {
    let evaluation = Evaluation::in_language(session.language);
    let question = Question::text(session, Path::new("test.rq"), text, &evaluation).unwrap();
    question.run(session, &evaluation).unwrap()
}

fn written(session: &Session, text: &str, format: &str) -> String {
    reply(session, text).write(session, format, 80).unwrap()
}

fn error(session: &Session, text: &str) -> String {
    let evaluation = Evaluation::in_language(session.language);
    let question = Question::text(session, Path::new("test.rq"), text, &evaluation);
    let outcome = question.and_then(|question| question.run(session, &evaluation).map(drop));
    outcome.unwrap_err().to_string()
}

const AWKWARD: &str = r#"@prefix : <http://e/> .
:s :p "a,b" , "quote \" here"@nl , "line\nbreak" , "tab\t" , 1 , 1.5 , true , "x"^^:type , "" , <http://e/with,comma> , [ :q 1 ] .
"#;

#[test]
fn results_read_back_as_what_they_were() {
    let session = with_file("awkward.ttl", AWKWARD);
    let query = "SELECT ?o ?none { ?s <http://e/p> ?o }";
    let Answer::Table(table) = reply(&session, query).answer else {
        panic!("no table")
    };
    assert_eq!(table.rows.len(), 11);
    for (name, format) in [
        ("tsv", QueryResultsFormat::Tsv),
        ("json", QueryResultsFormat::Json),
        ("xml", QueryResultsFormat::Xml),
    ] {
        let text = written(&session, query, name);
        let parser = QueryResultsParser::from_format(format);
        let SliceQueryResultsParserOutput::Solutions(solutions) =
            parser.for_slice(text.as_bytes()).unwrap()
        else {
            panic!("{name} is no table")
        };
        let rows: Vec<_> = solutions
            .map(|row| row.unwrap().values().to_vec())
            .collect();
        let kinds = |rows: &[Vec<Option<oxigraph::model::Term>>]| {
            rows.iter()
                .flatten()
                .flatten()
                .filter(|term| !term.is_blank_node())
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(&rows), kinds(&table.rows), "{name}");
    }
}

#[test]
fn csv_is_that_of_the_w3c() {
    let session = with_file("awkward.ttl", AWKWARD);
    let text = written(&session, "SELECT ?o ?none { ?s <http://e/p> ?o }", "csv");
    let expected = [
        "o,none",
        "_:b0,",
        "\"http://e/with,comma\",",
        ",",
        "1,",
        "1.5,",
        "\"a,b\",",
        "\"line\nbreak\",",
        "\"quote \"\" here\",",
        "tab\t,",
        "true,",
        "x,",
        "",
    ];
    assert_eq!(text, expected.join("\r\n"));
    assert_eq!(written(&session, "ASK { ?s ?p 1 }", "csv"), "true\n");
    assert_eq!(
        written(&session, "ASK { ?s ?p 2 }", "json"),
        "{\"head\":{},\"boolean\":false}\n"
    );
}

#[test]
fn the_same_data_give_the_same_bytes_in_any_order_of_loading() {
    let lines: Vec<_> = (0..40)
        .map(|n| {
            format!(
                "<http://e/{n}> <http://e/p> _:b{} . _:b{} <http://e/q> {} .\n",
                n % 7,
                n % 7,
                n % 7
            )
        })
        .collect();
    let reversed: String = lines.iter().rev().cloned().collect();
    let (one, other) = (
        with_file("a.ttl", &lines.concat()),
        with_file("a.ttl", &reversed),
    );
    for query in [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?p ?o { ?s ?p ?o } ORDER BY ?p",
        "SELECT DISTINCT ?p { ?s ?p ?o }",
        "SELECT ?s { ?s <http://e/p> ?o } LIMIT 3",
        "SELECT ?s { ?s <http://e/p> ?o } ORDER BY DESC(?p) LIMIT 3 OFFSET 2",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
        "CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }",
        "CONSTRUCT { [] ?p ?s } { ?s ?p ?o . ?o ?q 3 }",
        "DESCRIBE <http://e/3>",
    ] {
        let is_graph = query.starts_with("CONSTRUCT") || query.starts_with("DESCRIBE");
        let formats: &[&str] = if is_graph {
            &["turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"]
        } else {
            &["table", "csv", "tsv", "json", "xml", "markdown"]
        };
        for format in formats {
            let text = written(&one, query, format);
            assert_eq!(text, written(&other, query, format), "{query} as {format}");
            assert!(text.ends_with('\n'), "{query} as {format}");
        }
    }
}

#[test]
fn a_triple_in_two_graphs_counts_once() {
    let text = "@prefix e: <http://e/> . e:g { e:s e:p 1 , 2 } e:h { e:s e:p 1 }";
    let session = with_file("two.trig", text);
    let count = "SELECT (COUNT(?o) AS ?n) { ?s ?p ?o }";
    assert_eq!(written(&session, count, "csv"), "n\r\n2\r\n");
    let graphs = "SELECT (COUNT(?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
    assert_eq!(written(&session, graphs, "csv"), "n\r\n3\r\n");
    assert_eq!(session.store.len().unwrap(), 3);
    assert_eq!(session.store.quads().unwrap().len(), 3);
    assert_eq!(
        session.store.graphs().unwrap(),
        ["http://e/g", "http://e/h"]
    );
}

#[test]
fn nothing_reaches_the_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let session = with_file("one.ttl", "<http://e/s> <http://e/p> 1 .");
    let service = format!("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}");
    assert!(error(&session, &service).contains("reaches no network"));
    // What asks for silence gets it, and nothing else.
    let silent = format!("SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}");
    assert_eq!(written(&session, &silent, "tsv"), "?o\t?p\t?s\n\t\t\n");
    assert_eq!(
        written(
            &session,
            &format!("SELECT * FROM <{address}> {{ ?s ?p ?o }}"),
            "tsv"
        ),
        "?o\t?p\t?s\n"
    );
    for update in [
        format!("LOAD <{address}>"),
        "INSERT DATA { <a:b> <a:c> 1 }".to_owned(),
        "DELETE WHERE { ?s ?p ?o }".to_owned(),
        "CLEAR ALL".to_owned(),
        "PREFIX e: <http://e/> DROP GRAPH e:g".to_owned(),
    ] {
        assert!(
            error(&session, &update).contains("this is an update"),
            "{update}"
        );
    }
    let heard = listener.accept().map(drop).map_err(|error| error.kind());
    assert_eq!(heard, Err(ErrorKind::WouldBlock));
    assert_eq!(session.store.len().unwrap(), 1);
}

#[test]
fn limits_cut_and_timeouts_stop() {
    let session = mini();
    let evaluation = Evaluation {
        limit: Some(3),
        ..Evaluation::default()
    };
    for (query, size, cut) in [
        ("SELECT * { ?s ?p ?o }", 3, true),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 3, true),
        ("SELECT * { ?s ?p ?o } LIMIT 3", 3, false),
        ("ASK {}", 1, false),
    ] {
        let question = Question::text(&session, Path::new("-"), query, &evaluation).unwrap();
        let reply = question.run(&session, &evaluation).unwrap();
        assert_eq!((reply.size(), reply.cut), (size, cut), "{query}");
    }
    let evaluation = Evaluation {
        timeout: Some(Duration::from_millis(200)),
        ..Evaluation::default()
    };
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let question = Question::text(&session, Path::new("-"), product, &evaluation).unwrap();
    let error = question.run(&session, &evaluation).map(drop).unwrap_err();
    assert!(
        error.to_string().contains("longer than 0.2 seconds"),
        "{error}"
    );
}

#[test]
fn names_with_several_dots_are_read_as_sparql_has_them() {
    let session = mini();
    let query = "SELECT ?l { fruit:1.1.1 skos:broader fruit:1.1 ; skos:prefLabel ?l }";
    assert_eq!(
        written(&session, query, "csv"),
        "l\r\nBloedsinaasappels\r\nBlood oranges\r\n"
    );
}

#[test]
fn syntax_errors_point_at_what_does_not_fit() {
    let session = mini();
    for (query, place) in [
        ("SELECT * WHERE { ?s ?p ?o . FILTR(?o) }", "1:29"),
        ("SELECT *\n{ ?s\n?p }", "3:4"),
        ("SELECT * { ?s nowhere:x ?o }", "1:15"),
        ("SELECT * { ?s ?p \"é", "1:18"),
        ("SELECT * { ?s ?p ?o", "1:20"),
        ("SELCT", "1:1"),
        ("", "1:1"),
        ("SELECT ?a, ?b { ?a ?p ?b }", "1:10"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "1:40"),
    ] {
        let error = error(&session, query);
        assert!(
            error.starts_with(&format!("test.rq:{place}: ")),
            "{query}: {error}"
        );
        let caret = error.lines().last().unwrap();
        assert!(caret.ends_with('^'), "{error}");
    }
}

#[test]
fn a_file_with_a_header_has_parameters() {
    let session = mini();
    let text = "#+ summary.nl: x\n#+ summary.en: x\n#+ kind: table\n#+ param: f iri | x | x\n\
        SELECT ?d { VALUES ?f { UNDEF } ?d def:contains ?f }";
    let mut evaluation = Evaluation::default();
    let ask = |evaluation: &Evaluation| {
        let question = Question::text(&session, Path::new("x.rq"), text, evaluation)?;
        question
            .run(&session, evaluation)?
            .write(&session, "csv", 80)
    };
    assert!(
        ask(&evaluation)
            .unwrap_err()
            .to_string()
            .contains("`f` is required")
    );
    evaluation
        .parameters
        .push(("f".to_owned(), "Appels".to_owned()));
    assert_eq!(
        ask(&evaluation).unwrap(),
        "d\r\nhttps://example.org/dish/13\r\n"
    );
    evaluation
        .parameters
        .push(("f".to_owned(), "fruit:1.1".to_owned()));
    assert_eq!(ask(&evaluation).unwrap().lines().count(), 3);
    evaluation.parameters.push(("g".to_owned(), "x".to_owned()));
    assert!(
        ask(&evaluation)
            .unwrap_err()
            .to_string()
            .contains("no parameter `g`")
    );
}

#[test]
fn every_query_of_the_project_is_answered_and_laid_out() {
    let session = Session::open(&Sources::default(), Language::English).unwrap();
    let evaluation = Evaluation::in_language(Language::English);
    for query in session.project.queries.iter() {
        if query
            .header
            .parameters
            .iter()
            .any(|parameter| !parameter.optional)
        {
            continue;
        }
        let ask =
            || Question::named(&session, &query.name, &evaluation)?.run(&session, &evaluation);
        let reply = ask().unwrap_or_else(|error| panic!("{}: {error}", query.name));
        for width in [40, 100] {
            let text = ask().unwrap().write(&session, "table", width).unwrap();
            let plain = anstream::adapter::strip_str(&text).to_string();
            let widest = plain
                .lines()
                .map(unicode_width::UnicodeWidthStr::width)
                .max();
            assert!(
                widest <= Some(width),
                "{} at {width}: {widest:?}",
                query.name
            );
        }
        assert!(reply.size() < 5000, "{}", query.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_value_stays_a_value(value in "[\"'{}<>\\\\?. a-z\u{e9}\n#;]{0,20}") {
        let session = mini();
        let evaluation = Evaluation {
            parameters: vec![("title".to_owned(), value.clone())],
            ..Evaluation::default()
        };
        let question = Question::named(&session, "dishes", &evaluation).unwrap();
        let reply = question.run(&session, &evaluation).unwrap();
        prop_assert_eq!(reply.size(), usize::from(value == "Apples"));
    }

    #[test]
    fn no_text_makes_parsing_or_its_errors_panic(parts in prop::collection::vec(
        prop::sample::select(vec![
            "SELECT ", "* ", "{ ", "}", "?x ", "é", "\"", "fruit:1.1.1 ", "<http://e> ", "FILTER(", ")", "!", "\n",
            "\t", "PREFIX ", "a: ", "VALUES ", "UNDEF ", ". ", "; ", "#", "ORDER BY ", "😀", "1.5 ", "@nl ", "INSERT DATA ",
        ]), 0..14,
    )) {
        let text = parts.concat();
        let _ = lobgraaf::store::sparql::parse_query(&text, &lobgraaf::core::iri::Prefixes::default(), "x: ", Default::default())
            .map_err(|error| error.to_string());
    }
}

#[test]
fn the_plan_is_told_with_rows_and_times() {
    let session = mini();
    let evaluation = Evaluation::default();
    let question = || Question::named(&session, "dishes", &evaluation).unwrap();
    let text = question().explain(&session, &evaluation, "text").unwrap();
    let plain = anstream::adapter::strip_str(&text).to_string();
    assert!(
        plain.contains("def:contains") && plain.contains("2 rijen, "),
        "{plain}"
    );
    let json = question().explain(&session, &evaluation, "json").unwrap();
    let plan: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(plan["plan"]["number of results"], 2);
}
