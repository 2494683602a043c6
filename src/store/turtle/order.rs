//! What comes before what: the fixed order of predicates and of kinds of subjects.
//! Room `store`; may use `core`.

use std::collections::HashMap;
use std::sync::LazyLock;

use oxigraph::model::vocab::rdf;

use crate::core::vocabulary::WELL_KNOWN_PREFIXES;

/// Predicates in the order in which a block has them: what it is, what it is called, what that
/// means, where it comes from, how it is connected. All others follow, by their written form.
const PREDICATES: &str = "
    rdf:type
    skos:notation dct:identifier
    dct:title rdfs:label foaf:name sh:name
    skos:prefLabel skos:altLabel skos:hiddenLabel
    skos:definition rdfs:comment dct:description sh:description
    skos:scopeNote skos:example skos:note
    skos:editorialNote skos:historyNote skos:changeNote
    dct:created dct:issued dct:modified
    dct:creator dct:contributor dct:publisher dct:source dct:license dct:rights
    prov:wasAttributedTo
    owl:versionIRI owl:versionInfo owl:deprecated dct:replaces dct:isReplacedBy
    rdf:subject rdf:predicate rdf:object
    rdf:first rdf:rest
    rdfs:subClassOf owl:equivalentClass owl:disjointWith
    rdfs:subPropertyOf owl:equivalentProperty owl:inverseOf
    rdfs:domain rdfs:range
    owl:onProperty
    sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf
    sh:path sh:severity sh:message
    skos:broader skos:narrower skos:related
    skos:broaderTransitive skos:narrowerTransitive
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
    skos:topConceptOf skos:inScheme skos:hasTopConcept
    skos:member skos:memberList
    dct:isPartOf dct:hasPart dct:subject
    rdfs:isDefinedBy rdfs:seeAlso
";

/// Kinds of subjects whose blocks open a file.
const SUBJECTS: &str = "owl:Ontology skos:ConceptScheme";

fn ranks(names: &str) -> HashMap<String, usize> {
    let iri = |name: &str| {
        let (prefix, local) = name.split_once(':')?;
        let (_, namespace) = WELL_KNOWN_PREFIXES
            .iter()
            .find(|(known, _)| *known == prefix)?;
        Some(format!("{namespace}{local}"))
    };
    names
        .split_whitespace()
        .filter_map(iri)
        .enumerate()
        .map(|(rank, iri)| (iri, rank))
        .collect()
}

/// The place of a predicate in the fixed order; all that are not in it share the last one.
pub(super) fn predicate_rank(iri: &str) -> usize {
    static RANKS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| ranks(PREDICATES));
    RANKS.get(iri).copied().unwrap_or(usize::MAX)
}

/// The place of a kind of subject: ontologies, then concept schemes, then everything else.
pub(super) fn class_rank(iri: &str) -> usize {
    static RANKS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| ranks(SUBJECTS));
    RANKS.get(iri).copied().unwrap_or(usize::MAX)
}

/// Whether a predicate is written `a`.
pub(super) fn is_type(predicate: &str) -> bool {
    predicate == rdf::TYPE.as_str()
}
