//! Oxigraph in memory: load files, answer parsed queries, scan patterns.
//! Room `store`.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple,
};
use oxigraph::sparql::{
    BoundPreparedSparqlQuery, CancellationToken, QueryEvaluationError, QueryResults,
    SparqlEvaluator,
};
use oxigraph::store::Store;
use spargebra::{Query, SparqlParser};

use crate::core::iri::Prefixes;
use crate::core::table::Table;
use crate::query::admission::{self, Limits};
use crate::query::syntax::{self, SyntaxFault};
use crate::store::StoreError;
use crate::store::lines::LineByLine;
use crate::store::load::SourceFile;
use crate::store::serialize;

/// Quads that the parsing thread hands over at once, and how many times that it may be ahead.
const BATCH: usize = 512;
const BATCHES_AHEAD: usize = 16;
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
        let mut merged = self.merged();
        if *merged == Some(true) {
            self.store.clear_graph(GraphNameRef::DefaultGraph)?;
        }
        *merged = None;
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

    fn merged(&self) -> MutexGuard<'_, Option<bool>> {
        // A panic while it was held leaves a value that is either right or `None`.
        self.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Parses SPARQL 1.1 within `limits`, with the prefixes known without declaring them. `place`
/// goes in front of the message of an error: the file's name, say. Nothing else parses a query,
/// so none reaches the parser that was not admitted.
pub fn parse_query(
    text: &str,
    prefixes: &Prefixes,
    place: &str,
    limits: Limits,
) -> Result<Query, StoreError> {
    admission::admit(text, limits).map_err(|bound| StoreError::Admission {
        place: place.to_owned(),
        bound,
    })?;
    let parser = parser_with(prefixes, place)?;
    if let Ok(query) = parser.clone().parse_query(text) {
        return Ok(query);
    }
    let escaped = syntax::escape_dots(text);
    let attempt = escaped.as_deref().unwrap_or(text);
    if escaped.is_some()
        && let Ok(query) = parser.clone().parse_query(attempt)
    {
        return Ok(query);
    }
    let place = place.to_owned();
    if parser
        .clone()
        .parse_update(attempt)
        .is_ok_and(|update| !update.operations.is_empty())
    {
        return Err(StoreError::Update { place });
    }
    let parse = |text: &str| match parser.clone().parse_query(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    let fault = SyntaxFault::find(text, &parse);
    Err(StoreError::QuerySyntax { place, fault })
}

fn parser_with(prefixes: &Prefixes, place: &str) -> Result<SparqlParser, StoreError> {
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in prefixes.iter() {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|error| StoreError::Prefix {
                place: place.to_owned(),
                prefix: prefix.to_owned(),
                message: error.to_string(),
            })?;
    }
    Ok(parser)
}

/// Parses files one after the other and sends their quads in batches.
fn parse_all(
    files: &[(&SourceFile, &str)],
    loaded: &mut Loaded,
    sender: SyncSender<Vec<Quad>>,
) -> Result<(), StoreError> {
    let mut batch = Vec::with_capacity(BATCH);
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
            batch.push(quad);
            if batch.len() == BATCH {
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                // Nobody listens only where the other thread ended in an error of its own.
                if sender.send(full).is_err() {
                    return Ok(());
                }
            }
        }
    }
    let _ = sender.send(batch);
    Ok(())
}

/// The quads of a file, without a store.
pub fn read_quads(file: &SourceFile, graph: &str) -> Result<Vec<Quad>, StoreError> {
    let graph = file.declared_graph().unwrap_or(graph);
    let name = NamedNode::new(graph).map_or(GraphName::DefaultGraph, GraphName::NamedNode);
    let quads = parser(file)?
        .with_default_graph(name)
        .for_slice(&file.bytes);
    quads
        .map(|quad| quad.map_err(|error| syntax_error(file, error.into())))
        .collect()
}

fn parser(file: &SourceFile) -> Result<RdfParser, StoreError> {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    RdfParser::from_format(file.format)
        .with_base_iri(format!("file:///{plain}"))
        .map_err(|error| StoreError::SyntaxWithoutPlace {
            path: file.path.clone(),
            message: error.to_string(),
        })
}

fn syntax_error(file: &SourceFile, error: RdfParseError) -> StoreError {
    let path = file.path.clone();
    let message = error.to_string();
    match error {
        RdfParseError::Syntax(error) => match error.location() {
            Some(place) => StoreError::Syntax {
                path,
                line: place.start.line + 1,
                column: place.start.column + 1,
                message: without_place(&message).to_owned(),
            },
            None => match line_of_error(file) {
                Some(line) => StoreError::SyntaxOnLine {
                    path,
                    line,
                    message,
                },
                None => StoreError::SyntaxWithoutPlace { path, message },
            },
        },
        RdfParseError::Io(_) => StoreError::SyntaxWithoutPlace { path, message },
    }
}

/// The parser's message without the place that it begins with.
pub(crate) fn without_place(message: &str) -> &str {
    let place = message.strip_prefix("Parser error ");
    place
        .and_then(|rest| rest.split_once(": "))
        .map_or(message, |(_, problem)| problem)
}

/// The line up to which a parser came that names none: the file is read once more, line by line.
fn line_of_error(file: &SourceFile) -> Option<u64> {
    let (reader, line) = LineByLine::new(&file.bytes);
    let mut quads = parser(file).ok()?.for_reader(reader);
    quads.any(|quad| quad.is_err()).then(|| line.get())
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
