//! The rows of the checklist's queries, by question, element and example.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::Term;

use crate::app::AppError;
use crate::app::checklist::ChecklistError;
use crate::app::evaluate::{self, Evaluation};
use crate::app::project::ChecklistQueries;
use crate::app::session::Session;
use crate::core::checklist::Choice;
use crate::core::hierarchy::Evidence;
use crate::core::language::LocalizedText;
use crate::core::table::{Table, term_text};

/// A question in all languages.
#[derive(Debug, Default)]
pub struct Question {
    pub question: LocalizedText,
    pub hint: LocalizedText,
    /// Whether the full form asks it; else it is a heading there.
    pub is_full: bool,
    /// IRIs.
    pub audiences: BTreeSet<String>,
    pub levels: BTreeSet<String>,
}

/// A thing to choose, in all languages.
#[derive(Debug, Default)]
pub struct Labelled {
    pub label: LocalizedText,
    pub order: Option<i64>,
    /// With what a checklist about this level alone begins.
    pub opening: LocalizedText,
    /// What such a checklist is called.
    pub title: LocalizedText,
}

/// An element of a framework.
#[derive(Debug, Default)]
pub struct Element {
    pub framework: String,
    pub framework_label: LocalizedText,
    pub notation: Option<String>,
    pub label: LocalizedText,
    pub verdict: LocalizedText,
    pub hardly: bool,
    /// What is linked to it: item, relation (IRI), evidence.
    pub links: Vec<(String, String, Evidence)>,
}

/// A practice example.
#[derive(Debug)]
pub struct ExampleRow {
    pub number: String,
    pub title: Option<String>,
}

/// What the queries say.
#[derive(Debug, Default)]
pub struct Rows {
    /// By IRI of the item.
    pub questions: BTreeMap<String, Question>,
    pub audiences: BTreeMap<String, Labelled>,
    pub levels: BTreeMap<String, Labelled>,
    /// Frameworks in the order of the query.
    pub frameworks: Vec<String>,
    /// By IRI of the element.
    pub elements: BTreeMap<String, Element>,
    /// By IRI of the example.
    pub examples: BTreeMap<String, ExampleRow>,
}

impl Rows {
    /// Runs the queries that are no views.
    pub fn read(session: &Session, queries: &ChecklistQueries) -> Result<Self, AppError> {
        let mut rows = Self::default();
        rows.read_questions(&Answer::of(session, &queries.questions)?)?;
        rows.read_scope(&Answer::of(session, &queries.scope)?)?;
        rows.read_research(session, &Answer::of(session, &queries.research)?)?;
        rows.read_examples(&Answer::of(session, &queries.examples)?)?;
        if rows.questions.is_empty() {
            let query = queries.questions.clone();
            return Err(ChecklistError::NoQuestions { query }.into());
        }
        Ok(rows)
    }

    fn read_questions(&mut self, answer: &Answer) -> Result<(), AppError> {
        let columns = answer.columns(["item", "question", "hint", "full"])?;
        for row in &answer.table.rows {
            let [item, question, hint, full] = columns.map(|column| row[column].as_ref());
            let Some(item) = item.map(term_text) else {
                continue;
            };
            let known = self.questions.entry(item).or_default();
            add(&mut known.question, question);
            add(&mut known.hint, hint);
            known.is_full |= full.is_some_and(|full| term_text(full) == "true");
        }
        Ok(())
    }

    fn read_scope(&mut self, answer: &Answer) -> Result<(), AppError> {
        let columns = answer.columns(["item", "audience", "level", "label", "order"])?;
        // A project may do without.
        let [opening, title] = ["opening", "title"].map(|name| answer.table.column(name));
        for row in &answer.table.rows {
            let [item, audience, level, label, order] = columns.map(|column| row[column].as_ref());
            let known = item.and_then(|item| self.questions.get_mut(&term_text(item)));
            let Some(known) = known else {
                continue;
            };
            let order = order.and_then(|order| term_text(order).parse().ok());
            for (choice, chosen, all) in [
                (audience, &mut known.audiences, &mut self.audiences),
                (level, &mut known.levels, &mut self.levels),
            ] {
                let Some(iri) = choice.map(term_text) else {
                    continue;
                };
                let labelled = all.entry(iri.clone()).or_default();
                add(&mut labelled.label, label);
                let text = |column: Option<usize>| row[column?].as_ref();
                add(&mut labelled.opening, text(opening));
                add(&mut labelled.title, text(title));
                labelled.order = order.or(labelled.order);
                chosen.insert(iri);
            }
        }
        Ok(())
    }

    fn read_research(&mut self, session: &Session, answer: &Answer) -> Result<(), AppError> {
        let [framework, framework_label, element, notation, label] = answer.columns([
            "framework",
            "frameworkLabel",
            "element",
            "notation",
            "label",
        ])?;
        let [verdict, hardly, item, relation, graph] =
            answer.columns(["verdict", "hardly", "item", "relation", "graph"])?;
        let [confidence] = answer.columns(["confidence"])?;
        let config = &session.project.config;
        for row in &answer.table.rows {
            let text = |column: usize| row[column].as_ref().map(term_text);
            let (Some(of), Some(iri)) = (text(framework), text(element)) else {
                continue;
            };
            let known = self.elements.entry(iri).or_default();
            if !self.frameworks.contains(&of) {
                self.frameworks.push(of.clone());
            }
            known.framework = of;
            known.notation = text(notation).or(known.notation.take());
            known.hardly |= text(hardly).is_some_and(|value| value == "true");
            add(&mut known.framework_label, row[framework_label].as_ref());
            add(&mut known.label, row[label].as_ref());
            add(&mut known.verdict, row[verdict].as_ref());
            let (Some(item), Some(relation), Some(graph)) =
                (text(item), text(relation), text(graph))
            else {
                continue;
            };
            let evidence = match config.states(&graph) {
                true => Some(Evidence::Stated),
                false => {
                    let confidence = text(confidence).and_then(|text| text.parse::<f64>().ok());
                    let confidence = confidence.unwrap_or(config.least_confidence);
                    (confidence >= config.least_confidence)
                        .then(|| Evidence::from_confidence(confidence))
                }
            };
            if let Some(evidence) = evidence {
                known.links.push((item, relation, evidence));
            }
        }
        for element in self.elements.values_mut() {
            element.links.sort();
            element.links.dedup();
        }
        Ok(())
    }

    fn read_examples(&mut self, answer: &Answer) -> Result<(), AppError> {
        let columns = answer.columns(["example", "number", "title"])?;
        for row in &answer.table.rows {
            let [example, number, title] =
                columns.map(|column| row[column].as_ref().map(term_text));
            if let (Some(example), Some(number)) = (example, number) {
                let row = ExampleRow { number, title };
                self.examples.entry(example).or_insert(row);
            }
        }
        Ok(())
    }

    /// The audiences, or the levels, of a question in their order; of all, where `of` is `None`.
    pub fn choices(
        labels: &BTreeMap<String, Labelled>,
        of: Option<&BTreeSet<String>>,
        session: &Session,
    ) -> Vec<Choice> {
        let mut choices: Vec<_> = labels
            .iter()
            .filter(|(iri, _)| of.is_none_or(|of| of.contains(*iri)))
            .map(|(iri, labelled)| {
                let label = labelled.label.pick(session.language);
                let label = label.map_or(iri.as_str(), |(label, _)| label);
                let choice = Choice {
                    iri: iri.clone(),
                    label: label.to_owned(),
                };
                (labelled.order.unwrap_or(i64::MAX), choice)
            })
            .collect();
        choices.sort_by(|a, b| (a.0, &a.1.label).cmp(&(b.0, &b.1.label)));
        choices.into_iter().map(|(_, choice)| choice).collect()
    }
}

/// Adds a literal to a text in several languages.
fn add(text: &mut LocalizedText, term: Option<&Term>) {
    if let Some(Term::Literal(literal)) = term {
        text.add(literal.language().unwrap_or(""), literal.value());
    }
}

/// The answer to a named query.
struct Answer {
    query: String,
    table: Table,
}

impl Answer {
    fn of(session: &Session, name: &str) -> Result<Self, AppError> {
        let project = &session.project;
        let query = evaluate::table_query(project, name)?;
        let evaluation = Evaluation::in_language(session.language);
        Ok(Self {
            query: name.to_owned(),
            table: evaluate::table(project, &session.store, query, &evaluation)?,
        })
    }

    fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], ChecklistError> {
        let places = self.table.places(names);
        places.map_err(|column| ChecklistError::NoColumn {
            query: self.query.clone(),
            column: column.to_owned(),
        })
    }
}
