//! Which concepts of one vocabulary may answer those of another, and why.
//! Room `core`.

pub mod engine;
pub mod entry;
pub mod evidence;
pub mod kin;
pub mod lexicon;
pub mod pairing;
pub mod relation;
pub mod scratch;
pub mod slot;
pub mod spelling;
pub mod suggestion;
pub mod vector;
pub mod version;
pub mod words;
