//! Texts as people write values: days, addresses, and what no text holds.
//! Room `core`.

use crate::core::lexical::is_invisible;
use crate::core::sssom::range::is_date;

/// Whether a text holds a control character (Unicode category Cc) but line ends and tabs, or one that
/// turns the direction of what follows (UAX 9). By bytes, for it is asked of every text.
pub fn has_control(text: &str) -> bool {
    let mut before = [0; 2];
    text.bytes().any(|byte| {
        let is_ascii = (byte < 0x20 && !matches!(byte, b'\n' | b'\t')) || byte == 0x7F;
        let is_other = before[1] == 0xC2 && byte < 0xA0;
        // U+202A to U+202E, U+2066 to U+2069.
        let is_turning = match before {
            [0xE2, 0x80] => (0xAA..=0xAE).contains(&byte),
            [0xE2, 0x81] => (0xA6..=0xA9).contains(&byte),
            _ => false,
        };
        before = [before[1], byte];
        is_ascii || is_other || is_turning
    })
}

/// A text without the characters that nobody sees (see [`is_invisible`]); nothing where it has none.
/// A joiner between two characters of another script, or in an emoji, is part of the word and stays.
pub fn without_invisible(text: &str) -> Option<String> {
    // Their first bytes in UTF-8: most texts have none of these.
    if !text
        .bytes()
        .any(|byte| matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xEF))
    {
        return None;
    }
    let is_joiner = |c: char| matches!(c, '\u{200C}' | '\u{200D}');
    // Latin and Greek letters, signs of ASCII, and spaces are not joined.
    let is_joined = |c: Option<char>| c.is_some_and(|c| c > '\u{3FF}' && !c.is_whitespace());
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_part = is_joiner(character)
            && is_joined(kept.chars().next_back())
            && is_joined(characters.peek().copied());
        if !is_invisible(character) || is_part {
            kept.push(character);
        }
    }
    (kept.len() < text.len()).then_some(kept)
}

/// A day as people write it: `2026-05-31`, `31-5-2026`, `31/05/2026`.
pub fn date(text: &str) -> Option<String> {
    if is_date(text) {
        return Some(text.to_owned());
    }
    let parts: Vec<_> = text.split(['-', '/', '.']).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4);
    let written = format!(
        "{:04}-{:02}-{:02}",
        number(year)?,
        number(month)?,
        number(day)?
    );
    (year.len() == 4 && is_date(&written)).then_some(written)
}

/// An address on the web; one without scheme gets `https`.
pub fn address(text: &str) -> Option<String> {
    let full = match text.split_once("://") {
        Some(("http" | "https", _)) => text.to_owned(),
        Some(_) => return None,
        None if text.starts_with("www.") => format!("https://{text}"),
        None => return None,
    };
    oxigraph::model::NamedNode::new(&full).ok()?;
    let host = full.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    (host.contains('.') && !host.contains('@')).then_some(full)
}
