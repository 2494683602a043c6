//! The report as one page that makes no request. The template is `templates/score.html`; askama
//! escapes what it prints.
//! Room `render`.

use std::fmt::Write;

use askama::Template;

use crate::core::checklist::headed;
use crate::core::checklist::score::{Rule, Tally};
use crate::render::drawing::Paper;
use crate::render::escape::terminal as visible;
use crate::render::score::words::{self, Entry, say};
use crate::render::score::{ScorePage, diagram};
use crate::render::svg::compose::Purpose;
use crate::render::{RenderError, Rendered, escape};

/// Width of a bar in the units of its drawing, and the distance of its hatches.
const BAR: f64 = 208.0;
const HATCH: f64 = 5.0;

struct Activity {
    name: String,
    tally: String,
    rows: Vec<Profile>,
}

/// A heading with its bar; lengths in the units of its drawing.
struct Profile {
    name: String,
    share: String,
    tally: String,
    yes: f64,
    partly: f64,
    no: f64,
    hatch: String,
}

struct Section {
    heading: String,
    /// Drawings, as SVG.
    drawn: Vec<String>,
    rule: Option<String>,
    note: Option<String>,
    entries: Vec<Entry>,
}

struct Row {
    name: String,
    values: Vec<String>,
}

#[derive(Template)]
#[template(path = "score.html")]
struct Page {
    language: &'static str,
    title: String,
    lead: String,
    profile: String,
    rule_label: String,
    share_rule: String,
    heading_label: String,
    share_label: String,
    bar_label: String,
    drawing_label: String,
    all_label: String,
    question_label: String,
    activities: Vec<Activity>,
    sections: Vec<Section>,
    rows: Vec<Row>,
    foot: Vec<String>,
    /// The drawing for paper, as SVG, a sheet each.
    sheets: Vec<String>,
}

/// The whole page.
pub fn render(page: &ScorePage<'_>) -> Result<Rendered, RenderError> {
    let report = page.report;
    let language = report.language;
    let say = |key: &str| say(language, key, &[]);
    let mut foot = words::foot(report);
    let sections = words::sections(page).into_iter().map(|section| Section {
        heading: visible(&section.heading),
        drawn: match (section.rule, page.goals) {
            (Some(Rule::Goals), Some(goals)) => {
                let sheets = goals.compose(report, Paper::Screen, Purpose::Inline);
                sheets.into_iter().map(|sheet| sheet.svg).collect()
            }
            _ => Vec::new(),
        },
        rule: section.rule.map(|rule| words::rule(report, rule)),
        note: section.note.as_deref().map(visible),
        entries: section.entries.into_iter().map(safe).collect(),
    });
    let rows = report.rows.iter().map(|row| Row {
        name: visible(&headed(row.notation.as_deref(), &row.question)),
        values: row
            .values
            .iter()
            .map(|value| value.map_or_else(|| "–".to_owned(), |value| value.text(language)))
            .collect(),
    });
    let sheets = page.goals.map(|goals| goals.sheets(report));
    let sheets = sheets.into_iter().flatten().map(|sheet| sheet.svg);
    let filled = Page {
        language: language.code(),
        title: visible(&words::title(report)),
        lead: foot.remove(0),
        profile: say("score.profile"),
        rule_label: say("score.rule"),
        share_rule: words::rule(report, Rule::Share),
        heading_label: say("score.about"),
        share_label: say("score.share"),
        bar_label: say("score.bar-drawn"),
        drawing_label: visible(&diagram::title(report)),
        all_label: say("score.answers-of-all"),
        question_label: say("score.question"),
        activities: activities(page),
        sections: sections.collect(),
        rows: rows.collect(),
        foot,
        sheets: sheets.collect(),
    };
    Ok(Rendered::Text(filled.render()?))
}

fn activities(page: &ScorePage<'_>) -> Vec<Activity> {
    let report = page.report;
    let activities = report.activities.iter().map(|activity| {
        let rows = report.groups.iter().zip(&activity.groups);
        let rows = rows.filter(|(_, tally)| tally.concerned() > 0);
        Activity {
            name: visible(&match &activity.date {
                Some(date) => format!("{} ({date})", activity.name),
                None => activity.name.clone(),
            }),
            tally: words::answered(report, activity),
            rows: rows
                .map(|(heading, tally)| {
                    let name = headed(heading.notation.as_deref(), &heading.label);
                    profile(visible(&name), words::counts(report, *tally), *tally)
                })
                .collect(),
        }
    });
    activities.collect()
}

fn profile(name: String, words: String, tally: Tally) -> Profile {
    let part = |count: usize| BAR * count as f64 / tally.concerned().max(1) as f64;
    let (yes, partly, no) = (part(tally.yes), part(tally.partly), part(tally.no));
    let mut hatch = String::new();
    let mut x = yes + 1.0;
    while x < yes + partly - 1.0 {
        // From the foot of the bar to its top, cut at its end. Writing to a string cannot fail.
        let width = (yes + partly - 1.0 - x).min(11.0);
        let _ = write!(hatch, "M{x:.1} 12.5l{width:.1} -{width:.1}");
        x += HATCH;
    }
    Profile {
        name,
        share: words::share(tally),
        tally: words,
        yes,
        partly,
        no,
        hatch,
    }
}

/// An entry without characters that steer text, and with addresses of the web alone.
fn safe(mut entry: Entry) -> Entry {
    entry.name = visible(&entry.name);
    entry.text = visible(&entry.text);
    for line in &mut entry.below {
        line.name = visible(&line.name);
        line.text = visible(&line.text);
        line.address = line.address.as_deref().and_then(escape::web_address);
    }
    entry
}
