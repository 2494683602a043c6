//! A hierarchy as a table for spreadsheets: one row a node, formulas neutralised.
//! Room `render`.

use crate::render::{Page, RenderError, Rendered, escape, words};

/// Columns `level,iri,notation,label,parent,stated,sure,possible`: examples stated by the source,
/// curated with confidence 0.9, curated with 0.6. A node with several parents has a row under
/// each; level counts from 0. A comparison adds `change,note`: words for programs and for people;
/// links to other vocabularies add `note`.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let mut text = String::from("level,iri,notation,label,parent,stated,sure,possible");
    text.push_str(match (page.changes.is_some(), page.has_links) {
        (true, _) => ",change,note\n",
        (false, true) => ",note\n",
        (false, false) => "\n",
    });
    for step in page.hierarchy.preorder(None) {
        if page.depth.is_some_and(|depth| step.level >= depth) {
            continue;
        }
        let concept = page.hierarchy.concept(step.node);
        let counts = page.counts[step.node.index()];
        let parent = step
            .parent
            .map_or("", |parent| page.hierarchy.concept(parent).iri.as_str());
        let fields = [
            step.level.to_string(),
            escape::spreadsheet_csv(&concept.iri),
            escape::spreadsheet_csv(concept.notation.as_deref().unwrap_or("")),
            escape::spreadsheet_csv(concept.label(page.language).0),
            escape::spreadsheet_csv(parent),
            counts.stated.to_string(),
            counts.sure.to_string(),
            counts.possible.to_string(),
        ];
        text.push_str(&fields.join(","));
        if page.changes.is_some() {
            let codes = words::change_codes(page, step.node).join(" ");
            text.push_str(&format!(",{codes}"));
        }
        if page.changes.is_some() || page.has_links {
            let note = concept
                .note
                .pick(page.language)
                .map_or("", |(note, _)| note);
            text.push_str(&format!(",{}", escape::spreadsheet_csv(note)));
        }
        text.push('\n');
    }
    Ok(Rendered::Text(text))
}
