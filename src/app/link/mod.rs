//! Linking to other vocabularies, a file a job; `docs/linking.md` tells the rest.
//! Room `app`.

pub mod add;
pub mod collect;
pub mod graph;
pub mod proposal;
pub mod review;
pub mod suggest;
pub mod table;
pub mod vocabulary;
