//! Drawings of links: both hierarchies and every accepted link once, told by line and word;
//! nothing overlaps or leaves the page; the same bytes each time.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lobgraaf::app::drawing::{Drawing, Orientation, Paper, Theme};
use lobgraaf::app::link::diagram::{Options, Relation, diagram};
use lobgraaf::app::link::sets::LinkFile;
use lobgraaf::app::progress::Silent;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::{AppError, Rendered};
use lobgraaf::core::alignment::{outline, settle};
use lobgraaf::core::hierarchy::{Evidence, HierarchyBuilder, Link};
use lobgraaf::core::language::Language;
use lobgraaf::core::sssom::{Mapping, Slot, decision};
use lobgraaf::render::svg::font::Ruler;
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use crate::suites::diagram_svg::{SESSIONS, SessionBox, assert_tidy, lines, on, spoken};
use crate::support::{browser, root};

fn case(name: &str) -> PathBuf {
    root().join("tests/cases/linking").join(name)
}

/// The garden, in a language, and its links to the market.
fn garden(language: Language) -> (Session, Vec<LinkFile>) {
    let sources = Sources {
        project: Some(root().to_owned()),
        files: vec![case("garden.ttl")],
        ..Sources::default()
    };
    let session = Session::open(&sources, language).unwrap();
    let file = LinkFile::read_valid(&case("garden.sssom.tsv")).unwrap();
    (session, vec![file])
}

fn with_market(drawing: Drawing) -> Options {
    Options {
        with: vec![case("market.ttl")],
        drawing,
        ..Options::default()
    }
}

fn draw(session: &Session, files: &[LinkFile], options: &Options) -> Vec<String> {
    match diagram(session, files, options, "svg", &Silent).unwrap() {
        Rendered::Pages(pages) => pages
            .into_iter()
            .map(|page| String::from_utf8(page).unwrap())
            .collect(),
        other => panic!("svg has pages, not {} bytes", other.size()),
    }
}

/// Each link of some pages: class of its line and what it says.
fn links(pages: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for page in pages {
        let document = Document::parse(page).unwrap();
        for path in document
            .descendants()
            .filter(|node| node.has_tag_name("path"))
        {
            let class = path.attribute("class").unwrap_or("");
            let item = path.parent().unwrap();
            // The legend has such lines too, but in no list.
            if class.starts_with("ti ") && item.attribute("role") == Some("listitem") {
                let title = item.children().find(|node| node.has_tag_name("title"));
                let title = title.unwrap().text().unwrap().to_owned();
                found.push((class.to_owned(), title));
            }
        }
    }
    found.sort();
    found
}

/// How many links some pages tell of: one of copies of a term (`… ×9`) stands for all of them.
fn told(pages: &[String]) -> usize {
    let count = |(_, said): (String, String)| {
        let copies = said
            .rsplit_once(" ×")
            .and_then(|(_, count)| count.parse().ok());
        copies.unwrap_or(1)
    };
    links(pages).into_iter().map(count).sum()
}

/// The drawing without its typeface and colours, which have tests of their own.
fn plain(svg: &str) -> String {
    let (start, rest) = svg.split_once("<style>").unwrap();
    let (_, end) = rest.split_once("</style>").unwrap();
    format!("{start}{end}")
}

#[test]
fn every_accepted_link_is_drawn_once_and_told_by_line_and_word() {
    let (session, files) = garden(Language::English);
    let pages = draw(&session, &files, &with_market(Drawing::default()));
    let expected = [
        ("t0", "cherry, the same: sweet cherries"),
        ("t1", "apple, almost the same: apples"),
        ("t1", "tools, almost the same: hand tools"),
        ("t2", "cherry, broader: produce"),
        ("t2", "plum, broader: produce"),
        (
            "t2",
            "spade with a long handle for heavy soil, broader: digging tools",
        ),
        ("t3", "plum, narrower: damson"),
        ("t4", "pear, related: apples"),
        ("t4", "rake, related: a rake that is gone"),
        ("t5", "rake, equivalentClass: hand tools"),
    ];
    let found = links(&pages);
    let found: Vec<_> = found
        .iter()
        .map(|(class, title)| (class.split(' ').nth(1).unwrap(), title.as_str()))
        .collect();
    assert_eq!(found, expected);
    // The words stand on the page too, not only in titles.
    let words: Vec<_> = lines(&pages[0], &Ruler::default()).2;
    for word in ["the same", "narrower", "equivalentClass"] {
        assert!(words.iter().any(|line| line.text == word), "{word}");
    }
    for said in [
        "10 links between 7 concepts and 7 terms: 1× the same, 2× almost the same, 3× broader, 1× narrower, 2× related, 1× of another kind",
        "Acknowledgement: made for tests.",
        "Terms that are not in the files of the vocabulary, and so have no place: 1.",
        "market 7",
    ] {
        let text: Vec<_> = words.iter().map(|line| line.text.as_str()).collect();
        assert!(text.join(" ").contains(said), "{said}: {text:?}");
    }
    insta::assert_snapshot!("links-garden", plain(&pages[0]));
}

#[test]
fn both_hierarchies_stand_beside_the_links() {
    let (session, files) = garden(Language::Dutch);
    let pages = draw(&session, &files, &with_market(Drawing::default()));
    let said = spoken(&pages[0]);
    let after = said
        .iter()
        .position(|title| title.starts_with("de tuin"))
        .unwrap();
    let right = [
        "waren",
        "voedsel",
        "vers",
        "zoete kersen",
        "kwets",
        "appels",
    ];
    let left = [
        "de tuin",
        "fruit",
        "appel",
        "peer",
        "steenvruchten",
        "kers",
        "pruim",
        "gereedschap",
        "hark",
        "spade met een lange steel voor zware grond",
    ];
    assert_eq!(said[after..after + left.len()], left);
    for name in right {
        assert!(
            said[after + left.len()..].iter().any(|title| title == name),
            "{name}: {said:?}"
        );
    }
    // Without the vocabulary: what the rows call the terms, and a note.
    let flat = draw(&session, &files, &Options::default());
    assert!(flat[0].contains("sweet cherries") && !flat[0].contains("voedsel"));
    assert!(flat[0].contains("--with"));
}

#[test]
fn relations_and_roots_choose_links() {
    let (session, files) = garden(Language::English);
    let chosen = |relations: &[Relation], roots: &[&str]| {
        let options = Options {
            relations: relations.to_vec(),
            roots: roots.iter().map(|root| (*root).to_owned()).collect(),
            ..with_market(Drawing::default())
        };
        links(&draw(&session, &files, &options)).len()
    };
    assert_eq!(chosen(&[Relation::Broad], &[]), 3);
    assert_eq!(chosen(&[Relation::Broad, Relation::Exact], &[]), 4);
    assert_eq!(chosen(&[], &["stone fruit"]), 4);
    assert_eq!(chosen(&[], &["tools", "pear"]), 5);
    assert_eq!(chosen(&[Relation::Broad], &["tools"]), 1);
    let none = Options {
        relations: vec![Relation::Exact],
        roots: vec!["tools".to_owned()],
        ..Options::default()
    };
    let error = diagram(&session, &files, &none, "svg", &Silent).unwrap_err();
    assert!(matches!(error, AppError::NoLinksToDraw { .. }), "{error}");
}

#[test]
fn too_many_links_are_refused_with_advice() {
    let SessionBox(session) = &SESSIONS[1];
    let files = LinkFile::wanted(&session.project, &[]).unwrap();
    let error = diagram(session, &files, &Options::default(), "svg", &Silent).unwrap_err();
    assert!(
        matches!(error, AppError::TooManyLinksToDraw { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("--relation"), "{error}");
}

#[test]
fn sets_of_the_project_are_whole_and_tidy_on_every_sheet() {
    let ruler = Ruler::default();
    let papers = [Paper::A4, Paper::A3, Paper::Screen, Paper::Poster];
    for SessionBox(session) in SESSIONS.iter() {
        for file in LinkFile::wanted(&session.project, &[]).unwrap() {
            let expected = decision::accepted(&file.set).len();
            let files = [file];
            let mut drawings: Vec<_> = papers.into_iter().map(on).collect();
            drawings.push(Drawing {
                orientation: Some(Orientation::Portrait),
                hides_legend: true,
                theme: Theme::Dark,
                ..on(Paper::A4)
            });
            for drawing in drawings {
                let what = format!("{} {} {drawing:?}", files[0].name(), session.language);
                let options = Options {
                    drawing,
                    ..Options::default()
                };
                let pages = draw(session, &files, &options);
                assert_eq!(told(&pages), expected, "{what}");
                for (index, svg) in pages.iter().enumerate() {
                    assert_tidy(svg, &ruler, &format!("{what} page {}", index + 1));
                }
            }
        }
    }
}

#[test]
fn several_sets_stand_below_their_names() {
    let SessionBox(session) = &SESSIONS[0];
    let names = ["obk".to_owned(), "cbs".to_owned()];
    let files = LinkFile::wanted(&session.project, &names).unwrap();
    let options = Options {
        drawing: on(Paper::Poster),
        ..Options::default()
    };
    let pages = draw(session, &files, &options);
    let expected: usize = files
        .iter()
        .map(|file| decision::accepted(&file.set).len())
        .sum();
    assert_eq!(links(&pages).len(), expected);
    let said = spoken(&pages[0]);
    for name in ["cbs 2023", "obk "] {
        assert!(said.iter().any(|title| title.starts_with(name)), "{name}");
    }
    assert_tidy(&pages[0], &Ruler::default(), "two sets");
}

#[test]
fn the_same_bytes_each_time_in_every_format() {
    let (session, files) = garden(Language::Dutch);
    for format in ["svg", "png", "pdf", "dot"] {
        let options = with_market(on(Paper::A4));
        let once = diagram(&session, &files, &options, format, &Silent).unwrap();
        let again = diagram(&session, &files, &options, format, &Silent).unwrap();
        assert!(once == again, "{format}");
        assert_eq!(once.pages(), 1, "{format}");
    }
}

#[test]
fn dot_holds_every_link_with_its_predicate() {
    let (session, files) = garden(Language::English);
    let options = with_market(Drawing::default());
    let rendered = diagram(&session, &files, &options, "dot", &Silent).unwrap();
    let Rendered::Text(text) = rendered else {
        panic!("dot is text");
    };
    let mut predicates: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains("predicate=")) {
        let predicate = line.split("predicate=").nth(1).unwrap();
        *predicates.entry(predicate).or_default() += 1;
    }
    assert_eq!(predicates.values().sum::<usize>(), 10, "{text}");
    assert!(text.contains(
        "\"l https://example.org/garden/fruit\" -> \"l https://example.org/garden/stone\""
    ));
    assert!(text.contains(
        "\"r https://example.org/market/food\" -> \"r https://example.org/market/goods\""
    ));
}

#[test]
fn a_browser_reads_the_drawing_and_axe_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut pages = Vec::new();
    for language in Language::ALL {
        let (session, files) = garden(language);
        let drawing = draw(&session, &files, &with_market(Drawing::default())).concat();
        let page = format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>links</title></head>\
             <body><main><h1>links</h1>{drawing}</main></body></html>"
        );
        let path = folder.path().join(format!("{language}.html"));
        std::fs::write(&path, page).unwrap();
        pages.push(path);
    }
    if let Some(said) = browser::run("drawings of links in a browser", "drawing.mjs", &pages) {
        assert!(said.contains("nothing wrong"), "{said}");
    }
}

/// Terms that their links would cross in alphabetical order stand in the order of their links.
#[test]
fn the_right_side_follows_the_left() {
    let (session, files) = garden(Language::English);
    let options = Options {
        relations: vec![Relation::Exact, Relation::Close, Relation::Narrow],
        ..with_market(Drawing::default())
    };
    let said = spoken(&draw(&session, &files, &options)[0]);
    let place = |name: &str| said.iter().rposition(|title| title == name).unwrap();
    // On the left: apple, cherry, plum, tools.
    assert!(place("apples") < place("sweet cherries"), "{said:?}");
    assert!(place("sweet cherries") < place("damson"), "{said:?}");
    assert!(place("damson") < place("hand tools"), "{said:?}");
}

proptest! {
    #[test]
    fn blocks_settle_in_order_inside_their_room(
        blocks in proptest::collection::vec((1.0_f32..40.0, -50.0_f32..900.0), 1..30),
        more in 0.0_f32..300.0,
    ) {
        let heights: Vec<f32> = blocks.iter().map(|(height, _)| *height).collect();
        let wanted: Vec<f32> = blocks.iter().map(|(_, wish)| *wish).collect();
        let room = heights.iter().sum::<f32>() + more;
        let tops = settle(&heights, &wanted, room);
        prop_assert_eq!(tops.len(), heights.len());
        let mut least = 0.0;
        for (top, height) in tops.iter().zip(&heights) {
            prop_assert!(*top >= least - 0.01, "{:?}", tops);
            least = top + height;
        }
        prop_assert!(least <= room + 0.05, "{} of {}", least, room);
    }

    #[test]
    fn an_outline_holds_each_wanted_node_once_below_its_parents(
        parents in proptest::collection::vec(0_usize..40, 1..40),
        wanted in proptest::collection::vec(0_usize..40, 1..12),
    ) {
        let mut builder = HierarchyBuilder::default();
        for (place, parent) in parents.iter().enumerate() {
            let name = format!("n{place:02}");
            builder.concept_mut(&name);
            if *parent < place {
                let link = Link { evidence: Evidence::Stated, kind: None };
                builder.add_link(&name, &format!("n{parent:02}"), link);
            }
        }
        let hierarchy = builder.build(Language::Dutch);
        let mut wanted: Vec<_> = wanted
            .iter()
            .filter_map(|place| hierarchy.find(&format!("n{place:02}")))
            .collect();
        let rows = outline(&hierarchy, &wanted, Some(&|node| (node.index() * 7 % 5) as f32));
        wanted.sort_unstable();
        wanted.dedup();
        let mut found: Vec<_> = rows.iter().filter(|row| row.is_wanted).filter_map(|row| row.node()).collect();
        found.sort_unstable();
        prop_assert_eq!(&found, &wanted);
        let mut all: Vec<_> = rows.iter().flat_map(|row| &row.chain).copied().collect();
        let mut expected: Vec<_> = wanted.iter().flat_map(|&node| hierarchy.path(node)).collect();
        all.sort_unstable();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(all, expected);
        for (place, row) in rows.iter().enumerate() {
            let above = row.parent.map(|parent| rows[parent].node().unwrap());
            prop_assert_eq!(above, hierarchy.primary_parent(row.chain[0]));
            prop_assert!(row.parent.is_none_or(|parent| parent < place));
        }
    }
}

#[test]
fn copies_of_one_term_are_drawn_once_with_their_number() {
    let (session, mut files) = garden(Language::English);
    let is_apples = |row: &&Mapping| row.object().ends_with("/apples");
    let rows = files[0].set.mappings.iter().filter(is_apples);
    let rows: Vec<_> = rows.cloned().collect();
    let before = links(&draw(&session, &files, &Options::default())).len();
    let iri = rows[0].object().to_owned();
    for copy in ["-2", "-3"] {
        for mut row in rows.clone() {
            row.slots.set(Slot::ObjectId, format!("{iri}{copy}"));
            files[0].set.mappings.push(row);
        }
    }
    // The same name, but linked otherwise: another term.
    let mut other = rows[0].clone();
    other.slots.set(Slot::ObjectId, format!("{iri}-other"));
    files[0].set.mappings.push(other);
    let pages = draw(&session, &files, &Options::default());
    let drawn = links(&pages).into_iter().map(|(_, said)| said);
    let mut drawn: Vec<_> = drawn.collect();
    assert_eq!(drawn.len(), before + 1, "{drawn:#?}");
    drawn.retain(|said| said.contains("apples"));
    let expected = [
        "apple, almost the same: apples",
        "apple, almost the same: apples ×3",
        "pear, related: apples ×3",
    ];
    assert_eq!(drawn, expected);
    assert!(pages[0].contains("drawn once"), "{}", plain(&pages[0]));
}
