//! Colour by kind or by branch. Colour never stands alone: kinds have shapes of their own too,
//! branches have their labels and links.
//! Room `render`.

use std::collections::HashMap;

use crate::render::Page;
use crate::render::drawing::ColorBy;
use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::item::Item;

/// Colours there are; more kinds or branches share the last one, kinds as "other".
pub const COLOURS: usize = 7;

/// Which colour an item has.
#[derive(Debug, Default)]
pub struct Series {
    /// Kinds in order of appearance.
    pub kinds: Vec<String>,
    by_kind: HashMap<String, usize>,
    /// By node: the branch.
    branches: HashMap<petgraph::graph::NodeIndex, usize>,
}

impl Series {
    /// Reads the kinds or branches off the items.
    pub fn new(page: &Page<'_>, items: &[Item]) -> Self {
        let mut series = Self::default();
        match page.drawing.color {
            ColorBy::Kind => {
                for item in items {
                    let Some(kind) = &page.hierarchy.concept(item.node).kind else {
                        continue;
                    };
                    if !series.by_kind.contains_key(kind) {
                        series.by_kind.insert(kind.clone(), series.kinds.len());
                        series.kinds.push(kind.clone());
                    }
                }
            }
            ColorBy::Branch => {
                let roots = items.iter().filter(|item| item.level == 0).count();
                let level = usize::from(roots == 1);
                let mut branch = None;
                for item in items {
                    if item.level == level && item.has_children {
                        branch = Some(branch.map_or(0, |branch| branch + 1));
                    }
                    // What stands alone needs nothing to hold it together.
                    let is_alone = item.level == level && !item.has_children;
                    let belongs = item.level >= level && !is_alone;
                    if let Some(branch) = branch.filter(|_| belongs) {
                        series.branches.entry(item.node).or_insert(branch);
                    }
                }
            }
            ColorBy::Count | ColorBy::None => {}
        }
        series
    }

    fn of(&self, page: &Page<'_>, item: &Item) -> Option<usize> {
        match page.drawing.color {
            ColorBy::Kind => {
                let kind = page.hierarchy.concept(item.node).kind.as_ref()?;
                self.by_kind.get(kind).map(|kind| (*kind).min(COLOURS - 1))
            }
            ColorBy::Branch => self.branches.get(&item.node).map(|branch| branch % COLOURS),
            ColorBy::Count | ColorBy::None => None,
        }
    }

    /// Class of the outline, with a space before it; empty where colour tells nothing.
    pub fn stroke(&self, page: &Page<'_>, item: &Item) -> String {
        self.of(page, item)
            .map_or_else(String::new, |index| format!(" s{index}"))
    }

    /// The mark at a box or element, where colour tells kinds.
    pub fn kind_marker(&self, page: &Page<'_>, item: &Item, canvas: &mut Canvas, at: (f32, f32)) {
        if page.drawing.color == ColorBy::Kind {
            let class = format!("ri{}", self.stroke(page, item));
            self.marker(page, item, canvas, at, &class);
        }
    }

    /// The mark at a row: a ring; where colour tells kinds, a shape for each.
    pub fn marker(
        &self,
        page: &Page<'_>,
        item: &Item,
        canvas: &mut Canvas,
        at: (f32, f32),
        class: &str,
    ) {
        let shape = match page.drawing.color {
            ColorBy::Kind => self.of(page, item).unwrap_or(0),
            _ => 0,
        };
        marker(canvas, shape, at, class);
    }
}

/// Shape number `shape` around a point.
pub fn marker(canvas: &mut Canvas, shape: usize, (x, y): (f32, f32), class: &str) {
    let path =
        |start: (f32, f32), rest: &str| format!("M{},{}{rest}", Num(x + start.0), Num(y + start.1));
    let data = match shape {
        0 => return canvas.circle((x, y), 2.2, class),
        1 => path((-2.2, -2.2), "h4.4v4.4h-4.4z"),
        // A house: no diamond, which is the mark of little attention.
        2 => path((-2.3, 2.6), "v-2.8l2.3,-2.6l2.3,2.6v2.8z"),
        3 => path((0.0, -2.8), "l2.8,5h-5.6z"),
        4 => path((0.0, 2.8), "l2.8,-5h-5.6z"),
        5 => path((-1.4, -2.6), "h2.8l1.4,2.6l-1.4,2.6h-2.8l-1.4,-2.6z"),
        _ => path((-2.4, -1.4), "h4.8v2.8h-4.8z"),
    };
    canvas.path(&data, class);
}
