//! What stands below the drawing: what the signs mean, how it counts, where it comes from.
//! Room `render`.

use crate::core::message;
use crate::render::drawing::ColorBy;
use crate::render::svg::canvas::{Anchor, Canvas};
use crate::render::svg::counts::{CountKind, DOT};
use crate::render::svg::crossing::tint;
use crate::render::svg::font::{Ruler, Weight};

use crate::render::svg::item::{Item, clean};
use crate::render::svg::plan::Plan;
use crate::render::svg::row::{diamond, dot, swatch};
use crate::render::svg::series::{COLOURS, Series, marker};
use crate::render::svg::wrap::{Setting, wrap};
use crate::render::{Attention, Page, first_cycle_lines};

const SIZE: f32 = 7.25;
const LEADING: f32 = 10.5;
/// Room for the sign left of its words.
const SIGN: f32 = 26.0;
/// Width that a column of the legend should have.
const COLUMN: f32 = 235.0;

/// Cycles that the legend tells one by one.
const TOLD_CYCLES: usize = 3;

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    Count(CountKind),
    Diamond(&'static str),
    CuratedLink,
    /// The source says so; else an editor.
    Reference(bool),
    AlsoUnder(bool),
    Crossing(bool),
    Dashed,
    Kind(usize),
    None,
}

struct Entry {
    sign: Sign,
    /// First words, in semibold.
    strong: String,
    lines: Vec<String>,
}

/// The foot with its height.
pub struct Foot {
    columns: Vec<Vec<Entry>>,
    column_width: f32,
    source: Vec<String>,
    width: f32,
}

/// Lines of the source and height of the legend, for a drawing `width` wide.
pub fn foot(page: &Page<'_>, ruler: &Ruler, plan: &Plan, series: &Series, width: f32) -> Foot {
    let words = if page.drawing.hides_legend {
        Vec::new()
    } else {
        words(page, plan, series)
    };
    let most = ((width + 20.0) / COLUMN).floor().clamp(1.0, 4.0) as usize;
    // Of several numbers of columns the one that is lowest; of those the fewest columns.
    let tries = (1..=most).map(|count| {
        let column_width = (width - (count - 1) as f32 * 20.0) / count as f32;
        let entries = words.iter().map(|(sign, strong, text)| {
            let indent = if *sign == Sign::None { 0.0 } else { SIGN };
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
    let source = page.source.map_or(Vec::new(), |source| {
        wrap(ruler, &clean(source), setting(width - 200.0)).lines
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
        size: SIZE,
        weight: Weight::SemiBold,
        width: width.max(80.0),
        most: 40,
    }
}

fn lines_of(column: &[Entry]) -> usize {
    column.iter().map(|entry| entry.lines.len()).sum()
}

/// Deals the entries over columns, in order, so that the highest column is as low as can be.
fn into_columns(entries: Vec<Entry>, count: usize) -> Vec<Vec<Entry>> {
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
    let mut columns: Vec<Vec<Entry>> = vec![Vec::new()];
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

/// Sign, strong words and explanation of everything that occurs.
fn words(page: &Page<'_>, plan: &Plan, series: &Series) -> Vec<(Sign, String, String)> {
    let language = page.language;
    let say = |key: &str| message::text(language, key, &[]);
    let mut words = Vec::new();
    if let Some(counts) = &plan.geometry.counts {
        for &kind in &counts.kinds {
            let key = match kind {
                CountKind::Stated => "diagram.legend-stated",
                CountKind::Sure => "diagram.legend-sure",
                CountKind::Possible => "diagram.legend-possible",
            };
            words.push((Sign::Count(kind), say(kind.key()), say(key)));
        }
        if counts.mark_x.is_some() {
            let few = page.few.unwrap_or(0).to_string();
            let little = message::text(language, "diagram.legend-little", &[("few", &few)]);
            let occurs =
                |wanted: Attention| plan.items.iter().any(|item| item.attention == Some(wanted));
            if occurs(Attention::Little) {
                words.push((Sign::Diamond("ml"), say("attention.little"), little));
            }
            if occurs(Attention::None) {
                words.push((
                    Sign::Diamond("mn"),
                    say("attention.none"),
                    say("diagram.legend-none"),
                ));
            }
        }
    }
    let stated = |class: &str| class == "xs";
    if let Some(class) = plan.items.iter().find_map(Item::also_class) {
        let sign = Sign::AlsoUnder(stated(class));
        words.push((sign, String::new(), say("diagram.legend-also")));
    }
    if let Some(crossing) = plan.crossings.first() {
        let class = plan.items[crossing.child].also_class().unwrap_or("xr");
        let sign = Sign::Crossing(stated(class));
        words.push((sign, String::new(), say("diagram.legend-crossing")));
    }
    if let Some(item) = plan.items.iter().find(|item| item.reference) {
        let sign = Sign::Reference(item.extras.iter().any(|extra| stated(extra.class)));
        words.push((sign, String::new(), say("diagram.legend-reference")));
    }
    let curated = plan.items.iter().any(|item| {
        let parent = item.parent.map(|parent| plan.items[parent].node);
        let link = parent.and_then(|parent| page.hierarchy.link(parent, item.node));
        !item.reference
            && link.is_some_and(|link| link.evidence != crate::core::hierarchy::Evidence::Stated)
    });
    if curated {
        words.push((
            Sign::CuratedLink,
            String::new(),
            say("diagram.legend-curated"),
        ));
    }
    let collection = plan.items.iter().any(|item| {
        item.has_children
            && page.hierarchy.concept(item.node).kind.as_deref() == Some("skos:Collection")
    });
    if collection {
        words.push((
            Sign::Dashed,
            String::new(),
            say("diagram.legend-collection"),
        ));
    }
    if page.drawing.color == ColorBy::Kind {
        for (index, kind) in series.kinds.iter().enumerate().take(COLOURS) {
            let name = page.kinds.get(kind).map_or(kind.as_str(), String::as_str);
            words.push((Sign::Kind(index), String::new(), clean(name)));
        }
    }
    if plan.geometry.counts.is_some() {
        words.push((
            Sign::None,
            say("diagram.counting"),
            say("diagram.counting-rule"),
        ));
    }
    if let Some(note) = page.note {
        words.push((Sign::None, String::new(), clean(note)));
    }
    let without = page.without_label();
    if without > 0 {
        let values = [("count", without.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        words.push((
            Sign::None,
            String::new(),
            message::text(language, "foot.without-label", &values),
        ));
    }
    if plan.cut > 0 {
        let values = [("count", plan.cut.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        words.push((
            Sign::None,
            String::new(),
            message::text(language, "diagram.cut", &values),
        ));
    }
    for line in first_cycle_lines(page.hierarchy, language, TOLD_CYCLES) {
        words.push((Sign::None, String::new(), clean(&line)));
    }
    words
}

impl Foot {
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

    /// Draws it; `top` is where its rule stands, `right` the words at the right edge.
    pub fn paint(
        &self,
        canvas: &mut Canvas,
        plan: &Plan,
        (left, top): (f32, f32),
        with_legend: bool,
        right: &str,
    ) {
        canvas.path(
            &format!(
                "M{},{}h{}",
                crate::render::svg::canvas::Num(left),
                crate::render::svg::canvas::Num(top),
                crate::render::svg::canvas::Num(self.width)
            ),
            "rl",
        );
        let mut y = top + 11.5;
        if with_legend && self.legend_height() > 0.0 {
            for (index, column) in self.columns.iter().enumerate() {
                let x = left + index as f32 * (self.column_width + 20.0);
                let mut line = y;
                for entry in column {
                    self.entry(canvas, plan, entry, (x, line));
                    line += LEADING * entry.lines.len() as f32;
                }
            }
            y += self.legend_height();
        }
        canvas.lines((left, y), LEADING, "ft", &self.source);
        canvas.text((left + self.width, y), "ft", Anchor::End, right);
    }

    fn entry(&self, canvas: &mut Canvas, plan: &Plan, entry: &Entry, (x, y): (f32, f32)) {
        let middle = y - 2.6;
        let counts = plan.geometry.counts.as_ref();
        match entry.sign {
            Sign::Count(kind) => {
                if let Some(counts) = counts {
                    if counts.unit > 0.0 {
                        swatch(canvas, kind, counts, (x, middle - 3.5), (16.0, 7.0));
                    } else {
                        dot(canvas, kind, counts, (x + DOT, middle));
                    }
                }
            }
            Sign::Diamond(class) => diamond(canvas, (x + 8.0, middle), class),
            Sign::CuratedLink => canvas.path(&line(x, middle, 18.0), "lk lc"),
            Sign::Reference(is_stated) => {
                let class = format!("rr{}", tint(is_stated));
                canvas.circle((x + 8.0, middle), 2.2, &class);
            }
            Sign::AlsoUnder(is_stated) => {
                let tint = tint(is_stated);
                canvas.circle((x + 8.0, middle), 3.8, &format!("rc{tint}"));
                canvas.circle((x + 8.0, middle), 1.6, &format!("xd{tint}"));
            }
            Sign::Crossing(is_stated) => {
                let tint = tint(is_stated);
                canvas.circle((x + 2.2, middle), 2.2, &format!("xd{tint}"));
                canvas.path(&line(x + 2.2, middle, 16.0), &format!("xl{tint}"));
            }
            Sign::Dashed => canvas.rect((x + 0.5, middle - 3.5), (16.0, 7.0), 2.0, "bx dash"),
            Sign::Kind(index) => marker(canvas, index, (x + 8.0, middle), &format!("ri s{index}")),
            Sign::None => {}
        }
        let x = if entry.sign == Sign::None {
            x
        } else {
            x + SIGN
        };
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

fn line(x: f32, y: f32, length: f32) -> String {
    use crate::render::svg::canvas::Num;
    format!("M{},{}h{}", Num(x), Num(y), Num(length))
}
