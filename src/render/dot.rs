//! A hierarchy in the DOT language of Graphviz, from left to right.
//! Room `render`. One node a line, one link a line; a node's name is its IRI, so a change of
//! one concept changes few lines. Attributes that Graphviz does not know (`kind`, `notation`,
//! `stated` …) hold the data; it passes them over.

use petgraph::graph::NodeIndex;
use unicode_width::UnicodeWidthStr;

use crate::core::message;
use crate::render::graph::{self, Edge, Role};
use crate::render::text::{foot, lines};
use crate::render::{Attention, Page, RenderError, Rendered, escape, words};

/// Columns of a label before it wraps.
const LABEL_COLUMNS: usize = 40;
/// Characters of a label that are shown; the tooltip holds all of them.
const LABEL_CHARACTERS: usize = 300;
/// Columns of the legend below the title.
const LEGEND_COLUMNS: usize = 110;
/// Bytes of a name that people might still read.
const MAX_NAME: usize = 2_000;
/// Characters of a tooltip.
const TOOLTIP_CHARACTERS: usize = 12_000;

/// Comments that say what it is, the graph with its legend, nodes, links.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let graph = graph::of(page);
    let foot = foot(page);
    let has = |role: Role| graph.edges.iter().any(|edge| edge.role == role);
    let mut legend = Vec::new();
    if has(Role::Extra) {
        legend.push(message::text(page.language, "legend.extra", &[]));
    }
    if has(Role::Closing) {
        legend.push(message::text(page.language, "legend.closing", &[]));
    }
    legend.extend(foot.iter().cloned());
    let mut text = format!("// {}\n", escape::comment(page.title));
    for line in &foot {
        text.push_str(&format!("// {}\n", escape::comment(line)));
    }
    text.push_str(&format!("digraph {} {{\n", quoted(page.view)));
    text.push_str(&head(page, &legend));
    text.push_str(concat!(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#eef2f6\", color=\"#4a5865\", ",
        "fontcolor=\"#15202b\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, height=0.3, margin=\"0.12,0.05\"];\n",
        "  edge [color=\"#4a5865\", fontcolor=\"#15202b\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, arrowsize=0.6, tailport=e, headport=w];\n",
    ));
    let iri = |node| name(&page.hierarchy.concept(node).iri);
    for &(node, level) in &graph.nodes {
        text.push_str(&format!(
            "  {} [{}];\n",
            iri(node),
            attributes(page, node, level)
        ));
    }
    for edge in &graph.edges {
        let style = edge_attributes(page, edge);
        text.push_str(&format!("  {} -> {}", iri(edge.parent), iri(edge.child)));
        if !style.is_empty() {
            text.push_str(&format!(" [{style}]"));
        }
        text.push_str(";\n");
    }
    if let [_, _, ..] = page.hierarchy.roots() {
        // Without a common source Graphviz stacks the roots in its own order. No name of a node
        // holds a space.
        text.push_str("  \"the top\" [style=invis, label=\"\", width=0, height=0];\n");
        for &root in page.hierarchy.roots() {
            text.push_str(&format!("  \"the top\" -> {} [style=invis];\n", iri(root)));
        }
    }
    text.push_str("}\n");
    Ok(Rendered::Text(text))
}

/// The graph's own attributes: how it is drawn, its title with the legend below it (a label in
/// Graphviz' HTML-like language), and what it is, for programs.
fn head(page: &Page<'_>, legend: &[String]) -> String {
    let row = |size: u8, line: &str| {
        let line = escape::xml(line);
        format!("<tr><td align=\"left\"><font point-size=\"{size}\">{line}</font></td></tr>")
    };
    let mut rows = row(18, page.title);
    for line in legend.iter().flat_map(|line| lines(line, LEGEND_COLUMNS)) {
        rows.push_str(&row(9, &line));
    }
    let mut head = format!(
        "  graph [rankdir=LR, charset=\"UTF-8\", ordering=out, nodesep=0.12, ranksep=0.6, labelloc=t, labeljust=l, \
         fontname=\"Helvetica,Arial,sans-serif\", label=<<table border=\"0\" cellspacing=\"0\" cellpadding=\"1\">{rows}</table>>, title={}, lang={}, query={}",
        quoted(page.title),
        quoted(page.language.code()),
        quoted(page.view),
    );
    let optional = [
        ("date", page.date),
        ("source", page.source),
        ("note", page.note),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            head.push_str(&format!(", {key}={}", quoted(value)));
        }
    }
    head.push_str("];\n");
    head
}

fn attributes(page: &Page<'_>, node: NodeIndex, level: usize) -> String {
    let concept = page.hierarchy.concept(node);
    let note = concept.note.pick(page.language).map(|(note, _)| note);
    let heading = words::heading(page, node, LABEL_CHARACTERS);
    let mut lines = lines_of(&(words::change_signs(page, node) + &heading));
    if let Some(note) = note {
        let shown: String = note.chars().take(LABEL_CHARACTERS).collect();
        lines.extend(lines_of(&format!("({shown})")));
    }
    let numbers = [words::counts(page, node), words::attention(page, node)];
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    lines.extend(lines_of(&numbers.join(" · ")));
    lines.retain(|line| line.width() > 0);
    // A single line stands in the middle of its box, several begin at one edge.
    let label = match lines.as_slice() {
        [line] => escape::dot(line),
        lines => lines.iter().map(|line| escape::dot(line) + "\\l").collect(),
    };
    let tooltip = [
        Some(concept.label(page.language).0),
        note,
        concept.kind.as_deref(),
        Some(concept.iri.as_str()),
    ];
    let tooltip: Vec<_> = tooltip.into_iter().flatten().collect();
    let tooltip: String = tooltip
        .join(" · ")
        .chars()
        .take(TOOLTIP_CHARACTERS)
        .collect();
    let mut text = format!("label=\"{label}\", tooltip={}", quoted(&tooltip));
    let mut push = |key: &str, value: &str| text.push_str(&format!(", {key}={}", quoted(value)));
    if let Some(address) = escape::web_address(&concept.iri) {
        push("URL", &address);
    }
    if let Some(notation) = &concept.notation {
        push("notation", notation);
    }
    if let Some(kind) = &concept.kind {
        push("kind", kind);
    }
    if let Some(attention) = words::attention_code(page, node) {
        push("attention", attention);
    }
    let changes = words::change_codes(page, node).join(" ");
    if !changes.is_empty() {
        push("change", &changes);
    }
    if page.has_counts {
        let counts = page.counts[node.index()];
        text.push_str(&format!(
            ", stated={}, sure={}, possible={}",
            counts.stated, counts.sure, counts.possible
        ));
    }
    text.push_str(&look(page, node, level));
    text
}

/// How a box differs from the others; each difference also stands in its words.
fn look(page: &Page<'_>, node: NodeIndex, level: usize) -> String {
    let change = page.change(node);
    let is = |test: fn(&crate::core::hierarchy::NodeChange) -> bool| change.is_some_and(test);
    let mut look = String::new();
    if is(|change| change.removed) {
        look.push_str(", style=\"rounded,dashed\"");
    } else if matches!(
        page.attention(node),
        Some(Attention::None | Attention::Little)
    ) {
        look.push_str(", fillcolor=\"#ffffff\", color=\"#84245f\"");
    }
    if level == 0 {
        look.push_str(", fontsize=13");
    }
    if is(|change| change.added) {
        look.push_str(", penwidth=2.5");
    }
    look
}

fn edge_attributes(page: &Page<'_>, edge: &Edge<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut label: Vec<String> = Vec::new();
    match edge.role {
        Role::Primary => {}
        Role::Extra => {
            parts.push("style=dashed, constraint=false, tailport=_, headport=_".to_owned())
        }
        Role::Closing => {
            parts.push(
                "style=dotted, constraint=false, arrowhead=vee, tailport=_, headport=_".to_owned(),
            );
            label.push(format!(
                "↺ {}",
                message::text(page.language, "edge.closing", &[])
            ));
        }
    }
    if let Some(link) = edge.link {
        if let Some(said) = words::evidence(page.language, link.evidence) {
            let code = link.evidence.name();
            parts.push(format!("arrowhead=empty, evidence={code}"));
            label.push(said);
        }
        if let Some(kind) = &link.kind {
            parts.push(format!("kind={}", quoted(kind)));
        }
    }
    if !label.is_empty() {
        parts.push(format!("label={}", quoted(&label.join(", "))));
    }
    parts.join(", ")
}

fn lines_of(text: &str) -> Vec<String> {
    lines(text, LABEL_COLUMNS)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escape::dot(text))
}

/// The name of a node: its IRI; where that holds what no IRI may hold, a word made from it.
fn name(iri: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\\' | '<' | '>' | '`');
    let is_name = iri.len() < MAX_NAME && iri.chars().all(is_plain);
    if is_name && !iri.is_empty() && escape::terminal(iri) == iri {
        format!("\"{iri}\"")
    } else {
        graph::node_id(iri, 16)
    }
}
