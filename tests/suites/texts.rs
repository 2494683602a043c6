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
        let is_in = |key: &str| source.contains(&format!("\"{key}\""));
        // For one of it: taken by its count.
        let singular_of = key.strip_suffix("-one");
        let used = is_in(key)
            || singular_of.is_some_and(is_in)
            || source.contains(&format!("\"{family}.{{"));
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

#[test]
fn one_has_a_text_of_its_own_where_there_is_one() {
    let said = |count: &str| text(Language::Dutch, "diagram.pages", &[("count", count)]);
    assert_eq!(
        [said("1"), said("2"), said("0")],
        ["1 bladzijde", "2 bladzijden", "0 bladzijden"]
    );
    let said = text(
        Language::English,
        "diagram.description-few",
        &[("count", "1")],
    );
    assert_eq!(said, " 1 gets little or no attention.");
    // Without such a text the usual one does.
    assert_eq!(
        text(Language::English, "tree.more", &[("count", "1")]),
        "and 1 more"
    );
}
