//! One pair with all that a person wants to see before deciding.
//! Room `core`.

use crate::core::matching::suggestion::Candidate;
use crate::core::review::portrait::Portrait;
use crate::core::review::queue::Item;

/// How far a review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Advance {
    /// Place of the pair among all, from 1.
    pub place: usize,
    pub all: usize,
    pub decided: usize,
}

/// One pair, ready to be shown.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    pub item: &'a Item,
    pub subject: Portrait,
    /// Nothing where the rows say that nothing fits.
    pub object: Option<Portrait>,
    /// What speaks for and against it, where both vocabularies are at hand.
    pub candidate: Option<&'a Candidate>,
    pub advance: Advance,
}
