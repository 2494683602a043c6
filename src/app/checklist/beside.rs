//! What stands beside the questions: elements of frameworks, examples, what there is to choose from.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use petgraph::graph::NodeIndex;

use crate::app::checklist::Material;
use crate::app::tree::View;
use crate::core::checklist::{Choice, Example, Form, Offered, OfferedGoals, Uncovered};
use crate::core::collation::compare_notations;
use crate::core::hierarchy::{Evidence, Hierarchy};
use crate::core::iri::last_segment;
use crate::core::language::{Language, LocalizedText};

/// The text in a language, else the end of the IRI that it belongs to.
pub fn pick(text: &LocalizedText, iri: &str, language: Language) -> String {
    let picked = text.pick(language);
    picked.map_or_else(|| last_segment(iri).to_owned(), |(text, _)| text.to_owned())
}

/// Elements of frameworks by node.
pub fn links<'a>(
    material: &'a Material<'_>,
) -> BTreeMap<&'a str, Vec<(&'a str, &'a str, Evidence)>> {
    let mut links = BTreeMap::<&str, Vec<_>>::new();
    for (iri, element) in &material.rows.elements {
        for (item, relation, evidence) in &element.links {
            let link = (iri.as_str(), relation.as_str(), *evidence);
            links.entry(item).or_default().push(link);
        }
    }
    links
}

/// The examples that share a sector or goal with what is asked for, with what they share.
pub fn wanted(
    material: &Material<'_>,
    sectors: &[Choice],
    goals: &[Choice],
) -> BTreeMap<String, Vec<Choice>> {
    let mut wanted = BTreeMap::<String, Vec<Choice>>::new();
    for (view, choices) in [(&material.sectors, sectors), (&material.goals, goals)] {
        for choice in choices {
            for example in linked(view, &choice.iri) {
                wanted.entry(example).or_default().push(choice.clone());
            }
            // An example that is told of something wider may fit too; then that is what it shares.
            for (above, examples) in linked_above(view, &choice.iri, material.session.language) {
                for example in examples {
                    let shared = wanted.entry(example).or_default();
                    if shared.is_empty() {
                        shared.push(above.clone());
                    }
                }
            }
        }
    }
    wanted
}

/// The examples linked to a node of a view or to what is below it.
pub fn linked(view: &View, iri: &str) -> BTreeSet<String> {
    let hierarchy = &view.hierarchy;
    let Some(node) = hierarchy.find(iri) else {
        return BTreeSet::new();
    };
    let nodes = std::iter::once(node).chain(hierarchy.descendants(node));
    let examples = nodes.flat_map(|node| hierarchy.concept(node).examples.keys());
    examples.cloned().collect()
}

/// What stands above a node, with the examples linked to it directly; the nearest first.
fn linked_above(view: &View, iri: &str, language: Language) -> Vec<(Choice, Vec<String>)> {
    let hierarchy = &view.hierarchy;
    let Some(node) = hierarchy.find(iri) else {
        return Vec::new();
    };
    let mut path = hierarchy.path(node);
    path.pop();
    let above = path.into_iter().rev().map(|node| {
        let concept = hierarchy.concept(node);
        let mut examples: Vec<_> = concept.examples.keys().cloned().collect();
        examples.sort();
        let choice = Choice {
            iri: concept.iri.clone(),
            label: concept.label(language).0.to_owned(),
        };
        (choice, examples)
    });
    above.collect()
}

/// Sectors, and goals by the heading under which they stand.
pub fn offered(material: &Material<'_>) -> Offered {
    let language = material.session.language;
    let choice = |hierarchy: &Hierarchy, node| {
        let concept = hierarchy.concept(node);
        Choice {
            iri: concept.iri.clone(),
            label: concept.label(language).0.to_owned(),
        }
    };
    let sectors = &material.sectors.hierarchy;
    let in_full = |hierarchy: &Hierarchy| -> Vec<_> {
        let steps = hierarchy.preorder(None).filter(|step| !step.reference);
        steps.map(|step| step.node).collect()
    };
    let goals = &material.goals.hierarchy;
    let mut groups: Vec<OfferedGoals> = Vec::new();
    for node in in_full(goals) {
        if !goals.children(node).is_empty() {
            continue;
        }
        // A goal stands under its nearest heading. What stands right below a root without anything
        // below it is a heading without goals: it is its own.
        let parent = goals.primary_parent(node);
        let is_heading = parent.is_none_or(|parent| goals.primary_parent(parent).is_none());
        let heading = parent.filter(|_| !is_heading).unwrap_or(node);
        let heading = choice(goals, heading);
        let goal = choice(goals, node);
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.goals.push(goal),
            None => groups.push(OfferedGoals {
                heading,
                goals: vec![goal],
            }),
        }
    }
    Offered {
        sectors: in_full(sectors)
            .into_iter()
            .map(|node| choice(sectors, node))
            .collect(),
        goals: groups,
    }
}

/// The examples that are named, by number.
pub fn examples(material: &Material<'_>, named: &BTreeSet<String>) -> Vec<Example> {
    let of = |view: &View| {
        let hierarchy = &view.hierarchy;
        let mut by_example = BTreeMap::<String, Vec<Choice>>::new();
        for step in hierarchy.preorder(None).filter(|step| !step.reference) {
            let concept = hierarchy.concept(step.node);
            for example in concept.examples.keys() {
                by_example.entry(example.clone()).or_default().push(Choice {
                    iri: concept.iri.clone(),
                    label: concept.label(material.session.language).0.to_owned(),
                });
            }
        }
        by_example
    };
    let (mut sectors, mut goals) = (of(&material.sectors), of(&material.goals));
    let rows = &material.rows.examples;
    let mut examples: Vec<_> = named
        .iter()
        .map(|iri| Example {
            number: rows
                .get(iri)
                .map_or_else(|| last_segment(iri).to_owned(), |row| row.number.clone()),
            title: rows.get(iri).and_then(|row| row.title.clone()),
            sectors: sectors.remove(iri).unwrap_or_default(),
            goals: goals.remove(iri).unwrap_or_default(),
            iri: iri.clone(),
        })
        .collect();
    examples
        .sort_by(|a, b| compare_notations(&a.number, &b.number).then_with(|| a.iri.cmp(&b.iri)));
    examples
}

/// Elements of frameworks that the source calls hardly there, or that `few` or fewer of the
/// questions of the full form, for everybody, stand beside: their own node, one below it or one
/// above it is linked.
pub fn uncovered(material: &Material<'_>) -> Vec<Uncovered> {
    let hierarchy = &material.view.hierarchy;
    let language = material.session.language;
    let asked: Vec<_> = hierarchy
        .nodes()
        .filter(|&node| material.is_asked(node, Form::Full))
        .map(|node| {
            let mut lineage: HashSet<_> = hierarchy.path(node).into_iter().collect();
            lineage.extend(hierarchy.descendants(node));
            lineage
        })
        .collect();
    let rows = &material.rows;
    let mut found = Vec::new();
    for (iri, element) in &rows.elements {
        let linked: Vec<_> = element
            .links
            .iter()
            .filter_map(|(item, ..)| hierarchy.find(item))
            .collect();
        let covers =
            |lineage: &&HashSet<NodeIndex>| linked.iter().any(|node| lineage.contains(node));
        let factors = asked.iter().filter(covers).count();
        if !element.hardly && factors > material.few {
            continue;
        }
        found.push(Uncovered {
            iri: iri.clone(),
            framework: element.framework.clone(),
            framework_label: pick(&element.framework_label, &element.framework, language),
            notation: element.notation.clone(),
            label: pick(&element.label, iri, language),
            verdict: element
                .verdict
                .pick(language)
                .map(|(text, _)| text.to_owned()),
            factors,
            said_by_source: element.hardly,
        });
    }
    found.sort_by(|a, b| {
        let place = |of: &Uncovered| {
            rows.frameworks
                .iter()
                .position(|known| *known == of.framework)
        };
        let number = |of: &Uncovered| of.notation.clone().unwrap_or_default();
        place(a)
            .cmp(&place(b))
            .then_with(|| compare_notations(&number(a), &number(b)))
    });
    found
}
