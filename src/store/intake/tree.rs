//! Examples as TOML or JSON: tables below `example` or `examples`, a list of tables, or the file as
//! the one example.
//! Room `store`; may use `core`.

use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Fault, FaultKind, Given, Name, Place, RawEntry, RawValue};
use crate::store::intake::Held;
use crate::store::nodes::{Entry, Node};

/// Keys below which examples stand.
const EXAMPLES: [&str; 2] = ["example", "examples"];
/// What else a file may say at its top.
const EDITION: &str = "edition";
const SCHEMA: &str = "$schema";

/// What the node that is a whole file holds.
pub fn held(node: Node, recogniser: &Recogniser<'_>) -> Held {
    let mut reading = Reading {
        held: Held::default(),
        recogniser,
    };
    match node {
        Node::List(listed) => {
            reading.held.has_field |= listed.is_empty();
            reading.examples("", listed);
        }
        Node::Table(entries) => reading.top(entries),
        _ => {}
    }
    reading.held
}

struct Reading<'a> {
    held: Held,
    recogniser: &'a Recogniser<'a>,
}

impl Reading<'_> {
    fn top(&mut self, entries: Vec<Entry>) {
        let is_examples = |entry: &Entry| EXAMPLES.contains(&entry.name.as_str());
        let has_examples = entries.iter().any(is_examples);
        let (said, rest): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .partition(|entry| [EDITION, SCHEMA].contains(&entry.name.as_str()));
        for entry in said {
            if let (EDITION, Node::Text(text) | Node::Date(text)) =
                (entry.name.as_str(), entry.node)
            {
                self.held.file.edition = Some(text);
            }
        }
        if !has_examples {
            return self.example("", None, rest);
        }
        for entry in rest {
            let at = place(&entry, &entry.name);
            match entry.node {
                Node::List(listed) if EXAMPLES.contains(&entry.name.as_str()) => {
                    self.held.has_field |= listed.is_empty();
                    self.examples(&entry.name, listed);
                }
                Node::Table(below) if EXAMPLES.contains(&entry.name.as_str()) => {
                    self.example(&entry.name, entry.line, below);
                }
                Node::Nothing => {}
                _ => {
                    let name = entry.name;
                    self.file_fault(at, FaultKind::OutsideExample { name });
                }
            }
        }
    }

    fn file_fault(&mut self, place: Place, kind: FaultKind) {
        let field = None;
        let fault = Fault { field, place, kind };
        self.held.file.faults.push(fault);
    }

    fn examples(&mut self, path: &str, listed: Vec<Entry>) {
        for (number, entry) in listed.into_iter().enumerate() {
            let path = format!("{path}[{number}]");
            match entry.node {
                Node::Table(below) => self.example(&path, entry.line, below),
                Node::Nothing => {}
                _ => self.file_fault(place(&entry, &path), FaultKind::NotAValue),
            }
        }
    }

    fn example(&mut self, path: &str, line: Option<usize>, entries: Vec<Entry>) {
        let first = entries.first().and_then(|entry| entry.line);
        let mut example = RawEntry {
            place: match line.or(first) {
                Some(line) => Place::Line(line as u64),
                None if path.is_empty() => Place::File,
                None => Place::Key(path.to_owned()),
            },
            ..RawEntry::default()
        };
        for entry in entries {
            let path = match path {
                "" => entry.name.clone(),
                path => format!("{path}.{}", entry.name),
            };
            let name = match self.recogniser.exact_field(&entry.name) {
                Some(field) => Name::Field(field),
                None => Name::Text(entry.name.clone()),
            };
            self.held.has_field |= matches!(name, Name::Field(_));
            match entry.node {
                Node::List(listed) => {
                    for (number, part) in listed.into_iter().enumerate() {
                        let path = format!("{path}[{number}]");
                        value(&mut example, &path, &name, part, true);
                    }
                }
                _ => value(&mut example, &path, &name, entry, false),
            }
        }
        let is_empty = |value: &RawValue| value.given.is_empty();
        if !example.values.iter().all(is_empty) || !example.faults.is_empty() {
            self.held.file.entries.push(example);
        }
    }
}

fn value(example: &mut RawEntry, path: &str, name: &Name, entry: Entry, is_part: bool) {
    let place = place(&entry, path);
    let given = match entry.node {
        Node::Text(text) => Given::Text(text),
        Node::Integer(number) => Given::Number(number as f64),
        Node::Number(number) => Given::Number(number),
        Node::Boolean(value) => Given::Boolean(value),
        Node::Date(text) => Given::Date(text),
        Node::Nothing => return,
        Node::List(_) | Node::Table(_) => {
            let field = match name {
                Name::Field(field) => Some(*field),
                Name::Text(_) => None,
            };
            let kind = FaultKind::NotAValue;
            return example.faults.push(Fault { field, place, kind });
        }
    };
    example.values.push(RawValue {
        name: name.clone(),
        given,
        place,
        is_part,
    });
}

fn place(entry: &Entry, path: &str) -> Place {
    match entry.line {
        Some(line) => Place::Line(line as u64),
        None => Place::Key(path.to_owned()),
    }
}
