//! The drawn formats, end to end: nothing overlaps, nothing leaves the page, nothing is lost;
//! the same bytes each time; hostile labels harmless; PNG, PDF and Chromium agree.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use lobgraaf::app::drawing::{Drawing, Orientation, Paper, Theme};
use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{PageOptions, TreeOptions, View, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, Rendered, skos};
use lobgraaf::core::language::Language;
use lobgraaf::render::svg::font::{Ruler, Weight};
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::memory::GraphStore;
use resvg::usvg::roxmltree::{Document, Node};

use crate::support::{files_with_ending, root, skip};

pub const VIEWS: [&str; 10] = [
    "goals",
    "success-elements",
    "competencies",
    "frameworks",
    "sectors",
    "target-groups",
    "actors",
    "activity-forms",
    "examples",
    "gaps",
];

pub static SESSIONS: LazyLock<[SessionBox; 2]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let sources = Sources {
            project: Some(root().to_owned()),
            ..Sources::default()
        };
        SessionBox(Session::open(&sources, language).unwrap())
    })
});

/// The store is only read.
pub struct SessionBox(pub Session);

pub fn build(session: &Session, name: &str) -> View {
    let options = TreeOptions {
        evaluation: Evaluation::in_language(session.language),
        ..TreeOptions::default()
    };
    view(&session.project, &session.store, name, &options).unwrap()
}

pub fn foreign(turtle: &str) -> View {
    let prefixes =
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e/> .\n";
    let store = GraphStore::new().unwrap();
    let text = format!("{prefixes}{turtle}").into_bytes();
    let file = SourceFile::from_bytes(Path::new("test.ttl"), text).unwrap();
    store.load(&file, "urn:test").unwrap();
    skos::view(&store, "test.ttl", None, Language::Dutch).unwrap()
}

fn draw(
    session: &Session,
    view: &View,
    format: &str,
    drawing: Drawing,
) -> Result<Rendered, String> {
    let format = HIERARCHY_FORMATS.iter().find(|known| known.name == format);
    let options = PageOptions {
        drawing,
        ..PageOptions::default()
    };
    render(session, view, format.unwrap(), &options).map_err(|error| error.to_string())
}

pub fn pages(session: &Session, view: &View, drawing: Drawing) -> Vec<String> {
    match draw(session, view, "svg", drawing).unwrap() {
        Rendered::Pages(pages) => pages
            .into_iter()
            .map(|page| String::from_utf8(page).unwrap())
            .collect(),
        other => panic!("svg has pages, not {} bytes", other.size()),
    }
}

pub fn on(paper: Paper) -> Drawing {
    Drawing {
        paper: Some(paper),
        ..Drawing::default()
    }
}

/// A line of text where it stands.
#[derive(Debug)]
pub struct Line {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

pub fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name).and_then(|value| value.parse().ok())
}

/// Every line of text of a page, measured with the typeface.
pub fn lines(svg: &str, ruler: &Ruler) -> (f32, f32, Vec<Line>) {
    let document = Document::parse(svg).unwrap();
    let mut found = Vec::new();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    for text in texts {
        let class = text.attribute("class").unwrap_or("");
        let (mut dx, mut dy) = (0.0, 0.0);
        for above in text.ancestors() {
            if let Some(moved) = above.attribute("transform") {
                let inner = moved.trim_start_matches("translate(").trim_end_matches(')');
                let (x, y) = inner.split_once(' ').unwrap();
                dx += x.parse::<f32>().unwrap();
                dy += y.parse::<f32>().unwrap();
            }
        }
        let placed: Vec<_> = text
            .children()
            .filter(|node| node.attribute("x").is_some())
            .collect();
        let parts = if placed.is_empty() {
            vec![text]
        } else {
            placed
        };
        for part in parts {
            let words: String = part
                .descendants()
                .filter_map(|node| node.text().filter(|_| node.is_text()))
                .collect();
            let words = words.trim_end().to_owned();
            let (size, weight) = type_of(class);
            let width = ruler.width(&words, size, weight);
            let x = number(part, "x").unwrap() + dx;
            let y = number(part, "y").unwrap() + dy;
            let left = match text.attribute("text-anchor") {
                Some("end") => x - width,
                Some("middle") => x - width / 2.0,
                _ => x,
            };
            found.push(Line {
                text: words,
                left,
                right: left + width,
                top: y - size * 0.72,
                bottom: y + size * 0.05,
            });
        }
    }
    let view_box = document.root_element().attribute("viewBox").unwrap();
    let size: Vec<f32> = view_box
        .split(' ')
        .map(|part| part.parse().unwrap())
        .collect();
    (size[2], size[3], found)
}

fn type_of(class: &str) -> (f32, Weight) {
    let has = |name: &str| class.split(' ').any(|part| part == name);
    let sizes = [
        ("h1", 19.0),
        ("sub", 9.25),
        ("ch", 7.5),
        ("ax", 7.5),
        ("mt", 7.5),
        ("tc", 7.5),
        ("tw", 7.5),
        ("xr", 7.5),
        ("xs", 7.5),
        ("bn", 12.5),
        ("b2", 11.0),
        ("bm", 8.0),
        ("rt", 10.5),
        ("th", 9.25),
        ("el", 9.0),
        ("no", 8.0),
        ("mk", 8.0),
        ("ft", 7.25),
    ];
    let size = sizes
        .iter()
        .find(|(name, _)| has(name))
        .map_or(8.5, |(_, size)| *size);
    let bold = ["ch", "rt", "th", "el", "b", "nb", "xr", "xs", "mk"];
    let weight = if has("h1") || has("bn") || has("b2") {
        Weight::Bold
    } else if bold.iter().any(|name| has(name)) {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    (size, weight)
}

pub fn assert_tidy(svg: &str, ruler: &Ruler, what: &str) {
    let (width, height, mut lines) = lines(svg, ruler);
    assert!(!lines.is_empty(), "{what}: no text");
    for line in &lines {
        let fits = line.left >= 20.0
            && line.right <= width - 20.0
            && line.top >= 20.0
            && line.bottom <= height - 15.0;
        assert!(
            fits,
            "{what}: {line:?} leaves the page of {width} × {height}"
        );
    }
    lines.sort_by(|a, b| a.top.total_cmp(&b.top));
    for (index, line) in lines.iter().enumerate() {
        for other in lines[index + 1..]
            .iter()
            .take_while(|other| other.top < line.bottom - 0.3)
        {
            let apart = other.left >= line.right - 0.3 || other.right <= line.left + 0.3;
            assert!(apart, "{what}: {line:?} overlaps {other:?}");
        }
    }
}

#[test]
fn no_text_overlaps_or_leaves_the_page_in_any_view_and_size() {
    let ruler = Ruler::default();
    for SessionBox(session) in SESSIONS.iter() {
        for name in VIEWS {
            let view = build(session, name);
            let papers = [Paper::A4, Paper::A3, Paper::Screen, Paper::Poster];
            let mut drawings: Vec<_> = papers.into_iter().map(on).collect();
            for orientation in [Orientation::Portrait, Orientation::Landscape] {
                drawings.push(Drawing {
                    orientation: Some(orientation),
                    ..on(Paper::A4)
                });
            }
            drawings.push(Drawing {
                hides_counts: true,
                hides_legend: true,
                ..Drawing::default()
            });
            for drawing in drawings {
                let what = format!("{name} {} {drawing:?}", session.language);
                for (index, svg) in pages(session, &view, drawing).iter().enumerate() {
                    assert_tidy(svg, &ruler, &format!("{what} page {}", index + 1));
                }
            }
        }
    }
}

/// The titles of list items, in order.
pub fn spoken(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let items = document
        .descendants()
        .filter(|node| node.attribute("role") == Some("listitem"));
    items
        .filter_map(|item| item.children().find(|child| child.has_tag_name("title")))
        .filter_map(|title| title.text().map(str::to_owned))
        .collect()
}

#[test]
fn pages_together_hold_every_node_once_and_repeat_the_way_down() {
    let SessionBox(session) = &SESSIONS[0];
    let view = build(session, "success-elements");
    let pages = pages(session, &view, on(Paper::A4));
    assert!(pages.len() > 3);
    let whole: BTreeSet<String> = pages.iter().flat_map(|page| spoken(page)).collect();
    assert_eq!(whole.len(), view.hierarchy.len());
    for (index, page) in pages.iter().enumerate() {
        let first = spoken(page).remove(0);
        let begins_new = !pages[..index]
            .iter()
            .any(|before| spoken(before).contains(&first));
        assert!(
            begins_new || page.contains("vervolg van"),
            "page {}",
            index + 1
        );
        let ends = page.contains(&format!("gaat verder op bladzijde {}", index + 2))
            || page.contains(&format!("op bladzijde {}<", index + 2));
        let goes_on = pages
            .get(index + 1)
            .is_some_and(|next| next.contains("vervolg van"));
        assert_eq!(ends, goes_on, "page {}", index + 1);
    }
}

#[test]
fn the_same_bytes_each_time_and_one_change_changes_few_lines() {
    let SessionBox(session) = &SESSIONS[0];
    for format in ["svg", "png", "pdf"] {
        let once = draw(
            session,
            &build(session, "goals"),
            format,
            Drawing::default(),
        )
        .unwrap();
        let twice = draw(
            session,
            &build(session, "goals"),
            format,
            Drawing::default(),
        )
        .unwrap();
        assert!(once == twice, "{format} differs between two runs");
    }
    let turtle = |label: &str| {
        let mut text = String::new();
        for index in 0..40 {
            let label = if index == 17 {
                label.to_owned()
            } else {
                format!("begrip nummer {index} met woorden")
            };
            text += &format!(
                ":c{index} skos:broader :p{} ; skos:prefLabel \"{label}\"@nl .\n",
                index / 5
            );
            text += &format!(":p{} skos:broader :top .\n", index / 5);
        }
        text
    };
    let drawn = |label: &str| pages(session, &foreign(&turtle(label)), on(Paper::Screen)).remove(0);
    let (old, new) = (
        drawn("begrip nummer 17 met woorden"),
        drawn("begrip nummer 17 met andere"),
    );
    let changed = old.lines().zip(new.lines()).filter(|(a, b)| a != b).count();
    assert!(changed <= 2, "{changed} lines changed");
}

#[test]
fn hostile_labels_come_out_harmless() {
    let SessionBox(session) = &SESSIONS[0];
    let long = "lang woord en nog wat ".repeat(500);
    let view = foreign(&format!(
        r#":a skos:prefLabel "\u001B[31mrood\u0007 <script>alert(1)</script> ]]> \"'` \n regel\u202Eomgekeerd & \uE000 \uFFFF 👩‍👩‍👧"@nl .
        :b skos:broader :a ; skos:prefLabel "مرحبا بالعالم، هذا نص طويل"@nl .
        :c skos:broader :b , :a ; skos:prefLabel "a\u0301\u0302\u0303 Ελληνικά Кириллица 日本語"@nl .
        :d skos:broader :a ; skos:prefLabel "{long}"@nl .
        :e skos:broader :d ; skos:prefLabel "{}"@nl ."#,
        "x".repeat(10_000)
    ));
    for paper in [Paper::A4, Paper::Screen, Paper::Poster] {
        for svg in pages(session, &view, on(paper)) {
            let document = Document::parse(&svg).unwrap();
            let names: BTreeSet<_> = document
                .descendants()
                .map(|node| node.tag_name().name())
                .collect();
            assert!(
                !names.contains("script") && !names.contains("a"),
                "{names:?}"
            );
            let steers = |c: char| {
                c.is_control() && c != '\n'
                    || ('\u{202A}'..='\u{202E}').contains(&c)
                    || c == '\u{E000}'
            };
            assert!(!svg.contains(steers));
            assert!(svg.contains("[…]") && svg.contains("afgekort"));
        }
    }
    for format in ["png", "pdf"] {
        draw(session, &view, format, Drawing::default()).unwrap();
    }
}

#[test]
fn svg_says_what_it_is_and_carries_its_typeface() {
    let SessionBox(session) = &SESSIONS[1];
    let svg = pages(session, &build(session, "goals"), Drawing::default()).remove(0);
    let document = Document::parse(&svg).unwrap();
    let top = document.root_element();
    assert_eq!(top.attribute("lang"), Some("en"));
    assert_eq!(top.attribute("role"), Some("graphics-document document"));
    let by_id = |id: &str| {
        document
            .descendants()
            .any(|node| node.attribute("id") == Some(id))
    };
    for relation in ["aria-labelledby", "aria-describedby"] {
        let id = document.root_element().attribute(relation).unwrap();
        assert!(by_id(id) && id.starts_with("goals-1-"), "{relation}: {id}");
    }
    let empty = document.descendants().find(|node| {
        node.attribute("role") == Some("list")
            && !node
                .children()
                .any(|child| child.attribute("role") == Some("listitem"))
    });
    assert!(empty.is_none(), "a list without items");
    assert!(svg.contains("data:font/woff2;base64,") && svg.contains("prefers-color-scheme:dark"));
    assert!(
        !svg.contains("http://") || svg.matches("http://").count() == 1,
        "only the namespace"
    );
    let fixed = Drawing {
        theme: Theme::Dark,
        ..Drawing::default()
    };
    let dark = pages(session, &build(session, "goals"), fixed).remove(0);
    assert!(!dark.contains("prefers-color-scheme") && dark.contains("#10181F"));
}

#[test]
fn png_has_its_size_and_refuses_what_viewers_cannot_hold() {
    let SessionBox(session) = &SESSIONS[0];
    let Rendered::Pages(images) =
        draw(session, &build(session, "goals"), "png", on(Paper::A4)).unwrap()
    else {
        panic!("png has pages");
    };
    let side = |at: usize| u32::from_be_bytes(images[0][at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (1684, 1191));
    let mut turtle = String::new();
    for index in 0..800 {
        turtle += &format!(":c{index} skos:broader :top .\n");
    }
    let refused = draw(session, &foreign(&turtle), "png", on(Paper::Screen)).unwrap_err();
    assert!(
        refused.contains("16384") && refused.contains("--page a4"),
        "{refused}"
    );
}

fn tool(name: &str) -> bool {
    let found = Command::new(name).arg("--version").output().is_ok()
        || Command::new(name).arg("-v").output().is_ok();
    if !found {
        skip(name, "it is not installed");
    }
    found
}

#[test]
fn poppler_reads_the_pdf() {
    if !tool("pdftotext") {
        return;
    }
    let SessionBox(session) = &SESSIONS[0];
    let Rendered::Bytes { bytes, pages } = draw(
        session,
        &build(session, "success-elements"),
        "pdf",
        Drawing::default(),
    )
    .unwrap() else {
        panic!("pdf is one file");
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, bytes).unwrap();
    let info = Command::new("pdfinfo").arg(&path).output().unwrap();
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(
        info.lines()
            .any(|line| line.starts_with("Pages:") && line.ends_with(&format!(" {pages}"))),
        "{info}"
    );
    let text = Command::new("pdftotext")
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains("2.1.1.10") && text.contains("vervolg van"),
        "{text}"
    );
}

#[test]
fn chromium_shows_the_svg() {
    if !tool("chromium") {
        return;
    }
    let SessionBox(session) = &SESSIONS[0];
    let svg = pages(session, &build(session, "goals"), Drawing::default()).remove(0);
    let folder = tempfile::tempdir().unwrap();
    let (path, image) = (folder.path().join("x.svg"), folder.path().join("x.png"));
    std::fs::write(&path, svg).unwrap();
    let done = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1200,850",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .arg(format!("--screenshot={}", image.display()))
        .arg(format!("file://{}", path.display()))
        .output()
        .unwrap();
    let size = std::fs::metadata(&image).map_or(0, |file| file.len());
    assert!(
        size > 60_000,
        "{size} bytes: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// A node under two parents is one concept below their common one, and each parent has it below.
#[test]
fn nodes_below_a_box_count_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ttl");
    let text = "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
        :a s:broader :r . :b s:broader :r . :x s:broader :a , :b .";
    std::fs::write(&file, text).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args([
            "diagram", "--lang", "en", "--format", "svg", "-o", "-", "--file",
        ])
        .arg(&file)
        .output()
        .unwrap();
    let svg = String::from_utf8(output.stdout).unwrap();
    assert!(svg.contains("4 concepts on 3 levels"), "{svg}");
    assert!(svg.contains(">3 concepts below<"), "{svg}");
}

/// A list names every kind of count that one of its rows has, those of rows with rows below them
/// too: a nought would be false.
#[test]
fn a_list_shows_every_kind_that_a_row_has() {
    let folder = tempfile::tempdir().unwrap();
    let svg = folder.path().join("f.svg");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args([
            "diagram",
            "frameworks",
            "--page",
            "a4",
            "--lang",
            "nl",
            "-o",
        ])
        .arg(&svg)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success());
    let pages: Vec<_> = files_with_ending(folder.path(), "svg");
    let second = std::fs::read_to_string(&pages[1]).unwrap();
    for kind in ["vermeld", "zeker", "mogelijk"] {
        assert!(second.contains(&format!(">{kind}<")), "no column {kind}");
    }
}
