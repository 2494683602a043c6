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

    fn name(self) -> &'static str {
        match self {
            Self::Integer => "an xsd:integer",
            Self::Boolean => "true or false",
            Self::Text => "a string without language",
            Self::Iri => "an IRI",
            Self::Literal => "a literal",
            Self::Node => "an IRI or a blank node",
        }
    }
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

/// The first parameter, in the order of the shapes' names, whose value is not what SHACL asks
/// for: the shape, the parameter, and what is wrong.
pub fn first_fault(shapes: &Graph) -> Option<String> {
    let mut faults = BTreeMap::new();
    let mut seen: BTreeMap<(String, &str), String> = BTreeMap::new();
    for triple in shapes.iter() {
        let Some(name) = triple.predicate.as_str().strip_prefix(sh::NAMESPACE) else {
            continue;
        };
        let parameter = PARAMETERS.iter().find(|(known, ..)| *known == name);
        let Some((name, kind, single)) = parameter else {
            continue;
        };
        let place = (triple.subject.to_string(), *name);
        let value = triple.object.to_string();
        if !kind.admits(triple.object) {
            let problem = format!("has {value} as sh:{name}; it must be {}", kind.name());
            faults.insert(place, problem);
        } else if *single && let Some(other) = seen.insert(place.clone(), value.clone()) {
            let (one, other) = (value.clone().min(other.clone()), value.max(other));
            let problem = format!("has {one} and {other} as sh:{name}; it may have one");
            faults.insert(place, problem);
        }
    }
    let ((shape, _), problem) = faults.into_iter().next()?;
    Some(format!("the shape {shape} {problem}"))
}
