//! The crosswalk for spreadsheets: a link a row, IRIs beside labels.
//! Room `render`.

use crate::core::iri::last_segment;
use crate::render::crosswalk::CrosswalkPage;
use crate::render::escape;

/// The whole table; the names of its columns are fixed.
pub fn render(page: &CrosswalkPage<'_>) -> String {
    let mut text = String::from("concept,label,relation,vocabulary,version,term,term_label\r\n");
    for entry in &page.crosswalk.entries {
        for target in &entry.targets {
            let vocabulary = &page.crosswalk.vocabularies[target.vocabulary];
            let cells = [
                entry.iri.as_str(),
                &entry.label,
                last_segment(&target.predicate),
                &vocabulary.name,
                target.version.as_deref().unwrap_or_default(),
                &target.iri,
                target.label.as_deref().unwrap_or_default(),
            ];
            let cells = cells.map(escape::spreadsheet_csv);
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
    }
    text
}
