//! Bounds on queries from outside: what must be refused, what must not, and that nothing panics.

use lobgraaf::query::admission::{AdmissionError, Limits, admit};
use lobgraaf::query::token::tokens;
use proptest::prelude::*;

fn refused(text: &str) -> bool {
    admit(text, Limits::default()).is_err()
}

/// Runs a test on a stack like that of the program.
fn on_large_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(512 * 1024 * 1024)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}

fn parses(text: &str) -> bool {
    spargebra::SparqlParser::new().parse_query(text).is_ok()
}

#[test]
fn nesting_is_refused() {
    for (open, close) in [
        ("{", "}"),
        ("FILTER(", ")"),
        ("?s ?p [ ?p ", " ]"),
        ("?s ?p ( ", " )"),
        ("OPTIONAL{", "}"),
        ("FILTER(EXISTS{", "})"),
        ("{SELECT*{", "}}"),
    ] {
        let query = format!(
            "SELECT * {{ {} {} }}",
            open.repeat(3000),
            close.repeat(3000)
        );
        assert!(refused(&query), "{open}");
    }
    for sign in ["!", "-", "+", "^", "^^", "! ", "!\n"] {
        let query = format!("SELECT * {{ FILTER({}?x) }}", sign.repeat(3000));
        assert!(refused(&query), "{sign}");
    }
    let deep = |levels| format!("ASK {}{}", "{".repeat(levels), "}".repeat(levels));
    let limits = Limits {
        patterns: 1000,
        ..Limits::default()
    };
    assert_eq!(admit(&deep(128), limits), Ok(()));
    let error = AdmissionError::TooDeep {
        line: 1,
        limit: 128,
    };
    assert_eq!(admit(&deep(129), limits), Err(error));
}

#[test]
fn large_query_does_not_raise_the_levels() {
    let query = "{".repeat(129);
    assert!(matches!(
        admit(&query, Limits::default().raised()),
        Err(AdmissionError::TooDeep { .. })
    ));
}

#[test]
fn nested_negation_is_refused_because_the_parser_reads_it_twice() {
    for open in [
        "!(",
        "!STR(",
        "! bound (",
        "!<http://e/f>(",
        "!EXISTS{FILTER(",
        "!NOT EXISTS{FILTER(",
    ] {
        let query = format!("ASK {{ FILTER({} }}", open.repeat(30));
        assert!(refused(&query), "{open}");
        let query = format!("ASK {{ FILTER({} }}", open.repeat(4));
        assert!(!refused(&query), "{open}");
    }
    let flat = "FILTER(!BOUND(?x) && !(?y = 1) && !EXISTS { ?x ?p ?o })".repeat(10);
    assert!(!refused(&format!("ASK {{ {flat} }}")));
}

#[test]
fn flat_chains_are_refused() {
    for (link, start, end) in [
        ("1||", "ASK { FILTER(", "1) }"),
        ("1+", "ASK { FILTER(", "1) }"),
        ("1-", "ASK { FILTER(", "1) }"),
        ("1 - ", "ASK { FILTER(", "1) }"),
        ("true-", "ASK { FILTER(", "1) }"),
        ("1*", "ASK { FILTER(", "1) }"),
        ("?x&&", "ASK { FILTER(", "1) }"),
        ("<a:b>/", "ASK { ?s ", "<a:b> ?o }"),
        ("<a:b>|", "ASK { ?s ", "<a:b> ?o }"),
        ("<a:b> 1;", "ASK { ?s ", "<a:b> 1 }"),
        ("1,", "ASK { ?s ?p ", "1 }"),
        ("{}UNION", "ASK { ", "{} }"),
        ("FILTER(1)", "ASK { ", "}"),
        ("FILTER<a:b>(1)", "ASK { ", "}"),
        ("FILTERex:f()", "ASK { ", "}"),
        ("OPTIONAL{}", "ASK { ", "}"),
        ("MINUS{}", "ASK { ", "}"),
        ("?s ?p ?o.", "ASK { ", "}"),
        ("?s ?p true.ex:a ?p 1.", "ASK { ", "}"),
        ("ex:p ex:a.b.ex:c ", "ASK { ex:c ", " }"),
        ("1 ", "ASK { ?s ?p (", ") }"),
        ("() ?x ", "ASK { ?s ?p (", ") }"),
        ("(1),", "ASK { ?s ?p ", "1 }"),
        ("[],", "ASK { ?s ?p ", "1 }"),
        ("VALUES?x{1}", "ASK { ", "}"),
        ("BIND(1 AS?x)", "ASK { ", "}"),
        ("(1)", "ASK { ?s ?p 1 } GROUP BY ", ""),
        ("(1)", "ASK { ?s ?p 1 } HAVING ", ""),
    ] {
        let query = format!("{start}{}{end}", link.repeat(20_000));
        let limits = Limits {
            bytes: usize::MAX,
            ..Limits::default()
        };
        assert!(admit(&query, limits).is_err(), "{link}");
    }
    assert!(refused(&format!("ASK {{}} # {}", "x".repeat(70_000))));
}

#[test]
fn what_hides_brackets_from_a_careless_reader_hides_nothing() {
    let deep = "{".repeat(3000);
    let parens = "(".repeat(3000);
    for query in [
        // A comment ends at a carriage return too.
        format!("ASK # comment\r{deep}"),
        // Three quotes without their end are an empty string and the start of another.
        format!("ASK {{ VALUES ?x {{ \"\"\" a\" }} {deep}"),
        format!("ASK {{ VALUES ?x {{ ''' a' }} {deep}"),
        // So are three quotes around an escape that there is not.
        format!("ASK {{ VALUES ?x {{ \"\"\" a\" }} {deep} \\q \"\"\""),
        // A comparison without blanks looks like an IRI.
        format!("ASK {{ FILTER(?a<{parens}>?c) }}"),
        format!("ASK {{ FILTER(?a<b:c{parens}>?c) }}"),
        // An IRI with an escape is one, and its `#` opens no comment.
        format!("ASK {{ <http://e/\\u0041#> {deep}"),
        // A backslash takes nothing with it that it may not escape.
        format!("ASK {{ ex:a\\{deep}"),
    ] {
        assert!(refused(&query), "{}", &query[..40]);
    }
    let chain = "true-".repeat(3000);
    assert!(refused(&format!("ASK {{ FILTER(?a<{chain}>?c) }}")));
    assert!(refused(&format!("ASK {{ FILTER(?a<{chain}1://>?c) }}")));
    let chain = "<urn:a-b> ".repeat(150);
    assert!(
        refused(&format!("ASK {{ ?s ?p ( {chain} ) }}")),
        "collections are patterns"
    );
}

#[test]
fn strings_iris_comments_and_lists_do_not_count() {
    let brackets = "{([".repeat(200);
    let values: String = (0..2000)
        .map(|n| format!("(<http://e/a-b/{n}> -1 \"é\"@nl-NL)"))
        .collect();
    let list: Vec<_> = (0..500).map(|n| n.to_string()).collect();
    let template: String = (0..150).map(|n| format!("?s ?p{n} ?o . ")).collect();
    for query in [
        format!("ASK {{ ?s ?p \"{brackets}\" }}"),
        format!("ASK {{ ?s ?p '{brackets}' }}"),
        format!("ASK {{ ?s ?p \"\"\"{brackets}\" \\\" \n \"\" {brackets}\"\"\" }}"),
        format!("ASK {{ ?s ?p '''{brackets}'''@nl }}"),
        format!("ASK {{ }} # {brackets}"),
        format!("# \" ' < {brackets}\nASK {{ }}"),
        format!("ASK {{ <http://e/{}> ?p ?o }}", "(x)".repeat(200)),
        format!("ASK {{ FILTER(?x IN ({})) }}", list.join(", ")),
        format!("SELECT * {{ VALUES (?x ?y ?z) {{ {values} }} ?x ?p ?y }}"),
        format!("CONSTRUCT {{ {template} }} WHERE {{ ?s ?p ?o }}"),
        format!("ASK {{ ?s ?p {} }}", "<urn:uuid:0-1-2>, ".repeat(90) + "1"),
        "ASK { FILTER(?a<?b && ?c>?d) }".to_owned(),
        "ASK { FILTER(?a<?b&&?c>?d) FILTER(?a<=?b) ?s <p>/<q>*|^<r>? ?o }".to_owned(),
    ] {
        let limits = Limits {
            bytes: usize::MAX,
            ..Limits::default()
        };
        assert_eq!(
            admit(&query, limits),
            Ok(()),
            "{}",
            query.chars().take(60).collect::<String>()
        );
    }
}

#[test]
fn queries_of_the_project_are_admitted() {
    let project = lobgraaf::app::project::Project::embedded().unwrap();
    for query in project.queries.iter() {
        assert_eq!(
            admit(&query.text, Limits::default()),
            Ok(()),
            "{}",
            query.name
        );
    }
}

#[test]
fn what_is_admitted_parses_and_is_evaluated_without_ending_the_process() {
    on_large_stack(|| {
        let limits = Limits::default();
        let levels = 120;
        for (open, middle, close) in [
            ("{", "", "}"),
            ("FILTER(EXISTS{", "", "})"),
            ("OPTIONAL{", "", "}"),
            ("{SELECT*{", "", "}}"),
            ("?s ?p [ ?p ", "1", " ]"),
        ] {
            for levels in [levels / 2, levels] {
                let query = format!(
                    "SELECT * {{ {}{middle}{} }}",
                    open.repeat(levels),
                    close.repeat(levels)
                );
                if admit(&query, limits).is_ok() {
                    evaluate(&query);
                }
            }
        }
        for (link, start, end) in [
            ("1||", "ASK { FILTER(", "1) }"),
            ("1-", "ASK { FILTER(", "1) }"),
            ("<a:b>|", "ASK { ?s ", "<a:b> ?o }"),
            ("{}UNION", "ASK { ", "{} }"),
            ("FILTER(1)", "ASK { ", "}"),
        ] {
            for times in [90, 400, 990] {
                let query = format!("{start}{}{end}", link.repeat(times));
                if admit(&query, limits).is_ok() {
                    evaluate(&query);
                }
            }
        }
    });
}

#[test]
fn a_large_query_within_the_raised_limits_does_not_end_the_process() {
    on_large_stack(|| {
        let limits = Limits::default().raised();
        for (link, start, end) in [
            ("1||", "ASK { FILTER(", "1) }"),
            ("1+", "ASK { FILTER(", "1) }"),
            ("1*", "ASK { FILTER(", "1) }"),
            ("<a:b>|", "ASK { ?s ", "<a:b> ?o }"),
            ("<a:b> 1;", "ASK { ?s ", "<a:b> 1 }"),
        ] {
            let query = format!("{start}{}{end}", link.repeat(20_000));
            assert_eq!(admit(&query, limits), Ok(()), "{link}");
            assert!(parses(&query), "{link}");
        }
    });
}

fn evaluate(query: &str) {
    let store = lobgraaf::store::memory::GraphStore::new().unwrap();
    let prefixes = lobgraaf::core::iri::Prefixes::default();
    if let Ok(query) =
        lobgraaf::store::sparql::parse_query(query, &prefixes, "", Limits::default().raised())
    {
        store.answer(&query, &Default::default()).unwrap();
    }
}

proptest! {
    #[test]
    fn any_text_is_cut_into_tokens_that_join_to_it(text in ".{0,200}") {
        let joined: String = tokens(&text).map(|token| token.text).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn no_text_makes_it_panic(parts in prop::collection::vec(
        prop::sample::select(vec![
            "\"", "'", "\"\"\"", "'''", "\\", "\\u00e9", "<", ">", "<http://e/", "#", "\r", "\n", "é", "\u{1F600}",
            "{", "}", "(", ")", "[", "]", "!", "^^", "^", "?x", "$", "@nl", "@", "1.5e3", ".", ";", ",",
            "ex:a\\(", "ex:a.b", ":", "VALUES", "CONSTRUCT", "SELECT", "/", "||", "\u{0}", "%41", "-",
        ]), 0..80,
    )) {
        let text = parts.concat();
        let _ = admit(&text, Limits::default());
        let joined: String = tokens(&text).map(|token| token.text).collect();
        prop_assert_eq!(joined, text);
    }
}

#[test]
fn chains_that_the_parser_reads_wrongly_are_refused() {
    for expression in [
        "1-1-1",
        "?a - ?b + ?c",
        "8/4/2",
        "?a / ?b * ?c",
        "1 - f(2) - 3",
        "(1) - (2) - (3)",
        "1 - 2*3 - 4",
    ] {
        let query = format!("SELECT ({expression} AS ?x) {{}}");
        assert_eq!(
            admit(&query, Limits::default()),
            Err(AdmissionError::Misread { line: 1 }),
            "{query}"
        );
    }
    for expression in [
        "(1-1)-1",
        "1 - (1 - 1)",
        "1 + 2 + 3 - 4",
        "?a * ?b / ?c",
        "1 - -1",
        "f(1 - 2, 3 - 4)",
        "1 - 2 < 3 - 4",
        "1 - 2 && 3 - 4",
        "?a - ?b = 0 || ?c - ?d = 0",
        "8/2 - 4/2",
    ] {
        let query = format!("SELECT ({expression} AS ?x) {{}}");
        assert_eq!(admit(&query, Limits::default()), Ok(()), "{query}");
    }
    let paths =
        "ASK { ?s (ex:a/ex:b/<c:d>)*/a/^ex:e ?o . ?o ex:f/ex:g/ex:h -1 , 2 . FILTER(1 - 2 = -1) }";
    assert_eq!(admit(paths, Limits::default()), Ok(()));
}
