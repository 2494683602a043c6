//! A hierarchy as a tree on a terminal: guides, label, counts, a bar, marks, a foot that says
//! by which rules it was made.
//! Room `render`. Widths are in terminal columns (Unicode TR 11). Beyond [`MAX_INDENT`] levels
//! indentation stops and the level is printed.

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::core::hierarchy::{Counts, Step};
use crate::core::message;
use crate::render::words::{NO_BREAK, change_signs, own_count_at};
use crate::render::{Attention, Page, RenderError, Rendered, escape};

/// What stands where a text was cut.
pub const CUT: &str = "[…]";
/// Levels that are indented.
const MAX_INDENT: usize = 12;
/// No label column is narrower.
const MIN_LABEL: usize = 24;
/// Columns of the bar, room permitting.
const BAR: usize = 20;
/// No line is longer, however wide the terminal: eyes lose the line.
const MAX_WIDTH: usize = 120;
/// A label longer than this many characters is cut; a label should not be a book.
const MAX_LABEL_CHARACTERS: usize = 2000;

const STATED: Style = AnsiColor::Blue.on_default().bold();
const CURATED: Style = AnsiColor::Yellow.on_default();
const MARK: Style = AnsiColor::Magenta.on_default();
const MUTED: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// Renders for the page's width. Styles are always written; whoever prints strips them where the
/// target shows none.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let width = page.width.clamp(MIN_LABEL + 16, MAX_WIDTH);
    let layout = Layout::new(page, width);
    let mut text = String::new();
    push_line(&mut text, &paint(STRONG, &escape::terminal(page.title)));
    text.push('\n');
    if let Some(head) = layout.head() {
        push_line(&mut text, &head);
    }
    // Whether each open level still has something to come.
    let mut open: Vec<bool> = Vec::new();
    for step in page.hierarchy.preorder(None) {
        if page.depth.is_some_and(|depth| step.level >= depth) {
            continue;
        }
        open.truncate(step.level.min(MAX_INDENT));
        layout.node(&mut text, step, &open);
        if step.level < MAX_INDENT {
            open.push(!step.last);
        }
    }
    text.push('\n');
    let bars = layout.bar > 0 && page.has_curated;
    let bars = bars.then(|| message::text(page.language, "foot.bars", &[]));
    for line in bars.into_iter().chain(foot(page)) {
        for line in lines(&line, width) {
            push_line(&mut text, &paint(MUTED, &line));
        }
    }
    Ok(Rendered::Text(text))
}

/// The lines below a hierarchy: the rule of counting, the rule of marking, the remark of the
/// view, what has no label, source, query and date.
pub fn foot(page: &Page<'_>) -> Vec<String> {
    let say = |key: &str, values: &[(&str, &str)]| message::text(page.language, key, values);
    let mut lines = Vec::new();
    if page.has_counts {
        lines.push(say("foot.counting", &[]));
    }
    if let Some(few) = page.few.filter(|_| page.has_counts) {
        lines.push(say("foot.attention", &[("few", &few.to_string())]));
    }
    lines.extend(page.note.map(str::to_owned));
    if page.has_curated {
        lines.push(say("foot.curated", &[]));
    }
    let without_label = page.without_label();
    if without_label > 0 {
        lines.push(say(
            "foot.without-label",
            &[("count", &without_label.to_string())],
        ));
    }
    lines.extend(super::cycle_lines(page.hierarchy, page.language));
    lines.extend(page.source.map(str::to_owned));
    lines.push(match page.date {
        Some(date) => say("foot.query", &[("query", page.view), ("date", date)]),
        None => say("foot.file", &[("file", page.view)]),
    });
    lines
}

/// One of the three counts.
type Count = fn(Counts) -> usize;

struct Layout<'a> {
    page: &'a Page<'a>,
    label: usize,
    bar: usize,
    mark: usize,
    /// Names of the count columns that are not all zero, and how to get them.
    columns: Vec<(String, Count)>,
    most: usize,
}

impl<'a> Layout<'a> {
    fn new(page: &'a Page<'a>, width: usize) -> Self {
        let say = |key: &str| message::text(page.language, key, &[]);
        let all: [(&str, Count); 3] = [
            ("count.stated", |counts| counts.stated),
            ("count.sure", |counts| counts.sure),
            ("count.possible", |counts| counts.possible),
        ];
        let mut columns = Vec::new();
        if page.has_counts {
            let used =
                |get: &fn(Counts) -> usize| page.counts.iter().any(|&counts| get(counts) > 0);
            columns.extend(
                all.iter()
                    .filter(|(_, get)| used(get))
                    .map(|(key, get)| (say(key), *get)),
            );
            if columns.is_empty() {
                columns.push((say("count.stated"), |counts| counts.stated));
            }
        }
        let mark = if page.has_counts && page.few.is_some() {
            3 + say("attention.little")
                .width()
                .max(say("attention.none").width())
        } else {
            0
        };
        let fixed: usize = columns
            .iter()
            .map(|(name, _)| name.width() + 2)
            .sum::<usize>()
            + mark;
        let room = width.saturating_sub(fixed);
        let bar = if page.has_counts && room >= MIN_LABEL * 2 + BAR + 2 {
            BAR
        } else {
            0
        };
        let label = room
            .saturating_sub(if bar > 0 { bar + 2 } else { 0 })
            .max(MIN_LABEL);
        let leaves = page
            .hierarchy
            .nodes()
            .filter(|&node| page.hierarchy.children(node).is_empty());
        let most = leaves
            .map(|node| page.counts[node.index()].total())
            .max()
            .unwrap_or(0);
        Self {
            page,
            label,
            bar,
            mark,
            columns,
            most,
        }
    }

    fn head(&self) -> Option<String> {
        if self.columns.is_empty() {
            return None;
        }
        let mut line = " ".repeat(self.label);
        for (name, _) in &self.columns {
            line.push_str("  ");
            line.push_str(name);
        }
        Some(paint(MUTED, &line))
    }

    fn node(&self, text: &mut String, step: Step, open: &[bool]) {
        let (page, language) = (self.page, self.page.language);
        let concept = page.hierarchy.concept(step.node);
        let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
        let (first_guide, next_guide) = guides(page, step, open);
        let (label, real) = concept.label(language);
        let mut words = String::new();
        if step.level >= MAX_INDENT {
            words.push_str(&say(
                "tree.level",
                &[("level", &(step.level + 1).to_string())],
            ));
            words.push(' ');
        }
        words.push_str(&change_signs(page, step.node));
        if let Some(notation) = concept.notation.as_deref().filter(|_| real) {
            words.push_str(notation);
            words.push(' ');
        }
        words.extend(label.chars().take(MAX_LABEL_CHARACTERS));
        if label.chars().nth(MAX_LABEL_CHARACTERS).is_some() {
            words.push_str(&say("tree.cut-label", &[]));
        }
        if let Some((note, _)) = concept.note.pick(language) {
            words.push_str(&format!(" ({note})"));
        }
        if let Some(own) = own_count_at(page, step) {
            words.push_str(&format!(" · {own}"));
        }
        if let Some(elsewhere) = page.elsewhere(step) {
            words.push_str(&format!(" · {elsewhere}"));
        }
        let room = self.label.saturating_sub(first_guide.width()).max(8);
        for (index, line) in lines(&words, room).into_iter().enumerate() {
            let guide = if index == 0 {
                &first_guide
            } else {
                &next_guide
            };
            let style = if step.level == 0 {
                STRONG
            } else {
                Style::new()
            };
            let mut row = format!("{}{}", paint(MUTED, guide), paint(style, &line));
            if index == 0 {
                let used = guide.width() + line.width();
                row.push_str(&self.numbers(step, self.label.saturating_sub(used)));
            }
            push_line(text, &row);
        }
    }

    fn numbers(&self, step: Step, gap: usize) -> String {
        let page = self.page;
        if self.columns.is_empty() || page.is_gone(step.node) {
            return String::new();
        }
        let counts = page.counts[step.node.index()];
        let mut row = " ".repeat(gap);
        for (name, get) in &self.columns {
            let count = get(counts);
            let style = if count == 0 { MUTED } else { Style::new() };
            row.push_str("  ");
            row.push_str(&paint(
                style,
                &format!("{count:>width$}", width = name.width()),
            ));
        }
        let is_leaf = page.hierarchy.children(step.node).is_empty();
        if self.bar > 0 {
            row.push_str("  ");
            row.push_str(&if is_leaf {
                self.bar_of(counts)
            } else {
                " ".repeat(self.bar)
            });
        }
        let mark = match page.attention(step.node) {
            Some(Attention::None) => Some(("◆", "attention.none")),
            Some(Attention::Little) => Some(("◇", "attention.little")),
            _ => None,
        };
        if let Some((sign, key)) = mark.filter(|_| self.mark > 0) {
            let words = message::text(page.language, key, &[]);
            row.push_str(&paint(MARK, &format!(" {sign} {words}")));
        }
        row
    }

    /// One bar for all bars: the longest fills the room; each example weighs the same.
    fn bar_of(&self, counts: Counts) -> String {
        let scale = |count: usize| {
            if self.most <= self.bar {
                count
            } else {
                (count * self.bar).div_ceil(self.most)
            }
        };
        let stated = scale(counts.stated);
        let sure = scale(counts.stated + counts.sure) - stated;
        let possible = scale(counts.total()) - stated - sure;
        let rest = self.bar.saturating_sub(stated + sure + possible);
        format!(
            "{}{}{}{}",
            paint(STATED, &"█".repeat(stated)),
            paint(CURATED, &"▓".repeat(sure)),
            paint(CURATED, &"░".repeat(possible)),
            " ".repeat(rest),
        )
    }
}

/// What stands left of a node's first line and of its further lines.
fn guides(page: &Page<'_>, step: Step, open: &[bool]) -> (String, String) {
    if step.level == 0 {
        return (String::new(), String::new());
    }
    let levels = step.level.min(MAX_INDENT);
    let mut left = String::new();
    for &more in open.iter().take(levels).skip(1) {
        left.push_str(if more { "│  " } else { "   " });
    }
    let first = format!("{left}{}", if step.last { "└─ " } else { "├─ " });
    let below = !step.reference && !page.hierarchy.children(step.node).is_empty();
    let inner = if below && step.level + 1 < MAX_INDENT {
        "│  "
    } else {
        ""
    };
    let next = format!("{left}{}{inner}", if step.last { "   " } else { "│  " });
    (first, next)
}

/// A text of any source in lines, as [`wrap`]; what would steer a terminal is shown instead.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    // The escaper folds all white space, so the spaces that hold words together go round it.
    let parts: Vec<_> = text.split(NO_BREAK).map(escape::terminal).collect();
    let lines = wrap(&parts.join(&NO_BREAK.to_string()), width).into_iter();
    lines.map(|line| line.replace(NO_BREAK, " ")).collect()
}

/// Breaks at white space, no-break spaces aside, so that no line is wider than `width`; a longer
/// word breaks between grapheme clusters (UAX 29). At least one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    let breaks = |character: char| character.is_whitespace() && character != NO_BREAK;
    for word in text.split(breaks).filter(|word| !word.is_empty()) {
        let word_width = word.width();
        if used > 0 && used + 1 + word_width <= width {
            push_word(&mut lines, &mut used, " ", 1);
        } else if used > 0 {
            lines.push(String::new());
            used = 0;
        }
        if word_width <= width {
            push_word(&mut lines, &mut used, word, word_width);
            continue;
        }
        for cluster in word.graphemes(true) {
            let cluster_width = cluster.width();
            if used + cluster_width > width && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            push_word(&mut lines, &mut used, cluster, cluster_width);
        }
    }
    lines
}

/// As [`wrap`], so many lines at most: where there are more, the last one tells so.
pub fn wrap_some(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most {
        lines.truncate(most.saturating_sub(1));
        lines.push(CUT.to_owned());
    }
    lines
}

fn push_word(lines: &mut [String], used: &mut usize, word: &str, width: usize) {
    if let Some(line) = lines.last_mut() {
        line.push_str(word);
        *used += width;
    }
}

fn paint(style: Style, text: &str) -> String {
    if text.trim().is_empty() || style == Style::new() {
        return text.to_owned();
    }
    format!("{}{text}{}", style.render(), style.render_reset())
}

/// A line without trailing blanks.
fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}
