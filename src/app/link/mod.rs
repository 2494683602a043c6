//! Links to other vocabularies, kept as SSSOM mapping sets: one file a job.
//! Room `app`. `docs/linking.md` tells how links are kept.

pub mod check;
pub mod sets;
pub mod terms;
