//! Colour by kind or by branch. Colour never stands alone: kinds have shapes of their own too,
//! branches have their labels and links, and shapes where colours return.
//! Room `render`.

use std::collections::HashMap;

use crate::render::Page;
use crate::render::drawing::ColorBy;
use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::item::Item;

/// Colours there are, and as many shapes.
pub const COLOURS: usize = 7;
/// Pairs of a colour and a shape. Kinds beyond them share the last one, as "other"; branches
/// begin again.
pub const SIGNS: usize = COLOURS * COLOURS;

/// Which colour an item has.
#[derive(Debug, Default)]
pub struct Series {
    /// Kinds in order of appearance.
    pub kinds: Vec<String>,
    /// How many branches there are.
    pub branch_count: usize,
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
                series.branch_count = branch.map_or(0, |branch| branch + 1);
            }
            ColorBy::Count | ColorBy::None => {}
        }
        series
    }

    /// Whether there are more branches than colours, so that shapes tell them apart too.
    pub fn has_returning_colours(&self) -> bool {
        self.branch_count > COLOURS
    }

    /// Colour and shape of an item; `None` where colour tells nothing of it.
    fn sign(&self, page: &Page<'_>, item: &Item) -> Option<(usize, usize)> {
        match page.drawing.color {
            ColorBy::Kind => {
                let kind = page.hierarchy.concept(item.node).kind.as_ref()?;
                self.by_kind.get(kind).map(|kind| kind_sign(*kind))
            }
            ColorBy::Branch => self
                .branches
                .get(&item.node)
                .map(|branch| branch_sign(*branch)),
            ColorBy::Count | ColorBy::None => None,
        }
    }

    /// Whether its sign says what kind it is.
    pub fn tells_kind(&self, page: &Page<'_>, item: &Item) -> bool {
        page.drawing.color == ColorBy::Kind && self.sign(page, item).is_some()
    }

    /// Class of the outline, with a space before it; empty where colour tells nothing.
    pub fn stroke(&self, page: &Page<'_>, item: &Item) -> String {
        self.sign(page, item)
            .map_or_else(String::new, |(colour, _)| format!(" s{colour}"))
    }

    /// The mark at a box or element, where shapes tell kinds, or branches whose colours return.
    pub fn box_marker(&self, page: &Page<'_>, item: &Item, canvas: &mut Canvas, at: (f32, f32)) {
        let tells_branch = self.has_returning_colours() && self.branches.contains_key(&item.node);
        if page.drawing.color == ColorBy::Kind || tells_branch {
            let class = format!("ri{}", self.stroke(page, item));
            self.marker(page, item, canvas, at, &class);
        }
    }

    /// The mark at a row: a ring; where shapes tell kinds or branches, the shape of its own.
    pub fn marker(
        &self,
        page: &Page<'_>,
        item: &Item,
        canvas: &mut Canvas,
        at: (f32, f32),
        class: &str,
    ) {
        match self.sign(page, item) {
            Some((_, shape)) => marker(canvas, shape, at, class),
            None if page.drawing.color == ColorBy::Kind => no_kind(canvas, at),
            None => marker(canvas, 0, at, class),
        }
    }
}

/// Colour and shape of kind number `kind`: each has a shape of its own until all shapes are used,
/// then they come with other colours.
pub fn kind_sign(kind: usize) -> (usize, usize) {
    let kind = kind.min(SIGNS - 1);
    ((kind + kind / COLOURS) % COLOURS, kind % COLOURS)
}

/// Colour and shape of branch number `branch`: rings in all colours, then another shape.
pub fn branch_sign(branch: usize) -> (usize, usize) {
    (branch % COLOURS, branch / COLOURS % COLOURS)
}

/// The sign of what has no kind: a short line.
pub fn no_kind(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.path(&format!("M{},{}h4.4", Num(x - 2.2), Num(y)), "lk");
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
