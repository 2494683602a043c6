//! Extra parents in drawings: a line where both ends stand near each other on one sheet, a
//! reference elsewhere, and a table of all of them; lines keep off the texts.

use std::fmt::Write;

use lobgraaf::app::drawing::{Drawing, Orientation, Paper, Theme};
use lobgraaf::render::svg::font::Ruler;
use resvg::usvg::roxmltree::{Document, Node};

use crate::suites::diagram_svg::{
    Line, SESSIONS, SessionBox, VIEWS, build, foreign, lines, on, pages, spoken,
};

/// A root, `groups` groups of `size` concepts, and `also` as further links from child to parent.
fn tree(groups: usize, size: usize, also: &[(&str, &str)]) -> String {
    let mut turtle = String::from(":top a skos:Concept; skos:prefLabel \"Alles\"@nl .\n");
    for group in 1..=groups {
        let _ = writeln!(
            turtle,
            ":g{group} a skos:Concept; skos:prefLabel \"Groep {group}\"@nl; skos:broader :top ."
        );
        for leaf in 1..=size {
            let _ = writeln!(
                turtle,
                ":g{group}l{leaf} a skos:Concept; skos:prefLabel \"Blad {leaf} van groep {group}\"@nl; skos:broader :g{group} ."
            );
        }
    }
    for (child, parent) in also {
        let _ = writeln!(turtle, ":{child} skos:broader :{parent} .");
    }
    turtle
}

fn drawn(turtle: &str, drawing: Drawing) -> Vec<String> {
    let SessionBox(session) = &SESSIONS[0];
    pages(session, &foreign(turtle), drawing)
}

fn of_class(svg: &str, name: &str) -> usize {
    let document = Document::parse(svg).unwrap();
    let nodes = document.descendants();
    let classes = nodes.filter_map(|node| node.attribute("class"));
    classes
        .filter(|class| class.split(' ').any(|part| part == name))
        .count()
}

/// Lines in the tree, without the one in the legend.
fn crossings(svg: &str) -> usize {
    of_class(svg, "xh")
}

#[test]
fn a_second_parent_is_a_line_and_stands_in_the_table() {
    let svg = drawn(&tree(3, 3, &[("g1l1", "g2")]), Drawing::default());
    assert_eq!(svg.len(), 1);
    let svg = &svg[0];
    assert_eq!((crossings(svg), of_class(svg, "rr")), (1, 0));
    let said = spoken(svg);
    assert_eq!(said.len(), 1 + 3 + 9, "no row for the second place");
    assert!(said.contains(&"Blad 1 van groep 1; ook onder Groep 2".to_owned()));
    let (_, _, texts) = lines(svg, &Ruler::default());
    let heads = texts.iter().filter(|line| line.text == "staat ook onder");
    assert_eq!(heads.count(), 1, "{texts:?}");
    let four = texts.iter().any(|line| line.text == "4 begrippen eronder");
    assert!(four, "the line counts too");
}

#[test]
fn a_line_does_not_bridge_pages_or_long_ways() {
    let far = tree(12, 9, &[("g1l1", "g9")]);
    let pages = drawn(&far, on(Paper::A4));
    assert!(pages.len() > 1);
    let found: usize = pages.iter().map(|svg| crossings(svg)).sum();
    assert_eq!(found, 0);
    let words = pages.concat();
    assert!(words.contains("voluit onder Groep 1 (blz.\u{a0}1)"));
    assert!(words.contains("ook onder Groep 9 (blz.\u{a0}3)"));
    assert_eq!(
        pages.iter().map(|svg| of_class(svg, "tc")).sum::<usize>(),
        2
    );
    let screen = drawn(&far, on(Paper::Screen));
    assert_eq!(crossings(&screen[0]), 0, "too long a way");
    assert_eq!(of_class(&screen[0], "rr"), 2, "the row and the legend");
}

#[test]
fn many_lines_become_references_and_a_long_table_is_left_out() {
    let names: Vec<(String, String)> = (1..=6)
        .flat_map(|group| {
            (1..=5).map(move |leaf| (format!("g{group}l{leaf}"), format!("g{}", group % 6 + 1)))
        })
        .collect();
    let also: Vec<_> = names
        .iter()
        .map(|(child, parent)| (child.as_str(), parent.as_str()))
        .collect();
    let all = &drawn(&tree(6, 6, &also), on(Paper::Screen))[0];
    assert_eq!(of_class(all, "tc"), 0);
    assert!(crossings(all) <= 12, "{} lines", crossings(all));
    assert!(of_class(all, "rr") >= also.len() - 12);
    let few = &drawn(&tree(6, 6, &also[..9]), on(Paper::Screen))[0];
    assert_eq!(of_class(few, "tc"), 18);
    assert!((1..=9).contains(&crossings(few)));
}

#[test]
fn a_cycle_and_a_link_to_a_far_level_stay_references() {
    let cycle = &drawn(&tree(2, 2, &[("g1", "g1l1")]), Drawing::default())[0];
    assert_eq!((crossings(cycle), of_class(cycle, "rr")), (0, 2));
    let far = &drawn(&tree(2, 3, &[("g1l1", "top")]), Drawing::default())[0];
    assert_eq!(crossings(far), 0);
}

type Point = (f32, f32);

/// The points of a line, its bends as corners.
fn points(node: Node<'_, '_>) -> Vec<Point> {
    let (mut dx, mut dy) = (0.0, 0.0);
    for above in node.ancestors() {
        if let Some(moved) = above.attribute("transform") {
            let inner = moved.trim_start_matches("translate(").trim_end_matches(')');
            let (x, y) = inner.split_once(' ').unwrap();
            dx += x.parse::<f32>().unwrap();
            dy += y.parse::<f32>().unwrap();
        }
    }
    let mut points: Vec<Point> = Vec::new();
    let data = node.attribute("d").unwrap();
    let mut rest = data;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..]
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(rest.len(), |at| at + 1);
        let numbers: Vec<f32> = rest[1..end]
            .split([',', ' '])
            .map(|number| number.parse().unwrap())
            .collect();
        let (x, y) = points.last().copied().unwrap_or_default();
        match command {
            'H' => points.push((numbers[0], y)),
            'V' => points.push((x, numbers[0])),
            _ => points.extend(numbers.chunks(2).map(|pair| (pair[0], pair[1]))),
        }
        rest = &rest[end..];
    }
    points.into_iter().map(|(x, y)| (x + dx, y + dy)).collect()
}

fn touches(line: &Line, (a, b): (Point, Point)) -> bool {
    let (left, right) = (a.0.min(b.0), a.0.max(b.0));
    let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
    left < line.right && right > line.left && top < line.bottom && bottom > line.top
}

#[test]
fn lines_keep_off_every_text() {
    let ruler = Ruler::default();
    let mut met = 0;
    for SessionBox(session) in SESSIONS.iter() {
        for name in VIEWS {
            let view = build(session, name);
            let mut drawings: Vec<_> = [Paper::A4, Paper::A3, Paper::Screen, Paper::Poster]
                .into_iter()
                .map(on)
                .collect();
            drawings.push(Drawing {
                orientation: Some(Orientation::Portrait),
                theme: Theme::Dark,
                ..on(Paper::A4)
            });
            for drawing in drawings {
                let what = format!("{name} {} {drawing:?}", session.language);
                for svg in pages(session, &view, drawing) {
                    let (_, _, texts) = lines(&svg, &ruler);
                    let document = Document::parse(&svg).unwrap();
                    let nodes = document.descendants();
                    for node in nodes.filter(|node| node.attribute("class") == Some("xh")) {
                        met += 1;
                        let points = points(node);
                        for pair in points.windows(2) {
                            let hit = texts.iter().find(|line| touches(line, (pair[0], pair[1])));
                            assert!(hit.is_none(), "{what}: {pair:?} runs through {hit:?}");
                        }
                    }
                }
            }
        }
    }
    assert!(met > 20, "{met} lines");
}
