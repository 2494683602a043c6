//! The help texts in Dutch. English stands in the definitions of the arguments themselves; Dutch
//! in `messages/help.nl.toml`, by command and argument, and what clap says of its own with it.
//! Room `cli`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clap::builder::Str;
use clap::{Arg, Command, CommandFactory};
use serde::Deserialize;

use crate::cli::args::Arguments;
use crate::core::language::Language;

const DUTCH: &str = include_str!("../../messages/help.nl.toml");

/// Text by the English word, argument or command that it is for.
type Texts = BTreeMap<String, String>;

/// What `messages/help.nl.toml` holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Help {
    /// What clap says of its own.
    words: Texts,
    /// Placeholders of values.
    values: Texts,
    /// Headings of a manual page.
    manual: Texts,
    /// Arguments that several commands have.
    shared: Texts,
    /// By command: its other arguments, and `about`.
    commands: BTreeMap<String, Texts>,
}

/// A file that cannot be read counts as empty (a test holds that it can, and that it is complete).
static HELP: LazyLock<Help> = LazyLock::new(|| toml::from_str(DUTCH).unwrap_or_default());

/// The command line with its texts in `language`; for showing, parsing needs none of it.
pub fn command(language: Language) -> Command {
    let command = Arguments::command();
    match language {
        Language::English => command,
        Language::Dutch => {
            let mut command = command;
            // Only now do the commands have the options of all, and `--help`.
            command.build();
            let path = command.get_name().to_owned();
            translated(command, &path)
        }
    }
}

/// A text of the manual's headings in `language`.
pub fn manual_heading(heading: &str, language: Language) -> &str {
    match language {
        Language::English => heading,
        Language::Dutch => of(&HELP.manual, heading),
    }
}

/// The Dutch for `word`, or the word itself.
fn of<'a>(texts: &'a Texts, word: &'a str) -> &'a str {
    texts.get(word).map_or(word, String::as_str)
}

/// The command at `path`, such as `lobgraaf tree`, and those below it.
fn translated(command: Command, path: &str) -> Command {
    // Below `help` stand the names of all commands once more.
    let own = HELP.commands.get(&path.replacen(" help ", " ", 1));
    let command = match own.and_then(|texts| texts.get("about")) {
        Some(text) => match text.split_once("\n\n") {
            Some((first, _)) => command.about(first.to_owned()).long_about(text.as_str()),
            None => command.about(text.as_str()),
        },
        None => command,
    };
    let command = command
        .mut_args(|argument| translated_argument(argument, own))
        .subcommand_value_name(of(&HELP.words, "COMMAND"))
        .mut_subcommands(|inner| {
            let path = format!("{path} {}", inner.get_name());
            translated(inner, &path)
        });
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim_start();
    let options = format!("[{}]", of(&HELP.words, "OPTIONS"));
    let usage = usage.replace("[OPTIONS]", &options);
    let template = template(&command);
    command.override_usage(usage).help_template(template)
}

fn translated_argument(argument: Arg, own: Option<&'static Texts>) -> Arg {
    let id = argument.get_id().as_str();
    let text = own
        .and_then(|texts| texts.get(id))
        .or_else(|| HELP.shared.get(id));
    let Some(text) = text else {
        return argument;
    };
    let remarks = remarks(&argument);
    let dutch = |name: &Str| match HELP.values.get(name.as_str()) {
        Some(dutch) => dutch.as_str().into(),
        None => name.clone(),
    };
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<Str> = names.iter().map(dutch).collect();
    let argument = match text.split_once("\n\n") {
        Some((first, _)) => argument
            .help(format!("{first}{remarks}"))
            .long_help(format!("{text}{remarks}")),
        None => argument.help(format!("{text}{remarks}")),
    };
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    if names.is_empty() {
        argument
    } else {
        argument.value_names(names)
    }
}

/// `[standaard: …] [mogelijk: …]`, which clap can say in English only.
fn remarks(argument: &Arg) -> String {
    let mut remarks = String::new();
    if !argument.get_action().takes_values() {
        return remarks;
    }
    let mut push = |word: &str, values: Vec<String>| {
        if !values.is_empty() {
            remarks += &format!(" [{}: {}]", of(&HELP.words, word), values.join(", "));
        }
    };
    if !argument.is_hide_default_value_set() {
        let values = argument.get_default_values().iter();
        let values = values.map(|value| value.to_string_lossy().into_owned());
        push("default", values.collect());
    }
    if !argument.is_hide_possible_values_set() {
        let values = argument.get_possible_values();
        let shown = values.iter().filter(|value| !value.is_hide_set());
        let names = shown.map(|value| value.get_name().to_owned());
        push("possible values", names.collect());
    }
    remarks
}

/// The parts that the command has, with their headings.
fn template(command: &Command) -> String {
    let styles = command.get_styles();
    let (usage, header) = (styles.get_usage(), styles.get_header());
    let words = &HELP.words;
    let mut template = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}:{usage:#} {{usage}}",
        of(words, "Usage")
    );
    let mut part = |heading: &str, tag: &str, is_there: bool| {
        if is_there {
            let heading = of(words, heading);
            template += &format!("\n\n{header}{heading}:{header:#}\n{{{tag}}}");
        }
    };
    let has_commands = command.get_subcommands().any(|inner| !inner.is_hide_set());
    part("Commands", "subcommands", has_commands);
    let shown = |argument: &&Arg| !argument.is_hide_set();
    let has_positionals = command.get_positionals().any(|argument| shown(&argument));
    part("Arguments", "positionals", has_positionals);
    let has_options = command
        .get_arguments()
        .any(|argument| !argument.is_positional() && shown(&argument));
    part("Options", "options", has_options);
    template + "{after-help}"
}
