//! What somebody answered: cells as a file holds them → answers, with everything that was not
//! understood named by its place. What could be read is kept; nothing is guessed.
//! Room `core`. The files themselves are read elsewhere; each gives [`Filled`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use crate::core::checklist::fault::{AnswerFault, AnswerProblem, Place};
pub use crate::core::checklist::key::{Key, Listed};

use crate::core::checklist::Form;
use crate::core::checklist::day::written_date;
use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message;
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

    /// The key of what people read and tick.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "checklist.yes",
            Self::Partly => "checklist.partly",
            Self::No => "checklist.no",
            Self::NotApplicable => "checklist.not-applicable",
        }
    }

    /// What people read and tick.
    pub fn text(self, language: Language) -> String {
        message::text(language, self.key(), &[])
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
    /// What is answered about; on a checklist about one level it has the name of that level.
    Activity,
    FilledInBy,
    Date,
    Sectors,
    Goals,
    /// For whom the sheet was made.
    Audience,
    /// About which level it was made.
    Level,
}

impl Field {
    /// In the order in which they are asked.
    pub const ALL: [Self; 10] = [
        Self::School,
        Self::Activity,
        Self::FilledInBy,
        Self::Date,
        Self::Sectors,
        Self::Goals,
        Self::Audience,
        Self::Level,
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
            Self::Audience => "audience",
            Self::Level => "level",
        }
    }

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Edition => "checklist.edition",
            Self::Form => "checklist.form",
            Self::School => "checklist.school",
            Self::Activity => "checklist.activity",
            Self::FilledInBy => "checklist.filled-in-by",
            Self::Date => "checklist.date",
            Self::Sectors => "checklist.sectors",
            Self::Goals => "checklist.goals",
            Self::Audience => "checklist.audience",
            Self::Level => "checklist.level",
        }
    }

    /// What people read.
    pub fn text(self, language: Language) -> String {
        message::text(language, self.key(), &[])
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
    /// IRI of whom the sheet was made for; `None`: everybody.
    pub audience: Option<String>,
    /// IRI of the level the sheet was made for; `None`: all levels.
    pub level: Option<String>,
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
        let Some(field) = self.key.field(name) else {
            let field = name.to_owned();
            return self.problem(Some(place), AnswerFault::UnknownField { field });
        };
        let mut value = match field {
            Field::Date => written_date(value).unwrap_or_else(|| value.to_owned()),
            _ => value.to_owned(),
        };
        let single = match field {
            Field::Sectors | Field::Goals => {
                return self.chosen(field, value, place);
            }
            Field::Form => {
                let Some(form) = Form::from_word(&value) else {
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
            Field::Audience | Field::Level => {
                let Some(iri) = self.key.find(Listed::of(field), &value).cloned() else {
                    return self.problem(Some(place), AnswerFault::UnknownScope { field, value });
                };
                value = iri;
                match field {
                    Field::Audience => &mut self.answered.audience,
                    _ => &mut self.answered.level,
                }
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
        let Some(iri) = self.key.find(Listed::of(field), &value).cloned() else {
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
        let item = given.item.trim();
        if item.is_empty() {
            return self.problem(place, AnswerFault::NoItem);
        }
        let Some(iri) = self.key.find(Listed::Items, item).cloned() else {
            let item = item.to_owned();
            return self.problem(place, AnswerFault::UnknownItem { item });
        };
        let item = self.key.name(&iri).to_owned();
        if let Some(form) = self.answered.form
            && !self.key.is_asked(&iri, form)
        {
            return self.problem(place, AnswerFault::NotAsked { item, form });
        }
        let (audience, level) = (&self.answered.audience, &self.answered.level);
        if !self
            .key
            .is_within(&iri, audience.as_deref(), level.as_deref())
        {
            return self.problem(place, AnswerFault::NotOnSheet { item });
        }
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
