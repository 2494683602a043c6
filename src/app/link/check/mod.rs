//! `link check`: findings about mapping sets, in the form of those of `check`.
//! Room `app`.

mod coverage;
mod decisions;
mod hierarchy;
mod presence;
pub mod rules;
mod structure;
mod validity;
mod vocabulary;

use std::collections::BTreeMap;

use crate::app::check::{CheckOptions, Checked};
use crate::app::link::sets::LinkFile;
use crate::app::link::terms::Terms;
use crate::app::names;
use crate::app::project::Project;
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::message;
use crate::core::sssom::decision::{self, Triple, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::store::memory::GraphStore;

use rules::LinkRule;

/// What is checked, and by what.
pub struct LinkData<'a> {
    pub files: &'a [LinkFile],
    /// The project, whose concepts the subjects are.
    pub project: &'a Project,
    pub store: &'a GraphStore,
    /// Whether the store holds foreign files instead of the project's data.
    pub is_foreign: bool,
    /// The vocabularies that are linked to, as far as they were loaded.
    pub terms: &'a Terms,
}

/// A row and the file that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub file: &'a LinkFile,
    pub mapping: &'a Mapping,
}

/// The rows of valid files, by triple.
pub struct Links<'a> {
    pub triples: BTreeMap<Triple<'a>, Vec<Row<'a>>>,
    /// The deciding row of each accepted triple, by triple.
    pub accepted: Vec<Row<'a>>,
}

impl<'a> Links<'a> {
    fn new(files: &'a [LinkFile]) -> Self {
        let mut triples: BTreeMap<Triple<'a>, Vec<Row<'a>>> = BTreeMap::new();
        for file in files.iter().filter(|file| file.is_valid) {
            for (triple, mappings) in decision::by_triple(&file.set.mappings) {
                let rows = mappings.into_iter().map(|mapping| Row { file, mapping });
                triples.entry(triple).or_default().extend(rows);
            }
        }
        let accepted = triples.values().filter_map(|rows| accepted(rows)).collect();
        Self { triples, accepted }
    }
}

/// What the rows of one triple come to.
fn verdict(rows: &[Row<'_>]) -> Verdict {
    let mappings: Vec<_> = rows.iter().map(|row| row.mapping).collect();
    decision::verdict(&mappings)
}

/// The rows of the latest day.
fn latest<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mappings: Vec<_> = rows.iter().map(|row| row.mapping).collect();
    let latest = decision::latest(&mappings);
    let is_latest = |row: &&Row<'a>| latest.iter().any(|one| std::ptr::eq(*one, row.mapping));
    rows.iter().filter(is_latest).copied().collect()
}

fn accepted<'a>(rows: &[Row<'a>]) -> Option<Row<'a>> {
    (verdict(rows) == Verdict::Accepted).then(|| latest(rows).first().copied())?
}

impl<'a> Row<'a> {
    /// A finding about this row.
    fn finding(self, rule: LinkRule, language: Language, values: &[(&str, &str)]) -> Finding {
        self.placed(rule.finding(language, values))
    }

    /// A finding about this row with a message of its own.
    fn told(
        self,
        rule: LinkRule,
        language: Language,
        key: &str,
        values: &[(&str, &str)],
    ) -> Finding {
        self.placed(rule.told(language, message::text(language, key, values)))
    }

    fn placed(self, mut finding: Finding) -> Finding {
        let mapping = self.mapping;
        finding.is_denied = mapping.is_negated();
        finding.focus = Some(mapping.subject().to_owned());
        finding.label = mapping.slots.text(Slot::SubjectLabel).map(str::to_owned);
        finding.path = Some(mapping.predicate().to_owned());
        finding.value = Some(mapping.object().to_owned());
        finding.file = Some(self.file.path.clone());
        finding.line = Some(mapping.line).filter(|&line| line > 0);
        finding
    }

    /// The object's label, else its IRI.
    fn object_name(self) -> &'a str {
        let label = self.mapping.slots.text(Slot::ObjectLabel);
        label.unwrap_or(self.mapping.object())
    }

    /// The subject's label, else its IRI.
    fn subject_name(self) -> &'a str {
        let label = self.mapping.slots.text(Slot::SubjectLabel);
        label.unwrap_or(self.mapping.subject())
    }

    /// The vocabulary of the object: what the row says, else its set.
    fn vocabulary(self) -> &'a str {
        let said = self.mapping.slots.text(Slot::ObjectSource);
        said.or(self.file.set.id()).unwrap_or_default()
    }
}

/// A rule that looks at rows.
type Check = fn(&LinkData<'_>, &Links<'_>, Language, &mut Vec<Finding>);

/// Runs the rules that are asked for.
pub fn run(data: &LinkData<'_>, options: &CheckOptions, checked: &mut Checked) {
    let language = options.language;
    let mut findings = Vec::new();
    for file in data.files {
        validity::examine(file, language, &mut findings);
    }
    validity::examine_names(data.files, language, &mut findings);
    let links = Links::new(data.files);
    let mut parts: Vec<(&[LinkRule], Check)> = vec![
        (&rules::OF_VALIDITY, |_, _, _, _| {}),
        (&rules::OF_DECISIONS, decisions::examine),
        (&rules::OF_STRUCTURE, structure::examine),
        (&rules::OF_HIERARCHY, hierarchy::examine),
        (&rules::OF_SUBJECTS, vocabulary::examine_subjects),
    ];
    if !data.terms.is_empty() {
        parts.push((&rules::OF_VOCABULARY, vocabulary::examine_objects));
    }
    if !data.is_foreign {
        parts.push((&rules::OF_COVERAGE, coverage::examine));
    }
    for (rules, examine) in parts {
        let wanted = rules.iter().filter(|rule| options.wants(rule.name));
        let wanted: Vec<_> = wanted.map(|rule| rule.rule(language)).collect();
        if !wanted.is_empty() {
            examine(data, &links, language, &mut findings);
            checked.rules.extend(wanted);
        }
    }
    for finding in &mut findings {
        // The label of the row is in one language; the store may know the one asked for.
        let known = finding.focus.as_deref();
        let known = known.map(|iri| names::label(data.store, iri, language));
        if let Some(Ok(Some(label))) = known {
            finding.label = Some(label);
        }
    }
    checked.findings.extend(findings);
}
