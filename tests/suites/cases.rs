//! Every view and every table has a case in `tests/cases/views/NAME/` and `tests/cases/tables/NAME/`:
//! a small `data.trig` instead of the project's data and `expected.csv`, what `lobgraaf tree NAME`
//! or `lobgraaf query NAME` prints as CSV. Each parameter has at least one
//! `expected.PARAMETER=VALUE.csv` besides; `expected.language=en.csv` is the answer in English.

use std::collections::BTreeSet;
use std::path::Path;

use lobgraaf::app::answer::Question;
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::project::Project;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{PageOptions, TreeOptions, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, Rendered};
use lobgraaf::core::language::Language;
use lobgraaf::query::catalogue::NamedQuery;

use crate::support::root;

const FOLDERS: [&str; 2] = ["views", "tables"];
const DATA: &str = "data.trig";

#[test]
fn every_view_and_table_has_a_case_and_every_case_a_query() {
    let project = Project::open(root()).unwrap();
    for folder in FOLDERS {
        let queries: BTreeSet<_> = queries_in(&project, folder)
            .map(|query| query.name.clone())
            .collect();
        assert!(!queries.is_empty(), "queries/{folder} is empty");
        assert_eq!(
            queries,
            names_in(&root().join("tests/cases").join(folder)),
            "left the queries in queries/{folder}, right the cases in tests/cases/{folder}"
        );
    }
}

#[test]
fn every_case_gives_what_is_expected() {
    let project = Project::open(root()).unwrap();
    let mut wrong = Vec::new();
    for folder in FOLDERS {
        for query in queries_in(&project, folder) {
            wrong.extend(run_case(query));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn queries_in<'a>(
    project: &'a Project,
    folder: &'static str,
) -> impl Iterator<Item = &'a NamedQuery> {
    let queries = project.queries.iter();
    queries.filter(move |query| query.folder() == folder)
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

/// What is wrong with the case of `query`: a file too many or too few, an empty one, another answer.
fn run_case(query: &NamedQuery) -> Vec<String> {
    let name = format!("{}/{}", query.folder(), query.name);
    let folder = root().join("tests/cases").join(&name);
    let mut files = names_in(&folder);
    let mut wrong = Vec::new();
    if !files.remove(DATA) {
        return vec![format!("{name}: no {DATA}")];
    }
    if !files.contains("expected.csv") {
        wrong.push(format!("{name}: no expected.csv"));
    }
    for parameter in &query.header.parameters {
        let start = format!("expected.{}=", parameter.name);
        if !files.iter().any(|file| file.starts_with(&start)) {
            wrong.push(format!("{name}: no {start}VALUE.csv"));
        }
    }
    for file in &files {
        let Some(asked) = Asked::of(file, query) else {
            wrong.push(format!("{name}: {file} belongs to nothing"));
            continue;
        };
        let expected = std::fs::read_to_string(folder.join(file)).unwrap();
        if expected.lines().count() < 2 {
            wrong.push(format!("{name}: {file} expects no row"));
        }
        let found = asked.answer(query, &folder.join(DATA));
        if found != expected {
            wrong.push(format!(
                "{name}: {file} is not what comes out\n{}",
                difference(&expected, &found)
            ));
        }
    }
    wrong
}

/// How a query is run for one file of a case.
struct Asked {
    language: Language,
    parameters: Vec<(String, String)>,
}

impl Asked {
    /// As the name of the file says; `None` when it says nothing that the query knows.
    fn of(file: &str, query: &NamedQuery) -> Option<Self> {
        let mut asked = Self {
            language: Language::Dutch,
            parameters: Vec::new(),
        };
        let middle = file.strip_prefix("expected")?.strip_suffix(".csv")?;
        if middle.is_empty() {
            return Some(asked);
        }
        let (name, value) = middle.strip_prefix('.')?.split_once('=')?;
        if name == "language" {
            asked.language = value.parse().ok()?;
        } else if query
            .header
            .parameters
            .iter()
            .any(|known| known.name == name)
        {
            asked.parameters.push((name.to_owned(), value.to_owned()));
        } else {
            return None;
        }
        Some(asked)
    }

    /// The answer as CSV, with plain line ends.
    fn answer(self, query: &NamedQuery, data: &Path) -> String {
        let sources = Sources {
            project: Some(root().to_owned()),
            files: vec![data.to_owned()],
            ..Sources::default()
        };
        let session = Session::open(&sources, self.language).unwrap();
        let evaluation = Evaluation {
            language: self.language,
            parameters: self.parameters,
            ..Evaluation::default()
        };
        let text = if query.folder() == "views" {
            tree(&session, &query.name, evaluation)
        } else {
            let question = Question::named(&session, &query.name, &evaluation).unwrap();
            let reply = question.run(&session, &evaluation).unwrap();
            reply.write(&session, "csv", 0).unwrap()
        };
        text.replace("\r\n", "\n")
    }
}

fn tree(session: &Session, name: &str, evaluation: Evaluation) -> String {
    let options = TreeOptions {
        evaluation,
        ..TreeOptions::default()
    };
    let built = view(&session.project, &session.store, name, &options).unwrap();
    let format = HIERARCHY_FORMATS.iter().find(|known| known.name == "csv");
    let page = PageOptions {
        width: 100,
        ..PageOptions::default()
    };
    match render(session, &built, format.unwrap(), &page).unwrap() {
        Rendered::Text(text) => text,
        other => panic!("csv is text, not {} bytes", other.size()),
    }
}

/// The lines that only one side has, in order; all lines where only their order differs.
fn difference(expected: &str, found: &str) -> String {
    let only = |mark: &str, these: &str, others: &str| -> Vec<String> {
        let lines = these.lines();
        lines
            .filter(|line| !others.lines().any(|other| other == *line))
            .map(|line| format!("{mark} {line}"))
            .collect()
    };
    let mut lines = only("expected", expected, found);
    lines.extend(only("found   ", found, expected));
    if lines.is_empty() {
        lines = only("expected", expected, "");
        lines.extend(only("found   ", found, ""));
    }
    lines.join("\n")
}
