//! Room `app`: one file per job. The command line (and later the web) calls these and prints.
//! May use: `store`, `query`, `render`, `core`.

pub mod check;
pub mod error;
pub mod evaluate;
pub mod project;
pub mod resolve;
pub mod tree;

pub use error::AppError;
