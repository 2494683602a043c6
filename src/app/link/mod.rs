//! Links to other vocabularies, kept as SSSOM mapping sets: one file a job.
//! Room `app`. `docs/linking.md` tells how links are kept.

pub mod check;
pub mod crosswalk;
pub mod diff;
pub mod export;
pub mod jskos;
pub mod rdf;
pub mod recheck;
pub mod sets;
pub mod show;
pub mod tables;
pub mod terms;
