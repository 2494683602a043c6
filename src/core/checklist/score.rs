//! What answered checklists say together: a profile for each activity, what is strong, what is
//! missing, which goals nobody works on, how activities hang together, what changed.
//! Room `core`. Nothing here measures effect: every figure counts answers, by the rules that
//! [`Rule`] names.

mod asked;
mod change;
mod coherence;
mod coverage;
mod findings;
mod tally;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

use crate::core::checklist::answers::{Answered, Value};
use crate::core::checklist::{Checklist, Choice, Form, Item, Queries};
use crate::core::collation::compare_notations;
use crate::core::language::Language;

use asked::{form, items, of_form, tallies};
use change::changes;
pub use coherence::{Coherence, coherence};
use findings::{Findings, by_weight};
pub use tally::Tally;

/// Examples that a gap suggests at the most.
pub const MOST_SUGGESTED: usize = 3;

/// A rule by which figures were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Share,
    Strong,
    Missing,
    Mixed,
    Examples,
    Goals,
    Competencies,
    Coherence,
    Changes,
}

impl Rule {
    /// In the order in which a page tells them.
    pub const ALL: [Self; 9] = [
        Self::Share,
        Self::Strong,
        Self::Missing,
        Self::Mixed,
        Self::Examples,
        Self::Goals,
        Self::Competencies,
        Self::Coherence,
        Self::Changes,
    ];

    /// The text of the catalogue that tells it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Share => "score.rule-share",
            Self::Strong => "score.rule-strong",
            Self::Missing => "score.rule-missing",
            Self::Mixed => "score.rule-mixed",
            Self::Examples => "score.rule-examples",
            Self::Goals => "score.rule-goals",
            Self::Competencies => "score.rule-competencies",
            Self::Coherence => "score.rule-coherence",
            Self::Changes => "score.rule-changes",
        }
    }
}

/// What is known beside the answers.
pub struct Questions<'a> {
    /// The full and the short form, for everybody, with the examples ordered by the sectors and
    /// goals of the activities.
    pub full: &'a Checklist,
    pub short: &'a Checklist,
    /// Competencies with the IRIs of the goals that work on them.
    pub competencies: &'a [(Choice, BTreeSet<String>)],
}

/// What answered checklists say.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub language: Language,
    pub title: String,
    pub date: String,
    pub edition: String,
    pub queries: Queries,
    /// How far experience reaches as evidence.
    pub experience_note: Option<String>,
    pub source: Option<String>,
    pub activities: Vec<Activity>,
    /// Headings of the questions, for profiles.
    pub groups: Vec<Heading>,
    /// Every question that somebody answered, in order.
    pub rows: Vec<Row>,
    pub strong: Vec<Finding>,
    /// What is missing, the gaps that most examples speak to first.
    pub missing: Vec<Finding>,
    /// What some activities have and others do not.
    pub mixed: Vec<Finding>,
    pub goals: Vec<GoalGroup>,
    pub competencies: Vec<Covered>,
    /// Where there are several activities.
    pub coherence: Option<Coherence>,
    /// Where there are earlier answers.
    pub changes: Vec<Change>,
}

/// A heading of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    pub iri: String,
    pub notation: Option<String>,
    pub label: String,
}

/// One answered checklist.
#[derive(Debug, Clone, Serialize)]
pub struct Activity {
    pub name: String,
    pub path: PathBuf,
    pub school: Option<String>,
    pub date: Option<String>,
    pub form: Form,
    /// For whom and about which level the sheet was made; `None`: everybody, all levels.
    pub audience: Option<Choice>,
    pub level: Option<Choice>,
    /// How many questions its sheet asks, and how many its form has for everybody.
    pub asked: usize,
    pub questions: usize,
    pub sectors: Vec<Choice>,
    pub goals: Vec<Choice>,
    pub total: Tally,
    /// One for each of [`Report::groups`].
    pub groups: Vec<Tally>,
}

/// A question with what every activity answered.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub iri: String,
    pub notation: Option<String>,
    pub question: String,
    /// Place in [`Report::groups`].
    pub group: usize,
    /// Examples that show it.
    pub count: usize,
    /// One for each activity; `None`: not answered or not asked.
    pub values: Vec<Option<Value>>,
    /// What was remarked: activity and remark.
    pub remarks: Vec<(String, String)>,
}

/// A question that stands out.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Place in [`Report::rows`].
    pub row: usize,
    /// The best answer that an activity gave.
    pub best: Value,
    /// For what is missing: how others did it.
    pub examples: Vec<Suggested>,
}

/// An example that shows how others did it.
#[derive(Debug, Clone, Serialize)]
pub struct Suggested {
    pub iri: String,
    pub number: String,
    pub title: Option<String>,
    /// The path: what of the question the example shows, by notation and label.
    pub shows: Vec<String>,
    /// What it has in common with the activities: sectors and goals.
    pub shared: Vec<Choice>,
}

/// Goals under a heading with the activities that name them.
#[derive(Debug, Clone, Serialize)]
pub struct GoalGroup {
    pub heading: Covered,
    pub goals: Vec<Covered>,
}

/// A goal or competency with the activities that work on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    #[serde(flatten)]
    pub choice: Choice,
    /// Places in [`Report::activities`].
    pub activities: Vec<usize>,
}

/// What changed in an activity since earlier answers.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    pub name: String,
    /// `None`: there was or is no checklist of that activity.
    pub before: Option<Tally>,
    pub after: Option<Tally>,
    /// Where the two do not answer the same questions: how many both answer. The counts are of
    /// those alone.
    pub in_common: Option<usize>,
    /// Questions answered both times, differently.
    pub answers: Vec<ChangedAnswer>,
}

/// An answer that is another now.
#[derive(Debug, Clone, Serialize)]
pub struct ChangedAnswer {
    pub iri: String,
    pub notation: Option<String>,
    pub question: String,
    pub before: Value,
    pub after: Value,
}

/// What `answered` say together, and what changed since `earlier`.
pub fn report(questions: &Questions<'_>, answered: &[Answered], earlier: &[Answered]) -> Report {
    let full = questions.full;
    let headings = headings(questions);
    let goals = full.offered.every_goal();
    let activities: Vec<_> = answered
        .iter()
        .map(|answered| activity(questions, &headings, &goals, answered))
        .collect();
    let rows = rows(questions, &headings, answered);
    let mut findings = Findings::default();
    for (place, row) in rows.iter().enumerate() {
        findings.add(questions, place, row);
    }
    Report {
        language: full.language,
        title: full.title.clone(),
        date: full.date.clone(),
        edition: full.edition.clone(),
        queries: full.queries.clone(),
        experience_note: full.experience_note.clone(),
        source: full.source.clone(),
        coherence: (answered.len() > 1).then(|| coherence(&activities, answered)),
        changes: changes(questions, &headings, answered, earlier),
        activities,
        groups: headings,
        strong: findings.strong,
        missing: by_weight(findings.missing, &rows),
        mixed: findings.mixed,
        rows,
        goals: coverage::goals(questions, answered),
        competencies: coverage::competencies(questions, answered),
    }
}

fn headings(questions: &Questions<'_>) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for group in questions.full.groups.iter().chain(&questions.short.groups) {
        if !headings.iter().any(|known| known.iri == group.iri) {
            headings.push(Heading {
                iri: group.iri.clone(),
                notation: group.notation.clone(),
                label: group.label.clone(),
            });
        }
    }
    headings
}

fn activity(
    questions: &Questions<'_>,
    headings: &[Heading],
    goals: &[Choice],
    answered: &Answered,
) -> Activity {
    let groups = tallies(questions, headings, answered);
    let total: Tally = groups.iter().copied().sum();
    let form = form(questions, answered);
    let all = of_form(questions, form);
    let named = |scope: &Option<String>, choices: fn(&Item) -> &[Choice]| {
        let mut choices = all.items().flat_map(choices);
        choices
            .find(|choice| Some(&choice.iri) == scope.as_ref())
            .cloned()
    };
    Activity {
        name: answered.name(),
        path: answered.path.clone(),
        school: answered.school.clone(),
        date: answered.date.clone(),
        form,
        audience: named(&answered.audience, |item| &item.audiences),
        level: named(&answered.level, |item| &item.levels),
        asked: total.asked(),
        questions: all.items().count(),
        sectors: chosen(&answered.sectors, &questions.full.offered.sectors),
        goals: chosen(&answered.goals, goals),
        total,
        groups,
    }
}

/// The choices with these IRIs, in the order in which they are offered.
fn chosen(iris: &[String], offered: &[Choice]) -> Vec<Choice> {
    let is_chosen = |choice: &&Choice| iris.contains(&choice.iri);
    offered.iter().filter(is_chosen).cloned().collect()
}

/// Every question that somebody answered: by group, those of both forms where notations sort them.
fn rows(questions: &Questions<'_>, headings: &[Heading], answered: &[Answered]) -> Vec<Row> {
    let short = items(questions.short, headings);
    let full = items(questions.full, headings);
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for (group, item) in full.chain(short) {
        let given = answered
            .iter()
            .map(|answered| answered.answers.get(&item.iri));
        let given: Vec<_> = given.collect();
        if given.iter().all(Option::is_none) || !seen.insert(&item.iri) {
            continue;
        }
        let remarks = given.iter().zip(answered).filter_map(|(answer, answered)| {
            let remark = answer.as_ref()?.remark.clone()?;
            Some((answered.name(), remark))
        });
        rows.push(Row {
            iri: item.iri.clone(),
            notation: item.notation.clone(),
            question: item.question.clone(),
            group,
            count: item.count,
            remarks: remarks.collect(),
            values: given
                .iter()
                .map(|answer| answer.and_then(|answer| answer.value))
                .collect(),
        });
    }
    rows.sort_by(|a, b| {
        let notation = |row: &Row| row.notation.clone().unwrap_or_default();
        let by_notation = || compare_notations(&notation(a), &notation(b));
        a.group.cmp(&b.group).then_with(by_notation)
    });
    rows
}
