//! What a new version of a vocabulary offers for concepts: `link recheck`. By the rules of
//! `link suggest`, and only what the old version did not offer.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lobgraaf::app::link::recheck::Version;
use lobgraaf::app::link::recheck::candidates::{Addition, Concepts, added};
use lobgraaf::app::link::suggest::{self, Options};
use lobgraaf::app::progress::Silent;
use lobgraaf::app::project::Project;
use lobgraaf::core::matching::relation::Relation;
use tempfile::TempDir;

use crate::support::{report, root};

const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . \
    @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix x: <https://e.org/x/> . @prefix y: <https://e.org/y/> .\n";
const HEAD: &str = "#sssom_version: \"1.1\"\n#curie_map:\n#  x: https://e.org/x/\n#  y: https://e.org/y/\n#  z: https://e.org/z/\n";
const COLUMNS: &str = "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\tauthor_id\tmapping_date\tcomment\n";

/// What both versions say, and what each says by itself.
const BOTH: &str = "y:fruit a skos:Concept ; skos:prefLabel \"fruit\"@en . y:wood a skos:Concept ; skos:prefLabel \"wood\"@en .
y:apple a skos:Concept ; skos:prefLabel \"apple\"@en ; skos:broader y:fruit .
y:pear a skos:Concept ; skos:prefLabel \"pear\"@en ; skos:broader y:fruit .\n";
const OLD: &str = "y:k a skos:Concept ; skos:prefLabel \"sour berry\"@en ; skos:broader y:fruit .
y:grape a skos:Concept ; skos:prefLabel \"grape\"@en ; skos:broader y:fruit .
y:fig a skos:Concept ; skos:prefLabel \"fig\"@en ; skos:definition \"A fruit of the fig tree.\"@en ; skos:broader y:fruit .
y:melon a skos:Concept ; skos:prefLabel \"water melon\"@en ; skos:broader y:fruit .
y:medlar a skos:Concept ; skos:prefLabel \"medlar fruit\"@en ; skos:broader y:wood .\n";
const NEW: &str = "y:k a skos:Concept ; skos:prefLabel \"cherry\"@en ; skos:broader y:fruit .
y:grape a skos:Concept ; skos:prefLabel \"grape\"@en , \"raisin\"@fr ; skos:broader y:fruit .
y:fig a skos:Concept ; skos:prefLabel \"fig\"@en ; skos:definition \"A soft fruit of the fig tree.\"@en ; skos:broader y:fruit .
y:melon a skos:Concept ; skos:prefLabel \"melon\"@en ; skos:broader y:fruit .
y:medlar a skos:Concept ; skos:prefLabel \"medlar fruit\"@en ; skos:broader y:fruit .
y:plum a skos:Concept ; skos:prefLabel \"plum\"@en ; skos:broader y:fruit .
y:peach a skos:Concept ; skos:prefLabel \"peach\"@en ; skos:broader y:fruit ; owl:deprecated true .
y:nut a skos:Concept ; skos:prefLabel \"nut tree\"@en ; skos:broader y:wood .\n";

/// A project with concepts, a set of links to the vocabulary and one to another.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "lobgraaf.toml",
        "name = \"t\"\nversion = \"1\"\ndate = \"2026-01-01\"\ndefault-view = \"v\"\nbase = \"https://e.org/\"\n\
        [linked]\nclasses = [\"https://e.org/Thing\"]\n[[graphs]]\niri = \"https://e.org/graph/*\"\nrole = \"mappings\"\n",
    );
    let names = [
        "apple",
        "pear",
        "cherry",
        "grape",
        "fig",
        "melon",
        "medlar fruit",
        "plum",
        "peach",
        "tall nut tree",
    ];
    let concepts = names.map(|name| {
        let local = name.replace(' ', "-");
        format!("x:{local} a skos:Concept , <https://e.org/Thing> ; skos:prefLabel \"{name}\"@en ; skos:broader x:fruit .\n")
    });
    let own = format!(
        "#+ graph: https://e.org/graph/data\n{PREFIXES}x:fruit a skos:Concept ; skos:prefLabel \"fruit\"@en .\n{}",
        concepts.concat()
    );
    write("data/x.ttl", &own);
    let row = |cells: [&str; 7]| {
        let [subject, predicate, not, object, label, how, reason] = cells;
        format!(
            "x:{subject}\t{subject}\tskos:{predicate}\t{not}\t{object}\t{label}\tsemapv:{how}\tx:p\t2026-01-01\t{reason}\n"
        )
    };
    let manual = "ManualMappingCuration";
    let rows = row(["apple", "exactMatch", "", "y:apple", "apple", manual, ""])
        + &row([
            "melon",
            "exactMatch",
            "Not",
            "y:melon",
            "water melon",
            manual,
            "water",
        ])
        + &row([
            "cherry",
            "exactMatch",
            "",
            "sssom:NoTermFound",
            "",
            manual,
            "",
        ]);
    let set = |name: &str, rows: &str| {
        let id = format!(
            "#mapping_set_id: https://e.org/graph/{name}\n#license: https://e.org/l\n#object_source: https://e.org/y\n"
        );
        format!("{HEAD}{id}{COLUMNS}{rows}")
    };
    write("data/mappings/y.sssom.tsv", &set("y", &rows));
    let others = row(["pear", "exactMatch", "", "z:pear", "pear", manual, ""]);
    write("data/mappings/z.sssom.tsv", &set("z", &others));
    let foreign = rows
        .replace("x:apple\t", "z:apple\t")
        .replace("x:melon\t", "z:m\t")
        .replace("x:cherry\t", "z:c\t");
    write("foreign.sssom.tsv", &set("foreign", &foreign));
    write("old.ttl", &format!("{PREFIXES}{BOTH}{OLD}"));
    write("new.ttl", &format!("{PREFIXES}{BOTH}{NEW}"));
    folder
}

pub fn lobgraaf(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LOBGRAAF_LANG")
        .env("COLUMNS", "160")
        .output()
        .unwrap()
}

pub fn versions(old: &'static str, new: &'static str) -> [&'static str; 6] {
    ["link", "recheck", "--old", old, "--new", new]
}

pub fn csv(folder: &Path, arguments: &[&str]) -> Vec<Vec<String>> {
    let output = lobgraaf(folder, &[arguments, &["--format", "csv"]].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
    let text = String::from_utf8(output.stdout).unwrap();
    let records = lobgraaf::core::csv::records(&text).unwrap().into_iter();
    records.skip(1).map(|record| record.fields).collect()
}

pub fn short(iri: &str) -> &str {
    iri.rsplit('/').next().unwrap()
}

/// New is the plum, and a nut tree that a tall one is a kind of; the cherry and the medlar were
/// called otherwise or stood elsewhere. Not new: what the old version offered as well (a pear, a
/// grape with a name in French, a fig told in other words), what is deprecated (a peach), and pairs
/// that were decided on (a melon, which is told as relabelled).
#[test]
fn only_what_the_new_version_adds_is_a_candidate() {
    let folder = folder();
    let rows = csv(folder.path(), &versions("old.ttl", "new.ttl"));
    let told: BTreeSet<_> = rows
        .iter()
        .map(|row| {
            (
                &*row[0],
                &*row[1],
                short(&row[2]),
                &*row[4],
                short(&row[5]),
                &*row[6],
            )
        })
        .collect();
    let expected = BTreeSet::from([
        (
            "relabelled",
            "y",
            "melon",
            "not exactMatch",
            "melon",
            "water melon@en",
        ),
        (
            "candidate",
            "y",
            "cherry",
            "exactMatch",
            "k",
            "sour berry@en",
        ),
        ("candidate", "y", "plum", "exactMatch", "plum", ""),
        ("candidate", "y", "tall-nut-tree", "broadMatch", "nut", ""),
        (
            "candidate",
            "y",
            "medlar-fruit",
            "exactMatch",
            "medlar",
            "medlar fruit@en",
        ),
    ]);
    let exact: BTreeSet<_> = told
        .iter()
        .filter(|row| row.0 != "candidate" || row.3 != "relatedMatch")
        .copied()
        .collect();
    assert_eq!(exact, expected, "{rows:#?}");
    let untouched = ["apple", "pear", "fig", "grape", "peach"];
    for row in rows.iter().filter(|row| row[0] == "candidate") {
        assert!(!untouched.contains(&short(&row[5])), "{row:?}");
        assert!(!row[8].is_empty() && row[9].contains('~'), "{row:?}");
    }
    let medlar = rows.iter().find(|row| short(&row[5]) == "medlar").unwrap();
    assert!(
        medlar[9].ends_with("de oude versie bood het aan als: bijna gelijk"),
        "{medlar:?}"
    );
    // The other way round it adds nothing but what is called otherwise there.
    let back = csv(folder.path(), &versions("new.ttl", "old.ttl"));
    let exact = back
        .iter()
        .filter(|row| row[0] == "candidate" && row[4] == "exactMatch");
    assert_eq!(exact.count(), 0, "{back:#?}");
}

/// The same relation, score and reasons as `link suggest`, of which it is a part.
#[test]
fn candidates_are_those_of_suggest() {
    let folder = folder();
    let rows = csv(folder.path(), &versions("old.ttl", "new.ttl"));
    let output = lobgraaf(
        folder.path(),
        &["link", "suggest", "--to", "new.ttl", "--format", "sssom"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let set = lobgraaf::core::sssom::tsv::read(&text, None).set;
    use lobgraaf::core::sssom::Slot;
    let mut count = 0;
    for row in rows.iter().filter(|row| row[0] == "candidate") {
        let pair = |one: &&lobgraaf::core::sssom::Mapping| {
            one.subject() == row[2] && one.object() == row[5]
        };
        let suggested = set
            .mappings
            .iter()
            .find(pair)
            .unwrap_or_else(|| panic!("{row:?}\n{text}"));
        assert!(suggested.predicate().ends_with(&row[4]), "{row:?}");
        assert_eq!(
            suggested.slots.number(Slot::SimilarityScore),
            row[8].parse().ok(),
            "{row:?}"
        );
        let reasons = suggested.slots.text(Slot::Comment).unwrap();
        assert!(row[9].starts_with(reasons), "{row:?} {reasons}");
        count += 1;
    }
    assert!(count >= 4, "{rows:?}");
}

/// A set of somebody else, about other concepts, is not asked about ours; nor are candidates told
/// where the two sides have no language in common, but what became of the links is.
#[test]
fn candidates_are_of_the_concepts_that_a_set_is_about() {
    let folder = folder();
    let arguments = [&versions("old.ttl", "new.ttl")[..], &["foreign.sssom.tsv"]].concat();
    let rows = csv(folder.path(), &arguments);
    let changes: Vec<_> = rows.iter().map(|row| &*row[0]).collect();
    assert_eq!(changes, ["relabelled"], "{rows:?}");
    for name in ["old.ttl", "new.ttl"] {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replace("@en", "@fi");
        std::fs::write(path, text).unwrap();
    }
    let output = lobgraaf(folder.path(), &versions("old.ttl", "new.ttl"));
    let (text, error) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        text.contains("relabelled") && !text.contains("candidate"),
        "{text}"
    );
    assert!(
        error.contains("en aan deze kant") && error.contains("fi"),
        "{error}"
    );
    assert_eq!(output.status.code(), Some(1));
}

fn real(names: [&str; 2]) -> Option<(Version, Version, PathBuf)> {
    let paths = names.map(|name| root().join("../shared/vocabularies").join(name));
    if let Some(path) = paths.iter().find(|path| !path.is_file()) {
        report(&format!("skipped recheck: {} is not there", path.display()));
        return None;
    }
    let [old, new] = paths
        .clone()
        .map(|path| Version::read(&[path], "https://e.org/voc", &Silent).unwrap());
    Some((old, new, paths[1].clone()))
}

/// All that is added is suggested, and all that is suggested of terms that the old version has not
/// is added.
fn additions(names: [&str; 2]) -> Option<Vec<Addition>> {
    let (old, new, path) = real(names)?;
    let project = Project::open(root()).unwrap();
    let concepts = Concepts::read(&project, &[], &[], &Silent).unwrap();
    let additions = added(&concepts, &old, &new).unwrap();
    let options = Options {
        to: vec![path],
        top: suggest::TOP,
        ..Options::default()
    };
    let suggested = suggest::suggest(&project, &options, &Silent).unwrap();
    let key = |concept: &str, one: &lobgraaf::core::matching::suggestion::Candidate| {
        (
            concept.to_owned(),
            one.concept.iri.clone(),
            one.relation,
            format!("{}", one.score),
        )
    };
    let added: BTreeSet<_> = additions
        .iter()
        .map(|one| key(&one.concept.iri, &one.candidate))
        .collect();
    let mut all = BTreeSet::new();
    for suggestion in &suggested.concepts {
        for one in suggestion.candidates.iter().filter(|one| one.above_floor) {
            let key = key(&suggestion.concept.iri, one);
            let is_new = old.terms().get(&one.concept.iri).is_none() && !one.concept.deprecated;
            assert!(!is_new || added.contains(&key), "{key:?}");
            all.insert(key);
        }
    }
    assert!(added.is_subset(&all));
    assert!(
        added.len() * 5 < all.len(),
        "{} of {}",
        added.len(),
        all.len()
    );
    Some(additions)
}

#[test]
fn the_unesco_thesaurus_added_social_skills() {
    let old = "unesco/unesco-thesaurus-2016-10-26.ttl.gz";
    let Some(found) = additions([old, "unesco/unesco-thesaurus-2024-10-08.ttl.gz"]) else {
        return;
    };
    // concept17154 is not in the file of 2016.
    let is_competence = |one: &&Addition| {
        one.concept.iri.ends_with("basisbehoefte/competentie")
            && one.candidate.concept.iri.ends_with("concept17154")
    };
    let competence = found.iter().find(is_competence).unwrap();
    assert_eq!(
        (competence.candidate.relation, competence.before),
        (Relation::Narrow, None)
    );
    assert!(
        found
            .iter()
            .all(|one| one.candidate.relation != Relation::Exact)
    );
}

#[test]
fn the_cbs_taxonomy_added_careers() {
    let Some(found) = additions([
        "cbs/cbs-taxonomie-older.ttl.gz",
        "cbs/cbs-taxonomie-2023.ttl.gz",
    ]) else {
        return;
    };
    // 5269 is “loopbaan” in the file of 2023 only.
    let of_career = found
        .iter()
        .filter(|one| one.candidate.concept.iri.ends_with("/5269"));
    let concepts: BTreeSet<_> = of_career.map(|one| short(&one.concept.iri)).collect();
    assert!(
        concepts.contains("loopbaansturing") && concepts.contains("loopbaangesprek"),
        "{concepts:?}"
    );
}

/// People read words, in tables as everywhere; programs read the names of SKOS.
#[test]
fn tables_have_words_for_people_and_names_for_programs() {
    let folder = folder();
    for (language, exact, not) in [
        ("nl", "gelijk", "niet gelijk"),
        ("en", "the same", "not the same"),
    ] {
        for arguments in [
            &versions("old.ttl", "new.ttl")[..],
            &["link", "show", "x:melon"],
        ] {
            let told = |format: &str| {
                let arguments = [arguments, &["--lang", language, "--format", format]].concat();
                String::from_utf8(lobgraaf(folder.path(), &arguments).stdout).unwrap()
            };
            for text in [told("table"), told("markdown")] {
                assert!(
                    text.contains(not) && text.contains(exact) && !text.contains("Match"),
                    "{text}"
                );
            }
            for text in [told("csv"), told("json")] {
                assert!(text.contains("not exactMatch"), "{text}");
            }
        }
    }
}
