//! Former versions of examples: no view counts them, but everybody can read the files, so they can be
//! read as RDF, fill a graph for what was taken in, and pass the checks with the tag `former`.
//! Room `app`.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, Quad};

use crate::app::AppError;
use crate::app::check::builtin::{GRAPH_DECLARED, GRAPH_ROLE, SYNTAX};
use crate::app::check::data::unreadable;
use crate::app::check::{CheckOptions, Checked, FORMER_TAG, locate, queries};
use crate::app::evaluate;
use crate::app::project::{GraphRole, Project};
use crate::query::catalogue::NamedQuery;
use crate::query::header::Kind;
use crate::store::load::SourceFile;
use crate::store::memory::GraphStore;

/// Checks the former versions of `project`; `store` holds its vocabulary.
pub fn run(project: &Project, store: &GraphStore, options: &CheckOptions, checked: &mut Checked) {
    let layers = layers(project, options, checked);
    let is_wanted = |query: &&NamedQuery| {
        query.header.kind == Kind::Check
            && query.header.tags.iter().any(|tag| tag == FORMER_TAG)
            && options.wants(&query.name)
    };
    let wanted: Vec<_> = project.queries.iter().filter(is_wanted).collect();
    if layers.is_empty() || wanted.is_empty() {
        return;
    }
    let vocabulary = match vocabulary(project, store) {
        Ok(vocabulary) => vocabulary,
        Err(error) => return checked.errors.push(error),
    };
    for sources in layers {
        if let Err(error) = layer(project, &vocabulary, sources, &wanted, options, checked) {
            checked.errors.push(error);
        }
    }
}

/// What the rules look things up in.
fn vocabulary(project: &Project, store: &GraphStore) -> Result<Vec<Quad>, AppError> {
    let is_vocabulary = |quad: &Quad| match &quad.graph_name {
        GraphName::NamedNode(graph) => {
            project.config.role(graph.as_str()) == Some(GraphRole::Vocabulary)
        }
        _ => false,
    };
    Ok(store.quads()?.into_iter().filter(is_vocabulary).collect())
}

/// The files in layers, of which none holds two versions of one example: they fill the same graph, and
/// one would be taken for the other. What is wrong with a file by itself is told.
fn layers(
    project: &Project,
    options: &CheckOptions,
    checked: &mut Checked,
) -> Vec<Vec<SourceFile>> {
    let mut layers: Vec<Vec<SourceFile>> = Vec::new();
    let mut versions = BTreeMap::<String, usize>::new();
    for file in &project.former {
        let path = project.display_path(&file.path);
        let source = match SourceFile::from_bytes(&path, file.bytes.clone()) {
            Ok(source) => source,
            Err(error) => {
                checked
                    .findings
                    .push(unreadable(SYNTAX, &error, options.language));
                continue;
            }
        };
        let graph = source.declared_graph().map(str::to_owned);
        let role = graph
            .as_deref()
            .and_then(|graph| project.config.role(graph));
        let mut finding = match &graph {
            None => GRAPH_DECLARED.finding(options.language, &[]),
            Some(graph) => GRAPH_ROLE.finding(options.language, &[("graph", graph)]),
        };
        if role != Some(GraphRole::Intake) {
            finding.focus = graph.clone();
            finding.file = Some(path);
            finding.line = Some(1);
            checked.findings.push(finding);
        }
        let layer = versions.entry(graph.unwrap_or_default()).or_default();
        if *layer == layers.len() {
            layers.push(Vec::new());
        }
        layers[*layer].push(source);
        *layer += 1;
    }
    layers
}

fn layer(
    project: &Project,
    vocabulary: &[Quad],
    sources: Vec<SourceFile>,
    wanted: &[&NamedQuery],
    options: &CheckOptions,
    checked: &mut Checked,
) -> Result<(), AppError> {
    let store = GraphStore::new()?;
    store.add(vocabulary.to_vec())?;
    let elsewhere = format!("{}graph/", project.config.base);
    let mut read = Vec::with_capacity(sources.len());
    for source in sources {
        match store.load(&source, &elsewhere) {
            Ok(()) => read.push(source),
            Err(error) => checked
                .findings
                .push(unreadable(SYNTAX, &error, options.language)),
        }
    }
    let mut findings = Vec::new();
    for query in wanted {
        let table = checked.attempt(&query.name, options, || {
            evaluate::table(project, &store, query, &options.evaluation())
        });
        findings.extend(
            table
                .iter()
                .flat_map(|table| queries::findings(query, table)),
        );
    }
    let language = options.language;
    locate::complete(project, &store, &read, language, &mut findings);
    checked.findings.extend(findings);
    Ok(())
}
