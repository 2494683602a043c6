//! What XML 1.0 can hold (sections 2.2 and 2.3; Namespaces in XML 1.0, section 4).
//! Room `core`.

/// Whether section 2.2 has the character. Control characters but for tab and line ends are not
/// among them, not even written as references.
pub fn is_character(character: char) -> bool {
    !matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The first character that XML cannot hold.
pub fn first_unwritable(text: &str) -> Option<char> {
    text.chars().find(|character| !is_character(*character))
}

/// Writes carriage returns as references: bare ones are read as line feeds (section 2.11).
pub fn keep_returns(document: String) -> String {
    match document.contains('\r') {
        true => document.replace('\r', "&#13;"),
        false => document,
    }
}

/// Whether the end of an IRI can be the name of an element, as RDF/XML needs of a predicate.
pub fn ends_in_name(iri: &str) -> bool {
    let start = iri
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_name_character(*character))
        .map(|(place, _)| place)
        .last();
    start.is_some_and(|start| iri[start..].chars().any(is_name_start))
}

/// `NameStartChar` of section 2.3 without the colon.
fn is_name_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// `NameChar` of section 2.3 without the colon.
fn is_name_character(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_the_end_of_an_iri() {
        assert!(ends_in_name("http://example.org/knows"));
        assert!(ends_in_name("http://example.org/1a"));
        assert!(!ends_in_name("http://example.org/"));
        assert!(!ends_in_name("http://example.org/1"));
        assert!(!ends_in_name("http://example.org/a/2-3"));
    }

    #[test]
    fn control_characters() {
        assert_eq!(first_unwritable("tab\tand\nline"), None);
        assert_eq!(first_unwritable("a\u{1}b"), Some('\u{1}'));
        assert_eq!(first_unwritable("\u{ffff}"), Some('\u{ffff}'));
    }
}
