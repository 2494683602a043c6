//! A piece of YAML or JSON: text, list or names with values. Scalars keep the text they were
//! written with, so that `1.10` stays `1.10`.
//! Room `core`.

/// A value and the line on which it stands (0: not known).
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub line: u64,
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub line: u64,
    pub key: String,
    pub node: Node,
}

impl Node {
    /// The names with values; empty for another kind of node.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// From JSON, whose depth its parser bounds.
    pub fn from_json(value: serde_json::Value) -> Self {
        use serde_json::Value;
        let content = match value {
            Value::Null => Content::Null,
            Value::Bool(value) => Content::Scalar(value.to_string()),
            Value::Number(number) => Content::Scalar(number.to_string()),
            Value::String(text) => Content::Scalar(text),
            Value::Array(items) => Content::List(items.into_iter().map(Self::from_json).collect()),
            Value::Object(members) => {
                let entry = |(key, value)| Entry {
                    line: 0,
                    key,
                    node: Self::from_json(value),
                };
                Content::Map(members.into_iter().map(entry).collect())
            }
        };
        Self { line: 0, content }
    }
}
