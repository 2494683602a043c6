//! Answers as TOML or JSON: names with texts, lists and further names below them.
//! Room `store`; may use `core`.

use std::borrow::Cow;

use crate::core::checklist::answers::{AnswerFault, Field, Filled, FilledAnswer, Place};
use crate::store::answers::Held;
use crate::store::nodes::{Entry, Node};

/// A word for people or, as a number or day, the same as it is written.
fn text(node: &Node) -> Option<Cow<'_, str>> {
    match node {
        Node::Text(text) | Node::Date(text) => Some(Cow::Borrowed(text)),
        Node::Integer(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

fn place(entry: &Entry, path: &str) -> Place {
    match entry.line {
        Some(line) => Place::Line(line),
        None => Place::Key(path.to_owned()),
    }
}

/// The key below which the answers stand, and those of an answer.
const ANSWERS: &str = "answers";
const ANSWER: &str = "answer";
const REMARK: &str = "remark";

/// What the entries of a whole file hold.
pub fn filled(entries: &[Entry]) -> Held {
    let mut reading = Reading::default();
    let is_known =
        |entry: &&Entry| entry.name == ANSWERS || Field::from_word(&entry.name).is_some();
    if entries.iter().any(|entry| is_known(&entry)) {
        entries.iter().for_each(|entry| reading.entry(entry));
    }
    (reading.filled, reading.faults)
}

#[derive(Default)]
struct Reading {
    filled: Filled,
    faults: Vec<(Option<Place>, AnswerFault)>,
}

impl Reading {
    fn fault(&mut self, entry: &Entry, path: &str, fault: AnswerFault) {
        self.faults.push((Some(place(entry, path)), fault));
    }

    fn no_text(&mut self, entry: &Entry, path: &str) {
        let key = path.to_owned();
        self.fault(entry, path, AnswerFault::NotText { key });
    }

    fn entry(&mut self, entry: &Entry) {
        let name = &entry.name;
        match &entry.node {
            Node::Table(below) if name == ANSWERS => self.answers(below),
            Node::Nothing => {}
            Node::List(listed) if name != ANSWERS => {
                for part in listed {
                    self.field(name, part);
                }
            }
            _ if name != ANSWERS => self.field(name, entry),
            _ => self.no_text(entry, name),
        }
    }

    fn field(&mut self, name: &str, entry: &Entry) {
        if let Some(text) = text(&entry.node) {
            let field = (name.to_owned(), text.into_owned(), place(entry, name));
            self.filled.fields.push(field);
        } else if entry.node != Node::Nothing {
            self.no_text(entry, name);
        }
    }

    /// Answers by the name of their question. `[answers.1.1]` without quotes makes two tables inside
    /// each other: their names with a full stop between are that of the question.
    fn answers(&mut self, entries: &[Entry]) {
        let mut open: Vec<_> = entries
            .iter()
            .rev()
            .map(|entry| (entry.name.clone(), entry))
            .collect();
        while let Some((item, entry)) = open.pop() {
            let path = format!("{ANSWERS}.{item}");
            match &entry.node {
                Node::Table(below) => {
                    let is_table = |entry: &&Entry| matches!(entry.node, Node::Table(_));
                    let (tables, said): (Vec<_>, Vec<_>) = below.iter().partition(is_table);
                    if !said.is_empty() {
                        self.answer(&item, entry, &said);
                    }
                    let tables = tables.into_iter().rev();
                    open.extend(tables.map(|below| (format!("{item}.{}", below.name), below)));
                }
                Node::Nothing => {}
                node => match text(node) {
                    Some(text) => self.filled.answers.push(FilledAnswer {
                        answer: text.into_owned(),
                        remark: String::new(),
                        place: place(entry, &path),
                        item,
                    }),
                    None => self.no_text(entry, &path),
                },
            }
        }
    }

    fn answer(&mut self, item: &str, entry: &Entry, said: &[&Entry]) {
        let mut answer = FilledAnswer {
            item: item.to_owned(),
            answer: String::new(),
            remark: String::new(),
            place: place(entry, &format!("{ANSWERS}.{item}")),
        };
        for part in said {
            let path = format!("{ANSWERS}.{item}.{}", part.name);
            match (part.name.as_str(), text(&part.node)) {
                _ if part.node == Node::Nothing => {}
                (ANSWER, Some(text)) => {
                    answer.place = place(part, &path);
                    answer.answer = text.into_owned();
                }
                (REMARK, Some(text)) => answer.remark = text.into_owned(),
                (ANSWER | REMARK, _) => self.no_text(part, &path),
                _ => {
                    let field = path.clone();
                    self.fault(part, &path, AnswerFault::UnknownField { field });
                }
            }
        }
        self.filled.answers.push(answer);
    }
}
