//! What drawings say in words: heads, counts, references, and how they fill their sheet.

use std::process::Command;

use lobgraaf::app::drawing::{Drawing, Orientation, Paper};
use lobgraaf::render::svg::font::Ruler;
use resvg::usvg::roxmltree::Document;

use crate::suites::diagram_svg::{SESSIONS, SessionBox, build, foreign, lines, number, on, pages};

/// The pages of a view of the project, in Dutch.
fn drawn(view: &str, paper: Paper, side: Orientation) -> Vec<String> {
    let SessionBox(session) = &SESSIONS[0];
    let drawing = Drawing {
        orientation: Some(side),
        ..on(paper)
    };
    pages(session, &build(session, view), drawing)
}

/// The texts of a class, each without its line breaks.
pub fn texts(svg: &str, class: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let of_class = document.descendants().filter(|node| {
        node.has_tag_name("text")
            && node
                .attribute("class")
                .is_some_and(|names| names.split(' ').any(|name| name == class))
    });
    of_class
        .map(|node| {
            let parts = node.descendants().filter(|node| node.is_text());
            parts.filter_map(|node| node.text()).collect()
        })
        .collect()
}

/// 1 for each page as large as usual, more where type has grown.
fn scale(svg: &str) -> f32 {
    let document = Document::parse(svg).unwrap();
    let element = document.root_element();
    let box_width: f32 = element
        .attribute("viewBox")
        .and_then(|values| values.split(' ').nth(2)?.parse().ok())
        .unwrap();
    let width = element.attribute("width").unwrap().trim_end_matches("mm");
    width.parse::<f32>().unwrap() * 72.0 / 25.4 / box_width
}

#[test]
fn examples_stand_under_goals_and_those_without_in_one_group() {
    for paper in [Paper::A4, Paper::A3] {
        let all = drawn("examples", paper, Orientation::Landscape);
        assert_eq!(texts(&all[0], "ch")[0], "Overkoepelend doel");
        let all = all.concat();
        assert!(all.contains("Uitval en vertraging"), "{paper:?}");
        assert!(all.contains(">zonder duidelijk doel"), "{paper:?}");
        assert!(all.contains(">13 voorbeelden<"), "{paper:?}");
    }
}

#[test]
fn what_boxes_count_the_legend_explains() {
    let all = drawn("frameworks", Paper::A3, Orientation::Landscape);
    let words: Vec<_> = all.iter().flat_map(|page| texts(page, "ft")).collect();
    for word in ["vermeld ", "zeker ", "mogelijk "] {
        assert!(words.iter().any(|text| text.starts_with(word)), "{word}");
    }
    let groups = drawn("target-groups", Paper::A4, Orientation::Landscape);
    assert!(groups[0].contains("29 ervan op dit niveau zelf"));
    let band = drawn("goals", Paper::A4, Orientation::Portrait);
    let said = "54 voorbeelden, 36\u{a0}zeker; 13 van de 67 voorbeelden zonder duidelijk doel";
    assert!(band[0].contains(said));
}

/// Two parents of one concept, whose labels sort differently in each language: both have below
/// them what it has, and so has what is above them.
#[test]
fn what_lies_below_does_not_depend_on_the_order() {
    let turtle = "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
        :r s:prefLabel 'Root'@en, 'Wortel'@nl .
        :a s:broader :r ; s:prefLabel 'A'@nl , 'Z'@en . :b s:broader :r ; s:prefLabel 'B'@nl , 'B'@en .
        :x s:broader :a , :b ; s:prefLabel 'X'@nl , 'X'@en . :y s:broader :x ; s:prefLabel 'Y'@nl , 'Y'@en .
        :z s:broader :y ; s:prefLabel 'Q'@nl , 'Q'@en .";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ttl");
    std::fs::write(&file, turtle).unwrap();
    for (language, words) in [("nl", "begrippen eronder"), ("en", "concepts below")] {
        let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
            .args([
                "diagram", "--lang", language, "--format", "svg", "-o", "-", "--file",
            ])
            .arg(&file)
            .output()
            .unwrap();
        let svg = String::from_utf8(output.stdout).unwrap();
        assert!(svg.contains(&format!(">5 {words}<")), "{svg}");
        assert_eq!(svg.matches(&format!(">3 {words}<")).count(), 2, "{svg}");
    }
}

#[test]
fn many_roots_without_children_are_rows() {
    let mut turtle = String::from(
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
         :child s:broader :parent .\n",
    );
    for index in 0..40 {
        turtle.push_str(&format!(":c{index} a s:Concept .\n"));
    }
    let SessionBox(session) = &SESSIONS[0];
    let all = pages(session, &foreign(&turtle), on(Paper::A4)).concat();
    assert!(!all.contains("0 begrippen eronder"));
    assert_eq!(
        all.matches("class=\"bx\"").count(),
        1,
        "the one that has a child"
    );
    assert_eq!(all.matches("class=\"ri\"").count(), 41);
}

/// The same below one root: most of its children have none.
#[test]
fn many_children_without_children_are_rows() {
    let mut turtle = String::from(
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .\n",
    );
    for index in 0..30 {
        turtle.push_str(&format!(":c{index} s:broader :top .\n"));
    }
    for index in 0..300 {
        turtle.push_str(&format!(":d{index} s:broader :c{} .\n", index % 9));
    }
    let SessionBox(session) = &SESSIONS[0];
    let all = pages(session, &foreign(&turtle), on(Paper::A4)).concat();
    assert_eq!(all.matches("class=\"ri\"").count(), 300 + 21);
}

#[test]
fn nothing_to_draw_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ttl");
    std::fs::write(&file, "<http://e.org/a> <http://e.org/b> 'c' .").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["diagram", "--lang", "en", "-o", "-", "--file"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no concepts or classes"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_cycle_is_told_on_standard_error_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ttl");
    let turtle = "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
        :a s:broader :b . :b s:broader :a .";
    std::fs::write(&file, turtle).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args([
            "diagram",
            "--no-legend",
            "--format",
            "svg",
            "-o",
            "-",
            "--file",
        ])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
}

#[test]
fn type_grows_with_the_sheet_up_to_a_bound() {
    let of = |view, paper, side| scale(&drawn(view, paper, side)[0]);
    assert!((of("goals", Paper::A4, Orientation::Landscape) - 1.0).abs() < 0.01);
    assert!(of("sectors", Paper::A4, Orientation::Landscape) > 1.2);
    assert!(of("goals", Paper::A3, Orientation::Landscape) > 1.2);
    assert!((of("sectors", Paper::A3, Orientation::Landscape) - 1.7).abs() < 0.01);
    // Several columns rather than half a sheet.
    let forms = drawn("activity-forms", Paper::A3, Orientation::Landscape);
    assert_eq!(forms.len(), 1);
    assert_eq!(
        texts(&forms[0], "ax")
            .iter()
            .filter(|text| *text == "0")
            .count(),
        2
    );
}

#[test]
fn a_poster_stands_or_lies_as_asked() {
    for view in ["goals", "activity-forms", "success-elements", "sectors"] {
        for (side, wanted) in [
            (Orientation::Portrait, 1.0 / std::f32::consts::SQRT_2),
            (Orientation::Landscape, std::f32::consts::SQRT_2),
        ] {
            let svg = &drawn(view, Paper::Poster, side)[0];
            let document = Document::parse(svg).unwrap();
            let page = document.root_element();
            let page = page
                .children()
                .find(|node| node.attribute("class") == Some("pg"));
            let page = page.unwrap();
            let proportions = number(page, "width").unwrap() / number(page, "height").unwrap();
            assert!((proportions - wanted).abs() < 0.02, "{view}: {proportions}");
        }
    }
}

/// The widest strip from 0 to `end` that none of `parts` touches.
fn widest_gap(mut parts: Vec<(f32, f32)>, end: f32) -> f32 {
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    parts.push((end, end));
    let (mut reached, mut widest) = (0.0_f32, 0.0_f32);
    for (from, to) in parts {
        widest = widest.max(from - reached);
        reached = reached.max(to);
    }
    widest
}

#[test]
fn posters_are_filled() {
    let ruler = Ruler::default();
    for view in [
        "goals",
        "activity-forms",
        "success-elements",
        "gaps",
        "frameworks",
        "examples",
        "competencies",
    ] {
        for side in [Orientation::Portrait, Orientation::Landscape] {
            let (width, height, lines) = lines(&drawn(view, Paper::Poster, side)[0], &ruler);
            // Title and foot run across; what matters is the tree between them.
            let tree = lines
                .iter()
                .filter(|line| line.top > 90.0 && line.top < 0.8 * height);
            let across = tree.map(|line| (line.left, line.right)).collect();
            let down = lines.iter().map(|line| (line.top, line.bottom)).collect();
            let (across, down) = (widest_gap(across, width), widest_gap(down, height));
            assert!(
                across < 0.19 * width,
                "{view} {side:?}: {across} of {width}"
            );
            assert!(down < 0.08 * height, "{view} {side:?}: {down} of {height}");
        }
    }
}

#[test]
fn what_fits_one_page_lies_where_lines_break_less() {
    let SessionBox(session) = &SESSIONS[0];
    for view in ["goals", "competencies", "actors"] {
        let pages = pages(session, &build(session, view), on(Paper::A4));
        let document = Document::parse(&pages[0]).unwrap();
        let width = document.root_element().attribute("width").unwrap();
        assert_eq!((pages.len(), width), (1, "297mm"), "{view}");
    }
    // Two columns that break no word rather than two pages.
    for language in [&SESSIONS[0], &SESSIONS[1]] {
        let SessionBox(session) = language;
        let forms = pages(session, &build(session, "activity-forms"), on(Paper::A4));
        assert_eq!(forms.len(), 1);
    }
    let SessionBox(session) = &SESSIONS[0];
    let forms = pages(session, &build(session, "activity-forms"), on(Paper::A3));
    assert!(forms[0].contains("docentuitwisseling"));
    assert!(forms[0].contains("tussenjaarprogramma"));
}
