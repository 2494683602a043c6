//! The rows behind a number: which examples are counted at a node, where they are linked and
//! on what evidence.
//! Room `app`.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use crate::app::AppError;
use crate::app::names::{NUMBERS, first_literal, label};
use crate::app::tree::View;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::message;
use crate::render::escape;
use crate::store::memory::GraphStore;

/// One example counted at a node.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// IRI of the example.
    pub example: String,
    /// Its identifier, if it has one.
    pub identifier: Option<String>,
    /// Its title or label, if it has one.
    pub title: Option<String>,
    /// Under which evidence it counts at the node: `stated`, `sure` or `possible`.
    pub evidence: &'static str,
    /// Labels of the nodes, at or below the node asked for, that it is linked to.
    pub linked_at: Vec<String>,
}

/// The rows at `node`, by identifier, then IRI. Their number is the number shown at the node.
pub fn behind(
    store: &GraphStore,
    view: &View,
    node: NodeIndex,
    language: Language,
) -> Result<Vec<Row>, AppError> {
    let hierarchy = &view.hierarchy;
    let mut linked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for step in hierarchy
        .preorder(Some(node))
        .filter(|step| !step.reference)
    {
        let concept = hierarchy.concept(step.node);
        for example in concept.examples.keys() {
            linked
                .entry(example.clone())
                .or_default()
                .push(concept.label(language).0.to_owned());
        }
    }
    let mut rows = Vec::new();
    for (example, evidence) in hierarchy.examples_behind(node) {
        rows.push(Row {
            identifier: first_literal(store, &example, &NUMBERS, language)?,
            title: label(store, &example, language)?,
            evidence: evidence.name(),
            linked_at: linked.remove(&example).unwrap_or_default(),
            example,
        });
    }
    rows.sort_by(|a, b| {
        let number = |row: &Row| row.identifier.clone().unwrap_or_default();
        crate::core::collation::compare_notations(&number(a), &number(b))
            .then_with(|| a.example.cmp(&b.example))
    });
    Ok(rows)
}

/// Formats of rows, with the endings of files that mean them.
pub const FORMATS: [(&str, &[&str]); 3] =
    [("text", &["txt"]), ("json", &["json"]), ("csv", &["csv"])];

/// Writes rows in one of [`FORMATS`]. CSV has `identifier,title,evidence,linked_at,example`
/// and is safe for spreadsheets.
pub fn render(rows: &[Row], format: &str, language: Language, prefixes: &Prefixes) -> String {
    match format {
        "json" => format!("{}\n", serde_json::json!(rows)),
        "csv" => {
            let mut text = String::from("identifier,title,evidence,linked_at,example\n");
            for row in rows {
                let fields = [
                    row.identifier.as_deref().unwrap_or(""),
                    row.title.as_deref().unwrap_or(""),
                    row.evidence,
                    &row.linked_at.join("; "),
                    &row.example,
                ];
                text.push_str(&fields.map(escape::spreadsheet_csv).join(","));
                text.push('\n');
            }
            text
        }
        _ => {
            let mut text = String::new();
            if rows.is_empty() {
                text.push_str(&message::text(language, "rows.none", &[]));
                text.push('\n');
            }
            for row in rows {
                let evidence = message::text(language, &format!("count.{}", row.evidence), &[]);
                let cells = [
                    row.identifier.clone().unwrap_or_default(),
                    row.title.clone().unwrap_or_default(),
                    evidence,
                    row.linked_at.join("; "),
                    prefixes.compact(&row.example),
                ];
                let shown = cells.iter().filter(|cell| !cell.is_empty());
                let line: Vec<_> = shown.map(|cell| escape::terminal(cell)).collect();
                text.push_str(&line.join(" · "));
                text.push('\n');
            }
            text
        }
    }
}
