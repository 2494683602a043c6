//! Canonical N-Quads by RDFC-1.0 (<https://www.w3.org/TR/rdf-canon/>): the same text for
//! isomorphic datasets, sorted by code point. Room `store`; may use `core`.
//!
//! The work is done by `sophia_c14n`. The algorithm is exponential on graphs made to be hard
//! (section 7.1, dataset poisoning), so it gets a budget of hashes, a depth and a number of
//! permutations; a dataset beyond them is refused. The budget counts work, not time: the same
//! dataset is refused everywhere or nowhere. Long chains of look-alikes are already hard: a list
//! of 100 blank nodes takes under a second, one of 300 is beyond the budget.
//!
//! This is also the one place where Oxigraph's terms become sophia's.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::io;
use std::panic::resume_unwind;

use oxigraph::model::{
    BlankNode, BlankNodeRef, GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef,
};
use sophia::api::MownStr;
use sophia::api::quad::Spog;
use sophia::api::term::{BnodeId, IriRef, LanguageTag, SimpleTerm};
use sophia::c14n::C14nError;
use sophia::c14n::hash::{HashFunction, Sha256, Sha384};
use sophia::c14n::rdfc10::relabel_with;

use crate::core::message::{Message, Tell};
use crate::core::vocabulary::rdf::DIR_LANG_STRING;

/// Most blank nodes that the algorithm may step through in one line of descent.
const MOST_STEPS_DOWN: usize = 600;
/// Most blank nodes with the same neighbourhood that it may permute.
const MOST_PERMUTED: usize = 8;
/// Hashes that any dataset may cost, and what each blank node adds.
const HASHES: u64 = 400_000;
const HASHES_PER_BLANK_NODE: u64 = 20;
/// Room for [`MOST_STEPS_DOWN`] in a build without optimisation.
const STACK: usize = 64 * 1024 * 1024;

/// Why a dataset has no canonical form here.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum CanonicalError {
    /// The limits of this module, or those of the library, were reached.
    TooComplex { blank_nodes: usize },
    /// RDF 1.2 in the data.
    Rdf12 { term: String },
    /// The library refused the dataset for a reason of its own.
    Library { reason: String },
    /// The library ended without an answer.
    GaveUp,
    /// No thread could be started for the work.
    Thread(#[source] io::Error),
}

impl Tell for CanonicalError {
    fn message(&self) -> Message {
        match self {
            Self::TooComplex { blank_nodes } => {
                Message::new("canonical.too-complex").with("count", *blank_nodes)
            }
            Self::Rdf12 { term } => Message::new("canonical.rdf12").with("term", term),
            Self::Library { reason } => Message::new("canonical.library").with("text", reason),
            Self::GaveUp => Message::new("canonical.gave-up"),
            Self::Thread(source) => {
                Message::new("canonical.thread").with("cause", source.message())
            }
        }
    }
}

/// The hash function; RDFC-1.0 takes SHA-256 unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HashAlgorithm {
    #[default]
    Sha256,
    Sha384,
}

/// A dataset in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The N-Quads, one a line, sorted, without repeats.
    pub nquads: String,
    /// The canonical label of each blank node, by its label in the input.
    pub labels: BTreeMap<String, String>,
}

/// The canonical N-Quads of a dataset.
///
/// ```
/// use lobgraaf::store::canonical::canonical_nquads;
/// use oxigraph::model::{BlankNode, GraphName, NamedNode, Quad};
///
/// let quad = Quad::new(
///     BlankNode::default(),
///     NamedNode::new("http://example.com/p")?,
///     NamedNode::new("http://example.com/o")?,
///     GraphName::DefaultGraph,
/// );
/// assert_eq!(
///     canonical_nquads([&quad])?,
///     "_:c14n0 <http://example.com/p> <http://example.com/o> .\n"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn canonical_nquads<'a, Q: Into<QuadRef<'a>>>(
    quads: impl IntoIterator<Item = Q>,
) -> Result<String, CanonicalError> {
    Ok(canonicalize(quads, HashAlgorithm::default())?.nquads)
}

/// The canonical form of a dataset, with the labels that were given.
pub fn canonicalize<'a, Q: Into<QuadRef<'a>>>(
    quads: impl IntoIterator<Item = Q>,
    algorithm: HashAlgorithm,
) -> Result<Canonical, CanonicalError> {
    let quads: Vec<QuadRef<'a>> = quads.into_iter().map(Into::into).collect();
    let labels = match algorithm {
        HashAlgorithm::Sha256 => labels::<Sha256>(&quads)?,
        HashAlgorithm::Sha384 => labels::<Sha384>(&quads)?,
    };
    let lines: BTreeSet<String> = quads.iter().map(|quad| line(*quad, &labels)).collect();
    Ok(Canonical {
        nquads: lines.into_iter().collect(),
        labels,
    })
}

/// One line of canonical N-Quads. Oxigraph writes terms in canonical form.
fn line(quad: QuadRef<'_>, labels: &BTreeMap<String, String>) -> String {
    let label = |node: BlankNodeRef<'_>| {
        labels
            .get(node.as_str())
            .map_or_else(|| node.into_owned(), BlankNode::new_unchecked)
    };
    let subject = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(node) => label(node).to_string(),
        other => other.to_string(),
    };
    let object = match quad.object {
        TermRef::BlankNode(node) => label(node).to_string(),
        other => other.to_string(),
    };
    let predicate = quad.predicate;
    match quad.graph_name {
        GraphNameRef::DefaultGraph => format!("{subject} {predicate} {object} .\n"),
        GraphNameRef::BlankNode(node) => {
            format!("{subject} {predicate} {object} {} .\n", label(node))
        }
        GraphNameRef::NamedNode(node) => format!("{subject} {predicate} {object} {node} .\n"),
    }
}

/// The canonical labels, computed on a thread with a stack of its own.
fn labels<H: HashFunction>(
    quads: &[QuadRef<'_>],
) -> Result<BTreeMap<String, String>, CanonicalError> {
    let (dataset, blank_nodes) = blank_part(quads)?;
    if blank_nodes == 0 {
        return Ok(BTreeMap::new());
    }
    let work = || -> Result<BTreeMap<String, String>, C14nError<Infallible>> {
        let budget = HASHES + HASHES_PER_BLANK_NODE * blank_nodes as u64;
        HASHES_LEFT.with(|left| left.set(budget));
        // The library multiplies this by the number of blank nodes; `as` may round, not overflow.
        let depth = (MOST_STEPS_DOWN as f32 / blank_nodes as f32).min(1.0);
        let (_, labels) = relabel_with::<Budgeted<H>, _>(&dataset, depth, MOST_PERMUTED)?;
        Ok(labels
            .iter()
            .map(|(old, new)| (old.to_string(), new.as_str().to_owned()))
            .collect())
    };
    let outcome = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map(|thread| thread.join())
    })
    .map_err(CanonicalError::Thread)?;
    match outcome {
        Ok(Ok(labels)) => Ok(labels),
        Ok(Err(C14nError::ToxicGraph(_))) => Err(CanonicalError::TooComplex { blank_nodes }),
        Ok(Err(other)) => Err(CanonicalError::Library {
            reason: other.to_string(),
        }),
        Err(payload) if payload.is::<OutOfHashes>() => {
            Err(CanonicalError::TooComplex { blank_nodes })
        }
        Err(_) => Err(CanonicalError::GaveUp),
    }
}

/// The quads that say something of a blank node, which alone decide the labels, and the number of
/// blank nodes in them.
fn blank_part<'a>(
    quads: &[QuadRef<'a>],
) -> Result<(BTreeSet<Spog<SimpleTerm<'a>>>, usize), CanonicalError> {
    let mut dataset = BTreeSet::new();
    let mut nodes = BTreeSet::new();
    for quad in quads {
        let sophia = sophia_quad(*quad)?;
        let mut blank = false;
        for term in sophia.0.iter().chain(&sophia.1) {
            if let SimpleTerm::BlankNode(label) = term {
                nodes.insert(label.as_str().to_owned());
                blank = true;
            }
        }
        if blank {
            dataset.insert(sophia);
        }
    }
    Ok((dataset, nodes.len()))
}

/// An Oxigraph quad as sophia sees it.
pub fn sophia_quad<'a>(
    quad: impl Into<QuadRef<'a>>,
) -> Result<Spog<SimpleTerm<'a>>, CanonicalError> {
    let quad = quad.into();
    let subject = sophia_term(TermRef::from(quad.subject))?;
    let predicate = sophia_term(TermRef::from(quad.predicate))?;
    let object = sophia_term(quad.object)?;
    let graph = match quad.graph_name {
        GraphNameRef::DefaultGraph => None,
        GraphNameRef::NamedNode(node) => Some(sophia_term(TermRef::from(node))?),
        GraphNameRef::BlankNode(node) => Some(sophia_term(TermRef::from(node))?),
    };
    Ok(([subject, predicate, object], graph))
}

/// An Oxigraph term as sophia sees it; only those of RDF 1.2 have no counterpart.
pub fn sophia_term<'a>(term: impl Into<TermRef<'a>>) -> Result<SimpleTerm<'a>, CanonicalError> {
    let text = |text: &'a str| MownStr::from(text);
    let term = term.into();
    Ok(match term {
        TermRef::NamedNode(node) => SimpleTerm::Iri(IriRef::new_unchecked(text(node.as_str()))),
        TermRef::BlankNode(node) => {
            SimpleTerm::BlankNode(BnodeId::new_unchecked(text(node.as_str())))
        }
        TermRef::Literal(literal) if literal.datatype().as_str() != DIR_LANG_STRING => {
            match literal.language() {
                Some(tag) => SimpleTerm::LiteralLanguage(
                    text(literal.value()),
                    LanguageTag::new_unchecked(text(tag)),
                    None,
                ),
                None => SimpleTerm::LiteralDatatype(
                    text(literal.value()),
                    IriRef::new_unchecked(text(literal.datatype().as_str())),
                ),
            }
        }
        other => {
            return Err(CanonicalError::Rdf12 {
                term: other.to_string(),
            });
        }
    })
}

thread_local! {
    /// What is left of the budget of the dataset that this thread works on.
    static HASHES_LEFT: Cell<u64> = const { Cell::new(0) };
}

/// What unwinds the thread of [`labels`] when the budget is spent: the library cannot be told to
/// stop otherwise.
struct OutOfHashes;

/// A hash function that counts.
struct Budgeted<H>(H);

impl<H: HashFunction> HashFunction for Budgeted<H> {
    type Output = H::Output;

    fn initialize() -> Self {
        HASHES_LEFT.with(|left| match left.get() {
            0 => resume_unwind(Box::new(OutOfHashes)),
            some => left.set(some - 1),
        });
        Self(H::initialize())
    }

    fn update(&mut self, data: impl AsRef<[u8]>) {
        self.0.update(data);
    }

    fn finalize(self) -> Self::Output {
        self.0.finalize()
    }
}
