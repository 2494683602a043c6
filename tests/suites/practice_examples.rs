//! The table `practice-examples`: which examples fit, and why.

use std::collections::BTreeSet;

use lobgraaf::app::answer::Question;
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::language::Language;
use lobgraaf::core::table::term_text;
use lobgraaf::store::memory::Answer;

use crate::support::root;

/// Two examples; one pursues a goal below `doel:a` (sure), the other one only perhaps.
const DATA: &str = r#"
@prefix lob: <https://w3id.org/lobgraaf/def#> .
@prefix graph: <https://w3id.org/lobgraaf/graph/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <http://e/> .

graph:ontologie {
  lob:pursuesGoal rdfs:label "streeft na"@nl , "pursues"@en .
  lob:illustrates rdfs:label "illustreert"@nl , "illustrates"@en .
  lob:inSector rdfs:label "in sector"@nl , "in sector"@en .
}
graph:rapport {
  :one a lob:PracticeExample ; dct:identifier "9" ; dct:title "Een"@nl .
  :two a lob:PracticeExample ; dct:identifier "10" .
  :a skos:prefLabel "A"@nl , "A"@en .
  :below skos:broader :a ; skos:prefLabel "Onder"@nl , "Below"@en .
  :element skos:notation "1" ; skos:prefLabel "Element"@nl , "Element"@en .
  :part skos:broader :element ; skos:notation "1.1" ; skos:prefLabel "Deel"@nl , "Part"@en ; lob:illustratedBy :one , :two .
  :sector skos:prefLabel "Sector"@nl , "Sector"@en .
}
graph:duiding {
  :one lob:pursuesGoal :below ; lob:inSector :sector .
  :two lob:pursuesGoal :a .
  :s1 rdf:subject :one ; rdf:predicate lob:pursuesGoal ; rdf:object :below ; lob:confidence 0.9 .
  :s2 rdf:subject :two ; rdf:predicate lob:pursuesGoal ; rdf:object :a ; lob:confidence 0.3 .
  :s3 rdf:subject :one ; rdf:predicate lob:inSector ; rdf:object :sector ; lob:confidence 0.6 .
}
"#;

/// `number reason evidence` of each row.
fn rows(session: &Session, parameters: &[(&str, &str)]) -> Vec<String> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let parameters = parameters.iter().map(pair).collect();
    let evaluation = Evaluation {
        language: session.language,
        parameters,
        ..Evaluation::default()
    };
    let question = Question::named(session, "practice-examples", &evaluation).unwrap();
    let Answer::Table(table) = question.run(session, &evaluation).unwrap().answer else {
        panic!("no table")
    };
    assert_eq!(
        table.columns,
        ["example", "number", "title", "reason", "evidence"]
    );
    let text = |row: &[Option<oxigraph::model::Term>], column: usize| {
        row[column].as_ref().map_or_else(String::new, term_text)
    };
    table
        .rows
        .iter()
        .map(|row| format!("{} {} {}", text(row, 1), text(row, 3), text(row, 4)))
        .collect()
}

fn small(language: Language) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.trig");
    std::fs::write(&path, DATA).unwrap();
    let sources = Sources {
        project: Some(root().to_owned()),
        files: vec![path],
        added: Vec::new(),
    };
    Session::open(&sources, language).unwrap()
}

#[test]
fn each_parameter_asks_for_its_link_and_what_is_below() {
    let session = small(Language::Dutch);
    assert_eq!(rows(&session, &[]), ["9  ", "10  "]);
    // What is below the goal counts; confidence 0.3 does not.
    assert_eq!(
        rows(&session, &[("goal", "http://e/a")]),
        ["9 streeft na: Onder sure"]
    );
    assert_eq!(
        rows(&session, &[("element", "http://e/element")]),
        [
            "9 illustreert: 1.1 Deel stated",
            "10 illustreert: 1.1 Deel stated"
        ]
    );
    // All that is given must fit, and each link has its row.
    assert_eq!(
        rows(
            &session,
            &[("element", "http://e/part"), ("sector", "http://e/sector")]
        ),
        [
            "9 illustreert: 1.1 Deel stated",
            "9 in sector: Sector possible"
        ]
    );
    assert!(rows(&session, &[("goal", "http://e/sector")]).is_empty());
    let english = small(Language::English);
    assert_eq!(
        rows(&english, &[("goal", "http://e/below")]),
        ["9 pursues: Below sure"]
    );
}

#[test]
fn it_agrees_with_the_question_that_counts_examples_per_competency() {
    let sources = Sources {
        project: Some(root().to_owned()),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::Dutch).unwrap();
    let evaluation = Evaluation::default();
    let question = Question::named(&session, "examples-per-competency", &evaluation).unwrap();
    let Answer::Table(counts) = question.run(&session, &evaluation).unwrap().answer else {
        panic!("no table")
    };
    for row in &counts.rows {
        let competency = row[0].as_ref().map_or_else(String::new, term_text);
        let count: usize = row[1].as_ref().map(term_text).unwrap().parse().unwrap();
        let found: BTreeSet<_> = rows(&session, &[("competency", &competency)])
            .iter()
            .map(|row| row.split(' ').next().unwrap_or("").to_owned())
            .collect();
        assert_eq!(found.len(), count, "{competency}");
    }
}
