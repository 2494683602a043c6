//! Lines and marks of relations, and what they mean.
//! Room `render`.

use crate::core::alignment::Relation;
use crate::render::alignment::AlignmentPage;
use crate::render::svg::canvas::{Canvas, Num};
use crate::render::svg::foot::Words;

/// Widths and dashes of the lines; what has no colour.
pub const STYLE: &str = "\
.ti{fill:none;stroke-width:1.2}
.t0{stroke-width:2.4}
.t2{stroke-dasharray:8 2.6}
.t3{stroke-dasharray:7 2.2 1.4 2.2}
.t4{stroke-width:1.4;stroke-linecap:round;stroke-dasharray:.1 3}
.t5{stroke-dasharray:3 3}
.tm{stroke-width:1.2}
.tw{font-size:7.5px}
.tg{fill:none;stroke-width:.7}
";

/// Number of the colour of a relation, in the palette's order.
pub fn colour(relation: Relation) -> usize {
    match relation {
        Relation::Exact => 0,
        Relation::Close => 4,
        Relation::Broad => 5,
        Relation::Narrow => 2,
        Relation::Related => 6,
        Relation::Other => 3,
    }
}

/// Classes of the line of a relation.
pub fn line_class(relation: Relation) -> String {
    format!("ti t{} s{}", relation as usize, colour(relation))
}

/// The mark at the right end of a link: a shape for each relation.
pub fn mark(canvas: &mut Canvas, relation: Relation, (x, y): (f32, f32)) {
    let colour = colour(relation);
    let full = format!("tm s{colour} f{colour}");
    let hollow = format!("ri s{colour}");
    let path = |data: &str| format!("M{},{}{data}", Num(x), Num(y));
    match relation {
        Relation::Exact => canvas.circle((x, y), 2.7, &full),
        Relation::Close => canvas.circle((x, y), 2.7, &hollow),
        Relation::Broad => canvas.path(&path("m0,-3l3.2,5.6h-6.4z"), &full),
        Relation::Narrow => canvas.path(&path("m0,3l3.2,-5.6h-6.4z"), &hollow),
        Relation::Related => canvas.path(&path("m0,-3l3,3l-3,3l-3,-3z"), &hollow),
        Relation::Other => canvas.path(&path("m-2.4,-2.4h4.8v4.8h-4.8z"), &hollow),
    }
}

/// Draws a line with its mark; its left end is at a point.
pub fn draw(canvas: &mut Canvas, relation: Relation, (x, y): (f32, f32)) {
    let data = format!("M{},{}h15", Num(x), Num(y));
    canvas.path(&data, &line_class(relation));
    mark(canvas, relation, (x + 18.0, y));
}

/// Sign, words and explanation of all that occurs.
pub fn words(page: &AlignmentPage<'_>, has_headings: bool, is_split: bool) -> Vec<Words<Relation>> {
    if page.drawing.hides_legend {
        return Vec::new();
    }
    let say = |key: &str| page.say(key, &[]);
    let mut words = Vec::new();
    for relation in Relation::ALL {
        let mut ties = page.alignment.ties.iter();
        let Some(tie) = ties.find(|tie| tie.relation == relation) else {
            continue;
        };
        let key = match relation {
            Relation::Exact => "link.diagram.legend-exact",
            Relation::Close => "link.diagram.legend-close",
            Relation::Broad => "link.diagram.legend-broad",
            Relation::Narrow => "link.diagram.legend-narrow",
            Relation::Related => "link.diagram.legend-related",
            Relation::Other => "link.diagram.legend-other",
        };
        let strong = match relation {
            Relation::Other => String::new(),
            _ => format!("{}:", page.relation(&tie.predicate)),
        };
        words.push((Some(relation), strong, say(key)));
    }
    if has_headings {
        let text = say("link.diagram.legend-heading");
        words.push((None, say("link.diagram.legend-place"), text));
    }
    if is_split {
        let text = say("link.diagram.legend-repeat");
        words.push((None, say("link.diagram.legend-repeated"), text));
    }
    for note in &page.notes {
        words.push((None, String::new(), note.clone()));
    }
    words
}
