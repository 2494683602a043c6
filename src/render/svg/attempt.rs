//! A drawing laid out on a sheet of some size: how many pages, how much white.
//! Room `render`.

use crate::render::Page;
use crate::render::drawing::Orientation;
use crate::render::svg::compose::MARGIN;
use crate::render::svg::crossing::{MOST_ITEMS, Refused};
use crate::render::svg::crossing_table::{CrossingTable, crossing_table};
use crate::render::svg::font::Ruler;
use crate::render::svg::foot::{Foot, RIGHT, foot};
use crate::render::svg::frame::Frame;
use crate::render::svg::item::Item;
use crate::render::svg::legend::{Sign, words};
use crate::render::svg::pages::{Run, runs, sheet};
use crate::render::svg::plan::{Plan, PlanOptions, plan};
use crate::render::svg::series::Series;

/// Between columns of branches side by side.
const GUTTER: f32 = 44.0;
/// White of a row at least and at most; at most where all is on one page.
const PADS: (f32, f32) = (3.0, 9.0);
const PAD_FILLING: f32 = 14.0;
// Few rows on a tall sheet stand this far apart; further, lines would no longer lead the eye.
const PAD_ALONE: f32 = 28.0;
/// The least where it makes everything fit on one page.
const COMPACT_PAD: f32 = 2.0;
/// What that costs, as if there were so many times as many lines.
const COMPACT_COST: f32 = 1.15;
/// On a sheet without bounds.
const SCREEN_PAD: f32 = 4.5;
/// White between the tree and the table below it.
const TABLE_ROOM: f32 = 12.0;
/// From this number of pages on white is not fitted to the page.
const MANY_PAGES: usize = 40;
/// Pages are filled so far at least to make room for a table on the last one.
const LEAST_FILLED: f32 = 0.6;
/// Widths of a poster's columns that are tried, as parts of what the texts ask for.
const PANELS: [f32; 3] = [1.0, 0.85, 0.7];

/// A choice of sheet with everything on it settled.
pub struct Attempt {
    pub plan: Plan,
    pub foot: Foot<Sign>,
    pub runs: Vec<Run>,
    pub pad: f32,
    pub frame: Frame,
    /// Below the last page's tree.
    pub table: Option<CrossingTable>,
}

impl Attempt {
    /// Number of pages.
    pub fn pages(&self) -> usize {
        self.runs.len().div_ceil(self.frame.per_page)
    }

    /// How many times as large as usual type is.
    pub fn scale(&self) -> f32 {
        self.frame.scale
    }

    /// Whether no root is cut.
    pub fn breaks_between_roots(&self) -> bool {
        let starts = self.runs.iter().map(|&(from, _)| from);
        let mut starts = starts.filter_map(|from| self.plan.items.get(from));
        starts.all(|item| item.level == 0)
    }

    /// Height that everything on a poster takes, with its margins.
    fn poster_height(&self) -> f32 {
        let heights = self
            .runs
            .iter()
            .map(|&(from, to)| sheet(&self.plan, from, to, self.pad).height);
        let table = self.table.as_ref().map_or(0.0, CrossingTable::height);
        self.frame.height_around(&self.foot) + heights.fold(0.0, f32::max) + table
    }

    /// Lines of text for their size, where all is on one page: few lines in large type read best.
    /// Narrow gaps and boxes cost something too, and are all that counts where pages are more.
    pub fn smallness(&self) -> f32 {
        let gaps = if self.plan.compact { COMPACT_COST } else { 1.0 };
        match self.pages() {
            1 => gaps * self.plan.lines() as f32 / self.scale(),
            _ => gaps,
        }
    }

    /// The part of the last page that stays white; rows further apart than is usual fill nothing,
    /// lest a sheet be taken for the white it has to spread.
    pub fn emptiness(&self) -> f32 {
        let pages = self.runs.chunks(self.frame.per_page);
        let Some(last) = pages.last() else {
            return 1.0;
        };
        let heights = last
            .iter()
            .map(|&(from, to)| sheet(&self.plan, from, to, self.pad.min(PAD_FILLING)).height);
        let room = self.frame.room(self.pages() - 1, &self.foot);
        1.0 - heights.fold(0.0, f32::max) / room
    }
}

/// What is settled before anything has a place.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    pub page: &'a Page<'a>,
    pub ruler: &'a Ruler,
    pub series: &'a Series,
    /// Extra parents that may not be drawn as lines.
    pub refused: &'a Refused,
}

impl Texts<'_> {
    /// A plan on one sheet, `available` wide or as wide as it takes.
    pub fn plan(&self, items: Vec<Item>, available: Option<f32>) -> Plan {
        let options = PlanOptions {
            paged: false,
            compact: false,
            refused: self.refused,
        };
        plan(self.page, self.ruler, items, available, options)
    }

    fn foot(&self, plan: &Plan, width: f32) -> Foot<Sign> {
        let words = words(self.page, plan, self.series);
        foot(self.ruler, &words, self.page.source, (width, RIGHT))
    }
}

/// How pages are filled.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// Of the sheet, in points.
    pub size: (f32, f32),
    /// Narrow gaps and boxes, little white.
    pub compact: bool,
    /// How many times as large as usual type is.
    pub scale: f32,
    /// Columns of branches side by side.
    pub columns: usize,
}

impl Way {
    /// One column in the usual size.
    pub fn new(size: (f32, f32)) -> Self {
        Self {
            size,
            compact: false,
            scale: 1.0,
            columns: 1,
        }
    }

    /// How many columns as wide as that there is room for.
    pub fn columns_of(self, panel: f32) -> usize {
        ((self.size.0 - 2.0 * MARGIN + GUTTER) / (panel + GUTTER)) as usize
    }
}

/// On pages of a given size.
pub fn paged(texts: &Texts<'_>, items: &[Item], way: Way) -> Attempt {
    let &Texts {
        page,
        ruler,
        refused,
        ..
    } = texts;
    // Larger type on a sheet is usual type on a smaller one.
    let size = (way.size.0 / way.scale, way.size.1 / way.scale);
    let width = size.0 - 2.0 * MARGIN;
    let per_page = way.columns;
    let panel = (width + GUTTER) / per_page as f32 - GUTTER;
    let lay = |paged: bool| {
        let options = PlanOptions {
            paged,
            compact: way.compact,
            refused,
        };
        let plan = plan(page, ruler, items.to_vec(), Some(panel), options);
        let foot = texts.foot(&plan, width);
        let mut frame = Frame::new(page, ruler, &plan, Some(size), width);
        frame.per_page = per_page;
        frame.panel = panel + GUTTER;
        frame.scale = way.scale;
        (plan, foot, frame)
    };
    let (mut laid, mut foot, mut frame) = lay(false);
    let least = if way.compact { COMPACT_PAD } else { PADS.0 };
    let filled = |laid: &Plan, frame: &Frame, foot: &Foot<Sign>, pad: f32, part: f32| {
        runs(laid, |n| frame.room(n / per_page, foot) * part, pad)
    };
    let mut found = filled(&laid, &frame, &foot, least, 1.0);
    if found.len() > per_page && !way.compact {
        (laid, foot, frame) = lay(true);
        found = filled(&laid, &frame, &foot, least, 1.0);
    }
    let pages = |runs: &[Run]| runs.len().div_ceil(per_page);
    let count = pages(&found);
    let most = if count == 1 { PAD_ALONE } else { PADS.1 };
    let mut pad = least;
    if count <= MANY_PAGES {
        // The most white with which the number of pages stays the same, by half points.
        let (mut low, mut high) = (0, ((most - least) * 2.0) as usize);
        while low < high {
            let middle = (low + high).div_ceil(2);
            let tried = filled(&laid, &frame, &foot, least + middle as f32 / 2.0, 1.0);
            if pages(&tried) <= count {
                low = middle;
                found = tried;
            } else {
                high = middle - 1;
            }
        }
        pad = least + low as f32 / 2.0;
    }
    if per_page > 1 && count == 1 {
        found = even(&laid, per_page, pad);
    }
    let mut table = crossing_table(page, ruler, &laid, width);
    if let Some(height) = table.as_ref().map(CrossingTable::height) {
        // Below the tree where a little less white makes room; else the last page takes some of
        // the tree from the others. A drawing of one page stays one.
        let fits = |pad: f32, part: f32, wanted: usize| {
            let tried = filled(&laid, &frame, &foot, pad, part);
            let last = tried.chunks(per_page).last()?;
            let heights = last
                .iter()
                .map(|&(from, to)| sheet(&laid, from, to, pad).height);
            let tallest = heights.fold(0.0, f32::max);
            let room = frame.room(pages(&tried) - 1, &foot);
            let enough = tallest + TABLE_ROOM + height <= room;
            (enough && pages(&tried) == wanted).then_some(tried)
        };
        let steps = ((pad - least) * 2.0) as usize;
        let less_white = (0..=steps).find_map(|step| {
            let pad = pad - step as f32 / 2.0;
            Some((pad, fits(pad, 1.0, count)?))
        });
        let less_filled = || {
            let steps = ((1.0 - LEAST_FILLED) * 20.0).round() as usize;
            (0..=steps).find_map(|step| {
                let part = 1.0 - step as f32 / 20.0;
                Some((pad, fits(pad, part, count + 1)?))
            })
        };
        match less_white {
            Some(better) => (pad, found) = better,
            None if count == 1 => table = None,
            None => match less_filled() {
                Some(better) => (pad, found) = better,
                None => found.push((laid.items.len(), laid.items.len())),
            },
        }
    }
    Attempt {
        plan: laid,
        foot,
        runs: found,
        pad,
        frame,
        table,
    }
}

/// As many columns, as even as can be: of several bounds for all but the last one, that with
/// which the tallest is lowest. Groups that stay whole keep it from going steadily.
fn even(plan: &Plan, columns: usize, pad: f32) -> Vec<Run> {
    let count = plan.items.len();
    let average = sheet(plan, 0, count, pad).height / columns as f32;
    let steps = match count {
        0..=MOST_ITEMS => 30,
        _ => 3,
    };
    let tried = (0..=steps).map(|step| {
        let bound = average * (0.85 + 0.6 * step as f32 / steps as f32);
        let height = |column| {
            if column + 1 < columns {
                bound
            } else {
                f32::INFINITY
            }
        };
        let found = runs(plan, height, pad);
        let heights = found
            .iter()
            .map(|&(from, to)| sheet(plan, from, to, pad).height);
        (heights.fold(0.0, f32::max), found)
    });
    let best = tried.min_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map_or_else(|| vec![(0, count)], |(_, found)| found)
}

/// In one piece, as wide and as long as it takes.
pub fn one_piece(texts: &Texts<'_>, items: Vec<Item>) -> Attempt {
    let &Texts { page, ruler, .. } = texts;
    let plan = texts.plan(items, None);
    let count = plan.items.len();
    let width = plan.geometry.width.max(460.0);
    Attempt {
        table: crossing_table(page, ruler, &plan, width),
        foot: texts.foot(&plan, width),
        runs: vec![(0, count)],
        pad: SCREEN_PAD,
        frame: Frame::new(page, ruler, &plan, None, width),
        plan,
    }
}

/// In columns side by side, so that the whole has the proportions of a sheet.
pub fn poster(texts: &Texts<'_>, items: &[Item]) -> Attempt {
    let wanted = match texts.page.drawing.orientation {
        Some(Orientation::Portrait) => 1.0 / std::f32::consts::SQRT_2,
        _ => std::f32::consts::SQRT_2,
    };
    let natural = texts.plan(items.to_vec(), None);
    let width = natural.geometry.width;
    let (mut off, mut best) = in_columns(&natural, width, wanted);
    let mut plan = natural;
    // Columns that are too wide together still get narrower.
    for part in &PANELS[1..] {
        if off < 0.0 || items.len() > MOST_ITEMS {
            break;
        }
        let narrow = texts.plan(items.to_vec(), Some(width * part));
        let (tried, runs) = in_columns(&narrow, narrow.geometry.width, wanted);
        if unlike(tried) < unlike(off) && narrow.geometry.has_columns_of(&plan.geometry) {
            (off, best, plan) = (tried, runs, narrow);
        }
    }
    let panel = plan.geometry.width;
    let laid = lay_poster(texts, plan, best, panel, wanted);
    widened(texts, items, laid, wanted)
}

/// A poster whose height asks for a wider sheet than its columns need, laid out anew in columns
/// of that sheet, lest its right side stay white.
fn widened(texts: &Texts<'_>, items: &[Item], laid: Attempt, wanted: f32) -> Attempt {
    if items.len() > MOST_ITEMS {
        return laid;
    }
    let columns = laid.runs.len() as f32;
    let inside = laid.poster_height() * wanted - 2.0 * MARGIN;
    let panel = (inside + GUTTER) / columns - GUTTER;
    if panel <= laid.plan.geometry.width + 1.0 {
        return laid;
    }
    let plan = texts.plan(items.to_vec(), Some(panel));
    let same = plan.items.len() == laid.plan.items.len()
        && plan.geometry.has_columns_of(&laid.plan.geometry);
    if !same {
        return laid;
    }
    lay_poster(texts, plan, laid.runs, panel, wanted)
}

/// What it costs to be so far off. A sheet that is too wide gets more white between its rows; one
/// that is too narrow gets it all beside them.
fn unlike(off: f32) -> f32 {
    if off < 0.0 { -off * 2.0 } else { off }
}

/// The number of columns that comes nearest to the proportions `wanted`, and how far off it is:
/// above 0 too wide.
fn in_columns(plan: &Plan, panel: f32, wanted: f32) -> (f32, Vec<Run>) {
    let count = plan.items.len();
    let whole = sheet(plan, 0, count, SCREEN_PAD).height;
    // Columns of this height make the sheet as wide as it should be.
    let columns = (whole * wanted / (panel + GUTTER)).sqrt().ceil().max(1.0) as usize;
    let choices = (columns - 1).max(1)..=columns + 1;
    let tried = choices.map(|columns| {
        let found = even(plan, columns, SCREEN_PAD);
        let heights = found
            .iter()
            .map(|&(from, to)| sheet(plan, from, to, SCREEN_PAD).height);
        let tallest = heights.fold(0.0, f32::max);
        let wide = found.len() as f32 * (panel + GUTTER) - GUTTER + 2.0 * MARGIN;
        ((wide / (tallest + 200.0) / wanted).ln(), found)
    });
    let best = tried.min_by(|(a, _), (b, _)| unlike(*a).total_cmp(&unlike(*b)));
    best.unwrap_or_else(|| (0.0, vec![(0, count)]))
}

/// In columns `panel` wide.
fn lay_poster(texts: &Texts<'_>, plan: Plan, runs: Vec<Run>, panel: f32, wanted: f32) -> Attempt {
    let &Texts { page, ruler, .. } = texts;
    let width = runs.len() as f32 * (panel + GUTTER) - GUTTER;
    let mut frame = Frame::new(page, ruler, &plan, None, width);
    frame.per_page = runs.len();
    frame.panel = panel + GUTTER;
    frame.proportions = Some(wanted);
    let (foot, table) = (
        texts.foot(&plan, width),
        crossing_table(page, ruler, &plan, width),
    );
    // More white where the sheet would be too low.
    let below = table.as_ref().map_or(0.0, CrossingTable::height);
    let room = frame.poster_room(&foot) - below;
    let tallest = |pad: f32| {
        let heights = runs
            .iter()
            .map(|&(from, to)| sheet(&plan, from, to, pad).height);
        heights.fold(0.0, f32::max)
    };
    let mut pad = SCREEN_PAD;
    while pad < PAD_ALONE && tallest(pad + 0.5) <= room {
        pad += 0.5;
    }
    Attempt {
        table,
        plan,
        foot,
        runs,
        pad,
        frame,
    }
}
