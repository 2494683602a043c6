//! What somebody answered: cells as a file holds them → answers, with everything that was not
//! understood named by its place. What could be read is kept; nothing is guessed.
//! Room `core`. The files themselves are read elsewhere; each gives [`Filled`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use crate::core::checklist::key::{Key, Listed};

use crate::core::checklist::Form;
use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message::{self, Message, Tell};
use crate::core::sssom::range::is_date;

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    Yes,
    Partly,
    No,
    /// The question does not concern the activity.
    NotApplicable,
}

impl Value {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::NotApplicable];

    /// The name as in files: `yes`, `partly`, `no`, `not-applicable`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// What people read and tick.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Yes => "checklist.yes",
            Self::Partly => "checklist.partly",
            Self::No => "checklist.no",
            Self::NotApplicable => "checklist.not-applicable",
        };
        message::text(language, key, &[])
    }

    /// The value that a word means: its name, or what people read in either language.
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = |text: &str| fold(text).replace('.', "");
        let word = plain(word.trim());
        let is = |value: &Self| {
            let mut texts = Language::ALL
                .into_iter()
                .map(|language| value.text(language));
            word == value.name() || texts.any(|text| plain(&text) == word)
        };
        Self::ALL.into_iter().find(is)
    }
}

/// What a file tells of the activity, beside its answers. The names are those of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Edition,
    Form,
    School,
    Activity,
    FilledInBy,
    Date,
    Sectors,
    Goals,
}

impl Field {
    /// In the order in which they are asked.
    pub const ALL: [Self; 8] = [
        Self::School,
        Self::Activity,
        Self::FilledInBy,
        Self::Date,
        Self::Sectors,
        Self::Goals,
        Self::Form,
        Self::Edition,
    ];

    /// The name as in files: `school`, `filled-in-by` …
    pub fn name(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Form => "form",
            Self::School => "school",
            Self::Activity => "activity",
            Self::FilledInBy => "filled-in-by",
            Self::Date => "date",
            Self::Sectors => "sectors",
            Self::Goals => "goals",
        }
    }

    /// What people read.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Edition => "checklist.edition",
            Self::Form => "checklist.form",
            Self::School => "checklist.school",
            Self::Activity => "checklist.activity",
            Self::FilledInBy => "checklist.filled-in-by",
            Self::Date => "checklist.date",
            Self::Sectors => "checklist.sectors",
            Self::Goals => "checklist.goals",
        };
        message::text(language, key, &[])
    }

    /// The field that a word means: its name, or what people read in either language.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = fold(word.trim());
        let is = |field: &Self| {
            let mut texts = Language::ALL
                .into_iter()
                .map(|language| field.text(language));
            word == field.name() || texts.any(|text| fold(&text) == word)
        };
        Self::ALL.into_iter().find(is)
    }
}

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line, counted from 1.
    Line(usize),
    /// A cell of a sheet, counted from 1.
    Cell {
        sheet: String,
        row: u64,
        column: usize,
    },
    /// A path of keys, or the tag of a content control.
    Key(String),
}

impl Tell for Place {
    fn message(&self) -> Message {
        match self {
            Self::Line(line) => Message::new("place.line").with("line", *line),
            Self::Cell { sheet, row, column } => Message::new("place.cell")
                .with("sheet", sheet)
                .with("cell", format!("{}{row}", column_letters(*column))),
            Self::Key(key) => Message::new("place.key").with("key", key),
        }
    }
}

/// The letters of a column, counted from 1: A … Z, AA …
fn column_letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// What a file holds, as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// Name of a field and what is said there, in the order of the file. Sectors and goals come
    /// one by one.
    pub fields: Vec<(String, String, Place)>,
    pub answers: Vec<FilledAnswer>,
}

/// A row of answers, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledAnswer {
    /// Notation or IRI of the question.
    pub item: String,
    /// Empty: not answered.
    pub answer: String,
    pub remark: String,
    pub place: Place,
}

/// An answered question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// `None`: a remark alone.
    pub value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// A checklist as somebody answered it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answered {
    pub path: PathBuf,
    pub edition: Option<String>,
    pub form: Option<Form>,
    pub school: Option<String>,
    pub activity: Option<String>,
    pub filled_in_by: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// IRIs.
    pub sectors: Vec<String>,
    /// IRIs.
    pub goals: Vec<String>,
    /// By IRI of the question.
    pub answers: BTreeMap<String, Answer>,
}

impl Answered {
    /// What to call it: the activity, else the name of the file without its ending.
    pub fn name(&self) -> String {
        let stem = || {
            let stem = self.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        self.activity.clone().unwrap_or_else(stem)
    }
}

/// Something in a file that is not understood. Nothing else of the file is lost by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct AnswerProblem {
    pub path: PathBuf,
    pub place: Option<Place>,
    pub fault: AnswerFault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// No such question.
    UnknownItem { item: String },
    /// An answer in a row that names no question.
    NoItem,
    /// A number that a spreadsheet program made of the number of a question: it may be more than one
    /// of them, or none.
    ItemNotText { item: String },
    /// A row whose number and IRI are those of two questions.
    TwoItems { notation: String, iri: String },
    /// A cell that holds an error instead of a value.
    ErrorCell,
    /// Cells of several questions that were made one.
    Merged,
    /// A mark before a sector or goal that says neither yes nor no.
    UnknownMark { value: String },
    /// Something else than a text.
    NotText { key: String },
    /// No such answer.
    UnknownValue { item: String, value: String },
    /// A question that has another answer above.
    AnsweredTwice { item: String },
    /// No such field.
    UnknownField { field: String },
    /// A field that says something else above.
    FieldTwice { field: Field },
    /// No such sector.
    UnknownSector { value: String },
    /// No such goal.
    UnknownGoal { value: String },
    /// Not `YYYY-MM-DD`.
    BadDate { value: String },
    /// Neither `full` nor `short`.
    UnknownForm { value: String },
    /// Answers to the questions of another date.
    OtherEdition { edition: String, current: String },
    /// It does not say which questions it answers.
    NoEdition { current: String },
    /// Not one question is answered.
    Nothing,
}

impl Tell for AnswerProblem {
    fn message(&self) -> Message {
        let fault = self.fault.message();
        let told = match &self.place {
            Some(place) => Message::Sequence(vec![place.message(), ": ".into(), fault]),
            None => fault,
        };
        Message::at(&self.path, None, told)
    }
}

impl Tell for AnswerFault {
    fn message(&self) -> Message {
        let texts = |texts: Vec<String>| Message::list(&texts);
        match self {
            Self::UnknownItem { item } => Message::new("answers.unknown-item").with("item", item),
            Self::NoItem => Message::new("answers.no-item"),
            Self::ItemNotText { item } => Message::new("answers.item-not-text").with("item", item),
            Self::TwoItems { notation, iri } => Message::new("answers.two-items")
                .with("notation", notation)
                .with("iri", iri),
            Self::ErrorCell => Message::new("answers.error-cell"),
            Self::Merged => Message::new("answers.merged"),
            Self::UnknownMark { value } => {
                Message::new("answers.unknown-mark").with("value", value)
            }
            Self::NotText { key } => Message::new("answers.not-text").with("key", key),
            Self::UnknownValue { item, value } => Message::Sequence(vec![
                Message::new("answers.unknown-value")
                    .with("item", item)
                    .with("value", value),
                " ".into(),
                Message::new("answers.known-values").with(
                    "values",
                    texts(Value::ALL.map(|value| value.name().to_owned()).to_vec()),
                ),
            ]),
            Self::AnsweredTwice { item } => {
                Message::new("answers.answered-twice").with("item", item)
            }
            Self::UnknownField { field } => {
                Message::new("answers.unknown-field").with("field", field)
            }
            Self::FieldTwice { field } => {
                Message::new("answers.field-twice").with("field", field.name())
            }
            Self::UnknownSector { value } => {
                Message::new("answers.unknown-sector").with("value", value)
            }
            Self::UnknownGoal { value } => {
                Message::new("answers.unknown-goal").with("value", value)
            }
            Self::BadDate { value } => Message::new("answers.bad-date").with("value", value),
            Self::UnknownForm { value } => {
                Message::new("answers.unknown-form").with("value", value)
            }
            Self::OtherEdition { edition, current } => Message::new("answers.other-edition")
                .with("edition", edition)
                .with("current", current),
            Self::NoEdition { current } => {
                Message::new("answers.no-edition").with("current", current)
            }
            Self::Nothing => Message::new("answers.nothing"),
        }
    }
}

/// Reads what a file holds against the questions there are.
pub fn interpret(path: &Path, filled: &Filled, key: &Key) -> (Answered, Vec<AnswerProblem>) {
    let mut reading = Reading {
        answered: Answered {
            path: path.to_owned(),
            ..Answered::default()
        },
        problems: Vec::new(),
        key,
    };
    for (field, value, place) in &filled.fields {
        reading.field(field, value.trim(), place);
    }
    for answer in &filled.answers {
        reading.answer(answer);
    }
    reading.finish()
}

/// `24-11-2026`, as dates are written in Dutch, as `2026-11-24`.
fn dutch_date(text: &str) -> Option<String> {
    let mut parts = text.splitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

struct Reading<'a> {
    answered: Answered,
    problems: Vec<AnswerProblem>,
    key: &'a Key,
}

impl Reading<'_> {
    fn problem(&mut self, place: Option<&Place>, fault: AnswerFault) {
        self.problems.push(AnswerProblem {
            path: self.answered.path.clone(),
            place: place.cloned(),
            fault,
        });
    }

    fn field(&mut self, name: &str, value: &str, place: &Place) {
        if value.is_empty() {
            return;
        }
        let Some(field) = Field::from_word(name) else {
            let field = name.to_owned();
            return self.problem(Some(place), AnswerFault::UnknownField { field });
        };
        let value = match field {
            Field::Date => dutch_date(value).unwrap_or_else(|| value.to_owned()),
            _ => value.to_owned(),
        };
        let single = match field {
            Field::Sectors | Field::Goals => {
                return self.chosen(field, value, place);
            }
            Field::Form => {
                let forms = [Form::Full, Form::Short];
                let Some(form) = forms.into_iter().find(|form| form.name() == value) else {
                    return self.problem(Some(place), AnswerFault::UnknownForm { value });
                };
                if self.answered.form.is_some_and(|known| known != form) {
                    return self.problem(Some(place), AnswerFault::FieldTwice { field });
                }
                self.answered.form = Some(form);
                return;
            }
            Field::Date if !is_date(&value) => {
                return self.problem(Some(place), AnswerFault::BadDate { value });
            }
            Field::Date => &mut self.answered.date,
            Field::Edition => &mut self.answered.edition,
            Field::School => &mut self.answered.school,
            Field::Activity => &mut self.answered.activity,
            Field::FilledInBy => &mut self.answered.filled_in_by,
        };
        match single {
            Some(known) if *known != value => {
                self.problem(Some(place), AnswerFault::FieldTwice { field });
            }
            single => *single = Some(value),
        }
    }

    fn chosen(&mut self, field: Field, value: String, place: &Place) {
        let is_sector = field == Field::Sectors;
        let list = match is_sector {
            true => Listed::Sectors,
            false => Listed::Goals,
        };
        let Some(iri) = self.key.find(list, &value).cloned() else {
            return self.problem(
                Some(place),
                match is_sector {
                    true => AnswerFault::UnknownSector { value },
                    false => AnswerFault::UnknownGoal { value },
                },
            );
        };
        let chosen = match is_sector {
            true => &mut self.answered.sectors,
            false => &mut self.answered.goals,
        };
        if !chosen.contains(&iri) {
            chosen.push(iri);
        }
    }

    fn answer(&mut self, given: &FilledAnswer) {
        let (word, remark) = (given.answer.trim(), given.remark.trim());
        if word.is_empty() && remark.is_empty() {
            return;
        }
        let place = Some(&given.place);
        let item = given.item.trim().to_owned();
        if item.is_empty() {
            return self.problem(place, AnswerFault::NoItem);
        }
        let Some(iri) = self.key.find(Listed::Items, &item).cloned() else {
            return self.problem(place, AnswerFault::UnknownItem { item });
        };
        let value = match word {
            "" => None,
            word => match Value::from_word(word) {
                Some(value) => Some(value),
                None => {
                    let value = word.to_owned();
                    let fault = AnswerFault::UnknownValue {
                        item: item.clone(),
                        value,
                    };
                    self.problem(place, fault);
                    None
                }
            },
        };
        let answer = Answer {
            value,
            remark: (!remark.is_empty()).then(|| remark.to_owned()),
        };
        match self.answered.answers.get(&iri) {
            Some(known) if *known != answer => {
                self.problem(place, AnswerFault::AnsweredTwice { item });
            }
            // An unknown word without a remark leaves nothing to keep.
            _ if answer == Answer::default() => {}
            _ => {
                self.answered.answers.insert(iri, answer);
            }
        }
    }

    fn finish(mut self) -> (Answered, Vec<AnswerProblem>) {
        let current = self.key.edition().to_owned();
        match self.answered.edition.clone() {
            Some(edition) if edition != current => {
                self.problem(None, AnswerFault::OtherEdition { edition, current });
            }
            None => self.problem(None, AnswerFault::NoEdition { current }),
            Some(_) => {}
        }
        let mut answers = self.answered.answers.values();
        if !answers.any(|answer| answer.value.is_some()) {
            self.problem(None, AnswerFault::Nothing);
        }
        (self.answered, self.problems)
    }
}
