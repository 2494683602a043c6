//! The crosswalk as a Markdown table (GFM).
//! Room `render`.

use crate::render::crosswalk::CrosswalkPage;
use crate::render::escape;

/// The whole page.
pub fn render(page: &CrosswalkPage<'_>) -> String {
    let mut text = format!("# {}\n\n", escape::markdown(page.title));
    let heads = page.heads().map(|head| escape::markdown(&head));
    text.push_str(&format!("| {} |\n|---|---|---|---|\n", heads.join(" | ")));
    for entry in &page.crosswalk.entries {
        for target in &entry.targets {
            let label = target.label.as_deref().unwrap_or(&target.iri);
            let cells = [
                link(&entry.label, &entry.iri),
                escape::markdown(&page.relation(target)),
                link(label, &target.iri),
                escape::markdown(&page.crosswalk.source(target)),
            ];
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    text.push('\n');
    for vocabulary in &page.crosswalk.vocabularies {
        let parts = [
            vocabulary.title.as_deref(),
            vocabulary.version.as_deref(),
            vocabulary.comment.as_deref(),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().map(escape::markdown).collect();
        let name = escape::markdown(&vocabulary.name);
        text.push_str(&format!("- **{name}**: {}\n", parts.join(". ")));
    }
    for line in &page.foot {
        text.push_str(&format!("\n{}\n", escape::markdown(line)));
    }
    text
}

/// A label that leads to its page on the web, if the IRI is an address.
fn link(label: &str, iri: &str) -> String {
    let label = escape::markdown(label);
    match escape::web_address(iri) {
        // Brackets would end the address.
        Some(address) if !address.contains(['(', ')']) => format!("[{label}]({address})"),
        _ => label,
    }
}
