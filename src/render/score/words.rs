//! What a report says, in the words that every format sets: sections of entries, each with the
//! rule behind it.
//! Room `render`.

mod coverage;

use std::collections::BTreeSet;

use crate::core::checklist::answers::Value;
use crate::core::checklist::headed;
use crate::core::checklist::score::{
    Activity, ChangedAnswer, Finding, Report, Row, Rule, Suggested, Tally,
};
use crate::core::language::Language;
use crate::core::message::{self, Message};
use crate::render::checklist::words::origin_of;
use crate::render::score::ScorePage;

/// Characters of a name in a heading.
const LONGEST_NAME: usize = 120;

/// A part of the report.
pub struct Section {
    pub heading: String,
    /// By which rule it was made.
    pub rule: Option<Rule>,
    /// What to say where there is no entry, or before them.
    pub note: Option<String>,
    pub entries: Vec<Entry>,
}

/// A line of it with what belongs below.
#[derive(Default)]
pub struct Entry {
    /// Levels below its section.
    pub level: usize,
    pub name: String,
    pub text: String,
    pub below: Vec<Line>,
    /// Whether it is about something that nobody does.
    pub is_missing: bool,
}

impl Entry {
    /// Name and text on one line.
    pub fn line(&self) -> String {
        named(&self.name, &self.text)
    }
}

/// A name and what is said of it on one line.
fn named(name: &str, text: &str) -> String {
    match name {
        "" => text.to_owned(),
        question if question.ends_with('?') => format!("{question} {text}"),
        name => format!("{name}: {text}"),
    }
}

/// A line below an entry; `address` where its beginning is a link.
pub struct Line {
    pub address: Option<String>,
    pub name: String,
    pub text: String,
}

impl Line {
    /// Name and text on one line.
    pub fn line(&self) -> String {
        named(&self.name, &self.text)
    }

    fn plain(text: String) -> Self {
        Self {
            address: None,
            name: String::new(),
            text,
        }
    }
}

/// A text of the catalogue.
pub fn say(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    message::text(language, key, values)
}

/// A rule in words.
pub fn rule(report: &Report, rule: Rule) -> String {
    say(report.language, rule.key(), &[])
}

/// `64 %`, or a dash where nothing counts.
pub fn share(tally: Tally) -> String {
    match tally.share() {
        Some(share) => format!("{:.0} %", (share * 100.0).round()),
        None => "–".to_owned(),
    }
}

/// `12 ja, 6 deels, 4 nee, 3 n.v.t., 48 niet beantwoord`.
fn tally(report: &Report, tally: Tally) -> String {
    Message::new("score.tally")
        .with("yes", tally.yes)
        .with("partly", tally.partly)
        .with("no", tally.no)
        .with("none", tally.not_applicable)
        .with("open", tally.open)
        .in_language(report.language)
}

/// As [`tally`], of an activity; where its sheet was made for one audience or level, also for which,
/// and how many questions it asks of how many.
pub fn answered(report: &Report, activity: &Activity) -> String {
    let tally = tally(report, activity.total);
    let scopes = [
        ("checklist.for-audience", &activity.audience),
        ("checklist.at-level", &activity.level),
    ];
    let scopes = scopes.into_iter().filter_map(|(key, choice)| {
        let choice = choice.as_ref()?;
        Some(say(report.language, key, &[("label", &choice.label)]))
    });
    let scopes: Vec<_> = scopes.collect();
    if scopes.is_empty() {
        return tally;
    }
    let asked = Message::new("score.asked")
        .with("asked", activity.asked)
        .with("questions", activity.questions)
        .in_language(report.language);
    format!("{}. {asked}. {tally}", scopes.join(". "))
}

/// `2 ja, 1 deels, 1 nee`: what a share is a share of.
pub fn counts(report: &Report, tally: Tally) -> String {
    let counts = [
        (tally.yes, Value::Yes),
        (tally.partly, Value::Partly),
        (tally.no, Value::No),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, value)| format!("{count} {}", value.text(report.language)));
    counts.collect::<Vec<_>>().join(", ")
}

/// What it is called.
pub fn title(report: &Report) -> String {
    let key = match report.activities.len() {
        1 => "score.title-one",
        _ => "score.title-several",
    };
    let name = match report.activities.first() {
        Some(activity) if report.activities.len() == 1 => short(&activity.name),
        _ => report.activities.len().to_string(),
    };
    say(report.language, key, &[("name", &name)])
}

/// A name that fits a heading.
pub fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{} […]", &name[..end]),
        None => name.to_owned(),
    }
}

/// Every part but the profile.
pub fn sections(page: &ScorePage<'_>) -> Vec<Section> {
    let report = page.report;
    let mut sections = vec![
        findings(report, "score.missing", Rule::Missing, &report.missing),
        findings(report, "score.strong", Rule::Strong, &report.strong),
    ];
    if report.activities.len() > 1 {
        let mixed = findings(report, "score.mixed", Rule::Mixed, &report.mixed);
        sections.insert(1, mixed);
    }
    sections.extend(remarks(report));
    sections.push(coverage::goals(report));
    sections.push(coverage::competencies(report));
    sections.extend(coverage::coherence(report));
    sections.extend(changes(report));
    if !page.problems.is_empty() {
        let entries = page.problems.iter().map(|problem| Entry {
            text: problem.clone(),
            ..Entry::default()
        });
        sections.push(Section {
            heading: say(report.language, "score.problems", &[]),
            rule: None,
            note: None,
            entries: entries.collect(),
        });
    }
    sections
}

/// What stands at the foot: how far it reaches, the source, the queries and the edition.
pub fn foot(report: &Report) -> Vec<String> {
    let queries = &report.queries;
    let queries = [&queries.questions, &queries.view, &queries.examples];
    let mut foot = vec![say(report.language, "score.no-effect", &[])];
    foot.extend(report.experience_note.clone());
    foot.extend(report.source.clone());
    foot.push(origin_of(
        report.language,
        &queries,
        &report.edition,
        &report.date,
    ));
    foot
}

fn findings(report: &Report, key: &str, rule: Rule, findings: &[Finding]) -> Section {
    let language = report.language;
    let entries = findings.iter().map(|finding| {
        let row = &report.rows[finding.row];
        let mut below: Vec<_> = row
            .remarks
            .iter()
            .map(|(activity, remark)| Line::plain(quoted(report, activity, remark)))
            .collect();
        if rule == Rule::Missing {
            below.extend(
                finding
                    .examples
                    .iter()
                    .map(|example| suggested(language, example)),
            );
        }
        Entry {
            name: headed(row.notation.as_deref(), &row.question),
            text: answers(report, row),
            below,
            is_missing: rule == Rule::Missing,
            level: 0,
        }
    });
    Section {
        heading: say(language, key, &[]),
        rule: Some(rule),
        note: findings
            .is_empty()
            .then(|| say(language, "score.none", &[])),
        entries: entries.collect(),
    }
}

/// Remarks at questions that are in none of the lists above.
fn remarks(report: &Report) -> Option<Section> {
    let listed = report
        .strong
        .iter()
        .chain(&report.missing)
        .chain(&report.mixed);
    let listed: BTreeSet<_> = listed.map(|finding| finding.row).collect();
    let others = report.rows.iter().enumerate();
    let others = others.filter(|(place, row)| !listed.contains(place) && !row.remarks.is_empty());
    let entries = others.flat_map(|(_, row)| {
        row.remarks.iter().map(|(activity, remark)| Entry {
            name: headed(row.notation.as_deref(), &row.question),
            text: quoted(report, activity, remark),
            ..Entry::default()
        })
    });
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then(|| Section {
        heading: say(report.language, "score.remarks", &[]),
        rule: None,
        note: None,
        entries,
    })
}

fn quoted(report: &Report, activity: &str, remark: &str) -> String {
    match report.activities.len() {
        1 => format!("“{remark}”"),
        _ => format!("“{remark}” ({activity})"),
    }
}

/// What the activities that it concerns answered, and how many examples show it.
fn answers(report: &Report, row: &Row) -> String {
    let language = report.language;
    let count = row.count.to_string();
    let mut given = Vec::new();
    let concerned = Value::ALL.into_iter();
    for value in concerned.filter(|value| *value != Value::NotApplicable) {
        let activities = row.values.iter().zip(&report.activities);
        let activities = activities.filter(|(given, _)| **given == Some(value));
        let names: Vec<_> = activities
            .map(|(_, activity)| activity.name.as_str())
            .collect();
        let word = value.text(language);
        match (names.as_slice(), report.activities.len()) {
            ([], _) => {}
            (_, 1) => given.push(word),
            (names, _) => {
                let values = [("answer", word.as_str()), ("names", &names.join(", "))];
                given.push(say(language, "score.answer-of", &values));
            }
        }
    }
    let key = match row.count {
        1 => "score.answers-one-example",
        _ => "score.answers",
    };
    say(
        language,
        key,
        &[("answers", &given.join("; ")), ("count", &count)],
    )
}

/// An example with the reason why it is named.
fn suggested(language: Language, example: &Suggested) -> Line {
    let title = match &example.title {
        Some(title) => title.clone(),
        None => say(language, "checklist.no-title", &[]),
    };
    let name = format!("{} {title}", example.number);
    let shows = example.shows.join("; ");
    let mut text = say(language, "score.shows", &[("what", &shows)]);
    if !example.shared.is_empty() {
        let shared: Vec<_> = example
            .shared
            .iter()
            .map(|choice| choice.label.as_str())
            .collect();
        text += &say(language, "score.shares", &[("what", &shared.join("; "))]);
    }
    Line {
        address: Some(example.iri.clone()),
        name,
        text,
    }
}

fn changes(report: &Report) -> Option<Section> {
    if report.changes.is_empty() {
        return None;
    }
    let language = report.language;
    let entries = report.changes.iter().map(|change| {
        let text = match (change.before, change.after) {
            (Some(before), Some(after)) => {
                let shares = format!("{} → {}", share(before), share(after));
                match change.in_common {
                    Some(count) => {
                        let count = count.to_string();
                        let in_common = say(language, "score.in-common", &[("count", &count)]);
                        format!("{shares} {in_common}")
                    }
                    None => shares,
                }
            }
            (Some(_), None) => say(language, "score.only-before", &[]),
            _ => say(language, "score.only-after", &[]),
        };
        let changed = |answer: &ChangedAnswer| {
            let question = headed(answer.notation.as_deref(), &answer.question);
            let (before, after) = (answer.before.text(language), answer.after.text(language));
            Line::plain(format!("{question} {before} → {after}"))
        };
        Entry {
            name: change.name.clone(),
            text,
            below: change.answers.iter().map(changed).collect(),
            ..Entry::default()
        }
    });
    Some(Section {
        heading: say(language, "score.changes", &[]),
        rule: Some(Rule::Changes),
        note: None,
        entries: entries.collect(),
    })
}
