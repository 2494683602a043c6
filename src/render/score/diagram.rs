//! The goals as drawing, with the activities that name them.
//! Room `render`. Drawn as any hierarchy, by [`crate::render::svg`]; activities stand where that
//! has examples.

use std::collections::{BTreeMap, HashMap};

use crate::core::checklist::score::{Report, Rule};
use crate::core::hierarchy::{Evidence, Hierarchy};
use crate::core::language::LocalizedText;
use crate::render::counted::Counted;
use crate::render::drawing::{Drawing, Orientation, Paper, Theme};
use crate::render::score::words::{self, say};
use crate::render::svg::compose::{Drawn, Purpose, compose};
use crate::render::svg::{pdf, raster};
use crate::render::{Page, RenderError, Rendered};

/// The goals, each with the activities that name it.
pub struct GoalTree {
    hierarchy: Hierarchy,
    kinds: BTreeMap<String, String>,
    /// Name of the query.
    view: String,
    activities: Vec<String>,
}

impl GoalTree {
    /// Puts the activities of a report in the place of the examples of a hierarchy of goals;
    /// `kinds` says what its kinds are called. `None` where no activity names a goal: then nothing
    /// can be said of goals.
    pub fn new(
        mut hierarchy: Hierarchy,
        kinds: BTreeMap<String, String>,
        view: &str,
        report: &Report,
    ) -> Option<Self> {
        let mut named: HashMap<String, HashMap<String, Evidence>> = HashMap::new();
        for (place, activity) in report.activities.iter().enumerate() {
            for goal in &activity.goals {
                let at = named.entry(goal.iri.clone()).or_default();
                at.insert(Counted::place(place), Evidence::Stated);
            }
        }
        if named.is_empty() {
            return None;
        }
        hierarchy.set_examples(named);
        // What is remarked at a goal is about the examples that do not stand here.
        let nodes: Vec<_> = hierarchy.nodes().collect();
        for node in nodes {
            hierarchy.set_note(node, LocalizedText::default());
        }
        let activities = report.activities.iter();
        Some(Self {
            hierarchy,
            kinds,
            view: view.to_owned(),
            activities: activities.map(|activity| activity.name.clone()).collect(),
        })
    }

    /// Draws all pages, lying where they are sheets.
    pub fn compose(&self, report: &Report, paper: Paper, purpose: Purpose) -> Vec<Drawn> {
        self.drawn(
            report,
            purpose,
            &Drawing {
                paper: Some(paper),
                orientation: Some(Orientation::Landscape),
                ..Drawing::default()
            },
        )
    }

    /// Draws the sheets, A4 lying, that a page for the screen is printed with; without type below
    /// 8.5 points, as the rest of what it prints.
    pub fn sheets(&self, report: &Report) -> Vec<Drawn> {
        self.drawn(
            report,
            Purpose::Inline,
            &Drawing {
                paper: Some(Paper::A4),
                orientation: Some(Orientation::Landscape),
                theme: Theme::Light,
                smallest: Some(8.5),
                ..Drawing::default()
            },
        )
    }

    fn drawn(&self, report: &Report, purpose: Purpose, drawing: &Drawing) -> Vec<Drawn> {
        let counts = self.hierarchy.rolled_up_counts();
        compose(
            &Page {
                has_links: false,
                has_classes: false,
                hierarchy: &self.hierarchy,
                counts: &counts,
                language: report.language,
                view: &self.view,
                title: &title(report),
                note: Some(&words::rule(report, Rule::Goals)),
                source: report.source.as_deref(),
                date: Some(&report.date),
                kinds: &self.kinds,
                reasons: &BTreeMap::new(),
                other_names: &HashMap::new(),
                has_counts: true,
                counted: Counted::Activities(&self.activities),
                has_curated: false,
                few: Some(0),
                depth: None,
                width: 0,
                drawing,
                mermaid: None,
                changes: None,
            },
            purpose,
        )
    }

    /// The drawing alone, on A4, in one of [`super::DRAWN_FORMATS`].
    pub fn render(&self, report: &Report, format: &str) -> Result<Rendered, RenderError> {
        let sheets = |purpose| self.compose(report, Paper::A4, purpose);
        match format {
            "png" => raster::images(&sheets(Purpose::Png), report.language),
            "pdf" => pdf::document(&sheets(Purpose::Pdf), &title(report), report.language),
            _ => {
                let sheets = sheets(Purpose::Svg).into_iter();
                let sheets = sheets.map(|sheet| sheet.svg.into_bytes());
                Ok(Rendered::Pages(sheets.collect()))
            }
        }
    }
}

/// What the drawing is called.
pub fn title(report: &Report) -> String {
    match report.activities.as_slice() {
        [only] => {
            let name = words::short(&only.name);
            say(report.language, "score.diagram-one", &[("name", &name)])
        }
        _ => say(report.language, "score.diagram", &[]),
    }
}
