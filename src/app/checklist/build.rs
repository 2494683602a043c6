//! A checklist for somebody: which questions, in which order, with what beside them.
//! Room `app`.
//!
//! What is asked follows from the view and the questions alone. Roots are headings. The short form
//! asks the nodes right below a root. The full form asks the nodes whose question says so; a node
//! right below a root that is none of them is a heading of second rank.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::checklist::rows::{Labelled, Rows};
use crate::app::checklist::{ChecklistError, ChecklistOptions, Material, beside, choose};
use crate::core::checklist::{
    Checklist, Choice, Form, Group, Item, LeftOut, Queries, Realisation, Research, Section,
    SectionHeading, Shown,
};
use crate::core::collation::compare_notations;
use crate::core::hierarchy::{Evidence, Hierarchy};
use crate::core::iri::last_segment;
use crate::core::language::LocalizedText;

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
    let offered = beside::offered(material);
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
    let goals = many("--goal", &options.goals, &offered.every_goal())?;

    let mut builder = Builder {
        material,
        form: options.form,
        audience: audience.as_ref(),
        level: level.as_ref(),
        wanted: beside::wanted(material, &sectors, &goals),
        links: beside::links(material),
        left_out: Vec::new(),
        named: BTreeSet::new(),
    };
    let hierarchy = &material.view.hierarchy;
    let groups: Vec<_> = hierarchy
        .roots()
        .iter()
        .filter_map(|&root| builder.group(root))
        .collect();
    if groups.is_empty() {
        return Err(ChecklistError::NothingAsked.into());
    }
    let of_other_forms = hierarchy
        .nodes()
        .filter(|&node| material.has_question(node) && !material.is_asked(node, options.form));
    let not_asked = of_other_forms.map(|node| (builder.notation(node), builder.iri(node)));
    let not_asked: Vec<_> = not_asked.collect();
    let (left_out, named) = (builder.left_out, builder.named);
    let of_level = |text: fn(&Labelled) -> &LocalizedText| {
        let level = rows.levels.get(&level.as_ref()?.iri)?;
        Some(text(level).pick(language)?.0.to_owned())
    };
    let (opening, title) = (of_level(|of| &of.opening), of_level(|of| &of.title));
    Ok(Checklist {
        language,
        form: options.form,
        title: title.unwrap_or_else(|| material.title.clone()),
        introduction: opening.or_else(|| material.introduction.clone()),
        experience_note: material.experience_note.clone(),
        research_note: material.research_note.clone(),
        source: session.project.config.source(language),
        date: session.project.config.date.clone(),
        edition: material.edition.clone(),
        queries: Queries {
            questions: material.queries.questions.clone(),
            scope: material.queries.scope.clone(),
            view: material.queries.view.clone(),
            parameters: material.queries.parameters.clone(),
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
        uncovered: beside::uncovered(material),
        left_out,
        not_asked,
        examples: beside::examples(material, &named),
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
            let (heading, nodes) = match self.form {
                Form::Full => {
                    let is_asked = self.material.is_asked(child, Form::Full);
                    (
                        (!is_asked).then(|| self.heading(child)),
                        self.asked_from(child),
                    )
                }
                Form::Short if self.material.is_asked(child, Form::Short) => (None, vec![child]),
                Form::Short => continue,
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

    /// A node and the nodes below it that are asked about in the full form, in display order.
    fn asked_from(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let steps = self.hierarchy().preorder(Some(node));
        let steps = steps.filter(|step| !step.reference);
        let asked = steps.filter(|step| self.material.is_asked(step.node, Form::Full));
        asked.map(|step| step.node).collect()
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

    /// What the frameworks have beside these nodes, the question's own first: each element once. A
    /// link that the source states beats others; among those the own node beats those below it, and
    /// else the strongest link.
    fn research(&self, nodes: &[NodeIndex]) -> Vec<Research> {
        let rows = &self.material.rows;
        let language = self.material.session.language;
        let mut found = BTreeMap::<&str, Vec<(Evidence, usize, &str)>>::new();
        for (place, &node) in nodes.iter().enumerate() {
            let iri = self.hierarchy().concept(node).iri.as_str();
            for &(element, relation, evidence) in self.links.get(iri).into_iter().flatten() {
                let links = found.entry(element).or_default();
                links.push((evidence, place, relation));
            }
        }
        let mut research: Vec<_> = found
            .into_iter()
            .filter_map(|(iri, mut links)| {
                let element = rows.elements.get(iri)?;
                let is_stated = |link: &(Evidence, usize, &str)| link.0 == Evidence::Stated;
                if links.iter().any(is_stated) {
                    links.retain(is_stated);
                }
                let own = links.iter().filter(|(_, place, _)| *place == 0).min();
                let &(evidence, place, relation) = own.or_else(|| links.iter().min())?;
                let mut below: Vec<_> = links.iter().map(|(_, place, _)| *place).collect();
                below.dedup();
                let below = below.into_iter().filter(|_| own.is_none());
                let name = |node| self.notation(node).unwrap_or_else(|| self.label(node));
                Some(Research {
                    iri: iri.to_owned(),
                    framework: element.framework.clone(),
                    framework_label: beside::pick(
                        &element.framework_label,
                        &element.framework,
                        language,
                    ),
                    notation: element.notation.clone(),
                    label: beside::pick(&element.label, iri, language),
                    relation: last_segment(relation).to_owned(),
                    evidence,
                    through: self.iri(nodes[place]),
                    via: below.map(|place| name(nodes[place])).collect(),
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
