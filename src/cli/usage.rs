//! What clap finds wrong with the arguments, in the words of the message catalogue.
//! Room `cli`.

use std::num::ParseIntError;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::core::message::{Message, Tell};

/// An error of clap, from a command line whose texts are in the language of the person.
pub struct UsageError<'a>(pub &'a clap::Error);

impl Tell for UsageError<'_> {
    fn message(&self) -> Message {
        let mut parts = vec![self.problem()];
        if let Some(usage) = self.text(ContextKind::Usage) {
            // Clap's heading is English in any case.
            let usage = usage.trim_start_matches("Usage:").trim_start().to_owned();
            parts.push("\n\n".into());
            parts.push(Message::new("usage.usage").with("usage", usage));
        }
        parts.push("\n\n".into());
        parts.push(Message::new("usage.more"));
        Message::Sequence(parts)
    }
}

impl UsageError<'_> {
    fn problem(&self) -> Message {
        let argument = || self.text(ContextKind::InvalidArg).unwrap_or_default();
        let value = || self.text(ContextKind::InvalidValue).unwrap_or_default();
        let about = |key| Message::new(key).with("argument", argument());
        match self.0.kind() {
            ErrorKind::UnknownArgument => {
                let nearest = self.text(ContextKind::SuggestedArg);
                about("usage.unknown-argument")
                    .with("nearest", Message::nearest(nearest.as_deref()))
            }
            ErrorKind::InvalidSubcommand => {
                let command = self.text(ContextKind::InvalidSubcommand);
                let nearest = self.text(ContextKind::SuggestedSubcommand);
                Message::new("usage.unknown-command")
                    .with("command", command.unwrap_or_default())
                    .with("nearest", Message::nearest(nearest.as_deref()))
            }
            ErrorKind::InvalidValue if value().is_empty() => about("usage.no-value"),
            ErrorKind::InvalidValue => {
                let known = self.text(ContextKind::ValidValue).unwrap_or_default();
                let reason = Message::new("value.one-of").with("known", known);
                about("usage.bad-value")
                    .with("value", value())
                    .with("reason", reason)
            }
            ErrorKind::ValueValidation => about("usage.bad-value")
                .with("value", value())
                .with("reason", self.reason()),
            ErrorKind::NoEquals => about("usage.no-value"),
            ErrorKind::TooManyValues => about("usage.too-many").with("value", value()),
            ErrorKind::TooFewValues => self.count(ContextKind::MinValues),
            ErrorKind::WrongNumberOfValues => self.count(ContextKind::ExpectedNumValues),
            ErrorKind::ArgumentConflict => self.conflict(),
            ErrorKind::MissingRequiredArgument => about("usage.missing"),
            ErrorKind::MissingSubcommand => Message::new("usage.no-command"),
            ErrorKind::InvalidUtf8 => Message::new("usage.not-utf8"),
            // Help and version are no errors; what clap may add later speaks for itself.
            _ => self.0.to_string().into(),
        }
    }

    /// Why a value was refused: by a reader of our own, or by that of a number.
    fn reason(&self) -> Message {
        let source = std::error::Error::source(self.0);
        match source {
            Some(source) if source.is::<ParseIntError>() => Message::new("value.integer"),
            Some(source) => match source.downcast_ref::<Message>() {
                Some(message) => message.clone(),
                None => source.to_string().into(),
            },
            None => "".into(),
        }
    }

    fn count(&self, expected: ContextKind) -> Message {
        let number = |kind| self.text(kind).unwrap_or_default();
        Message::new("usage.count")
            .with("argument", number(ContextKind::InvalidArg))
            .with("expected", number(expected))
            .with("actual", number(ContextKind::ActualNumValues))
    }

    fn conflict(&self) -> Message {
        let first = self
            .text(ContextKind::InvalidArg)
            .or_else(|| self.text(ContextKind::InvalidSubcommand))
            .unwrap_or_default();
        match self.text(ContextKind::PriorArg) {
            Some(other) if other == first => Message::new("usage.repeated").with("argument", first),
            Some(other) => Message::new("usage.conflict")
                .with("argument", first)
                .with("other", other),
            None => Message::new("usage.conflict-with-some").with("argument", first),
        }
    }

    /// What clap tells of one kind; several are listed.
    fn text(&self, kind: ContextKind) -> Option<String> {
        match self.0.get(kind)? {
            ContextValue::String(text) => Some(text.clone()),
            ContextValue::Strings(texts) => Some(texts.join(", ")),
            ContextValue::StyledStr(text) => Some(text.to_string()),
            ContextValue::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}
