//! Places to fill in of a document (DOCX, ECMA-376 part 1, section 17.5.2: structured document tags),
//! also when Word or LibreOffice saved it again. LibreOffice before 7.5 drops tags; there the
//! bookmarks around the controls tell.
//! Room `store`; may use `core`. No document type declaration is read, so no entity either.

use roxmltree::{Document, Node, ParsingOptions};

use crate::store::archive::{self, Archive};

/// Elements and attributes of a document at the most.
const MOST_NODES: u32 = 2_000_000;
/// Levels of elements at the most: the parser is told no more.
const DEEPEST: usize = 256;
/// Bookmarks that are open at once at the most: ours stand beside each other.
const MOST_OPEN: usize = 16;

/// A place to fill in, and what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its tag or its bookmark.
    pub name: String,
    /// What it shows; nothing where that is only a hint.
    pub text: String,
    /// The value of the entry of its list that shows this text.
    pub value: Option<String>,
    /// Of a box: whether it is checked.
    pub chosen: Option<bool>,
}

/// The places of a document in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Controls, by their tags.
    pub tagged: Vec<Found>,
    /// What stands between bookmarks, by their names.
    pub bookmarked: Vec<Found>,
}

/// Reads those places whose tag or bookmark is asked for. An error is in the words of the parser.
pub fn places(
    archive: &mut Archive<'_>,
    is_tag: impl Fn(&str) -> bool,
    is_bookmark: impl Fn(&str) -> bool,
) -> Result<Places, String> {
    let part = main_part(archive);
    let text = archive::part(archive, &part).ok_or_else(|| part.clone())?;
    if depth(&text) > DEEPEST {
        return Err(format!("{part}: > {DEEPEST}"));
    }
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, options);
    let document = document.map_err(|error| format!("{part}: {error}"))?;
    Ok(Places {
        tagged: tagged(&document, is_tag),
        bookmarked: bookmarked(&document, is_bookmark),
    })
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

/// Controls with a tag.
fn tagged(document: &Document<'_>, is_asked: impl Fn(&str) -> bool) -> Vec<Found> {
    let mut all = Vec::new();
    let controls = document
        .descendants()
        .filter(|node| is(node, "sdt") && !is_removed(node));
    for control in controls {
        let Some(properties) = child(&control, "sdtPr") else {
            continue;
        };
        let tag = child(&properties, "tag").and_then(|tag| attribute(&tag, "val"));
        let Some(tag) = tag.filter(|tag| is_asked(tag)) else {
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
        all.push(Found {
            name: tag.to_owned(),
            chosen: checked(&properties, &text),
            value: listed(&properties, &text),
            text,
        });
    }
    all
}

/// What stands between bookmarks.
fn bookmarked(document: &Document<'_>, is_asked: impl Fn(&str) -> bool) -> Vec<Found> {
    let mut all = Vec::new();
    let mut open: Vec<(&str, Found)> = Vec::new();
    for node in document.descendants() {
        if is(&node, "bookmarkStart") {
            let name = attribute(&node, "name").unwrap_or_default();
            let id = attribute(&node, "id").unwrap_or_default();
            if is_asked(name) && open.len() < MOST_OPEN {
                let name = name.to_owned();
                let found = Found {
                    name,
                    ..Found::default()
                };
                open.push((id, found));
            }
        } else if is(&node, "bookmarkEnd") {
            let id = attribute(&node, "id").unwrap_or_default();
            if let Some(ended) = open.iter().position(|(known, _)| *known == id) {
                all.push(open.remove(ended).1);
            }
        } else if !open.is_empty() && !is_removed(&node) {
            for (_, found) in &mut open {
                if is(&node, "checkbox") {
                    found.chosen = checked_state(&node);
                }
                write(&node, &mut found.text);
            }
        }
    }
    all
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
    attribute(&entry, "value").map(str::to_owned)
}

fn checked(properties: &Node<'_, '_>, text: &str) -> Option<bool> {
    let chosen = child(properties, "checkbox").and_then(|node| checked_state(&node));
    chosen.or_else(|| text.contains('☒').then_some(true))
}

fn checked_state(node: &Node<'_, '_>) -> Option<bool> {
    child(node, "checked").map(|checked| is_on(&checked))
}
