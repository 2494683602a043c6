//! What is wrong with something that was sent in, and how badly.
//! Room `core`. No fault repeats what a field about a person holds.

use crate::core::form::{Field, Form, picked};
use crate::core::intake::contact::has_contact;
use crate::core::intake::raw::Place;
use crate::core::language::Language;
use crate::core::message::Message;

/// What becomes of an example, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    #[default]
    Accepted,
    /// Taken in; a person should look at it.
    Remarks,
    Refused,
}

impl Verdict {
    /// From good to bad.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Remarks, Self::Refused];

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Accepted => "intake.accepted",
            Self::Remarks => "intake.remarks",
            Self::Refused => "intake.refused",
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// A column or key that is no field; its values are not taken in.
    UnknownName {
        name: String,
        /// Names of fields that it is like, as keys.
        near: Vec<usize>,
    },
    /// A heading that may be several fields.
    AmbiguousName { name: String, fields: Vec<usize> },
    /// Two columns that are the same field.
    SameField,
    /// Not in the list: kept as text.
    NotListed { value: String, near: Vec<String> },
    /// A name of several choices: kept as text.
    Ambiguous { value: String, choices: Vec<String> },
    /// A value that the shape does not allow.
    BadValue { value: String },
    /// A value is missing that is required.
    Missing,
    /// A value is missing that is recommended, or required where rows may be partly empty.
    Advised,
    /// More values than the field takes.
    TooMany { count: usize, most: usize },
    /// An e-mail address or telephone number where everybody reads it.
    ContactInText,
    /// Characters that no text has.
    ControlCharacters,
    /// Characters that nobody sees, taken away.
    InvisibleRemoved,
    /// A value that the field of an older collection cannot hold: kept as text.
    KeptAsText { value: String },
    /// The same of a field that is kept apart.
    KeptApartAsText,
    /// More values of an older collection than the field takes: all kept as text.
    ManyKept { count: usize, most: usize },
    /// A day where a year is asked for: its year counts.
    YearOfDay { value: String, year: String },
    /// A telephone number without the zero it begins with: it has that again.
    ZeroPutBack,
    /// An error instead of a value.
    ErrorCell,
    /// A formula whose result the file does not hold.
    NoResult,
    /// Cells that were made one over several rows or columns.
    Merged,
    /// A table or list where a value should be.
    NotAValue,
    /// A value of a file that has examples, outside of them: nobody can say of which it is.
    OutsideExample { name: String },
    /// A sheet that is hidden: nothing of it is taken in.
    HiddenSheet { sheet: String },
    /// Made with another edition of the form.
    OtherEdition { edition: String },
    /// Neither a number nor a title: nothing to call it by.
    Nameless,
    /// Another row or file has the same number.
    SameNumber { other: Place },
    /// Another example has the same title, but for spelling.
    SameTitle { title: String, number: String },
    /// It is already there with just these values.
    Unchanged,
    /// It is already there with other values: a new version.
    Updated { version: u32 },
    /// The source states another title.
    OtherTitle { title: String },
    /// Another example, which was withdrawn that day, has the same title, but for spelling.
    LikeWithdrawn {
        title: String,
        number: String,
        day: String,
    },
    /// It says just what an example says that is there already.
    SameContent { number: String },
    /// It was withdrawn that day, for that reason.
    Withdrawn {
        number: String,
        day: String,
        reason: String,
    },
    /// It was withdrawn, and is there again as asked for.
    Restored { day: String, version: u32 },
    /// The same file was added that day, as these examples.
    SameFile { day: String, numbers: Vec<String> },
    /// The same file is named twice.
    TwiceNamed { other: String },
    /// RDF without an example: of which class and property it would have been.
    NoExample { class: String, describes: String },
    /// Statements in RDF about things that are neither an example nor its contribution, and the first
    /// of those things.
    OtherSubjects { count: usize, first: String },
    /// It may not be published, and is kept apart.
    NotPublished,
    /// A temporary number whose example has another one now: it is taken as that.
    Renumbered { before: String, now: String },
    /// Fields that the version before has and this one has not, as indexes.
    FieldsGone { fields: Vec<usize> },
    /// The name of the contact where everybody reads it.
    NameInText,
    /// A former temporary number that is unknown.
    UnknownFormer { number: String },
}

impl FaultKind {
    /// How bad it is.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::BadValue { .. }
            | Self::Missing
            | Self::TooMany { .. }
            | Self::ContactInText
            | Self::NameInText
            | Self::ControlCharacters
            | Self::ErrorCell
            | Self::NoResult
            | Self::Merged
            | Self::NotAValue
            | Self::Nameless
            | Self::SameField
            | Self::UnknownFormer { .. }
            | Self::Withdrawn { .. }
            | Self::SameFile { .. }
            | Self::TwiceNamed { .. }
            | Self::NoExample { .. }
            | Self::SameNumber { .. } => Verdict::Refused,
            Self::Unchanged | Self::Updated { .. } => Verdict::Accepted,
            _ => Verdict::Remarks,
        }
    }
}

/// Something wrong, where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Index of the field it is about.
    pub field: Option<usize>,
    pub place: Place,
    pub kind: FaultKind,
}

impl Fault {
    /// What is wrong and what to do, in a language.
    pub fn text(&self, form: &Form, language: Language) -> String {
        let field = self.field.and_then(|field| form.fields.get(field));
        self.message(form, field, language).in_language(language)
    }

    /// The name of the field it is about.
    pub fn field_name<'a>(&self, form: &'a Form, language: Language) -> Option<&'a str> {
        let field = form.fields.get(self.field?)?;
        Some(field.name_in(language))
    }

    fn message(&self, form: &Form, field: Option<&Field>, language: Language) -> Message {
        let name_of = |index: &usize| {
            let field = form.fields.get(*index);
            field.map(|field| field.name_in(language).to_owned())
        };
        let names =
            |indexes: &[usize]| -> Vec<String> { indexes.iter().filter_map(name_of).collect() };
        let near = |names: &[String]| match names {
            [] => Message::from(""),
            names => Message::new("intake.near").with("names", Message::list(names)),
        };
        let said = |text: Option<&str>| Message::from(text.unwrap_or_default());
        let of_shape = field.and_then(|field| picked(&field.message, language));
        let missing = field.and_then(|field| picked(&field.missing, language));
        match &self.kind {
            FaultKind::UnknownName { name, near: like } => Message::new("intake.unknown-name")
                .with("name", shown(name))
                .with("near", near(&names(like))),
            FaultKind::AmbiguousName { name, fields } => Message::new("intake.ambiguous-name")
                .with("name", shown(name))
                .with("names", Message::list(&names(fields))),
            FaultKind::SameField => Message::new("intake.same-field"),
            FaultKind::NotListed { value, near: like } => Message::new("intake.not-listed")
                .with("value", shown(value))
                .with("near", near(like)),
            FaultKind::Ambiguous { value, choices } => Message::new("intake.ambiguous")
                .with("value", shown(value))
                .with("names", Message::list(choices)),
            FaultKind::BadValue { .. } if field.is_some_and(|field| field.is_kept_apart) => {
                Message::new("intake.bad-value-apart").with("remedy", said(of_shape))
            }
            FaultKind::BadValue { value } => Message::new("intake.bad-value")
                .with("value", shown(value))
                .with("remedy", said(of_shape)),
            FaultKind::Missing => Message::new("intake.missing").with("why", said(missing)),
            FaultKind::Advised => Message::new("intake.advised").with("why", said(missing)),
            FaultKind::TooMany { count, most } => Message::new("intake.too-many")
                .with("count", *count)
                .with("most", *most),
            FaultKind::ContactInText => Message::new("intake.contact-in-text"),
            FaultKind::ControlCharacters => Message::new("intake.control-characters"),
            FaultKind::InvisibleRemoved => Message::new("intake.invisible-removed"),
            FaultKind::KeptAsText { value } => Message::new("intake.kept-as-text")
                .with("value", shown(value))
                .with("remedy", said(of_shape)),
            FaultKind::KeptApartAsText => {
                Message::new("intake.kept-apart-as-text").with("remedy", said(of_shape))
            }
            FaultKind::ManyKept { count, most } => Message::new("intake.many-kept")
                .with("count", *count)
                .with("most", *most),
            FaultKind::YearOfDay { value, year } => Message::new("intake.year-of-day")
                .with("value", shown(value))
                .with("year", year),
            FaultKind::ZeroPutBack => Message::new("intake.zero-put-back"),
            FaultKind::ErrorCell => Message::new("intake.error-cell"),
            FaultKind::NoResult => Message::new("intake.no-result"),
            FaultKind::Merged => Message::new("intake.merged"),
            FaultKind::NotAValue => Message::new("intake.not-a-value"),
            FaultKind::OutsideExample { name } => {
                Message::new("intake.outside-example").with("name", shown(name))
            }
            FaultKind::HiddenSheet { sheet } => {
                Message::new("intake.hidden-sheet").with("sheet", shown(sheet))
            }
            FaultKind::OtherEdition { edition } => {
                Message::new("intake.other-edition").with("edition", shown(edition))
            }
            FaultKind::Nameless => Message::new("intake.nameless"),
            FaultKind::SameNumber { other } => {
                Message::new("intake.same-number").with("place", other.message())
            }
            FaultKind::SameTitle { title, number } => Message::new("intake.same-title")
                .with("title", shown(title))
                .with("number", number),
            FaultKind::Unchanged => Message::new("intake.unchanged"),
            FaultKind::Updated { version } => {
                Message::new("intake.updated").with("version", u64::from(*version))
            }
            FaultKind::OtherTitle { title } => {
                Message::new("intake.other-title").with("title", shown(title))
            }
            FaultKind::LikeWithdrawn { title, number, day } => {
                Message::new("intake.like-withdrawn")
                    .with("title", shown(title))
                    .with("number", number)
                    .with("day", day)
            }
            FaultKind::SameContent { number } => {
                Message::new("intake.same-content").with("number", number)
            }
            FaultKind::Withdrawn {
                number,
                day,
                reason,
            } => Message::new("intake.was-withdrawn")
                .with("number", number)
                .with("day", day)
                .with("reason", reason),
            FaultKind::Restored { day, version } => Message::new("intake.restored")
                .with("day", day)
                .with("version", u64::from(*version)),
            FaultKind::SameFile { day, numbers } => Message::new("intake.same-file")
                .with("day", day)
                .with("numbers", Message::list(&some(numbers))),
            FaultKind::TwiceNamed { other } => {
                Message::new("intake.twice-named").with("file", other)
            }
            FaultKind::NoExample { class, describes } => Message::new("intake.no-example")
                .with("class", class)
                .with("describes", describes),
            FaultKind::OtherSubjects { count, first } => Message::new("intake.other-subjects")
                .with("count", *count)
                .with("first", first),
            FaultKind::NotPublished => Message::new("intake.not-published"),
            FaultKind::Renumbered { before, now } => Message::new("intake.renumbered")
                .with("before", before)
                .with("now", now),
            FaultKind::FieldsGone { fields } => {
                Message::new("intake.fields-gone").with("names", Message::list(&names(fields)))
            }
            FaultKind::NameInText => Message::new("intake.name-in-text"),
            FaultKind::UnknownFormer { number } => {
                Message::new("intake.unknown-former").with("number", number)
            }
        }
    }
}

/// Characters of a value that a message repeats at the most.
const MOST_SHOWN: usize = 80;

/// Numbers that a message names at the most.
const MOST_NAMED: usize = 5;

/// The first of many, with a mark that there are more.
fn some(names: &[String]) -> Vec<String> {
    let mut first: Vec<_> = names.iter().take(MOST_NAMED).cloned().collect();
    if names.len() > MOST_NAMED {
        first.push("…".to_owned());
    }
    first
}

/// A value as a message shows it: the beginning of a long one, and none that tells how to reach a
/// person.
fn shown(value: &str) -> String {
    if has_contact(value) {
        return "…".to_owned();
    }
    match value.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", value[..end].trim_end()),
        None => value.to_owned(),
    }
}
