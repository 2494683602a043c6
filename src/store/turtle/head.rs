//! The comments of a Turtle file: those of its head, which survive, and those further down.
//! Room `store`.
//!
//! Reads text that a parser has accepted, so every quote and angle bracket has its counterpart.
//! `#` opens a comment unless it stands in an IRI, in a string or behind a backslash (Turtle 1.1,
//! section 6.2).

/// What the parser does not report of a Turtle file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Comments<'a> {
    /// The comment lines before the first token, without blanks around them; where the file left
    /// lines open, there is one empty line.
    pub(super) head: Vec<&'a str>,
    /// The lines of the comments after the first token, counted from 1.
    pub(super) late: Vec<usize>,
    /// The first line where brackets are nested deeper than the limit.
    pub(super) too_deep: Option<usize>,
}

/// Reads the comments of `text` and checks how deep its brackets go.
pub(super) fn scan(text: &str, most_levels: usize) -> Comments<'_> {
    let mut scan = Scan {
        text,
        place: 0,
        line: 1,
        last: 0,
        begun: false,
        found: Comments::default(),
    };
    let mut levels = 0_usize;
    while let Some(byte) = scan.peek(0) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => scan.advance(1),
            b'#' => scan.comment(),
            _ => {
                scan.begun = true;
                match byte {
                    b'<' => scan.skip_to(b">"),
                    b'"' if scan.rest().starts_with(b"\"\"\"") => scan.skip_to(b"\"\"\""),
                    b'\'' if scan.rest().starts_with(b"'''") => scan.skip_to(b"'''"),
                    b'"' => scan.skip_to(b"\""),
                    b'\'' => scan.skip_to(b"'"),
                    b'\\' => scan.advance(2),
                    b'[' | b'(' => {
                        levels += 1;
                        if levels > most_levels && scan.found.too_deep.is_none() {
                            scan.found.too_deep = Some(scan.line);
                        }
                        scan.advance(1);
                    }
                    b']' | b')' => {
                        levels = levels.saturating_sub(1);
                        scan.advance(1);
                    }
                    _ => scan.advance(1),
                }
            }
        }
    }
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    place: usize,
    /// The line of `place`, counted from 1.
    line: usize,
    /// The line of the last comment of the head; 0 before it.
    last: usize,
    /// Whether a token has been seen.
    begun: bool,
    found: Comments<'a>,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.place..]
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.place + ahead).copied()
    }

    /// Goes on by so many bytes, counting line ends: LF, CR LF, and CR alone.
    fn advance(&mut self, bytes: usize) {
        for _ in 0..bytes {
            match self.peek(0) {
                Some(b'\n') => self.line += 1,
                Some(b'\r') if self.peek(1) != Some(b'\n') => self.line += 1,
                None => return,
                _ => {}
            }
            self.place += 1;
        }
    }

    /// Goes on behind the next `end` that no backslash stands before.
    fn skip_to(&mut self, end: &[u8]) {
        self.advance(end.len());
        while !self.rest().is_empty() {
            if self.rest().starts_with(end) {
                return self.advance(end.len());
            }
            self.advance(if self.peek(0) == Some(b'\\') { 2 } else { 1 });
        }
    }

    fn comment(&mut self) {
        let rest = &self.text[self.place..];
        let comment = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        if self.begun {
            self.found.late.push(self.line);
        } else {
            if self.last > 0 && self.line > self.last + 1 {
                self.found.head.push("");
            }
            self.found.head.push(comment.trim_end());
            self.last = self.line;
        }
        self.advance(comment.len());
    }
}
