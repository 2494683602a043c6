//! The hierarchy: cycles, several parents, counting, comparison, order.

use std::collections::BTreeSet;

use lobgraaf::core::collation::compare_notations;
use lobgraaf::core::hierarchy::{
    Change, Counts, Evidence, Hierarchy, HierarchyBuilder, Link, compare,
};
use lobgraaf::core::language::Language;
use proptest::prelude::*;

const STATED: Link = Link {
    evidence: Evidence::Stated,
    kind: None,
};

fn build(edges: &[(&str, &str)]) -> Hierarchy {
    let mut builder = HierarchyBuilder::default();
    for (child, parent) in edges {
        builder.add_link(child, parent, STATED);
    }
    builder.build(Language::Dutch)
}

fn iris(hierarchy: &Hierarchy, nodes: &[petgraph::graph::NodeIndex]) -> Vec<String> {
    nodes
        .iter()
        .map(|&node| hierarchy.concept(node).iri.clone())
        .collect()
}

#[test]
fn a_cycle_is_broken_and_named_and_nothing_is_lost() {
    // root → a → b → c → a
    let hierarchy = build(&[("a", "root"), ("b", "a"), ("c", "b"), ("a", "c")]);
    assert_eq!(iris(&hierarchy, hierarchy.roots()), ["root"]);
    let cycles: Vec<_> = hierarchy
        .cycles()
        .iter()
        .map(|cycle| iris(&hierarchy, &cycle.first))
        .collect();
    assert_eq!(cycles, [["a", "b", "c"]]);
    let walk: Vec<_> = hierarchy
        .preorder(None)
        .map(|step| {
            (
                hierarchy.concept(step.node).iri.as_str(),
                step.level,
                step.reference,
            )
        })
        .collect();
    assert_eq!(
        walk,
        [
            ("root", 0, false),
            ("a", 1, false),
            ("b", 2, false),
            ("c", 3, false),
            ("a", 4, true)
        ]
    );
}

#[test]
fn a_cycle_that_no_root_reaches_is_opened_somewhere() {
    let hierarchy = build(&[("a", "b"), ("b", "a"), ("c", "b"), ("self", "self")]);
    assert_eq!(hierarchy.len(), 4);
    assert_eq!(hierarchy.cycles().len(), 2);
    let shown: BTreeSet<_> = hierarchy
        .preorder(None)
        .filter(|step| !step.reference)
        .map(|step| hierarchy.concept(step.node).iri.clone())
        .collect();
    assert_eq!(shown.len(), 4);
}

#[test]
fn a_node_with_two_parents_is_shown_once_in_full() {
    let hierarchy = build(&[
        ("x", "a"),
        ("x", "b"),
        ("y", "x"),
        ("a", "root"),
        ("b", "root"),
    ]);
    let node = hierarchy.find("x").unwrap();
    assert_eq!(iris(&hierarchy, &hierarchy.parents(node)), ["a", "b"]);
    assert_eq!(
        iris(&hierarchy, &hierarchy.ancestors(node)),
        ["a", "b", "root"]
    );
    assert_eq!(iris(&hierarchy, &hierarchy.path(node)), ["root", "a", "x"]);
    assert_eq!(hierarchy.paths(node, 10).len(), 2);
    assert_eq!(hierarchy.paths(node, 1).len(), 1);
    assert_eq!(hierarchy.depth(), 4);
    let references = hierarchy
        .preorder(None)
        .filter(|step| step.reference)
        .count();
    assert_eq!(references, 1);
    let below_b = hierarchy.subtree(hierarchy.find("b").unwrap(), Language::Dutch);
    assert_eq!(iris(&below_b, below_b.roots()), ["b"]);
    assert_eq!(below_b.len(), 3);
}

#[test]
fn a_walk_from_a_node_shows_in_full_what_has_its_primary_parent_elsewhere() {
    let hierarchy = build(&[("x", "a"), ("x", "b"), ("y", "x")]);
    let from_b: Vec<_> = hierarchy
        .preorder(hierarchy.find("b"))
        .map(|step| (hierarchy.concept(step.node).iri.as_str(), step.reference))
        .collect();
    assert_eq!(from_b, [("b", false), ("x", false), ("y", false)]);
}

#[test]
fn transitive_reduction_drops_the_redundant_link_only() {
    let hierarchy = build(&[("c", "b"), ("b", "a"), ("c", "a"), ("d", "a")]);
    let redundant = hierarchy.redundant_links().links;
    let (parent, child) = redundant[0];
    assert_eq!(redundant.len(), 1);
    assert_eq!(
        (
            &*hierarchy.concept(parent).iri,
            &*hierarchy.concept(child).iri
        ),
        ("a", "c")
    );
    let reduced = hierarchy.transitive_reduction(Language::Dutch);
    assert!(reduced.redundant_links().links.is_empty());
    let c = reduced.find("c").unwrap();
    assert_eq!(iris(&reduced, &reduced.parents(c)), ["b"]);
}

#[test]
fn an_example_counts_once_under_its_strongest_evidence() {
    let mut builder = HierarchyBuilder::default();
    builder.add_link("left", "top", STATED);
    builder.add_link("right", "top", STATED);
    builder.add_link(
        "far",
        "top",
        Link {
            evidence: Evidence::Possible,
            kind: None,
        },
    );
    builder.add_example("left", "e1", Evidence::Possible);
    builder.add_example("right", "e1", Evidence::Stated);
    builder.add_example("right", "e2", Evidence::Sure);
    builder.add_example("far", "e3", Evidence::Stated);
    builder.add_example("top", "e2", Evidence::Possible);
    let hierarchy = builder.build(Language::Dutch);
    let counts = hierarchy.rolled_up_counts();
    let at = |iri: &str| counts[hierarchy.find(iri).unwrap().index()];
    // e3 is stated at `far`, but `far` hangs under `top` by a possible link only.
    assert_eq!(
        at("top"),
        Counts {
            stated: 1,
            sure: 1,
            possible: 1
        }
    );
    assert_eq!(
        at("far"),
        Counts {
            stated: 1,
            sure: 0,
            possible: 0
        }
    );
    assert_eq!(
        at("left"),
        Counts {
            stated: 0,
            sure: 0,
            possible: 1
        }
    );
    let behind = hierarchy.examples_behind(hierarchy.find("top").unwrap());
    assert_eq!(behind.len(), at("top").total());
}

#[test]
fn siblings_come_by_order_then_notation_then_dutch_collation() {
    let mut builder = HierarchyBuilder::default();
    for (iri, label) in [
        ("1", "zebra"),
        ("2", "Ezel"),
        ("3", "één"),
        ("4", "aap"),
        ("5", "IJsbeer"),
    ] {
        builder.concept_mut(iri).labels.add("nl", label);
        builder.add_link(iri, "top", STATED);
    }
    for (iri, notation) in [
        ("n10", "2.10"),
        ("n9", "2.9"),
        ("nv", "2.1-v1"),
        ("n1", "2.1.1"),
    ] {
        builder.concept_mut(iri).notation = Some(notation.to_owned());
        builder.add_link(iri, "top", STATED);
    }
    builder.concept_mut("first").order = Some(1.0);
    builder.add_link("first", "top", STATED);
    let hierarchy = builder.build(Language::Dutch);
    let top = hierarchy.find("top").unwrap();
    assert_eq!(
        iris(&hierarchy, hierarchy.children(top)),
        ["first", "nv", "n1", "n9", "n10", "4", "3", "2", "5", "1"]
    );
}

#[test]
fn comparison_names_what_was_added_removed_moved_and_renamed() {
    let mut old = HierarchyBuilder::default();
    old.add_link("stays", "a", STATED);
    old.add_link("moves", "a", STATED);
    old.add_link("goes", "a", STATED);
    old.concept_mut("stays").labels.add("nl", "oud");
    let mut new = HierarchyBuilder::default();
    new.add_link("stays", "a", STATED);
    new.add_link("moves", "b", STATED);
    new.concept_mut("stays").labels.add("nl", "nieuw");
    let (old, new) = (old.build(Language::Dutch), new.build(Language::Dutch));
    let owned = str::to_owned;
    assert_eq!(
        compare(&old, &new, Language::Dutch),
        [
            Change::Added { iri: owned("b") },
            Change::Removed { iri: owned("goes") },
            Change::Moved {
                iri: owned("moves"),
                from: vec![owned("a")],
                to: vec![owned("b")]
            },
            Change::Renamed {
                iri: owned("stays"),
                from: owned("oud"),
                to: owned("nieuw")
            },
        ]
    );
    assert!(compare(&old, &old, Language::Dutch).is_empty());
}

#[test]
fn a_chain_of_100_000_levels_is_safe() {
    let mut builder = HierarchyBuilder::default();
    for level in 1..100_000 {
        builder.add_link(&format!("n{level}"), &format!("n{}", level - 1), STATED);
    }
    builder.add_example("n99999", "e", Evidence::Stated);
    let hierarchy = builder.build(Language::Dutch);
    assert_eq!(hierarchy.depth(), 100_000);
    assert_eq!(
        hierarchy.rolled_up_counts()[hierarchy.find("n0").unwrap().index()].total(),
        1
    );
    assert_eq!(
        hierarchy.path(hierarchy.find("n99999").unwrap()).len(),
        100_000
    );
}

#[test]
fn notations_compare_by_their_numbers() {
    let mut notations = vec![
        "10", "9.10", "9.9", "1.7.4", "1.7.10", "4.2-v10", "4.2-v3", "4.2.1", "007", "8",
    ];
    notations.sort_by(|a, b| compare_notations(a, b));
    assert_eq!(
        notations,
        [
            "1.7.4", "1.7.10", "4.2-v3", "4.2-v10", "4.2.1", "007", "8", "9.9", "9.10", "10"
        ]
    );
}

/// Edges among few nodes, so that cycles, self-loops and several parents are common.
fn edges() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0_u8..12, 0_u8..12), 0..40)
}

fn build_numbers(edges: &[(u8, u8)]) -> Hierarchy {
    let mut builder = HierarchyBuilder::default();
    for (child, parent) in edges {
        builder.add_link(&child.to_string(), &parent.to_string(), STATED);
    }
    builder.build(Language::Dutch)
}

proptest! {
    #[test]
    fn every_node_is_shown_in_full_exactly_once(edges in edges()) {
        let hierarchy = build_numbers(&edges);
        let nodes: BTreeSet<u8> = edges.iter().flat_map(|&(a, b)| [a, b]).collect();
        let mut shown: Vec<_> = hierarchy.preorder(None).filter(|s| !s.reference).map(|s| s.node).collect();
        prop_assert_eq!(shown.len(), nodes.len());
        shown.sort();
        shown.dedup();
        prop_assert_eq!(shown.len(), nodes.len());
    }

    #[test]
    fn what_is_built_is_acyclic_and_each_link_is_kept_or_told(edges in edges()) {
        let hierarchy = build_numbers(&edges);
        let distinct: BTreeSet<(u8, u8)> = edges.iter().copied().collect();
        let mut kept = 0;
        let mut closing = 0;
        for node in hierarchy.nodes() {
            prop_assert!(!hierarchy.descendants(node).contains(&node));
            prop_assert!(!hierarchy.ancestors(node).contains(&node));
            kept += hierarchy.children(node).len();
            closing += hierarchy.closing_links(node).len();
        }
        prop_assert_eq!(kept + closing, distinct.len());
        prop_assert_eq!(closing, hierarchy.cycles().len());
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(edges in edges(), seed in 0_usize..40) {
        let hierarchy = build_numbers(&edges);
        let mut turned = edges.clone();
        turned.rotate_left(if edges.is_empty() { 0 } else { seed % edges.len() });
        turned.reverse();
        let other = build_numbers(&turned);
        let walk = |h: &Hierarchy| -> Vec<(String, usize, bool)> {
            h.preorder(None).map(|s| (h.concept(s.node).iri.clone(), s.level, s.reference)).collect()
        };
        prop_assert_eq!(walk(&hierarchy), walk(&other));
        for node in hierarchy.nodes() {
            let same = other.find(&hierarchy.concept(node).iri).unwrap();
            prop_assert_eq!(
                iris(&hierarchy, &hierarchy.parents(node)),
                iris(&other, &other.parents(same))
            );
        }
    }

    #[test]
    fn reduction_keeps_what_is_above_each_node(edges in edges()) {
        let hierarchy = build_numbers(&edges);
        let reduced = hierarchy.transitive_reduction(Language::Dutch);
        let above = |h: &Hierarchy, iri: &str| -> BTreeSet<String> {
            h.find(iri).map(|n| iris(h, &h.ancestors(n)).into_iter().collect()).unwrap_or_default()
        };
        if hierarchy.cycles().is_empty() {
            for node in hierarchy.nodes() {
                let iri = &hierarchy.concept(node).iri;
                prop_assert_eq!(above(&hierarchy, iri), above(&reduced, iri));
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn plain_labels_sort_as_the_collator_sorts_them(left in "[ab]{0,8}[a-cA-C0-2 ]{0,6}", right in "[ab]{0,8}[a-cA-C0-2 ]{0,6}") {
        for (language, locale) in [
            (Language::Dutch, icu_locale_core::locale!("nl")),
            (Language::English, icu_locale_core::locale!("en")),
        ] {
            let collator = icu_collator::Collator::try_new(locale.into(), icu_collator::options::CollatorOptions::default());
            let expected = collator.unwrap().compare(&left, &right).then_with(|| left.cmp(&right));
            let found = lobgraaf::core::collation::LabelOrder::new(language).compare(&left, &right);
            proptest::prop_assert_eq!(found, expected, "{:?} {:?}", left, right);
        }
    }
}
