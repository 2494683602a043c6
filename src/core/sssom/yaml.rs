//! The metadata block: the part of YAML 1.2 that SSSOM allows, read within bounds, and scalars
//! written so that they are read back as they were.
//! Room `core`. `saphyr-parser` reads; anchors, aliases, tags and directives are refused, so
//! nothing expands.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::core::sssom::node::{Content, Entry, Node};
use crate::core::sssom::problem::{Kind, Problem};

/// The most that a metadata block may hold.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
const MAX_DEPTH: usize = 8;

/// A list or map that is being read.
struct Open {
    line: u64,
    items: Vec<Node>,
    entries: Vec<Entry>,
    /// The name that waits for its value, in a map.
    key: Option<(u64, String)>,
    is_map: bool,
}

/// Reads a YAML text of one document.
pub fn parse(text: &str) -> Result<Node, Problem> {
    if text.len() > MAX_BYTES {
        return Err(Problem::new(Kind::TooLarge));
    }
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let line = error.marker().line() as u64;
            Problem::new(Kind::Yaml).at(line).detail(error.info())
        })?;
        let line = span.start.line() as u64;
        let feature = |what: &str| Problem::new(Kind::YamlFeature).at(line).detail(what);
        let finished = match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
            Event::DocumentStart(_) if root.is_some() => return Err(feature("---")),
            Event::DocumentStart(_) => continue,
            Event::Alias(_) => return Err(feature("*")),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                return Err(feature("&"));
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => return Err(feature("!")),
            Event::Scalar(text, style, ..) => Node {
                line,
                content: scalar(&text, style),
            },
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() == MAX_DEPTH {
                    return Err(Problem::new(Kind::TooLarge).at(line));
                }
                open.push(Open {
                    line,
                    items: Vec::new(),
                    entries: Vec::new(),
                    key: None,
                    is_map: matches!(event, Event::MappingStart(..)),
                });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(done) => done.finish(),
                None => continue,
            },
        };
        match open.last_mut() {
            Some(parent) => parent.take(finished)?,
            None => root = Some(finished),
        }
    }
    Ok(root.unwrap_or(Node {
        line: 0,
        content: Content::Null,
    }))
}

impl Open {
    fn take(&mut self, node: Node) -> Result<(), Problem> {
        if !self.is_map {
            self.items.push(node);
            return Ok(());
        }
        match (self.key.take(), node) {
            (Some((line, key)), node) => self.entries.push(Entry { line, key, node }),
            (None, node) => {
                let key = match node.content {
                    Content::Scalar(text) => text,
                    Content::Null => String::new(),
                    _ => return Err(Problem::new(Kind::Form).at(node.line)),
                };
                self.key = Some((node.line, key));
            }
        }
        Ok(())
    }

    fn finish(self) -> Node {
        let content = if self.is_map {
            Content::Map(self.entries)
        } else {
            Content::List(self.items)
        };
        Node {
            line: self.line,
            content,
        }
    }
}

/// A plain `null` or nothing is no value (YAML 1.2, 10.3.2).
fn scalar(text: &str, style: ScalarStyle) -> Content {
    let is_null = matches!(text, "" | "~" | "null" | "Null" | "NULL");
    if style == ScalarStyle::Plain && is_null {
        Content::Null
    } else {
        Content::Scalar(text.to_owned())
    }
}

/// A text as a scalar: plain where that reads back as this very text, else in double quotes.
pub fn write_scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() || is_line_break(other) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(other)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Line breaks of Unicode, which some readers take for such, and the byte order mark.
fn is_line_break(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let indicator = |c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    first.is_some_and(|c| !indicator(c) && !c.is_whitespace())
        && !text.ends_with(|c: char| c.is_whitespace() || c == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !text.chars().any(|c| c.is_control() || is_line_break(c))
        && !looks_typed(text)
}

/// What readers take for something else than text: nothing, truth values, numbers.
fn looks_typed(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    let words = [
        "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n",
    ];
    let number = text.trim_start_matches(['+', '.']);
    words.contains(&word.as_str())
        || text.parse::<f64>().is_ok()
        || word.trim_start_matches('+') == ".inf"
        || word == ".nan"
        || ["0x", "0o", "0b"]
            .iter()
            .any(|start| number.starts_with(start))
        || text.replace('_', "").parse::<f64>().is_ok()
}
