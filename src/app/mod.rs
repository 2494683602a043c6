//! Room `app`: one file per job. The command line (and later the web) calls these and prints.
//! May use: `store`, `query`, `render`, `core`.

pub mod answer;
pub mod blank;
pub mod check;
pub mod checklist;
pub mod chosen;
pub mod compare;
pub mod day;
pub mod error;
pub mod evaluate;
pub mod export;
pub mod format;
pub mod guideline;
pub mod intake;
pub mod link;
pub mod names;
pub mod page_words;
pub mod progress;
pub mod project;
pub mod queries;
pub mod resolve;
pub mod rows;
pub mod schemes;
pub mod search;
pub mod session;
pub mod show;
pub mod skos;
pub mod tree;

pub use error::AppError;

pub use crate::render::text::{CUT, wrap_some};
/// What the shells need of the rooms below, handed out here so that they use `app` alone.
pub use crate::render::{
    HIERARCHY_FORMATS, HierarchyFormat, MermaidForm, Rendered, cycle_lines, drawing, escape,
};
pub use crate::render::{findings, sarif};
pub use crate::store::write;
