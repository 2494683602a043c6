//! One pair for a terminal: both sides beside each other where it is wide enough, the reasons, the
//! keys.
//! Room `render`. Every foreign text is escaped for a terminal.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::core::language::Language;
use crate::core::message;
use crate::core::review::portrait::{Neighbour, Portrait, Said};
use crate::core::review::{Action, Advance, Card, Choice};
use crate::render::escape;
use crate::render::review::reasons;
use crate::render::text::wrap_some;

/// A text of a card has at most so many lines.
const MOST_LINES: usize = 30;
const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();
const FOR: Style = AnsiColor::Green.on_default();
const AGAINST: Style = AnsiColor::Yellow.on_default();

/// From so many columns on the sides stand beside each other.
const WIDE: usize = 96;
/// What parts them.
const BETWEEN: &str = " │ ";

/// A line with its style, escaped and laid out.
type Line = (Style, String);

/// The whole card.
pub fn card(
    card: &Card<'_>,
    language: Language,
    width: usize,
    short: &dyn Fn(&str) -> String,
) -> String {
    let width = width.clamp(40, 160);
    let writer = Writer { language, short };
    let mut text = String::new();
    let mut put = |style: Style, line: &str| {
        text.push_str(&format!(
            "{}{line}{}\n",
            style.render(),
            style.render_reset()
        ));
    };
    let advance = advance(card.advance, language);
    put(
        MUTED,
        &format!(
            "── {advance} {}",
            "─".repeat(width.saturating_sub(advance.width() + 4))
        ),
    );
    let is_wide = width >= WIDE && card.object.is_some();
    let room = if is_wide {
        (width - BETWEEN.width()) / 2
    } else {
        width
    };
    let subject = writer.side(&card.subject, room);
    let object = match &card.object {
        Some(object) => writer.side(object, room),
        None => vec![(STRONG, writer.say("review.no-term", &[]))],
    };
    if is_wide {
        text.push_str(&beside(&subject, &object, room));
    } else {
        for (style, line) in subject
            .iter()
            .chain([&(PLAIN, String::new())])
            .chain(&object)
        {
            put(*style, line);
        }
    }
    text.push('\n');
    text.push_str(&writer.foot(card, width));
    text
}

/// How far it is.
pub fn advance(advance: Advance, language: Language) -> String {
    let values = [
        ("place", advance.place.to_string()),
        ("all", advance.all.to_string()),
        ("decided", advance.decided.to_string()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    message::text(language, "review.advance", &values)
}

/// One concept alone.
pub fn portrait(
    portrait: &Portrait,
    language: Language,
    width: usize,
    short: &dyn Fn(&str) -> String,
) -> String {
    let writer = Writer { language, short };
    let lines = writer.side(portrait, width.clamp(40, 100));
    let styled = lines
        .iter()
        .map(|(style, line)| format!("{}{line}{}\n", style.render(), style.render_reset()));
    styled.collect()
}

/// What every key does, a line each.
pub fn help(language: Language) -> String {
    let mut text = String::new();
    for choice in Choice::ALL {
        text.push_str(&format!("  {}  {}\n", choice.key(), choice.text(language)));
    }
    for (key, _, name) in Action::OTHERS {
        text.push_str(&format!(
            "  {key}  {}\n",
            message::text(language, name, &[])
        ));
    }
    for name in ["review.help-relation", "review.help-reason"] {
        text.push_str(&format!("  {}\n", message::text(language, name, &[])));
    }
    text
}

/// Two columns of lines.
fn beside(left: &[Line], right: &[Line], room: usize) -> String {
    let mut text = String::new();
    let empty = (PLAIN, String::new());
    for place in 0..left.len().max(right.len()) {
        let (style, line) = left.get(place).unwrap_or(&empty);
        let (other_style, other) = right.get(place).unwrap_or(&empty);
        let pad = " ".repeat(room.saturating_sub(line.width()));
        text.push_str(&format!(
            "{}{line}{}{pad}{}{BETWEEN}{}{}{other}{}\n",
            style.render(),
            style.render_reset(),
            MUTED.render(),
            MUTED.render_reset(),
            other_style.render(),
            other_style.render_reset(),
        ));
    }
    text
}

struct Writer<'a> {
    language: Language,
    short: &'a dyn Fn(&str) -> String,
}

impl Writer<'_> {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        message::text(self.language, key, values)
    }

    fn side(&self, portrait: &Portrait, room: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut put = |style: Style, indent: usize, text: &str| {
            let wrapped = wrap_some(
                &escape::terminal(text),
                room.saturating_sub(indent),
                MOST_LINES,
            );
            for (number, line) in wrapped.into_iter().enumerate() {
                let before = if number == 0 { 0 } else { indent };
                lines.push((style, format!("{}{line}", " ".repeat(before))));
            }
        };
        let name = match &portrait.notation {
            Some(notation) => format!("{notation} {}", portrait.label),
            None => portrait.label.clone(),
        };
        put(STRONG, 2, &name);
        put(MUTED, 2, &(self.short)(&portrait.iri));
        if portrait.deprecated {
            put(AGAINST, 2, &self.say("suggest.deprecated", &[]));
        }
        let tagged = |said: &Said, text: &str| match said.language.as_str() {
            "" => text.to_owned(),
            tag => format!("{tag}: {text}"),
        };
        for said in &portrait.preferred {
            put(PLAIN, 4, &tagged(said, &said.text));
        }
        for said in &portrait.others {
            let also = self.say("review.also", &[("label", &said.text)]);
            put(MUTED, 4, &tagged(said, &also));
        }
        for said in &portrait.texts {
            put(PLAIN, 4, &tagged(said, &said.text));
        }
        for chain in &portrait.chains {
            let names: Vec<_> = chain.iter().map(|one| one.label.as_str()).collect();
            put(
                PLAIN,
                4,
                &self.say("review.above", &[("chain", &names.join(" › "))]),
            );
        }
        let near = [
            (
                "review.siblings",
                &portrait.siblings,
                portrait.more_siblings,
            ),
            (
                "review.narrower",
                &portrait.narrower,
                portrait.more_narrower,
            ),
        ];
        for (key, neighbours, more) in near {
            if !neighbours.is_empty() {
                put(
                    MUTED,
                    4,
                    &self.say(key, &[("names", &names(neighbours, more))]),
                );
            }
        }
        if !portrait.known {
            put(MUTED, 2, &self.say("review.not-at-hand", &[]));
        }
        lines
    }

    /// Proposal, reasons and keys.
    fn foot(&self, card: &Card<'_>, width: usize) -> String {
        let mut text = String::new();
        let mut put = |style: Style, words: &str| {
            for line in wrap_some(&escape::terminal(words), width, MOST_LINES) {
                text.push_str(&format!(
                    "{}{line}{}\n",
                    style.render(),
                    style.render_reset()
                ));
            }
        };
        let proposal = reasons::proposal(card, self.language);
        put(
            STRONG,
            &self.say("review.proposed", &[("proposal", &proposal)]),
        );
        for reason in reasons::reasons(card, self.language) {
            let (style, sign) = if reason.against {
                (AGAINST, '−')
            } else {
                (FOR, '+')
            };
            put(style, &format!("{sign} {}", reason.text));
        }
        for line in self.keys(width) {
            text.push_str(&format!(
                "{}{line}{}\n",
                MUTED.render(),
                MUTED.render_reset()
            ));
        }
        text
    }

    /// The keys, as many on a line as fit.
    fn keys(&self, width: usize) -> Vec<String> {
        let choices = Choice::ALL
            .iter()
            .map(|choice| format!("[{}] {}", choice.key(), choice.text(self.language)));
        let others = Action::OTHERS
            .iter()
            .map(|(key, _, name)| format!("[{key}] {}", self.say(name, &[])));
        let mut lines: Vec<String> = vec![String::new()];
        for word in choices.chain(others) {
            match lines.last_mut() {
                Some(line) if line.is_empty() => *line = word,
                Some(line) if line.width() + 2 + word.width() <= width => {
                    line.push_str("  ");
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        lines
    }
}

/// Names of neighbours and how many more there are.
pub fn names(neighbours: &[Neighbour], more: usize) -> String {
    let names: Vec<_> = neighbours.iter().map(|one| one.label.as_str()).collect();
    match more {
        0 => names.join(", "),
        more => format!("{} (+{more})", names.join(", ")),
    }
}
