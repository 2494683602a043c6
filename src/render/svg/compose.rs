//! The whole of a drawing: which sheet suits, then each page.
//! Room `render`.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use crate::core::message;
use crate::render::Page;
use crate::render::drawing::{Orientation, Paper};
use crate::render::svg::attempt::{Attempt, Texts, Way, one_piece, paged, poster};
use crate::render::svg::crossing::{Refused, misfits};
use crate::render::svg::font::Ruler;
use crate::render::svg::foot::SMALLEST;
use crate::render::svg::frame::All;
use crate::render::svg::item::{Item, items};
use crate::render::svg::pages::{Sheet, sheet};
use crate::render::svg::plan::Plan;
use crate::render::svg::series::Series;

/// White around everything.
pub const MARGIN: f32 = 34.0;
/// A page that stays white for more than this part is not taken unless asked for.
const MOST_EMPTY: f32 = 0.5;
/// More rows are not laid out in several ways.
const MOST_TRIED: usize = 150;
/// Type grows in such steps where a page has room, on A4 and on A3 up to so much.
const GROWTH: f32 = 0.1;
const MOST_GROWN: (f32, f32) = (1.3, 1.7);
/// Lines of labels may become so many times as many when type grows.
const MORE_LINES: f32 = 1.3;
/// Several columns of branches are worth it from so much more size on.
const WORTH: f32 = 0.15;

/// What the drawing is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A file by itself, with its typeface.
    Svg,
    /// A part of a page: the same, with rules of style that hold within it only.
    Inline,
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
    (0..sheets.len().div_ceil(frame.per_page))
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
    let best = |paper: Paper| {
        let attempts = sides.iter().map(|&side| on_side(texts, items, paper, side));
        attempts.min_by(|a, b| {
            let worth = |attempt: &Attempt| {
                let plan = &attempt.plan;
                (attempt.pages(), plan.compact, plan.geometry.band)
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
        (Some(Paper::Poster), _) => poster(texts, items),
        (Some(paper @ (Paper::A4 | Paper::A3)), _) => best(paper).unwrap_or_else(fallback),
        (None, Purpose::Pdf) => best(Paper::A4).unwrap_or_else(fallback),
        // More rows than a page can hold need not be tried.
        (None, _) if items.len() > MOST_TRIED => fallback(),
        (None, _) => best(Paper::A4)
            .filter(|attempt| attempt.pages() == 1 && attempt.emptiness() < MOST_EMPTY)
            .unwrap_or_else(fallback),
    }
}

/// The best attempt on a sheet that lies or stands: in as few pages as can be, then as large as
/// fits one page.
fn on_side(texts: &Texts<'_>, items: &[Item], paper: Paper, side: Orientation) -> Attempt {
    let ((short, long), most) = match paper {
        Paper::A3 => ((841.89, 1190.55), MOST_GROWN.1),
        _ => ((595.28, 841.89), MOST_GROWN.0),
    };
    let size = match side {
        Orientation::Portrait => (short, long),
        Orientation::Landscape => (long, short),
    };
    let smallest = texts.page.drawing.smallest.unwrap_or(SMALLEST);
    let usual = Way {
        scale: (smallest / SMALLEST).max(1.0),
        ..Way::new(size)
    };
    let plain = paged(texts, items, usual);
    if items.len() > MOST_TRIED {
        return plain;
    }
    let columns = beside(texts, items, size);
    let beside = columns.map(|columns| grown(texts, items, Way { columns, ..usual }, most));
    let beside = beside.filter(Attempt::breaks_between_roots);
    if plain.pages() == 1 {
        let alone = grown(texts, items, usual, most);
        let better = |other: &Attempt| other.scale() > alone.scale() + WORTH;
        return beside
            .filter(|other| other.pages() == 1 && better(other))
            .unwrap_or(alone);
    }
    let compact = paged(
        texts,
        items,
        Way {
            compact: true,
            ..usual
        },
    );
    let best = if compact.pages() == 1 { compact } else { plain };
    beside
        .filter(|other| other.pages() < best.pages() || best.plan.compact && other.pages() == 1)
        .unwrap_or(best)
}

/// How many columns of branches stand side by side on a sheet, where it is more than one.
fn beside(texts: &Texts<'_>, items: &[Item], size: (f32, f32)) -> Option<usize> {
    let roots = items.iter().filter(|item| item.level == 0).count();
    let panel = texts.plan(items.to_vec(), None).geometry.width;
    let columns = Way::new(size).columns_of(panel).min(roots / 2);
    (columns > 1).then_some(columns)
}

/// With type as large as leaves everything on one page, in the same columns.
fn grown(texts: &Texts<'_>, items: &[Item], way: Way, most: f32) -> Attempt {
    let usual = paged(texts, items, way);
    if usual.pages() > 1 {
        return usual;
    }
    let steps = ((most - 1.0) / GROWTH).round() as usize;
    let larger = (1..=steps).rev().find_map(|step| {
        let scale = way.scale + step as f32 * GROWTH;
        let attempt = paged(texts, items, Way { scale, ..way });
        let same = attempt.plan.geometry.has_columns_of(&usual.plan.geometry)
            && attempt.table.is_some() == usual.table.is_some()
            && attempt.plan.crossings.len() == usual.plan.crossings.len();
        let lines = |attempt: &Attempt| attempt.plan.lines() as f32;
        let fits = attempt.pages() == 1 && lines(&attempt) <= lines(&usual) * MORE_LINES;
        (same && fits).then_some(attempt)
    });
    larger.unwrap_or(usual)
}

/// "1 node on 1 level", in words of the language.
pub fn extent(page: &Page<'_>, plan: &Plan) -> String {
    let levels = plan
        .items
        .iter()
        .map(|item| item.level + 1)
        .max()
        .unwrap_or(0);
    let is_scheme = |node: &NodeIndex| {
        page.hierarchy.concept(*node).kind.as_deref() == Some("skos:ConceptScheme")
    };
    // A scheme holds concepts and is none, unless it is all there is.
    let schemes = plan.full.keys().filter(|node| is_scheme(node)).count();
    let nodes = match plan.full.len() - schemes {
        0 => schemes,
        concepts => concepts,
    };
    let key = match (nodes, levels) {
        (1, _) => "diagram.extent-one",
        (_, 1) => "diagram.extent-flat",
        _ => "diagram.extent",
    };
    let values = [("nodes", nodes.to_string()), ("levels", levels.to_string())];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    let text = message::text(page.language, key, &values);
    if !page.has_counts || page.drawing.hides_counts {
        return text;
    }
    let concepts = plan.full.keys().map(|node| page.hierarchy.concept(*node));
    let examples: HashSet<&String> = concepts.flat_map(|it| it.examples.keys()).collect();
    text + "; " + &page.counted.count(page.language, examples.len())
}
