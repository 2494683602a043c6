//! Whether the shapes are well-formed: a constraint whose value makes no sense would be passed
//! over in silence, and nothing would be checked where the author thinks it is.
//! Room `store`. SHACL, appendix A (summary of syntax rules): the kinds and numbers of values.

use std::collections::BTreeMap;

use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::core::vocabulary::{rdf, sh, xsd};

/// What the value of a parameter must be.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Boolean,
    Text,
    Iri,
    Literal,
    /// A node: a shape, a path.
    Node,
    List,
}

impl Kind {
    fn admits(self, value: TermRef<'_>, shapes: &Graph) -> bool {
        match (self, value) {
            (Self::Integer, TermRef::Literal(literal)) => {
                literal.datatype().as_str() == xsd::INTEGER
                    && literal.value().parse::<i64>().is_ok()
            }
            (Self::Boolean, TermRef::Literal(literal)) => {
                literal.datatype().as_str() == xsd::BOOLEAN
                    && matches!(literal.value(), "true" | "false" | "1" | "0")
            }
            (Self::Text, TermRef::Literal(literal)) => literal.datatype().as_str() == xsd::STRING,
            (Self::Iri, value) => matches!(value, TermRef::NamedNode(_)),
            (Self::Literal, value) => matches!(value, TermRef::Literal(_)),
            (Self::Node, value) => !matches!(value, TermRef::Literal(_)),
            (Self::List, value) => is_list(shapes, value),
            _ => false,
        }
    }

    /// Key of the message that says what `value` must be.
    fn wanted(self, value: TermRef<'_>) -> &'static str {
        match self {
            Self::Integer => "shapes.wanted.integer",
            Self::Boolean => "shapes.wanted.boolean",
            Self::Text => "shapes.wanted.text",
            Self::Iri => "shapes.wanted.iri",
            Self::Literal => "shapes.wanted.literal",
            Self::List if !matches!(value, TermRef::Literal(_)) => "shapes.wanted.list",
            Self::Node | Self::List => "shapes.wanted.node",
        }
    }
}

/// A parameter of a shape whose value is not what SHACL asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The shape, as in N-Triples.
    pub shape: String,
    /// Local name of the parameter.
    pub parameter: &'static str,
    /// The value, or the two, as in N-Triples.
    pub value: String,
    /// Key of the message that says what it must be.
    pub wanted: &'static str,
}

/// Parameters (local names), the kind of their values, and whether a shape may have only one.
const PARAMETERS: [(&str, Kind, bool); 39] = [
    ("and", Kind::List, false),
    ("class", Kind::Iri, false),
    ("closed", Kind::Boolean, true),
    ("datatype", Kind::Iri, true),
    ("deactivated", Kind::Boolean, true),
    ("disjoint", Kind::Iri, false),
    ("equals", Kind::Iri, false),
    ("flags", Kind::Text, true),
    ("ignoredProperties", Kind::List, true),
    ("in", Kind::List, true),
    ("languageIn", Kind::List, true),
    ("lessThan", Kind::Iri, false),
    ("lessThanOrEquals", Kind::Iri, false),
    ("maxCount", Kind::Integer, true),
    ("maxExclusive", Kind::Literal, true),
    ("maxInclusive", Kind::Literal, true),
    ("maxLength", Kind::Integer, true),
    ("message", Kind::Literal, false),
    ("minCount", Kind::Integer, true),
    ("minExclusive", Kind::Literal, true),
    ("minInclusive", Kind::Literal, true),
    ("minLength", Kind::Integer, true),
    ("node", Kind::Node, false),
    ("nodeKind", Kind::Iri, true),
    ("not", Kind::Node, false),
    ("or", Kind::List, false),
    ("path", Kind::Node, true),
    ("pattern", Kind::Text, true),
    ("property", Kind::Node, false),
    ("qualifiedMaxCount", Kind::Integer, true),
    ("qualifiedMinCount", Kind::Integer, true),
    ("qualifiedValueShape", Kind::Node, true),
    ("qualifiedValueShapesDisjoint", Kind::Boolean, true),
    ("severity", Kind::Iri, true),
    ("targetClass", Kind::Iri, false),
    ("targetObjectsOf", Kind::Iri, false),
    ("targetSubjectsOf", Kind::Iri, false),
    ("uniqueLang", Kind::Boolean, true),
    ("xone", Kind::List, false),
];

/// The first parameter, in the order of the shapes' names, whose value is not what SHACL asks for.
pub fn first_fault(shapes: &Graph) -> Option<Fault> {
    let mut faults = BTreeMap::new();
    let mut seen: BTreeMap<(String, &str), String> = BTreeMap::new();
    for triple in shapes.iter() {
        let Some(name) = triple.predicate.as_str().strip_prefix(sh::NAMESPACE) else {
            continue;
        };
        let parameter = PARAMETERS.iter().find(|(known, ..)| *known == name);
        let Some((parameter, kind, single)) = parameter else {
            continue;
        };
        let place = (triple.subject.to_string(), *parameter);
        let value = triple.object.to_string();
        let mut note = |value: String, wanted| {
            let fault = Fault {
                shape: place.0.clone(),
                parameter,
                value,
                wanted,
            };
            faults.insert(place.clone(), fault);
        };
        if !kind.admits(triple.object, shapes) {
            note(value, kind.wanted(triple.object));
        } else if *parameter == "path" && is_nil(triple.object) {
            note(value, "shapes.wanted.path");
        } else if *single && let Some(other) = seen.insert(place.clone(), value.clone()) {
            let (first, second) = (value.clone().min(other.clone()), value.max(other));
            note(format!("{first} , {second}"), "shapes.wanted.single");
        }
    }
    faults.into_values().next().or_else(|| without_path(shapes))
}

fn is_nil(node: TermRef<'_>) -> bool {
    matches!(node, TermRef::NamedNode(iri) if iri.as_str() == rdf::NIL)
}

fn is_list(shapes: &Graph, node: TermRef<'_>) -> bool {
    let first = NamedNodeRef::new_unchecked(rdf::FIRST);
    let has_first = |subject: NamedOrBlankNodeRef<'_>| {
        let found = shapes.object_for_subject_predicate(subject, first);
        found.is_some()
    };
    match node {
        TermRef::NamedNode(iri) => is_nil(node) || has_first(iri.into()),
        TermRef::BlankNode(blank) => has_first(blank.into()),
        TermRef::Literal(_) => false,
    }
}

/// A property shape without a path: the first by name.
fn without_path(shapes: &Graph) -> Option<Fault> {
    let property = NamedNodeRef::new_unchecked(sh::PROPERTY);
    let path = NamedNodeRef::new_unchecked(sh::PATH);
    let lacks_path = |object: &TermRef<'_>| match object {
        TermRef::NamedNode(iri) => shapes.object_for_subject_predicate(*iri, path).is_none(),
        TermRef::BlankNode(blank) => shapes.object_for_subject_predicate(*blank, path).is_none(),
        TermRef::Literal(_) => false,
    };
    let objects = shapes.triples_for_predicate(property);
    let mut lacking: Vec<_> = objects
        .filter(|triple| lacks_path(&triple.object))
        .map(|triple| (triple.subject.to_string(), triple.object.to_string()))
        .collect();
    lacking.sort();
    let (owner, shape) = lacking.into_iter().next()?;
    Some(Fault {
        // A blank node says nothing to a person: what it belongs to does.
        shape: if shape.starts_with("_:") {
            owner
        } else {
            shape
        },
        parameter: "property",
        value: "[ … ]".to_owned(),
        wanted: "shapes.wanted.path",
    })
}
