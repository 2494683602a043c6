//! `lobgraaf check` as a program: exit status, formats, foreign files and shapes, bounds.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support;

fn lobgraaf(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(arguments)
        .current_dir(support::root())
        .env_remove("LOBGRAAF_LANG")
        .output()
        .unwrap()
}

fn status(arguments: &[&str]) -> i32 {
    lobgraaf(arguments).status.code().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn case(rule: &str, file: &str) -> String {
    format!("tests/cases/checks/{rule}/{file}")
}

/// A folder for files that a test writes.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_project_is_in_order() {
    let output = lobgraaf(&["check", "--fail-on", "info"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(errors(&output).is_empty(), "{}", errors(&output));
}

#[test]
fn the_embedded_project_is_in_order() {
    let folder = folder();
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["check", "--fail-on", "info"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
}

#[test]
fn status_tells_findings_from_errors() {
    let violation = case("label-overlap", "fail.ttl");
    let warning = case("hierarchy-cycle", "fail.ttl");
    let rule = ["--rule", "hierarchy-cycle"];
    assert_eq!(status(&["check", "--file", &violation]), 1);
    assert_eq!(status(&["check", "--file", &warning, rule[0], rule[1]]), 0);
    for (severity, expected) in [("violation", 0), ("warning", 1), ("info", 1)] {
        let arguments = [
            "check",
            "--file",
            &warning,
            rule[0],
            rule[1],
            "--fail-on",
            severity,
        ];
        assert_eq!(status(&arguments), expected, "{severity}");
    }
    assert_eq!(status(&["check", "--file", "no-such-file.ttl"]), 2);
    // With findings and an error: the error wins, and the findings are told all the same.
    let output = lobgraaf(&["check", "--file", &violation, "--file", "no-such-file.ttl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("label-overlap"), "{}", text(&output));
    assert!(errors(&output).contains("no-such-file.ttl"));
    assert_eq!(status(&["check", "--rule", "no-such-rule"]), 2);
    assert_eq!(status(&["check", "--fail-on", "never"]), 2);
    assert_eq!(status(&["check", "--timeout", "-1"]), 2);
}

#[test]
fn a_file_that_does_not_parse_is_a_finding_and_the_others_are_checked() {
    let broken = case("syntax", "fail.ttl");
    let other = case("label-overlap", "fail.ttl");
    let arguments = [
        "check", "--file", &broken, "--file", &other, "--format", "json",
    ];
    let output = lobgraaf(&arguments);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let syntax: Vec<_> = findings.iter().filter(|f| f["rule"] == "syntax").collect();
    assert_eq!(syntax.len(), 1);
    assert_eq!(syntax[0]["file"], broken.as_str());
    assert_eq!(syntax[0]["line"], 4);
    assert!(
        findings
            .iter()
            .any(|finding| finding["rule"] == "label-overlap")
    );
    for field in [
        "severity", "focus", "label", "path", "value", "message", "remedy",
    ] {
        assert!(syntax[0].get(field).is_some(), "no field {field}");
    }
}

#[test]
fn findings_speak_both_languages_and_name_their_line() {
    let file = case("label-overlap", "fail.ttl");
    let run = |language: &str| {
        text(&lobgraaf(&[
            "check",
            "--file",
            &file,
            "--rule",
            "label-overlap",
            "--lang",
            language,
        ]))
    };
    let (dutch, english) = (run("nl"), run("en"));
    assert!(
        dutch.contains("staat hier als twee soorten label"),
        "{dutch}"
    );
    assert!(
        english.contains("stands here as two kinds of label"),
        "{english}"
    );
    assert!(english.contains(&format!("{file}:6")), "{english}");
}

/// Every rule's bad case, as one log.
#[test]
fn sarif_keeps_its_schema() {
    let Some(suite) = support::suite("sarif") else {
        return;
    };
    let schema = std::fs::read(suite.join("schema/sarif-schema-2.1.0.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    let cases = support::root().join("tests/cases/checks");
    let mut bad = vec![
        "check".to_owned(),
        "--format".to_owned(),
        "sarif".to_owned(),
    ];
    for path in support::files_with_ending(&cases, "ttl") {
        if path.ends_with("fail.ttl") {
            bad.extend(["--file".to_owned(), path.display().to_string()]);
        }
    }
    let bad: Vec<_> = bad.iter().map(String::as_str).collect();
    let good = [
        "check",
        "--file",
        "tests/cases/checks/syntax/pass.ttl",
        "--format",
        "sarif",
    ];
    for (arguments, least) in [(bad.as_slice(), 30), (good.as_slice(), 0)] {
        let output = lobgraaf(arguments);
        let log: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
        if let Err(error) = schemas.validate(&log, schema) {
            panic!("{error:#}");
        }
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert!(results.len() >= least, "{} results", results.len());
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn explain_shows_a_good_and_a_bad_case() {
    let output = lobgraaf(&["check", "--explain", "related-clash", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let explained = text(&output);
    for part in [
        "related-clash (violation)",
        "SKOS S27",
        "keeps the rule",
        "breaks the rule",
    ] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    let unknown = lobgraaf(&["check", "--explain", "related-crash", "--lang", "en"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        errors(&unknown).contains("related-clash"),
        "{}",
        errors(&unknown)
    );
}

#[test]
fn foreign_files_get_the_rules_for_any_skos_file_only() {
    let rules = |arguments: &[&str]| text(&lobgraaf(arguments));
    let own = rules(&["check", "--list"]);
    let foreign = rules(&["check", "--list", "--file", &case("syntax", "pass.ttl")]);
    assert!(own.contains("assignment-iri") && own.contains("hierarchy-cycle"));
    assert!(!foreign.contains("assignment-iri") && foreign.contains("hierarchy-cycle"));
    assert!(own.contains("shape:Concept") && !foreign.contains("shape:Concept"));
}

const SHAPES: &str = "
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix ex: <https://example.org/> .
";

#[test]
fn foreign_shapes_run_alone() {
    let folder = folder();
    let shapes = format!(
        "{SHAPES} ex:S a sh:NodeShape ; sh:targetClass skos:Concept ;
         sh:property [ sh:path skos:notation ; sh:minCount 1 ] ;
         sh:property [ sh:path skos:prefLabel ; sh:maxCount 0 ; sh:severity sh:Warning ;
           sh:message \"no label\"@en , \"geen label\"@nl ] ."
    );
    let shapes = write(folder.path(), "shapes.ttl", &shapes);
    let file = case("label-overlap", "pass.ttl");
    let arguments = [
        "check",
        "--file",
        &file,
        "--shapes",
        shapes.to_str().unwrap(),
    ];
    let output = lobgraaf(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    let told: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["rule"].as_str(), finding["message"].as_str()))
        .collect();
    let rule = Some("https://example.org/S");
    assert_eq!(
        told,
        [
            (rule, Some("Dit voldoet niet aan sh:minCount 1.")),
            (rule, Some("geen label")),
        ]
    );
}

#[test]
fn shapes_of_somebody_else_are_bounded() {
    let folder = folder();
    let cross =
        "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(CONCAT(STR(?a), STR(?d))) > 9999) }";
    let nested = format!("{{ FILTER({}true{}) }}", "(".repeat(500), ")".repeat(500));
    let service = "{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }".to_owned();
    let queries = [
        (cross.to_owned(), "longer than"),
        (nested, "nests deeper"),
        (service, "SERVICE"),
    ];
    for (number, (query, why)) in queries.iter().enumerate() {
        let shapes = format!(
            "{SHAPES} ex:S a sh:NodeShape ; sh:targetClass skos:Concept ;
             sh:sparql [ sh:select \"SELECT $this WHERE {query}\" ] ."
        );
        let path = write(folder.path(), &format!("{number}.ttl"), &shapes);
        let arguments = [
            "check",
            "--shapes",
            path.to_str().unwrap(),
            "--timeout",
            "1",
        ];
        let output = lobgraaf(&[&arguments[..], &["--lang", "en"]].concat());
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(errors(&output).contains(why), "{}", errors(&output));
        assert!(text(&output).contains("Not everything could be checked."));
    }
    let mut deep = format!("{SHAPES} ex:S0 a sh:NodeShape ; sh:targetClass skos:Concept .\n");
    for level in 0..20_000 {
        deep.push_str(&format!("ex:S{level} sh:node ex:S{} .\n", level + 1));
    }
    let path = write(folder.path(), "deep.ttl", &deep);
    let output = lobgraaf(&["check", "--shapes", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

/// A project of somebody else, with a check, a question and a shape of its own.
#[test]
fn another_project_has_its_own_rules() {
    let folder = folder();
    let root = folder.path();
    write(
        root,
        "lobgraaf.toml",
        "name = \"animals\"\nversion = \"1\"\ndate = \"2026-01-01\"\ndefault-view = \"all\"\n\
         base = \"https://example.org/\"\n\
         [[graphs]]\niri = \"https://example.org/graph/terms\"\nrole = \"vocabulary\"\n\
         [[graphs]]\niri = \"https://example.org/graph/data\"\nrole = \"stated\"\n\
         [prefixes]\nex = \"https://example.org/\"\n",
    );
    write(
        root,
        "ontology/shapes.ttl",
        &format!(
            "#+ graph: https://example.org/graph/terms\n{SHAPES}
             ex:S a sh:NodeShape ; sh:targetClass skos:Concept ;
             sh:property [ sh:path skos:notation ; sh:minCount 1 ; sh:severity sh:Info ] ."
        ),
    );
    write(
        root,
        "data/animals.ttl",
        "#+ graph: https://example.org/graph/data\n\
         @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
         @prefix ex: <https://example.org/> .\n\
         ex:cat a skos:Concept ; skos:prefLabel \"cat\"@en .\n\
         ex:dog a skos:Concept ; skos:prefLabel \"dog\"@en .\n",
    );
    write(
        root,
        "queries/views/all.rq",
        "#+ summary.nl: Alle dieren\n#+ summary.en: All animals\n#+ kind: tree\n\n\
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\
         SELECT ?node ?parent ?label WHERE { ?node skos:prefLabel ?label }\n",
    );
    write(
        root,
        "queries/questions/animals.rq",
        "#+ summary.nl: Welke dieren?\n#+ summary.en: Which animals?\n#+ kind: question\n\
         #+ decision.nl: Geen\n#+ decision.en: None\n#+ source: made up\n\n\
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\
         SELECT ?animal ?name WHERE { ?animal skos:prefLabel ?name }\n",
    );
    let run = |expected: &str| {
        write(root, "queries/questions/animals.expected.csv", expected);
        let project = root.to_str().unwrap();
        let arguments = [
            "check",
            "--project",
            project,
            "--format",
            "json",
            "--lang",
            "en",
        ];
        let output = lobgraaf(&arguments);
        let report: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        let told: Vec<_> = findings
            .iter()
            .map(|finding| {
                let (rule, message) = (&finding["rule"], &finding["message"]);
                let line = finding["line"].to_string();
                format!(
                    "{} {line} {}",
                    rule.as_str().unwrap(),
                    message.as_str().unwrap()
                )
            })
            .collect();
        (output.status.code(), told)
    };
    let shape = "https://example.org/S 4 This does not meet sh:minCount 1.".to_owned();
    let other = shape.replace(" 4 ", " 5 ");
    let right = "animal,name\nex:dog,dog\nhttps://example.org/cat,cat\n";
    assert_eq!(run(right), (Some(0), vec![shape.clone(), other.clone()]));
    let (code, told) = run("animal,name\nex:dog,hond\nex:cat,cat\nex:cat,cat\n");
    let question = [
        "animals null The answer has a row that is not expected: ex:dog | dog",
        "animals 2 The answer lacks the expected row: ex:dog | hond",
        "animals 4 The answer lacks the expected row: ex:cat | cat",
    ];
    assert_eq!(code, Some(1));
    assert_eq!(told[..3], question);
    let (_, told) = run("name,animal\n");
    assert!(told[0].contains("other columns"), "{told:?}");
}

/// Every rule of the project can be explained: a good and a bad case, of a question its answer;
/// from the folder and from the copy inside the program.
#[test]
fn every_rule_shows_its_cases() {
    use lobgraaf::app::check::{Subject, explained, rules};
    use lobgraaf::app::project::Project;
    use lobgraaf::core::language::Language;
    use lobgraaf::query::header::Kind;

    for project in [Project::open(crate::support::root()), Project::embedded()] {
        let project = project.unwrap();
        let is_question = |name: &str| {
            let query = project.queries.find(name);
            query.is_ok_and(|query| query.header.kind == Kind::Question)
        };
        let all = rules(&project, Subject::Project, Language::Dutch).unwrap();
        assert!(all.len() > 150, "{}", all.len());
        let mut without = Vec::new();
        for rule in &all {
            let explained = explained(&project, rule);
            if explained.good.is_none() || (explained.bad.is_none() && !is_question(&rule.name)) {
                without.push(rule.name.clone());
            }
        }
        assert_eq!(without, Vec::<String>::new());
    }
}
