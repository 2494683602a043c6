//! Competency questions: each is run, and its answer compared with `NAME.expected.csv` beside it.
//! Rows are compared without regard to their order, each as often as it stands; an IRI may be
//! written as `prefix:local`.
//! Room `app`.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use oxigraph::model::Term;

use crate::app::check::{CheckOptions, Checked, queries};
use crate::app::evaluate;
use crate::app::project::Project;
use crate::core::csv::{self, Record};
use crate::core::finding::Finding;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message::{self, Tell};
use crate::core::table::{Table, term_text};
use crate::query::catalogue::NamedQuery;
use crate::query::header::Kind;
use crate::store::memory::GraphStore;

/// Differing rows of one question that are told one by one.
const TOLD: usize = 20;

/// Runs the questions of the project.
pub fn run(project: &Project, store: &GraphStore, options: &CheckOptions, checked: &mut Checked) {
    let questions = project
        .queries
        .iter()
        .filter(|query| query.header.kind == Kind::Question && options.wants(&query.name));
    for question in questions {
        checked
            .rules
            .push(queries::rule(question, options.language));
        let table = checked.attempt(&question.name, options, || {
            evaluate::table(project, store, question, &options.evaluation())
        });
        let Some(table) = table else {
            continue;
        };
        let teller = Teller {
            project,
            question,
            language: options.language,
        };
        checked.findings.extend(teller.compare(&table));
    }
}

struct Teller<'a> {
    project: &'a Project,
    question: &'a NamedQuery,
    language: Language,
}

impl Teller<'_> {
    fn expected_path(&self) -> PathBuf {
        self.question.path.with_extension("expected.csv")
    }

    fn compare(&self, table: &Table) -> Vec<Finding> {
        let path = self.expected_path();
        let Some(file) = self.project.answers.iter().find(|file| file.path == path) else {
            return vec![self.finding("missing", "", None)];
        };
        let records = match csv::records(&String::from_utf8_lossy(&file.bytes)) {
            Ok(records) => records,
            Err(error) => {
                let text = error.message().in_language(self.language);
                return vec![self.finding("unreadable", &text, None)];
            }
        };
        let Some((header, rows)) = records.split_first() else {
            return vec![self.finding("unreadable", "", None)];
        };
        if header.fields != table.columns {
            let columns = table.columns.join(",");
            return vec![self.finding("columns", &columns, Some(header.line))];
        }
        self.differences(table, rows)
    }

    fn differences(&self, table: &Table, rows: &[Record]) -> Vec<Finding> {
        let known = iris(table);
        let mut surplus: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in &table.rows {
            let row = row.iter().map(|cell| cell.as_ref().map(term_text));
            let row = row.map(Option::unwrap_or_default).collect();
            *surplus.entry(row).or_default() += 1;
        }
        let mut findings = Vec::new();
        for record in rows {
            let row = expand(&self.project.prefixes, &known, &record.fields);
            match surplus.get_mut(&row) {
                Some(count) if *count > 0 => *count -= 1,
                _ => {
                    let text = self.row_text(&record.fields);
                    findings.push(self.finding("lacks", &text, Some(record.line)));
                }
            }
        }
        for (row, count) in surplus {
            for _ in 0..count {
                findings.push(self.finding("extra", &self.row_text(&row), None));
            }
        }
        if findings.len() > TOLD {
            let more = (findings.len() - TOLD).to_string();
            findings.truncate(TOLD);
            findings.push(self.finding("more", &more, None));
        }
        findings
    }

    fn row_text(&self, fields: &[String]) -> String {
        let compact = |field: &String| self.project.prefixes.compact(field);
        fields.iter().map(compact).collect::<Vec<_>>().join(" | ")
    }

    fn finding(&self, what: &str, text: &str, line: Option<u64>) -> Finding {
        let key = format!("check.question.{what}");
        let file = self.expected_path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let values = [("text", text), ("file", &name)];
        let message = message::text(self.language, &key, &values);
        let severity = self.question.header.severity;
        let mut finding = Finding::new(&self.question.name, severity, message);
        let remedy = message::text(self.language, "check.question.remedy", &values);
        finding.remedy = Some(remedy);
        finding.file = Some(self.project.display_path(&file));
        finding.line = line;
        finding
    }
}

/// The IRIs in each column of a table.
fn iris(table: &Table) -> Vec<HashSet<String>> {
    let mut known = vec![HashSet::new(); table.columns.len()];
    for row in &table.rows {
        for (cell, known) in row.iter().zip(&mut known) {
            if let Some(Term::NamedNode(iri)) = cell {
                known.insert(iri.as_str().to_owned());
            }
        }
    }
    known
}

/// `prefix:local` in full where the answer has that IRI in that column.
fn expand(prefixes: &Prefixes, known: &[HashSet<String>], fields: &[String]) -> Vec<String> {
    let full = |(place, field): (usize, &String)| {
        let iri = prefixes.expand(field);
        iri.filter(|iri| known.get(place).is_some_and(|known| known.contains(iri)))
            .unwrap_or_else(|| field.clone())
    };
    fields.iter().enumerate().map(full).collect()
}
