//! Every rule of `check` has a case in `tests/cases/checks/NAME/`: `pass` breaks no rule of that
//! name, `fail` gives exactly the findings of `fail.expected.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lobgraaf::app::check::{
    CheckOptions, Checked, CheckedData, Subject, check, check_links, rules,
};
use lobgraaf::app::link::terms::Terms;
use lobgraaf::app::progress::Silent;
use lobgraaf::app::project::{Project, ProjectFile};
use lobgraaf::core::csv;
use lobgraaf::core::language::Language;
use lobgraaf::query::catalogue::Catalogue;

use crate::support;

fn cases() -> Vec<PathBuf> {
    let folder = support::root().join("tests/cases/checks");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "there is no case");
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let project = Project::open(support::root()).unwrap();
    let questions: BTreeSet<_> = project
        .queries
        .iter()
        .filter(|query| query.folder() == "questions")
        .map(|query| query.name.clone())
        .collect();
    let with_rule: BTreeSet<_> = rules(&project, Subject::Project, Language::English)
        .unwrap()
        .into_iter()
        .map(|rule| rule.name)
        .filter(|name| !name.contains(':') && !questions.contains(name))
        .collect();
    let with_case: BTreeSet<_> = cases().iter().map(|path| name(path)).collect();
    assert_eq!(with_rule, with_case);
}

#[test]
fn cases_pass_and_fail_as_expected() {
    let mut wrong = Vec::new();
    for folder in cases() {
        let rule = name(&folder);
        let files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        // Mapping sets also need the concepts that they link, or the vocabulary that they link to,
        // or a second set.
        let beside = ["concepts.ttl", "vocabulary.ttl", "beside.tsv"].map(|name| folder.join(name));
        let own: Vec<_> = files.iter().filter(|path| !beside.contains(path)).collect();
        assert_eq!(own.len(), 3, "{rule}: pass, fail and fail.expected.csv");
        let file = |stem: &str| {
            let found = files.iter().find(|path| path.file_stem().unwrap() == stem);
            found.unwrap_or_else(|| panic!("{rule}: no {stem}"))
        };
        for language in Language::ALL {
            let checked = run(file("pass"), &rule, language);
            if !checked.findings.is_empty() {
                wrong.push(format!("{rule}/pass: {:#?}", checked.findings));
            }
        }
        wrong.extend(compare(&folder, &rule, file("fail")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare(folder: &Path, rule: &str, file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join("fail.expected.csv")).unwrap();
    let records = csv::records(&text).unwrap();
    let (header, rows) = records.split_first().unwrap();
    assert_eq!(header.fields, ["focus", "path", "value"], "{rule}");
    assert!(!rows.is_empty(), "{rule}: nothing is expected to fail");
    let mut wrong = Vec::new();
    let mut texts = BTreeSet::new();
    for language in Language::ALL {
        let mut difference: BTreeMap<Vec<String>, i64> = BTreeMap::new();
        for finding in &run(file, rule, language).findings {
            let cells = [&finding.focus, &finding.path, &finding.value];
            let key = cells.map(|cell| cell.clone().unwrap_or_default()).to_vec();
            *difference.entry(key).or_default() += 1;
            let remedy = finding.remedy.clone().unwrap_or_default();
            if finding.message.is_empty() || remedy.is_empty() {
                wrong.push(format!("{rule}: no message or remedy in {language}"));
            }
            texts.insert(format!("{} {remedy}", finding.message));
        }
        for row in rows {
            *difference.entry(row.fields.clone()).or_default() -= 1;
        }
        difference.retain(|_, count| *count != 0);
        for (key, count) in difference {
            let what = if count > 0 { "extra" } else { "lacks" };
            wrong.push(format!("{rule}/fail {what} {key:?}"));
        }
    }
    if texts.len() < 2 {
        wrong.push(format!(
            "{rule}: the same text in both languages: {texts:?}"
        ));
    }
    wrong
}

/// Checks one file by one rule, as the only file of a project.
fn run(file: &Path, rule: &str, language: Language) -> Checked {
    let mut project = Project::open(support::root()).unwrap();
    let bytes = std::fs::read(file).unwrap();
    project.root = None;
    project.files = Vec::new();
    let ending = file.extension().unwrap();
    project.mappings = Vec::new();
    if ending == "tsv" {
        let path = PathBuf::from("data/mappings/case.sssom.tsv");
        project.mappings.push(ProjectFile { path, bytes });
        if let Ok(bytes) = std::fs::read(file.with_file_name("beside.tsv")) {
            let path = PathBuf::from("data/mappings/beside.sssom.tsv");
            project.mappings.insert(0, ProjectFile { path, bytes });
        }
        let concepts = file.with_file_name("concepts.ttl");
        if let Ok(bytes) = std::fs::read(concepts) {
            let path = PathBuf::from("data/concepts.ttl");
            project.files.push(ProjectFile { path, bytes });
        }
    } else if ending == "toml" {
        project.config = toml::from_str(std::str::from_utf8(&bytes).unwrap()).unwrap();
    } else if ending == "rq" {
        let path = Path::new("queries/tables/case.rq");
        project.queries = Catalogue::read([(path, bytes.as_slice())]);
    } else {
        let path = Path::new("data").join(file.file_name().unwrap());
        project.files.push(ProjectFile { path, bytes });
    }
    let data = CheckedData::of_project(&project).unwrap();
    let options = CheckOptions {
        language,
        rules: vec![rule.to_owned()],
        ..CheckOptions::default()
    };
    let vocabulary = file.with_file_name("vocabulary.ttl");
    let checked = if vocabulary.is_file() {
        let terms = Terms::read(&[vocabulary], &|_| true, &Silent).unwrap();
        check_links(&project, data, Subject::Project, &terms, &options)
    } else {
        check(&project, data, Subject::Project, &options)
    };
    assert!(checked.errors.is_empty(), "{rule}: {:?}", checked.errors);
    let is_run = checked.rules.iter().any(|run| run.name == rule);
    assert!(is_run, "{rule} was not run: {:?}", checked.rules);
    checked
}
