//! A hierarchy as nested JSON: `{view, query, language, date, roots}`.
//! Room `render`. Written as it is walked, without recursion, one node a line:
//! depth costs neither stack nor indentation.

use serde_json::json;

use crate::core::hierarchy::Step;
use crate::render::{Page, RenderError, Rendered};

/// Nodes `{iri, label, notation, kind, count: {stated, sure, possible}, children, also_under}`.
/// Each node stands once, under its primary parent; `also_under` names its other parents.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let head = json!({
        "view": page.title,
        "query": page.view,
        "language": page.language.code(),
        "date": page.date,
    });
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
    let object = json!({
        "iri": concept.iri,
        "label": concept.label(page.language).0,
        "notation": concept.notation,
        "kind": concept.kind,
        "count": page.counts[step.node.index()],
        "also_under": also_under,
    });
    let mut text = object.to_string();
    text.pop();
    text.push_str(",\"children\":[");
    text
}
