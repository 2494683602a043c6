//! A table of terms for people: aligned on a terminal, or as a Markdown table (GFM).
//! Room `render`. Widths are in terminal columns (Unicode TR 11).

use anstyle::Style;
use oxigraph::model::{Term, vocab::xsd};
use unicode_width::UnicodeWidthStr;

use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message;
use crate::core::table::{Table, term_text};
use crate::render::escape;
use crate::render::text::wrap;

/// No column is made narrower; where even that is too wide, each row becomes a block of lines.
const MIN_COLUMN: usize = 10;
/// Blanks between columns.
const GAP: usize = 2;
/// A cell on a terminal has at most so many lines.
const MOST_LINES: usize = 12;

const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();

/// What stands around a table.
pub struct TablePage<'a> {
    pub table: &'a Table,
    pub prefixes: &'a Prefixes,
    pub language: Language,
    /// One line: what it answers.
    pub title: Option<&'a str>,
    /// Lines below it: a remark, where it comes from.
    pub foot: Vec<String>,
}

impl TablePage<'_> {
    fn cells(&self) -> Vec<Vec<String>> {
        let rows = self.table.rows.iter();
        rows.map(|row| row.iter().map(|cell| self.cell(cell)).collect())
            .collect()
    }

    fn cell(&self, cell: &Option<Term>) -> String {
        match cell {
            None => String::new(),
            Some(Term::NamedNode(node)) => self.prefixes.compact(node.as_str()),
            Some(other) => term_text(other),
        }
    }

    /// The foot: how many rows, what was cut, and what the page says of itself.
    fn foot(&self, cut: usize) -> Vec<String> {
        let say = |key: &str, count: usize| {
            message::text(self.language, key, &[("count", &count.to_string())])
        };
        let count = self.table.rows.len();
        let mut lines = vec![say(
            if count == 1 {
                "table.row"
            } else {
                "table.rows"
            },
            count,
        )];
        if cut > 0 {
            lines.push(say("table.cut", cut));
        }
        lines.extend(self.foot.iter().cloned());
        lines
    }

    /// Whether a column holds numbers and nothing else.
    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self
            .table
            .rows
            .iter()
            .filter_map(|row| row[column].as_ref())
            .peekable();
        cells.peek().is_some()
            && cells.all(|cell| match cell {
                Term::Literal(literal) => [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT]
                    .contains(&literal.datatype()),
                _ => false,
            })
    }
}

/// For a terminal of `width` columns. Long cells wrap; what does not fit is said below.
pub fn render(page: &TablePage<'_>, width: usize) -> String {
    let width = width.max(2 * MIN_COLUMN);
    let cells = page.cells();
    let mut text = String::new();
    if let Some(title) = page.title {
        for line in wrap(&escape::terminal(title), width) {
            push_line(&mut text, &paint(STRONG, &line));
        }
        text.push('\n');
    }
    let cut = match widths(page, &cells, width) {
        Some(widths) => aligned(page, &cells, &widths, &mut text),
        None => blocks(page, &cells, width, &mut text),
    };
    if !page.table.columns.is_empty() {
        text.push('\n');
    }
    for line in page.foot(cut) {
        for line in wrap(&escape::terminal(&line), width) {
            push_line(&mut text, &paint(MUTED, &line));
        }
    }
    text
}

/// Whether every column gets the width it needs on a terminal of `width` columns.
pub fn fits(page: &TablePage<'_>, width: usize) -> bool {
    let heads = page.table.columns.iter().map(|name| name.width());
    let mut widths: Vec<_> = heads.collect();
    for row in page.cells() {
        for (widest, cell) in widths.iter_mut().zip(&row) {
            *widest = (*widest).max(escape::terminal(cell).width());
        }
    }
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1) <= width
}

/// The width of each column: what it needs, or less where the columns together need more than
/// there is. `None` when not all of them fit.
fn widths(page: &TablePage<'_>, cells: &[Vec<String>], width: usize) -> Option<Vec<usize>> {
    let columns = &page.table.columns;
    let room = width.checked_sub(GAP * columns.len().saturating_sub(1))?;
    let natural = |column: usize| {
        let longest = cells
            .iter()
            .map(|row| escape::terminal(&row[column]).width())
            .max();
        longest.unwrap_or(0).max(columns[column].width()).max(1)
    };
    let mut widths: Vec<_> = (0..columns.len()).map(natural).collect();
    if widths
        .iter()
        .map(|&width| width.min(MIN_COLUMN))
        .sum::<usize>()
        > room
    {
        return None;
    }
    // The largest bound for all columns under which they fit.
    if widths.iter().sum::<usize>() > room {
        let fits =
            |bound: usize| widths.iter().map(|&width| width.min(bound)).sum::<usize>() <= room;
        let bound = (MIN_COLUMN..=room).rev().find(|&bound| fits(bound))?;
        let mut spare = room - widths.iter().map(|&width| width.min(bound)).sum::<usize>();
        for width in &mut widths {
            if *width > bound {
                let more = spare.min(*width - bound).min(1);
                *width = bound + more;
                spare -= more;
            }
        }
    }
    Some(widths)
}

fn aligned(
    page: &TablePage<'_>,
    cells: &[Vec<String>],
    widths: &[usize],
    text: &mut String,
) -> usize {
    let numeric: Vec<_> = (0..widths.len())
        .map(|column| page.is_numeric(column))
        .collect();
    let put = |text: &mut String, lines: &[Vec<String>], style: Style| {
        let height = lines.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut row = String::new();
            for (column, lines) in lines.iter().enumerate() {
                let cell = lines.get(at).map_or("", String::as_str);
                let blank = " ".repeat(widths[column].saturating_sub(cell.width()));
                if column > 0 {
                    row.push_str(&" ".repeat(GAP));
                }
                let painted = paint(style, cell);
                row.push_str(&if numeric[column] {
                    blank + &painted
                } else {
                    painted + &blank
                });
            }
            push_line(text, &row);
        }
    };
    let head: Vec<_> = page
        .table
        .columns
        .iter()
        .zip(widths)
        .map(|(name, &width)| wrap(name, width))
        .collect();
    put(text, &head, STRONG);
    let rule: Vec<_> = widths
        .iter()
        .map(|&width| vec!["─".repeat(width)])
        .collect();
    put(text, &rule, MUTED);
    let mut cut = 0;
    for row in cells {
        let lines: Vec<_> = row
            .iter()
            .zip(widths)
            .map(|(cell, &width)| lines(cell, width, &mut cut))
            .collect();
        put(text, &lines, Style::new());
    }
    cut
}

/// Each row as lines `name  value`.
fn blocks(page: &TablePage<'_>, cells: &[Vec<String>], width: usize, text: &mut String) -> usize {
    let columns = &page.table.columns;
    let names = columns
        .iter()
        .map(|name| name.width())
        .max()
        .unwrap_or(0)
        .min(width / 3);
    let mut cut = 0;
    for (index, row) in cells.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        for (name, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let name = wrap(name, names.max(1)).swap_remove(0);
            let blank = " ".repeat(names - name.width().min(names) + GAP);
            for (at, line) in lines(cell, width - names - GAP, &mut cut)
                .iter()
                .enumerate()
            {
                let row = if at == 0 {
                    format!("{}{blank}{line}", paint(STRONG, &name))
                } else {
                    format!("{}{line}", " ".repeat(names + GAP))
                };
                push_line(text, &row);
            }
        }
    }
    cut
}

fn lines(cell: &str, width: usize, cut: &mut usize) -> Vec<String> {
    let mut lines = wrap(&escape::terminal(cell), width);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES - 1);
        lines.push("[…]".to_owned());
        *cut += 1;
    }
    lines
}

/// As a Markdown table; nothing is cut.
pub fn markdown(page: &TablePage<'_>) -> String {
    let mut text = String::new();
    if let Some(title) = page.title {
        text.push_str(&format!("# {}\n\n", escape::markdown(title)));
    }
    let columns = &page.table.columns;
    if !columns.is_empty() {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        text.push_str(&row(columns
            .iter()
            .map(|name| escape::markdown(name))
            .collect()));
        let rule = |column| {
            if page.is_numeric(column) {
                "---:"
            } else {
                "---"
            }
        };
        text.push_str(&row((0..columns.len())
            .map(|column| rule(column).to_owned())
            .collect()));
        for cells in page.cells() {
            text.push_str(&row(cells
                .iter()
                .map(|cell| escape::markdown(cell))
                .collect()));
        }
        text.push('\n');
    }
    let foot: Vec<_> = page
        .foot(0)
        .iter()
        .map(|line| escape::markdown(line))
        .collect();
    text.push_str(&foot.join("\n\n"));
    text.push('\n');
    text
}

fn paint(style: Style, text: &str) -> String {
    if text.is_empty() || style == Style::new() {
        return text.to_owned();
    }
    format!("{}{text}{}", style.render(), style.render_reset())
}

/// A line without trailing blanks.
fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}
