//! Bytes handed out line by line, so that it is known how far a reader came.
//! Room `store`. The RDF/XML parser tells no place with its errors; this finds the line.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

/// A reader that hands out at most one line a call and counts them.
pub struct LineByLine<'a> {
    rest: &'a [u8],
    line: Rc<Cell<u64>>,
}

impl<'a> LineByLine<'a> {
    /// A reader of `bytes`, and the number of the last line that was handed out.
    pub fn new(bytes: &'a [u8]) -> (Self, Rc<Cell<u64>>) {
        let line = Rc::new(Cell::new(0));
        let reader = Self {
            rest: bytes,
            line: Rc::clone(&line),
        };
        (reader, line)
    }
}

impl Read for LineByLine<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let end = self.rest.iter().position(|&byte| byte == b'\n');
        let whole = end.map_or(self.rest.len(), |place| place + 1);
        let length = whole.min(buffer.len());
        let (now, later) = self.rest.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.rest = later;
        if length == whole && length > 0 {
            self.line.set(self.line.get() + 1);
        }
        Ok(length)
    }
}
