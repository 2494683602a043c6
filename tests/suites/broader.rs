//! Links upwards with their cycles.

use lobgraaf::core::hierarchy::{BroaderGraph, Cycle};
use proptest::prelude::*;

fn graph(links: &[(&str, &str)]) -> BroaderGraph {
    let mut graph = BroaderGraph::default();
    for (concept, broader) in links {
        graph.add_link(concept, broader);
    }
    graph
}

#[test]
fn a_cycle_is_told_by_a_shortest_way_round() {
    let graph = graph(&[
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
        ("b", "d"),
        ("d", "c"),
        ("x", "a"),
        ("s", "s"),
    ]);
    let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let expected = Cycle {
        members: names("a b c d"),
        way: names("a b c"),
    };
    assert_eq!(graph.cycles(), [expected]);
}

#[test]
fn above_stops_at_cycles_and_knows_no_strangers() {
    let graph = graph(&[("a", "b"), ("b", "a"), ("c", "a")]);
    let above = |concept| {
        let mut above: Vec<_> = graph.above(concept).into_iter().collect();
        above.sort_unstable();
        above
    };
    assert_eq!(above("c"), ["a", "b"]);
    assert_eq!(above("a"), ["a", "b"]);
    assert!(above("z").is_empty());
}

#[test]
fn a_long_chain_costs_no_stack() {
    let mut graph = BroaderGraph::default();
    for level in 0..100_000 {
        graph.add_link(&level.to_string(), &(level + 1).to_string());
    }
    graph.add_link("100000", "0");
    let cycles = graph.cycles();
    assert_eq!(cycles.len(), 1);
    assert_eq!(cycles[0].way.len(), 100_001);
}

proptest! {
    /// Whoever is above itself is in a cycle, and nobody else.
    #[test]
    fn cycles_are_who_is_above_itself(links in proptest::collection::vec((0..12_u8, 0..12_u8), 0..40)) {
        let mut graph = BroaderGraph::default();
        for (concept, broader) in links.iter().filter(|(concept, broader)| concept != broader) {
            graph.add_link(&concept.to_string(), &broader.to_string());
        }
        let mut members: Vec<_> = graph.cycles().into_iter().flat_map(|cycle| cycle.members).collect();
        members.sort();
        let mut above: Vec<_> = (0..12_u8)
            .map(|concept| concept.to_string())
            .filter(|concept| graph.above(concept).contains(concept.as_str()))
            .collect();
        above.sort();
        prop_assert_eq!(members, above);
        for cycle in graph.cycles() {
            let round = cycle.way.iter().zip(cycle.way.iter().cycle().skip(1));
            for (lower, upper) in round {
                prop_assert!(graph.above(lower).contains(upper.as_str()));
            }
        }
    }
}
