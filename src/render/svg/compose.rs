//! The whole of a drawing: sheet and margins, how many pages, how much white; then each page.
//! Room `render`.

use crate::core::message;
use crate::render::Page;
use crate::render::drawing::{Orientation, Paper};
use crate::render::svg::crossing::{Refused, misfits};
use crate::render::svg::crossing_table::{CrossingTable, crossing_table};
use crate::render::svg::font::Ruler;
use crate::render::svg::foot::{Foot, RIGHT, foot};
use crate::render::svg::frame::{All, Frame};
use crate::render::svg::item::{Item, items};
use crate::render::svg::legend::{Sign, words};
use crate::render::svg::pages::{Sheet, runs, sheet};
use crate::render::svg::plan::{Plan, PlanOptions, plan};
use crate::render::svg::series::Series;

/// White around everything.
pub const MARGIN: f32 = 34.0;
/// Between the columns of a poster.
const GUTTER: f32 = 44.0;
/// White of a row at least and at most.
const PADS: (f32, f32) = (3.0, 9.0);
/// The same where it makes everything fit on one page.
const COMPACT_PAD: f32 = 2.0;
/// A page that stays white for more than this part is not taken unless asked for.
const MOST_EMPTY: f32 = 0.5;
/// On a sheet without bounds.
const SCREEN_PAD: f32 = 4.5;
/// White between the tree and the table below it.
const TABLE_ROOM: f32 = 12.0;
/// From this number of pages on white is not fitted to the page.
const MANY_PAGES: usize = 40;

/// What the drawing is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A file by itself, with its typeface.
    Svg,
    /// To be turned into pixels: the typeface is at hand, colours are fixed.
    Png,
    /// The same for a document with pages.
    Pdf,
}

/// A finished page.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub svg: String,
    /// In points.
    pub width: f32,
    pub height: f32,
    /// What the page says, for those who do not see it: one node a line.
    pub words: String,
}

/// A choice of sheet with everything on it settled.
struct Attempt {
    plan: Plan,
    foot: Foot<Sign>,
    runs: Vec<(usize, usize)>,
    pad: f32,
    frame: Frame,
    /// Below the last page's tree.
    table: Option<CrossingTable>,
}

/// What is settled before anything has a place.
#[derive(Clone, Copy)]
struct Texts<'a> {
    page: &'a Page<'a>,
    ruler: &'a Ruler,
    series: &'a Series,
    /// Extra parents that may not be drawn as lines.
    refused: &'a Refused,
}

impl Texts<'_> {
    /// A plan as wide as it takes.
    fn plan(&self, items: Vec<Item>) -> Plan {
        let options = PlanOptions {
            paged: false,
            compact: false,
            refused: self.refused,
        };
        plan(self.page, self.ruler, items, None, options)
    }
}

/// Draws all pages.
pub fn compose(page: &Page<'_>, purpose: Purpose) -> Vec<Drawn> {
    let ruler = Ruler::default();
    let items = items(page);
    let series = Series::new(page, &items);
    // Lines that turn out not to fit become references; then everything is laid out anew.
    let mut refused = Refused::new();
    let (attempt, sheets) = loop {
        let texts = Texts {
            page,
            ruler: &ruler,
            series: &series,
            refused: &refused,
        };
        let attempt = choose(&texts, &items, purpose);
        let sheets: Vec<Sheet> = attempt
            .runs
            .iter()
            .map(|&(from, to)| sheet(&attempt.plan, from, to, attempt.pad))
            .collect();
        let misfits = misfits(&attempt.plan, &sheets);
        if misfits.is_empty() {
            break (attempt, sheets);
        }
        refused.extend(misfits);
    };
    let Attempt {
        plan,
        foot,
        runs,
        frame,
        table,
        ..
    } = attempt;
    let drawn = All {
        page,
        ruler: &ruler,
        plan: &plan,
        series: &series,
        foot: &foot,
        frame: &frame,
        table: table.as_ref(),
        runs: &runs,
        purpose,
    };
    if frame.side_by_side {
        return vec![drawn.poster(&sheets)];
    }
    (0..sheets.len())
        .map(|index| drawn.page(&sheets, index))
        .collect()
}

/// The sheet that was asked for, or the one that suits.
fn choose(texts: &Texts<'_>, items: &[Item], purpose: Purpose) -> Attempt {
    let page = texts.page;
    let paper = page.drawing.paper;
    let sides = match page.drawing.orientation {
        Some(side) => vec![side],
        None => vec![Orientation::Landscape, Orientation::Portrait],
    };
    let on = |paper: Paper, side: Orientation, compact: bool| {
        let (short, long) = match paper {
            Paper::A3 => (841.89, 1190.55),
            _ => (595.28, 841.89),
        };
        let size = match side {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        };
        paged(texts, items.to_vec(), size, compact)
    };
    let best = |paper: Paper| {
        let attempts = sides.iter().map(|&side| {
            let usual = on(paper, side, false);
            if usual.runs.len() == 1 || items.len() > 150 {
                return usual;
            }
            let compact = on(paper, side, true);
            if compact.runs.len() == 1 {
                compact
            } else {
                usual
            }
        });
        attempts.min_by(|a, b| {
            let worth = |attempt: &Attempt| {
                let plan = &attempt.plan;
                (attempt.runs.len(), plan.compact, plan.geometry.band)
            };
            let empty = Attempt::emptiness;
            worth(a)
                .cmp(&worth(b))
                .then_with(|| empty(a).total_cmp(&empty(b)))
        })
    };
    let fallback = || one_piece(texts, items.to_vec());
    match (paper, purpose) {
        (Some(Paper::Screen), _) => fallback(),
        (Some(Paper::Poster), _) => poster(texts, items.to_vec()),
        (Some(paper @ (Paper::A4 | Paper::A3)), _) => best(paper).unwrap_or_else(fallback),
        (None, Purpose::Pdf) => best(Paper::A4).unwrap_or_else(fallback),
        // More rows than a page can hold need not be tried.
        (None, _) if items.len() > 150 => fallback(),
        (None, _) => best(Paper::A4)
            .filter(|attempt| attempt.runs.len() == 1 && attempt.emptiness() < MOST_EMPTY)
            .unwrap_or_else(fallback),
    }
}

impl Attempt {
    /// The part of the last page that stays white.
    fn emptiness(&self) -> f32 {
        let Some(&(from, to)) = self.runs.last() else {
            return 1.0;
        };
        let room = self.frame.room(self.runs.len() - 1, &self.foot);
        1.0 - sheet(&self.plan, from, to, self.pad).height / room
    }
}

/// On pages of a given size.
fn paged(texts: &Texts<'_>, items: Vec<Item>, size: (f32, f32), compact: bool) -> Attempt {
    let &Texts {
        page,
        ruler,
        series,
        refused,
    } = texts;
    let width = size.0 - 2.0 * MARGIN;
    let lay = |items: Vec<Item>, paged: bool| {
        let plan = plan(
            page,
            ruler,
            items,
            Some(width),
            PlanOptions {
                paged,
                compact,
                refused,
            },
        );
        let foot = foot(
            ruler,
            &words(page, &plan, series),
            page.source,
            (width, RIGHT),
        );
        let frame = Frame::new(page, ruler, &plan, Some(size), width);
        (plan, foot, frame)
    };
    let (mut laid, mut foot_of, mut frame) = lay(items.clone(), false);
    let least = if compact { COMPACT_PAD } else { PADS.0 };
    let mut pages = runs(&laid, |n| frame.room(n, &foot_of), least);
    if pages.len() > 1 && !compact {
        (laid, foot_of, frame) = lay(items, true);
        pages = runs(&laid, |n| frame.room(n, &foot_of), least);
    }
    let mut pad = least;
    if pages.len() <= MANY_PAGES {
        // The most white with which the number of pages stays the same, by half points.
        let (mut low, mut high) = (0, ((PADS.1 - least) * 2.0) as usize);
        while low < high {
            let middle = (low + high).div_ceil(2);
            let tried = runs(
                &laid,
                |n| frame.room(n, &foot_of),
                least + middle as f32 / 2.0,
            );
            if tried.len() <= pages.len() {
                low = middle;
                pages = tried;
            } else {
                high = middle - 1;
            }
        }
        pad = least + low as f32 / 2.0;
    }
    let mut table = crossing_table(page, ruler, &laid, width);
    if let Some(height) = table.as_ref().map(CrossingTable::height) {
        // Below the tree where a little less white makes room; else on a page of its own, but a
        // drawing of one page stays one.
        let fits = |pad: f32| {
            let tried = runs(&laid, |n| frame.room(n, &foot_of), pad);
            let &(from, to) = tried.last()?;
            let room = frame.room(tried.len() - 1, &foot_of);
            let enough = sheet(&laid, from, to, pad).height + TABLE_ROOM + height <= room;
            (enough && tried.len() == pages.len()).then_some(tried)
        };
        let steps = ((pad - least) * 2.0) as usize;
        let found = (0..=steps).find_map(|step| {
            let pad = pad - step as f32 / 2.0;
            Some((pad, fits(pad)?))
        });
        match found {
            Some(found) => (pad, pages) = found,
            None if pages.len() > 1 => pages.push((laid.items.len(), laid.items.len())),
            None => table = None,
        }
    }
    Attempt {
        plan: laid,
        foot: foot_of,
        runs: pages,
        pad,
        frame,
        table,
    }
}

/// In one piece, as wide and as long as it takes.
fn one_piece(texts: &Texts<'_>, items: Vec<Item>) -> Attempt {
    let &Texts {
        page,
        ruler,
        series,
        ..
    } = texts;
    let plan = texts.plan(items);
    let count = plan.items.len();
    let width = plan.geometry.width.max(460.0);
    let foot = foot(
        ruler,
        &words(page, &plan, series),
        page.source,
        (width, RIGHT),
    );
    Attempt {
        table: crossing_table(page, ruler, &plan, width),
        foot,
        runs: vec![(0, count)],
        pad: SCREEN_PAD,
        frame: Frame::new(page, ruler, &plan, None, width),
        plan,
    }
}

/// In columns side by side, so that the whole has the proportions of a sheet.
fn poster(texts: &Texts<'_>, items: Vec<Item>) -> Attempt {
    let &Texts {
        page,
        ruler,
        series,
        ..
    } = texts;
    let mut plan = texts.plan(items);
    let count = plan.items.len();
    let panel = plan.geometry.width;
    let whole = sheet(&plan, 0, count, SCREEN_PAD).height;
    let wanted = match page.drawing.orientation {
        Some(Orientation::Portrait) => 1.0 / std::f32::consts::SQRT_2,
        _ => std::f32::consts::SQRT_2,
    };
    // Columns of this height make the sheet as wide as it should be.
    let columns = (whole * wanted / (panel + GUTTER)).sqrt().ceil().max(1.0);
    let mut best: Option<(f32, Vec<(usize, usize)>)> = None;
    for columns in [columns - 1.0, columns, columns + 1.0] {
        if columns < 1.0 {
            continue;
        }
        let height = whole / columns * 1.06 + 20.0;
        let found = runs(&plan, |_| height, SCREEN_PAD);
        let tallest = found
            .iter()
            .map(|&(from, to)| sheet(&plan, from, to, SCREEN_PAD).height)
            .fold(0.0, f32::max);
        let wide = found.len() as f32 * (panel + GUTTER) - GUTTER + 2.0 * MARGIN;
        let off = (wide / (tallest + 200.0) / wanted).ln().abs();
        if best.as_ref().is_none_or(|(least, _)| off < *least) {
            best = Some((off, found));
        }
    }
    let runs = best.map_or_else(|| vec![(0, count)], |(_, runs)| runs);
    let width = runs.len() as f32 * (panel + GUTTER) - GUTTER;
    let foot = foot(
        ruler,
        &words(page, &plan, series),
        page.source,
        (width, RIGHT),
    );
    let mut frame = Frame::new(page, ruler, &plan, None, width);
    frame.side_by_side = true;
    frame.panel = panel + GUTTER;
    plan.geometry.width = panel;
    Attempt {
        table: crossing_table(page, ruler, &plan, width),
        plan,
        foot,
        runs,
        pad: SCREEN_PAD,
        frame,
    }
}

/// "1 node on 1 level", in words of the language.
pub fn extent(page: &Page<'_>, plan: &Plan) -> String {
    let levels = plan
        .items
        .iter()
        .map(|item| item.level + 1)
        .max()
        .unwrap_or(0);
    let nodes = plan.full.len();
    let key = match (nodes, levels) {
        (1, _) => "diagram.extent-one",
        (_, 1) => "diagram.extent-flat",
        _ => "diagram.extent",
    };
    let values = [("nodes", nodes.to_string()), ("levels", levels.to_string())];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    message::text(page.language, key, &values)
}
