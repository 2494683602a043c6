//! Links to other vocabularies: what becomes of rows when a project is loaded, exported, compared
//! and held against a new version of a vocabulary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lobgraaf::app::link::recheck::candidates::Concepts;
use lobgraaf::app::link::recheck::{Version, recheck};
use lobgraaf::app::link::sets::LinkFile;
use lobgraaf::app::link::terms::Terms;
use lobgraaf::app::link::{diff, jskos, rdf};
use lobgraaf::app::progress::Silent;
use lobgraaf::core::iri::Prefixes;
use lobgraaf::core::language::Language;
use lobgraaf::core::sssom::{Mapping, MappingSet, Slot, tsv, write};
use lobgraaf::core::table::{Table, term_text};
use lobgraaf::core::vocabulary::{semapv, skos};
use lobgraaf::store::canonical::{HashAlgorithm, canonicalize};
use lobgraaf::store::mappings;
use oxigraph::model::{GraphName, Quad};

use crate::support;

const HEAD: &str = "#curie_map:\n#  x: https://e.org/x/\n#  y: https://e.org/y/\n#  p: https://e.org/p/\n\
     #mapping_set_id: https://e.org/graph/links\n#license: https://creativecommons.org/licenses/by/4.0/\n";

fn set(columns: &str, rows: &[&str]) -> MappingSet {
    let text = format!("{HEAD}{columns}\n{}\n", rows.join("\n"));
    let reading = tsv::read(
        &text
            .replace(' ', "\t")
            .replace("#\t\t", "#  ")
            .replace(":\th", ": h"),
        None,
    );
    reading
        .valid()
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn rows(table: &Table) -> Vec<String> {
    let cell = |cell: &Option<_>| cell.as_ref().map(term_text).unwrap_or_default();
    let row = |row: &Vec<_>| row.iter().map(cell).collect::<Vec<_>>().join("|");
    table.rows.iter().map(row).collect()
}

#[test]
fn only_what_a_person_accepted_last_becomes_a_triple() {
    let columns = "subject_id predicate_id predicate_modifier object_id mapping_justification author_id reviewer_id mapping_date review_date";
    let columns = columns.replace(' ', "\t");
    let row = |cells: &[&str]| cells.join("\t");
    let manual = "semapv:ManualMappingCuration";
    let review = "semapv:MappingReview";
    let rows = [
        // A tool's row alone decides nothing.
        row(&[
            "x:tool",
            "skos:exactMatch",
            "",
            "y:1",
            "semapv:LexicalMatching",
            "",
            "",
            "2026-01-01",
            "",
        ]),
        row(&[
            "x:accepted",
            "skos:closeMatch",
            "",
            "y:1",
            manual,
            "p:a",
            "",
            "2026-01-01",
            "",
        ]),
        // Rejected later, accepted again later still.
        row(&[
            "x:back",
            "skos:exactMatch",
            "",
            "y:1",
            manual,
            "p:a",
            "",
            "2026-01-01",
            "",
        ]),
        row(&[
            "x:back",
            "skos:exactMatch",
            "Not",
            "y:1",
            review,
            "",
            "p:b",
            "2026-01-01",
            "2026-01-02",
        ]),
        row(&[
            "x:back",
            "skos:exactMatch",
            "",
            "y:1",
            review,
            "",
            "p:c",
            "2026-01-01",
            "2026-01-03",
        ]),
        row(&[
            "x:rejected",
            "skos:exactMatch",
            "",
            "y:1",
            manual,
            "p:a",
            "",
            "2026-01-01",
            "",
        ]),
        row(&[
            "x:rejected",
            "skos:exactMatch",
            "Not",
            "y:1",
            review,
            "",
            "p:b",
            "2026-01-01",
            "2026-01-02",
        ]),
        // Two who differ on one day.
        row(&[
            "x:disputed",
            "skos:exactMatch",
            "",
            "y:1",
            review,
            "",
            "p:a",
            "",
            "2026-01-02",
        ]),
        row(&[
            "x:disputed",
            "skos:exactMatch",
            "Not",
            "y:1",
            review,
            "",
            "p:b",
            "",
            "2026-01-02",
        ]),
        row(&[
            "x:nothing",
            "skos:exactMatch",
            "",
            "sssom:NoTermFound",
            manual,
            "p:a",
            "",
            "2026-01-01",
            "",
        ]),
    ];
    let text = format!(
        "{HEAD}#object_source: \"y:\"\n{columns}\n{}\n",
        rows.join("\n")
    );
    let set = tsv::read(&text, None).valid().unwrap();
    let quads: Vec<_> = mappings::quads(&set).iter().map(Quad::to_string).collect();
    let expected =
        [("accepted", "closeMatch"), ("back", "exactMatch")].map(|(subject, relation)| {
            format!(
                "<https://e.org/x/{subject}> <http://www.w3.org/2004/02/skos/core#{relation}> \
             <https://e.org/y/1> <https://e.org/graph/links>"
            )
        });
    assert_eq!(quads, expected);
}

#[test]
fn a_set_as_rdf_is_what_the_standard_shows() {
    let Some(suite) = support::suite("sssom") else {
        return;
    };
    let expected = support::turtle(&suite.join("sssom-py-tests/standard-rdf.ttl"));
    let text = "#curie_map:\n#  COMENT: https://example.com/entities/\n#  ORGENT: https://example.org/entities/\n\
        #mapping_set_id: https://example.org/sets/standard-rdf\n#license: https://creativecommons.org/licenses/by/4.0/\n\
        #publication_date: 2025-10-28\nsubject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\t\
        mapping_justification\tsubject_type\tmapping_cardinality\tmapping_date\tconfidence\n\
        ORGENT:0001\talice\tskos:closeMatch\tNot\tCOMENT:0011\talpha\tsemapv:ManualMappingCuration\towl class\t1:1\t2025-10-27\t0.7\n";
    let set = tsv::read(text, None).valid().unwrap();
    let mut quads = rdf::quads(&set, 0);
    for quad in &mut quads {
        quad.graph_name = GraphName::DefaultGraph;
    }
    let expected: Vec<_> = expected
        .iter()
        .map(|triple| triple.into_owned().in_graph(GraphName::DefaultGraph))
        .collect();
    let lines = |quads: &[Quad]| {
        let canonical = canonicalize(quads, HashAlgorithm::default()).unwrap();
        canonical.nquads.replace("7.0E-1", "0.7")
    };
    assert_eq!(lines(&quads), lines(&expected));
}

#[test]
fn jskos_is_that_of_sssom_js() {
    let Some(suite) = support::suite("sssom") else {
        return;
    };
    let folder = suite.join("sssom-js-tests/valid");
    for name in ["example", "minimal"] {
        let file = LinkFile::read_valid(&folder.join(format!("{name}.sssom.tsv"))).unwrap();
        let (text, left_out) = jskos::write(&file.set);
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let expected = std::fs::read_to_string(folder.join(format!("{name}.jskos.json"))).unwrap();
        assert_eq!(json(&text), json(&expected), "{name}");
        assert_eq!(left_out, 0);
    }
}

#[test]
fn diff_tells_added_removed_and_changed_rows() {
    let columns = "subject_id predicate_id object_id mapping_justification confidence";
    let old = set(
        columns,
        &[
            "x:a skos:exactMatch y:a semapv:ManualMappingCuration 0.9",
            "x:b skos:exactMatch y:b semapv:ManualMappingCuration 0.9",
            "x:d skos:exactMatch y:d semapv:ManualMappingCuration 0.9",
        ],
    );
    let new = set(
        columns,
        &[
            "x:d skos:exactMatch y:d semapv:ManualMappingCuration 0.9",
            "x:a skos:exactMatch y:a semapv:ManualMappingCuration 0.5",
            "x:c skos:exactMatch y:c semapv:ManualMappingCuration 0.9",
            "x:d skos:exactMatch y:d semapv:ManualMappingCuration 0.9",
        ],
    );
    let iri = |name: &str| format!("https://e.org/x/{name}|exactMatch|https://e.org/y/{name}");
    let expected = [
        format!("changed|{}|confidence|0.9|0.5", iri("a")),
        format!("removed|{}|||", iri("b")),
        format!("added|{}|||", iri("c")),
        format!("added|{}|||", iri("d")),
    ];
    assert_eq!(rows(&diff::diff(&old, &new)), expected);
    assert!(diff::diff(&new, &new).rows.is_empty());
}

/// A file with one exact link to every term.
fn link_to_all(terms: &Terms) -> LinkFile {
    let mut set = MappingSet::default();
    for (iri, term) in terms.iter() {
        // Collections and schemes are no concepts.
        if term.labels.is_empty() || iri.contains("/domain") || iri.contains("/mt") {
            continue;
        }
        let subject = "https://e.org/x/all";
        let mut mapping = Mapping::new(
            subject,
            skos::EXACT_MATCH,
            iri,
            semapv::MANUAL_MAPPING_CURATION,
        );
        mapping.slots.set(Slot::MappingDate, "2026-01-01");
        set.mappings.push(mapping);
    }
    LinkFile {
        path: PathBuf::from("all.sssom.tsv"),
        metadata: None,
        set,
        problems: Vec::new(),
        is_valid: true,
    }
}

fn vocabulary(name: &str) -> Option<PathBuf> {
    let path = support::root().join("../shared/vocabularies").join(name);
    if path.is_file() {
        return Some(path);
    }
    // No tool but somebody's data, which may not be handed on: its absence is never a failure.
    support::report(&format!("skipped recheck: {} is not there", path.display()));
    None
}

fn read(path: PathBuf) -> Version {
    Version::read(&[path], "https://e.org/voc", &Silent).unwrap()
}

/// `(change, count)` and all labels that changed, one a language.
fn changes(old: &str, new: &str) -> Option<(Vec<(String, usize)>, usize)> {
    let (old, new) = (read(vocabulary(old)?), read(vocabulary(new)?));
    let table = recheck(
        &[link_to_all(old.terms())],
        (&old, &new),
        &Concepts::default(),
        &[],
        &Prefixes::default(),
        Language::English,
    );
    let mut counts = std::collections::BTreeMap::new();
    let mut labels = 0;
    for row in rows(&table) {
        let cells: Vec<_> = row.split('|').collect();
        *counts.entry(cells[0].to_owned()).or_insert(0) += 1;
        if cells[0] == "relabelled" {
            labels += cells[7].matches('@').count();
        }
    }
    Some((counts.into_iter().collect(), labels))
}

#[test]
fn two_versions_of_the_unesco_thesaurus() {
    let old = "unesco/unesco-thesaurus-2016-10-26.ttl.gz";
    let Some((counts, labels)) = changes(old, "unesco/unesco-thesaurus-2024-10-08.ttl.gz") else {
        return;
    };
    assert!(!counts.iter().any(|(change, _)| change == "gone"));
    assert_eq!(labels, 123);
}

#[test]
fn two_versions_of_the_cbs_taxonomy() {
    let old = "cbs/cbs-taxonomie-older.ttl.gz";
    let Some((counts, labels)) = changes(old, "cbs/cbs-taxonomie-2023.ttl.gz") else {
        return;
    };
    assert!(counts.contains(&("gone".to_owned(), 1)));
    assert_eq!(labels, 33);
}

fn lobgraaf(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LOBGRAAF_LANG")
        .output()
        .unwrap()
}

/// A new term that is called as a concept without a link, one that is replaced, one that is gone.
#[test]
fn recheck_finds_replacements_and_candidates() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix y: <https://e.org/y/> .\n\
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n";
    write(
        "lobgraaf.toml",
        "name = \"t\"\nversion = \"1\"\ndate = \"2026-01-01\"\ndefault-view = \"v\"\nbase = \"https://e.org/\"\n\
        [linked]\nclasses = [\"https://e.org/Thing\"]\n[[graphs]]\niri = \"https://e.org/graph/*\"\nrole = \"mappings\"\n",
    );
    write(
        "data/x.ttl",
        "#+ graph: https://e.org/graph/data\n<https://e.org/x/a> a <https://e.org/Thing> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"apple\"@en .\n\
        <https://e.org/x/q> a <https://e.org/Thing> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"Quince\"@en .\n",
    );
    write(
        "data/mappings/y.sssom.tsv",
        &format!(
            "{HEAD}subject_id\tpredicate_id\tobject_id\tmapping_justification\n\
        x:a\tskos:exactMatch\ty:a\tsemapv:ManualMappingCuration\nx:a\tskos:closeMatch\ty:b\tsemapv:ManualMappingCuration\n"
        ),
    );
    write(
        "old.ttl",
        &format!("{prefixes}y:a skos:prefLabel \"apple\"@en . y:b skos:prefLabel \"pippin\"@en ."),
    );
    write(
        "new.ttl",
        &format!(
            "{prefixes}y:a skos:prefLabel \"apple\"@en ; owl:deprecated true ; dct:isReplacedBy y:c . y:c skos:prefLabel \"quince\"@en ."
        ),
    );
    let output = lobgraaf(
        folder.path(),
        &[
            "link", "recheck", "--old", "old.ttl", "--new", "new.ttl", "--format", "csv", "--lang",
            "en",
        ],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let expected = "change,set,subject,label,relation,object,old,new,score,reasons\r\n\
        gone,links,https://e.org/x/a,,closeMatch,https://e.org/y/b,pippin@en,,,\r\n\
        deprecated,links,https://e.org/x/a,,exactMatch,https://e.org/y/a,apple@en,https://e.org/y/c,,\r\n\
        candidate,links,https://e.org/x/q,Quince,closeMatch,https://e.org/y/c,,quince@en,0.68,\"en: Quince ~ quince, 100%. against it: a single word may mean two things; comparable in one language only; too little stands around them to compare\"\r\n";
    assert_eq!(
        text,
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(1));
    // The links are part of the graph, and known by the set's name.
    let output = lobgraaf(
        folder.path(),
        &["export", "--graph", "links", "--format", "ntriples"],
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let output = lobgraaf(
        folder.path(),
        &[
            "link",
            "check",
            "--format",
            "json",
            "--rule",
            "link-coverage",
        ],
    );
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(findings["findings"][0]["focus"], "https://e.org/x/q");
}

#[test]
fn hostile_labels_stay_text() {
    let folder = tempfile::tempdir().unwrap();
    let label = "=1+1 <script>alert(1)</script> | [x](javascript:y) \"q\"";
    let quoted = label.replace('"', "\"\"");
    let text = format!(
        "{HEAD}subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n\
         x:a\t\"{quoted}\"\tskos:exactMatch\ty:a\t\"{quoted}\ttab\"\tsemapv:ManualMappingCuration\n"
    );
    std::fs::write(folder.path().join("h.sssom.tsv"), text).unwrap();
    let export = |format: &str| {
        let output = lobgraaf(
            folder.path(),
            &["link", "export", "h.sssom.tsv", "--format", format],
        );
        assert_eq!(
            output.status.code(),
            Some(0),
            "{format}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let html = export("html");
    assert!(!html.contains("<script"), "{html}");
    let markdown = export("markdown");
    assert!(
        !markdown.contains("<script") && markdown.contains("\\|"),
        "{markdown}"
    );
    let csv = export("csv");
    assert!(csv.contains("\"'=1+1"), "{csv}");
    let again = tsv::read(&export("sssom"), None).valid().unwrap();
    let row = &again.mappings[0].slots;
    assert_eq!(row.text(Slot::SubjectLabel), Some(label));
    assert_eq!(
        row.text(Slot::ObjectLabel),
        Some(format!("{label}\ttab").as_str())
    );
    for format in [
        "json", "jskos", "turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld",
    ] {
        assert!(!export(format).is_empty());
    }
}

#[test]
fn an_invalid_set_is_refused_by_name_and_row_and_found_by_check() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{HEAD}subject_id\tpredicate_id\tobject_id\tmapping_justification\nx:a\tskos:exactMatch\tz:a\tsemapv:ManualMappingCuration\n"
    );
    std::fs::write(folder.path().join("bad.sssom.tsv"), text).unwrap();
    let output = lobgraaf(
        folder.path(),
        &["--lang", "en", "link", "export", "bad.sssom.tsv"],
    );
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("bad.sssom.tsv:8: object_id:"), "{error}");
    let output = lobgraaf(
        folder.path(),
        &["--lang", "en", "link", "check", "bad.sssom.tsv"],
    );
    assert_eq!(output.status.code(), Some(1));
    let found = String::from_utf8(output.stdout).unwrap();
    assert!(found.contains("bad.sssom.tsv:8"), "{found}");
    std::fs::write(folder.path().join("latin.sssom.tsv"), b"#x: \xe9\n").unwrap();
    for command in ["check", "export"] {
        let output = lobgraaf(folder.path(), &["link", command, "latin.sssom.tsv"]);
        assert_eq!(output.status.code(), Some(2), "{command}");
    }
}

#[test]
fn writing_keeps_what_reading_gave() {
    let set = set(
        "subject_id predicate_id object_id mapping_justification",
        &[
            "x:b skos:exactMatch y:b semapv:ManualMappingCuration",
            "x:a skos:exactMatch y:a semapv:ManualMappingCuration",
        ],
    );
    let text = write::tsv(&set);
    assert_eq!(text, write::tsv(&tsv::read(&text, None).valid().unwrap()));
    assert!(text.ends_with("x:a\tskos:exactMatch\ty:a\tsemapv:ManualMappingCuration\nx:b\tskos:exactMatch\ty:b\tsemapv:ManualMappingCuration\n"), "{text}");
}

/// `tree --links` and `diagram --links`: what was accepted stands beside the concept, in every
/// format that has remarks; what was rejected, or is of another set, does not.
#[test]
fn accepted_links_stand_beside_the_concepts_of_a_view() {
    use lobgraaf::app::link::beside;
    use lobgraaf::app::session::{Session, Sources};
    use lobgraaf::app::tree::{TreeOptions, view};
    use lobgraaf::core::language::Language;

    let sources = Sources {
        project: Some(support::root().to_owned()),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::English).unwrap();
    let open = |sets: &[&str]| {
        let options = TreeOptions::default();
        let mut view = view(&session.project, &session.store, "competencies", &options).unwrap();
        let sets: Vec<_> = sets.iter().map(|set| (*set).to_owned()).collect();
        beside::add(&session, &mut view, &sets).map(|()| view)
    };
    let note = |sets: &[&str], end: &str| {
        let view = open(sets).unwrap();
        let node = view.hierarchy.nodes().find(|&node| {
            let iri = &view.hierarchy.concept(node).iri;
            iri.ends_with(end)
        });
        let concept = view.hierarchy.concept(node.unwrap());
        let text = concept
            .note
            .pick(Language::English)
            .map(|(text, _)| text.to_owned());
        text.unwrap_or_default()
    };
    let esco = note(&["esco"], "loopbaancompetentie/netwerken");
    assert!(
        esco.contains("almost the same: netwerken uitbouwen (esco)"),
        "{esco}"
    );
    assert!(!esco.contains("(slo)"), "{esco}");
    let all = note(&[], "loopbaancompetentie/netwerken");
    assert!(all.contains("(slo)") && all.contains("and 3 more"), "{all}");
    // Copies of one term are named once.
    let slo = note(&["slo"], "loopbaancompetentie/kwaliteitenreflectie");
    assert!(slo.contains("[…] ×9 (slo)"), "{slo}");
    assert!(open(&["esco"]).unwrap().has_links);
    let foot = open(&["esco"]).unwrap().note.unwrap();
    assert!(
        foot.ends_with("links to other vocabularies: esco."),
        "{foot}"
    );
    let error = open(&["nope"]).unwrap_err().to_string();
    assert!(error.contains("nope") && error.contains("esco"), "{error}");
}

/// A vocabulary read beside the project gives the label in the asked language; one without it, or
/// no vocabulary, leaves what the set says.
#[test]
fn links_are_labelled_in_the_asked_language_where_the_vocabulary_is_read() {
    use lobgraaf::app::link::beside;
    use lobgraaf::app::session::{Session, Sources};
    use lobgraaf::app::tree::{TreeOptions, view};
    use lobgraaf::core::language::Language;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("esco.ttl");
    std::fs::write(
        &file,
        "<http://data.europa.eu/esco/skill/bf983f2a-e941-4646-811d-cc81060cb53f> <http://www.w3.org/2004/02/skos/core#prefLabel> \"develop networks\"@en , \"bâtir\"@fr .",
    )
    .unwrap();
    for (language, expected) in [
        (
            Language::English,
            "almost the same: develop networks (esco)",
        ),
        (Language::Dutch, "netwerken uitbouwen (esco)"),
    ] {
        let sources = Sources {
            project: Some(support::root().to_owned()),
            added: vec![file.clone()],
            ..Sources::default()
        };
        let session = Session::open(&sources, language).unwrap();
        let options = TreeOptions::default();
        let mut view = view(&session.project, &session.store, "competencies", &options).unwrap();
        beside::add(&session, &mut view, &["esco".to_owned()]).unwrap();
        let notes: Vec<_> = view
            .hierarchy
            .nodes()
            .filter_map(|node| view.hierarchy.concept(node).note.pick(language))
            .map(|(text, _)| text.to_owned())
            .collect();
        assert!(
            notes.iter().any(|note| note.contains(expected)),
            "{notes:?}"
        );
    }
}

/// Of a version that says nothing one cannot say that all is gone; what moved is told by names.
#[test]
fn recheck_tells_what_it_cannot_compare_and_names_what_moved() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let vocabulary = |broader: &str| {
        let concept = |name: &str, label: &str, more: &str| {
            format!(
                "<https://e.org/y/{name}> a <{0}Concept> ; <{0}prefLabel> \"{label}\"@en {more}.\n",
                "http://www.w3.org/2004/02/skos/core#"
            )
        };
        concept(
            "1",
            "one",
            &format!(
                "; <http://www.w3.org/2004/02/skos/core#broader> <https://e.org/y/{broader}> "
            ),
        ) + &concept("2", "two", "")
            + &concept("3", "three", "")
    };
    write("old.ttl", &vocabulary("2"));
    write("new.ttl", &vocabulary("3"));
    write("empty.ttl", "");
    write(
        "bare.ttl",
        "<https://e.org/y/1> <https://e.org/p> <https://e.org/y/2> .",
    );
    let head = "#sssom_version: \"1.1\"\n#curie_map:\n#  x: https://e.org/x/\n#  y: https://e.org/y/\n#mapping_set_id: https://e.org/set\n#license: https://e.org/l\nsubject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\n";
    let row = |day: &str| {
        format!("{head}x:a\tskos:exactMatch\ty:1\tsemapv:ManualMappingCuration\tx:p\t{day}\n")
    };
    write("set.sssom.tsv", &row("2026-01-01"));
    let mini = support::root()
        .join("tests/fixtures/mini")
        .display()
        .to_string();
    let recheck = |old: &str, new: &str| {
        let arguments = [
            "link",
            "recheck",
            "set.sssom.tsv",
            "--old",
            old,
            "--new",
            new,
            "--format",
            "csv",
            "--project",
            &mini,
            "--lang",
            "en",
        ];
        let output = lobgraaf(folder.path(), &arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (
            output.status.code(),
            text + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let (status, text) = recheck("old.ttl", "new.ttl");
    assert_eq!(status, Some(1), "{text}");
    assert!(
        text.contains("moved") && text.contains("two (y:2),three (y:3)"),
        "{text}"
    );
    for (old, new, file) in [
        ("old.ttl", "empty.ttl", "empty.ttl"),
        ("empty.ttl", "new.ttl", "empty.ttl"),
        ("old.ttl", "bare.ttl", "bare.ttl"),
    ] {
        let (status, text) = recheck(old, new);
        assert!(
            status == Some(2) && text.contains(file),
            "{status:?} {text}"
        );
    }
    // A day to come beats every decision until then, and is told.
    for (day, told) in [("2026-01-01", false), ("2999-01-01", true)] {
        write("set.sssom.tsv", &row(day));
        let arguments = [
            "link",
            "check",
            "set.sssom.tsv",
            "--rule",
            "link-future",
            "--format",
            "json",
            "--project",
            &mini,
        ];
        let output = lobgraaf(folder.path(), &arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(text.contains("2999-01-01"), told, "{text}");
    }
    // Persons are told in short.
    let shown = lobgraaf(
        folder.path(),
        &[
            "link",
            "show",
            "x:a",
            "--set",
            "set.sssom.tsv",
            "--format",
            "csv",
            "--project",
            &mini,
        ],
    );
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains(",x:p,"), "{shown}");
    let columns = "set,subject,subject_label,relation,object,object_label,version,verdict,";
    assert!(shown.starts_with(columns), "{shown}");
}

/// The links of a view are in its CSV too.
#[test]
fn links_beside_a_view_have_a_column_in_csv() {
    let run = |more: &[&str]| {
        let arguments = [&["tree", "competencies", "--format", "csv"], more].concat();
        let output = lobgraaf(support::root(), &arguments);
        String::from_utf8(output.stdout).unwrap()
    };
    let columns = "level,iri,notation,label,parent,stated,sure,possible";
    assert!(run(&[]).starts_with(&format!("{columns}\n")));
    let linked = run(&["--links", "esco"]);
    assert!(linked.starts_with(&format!("{columns},note\n")), "{linked}");
    assert!(linked.contains("netwerken uitbouwen (esco)"), "{linked}");
}

/// JSON without JSON-LD holds no RDF: that is told, with what to do.
#[test]
fn json_of_a_programming_interface_is_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("plain.json", "[{\"id\": \"1\", \"title\": \"mens@werk\"}]");
    write(
        "linked.json",
        "{\"@id\": \"https://e.org/y/1\", \"http://www.w3.org/2004/02/skos/core#prefLabel\": \"one\"}",
    );
    for (name, code) in [("plain.json", 2), ("linked.json", 0)] {
        let output = lobgraaf(folder.path(), &["link", "suggest", "--to", name]);
        assert_eq!(output.status.code(), Some(code), "{name}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(told.contains("JSON-LD"), code == 2, "{told}");
    }
}
