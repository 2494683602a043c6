//! What TOML and JSON have in common: names with values, lists and further names below them.
//! Room `store`; may use `core`. The parsers bound how deep values go.

mod json;
mod toml;

pub use json::json;
pub use toml::toml;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Text(String),
    Number(f64),
    /// A number without fraction.
    Integer(i64),
    Boolean(bool),
    /// A date or time of TOML, as it is written.
    Date(String),
    List(Vec<Entry>),
    Table(Vec<Entry>),
    /// Nothing at all.
    Nothing,
}

/// A value with its name (none in a list) and its line, where the format tells lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub name: String,
    pub line: Option<usize>,
    pub node: Node,
}

/// A text that breaks the rules of its format, in the words of the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub line: usize,
    pub message: String,
}
