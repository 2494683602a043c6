//! A checklist as plain data: questions in their order, what was experienced and what research says
//! beside each, and what was left out. No files, no markup.
//! Room `core`. Built by `app::checklist`, written by `render::checklist`, answered by
//! [`answers`], weighed by [`score`].

pub mod answers;
mod day;
mod fault;
pub mod key;
pub mod score;
pub mod sheet;
pub mod tag;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::core::checklist::answers::Field;
use crate::core::hierarchy::Evidence;
use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message;

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Every question that has no further question below it.
    #[default]
    Full,
    /// One question for each node right below a heading; fits one side of A4.
    Short,
}

impl Form {
    /// The name as in files: `full` or `short`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
        }
    }

    /// The key of what people read.
    pub fn key(self) -> &'static str {
        match self {
            Self::Full => "checklist.full",
            Self::Short => "checklist.short",
        }
    }

    /// What people read.
    pub fn text(self, language: Language) -> String {
        message::text(language, self.key(), &[])
    }

    /// The form that a word means: its name, or what people read in any language.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = fold(word.trim());
        let is = |form: &Self| {
            let mut languages = Language::ALL.into_iter();
            word == form.name() || languages.any(|language| fold(&form.text(language)) == word)
        };
        [Self::Full, Self::Short].into_iter().find(is)
    }
}

/// `1.1 Label`: a name with a number before it, where there is one.
pub fn headed(notation: Option<&str>, label: &str) -> String {
    match notation {
        Some(notation) => format!("{notation} {label}"),
        None => label.to_owned(),
    }
}

/// Something to choose from: an audience, a level, a sector, a goal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Choice {
    pub iri: String,
    pub label: String,
}

/// A checklist in one language.
#[derive(Debug, Clone, Serialize)]
pub struct Checklist {
    pub language: Language,
    pub form: Form,
    /// What it is called.
    pub title: String,
    /// How to fill it in; where it is about one level alone, by what that level has to say.
    pub introduction: Option<String>,
    /// How far experience reaches as evidence.
    pub experience_note: Option<String>,
    /// How far research reaches as evidence.
    pub research_note: Option<String>,
    /// Where the content comes from.
    pub source: Option<String>,
    /// Date of the data, `YYYY-MM-DD`.
    pub date: String,
    /// Which questions these are: date of the data and a fingerprint of all questions in all
    /// languages, the same for every form and choice. Answers name the edition that they answer.
    pub edition: String,
    /// Names of the queries behind it, for `lobgraaf query NAME`.
    pub queries: Queries,
    /// Whom it is for; `None`: everybody.
    pub audience: Option<Choice>,
    /// What it is about; `None`: all levels.
    pub level: Option<Choice>,
    /// Sectors and goals that choose and order the examples.
    pub sectors: Vec<Choice>,
    pub goals: Vec<Choice>,
    /// Number of all examples: what counts are counted of.
    pub total: usize,
    /// Up to how many success factors an element of a framework counts as hardly covered.
    pub few: usize,
    pub groups: Vec<Group>,
    /// Elements of frameworks that no or hardly any success factor covers, in their order.
    pub uncovered: Vec<Uncovered>,
    /// Questions of this form that the choice of audience and level leaves out.
    pub left_out: Vec<LeftOut>,
    /// Notation and IRI of what has a question that this form does not ask: answers to it do not
    /// belong to this form.
    #[serde(skip)]
    pub not_asked: Vec<(Option<String>, String)>,
    /// What an activity can be about, for the head of the form.
    pub offered: Offered,
    /// Every example that some question names, by number.
    pub examples: Vec<Example>,
}

/// Names of queries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Queries {
    pub questions: String,
    pub scope: String,
    pub view: String,
    /// Values that the view is asked with, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    pub research: String,
    pub examples: String,
}

/// A heading with the questions below it.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub iri: String,
    pub notation: Option<String>,
    pub label: String,
    /// The heading as a question, where there is one.
    pub question: Option<String>,
    /// Distinct examples at or below it.
    pub count: usize,
    pub sections: Vec<Section>,
}

impl Group {
    /// Its questions in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }
}

/// Questions that share a heading of second rank, or none.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    pub heading: Option<SectionHeading>,
    pub items: Vec<Item>,
}

/// A heading of second rank.
#[derive(Debug, Clone, Serialize)]
pub struct SectionHeading {
    pub iri: String,
    pub notation: Option<String>,
    pub label: String,
    /// What research and advice say of it as a whole.
    pub research: Vec<Research>,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    pub iri: String,
    pub notation: Option<String>,
    pub label: String,
    pub question: String,
    pub hint: Option<String>,
    pub audiences: Vec<Choice>,
    pub levels: Vec<Choice>,
    /// Distinct examples at or below it.
    pub count: usize,
    /// What is right below it, in order.
    pub realisations: Vec<Realisation>,
    /// Its examples: those that fit sectors and goals first, then by number.
    pub examples: Vec<Shown>,
    /// What research and advice say of it or of what is below it.
    pub research: Vec<Research>,
}

/// How somebody did it.
#[derive(Debug, Clone, Serialize)]
pub struct Realisation {
    pub iri: String,
    pub notation: Option<String>,
    pub label: String,
    /// Distinct examples at or below it.
    pub count: usize,
}

/// An example at a question.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// IRI of the example, see [`Checklist::examples`].
    pub iri: String,
    /// The nodes at or below the question that it illustrates.
    pub by: Vec<Realisation>,
    /// What it has in common with the sectors and goals asked for.
    pub shared: Vec<Choice>,
}

/// An element of a framework beside a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Research {
    pub iri: String,
    pub framework: String,
    /// Short name of the framework.
    pub framework_label: String,
    pub notation: Option<String>,
    pub label: String,
    /// The SKOS mapping property, short: `closeMatch`.
    pub relation: String,
    #[serde(serialize_with = "evidence")]
    pub evidence: Evidence,
    /// The node that is linked to it: the question's own, or one below it.
    pub through: String,
    /// Where the question's own node is not linked to it: those below it that are, by notation or
    /// label.
    pub via: Vec<String>,
}

fn evidence<S: serde::Serializer>(evidence: &Evidence, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(evidence.name())
}

/// An element of a framework that no or hardly any success factor covers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncovered {
    pub iri: String,
    pub framework: String,
    pub framework_label: String,
    pub notation: Option<String>,
    pub label: String,
    /// What the source says of it.
    pub verdict: Option<String>,
    /// How many success factors are linked to it.
    pub factors: usize,
    /// Whether the source itself says that it is hardly there.
    pub said_by_source: bool,
}

/// A question that was not asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub iri: String,
    pub notation: Option<String>,
    pub question: String,
    /// For whom it is, where that is why it is left out.
    pub audiences: Vec<Choice>,
    /// About what it is, where that is why it is left out.
    pub levels: Vec<Choice>,
}

/// What an activity can be about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Offered {
    pub sectors: Vec<Choice>,
    /// Goals by the theme they stand under.
    pub goals: Vec<OfferedGoals>,
}

/// Goals under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferedGoals {
    pub heading: Choice,
    pub goals: Vec<Choice>,
}

/// A practice example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    pub iri: String,
    pub number: String,
    pub title: Option<String>,
    pub sectors: Vec<Choice>,
    pub goals: Vec<Choice>,
}

impl Offered {
    /// Headings and goals in their order, each once: a heading without goals is its own.
    pub fn every_goal(&self) -> Vec<Choice> {
        let mut every: Vec<Choice> = Vec::new();
        for group in &self.goals {
            for choice in std::iter::once(&group.heading).chain(&group.goals) {
                if !every.contains(choice) {
                    every.push(choice.clone());
                }
            }
        }
        every
    }
}

impl Checklist {
    /// Its questions in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(Group::items)
    }

    /// What the audience or the level of the checklist is.
    pub fn scope(&self, field: Field) -> Option<&Choice> {
        match field {
            Field::Audience => self.audience.as_ref(),
            Field::Level => self.level.as_ref(),
            _ => None,
        }
    }

    /// An example by its IRI.
    pub fn example(&self, iri: &str) -> Option<&Example> {
        self.examples.iter().find(|example| example.iri == iri)
    }
}
