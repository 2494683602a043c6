//! Shapes of hierarchies that cost too much when each node is looked at on its own, and blank
//! nodes: what comes out stays bounded and the same.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lobgraaf::core::hierarchy::{BroaderGraph, Evidence, Hierarchy, HierarchyBuilder, Link};
use lobgraaf::core::language::Language;
use proptest::prelude::*;

use crate::support;

const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://example.org/> .
";

fn build(edges: impl IntoIterator<Item = (usize, usize)>) -> Hierarchy {
    let mut builder = HierarchyBuilder::default();
    for (child, parent) in edges {
        let link = Link {
            evidence: Evidence::Stated,
            kind: None,
        };
        builder.add_link(&child.to_string(), &parent.to_string(), link);
    }
    builder.build(Language::English)
}

fn file(folder: &Path, turtle: &str) -> PathBuf {
    let path = folder.join("file.ttl");
    std::fs::write(&path, format!("{PREFIXES}{turtle}")).unwrap();
    path
}

fn lobgraaf(path: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(arguments)
        .arg("--file")
        .arg(path)
        .args(["--lang", "en"])
        .current_dir(support::root())
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn redundant_links_of_a_chain_cost_few_steps() {
    let steps = 100_000;
    let chain = build((2..20_000).flat_map(|n| [(n, n - 1), (n, n - 2)]));
    let redundant = chain.redundant_links_within(steps);
    // 1 has no parent.
    assert_eq!((redundant.links.len(), redundant.unexamined), (19_997, 0));
    let to_root = build((1..20_000).flat_map(|n| [(n, n - 1), (n, 0)]));
    let redundant = to_root.redundant_links_within(steps);
    assert_eq!((redundant.links.len(), redundant.unexamined), (19_998, 0));
}

#[test]
fn what_the_bound_leaves_is_counted() {
    let chain = build((2..100).flat_map(|n| [(n, n - 1), (n, n - 2)]));
    let redundant = chain.redundant_links_within(50);
    assert!(!redundant.links.is_empty());
    assert_eq!(redundant.links.len() + redundant.unexamined, 97);
}

#[test]
fn of_many_long_cycles_little_is_kept() {
    let hierarchy = build((1..20_000).flat_map(|n| [(n, n - 1), (0, n)]));
    assert_eq!(hierarchy.cycles().len(), 19_999);
    assert!(
        hierarchy
            .cycles()
            .iter()
            .all(|cycle| cycle.first.len() <= 10)
    );
    let longest = hierarchy.cycles().iter().map(|cycle| cycle.length).max();
    assert_eq!(longest, Some(20_000));
}

#[test]
fn a_foot_tells_twenty_cycles_and_counts_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let links = (1..31).map(|n| format!("x:c{n} skos:broader x:c0 . x:c0 skos:broader x:c{n} .\n"));
    let path = file(folder.path(), &links.collect::<String>());
    let output = lobgraaf(&path, &["tree", "--format", "text"]);
    assert_eq!(text(&output).matches("Circular reference").count(), 20);
    assert!(text(&output).contains("and 10 more circular references"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn of_many_other_parents_five_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let links = (1..31).map(|n| format!("x:c skos:broader x:p{n} .\n"));
    let path = file(folder.path(), &links.collect::<String>());
    let text = text(&lobgraaf(&path, &["tree", "--format", "markdown"]));
    assert_eq!(text.matches("and 24 more").count(), 30, "{text}");
}

#[test]
fn above_is_answered_within_a_bound() {
    let mut graph = BroaderGraph::default();
    for n in 1..1000 {
        graph.add_link(&n.to_string(), &(n - 1).to_string());
    }
    graph.add_link("0", "1");
    let mut search = graph.search_above(1500);
    assert_eq!(search.is_above("999", "5"), Some(true));
    assert_eq!(search.is_above("5", "999"), Some(false));
    assert_eq!(search.is_above("0", "1"), Some(true));
    assert_eq!(search.is_above("999", "stranger"), Some(false));
    assert_eq!(search.is_above("999", "5"), None);
}

#[test]
fn a_part_keeps_the_link_that_leads_out_of_it_as_a_reference() {
    let folder = tempfile::tempdir().unwrap();
    let data = "x:b skos:broader x:a . x:c skos:broader x:b . x:a skos:broader x:c .";
    let path = file(folder.path(), data);
    let output = lobgraaf(&path, &["tree", "--root", "http://example.org/b"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("Circular reference: a → b → c → a"));
    assert!(text(&output).contains("circle: stands outside this part"));
    for format in ["csv", "json", "html", "svg", "markdown"] {
        let arguments = ["tree", "--root", "http://example.org/b", "--format", format];
        let output = lobgraaf(&path, &arguments);
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
}

#[test]
fn a_part_within_a_cycle_starts_where_it_is_asked_to() {
    let hierarchy = build([(9, 0), (1, 9), (9, 1), (1, 0)]);
    let node = hierarchy.find("9").unwrap();
    let part = hierarchy.subtree(node, Language::English);
    let roots = part.roots().iter().map(|&root| &*part.concept(root).iri);
    assert_eq!(roots.collect::<Vec<_>>(), ["9"]);
}

#[test]
fn blank_concepts_come_out_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let data = "_:p a skos:Concept ; skos:prefLabel \"same\"@en ; skos:broader _:q .
        _:q a skos:Concept ; skos:prefLabel \"same\"@en ; skos:broader _:r ; skos:related _:s .
        _:r a skos:Concept ; skos:broader _:s .
        _:s a skos:Concept ; skos:broader _:q ; skos:notation \"1\" .";
    let path = file(folder.path(), data);
    for arguments in [
        ["tree", "--format", "csv"],
        ["check", "--format", "json"],
        ["check", "--format", "text"],
    ] {
        let first = text(&lobgraaf(&path, &arguments));
        assert!(first.contains("b1") || arguments[0] == "check", "{first}");
        for _ in 0..5 {
            assert_eq!(text(&lobgraaf(&path, &arguments)), first);
        }
    }
}

#[test]
fn blank_concepts_too_alike_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let ring = |n: usize| {
        format!(
            "_:n{n} a skos:Concept ; skos:related _:n{} .\n",
            (n + 1) % 400
        )
    };
    let path = file(folder.path(), &(0..400).map(ring).collect::<String>());
    let output = lobgraaf(&path, &["tree", "--format", "text"]);
    assert!(text(&output).contains("too alike"), "{}", text(&output));
    let output = lobgraaf(&path, &["check"]);
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(errors.contains("too alike"), "{errors}");
}

proptest! {
    /// A link is redundant where its parent is above another parent of its child.
    #[test]
    fn redundant_is_what_follows(edges in proptest::collection::vec((0..14_usize, 0..14_usize), 0..50)) {
        let hierarchy = build(edges.into_iter().filter(|(child, parent)| child > parent));
        let mut expected = Vec::new();
        for child in hierarchy.nodes() {
            let parents = hierarchy.parents(child);
            let above: Vec<_> = parents.iter().flat_map(|&parent| hierarchy.ancestors(parent)).collect();
            expected.extend(parents.into_iter().filter(|parent| above.contains(parent)).map(|parent| (parent, child)));
        }
        prop_assert_eq!(hierarchy.redundant_links().links, expected);
    }
}
