//! What checklists, reports and answers look like as JSON is what `docs/schemas/` says, and the
//! schemas refuse what is not.

use std::path::{Path, PathBuf};

use lobgraaf::app::checklist::{ChecklistOptions, Material, score};
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::checklist::Form;
use lobgraaf::core::language::Language;
use lobgraaf::render::Rendered;
use serde_json::{Value, json};

use crate::support::checklist::{file, session};
use crate::support::schemas::Schema;
use crate::support::{files_with_ending, root};

fn json_of(material: &Material<'_>, options: &ChecklistOptions) -> Value {
    let checklist = material.checklist(options).unwrap();
    serde_json::from_slice(&file(&checklist, "json")).unwrap()
}

fn chosen(form: Form, names: Option<[&str; 4]>) -> ChecklistOptions {
    let [audience, level, sector, goal] = names.map_or([None; 4], |names| names.map(Some));
    let own = |name: Option<&str>| name.map(str::to_owned);
    ChecklistOptions {
        form,
        audience: own(audience),
        level: own(level),
        sectors: own(sector).into_iter().collect(),
        goals: own(goal).into_iter().collect(),
    }
}

#[test]
fn checklists_fit_their_schema() {
    let schema = Schema::of("checklist");
    let goal = "zelf-ervaren-hoe-het-is-om-te-werken";
    let names = [
        (Language::Dutch, ["docent", "activiteit", "vmbo", goal]),
        (Language::English, ["teacher", "activity", "vmbo", goal]),
    ];
    for (language, names) in names {
        let session = session(language);
        let material = Material::read(&session).unwrap();
        for form in [Form::Full, Form::Short] {
            for names in [None, Some(names)] {
                let what = format!("{language} {} {names:?}", form.name());
                let written = json_of(&material, &chosen(form, names));
                schema.assert_fits(&written, &what);
                assert_eq!(written["language"], language.to_string(), "{what}");
                assert_eq!(written["form"], form.name(), "{what}");
                assert_eq!(written["audience"].is_null(), names.is_none(), "{what}");
            }
        }
    }
}

#[test]
fn a_checklist_of_hostile_texts_fits_too() {
    let sources = Sources {
        project: Some(root().join("tests/cases/checklist/hostile")),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::Dutch).unwrap();
    let material = Material::read(&session).unwrap();
    let written = json_of(&material, &ChecklistOptions::default());
    Schema::of("checklist").assert_fits(&written, "hostile");
}

#[test]
fn the_schema_of_checklists_is_strict() {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let schema = Schema::of("checklist");
    let goal = "zelf-ervaren-hoe-het-is-om-te-werken";
    // One that leaves questions out, so that every kind of object is there.
    let options = chosen(Form::Full, Some(["docent", "programma", "vmbo", goal]));
    let written = json_of(&material, &options);
    assert_ne!(written["left_out"], json!([]));
    schema.assert_strict(&written, &["parameters"], &[]);
    for (pointer, wrong) in [
        ("/form", json!("medium")),
        ("/date", json!("24-11-2026")),
        ("/edition", json!("2026-11-24")),
        ("/total", json!(-1)),
        ("/groups/0/count", json!(1.5)),
        ("/groups/1/sections/0/items", json!([])),
        ("/uncovered/0/said_by_source", json!("yes")),
    ] {
        let mut spoilt = written.clone();
        *spoilt.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.fits(&spoilt), "{pointer}");
    }
}

/// The worked example, or parts of it.
fn examples(folder: &str) -> Vec<PathBuf> {
    let files = files_with_ending(&root().join("examples/checklist"), "toml");
    let folder = root().join("examples/checklist").join(folder);
    let here = files
        .into_iter()
        .filter(|path| path.parent() == Some(&folder));
    here.collect()
}

fn scored(language: Language, files: &[PathBuf], earlier: &[PathBuf], told: &[String]) -> Value {
    let session = session(language);
    let material = Material::read(&session).unwrap();
    let key = material.key().unwrap();
    let read = |paths: &[PathBuf]| -> Vec<_> {
        let read = paths
            .iter()
            .map(|path| lobgraaf::store::answers::read(path, &key).unwrap().0);
        read.collect()
    };
    let report = score::report(&material, &read(files), &read(earlier)).unwrap();
    match score::render(&report, None, told, "json", 80).unwrap() {
        Rendered::Text(text) => serde_json::from_str(&text).unwrap(),
        _ => panic!("not text"),
    }
}

/// Answers to the short form that name nothing and say nothing of themselves.
fn bare(folder: &Path) -> PathBuf {
    let path = folder.join("bare.toml");
    std::fs::write(&path, "[answers.\"2.1\"]\nanswer = \"no\"\n").unwrap();
    path
}

#[test]
fn reports_fit_their_schema() {
    let schema = Schema::of("score");
    let (now, before) = (examples(""), examples("eerder"));
    assert_eq!((now.len(), before.len()), (3, 1));
    let folder = tempfile::tempdir().unwrap();
    let bare = [bare(folder.path())];
    let told = ["iets".to_owned()];
    for language in Language::ALL {
        let alone = scored(language, &now[..1], &[], &[]);
        schema.assert_fits(&alone, "one activity");
        assert!(alone["coherence"].is_null());
        let all = scored(language, &now, &before, &told);
        schema.assert_fits(&all, "a programme");
        assert_eq!(all["problems"], json!(["iets"]));
        let bare = scored(language, &bare, &[], &[]);
        schema.assert_fits(&bare, "bare");
        assert!(bare["activities"][0]["school"].is_null());
        assert_eq!(bare["activities"][0]["form"], "short");
    }
}

#[test]
fn the_schema_of_reports_is_strict() {
    let schema = Schema::of("score");
    let told = ["iets".to_owned()];
    let written = scored(Language::Dutch, &examples(""), &examples("eerder"), &told);
    schema.assert_strict(&written, &["parameters"], &[]);
    for (pointer, wrong) in [
        ("/activities", json!([])),
        ("/activities/0/total/share", json!(1.1)),
        ("/activities/0/total/open", json!(-1)),
        ("/rows/0/values/0", json!("maybe")),
        ("/rows/0/remarks", json!([["only one"]])),
        ("/missing/0/best", json!("not-applicable")),
        ("/coherence/alone", json!(["first"])),
    ] {
        let mut spoilt = written.clone();
        *spoilt.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.fits(&spoilt), "{pointer}");
    }
}

/// A file of answers as data.
fn answers(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

#[test]
fn the_schema_of_answers_takes_files_of_answers_and_nothing_else() {
    let schema = Schema::of("answers");
    for path in files_with_ending(&root().join("examples/checklist"), "toml") {
        schema.assert_fits(&answers(&path), &path.display().to_string());
    }
    let optional = [
        "form",
        "school",
        "activity",
        "filled-in-by",
        "date",
        "sectors",
        "goals",
        "answer",
        "remark",
    ];
    let written = answers(&root().join("examples/checklist/bedrijfsbezoek.toml"));
    schema.assert_strict(&written, &optional, &["/answers"]);
    let empty = json!({
        "edition": "e", "form": "", "school": "", "activity": "", "filled-in-by": "", "date": "",
        "sectors": [], "goals": [], "answers": { "1.1": { "answer": "", "remark": "" } },
    });
    schema.assert_fits(&empty, "empty fields");
    for (pointer, wrong) in [
        ("/form", json!("medium")),
        ("/date", json!("24-11-2026")),
        ("/goals", json!(["a", "a"])),
        ("/answers", json!({})),
        ("/answers", json!({ "": { "answer": "yes" } })),
        ("/answers/1.1", json!({})),
        ("/answers/1.1/answer", json!("perhaps")),
        ("/answers/1.1/remark", json!(["one", "two"])),
    ] {
        let mut spoilt = empty.clone();
        *spoilt.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.fits(&spoilt), "{pointer}");
    }
}
