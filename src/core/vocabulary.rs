//! IRIs of public standards; the only file that writes them out.
//! Room `core`.

/// RDF 1.1 Concepts and Semantics.
pub mod rdf {
    pub const NAMESPACE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    pub const VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
    pub const PROPERTY: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property";
    pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    pub const LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
    /// RDF 1.2: a text with a language and a writing direction.
    pub const DIR_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString";
    pub const SUBJECT: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
    pub const OBJECT: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object";
    pub const PREDICATE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate";
    pub const FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
    pub const NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
    pub const REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
}

/// XML Schema datatypes.
pub mod xsd {
    pub const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema#";
    pub const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
    pub const DATE_TIME: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
    pub const G_YEAR: &str = "http://www.w3.org/2001/XMLSchema#gYear";
    pub const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    pub const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
    pub const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
}

/// RDF Schema 1.1.
pub mod rdfs {
    pub const RESOURCE: &str = "http://www.w3.org/2000/01/rdf-schema#Resource";
    pub const LITERAL: &str = "http://www.w3.org/2000/01/rdf-schema#Literal";
    pub const DATATYPE: &str = "http://www.w3.org/2000/01/rdf-schema#Datatype";
    pub const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";
    pub const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
    pub const SUB_CLASS_OF: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
    pub const CLASS: &str = "http://www.w3.org/2000/01/rdf-schema#Class";
}

/// OWL 2.
pub mod owl {
    pub const NAMESPACE: &str = "http://www.w3.org/2002/07/owl#";
    pub const AXIOM: &str = "http://www.w3.org/2002/07/owl#Axiom";
    pub const OBJECT_PROPERTY: &str = "http://www.w3.org/2002/07/owl#ObjectProperty";
    pub const DATA_PROPERTY: &str = "http://www.w3.org/2002/07/owl#DataProperty";
    pub const ANNOTATION_PROPERTY: &str = "http://www.w3.org/2002/07/owl#AnnotationProperty";
    pub const NAMED_INDIVIDUAL: &str = "http://www.w3.org/2002/07/owl#NamedIndividual";
    pub const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
    pub const INVERSE_OF: &str = "http://www.w3.org/2002/07/owl#inverseOf";
    pub const CLASS: &str = "http://www.w3.org/2002/07/owl#Class";
    pub const ONTOLOGY: &str = "http://www.w3.org/2002/07/owl#Ontology";
    pub const RESTRICTION: &str = "http://www.w3.org/2002/07/owl#Restriction";
    pub const SOME_VALUES_FROM: &str = "http://www.w3.org/2002/07/owl#someValuesFrom";
    pub const VERSION_INFO: &str = "http://www.w3.org/2002/07/owl#versionInfo";
}

/// SKOS Reference.
pub mod skos {
    pub const SCOPE_NOTE: &str = "http://www.w3.org/2004/02/skos/core#scopeNote";
    pub const NOTE: &str = "http://www.w3.org/2004/02/skos/core#note";
    pub const PREF_LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
    pub const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
    pub const HIDDEN_LABEL: &str = "http://www.w3.org/2004/02/skos/core#hiddenLabel";
    pub const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
    pub const DEFINITION: &str = "http://www.w3.org/2004/02/skos/core#definition";
    pub const CONCEPT: &str = "http://www.w3.org/2004/02/skos/core#Concept";
    pub const CONCEPT_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#ConceptScheme";
    pub const BROADER: &str = "http://www.w3.org/2004/02/skos/core#broader";
    pub const NARROWER: &str = "http://www.w3.org/2004/02/skos/core#narrower";
    pub const RELATED: &str = "http://www.w3.org/2004/02/skos/core#related";
    pub const BROADER_TRANSITIVE: &str = "http://www.w3.org/2004/02/skos/core#broaderTransitive";
    pub const NARROWER_TRANSITIVE: &str = "http://www.w3.org/2004/02/skos/core#narrowerTransitive";
    pub const EXACT_MATCH: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";
    pub const CLOSE_MATCH: &str = "http://www.w3.org/2004/02/skos/core#closeMatch";
    pub const BROAD_MATCH: &str = "http://www.w3.org/2004/02/skos/core#broadMatch";
    pub const NARROW_MATCH: &str = "http://www.w3.org/2004/02/skos/core#narrowMatch";
    pub const RELATED_MATCH: &str = "http://www.w3.org/2004/02/skos/core#relatedMatch";
    pub const TOP_CONCEPT_OF: &str = "http://www.w3.org/2004/02/skos/core#topConceptOf";
    pub const HAS_TOP_CONCEPT: &str = "http://www.w3.org/2004/02/skos/core#hasTopConcept";
    pub const IN_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";
    pub const COLLECTION: &str = "http://www.w3.org/2004/02/skos/core#Collection";
    pub const ORDERED_COLLECTION: &str = "http://www.w3.org/2004/02/skos/core#OrderedCollection";
    pub const MEMBER: &str = "http://www.w3.org/2004/02/skos/core#member";
}

/// Shapes Constraint Language (SHACL).
pub mod sh {
    pub const PATH: &str = "http://www.w3.org/ns/shacl#path";
    pub const PROPERTY: &str = "http://www.w3.org/ns/shacl#property";
    pub const NAMESPACE: &str = "http://www.w3.org/ns/shacl#";
    pub const NODE_SHAPE: &str = "http://www.w3.org/ns/shacl#NodeShape";
    pub const PROPERTY_SHAPE: &str = "http://www.w3.org/ns/shacl#PropertyShape";
    pub const MESSAGE: &str = "http://www.w3.org/ns/shacl#message";
    pub const SEVERITY: &str = "http://www.w3.org/ns/shacl#severity";
    pub const NAME: &str = "http://www.w3.org/ns/shacl#name";
    pub const DESCRIPTION: &str = "http://www.w3.org/ns/shacl#description";
    pub const SELECT: &str = "http://www.w3.org/ns/shacl#select";
    pub const ASK: &str = "http://www.w3.org/ns/shacl#ask";
    pub const CONSTRUCT: &str = "http://www.w3.org/ns/shacl#construct";
    pub const UPDATE: &str = "http://www.w3.org/ns/shacl#update";
    pub const UNIQUE_LANG: &str = "http://www.w3.org/ns/shacl#uniqueLang";
    pub const INVERSE_PATH: &str = "http://www.w3.org/ns/shacl#inversePath";
    pub const ALTERNATIVE_PATH: &str = "http://www.w3.org/ns/shacl#alternativePath";
    pub const ZERO_OR_MORE_PATH: &str = "http://www.w3.org/ns/shacl#zeroOrMorePath";
    pub const ONE_OR_MORE_PATH: &str = "http://www.w3.org/ns/shacl#oneOrMorePath";
    pub const ZERO_OR_ONE_PATH: &str = "http://www.w3.org/ns/shacl#zeroOrOnePath";
    pub const WARNING: &str = "http://www.w3.org/ns/shacl#Warning";
    pub const INFO: &str = "http://www.w3.org/ns/shacl#Info";
    pub const SPARQL_COMPONENT: &str = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent";

    /// The parameter of one of SHACL's own constraint components: `minCount` for
    /// `sh:MinCountConstraintComponent`; `None` for a component of somebody else.
    pub fn core_component(component: &str) -> Option<String> {
        let name = component
            .strip_prefix(NAMESPACE)?
            .strip_suffix("ConstraintComponent")?;
        let mut letters = name.chars();
        let first = letters.next()?.to_ascii_lowercase();
        Some(first.to_string() + letters.as_str())
    }
}

/// SKOS eXtension for Labels.
pub mod skosxl {
    pub const PREF_LABEL: &str = "http://www.w3.org/2008/05/skos-xl#prefLabel";
    pub const ALT_LABEL: &str = "http://www.w3.org/2008/05/skos-xl#altLabel";
    pub const HIDDEN_LABEL: &str = "http://www.w3.org/2008/05/skos-xl#hiddenLabel";
    pub const LABEL: &str = "http://www.w3.org/2008/05/skos-xl#Label";
    pub const LITERAL_FORM: &str = "http://www.w3.org/2008/05/skos-xl#literalForm";
}

/// The vocabulary of the Open Biological Ontologies' own format, as OWL.
pub mod obo {
    pub const EXACT_SYNONYM: &str = "http://www.geneontology.org/formats/oboInOwl#hasExactSynonym";
    pub const RELATED_SYNONYM: &str =
        "http://www.geneontology.org/formats/oboInOwl#hasRelatedSynonym";
    pub const NARROW_SYNONYM: &str =
        "http://www.geneontology.org/formats/oboInOwl#hasNarrowSynonym";
    pub const BROAD_SYNONYM: &str = "http://www.geneontology.org/formats/oboInOwl#hasBroadSynonym";
    pub const DEFINITION: &str = "http://www.geneontology.org/formats/oboInOwl#hasDefinition";
    pub const CONSIDER: &str = "http://www.geneontology.org/formats/oboInOwl#consider";
}

/// The Information Artifact Ontology.
pub mod iao {
    pub const DEFINITION: &str = "http://purl.obolibrary.org/obo/IAO_0000115";
    pub const ALTERNATIVE_TERM: &str = "http://purl.obolibrary.org/obo/IAO_0000118";
    pub const REPLACED_BY: &str = "http://purl.obolibrary.org/obo/IAO_0100001";
}

/// PROV-O.
pub mod prov {
    pub const NAMESPACE: &str = "http://www.w3.org/ns/prov#";
    pub const GENERATED_AT_TIME: &str = "http://www.w3.org/ns/prov#generatedAtTime";
    pub const INVALIDATED_AT_TIME: &str = "http://www.w3.org/ns/prov#invalidatedAtTime";
    pub const WAS_REVISION_OF: &str = "http://www.w3.org/ns/prov#wasRevisionOf";
    pub const HAD_PRIMARY_SOURCE: &str = "http://www.w3.org/ns/prov#hadPrimarySource";
    pub const WAS_ATTRIBUTED_TO: &str = "http://www.w3.org/ns/prov#wasAttributedTo";
    pub const WAS_GENERATED_BY: &str = "http://www.w3.org/ns/prov#wasGeneratedBy";
    pub const WAS_ASSOCIATED_WITH: &str = "http://www.w3.org/ns/prov#wasAssociatedWith";
    pub const USED: &str = "http://www.w3.org/ns/prov#used";
    pub const ENDED_AT_TIME: &str = "http://www.w3.org/ns/prov#endedAtTime";
    pub const ACTIVITY: &str = "http://www.w3.org/ns/prov#Activity";
    pub const AGENT: &str = "http://www.w3.org/ns/prov#Agent";
    pub const WAS_DERIVED_FROM: &str = "http://www.w3.org/ns/prov#wasDerivedFrom";
}

/// DCMI Metadata Terms.
pub mod dct {
    pub const NAMESPACE: &str = "http://purl.org/dc/terms/";
    pub const ALTERNATIVE: &str = "http://purl.org/dc/terms/alternative";
    pub const CREATED: &str = "http://purl.org/dc/terms/created";
    pub const HAS_VERSION: &str = "http://purl.org/dc/terms/hasVersion";
    pub const IS_REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";
    pub const TITLE: &str = "http://purl.org/dc/terms/title";
    pub const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";
    pub const DESCRIPTION: &str = "http://purl.org/dc/terms/description";
}

/// Simple Standard for Sharing Ontological Mappings (SSSOM).
pub mod sssom {
    pub const NAMESPACE: &str = "https://w3id.org/sssom/";
    pub const NO_TERM_FOUND: &str = "https://w3id.org/sssom/NoTermFound";
    pub const NEGATED_PREDICATE: &str = "https://w3id.org/sssom/NegatedPredicate";
    pub const MAPPING_SET: &str = "https://w3id.org/sssom/MappingSet";
    pub const MAPPINGS: &str = "https://w3id.org/sssom/mappings";
    pub const EXTENSION_DEFINITION: &str = "https://w3id.org/sssom/ExtensionDefinition";
    pub const COMPOSED_ENTITY: &str = "https://w3id.org/sssom/ComposedEntityExpression";
    /// What a mapping without any licence gets from other tools.
    pub const LICENSE_UNSPECIFIED: &str = "https://w3id.org/sssom/license/unspecified";
    /// In front of the name of an extension slot that has no property.
    pub const EXTENSIONS: &str = "http://sssom.invalid/";
    /// Prefixes that need no declaration (SSSOM, IRI prefixes).
    pub const BUILT_IN_PREFIXES: [(&str, &str); 8] = [
        ("linkml", "https://w3id.org/linkml/"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("semapv", "https://w3id.org/semapv/vocab/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("sssom", NAMESPACE),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    /// The property of a slot (LinkML `slot_uri`, else the slot's name).
    pub fn property(slot: &str) -> String {
        let known = match slot {
            "subject_id" => "http://www.w3.org/2002/07/owl#annotatedSource",
            "predicate_id" => "http://www.w3.org/2002/07/owl#annotatedProperty",
            "object_id" => "http://www.w3.org/2002/07/owl#annotatedTarget",
            "author_id" => "http://purl.org/pav/authoredBy",
            "creator_id" => "http://purl.org/dc/terms/creator",
            "license" => "http://purl.org/dc/terms/license",
            "mapping_date" => super::dct::CREATED,
            "publication_date" => "http://purl.org/dc/terms/issued",
            "mapping_set_title" => super::dct::TITLE,
            "mapping_set_description" => "http://purl.org/dc/terms/description",
            "mapping_set_version" => "http://www.w3.org/2002/07/owl#versionInfo",
            "mapping_set_source" => super::prov::WAS_DERIVED_FROM,
            "see_also" => "http://www.w3.org/2000/01/rdf-schema#seeAlso",
            "comment" => super::rdfs::COMMENT,
            _ => return format!("{NAMESPACE}{slot}"),
        };
        known.to_owned()
    }
}

/// Semantic Mapping Vocabulary: how a mapping came about.
pub mod semapv {
    pub const NAMESPACE: &str = "https://w3id.org/semapv/vocab/";
    pub const MANUAL_MAPPING_CURATION: &str = "https://w3id.org/semapv/vocab/ManualMappingCuration";
    pub const MAPPING_REVIEW: &str = "https://w3id.org/semapv/vocab/MappingReview";
    pub const LEXICAL_MATCHING: &str = "https://w3id.org/semapv/vocab/LexicalMatching";
    pub const COMPOSITE_MATCHING: &str = "https://w3id.org/semapv/vocab/CompositeMatching";
    pub const MAPPING_CHAINING: &str = "https://w3id.org/semapv/vocab/MappingChaining";
    /// Names of the justifications that SSSOM 1.1 lists.
    pub const JUSTIFICATIONS: [&str; 13] = [
        "MappingReview",
        "ManualMappingCuration",
        "LogicalReasoning",
        "LexicalMatching",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    ];
}

/// The prefixes that everybody knows; a project may add to them or change them.
pub const WELL_KNOWN_PREFIXES: [(&str, &str); 20] = [
    ("bibo", "http://purl.org/ontology/bibo/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("dqv", "http://www.w3.org/ns/dqv#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sdo", "https://schema.org/"),
    ("semapv", "https://w3id.org/semapv/vocab/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("sssom", "https://w3id.org/sssom/"),
    ("vann", "http://purl.org/vocab/vann/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
