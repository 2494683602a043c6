//! Answers as JSON (RFC 8259), with the path of keys of each. A name that stands twice in an object
//! is kept twice.
//! Room `store`; may use `core`.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::store::answers::tree::{self, Entry, Node};
use crate::store::answers::{AnswersError, Held};

/// What the text of a file holds.
pub fn filled(path: &Path, text: &str) -> Result<Held, AnswersError> {
    let node = serde_json::from_str(text).map_err(|error| AnswersError::Syntax {
        path: path.to_owned(),
        line: error.line(),
        message: error.to_string(),
    })?;
    Ok(match node {
        Node::Table(entries) => tree::filled(&entries),
        _ => Held::default(),
    })
}

/// The parser bounds how deep values go.
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
        Ok(Node::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Text(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
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
