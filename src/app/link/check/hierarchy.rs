//! Links that put a concept above itself: follow what is broader on both sides and the links
//! between them, and nothing may come back to where it began.
//! Room `app`.

use std::collections::{BTreeMap, HashMap};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;

use crate::app::link::check::{LinkData, Links, Row, rules};
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::vocabulary::skos;
use crate::store::memory::GraphStore;

/// Concepts that a message names.
const NAMED: usize = 10;

/// IRIs as numbers.
#[derive(Default)]
struct Numbers(HashMap<String, usize>);

impl Numbers {
    fn of(&mut self, iri: &str) -> usize {
        if let Some(number) = self.0.get(iri) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(iri.to_owned(), number);
        number
    }
}

/// Tells of each circle once, at its first row.
pub fn examine(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let mut numbers = Numbers::default();
    let mut upwards: Vec<(usize, usize)> = Vec::new();
    let own = own_links(data.store);
    let own = own
        .iter()
        .map(|(below, above)| (below.as_str(), above.as_str()));
    for (below, above) in own.chain(data.terms.upwards()) {
        upwards.push((numbers.of(below), numbers.of(above)));
    }
    let mut rows: Vec<(Row<'_>, usize, usize)> = Vec::new();
    for row in &links.accepted {
        let subject = numbers.of(row.mapping.subject());
        rows.push((*row, subject, numbers.of(row.mapping.object())));
    }
    // Circles on one side alone are not the links' doing: what they hold counts as one.
    let count = numbers.0.len();
    let mut same = UnionFind::<usize>::new(count);
    for circle in circles(count, &upwards) {
        circle.windows(2).for_each(|pair| {
            same.union(pair[0], pair[1]);
        });
    }
    upwards.retain(|(below, above)| !same.equiv(*below, *above));
    let mut linked = Vec::new();
    for (row, subject, object) in &rows {
        match row.mapping.predicate() {
            skos::EXACT_MATCH => drop(same.union(*subject, *object)),
            skos::BROAD_MATCH => linked.push((*subject, *object)),
            skos::NARROW_MATCH => linked.push((*object, *subject)),
            _ => {}
        }
    }
    let merged: Vec<_> = upwards
        .iter()
        .chain(&linked)
        .map(|(below, above)| (same.find(*below), same.find(*above)))
        .filter(|(below, above)| below != above)
        .collect();
    let mut circle_of = HashMap::new();
    for (index, circle) in circles(count, &merged).into_iter().enumerate() {
        circle_of.extend(circle.into_iter().map(|node| (node, index)));
    }
    tell(&rows, &circle_of, &same, language, findings);
}

fn tell(
    rows: &[(Row<'_>, usize, usize)],
    circle_of: &HashMap<usize, usize>,
    same: &UnionFind<usize>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let mut by_circle: BTreeMap<usize, Vec<Row<'_>>> = BTreeMap::new();
    for (row, subject, object) in rows {
        let predicates = [skos::EXACT_MATCH, skos::BROAD_MATCH, skos::NARROW_MATCH];
        let circle = |node: &usize| circle_of.get(&same.find(*node));
        if let Some(index) = circle(subject)
            && circle(object) == Some(index)
            && predicates.contains(&row.mapping.predicate())
        {
            by_circle.entry(*index).or_default().push(*row);
        }
    }
    for rows in by_circle.values() {
        let mut names: Vec<_> = rows
            .iter()
            .map(|row| format!("{} → {}", row.subject_name(), row.object_name()))
            .collect();
        names.truncate(NAMED);
        let values = [("names", names.join("; "))];
        let values = values.each_ref().map(|(key, text)| (*key, text.as_str()));
        findings.push(rows[0].finding(rules::HIERARCHY_CLASH, language, &values));
    }
}

/// Groups of two and more that lead back to themselves.
fn circles(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut graph = DiGraph::<(), (), usize>::with_capacity(count, links.len());
    for _ in 0..count {
        graph.add_node(());
    }
    for (below, above) in links {
        graph.add_edge(NodeIndex::new(*below), NodeIndex::new(*above), ());
    }
    let groups = kosaraju_scc(&graph).into_iter();
    let circles = groups.filter(|group| group.len() > 1);
    let mut circles: Vec<Vec<usize>> = circles
        .map(|group| group.into_iter().map(NodeIndex::index).collect())
        .collect();
    circles.sort();
    circles
}

/// Links upwards between the project's concepts.
fn own_links(store: &GraphStore) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for (predicate, is_up) in [(skos::BROADER, true), (skos::NARROWER, false)] {
        for quad in store.matching(None, Some(predicate), None).flatten() {
            let name = |text: String| text.trim_matches(['<', '>']).to_owned();
            let (subject, object) = (
                name(quad.subject.to_string()),
                name(quad.object.to_string()),
            );
            links.push(if is_up {
                (subject, object)
            } else {
                (object, subject)
            });
        }
    }
    links.sort();
    links
}
