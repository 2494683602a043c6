//! Queries of `kind: matrix`: a cross table for people, a row for each cell for programs.

use lobgraaf::app::answer::Question;
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::language::Language;

use crate::support::root;

const QUERY: &str = r#"#+ summary.nl: Kruis
#+ summary.en: Cross
#+ kind: matrix
SELECT ?row ?rowLabel ?column ?columnLabel ?value WHERE {
  VALUES (?row ?rowLabel ?column ?columnLabel ?value) {
    (<http://e/r1> "one" <http://e/c2> "second" "b")
    (<http://e/r1> "one" <http://e/c1> UNDEF "a")
    (<http://e/r2> "two" <http://e/c2> "second" "d")
    (<http://e/r2> "two" <http://e/c2> "second" "c")
  }
}"#;

fn written(format: &str, width: usize) -> String {
    let sources = Sources {
        project: Some(root().join("tests/fixtures/mini")),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::English).unwrap();
    let evaluation = Evaluation::in_language(Language::English);
    let path = std::path::Path::new("cross.rq");
    let question = Question::text(&session, path, QUERY, &evaluation).unwrap();
    let reply = question.run(&session, &evaluation).unwrap();
    let text = reply.write(&session, format, width).unwrap();
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn a_matrix_is_crossed_for_people() {
    let text = written("table", 80);
    let lines: Vec<_> = text.lines().skip(2).take(4).collect();
    assert_eq!(
        lines,
        [
            "     http://e/c1  second",
            "───  ───────────  ──────",
            "one  a            b",
            "two               c; d"
        ]
    );
    let markdown = written("markdown", 80);
    assert!(
        markdown.contains("| one | a | b |\n| two |  | c; d |\n"),
        "{markdown}"
    );
}

#[test]
fn heads_that_do_not_fit_become_numbers_with_a_legend() {
    let text = written("table", 22);
    assert!(text.contains("     1  2\n"), "{text}");
    assert!(text.contains("1 = http://e/c1\n2 = second\n"), "{text}");
}

#[test]
fn a_matrix_is_a_row_for_each_cell_for_programs() {
    let csv = written("csv", 80);
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(
        csv.starts_with("row,rowLabel,column,columnLabel,value"),
        "{csv}"
    );
}
