//! Room `query`: named queries as data. Runs nothing and knows no store.
//! May use: `core`.

pub mod admission;
pub mod catalogue;
pub mod chains;
pub mod header;
pub mod order;
pub mod parameter;
pub mod syntax;
pub mod token;
