//! Room `store`: where triples live. Oxigraph in memory, filled from files.
//! May use: `query`, `core`.

pub mod answers;
pub mod archive;
mod batches;
pub mod canonical;
pub mod document;
pub mod error;
pub mod intake;
pub mod journal;
pub mod ledger;
pub mod lines;
pub mod load;
pub mod mappings;
pub mod mappings_rdf;
pub mod memory;
pub mod nodes;
pub mod parse;
pub mod serialize;
pub mod shapes;
pub mod sparql;
pub mod stream;
pub mod turtle;
pub mod wellformed;
pub mod workbook;
pub mod write;

pub use error::StoreError;
