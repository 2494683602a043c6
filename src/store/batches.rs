//! Quads handed from a parsing thread to the one that takes them, many at once.
//! Room `store`.

use std::sync::mpsc::SyncSender;

use oxigraph::model::Quad;

/// Quads that are handed over at once, and how many times that the parser may be ahead.
const BATCH: usize = 512;
pub const BATCHES_AHEAD: usize = 64;

/// Collects quads and sends them on; what is left goes when it is dropped.
pub struct Batches {
    batch: Vec<Quad>,
    sender: SyncSender<Vec<Quad>>,
}

impl Batches {
    /// Sends to that end of a channel.
    pub fn new(sender: SyncSender<Vec<Quad>>) -> Self {
        Self {
            batch: Vec::with_capacity(BATCH),
            sender,
        }
    }

    /// Takes a quad in; whether anybody still listens, which nobody does only where the other
    /// thread ended in an error of its own.
    pub fn push(&mut self, quad: Quad) -> bool {
        self.batch.push(quad);
        self.batch.len() < BATCH || self.send(Vec::with_capacity(BATCH))
    }

    fn send(&mut self, next: Vec<Quad>) -> bool {
        let full = std::mem::replace(&mut self.batch, next);
        self.sender.send(full).is_ok()
    }
}

impl Drop for Batches {
    fn drop(&mut self) {
        self.send(Vec::new());
    }
}
