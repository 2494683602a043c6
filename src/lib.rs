//! `lobgraaf`: a knowledge graph, its queries and its hierarchies. The map of the rooms:
//!
//! `cli → app → store → query → core`, and `app → render → core`. Each room's `mod.rs` says what
//! it is for and what it may use; a test holds them to it. `docs/architecture.md` tells the rest.

pub mod app;
pub mod cli;
pub mod core;
pub mod query;
pub mod render;
pub mod store;
