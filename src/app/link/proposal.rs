//! Suggestions → a mapping set: a row a candidate, by a tool, for a person to decide on.
//! Room `app`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::app::link::vocabulary::unnamed;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::matching::entry::About;
use crate::core::matching::suggestion::{Candidate, Concept, Suggestion, Suggestions};
use crate::core::sssom::sides::UNNAMED;
use crate::core::sssom::{CurieMap, Mapping, MappingSet, Slot, json, write};
use crate::core::vocabulary::{semapv, skos, sssom};
use crate::render::suggestions::reasons;

/// Formats of suggestions as SSSOM, with the endings of files that mean them: TSV and JSON.
pub const FORMATS: [(&str, &[&str]); 2] =
    [("sssom", &["sssom.tsv"]), ("sssom.json", &["sssom.json"])];

/// Writes a set of suggestions in one of [`FORMATS`], so that decisions may be added to it.
pub fn write(set: &MappingSet, format: &str) -> String {
    match format {
        "sssom.json" => json::write_to_add_to(set),
        _ => write::tsv_with_columns(set, &write::OF_DECISIONS),
    }
}

/// The suggestions as rows. Where nothing fits, a row says so.
pub fn mapping_set(project: &Project, found: &Suggestions, language: Language) -> MappingSet {
    let mut mappings = Vec::new();
    for suggestion in &found.concepts {
        rows(suggestion, found.one_to_one, language, &mut mappings);
    }
    let first = found.to.first().map(Path::new);
    set_of(project, mappings, &found.source, first)
}

/// A set of unsigned rows that lead to one vocabulary; `first` is a file of it, by which it goes
/// where nobody gave it a name.
pub fn set_of(
    project: &Project,
    mappings: Vec<Mapping>,
    vocabulary: &About,
    first: Option<&Path>,
) -> MappingSet {
    let mut set = MappingSet {
        mappings,
        ..MappingSet::default()
    };
    let source = match vocabulary.iri.as_str() {
        "" => unnamed(first),
        iri => iri.to_owned(),
    };
    for (slot, value) in [
        (Slot::SssomVersion, "1.1"),
        (Slot::MappingSetId, &format!("{source}-suggestions")),
        (Slot::License, sssom::LICENSE_UNSPECIFIED),
        (Slot::ObjectSource, &source),
        (Slot::ObjectSourceVersion, &vocabulary.version),
    ] {
        set.about.set(slot, value);
    }
    for mapping in &mut set.mappings {
        mapping.slots.set(Slot::ObjectSource, source.as_str());
        let version = vocabulary.version.as_str();
        mapping.slots.set(Slot::ObjectSourceVersion, version);
        sign(mapping, project);
    }
    set.prefixes = prefixes(project, &set);
    set
}

fn rows(
    suggestion: &Suggestion,
    one_to_one: bool,
    language: Language,
    mappings: &mut Vec<Mapping>,
) {
    let subject = &suggestion.concept;
    let fitting = suggestion.candidates.iter().filter(|one| one.above_floor);
    mappings.extend(fitting.map(|candidate| row(subject, candidate, language)));
    // A pairing leaves out more than what does not fit.
    if suggestion.nothing_fits && !one_to_one {
        let mut mapping = start(subject, language);
        mapping.slots.set(Slot::PredicateId, skos::EXACT_MATCH);
        mapping.slots.set(Slot::ObjectId, sssom::NO_TERM_FOUND);
        mappings.push(mapping);
    }
}

fn start(subject: &Concept, language: Language) -> Mapping {
    let mut mapping = Mapping::default();
    mapping.slots.set(Slot::SubjectId, subject.iri.as_str());
    mapping
        .slots
        .set(Slot::SubjectLabel, label(subject, language));
    let how = semapv::COMPOSITE_MATCHING;
    mapping.slots.set(Slot::MappingJustification, how);
    mapping
}

/// Says which tool made a row, and on which day.
pub fn sign(row: &mut Mapping, project: &Project) {
    for (slot, value) in [
        (Slot::MappingTool, env!("CARGO_PKG_NAME")),
        (Slot::MappingToolVersion, env!("CARGO_PKG_VERSION")),
        (Slot::MappingDate, &project.config.date),
    ] {
        row.slots.set(slot, value);
    }
}

/// A candidate as a row, unsigned.
pub fn row(subject: &Concept, candidate: &Candidate, language: Language) -> Mapping {
    let mut mapping = start(subject, language);
    let object = &candidate.concept;
    let slots = &mut mapping.slots;
    slots.set(Slot::PredicateId, candidate.relation.property());
    slots.set(Slot::ObjectId, object.iri.as_str());
    slots.set(Slot::ObjectLabel, label(object, language));
    slots.set(Slot::SimilarityScore, candidate.score.clamp(0.0, 1.0));
    let met: BTreeSet<String> = candidate.met.iter().map(|met| met.label.clone()).collect();
    slots.set(Slot::MatchString, met.into_iter().collect::<Vec<_>>());
    slots.set(Slot::Confidence, candidate.score.clamp(0.0, 1.0));
    slots.set(Slot::Comment, reasons(candidate, language).join(". "));
    mapping
}

/// A label in that language, else in another; nothing where there is none.
pub fn label(concept: &Concept, language: Language) -> &str {
    let labels = concept.labels.iter();
    let best = labels.min_by_key(|(tag, _)| language.rank(tag));
    best.map_or("", |(_, label)| label)
}

/// The prefixes of the project, and one for each other namespace: in SSSOM every name is short.
fn prefixes(project: &Project, set: &MappingSet) -> CurieMap {
    let mut prefixes = CurieMap::default();
    for (prefix, namespace) in project.prefixes.iter() {
        prefixes.insert(prefix, namespace);
    }
    prefixes.insert("vocabulary", UNNAMED);
    let iris = set.mappings.iter().flat_map(|mapping| {
        let ids = [Slot::SubjectId, Slot::ObjectId, Slot::ObjectSource];
        ids.into_iter().filter_map(|slot| mapping.slots.text(slot))
    });
    prefixes.name_all_short(iris);
    prefixes
}
