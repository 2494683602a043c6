//! Room `core`: plain data. No files, no network, no store, no word of the domain.
//! May use: nothing of this crate.

pub mod alignment;
pub mod checklist;
pub mod collation;
pub mod crosswalk;
pub mod csv;
pub mod finding;
pub mod fingerprint;
pub mod form;
pub mod hierarchy;
pub mod intake;
pub mod iri;
pub mod language;
pub mod lexical;
pub mod matching;
pub mod message;
pub mod review;
pub mod sssom;
pub mod table;
pub mod vocabulary;
pub mod xml;
