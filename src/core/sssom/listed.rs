//! The texts of SSSOM's fixed lists that stand for an IRI (schema, `meaning` of each value).
//! Room `core`.

use crate::core::vocabulary::{owl, rdf, rdfs, skos, sssom};

/// The IRI that the schema gives a text; `None` where it gives none.
pub fn meaning(text: &str) -> Option<&'static str> {
    Some(match text {
        "owl class" => owl::CLASS,
        "owl object property" => owl::OBJECT_PROPERTY,
        "owl data property" => owl::DATA_PROPERTY,
        "owl annotation property" => owl::ANNOTATION_PROPERTY,
        "owl named individual" => owl::NAMED_INDIVIDUAL,
        "skos concept" => skos::CONCEPT,
        "rdfs resource" => rdfs::RESOURCE,
        "rdfs class" => rdfs::CLASS,
        "rdfs literal" => rdfs::LITERAL,
        "rdfs datatype" => rdfs::DATATYPE,
        "rdf property" => rdf::PROPERTY,
        "composed entity expression" => sssom::COMPOSED_ENTITY,
        "Not" => sssom::NEGATED_PREDICATE,
        _ => return None,
    })
}
