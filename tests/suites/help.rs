//! The help in Dutch is complete: every command, argument and placeholder has a text of its own in
//! `messages/help.nl.toml`, and no text is for something that is not there.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Arg, Command, CommandFactory};
use lobgraaf::cli::{Arguments, help};
use lobgraaf::core::language::Language;

use crate::support::root;

/// What clap makes itself: no text of ours, or one that `words` holds.
fn is_of_clap(path: &str) -> bool {
    path.contains(" help ")
}

fn built(command: Command) -> Command {
    let mut command = command;
    command.build();
    command
}

/// Every command with its path, such as `lobgraaf tree`.
fn walk(command: &Command) -> Vec<(String, Command)> {
    let mut open = vec![(command.get_name().to_owned(), command.clone())];
    let mut found = Vec::new();
    while let Some((path, command)) = open.pop() {
        for inner in command.get_subcommands() {
            open.push((format!("{path} {}", inner.get_name()), inner.clone()));
        }
        if !is_of_clap(&path) {
            found.push((path, command));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

fn texts() -> BTreeMap<String, toml::Table> {
    let path = root().join("messages/help.nl.toml");
    let text = std::fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap()
}

fn keys(table: &toml::Table) -> BTreeSet<String> {
    table.keys().cloned().collect()
}

fn help_of(argument: &Arg) -> String {
    argument
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn every_command_and_argument_has_a_dutch_text_and_no_text_is_left_over() {
    let texts = texts();
    let commands = &texts["commands"];
    let shared = keys(&texts["shared"]);
    let mut wrong = Vec::new();
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths = BTreeSet::new();
    for (path, command) in walk(&built(Arguments::command())) {
        let own = commands.get(&path).and_then(toml::Value::as_table);
        let mut own = own.map(keys).unwrap_or_default();
        if !own.remove("about") {
            wrong.push(format!("[commands.\"{path}\"]: no `about`"));
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().to_string();
            if own.remove(&id) {
                continue;
            }
            if !shared.contains(&id) {
                let english = help_of(argument);
                wrong.push(format!("[commands.\"{path}\"]: no `{id}`: {english}"));
            }
            *used.entry(id).or_default() += 1;
        }
        for left in own {
            wrong.push(format!("[commands.\"{path}\"]: `{left}` is no argument"));
        }
        paths.insert(path);
    }
    for path in keys(commands).difference(&paths) {
        wrong.push(format!("there is no command `{path}`"));
    }
    for id in &shared {
        match used.get(id) {
            None => wrong.push(format!("[shared]: `{id}` is used by no command")),
            Some(1) if id != "version" => {
                wrong.push(format!("[shared]: only one command has `{id}`"));
            }
            Some(_) => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "messages/help.nl.toml:\n{}",
        wrong.join("\n")
    );
}

/// One Dutch text for several arguments holds only where their English texts are the same.
#[test]
fn arguments_that_share_a_text_share_it_in_english_too() {
    let texts = texts();
    let mut english: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, command) in walk(&built(Arguments::command())) {
        let own = texts["commands"].get(&path).and_then(toml::Value::as_table);
        for argument in command.get_arguments() {
            let id = argument.get_id().to_string();
            if own.is_none_or(|own| !own.contains_key(&id)) {
                english.entry(id).or_default().insert(help_of(argument));
            }
        }
    }
    english.retain(|_, texts| texts.len() > 1);
    assert!(english.is_empty(), "{english:#?}");
}

#[test]
fn every_placeholder_has_a_dutch_word_and_no_word_is_left_over() {
    let mut names = BTreeSet::new();
    for (_, command) in walk(&built(Arguments::command())) {
        for argument in command.get_arguments() {
            if argument.get_action().takes_values() || argument.is_positional() {
                let own = argument.get_value_names().unwrap_or_default();
                names.extend(own.iter().map(ToString::to_string));
            }
            for value in argument.get_possible_values() {
                // Clap would show it, in English.
                assert!(value.get_help().is_none(), "{value:?}");
            }
        }
    }
    assert_eq!(keys(&texts()["values"]), names);
}

#[test]
fn help_in_dutch_shows_no_english_and_the_manual_neither() {
    let english: BTreeSet<String> = walk(&built(Arguments::command()))
        .iter()
        .flat_map(|(_, command)| {
            let about = command.get_about().map(ToString::to_string);
            let arguments = command.get_arguments().map(help_of);
            about.into_iter().chain(arguments).collect::<Vec<_>>()
        })
        .filter(|text| !text.is_empty())
        .collect();
    for (path, mut command) in walk(&help::command(Language::Dutch)) {
        command = command.term_width(0).max_term_width(0);
        let short = command.render_help().to_string();
        let long = command.render_long_help().to_string();
        for shown in [short, long] {
            for word in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "[default",
                "[possible",
            ] {
                assert!(!shown.contains(word), "{path}: {word}\n{shown}");
            }
            for text in &english {
                assert!(!shown.contains(text.as_str()), "{path}: {text}\n{shown}");
            }
            assert!(shown.contains("Gebruik: lobgraaf"), "{path}\n{shown}");
        }
    }
    for heading in [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "SUBCOMMANDS",
        "VERSION",
    ] {
        assert_ne!(help::manual_heading(heading, Language::Dutch), heading);
        assert_eq!(help::manual_heading(heading, Language::English), heading);
    }
}

/// What is parsed does not depend on the language of the texts.
#[test]
fn both_languages_take_the_same_arguments() {
    let line = [
        "lobgraaf", "diagram", "goals", "--depth", "2", "--color", "kind", "--lang", "nl",
    ];
    for language in Language::ALL {
        let matches = help::command(language).try_get_matches_from(line);
        assert!(matches.is_ok(), "{language}: {matches:?}");
        help::command(language).debug_assert();
    }
}
