//! What answered checklists say together: a profile for each activity, what is strong, what is
//! missing, which goals nobody works on, how activities hang together, what changed.
//! Room `core`. Nothing here measures effect: every figure counts answers, by the rules that
//! [`Rule`] names.

mod coherence;
mod tally;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use crate::core::checklist::answers::{Answered, Value};
use crate::core::checklist::{Checklist, Choice, Form, Item, Queries};
use crate::core::language::Language;
use crate::core::lexical::fold;

pub use coherence::{Coherence, coherence};
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
    let activities: Vec<_> = answered
        .iter()
        .map(|answered| activity(questions, &headings, answered))
        .collect();
    let rows = rows(questions, &headings, answered);
    let mut findings = Findings::default();
    for (place, row) in rows.iter().enumerate() {
        findings.add(questions, place, row);
    }
    let goals = goals(questions, answered);
    let competencies = competencies(questions, answered);
    Report {
        language: full.language,
        title: full.title.clone(),
        date: full.date.clone(),
        edition: full.edition.clone(),
        queries: full.queries.clone(),
        experience_note: full.experience_note.clone(),
        source: full.source.clone(),
        coherence: (answered.len() > 1).then(|| coherence(&activities, answered)),
        changes: changes(questions, answered, earlier),
        activities,
        groups: headings,
        strong: findings.strong,
        missing: by_weight(findings.missing, &rows),
        mixed: findings.mixed,
        rows,
        goals,
        competencies,
    }
}

/// The form that was filled in: what the file says, else the one that has more of its questions.
fn form(questions: &Questions<'_>, answered: &Answered) -> Form {
    answered.form.unwrap_or_else(|| {
        let has = |checklist: &Checklist| {
            let items = checklist.items();
            items
                .filter(|item| answered.answers.contains_key(&item.iri))
                .count()
        };
        match has(questions.short) > has(questions.full) {
            true => Form::Short,
            false => Form::Full,
        }
    })
}

fn of_form<'a>(questions: &Questions<'a>, form: Form) -> &'a Checklist {
    match form {
        Form::Full => questions.full,
        Form::Short => questions.short,
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

/// The questions of a form, each with the place of its heading.
fn items<'a>(
    checklist: &'a Checklist,
    headings: &'a [Heading],
) -> impl Iterator<Item = (usize, &'a Item)> {
    checklist.groups.iter().flat_map(move |group| {
        let place = headings.iter().position(|heading| heading.iri == group.iri);
        group.items().map(move |item| (place.unwrap_or(0), item))
    })
}

fn activity(questions: &Questions<'_>, headings: &[Heading], answered: &Answered) -> Activity {
    let form = form(questions, answered);
    let mut groups = vec![Tally::default(); headings.len()];
    for (group, item) in items(of_form(questions, form), headings) {
        let answer = answered.answers.get(&item.iri);
        groups[group].count(answer.and_then(|answer| answer.value));
    }
    Activity {
        name: answered.name(),
        path: answered.path.clone(),
        school: answered.school.clone(),
        date: answered.date.clone(),
        form,
        sectors: chosen(&answered.sectors, &questions.full.offered.sectors),
        goals: chosen(&answered.goals, &every_goal(questions)),
        total: groups.iter().copied().sum(),
        groups,
    }
}

/// The choices with these IRIs, in the order in which they are offered.
fn chosen(iris: &[String], offered: &[Choice]) -> Vec<Choice> {
    let is_chosen = |choice: &&Choice| iris.contains(&choice.iri);
    offered.iter().filter(is_chosen).cloned().collect()
}

/// Headings and goals in their order, each once.
fn every_goal(questions: &Questions<'_>) -> Vec<Choice> {
    let mut every: Vec<Choice> = Vec::new();
    for group in &questions.full.offered.goals {
        for choice in std::iter::once(&group.heading).chain(&group.goals) {
            if !every.contains(choice) {
                every.push(choice.clone());
            }
        }
    }
    every
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
        let by_notation = || crate::core::collation::compare_notations(&notation(a), &notation(b));
        a.group.cmp(&b.group).then_with(by_notation)
    });
    rows
}

#[derive(Default)]
struct Findings {
    strong: Vec<Finding>,
    missing: Vec<Finding>,
    mixed: Vec<Finding>,
}

impl Findings {
    /// Strong where every activity that the question concerns says yes, missing where none does,
    /// mixed else. Where nobody answered, or it concerns nobody, it is none of them.
    fn add(&mut self, questions: &Questions<'_>, place: usize, row: &Row) {
        let concerned = row.values.iter().flatten();
        let mut concerned = concerned.filter(|value| **value != Value::NotApplicable);
        let Some(&first) = concerned.next() else {
            return;
        };
        let (best, worst) = concerned.fold((first, first), |(best, worst), value| {
            (best.min(*value), worst.max(*value))
        });
        let mut finding = Finding {
            row: place,
            best,
            examples: Vec::new(),
        };
        match (best, worst) {
            (Value::Yes, Value::Yes) => self.strong.push(finding),
            (Value::Yes, _) => self.mixed.push(finding),
            _ => {
                finding.examples = suggested(questions, &row.iri);
                self.missing.push(finding);
            }
        }
    }
}

/// What is missing: the answer no before partly, then what more examples show.
fn by_weight(mut missing: Vec<Finding>, rows: &[Row]) -> Vec<Finding> {
    missing.sort_by_key(|finding| {
        let count = rows[finding.row].count;
        (Reverse(finding.best), Reverse(count), finding.row)
    });
    missing
}

fn suggested(questions: &Questions<'_>, iri: &str) -> Vec<Suggested> {
    let mut items = questions.full.items().chain(questions.short.items());
    let Some(item) = items.find(|item| item.iri == iri) else {
        return Vec::new();
    };
    let example = |iri: &str| {
        let found = questions.full.example(iri);
        found.or_else(|| questions.short.example(iri))
    };
    let shown = item.examples.iter().take(MOST_SUGGESTED);
    let suggested = shown.filter_map(|shown| {
        let example = example(&shown.iri)?;
        let shows = shown.by.iter().map(|node| match &node.notation {
            Some(notation) => format!("{notation} {}", node.label),
            None => node.label.clone(),
        });
        Some(Suggested {
            iri: example.iri.clone(),
            number: example.number.clone(),
            title: example.title.clone(),
            shows: shows.collect(),
            shared: shown.shared.clone(),
        })
    });
    suggested.collect()
}

/// The places of the activities that name one of these goals.
fn naming(answered: &[Answered], goals: &BTreeSet<&str>) -> Vec<usize> {
    let names = |answered: &Answered| {
        answered
            .goals
            .iter()
            .any(|goal| goals.contains(goal.as_str()))
    };
    let places = answered.iter().enumerate();
    places
        .filter(|(_, answered)| names(answered))
        .map(|(place, _)| place)
        .collect()
}

/// A goal is covered by the activities that name it, a heading also by those that name a goal
/// below it.
fn goals(questions: &Questions<'_>, answered: &[Answered]) -> Vec<GoalGroup> {
    let groups = questions.full.offered.goals.iter().map(|group| {
        let own = BTreeSet::from([group.heading.iri.as_str()]);
        let below = group.goals.iter().map(|goal| goal.iri.as_str());
        let all: BTreeSet<_> = own.into_iter().chain(below).collect();
        let goals = group.goals.iter().map(|goal| Covered {
            activities: naming(answered, &BTreeSet::from([goal.iri.as_str()])),
            choice: goal.clone(),
        });
        GoalGroup {
            heading: Covered {
                activities: naming(answered, &all),
                choice: group.heading.clone(),
            },
            goals: goals.collect(),
        }
    });
    groups.collect()
}

/// A competency is covered by the activities that name a goal that works on it.
fn competencies(questions: &Questions<'_>, answered: &[Answered]) -> Vec<Covered> {
    let covered = questions
        .competencies
        .iter()
        .map(|(choice, goals)| Covered {
            activities: naming(answered, &goals.iter().map(String::as_str).collect()),
            choice: choice.clone(),
        });
    covered.collect()
}

/// What changed, activity by activity: those of one name are the same one.
fn changes(questions: &Questions<'_>, answered: &[Answered], earlier: &[Answered]) -> Vec<Change> {
    if earlier.is_empty() {
        return Vec::new();
    }
    let headings = headings(questions);
    let total = |answered: &Answered| activity(questions, &headings, answered).total;
    let name = |answered: &Answered| fold(answered.name().trim());
    let mut pairs: BTreeMap<String, (Option<&Answered>, Option<&Answered>)> = BTreeMap::new();
    for before in earlier {
        pairs.entry(name(before)).or_default().0 = Some(before);
    }
    for after in answered {
        pairs.entry(name(after)).or_default().1 = Some(after);
    }
    let changes = pairs.into_values().map(|(before, after)| Change {
        name: after.or(before).map(Answered::name).unwrap_or_default(),
        before: before.map(total),
        after: after.map(total),
        answers: match (before, after) {
            (Some(before), Some(after)) => changed(questions, before, after),
            _ => Vec::new(),
        },
    });
    changes.collect()
}

fn changed(questions: &Questions<'_>, before: &Answered, after: &Answered) -> Vec<ChangedAnswer> {
    let value = |answered: &Answered, iri: &str| {
        let answer = answered.answers.get(iri);
        answer.and_then(|answer| answer.value)
    };
    let mut seen = BTreeSet::new();
    let items = questions.full.items().chain(questions.short.items());
    let items = items.filter(|item| seen.insert(&item.iri));
    let changed = items.filter_map(|item| {
        let (old, new) = (value(before, &item.iri)?, value(after, &item.iri)?);
        (old != new).then(|| ChangedAnswer {
            iri: item.iri.clone(),
            notation: item.notation.clone(),
            question: item.question.clone(),
            before: old,
            after: new,
        })
    });
    changed.collect()
}
