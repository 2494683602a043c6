//! SHACL validation (SHACL Core and SHACL-SPARQL) through the library shifty-engine.
//! Room `store`. This is the only file that names the library, so that it can be exchanged.
//!
//! Shapes may come from outside and hold SPARQL: each query in them passes the same admission as
//! any other, nesting is bounded, and the work is done on a thread of its own that is left behind
//! when the time is up.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc;
use std::time::Duration;

use oxigraph::model::{Graph, Literal, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef};
use oxigraph::model::{Term, TermRef, Triple};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeRef, VisitMap, Visitable};
use shifty_engine::{CompiledShapes, ValidationGraphMode, validate_report_graphs_with_mode};
use shifty_parse::Loaded;

use crate::core::vocabulary::{WELL_KNOWN_PREFIXES, rdf, sh, xsd};
use crate::query::admission::{self, Limits};
use crate::store::StoreError;
use crate::store::error::ShapesError;
use crate::store::wellformed;

/// The engine recurses over shapes and over the queries in them.
const STACK_BYTES: usize = 512 * 1024 * 1024;
/// Shapes that nest deeper are refused; the deepest profile in use has some ten levels.
const MAX_LEVELS: usize = 500;
/// Longest property path that is written out in a finding.
const MAX_PATH_STEPS: usize = 100;

/// One result of a validation (SHACL 3.6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeResult {
    pub focus: Term,
    /// `sh:resultPath`: an IRI, or the blank node of a path expression in the shapes graph.
    pub path: Option<Term>,
    pub value: Option<Term>,
    /// IRI of the constraint component.
    pub component: String,
    pub source_shape: Term,
    /// IRI of the severity.
    pub severity: String,
    /// Messages that the shape, or the constraint in it, declares.
    pub messages: Vec<Literal>,
}

/// The outcome of a validation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShapesReport {
    /// Whether there is no result of any severity (SHACL 3.6.1.1).
    pub conforms: bool,
    pub results: Vec<ShapeResult>,
    /// What in the shapes graph was passed over, in the library's words.
    pub remarks: Vec<String>,
}

/// Bounds on a validation.
#[derive(Debug, Clone, Copy, Default)]
pub struct ShapesBounds {
    pub timeout: Option<Duration>,
    /// Bounds on each query inside the shapes.
    pub queries: Limits,
}

/// Validates `data` against `shapes`. Only the data is queried; where shapes are part of the data
/// (as in a project's own graph), hand them over as both.
pub fn validate(
    data: Graph,
    shapes: Graph,
    bounds: ShapesBounds,
) -> Result<ShapesReport, StoreError> {
    if shapes.is_empty() {
        return Ok(ShapesReport {
            conforms: true,
            ..ShapesReport::default()
        });
    }
    admit(&shapes, bounds.queries)?;
    let (sender, receiver) = mpsc::channel();
    std::thread::Builder::new()
        .name("shapes".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            // Nobody listens any more when the time was up.
            let _ = sender.send(run(data, shapes));
        })
        .map_err(ShapesError::Thread)?;
    let answer = match bounds.timeout {
        Some(timeout) => receiver.recv_timeout(timeout),
        None => receiver
            .recv()
            .map_err(|_| mpsc::RecvTimeoutError::Disconnected),
    };
    answer.unwrap_or_else(|error| match (error, bounds.timeout) {
        (mpsc::RecvTimeoutError::Timeout, Some(timeout)) => Err(StoreError::TimedOut {
            seconds: timeout.as_secs_f64(),
        }),
        _ => Err(ShapesError::GaveUp.into()),
    })
}

fn run(data: Graph, mut shapes: Graph) -> Result<ShapesReport, StoreError> {
    drop_inexact_unique_lang(&mut shapes);
    let with_message: HashSet<Term> = shapes
        .triples_for_predicate(NamedNodeRef::new_unchecked(sh::MESSAGE))
        .map(|triple| triple.subject.into_owned().into())
        .collect();
    let loaded = Loaded {
        graph: shapes,
        // As in queries: what everybody knows need not be declared.
        prefixes: WELL_KNOWN_PREFIXES
            .iter()
            .map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned()))
            .collect(),
        base: None,
    };
    let compiled =
        CompiledShapes::compile(loaded).map_err(|error| ShapesError::Library(error.to_string()))?;
    // Not through a session: that gives the blank nodes of the shapes other names.
    let report =
        validate_report_graphs_with_mode(compiled.source(), &data, ValidationGraphMode::Data);
    let remarks = compiled.diagnostics().iter().map(ToString::to_string);
    let remarks = remarks.collect();
    let results = report
        .results
        .into_iter()
        .map(|result| ShapeResult {
            messages: declared_messages(&result, &with_message),
            focus: result.focus,
            path: result.path,
            value: result.value,
            component: result.component.into_string(),
            source_shape: result.source_shape,
            severity: result.severity.into_string(),
        })
        .collect();
    Ok(ShapesReport {
        conforms: report.conforms,
        results,
        remarks,
    })
}

/// The library makes up an English message for a core constraint without one; that is not passed
/// on. SPARQL constraints keep their message in a node of their own.
fn declared_messages(
    result: &shifty_engine::ValidationResult,
    with_message: &HashSet<Term>,
) -> Vec<Literal> {
    let is_core = sh::core_component(result.component.as_str()).is_some()
        && result.component.as_str() != sh::SPARQL_COMPONENT;
    if is_core && !with_message.contains(&result.source_shape) {
        return Vec::new();
    }
    let literals = result.messages.iter().filter_map(|message| match message {
        Term::Literal(literal) => Some(literal.clone()),
        _ => None,
    });
    literals.collect()
}

/// `sh:uniqueLang` counts only as the very term `true` (SHACL 4.4.2); the library also takes
/// `"1"^^xsd:boolean`.
fn drop_inexact_unique_lang(shapes: &mut Graph) {
    let predicate = NamedNodeRef::new_unchecked(sh::UNIQUE_LANG);
    let inexact: Vec<Triple> = shapes
        .triples_for_predicate(predicate)
        .filter(|triple| match triple.object {
            TermRef::Literal(literal) => {
                literal.value() == "1" && literal.datatype().as_str() == xsd::BOOLEAN
            }
            _ => false,
        })
        .map(|triple| triple.into_owned())
        .collect();
    for triple in &inexact {
        shapes.remove(triple);
    }
}

/// Holds each query inside the shapes against the limits, and their nesting.
fn admit(shapes: &Graph, limits: Limits) -> Result<(), StoreError> {
    for property in [sh::SELECT, sh::ASK, sh::CONSTRUCT, sh::UPDATE] {
        for triple in shapes.triples_for_predicate(NamedNodeRef::new_unchecked(property)) {
            let TermRef::Literal(text) = triple.object else {
                continue;
            };
            admission::admit(text.value(), limits).map_err(|bound| ShapesError::Query {
                subject: triple.subject.to_string(),
                bound,
            })?;
        }
    }
    if let Some(fault) = wellformed::first_fault(shapes) {
        return Err(ShapesError::IllFormed(fault).into());
    }
    if goes_round(shapes) {
        return Err(ShapesError::GoesRound.into());
    }
    if nests_too_deep(shapes) {
        return Err(ShapesError::TooDeep { limit: MAX_LEVELS }.into());
    }
    Ok(())
}

/// Whether a list or a property path that some shape uses contains itself: SHACL 2.3.1 forbids
/// it, and the library would follow it without end. One that no shape uses does no harm.
fn goes_round(shapes: &Graph) -> bool {
    const PATHS: [&str; 5] = [
        sh::INVERSE_PATH,
        sh::ALTERNATIVE_PATH,
        sh::ZERO_OR_MORE_PATH,
        sh::ONE_OR_MORE_PATH,
        sh::ZERO_OR_ONE_PATH,
    ];
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let mut nodes: HashMap<TermRef<'_>, NodeIndex> = HashMap::new();
    let mut used: Vec<NodeIndex> = Vec::new();
    for triple in shapes.iter() {
        let predicate = triple.predicate.as_str();
        let is_part = matches!(predicate, rdf::FIRST | rdf::REST) || PATHS.contains(&predicate);
        if is_part && !matches!(triple.object, TermRef::Literal(_)) {
            let mut node = |term| *nodes.entry(term).or_insert_with(|| graph.add_node(()));
            let (from, to) = (node(triple.subject.into()), node(triple.object));
            graph.add_edge(from, to, ());
        } else if predicate.starts_with(sh::NAMESPACE) {
            used.push(
                *nodes
                    .entry(triple.object)
                    .or_insert_with(|| graph.add_node(())),
            );
        }
    }
    let mut reached = graph.visit_map();
    for start in used {
        let mut walk = Dfs {
            stack: vec![start],
            discovered: reached,
        };
        while walk.next(&graph).is_some() {}
        reached = walk.discovered;
    }
    kosaraju_scc(&graph).iter().any(|component| {
        let first = component[0];
        let goes_round = component.len() > 1 || graph.contains_edge(first, first);
        goes_round && component.iter().any(|node| reached.is_visited(node))
    })
}

/// Whether some chain of nodes that refer to each other by SHACL's properties is longer than
/// [`MAX_LEVELS`]. A list counts as one level, the nodes of a cycle as many as they are.
fn nests_too_deep(shapes: &Graph) -> bool {
    let mut graph: DiGraph<(), usize> = DiGraph::new();
    let mut nodes: HashMap<TermRef<'_>, NodeIndex> = HashMap::new();
    for triple in shapes.iter() {
        let predicate = triple.predicate.as_str();
        let nests =
            predicate.starts_with(sh::NAMESPACE) || matches!(predicate, rdf::FIRST | rdf::REST);
        if nests && !matches!(triple.object, TermRef::Literal(_)) {
            let mut node = |term| *nodes.entry(term).or_insert_with(|| graph.add_node(()));
            let (from, to) = (node(triple.subject.into()), node(triple.object));
            graph.add_edge(from, to, usize::from(predicate != rdf::REST));
        }
    }
    // Components come in reverse topological order: what lies below is known before.
    let components = kosaraju_scc(&graph);
    let mut component_of = vec![0; graph.node_count()];
    for (place, component) in components.iter().enumerate() {
        component
            .iter()
            .for_each(|node| component_of[node.index()] = place);
    }
    let mut levels: Vec<usize> = Vec::with_capacity(components.len());
    for (place, component) in components.iter().enumerate() {
        let below = component
            .iter()
            .flat_map(|&node| graph.edges(node))
            .filter(|edge| component_of[edge.target().index()] != place)
            .map(|edge| levels[component_of[edge.target().index()]] + edge.weight())
            .max();
        levels.push(below.unwrap_or(0) + component.len() - 1);
    }
    levels.into_iter().any(|levels| levels > MAX_LEVELS)
}

/// A property path as SPARQL writes it (SHACL 2.3.1), IRIs through `compact`.
pub fn path_text(shapes: &Graph, path: &Term, compact: &dyn Fn(&str) -> String) -> String {
    let mut writer = PathWriter {
        shapes,
        compact,
        steps: 0,
    };
    writer.write(path.as_ref(), false)
}

struct PathWriter<'a> {
    shapes: &'a Graph,
    compact: &'a dyn Fn(&str) -> String,
    steps: usize,
}

impl PathWriter<'_> {
    fn write(&mut self, path: TermRef<'_>, nested: bool) -> String {
        self.steps += 1;
        if self.steps > MAX_PATH_STEPS {
            return "…".to_owned();
        }
        let node: NamedOrBlankNodeRef<'_> = match path {
            TermRef::NamedNode(iri) => return (self.compact)(iri.as_str()),
            TermRef::BlankNode(node) => node.into(),
            other => return other.to_string(),
        };
        let bracket = |text: String| if nested { format!("({text})") } else { text };
        if self.object(node, rdf::FIRST).is_some() {
            let parts = self.list(node);
            return bracket(parts.join("/"));
        }
        for (property, before, after) in [
            (sh::INVERSE_PATH, "^", ""),
            (sh::ZERO_OR_MORE_PATH, "", "*"),
            (sh::ONE_OR_MORE_PATH, "", "+"),
            (sh::ZERO_OR_ONE_PATH, "", "?"),
        ] {
            if let Some(inner) = self.object(node, property) {
                return format!("{before}{}{after}", self.write(inner.as_ref(), true));
            }
        }
        match self.object(node, sh::ALTERNATIVE_PATH) {
            Some(Term::BlankNode(list)) => {
                let parts = self.list(list.as_ref().into());
                bracket(parts.join("|"))
            }
            _ => path.to_string(),
        }
    }

    fn list(&mut self, head: NamedOrBlankNodeRef<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        let mut at = Some(head.into_owned());
        while let Some(node) = at {
            let Some(first) = self.object(node.as_ref(), rdf::FIRST) else {
                break;
            };
            parts.push(self.write(first.as_ref(), true));
            if self.steps > MAX_PATH_STEPS {
                break;
            }
            at = match self.object(node.as_ref(), rdf::REST) {
                Some(Term::BlankNode(rest)) => Some(NamedOrBlankNode::from(rest)),
                _ => None,
            };
        }
        parts
    }

    fn object(&self, node: NamedOrBlankNodeRef<'_>, property: &str) -> Option<Term> {
        self.shapes
            .object_for_subject_predicate(node, NamedNodeRef::new_unchecked(property))
            .map(TermRef::into_owned)
    }
}
