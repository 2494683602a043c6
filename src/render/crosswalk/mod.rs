//! A crosswalk table: Markdown, HTML, CSV, a workbook.
//! Room `render`; may use `core`.

mod csv;
mod html;
mod markdown;
mod workbook;

use crate::core::crosswalk::{Crosswalk, Target};
use crate::core::language::Language;
use crate::core::matching::relation::word;
use crate::core::message;
use crate::render::{RenderError, Rendered};

/// What stands around the table.
pub struct CrosswalkPage<'a> {
    pub crosswalk: &'a Crosswalk,
    pub title: &'a str,
    /// Lines below it.
    pub foot: Vec<String>,
    pub language: Language,
}

/// Writes the table in the format of that name: `csv`, `markdown`, `html` or `xlsx`.
pub fn render(page: &CrosswalkPage<'_>, format: &str) -> Result<Rendered, RenderError> {
    match format {
        "xlsx" => workbook::render(page),
        "html" => html::render(page).map(Rendered::Text),
        "markdown" => Ok(Rendered::Text(markdown::render(page))),
        _ => Ok(Rendered::Text(csv::render(page))),
    }
}

impl CrosswalkPage<'_> {
    /// A relation in words.
    fn relation(&self, target: &Target) -> String {
        word(&target.predicate, false, self.language)
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
