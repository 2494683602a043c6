//! Statements straight from the parser, for readers that need no store: half a million of them
//! cost a store seconds and hundreds of megabytes.
//! Room `store`.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use oxigraph::model::Quad;

use crate::store::StoreError;
use crate::store::batches::{BATCHES_AHEAD, Batches};
use crate::store::load::SourceFile;
use crate::store::parse::for_each_quad;

/// Hands the quads of files whose predicate is `wanted` to `take`, with the number of their file:
/// file after file, each in its own order. Every file is read and parsed by a thread of its own.
pub fn for_each_quad_of(
    paths: &[PathBuf],
    wanted: impl Fn(&str) -> bool + Sync,
    mut take: impl FnMut(usize, Quad),
) -> Result<(), StoreError> {
    let wanted = &wanted;
    std::thread::scope(|scope| {
        let each = paths.iter();
        let running: Vec<_> = each.map(|path| parsing(scope, path, wanted)).collect();
        for (number, (batches, thread)) in running.into_iter().enumerate() {
            for quad in batches.into_iter().flatten() {
                take(number, quad);
            }
            match thread.join() {
                Ok(result) => result?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(())
    })
}

type Parsing<'scope> = (
    Receiver<Vec<Quad>>,
    std::thread::ScopedJoinHandle<'scope, Result<(), StoreError>>,
);

fn parsing<'scope>(
    scope: &'scope Scope<'scope, '_>,
    path: &'scope Path,
    wanted: &'scope (impl Fn(&str) -> bool + Sync),
) -> Parsing<'scope> {
    let (sender, batches) = sync_channel(BATCHES_AHEAD);
    let thread = scope.spawn(move || send(&SourceFile::read(path)?, wanted, sender));
    (batches, thread)
}

fn send(
    file: &SourceFile,
    wanted: &impl Fn(&str) -> bool,
    sender: SyncSender<Vec<Quad>>,
) -> Result<(), StoreError> {
    let mut batches = Batches::new(sender);
    let mut is_heard = true;
    for_each_quad(file, |quad| {
        if is_heard && wanted(quad.predicate.as_str()) {
            is_heard = batches.push(quad);
        }
    })
}
