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
use crate::render::words;

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
/// They may be as narrow as this part of what their texts ask for.
const NARROWEST: f32 = 0.85;

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
            let worth = |attempt: &Attempt| (attempt.pages(), attempt.plan.geometry.band);
            let small = Attempt::smallness;
            let empty = Attempt::emptiness;
            worth(a)
                .cmp(&worth(b))
                .then_with(|| small(a).total_cmp(&small(b)))
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
    let beside = beside(texts, items, usual, most);
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

/// Branches in several columns side by side, as many as read best, where there is room for more
/// than one: none is cut, and no word is broken for it.
fn beside(texts: &Texts<'_>, items: &[Item], way: Way, most: f32) -> Option<Attempt> {
    let roots = items.iter().filter(|item| item.level == 0).count();
    let panel = texts.plan(items.to_vec(), None).geometry.width;
    let columns = way.columns_of(panel * NARROWEST).min(roots / 2);
    let attempts = (2..=columns).map(|columns| grown(texts, items, Way { columns, ..way }, most));
    attempts
        .filter(|it| it.breaks_between_roots() && !it.plan.geometry.tight)
        .min_by(|a, b| {
            let larger = || b.scale().total_cmp(&a.scale());
            a.pages().cmp(&b.pages()).then_with(larger)
        })
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
            && attempt.plan.geometry.tight <= usual.plan.geometry.tight
            && attempt.table.is_some() == usual.table.is_some()
            && attempt.plan.crossings.len() == usual.plan.crossings.len();
        let lines = |attempt: &Attempt| attempt.plan.lines() as f32;
        let fits = attempt.pages() == 1 && lines(&attempt) <= lines(&usual) * MORE_LINES;
        (same && fits).then_some(attempt)
    });
    larger.unwrap_or(usual)
}

/// "1 node on 1 level", in words of the language; where examples are counted, how many there are
/// in all of it, also below what is cut off.
pub fn extent(page: &Page<'_>, plan: &Plan) -> String {
    let shown = plan.items.iter().filter(|item| !item.reference);
    let levels = shown.map(|item| item.level + 1).max().unwrap_or(0);
    let kind = |node: &NodeIndex| page.hierarchy.concept(*node).kind.as_deref();
    let is_gone = |node: &NodeIndex| page.is_gone(*node);
    // A scheme holds concepts and is none, unless it is all there is.
    let is_scheme = |node: &NodeIndex| kind(node) == Some("skos:ConceptScheme");
    let schemes = plan.full.keys().filter(|node| is_scheme(node)).count();
    let has_concepts = schemes < plan.full.len();
    let nodes = plan.full.keys();
    let nodes = nodes.filter(|node| !has_concepts || !is_scheme(node));
    let (gone, nodes): (Vec<&NodeIndex>, Vec<_>) = nodes.partition(|node| is_gone(node));
    let counted = words::nodes(page, nodes.len());
    let levels = levels.to_string();
    let key = match &*levels {
        "1" => "diagram.extent-flat",
        _ => "diagram.extent",
    };
    let values = [("nodes", counted.as_str()), ("levels", &levels)];
    let mut text = match nodes.len() {
        1 => counted,
        _ => message::text(page.language, key, &values),
    };
    if !gone.is_empty() {
        let gone = gone.len().to_string();
        text.push_str("; ");
        text.push_str(&message::text(
            page.language,
            "diagram.gone",
            &[("count", &gone)],
        ));
    }
    if page.has_counts && !page.drawing.hides_counts {
        let concepts = page
            .hierarchy
            .nodes()
            .map(|node| page.hierarchy.concept(node));
        let examples: HashSet<&String> = concepts.flat_map(|it| it.examples.keys()).collect();
        text.push_str("; ");
        text.push_str(&page.counted.count(page.language, examples.len()));
    }
    text
}
