//! JSON (RFC 8259). A name that stands twice in an object is kept twice.
//! Room `store`; may use `core`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::store::nodes::{Entry, Node, SyntaxError};

/// What a text holds.
pub fn json(text: &str) -> Result<Node, SyntaxError> {
    serde_json::from_str(text).map_err(|error| SyntaxError {
        line: error.line(),
        message: error.to_string(),
    })
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        let whole = i64::try_from(number).map(Node::Integer);
        Ok(whole.unwrap_or(Node::Number(number as f64)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Boolean(value))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Node, A::Error> {
        let mut listed = Vec::new();
        while let Some(node) = values.next_element()? {
            let (name, line) = (String::new(), None);
            listed.push(Entry { name, line, node });
        }
        Ok(Node::List(listed))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, node)) = values.next_entry()? {
            let line = None;
            entries.push(Entry { name, line, node });
        }
        Ok(Node::Table(entries))
    }
}
