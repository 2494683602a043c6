//! One escaper for each target language. Labels may come from foreign, hostile files.
//! Room `render`.

use std::fmt::Write;

/// Whether a character would steer a terminal or reorder text: control characters,
/// bidirectional controls (UAX 9), line and paragraph separators, other invisible format marks,
/// and what XML 1.0 forbids (U+FFFE, U+FFFF).
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// For a line on a terminal: white space folds to one space, what steers becomes `\u{…}`.
pub fn terminal(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    terminal_line(&words.join(" "))
}

/// For a page that a person reads: white space folds to one space, what steers or is private
/// becomes a white square. No-break spaces stay.
pub fn visible(text: &str) -> String {
    const NO_BREAK: char = '\u{A0}';
    let is_private = |character| matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    let mut result = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() && character != NO_BREAK {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !result.is_empty() {
            result.push(' ');
        }
        result.push(match steers(character) || is_private(character) {
            true => '□',
            false => character,
        });
    }
    result
}

/// For Markdown text (CommonMark): as [`terminal`], and markup characters lose their meaning.
pub fn markdown(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let text = terminal(text);
    for (place, character) in text.char_indices() {
        match character {
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '&' if begins_reference(&text[place + 1..]) => result.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                result.push('\\');
                result.push(character);
            }
            _ => result.push(character),
        }
    }
    result
}

/// Whether what follows `&` makes it a character reference, as `amp;` does; those by number have a
/// `#`, which is escaped itself.
fn begins_reference(rest: &str) -> bool {
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && rest[length..].starts_with(';')
}

/// One CSV field (RFC 4180): quoted where it must be.
pub fn csv(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// One CSV field for a table meant for spreadsheets: what would start a formula
/// (`=`, `+`, `-`, `@`, tab, return) gets an apostrophe in front, which a spreadsheet hides.
pub fn spreadsheet_csv(text: &str) -> String {
    csv(&formula(text))
}

/// A cell for spreadsheets that starts no formula, as [`spreadsheet_csv`], without quotes.
pub fn formula(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// As [`terminal`], white space kept as it is: for lines that were laid out already.
pub fn terminal_line(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if steers(character) {
            // Writing to a string cannot fail.
            let _ = write!(result, "\\u{{{:x}}}", u32::from(character));
        } else {
            result.push(character);
        }
    }
    result
}

/// For a quoted string of the DOT language that Graphviz shows: as [`terminal`]; quotes,
/// backslashes and ampersands (Graphviz reads HTML entities) lose their meaning.
pub fn dot(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in terminal(text).chars() {
        match character {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '&' => result.push_str("&amp;"),
            _ => result.push(character),
        }
    }
    result
}

/// For text and attribute values of XML 1.0: as [`terminal`], which leaves nothing that section
/// 2.2 forbids; markup as entities.
pub fn xml(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in terminal(text).chars() {
        match character {
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '&' => result.push_str("&amp;"),
            '"' => result.push_str("&quot;"),
            '\'' => result.push_str("&apos;"),
            _ => result.push(character),
        }
    }
    result
}

/// For a quoted text of Mermaid: as [`terminal`]; all but letters, digits and harmless
/// punctuation becomes Mermaid's entity code `#NUMBER;`. So nothing opens a directive, a
/// Markdown string, a list or a style. Some things it decodes before it looks; a space of no
/// width keeps these apart: dollars, which open a formula in pairs, names of icons, and `¶ß`,
/// which ends an entity internally. U+FB02, which begins one, becomes the two letters it joins.
pub fn mermaid(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut only_digits = true;
    for (place, character) in terminal(text).chars().enumerate() {
        let harmless = match character {
            '\u{FB02}' => {
                result.push_str("fl");
                continue;
            }
            '$' => {
                if previous == '$' {
                    result.push('\u{200B}');
                }
                false
            }
            ' ' | ',' | '(' | '/' | '?' => true,
            '-' => place > 0,
            // `1.` and `1)` begin lists of Markdown.
            '.' | ')' => !only_digits,
            _ => character.is_alphanumeric() || !character.is_ascii(),
        };
        if harmless {
            result.push(character);
        } else {
            let _ = write!(result, "#{};", u32::from(character));
        }
        previous = character;
        only_digits &= character.is_ascii_digit();
    }
    result
        .replace("#58;fa-", "#58;\u{200B}fa-")
        .replace("¶ß", "¶\u{200B}ß")
}

/// JSON inside an HTML element `script`: nothing in it can end the element or open a comment.
pub fn script_json(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// For a comment to the end of the line, in any language: as [`terminal`], and nothing that
/// could open a directive of Mermaid.
pub fn comment(text: &str) -> String {
    terminal(text).replace("%{", "% {")
}

/// The address of a web page, safe between quotes in any format; `None` for whatever is not
/// `http` or `https`. What RFC 3986 does not allow is percent-encoded, and so is `;`, which ends
/// entities.
pub fn web_address(iri: &str) -> Option<String> {
    let lower: String = iri.chars().take(8).collect::<String>().to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut result = String::with_capacity(iri.len());
    for &byte in iri.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&()*+,=%".contains(&byte) {
            result.push(char::from(byte));
        } else {
            let _ = write!(result, "%{byte:02X}");
        }
    }
    Some(result)
}
