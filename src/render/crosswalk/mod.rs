//! A crosswalk table: Markdown, HTML, CSV.
//! Room `render`; may use `core`.

mod csv;
mod html;
mod markdown;

use crate::core::crosswalk::{Crosswalk, Target};
use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::skos;
use crate::render::RenderError;

/// What stands around the table.
pub struct CrosswalkPage<'a> {
    pub crosswalk: &'a Crosswalk,
    pub title: &'a str,
    /// Lines below it.
    pub foot: Vec<String>,
    pub language: Language,
}

/// Writes the table in the format of that name: `csv`, `markdown` or `html`.
pub fn render(page: &CrosswalkPage<'_>, format: &str) -> Result<String, RenderError> {
    match format {
        "html" => html::render(page),
        "markdown" => Ok(markdown::render(page)),
        _ => Ok(csv::render(page)),
    }
}

impl CrosswalkPage<'_> {
    /// A relation in words; the end of its IRI for one that is not of SKOS.
    fn relation(&self, target: &Target) -> String {
        let known = [
            skos::EXACT_MATCH,
            skos::CLOSE_MATCH,
            skos::BROAD_MATCH,
            skos::NARROW_MATCH,
            skos::RELATED_MATCH,
        ];
        let name = last_segment(&target.predicate);
        if known.contains(&target.predicate.as_str()) {
            message::text(self.language, &format!("link.relation.{name}"), &[])
        } else {
            name.to_owned()
        }
    }

    fn say(&self, key: &str) -> String {
        message::text(self.language, key, &[])
    }

    /// The heads of the columns.
    fn heads(&self) -> [String; 4] {
        [
            self.say("link.head.concept"),
            self.say("link.head.relation"),
            self.say("link.head.term"),
            self.say("link.head.vocabulary"),
        ]
    }
}
