//! A hierarchy as nested JSON: `{view, query, language, date, roots}`, as
//! `docs/schemas/tree.schema.json` says.
//! Room `render`. Written as it is walked, without recursion, one node a line:
//! depth costs neither stack nor indentation.

use serde_json::json;

use crate::core::hierarchy::Step;
use crate::render::{Page, RenderError, Rendered, words};

/// Nodes `{iri, label, notation, kind, count: {stated, sure, possible}, children, also_under}`.
/// Each node stands once, under its primary parent; `also_under` names its other parents,
/// `leads_back_to` the nodes above to which a link closes a cycle. `note`, `attention` and, in a
/// comparison, `change` are there where there is something to say.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let mut head = json!({
        "view": page.title,
        "query": page.view,
        "language": page.language.code(),
        "date": page.date,
    });
    for (key, value) in [("source", page.source), ("note", page.note)] {
        if let Some(value) = value {
            head[key] = json!(value);
        }
    }
    let mut text = head.to_string();
    text.pop();
    text.push_str(",\"roots\":[");
    let mut open: Vec<usize> = Vec::new();
    let mut first = true;
    let shown = page
        .hierarchy
        .preorder(None)
        .filter(|step| !step.reference && page.depth.is_none_or(|depth| step.level < depth));
    for step in shown {
        while open.last().is_some_and(|&level| level >= step.level) {
            open.pop();
            text.push_str("]}");
            first = false;
        }
        if !first {
            text.push(',');
        }
        text.push('\n');
        text.push_str(&node(page, step));
        open.push(step.level);
        first = true;
    }
    for _ in open {
        text.push_str("]}");
    }
    text.push_str("\n]}\n");
    Ok(Rendered::Text(text))
}

/// The node's object up to and including the bracket that opens its children.
fn node(page: &Page<'_>, step: Step) -> String {
    let concept = page.hierarchy.concept(step.node);
    let others = page.hierarchy.parents(step.node);
    let others = others
        .into_iter()
        .filter(|&parent| Some(parent) != step.parent);
    let also_under: Vec<_> = others
        .map(|parent| page.hierarchy.concept(parent).iri.clone())
        .collect();
    let mut object = json!({
        "iri": concept.iri,
        "label": concept.label(page.language).0,
        "notation": concept.notation,
        "kind": concept.kind,
        "count": page.counts[step.node.index()],
        "also_under": also_under,
    });
    let closing = page.hierarchy.closing_links(step.node).iter();
    let closing: Vec<_> = closing
        .map(|&node| &page.hierarchy.concept(node).iri)
        .collect();
    if !closing.is_empty() {
        object["leads_back_to"] = json!(closing);
    }
    if let Some((note, _)) = concept.note.pick(page.language) {
        object["note"] = json!(note);
    }
    if let Some(attention) = words::attention_code(page, step.node) {
        object["attention"] = json!(attention);
    }
    let changes = words::change_codes(page, step.node);
    if !changes.is_empty() {
        object["change"] = json!(changes);
    }
    let mut text = object.to_string();
    text.pop();
    text.push_str(",\"children\":[");
    text
}
