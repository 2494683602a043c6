//! `intake coverage`: which choices no or hardly any example is about; the shopping list for the next
//! round of collecting.
//! Room `app`.

use crate::app::AppError;
use crate::app::intake::Desk;
use crate::app::intake::suggest::Examples;
use crate::core::intake::report::{Covered, FieldCoverage};

/// Of each field with a list: its choices with the numbers of their examples, at most `most`.
pub fn coverage(desk: &Desk<'_>, most: usize) -> Result<Vec<FieldCoverage>, AppError> {
    let examples = Examples::read(desk)?;
    let language = desk.session.language;
    let mut all = Vec::new();
    for (index, field) in desk.form.fields.iter().enumerate() {
        if !desk.terms.coverage.contains(&field.key) {
            continue;
        }
        let choices = desk.form.choices(field);
        let covered = choices.iter().map(|choice| {
            let of = (field.key.clone(), choice.iri.clone());
            let numbers = examples.links.get(&of).into_iter().flatten();
            let numbers = numbers.map(|iri| {
                iri.strip_prefix(&desk.terms.examples)
                    .unwrap_or(iri)
                    .to_owned()
            });
            Covered {
                iri: choice.iri.clone(),
                label: choice.text(language),
                examples: numbers.collect(),
            }
        });
        let covered: Vec<_> = covered.collect();
        all.push(FieldCoverage {
            field: index,
            name: field.name_in(language).to_owned(),
            choices: covered.len(),
            few: covered
                .into_iter()
                .filter(|one| one.examples.len() <= most)
                .collect(),
        });
    }
    Ok(all)
}
