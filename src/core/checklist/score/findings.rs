//! Which questions stand out, and which examples show how others did what is missing.
//! Room `core`.

use std::cmp::Reverse;

use crate::core::checklist::answers::Value;
use crate::core::checklist::headed;
use crate::core::checklist::score::{Finding, MOST_SUGGESTED, Questions, Row, Suggested};

/// The questions that stand out, in the order of the rows.
#[derive(Default)]
pub struct Findings {
    pub strong: Vec<Finding>,
    pub missing: Vec<Finding>,
    pub mixed: Vec<Finding>,
}

impl Findings {
    /// Strong where every activity that the question concerns says yes, missing where none does,
    /// mixed else. Where nobody answered, or it concerns nobody, it is none of them.
    pub fn add(&mut self, questions: &Questions<'_>, place: usize, row: &Row) {
        let concerned = row.values.iter().flatten();
        let mut concerned = concerned.filter(|value| **value != Value::NotApplicable);
        let Some(&first) = concerned.next() else {
            return;
        };
        let (best, worst) = concerned.fold((first, first), |(best, worst), value| {
            (best.min(*value), worst.max(*value))
        });
        let mut finding = Finding {
            row: place,
            best,
            examples: Vec::new(),
        };
        match (best, worst) {
            (Value::Yes, Value::Yes) => self.strong.push(finding),
            (Value::Yes, _) => self.mixed.push(finding),
            _ => {
                finding.examples = suggested(questions, &row.iri);
                self.missing.push(finding);
            }
        }
    }
}

/// What is missing: the answer no before partly, then what more examples show.
pub fn by_weight(mut missing: Vec<Finding>, rows: &[Row]) -> Vec<Finding> {
    missing.sort_by_key(|finding| {
        let count = rows[finding.row].count;
        (Reverse(finding.best), Reverse(count), finding.row)
    });
    missing
}

fn suggested(questions: &Questions<'_>, iri: &str) -> Vec<Suggested> {
    let mut items = questions.full.items().chain(questions.short.items());
    let Some(item) = items.find(|item| item.iri == iri) else {
        return Vec::new();
    };
    let example = |iri: &str| {
        let found = questions.full.example(iri);
        found.or_else(|| questions.short.example(iri))
    };
    let shown = item.examples.iter().take(MOST_SUGGESTED);
    let suggested = shown.filter_map(|shown| {
        let example = example(&shown.iri)?;
        let nodes = shown.by.iter();
        let shows = nodes.map(|node| headed(node.notation.as_deref(), &node.label));
        Some(Suggested {
            iri: example.iri.clone(),
            number: example.number.clone(),
            title: example.title.clone(),
            shows: shows.collect(),
            shared: shown.shared.clone(),
        })
    });
    suggested.collect()
}
