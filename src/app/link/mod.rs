//! Links to other vocabularies, kept as SSSOM mapping sets: one file a job. `docs/linking.md` tells
//! the rest.
//! Room `app`.

pub mod add;
pub mod begin;
pub mod beside;
pub mod check;
pub mod collect;
pub mod copies;
pub mod crosswalk;
pub mod diagram;
pub mod diff;
pub mod export;
pub mod find;
pub mod graph;
pub mod jskos;
pub mod proposal;
pub mod rdf;
pub mod recheck;
pub mod review;
pub mod sets;
pub mod show;
pub mod suggest;
pub mod table;
pub mod tables;
pub mod terms;
pub mod vocabulary;
