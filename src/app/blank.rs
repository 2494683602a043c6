//! Stable names for blank nodes. Their ids differ at every load; what is shown of them must not.
//! Room `app`. Names come from labels where these tell the nodes apart, else from the canonical
//! form of the data (RDFC-1.0), which has a budget.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::core::finding::Finding;
use crate::core::vocabulary::{rdf, skos};
use crate::store::canonical::{self, HashAlgorithm};
use crate::store::memory::GraphStore;

/// Properties whose subjects and objects are concepts or schemes.
const BETWEEN_CONCEPTS: [&str; 13] = [
    skos::BROADER,
    skos::NARROWER,
    skos::BROADER_TRANSITIVE,
    skos::NARROWER_TRANSITIVE,
    skos::BROAD_MATCH,
    skos::NARROW_MATCH,
    skos::RELATED,
    skos::RELATED_MATCH,
    skos::TOP_CONCEPT_OF,
    skos::HAS_TOP_CONCEPT,
    skos::IN_SCHEME,
    skos::PREF_LABEL,
    rdf::TYPE,
];

/// Names for the blank nodes among the concepts of a store.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ConceptNames {
    /// Names without `_:`, by the id in the store.
    pub names: BTreeMap<String, String>,
    /// How many of them may be called otherwise at the next load: they are too alike to be told
    /// apart.
    pub unstable: usize,
}

/// Names the blank nodes that are concepts or schemes `b1`, `b2` …, in the order of their labels.
pub fn concept_names(store: &GraphStore) -> Result<ConceptNames, AppError> {
    if !store.has_blank_nodes() {
        return Ok(ConceptNames::default());
    }
    let labels = concept_labels(store)?;
    let mut of_label: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.values() {
        *of_label.entry(label).or_default() += 1;
    }
    let alike: usize = of_label.values().filter(|&&count| count > 1).sum();
    let canonical = match alike {
        0 => None,
        _ => canonical_numbers(store)?,
    };
    let unstable = if canonical.is_some() { 0 } else { alike };
    let number = |id: &str| canonical.as_ref().and_then(|all| all.get(id)).copied();
    let mut nodes: Vec<_> = labels.iter().collect();
    nodes.sort_by_key(|(id, label)| (*label, number(id), *id));
    let names = nodes.into_iter().enumerate();
    let names = names.map(|(place, (id, _))| (id.clone(), format!("b{}", place + 1)));
    Ok(ConceptNames {
        names: names.collect(),
        unstable,
    })
}

/// The blank nodes among the concepts, with their preferred labels as one text.
fn concept_labels(store: &GraphStore) -> Result<BTreeMap<String, String>, AppError> {
    let mut labels: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for property in BETWEEN_CONCEPTS {
        for quad in store.matching(None, Some(property), None) {
            let quad = quad?;
            if property == rdf::TYPE && !is_concept_class(&quad.object) {
                continue;
            }
            if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
                let known = labels.entry(node.as_str().to_owned()).or_default();
                if let (skos::PREF_LABEL, Term::Literal(label)) = (property, &quad.object) {
                    known.insert(label.to_string());
                }
            }
            if let (true, Term::BlankNode(node)) = (property != skos::PREF_LABEL, &quad.object) {
                labels.entry(node.as_str().to_owned()).or_default();
            }
        }
    }
    let joined = labels
        .into_iter()
        .map(|(id, labels)| (id, labels.into_iter().collect::<String>()));
    Ok(joined.collect())
}

fn is_concept_class(class: &Term) -> bool {
    let Term::NamedNode(class) = class else {
        return false;
    };
    [skos::CONCEPT, skos::CONCEPT_SCHEME].contains(&class.as_str())
}

/// The place of each blank node in the canonical form; `None` for data too hard for it.
fn canonical_numbers(store: &GraphStore) -> Result<Option<BTreeMap<String, usize>>, AppError> {
    let quads = store.quads()?;
    let Ok(canonical) = canonical::canonicalize(&quads, HashAlgorithm::default()) else {
        return Ok(None);
    };
    let mut nodes: Vec<_> = canonical.labels.into_iter().collect();
    // Labels end in a number: the shorter comes first.
    nodes.sort_by(|(_, a), (_, b)| (a.len(), a).cmp(&(b.len(), b)));
    let places = nodes.into_iter().enumerate();
    Ok(Some(places.map(|(place, (id, _))| (id, place)).collect()))
}

/// Gives the blank nodes in findings that are not among `known` names stable ones; how many
/// could not be given one.
pub fn rename_in_findings(
    store: &GraphStore,
    known: &ConceptNames,
    findings: &mut [Finding],
) -> Result<usize, AppError> {
    let known: BTreeSet<&String> = known.names.values().collect();
    let mut unnamed: BTreeSet<String> = BTreeSet::new();
    for finding in &*findings {
        let terms = [&finding.focus, &finding.value].into_iter().flatten();
        let ids = terms.filter_map(|term| term.strip_prefix("_:").map(str::to_owned));
        unnamed.extend(ids.filter(|id| !known.contains(id)));
    }
    if unnamed.is_empty() {
        return Ok(0);
    }
    let Some(numbers) = canonical_numbers(store)? else {
        return Ok(unnamed.len());
    };
    for finding in findings {
        for id in [&finding.focus, &finding.value].map(|term| {
            let id = term.as_deref()?.strip_prefix("_:")?;
            unnamed.contains(id).then(|| id.to_owned())
        }) {
            let Some(id) = id else { continue };
            let Some(number) = numbers.get(&id) else {
                continue;
            };
            let (old, new) = (format!("_:{id}"), format!("_:c14n{number}"));
            let optional = [&mut finding.focus, &mut finding.value, &mut finding.remedy];
            for text in optional.into_iter().flatten() {
                *text = text.replace(&old, &new);
            }
            finding.message = finding.message.replace(&old, &new);
        }
    }
    Ok(0)
}
