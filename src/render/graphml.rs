//! A hierarchy as GraphML 1.0: keys, then one node a line, then one link a line.
//! Room `render`. An id is a name token made from the IRI, which itself stands in a key.

use petgraph::graph::NodeIndex;

use crate::render::graph::{self, Edge};
use crate::render::{Page, RenderError, Rendered, cycle_lines, escape, words};

/// `(id, for, type)` of each key.
const KEYS: [(&str, &str, &str); 20] = [
    ("title", "graph", "string"),
    ("language", "graph", "string"),
    ("query", "graph", "string"),
    ("date", "graph", "string"),
    ("source", "graph", "string"),
    ("remark", "graph", "string"),
    ("label", "node", "string"),
    ("iri", "node", "string"),
    ("notation", "node", "string"),
    ("kind", "node", "string"),
    ("note", "node", "string"),
    ("level", "node", "int"),
    ("stated", "node", "int"),
    ("sure", "node", "int"),
    ("possible", "node", "int"),
    ("attention", "node", "string"),
    ("change", "node", "string"),
    ("role", "edge", "string"),
    ("evidence", "edge", "string"),
    ("relation", "edge", "string"),
];

/// Hexadecimal digits of an id.
const ID_DIGITS: usize = 16;

/// The document; edges run from parent to child and their `role` is `primary`, `extra` or
/// `closing`.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let graph = graph::of(page);
    let mut text = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    ));
    for (id, of, kind) in KEYS {
        text.push_str(&format!(
            "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{id}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    text.push_str("  <graph id=\"hierarchy\" edgedefault=\"directed\">\n");
    let mut remarks: Vec<_> = page.note.into_iter().map(str::to_owned).collect();
    remarks.extend(cycle_lines(page.hierarchy, page.language));
    let remarks = remarks.join(" ");
    let head = [
        ("title", Some(page.title)),
        ("language", Some(page.language.code())),
        ("query", Some(page.view)),
        ("date", page.date),
        ("source", page.source),
        (
            "remark",
            Some(remarks.as_str()).filter(|remarks| !remarks.is_empty()),
        ),
    ];
    for (key, value) in head {
        if value.is_some() {
            text.push_str("    ");
            push_data(&mut text, key, value);
            text.push('\n');
        }
    }
    for &(node, level) in &graph.nodes {
        push_node(&mut text, page, node, level);
    }
    for edge in &graph.edges {
        push_edge(&mut text, page, edge);
    }
    text.push_str("  </graph>\n</graphml>\n");
    Ok(Rendered::Text(text))
}

fn push_data(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        text.push_str(&format!(
            "<data key=\"{key}\">{}</data>",
            escape::xml(value)
        ));
    }
}

fn id(page: &Page<'_>, node: NodeIndex) -> String {
    graph::node_id(&page.hierarchy.concept(node).iri, ID_DIGITS)
}

fn push_node(text: &mut String, page: &Page<'_>, node: NodeIndex, level: usize) {
    let concept = page.hierarchy.concept(node);
    text.push_str(&format!("    <node id=\"{}\">", id(page, node)));
    push_data(text, "label", Some(concept.label(page.language).0));
    push_data(text, "iri", Some(&concept.iri));
    push_data(text, "notation", concept.notation.as_deref());
    push_data(text, "kind", concept.kind.as_deref());
    push_data(
        text,
        "note",
        concept.note.pick(page.language).map(|(note, _)| note),
    );
    push_data(text, "level", Some(&level.to_string()));
    if page.has_counts {
        let counts = page.counts[node.index()];
        push_data(text, "stated", Some(&counts.stated.to_string()));
        push_data(text, "sure", Some(&counts.sure.to_string()));
        push_data(text, "possible", Some(&counts.possible.to_string()));
    }
    push_data(text, "attention", words::attention_code(page, node));
    let changes = words::change_codes(page, node).join(" ");
    push_data(
        text,
        "change",
        Some(changes.as_str()).filter(|codes| !codes.is_empty()),
    );
    text.push_str("</node>\n");
}

fn push_edge(text: &mut String, page: &Page<'_>, edge: &Edge<'_>) {
    text.push_str(&format!(
        "    <edge source=\"{}\" target=\"{}\">",
        id(page, edge.parent),
        id(page, edge.child)
    ));
    push_data(text, "role", Some(edge.role.code()));
    let evidence = edge.link.map(|link| link.evidence.name());
    push_data(text, "evidence", evidence);
    push_data(
        text,
        "relation",
        edge.link.and_then(|link| link.kind.as_deref()),
    );
    text.push_str("</edge>\n");
}
