//! What drawings tell of themselves: how much there is, what is left out, gone, of which kind.

use lobgraaf::app::compare;
use lobgraaf::app::drawing::{Drawing, Paper};
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::tree::{self, Graphs, PageOptions, TreeOptions};
use lobgraaf::render::drawing::ColorBy;
use lobgraaf::render::{HIERARCHY_FORMATS, Rendered};
use resvg::usvg::roxmltree::{Document, Node};

use crate::suites::diagram_svg::{SESSIONS, SessionBox, build, foreign, number, on, pages};
use crate::suites::diagram_words::texts;

fn classes<'a>(node: &Node<'a, '_>) -> Vec<&'a str> {
    let names = node.attribute("class").unwrap_or_default();
    names.split(' ').collect()
}

#[test]
fn the_number_of_examples_does_not_depend_on_the_depth() {
    let SessionBox(session) = &SESSIONS[1];
    for (view, total) in [("goals", 54), ("target-groups", 58)] {
        let view = build(session, view);
        for depth in 1..4 {
            let mut formats = HIERARCHY_FORMATS.iter();
            let format = formats.find(|format| format.name == "svg").unwrap();
            let options = PageOptions {
                depth: Some(depth),
                drawing: on(Paper::A4),
                ..PageOptions::default()
            };
            let Rendered::Pages(pages) = tree::render(session, &view, format, &options).unwrap()
            else {
                panic!("no pages")
            };
            let svg = String::from_utf8(pages[0].clone()).unwrap();
            let extent = texts(&svg, "sub").concat();
            let wanted = format!("; {total} examples");
            assert!(extent.ends_with(&wanted), "{depth}: {extent}");
        }
    }
}

#[test]
fn what_is_left_out_is_told_and_marks_nothing() {
    let SessionBox(session) = &SESSIONS[1];
    let stated = TreeOptions {
        graphs: Graphs::Stated,
        ..TreeOptions::default()
    };
    let confident = TreeOptions {
        least_confidence: Some(0.95),
        ..TreeOptions::default()
    };
    let cases = [
        (stated, "Only what the source states is shown"),
        (confident, "Curated links with less confidence than 0.95"),
    ];
    for (options, told) in cases {
        let options = TreeOptions {
            evaluation: Evaluation::in_language(session.language),
            ..options
        };
        let view = tree::view(&session.project, &session.store, "goals", &options).unwrap();
        let svg = &pages(session, &view, on(Paper::A4))[0];
        let foot = texts(svg, "ft").join(" ");
        assert!(foot.contains(told), "{foot}");
        assert!(!foot.contains("made by the editors"), "{foot}");
        assert!(texts(svg, "mk").is_empty());
        let heads = texts(svg, "ch");
        assert!(
            heads.iter().all(|head| !head.contains("examples")),
            "{heads:?}"
        );
    }
}

#[test]
fn what_is_gone_is_struck_and_not_counted() {
    let old = foreign(
        ":a a skos:Concept. :b a skos:Concept; skos:broader :a.
         :c a skos:Concept; skos:broader :a.",
    );
    let new = foreign(
        ":a a skos:Concept. :b a skos:Concept; skos:broader :a.
         :d a skos:Concept; skos:broader :a.",
    );
    let names = ["old".to_owned(), "new".to_owned()];
    let SessionBox(session) = &SESSIONS[1];
    let both = compare::view(&old, &new, &names, session.language);
    let svg = &pages(session, &both, on(Paper::A4))[0];
    assert_eq!(texts(svg, "sub"), ["3 concepts on 2 levels; 1 removed"]);
    assert_eq!(texts(svg, "gn"), ["−\u{a0}c"]);
    assert_eq!(texts(svg, "nw"), ["+\u{a0}d"]);
    assert!(texts(svg, "mt").contains(&"2 concepts below".to_owned()));
}

#[test]
fn a_node_with_several_parents_keeps_the_shape_of_its_kind() {
    let drawing = Drawing {
        color: ColorBy::Kind,
        ..on(Paper::A3)
    };
    let SessionBox(session) = &SESSIONS[1];
    let svg = &pages(session, &build(session, "gaps"), drawing)[0];
    let document = Document::parse(svg).unwrap();
    let rings: Vec<_> = document
        .descendants()
        .filter(|node| classes(node).contains(&"rc") && number(*node, "r") == Some(4.6))
        .collect();
    assert!(!rings.is_empty());
    for ring in rings {
        let inside = ring.next_sibling_element().unwrap();
        assert!(classes(&inside).iter().any(|name| name.starts_with('s')));
    }
    let references = document.descendants();
    for reference in references.filter(|node| classes(node).contains(&"rr")) {
        // The legend's own sign is of no kind.
        let is_sign = reference.parent().unwrap().has_tag_name("svg");
        let has_colour = classes(&reference).iter().any(|name| {
            let digits = name.strip_prefix('s').unwrap_or("-");
            digits.parse::<usize>().is_ok()
        });
        assert!(has_colour || is_sign || *reference.tag_name().name() == *"circle");
    }
}

#[test]
fn what_has_no_kind_has_a_sign_of_its_own() {
    let view = foreign(
        ":s a skos:ConceptScheme. :a a skos:Concept; skos:topConceptOf :s.
         :b skos:broader :a. :c a skos:Concept; skos:broader :a.",
    );
    let drawing = Drawing {
        color: ColorBy::Kind,
        ..on(Paper::A4)
    };
    let SessionBox(session) = &SESSIONS[1];
    let svg = &pages(session, &view, drawing)[0];
    let without = view
        .hierarchy
        .nodes()
        .any(|node| view.hierarchy.concept(node).kind.is_none());
    let foot = texts(svg, "ft").join(" ");
    assert_eq!(without, foot.contains("without a kind"), "{foot}");
}

#[test]
fn classes_are_called_classes_and_circles_add_no_level() {
    let SessionBox(session) = &SESSIONS[1];
    let classes = foreign(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
         @prefix owl: <http://www.w3.org/2002/07/owl#> .
         :a a owl:Class. :b a owl:Class; rdfs:subClassOf :a. :c a owl:Class; rdfs:subClassOf :a.",
    );
    let svg = &pages(session, &classes, on(Paper::A4))[0];
    assert_eq!(texts(svg, "sub"), ["3 classes on 2 levels"]);
    let circle = foreign(":a a skos:Concept; skos:broader :b. :b a skos:Concept; skos:broader :a.");
    let svg = &pages(session, &circle, on(Paper::A4))[0];
    assert_eq!(texts(svg, "sub"), ["2 concepts on 2 levels"]);
}

#[test]
fn lines_to_further_parents_begin_at_a_dot_and_end_at_a_double_ring() {
    let view = foreign(
        ":r a skos:Concept. :a a skos:Concept; skos:broader :r. :b a skos:Concept; skos:broader :r.
         :c a skos:Concept; skos:broader :a, :b. :d a skos:Concept; skos:broader :a.",
    );
    let SessionBox(session) = &SESSIONS[1];
    let svg = &pages(session, &view, on(Paper::A4))[0];
    let document = Document::parse(svg).unwrap();
    let lines = document.descendants().filter(|node| {
        classes(node).contains(&"xl") && node.parent().is_some_and(|it| it.has_tag_name("g"))
    });
    let lines: Vec<_> = lines
        .filter(|node| node.attribute("d").is_some_and(|d| d.contains('Q')))
        .collect();
    assert_eq!(lines.len(), 1);
    let data = lines[0].attribute("d").unwrap();
    let start: Vec<f32> = data[1..]
        .split(['H', 'V', 'Q'])
        .next()
        .unwrap()
        .split(',')
        .map(|part| part.parse().unwrap())
        .collect();
    let dots = document
        .descendants()
        .filter(|node| classes(node).contains(&"xd"));
    let near = |node: &Node<'_, '_>| {
        let (x, y) = (number(*node, "cx").unwrap(), number(*node, "cy").unwrap());
        (x - start[0]).abs() < 3.0 && (y - start[1]).abs() < 1.0
    };
    assert!(dots.clone().any(|dot| near(&dot)), "no dot at {start:?}");
}

#[test]
fn a_label_in_another_language_says_which() {
    let view = foreign(
        ":a a skos:Concept; skos:prefLabel \"Erde\"@de. :b a skos:Concept; skos:broader :a;
         skos:prefLabel \"land\"@nl. :c a skos:Concept; skos:broader :a; skos:prefLabel \"Luft\"@de.",
    );
    let SessionBox(session) = &SESSIONS[0];
    let svg = &pages(session, &view, on(Paper::A4))[0];
    let document = Document::parse(svg).unwrap();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    let marked: Vec<_> = texts
        .filter(|node| node.attribute("lang") == Some("de"))
        .collect();
    assert_eq!(marked.len(), 2);
    assert!(svg.contains("class=\"go\">land<"), "{svg}");
}
