//! The message catalogue: both languages have the same keys and the same slots, and the program
//! uses no key that is not there.

use std::collections::BTreeSet;

use lobgraaf::core::language::Language;
use lobgraaf::core::message::{catalogue, text};

use crate::support::{files_with_ending, root};

fn slots(pattern: &str) -> BTreeSet<&str> {
    pattern
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_slots() {
    let (dutch, english) = (catalogue(Language::Dutch), catalogue(Language::English));
    assert!(!dutch.is_empty(), "messages/nl.toml does not parse");
    let keys = |messages: &std::collections::BTreeMap<String, String>| {
        messages.keys().cloned().collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(dutch), keys(english));
    for (key, pattern) in dutch {
        assert_eq!(slots(pattern), slots(&english[key]), "slots of {key}");
    }
}

#[test]
fn every_key_in_use_is_there_and_every_key_is_used() {
    let source: String = files_with_ending(&root().join("src"), "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for key in catalogue(Language::Dutch).keys() {
        let family = key.rsplit_once('.').map_or("", |(family, _)| family);
        let used =
            source.contains(&format!("\"{key}\"")) || source.contains(&format!("\"{family}.{{"));
        assert!(used, "`{key}` is not used in src/");
    }
    for line in source.lines() {
        for call in ["message::text(", "say(", "Message::new("] {
            let Some((_, rest)) = line.split_once(call) else {
                continue;
            };
            let Some(key) = rest.split('"').nth(1) else {
                continue;
            };
            let is_key = key.contains('.') && !key.contains(' ') && !key.contains('{');
            if is_key {
                assert!(
                    catalogue(Language::Dutch).contains_key(key),
                    "no text for `{key}`"
                );
            }
        }
    }
}

#[test]
fn a_value_with_braces_is_left_alone() {
    let said = text(
        Language::English,
        "foot.query",
        &[("query", "{date}"), ("date", "today")],
    );
    assert_eq!(said, "Query {date}, data of today.");
    assert_eq!(text(Language::Dutch, "no.such.key", &[]), "no.such.key");
}
