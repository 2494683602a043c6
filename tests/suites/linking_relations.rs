//! Which relation is proposed, and what speaks against more: pairs of small vocabularies, each
//! with one thing that keeps a link from being exact, beside its like without it.

use std::path::PathBuf;

use lobgraaf::app::link::vocabulary;
use lobgraaf::app::progress::Silent;
use lobgraaf::core::matching::engine::Matcher;
use lobgraaf::core::matching::entry::Vocabulary;
use lobgraaf::core::matching::relation::{Doubt, Relation, propose};
use lobgraaf::core::matching::words::{Tongue, joints};

/// What all concepts say, so that their context is alike.
const ABOUT: &str = "skos:definition \"Boards govern institutes, teachers and universities.\"@en , \
     \"Besturen leiden instituten, docenten en universiteiten.\"@nl";

fn read(name: &str, concepts: &str) -> Vocabulary {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(format!("{name}.ttl"));
    let text = format!(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://{name}/> .\n{}",
        concepts.replace("CONCEPT", &format!("a skos:Concept ; {ABOUT} ; "))
    );
    std::fs::write(&path, text).unwrap();
    vocabulary::read(&[path], &Silent).unwrap()
}

/// What is proposed between our `:a` and their `:x`.
fn proposed(ours: &str, theirs: &str) -> (Relation, Vec<Doubt>) {
    let (ours, theirs) = (read("ours", ours), read("theirs", theirs));
    let matcher = Matcher::new(&ours, &theirs).unwrap();
    let place = |vocabulary: &Vocabulary, end: &str| {
        let mut entries = vocabulary.entries.iter();
        entries.position(|entry| entry.iri.ends_with(end)).unwrap() as u32
    };
    let evidence = matcher.evidence(place(&ours, "/a"), place(&theirs, "/x"), 1.0);
    propose(&matcher.slots, &evidence, false)
}

#[test]
fn small_words_that_mean_something_keep_labels_apart() {
    let english = |ours: &str, theirs: &str| {
        let label =
            |name: &str, text: &str| format!(":{name} CONCEPT skos:prefLabel \"{text}\"@en .");
        proposed(&label("a", ours), &label("x", theirs)).0
    };
    assert_eq!(
        english("board of management", "the board of management"),
        Relation::Exact
    );
    assert_eq!(
        english("board of management", "management board"),
        Relation::Exact
    );
    assert_eq!(
        english("boards of management", "board of management"),
        Relation::Exact
    );
    for (ours, theirs) in [
        ("board and management", "board of management"),
        ("young people with work", "young people without work"),
        ("history of art", "art of history"),
        ("management board", "board management"),
    ] {
        assert_ne!(english(ours, theirs), Relation::Exact, "{ours} / {theirs}");
    }
    assert_eq!(
        joints(Tongue::Dutch, "De raad van bestuur en de staf"),
        ["en"]
    );
    assert_eq!(
        joints(Tongue::English, "the board of governors, or not"),
        ["not", "or"]
    );
}

#[test]
fn a_language_in_which_only_a_synonym_is_the_same_is_a_doubt() {
    let ours = ":a CONCEPT skos:prefLabel \"primary school\"@en , \"eerste leerjaren\"@nl .";
    let alike = ":x CONCEPT skos:prefLabel \"primary school\"@en , \"eerste leerjaren\"@nl .";
    let (relation, doubts) = proposed(ours, alike);
    assert_eq!(relation, Relation::Exact);
    assert!(!doubts.contains(&Doubt::OnlySynonym), "{doubts:?}");
    let other = ":x CONCEPT skos:prefLabel \"primary school\"@en , \"lagere klassen\"@nl ;\n\
         skos:altLabel \"eerste leerjaren\"@nl .";
    let (relation, doubts) = proposed(ours, other);
    assert_eq!(relation, Relation::Close);
    assert!(doubts.contains(&Doubt::OnlySynonym), "{doubts:?}");
}

#[test]
fn another_language_speaks_against_what_words_alone_would_say() {
    // That all words are as frequent as each other.
    let more = ":c CONCEPT skos:prefLabel \"primary aims\"@en .\n\
         :d CONCEPT skos:prefLabel \"primary means\"@en .";
    let ours = format!(
        ":a CONCEPT skos:prefLabel \"primary school board\"@en , \"docentenvergadering\"@nl .\n{more}"
    );
    let alone = format!(":x CONCEPT skos:prefLabel \"school board\"@en .\n{more}");
    let (relation, _) = proposed(&ours, &alone);
    assert!(
        matches!(relation, Relation::Broad | Relation::Close),
        "{relation:?}"
    );
    let against = alone.replace("@en .\n", "@en , \"plank\"@nl .\n");
    let (relation, doubts) = proposed(&ours, &against);
    assert_eq!(relation, Relation::Related);
    assert!(doubts.contains(&Doubt::LanguagesDisagree), "{doubts:?}");
}

#[test]
fn a_term_that_also_names_another_concept_is_not_exact() {
    let theirs = ":x CONCEPT skos:prefLabel \"university studies\"@en ; skos:altLabel \"advanced studies\"@en .";
    let alone = ":a CONCEPT skos:prefLabel \"university studies\"@en .";
    assert_eq!(proposed(alone, theirs).0, Relation::Exact);
    // The other one is above: the term covers more.
    let above = ":a CONCEPT skos:prefLabel \"university studies\"@en ; skos:broader :b .\n\
         :b CONCEPT skos:prefLabel \"advanced studies\"@en .";
    let (relation, doubts) = proposed(above, theirs);
    assert_eq!(relation, Relation::Close);
    assert!(doubts.contains(&Doubt::NamesAnother), "{doubts:?}");
    // The other one is below: thesauri list such names.
    let below = ":a CONCEPT skos:prefLabel \"university studies\"@en .\n\
         :b CONCEPT skos:prefLabel \"advanced studies\"@en ; skos:broader :a .";
    let (relation, doubts) = proposed(below, theirs);
    assert_eq!(relation, Relation::Exact);
    assert!(!doubts.contains(&Doubt::NamesAnother), "{doubts:?}");
}

#[test]
fn a_synonym_in_one_language_is_close_whatever_stands_around() {
    let up = ":up CONCEPT skos:prefLabel \"kinds of education\"@en , \"onderwijssoorten\"@nl .";
    let concept =
        |name: &str, labels: &str| format!(":{name} CONCEPT {labels} ; skos:broader :up .\n{up}");
    let ours = concept("a", "skos:prefLabel \"primary school\"@en");
    let theirs = concept(
        "x",
        "skos:prefLabel \"school for children\"@en ; skos:altLabel \"primary school\"@en",
    );
    let (relation, doubts) = proposed(&ours, &theirs);
    assert_eq!(relation, Relation::Close);
    assert!(doubts.contains(&Doubt::OnlySynonym), "{doubts:?}");
    let ours = concept(
        "a",
        "skos:prefLabel \"primary school\"@en , \"eerste leerjaren\"@nl",
    );
    let theirs = concept(
        "x",
        "skos:prefLabel \"school for children\"@en , \"eerste leerjaren\"@nl ; skos:altLabel \"primary school\"@en",
    );
    assert_eq!(proposed(&ours, &theirs).0, Relation::Exact);
}

#[test]
fn words_that_all_definitions_have_are_no_context() {
    let vocabulary = |name: &str, definition: &str| {
        let concept = |name: &str, label: &str, definition: &str| {
            format!(
                ":{name} a skos:Concept ; skos:prefLabel \"{label}\"@de ; skos:definition \"{definition}\"@de .\n"
            )
        };
        concept(name, "Bank", definition)
            + &concept("1", "Tisch", "das ist der Tisch des Hauses und eine Platte")
            + &concept("2", "Stuhl", "das ist der Stuhl des Hauses und eine Lehne")
            + &concept("3", "Lampe", "das ist der Schein des Lichts und eine Birne")
    };
    let ours = vocabulary("a", "das ist der Verwalter des Geldes und eine Firma");
    let alike = vocabulary("x", "das ist der Verwalter des Geldes und eine Kasse");
    let other = vocabulary("x", "das ist der Sitz des Gartens und eine Latte");
    assert_eq!(proposed(&ours, &alike).0, Relation::Exact);
    assert_eq!(proposed(&ours, &other).0, Relation::Close);
}
