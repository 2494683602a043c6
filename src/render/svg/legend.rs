//! What the signs of a drawn hierarchy mean.
//! Room `render`.

use crate::core::hierarchy::{Counts, Evidence};
use crate::core::message;
use crate::render::counted::Counted;
use crate::render::drawing::ColorBy;
use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::counts::{CountKind, DOT};
use crate::render::svg::crossing::tint;
use crate::render::svg::foot::Words;
use crate::render::svg::item::{Item, clean};
use crate::render::svg::plan::Plan;
use crate::render::svg::row::{diamond, dot, goal, swatch};
use crate::render::svg::series::{COLOURS, SIGNS, Series, kind_sign, marker, no_kind};
use crate::render::{Attention, Page, first_cycle_lines};

/// Cycles that the legend tells one by one.
const TOLD_CYCLES: usize = 3;

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sign {
    Count(CountKind),
    /// A goal that activities name, or that none names.
    Goal(bool),
    Diamond(&'static str),
    CuratedLink,
    /// The source says so; else an editor.
    Reference(bool),
    AlsoUnder(bool),
    Crossing(bool),
    Dashed,
    Kind(usize),
    NoKind,
    /// Boxes and rings in the colours of branches.
    Branch,
    /// What only the new or only the old of two hierarchies has.
    New,
    Gone,
    /// One colour with two shapes.
    Returning,
}

/// Sign, strong words and explanation of everything that occurs.
pub fn words(page: &Page<'_>, plan: &Plan, series: &Series) -> Vec<Words<Sign>> {
    if page.drawing.hides_legend {
        return Vec::new();
    }
    let language = page.language;
    let say = |key: &str| message::text(language, key, &[]);
    let mut words = match page.counted {
        Counted::Examples => Vec::new(),
        Counted::Activities(_) => activities(page),
    };
    for kind in told_kinds(page, plan) {
        let key = match kind {
            CountKind::Stated => "diagram.legend-stated",
            CountKind::Sure => "diagram.legend-sure",
            CountKind::Possible => "diagram.legend-possible",
        };
        // What only boxes tell, in words, has no sign.
        let counts = plan.geometry.counts.as_ref();
        let drawn = counts.is_some_and(|counts| counts.kinds.contains(&kind));
        words.push((
            drawn.then_some(Sign::Count(kind)),
            say(kind.key()),
            say(key),
        ));
    }
    let counts = plan.geometry.counts.as_ref();
    let has_marks = counts.is_some_and(|counts| counts.mark_x.is_some());
    if has_marks && !page.counted.is_activities() {
        let few = page.few.unwrap_or(0).to_string();
        let little = message::text(language, "diagram.legend-little", &[("few", &few)]);
        let occurs =
            |wanted: Attention| plan.items.iter().any(|item| item.attention == Some(wanted));
        if occurs(Attention::Little) {
            words.push((Some(Sign::Diamond("ml")), say("attention.little"), little));
        }
        if occurs(Attention::None) {
            words.push((
                Some(Sign::Diamond("mn")),
                say("attention.none"),
                say("diagram.legend-none"),
            ));
        }
    }
    let stated = |class: &str| class == "xs";
    if let Some(class) = plan.items.iter().find_map(Item::also_class) {
        let sign = Sign::AlsoUnder(stated(class));
        words.push((Some(sign), String::new(), say("diagram.legend-also")));
    }
    if let Some(crossing) = plan.crossings.first() {
        let class = plan.items[crossing.child].also_class().unwrap_or("xr");
        let sign = Sign::Crossing(stated(class));
        words.push((Some(sign), String::new(), say("diagram.legend-crossing")));
    }
    if let Some(item) = plan.items.iter().find(|item| item.reference) {
        let sign = Sign::Reference(item.extras.iter().any(|extra| stated(extra.class)));
        words.push((Some(sign), String::new(), say("diagram.legend-reference")));
    }
    let curated = plan.items.iter().any(|item| {
        let parent = item.parent.map(|parent| plan.items[parent].node);
        let link = parent.and_then(|parent| page.hierarchy.link(parent, item.node));
        !item.reference && link.is_some_and(|link| link.evidence != Evidence::Stated)
    });
    if curated {
        words.push((
            Some(Sign::CuratedLink),
            String::new(),
            say("diagram.legend-curated"),
        ));
    }
    let collection = plan
        .items
        .iter()
        .any(|item| page.hierarchy.concept(item.node).kind.as_deref() == Some("skos:Collection"));
    if collection && !page.counted.is_activities() {
        words.push((
            Some(Sign::Dashed),
            String::new(),
            say("diagram.legend-collection"),
        ));
    }
    if page.drawing.color == ColorBy::Kind {
        for (index, kind) in series.kinds.iter().enumerate().take(SIGNS) {
            let name = page.kinds.get(kind).map_or(kind.as_str(), String::as_str);
            let shared = series.kinds.len() > SIGNS && index + 1 == SIGNS;
            let name = match shared {
                true => say("diagram.legend-other-kinds"),
                false => clean(name),
            };
            words.push((Some(Sign::Kind(index)), String::new(), name));
        }
        let has_none = |item: &Item| page.hierarchy.concept(item.node).kind.is_none();
        if plan.items.iter().any(has_none) && !series.kinds.is_empty() {
            let name = say("diagram.legend-no-kind");
            words.push((Some(Sign::NoKind), String::new(), name));
        }
    }
    let returns = series.has_returning_colours();
    if page.drawing.color == ColorBy::Branch && series.branch_count > 1 && !returns {
        let name = say("diagram.legend-branch");
        words.push((Some(Sign::Branch), String::new(), name));
    }
    if let Some(changes) = page.changes {
        if changes.values().any(|change| change.added) {
            words.push((Some(Sign::New), String::new(), say("diagram.legend-new")));
        }
        if changes.values().any(|change| change.removed) {
            words.push((Some(Sign::Gone), String::new(), say("diagram.legend-gone")));
        }
    }
    if series.has_returning_colours() {
        let key = match series.branch_count > SIGNS {
            true => "diagram.legend-returning-shapes",
            false => "diagram.legend-returning",
        };
        let numbers = [COLOURS.to_string(), SIGNS.to_string()];
        let values = [("colours", &*numbers[0]), ("signs", &*numbers[1])];
        let text = message::text(language, key, &values);
        words.push((Some(Sign::Returning), String::new(), text));
    }
    if page.has_counts && !page.drawing.hides_counts && !page.counted.is_activities() {
        let mut rule = say("diagram.counting-rule");
        if has_weakened(page) {
            rule = format!("{rule} {}", say("diagram.counting-links"));
        }
        // An empty place on an axis of bars would look like a bar of nothing.
        let is_inner_row = |item: &Item| item.has_children && item.is_row();
        if counts.is_some() && plan.items.iter().any(is_inner_row) {
            rule = format!("{rule} {}", say("diagram.counting-parents"));
        }
        words.push((None, say("diagram.counting"), rule));
    }
    if let Some(note) = page.note {
        words.push((None, String::new(), clean(note)));
    }
    let without = page.without_label();
    if without > 0 {
        let values = [("count", without.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        words.push((
            None,
            String::new(),
            message::text(language, "foot.without-label", &values),
        ));
    }
    if plan.cut > 0 {
        let values = [("count", plan.cut.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        words.push((
            None,
            String::new(),
            message::text(language, "diagram.cut", &values),
        ));
    }
    for line in first_cycle_lines(page.hierarchy, language, TOLD_CYCLES) {
        words.push((None, String::new(), clean(&line)));
    }
    words
}

/// The signs of goals, and which activity each letter stands for.
fn activities(page: &Page<'_>) -> Vec<Words<Sign>> {
    let say = |key: &str| message::text(page.language, key, &[]);
    let mut words = vec![
        (
            Some(Sign::Goal(true)),
            String::new(),
            say("diagram.legend-named"),
        ),
        (
            Some(Sign::Goal(false)),
            String::new(),
            say("diagram.legend-open"),
        ),
    ];
    let letters = page.counted.letters().into_iter();
    words.extend(letters.map(|(letter, name)| (None, letter, clean(&name))));
    words
}

/// The kinds of count that rows or boxes tell.
fn told_kinds(page: &Page<'_>, plan: &Plan) -> Vec<CountKind> {
    if !page.has_counts || page.drawing.hides_counts || page.counted.is_activities() {
        return Vec::new();
    }
    let drawn = plan.geometry.counts.as_ref().map(|counts| &counts.kinds);
    let states = page.counts.iter().any(|counts| counts.stated > 0);
    let groups = || plan.items.iter().filter(|item| item.has_children);
    let told = |item: &Item, kind: CountKind| {
        let Counts { sure, possible, .. } = item.counts;
        kind.of(item.counts) > 0 && (states && sure + possible > 0 || sure > 0 && possible > 0)
    };
    let all = [CountKind::Stated, CountKind::Sure, CountKind::Possible];
    let told = all.into_iter().filter(|kind| {
        drawn.is_some_and(|drawn| drawn.contains(kind)) || groups().any(|item| told(item, *kind))
    });
    told.collect()
}

/// Whether examples that the source states are reached through curated links.
fn has_weakened(page: &Page<'_>) -> bool {
    let mut links = page.hierarchy.links();
    links.any(|(_, child, link)| {
        link.evidence != Evidence::Stated && page.counts[child.index()].stated > 0
    })
}

/// Draws a sign whose left end is at a point.
pub fn draw(canvas: &mut Canvas, plan: &Plan, sign: Sign, (x, middle): (f32, f32)) {
    let counts = plan.geometry.counts.as_ref();
    match sign {
        Sign::Count(kind) => {
            if let Some(counts) = counts {
                if counts.unit > 0.0 {
                    swatch(canvas, kind, (x, middle - 3.5), (16.0, 7.0));
                } else {
                    dot(canvas, kind, (x + DOT, middle));
                }
            }
        }
        Sign::Goal(is_named) => goal(canvas, is_named, (x + 8.0, middle)),
        Sign::Diamond(class) => diamond(canvas, (x + 8.0, middle), class),
        Sign::CuratedLink => canvas.path(&line(x, middle, 18.0), "lk lc"),
        Sign::Reference(is_stated) => {
            let class = format!("rr{}", tint(is_stated));
            canvas.circle((x + 8.0, middle), 2.2, &class);
        }
        Sign::AlsoUnder(is_stated) => {
            let tint = tint(is_stated);
            canvas.circle((x + 8.0, middle), 3.8, &format!("rc{tint}"));
            canvas.circle((x + 8.0, middle), 1.6, &format!("xd{tint}"));
        }
        Sign::Crossing(is_stated) => {
            let tint = tint(is_stated);
            canvas.circle((x + 2.2, middle), 2.2, &format!("xd{tint}"));
            canvas.path(&line(x + 2.2, middle, 16.0), &format!("xl{tint}"));
        }
        Sign::Dashed => canvas.rect((x + 0.5, middle - 3.5), (16.0, 7.0), 2.0, "bx dash"),
        Sign::Kind(index) => {
            let (colour, shape) = kind_sign(index);
            marker(canvas, shape, (x + 8.0, middle), &format!("ri s{colour}"));
        }
        Sign::NoKind => no_kind(canvas, (x + 8.0, middle)),
        Sign::Branch => {
            canvas.rect((x + 0.5, middle - 3.5), (7.0, 7.0), 2.0, "bx s0");
            marker(canvas, 0, (x + 13.0, middle), "ri s1");
        }
        Sign::New => marker(canvas, 0, (x + 8.0, middle), "ri nw"),
        Sign::Gone => marker(canvas, 0, (x + 8.0, middle), "ri gn"),
        Sign::Returning => {
            marker(canvas, 0, (x + 4.0, middle), "ri s0");
            marker(canvas, 1, (x + 12.0, middle), "ri s0");
        }
    }
}

fn line(x: f32, y: f32, length: f32) -> String {
    format!("M{},{}h{}", Num(x), Num(y), Num(length))
}
