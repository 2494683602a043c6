//! IRIs and literals as Turtle 1.1 writes them (sections 2.4, 2.5 and 6.4). Room `store`.

use std::collections::BTreeSet;

use oxigraph::model::LiteralRef;
use oxigraph::model::vocab::xsd;

/// The prefixes of a text, and which of them it has used.
pub(super) struct Prefixes {
    /// Namespace and name, the longest namespace first.
    known: Vec<(String, String)>,
    used: BTreeSet<usize>,
}

impl Prefixes {
    /// Takes `(name, namespace)` pairs.
    pub(super) fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut known: Vec<_> = pairs
            .into_iter()
            .map(|(name, namespace)| (namespace, name))
            .collect();
        known.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Self {
            known,
            used: BTreeSet::new(),
        }
    }

    /// The IRI as `prefix:local` where that needs no escape, else between angle brackets.
    pub(super) fn iri(&mut self, iri: &str) -> String {
        let (written, used) = self.written(iri);
        self.used.extend(used);
        written
    }

    /// What [`Prefixes::iri`] writes, and the number of the prefix.
    fn written(&self, iri: &str) -> (String, Option<usize>) {
        for (number, (namespace, name)) in self.known.iter().enumerate() {
            if let Some(local) = iri.strip_prefix(namespace.as_str())
                && is_local_name(local)
            {
                return (format!("{name}:{local}"), Some(number));
            }
        }
        (bracketed(iri), None)
    }

    /// The declarations of the prefixes used so far, by name.
    pub(super) fn declarations(&self) -> String {
        let mut used: Vec<_> = self
            .used
            .iter()
            .filter_map(|number| self.known.get(*number))
            .collect();
        used.sort_by(|a, b| a.1.cmp(&b.1));
        used.iter()
            .map(|(namespace, name)| format!("@prefix {name}: {} .\n", bracketed(namespace)))
            .collect()
    }

    /// A literal: short where Turtle reads back the same lexical form and datatype.
    pub(super) fn literal(&mut self, literal: LiteralRef<'_>) -> String {
        let value = literal.value();
        let datatype = literal.datatype();
        if let Some(language) = literal.language() {
            return format!("{}@{language}", quoted(value));
        }
        let short = match datatype {
            xsd::STRING => return quoted(value),
            xsd::BOOLEAN => matches!(value, "true" | "false"),
            xsd::INTEGER => is_integer(value),
            xsd::DECIMAL => is_decimal(value),
            xsd::DOUBLE => is_double(value),
            _ => false,
        };
        if short {
            value.to_owned()
        } else {
            format!("{}^^{}", quoted(value), self.iri(datatype.as_str()))
        }
    }
}

fn bracketed(iri: &str) -> String {
    let mut written = String::with_capacity(iri.len() + 2);
    written.push('<');
    for c in iri.chars() {
        if matches!(
            c,
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | ' '
        ) || is_hidden(c)
        {
            escape_code(&mut written, c);
        } else {
            written.push(c);
        }
    }
    written.push('>');
    written
}

/// Whether `name` may stand before the colon of a prefixed name (`PN_PREFIX`, or nothing).
pub(super) fn is_prefix_name(name: &str) -> bool {
    let inside = |c| is_name_char(c) || c == '.';
    name.is_empty()
        || name.starts_with(is_name_start) && name.chars().all(inside) && !name.ends_with('.')
}

/// `PN_LOCAL` without backslash escapes, or nothing.
fn is_local_name(local: &str) -> bool {
    if local.ends_with('.') || local.starts_with(['.', '-', '\u{B7}']) {
        return false;
    }
    let mut chars = local.chars();
    let first_is_mark =
        local.starts_with(|c| matches!(c, '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}'));
    while let Some(c) = chars.next() {
        let fits = match c {
            '.' | ':' => true,
            '%' => {
                let mut hex = || chars.next().is_some_and(|c| c.is_ascii_hexdigit());
                hex() && hex()
            }
            c => is_name_char(c),
        };
        if !fits {
            return false;
        }
    }
    !first_is_mark
}

/// `PN_CHARS_BASE`.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
        && !is_hidden(c)
}

/// `PN_CHARS`.
fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '_' | '-' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn is_integer(text: &str) -> bool {
    is_digits(text.strip_prefix(['+', '-']).unwrap_or(text))
}

fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    unsigned
        .split_once('.')
        .is_some_and(|(whole, part)| (whole.is_empty() || is_digits(whole)) && is_digits(part))
}

fn is_double(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some((mantissa, exponent)) = unsigned.split_once(['e', 'E']) else {
        return false;
    };
    is_integer(exponent)
        && (is_digits(mantissa) || is_decimal(mantissa) && !mantissa.starts_with(['+', '-']))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Characters that a reader would not see, or that reorder what stands beside them: they are
/// written as `\u` escapes.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn escape_code(written: &mut String, c: char) {
    let code = u32::from(c);
    written.push_str(&if code > 0xFFFF {
        format!("\\U{code:08X}")
    } else {
        format!("\\u{code:04X}")
    });
}

/// A string between quotes; one with line ends between triple quotes, unless a line would end in a
/// blank, which editors take away.
fn quoted(text: &str) -> String {
    let long = text.contains('\n') && !text.contains('\r') && !text.contains(" \n");
    let mut written = String::with_capacity(text.len() + 6);
    written.push_str(if long { "\"\"\"" } else { "\"" });
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' if long => written.push('\n'),
            // In a long string a quote may stand, but not next to others, not at the end, and not
            // before a backslash: sophia 0.10 takes `"\t` there for three characters.
            '"' if long
                && chars
                    .peek()
                    .is_some_and(|next| *next == '\n' || stands(*next)) =>
            {
                written.push('"');
            }
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{C}' => written.push_str("\\f"),
            c if stands(c) => written.push(c),
            c => escape_code(&mut written, c),
        }
    }
    written.push_str(if long { "\"\"\"" } else { "\"" });
    written
}

/// Whether a character stands for itself in any string.
fn stands(c: char) -> bool {
    !matches!(c, '"' | '\\') && !is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_need_no_escape() {
        for local in ["", "3.2.1", "a", "_a", "a.b", "é", "a:b", "%20", "a-b"] {
            assert!(is_local_name(local), "{local:?}");
        }
        for local in [
            "a.",
            ".a",
            "-a",
            "a/b",
            "a~b",
            "%2",
            "a b",
            "a\u{202E}",
            "\u{300}",
        ] {
            assert!(!is_local_name(local), "{local:?}");
        }
    }

    #[test]
    fn quotes_in_long_strings() {
        assert_eq!(quoted("\n\"a\" \"\"b\""), "\"\"\"\n\"a\" \\\"\"b\\\"\"\"\"");
        assert_eq!(quoted("a \nb"), "\"a \\nb\"");
    }
}
