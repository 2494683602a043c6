//! The open links as a file: a page, a workbook, a table.
//! Room `app`.

use crate::app::AppError;
use crate::app::link::review::Review;
use crate::core::language::Language;
use crate::core::review::Advance;
use crate::core::review::portrait::Portrait;
use crate::render::review::{Sheet, page, table, terminal, workbook};
use crate::render::{RenderError, Rendered};

/// Formats of `link review`; the first asks on the terminal.
pub const FORMATS: [(&str, &[&str]); 4] = [
    ("text", &["txt"]),
    ("html", &["html", "htm"]),
    ("xlsx", &["xlsx"]),
    ("tsv", &["tsv"]),
];

impl Review {
    /// The open links in one of [`FORMATS`] that is no conversation.
    pub fn render(&self, format: &str) -> Result<Rendered, AppError> {
        let cards = self.cards();
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let sheet = Sheet {
            language: self.language,
            name: &name,
            cards: &cards,
            short: &|iri| self.set.prefixes.compact(iri),
        };
        let rendered: Result<_, RenderError> = match format {
            "html" => page::render(&sheet),
            "xlsx" => workbook::render(&sheet),
            _ => Ok(Rendered::Text(table::tsv(&sheet))),
        };
        Ok(rendered?)
    }

    /// The pair to decide on, for a terminal of so many columns.
    pub fn show(&self, width: usize) -> Option<String> {
        let card = self.card()?;
        let short = |iri: &str| self.set.prefixes.compact(iri);
        Some(terminal::card(&card, self.language, width, &short))
    }
}

/// How far it is, in words.
pub fn advance(advance: Advance, language: Language) -> String {
    terminal::advance(advance, language)
}

/// What every key does.
pub fn help(language: Language) -> String {
    terminal::help(language)
}

/// A concept in full, for a terminal of so many columns.
pub fn portrait(
    portrait: &Portrait,
    language: Language,
    width: usize,
    short: &dyn Fn(&str) -> String,
) -> String {
    terminal::portrait(portrait, language, width, short)
}
