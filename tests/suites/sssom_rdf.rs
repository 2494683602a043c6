//! SSSOM as RDF: what is written is read back, and what the standard shows is read.

use std::path::Path;
use std::process::{Command, Output};

use lobgraaf::core::sssom::{MappingSet, Slot, write};
use lobgraaf::store::mappings;

use crate::support::{files_with_ending, root, suite};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["link"])
        .args(arguments)
        .args(["--lang", "en", "--project"])
        .arg(root())
        .output()
        .unwrap()
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn read(path: &Path) -> MappingSet {
    let bytes = std::fs::read(path).unwrap();
    mappings::read(path, bytes, None).unwrap().valid().unwrap()
}

#[test]
fn the_sets_of_the_project_survive_every_format_of_graphs() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str| folder.path().join(name).display().to_string();
    for path in files_with_ending(&root().join("data/mappings"), "tsv") {
        let canonical = write::tsv(&read(&path));
        let path = path.display().to_string();
        let endings: &[&str] = match path.contains("obk") {
            true => &["ttl", "trig", "nt", "nq", "rdf", "jsonld"],
            false => &["ttl"],
        };
        for ending in endings {
            let (graph, table) = (written(&format!("set.{ending}")), written("set.sssom.tsv"));
            done(&["export", &path, "-o", &graph]);
            done(&["export", &graph, "-o", &table]);
            let back = std::fs::read_to_string(&table).unwrap();
            // The other formats have no prefixes of their own.
            if ["ttl", "trig", "rdf"].contains(ending) {
                assert!(back == canonical, "{path} as {ending} comes back otherwise");
            }
            let differs = done(&["diff", &graph, &path, "--format", "csv"]);
            assert_eq!(differs.lines().count(), 1, "{path} as {ending}: {differs}");
        }
    }
}

#[test]
fn what_the_standard_shows_survives() {
    let Some(folder) = suite("sssom") else {
        return;
    };
    let target = tempfile::tempdir().unwrap();
    let mut count = 0;
    for path in files_with_ending(&folder.join("spec-examples/schema"), "tsv") {
        let set = match mappings::read(&path, std::fs::read(&path).unwrap(), None) {
            Ok(reading) => match reading.valid() {
                Ok(set) if set.id().is_some() => set,
                _ => continue,
            },
            Err(_) => continue,
        };
        let graph = target.path().join("set.ttl").display().to_string();
        done(&["export", &path.display().to_string(), "-o", &graph]);
        let back = read(Path::new(&graph));
        let written = write::tsv(&back);
        // The values of a slot have no order in a graph.
        let sorted = |mut set: MappingSet| {
            for record in set
                .mappings
                .iter_mut()
                .map(|row| &mut row.slots)
                .chain([&mut set.about])
            {
                let lists: Vec<_> = record
                    .iter()
                    .map(|(slot, _)| slot)
                    .filter(|slot| slot.is_list())
                    .collect();
                for slot in lists {
                    let mut values = record.list(slot).to_vec();
                    values.sort();
                    record.set(slot, values);
                }
            }
            write::tsv(&set)
        };
        assert_eq!(sorted(back), sorted(set), "{}\n{written}", path.display());
        count += 1;
    }
    assert!(count > 20, "{count}");
}

/// The example of the standard (SSSOM/RDF, Examples), and what older programs write: texts of
/// lists and IRIs as literals, a set without a name of its own.
#[test]
fn older_and_condensed_graphs_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("set.ttl");
    let text = "\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix X: <https://example.org/x/> .
[] a sssom:MappingSet ;
  sssom:mapping_set_id \"https://example.org/set\"^^xsd:anyURI ;
  dcterms:license \"https://example.org/licence\"^^xsd:anyURI ;
  dcterms:created \"2025-07-14\"^^xsd:date ;
  sssom:extension_definitions [ a sssom:ExtensionDefinition ; sssom:slot_name \"ext_fooable\" ; sssom:property X:isFooable ; sssom:type_hint xsd:boolean ] ;
  sssom:mappings [ a owl:Axiom ; owl:annotatedSource X:a ; owl:annotatedProperty X:p ; owl:annotatedTarget X:b ;
    sssom:mapping_justification <https://w3id.org/semapv/vocab/ManualMappingCuration> ; sssom:predicate_modifier \"Not\" ;
    sssom:subject_type owl:Class ; sssom:confidence 0.95 ; X:isFooable true ] .
X:a X:p X:c .
";
    std::fs::write(&path, text).unwrap();
    let set = read(&path);
    assert_eq!(set.id(), Some("https://example.org/set"));
    let [row] = set.mappings.as_slice() else {
        panic!("{set:?}");
    };
    assert!(row.is_negated());
    assert_eq!(row.slots.text(Slot::SubjectType), Some("owl class"));
    assert_eq!(row.slots.text(Slot::MappingDate), Some("2025-07-14"));
    assert_eq!(row.slots.number(Slot::Confidence), Some(0.95));
    assert_eq!(row.extension_values["ext_fooable"], "true");
    let written = write::tsv(&set);
    assert!(written.contains("X:a\tX:p\tNot\tX:b\t"), "{written}");
}

#[test]
fn graphs_are_shown_and_checked_and_their_faults_told() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all.ttl").display().to_string();
    done(&["export", "-o", &all]);
    let shown = done(&["show", "--set", &all, "--format", "csv"]);
    // All sets of the project, and the header.
    assert_eq!(shown.lines().count(), 8, "{shown}");
    let output = run(&["check", &all, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for finding in json["findings"].as_array().unwrap() {
        assert_ne!(finding["severity"], "violation", "{finding}");
    }
    let tell = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(tell(&["diff", &all, &all]).contains("7 mapping sets"));
    let add = [
        "add",
        "netwerken",
        "exact",
        "sssom:NoTermFound",
        "--author",
        "redactie:eerste-lezer",
        "--into",
        &all,
    ];
    assert!(tell(&add).contains("link export"));
    let none = folder.path().join("none.ttl");
    std::fs::write(&none, "<a:a> <a:b> <a:c> .").unwrap();
    let none = none.display().to_string();
    assert!(tell(&["export", &none, "-o", "x.sssom.tsv"]).contains("no mapping set"));
}
