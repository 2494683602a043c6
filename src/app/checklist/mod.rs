//! `checklist`: the questions of a project with what stands beside them, from its queries.
//! Room `app`. Which queries, `[checklist]` in `lobgraaf.toml` says; how they become a checklist is
//! in [`build`], what may be answered in [`key`].

mod beside;
mod build;
mod key;
pub mod read;
mod rows;
pub mod score;

use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::evaluate::{self, Evaluation};
use crate::app::project::ChecklistQueries;
use crate::app::resolve;
use crate::app::session::Session;
use crate::app::tree::{self, TreeOptions, View};
use crate::core::checklist::answers::Key;
use crate::core::checklist::{Checklist, Choice, Form};
use crate::core::iri::last_segment;
use crate::core::language::LocalizedText;
use crate::core::lexical::fold;
use crate::core::message::{Message, Tell};
use crate::query::catalogue::most_like;
use crate::render::Rendered;
use crate::render::checklist::{self as pages};

pub use crate::render::checklist::FORMATS;
use rows::Rows;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct ChecklistOptions {
    pub form: Form,
    /// Label, IRI or end of the IRI.
    pub audience: Option<String>,
    pub level: Option<String>,
    pub sectors: Vec<String>,
    pub goals: Vec<String>,
}

/// Why there is no checklist.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum ChecklistError {
    /// `lobgraaf.toml` names no queries for one.
    NotConfigured,
    /// A query lacks a column.
    NoColumn { query: String, column: String },
    /// No question at all.
    NoQuestions { query: String },
    /// The choice of audience and level leaves no question.
    NothingAsked,
    /// Nothing of that name to choose.
    UnknownChoice {
        /// The option: `--audience` …
        option: &'static str,
        name: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
}

impl Tell for ChecklistError {
    fn message(&self) -> Message {
        match self {
            Self::NotConfigured => Message::new("checklist.not-configured"),
            Self::NoColumn { query, column } => Message::new("checklist.no-column")
                .with("query", query)
                .with("column", column),
            Self::NoQuestions { query } => {
                Message::new("checklist.no-questions").with("query", query)
            }
            Self::NothingAsked => Message::new("checklist.nothing-asked"),
            Self::UnknownChoice {
                option,
                name,
                nearest,
                known,
            } => Message::Sequence(vec![
                Message::new("checklist.unknown-choice")
                    .with("option", *option)
                    .with("name", name)
                    .with("known", Message::list(known)),
                Message::nearest(nearest.as_deref()),
            ]),
        }
    }
}

/// All that the project's queries say for a checklist, read once for every form.
pub struct Material<'a> {
    session: &'a Session,
    queries: &'a ChecklistQueries,
    view: View,
    goals: View,
    sectors: View,
    competencies: View,
    rows: Rows,
    edition: String,
    title: String,
    introduction: Option<String>,
    experience_note: Option<String>,
    research_note: Option<String>,
    few: usize,
}

impl<'a> Material<'a> {
    /// Runs the queries that `[checklist]` names.
    pub fn read(session: &'a Session) -> Result<Self, AppError> {
        let config = &session.project.config;
        let queries = config.checklist.as_ref();
        let queries = queries.ok_or(ChecklistError::NotConfigured)?;
        let view = |name: &str, parameters: Vec<(String, String)>| {
            let options = TreeOptions {
                evaluation: Evaluation {
                    parameters,
                    ..Evaluation::in_language(session.language)
                },
                ..TreeOptions::default()
            };
            tree::view(&session.project, &session.store, name, &options)
        };
        let parameters = queries.parameters.clone().into_iter().collect();
        let rows = Rows::read(session, queries)?;
        let table = |name: &str| evaluate::table_query(&session.project, name);
        let questions = table(&queries.questions)?;
        let (research, examples) = (table(&queries.research)?, table(&queries.examples)?);
        let pick = |text: &LocalizedText| {
            let picked = text.pick(session.language);
            picked.map(|(text, _)| text.to_owned())
        };
        Ok(Self {
            view: view(&queries.view, parameters)?,
            goals: view(&queries.goals, Vec::new())?,
            sectors: view(&queries.sectors, Vec::new())?,
            competencies: view(&queries.competencies, Vec::new())?,
            edition: key::edition(&config.date, &rows),
            title: questions.header.summary(session.language).to_owned(),
            introduction: pick(&questions.header.note),
            experience_note: pick(&examples.header.note),
            research_note: pick(&research.header.note),
            few: research.header.few.unwrap_or(0),
            rows,
            session,
            queries,
        })
    }

    /// The checklist for somebody.
    pub fn checklist(&self, options: &ChecklistOptions) -> Result<Checklist, AppError> {
        build::checklist(self, options)
    }

    /// What answers may name.
    pub fn key(&self) -> Result<Key, AppError> {
        key::key(self)
    }

    /// Whether there is a question about a node of the view.
    fn has_question(&self, node: NodeIndex) -> bool {
        let iri = &self.view.hierarchy.concept(node).iri;
        self.rows.questions.contains_key(iri)
    }

    /// Whether a form asks the question about a node: the short form what stands right below a root,
    /// the full form what says so of itself and is no root.
    fn is_asked(&self, node: NodeIndex, form: Form) -> bool {
        let hierarchy = &self.view.hierarchy;
        let Some(question) = self.rows.questions.get(&hierarchy.concept(node).iri) else {
            return false;
        };
        let parents = hierarchy.parents_in_order(node);
        match form {
            Form::Full => question.is_full && !parents.is_empty(),
            Form::Short => {
                let is_root = |node: &NodeIndex| hierarchy.parents_in_order(*node).is_empty();
                parents.iter().any(is_root)
            }
        }
    }
}

/// Writes a checklist in one of [`FORMATS`].
pub fn render(checklist: &Checklist, format: &str) -> Result<Rendered, AppError> {
    Ok(pages::render(checklist, format)?)
}

/// The choice that a person names by IRI, label or other label, among those there are; the
/// beginning of a label is enough where only one begins so.
fn choose(
    option: &'static str,
    name: &str,
    choices: &[Choice],
    session: &Session,
) -> Result<Choice, ChecklistError> {
    let wanted = fold(name.trim());
    let resolved = resolve::iri(&session.project, &session.store, name).ok();
    let is = |choice: &&Choice| {
        Some(&choice.iri) == resolved.as_ref()
            || fold(&choice.label) == wanted
            || last_segment(&choice.iri) == wanted
    };
    let begins = |choice: &&Choice| {
        let label = fold(&choice.label);
        !wanted.is_empty()
            && (label.starts_with(&wanted) || last_segment(&choice.iri).starts_with(&wanted))
    };
    let fits: Vec<_> = choices.iter().filter(is).collect();
    let begun: Vec<_> = choices.iter().filter(begins).collect();
    let found = match (fits.as_slice(), begun.as_slice()) {
        ([choice], _) | ([], [choice]) => Some(*choice),
        _ => None,
    };
    if let Some(choice) = found {
        return Ok(choice.clone());
    }
    let known: Vec<_> = choices.iter().map(|choice| choice.label.clone()).collect();
    Err(ChecklistError::UnknownChoice {
        option,
        name: name.to_owned(),
        nearest: most_like(name, known.iter().cloned()),
        known,
    })
}
