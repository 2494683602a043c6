//! What TOML and JSON have in common: names with texts, lists and further names below them.
//! Room `store`; may use `core`.

use crate::core::checklist::answers::{AnswerFault, Field, Filled, FilledAnswer, Place};
use crate::store::answers::Held;

/// A value.
pub enum Node {
    Text(String),
    List(Vec<Entry>),
    Table(Vec<Entry>),
    /// Nothing at all.
    Nothing,
    /// A value of another type.
    Other,
}

/// A value with its name (none in a list) and its line, where the format tells lines.
pub struct Entry {
    pub name: String,
    pub line: Option<usize>,
    pub node: Node,
}

impl Entry {
    fn place(&self, path: &str) -> Place {
        match self.line {
            Some(line) => Place::Line(line),
            None => Place::Key(path.to_owned()),
        }
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
        self.faults.push((Some(entry.place(path)), fault));
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
            Node::Text(text) if name != ANSWERS => {
                let field = (name.clone(), text.clone(), entry.place(name));
                self.filled.fields.push(field);
            }
            Node::List(listed) if name != ANSWERS => {
                for part in listed {
                    match &part.node {
                        Node::Text(text) => {
                            let field = (name.clone(), text.clone(), part.place(name));
                            self.filled.fields.push(field);
                        }
                        Node::Nothing => {}
                        _ => self.no_text(part, name),
                    }
                }
            }
            _ => self.no_text(entry, name),
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
                Node::Text(text) => self.filled.answers.push(FilledAnswer {
                    answer: text.clone(),
                    remark: String::new(),
                    place: entry.place(&path),
                    item,
                }),
                Node::Nothing => {}
                Node::List(_) | Node::Other => self.no_text(entry, &path),
            }
        }
    }

    fn answer(&mut self, item: &str, entry: &Entry, said: &[&Entry]) {
        let mut answer = FilledAnswer {
            item: item.to_owned(),
            answer: String::new(),
            remark: String::new(),
            place: entry.place(&format!("{ANSWERS}.{item}")),
        };
        for part in said {
            let path = format!("{ANSWERS}.{item}.{}", part.name);
            match (part.name.as_str(), &part.node) {
                (_, Node::Nothing) => {}
                (ANSWER, Node::Text(text)) => {
                    answer.place = part.place(&path);
                    answer.answer.clone_from(text);
                }
                (REMARK, Node::Text(text)) => answer.remark.clone_from(text),
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
