//! Telling that a large file is being read; who tells it, and where, is not known here.
//! Room `app`.

use std::path::Path;

/// A file of more bytes takes so long to read that one wonders.
const LARGE: u64 = 20 * 1024 * 1024;
/// The same of a packed file.
const LARGE_PACKED: u64 = 5 * 1024 * 1024;

/// Hears what is being read.
pub trait Progress {
    /// The reading of a large file begins.
    fn begin(&self, path: &Path, bytes: u64);
    /// It is over, well or not.
    fn end(&self);
}

/// Tells nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &Path, _: u64) {}
    fn end(&self) {}
}

/// Does `read`, and tells so where the file `path` on disk is large.
pub fn reading<T>(progress: &dyn Progress, path: &Path, read: impl FnOnce() -> T) -> T {
    // A file that is not there is an error of whoever reads it.
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let is_packed = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    let large = if is_packed { LARGE_PACKED } else { LARGE };
    if bytes <= large {
        return read();
    }
    progress.begin(path, bytes);
    let result = read();
    progress.end();
    result
}
