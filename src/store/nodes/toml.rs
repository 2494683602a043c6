//! TOML 1.0, with the line of each value.
//! Room `store`; may use `core`.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::store::nodes::{Entry, Node, SyntaxError};

/// The entries of a text in their order.
pub fn toml(text: &str) -> Result<Vec<Entry>, SyntaxError> {
    let lines = Lines::new(text);
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        line: error.span().map_or(1, |span| lines.of(&span)),
        message: error.message().to_owned(),
    })?;
    Ok(entries(table.get_ref(), &lines))
}

/// The entries of a table in the order of the file.
fn entries(table: &DeTable<'_>, lines: &Lines) -> Vec<Entry> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(name, value)| Entry {
            name: name.get_ref().to_string(),
            line: Some(lines.of(&name.span())),
            node: node(value.get_ref(), lines),
        })
        .collect();
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn node(value: &DeValue<'_>, lines: &Lines) -> Node {
    match value {
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(number) => {
            let text = number.as_str().to_owned();
            let whole = i64::from_str_radix(&text, number.radix()).map(Node::Integer);
            whole.unwrap_or(Node::Text(text))
        }
        DeValue::Float(number) => {
            let text = number.as_str();
            text.parse()
                .map_or_else(|_| Node::Text(text.to_owned()), Node::Number)
        }
        DeValue::Boolean(value) => Node::Boolean(*value),
        DeValue::Datetime(day) => Node::Date(day.to_string()),
        DeValue::Table(table) => Node::Table(entries(table, lines)),
        DeValue::Array(values) => {
            let listed = values.iter().map(|value| Entry {
                name: String::new(),
                line: Some(lines.of(&value.span())),
                node: node(value.get_ref(), lines),
            });
            Node::List(listed.collect())
        }
    }
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(place, _)| place + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The line, from 1, in which a stretch of bytes begins.
    fn of(&self, span: &Range<usize>) -> usize {
        self.0.partition_point(|start| *start <= span.start)
    }
}
