//! Verdicts and lists for a terminal.
//! Room `render`.

use std::fmt::Write;

use crate::core::form::{Field, Form};
use crate::core::intake::report::{Fate, Listed, Report, Row, Shown, State};
use crate::core::intake::{Fault, FaultKind, Place, Verdict};
use crate::core::language::Language;
use crate::core::message;
use crate::render::escape::{terminal as visible, terminal_line};

fn say(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    message::text(language, key, values)
}

/// The mark before a row, so that the verdicts differ at a glance.
fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Accepted => '✓',
        Verdict::Remarks => '!',
        Verdict::Refused => '✗',
    }
}

/// A block a row, and what all of them come to.
pub fn verdicts(report: &Report, language: Language, with_shares: bool) -> String {
    let mut text = String::new();
    for (index, path) in report.files.iter().enumerate() {
        let name = path.display().to_string();
        let _ = writeln!(text, "{}", visible(&name));
        for (_, fault) in report.faults.iter().filter(|(file, _)| *file == index) {
            line(&mut text, &report.form, fault, &Place::File, language);
        }
        for row in report.rows.iter().filter(|row| row.file == index) {
            self::row(&mut text, report, row, language);
        }
        text.push('\n');
    }
    if with_shares {
        shares(&mut text, report, language);
    }
    let count = |verdict| report.count(verdict).to_string();
    let values = [
        ("count", report.rows.len().to_string()),
        ("accepted", count(Verdict::Accepted)),
        ("remarks", count(Verdict::Remarks)),
        ("refused", count(Verdict::Refused)),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let key = if report.is_added {
        "intake.sum-added"
    } else {
        "intake.sum-checked"
    };
    let _ = writeln!(text, "{}", say(language, key, &values));
    text
}

fn row(text: &mut String, report: &Report, row: &Row, language: Language) {
    let form = &report.form;
    let title = row.title.as_deref().map(visible);
    let title = title.unwrap_or_else(|| say(language, "intake.untitled", &[]));
    let verdict = say(language, row.verdict.key(), &[]);
    let _ = write!(text, "  {} ", mark(row.verdict));
    match &row.fate {
        Fate::Refused => {}
        Fate::Unchanged { number } | Fate::Written { number, .. } => {
            let _ = write!(text, "{} ", visible(number));
        }
    }
    let place = match &row.place {
        Place::File => String::new(),
        place => format!(" ({})", visible(&place.text(language))),
    };
    let _ = writeln!(text, "{title}{place}: {verdict}");
    let (advised, told): (Vec<_>, Vec<_>) = row
        .faults
        .iter()
        .partition(|fault| fault.kind == FaultKind::Advised);
    for fault in told {
        line(text, form, fault, &row.place, language);
    }
    let names: Vec<_> = advised
        .iter()
        .filter_map(|fault| fault.field_name(form, language))
        .collect();
    if !names.is_empty() {
        let names = names.join(", ");
        let _ = writeln!(
            text,
            "      {}",
            say(language, "intake.not-filled", &[("names", &names)])
        );
    }
}

/// A fault; `at` is the place that was told already.
fn line(text: &mut String, form: &Form, fault: &Fault, at: &Place, language: Language) {
    let mut place = Vec::new();
    place.extend(fault.field_name(form, language).map(str::to_owned));
    if fault.place != *at && fault.place != Place::File {
        place.push(fault.place.text(language));
    }
    let place = place.join(", ");
    let told = fault.text(form, language);
    let _ = match place.is_empty() {
        true => writeln!(text, "      {}", visible(&told)),
        false => writeln!(text, "      {}: {}", visible(&place), visible(&told)),
    };
}

/// How much of each field is filled in, the emptiest first.
fn shares(text: &mut String, report: &Report, language: Language) {
    let rows = report.rows.len();
    if rows == 0 {
        return;
    }
    let _ = writeln!(text, "{}", say(language, "intake.shares", &[]));
    let mut counts: Vec<(usize, &Field)> = report
        .filled()
        .into_iter()
        .zip(&report.form.fields)
        .collect();
    counts.sort_by_key(|(count, _)| *count);
    for (count, field) in counts {
        let share = 100 * count / rows;
        let name = field.name_in(language);
        let requirement = say(language, field.requirement.key(), &[]);
        let _ = writeln!(
            text,
            "  {share:>3} %  {count:>6}  {} ({requirement})",
            visible(name)
        );
    }
    text.push('\n');
}

/// A line an example.
pub fn list(all: &[Listed], language: Language) -> String {
    let mut text = String::new();
    let width = all
        .iter()
        .map(|one| one.number.chars().count())
        .max()
        .unwrap_or(0);
    for one in all {
        let title = one.title.as_deref().map(visible);
        let title = title.unwrap_or_else(|| say(language, "intake.untitled", &[]));
        let _ = writeln!(
            text,
            "{:<width$}  {title}  [{}]",
            visible(&one.number),
            state(one, language)
        );
    }
    // A number that was replaced is no example of its own.
    let own = all.iter().filter(|one| one.state != State::Replaced);
    let count = own.count().to_string();
    let _ = writeln!(
        text,
        "{}",
        say(language, "intake.sum-listed", &[("count", &count)])
    );
    text
}

fn state(one: &Listed, language: Language) -> String {
    let mut parts = vec![say(language, one.state.key(), &[])];
    let version = one.version.to_string();
    parts.push(say(language, "intake.version", &[("version", &version)]));
    parts.push(
        one.taken_in
            .split('T')
            .next()
            .unwrap_or_default()
            .to_owned(),
    );
    if one.is_migrated {
        parts.push(say(language, "intake.is-migrated", &[]));
    }
    if one.is_in_source {
        parts.push(say(language, "intake.is-in-source", &[]));
    }
    if let Some(other) = &one.replaced_by {
        parts.push(say(language, "intake.now", &[("number", &visible(other))]));
    }
    if let Some(reason) = &one.reason {
        parts.push(visible(reason));
    }
    parts.join("; ")
}

/// What an example says, behind a line about it.
pub fn show(shown: &Shown, language: Language) -> String {
    let numbers = |versions: &[u32]| -> String {
        let versions: Vec<_> = versions.iter().map(u32::to_string).collect();
        versions.join(", ")
    };
    let mut text = String::new();
    if let Some(before) = &shown.replaced {
        let values = [
            ("before", before.as_str()),
            ("number", &shown.listed.number),
        ];
        let _ = writeln!(
            text,
            "{}",
            visible(&say(language, "intake.is-replaced", &values))
        );
    }
    text.push_str(&list(std::slice::from_ref(&shown.listed), language));
    // The line with the sum says nothing here.
    text.truncate(text.trim_end().rfind('\n').map_or(0, |end| end + 1));
    let versions = numbers(&shown.versions);
    let _ = writeln!(
        text,
        "{}",
        say(language, "intake.versions", &[("versions", &versions)])
    );
    for (number, versions) in &shown.before {
        let versions = numbers(versions);
        let values = [("number", number.as_str()), ("versions", &versions)];
        let _ = writeln!(
            text,
            "{}",
            visible(&say(language, "intake.numbers-before", &values))
        );
    }
    text.push('\n');
    let lines: Vec<_> = shown.text.lines().map(terminal_line).collect();
    text.push_str(&lines.join("\n"));
    text.push('\n');
    text
}
