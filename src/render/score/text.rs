//! The report on a terminal.
//! Room `render`.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::core::checklist::headed;
use crate::core::checklist::score::{Rule, Tally};
use crate::render::escape;
use crate::render::score::ScorePage;
use crate::render::score::words::{self, say};
use crate::render::text::wrap;

const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();
const MARK: Style = AnsiColor::Magenta.on_default();
/// No line is longer.
const WIDEST: usize = 110;
/// Columns of a bar.
const BAR: usize = 20;
/// Columns of a share.
const SHARE: usize = 7;

/// All of it.
pub fn render(page: &ScorePage<'_>) -> String {
    let mut lines = Lines {
        text: String::new(),
        width: page.width.clamp(40, WIDEST),
    };
    let report = page.report;
    lines.put(0, STRONG, &words::title(report));
    lines.gap();
    profile(&mut lines, page);
    for section in words::sections(page) {
        lines.gap();
        lines.put(0, STRONG, &section.heading);
        if let Some(note) = &section.note {
            lines.put(2, MUTED, note);
        }
        for entry in &section.entries {
            let indent = 2 + 2 * entry.level;
            let style = if entry.is_missing { MARK } else { Style::new() };
            lines.put(indent, style, &entry.line());
            for below in &entry.below {
                lines.put(indent + 2, Style::new(), &below.line());
            }
        }
    }
    lines.gap();
    lines.put(0, STRONG, &say(report.language, "score.rules", &[]));
    for rule in Rule::ALL {
        lines.put(2, MUTED, &words::rule(report, rule));
    }
    lines.gap();
    for line in words::foot(report) {
        lines.put(0, MUTED, &line);
    }
    lines.text
}

/// For each activity: its totals, and a bar for each heading.
fn profile(lines: &mut Lines, page: &ScorePage<'_>) {
    let report = page.report;
    for activity in &report.activities {
        let name = match &activity.date {
            Some(date) => format!("{} ({date})", activity.name),
            None => activity.name.clone(),
        };
        lines.put(0, STRONG, &name);
        lines.put(2, Style::new(), &words::answered(report, activity));
        let room = lines.width.saturating_sub(BAR + SHARE + 6);
        for (heading, tally) in report.groups.iter().zip(&activity.groups) {
            if tally.concerned() == 0 {
                continue;
            }
            let name = headed(heading.notation.as_deref(), &heading.label);
            let mut names = wrap(&escape::terminal(&name), room).into_iter();
            let first = names.next().unwrap_or_default();
            let pad = " ".repeat(room.saturating_sub(first.width()));
            let share = words::share(*tally);
            lines.raw(&format!("  {first}{pad} {share:>SHARE$} {}", bar(*tally)));
            names.for_each(|rest| lines.put(4, Style::new(), &rest));
            lines.put(4, MUTED, &words::counts(report, *tally));
        }
    }
    lines.put(2, MUTED, &say(report.language, "score.bar", &[]));
}

/// `█` yes, `▒` partly, `·` no.
fn bar(tally: Tally) -> String {
    let concerned = tally.concerned();
    let upto = |count: usize| (count * BAR + concerned / 2) / concerned.max(1);
    let (yes, partly) = (upto(tally.yes), upto(tally.yes + tally.partly));
    let part = |sign: &str, from: usize, to: usize| sign.repeat(to.saturating_sub(from));
    part("█", 0, yes) + &part("▒", yes, partly) + &part("·", partly, BAR)
}

struct Lines {
    text: String,
    width: usize,
}

impl Lines {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn put(&mut self, indent: usize, style: Style, words: &str) {
        let (start, end) = (style.render(), style.render_reset());
        let lines = wrap(
            &escape::terminal(words),
            self.width.saturating_sub(indent + 2).max(20),
        );
        for (number, line) in lines.into_iter().enumerate() {
            // What goes on stands a little to the right.
            let indent = " ".repeat(if number == 0 { indent } else { indent + 2 });
            self.text.push_str(&format!("{indent}{start}{line}{end}\n"));
        }
    }
}
