//! What a mapping set says of both sides as a whole, new rows say too: sources, versions, kinds of
//! term, prefixes. And vocabularies in tables, whose codes are no IRIs.

use std::path::{Path, PathBuf};

use lobgraaf::app::Rendered;
use lobgraaf::app::link::add::{self, Options as Adding};
use lobgraaf::app::link::review::{Options as Reviewing, Review};
use lobgraaf::app::link::suggest::{Options, render, suggest};
use lobgraaf::app::progress::Silent;
use lobgraaf::core::language::Language;
use lobgraaf::core::matching::relation::Relation;
use lobgraaf::core::review::Choice;
use lobgraaf::core::sssom::{MappingSet, Slot, tsv, write};

use crate::support::linking::{DAY, FIRST, case, folder, open, options, project, set};
use crate::support::{files_with_ending, root};

/// A set that says of both sides what a project's sets do.
pub const SET: &str = "\
#sssom_version: \"1.1\"
#curie_map:
#  example: https://example.org/
#  ours: https://example.org/ours/
#  persons: https://example.org/person/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
#subject_type: skos concept
#subject_source: ours:food
#object_type: skos concept
#object_source: example:theirs/food
#object_source_version: \"7\"
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tauthor_id\treviewer_id\tmapping_date\treview_date
ours:bank\tbank\tskos:exactMatch\texample:theirs/20\tbank\tsemapv:ManualMappingCuration\tpersons:second\t\t2026-11-20\t
ours:fruit\tfruit\tskos:exactMatch\texample:theirs/10\tfruit\tsemapv:ManualMappingCuration\tpersons:second\tpersons:first\t2026-11-20\t2026-11-21
";

fn suggested(options: Options) -> String {
    let found = suggest(&project(), &options, &Silent).unwrap();
    match render(&project(), &found, "sssom", Language::Dutch, 80).unwrap() {
        Rendered::Text(text) => text,
        _ => panic!("not text"),
    }
}

fn to(files: &[PathBuf]) -> Options {
    Options {
        from: vec![case("ours.ttl")],
        to: files.to_vec(),
        top: 3,
        ..Options::default()
    }
}

fn values(set: &MappingSet, slot: Slot) -> Vec<&str> {
    let mut all: Vec<_> = set
        .mappings
        .iter()
        .map(|row| row.slots.text(slot).unwrap_or("-"))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn without_scheme() -> String {
    let theirs = std::fs::read_to_string(case("theirs.ttl")).unwrap();
    let lines = theirs.lines();
    lines
        .filter(|line| !line.contains("ConceptScheme"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Decides on the first pair of a review with suggestions of a file beside.
fn decide_one(file: &Path, suggestions: &str, choice: Choice) -> Vec<String> {
    let beside = file.with_file_name("suggested.sssom.tsv");
    std::fs::write(&beside, suggestions).unwrap();
    let mut review = open(&Reviewing {
        suggestions: vec![beside],
        ..options(file, FIRST)
    });
    let warnings = review.warnings();
    review.decide(choice, "").unwrap();
    let warnings = warnings.iter();
    warnings
        .map(|warning| warning.in_language(Language::English))
        .collect()
}

#[test]
fn suggestions_take_source_version_kinds_and_prefixes_of_the_set() {
    let named_by_nobody = tempfile::tempdir().unwrap();
    let file = named_by_nobody.path().join("theirs.ttl");
    std::fs::write(&file, without_scheme()).unwrap();
    let suggestions = suggested(to(&[file]));
    assert!(suggestions.contains("vocabulary:theirs"), "{suggestions}");
    for choice in [Choice::Accept(Relation::Close), Choice::Nothing] {
        let (_folder, file) = folder(SET);
        decide_one(&file, &suggestions, choice);
        let after = set(&file);
        // The row of the tool, and the decision.
        assert_eq!(after.mappings.len(), 4);
        for (slot, value) in [
            (Slot::ObjectSource, "https://example.org/theirs/food"),
            (Slot::ObjectSourceVersion, "7"),
            (Slot::ObjectType, "skos concept"),
            (Slot::SubjectType, "skos concept"),
            (Slot::SubjectSource, "https://example.org/ours/food"),
        ] {
            assert_eq!(values(&after, slot), [value], "{slot:?}");
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let block = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| line.starts_with('#'));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(block(&text), block(SET));
        assert!(text.contains("example:theirs/20\t"), "{text}");
    }
}

#[test]
fn suggestions_of_another_vocabulary_are_refused() {
    let suggestions = suggested(to(&[case("theirs.ttl")]));
    let other = suggestions.replace("https://example.org/theirs/", "https://example.com/other/");
    let (folder, file) = folder(SET);
    let beside = folder.path().join("suggestions.sssom.tsv");
    std::fs::write(&beside, &other).unwrap();
    let options = Reviewing {
        suggestions: vec![beside],
        ..options(&file, FIRST)
    };
    let opened = Review::open(&project(), &options, Language::English, &Silent);
    let error = opened.err().unwrap().to_string();
    for vocabulary in [
        "https://example.com/other/food",
        "https://example.org/theirs/food",
    ] {
        assert!(error.contains(vocabulary), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), SET);
}

#[test]
fn source_and_version_of_the_vocabulary_are_named_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("theirs.ttl");
    let scheme = "\n<https://example.org/theirs/one> a <http://www.w3.org/2004/02/skos/core#ConceptScheme> ; <http://www.w3.org/2002/07/owl#versionInfo> \"6.1\" .\n";
    std::fs::write(&file, without_scheme() + scheme).unwrap();
    let read = |options: Options| tsv::read(&suggested(options), None).valid().unwrap();
    let told = read(to(std::slice::from_ref(&file)));
    assert_eq!(
        (
            values(&told, Slot::ObjectSource),
            values(&told, Slot::ObjectSourceVersion)
        ),
        (vec!["https://example.org/theirs/one"], vec!["6.1"])
    );
    let named = Options {
        object_source: Some("https://example.org/named".to_owned()),
        object_source_version: Some("2026".to_owned()),
        ..to(&[file])
    };
    let named_text = suggested(named.clone());
    let named = read(named);
    assert_eq!(
        (
            values(&named, Slot::ObjectSource),
            values(&named, Slot::ObjectSourceVersion)
        ),
        (vec!["https://example.org/named"], vec!["2026"])
    );
    // Another version than the set names is told of.
    let (_folder, set) = self::folder(SET);
    let warnings = decide_one(&set, &named_text, Choice::Accept(Relation::Close));
    assert!(
        warnings.len() == 1 && warnings[0].contains("2026") && warnings[0].contains('7'),
        "{warnings:?}"
    );
}

const CODES: &str = "\
O*NET-SOC Code,Title,Parent
15-1252.00,cooking apple,\"11 A/b\"
\"11 A/b\",fruit,
";

#[test]
fn codes_of_a_table_are_names_below_that_of_the_vocabulary() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Occupation Data.csv");
    std::fs::write(&file, CODES).unwrap();
    for (source, first) in [
        (None, "urn:vocabulary:OccupationData:15-1252.00"),
        (
            Some("https://example.org/onet"),
            "https://example.org/onet/15-1252.00",
        ),
        (
            Some("https://example.org/onet#"),
            "https://example.org/onet#15-1252.00",
        ),
    ] {
        let text = suggested(Options {
            object_source: source.map(str::to_owned),
            ..to(std::slice::from_ref(&file))
        });
        let reading = tsv::read(&text, None);
        let problems: Vec<_> = reading.problems.iter().map(ToString::to_string).collect();
        let only_license = problems.iter().all(|problem| problem.contains("license"));
        assert!(only_license, "{problems:?}\n{text}");
        let set = reading.valid().unwrap();
        let objects = values(&set, Slot::ObjectId);
        assert!(objects.contains(&first), "{objects:?}");
        // Spaces and slashes of a code break no IRI.
        let second = first.replace("15-1252.00", "11%20A%2Fb");
        assert!(objects.contains(&second.as_str()), "{objects:?}");

        // And the card knows the term.
        let path = folder.path().join("suggested.sssom.tsv");
        std::fs::write(&path, &text).unwrap();
        let new = folder.path().join("set.sssom.tsv");
        // Suggestions of another vocabulary than that of the set are refused.
        let set = SET.replace("#object_source: example:theirs/food\n", "");
        std::fs::write(&new, set).unwrap();
        let review = open(&Reviewing {
            suggestions: vec![path],
            with: vec![file.clone()],
            reviewer: Some(FIRST.to_owned()),
            date: Some(DAY.to_owned()),
            ..options(&new, FIRST)
        });
        let cards = review.cards();
        let known = cards
            .iter()
            .filter_map(|card| card.object.as_ref())
            .find(|object| object.iri == first)
            .unwrap();
        assert!(known.known, "{known:?}");
        assert_eq!(known.notation.as_deref(), Some("15-1252.00"));
    }
}

/// The sets of the project, as they are written when a decision is added.
#[test]
fn published_sets_stand_as_decisions_leave_them() {
    let update = std::env::var_os("LOBGRAAF_UPDATE").is_some();
    for path in files_with_ending(&root().join("data/mappings"), "tsv") {
        let text = std::fs::read_to_string(&path).unwrap();
        let reading = tsv::read(&text, None);
        assert_eq!(reading.problems.iter().count(), 0, "{}", path.display());
        let set = reading.valid().unwrap();
        let written = write::tsv_to_add_to(&set);
        if update {
            std::fs::write(&path, &written).unwrap();
        } else {
            assert_eq!(written, text, "{}", path.display());
        }
        // What others get is canonical: condensed as far as it goes.
        let canonical = write::tsv(&set);
        assert!(
            canonical.contains("\n#mapping_date: "),
            "{}",
            path.display()
        );
        assert_eq!(
            tsv::read(&canonical, None).valid().unwrap().mappings.len(),
            set.mappings.len()
        );
    }
}

/// A decision on another day, by hand or on a suggestion that was there, changes no other line.
#[test]
fn one_decision_changes_its_own_lines_only() {
    let esco = root().join("data/mappings/esco.sssom.tsv");
    let before = std::fs::read_to_string(esco).unwrap();
    let subject = "https://w3id.org/lobgraaf/id/loopbaancompetentie/netwerken";
    let object = "http://data.europa.eu/esco/skill/d04e4bde-05fa-499c-9237-1fe5e4560525";
    let not_there = "http://data.europa.eu/esco/skill/0";
    for (object, nothing) in [(object, false), (not_there, false), ("", true)] {
        let (_folder, file) = folder(&before);
        let adding = Adding {
            subject: match nothing {
                true => "https://w3id.org/lobgraaf/id/nieuw".to_owned(),
                false => subject.to_owned(),
            },
            into: file.clone(),
            author: "redactie:eerste-lezer".to_owned(),
            date: Some("2026-12-24".to_owned()),
            from: vec![case("ours.ttl")],
            ..Adding::default()
        };
        let mut adding = add_to(adding, &file);
        let choice = match nothing {
            true => Choice::Nothing,
            false => Choice::Accept(Relation::Related),
        };
        assert!(adding.decide(object, choice, "a reason").unwrap().new);
        let after = std::fs::read_to_string(&file).unwrap();
        let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
        let (old, new) = (lines(&before), lines(&after));
        let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
        let come: Vec<_> = new.iter().filter(|line| !old.contains(line)).collect();
        assert_eq!((gone.len(), come.len()), (0, 1), "{:?}", come.first());
    }
}

/// So it is in a file that `suggest` wrote, from the first decision on.
#[test]
fn a_decision_in_suggestions_changes_its_own_lines_only() {
    let (_folder, file) = folder(&suggested(to(&[case("theirs.ttl")])));
    let mut review = open(&options(&file, FIRST));
    for (choice, reason) in [
        (Choice::Accept(Relation::Close), ""),
        (Choice::Reject, "iets anders"),
    ] {
        let before = std::fs::read_to_string(&file).unwrap();
        review.decide(choice, reason).unwrap();
        let after = std::fs::read_to_string(&file).unwrap();
        let gone: Vec<_> = before
            .lines()
            .filter(|line| !after.lines().any(|other| other == *line))
            .collect();
        let come = after
            .lines()
            .filter(|line| !before.lines().any(|other| other == *line))
            .filter(|line| !line.starts_with('#'));
        assert_eq!((gone, come.count()), (Vec::new(), 1));
    }
}

/// Adds to a file a subject of which no vocabulary needs to know.
fn add_to(options: Adding, file: &Path) -> add::Adding {
    let subject = options.subject.clone();
    let vocabulary = file.with_file_name("own.ttl");
    let text = format!(
        "<{subject}> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"begrip\"@nl ."
    );
    std::fs::write(&vocabulary, text).unwrap();
    let options = Adding {
        from: vec![vocabulary],
        ..options
    };
    add::Adding::open(&project(), &options, Language::Dutch, &Silent).unwrap()
}
