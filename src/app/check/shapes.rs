//! SHACL results as findings.
//! Room `app`.

use std::collections::HashMap;

use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};

use crate::app::AppError;
use crate::app::check::{CheckOptions, Checked};
use crate::app::project::{GraphRole, Project};
use crate::core::finding::{Finding, Rule, Severity};
use crate::core::iri::Prefixes;
use crate::core::language::{Language, LocalizedText};
use crate::core::message;
use crate::core::table::term_text;
use crate::core::vocabulary::{rdf, rdfs, sh};
use crate::store::StoreError;
use crate::store::memory::GraphStore;
use crate::store::shapes::{self, ShapeResult, ShapesBounds, ShapesReport};

/// What all shapes together are called where they could not be run.
const SHAPES: &str = "SHACL";

/// Runs the shapes of the project, which stand in its vocabulary graphs, over all its data.
pub fn run_own(
    project: &Project,
    store: &GraphStore,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    match own(project, store) {
        Ok(shapes) => run(store, &shapes, &project.prefixes, options, checked),
        Err(error) => checked.errors.push(error),
    }
}

/// The graphs of the project in which shapes stand.
pub fn own(project: &Project, store: &GraphStore) -> Result<Graph, AppError> {
    let is_vocabulary = |graph: &str| project.config.role(graph) == Some(GraphRole::Vocabulary);
    Ok(graph(store, is_vocabulary)?)
}

/// Runs shapes of somebody else.
pub fn run_foreign(
    store: &GraphStore,
    shapes: &GraphStore,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    match graph(shapes, |_| true) {
        Ok(shapes) => run(store, &shapes, &Prefixes::default(), options, checked),
        Err(error) => checked.errors.push(error.into()),
    }
}

/// The triples of the graphs that `wanted` accepts.
fn graph(store: &GraphStore, wanted: impl Fn(&str) -> bool) -> Result<Graph, StoreError> {
    let mut graph = Graph::new();
    for quad in store.quads()? {
        let name = match &quad.graph_name {
            oxigraph::model::GraphName::NamedNode(name) => name.as_str(),
            _ => "",
        };
        if wanted(name) {
            graph.insert(&Triple::from(quad));
        }
    }
    Ok(graph)
}

fn run(
    store: &GraphStore,
    shapes: &Graph,
    prefixes: &Prefixes,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    let reader = ShapeReader::new(shapes, prefixes, options.language);
    checked.rules.extend(
        reader
            .rules()
            .into_iter()
            .filter(|rule| options.wants(&rule.name)),
    );
    if options.is_late() {
        checked.late.push(SHAPES.to_owned());
        return;
    }
    match validate(store, shapes, options) {
        Err(error) if error.is_timeout() => checked.late.push(SHAPES.to_owned()),
        Ok(report) => {
            let findings = report.results.iter().map(|result| reader.finding(result));
            checked.findings.extend(findings);
            checked.remarks.extend(report.remarks);
        }
        Err(error) => checked.errors.push(error),
    }
}

fn validate(
    store: &GraphStore,
    shapes: &Graph,
    options: &CheckOptions,
) -> Result<ShapesReport, AppError> {
    let data = graph(store, |_| true)?;
    let bounds = ShapesBounds {
        timeout: options.remaining(),
        queries: options.limits,
    };
    Ok(shapes::validate(data, shapes.clone(), bounds)?)
}

/// Reads what a shapes graph says of its shapes.
pub struct ShapeReader<'a> {
    shapes: &'a Graph,
    prefixes: &'a Prefixes,
    language: Language,
    /// Which named shape a blank node belongs to.
    owners: HashMap<Term, String>,
}

impl<'a> ShapeReader<'a> {
    /// A reader of `shapes` in `language`.
    pub fn new(shapes: &'a Graph, prefixes: &'a Prefixes, language: Language) -> Self {
        Self {
            shapes,
            prefixes,
            language,
            owners: owners(shapes),
        }
    }

    /// The shapes with a name, as rules.
    pub fn rules(&self) -> Vec<Rule> {
        let mut rules: Vec<_> = self
            .shapes
            .iter()
            .filter(|triple| {
                let object = triple.object.to_string();
                triple.predicate.as_str() == rdf::TYPE
                    && [sh::NODE_SHAPE, sh::PROPERTY_SHAPE]
                        .iter()
                        .any(|class| object == format!("<{class}>"))
            })
            .filter_map(|triple| match triple.subject.into_owned() {
                NamedOrBlankNode::NamedNode(iri) => Some(self.rule(iri.as_str())),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        rules.sort();
        rules.dedup();
        rules
    }

    fn rule(&self, iri: &str) -> Rule {
        let node = Term::NamedNode(oxigraph::model::NamedNode::new_unchecked(iri));
        Rule {
            name: iri.to_owned(),
            severity: self.severity(&node),
            summary: [sh::MESSAGE, sh::NAME, rdfs::LABEL, sh::DESCRIPTION]
                .into_iter()
                .find_map(|property| self.text(&node, property))
                .unwrap_or_default(),
            source: Vec::new(),
            tags: Vec::new(),
        }
    }

    fn severity(&self, node: &Term) -> Severity {
        match self.object(node, sh::SEVERITY) {
            Some(Term::NamedNode(severity)) => severity_of(severity.as_str()),
            _ => Severity::Violation,
        }
    }

    fn finding(&self, result: &ShapeResult) -> Finding {
        let mut declared = LocalizedText::default();
        for literal in &result.messages {
            declared.add(literal.language().unwrap_or(""), literal.value());
        }
        let text = match declared.pick(self.language) {
            Some((text, _)) => text.to_owned(),
            None => self.made_up(result),
        };
        let rule = match &result.source_shape {
            Term::NamedNode(iri) => iri.as_str().to_owned(),
            other => match self.owners.get(other) {
                Some(owner) => owner.clone(),
                None => other.to_string(),
            },
        };
        let compact = |iri: &str| self.prefixes.compact(iri);
        let mut finding = Finding::new(rule, severity_of(&result.severity), text);
        finding.focus = Some(term_text(&result.focus));
        finding.path = result.path.as_ref().map(|path| match path {
            Term::NamedNode(iri) => iri.as_str().to_owned(),
            other => shapes::path_text(self.shapes, other, &compact),
        });
        finding.value = result.value.as_ref().map(term_text);
        finding
    }

    /// A message for a constraint whose shape has none: the constraint and its value.
    fn made_up(&self, result: &ShapeResult) -> String {
        let parameter = sh::core_component(&result.component);
        let name = parameter
            .as_ref()
            .map_or_else(|| result.component.clone(), |name| format!("sh:{name}"));
        let value = parameter
            .and_then(|name| self.object(&result.source_shape, &format!("{}{name}", sh::NAMESPACE)))
            .filter(|value| !matches!(value, Term::BlankNode(_)))
            .map(|value| match value {
                Term::NamedNode(iri) => format!(" {}", self.prefixes.compact(iri.as_str())),
                other => format!(" {}", term_text(&other)),
            });
        let constraint = name + &value.unwrap_or_default();
        message::text(
            self.language,
            "check.shape.message",
            &[("constraint", &constraint)],
        )
    }

    fn object(&self, node: &Term, property: &str) -> Option<Term> {
        let node: NamedOrBlankNode = match node {
            Term::NamedNode(iri) => iri.clone().into(),
            Term::BlankNode(blank) => blank.clone().into(),
            _ => return None,
        };
        self.shapes
            .object_for_subject_predicate(&node, NamedNodeRef::new_unchecked(property))
            .map(TermRef::into_owned)
    }

    fn text(&self, node: &Term, property: &str) -> Option<String> {
        let Term::NamedNode(iri) = node else {
            return None;
        };
        let property = NamedNodeRef::new_unchecked(property);
        let mut text = LocalizedText::default();
        for object in self.shapes.objects_for_subject_predicate(iri, property) {
            if let TermRef::Literal(literal) = object {
                text.add(literal.language().unwrap_or(""), literal.value());
            }
        }
        text.pick(self.language).map(|(text, _)| text.to_owned())
    }
}

/// A severity of somebody else counts as the worst (SHACL 2.1.4 leaves its order open).
fn severity_of(iri: &str) -> Severity {
    match iri {
        sh::WARNING => Severity::Warning,
        sh::INFO => Severity::Info,
        _ => Severity::Violation,
    }
}

/// For each blank node the named shape from which it is reached first.
fn owners(shapes: &Graph) -> HashMap<Term, String> {
    let mut owners: HashMap<Term, String> = HashMap::new();
    let mut open: Vec<(Term, String)> = Vec::new();
    let mut starts: Vec<_> = shapes
        .iter()
        .filter_map(
            |triple| match (triple.subject.into_owned(), triple.object) {
                (NamedOrBlankNode::NamedNode(owner), TermRef::BlankNode(blank)) => {
                    Some((owner.into_string(), Term::from(blank.into_owned())))
                }
                _ => None,
            },
        )
        .collect();
    starts.sort_by(|(a, _), (b, _)| b.cmp(a));
    open.extend(starts.into_iter().map(|(owner, blank)| (blank, owner)));
    while let Some((node, owner)) = open.pop() {
        let Term::BlankNode(blank) = &node else {
            continue;
        };
        if owners.contains_key(&node) {
            continue;
        }
        for triple in shapes.triples_for_subject(blank) {
            if let TermRef::BlankNode(next) = triple.object {
                open.push((next.into_owned().into(), owner.clone()));
            }
        }
        owners.insert(node, owner);
    }
    owners
}
