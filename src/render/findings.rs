//! Findings for people (by rule, the worst first) and for programs (`{findings, counts}`).
//! Room `render`.

use anstyle::{AnsiColor, Style};
use serde_json::json;

use crate::core::finding::{Explanation, Finding, Rule, Severity};
use crate::core::language::Language;
use crate::core::matching::relation::{Relation, word};
use crate::core::message;
use crate::render::escape;
use crate::render::text::wrap_some;

/// Of more findings of one rule than this, that break no rule, a terminal shows the first few.
const MOST_SHOWN: usize = 10;
const FEW: usize = 5;
/// A text of a finding has at most so many lines.
const MOST_LINES: usize = 100;
const VIOLATION: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const INFO: Style = AnsiColor::Blue.on_default().bold();
const MUTED: Style = Style::new().dimmed();
/// No line is wrapped narrower or wider.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// Findings and what a report must say beside them.
pub struct FindingsPage<'a> {
    pub findings: &'a [Finding],
    /// The rules that were run.
    pub rules: &'a [Rule],
    /// Number of statements looked at.
    pub statements: usize,
    /// Whether every rule could be run.
    pub complete: bool,
    /// Whether a terminal shows every warning and remark, however many there are of a rule.
    pub shows_all: bool,
    pub language: Language,
    /// IRI → short form.
    pub compact: &'a dyn Fn(&str) -> String,
}

impl FindingsPage<'_> {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of_severity = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(of_severity).count()
    }

    /// What is known of the rule of a finding.
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name == name)
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        message::text(self.language, key, values)
    }
}

/// The findings for a terminal of `width` columns, grouped by rule; a last line counts them.
pub fn text(page: &FindingsPage<'_>, width: usize) -> String {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut text = String::new();
    let same = |a: &Finding, b: &Finding| a.rule == b.rule && a.severity == b.severity;
    for group in page.findings.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        text.push_str(&head(page, first, group.len()));
        // A remedy that all share stands once, below them.
        let shared = group.iter().all(|other| other.remedy == first.remedy);
        let is_many = group.len() > MOST_SHOWN && first.severity != Severity::Violation;
        let shown = match is_many && !page.shows_all {
            true => FEW,
            false => group.len(),
        };
        for finding in group.iter().take(shown) {
            write_finding(&mut text, page, finding, width);
            if !shared {
                write_remedy(&mut text, finding, width);
            }
        }
        if shown < group.len() {
            let count = (group.len() - shown).to_string();
            let more = page.say("check.more", &[("count", &count)]);
            text.push_str(&format!("  {MUTED}{more}{MUTED:#}\n"));
        }
        if shared {
            write_remedy(&mut text, first, width);
        }
        text.push('\n');
    }
    text.push_str(&summary(page));
    text.push('\n');
    text
}

fn head(page: &FindingsPage<'_>, finding: &Finding, count: usize) -> String {
    let style = match finding.severity {
        Severity::Violation => VIOLATION,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    };
    let severity = page.say(&format!("check.{}", finding.severity.name()), &[]);
    let name = escape::terminal(&(page.compact)(&finding.rule));
    let source = match page.rule(&finding.rule).map(|rule| rule.source.as_slice()) {
        Some(few @ ([_] | [_, _] | [_, _, _])) => {
            format!(" ({})", escape::terminal(&few.join(", ")))
        }
        _ => String::new(),
    };
    format!("{style}{severity}{style:#} {name}{source}: {count}\n")
}

fn write_finding(text: &mut String, page: &FindingsPage<'_>, finding: &Finding, width: usize) {
    let mut place = Vec::new();
    if let Some(focus) = &finding.focus {
        let iri = (page.compact)(focus);
        place.push(match &finding.label {
            Some(label) => format!("{label} ({iri})"),
            None => iri,
        });
    }
    if let Some(file) = &finding.file {
        let line = finding.line.map(|line| format!(":{line}"));
        place.push(format!("{}{}", file.display(), line.unwrap_or_default()));
    }
    let mut lines = vec![(Style::new().bold(), place.join("  "))];
    lines.push((Style::new(), finding.message.clone()));
    // A link is told in the words that people read for it everywhere.
    let path = finding
        .path
        .as_deref()
        .map(|path| match Relation::of(path) {
            Some(_) => format!("{}:", word(path, finding.is_denied, page.language)),
            None => (page.compact)(path),
        });
    let value = finding.value.as_deref().map(page.compact);
    match (path, value) {
        (Some(path), Some(value)) => lines.push((MUTED, format!("{path} {value}"))),
        (Some(only), None) | (None, Some(only)) => lines.push((MUTED, only)),
        (None, None) => {}
    }
    let mut bullet = "• ";
    for (style, line) in lines.iter().filter(|(_, line)| !line.is_empty()) {
        for line in wrap_some(&escape::terminal(line), width - 4, MOST_LINES) {
            text.push_str(&format!("  {bullet}{style}{line}{style:#}\n"));
            bullet = "  ";
        }
    }
}

fn write_remedy(text: &mut String, finding: &Finding, width: usize) {
    let Some(remedy) = &finding.remedy else {
        return;
    };
    let mut arrow = "→ ";
    for line in wrap_some(&escape::terminal(remedy), width - 4, MOST_LINES) {
        text.push_str(&format!("  {arrow}{line}\n"));
        arrow = "  ";
    }
}

fn summary(page: &FindingsPage<'_>) -> String {
    let counts = [Severity::Violation, Severity::Warning, Severity::Info].map(|severity| {
        let count = page.count(severity);
        let key = match count {
            1 => format!("check.count-one.{}", severity.name()),
            _ => format!("check.count-many.{}", severity.name()),
        };
        page.say(&key, &[("count", &count.to_string())])
    });
    let (rules, statements) = (page.rules.len().to_string(), page.statements.to_string());
    let values = [
        ("counts", counts.join(", ")),
        ("rules", rules),
        ("statements", statements),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    let mut summary = page.say("check.summary", &values);
    if !page.complete {
        summary.push(' ');
        summary.push_str(&page.say("check.incomplete", &[]));
    }
    summary
}

/// `{findings: […], counts: {violation, warning, info}, complete, rules, statements}`; every
/// finding has all its fields, `null` where unknown.
pub fn json(page: &FindingsPage<'_>) -> String {
    let value = json!({
        "findings": page.findings,
        "counts": {
            "violation": page.count(Severity::Violation),
            "warning": page.count(Severity::Warning),
            "info": page.count(Severity::Info),
        },
        "complete": page.complete,
        "rules": page.rules.len(),
        "statements": page.statements,
    });
    format!("{value:#}\n")
}

/// The rules, one a line: severity, name, summary; those for any SKOS file are starred.
pub fn rules(rules: &[Rule], language: Language, compact: &dyn Fn(&str) -> String) -> String {
    let names: Vec<_> = rules.iter().map(|rule| compact(&rule.name)).collect();
    let severities = [Severity::Violation, Severity::Warning, Severity::Info]
        .map(|severity| message::text(language, &format!("check.{}", severity.name()), &[]));
    let longest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max();
    let (first, second) = (longest(&severities), longest(&names));
    let (first, second) = (first.unwrap_or(0), second.unwrap_or(0).min(50));
    let mut text = String::new();
    for (rule, name) in rules.iter().zip(&names) {
        let key = format!("check.{}", rule.severity.name());
        let severity = message::text(language, &key, &[]);
        let line = format!("{severity:first$}  {name:second$}  {}", rule.summary);
        text.push_str(escape::terminal_line(&line).trim_end());
        text.push('\n');
    }
    text
}

/// What a rule wants, and its cases indented.
pub fn explanation(
    explanation: &Explanation,
    language: Language,
    compact: &dyn Fn(&str) -> String,
) -> String {
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let rule = &explanation.rule;
    let severity = say(&format!("check.{}", rule.severity.name()), &[]);
    let mut text = format!("{} ({severity})\n{}\n", compact(&rule.name), rule.summary);
    if !rule.source.is_empty() {
        let source = rule.source.join(", ");
        text.push_str(&say("check.source", &[("source", &source)]));
        text.push('\n');
    }
    let cases = [
        (say("check.good", &[]), &explanation.good),
        (say("check.bad", &[]), &explanation.bad),
    ];
    for (title, case) in cases {
        let Some(case) = case else { continue };
        text.push_str(&format!("\n{title}\n\n"));
        for line in case.trim_end().lines() {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        }
    }
    text.lines()
        .map(|line| escape::terminal_line(line) + "\n")
        .collect()
}
