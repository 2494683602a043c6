//! One side of a drawing of links: the linked nodes with what stands above them, as rows.
//! Room `render`.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use petgraph::graph::NodeIndex;

use crate::core::alignment::{OutlineRow, Relation};
use crate::core::hierarchy::Hierarchy;
use crate::render::alignment::AlignmentPage;
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::wrap::{Setting, wrap};

/// Indentation of a level, and how many levels are indented at most.
const INDENT: f32 = 11.0;
const MOST_INDENT: usize = 7;
/// White left and right of the text in a box.
pub const PADDING: f32 = 8.0;
/// White above and below a row, together.
const PAD: f32 = 3.4;
/// From one place where links end to the next one of a row.
pub const PORT: f32 = 9.6;
/// Lines that a label may take before it is cut.
const MOST_LINES: usize = 8;
/// Between the nodes of a chain that share a row, and the room that it takes at the end of a line.
const JOINT: &str = "›";
const JOINT_ROOM: f32 = 7.0;

/// Lines of the texts of rows and the width of the widest, by what they depend on: which side,
/// node, length of the chain, style, level and whether it has children. Panels are tried out in
/// many sizes.
pub type Wrapped = RefCell<HashMap<WrappedKey, (Vec<String>, f32)>>;
type WrappedKey = (u32, NodeIndex, usize, Style, usize, bool);

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A root that is not linked itself.
    Box,
    /// What stands below it and is not linked itself.
    Heading,
    /// A linked node.
    Row,
}

impl Style {
    /// Size, leading and weight of its text.
    pub fn kind(self) -> (f32, f32, Weight) {
        match self {
            Self::Box => (9.25, 11.8, Weight::SemiBold),
            Self::Heading => (8.0, 9.8, Weight::SemiBold),
            Self::Row => (8.5, 10.4, Weight::Regular),
        }
    }
}

/// Where links of one relation end at a row: the relation, and its IRI.
pub type Port = (Relation, String);

/// A row with its place.
#[derive(Debug, Clone)]
pub struct Row {
    pub outline: OutlineRow,
    pub style: Style,
    pub lines: Vec<String>,
    /// Of the widest line.
    pub text_width: f32,
    /// Where the text begins, from the left end of the side.
    pub x: f32,
    pub ports: Vec<Port>,
    pub height: f32,
    /// White before it.
    pub gap: f32,
    pub top: f32,
}

impl Row {
    /// Its middle.
    pub fn center(&self) -> f32 {
        self.top + self.height / 2.0
    }

    /// Where the links of a port end.
    pub fn port_y(&self, place: usize) -> f32 {
        let middle = (self.ports.len() as f32 - 1.0) / 2.0;
        self.center() + (place as f32 - middle) * PORT
    }
}

/// All rows of one side.
#[derive(Debug, Clone)]
pub struct Half {
    pub rows: Vec<Row>,
    pub height: f32,
    places: HashMap<NodeIndex, usize>,
}

/// What a side is made from.
pub struct HalfTexts<'a> {
    pub page: &'a AlignmentPage<'a>,
    pub ruler: &'a Ruler,
    pub hierarchy: &'a Hierarchy,
    /// Width of labels, indentation included.
    pub width: f32,
    /// Left of the text of the first level.
    pub lead: f32,
    pub wrapped: &'a Wrapped,
}

impl HalfTexts<'_> {
    /// Breaks all texts and stacks the rows.
    pub fn half(
        &self,
        outline: Vec<OutlineRow>,
        ports: &HashMap<NodeIndex, BTreeSet<Port>>,
    ) -> Half {
        let mut rows: Vec<Row> = Vec::with_capacity(outline.len());
        let mut places = HashMap::new();
        for outline in outline {
            if let Some(node) = outline.node().filter(|_| outline.is_wanted) {
                places.insert(node, rows.len());
            }
            let before = rows.last();
            let row = self.row(outline, ports, before);
            rows.push(row);
        }
        let mut half = Half {
            rows,
            height: 0.0,
            places,
        };
        let mut top = 0.0;
        for row in &mut half.rows {
            row.top = top + row.gap;
            top = row.top + row.height;
        }
        half.height = top;
        half
    }

    fn row(
        &self,
        outline: OutlineRow,
        ports: &HashMap<NodeIndex, BTreeSet<Port>>,
        before: Option<&Row>,
    ) -> Row {
        let style = match (outline.is_wanted, outline.level) {
            (true, _) => Style::Row,
            (false, 0) => Style::Box,
            (false, _) => Style::Heading,
        };
        let level = outline.level.min(MOST_INDENT) as f32;
        let indent = match style {
            Style::Box => PADDING,
            _ => self.lead + level * INDENT,
        };
        let (_, leading, _) = style.kind();
        let (lines, text_width) = self.lines(&outline, style, indent);
        let ports: Vec<Port> = outline
            .node()
            .filter(|_| outline.is_wanted)
            .and_then(|node| ports.get(&node))
            .map_or_else(Vec::new, |ports| ports.iter().cloned().collect());
        let text = lines.len() as f32 * leading;
        let height = match style {
            Style::Box => text + 8.4,
            Style::Heading => text + PAD - 1.0,
            Style::Row => text.max(ports.len() as f32 * PORT) + PAD,
        };
        let gap = match (style, before) {
            (_, None) => 0.0,
            (Style::Box, _) => 13.0,
            (_, Some(before)) if before.style == Style::Box => 3.5,
            (Style::Heading, Some(before)) if before.outline.level < outline.level => 0.0,
            (Style::Heading, _) => 5.0,
            (Style::Row, Some(before)) if before.outline.level > outline.level => 4.0,
            (Style::Row, _) => 0.0,
        };
        Row {
            style,
            text_width,
            x: indent,
            lines,
            ports,
            height,
            gap,
            top: 0.0,
            outline,
        }
    }

    /// The lines of a row's text, and the width of the widest.
    fn lines(&self, outline: &OutlineRow, style: Style, indent: f32) -> (Vec<String>, f32) {
        let key = outline.node().map(|node| {
            let length = outline.chain.len();
            let side = self.width.to_bits();
            (
                side,
                node,
                length,
                style,
                outline.level,
                outline.has_children,
            )
        });
        let known = key.and_then(|key| self.wrapped.borrow().get(&key).cloned());
        if let Some(known) = known {
            return known;
        }
        let (size, _, weight) = style.kind();
        let weight = match outline.has_children {
            true => Weight::SemiBold,
            false => weight,
        };
        let right = if style == Style::Box { PADDING } else { 0.0 };
        let is_chain = outline.chain.len() > 1;
        let chain = outline.chain.iter();
        let names = chain.map(|&node| self.page.name(self.hierarchy, node));
        let names: Vec<_> = names.collect();
        let setting = Setting {
            size,
            weight,
            width: self.width - indent - right - if is_chain { JOINT_ROOM } else { 0.0 },
            most: MOST_LINES,
        };
        let text = names.join(&format!(" {JOINT} "));
        let mut lines = wrap(self.ruler, &text, setting).lines;
        // A joint ends a line and does not begin one.
        for place in 1..lines.len() {
            let rest = lines[place].strip_prefix(JOINT).filter(|_| is_chain);
            if let Some(rest) = rest.map(|rest| rest.trim_start().to_owned()) {
                lines[place] = rest;
                lines[place - 1] = format!("{} {JOINT}", lines[place - 1]);
            }
        }
        lines.retain(|line| !line.is_empty());
        let widths = lines
            .iter()
            .map(|line| self.ruler.width(line, size, weight));
        let found = (lines.clone(), widths.fold(0.0, f32::max));
        if let Some(key) = key {
            self.wrapped.borrow_mut().insert(key, found.clone());
        }
        found
    }
}

impl Half {
    /// The row of a linked node.
    pub fn place(&self, node: NodeIndex) -> Option<usize> {
        self.places.get(&node).copied()
    }

    /// Where the links of a node with that relation end.
    pub fn port_y(&self, node: NodeIndex, relation: Relation, predicate: &str) -> f32 {
        let Some(row) = self.place(node).map(|place| &self.rows[place]) else {
            return 0.0;
        };
        let is = |port: &Port| port.0 == relation && port.1 == predicate;
        row.port_y(row.ports.iter().position(is).unwrap_or(0))
    }
}
