//! Links in the DOT language of Graphviz: the project's concepts left, the terms right.
//! Room `render`. What stands above is tied to what stands below it; the links lie between.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;

use crate::core::alignment::{Relation, outline};
use crate::core::hierarchy::Hierarchy;
use crate::render::alignment::AlignmentPage;
use crate::render::escape;
use crate::render::text::wrap;

/// Columns of a label before it wraps.
const LABEL_COLUMNS: usize = 40;

/// The graph.
pub fn render(page: &AlignmentPage<'_>) -> String {
    let alignment = page.alignment;
    let mut text = format!("// {}\n", escape::comment(&page.title()));
    for source in &page.sources {
        let source = format!("{} {}", source.short, source.about);
        text.push_str(&format!(
            "// {}
",
            escape::comment(&source)
        ));
    }
    text.push_str(&format!(
        "digraph {} {{\n  graph [rankdir=LR, charset=\"UTF-8\", nodesep=0.1, ranksep=1.2, labelloc=t, \
         fontname=\"Helvetica,Arial,sans-serif\", label={}, lang={}];\n",
        quoted(page.command),
        quoted(&page.title()),
        quoted(page.language.code())
    ));
    text.push_str(concat!(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#eef2f6\", color=\"#4a5865\", ",
        "fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, height=0.25];\n",
        "  edge [color=\"#4a5865\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=8, arrowsize=0.6];\n",
    ));
    let lefts: Vec<_> = alignment.ties.iter().map(|tie| tie.left).collect();
    let rights: Vec<_> = alignment.ties.iter().map(|tie| tie.right).collect();
    side(page, &mut text, (&alignment.left, &lefts), 'l');
    side(page, &mut text, (&alignment.right, &rights), 'r');
    let mut ties: Vec<_> = alignment.ties.iter().collect();
    ties.sort_by_key(|tie| (tie.left, tie.relation, tie.right));
    for tie in ties {
        let relation = page.relation(&tie.predicate);
        text.push_str(&format!(
            "  {} -> {} [{}, label={}, predicate={}];\n",
            name(&alignment.left, tie.left, 'l'),
            name(&alignment.right, tie.right, 'r'),
            look(tie.relation),
            quoted(&relation),
            quoted(&tie.predicate)
        ));
    }
    text.push_str("}\n");
    text
}

/// Nodes of a side and what stands above what; on the right the arrow points back, so that the
/// linked terms come first.
fn side(
    page: &AlignmentPage<'_>,
    text: &mut String,
    (hierarchy, wanted): (&Hierarchy, &[NodeIndex]),
    letter: char,
) {
    let mut links = BTreeSet::new();
    for row in outline(hierarchy, wanted, None) {
        for &node in &row.chain {
            let label = page.name(hierarchy, node);
            let lines = wrap(&escape::terminal(&label), LABEL_COLUMNS);
            let label: Vec<_> = lines.iter().map(|line| escape::dot(line)).collect();
            let concept = hierarchy.concept(node);
            text.push_str(&format!(
                "  {} [label=\"{}\", iri={}];\n",
                name(hierarchy, node, letter),
                label.join("\\n"),
                quoted(&concept.iri)
            ));
            let above = hierarchy.primary_parent(node);
            links.extend(above.map(|above| (above, node)));
        }
    }
    for (above, node) in links {
        let (above, node) = (
            name(hierarchy, above, letter),
            name(hierarchy, node, letter),
        );
        let line = match letter {
            'l' => format!("  {above} -> {node} [arrowhead=none];\n"),
            _ => format!("  {node} -> {above} [arrowhead=none];\n"),
        };
        text.push_str(&line);
    }
}

fn look(relation: Relation) -> &'static str {
    match relation {
        Relation::Exact => "style=bold, arrowhead=dot, color=\"#0072b2\"",
        Relation::Close => "style=solid, arrowhead=odot, color=\"#00735c\"",
        Relation::Broad => "style=dashed, arrowhead=normal, color=\"#b85400\"",
        Relation::Narrow => "style=dashed, arrowhead=inv, color=\"#a0527d\"",
        Relation::Related => "style=dotted, arrowhead=odiamond",
        Relation::Other => "style=dashed, arrowhead=obox",
    }
}

fn name(hierarchy: &Hierarchy, node: NodeIndex, letter: char) -> String {
    quoted(&format!("{letter} {}", hierarchy.concept(node).iri))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escape::dot(text))
}
