//! The catalogue of interface texts: `messages/nl.toml` and `messages/en.toml`.
//! Room `core`. Texts about the domain do not belong there but in the project's own files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::core::language::Language;

const DUTCH: &str = include_str!("../../messages/nl.toml");
const ENGLISH: &str = include_str!("../../messages/en.toml");

/// Text by key, for one language.
pub type Messages = BTreeMap<String, String>;

static CATALOGUES: LazyLock<[Messages; 2]> = LazyLock::new(|| [parse(DUTCH), parse(ENGLISH)]);

/// A catalogue that cannot be read counts as empty: keys then stand for themselves
/// (a test holds that both files parse and have the same keys).
fn parse(text: &str) -> Messages {
    toml::from_str(text).unwrap_or_default()
}

/// The whole catalogue of `language`.
pub fn catalogue(language: Language) -> &'static Messages {
    match language {
        Language::Dutch => &CATALOGUES[0],
        Language::English => &CATALOGUES[1],
    }
}

/// The text of `key` with each `{name}` replaced by its value, in one pass: a value that holds
/// braces is left alone. An unknown key stands for itself.
pub fn text(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let Some(pattern) = catalogue(language).get(key) else {
        return key.to_owned();
    };
    let mut result = String::with_capacity(pattern.len());
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        result.push_str(before);
        let replaced = from_brace.find('}').and_then(|close| {
            let name = &from_brace[1..close];
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, close))
        });
        match replaced {
            Some((value, close)) => {
                result.push_str(value);
                rest = &from_brace[close + 1..];
            }
            None => {
                result.push('{');
                rest = &from_brace[1..];
            }
        }
    }
    result.push_str(rest);
    result
}
