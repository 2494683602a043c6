//! What stands below a drawing: what the signs mean, how it counts, where it comes from.
//! Room `render`. Which signs there are, each kind of drawing says: `legend` for a hierarchy.

use crate::render::svg::canvas::{Anchor, Canvas, Num};
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::item::clean;
use crate::render::svg::wrap::{Setting, wrap};

/// Of type, in points: the smallest in a drawing.
pub const SMALLEST: f32 = 7.25;
const LEADING: f32 = 10.5;
/// Room for the sign left of its words.
const SIGN: f32 = 26.0;
/// Width that a column of the legend should have.
const COLUMN: f32 = 235.0;
/// Room for the words at the right edge, as a rule.
pub const RIGHT: f32 = 200.0;

/// A sign, perhaps none, its first words in semibold, and its explanation.
pub type Words<S> = (Option<S>, String, String);

struct Entry<S> {
    sign: Option<S>,
    strong: String,
    lines: Vec<String>,
}

/// The foot with its height.
pub struct Foot<S> {
    columns: Vec<Vec<Entry<S>>>,
    column_width: f32,
    source: Vec<String>,
    width: f32,
}

/// Lines of the source and height of the legend, for a drawing `width` wide with `right` for the
/// words at the right edge.
pub fn foot<S: Copy>(
    ruler: &Ruler,
    words: &[Words<S>],
    source: Option<&str>,
    (width, right): (f32, f32),
) -> Foot<S> {
    let most = ((width + 20.0) / COLUMN).floor().clamp(1.0, 4.0) as usize;
    // Of several numbers of columns the one that is lowest; of those the fewest columns.
    let tries = (1..=most).map(|count| {
        let column_width = (width - (count - 1) as f32 * 20.0) / count as f32;
        let entries = words.iter().map(|(sign, strong, text)| {
            let indent = if sign.is_none() { 0.0 } else { SIGN };
            let whole = if strong.is_empty() {
                text.clone()
            } else {
                format!("{strong} {text}")
            };
            let lines = wrap(ruler, &whole, setting(column_width - indent - 4.0)).lines;
            Entry {
                sign: *sign,
                strong: strong.clone(),
                lines,
            }
        });
        (into_columns(entries.collect(), count), column_width)
    });
    let (columns, column_width) = tries
        .min_by_key(|(columns, _)| columns.iter().map(|column| lines_of(column)).max())
        .unwrap_or_default();
    let source = source.map_or(Vec::new(), |source| {
        wrap(ruler, &clean(source), setting(width - right)).lines
    });
    Foot {
        columns,
        column_width,
        source,
        width,
    }
}

fn setting(width: f32) -> Setting {
    Setting {
        size: SMALLEST,
        weight: Weight::SemiBold,
        width: width.max(80.0),
        most: 40,
    }
}

fn lines_of<S>(column: &[Entry<S>]) -> usize {
    column.iter().map(|entry| entry.lines.len()).sum()
}

/// Deals the entries over columns, in order, so that the highest column is as low as can be.
fn into_columns<S>(entries: Vec<Entry<S>>, count: usize) -> Vec<Vec<Entry<S>>> {
    let lines: Vec<usize> = entries.iter().map(|entry| entry.lines.len()).collect();
    let needed = |limit: usize| {
        let mut columns = 1;
        let mut used = 0;
        for &line in &lines {
            if used + line > limit {
                columns += 1;
                used = 0;
            }
            used += line;
        }
        columns
    };
    let total: usize = lines.iter().sum();
    let most = lines.iter().copied().max().unwrap_or(0);
    let limit = (most..=total)
        .find(|&limit| needed(limit) <= count)
        .unwrap_or(total);
    let mut columns: Vec<Vec<Entry<S>>> = vec![Vec::new()];
    let mut used = 0;
    for entry in entries {
        if used + entry.lines.len() > limit {
            columns.push(Vec::new());
            used = 0;
        }
        used += entry.lines.len();
        if let Some(column) = columns.last_mut() {
            column.push(entry);
        }
    }
    columns
}

impl<S: Copy> Foot<S> {
    /// Height of the legend with the line above it; 0 without one.
    fn legend_height(&self) -> f32 {
        let most = self
            .columns
            .iter()
            .map(|column| lines_of(column))
            .max()
            .unwrap_or(0);
        if most == 0 {
            0.0
        } else {
            most as f32 * LEADING + 6.0
        }
    }

    /// Height of all of it; the legend stands on the first page only.
    pub fn height(&self, with_legend: bool) -> f32 {
        let source = self.source.len().max(1) as f32 * LEADING;
        12.0 + source
            + if with_legend {
                self.legend_height()
            } else {
                0.0
            }
    }

    /// Draws it; `top` is where its rule stands, `right` the words at the right edge, `draw` a
    /// sign whose left end is at a point.
    pub fn paint(
        &self,
        canvas: &mut Canvas,
        (left, top): (f32, f32),
        with_legend: bool,
        right: &str,
        draw: impl Fn(&mut Canvas, S, (f32, f32)),
    ) {
        canvas.path(
            &format!("M{},{}h{}", Num(left), Num(top), Num(self.width)),
            "rl",
        );
        let mut y = top + 11.5;
        if with_legend && self.legend_height() > 0.0 {
            for (index, column) in self.columns.iter().enumerate() {
                let x = left + index as f32 * (self.column_width + 20.0);
                let mut line = y;
                for entry in column {
                    if let Some(sign) = entry.sign {
                        draw(canvas, sign, (x, line - 2.6));
                    }
                    Self::entry(canvas, entry, (x, line));
                    line += LEADING * entry.lines.len() as f32;
                }
            }
            y += self.legend_height();
        }
        canvas.lines((left, y), LEADING, "ft", &self.source);
        canvas.text((left + self.width, y), "ft", Anchor::End, right);
    }

    fn entry(canvas: &mut Canvas, entry: &Entry<S>, (x, y): (f32, f32)) {
        let x = if entry.sign.is_none() { x } else { x + SIGN };
        let strong = &entry.strong;
        let begins = entry
            .lines
            .first()
            .and_then(|line| line.strip_prefix(strong.as_str()));
        match begins.filter(|_| !strong.is_empty()) {
            Some(rest) => {
                canvas.strong((x, y), "ft", strong, rest);
                if entry.lines.len() > 1 {
                    canvas.lines((x, y + LEADING), LEADING, "ft", &entry.lines[1..]);
                }
            }
            None => canvas.lines((x, y), LEADING, "ft", &entry.lines),
        }
    }
}
