//! A checklist for somebody: which questions, in which order, with what beside them.
//! Room `app`.
//!
//! What is asked follows from the view alone. Roots are headings. In the full form the nodes with a
//! question that have no further question below them are asked, and what stands between them and
//! their root is a heading of second rank; in the short form the nodes right below a root are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::checklist::rows::Rows;
use crate::app::checklist::{ChecklistOptions, Material, choose};
use crate::app::tree::View;
use crate::core::checklist::{
    Checklist, Choice, Example, Form, Group, Item, LeftOut, Offered, OfferedGoals, Queries,
    Realisation, Research, Section, SectionHeading, Shown, Uncovered,
};
use crate::core::collation::compare_notations;
use crate::core::hierarchy::{Evidence, Hierarchy};
use crate::core::iri::last_segment;

/// Builds the checklist that `options` ask for.
pub fn checklist(
    material: &Material<'_>,
    options: &ChecklistOptions,
) -> Result<Checklist, AppError> {
    let session = material.session;
    let language = session.language;
    let rows = &material.rows;
    let audiences = Rows::choices(&rows.audiences, None, session);
    let levels = Rows::choices(&rows.levels, None, session);
    let offered = offered(material);
    let all_goals: Vec<_> = offered
        .goals
        .iter()
        .flat_map(|group| std::iter::once(&group.heading).chain(&group.goals))
        .cloned()
        .collect();
    let one = |option, name: &Option<String>, choices: &[Choice]| {
        let chosen = name
            .as_deref()
            .map(|name| choose(option, name, choices, session));
        chosen.transpose()
    };
    let many = |option, names: &[String], choices: &[Choice]| {
        let chosen = names
            .iter()
            .map(|name| choose(option, name, choices, session));
        chosen.collect::<Result<Vec<_>, _>>()
    };
    let audience = one("--audience", &options.audience, &audiences)?;
    let level = one("--level", &options.level, &levels)?;
    let sectors = many("--sector", &options.sectors, &offered.sectors)?;
    let goals = many("--goal", &options.goals, &all_goals)?;

    let mut builder = Builder {
        material,
        form: options.form,
        audience: audience.as_ref(),
        level: level.as_ref(),
        wanted: wanted(material, &sectors, &goals),
        links: links(material),
        left_out: Vec::new(),
        named: BTreeSet::new(),
    };
    let hierarchy = &material.view.hierarchy;
    let groups: Vec<_> = hierarchy
        .roots()
        .iter()
        .filter_map(|&root| builder.group(root))
        .collect();
    let (left_out, named) = (builder.left_out, builder.named);
    Ok(Checklist {
        language,
        form: options.form,
        title: material.title.clone(),
        introduction: material.introduction.clone(),
        experience_note: material.experience_note.clone(),
        research_note: material.research_note.clone(),
        source: session.project.config.source(language),
        date: session.project.config.date.clone(),
        edition: material.edition.clone(),
        queries: Queries {
            questions: material.queries.questions.clone(),
            scope: material.queries.scope.clone(),
            view: material.queries.view.clone(),
            parameters: material.queries.parameters.clone().into_iter().collect(),
            research: material.queries.research.clone(),
            examples: material.queries.examples.clone(),
        },
        audience,
        level,
        sectors,
        goals,
        total: rows.examples.len(),
        few: material.few,
        groups,
        uncovered: uncovered(material),
        left_out,
        examples: examples(material, &named),
        offered,
    })
}

struct Builder<'a> {
    material: &'a Material<'a>,
    form: Form,
    audience: Option<&'a Choice>,
    level: Option<&'a Choice>,
    /// Examples by what they share with the sectors and goals asked for.
    wanted: BTreeMap<String, Vec<Choice>>,
    /// Elements of frameworks by the node that is linked to them.
    links: BTreeMap<&'a str, Vec<(&'a str, &'a str, Evidence)>>,
    left_out: Vec<LeftOut>,
    /// Examples that some question names.
    named: BTreeSet<String>,
}

impl Builder<'_> {
    fn hierarchy(&self) -> &Hierarchy {
        &self.material.view.hierarchy
    }

    fn notation(&self, node: NodeIndex) -> Option<String> {
        self.hierarchy().concept(node).notation.clone()
    }

    fn label(&self, node: NodeIndex) -> String {
        let concept = self.hierarchy().concept(node);
        concept.label(self.material.session.language).0.to_owned()
    }

    fn iri(&self, node: NodeIndex) -> String {
        self.hierarchy().concept(node).iri.clone()
    }

    fn question(&self, node: NodeIndex) -> Option<String> {
        let question = self.material.rows.questions.get(&self.iri(node))?;
        let picked = question.question.pick(self.material.session.language);
        picked.map(|(text, _)| text.to_owned())
    }

    /// A heading with its questions; `None` where nothing is asked below it.
    fn group(&mut self, root: NodeIndex) -> Option<Group> {
        let mut sections: Vec<Section> = Vec::new();
        for &child in self.material.view.hierarchy.children(root) {
            let below = self.asked_below(child);
            let (heading, nodes) = match self.form {
                Form::Full if !below.is_empty() => (Some(self.heading(child)), below),
                _ if self.material.is_asked(child) => (None, vec![child]),
                _ => continue,
            };
            let items: Vec<_> = nodes.iter().filter_map(|&node| self.item(node)).collect();
            if items.is_empty() {
                continue;
            }
            match sections.last_mut() {
                Some(last) if last.heading.is_none() && heading.is_none() => {
                    last.items.extend(items);
                }
                _ => sections.push(Section { heading, items }),
            }
        }
        if sections.is_empty() {
            return None;
        }
        Some(Group {
            iri: self.iri(root),
            notation: self.notation(root),
            label: self.label(root),
            question: self.question(root),
            count: self.examples_below(root).len(),
            sections,
        })
    }

    /// The nodes below `node` that are asked about in the full form, in display order.
    fn asked_below(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let hierarchy = self.hierarchy();
        let steps = hierarchy.preorder(Some(node)).skip(1);
        let asked: Vec<_> = steps
            .filter(|step| !step.reference && self.material.is_asked(step.node))
            .map(|step| step.node)
            .collect();
        asked
            .iter()
            .copied()
            .filter(|&node| !has_asked(hierarchy, &asked, node))
            .collect()
    }

    fn heading(&self, node: NodeIndex) -> SectionHeading {
        SectionHeading {
            iri: self.iri(node),
            notation: self.notation(node),
            label: self.label(node),
            research: self.research(&[node]),
        }
    }

    /// The question about a node; `None` where the choice leaves it out, which is remembered.
    fn item(&mut self, node: NodeIndex) -> Option<Item> {
        let (material, session) = (self.material, self.material.session);
        let iri = self.iri(node);
        let text = material.rows.questions.get(&iri)?;
        let question = self.question(node)?;
        let audiences = Rows::choices(&material.rows.audiences, Some(&text.audiences), session);
        let levels = Rows::choices(&material.rows.levels, Some(&text.levels), session);
        let misses = |wanted: Option<&Choice>, has: &[Choice]| {
            wanted.is_some_and(|wanted| !has.contains(wanted))
        };
        let wrong_audience = misses(self.audience, &audiences);
        let wrong_level = misses(self.level, &levels);
        if wrong_audience || wrong_level {
            self.left_out.push(LeftOut {
                iri,
                notation: self.notation(node),
                question,
                audiences: if wrong_audience {
                    audiences
                } else {
                    Vec::new()
                },
                levels: if wrong_level { levels } else { Vec::new() },
            });
            return None;
        }
        let examples = self.shown(node);
        let mut inside = vec![node];
        inside.extend(self.hierarchy().descendants(node));
        let realisations = self.hierarchy().children(node).to_vec();
        let realisations = realisations.into_iter();
        let hint = text.hint.pick(session.language);
        Some(Item {
            notation: self.notation(node),
            label: self.label(node),
            question,
            hint: hint.map(|(hint, _)| hint.to_owned()),
            audiences,
            levels,
            count: examples.len(),
            realisations: realisations.map(|node| self.realisation(node)).collect(),
            research: self.research(&inside),
            examples,
            iri,
        })
    }

    fn realisation(&self, node: NodeIndex) -> Realisation {
        Realisation {
            iri: self.iri(node),
            notation: self.notation(node),
            label: self.label(node),
            count: self.examples_below(node).len(),
        }
    }

    /// The examples at or below a node, each with the nodes that it is linked to.
    fn examples_below(&self, node: NodeIndex) -> BTreeMap<String, Vec<NodeIndex>> {
        let hierarchy = self.hierarchy();
        let mut found = BTreeMap::<_, Vec<_>>::new();
        for step in hierarchy
            .preorder(Some(node))
            .filter(|step| !step.reference)
        {
            for example in hierarchy.concept(step.node).examples.keys() {
                found.entry(example.clone()).or_default().push(step.node);
            }
        }
        found
    }

    /// Its examples: those that fit what is asked for first, those with most in common before
    /// others; then by number.
    fn shown(&mut self, node: NodeIndex) -> Vec<Shown> {
        let found = self.examples_below(node);
        self.named.extend(found.keys().cloned());
        let mut shown: Vec<_> = found
            .into_iter()
            .map(|(iri, nodes)| Shown {
                by: nodes
                    .into_iter()
                    .map(|node| self.realisation(node))
                    .collect(),
                shared: self.wanted.get(&iri).cloned().unwrap_or_default(),
                iri,
            })
            .collect();
        let examples = &self.material.rows.examples;
        let number = |shown: &Shown| examples.get(&shown.iri).map_or("", |row| &row.number);
        shown.sort_by(|a, b| {
            let by_fit = b.shared.len().cmp(&a.shared.len());
            let by_number = || compare_notations(number(a), number(b));
            by_fit.then_with(by_number).then_with(|| a.iri.cmp(&b.iri))
        });
        shown
    }

    /// What the frameworks have beside these nodes, each element once: through the first of the
    /// nodes that has the strongest link to it.
    fn research(&self, nodes: &[NodeIndex]) -> Vec<Research> {
        let rows = &self.material.rows;
        let language = self.material.session.language;
        let mut best = BTreeMap::<&str, (Evidence, usize, &str)>::new();
        for (place, &node) in nodes.iter().enumerate() {
            let iri = self.hierarchy().concept(node).iri.as_str();
            for &(element, relation, evidence) in self.links.get(iri).into_iter().flatten() {
                let found = (evidence, place, relation);
                let known = best.entry(element).or_insert(found);
                *known = (*known).min(found);
            }
        }
        let mut research: Vec<_> = best
            .into_iter()
            .filter_map(|(iri, (evidence, place, relation))| {
                let element = rows.elements.get(iri)?;
                Some(Research {
                    iri: iri.to_owned(),
                    framework: element.framework.clone(),
                    framework_label: pick(&element.framework_label, &element.framework, language),
                    notation: element.notation.clone(),
                    label: pick(&element.label, iri, language),
                    relation: last_segment(relation).to_owned(),
                    evidence,
                    through: self.iri(nodes[place]),
                })
            })
            .collect();
        research.sort_by(|a, b| {
            let place = |of: &Research| {
                rows.frameworks
                    .iter()
                    .position(|known| *known == of.framework)
            };
            let number = |of: &Research| of.notation.clone().unwrap_or_default();
            place(a)
                .cmp(&place(b))
                .then_with(|| compare_notations(&number(a), &number(b)))
                .then_with(|| a.iri.cmp(&b.iri))
        });
        research
    }
}

/// Whether some other asked node stands below `node`.
fn has_asked(hierarchy: &Hierarchy, asked: &[NodeIndex], node: NodeIndex) -> bool {
    let below = hierarchy.descendants(node);
    below.iter().any(|below| asked.contains(below))
}

fn pick(
    text: &crate::core::language::LocalizedText,
    iri: &str,
    language: crate::core::language::Language,
) -> String {
    let picked = text.pick(language);
    picked.map_or_else(|| last_segment(iri).to_owned(), |(text, _)| text.to_owned())
}

/// Elements of frameworks by node.
fn links<'a>(material: &'a Material<'_>) -> BTreeMap<&'a str, Vec<(&'a str, &'a str, Evidence)>> {
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
fn wanted(
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
        }
    }
    wanted
}

/// The examples linked to a node of a view or to what is below it.
fn linked(view: &View, iri: &str) -> BTreeSet<String> {
    let hierarchy = &view.hierarchy;
    let Some(node) = hierarchy.find(iri) else {
        return BTreeSet::new();
    };
    let nodes = std::iter::once(node).chain(hierarchy.descendants(node));
    let examples = nodes.flat_map(|node| hierarchy.concept(node).examples.keys());
    examples.cloned().collect()
}

/// Sectors, and goals by the heading under which they stand.
fn offered(material: &Material<'_>) -> Offered {
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
        // A goal stands under its nearest heading; a heading without goals is one itself.
        let heading = goals.primary_parent(node).unwrap_or(node);
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
fn examples(material: &Material<'_>, named: &BTreeSet<String>) -> Vec<Example> {
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
/// questions of the full form stand beside: their own node, one below it or one above it is linked.
fn uncovered(material: &Material<'_>) -> Vec<Uncovered> {
    let hierarchy = &material.view.hierarchy;
    let language = material.session.language;
    let asked: Vec<_> = hierarchy
        .nodes()
        .filter(|&node| material.is_asked(node))
        .collect();
    let leaves: Vec<_> = asked
        .iter()
        .copied()
        .filter(|&node| !has_asked(hierarchy, &asked, node))
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
        let factors = leaves.iter().filter(covers).count();
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
