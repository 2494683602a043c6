//! A query text → an answer: admission, parsing, parameters, evaluation.
//! Room `app`.

use std::time::Duration;

use crate::app::AppError;
use crate::app::error::ViewFault;
use crate::app::project::Project;
use crate::app::resolve;
use crate::core::language::Language;
use crate::core::table::Table;
pub use crate::query::admission::Limits;
use crate::query::catalogue::{self, CatalogueError, NamedQuery};
use crate::query::header::Kind;
use crate::query::parameter::{self, Binding, ParameterError, ParameterType};
use crate::store::memory::{Answer, Bounded, Bounds, GraphStore};
use crate::store::sparql::parse_query;

/// How a query is to be run.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    pub language: Language,
    /// `name=value` pairs as given; several of one name become several rows of its slot.
    pub parameters: Vec<(String, String)>,
    pub timeout: Option<Duration>,
    /// Rows or triples to take at the most.
    pub limit: Option<usize>,
    /// Bounds on queries that are not the project's own.
    pub limits: Limits,
}

impl Evaluation {
    /// Runs with no parameters and no bounds.
    pub fn in_language(language: Language) -> Self {
        Self {
            language,
            ..Self::default()
        }
    }

    /// What the store is to keep to.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            timeout: self.timeout,
            limit: self.limit,
        }
    }
}

/// The table of that name.
pub fn table_query<'a>(project: &'a Project, name: &str) -> Result<&'a NamedQuery, CatalogueError> {
    let is_table = |query: &NamedQuery| query.header.kind == Kind::Table;
    project.queries.find_among(name, is_table)
}

/// Parses a named query, holds it against its header and fills its slots.
pub fn prepare(
    project: &Project,
    store: &GraphStore,
    named: &NamedQuery,
    evaluation: &Evaluation,
) -> Result<spargebra::Query, AppError> {
    let place = format!("{}: ", project.display_path(&named.path).display());
    prepare_at(project, store, named, &place, evaluation)
}

/// As [`prepare`], for a query with a header from anywhere; `place` goes in front of messages.
pub fn prepare_at(
    project: &Project,
    store: &GraphStore,
    named: &NamedQuery,
    place: &str,
    evaluation: &Evaluation,
) -> Result<spargebra::Query, AppError> {
    let mut query = parse_query(&named.text, &project.prefixes, place, evaluation.limits)?;
    catalogue::verify(named, &query)?;
    let bindings = bindings(project, store, named, evaluation)?;
    parameter::bind(
        &named.header.parameters,
        &mut query,
        &bindings,
        evaluation.language,
    )?;
    Ok(query)
}

fn bindings(
    project: &Project,
    store: &GraphStore,
    named: &NamedQuery,
    evaluation: &Evaluation,
) -> Result<Vec<Binding>, AppError> {
    let declared = &named.header.parameters;
    let mut bindings = Vec::new();
    for (name, value) in &evaluation.parameters {
        let parameter = declared.iter().find(|parameter| parameter.name == *name);
        let parameter = parameter.ok_or_else(|| ParameterError::Unknown {
            name: name.clone(),
            known: declared
                .iter()
                .map(|parameter| parameter.name.clone())
                .collect(),
        })?;
        let value = match parameter.kind {
            ParameterType::Iri => parameter
                .kind
                .term(name, &resolve::iri(project, store, value)?)?,
            kind => kind.term(name, value)?,
        };
        bindings.push(Binding {
            name: name.clone(),
            value,
        });
    }
    Ok(bindings)
}

/// Runs a query of the project.
pub fn named(
    project: &Project,
    store: &GraphStore,
    named: &NamedQuery,
    evaluation: &Evaluation,
) -> Result<Bounded, AppError> {
    let query = prepare(project, store, named, evaluation)?;
    Ok(store.answer(&query, &evaluation.bounds())?)
}

/// Runs a query of the project that must answer with a whole table.
pub fn table(
    project: &Project,
    store: &GraphStore,
    named_query: &NamedQuery,
    evaluation: &Evaluation,
) -> Result<Table, AppError> {
    match named(project, store, named_query, evaluation)?.answer {
        Answer::Table(table) => Ok(table),
        _ => Err(AppError::View {
            view: named_query.name.clone(),
            fault: ViewFault::NoSelect,
        }),
    }
}

/// Runs a query text from outside; see [`prepare_text`].
pub fn text(
    project: &Project,
    store: &GraphStore,
    text: &str,
    place: &str,
    evaluation: &Evaluation,
) -> Result<Bounded, AppError> {
    let query = prepare_text(project, text, place, evaluation)?;
    Ok(store.answer(&query, &evaluation.bounds())?)
}

/// Parses a query text from outside within its limits; `place` names it in messages
/// ("query.rq: "). Parameters need a header, so a bare text takes none but `language`.
pub fn prepare_text(
    project: &Project,
    text: &str,
    place: &str,
    evaluation: &Evaluation,
) -> Result<spargebra::Query, AppError> {
    let mut query = parse_query(text, &project.prefixes, place, evaluation.limits)?;
    if let Some((name, _)) = evaluation.parameters.first() {
        return Err(ParameterError::Unknown {
            name: name.clone(),
            known: Vec::new(),
        }
        .into());
    }
    parameter::bind(&[], &mut query, &[], evaluation.language)?;
    Ok(query)
}
