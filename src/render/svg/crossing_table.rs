//! The table below a drawing: every node with a further parent, that parent, and why.
//! Room `render`. In as many blocks side by side as the sheet has room for.

use std::fmt::Write;

use petgraph::graph::NodeIndex;

use crate::core::hierarchy::Evidence;
use crate::core::message;
use crate::render::svg::canvas::{Anchor, Canvas, Num, escape};
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::item::clean;
use crate::render::svg::plan::Plan;
use crate::render::svg::wrap::{Setting, wrap};
use crate::render::{MOST_LISTED, Page};

/// Size and leading of its text, and white in a row.
const SIZE: f32 = 7.5;
const LEADING: f32 = 9.6;
const PAD: f32 = 5.0;
/// Between cells, and between blocks.
const GAP: f32 = 12.0;
const GUTTER: f32 = 28.0;
/// Width that a block should have.
const BLOCK: f32 = 370.0;
/// Lines of a cell at most.
const MOST_LINES: usize = 7;
/// From its rule to the heads, and from there to the first row.
const HEAD: f32 = 15.0;

/// A row, its cells in lines.
struct Row {
    cells: [Vec<String>; 3],
}

impl Row {
    fn height(&self) -> f32 {
        let lines = self.cells.iter().map(Vec::len).max().unwrap_or(1);
        lines as f32 * LEADING + PAD
    }
}

/// The table with everything broken into lines.
pub struct CrossingTable {
    heads: [String; 3],
    blocks: Vec<Vec<Row>>,
    block_width: f32,
    /// Where the cells of a block begin.
    starts: [f32; 3],
    width: f32,
}

/// The table of a drawing `width` wide; `None` where no node has several parents, or so many
/// have that the list would be longer than the picture is.
pub fn crossing_table(
    page: &Page<'_>,
    ruler: &Ruler,
    plan: &Plan,
    width: f32,
) -> Option<CrossingTable> {
    let links = links(page, plan);
    if links.is_empty() || links.len() > MOST_LISTED || page.drawing.hides_legend {
        return None;
    }
    let say = |key: &str| message::text(page.language, key, &[]);
    let named = |node: NodeIndex| {
        let concept = page.hierarchy.concept(node);
        let label = clean(concept.label(page.language).0);
        match concept.notation.as_deref().map(clean) {
            Some(notation) if !label.starts_with(&notation) => format!("{notation} {label}"),
            _ => label,
        }
    };
    let texts: Vec<[String; 3]> = links
        .iter()
        .map(|&(parent, node)| [named(node), named(parent), why(page, parent, node)])
        .collect();
    let has_why = texts.iter().any(|cells| !cells[2].is_empty());
    let blocks = ((width + GUTTER) / (BLOCK + GUTTER))
        .floor()
        .clamp(1.0, 4.0) as usize;
    let blocks = blocks.min(texts.len().div_ceil(2));
    let block_width = (width - (blocks - 1) as f32 * GUTTER) / blocks as f32;
    let heads = [
        say("diagram.crossing-node"),
        say("diagram.crossing-parent"),
        if has_why {
            say("diagram.crossing-why")
        } else {
            String::new()
        },
    ];
    let widths = widths(ruler, (&heads, &texts), block_width, has_why);
    let rows = texts.iter().map(|cells| Row {
        cells: [0, 1, 2].map(|at| {
            let setting = Setting {
                size: SIZE,
                weight: Weight::Regular,
                width: widths[at],
                most: MOST_LINES,
            };
            wrap(ruler, &cells[at], setting).lines
        }),
    });
    let starts = [0.0, widths[0] + GAP, widths[0] + widths[1] + 2.0 * GAP];
    Some(CrossingTable {
        heads,
        blocks: into_blocks(rows.collect(), blocks),
        block_width,
        starts,
        width,
    })
}

/// Parent and node of every link to a parent that is not the first, in order of the drawing.
fn links(page: &Page<'_>, plan: &Plan) -> Vec<(NodeIndex, NodeIndex)> {
    let mut links = Vec::new();
    for item in plan.items.iter().filter(|item| !item.reference) {
        let Some(parent) = item.parent.map(|parent| plan.items[parent].node) else {
            continue;
        };
        let all = page.hierarchy.parents_in_order(item.node).iter();
        let others = all.filter(|&&other| other != parent);
        links.extend(others.map(|&other| (other, item.node)));
        if links.len() > MOST_LISTED {
            break;
        }
    }
    links
}

/// The reason; without one, what sort of link it is, where that has a name, and who says so.
fn why(page: &Page<'_>, parent: NodeIndex, node: NodeIndex) -> String {
    if let Some(reason) = page.reasons.get(&(parent, node)) {
        return clean(reason);
    }
    let Some(link) = page.hierarchy.link(parent, node) else {
        return String::new();
    };
    let kind = link.kind.as_ref().and_then(|kind| page.kinds.get(kind));
    let kind = kind.map(|kind| clean(kind));
    let evidence = page.has_curated.then(|| {
        let key = match link.evidence {
            Evidence::Stated => "count.stated",
            Evidence::Sure => "count.sure",
            Evidence::Possible => "count.possible",
        };
        message::text(page.language, key, &[])
    });
    let parts: Vec<_> = kind.into_iter().chain(evidence).collect();
    if parts.is_empty() {
        // What a file of others says, it says itself.
        let key = match page.source {
            Some(_) => "diagram.in-source",
            None => "diagram.in-file",
        };
        return message::text(page.language, key, &[]);
    }
    parts.join(", ")
}

/// Widths of the cells: as wide as the widest text where all have room, else in proportion.
fn widths(
    ruler: &Ruler,
    (heads, texts): (&[String; 3], &[[String; 3]]),
    block: f32,
    has_why: bool,
) -> [f32; 3] {
    let natural = [0, 1, 2].map(|at| {
        let head = ruler.width(&heads[at], SIZE, Weight::SemiBold);
        let widths = texts
            .iter()
            .map(|cells| ruler.width(&cells[at], SIZE, Weight::Regular));
        widths.fold(head.max(60.0), f32::max) + 1.0
    });
    if !has_why {
        let half = (block - GAP) / 2.0;
        return [half, half, 0.0];
    }
    let room = block - 2.0 * GAP;
    let total: f32 = natural.iter().sum();
    if total <= room {
        // What is left goes to the last cell, so that columns stay near what they belong to.
        return [natural[0], natural[1], room - natural[0] - natural[1]];
    }
    let shares = natural.map(|width| width.min(room * 0.5));
    let total: f32 = shares.iter().sum();
    shares.map(|share| share / total * room)
}

/// Deals the rows over blocks, in order, so that the highest block is as low as can be.
fn into_blocks(rows: Vec<Row>, count: usize) -> Vec<Vec<Row>> {
    let heights: Vec<f32> = rows.iter().map(Row::height).collect();
    let needed = |limit: f32| {
        let (mut blocks, mut used) = (1, 0.0);
        for &height in &heights {
            if used > 0.0 && used + height > limit {
                blocks += 1;
                used = 0.0;
            }
            used += height;
        }
        blocks
    };
    let total: f32 = heights.iter().sum();
    let mut limit = total / count as f32;
    while needed(limit) > count {
        limit += LEADING / 2.0;
    }
    let mut blocks: Vec<Vec<Row>> = vec![Vec::new()];
    let mut used = 0.0;
    for row in rows {
        let height = row.height();
        if used > 0.0 && used + height > limit {
            blocks.push(Vec::new());
            used = 0.0;
        }
        used += height;
        if let Some(block) = blocks.last_mut() {
            block.push(row);
        }
    }
    blocks
}

impl CrossingTable {
    /// Height of all of it, with white above it.
    pub fn height(&self) -> f32 {
        let blocks = self.blocks.iter();
        let highest = blocks
            .map(|rows| rows.iter().map(Row::height).sum())
            .fold(0.0, f32::max);
        HEAD + 8.0 + highest + 6.0
    }

    /// Draws it with its rule at `top`.
    pub fn paint(&self, canvas: &mut Canvas, title: &str, (left, top): (f32, f32)) {
        let _ = write!(canvas.out, "<g role=\"group\" aria-label=\"");
        escape(&mut canvas.out, title);
        canvas.raw("\">");
        rule(canvas, left, top, self.width);
        for (index, rows) in self.blocks.iter().enumerate() {
            let left = left + index as f32 * (self.block_width + GUTTER);
            for (start, head) in self.starts.iter().zip(&self.heads) {
                if !head.is_empty() {
                    canvas.text((left + start, top + HEAD), "ch", Anchor::Start, head);
                }
            }
            let mut y = top + HEAD + 8.0;
            for row in rows {
                rule(canvas, left, y - 1.5, self.block_width);
                let baseline = y + LEADING - 0.6;
                for ((start, lines), class) in
                    self.starts.iter().zip(&row.cells).zip(["tc", "tc", "mt"])
                {
                    if lines.iter().any(|line| !line.is_empty()) {
                        canvas.lines((left + start, baseline), LEADING, class, lines);
                    }
                }
                y += row.height();
            }
        }
        canvas.raw("</g>");
    }
}

fn rule(canvas: &mut Canvas, x: f32, y: f32, width: f32) {
    let data = format!("M{},{}h{}", Num(x), Num(y), Num(width));
    canvas.path(&data, "rl");
}
