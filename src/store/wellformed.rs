//! Whether the shapes are well-formed: a constraint whose value makes no sense would be passed
//! over in silence, and nothing would be checked where the author thinks it is.
//! Room `store`. SHACL, appendix A (summary of syntax rules): the kinds and numbers of values.

use std::collections::BTreeMap;

use oxigraph::model::{Graph, TermRef};

use crate::core::vocabulary::{sh, xsd};

/// What the value of a parameter must be.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Boolean,
    Text,
    Iri,
    Literal,
    /// A node: the head of a list, a shape, a path.
    Node,
}

impl Kind {
    fn admits(self, value: TermRef<'_>) -> bool {
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
            _ => false,
        }
    }

    /// Key of the message that says what it must be.
    fn wanted(self) -> &'static str {
        match self {
            Self::Integer => "shapes.wanted.integer",
            Self::Boolean => "shapes.wanted.boolean",
            Self::Text => "shapes.wanted.text",
            Self::Iri => "shapes.wanted.iri",
            Self::Literal => "shapes.wanted.literal",
            Self::Node => "shapes.wanted.node",
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
    ("and", Kind::Node, false),
    ("class", Kind::Iri, false),
    ("closed", Kind::Boolean, true),
    ("datatype", Kind::Iri, true),
    ("deactivated", Kind::Boolean, true),
    ("disjoint", Kind::Iri, false),
    ("equals", Kind::Iri, false),
    ("flags", Kind::Text, true),
    ("ignoredProperties", Kind::Node, true),
    ("in", Kind::Node, true),
    ("languageIn", Kind::Node, true),
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
    ("or", Kind::Node, false),
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
    ("xone", Kind::Node, false),
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
        let fault = |value, wanted| Fault {
            shape: place.0.clone(),
            parameter,
            value,
            wanted,
        };
        if !kind.admits(triple.object) {
            faults.insert(place.clone(), fault(value, kind.wanted()));
        } else if *single && let Some(other) = seen.insert(place.clone(), value.clone()) {
            let (first, second) = (value.clone().min(other.clone()), value.max(other));
            let both = format!("{first} , {second}");
            faults.insert(place.clone(), fault(both, "shapes.wanted.single"));
        }
    }
    faults.into_values().next()
}
