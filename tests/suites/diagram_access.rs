//! Drawings for those who see fewer colours, and for those who listen: colours stay apart under
//! three kinds of colour blindness, nothing rests on colour alone, and axe-core finds nothing
//! on a page with drawings inside.

use std::collections::BTreeSet;

use lobgraaf::app::drawing::{ColorBy, Drawing, Paper, Theme};
use lobgraaf::render::svg::canvas::Canvas;
use lobgraaf::render::svg::palette::{DARK, LIGHT, Palette, style_sheet};
use lobgraaf::render::svg::series::{COLOURS, SIGNS, kind_sign, marker};
use resvg::usvg::roxmltree::Document;

use crate::suites::diagram_svg::{SESSIONS, SessionBox, build, foreign, on, pages};
use crate::support::browser;

type Matrix = [[f64; 3]; 3];

/// Full colour blindness on linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
/// "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6),
/// 2009, severity 1.0.
const VISIONS: [(&str, Matrix); 4] = [
    (
        "all colours",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// CIELAB (D65) of a colour as somebody sees it.
fn seen(colour: &str, vision: &Matrix) -> [f64; 3] {
    let linear = [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    });
    let light = times(vision, linear).map(|part| part.clamp(0.0, 1.0));
    let to_xyz = [
        [
            0.412_456_4 / 0.95047,
            0.357_576_1 / 0.95047,
            0.180_437_5 / 0.95047,
        ],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [
            0.019_333_9 / 1.08883,
            0.119_192_0 / 1.08883,
            0.950_304_1 / 1.08883,
        ],
    ];
    let [x, y, z] = times(&to_xyz, light).map(|part| {
        if part > 216.0 / 24389.0 {
            part.cbrt()
        } else {
            (24389.0 / 27.0 * part + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Distance of two colours: about 2.3 is just noticeable.
fn distance(one: &str, other: &str, vision: &Matrix) -> f64 {
    let (one, other) = (seen(one, vision), seen(other, vision));
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

#[test]
fn colours_stay_apart_for_those_who_see_fewer() {
    let grey = distance("#000000", "#FFFFFF", &VISIONS[0].1);
    assert!((grey - 100.0).abs() < 0.1, "{grey}");
    // Red and green of one lightness are what deuteranopes confuse: the simulation must say so.
    let confused = ["#C04040", "#707000"].map(|colour| seen(colour, &VISIONS[2].1));
    assert!((confused[0][1] - confused[1][1]).abs() < 12.0);
    for (theme, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        for (vision, matrix) in &VISIONS {
            let series = palette.series;
            for (index, colour) in series.iter().enumerate() {
                let next = series[(index + 1) % series.len()];
                let apart = distance(colour, next, matrix);
                assert!(
                    apart > 20.0,
                    "{theme}, {vision}: {colour} {next} {apart:.0}"
                );
            }
            let signs = [palette.stated, palette.curated, palette.mark, palette.line];
            for (index, one) in signs.iter().enumerate() {
                for other in &signs[index + 1..] {
                    let apart = distance(one, other, matrix);
                    assert!(apart > 12.0, "{theme}, {vision}: {one} {other} {apart:.0}");
                }
            }
        }
    }
}

#[test]
fn colour_is_never_alone() {
    // Kinds: a shape for each colour.
    let shapes: BTreeSet<String> = (0..COLOURS)
        .map(|shape| {
            let mut canvas = Canvas::default();
            marker(&mut canvas, shape, (0.0, 0.0), "x");
            canvas.out
        })
        .collect();
    assert_eq!(shapes.len(), COLOURS);
    // Links and bars of editors: dashes and hatches; without any colour too.
    for colour in [
        ColorBy::Count,
        ColorBy::Kind,
        ColorBy::Branch,
        ColorBy::None,
    ] {
        let css = style_sheet(Theme::Light, colour);
        let has = |selector: &str, declaration: &str| {
            css.lines().any(|line| {
                let Some((names, rest)) = line.split_once('{') else {
                    return false;
                };
                names.split(',').any(|name| name == selector) && rest.contains(declaration)
            })
        };
        assert!(has(".lc", "stroke-dasharray"), "curated links are dashed");
        assert!(has(".xl", "stroke-dasharray"), "cross-links are dashed");
        assert!(
            has(".rr", "stroke-dasharray"),
            "rings of references are dashed"
        );
        assert!(has(".ha", "url(#hatch)"), "curated bars are hatched");
        assert!(!has(".lk", "stroke-dasharray") && !has(".cs", "url("));
    }
    // Marks have words, and so have both kinds of count.
    let SessionBox(session) = &SESSIONS[0];
    let goals = pages(session, &build(session, "goals"), on(Paper::A4)).concat();
    let marks = goals.matches("class=\"ml\"").count() + goals.matches("class=\"mn\"").count();
    let words = goals.matches("class=\"mk\"").count();
    assert!(words > 0 && marks >= words, "{marks} marks, {words} words");
    let Palette {
        stated, curated, ..
    } = LIGHT;
    assert!(goals.contains(stated) && goals.contains(curated));
}

#[test]
fn axe_finds_nothing_on_a_page_with_drawings() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (language, SessionBox(session)) in ["nl", "en"].iter().zip(SESSIONS.iter()) {
        let drawings: String = ["goals", "frameworks", "gaps"]
            .iter()
            .map(|name| pages(session, &build(session, name), Drawing::default()).concat())
            .collect();
        let page = format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>LOB</title></head>\
             <body><main><h1>LOB</h1>{drawings}</main></body></html>"
        );
        let file = folder.path().join(format!("{language}.html"));
        std::fs::write(&file, page).unwrap();
        files.push(file);
    }
    let Some(said) = browser::run("drawings in a browser", "drawing.mjs", &files) else {
        return;
    };
    assert!(said.contains("nothing wrong"), "{said}");
}

/// A file with so many branches of two rows each.
fn branches(count: usize) -> String {
    let branch = |number: usize| {
        format!(
            ":b{number:02} a skos:Concept ; skos:prefLabel \"tak {number:02}\"@nl .\n\
             :b{number:02}x skos:broader :b{number:02} ; skos:prefLabel \"rij {number:02}x\"@nl .\n\
             :b{number:02}y skos:broader :b{number:02} ; skos:prefLabel \"rij {number:02}y\"@nl .\n"
        )
    };
    (1..=count).map(branch).collect()
}

/// By branch, how its rows look: class of the mark and its shape, without its place.
fn looks(svg: &str) -> Vec<(String, String)> {
    let document = Document::parse(svg).unwrap();
    let items = document
        .descendants()
        .filter(|node| node.attribute("role") == Some("listitem"));
    let mut looks = Vec::new();
    for item in items {
        let title = item.children().find(|node| node.has_tag_name("title"));
        if !title.is_some_and(|title| title.text().unwrap_or("").ends_with('x')) {
            continue;
        }
        let mark = item.children().find(|node| {
            let class = node.attribute("class").unwrap_or("");
            class.starts_with("ri")
        });
        let mark = mark.expect("each row has a mark");
        let shape = match mark.attribute("d") {
            Some(data) => data
                .split_once(|c: char| c.is_alphabetic() && c != 'M')
                .unwrap()
                .1
                .to_owned(),
            None => "circle".to_owned(),
        };
        looks.push((mark.attribute("class").unwrap().to_owned(), shape));
    }
    looks
}

#[test]
fn branches_that_share_a_colour_differ_in_shape_and_the_legend_says_so() {
    let SessionBox(session) = &SESSIONS[0];
    let drawing = Drawing {
        color: ColorBy::Branch,
        ..on(Paper::Poster)
    };
    let draw = |count| pages(session, &foreign(&branches(count)), drawing.clone()).concat();
    let few = looks(&draw(7));
    assert!(few.iter().all(|(_, shape)| shape == "circle"), "{few:?}");
    assert!(!draw(7).contains("komen de kleuren terug"));
    let all = draw(49);
    let looks_of_all = looks(&all);
    assert_eq!(looks_of_all.len(), 49);
    assert_eq!(looks_of_all.iter().collect::<BTreeSet<_>>().len(), 49);
    // Boxes carry the mark of their rows: 49 boxes, 98 rows, two signs in the legend.
    assert_eq!(all.matches("class=\"ri s").count(), 49 + 98 + 2);
    assert!(all.contains("na 7 takken komen de kleuren terug"), "{all}");
    assert!(!all.contains("na 49 takken"));
    assert!(draw(50).contains("na 49 takken ook de vormen"));
}

#[test]
fn each_of_49_kinds_has_a_mark_of_its_own() {
    let signs: BTreeSet<_> = (0..SIGNS).map(kind_sign).collect();
    assert_eq!(signs.len(), SIGNS);
    assert_eq!(kind_sign(SIGNS + 3), kind_sign(SIGNS - 1));
}
