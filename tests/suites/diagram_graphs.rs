//! Formats that hold graphs: DOT, Mermaid, JSON Graph Format, GraphML, OPML, and the schema of
//! nested JSON. Snapshots of a small hierarchy, structure on the real views, hostile labels,
//! size, and how much of a file one change touches.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use boon::{Compiler, Schemas};
use lobgraaf::core::hierarchy::{Evidence, HierarchyBuilder};
use lobgraaf::core::language::Language;
use lobgraaf::render::{MermaidForm, RenderError, escape, graph};
use proptest::prelude::*;
use roxmltree::Document;
use serde_json::Value;

use crate::support::pages::{BASE, Sheet, goals, hostile, hostile_labels, link};
use crate::support::{root, suite};

const GRAPH_FORMATS: [&str; 5] = ["dot", "mermaid", "jgf", "graphml", "opml"];

fn small() -> Sheet {
    Sheet::new(goals().build(Language::Dutch))
}

#[test]
fn a_small_hierarchy_in_every_format() {
    let mut sheet = small();
    for format in ["dot", "jgf", "graphml", "opml", "json", "mermaid"] {
        insta::assert_snapshot!(format!("small-{format}"), sheet.text(format));
    }
    sheet.mermaid = Some(MermaidForm::Mindmap);
    insta::assert_snapshot!("small-mindmap", sheet.text("mermaid"));
}

/// Fails unless `text` fits the schema.
fn assert_fits(schema: &str, text: &str) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let index = compiler.compile(schema, &mut schemas).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    if let Err(error) = schemas.validate(&value, index) {
        panic!("{schema}: {error:#}");
    }
}

#[test]
fn json_fits_its_schema() {
    let schema = root().join("docs/schemas/tree.schema.json");
    let schema = schema.to_str().unwrap();
    assert_fits(schema, &small().text("json"));
    assert_fits(schema, &Sheet::new(hostile()).text("json"));
    let written = small().text("json");
    assert!(written.contains("\"leads_back_to\":[\"http://example.org/doel/jezelf\"]"));
}

#[test]
fn jgf_fits_the_schema_of_json_graph_format() {
    let Some(folder) = suite("json-graph-format") else {
        return;
    };
    let schema = folder.join("json-graph-schema_v2.json");
    let schema = schema.to_str().unwrap();
    for sheet in [
        small(),
        Sheet::new(hostile()),
        Sheet::new(HierarchyBuilder::default().build(Language::Dutch)),
    ] {
        assert_fits(schema, &sheet.text("jgf"));
    }
}

/// Labels by IRI and edges as `(from, to, role)`, read back from a file.
type Read = (BTreeMap<String, String>, Vec<(String, String, String)>);

fn read_graphml(text: &str) -> Read {
    let document = Document::parse(text).unwrap();
    let data = |element: roxmltree::Node<'_, '_>, key: &str| -> String {
        let found = element
            .children()
            .find(|child| child.attribute("key") == Some(key));
        found
            .and_then(|child| child.text())
            .unwrap_or("")
            .to_owned()
    };
    let mut iris = BTreeMap::new();
    let mut read = (BTreeMap::new(), Vec::new());
    for element in document.descendants() {
        if element.has_tag_name(("http://graphml.graphdrawing.org/xmlns", "node")) {
            let iri = data(element, "iri");
            let id = element.attribute("id").unwrap().to_owned();
            assert!(iris.insert(id, iri.clone()).is_none(), "an id stands twice");
            read.0.insert(iri, data(element, "label"));
        }
        if element.has_tag_name(("http://graphml.graphdrawing.org/xmlns", "edge")) {
            let [from, to] =
                ["source", "target"].map(|end| iris[element.attribute(end).unwrap()].clone());
            read.1.push((from, to, data(element, "role")));
        }
    }
    read
}

fn read_jgf(text: &str) -> Read {
    let value: Value = serde_json::from_str(text).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let nodes = value["graph"]["nodes"].as_object().unwrap();
    let edges = value["graph"]["edges"].as_array().unwrap();
    let edge = |edge: &Value| {
        (
            word(&edge["source"]),
            word(&edge["target"]),
            word(&edge["metadata"]["role"]),
        )
    };
    (
        nodes
            .iter()
            .map(|(iri, node)| (iri.clone(), word(&node["label"])))
            .collect(),
        edges.iter().map(edge).collect(),
    )
}

#[test]
fn extra_parents_and_cycles_are_edges_of_their_own() {
    let (labels, edges) = read_jgf(&small().text("jgf"));
    assert_eq!((labels.len(), edges.len()), (6, 7));
    assert_eq!(
        read_graphml(&small().text("graphml")),
        (labels, edges.clone())
    );
    let others: Vec<_> = edges
        .into_iter()
        .filter(|(_, _, role)| role != "primary")
        .collect();
    let iri = |name: &str| format!("{BASE}{name}");
    assert_eq!(
        others,
        [
            (iri("kwaliteiten"), iri("jezelf"), "closing".to_owned()),
            (iri("werk"), iri("drijfveren"), "extra".to_owned()),
        ]
    );
}

#[test]
fn a_node_that_lies_too_deep_is_there_when_a_link_leads_to_it() {
    let mut builder = HierarchyBuilder::default();
    for (child, parent) in [("a", "top"), ("b", "a"), ("c", "b")] {
        builder.add_link(child, parent, link(Evidence::Stated));
    }
    builder.add_link("c", "top", link(Evidence::Possible));
    let mut sheet = Sheet::new(builder.build(Language::Dutch));
    sheet.depth = Some(2);
    for format in ["dot", "jgf", "graphml", "mermaid", "opml", "json"] {
        assert!(!sheet.text(format).contains("\"b\""), "{format}");
    }
    let (labels, edges) = read_jgf(&sheet.text("jgf"));
    assert_eq!(labels.keys().collect::<Vec<_>>(), ["a", "c", "top"]);
    assert_eq!(edges.len(), 2);
    assert_eq!(read_graphml(&sheet.text("graphml")), (labels, edges));
}

#[test]
fn hostile_labels_come_out_as_what_they_say() {
    let sheet = Sheet::new(hostile());
    let expected: BTreeSet<String> = hostile_labels()
        .iter()
        .map(|label| escape::terminal(label))
        .collect();
    let (labels, edges) = read_graphml(&sheet.text("graphml"));
    assert_eq!(edges.len(), hostile_labels().len());
    let found: BTreeSet<_> = labels
        .into_values()
        .filter(|label| label != "doel")
        .collect();
    assert_eq!(found, expected);
    let opml = sheet.text("opml");
    let document = Document::parse(&opml).unwrap();
    let label = ("urn:lobgraaf:hierarchy", "label");
    let found: BTreeSet<_> = document
        .descendants()
        .filter_map(|outline| outline.attribute(label))
        .filter(|label| *label != "doel")
        .map(str::to_owned)
        .collect();
    assert_eq!(found, expected);
    let (labels, _) = read_jgf(&sheet.text("jgf"));
    let raw: BTreeSet<_> = hostile_labels().into_iter().collect();
    assert!(
        raw.iter()
            .all(|label| labels.values().any(|found| found == label))
    );
    for format in ["dot", "mermaid", "graphml", "opml"] {
        // Comments of Mermaid are passed over by it.
        let text = sheet.text(format);
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("%%"));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        let steers =
            |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(steers), "{format} holds a control character");
        let lower = text.to_lowercase();
        for opening in ["url=\"javascript", "href \"javascript", "<script", "<img"] {
            // DOT quotes what it says; it has no markup outside its own label.
            assert!(
                format == "dot" || !lower.contains(opening),
                "{format}: {opening}"
            );
        }
        assert!(!lower.contains("url=\"javascript"), "{format}");
    }
}

proptest! {
    #[test]
    fn any_label_is_read_back_from_xml(label in "\\PC*|[\\x00-\\x{ffff}]{0,40}") {
        let mut builder = HierarchyBuilder::default();
        builder.concept_mut("a").labels.add("nl", &label);
        let sheet = Sheet::new(builder.build(Language::Dutch));
        let (labels, _) = read_graphml(&sheet.text("graphml"));
        let shown = if label.trim().is_empty() { "a" } else { &label };
        let expected = escape::terminal(shown);
        prop_assert_eq!(&labels["a"], &expected);
        prop_assert!(Document::parse(&sheet.text("opml")).is_ok());
    }

    #[test]
    fn a_text_of_dot_or_mermaid_ends_where_it_should(label in "\\PC*") {
        let dot = escape::dot(&label);
        let mut backslash = false;
        for character in dot.chars() {
            prop_assert!(character != '"' || backslash);
            backslash = character == '\\' && !backslash;
        }
        prop_assert!(!backslash);
        let mermaid = escape::mermaid(&label);
        let openers = ['"', '`', '<', '>', '{', '[', '%', '\n', '\u{FB02}'];
        prop_assert!(!mermaid.contains(openers));
    }
}

/// How many lines of one text the other does not have.
fn changed_lines(old: &str, new: &str) -> usize {
    let old: BTreeSet<_> = old.lines().collect();
    new.lines().filter(|line| !old.contains(line)).count()
}

#[test]
fn one_change_touches_few_lines() {
    let before = small();
    let mut renamed = goals();
    let stage = renamed.concept_mut(&format!("{BASE}stage"));
    stage.labels = Default::default();
    stage.labels.add("nl", "Stage lopen");
    let renamed = Sheet::new(renamed.build(Language::Dutch));
    let mut grown = goals();
    grown
        .concept_mut(&format!("{BASE}nieuw"))
        .labels
        .add("nl", "Nieuw");
    grown.add_link(
        &format!("{BASE}nieuw"),
        &format!("{BASE}werk"),
        link(Evidence::Stated),
    );
    let grown = Sheet::new(grown.build(Language::Dutch));
    for format in GRAPH_FORMATS {
        let old = before.text(format);
        assert_eq!(changed_lines(&old, &renamed.text(format)), 1, "{format}");
        let touched = changed_lines(&old, &grown.text(format));
        // A node and an edge; in JSON the line before gets a comma.
        assert!((1..=4).contains(&touched), "{format}: {touched}");
        assert_eq!(old, small().text(format));
    }
}

#[test]
fn a_node_id_depends_on_the_iri_alone() {
    assert_eq!(graph::node_id("http://example.org/", 12), "n781bc04ec9bd");
    assert_eq!(graph::node_id("", 4), "ne3b0");
}

/// `count` nodes: in a row, as a fan, or each under two others.
fn large(count: usize, shape: &str) -> Sheet {
    let mut builder = HierarchyBuilder::default();
    let iri = |number: usize| format!("http://example.org/{number}");
    for number in 1..count {
        let parent = match shape {
            "chain" => number - 1,
            "fan" => 0,
            _ => number / 2,
        };
        builder.add_link(
            &iri(number),
            &iri(parent.min(number - 1)),
            link(Evidence::Stated),
        );
        if shape == "web" && number > 2 {
            builder.add_link(&iri(number), &iri(number / 3), link(Evidence::Sure));
        }
    }
    Sheet::new(builder.build(Language::Dutch))
}

#[test]
fn size_and_time_stay_linear() {
    // `suites::tree` writes a chain of 100 000 levels in every format.
    for shape in ["fan", "web"] {
        let sheets = [4_000, 40_000].map(|count| large(count, shape));
        for format in ["dot", "jgf", "graphml", "opml"] {
            let started = Instant::now();
            let sizes = sheets.each_ref().map(|sheet| sheet.text(format).len());
            assert!(sizes[1] < sizes[0] * 13, "{shape} in {format}: {sizes:?}");
            // Far above what it takes, far below what a square would take.
            assert!(
                started.elapsed() < Duration::from_secs(60),
                "{shape} in {format}"
            );
        }
    }
}

#[test]
fn opml_nests_no_deeper_than_readers_go() {
    let text = large(400, "chain").text("opml");
    let document = Document::parse(&text).unwrap();
    let deepest = document
        .descendants()
        .map(|node| node.ancestors().count())
        .max();
    assert!(deepest < Some(120), "{deepest:?}");
    let level = ("urn:lobgraaf:hierarchy", "level");
    let levels = document
        .descendants()
        .filter_map(|node| node.attribute(level));
    assert_eq!(levels.collect::<Vec<_>>().last(), Some(&"400"));
    let outlines = document
        .descendants()
        .filter(|node| node.has_tag_name("outline"));
    assert_eq!(outlines.count(), 400);
}

#[test]
fn mermaid_refuses_what_it_cannot_draw_and_says_what_fits() {
    let mut sheet = large(2_000, "web");
    for form in [
        None,
        Some(MermaidForm::Flowchart),
        Some(MermaidForm::Mindmap),
    ] {
        sheet.mermaid = form;
        sheet.depth = None;
        let Err(RenderError::Limit(advice)) = sheet.write("mermaid") else {
            panic!("2 000 nodes are drawn");
        };
        let (_, depth) = advice.split_once("--depth ").unwrap();
        let digits: String = depth.chars().take_while(char::is_ascii_digit).collect();
        sheet.depth = Some(digits.parse().unwrap());
        assert!(sheet.write("mermaid").is_ok(), "{advice}");
    }
    let Err(RenderError::Limit(advice)) = large(100_000, "chain").write("mermaid") else {
        panic!("100 000 nodes are drawn");
    };
    assert!(
        advice.contains("--depth") && advice.contains("99999"),
        "{advice}"
    );
}

#[test]
fn a_small_tree_is_a_mindmap_and_all_else_a_flowchart() {
    let mut tree = HierarchyBuilder::default();
    tree.add_link("b", "a", link(Evidence::Stated));
    tree.add_link("c", "a", link(Evidence::Stated));
    let mut dag = HierarchyBuilder::default();
    dag.add_link("d", "a", link(Evidence::Stated));
    dag.add_link("d", "b", link(Evidence::Stated));
    let tree = Sheet::new(tree.build(Language::Dutch)).text("mermaid");
    assert!(tree.contains("\nmindmap\n"), "{tree}");
    let mut dag = Sheet::new(dag.build(Language::Dutch));
    assert!(dag.text("mermaid").contains("\nflowchart LR\n"));
    dag.mermaid = Some(MermaidForm::Mindmap);
    // Two roots: the title takes the middle.
    assert!(
        dag.text("mermaid")
            .contains("  title[\"Waar werken activiteiten aan?\"]\n")
    );
}

#[test]
fn json_names_the_parents_of_a_node_once() {
    let sizes = [500, 5_000].map(|count| {
        let mut builder = HierarchyBuilder::default();
        for parent in 0..count {
            let parent = format!("parent-{parent:05}");
            builder.concept_mut(&format!("{BASE}{parent}"));
            builder.add_link(
                &format!("{BASE}shared"),
                &format!("{BASE}{parent}"),
                link(Evidence::Stated),
            );
        }
        let text = Sheet::new(builder.build(Language::Dutch)).text("json");
        let json: Value = serde_json::from_str(&text).unwrap();
        let shared = &json["roots"][0]["children"][0];
        assert_eq!(shared["iri"], format!("{BASE}shared").as_str());
        assert_eq!(shared["also_under"].as_array().unwrap().len(), count - 1);
        assert_eq!(
            text.matches(&format!("\"iri\":\"{BASE}shared\"")).count(),
            1
        );
        text.len()
    });
    assert!(sizes[1] < sizes[0] * 11, "{sizes:?}");
}
