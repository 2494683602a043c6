//! A hierarchy as a Mermaid diagram: a flowchart from left to right, or a mindmap.
//! Room `render`. Mermaid refuses, with its standard settings, more than [`MAX_CHARACTERS`] and
//! more than [`MAX_EDGES`]; what is larger is refused here, with advice. One node a line, and a
//! second line with its address.

use petgraph::graph::NodeIndex;

use crate::core::message;
use crate::render::graph::{self, Edge, Graph, Role};
use crate::render::text::foot;
use crate::render::{Attention, MermaidForm, Page, RenderError, Rendered, escape, words};

/// `maxTextSize` of Mermaid, in units of UTF-16.
pub const MAX_CHARACTERS: usize = 50_000;
/// `maxEdges` of Mermaid.
pub const MAX_EDGES: usize = 500;
/// A mindmap is chosen for trees up to so many nodes …
const MINDMAP_NODES: usize = 40;
/// … and so many levels; around a centre more cannot be read.
const MINDMAP_LEVELS: usize = 4;
/// Characters of a label that are shown.
const LABEL_CHARACTERS: usize = 200;
/// No node takes fewer characters; what cannot fit is not even written.
const LEAST_CHARACTERS: usize = 20;
/// About what the lines of a node take beside its label and its address.
const LINE_CHARACTERS: usize = 60;
/// Hexadecimal digits of a node's name.
const ID_DIGITS: usize = 12;

/// Front matter with the title, comments with the rules and the source, the diagram.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let graph = graph::of(page);
    let form = page.mermaid.unwrap_or_else(|| suitable(page, &graph));
    let edges = match form {
        MermaidForm::Flowchart => graph.edges.len(),
        MermaidForm::Mindmap => 0,
    };
    if edges > MAX_EDGES || graph.nodes.len() * LEAST_CHARACTERS > MAX_CHARACTERS {
        return Err(too_large(page, &graph));
    }
    let mut text = format!("---\ntitle: {}\n---\n", yaml(page.title));
    match form {
        MermaidForm::Flowchart => flowchart(&mut text, page, &graph),
        MermaidForm::Mindmap => mindmap(&mut text, page, &graph),
    }
    if text.encode_utf16().count() > MAX_CHARACTERS {
        return Err(too_large(page, &graph));
    }
    Ok(Rendered::Text(text))
}

/// A mindmap for a small tree, a flowchart for everything else.
fn suitable(page: &Page<'_>, graph: &Graph<'_>) -> MermaidForm {
    let is_tree = graph.edges.iter().all(|edge| edge.role == Role::Primary);
    let roots = graph.nodes.len().saturating_sub(graph.edges.len());
    let is_small = graph.nodes.len() <= MINDMAP_NODES
        && graph.nodes.iter().all(|(_, level)| *level < MINDMAP_LEVELS);
    // A mindmap shows neither who says that a link holds, nor what is gone, by the link itself.
    if is_tree && roots == 1 && is_small && page.changes.is_none() && !page.has_curated {
        MermaidForm::Mindmap
    } else {
        MermaidForm::Flowchart
    }
}

/// Names the deepest `--depth` that would fit, where there is one.
fn too_large(page: &Page<'_>, graph: &Graph<'_>) -> RenderError {
    // Characters and links that each level adds.
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    let mut level_of = vec![0; page.hierarchy.len()];
    for &(node, level) in &graph.nodes {
        level_of[node.index()] = level;
        if level >= sizes.len() {
            sizes.resize(level + 1, (0, 0));
        }
        let address = page.hierarchy.concept(node).iri.len();
        sizes[level].0 += label(page, node, None).len() + address + LINE_CHARACTERS;
    }
    for edge in &graph.edges {
        let level = (level_of[edge.parent.index()] + 1).min(sizes.len() - 1);
        sizes[level].1 += 1;
        sizes[level].0 += LINE_CHARACTERS;
    }
    let head: usize = foot(page).iter().map(|line| 3 * line.len()).sum();
    let (mut characters, mut edges) = (head, 0);
    let beyond = sizes.iter().position(|(more_characters, more_edges)| {
        characters += more_characters;
        edges += more_edges;
        characters > MAX_CHARACTERS || edges > MAX_EDGES
    });
    let depth = beyond.unwrap_or(sizes.len());
    let values = [
        ("edges", MAX_EDGES.to_string()),
        ("characters", MAX_CHARACTERS.to_string()),
        ("found", graph.edges.len().to_string()),
        ("nodes", graph.nodes.len().to_string()),
        ("depth", depth.to_string()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    RenderError::Limit(if depth > 0 {
        message::text(page.language, "mermaid.too-large-depth", &values)
    } else {
        message::text(page.language, "mermaid.too-large", &values)
    })
}

fn push_remarks(text: &mut String, page: &Page<'_>, indent: &str) {
    for line in foot(page) {
        text.push_str(&format!("{indent}%% {}\n", escape::comment(&line)));
    }
}

fn flowchart(text: &mut String, page: &Page<'_>, graph: &Graph<'_>) {
    text.push_str("flowchart LR\n");
    push_remarks(text, page, "  ");
    let description = foot(page).join(" ");
    text.push_str(&format!("  accTitle: {}\n", escape::mermaid(page.title)));
    text.push_str(&format!("  accDescr: {}\n", escape::mermaid(&description)));
    for (class, style) in [
        ("few", "stroke-width:2px,stroke-dasharray:6 3"),
        ("gone", "stroke-dasharray:2 3"),
        ("added", "stroke-width:4px"),
    ] {
        if graph
            .nodes
            .iter()
            .any(|(node, _)| class_of(page, *node) == Some(class))
        {
            text.push_str(&format!("  classDef {class} {style}\n"));
        }
    }
    // A node stands on the line of its primary link; edges come in the order of the nodes.
    let mut main: Vec<Option<&Edge<'_>>> = vec![None; page.hierarchy.len()];
    for edge in graph.edges.iter().filter(|edge| edge.role == Role::Primary) {
        main[edge.child.index()] = Some(edge);
    }
    for &(node, _) in &graph.nodes {
        text.push_str("  ");
        if let Some(edge) = main[node.index()] {
            text.push_str(&format!("{} {} ", id(page, edge.parent), arrow(page, edge)));
        }
        text.push_str(&format!(
            "{}[\"{}\"]",
            id(page, node),
            label(page, node, None)
        ));
        if let Some(class) = class_of(page, node) {
            text.push_str(&format!(":::{class}"));
        }
        text.push('\n');
        let concept = page.hierarchy.concept(node);
        match escape::web_address(&concept.iri) {
            Some(address) => {
                text.push_str(&format!("  click {} href \"{address}\"", id(page, node)));
                if let Some(kind) = &concept.kind {
                    text.push_str(&format!(" \"{}\"", escape::mermaid(kind)));
                }
                text.push('\n');
            }
            None => push_iri(text, page, node, "  "),
        }
    }
    for edge in graph.edges.iter().filter(|edge| edge.role != Role::Primary) {
        let (parent, child) = (id(page, edge.parent), id(page, edge.child));
        text.push_str(&format!("  {parent} {} {child}\n", arrow(page, edge)));
    }
}

/// Solid to where a node is shown, dashed to its other places; who says so in words.
fn arrow(page: &Page<'_>, edge: &Edge<'_>) -> String {
    let evidence = edge.link.map(|link| link.evidence);
    let said = evidence.and_then(|evidence| words::evidence(page.language, evidence));
    let closing = message::text(page.language, "edge.closing", &[]);
    let (line, words) = match edge.role {
        Role::Primary => ("-->", said),
        Role::Extra => ("-.->", said),
        Role::Closing => ("-.->", Some(format!("↺ {closing}"))),
    };
    match words {
        Some(words) => format!("{line}|\"{}\"|", escape::mermaid(&words)),
        None => line.to_owned(),
    }
}

fn class_of(page: &Page<'_>, node: NodeIndex) -> Option<&'static str> {
    let change = page.change(node);
    if change.is_some_and(|change| change.removed) {
        return Some("gone");
    }
    if change.is_some_and(|change| change.added) {
        return Some("added");
    }
    match page.attention(node) {
        Some(Attention::None | Attention::Little) => Some("few"),
        _ => None,
    }
}

/// A mindmap nests by indentation and has one root: with several, the title takes that place.
fn mindmap(text: &mut String, page: &Page<'_>, graph: &Graph<'_>) {
    text.push_str("mindmap\n");
    push_remarks(text, page, "  ");
    let below = usize::from(page.hierarchy.roots().len() != 1);
    if below > 0 {
        text.push_str(&format!("  title[\"{}\"]\n", escape::mermaid(page.title)));
    }
    // Edges come in the order of the walk; a root has none.
    let mut roles = graph.edges.iter().map(|edge| edge.role);
    let steps = page.hierarchy.preorder(None);
    for step in steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth)) {
        let role = step.parent.and_then(|_| roles.next());
        let indent = "  ".repeat(step.level + below + 1);
        let name = match step.parent.filter(|_| step.reference) {
            // A reference is a node of its own.
            Some(parent) => {
                let pair =
                    [parent, step.node].map(|node| page.hierarchy.concept(node).iri.as_str());
                graph::node_id(&pair.join(" "), ID_DIGITS)
            }
            None => id(page, step.node),
        };
        text.push_str(&format!(
            "{indent}{name}[\"{}\"]\n",
            label(page, step.node, role)
        ));
        if !step.reference {
            push_iri(text, page, step.node, &indent);
        }
    }
}

/// What a diagram cannot hold of a node, as a comment: kind and IRI.
fn push_iri(text: &mut String, page: &Page<'_>, node: NodeIndex, indent: &str) {
    let concept = page.hierarchy.concept(node);
    let kind = concept.kind.as_deref().unwrap_or("-");
    let line = escape::comment(&format!("{kind} {}", concept.iri));
    text.push_str(&format!("{indent}%% {line}\n"));
}

/// Everything that is said of a node, on lines of its box.
fn label(page: &Page<'_>, node: NodeIndex, role: Option<Role>) -> String {
    let heading = words::heading(page, node, LABEL_CHARACTERS);
    let mut lines = vec![words::change_signs(page, node) + &heading];
    let note = page.hierarchy.concept(node).note.pick(page.language);
    if let Some((note, _)) = note {
        let note: String = note.chars().take(LABEL_CHARACTERS).collect();
        lines.push(format!("({note})"));
    }
    let numbers = [words::counts(page, node), words::attention(page, node)];
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    if !numbers.is_empty() {
        lines.push(numbers.join(" · "));
    }
    if let Some(place) = role.and_then(|role| words::reference(page, node, role)) {
        lines.push(format!("↑ {place}"));
    }
    let lines: Vec<_> = lines.iter().map(|line| escape::mermaid(line)).collect();
    lines.join("<br>")
}

fn id(page: &Page<'_>, node: NodeIndex) -> String {
    graph::node_id(&page.hierarchy.concept(node).iri, ID_DIGITS)
}

/// A quoted scalar of YAML: that of JSON is one. Mermaid looks for directives here too.
fn yaml(text: &str) -> String {
    serde_json::json!(escape::comment(text)).to_string()
}
