//! A hierarchy as JSON Graph Format, version 2: a directed graph, nodes by IRI.
//! Room `render`. One node a line, one link a line.

use petgraph::graph::NodeIndex;
use serde_json::{Map, Value, json};

use crate::render::graph::{self, Edge};
use crate::render::{Page, RenderError, Rendered, words};

/// `graph` with `metadata` (query, language, date, source, note), `nodes` and `edges`. An edge
/// runs from parent to child; its `role` is `primary`, `extra` or `closing`.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let graph = graph::of(page);
    let mut text = format!(
        "{{\"graph\":{{\"id\":{},\"label\":{},\"type\":\"hierarchy\",\"directed\":true,\"metadata\":{},\"nodes\":{{",
        json!(page.view),
        json!(page.title),
        metadata(page),
    );
    for (place, &(node, level)) in graph.nodes.iter().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        let iri = &page.hierarchy.concept(node).iri;
        text.push_str(&format!("{}:{}", json!(iri), object(page, node, level)));
    }
    text.push_str("\n},\"edges\":[");
    for (place, edge) in graph.edges.iter().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        text.push_str(&link(page, edge).to_string());
    }
    text.push_str("\n]}}\n");
    Ok(Rendered::Text(text))
}

fn metadata(page: &Page<'_>) -> Value {
    let mut metadata = Map::new();
    metadata.insert("query".to_owned(), json!(page.view));
    metadata.insert("language".to_owned(), json!(page.language.code()));
    let optional = [
        ("date", page.date),
        ("source", page.source),
        ("note", page.note),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            metadata.insert(key.to_owned(), json!(value));
        }
    }
    Value::Object(metadata)
}

fn object(page: &Page<'_>, node: NodeIndex, level: usize) -> Value {
    let concept = page.hierarchy.concept(node);
    let mut metadata = Map::new();
    metadata.insert("level".to_owned(), json!(level));
    let note = concept.note.pick(page.language).map(|(note, _)| note);
    let optional = [
        ("notation", concept.notation.as_deref()),
        ("kind", concept.kind.as_deref()),
        ("note", note),
        ("attention", words::attention_code(page, node)),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            metadata.insert(key.to_owned(), json!(value));
        }
    }
    if page.has_counts {
        metadata.insert("count".to_owned(), json!(page.counts[node.index()]));
    }
    let changes = words::change_codes(page, node);
    if !changes.is_empty() {
        metadata.insert("change".to_owned(), json!(changes));
    }
    json!({ "label": concept.label(page.language).0, "metadata": metadata })
}

fn link(page: &Page<'_>, edge: &Edge<'_>) -> Value {
    let mut metadata = Map::new();
    metadata.insert("role".to_owned(), json!(edge.role.code()));
    if let Some(link) = edge.link {
        let evidence = link.evidence.name();
        metadata.insert("evidence".to_owned(), json!(evidence));
    }
    let kind = edge.link.and_then(|link| link.kind.as_deref());
    json!({
        "source": page.hierarchy.concept(edge.parent).iri,
        "target": page.hierarchy.concept(edge.child).iri,
        "relation": kind.unwrap_or("narrower"),
        "metadata": metadata,
    })
}
