//! What the data say of a hierarchy beside its nodes: what kinds are called, and why a node
//! stands under a further parent.
//! Room `app`. RDF Schema 5.3.1 (reification); which property holds the reason, `lobgraaf.toml`
//! says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::names;
use crate::app::session::Session;
use crate::core::hierarchy::Hierarchy;
use crate::core::language::LocalizedText;
use crate::core::message;
use crate::core::vocabulary::{rdf, skos, skosxl};
use crate::render::MOST_LISTED;

/// What the data call the kinds of nodes and links: the label of class or property.
pub fn kinds(session: &Session, hierarchy: &Hierarchy) -> BTreeMap<String, String> {
    let nodes = hierarchy.nodes();
    let mut kinds: BTreeSet<&str> = nodes
        .filter_map(|node| hierarchy.concept(node).kind.as_deref())
        .collect();
    kinds.extend(
        hierarchy
            .links()
            .filter_map(|(.., link)| link.kind.as_deref()),
    );
    let name = |kind: &str| {
        let iri = session.project.prefixes.expand(kind)?;
        let label = names::label(&session.store, &iri, session.language).ok()?;
        label.or_else(|| known(kind).map(|key| message::text(session.language, key, &[])))
    };
    kinds
        .into_iter()
        .filter_map(|kind| Some((kind.to_owned(), name(kind)?)))
        .collect()
}

/// What terms of well-known vocabularies are called where the data do not say.
fn known(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "skos:Collection" | "skos:OrderedCollection" => "kind.collection",
        "skos:ConceptScheme" => "kind.scheme",
        "skos:Concept" => "kind.concept",
        "dct:subject" | "dcterms:subject" => "kind.subject",
        _ => return None,
    })
}

/// What nodes are also called (`skos:altLabel`, also as SKOS-XL): the names in the language that
/// serves best among those they have, in alphabetical order, each once.
pub fn other_names(
    session: &Session,
    hierarchy: &Hierarchy,
) -> Result<HashMap<NodeIndex, Vec<String>>, AppError> {
    let store = &session.store;
    let mut found: HashMap<NodeIndex, Vec<(u8, String)>> = HashMap::new();
    let mut add = |node, label: &Literal| {
        let rank = session.language.rank(label.language().unwrap_or(""));
        let names = found.entry(node).or_default();
        names.push((rank, label.value().to_owned()));
    };
    for property in [skos::ALT_LABEL, skosxl::ALT_LABEL] {
        for quad in store.matching(None, Some(property), None) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
                continue;
            };
            let Some(node) = hierarchy.find(subject.as_str()) else {
                continue;
            };
            let form = match &quad.object {
                Term::Literal(label) => {
                    add(node, label);
                    continue;
                }
                Term::NamedNode(form) => NamedOrBlankNode::from(form.clone()),
                Term::BlankNode(form) => NamedOrBlankNode::from(form.clone()),
            };
            for quad in store.matching(Some(&form), Some(skosxl::LITERAL_FORM), None) {
                if let Term::Literal(label) = &quad?.object {
                    add(node, label);
                }
            }
        }
    }
    let best = |mut names: Vec<(u8, String)>| {
        names.sort_unstable();
        names.dedup();
        let rank = names.first().map(|(rank, _)| *rank);
        let names = names.into_iter();
        names
            .take_while(|(other, _)| Some(*other) == rank)
            .map(|(_, name)| name)
            .collect()
    };
    Ok(found
        .into_iter()
        .map(|(node, names)| (node, best(names)))
        .collect())
}

/// Why nodes stand under parents that are not their first, by parent and node, where there are no
/// more extra parents than a table lists.
pub fn reasons(
    session: &Session,
    hierarchy: &Hierarchy,
) -> Result<BTreeMap<(NodeIndex, NodeIndex), String>, AppError> {
    let mut reasons = BTreeMap::new();
    let Some(property) = &session.project.config.statement.rationale else {
        return Ok(reasons);
    };
    let extra = hierarchy.nodes().flat_map(|node| {
        let others = hierarchy.parents_in_order(node).iter().skip(1);
        others.map(move |&parent| (parent, node))
    });
    let links: Vec<_> = extra.take(MOST_LISTED + 1).collect();
    if links.len() > MOST_LISTED {
        return Ok(reasons);
    }
    for (parent, node) in links {
        if let Some(reason) = reason(session, hierarchy, property, (parent, node))? {
            reasons.insert((parent, node), reason);
        }
    }
    Ok(reasons)
}

/// The reason of a statement that links the two, in either direction; of several the first.
fn reason(
    session: &Session,
    hierarchy: &Hierarchy,
    property: &str,
    (parent, node): (NodeIndex, NodeIndex),
) -> Result<Option<String>, AppError> {
    let store = &session.store;
    let term = |node| {
        let iri = &hierarchy.concept(node).iri;
        Some(Term::from(NamedNode::new(iri).ok()?))
    };
    let (Some(parent), Some(node)) = (term(parent), term(node)) else {
        return Ok(None);
    };
    let mut found = LocalizedText::default();
    let mut statements = Vec::new();
    for (subject, object) in [(&node, &parent), (&parent, &node)] {
        for quad in store.matching(None, Some(rdf::SUBJECT), Some(subject)) {
            let statement = quad?.subject;
            let links = store
                .matching(Some(&statement), Some(rdf::OBJECT), Some(object))
                .next()
                .transpose()?;
            if links.is_some() {
                statements.push(statement);
            }
        }
    }
    statements.sort_by_key(ToString::to_string);
    for quad in statements
        .first()
        .into_iter()
        .flat_map(|statement| store.matching(Some(statement), Some(property), None))
    {
        if let Term::Literal(text) = quad?.object {
            found.add(text.language().unwrap_or(""), text.value());
        }
    }
    Ok(found
        .pick(session.language)
        .map(|(text, _)| text.to_owned()))
}
