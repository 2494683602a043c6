//! One escaper for each target language. Labels may come from foreign, hostile files.
//! Room `render`.

use std::fmt::Write;

/// Whether a character would steer a terminal or reorder text: control characters,
/// bidirectional controls (UAX 9), line and paragraph separators, other invisible format marks.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// For a line on a terminal: white space folds to one space, what steers becomes `\u{…}`.
pub fn terminal(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if space && !result.is_empty() {
            result.push(' ');
        }
        space = false;
        if steers(character) {
            // Writing to a string cannot fail.
            let _ = write!(result, "\\u{{{:x}}}", u32::from(character));
        } else {
            result.push(character);
        }
    }
    result
}

/// For Markdown text (CommonMark): as [`terminal`], and markup characters lose their meaning.
pub fn markdown(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in terminal(text).chars() {
        match character {
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '&' => result.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                result.push('\\');
                result.push(character);
            }
            _ => result.push(character),
        }
    }
    result
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
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        csv(&format!("'{text}"))
    } else {
        csv(text)
    }
}

/// As [`terminal`], white space kept as it is: for lines that were laid out already.
pub fn terminal_line(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if steers(character) {
            let _ = write!(result, "\\u{{{:x}}}", u32::from(character));
        } else {
            result.push(character);
        }
    }
    result
}
