//! Open links for a person to decide on: a card on a terminal, a page, a workbook, a table.
//! Room `render`.

pub mod page;
pub mod reasons;
pub mod table;
pub mod terminal;
pub mod workbook;

use crate::core::language::Language;
use crate::core::review::Card;

/// Open pairs and what stands around them.
pub struct Sheet<'a> {
    pub language: Language,
    /// Name of the mapping set's file.
    pub name: &'a str,
    pub cards: &'a [Card<'a>],
    /// The short form of an IRI.
    pub short: &'a dyn Fn(&str) -> String,
}
