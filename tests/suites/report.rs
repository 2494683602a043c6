//! The facts of the report, counted from the report by people, held against the data.

use std::collections::BTreeMap;

use lobgraaf::app::evaluate::{self, Evaluation};
use lobgraaf::app::project::Project;
use lobgraaf::core::table::term_text;
use lobgraaf::store::memory::Answer;

use crate::support::root;

/// The first number of each row of a query over the project.
fn numbers(query: &str) -> Vec<u64> {
    let project = Project::open(root()).unwrap();
    let store = project.load().unwrap();
    let answer = evaluate::text(&project, &store, query, "", &Evaluation::default())
        .unwrap()
        .answer;
    let Answer::Table(table) = answer else {
        panic!("no SELECT")
    };
    table
        .rows
        .iter()
        .map(|row| term_text(row[0].as_ref().unwrap()).parse().unwrap())
        .collect()
}

fn number(query: &str) -> u64 {
    numbers(query)[0]
}

#[test]
fn the_success_hierarchy_is_whole() {
    // Counted in sections 3.2.1 to 3.2.5: headings, lead-ins and bullets.
    let expected = [
        ("SuccessCategory", 5),
        ("SuccessSubcategory", 10),
        ("SuccessElement", 73),
        ("Realisation", 132),
        ("CooperationForm", 14),
    ];
    let found: BTreeMap<_, _> = expected
        .iter()
        .map(|(class, _)| {
            let query = format!("SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ GRAPH graph:rapport {{ ?x a lob:{class} }} }}");
            (*class, number(&query))
        })
        .collect();
    assert_eq!(found, expected.into_iter().collect());
}

#[test]
fn each_citation_is_one_link() {
    // 265 distinct numbers on bullets, added up over the bullets; 64 distinct numbers in all.
    let links = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:rapport { ?x lob:illustratedBy ?y } }";
    assert_eq!(number(links), 265);
    let cited = "SELECT (COUNT(DISTINCT ?y) AS ?n) WHERE { GRAPH graph:rapport { ?x lob:illustratedBy ?y } }";
    assert_eq!(number(cited), 64);
}

#[test]
fn the_annex_is_whole() {
    let rows = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x dct:isPartOf rapport:bijlage }";
    assert_eq!(number(rows), 66);
    let examples = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a lob:PracticeExample ; lob:statedIn/dct:isPartOf rapport:bijlage }";
    assert_eq!(number(examples), 65);
}

#[test]
fn the_numbers_that_only_one_side_has_are_these() {
    let absent = "SELECT ?n WHERE { ?x a lob:PracticeExample ; dct:identifier ?n FILTER NOT EXISTS { ?x lob:statedIn/dct:isPartOf rapport:bijlage } } ORDER BY ?n";
    assert_eq!(numbers(absent), [1121, 1577]);
    let uncited = "SELECT ?n WHERE { ?x a lob:PracticeExample ; dct:identifier ?n FILTER NOT EXISTS { ?y lob:illustratedBy ?x } } ORDER BY ?n";
    assert_eq!(numbers(uncited), [1556, 1769, 2581]);
}

#[test]
fn the_tables_of_goals_have_23_rows_and_21_goals() {
    let rows = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { VALUES ?t { rapport:tabel-2 rapport:tabel-3 rapport:tabel-4 rapport:tabel-5 } ?x dct:isPartOf ?t }";
    assert_eq!(number(rows), 23);
    assert_eq!(
        number("SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a lob:Goal }"),
        21
    );
    assert_eq!(
        number("SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a lob:GoalTheme }"),
        4
    );
    let twice = "SELECT (COUNT(*) AS ?n) WHERE { ?x a lob:Goal ; lob:statedIn ?a , ?b . FILTER(STR(?a) < STR(?b)) }";
    assert_eq!(
        number(twice),
        2,
        "rows 11 and 12 of Table 2 repeat rows 1 and 2"
    );
}

#[test]
fn the_frameworks_are_whole() {
    let query = "SELECT (COUNT(?x) AS ?n) WHERE { ?x a lob:FrameworkElement ; skos:inScheme ?s } GROUP BY ?s ORDER BY STR(?s)";
    // aob-2023, korpershoek-2022, lob-cyclus, loopbaangerichte-leeromgeving
    assert_eq!(numbers(query), [9, 7, 3, 3]);
}

#[test]
fn the_report_itself_links_no_example_to_a_goal() {
    let query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:rapport { ?x lob:pursuesGoal ?y } }";
    assert_eq!(number(query), 0);
}
