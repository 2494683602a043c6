//! SPARQL text → tokens (SPARQL 1.1, 19.8), as coarse as the bounds of `admission` need them.
//! Room `query`: may use nothing.
//!
//! Where a token could be read in two ways, the reading here is the one that the parser takes:
//! a string or IRI that is not well formed hides nothing that follows it.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// White space or a comment.
    Blank,
    String,
    Iri,
    Variable,
    LanguageTag,
    Number,
    /// A bare word: a keyword, `a`, `true`, `false`.
    Word,
    /// A prefixed name or the label of a blank node.
    PrefixedName,
    /// `{`, `(` or `[`.
    Open,
    /// `}`, `)` or `]`.
    Close,
    /// Any other one or two characters.
    Sign,
}

/// A token with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
}

/// The tokens of a text, blanks included; joined they are the text.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (kind, length) = first(rest)?;
        let (token, after) = rest.split_at(length);
        rest = after;
        Some(Token { kind, text: token })
    })
}

/// Kind and length in bytes of the first token of `text`; it ends between characters.
fn first(text: &str) -> Option<(TokenKind, usize)> {
    let bytes = text.as_bytes();
    let run = |from: usize, accept: &dyn Fn(u8) -> bool| {
        let rest = bytes.iter().skip(from);
        from + rest.take_while(|&&byte| accept(byte)).count()
    };
    let byte = *bytes.first()?;
    let sign = || {
        let two = [b"||", b"&&", b"!=", b">=", b"<=", b"^^"];
        let length = if two.iter().any(|sign| bytes.starts_with(*sign)) {
            2
        } else {
            text.chars().next().map_or(1, char::len_utf8)
        };
        (TokenKind::Sign, length)
    };
    Some(match byte {
        // Other white space than these four is none in SPARQL.
        b' ' | b'\t' | b'\r' | b'\n' => (
            TokenKind::Blank,
            run(1, &|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')),
        ),
        b'#' => (
            TokenKind::Blank,
            run(1, &|byte| !matches!(byte, b'\r' | b'\n')),
        ),
        b'"' | b'\'' => string(bytes).map_or_else(sign, |length| (TokenKind::String, length)),
        b'<' => iri(bytes).map_or_else(sign, |length| (TokenKind::Iri, length)),
        b'{' | b'(' | b'[' => (TokenKind::Open, 1),
        b'}' | b')' | b']' => (TokenKind::Close, 1),
        b'?' | b'$' if bytes.get(1).is_some_and(|&next| is_word(next)) => {
            (TokenKind::Variable, run(1, &is_word))
        }
        b'@' if bytes.get(1).is_some_and(u8::is_ascii_alphabetic) => (
            TokenKind::LanguageTag,
            run(1, &|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        ),
        _ => name(bytes)
            .or_else(|| number(bytes))
            .or_else(|| is_word(byte).then(|| (TokenKind::Word, run(1, &is_word))))
            .unwrap_or_else(sign),
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// `prefix:local` and `_:label`. Dots and hyphens inside belong to it, a dot at its end does not;
/// `%41` and `\(` are characters of a local name.
fn name(bytes: &[u8]) -> Option<(TokenKind, usize)> {
    let first = bytes.first()?;
    if first.is_ascii_digit() {
        return None;
    }
    let inside = |byte: u8| is_word(byte) || matches!(byte, b'-' | b'.');
    let colon = bytes.iter().position(|&byte| !inside(byte))?;
    let starts_well = colon == 0 || is_word(*first);
    // A prefix does not end in a dot; `a.:b` is the word `a`, a dot, and a name.
    if bytes.get(colon) != Some(&b':')
        || !starts_well
        || bytes[..colon].contains(&b'.') && bytes[..colon].ends_with(b".")
    {
        return None;
    }
    let mut end = colon + 1;
    // The end of the last character that is no dot.
    let mut length = end;
    while let Some(&byte) = bytes.get(end) {
        let step = match byte {
            b'\\'
                if bytes
                    .get(end + 1)
                    .is_some_and(|next| ESCAPED.contains(next)) =>
            {
                2
            }
            b'%' if hex(bytes, end + 1, 2) => 3,
            b'.' => {
                end += 1;
                continue;
            }
            b'-' if end == colon + 1 => break,
            b':' | b'-' => 1,
            byte if is_word(byte) => 1,
            _ => break,
        };
        end += step;
        length = end;
    }
    Some((TokenKind::PrefixedName, length))
}

/// What a backslash may stand before in a local name (PN_LOCAL_ESC).
const ESCAPED: &[u8] = b"_~.-!$&'()*+,;=/?#@%";

fn hex(bytes: &[u8], from: usize, digits: usize) -> bool {
    bytes
        .get(from..from + digits)
        .is_some_and(|part| part.iter().all(u8::is_ascii_hexdigit))
}

/// A number without its sign.
fn number(bytes: &[u8]) -> Option<(TokenKind, usize)> {
    let digits = |from: usize| {
        let rest = bytes.iter().skip(from);
        rest.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = digits(0);
    let mut length = whole;
    if bytes.get(whole) == Some(&b'.') {
        let fraction = digits(whole + 1);
        if fraction > 0 {
            length = whole + 1 + fraction;
        }
    }
    if length == 0 {
        return None;
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits(length + 1 + signed);
        if exponent > 0 {
            length += 1 + signed + exponent;
        }
    }
    Some((TokenKind::Number, length))
}

/// The length of a well-formed string; `"""` without its end is an empty string and a quote.
fn string(bytes: &[u8]) -> Option<usize> {
    let quote = *bytes.first()?;
    if bytes.starts_with(&[quote; 3])
        && let Some(length) = string_to(bytes, &[quote; 3])
    {
        return Some(length);
    }
    string_to(bytes, &[quote])
}

fn string_to(bytes: &[u8], end: &[u8]) -> Option<usize> {
    let mut at = end.len();
    while at < bytes.len() {
        if bytes[at..].starts_with(end) {
            return Some(at + end.len());
        }
        at += match bytes[at] {
            b'\\' => escape(bytes, at)?,
            b'\n' | b'\r' if end.len() == 1 => return None,
            _ => 1,
        };
    }
    None
}

/// The length of a well-formed `\n`, `\u1234` or `\U12345678`.
fn escape(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b't' | b'b' | b'n' | b'r' | b'f' | b'"' | b'\'' | b'\\' => Some(2),
        b'u' if hex(bytes, at + 2, 4) => Some(6),
        b'U' if hex(bytes, at + 2, 8) => Some(10),
        _ => None,
    }
}

/// The length of `<…>` with nothing inside that an IRI may not have.
fn iri(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += match *bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'\\' if hex(bytes, at + 2, 4) && bytes[at + 1] == b'u' => 6,
            b'\\' if hex(bytes, at + 2, 8) && bytes[at + 1] == b'U' => 10,
            0..=b' ' | b'<' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\' => return None,
            _ => 1,
        };
    }
}
