//! `intake suggest`: what the free texts of new examples may be about.
//! Room `app`. How, [`crate::core::intake::suggest`] says.

use std::collections::BTreeMap;

use crate::app::AppError;
use crate::app::evaluate::{self, Evaluation};
use crate::app::guideline::{GuidelineError, columns};
use crate::app::intake::read::{self, ReadFile};
use crate::app::intake::{Desk, IntakeError, Options};
use crate::core::form::{Choice, FieldKind};
use crate::core::intake::report::{Advice, Advised, FieldAdvice};
use crate::core::intake::suggest::{Known, Measure, Suggester, Topic, measure};
use crate::core::intake::{Entry, Value};
use crate::core::language::{Language, LocalizedText};
use crate::core::table::{Table, term_text};

/// What a label weighs beside a definition, which weighs 1; what other labels do; and the label of
/// what a choice stands under.
const LABEL: f64 = 3.0;
const OTHER_LABEL: f64 = 2.0;
const ABOVE: f64 = 0.5;

/// Rows of a link or text, by example.
#[derive(Debug, Default)]
pub struct Examples {
    /// Titles and texts by the key of their field, by IRI of the example.
    pub texts: BTreeMap<String, Vec<(String, String)>>,
    /// IRIs of the examples that are linked to a choice, by key of the field and IRI of the choice.
    pub links: BTreeMap<(String, String), Vec<String>>,
}

impl Examples {
    /// Reads them by the queries of the guideline; links that are too unsure do not count.
    pub fn read(desk: &Desk<'_>) -> Result<Self, AppError> {
        let mut examples = Self::default();
        let queries = desk.session.project.config.guideline.as_ref();
        let queries = queries.ok_or(GuidelineError::NotConfigured)?;
        let table = |name: &str| -> Result<Table, AppError> {
            let project = &desk.session.project;
            let query = evaluate::table_query(project, name)?;
            let evaluation = Evaluation::in_language(desk.session.language);
            evaluate::table(project, &desk.session.store, query, &evaluation)
        };
        let texts = table(&queries.texts)?;
        let [example, key, text] = columns(&queries.texts, &texts, ["example", "key", "text"])?;
        for row in &texts.rows {
            if let (Some(example), Some(key), Some(text)) = (&row[example], &row[key], &row[text]) {
                let known = examples.texts.entry(term_text(example)).or_default();
                known.push((term_text(key), term_text(text)));
            }
        }
        let links = table(&queries.links)?;
        let names = ["key", "option", "example", "confidence"];
        let [key, option, example, confidence] = columns(&queries.links, &links, names)?;
        let least = desk.session.project.config.least_confidence;
        for row in &links.rows {
            let sure = row[confidence]
                .as_ref()
                .and_then(|term| term_text(term).parse::<f64>().ok());
            let (Some(key), Some(option), Some(example)) = (&row[key], &row[option], &row[example])
            else {
                continue;
            };
            if sure.is_none_or(|sure| sure >= least) {
                let of = (term_text(key), term_text(option));
                let known = examples.links.entry(of).or_default();
                let example = term_text(example);
                if !known.contains(&example) {
                    known.push(example);
                }
            }
        }
        Ok(examples)
    }

    /// The examples with what they say and which choices of a field they are linked to.
    fn known(&self, key: &str) -> Vec<Known> {
        let mut known: BTreeMap<_, _> = self
            .texts
            .iter()
            .map(|(iri, texts)| {
                let one = Known {
                    iri: iri.clone(),
                    texts: texts.clone(),
                    ..Known::default()
                };
                (iri.as_str(), one)
            })
            .collect();
        for ((of, option), examples) in &self.links {
            for example in examples.iter().filter(|_| of == key) {
                if let Some(one) = known.get_mut(example.as_str()) {
                    one.topics.insert(option.clone());
                }
            }
        }
        known.into_values().collect()
    }
}

impl Desk<'_> {
    /// The fields for which suggestions are made, by index.
    fn suggested(&self) -> Result<Vec<usize>, AppError> {
        let index = |key: &String| {
            let found = self.form.fields.iter().position(|field| field.key == *key);
            let key = key.clone();
            found.ok_or(IntakeError::NoField { key })
        };
        let found: Result<Vec<_>, _> = self.terms.suggest.iter().map(index).collect();
        Ok(found?)
    }

    fn topics(&self, field: usize) -> Vec<Topic> {
        let choices = self.form.choices(&self.form.fields[field]);
        let label = |iri: &str| -> Vec<(String, f64)> {
            let choice = choices.iter().find(|choice| choice.iri == iri);
            let label = choice
                .map(|choice| &choice.label)
                .or_else(|| self.form.headings.get(iri));
            label
                .and_then(|label| dutch(label, ABOVE))
                .into_iter()
                .collect()
        };
        choices
            .iter()
            .map(|choice: &Choice| {
                let mut texts: Vec<_> = dutch(&choice.label, LABEL).into_iter().collect();
                let others = choice.other_labels.iter().filter(|(tag, _)| *tag == "nl");
                texts.extend(others.map(|(_, text)| (text.to_owned(), OTHER_LABEL)));
                texts.extend(dutch(&choice.definition, 1.0));
                texts.extend(choice.broader.as_deref().map(label).unwrap_or_default());
                Topic {
                    iri: choice.iri.clone(),
                    texts,
                }
            })
            .collect()
    }
}

fn dutch(text: &LocalizedText, weight: f64) -> Option<(String, f64)> {
    let (text, _) = text.pick(Language::Dutch)?;
    Some((text.to_owned(), weight))
}

/// Suggestions for every example in files, at most `most` a field.
pub fn suggest(desk: &Desk<'_>, options: &Options, most: usize) -> Result<Vec<Advice>, AppError> {
    let examples = Examples::read(desk)?;
    let fields = desk.suggested()?;
    let suggesters: Vec<_> = fields
        .iter()
        .map(|field| {
            let key = &desk.form.fields[*field].key;
            let suggester = Suggester::new(&desk.topics(*field), &examples.known(key), key);
            (*field, suggester)
        })
        .collect();
    let mut recogniser = desk.recogniser(options)?;
    let mut all = Vec::new();
    for path in &options.files {
        let ReadFile { entries, .. } = read::read(desk, path, &recogniser)?;
        for raw in entries {
            let entry = recogniser.entry(&raw, options.completeness);
            let text = words_of(desk, &entry);
            let advice = suggesters.iter().map(|(field, suggester)| {
                let found = suggester.suggest(&text, most, None);
                let chosen = entry
                    .values
                    .get(field)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                let given = |iri: &str| chosen.contains(&Value::Chosen(iri.to_owned()));
                FieldAdvice {
                    field: *field,
                    advised: found
                        .into_iter()
                        .map(|one| Advised {
                            label: label(desk, *field, &one.iri),
                            is_given: given(&one.iri),
                            examples: one
                                .examples
                                .iter()
                                .map(|iri| named(&examples, desk, iri))
                                .collect(),
                            iri: one.iri,
                            words: one.words,
                            score: one.score,
                        })
                        .collect(),
                }
            });
            all.push(Advice {
                file: path.clone(),
                place: entry.place.clone(),
                title: entry.text(desk.title).map(str::to_owned),
                fields: advice.collect(),
            });
        }
    }
    Ok(all)
}

/// The free texts of an entry; nothing of persons.
fn words_of(desk: &Desk<'_>, entry: &Entry) -> String {
    let mut texts = Vec::new();
    for (index, values) in &entry.values {
        let field = &desk.form.fields[*index];
        if matches!(
            field.kind,
            FieldKind::Text {
                is_tagged: true,
                ..
            }
        ) && !field.is_kept_apart
        {
            texts.extend(values.iter().filter_map(Value::text));
        }
    }
    texts.extend(entry.unrecognised.iter().map(|(_, text)| text.as_str()));
    texts.join(". ")
}

fn label(desk: &Desk<'_>, field: usize, iri: &str) -> String {
    let choices = desk.form.choices(&desk.form.fields[field]);
    let choice = choices.iter().find(|choice| choice.iri == iri);
    choice.map_or_else(
        || iri.to_owned(),
        |choice| choice.text(desk.session.language),
    )
}

/// The number of an example and its title.
fn named(examples: &Examples, desk: &Desk<'_>, iri: &str) -> (String, Option<String>) {
    let number = iri.strip_prefix(&desk.terms.examples).unwrap_or(iri);
    let key = &desk.form.fields[desk.title].key;
    let texts = examples
        .texts
        .get(iri)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let title = texts
        .iter()
        .find(|(of, _)| of == key)
        .map(|(_, text)| text.clone());
    (number.to_owned(), title)
}

/// How well suggestions find the links that are known: by index of the field.
pub fn measured(desk: &Desk<'_>) -> Result<Vec<(usize, Measure)>, AppError> {
    let examples = Examples::read(desk)?;
    let mut all = Vec::new();
    for field in desk.suggested()? {
        let key = &desk.form.fields[field].key;
        all.push((
            field,
            measure(&desk.topics(field), &examples.known(key), key),
        ));
    }
    Ok(all)
}
