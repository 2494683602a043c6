//! Vocabularies made to cause trouble, and shapes for SKOS, from other projects.
//! First demand: nothing crashes and no file is passed over. Second: what is wrong is found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lobgraaf::app::check::{CheckOptions, Checked, CheckedData, Subject, check};
use lobgraaf::app::project::Project;
use lobgraaf::core::language::Language;
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};

use lobgraaf::store::shapes::{ShapesBounds, validate};

use crate::support;

/// `(file, rule, number of findings)`. The numbers are those of the suite's SOURCE.txt, counted
/// as findings: a label that two concepts share is found at both. Where the files themselves say
/// “error” more often than that count, for mapping properties and for chains, theirs is meant.
const EXPECTED: &[(&str, &str, usize)] = &[
    ("skosmos/cycle.ttl", "hierarchy-cycle", 1),
    ("skosmos/cycle.ttl", "reflexive-relation", 1),
    ("qskos/cycles.rdf", "hierarchy-cycle", 1),
    ("qskos/components_1.rdf", "hierarchy-cycle", 3),
    ("qskos/relationClashes.rdf", "hierarchy-cycle", 1),
    (
        "qskos/reflexivelyRelatedConcepts.rdf",
        "reflexive-relation",
        2,
    ),
    // Related concepts 5, of ten cases marked as errors.
    ("qskos/relationClashes.rdf", "related-clash", 10),
    // Related concepts 1, of four cases marked as errors.
    (
        "qskos/hierarchicalAndAssociativeRelations.rdf",
        "related-clash",
        4,
    ),
    ("qskos/ambiguousLabels.rdf", "several-pref-labels", 4),
    ("qskos/components_1.rdf", "several-pref-labels", 1),
    ("skosmos/test.ttl", "several-pref-labels", 1),
    ("skosmos/test-hierarchy.ttl", "several-pref-labels", 1),
    (
        "skosmos/test-hierarchy-without-top-concepts.ttl",
        "several-pref-labels",
        1,
    ),
    // Labels 2; one of them stands as all three kinds at once, which is found twice.
    ("qskos/ambiguousLabels.rdf", "label-overlap", 3),
    ("qskos/components_1.rdf", "label-overlap", 2),
    ("qskos/emptyLabels.rdf", "label-overlap", 1),
    // Direct matches 4, and one through a chain of exact matches.
    (
        "qskos/exactVsAssociativeMappingClashes.rdf",
        "mapping-clash",
        5,
    ),
    ("qskos/hierarchicalRedundancy.rdf", "redundant-broader", 4),
    ("skosmos/test-qualified-broader.ttl", "redundant-broader", 1),
    ("qskos/labelMatch.rdf", "duplicate-label", 2),
    ("skosmos/dup.ttl", "duplicate-label", 4),
    // Labels 2, one of them at three concepts.
    ("skosmos/test-qualified-notation.ttl", "duplicate-label", 5),
    ("skohub-vocabs/systematik.ttl", "duplicate-label", 96),
    // Concepts 2 and 5, and in each a scheme.
    ("qskos/missingLabels.rdf", "missing-label", 3),
    ("qskos/noBroaderAndNotTopConcepts.rdf", "missing-label", 6),
    (
        "qskos/labelsWithUnprintableCharacters.rdf",
        "unprintable-character",
        2,
    ),
    // Two pairs within one scheme; in the other cases a side is in no scheme at all.
    ("qskos/mappingRelationsMisuse.rdf", "mapping-misuse", 2),
    (
        "qskos/topConceptsHavingBroaderConcept.rdf",
        "top-concept-with-broader",
        2,
    ),
    ("qskos/missingTopConcepts.rdf", "no-top-concept", 2),
    (
        "qskos/deprecatedAndIllegalTerms.rdf",
        "deprecated-skos-term",
        9,
    ),
    (
        "qskos/deprecatedAndIllegalTerms.rdf",
        "undefined-skos-term",
        1,
    ),
    ("skosmos/nolang.ttl", "language-tag", 3),
    ("qskos/invalidCharacters.rdf", "syntax", 1),
    ("qskos/resources.rdf", "syntax", 1),
    ("qskos/skosxl.rdf", "syntax", 1),
    ("skosify/dctype.in.rdf", "syntax", 1),
    ("skosify/dctype.out.rdf", "syntax", 1),
];

/// Checks foreign files as `check --file` does.
fn check_files(project: &Project, files: &[PathBuf]) -> Checked {
    let mut data = CheckedData::new().unwrap();
    for path in files {
        data.read(path, "urn:file:case");
    }
    let options = CheckOptions {
        language: Language::English,
        ..CheckOptions::default()
    };
    check(project, data, Subject::Foreign, &options)
}

#[test]
fn troublemakers_are_told_what_is_wrong() {
    let Some(suite) = support::suite("skos-troublemakers") else {
        return;
    };
    let project = Project::open(support::root()).unwrap();
    let mut files = support::files_with_ending(&suite, "ttl");
    files.extend(support::files_with_ending(&suite, "rdf"));
    assert_eq!(files.len(), 81, "files of the suite");
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for path in &files {
        let name = path.strip_prefix(&suite).unwrap().display().to_string();
        let checked = check_files(&project, std::slice::from_ref(path));
        assert!(checked.errors.is_empty(), "{name}: {:?}", checked.errors);
        for finding in checked.findings {
            if finding.rule == "syntax" {
                assert!(
                    finding.line.is_some(),
                    "{name}: a syntax error without line"
                );
            }
            *counts.entry((name.clone(), finding.rule)).or_default() += 1;
        }
    }
    let mut wrong = Vec::new();
    for (file, rule, expected) in EXPECTED {
        let key = ((*file).to_owned(), (*rule).to_owned());
        let found = counts.remove(&key).unwrap_or(0);
        if found != *expected {
            wrong.push(format!("{file}: {rule} {found}, not {expected}"));
        }
    }
    // Only those five files cannot be read.
    wrong.extend(
        counts
            .keys()
            .filter(|(_, rule)| rule == "syntax")
            .map(|(file, _)| format!("{file} could not be read")),
    );
    support::report(&format!("SKOS troublemakers: {} files", files.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One scheme over two files is checked as one.
#[test]
fn a_scheme_over_two_files_is_one() {
    let Some(suite) = support::suite("skos-troublemakers") else {
        return;
    };
    let project = Project::open(support::root()).unwrap();
    let files = [1, 2].map(|number| {
        suite.join(format!(
            "skohub-vocabs/oneConceptSchemeTwoFiles_{number}.ttl"
        ))
    });
    let checked = check_files(&project, &files);
    let rules: Vec<_> = checked.findings.iter().map(|found| &found.rule).collect();
    assert!(
        !rules.iter().any(|rule| *rule == "undescribed-scheme"),
        "{rules:?}"
    );
}

/// Files on which the outcome is not that of the folder they stand in, each with its reason.
const SHAPE_EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn skos_shapes_tell_valid_from_invalid() {
    let Some(suite) = support::suite("skos-shapes") else {
        return;
    };
    let definitions = support::turtle(&suite.join("skosClassAndPropertyDefinitions.ttl"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for shapes_name in ["skos.shacl.ttl", "skohub.shacl.ttl"] {
        let shapes = support::turtle(&suite.join(shapes_name));
        for (folder, valid) in [("valid", true), ("invalid", false)] {
            let folder = suite.join("tests").join(folder).join(shapes_name);
            for path in support::files_with_ending(&folder, "ttl") {
                count += 1;
                let mut data = support::turtle(&path);
                // As the suite's SOURCE.txt has it: closure for valid files, none for invalid ones.
                if valid && shapes_name == "skos.shacl.ttl" {
                    close(&mut data, &definitions);
                }
                let report = validate(data, shapes.clone(), ShapesBounds::default()).unwrap();
                let name = path.strip_prefix(&suite).unwrap().display().to_string();
                let is_exception = SHAPE_EXCEPTIONS.iter().any(|(known, _)| *known == name);
                if (report.conforms == valid) == is_exception {
                    wrong.push(format!("{name}: {:?}", report.results));
                }
            }
        }
    }
    support::report(&format!(
        "SKOS shapes: {} of {count} as expected",
        count - wrong.len()
    ));
    assert_eq!(count, 89, "files of the suite");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What follows by RDFS from sub-classes, sub-properties, domains and ranges (RDF 1.1 Semantics,
/// rdfs2, 3, 7, 9), to a fixed point.
fn close(data: &mut Graph, definitions: &Graph) {
    const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
    let kind = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    let above = |term: &Term, name: &str| -> Vec<Term> {
        let Term::NamedNode(iri) = term else {
            return Vec::new();
        };
        let property = format!("{RDFS}{name}");
        let found =
            definitions.objects_for_subject_predicate(iri, NamedNodeRef::new_unchecked(&property));
        found.map(TermRef::into_owned).collect()
    };
    loop {
        let mut new: Vec<Triple> = Vec::new();
        for triple in data.iter() {
            let predicate = Term::from(triple.predicate.into_owned());
            let subject = triple.subject.into_owned();
            let mut add = |subject: NamedOrBlankNode, class: Term| {
                new.push(Triple::new(subject, kind.into_owned(), class));
            };
            for class in above(&predicate, "domain") {
                add(subject.clone(), class);
            }
            let object = match triple.object {
                TermRef::NamedNode(iri) => Some(NamedOrBlankNode::from(iri.into_owned())),
                TermRef::BlankNode(blank) => Some(blank.into_owned().into()),
                _ => None,
            };
            if let Some(object) = object {
                for class in above(&predicate, "range") {
                    add(object.clone(), class);
                }
            }
            if triple.predicate == kind {
                for class in above(&triple.object.into_owned(), "subClassOf") {
                    add(subject.clone(), class);
                }
            }
            for property in above(&predicate, "subPropertyOf") {
                if let Term::NamedNode(property) = property {
                    new.push(Triple::new(
                        subject.clone(),
                        property,
                        triple.object.into_owned(),
                    ));
                }
            }
        }
        let before = data.len();
        data.extend(new);
        if data.len() == before {
            return;
        }
    }
}

/// The Dutch SKOS profile, as shapes of somebody else, over the project and over its own examples.
mod nl_sbb {
    use super::*;
    use std::collections::BTreeSet;

    use lobgraaf::app::check::check_shapes;
    use lobgraaf::core::vocabulary::{rdf, skos};

    fn profile(suite: &Path) -> CheckedData {
        CheckedData::of_shapes(&[suite.join("profiles/skos-ap-nl.ttl")]).unwrap()
    }

    #[test]
    fn the_project_keeps_the_dutch_profile() {
        let Some(suite) = support::suite("nl-sbb") else {
            return;
        };
        let project = Project::open(support::root()).unwrap();
        let mut data = CheckedData::of_project(&project).unwrap();
        // The profile wants to see that the other side of a link is a concept. Only its own
        // vocabulary says so, and nothing of that is copied.
        let folder = tempfile::tempdir().unwrap();
        let others = folder.path().join("others.nt");
        std::fs::write(&others, linked_terms(&data)).unwrap();
        data.read(&others, "urn:others");
        let options = CheckOptions::default();
        let checked = check_shapes(&project, data, &profile(&suite), &options);
        assert!(checked.errors.is_empty(), "{:?}", checked.errors);
        assert!(checked.statements > 10_000, "{}", checked.statements);
        let is_own = |focus: &String| focus.starts_with(&project.config.base);
        let mut own = checked.findings;
        own.retain(|finding| finding.focus.as_ref().is_none_or(is_own));
        assert!(own.is_empty(), "{own:#?}");
    }

    /// N-Triples: each term of another vocabulary that is linked to is a concept.
    fn linked_terms(data: &CheckedData) -> String {
        let quads = data.store.quads().unwrap();
        let links = quads.iter().filter(|quad| {
            let graph = quad.graph_name.to_string();
            graph.contains("/graph/koppelingen/")
        });
        let terms: BTreeSet<_> = links.map(|quad| quad.object.to_string()).collect();
        assert!(terms.len() > 500, "{}", terms.len());
        let line = |term: &String| format!("{term} <{}> <{}> .\n", rdf::TYPE, skos::CONCEPT);
        terms.iter().map(line).collect()
    }

    /// The profile does find something where there is something to find.
    #[test]
    fn the_profile_is_really_applied() {
        let Some(suite) = support::suite("nl-sbb") else {
            return;
        };
        let project = Project::open(support::root()).unwrap();
        let mut data = CheckedData::new().unwrap();
        let case = support::root().join("tests/cases/checks/top-concept-with-broader/fail.ttl");
        data.read(&case, "urn:case");
        let options = CheckOptions::default();
        let checked = check_shapes(&project, data, &profile(&suite), &options);
        let messages: Vec<_> = checked
            .findings
            .iter()
            .map(|found| &found.message)
            .collect();
        let top = "Een topbegrip mag geen bovenliggende begrippen kennen.";
        assert!(
            messages.iter().any(|message| *message == top),
            "{messages:?}"
        );
    }
}
