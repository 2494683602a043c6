//! Oxigraph in memory: load files, answer parsed queries, scan patterns.
//! Room `store`.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple,
};
use oxigraph::sparql::{
    BoundPreparedSparqlQuery, CancellationToken, QueryEvaluationError, QueryResults,
    SparqlEvaluator,
};
use oxigraph::store::Store;
use spargebra::Query;

use crate::core::table::Table;
use crate::store::StoreError;
use crate::store::batches::{BATCHES_AHEAD, Batches};
use crate::store::load::SourceFile;
use crate::store::parse::{parser, syntax_error};
use crate::store::serialize;

const DEFAULT: Option<GraphNameRef<'static>> = Some(GraphNameRef::DefaultGraph);

/// The answer to a query, by its form.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// SELECT.
    Table(Table),
    /// ASK.
    Boolean(bool),
    /// CONSTRUCT or DESCRIBE.
    Graph(Vec<Triple>),
}

/// Bounds on one evaluation.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// Cooperative: checked between rows. What does not listen must be ended from outside.
    pub timeout: Option<Duration>,
    /// Rows or triples to take at the most.
    pub limit: Option<usize>,
}

/// An answer, and whether [`Bounds::limit`] cut it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounded {
    pub answer: Answer,
    pub cut: bool,
}

/// What is told of statements while they are loaded, so that nobody need read them all again.
#[derive(Default)]
struct Loaded {
    /// A hash of each triple. Two triples of one hash would only make a union of the graphs,
    /// which is always right.
    triples: HashSet<u64, foldhash::fast::RandomState>,
    hasher: foldhash::fast::RandomState,
    /// Whether a triple came a second time, perhaps in another graph.
    overlap: bool,
    has_blank_nodes: bool,
}

impl Loaded {
    fn note(&mut self, quad: &Quad) {
        let triple = (&quad.subject, &quad.predicate, &quad.object);
        self.overlap |= !self.triples.insert(self.hasher.hash_one(triple));
        self.has_blank_nodes |= quad.subject.is_blank_node() || quad.object.is_blank_node();
    }
}

/// The triples of a project or of foreign files, each in a named graph.
///
/// The engine's own union of graphs repeats a triple for every graph that has it, so that counts
/// would be wrong (RDF 1.1 Semantics, 4: a merge is a set). Where graphs overlap, their union is
/// therefore kept in the default graph, which holds nothing else and is not told of.
pub struct GraphStore {
    store: Store,
    /// Whether the default graph holds the union; `None`: not looked at since the last load.
    merged: Mutex<Option<bool>>,
    loaded: Mutex<Loaded>,
}

impl GraphStore {
    /// An empty store.
    pub fn new() -> Result<Self, StoreError> {
        Ok(Self {
            store: Store::new()?,
            merged: Mutex::new(None),
            loaded: Mutex::default(),
        })
    }

    /// Loads a file. Triples outside a named graph go to the graph that the file declares,
    /// else to `graph`.
    pub fn load(&self, file: &SourceFile, graph: &str) -> Result<(), StoreError> {
        self.load_all(&[(file, graph)])
    }

    /// As [`Self::load`], for several files, each with its graph: all of them or, where one is
    /// not in order, none.
    ///
    /// One thread parses while this one fills the indexes: together they take little longer than
    /// the slower of the two.
    pub fn load_all(&self, files: &[(&SourceFile, &str)]) -> Result<(), StoreError> {
        let _changing = self.forget_union()?;
        let loaded = &mut *self.loaded();
        let mut transaction = self.store.start_transaction()?;
        std::thread::scope(|scope| {
            let (sender, batches) = sync_channel::<Vec<Quad>>(BATCHES_AHEAD);
            let parsing = scope.spawn(|| parse_all(files, loaded, sender));
            for quad in batches.into_iter().flatten() {
                transaction.insert(quad.as_ref());
            }
            match parsing.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })?;
        Ok(transaction.commit()?)
    }

    /// Adds statements.
    pub fn add(&self, quads: Vec<Quad>) -> Result<(), StoreError> {
        let _changing = self.forget_union()?;
        quads.iter().for_each(|quad| self.loaded().note(quad));
        self.insert(quads)
    }

    /// Whether any statement has a blank node.
    pub fn has_blank_nodes(&self) -> bool {
        self.loaded().has_blank_nodes
    }

    /// The same quads, their blank nodes with the labels given.
    pub fn relabelled(&self, labels: &BTreeMap<String, String>) -> Result<Self, StoreError> {
        let mut quads = self.quads()?;
        serialize::relabel(&mut quads, labels);
        let copy = Self::new()?;
        quads.iter().for_each(|quad| copy.loaded().note(quad));
        copy.insert(quads)?;
        Ok(copy)
    }

    /// Number of quads.
    pub fn len(&self) -> Result<usize, StoreError> {
        let union = self.store.quads_for_pattern(None, None, None, DEFAULT);
        Ok(self.store.len()? - union.count())
    }

    /// Whether there is no quad.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// All quads, in the store's own order.
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        self.matching(None, None, None).collect()
    }

    /// The quads of a pattern; `None` matches anything, in any graph.
    pub fn matching(
        &self,
        subject: Option<&NamedOrBlankNode>,
        predicate: Option<&str>,
        object: Option<&Term>,
    ) -> impl Iterator<Item = Result<Quad, StoreError>> {
        let predicate = predicate.map(NamedNodeRef::new_unchecked);
        self.store
            .quads_for_pattern(
                subject.map(NamedOrBlankNode::as_ref),
                predicate,
                object.map(Term::as_ref),
                None,
            )
            .filter(|quad| !matches!(quad, Ok(quad) if quad.graph_name.is_default_graph()))
            .map(|quad| Ok(quad?))
    }

    /// The named graphs, sorted.
    pub fn graphs(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for graph in self.store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = graph? {
                names.push(name.into_string());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Evaluates a query over the union of all graphs (unless it says FROM).
    pub fn answer(&self, query: &Query, bounds: &Bounds) -> Result<Bounded, StoreError> {
        let token = CancellationToken::new();
        let started = Instant::now();
        let _watch = bounds.timeout.map(|timeout| cancel_after(&token, timeout));
        let results = self.prepare(query, &token)?.execute();
        collect(results, bounds).map_err(|error| evaluation_error(&error, bounds, started))
    }

    /// As [`Self::answer`], with the plan that was followed, its row counts and times, as JSON.
    pub fn explain(&self, query: &Query, bounds: &Bounds) -> Result<(Bounded, String), StoreError> {
        let token = CancellationToken::new();
        let started = Instant::now();
        let _watch = bounds.timeout.map(|timeout| cancel_after(&token, timeout));
        let (results, plan) = self.prepare(query, &token)?.compute_statistics().explain();
        let answer =
            collect(results, bounds).map_err(|error| evaluation_error(&error, bounds, started))?;
        let mut json = Vec::new();
        plan.write_in_json(&mut json)
            .map_err(StoreError::Serialize)?;
        Ok((answer, String::from_utf8_lossy(&json).into_owned()))
    }

    fn prepare(
        &self,
        query: &Query,
        token: &CancellationToken,
    ) -> Result<BoundPreparedSparqlQuery<'static>, StoreError> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        let mut prepared = evaluator.for_query(query.clone());
        if query.dataset().is_none() && !self.merge_overlapping()? {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(prepared.on_store(&self.store))
    }

    /// Fills the default graph with the union of all graphs where these overlap; whether it did.
    fn merge_overlapping(&self) -> Result<bool, StoreError> {
        let mut merged = self.merged();
        if let Some(known) = *merged {
            return Ok(known);
        }
        let overlap = self.loaded().overlap && self.graphs()?.len() > 1;
        if overlap {
            let quads = self.quads()?.into_iter();
            self.insert(quads.map(|quad| Triple::from(quad).in_graph(GraphName::DefaultGraph)))?;
        }
        *merged = Some(overlap);
        Ok(overlap)
    }

    fn insert(&self, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        let mut transaction = self.store.start_transaction()?;
        for quad in quads {
            transaction.insert(quad.as_ref());
        }
        Ok(transaction.commit()?)
    }

    fn loaded(&self) -> MutexGuard<'_, Loaded> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the union of the graphs out of the default graph: they are about to change. Nobody
    /// makes it anew while the guard lives.
    fn forget_union(&self) -> Result<MutexGuard<'_, Option<bool>>, StoreError> {
        let mut merged = self.merged();
        if *merged == Some(true) {
            self.store.clear_graph(GraphNameRef::DefaultGraph)?;
        }
        *merged = None;
        Ok(merged)
    }

    fn merged(&self) -> MutexGuard<'_, Option<bool>> {
        // A panic while it was held leaves a value that is either right or `None`.
        self.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Parses files one after the other and sends their quads in batches.
fn parse_all(
    files: &[(&SourceFile, &str)],
    loaded: &mut Loaded,
    sender: SyncSender<Vec<Quad>>,
) -> Result<(), StoreError> {
    let mut batches = Batches::new(sender);
    for (file, graph) in files {
        let graph = file.declared_graph().unwrap_or(graph);
        let name = NamedNode::new(graph).map_err(|_| StoreError::BadGraph {
            path: file.path.clone(),
            graph: graph.to_owned(),
        })?;
        let parser = parser(file)?.with_default_graph(name).rename_blank_nodes();
        for quad in parser.for_slice(&file.bytes) {
            let quad = quad.map_err(|error| syntax_error(file, error.into()))?;
            loaded.note(&quad);
            if !batches.push(quad) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Ends the watch when the evaluation is over.
struct Watch {
    _alive: std::sync::mpsc::Sender<()>,
}

fn cancel_after(token: &CancellationToken, timeout: Duration) -> Watch {
    let token = token.clone();
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    std::thread::spawn(move || {
        if receiver.recv_timeout(timeout) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            token.cancel();
        }
    });
    Watch { _alive: sender }
}

fn collect(
    results: Result<QueryResults<'_>, QueryEvaluationError>,
    bounds: &Bounds,
) -> Result<Bounded, QueryEvaluationError> {
    let limit = bounds.limit.unwrap_or(usize::MAX);
    match results? {
        QueryResults::Boolean(value) => Ok(Bounded {
            answer: Answer::Boolean(value),
            cut: false,
        }),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let columns = variables.iter().map(|v| v.as_str().to_owned()).collect();
            let mut table = Table {
                columns,
                rows: Vec::new(),
            };
            for solution in solutions {
                let solution = solution?;
                if table.rows.len() == limit {
                    return Ok(Bounded {
                        answer: Answer::Table(table),
                        cut: true,
                    });
                }
                table
                    .rows
                    .push(variables.iter().map(|v| solution.get(v).cloned()).collect());
            }
            Ok(Bounded {
                answer: Answer::Table(table),
                cut: false,
            })
        }
        QueryResults::Graph(triples) => {
            let mut graph = Vec::new();
            for triple in triples {
                let triple = triple?;
                if graph.len() == limit {
                    return Ok(Bounded {
                        answer: Answer::Graph(graph),
                        cut: true,
                    });
                }
                graph.push(triple);
            }
            Ok(Bounded {
                answer: Answer::Graph(graph),
                cut: false,
            })
        }
    }
}

fn evaluation_error(error: &QueryEvaluationError, bounds: &Bounds, started: Instant) -> StoreError {
    match (error, bounds.timeout) {
        (QueryEvaluationError::Cancelled, Some(timeout)) if started.elapsed() >= timeout => {
            StoreError::TimedOut {
                seconds: timeout.as_secs_f64(),
            }
        }
        (QueryEvaluationError::UnsupportedService(name), _) => {
            StoreError::Service(name.to_string())
        }
        _ => StoreError::Evaluation(error.to_string()),
    }
}
