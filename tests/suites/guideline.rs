//! The guideline in its formats: what changes in the shape changes in each; the template and the
//! schema fit what intake reads; the page is filled in with Chromium.

use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use lobgraaf::core::form::{Form, Requirement};
use lobgraaf::core::language::Language;
use lobgraaf::render::guideline::{FORMATS, Variant};
use lobgraaf::store::archive;
use lobgraaf::store::intake::IntakeFileError;
use serde_json::{Value, json};

use crate::support::browser;
use crate::support::guideline::{entries, file, form, read, texts, values};
use crate::support::intake::{Desk, allowed, complete, turtle};
use crate::support::skip;

fn text(form: &Form, format: &str, language: Language) -> String {
    String::from_utf8(file(form, format, language, Variant::Questionnaire)).unwrap()
}

/// A changed name, a changed requirement and a further field are seen in every format.
#[test]
fn what_changes_in_the_form_changes_in_every_format() {
    let before = form();
    let mut named = before.clone();
    named.fields[1].name = texts("Zeldzaamheid", "Rarity");
    let mut demanded = before.clone();
    demanded.fields[0].requirement = Requirement::Required;
    let mut further = before.clone();
    let mut field = before.fields[1].clone();
    field.key = "rarity".to_owned();
    field.name = texts("Zeldzaamheid", "Rarity");
    further.fields.push(field);
    for (format, _) in FORMATS {
        for language in Language::ALL {
            let written = |form| file(form, format, language, Variant::Questionnaire);
            let old = written(&before);
            assert!(old == written(&before), "{format}: not the same each time");
            for changed in [&named, &demanded, &further] {
                assert!(old != written(changed), "{format} {language}");
            }
            if !["pdf", "docx", "xlsx"].contains(&format) {
                let word = match language {
                    Language::Dutch => "Zeldzaamheid",
                    Language::English => "Rarity",
                };
                assert!(text(&named, format, language).contains(word), "{format}");
                assert!(text(&further, format, language).contains(word), "{format}");
            }
        }
    }
}

/// The words of a file of any format; `None`: what reads it is not there.
fn words_of(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).unwrap();
    let ending = path.extension().unwrap().to_str().unwrap();
    match ending {
        "pdf" => {
            let output = Command::new("pdftotext").arg(path).arg("-").output();
            let Ok(output) = output else {
                skip("words of a PDF", "pdftotext is not there");
                return None;
            };
            let text = String::from_utf8(output.stdout).unwrap();
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        "docx" | "xlsx" => {
            let mut archive = archive::open(&bytes).unwrap();
            let part = match ending {
                "docx" => "word/document.xml",
                _ => "xl/sharedStrings.xml",
            };
            archive::part(&mut archive, part)
        }
        _ => Some(String::from_utf8(bytes).unwrap()),
    }
}

/// The shape is the single source: a name, a requirement and a further field that are changed there
/// alone are in every format, in what intake demands, and in what a check tells.
#[test]
fn a_changed_shape_changes_every_format_and_what_intake_demands() {
    let desk = Desk::new();
    let shape = "ontology/shapes/contribution.ttl";
    let text = desk.read(shape);
    let field = text
        .split("\n\n")
        .find(|block| block.starts_with("shape:Contribution-region\n"))
        .unwrap();
    let further = field
        .replace("shape:Contribution-region", "shape:Contribution-weather")
        .replace("skos:notation \"region\"", "skos:notation \"weather\"")
        .replace("\"regio\"@nl", "\"weersgesteldheid\"@nl")
        .replace("lob:region", "lob:weather");
    assert_ne!(further, field);
    let demand = text
        .split("\n\n")
        .find(|block| block.starts_with("shape:CompleteContribution-title\n"))
        .unwrap();
    let demanded = demand
        .replace(
            "shape:CompleteContribution-title",
            "shape:CompleteContribution-weather",
        )
        .replace(
            "lob:demands shape:Contribution-title",
            "lob:demands shape:Contribution-weather",
        )
        .replace("dct:title", "lob:weather")
        .replace("Er staat geen titel", "Er staat geen weer");
    let changed = text
        .replace("        \"titel\"@nl ;", "        \"opschrift\"@nl ;")
        .replace("        shape:Contribution-region ,", "        shape:Contribution-region ,\n        shape:Contribution-weather ,")
        .replace("        shape:CompleteContribution-time ,", "        shape:CompleteContribution-time ,\n        shape:CompleteContribution-weather ,");
    desk.write(shape, &format!("{changed}\n{further}\n\n{demanded}\n"));
    let names = ["md", "html", "pdf", "docx", "xlsx", "toml", "schema.json"]
        .map(|ending| format!("a.{ending}"));
    let mut arguments = vec!["guideline"];
    arguments.extend(names.iter().flat_map(|name| ["-o", name.as_str()]));
    desk.done(&arguments);
    for name in &names {
        let Some(words) = words_of(&desk.path().join(name)) else {
            continue;
        };
        let words = words.to_lowercase();
        assert!(
            words.contains("weersgesteldheid"),
            "{name}: the further field"
        );
        assert!(words.contains("opschrift"), "{name}: the changed name");
    }
    desk.write(
        "een.ttl",
        &turtle(&[(complete("Samen op bedrijfsbezoek"), allowed())]),
    );
    let (code, out, _) = desk.run(&["intake", "check", "een.ttl"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("weersgesteldheid"), "{out}");
}

#[test]
fn the_template_holds_every_key_and_no_answer() {
    let form = form();
    for language in Language::ALL {
        let template = text(&form, "toml", language);
        let parsed: toml::Table = template.parse().unwrap();
        assert_eq!(parsed["edition"].as_str(), Some(form.edition.as_str()));
        for field in &form.fields {
            let line = format!("{} = ", field.key);
            let has_line = |of: &str| of.trim_start_matches("# ").starts_with(&line);
            assert!(template.lines().any(has_line), "{}", field.key);
        }
        let empty = read("a.toml", template.as_bytes(), &form);
        assert!(matches!(empty, Err(IntakeFileError::NoExample { .. })));
        let titled = template.replace("\ntitle = \"\"", "\ntitle = \"Een titel\"");
        let file = crate::support::guideline::read("a.toml", titled.as_bytes(), &form).unwrap();
        let entries = entries(&file, &form);
        assert_eq!(entries.len(), 1);
        assert_eq!(values(&entries[0], &form, "title"), ["Een titel"]);
    }
}

#[test]
fn the_schema_tells_good_examples_from_bad_ones() {
    let form = form();
    for language in Language::ALL {
        let schema: Value = serde_json::from_str(&text(&form, "json-schema", language)).unwrap();
        let mut compiler = Compiler::new();
        let address = "https://example.org/guideline.schema.json";
        compiler.add_resource(address, schema).unwrap();
        let mut schemas = Schemas::new();
        let index = compiler.compile(address, &mut schemas).unwrap();
        let fits = |value: &Value| schemas.validate(value, index).is_ok();
        let good = json!({
            "title": "Een titel",
            "description": "Wat er gebeurt, in meer dan twintig letters.",
            "sector": ["voortgezet onderwijs", "iets anders"],
            "goal-in-own-words": "Een doel.",
            "contributes-in-own-words": "Wat helpt.",
            "experienced-by": "leerlingen",
            "success-extent": "de hele activiteit",
            "programme-coherence": "weet niet",
            "permission-to-publish": true,
        });
        for value in [
            good.clone(),
            json!([good]),
            json!({ "edition": "x", "example": [good] }),
            json!({ "example": good }),
        ] {
            assert!(fits(&value), "{value}");
        }
        for (key, wrong) in [
            ("title", json!("x")),
            ("title", Value::Null),
            ("permission-to-publish", json!("misschien")),
            ("participants", json!(0)),
            ("first-held", json!("1850")),
            ("colour", json!("rood")),
            ("sector", json!([])),
        ] {
            let mut bad = good.clone();
            bad[key] = wrong;
            assert!(!fits(&bad), "{key}");
            assert!(!fits(&json!({ "example": [bad] })), "{key}");
        }
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().shift_remove("title");
        assert!(!fits(&bad), "no title");
    }
}

#[test]
fn guideline_pages_work_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let form = form();
    let mut arguments = vec![folder.path().to_owned()];
    let names = ["nl", "interview.en"];
    for (name, language, variant) in [
        (names[0], Language::Dutch, Variant::Questionnaire),
        (names[1], Language::English, Variant::Interview),
    ] {
        let path = folder.path().join(format!("{name}.html"));
        std::fs::write(&path, file(&form, "html", language, variant)).unwrap();
        arguments.push(path);
    }
    if browser::run("guideline in a browser", "guideline.mjs", &arguments).is_none() {
        return;
    }
    let bytes = |name: &Path| std::fs::read(folder.path().join(name)).unwrap();
    for name in names {
        for ending in ["toml", "json", "again.toml"] {
            let name = format!("{name}.{ending}");
            let read = read(&name, &bytes(Path::new(&name)), &form).unwrap();
            let entries = entries(&read, &form);
            assert_eq!(entries.len(), 1, "{name}");
            let of = |key| values(&entries[0], &form, key);
            assert_eq!(of("title"), ["Één dag: \"bedrijven\" \\ jongeren"]);
            assert_eq!(
                of("description"),
                ["Eerst dit.\nDan dat, en nog iets meer."]
            );
            assert_eq!(of("organisation"), ["School A", "School B"]);
            assert_eq!(of("participants"), ["120"]);
            assert_eq!(of("first-held"), ["2024"]);
            assert_eq!(of("described-on"), ["2026-11-20"]);
            assert_eq!(of("permission-to-publish"), ["true"]);
            assert_eq!((of("sector").len(), of("success-extent").len()), (1, 1));
            let unknown = entries[0].unrecognised.iter();
            let unknown: Vec<_> = unknown.map(|(_, text)| text.as_str()).collect();
            assert_eq!(unknown, ["een sector van ons", "nog een", "weer anders"]);
        }
        let kept = bytes(Path::new(&format!("{name}.kept.toml")));
        let kept: toml::Table = String::from_utf8(kept).unwrap().parse().unwrap();
        let examples = kept["example"].as_array().unwrap();
        assert_eq!(examples[0]["colour"].as_str(), Some("rood"));
        assert_eq!(examples[1]["title"].as_str(), Some("het tweede"));
    }
}
