//! A part of a drawing of links: some links, with what they tie on both sides.
//! Room `render`.

use std::collections::{BTreeSet, HashMap};

use petgraph::graph::NodeIndex;

use crate::core::alignment::{Tie, outline, settle};
use crate::render::alignment::AlignmentPage;
use crate::render::alignment::half::{Half, HalfTexts, Port, Row, Style, Wrapped};
use crate::render::svg::font::{Ruler, Weight};

/// Left of the text of rows: on the left side nothing, on the right the ends of the links.
const LEADS: (f32, f32) = (2.0, 12.0);
/// Between a label and the word of a relation at least.
const WORD_GAP: f32 = 9.0;
/// Between the word of a relation and its link.
pub const WORD_ROOM: f32 = 5.0;

/// Every horizontal measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// Width of the labels on the left.
    pub left: f32,
    /// Where the links begin.
    pub start: f32,
    /// Where the links end and the right side begins.
    pub end: f32,
    pub width: f32,
}

impl Columns {
    /// For a drawing of some width; `None`: as wide as it takes.
    pub fn new(page: &AlignmentPage<'_>, ruler: &Ruler, width: Option<f32>) -> Self {
        let words = page.alignment.ties.iter();
        let words = words.map(|tie| page.relation(&tie.predicate));
        let word = words
            .map(|word| ruler.width(&word, 7.5, Weight::SemiBold))
            .fold(0.0, f32::max);
        let word = word + WORD_GAP + WORD_ROOM;
        let (left, middle, right) = match width {
            None => (250.0, 190.0, 290.0),
            Some(width) => {
                let rest = width - word;
                let (left, right) = ((rest * 0.33).min(330.0), (rest * 0.42).min(400.0));
                (left, rest - left - right, right)
            }
        };
        let start = left + word;
        Self {
            left,
            start,
            end: start + middle,
            width: start + middle + right,
        }
    }
}

/// What is settled before anything has a place.
pub struct Texts<'a> {
    pub page: &'a AlignmentPage<'a>,
    pub ruler: &'a Ruler,
    pub columns: Columns,
    /// All links in the order of their left ends.
    pub ties: Vec<&'a Tie>,
    wrapped: Wrapped,
}

/// Both sides and what ties them.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    pub left: Half,
    pub right: Half,
    pub ties: Vec<&'a Tie>,
    pub height: f32,
}

impl<'a> Texts<'a> {
    /// Sorts the links by where they begin.
    pub fn new(page: &'a AlignmentPage<'a>, ruler: &'a Ruler, columns: Columns) -> Self {
        let alignment = page.alignment;
        let lefts: Vec<_> = alignment.ties.iter().map(|tie| tie.left).collect();
        let rows = outline(&alignment.left, &lefts, None);
        let places = rows.iter().enumerate();
        let places: HashMap<NodeIndex, usize> = places
            .filter_map(|(place, row)| Some((row.node()?, place)))
            .collect();
        let mut ties: Vec<&Tie> = alignment.ties.iter().collect();
        let iri = |tie: &Tie| &alignment.right.concept(tie.right).iri;
        ties.sort_by(|a, b| {
            let key = |tie: &Tie| (places.get(&tie.left).copied(), tie.relation);
            let ends = key(a).cmp(&key(b));
            ends.then_with(|| (&a.predicate, iri(a)).cmp(&(&b.predicate, iri(b))))
        });
        Self {
            page,
            ruler,
            columns,
            ties,
            wrapped: Wrapped::default(),
        }
    }

    /// The panel of the links in a range.
    pub fn panel(&self, (from, to): (usize, usize)) -> Panel<'a> {
        let ties = self.ties[from..to].to_vec();
        let alignment = self.page.alignment;
        let columns = self.columns;
        let ports = |end: fn(&Tie) -> NodeIndex| {
            let mut ports: HashMap<NodeIndex, BTreeSet<Port>> = HashMap::new();
            for tie in &ties {
                let port = (tie.relation, tie.predicate.clone());
                ports.entry(end(tie)).or_default().insert(port);
            }
            ports
        };
        let left_texts = HalfTexts {
            page: self.page,
            ruler: self.ruler,
            hierarchy: &alignment.left,
            width: columns.left,
            lead: LEADS.0,
            wrapped: &self.wrapped,
        };
        let lefts: Vec<_> = ties.iter().map(|tie| tie.left).collect();
        let rows = outline(&alignment.left, &lefts, None);
        let mut left = left_texts.half(rows, &ports(|tie| tie.left));

        let mut sums: HashMap<NodeIndex, (f32, f32)> = HashMap::new();
        for tie in &ties {
            let sum = sums.entry(tie.right).or_default();
            sum.0 += left.port_y(tie.left, tie.relation, &tie.predicate);
            sum.1 += 1.0;
        }
        let mean = |node: NodeIndex| sums.get(&node).map_or(0.0, |(sum, count)| sum / count);
        let rights: Vec<_> = ties.iter().map(|tie| tie.right).collect();
        let rows = outline(&alignment.right, &rights, Some(&mean));
        let right_texts = HalfTexts {
            page: self.page,
            ruler: self.ruler,
            hierarchy: &alignment.right,
            width: columns.width - columns.end,
            lead: LEADS.1,
            wrapped: &self.wrapped,
        };
        let mut right = right_texts.half(rows, &ports(|tie| tie.right));
        let height = left.height.max(right.height);
        if left.height < right.height {
            spread(&mut left, &mean_of(&ties, &right, true), height);
        } else {
            spread(&mut right, &mean_of(&ties, &left, false), height);
        }
        Panel {
            left,
            right,
            ties,
            height,
        }
    }
}

/// For each node of one side where its links end on the other, on the average.
fn mean_of(ties: &[&Tie], other: &Half, is_left: bool) -> HashMap<NodeIndex, f32> {
    let mut sums: HashMap<NodeIndex, (f32, f32)> = HashMap::new();
    for tie in ties {
        let (own, far) = match is_left {
            true => (tie.left, tie.right),
            false => (tie.right, tie.left),
        };
        let sum = sums.entry(own).or_default();
        sum.0 += other.port_y(far, tie.relation, &tie.predicate);
        sum.1 += 1.0;
    }
    let means = sums.into_iter();
    means
        .map(|(node, (sum, count))| (node, sum / count))
        .collect()
}

/// Moves the rows of the lower side to where their links end on the other. What hangs together
/// moves together: a box with all below it, and above it what has no box.
fn spread(half: &mut Half, wanted: &HashMap<NodeIndex, f32>, room: f32) {
    // Rows at which a block begins.
    let mut blocks: Vec<usize> = Vec::new();
    for (place, row) in half.rows.iter().enumerate() {
        let begins = row.style == Style::Box || row.outline.level == 0;
        if begins || place == 0 {
            blocks.push(place);
        }
    }
    let ends = blocks.iter().skip(1).copied().chain([half.rows.len()]);
    let ranges: Vec<_> = blocks.iter().copied().zip(ends).collect();
    let mut heights = Vec::with_capacity(ranges.len());
    let mut wishes = Vec::with_capacity(ranges.len());
    for &(from, to) in &ranges {
        let rows = &half.rows[from..to];
        let top = rows[0].top - rows[0].gap;
        let bottom = rows[rows.len() - 1].top + rows[rows.len() - 1].height;
        heights.push(bottom - top);
        let wish = |row: &Row| {
            let wanted = wanted.get(&row.outline.node()?)?;
            row.outline.is_wanted.then(|| wanted - (row.center() - top))
        };
        let found: Vec<f32> = rows.iter().filter_map(wish).collect();
        wishes.push(found.iter().sum::<f32>() / found.len().max(1) as f32);
    }
    let tops = settle(&heights, &wishes, room);
    for (&(from, to), top) in ranges.iter().zip(tops) {
        let shift = top - (half.rows[from].top - half.rows[from].gap);
        for row in &mut half.rows[from..to] {
            row.top += shift;
        }
    }
}
