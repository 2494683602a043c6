//! `checklist score`: what answered checklists say, against the questions and examples of the
//! project.
//! Room `app`.

use std::collections::BTreeSet;

use crate::app::AppError;
use crate::app::checklist::{ChecklistOptions, Material};
use crate::app::page_words;
use crate::core::checklist::answers::Answered;
use crate::core::checklist::score::{self, Questions, Report};
use crate::core::checklist::{Choice, Form};
use crate::core::hierarchy::Hierarchy;
use crate::render::Rendered;
use crate::render::score::diagram::GoalTree;
use crate::render::score::{self as pages, ScorePage};

pub use crate::render::score::{DRAWN_FORMATS, FORMATS};

/// What `answered` say together, and what changed since `earlier`. Examples that share sectors and
/// goals with the activities come first.
pub fn report(
    material: &Material<'_>,
    answered: &[Answered],
    earlier: &[Answered],
) -> Result<Report, AppError> {
    let chosen = |list: fn(&Answered) -> &Vec<String>| {
        let all: BTreeSet<_> = answered.iter().flat_map(list).cloned().collect();
        all.into_iter().collect::<Vec<_>>()
    };
    let of = |form| {
        material.checklist(&ChecklistOptions {
            form,
            sectors: chosen(|answered| &answered.sectors),
            goals: chosen(|answered| &answered.goals),
            ..ChecklistOptions::default()
        })
    };
    let (full, short) = (of(Form::Full)?, of(Form::Short)?);
    let competencies = competencies(&material.competencies.hierarchy, material);
    let questions = Questions {
        full: &full,
        short: &short,
        competencies: &competencies,
    };
    Ok(score::report(&questions, answered, earlier))
}

/// The roots of the view with all that is below each.
fn competencies(hierarchy: &Hierarchy, material: &Material<'_>) -> Vec<(Choice, BTreeSet<String>)> {
    let language = material.session.language;
    let roots = hierarchy.roots().iter().map(|&root| {
        let concept = hierarchy.concept(root);
        let below = hierarchy.descendants(root).into_iter();
        let goals = below.map(|node| hierarchy.concept(node).iri.clone());
        let choice = Choice {
            iri: concept.iri.clone(),
            label: concept.label(language).0.to_owned(),
        };
        (choice, goals.collect())
    });
    roots.collect()
}

/// The goals with the activities that name them; `None` where no activity names any.
pub fn goals(material: &Material<'_>, report: &Report) -> Option<GoalTree> {
    let hierarchy = material.goals.hierarchy.clone();
    let kinds = page_words::kinds(material.session, &hierarchy);
    GoalTree::new(hierarchy, kinds, &material.queries.goals, report)
}

/// Draws the goals alone, in one of [`DRAWN_FORMATS`].
pub fn draw(goals: &GoalTree, report: &Report, format: &str) -> Result<Rendered, AppError> {
    Ok(goals.render(report, format)?)
}

/// Writes the report in one of [`FORMATS`]; `problems` is a line for each thing not understood.
pub fn render(
    report: &Report,
    goals: Option<&GoalTree>,
    problems: &[String],
    format: &str,
    width: usize,
) -> Result<Rendered, AppError> {
    let page = ScorePage {
        report,
        problems,
        goals,
        width,
    };
    Ok(pages::render(&page, format)?)
}
