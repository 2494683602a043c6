//! The curated graph follows from the two published codings by the rules of `docs/coding.md`,
//! and so do the published figures of agreement.

use std::collections::BTreeMap;

use lobgraaf::app::evaluate::{self, Evaluation};
use lobgraaf::app::project::Project;
use lobgraaf::core::table::{Table, term_text};
use lobgraaf::store::memory::Answer;

use crate::support::root;

type Link = (String, String, String);

/// A reader's links with their confidence, IRIs in full.
fn coding(project: &Project, name: &str) -> BTreeMap<Link, f64> {
    let text = std::fs::read_to_string(root().join("data/coding").join(name)).unwrap();
    let mut links = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        let iri = |cell: &str| {
            project
                .prefixes
                .expand(cell)
                .unwrap_or_else(|| panic!("{name}: {cell}"))
        };
        let link = (iri(cells[0]), iri(cells[1]), iri(cells[2]));
        assert!(
            links.insert(link, cells[3].parse().unwrap()).is_none(),
            "{name}: twice {line}"
        );
    }
    assert!(links.len() > 500, "{name} has only {} links", links.len());
    links
}

fn select(project: &Project, query: &str) -> Table {
    let store = project.load().unwrap();
    match evaluate::text(project, &store, query, "", &Evaluation::default())
        .unwrap()
        .answer
    {
        Answer::Table(table) => table,
        _ => panic!("no SELECT"),
    }
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let text =
        |cell: &Option<oxigraph::model::Term>| cell.as_ref().map(term_text).unwrap_or_default();
    table
        .rows
        .iter()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

fn is_mapping(property: &str) -> bool {
    property.ends_with("Match")
}

/// For mappings the pair decides, not the property.
fn merged_key(link: &Link) -> Link {
    let (subject, property, object) = link.clone();
    (
        subject,
        if is_mapping(&property) {
            "mapping".to_owned()
        } else {
            property
        },
        object,
    )
}

#[test]
fn every_assignment_follows_from_the_codings() {
    let project = Project::open(root()).unwrap();
    let by_pair = |name| -> BTreeMap<Link, f64> {
        coding(&project, name)
            .into_iter()
            .map(|(link, c)| (merged_key(&link), c))
            .collect()
    };
    let (first, second) = (by_pair("first-reader.tsv"), by_pair("second-reader.tsv"));
    let mut expected: BTreeMap<Link, f64> = BTreeMap::new();
    for link in first.keys().chain(second.keys()) {
        let kept = match (first.get(link), second.get(link)) {
            (Some(a), Some(b)) => Some(a.min(*b)),
            (Some(one), None) | (None, Some(one)) => (*one >= 0.6).then_some(0.3),
            (None, None) => None,
        };
        if let Some(confidence) = kept {
            expected.insert(link.clone(), confidence);
        }
    }
    // What the report itself relates is not said again.
    let stated = select(
        &project,
        "SELECT ?s ?o { GRAPH graph:rapport { ?s ?p ?o } FILTER(STRENDS(STR(?p), \"Match\")) }",
    );
    for row in cells(&stated) {
        expected.remove(&(row[0].clone(), "mapping".to_owned(), row[1].clone()));
    }
    let assigned = select(
        &project,
        "SELECT ?s ?p ?o ?c { GRAPH graph:duiding { ?a a lob:Assignment ; rdf:subject ?s ; \
         rdf:predicate ?p ; rdf:object ?o ; lob:confidence ?c } FILTER(?p != skos:related) }",
    );
    let found: BTreeMap<Link, f64> = cells(&assigned)
        .into_iter()
        .map(|row| {
            (
                merged_key(&(row[0].clone(), row[1].clone(), row[2].clone())),
                row[3].parse().unwrap(),
            )
        })
        .collect();
    let missing: Vec<_> = expected
        .iter()
        .filter(|(link, _)| !found.contains_key(*link))
        .collect();
    let extra: Vec<_> = found
        .iter()
        .filter(|(link, _)| !expected.contains_key(*link))
        .collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing {missing:?}, extra {extra:?}"
    );
    assert_eq!(found, expected);
}

#[test]
fn the_published_agreement_is_that_of_the_codings() {
    let project = Project::open(root()).unwrap();
    let (first, second) = (
        coding(&project, "first-reader.tsv"),
        coding(&project, "second-reader.tsv"),
    );
    let published = select(
        &project,
        "SELECT ?m ?p ?least ?pairs ?both ?first ?second ?neither ?observed ?kappa { \
         ?m a lob:AgreementMeasurement ; lob:leastConfidence ?least ; lob:pairCount ?pairs ; \
         lob:bothCount ?both ; lob:onlyFirstCount ?first ; lob:onlySecondCount ?second ; \
         lob:neitherCount ?neither ; lob:observedAgreement ?observed ; lob:cohensKappa ?kappa ; \
         lob:measuredProperty ?p } ORDER BY ?m",
    );
    let mut measurements: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for row in cells(&published) {
        measurements.entry(row[0].clone()).or_default().push(row);
    }
    assert_eq!(
        measurements.len(),
        14,
        "seven kinds of link, two thresholds"
    );
    for (name, rows) in measurements {
        let properties: Vec<&String> = rows.iter().map(|row| &row[1]).collect();
        let number = |column: usize| -> f64 { rows[0][column].parse().unwrap() };
        let chosen =
            |coding: &BTreeMap<Link, f64>| -> std::collections::BTreeSet<(String, String)> {
                let of_property = coding.iter().filter(|((_, p, _), c)| {
                    let measured = |known: &&String| {
                        **known == *p || known.ends_with("mappingRelation") && is_mapping(p)
                    };
                    **c >= number(2) && properties.iter().any(measured)
                });
                of_property
                    .map(|((s, _, o), _)| (s.clone(), o.clone()))
                    .collect()
            };
        let (a, b) = (chosen(&first), chosen(&second));
        let both = a.intersection(&b).count() as f64;
        let (only_a, only_b) = (a.len() as f64 - both, b.len() as f64 - both);
        let pairs = number(3);
        let neither = pairs - both - only_a - only_b;
        let observed = (both + neither) / pairs;
        // Cohen (1960): agreement beyond what the readers' own frequencies would give by chance.
        let chance = ((both + only_a) * (both + only_b) + (neither + only_a) * (neither + only_b))
            / (pairs * pairs);
        let kappa = (observed - chance) / (1.0 - chance);
        assert_eq!(
            [number(4), number(5), number(6), number(7)],
            [both, only_a, only_b, neither],
            "{name}"
        );
        assert!(
            (number(8) - observed).abs() < 0.0006,
            "{name}: observed {observed}"
        );
        assert!((number(9) - kappa).abs() < 0.0006, "{name}: kappa {kappa}");
    }
}
