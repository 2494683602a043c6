//! The crosswalk as one page that makes no request. The template is `templates/crosswalk.html`;
//! askama escapes what it prints.
//! Room `render`.

use askama::Template;

use crate::core::crosswalk::Vocabulary;
use crate::render::crosswalk::CrosswalkPage;
use crate::render::escape::terminal as visible;
use crate::render::{RenderError, escape};

/// One link; the concept is named at its first.
struct Row {
    label: String,
    address: Option<String>,
    /// Links of the concept, where this is its first.
    span: Option<usize>,
    relation: String,
    term: String,
    term_address: Option<String>,
    vocabulary: String,
    comment: Option<String>,
}

#[derive(Template)]
#[template(path = "crosswalk.html")]
struct Page<'a> {
    language: &'static str,
    title: &'a str,
    heads: [String; 4],
    rows: Vec<Row>,
    sources: String,
    vocabularies: &'a [Vocabulary],
    foot: &'a [String],
}

/// The whole page.
pub fn render(page: &CrosswalkPage<'_>) -> Result<String, RenderError> {
    let crosswalk = page.crosswalk;
    let mut rows = Vec::new();
    for entry in &crosswalk.entries {
        for (index, target) in entry.targets.iter().enumerate() {
            rows.push(Row {
                label: visible(&entry.label),
                address: escape::web_address(&entry.iri),
                span: (index == 0).then_some(entry.targets.len()),
                relation: page.relation(target),
                term: visible(target.label.as_deref().unwrap_or(&target.iri)),
                term_address: escape::web_address(&target.iri),
                vocabulary: visible(&crosswalk.source(target)),
                comment: target.comment.as_deref().map(visible),
            });
        }
    }
    let page = Page {
        language: page.language.code(),
        title: page.title,
        heads: page.heads(),
        rows,
        sources: page.say("link.sources"),
        vocabularies: &crosswalk.vocabularies,
        foot: &page.foot,
    };
    Ok(page.render()?)
}
