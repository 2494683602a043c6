//! Why a job of intake ends.
//! Room `app`.

use std::path::PathBuf;

use crate::app::intake::columns::ColumnsError;
use crate::core::message::{Message, Tell};

/// Why nothing is taken in, shown or withdrawn.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum IntakeError {
    /// `lobgraaf.toml` does not say how examples are written.
    NotConfigured,
    /// `[intake]` names a field that the form does not have.
    NoField {
        key: String,
    },
    /// The copy inside the program cannot be written to.
    Embedded,
    /// No example of that number was taken in.
    UnknownNumber {
        number: String,
        nearest: Option<String>,
    },
    /// No such version of it.
    UnknownVersion {
        number: String,
        version: u32,
        last: u32,
    },
    /// It is withdrawn already.
    Withdrawn {
        number: String,
    },
    /// A withdrawal needs a reason of 3 to 1000 characters.
    NoReason,
    /// The reason holds an e-mail address or telephone number, and everybody can read it.
    ContactInReason,
    /// The number has the form of none, or is taken.
    BadNumber {
        number: String,
    },
    NumberTaken {
        number: String,
    },
    /// The source has an example of that number with another title.
    OtherExample {
        from: String,
        title: String,
        number: String,
        stated: Option<String>,
    },
    /// Only an example with a temporary number gets another.
    NotTemporary {
        number: String,
    },
    /// A file in the folder of taken-in examples that is none of ours.
    Unreadable {
        path: PathBuf,
    },
    /// No role that the project knows.
    BadRole {
        role: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// An example to restore that is not withdrawn.
    NotWithdrawn {
        number: String,
    },
    /// A file of columns that means something else than it says.
    Columns(#[source] Box<ColumnsError>),
}

impl Tell for IntakeError {
    fn message(&self) -> Message {
        match self {
            Self::NotConfigured => Message::new("intake.not-configured"),
            Self::NoField { key } => Message::new("intake.no-field").with("key", key),
            Self::Embedded => Message::new("intake.embedded"),
            Self::UnknownNumber { number, nearest } => Message::new("intake.unknown-number")
                .with("number", number)
                .with("nearest", Message::nearest(nearest.as_deref())),
            Self::UnknownVersion {
                number,
                version,
                last,
            } => Message::new("intake.unknown-version")
                .with("number", number)
                .with("version", u64::from(*version))
                .with("last", u64::from(*last)),
            Self::Withdrawn { number } => {
                Message::new("intake.is-withdrawn").with("number", number)
            }
            Self::NoReason => Message::new("intake.no-reason"),
            Self::ContactInReason => Message::new("intake.contact-in-reason"),
            Self::BadNumber { number } => Message::new("intake.bad-number").with("number", number),
            Self::NumberTaken { number } => {
                Message::new("intake.number-taken").with("number", number)
            }
            Self::OtherExample {
                from,
                title,
                number,
                stated,
            } => Message::new("intake.other-example")
                .with("from", from)
                .with("title", title)
                .with("number", number)
                .with(
                    "stated",
                    match stated {
                        Some(stated) => Message::from(stated.as_str()),
                        None => Message::new("intake.untitled"),
                    },
                ),
            Self::NotTemporary { number } => {
                Message::new("intake.not-temporary").with("number", number)
            }
            Self::Unreadable { path } => Message::at(path, None, Message::new("intake.unreadable")),
            Self::BadRole {
                role,
                nearest,
                known,
            } => Message::new("intake.bad-role")
                .with("role", role)
                .with("nearest", Message::nearest(nearest.as_deref()))
                .with("known", Message::list(known)),
            Self::NotWithdrawn { number } => {
                Message::new("intake.not-withdrawn").with("number", number)
            }
            Self::Columns(error) => error.message(),
        }
    }
}
