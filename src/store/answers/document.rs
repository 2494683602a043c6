//! Answers as a document (DOCX, ECMA-376 part 1, section 17.5.2: structured document tags), also when
//! Word or LibreOffice saved it again. LibreOffice before 7.5 drops tags; there the bookmarks around
//! the controls tell.
//! Room `store`; may use `core`. No document type declaration is read, so no entity either.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};

use crate::core::checklist::answers::{Field, Filled, FilledAnswer, Key, Listed, Place, Value};
use crate::core::checklist::key::is_handle;
use crate::core::checklist::tag::Control;
use crate::core::language::Language;
use crate::core::message;
use crate::store::answers::{AnswersError, Held};
use crate::store::archive::{self, Archive};

/// Elements and attributes of a document at the most.
const MOST_NODES: u32 = 2_000_000;
/// Levels of elements at the most: the parser is told no more.
const DEEPEST: usize = 256;

/// What a document holds.
pub fn filled(path: &Path, archive: &mut Archive<'_>, key: &Key) -> Result<Held, AnswersError> {
    let failed = |message: String| AnswersError::Document {
        path: path.to_owned(),
        message,
    };
    let part = main_part(archive);
    let text = archive::part(archive, &part).ok_or_else(|| failed(part.clone()))?;
    if depth(&text) > DEEPEST {
        return Err(failed(format!("{part}: > {DEEPEST}")));
    }
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, options);
    let document = document.map_err(|error| failed(format!("{part}: {error}")))?;
    let mut reading = Reading::new(key);
    reading.tagged(&document);
    reading.bookmarked(&document);
    Ok((reading.filled, Vec::new()))
}

/// The name of the part with the text, as the archive's own relations say; not every program calls it
/// `document.xml`.
fn main_part(archive: &mut Archive<'_>) -> String {
    let usual = || "word/document.xml".to_owned();
    let Some(text) = archive::part(archive, "_rels/.rels") else {
        return usual();
    };
    if depth(&text) > DEEPEST {
        return usual();
    }
    let Ok(relations) = Document::parse(&text) else {
        return usual();
    };
    let is_main = |node: &Node<'_, '_>| {
        let kind = node.attribute("Type").unwrap_or_default();
        kind.ends_with("/officeDocument")
    };
    let main = relations.descendants().find(is_main);
    let target = main.and_then(|node| node.attribute("Target"));
    target.map_or_else(usual, |target| target.trim_start_matches('/').to_owned())
}

/// How deep elements go, at the most: a count of marks, made before anything is parsed.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for mark in text.split('<').skip(1) {
        if mark.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !mark.starts_with(['?', '!']) {
            let tag = mark.split('>').next().unwrap_or_default();
            depth += usize::from(!tag.ends_with('/'));
            deepest = deepest.max(depth);
        }
    }
    deepest
}

struct Reading<'a> {
    filled: Filled,
    key: &'a Key,
    /// Places to fill in that were read: a bookmark around one says nothing new.
    read: BTreeSet<(Control, String)>,
    /// The answer of a question, by its name: index in `filled`.
    answers: BTreeMap<String, usize>,
    /// What stands in places that were not filled in, should a program have forgotten that.
    hints: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(key: &'a Key) -> Self {
        let hints = ["checklist.choose-answer", "checklist.type-here"];
        let hints = Language::ALL.into_iter().flat_map(|language| {
            hints
                .iter()
                .map(move |key| message::text(language, key, &[]))
        });
        Self {
            filled: Filled::default(),
            key,
            read: BTreeSet::new(),
            answers: BTreeMap::new(),
            hints: hints.collect(),
        }
    }

    /// Controls with a tag.
    fn tagged(&mut self, document: &Document<'_>) {
        let controls = document
            .descendants()
            .filter(|node| is(node, "sdt") && !is_removed(node));
        for control in controls {
            let Some(properties) = child(&control, "sdtPr") else {
                continue;
            };
            let tag = child(&properties, "tag").and_then(|tag| value(&tag));
            let Some((kind, about)) = tag.as_deref().and_then(Control::from_tag) else {
                continue;
            };
            let content = child(&control, "sdtContent");
            let mut text = String::new();
            for node in content.iter().flat_map(|content| content.descendants()) {
                write(&node, &mut text);
            }
            if child(&properties, "showingPlcHdr").is_some_and(|node| is_on(&node)) {
                text.clear();
            }
            let found = Found {
                chosen: checked(&properties, &text),
                text: listed(&properties, &text).unwrap_or(text),
            };
            self.take(kind, &about, found);
        }
    }

    /// What stands between bookmarks, where no tag told.
    fn bookmarked(&mut self, document: &Document<'_>) {
        let mut open: Vec<(String, &str, Found)> = Vec::new();
        for node in document.descendants() {
            if is(&node, "bookmarkStart") {
                let name = attribute(&node, "name").unwrap_or_default();
                let id = attribute(&node, "id").unwrap_or_default();
                if Control::from_bookmark(name).is_some() {
                    open.push((name.to_owned(), id, Found::default()));
                }
            } else if is(&node, "bookmarkEnd") {
                let id = attribute(&node, "id").unwrap_or_default();
                let ended = open.iter().position(|(_, known, _)| *known == id);
                let Some(ended) = ended else {
                    continue;
                };
                let (name, _, found) = open.remove(ended);
                if let Some((kind, about)) = Control::from_bookmark(&name) {
                    let is_read = self.read.contains(&(kind, self.name(kind, &about)));
                    if !is_read {
                        self.take(kind, &about, found);
                    }
                }
            } else if !open.is_empty() && !is_removed(&node) {
                for (_, _, found) in &mut open {
                    if is(&node, "checkbox") {
                        found.chosen = checked_state(&node);
                    }
                    write(&node, &mut found.text);
                }
            }
        }
    }

    /// One name for what a control is about, whether a tag or a bookmark tells it.
    fn name(&self, kind: Control, about: &str) -> String {
        let list = match kind {
            Control::Answer | Control::Remark => Listed::Items,
            Control::Sector => Listed::Sectors,
            Control::Goal => Listed::Goals,
            Control::Field => return about.to_owned(),
        };
        let found = self.key.find(list, about);
        found.map_or_else(|| about.to_owned(), Clone::clone)
    }

    fn take(&mut self, kind: Control, about: &str, found: Found) {
        let name = self.name(kind, about);
        self.read.insert((kind, name.clone()));
        let text = found.text.trim();
        let text = match self.hints.iter().any(|hint| hint == text) {
            true => String::new(),
            false => text.to_owned(),
        };
        match kind {
            Control::Field => {
                let known = Field::from_word(about);
                let place = known.map_or(Place::Document, Place::Field);
                let field = known.map_or_else(|| about.to_owned(), |field| field.name().to_owned());
                self.filled.fields.push((field, text, place));
            }
            Control::Sector | Control::Goal => {
                let field = match kind {
                    Control::Sector => Field::Sectors,
                    _ => Field::Goals,
                };
                let is_chosen = match found.chosen {
                    Some(chosen) => chosen,
                    None => text.starts_with(['☒', '☑', '✓', '✔']),
                };
                // Nothing chosen is still something that only a checklist says.
                let text = if is_chosen { name } else { String::new() };
                let place = Place::Field(field);
                let field = (field.name().to_owned(), text, place);
                self.filled.fields.push(field);
            }
            Control::Answer | Control::Remark => {
                // A handle that is of no question says nothing to a person.
                let item = match self.key.find(Listed::Items, about) {
                    None if is_handle(about) => String::new(),
                    _ => name.clone(),
                };
                self.answer(kind, name, item, text);
            }
        }
    }

    /// Answer and remark of a question become one; a second answer that differs stays apart, to be
    /// told.
    fn answer(&mut self, kind: Control, name: String, item: String, text: String) {
        let is_answer = kind == Control::Answer;
        if let Some(&known) = self.answers.get(&name) {
            let known = &mut self.filled.answers[known];
            let slot = match is_answer {
                true => &mut known.answer,
                false => &mut known.remark,
            };
            if text.is_empty() || *slot == text {
                return;
            }
            if slot.is_empty() {
                *slot = text;
                return;
            }
        }
        let index = self.filled.answers.len();
        self.answers.entry(name).or_insert(index);
        let (answer, remark) = match is_answer {
            true => (text, String::new()),
            false => (String::new(), text),
        };
        self.filled.answers.push(FilledAnswer {
            item,
            answer,
            remark,
            place: Place::Document,
        });
    }
}

/// What was found in a place to fill in.
#[derive(Default)]
struct Found {
    text: String,
    /// Of a box: whether it is checked.
    chosen: Option<bool>,
}

/// Whether a node is an element of that name, of any namespace: Word has several for the same.
fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn child<'a, 'b>(node: &Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    node.children().find(|child| is(child, name))
}

fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    let found = attributes.find(|attribute| attribute.name() == name);
    found.map(|attribute| attribute.value())
}

fn value(node: &Node<'_, '_>) -> Option<String> {
    attribute(node, "val").map(str::to_owned)
}

/// A switch without a value is on.
fn is_on(node: &Node<'_, '_>) -> bool {
    let value = attribute(node, "val").unwrap_or("1");
    matches!(value, "1" | "true" | "on")
}

/// Text that was struck out while changes were tracked, or a second form of what stands before it.
fn is_removed(node: &Node<'_, '_>) -> bool {
    let names = ["del", "moveFrom", "Fallback"];
    node.ancestors()
        .any(|above| names.iter().any(|name| is(&above, name)))
}

/// Adds what a node shows to a text.
fn write(node: &Node<'_, '_>, text: &mut String) {
    if is(node, "t") && !is_removed(node) {
        text.push_str(node.text().unwrap_or_default());
    } else if is(node, "br") || is(node, "cr") {
        text.push('\n');
    } else if is(node, "tab") && node.parent().is_some_and(|parent| is(&parent, "r")) {
        text.push('\t');
    } else if is(node, "p") && !text.is_empty() {
        text.push('\n');
    }
}

/// The value of the entry of a list that shows this text.
fn listed(properties: &Node<'_, '_>, text: &str) -> Option<String> {
    let list = child(properties, "dropDownList").or_else(|| child(properties, "comboBox"))?;
    let shows = |entry: &Node<'_, '_>| attribute(entry, "displayText") == Some(text.trim());
    let entry = list.children().find(shows)?;
    let value = attribute(&entry, "value")?;
    Value::from_word(value).map(|value| value.name().to_owned())
}

fn checked(properties: &Node<'_, '_>, text: &str) -> Option<bool> {
    let chosen = child(properties, "checkbox").and_then(|node| checked_state(&node));
    chosen.or_else(|| text.contains('☒').then_some(true))
}

fn checked_state(node: &Node<'_, '_>) -> Option<bool> {
    child(node, "checked").map(|checked| is_on(&checked))
}
