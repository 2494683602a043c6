//! Concepts that nobody looked at, for each vocabulary.
//! Room `app`. Which concepts, the project says: `[linked]` in its configuration.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use crate::app::link::check::{LinkData, Links, rules};
use crate::app::project::Project;
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::sssom::Mapping;
use crate::core::vocabulary::{owl, rdf, skos};
use crate::store::memory::GraphStore;

/// Tells of each concept without a row by a person in a set.
pub fn examine(
    data: &LinkData<'_>,
    _: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let concepts = concepts(data.project, data.store);
    for file in data.files.iter().filter(|file| file.is_valid) {
        let by_person = |mapping: &&Mapping| mapping.is_by_person();
        let rows = file.set.mappings.iter().filter(by_person);
        let looked_at: BTreeSet<_> = rows.map(Mapping::subject).collect();
        // Links of somebody else leave the project's concepts aside on purpose.
        if !concepts.iter().any(|iri| looked_at.contains(iri.as_str())) {
            continue;
        }
        let name = file.name();
        let values = [("name", name.as_str())];
        for concept in concepts
            .iter()
            .filter(|iri| !looked_at.contains(iri.as_str()))
        {
            let mut finding = rules::COVERAGE.finding(language, &values);
            finding.focus = Some(concept.clone());
            finding.file = Some(file.path.clone());
            findings.push(finding);
        }
    }
}

/// The concepts that the project wants to be linked, the deprecated aside; IRIs, sorted.
pub fn concepts(project: &Project, store: &GraphStore) -> BTreeSet<String> {
    let linked = &project.config.linked;
    let by_class = linked.classes.iter().map(|class| (rdf::TYPE, class));
    let by_scheme = linked
        .schemes
        .iter()
        .map(|scheme| (skos::IN_SCHEME, scheme));
    let mut concepts = BTreeSet::new();
    for (property, group) in by_class.chain(by_scheme) {
        let Ok(group) = NamedNode::new(group.as_str()) else {
            continue;
        };
        let group = Term::from(group);
        for quad in store.matching(None, Some(property), Some(&group)).flatten() {
            if let NamedOrBlankNode::NamedNode(name) = &quad.subject
                && !is_deprecated(store, &quad.subject)
            {
                concepts.insert(name.as_str().to_owned());
            }
        }
    }
    concepts
}

fn is_deprecated(store: &GraphStore, subject: &NamedOrBlankNode) -> bool {
    let mut said = store
        .matching(Some(subject), Some(owl::DEPRECATED), None)
        .flatten();
    said.any(|quad| matches!(quad.object, Term::Literal(value) if value.value() == "true"))
}
