//! Which columns there are and how wide: from the texts and the width of the sheet.
//! Room `render`.

use crate::render::svg::counts::{CountColumns, CountWishes, count_columns, counts_width};
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::item::{Item, Style};
use crate::render::svg::wrap::unbreakable;

/// Columns at most, whatever the sheet; deeper levels are indented in the last one.
pub const MOST_COLUMNS: usize = 5;
/// Indentation of a level in the last column.
pub const INDENT: f32 = 13.0;
/// From a ring to the label.
pub const RING_ROOM: f32 = 8.0;
/// From where a row's link ends to its label.
const RINGS: f32 = RING_ROOM + 2.2;
/// Longer words need not stand in one piece.
const MOST_WORD: f32 = 200.0;
/// Widths of labels go by so many points.
const STEP: f32 = 12.0;
/// A column may be so many times as wide as usual to hold its longest word.
const WORD: f32 = 1.6;
/// Width of a box's text at least, whatever its labels: it says what is below it too.
const LEAST_BOX: f32 = 76.0;
/// Left of the first column where bands have a trunk.
const TRUNK: f32 = 16.0;
/// Size, leading and weight of a style's label.
pub fn type_of(style: Style) -> (f32, f32, Weight) {
    match style {
        Style::Band => (12.5, 15.0, Weight::Bold),
        Style::Root => (10.5, 13.6, Weight::SemiBold),
        Style::Box => (9.25, 11.8, Weight::SemiBold),
        Style::Element => (9.0, 11.2, Weight::SemiBold),
        Style::Row => (8.5, 10.4, Weight::Regular),
    }
}

/// White left and right of the text in a box.
pub fn padding(style: Style) -> f32 {
    match style {
        Style::Band => 10.0,
        Style::Root | Style::Box => 9.0,
        Style::Element | Style::Row => 0.0,
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub style: Style,
    /// Where its box or text begins.
    pub x: f32,
    /// Room for notations left of the labels.
    pub notation: f32,
    /// Width of the label's lines.
    pub label: f32,
    /// Room right of the label for links to extra children.
    pub lane: f32,
}

impl Column {
    /// Where its box or text ends at most.
    pub fn text_right(&self) -> f32 {
        self.x + self.notation + self.label + 2.0 * padding(self.style)
    }

    /// Where its links part: beyond its lane.
    pub fn right(&self) -> f32 {
        self.text_right() + self.lane
    }
}

/// Every horizontal measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    /// Roots are bands.
    pub band: bool,
    pub columns: Vec<Column>,
    pub counts: Option<CountColumns>,
    /// Width of the lane left of the first column.
    pub lead: f32,
    /// Levels that are indented in the last column at most.
    pub most_indent: usize,
    /// Width of everything.
    pub width: f32,
    /// Whether labels are narrower than their longest words ask for.
    pub tight: bool,
}

impl Geometry {
    /// Where the text of a row across the columns begins, and how wide its lines are.
    pub fn lone(&self, item: &Item) -> (f32, f32) {
        let start = match item.level {
            0 => 0.0,
            _ => self.columns[item.column].x,
        };
        let start = start + RINGS;
        let right = self.columns.last().map_or(self.width, Column::text_right);
        (start, right - start)
    }

    /// Whether columns mean the same in both.
    pub fn has_columns_of(&self, other: &Self) -> bool {
        let styles = |geometry: &Self| -> Vec<Style> {
            geometry.columns.iter().map(|column| column.style).collect()
        };
        self.band == other.band && styles(self) == styles(other)
    }
}

/// What the texts ask for.
pub struct Wishes<'a> {
    pub ruler: &'a Ruler,
    pub items: &'a [Item],
    pub counts: Option<CountWishes>,
    /// Width of the sheet inside the margins; `None`: as wide as it takes.
    pub available: Option<f32>,
    pub label_width: Option<f32>,
    /// Narrow gaps and boxes, so that rows need fewer lines.
    pub compact: bool,
    /// Width of the lane left of each column; missing ones are none.
    pub lanes: &'a [f32],
}

/// The widest texts of a level.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    nodes: usize,
    leaves: usize,
    label: f32,
    word: f32,
    notation: f32,
    /// Nodes with a notation.
    notations: usize,
}

/// Chooses columns and widths.
pub fn geometry(wishes: &Wishes<'_>) -> Geometry {
    let levels = levels(wishes);
    let last = last_column(&levels);
    let roots = wishes.items.iter().filter(|item| item.level == 0).count();
    let mut tries = Vec::new();
    for last in (0..=last).rev() {
        tries.push((false, last));
        if last >= 2 {
            tries.push((true, last));
        }
    }
    let word = longest_crowded_word(wishes);
    let mut chosen = None;
    for (band, last) in tries {
        let mut geometry = lay(wishes, &levels, roots, band, last);
        let right = geometry.columns.last().map_or(0.0, Column::text_right);
        geometry.tight |= right - RINGS < word;
        let fits = !geometry.tight;
        chosen = Some(geometry);
        if fits {
            break;
        }
    }
    chosen.unwrap_or_else(|| lay(wishes, &levels, roots, false, 0))
}

/// The width of what cannot be broken in roots that stand as rows across the columns.
fn longest_crowded_word(wishes: &Wishes<'_>) -> f32 {
    let items = wishes.items.iter();
    let crowded = items.filter(|item| item.crowded && item.level == 0);
    let size = type_of(Style::Row).0;
    let widths = crowded
        .flat_map(|item| unbreakable(&item.text))
        .map(|(part, joint)| {
            let hyphen = if joint { "-" } else { "" };
            let width = |text: &str| wishes.ruler.width(text, size, Weight::Regular);
            width(part) + width(hyphen)
        });
    widths.fold(0.0, f32::max).min(MOST_WORD)
}

/// The level from which nodes are mostly leaves: deeper ones are few and are indented there.
fn last_column(levels: &[Level]) -> usize {
    let all: usize = levels.iter().map(|level| level.nodes).sum();
    let mut above = 0;
    let mostly = levels.iter().position(|level| {
        above += level.nodes;
        level.leaves * 10 >= level.nodes * 6 && above * 2 >= all
    });
    let last = mostly.unwrap_or(levels.len().saturating_sub(1));
    last.min(MOST_COLUMNS - 1)
}

fn levels(wishes: &Wishes<'_>) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for item in wishes
        .items
        .iter()
        .filter(|item| !(item.crowded && item.level == 0))
    {
        // Levels beyond the columns count for the last one.
        let at = item.rank.min(MOST_COLUMNS);
        if levels.len() <= at {
            levels.resize(at + 1, Level::default());
        }
        let level = &mut levels[at];
        level.nodes += 1;
        level.leaves += usize::from(!item.has_children);
        // In em of the weight used for it; sizes are applied later.
        let weight = if item.has_children {
            Weight::SemiBold
        } else {
            Weight::Regular
        };
        let width = |text: &str| wishes.ruler.width(text, 1.0, weight);
        level.label = level.label.max(width(&item.text));
        let hyphen = width("-");
        for (part, joint) in unbreakable(&item.text) {
            level.word = level
                .word
                .max(width(part) + if joint { hyphen } else { 0.0 });
        }
        if let Some(notation) = &item.notation {
            level.notations += 1;
            level.notation =
                level
                    .notation
                    .max(wishes.ruler.width(notation, 8.0, Weight::SemiBold));
        }
    }
    levels
}

/// Lays one choice of columns.
fn lay(wishes: &Wishes<'_>, levels: &[Level], roots: usize, band: bool, last: usize) -> Geometry {
    let first_level = usize::from(band);
    let lane = |column: usize| wishes.lanes.get(column).copied().unwrap_or(0.0);
    let mut columns = Vec::new();
    let mut room = Vec::new();
    for (index, level) in (first_level..=last).enumerate() {
        let style = match (index, level == last) {
            (_, true) => Style::Row,
            (0, _) if roots == 1 && !band => Style::Root,
            (0, _) => Style::Box,
            (1, _) if roots == 1 && !band => Style::Box,
            _ => Style::Element,
        };
        // Everything deeper is in the last column too.
        let below = if level == last {
            &levels[level..]
        } else {
            &levels[level..=level]
        };
        let widest = |get: fn(&Level) -> f32| below.iter().map(get).fold(0.0, f32::max);
        let size = type_of(style).0;
        // In steps, so that one longer label seldom moves everything.
        let natural = (widest(|l| l.label) * size / STEP + 0.1).ceil() * STEP;
        let word = widest(|l| l.word) * size + 1.0;
        let notation = widest(|l| l.notation);
        let counted = |get: fn(&Level) -> usize| below.iter().map(get).sum::<usize>();
        let usual = counted(|level| level.notations) * 2 > counted(|level| level.nodes);
        let beside = matches!(style, Style::Element | Style::Row) && usual;
        let (least, ideal, most): (f32, f32, f32) = match style {
            Style::Box if wishes.compact => (76.0, 120.0, 134.0),
            Style::Root => (70.0, 76.0, 110.0),
            Style::Box | Style::Band => (76.0, 134.0, 160.0),
            Style::Element => (72.0, 104.0, 150.0),
            Style::Row if wishes.compact => (150.0, 300.0, 330.0),
            Style::Row => (150.0, 232.0, 330.0),
        };
        let ideal = if style == Style::Row {
            wishes.label_width.unwrap_or(ideal)
        } else {
            ideal
        };
        let most = if style == Style::Row {
            wishes.label_width.unwrap_or(most)
        } else {
            most
        };
        let wanted = natural
            .min(ideal)
            .max(word.min(most * WORD))
            .max(match style {
                Style::Row => 60.0,
                Style::Root | Style::Box => LEAST_BOX,
                // Room for what stands below its label.
                Style::Element => 72.0,
                Style::Band => 40.0,
            });
        columns.push(Column {
            style,
            x: 0.0,
            notation: if beside {
                notation.min(110.0) + 8.0
            } else {
                0.0
            },
            label: wanted,
            lane: lane(index + 1),
        });
        room.push((
            least.max(word.min(ideal)).min(wanted),
            natural.min(most).max(wanted),
        ));
    }
    let mut gaps: Vec<f32> = columns[..columns.len() - 1]
        .iter()
        .map(|column| {
            if column.style == Style::Root {
                38.0
            } else {
                33.0
            }
        })
        .map(|gap| if wishes.compact { gap - 7.0 } else { gap })
        .collect();
    let deepest = wishes
        .items
        .iter()
        .map(|item| item.rank)
        .max()
        .unwrap_or(0)
        .saturating_sub(last);
    let indents = (deepest as f32 * INDENT).min(150.0);
    // What stays for a label behind its indent: it needs no more than the widest has.
    let least = columns
        .last()
        .map_or(0.0, |column| column.label.clamp(40.0, 100.0));
    if let Some(column) = columns.last_mut() {
        column.label += indents;
    }
    if let Some(room) = room.last_mut() {
        room.0 += indents.min(60.0);
        room.1 += indents;
    }
    let trunk = if band { TRUNK } else { lane(0) };
    let rings = RINGS;
    let total = |columns: &[Column], gaps: &[f32], counts: f32| {
        let boxes: f32 = columns.iter().map(Column::right).sum();
        trunk + boxes + gaps.iter().sum::<f32>() + rings + counts
    };
    let mut bars = 92.0;
    let counts_width = |bars: f32| {
        wishes
            .counts
            .as_ref()
            .map_or(0.0, |counts| counts_width(counts, bars))
    };
    let mut fits = true;
    if let Some(available) = wishes.available {
        let mut over = total(&columns, &gaps, counts_width(bars)) - available;
        // What gives way first: the rows' labels, then boxes, then the bars.
        for at in (0..columns.len()).rev() {
            let give = (columns[at].label - room[at].0).clamp(0.0, over.max(0.0));
            columns[at].label -= give;
            over -= give;
        }
        if over > 0.0 {
            bars = 60.0;
            over = total(&columns, &gaps, counts_width(bars)) - available;
        }
        fits = over <= 0.5;
        if over > 0.0 {
            // The last resort: whatever is left.
            let at = columns.len() - 1;
            columns[at].label = (columns[at].label - over).max(60.0);
        }
        let mut left = -over;
        if left > 0.0 {
            let at = columns.len() - 1;
            let take = (room[at].1 - columns[at].label).clamp(0.0, left);
            columns[at].label += take;
            left -= take;
            for gap in &mut gaps {
                let take = (left * 0.2).min(24.0);
                *gap += take;
                left -= take;
            }
            for at in 0..columns.len() - 1 {
                let take = (room[at].1 - columns[at].label).clamp(0.0, left * 0.3);
                columns[at].label += take;
                left -= take;
            }
            if wishes.counts.is_some() {
                let take = left.min(70.0);
                bars += take;
                left -= take;
            }
            // White between label and number beats an empty margin, but not without end.
            columns[at].label += left.min(60.0);
        }
    } else if let Some(column) = columns.last_mut() {
        let natural = room.last().map_or(column.label, |room| room.1);
        column.label = natural.max(column.label);
        bars = 110.0;
    }
    let mut x = trunk;
    for (index, column) in columns.iter_mut().enumerate() {
        column.x = x;
        if column.style == Style::Row {
            column.x += rings;
        }
        x = column.right() + gaps.get(index).copied().unwrap_or(0.0);
    }
    let counts = wishes
        .counts
        .as_ref()
        .map(|counts| count_columns(counts, x, bars));
    let label = columns.last().map_or(0.0, |column| column.label);
    Geometry {
        band,
        columns,
        lead: lane(0),
        most_indent: (((label - least + 0.1) / INDENT).max(0.0) as usize).min(24),
        width: x + counts_width(bars),
        counts,
        tight: !fits,
    }
}
