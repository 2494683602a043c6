//! Deciding on suggested links: what is open, which rows a decision adds, how decisions read as a
//! table. Plain data.
//! Room `core`. No files, no clock, no screen.

pub mod card;
pub mod choice;
pub mod decide;
pub mod portrait;
pub mod queue;
pub mod table;

pub use card::{Advance, Card};
pub use choice::{Action, Choice};
pub use decide::{Refusal, Reviewer};
pub use queue::{Item, Reading};
