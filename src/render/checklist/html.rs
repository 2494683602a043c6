//! A checklist as one page that stands alone: it makes no request, keeps the answers in the browser
//! and gives them back as TOML; without JavaScript it is a form to fill in and print. The templates
//! are `templates/checklist.*`; askama escapes what it prints.
//! Room `render`.

mod chips;
mod script;

use std::collections::HashMap;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::core::checklist::answers::{Field, Value};
use crate::core::checklist::{Checklist, Choice, Form, Item};
use crate::render::checklist::html::chips::{Chip, chips};
use crate::render::checklist::names;
use crate::render::checklist::words;
use crate::render::escape::terminal as visible;
use crate::render::svg::font::{CORE_RANGE, FONTS, font_face};
use crate::render::{RenderError, Rendered, escape};

const STYLE: &str = include_str!("../../../templates/checklist.css");
const SCRIPT: &str = concat!(
    include_str!("../../../templates/checklist-toml.js"),
    include_str!("../../../templates/fill-in.js"),
    include_str!("../../../templates/checklist.js")
);

struct ShownExample {
    /// `None` where the title says it.
    number: Option<String>,
    title: String,
    /// Anchor in the list of examples.
    anchor: String,
    /// Why it stands before others.
    fits: Option<String>,
    by: String,
}

struct Question<'a> {
    place: usize,
    item: &'a Item,
    notation: Option<String>,
    question: String,
    hint: Option<String>,
    /// Per cent of all examples.
    share: String,
    chips: Vec<Chip>,
    /// Name and count of each.
    realisations: Vec<(String, usize)>,
    examples: Vec<ShownExample>,
    /// The line that opens realisations and examples.
    more: String,
}

struct SectionOfQuestions<'a> {
    heading: Option<(String, Vec<Chip>)>,
    questions: Vec<Question<'a>>,
}

struct GroupOfQuestions<'a> {
    heading: String,
    question: Option<String>,
    sections: Vec<SectionOfQuestions<'a>>,
}

/// An example in the list of all.
struct ListedExample {
    anchor: String,
    number: String,
    title: String,
    address: Option<String>,
    sectors: String,
    goals: String,
}

#[derive(Template)]
#[template(path = "checklist.html")]
struct ChecklistPage<'a> {
    language: &'static str,
    form: &'static str,
    is_full: bool,
    title: String,
    introduction: Option<String>,
    chosen: Vec<String>,
    style: &'static str,
    fonts: String,
    script: &'static str,
    /// SHA-256 of the script in base64: the page's own policy lets no other script run.
    script_hash: String,
    /// JSON in which nothing ends the element.
    data: String,
    /// On the short form on paper: names behind the numbers, and what hardly any question covers.
    named: String,
    uncovered_briefly: String,
    /// What the form begins with.
    about: String,
    /// Texts to fill in about the activity: name and label.
    fields: Vec<(&'static str, String)>,
    sectors: Vec<Choice>,
    /// Goals below their headings.
    goals: Vec<(String, Vec<Choice>)>,
    values: [(&'static str, String); 4],
    groups: Vec<GroupOfQuestions<'a>>,
    /// What a mark at a number means, on paper.
    part_note: Option<String>,
    /// Name, label and coverage of each.
    uncovered: Vec<(String, String, String)>,
    left_out_title: Option<String>,
    /// Question and reason of each.
    left_out: Vec<(String, String)>,
    notes: Vec<String>,
    source: Option<String>,
    origin: String,
    /// How a count comes about: sentence and command of each.
    figures: Vec<(String, Option<String>)>,
    examples: Vec<ListedExample>,
    say: Words<'a>,
}

/// Texts of the catalogue by their key.
struct Words<'a>(&'a Checklist);

impl Words<'_> {
    fn of(&self, key: &str) -> String {
        words::say(self.0, key, &[])
    }

    /// A text of this page by the end of its key.
    fn page(&self, key: &str) -> String {
        self.with(key, &[])
    }

    fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        words::say(self.0, &format!("checklist-page.{key}"), values)
    }

    fn total(&self) -> String {
        let total = self.0.total.to_string();
        self.with("of-total", &[("total", &total)])
    }
}

/// The whole page.
pub fn render(checklist: &Checklist) -> Result<Rendered, RenderError> {
    let language = checklist.language;
    let anchors: HashMap<_, _> = checklist
        .examples
        .iter()
        .enumerate()
        .map(|(place, example)| (example.iri.as_str(), place))
        .collect();
    let say = Words(checklist);
    let uncovered = checklist.uncovered.iter().map(|element| {
        let name = words::numbered(&element.framework_label, element.notation.as_deref());
        let coverage = words::coverage(checklist, element);
        (visible(&name), visible(&element.label), visible(&coverage))
    });
    let left_out = checklist.left_out.iter().map(|left_out| {
        let name = words::heading(left_out.notation.as_deref(), &left_out.question);
        let why = words::why_left_out(checklist, left_out);
        (visible(&name), visible(&why))
    });
    let offered = &checklist.offered;
    let goals = offered.goals.iter();
    let goals = goals.map(|group| (visible(&group.heading.label), choices(&group.goals)));
    let fields = [
        Field::School,
        Field::Activity,
        Field::FilledInBy,
        Field::Date,
    ];
    let notes = [&checklist.experience_note, &checklist.research_note];
    let notes = notes.into_iter().flatten();
    let page = ChecklistPage {
        named: visible(&names::beside(checklist)),
        uncovered_briefly: visible(&names::uncovered(checklist)),
        about: visible(&words::about(checklist)),
        language: language.code(),
        form: checklist.form.name(),
        is_full: checklist.form == Form::Full,
        title: visible(&checklist.title),
        introduction: checklist.introduction.as_deref().map(visible),
        chosen: words::chosen(checklist)
            .iter()
            .map(|line| visible(line))
            .collect(),
        style: STYLE,
        fonts: fonts(),
        script: SCRIPT,
        script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
        data: escape::script_json(&script::data(checklist, &say).to_string()),
        fields: fields
            .map(|field| (field.name(), words::field(checklist, field)))
            .to_vec(),
        sectors: choices(&offered.sectors),
        goals: goals.collect(),
        values: Value::ALL.map(|value| (value.name(), value.text(language))),
        part_note: words::part_note(checklist).filter(|_| checklist.form == Form::Short),
        groups: groups(checklist, &anchors, &say),
        uncovered: uncovered.collect(),
        left_out_title: words::left_out(checklist),
        left_out: left_out.collect(),
        notes: notes.map(|note| visible(note)).collect(),
        source: checklist.source.as_deref().map(visible),
        origin: visible(&words::origin(checklist)),
        figures: figures(checklist, &say),
        examples: examples(checklist),
        say: Words(checklist),
    };
    Ok(Rendered::Text(page.render()?))
}

fn choices(choices: &[Choice]) -> Vec<Choice> {
    let choices = choices.iter();
    choices
        .map(|choice| Choice {
            iri: choice.iri.clone(),
            label: visible(&choice.label),
        })
        .collect()
}

fn anchor(place: usize) -> String {
    format!("example-{place}")
}

/// The typeface, so that a page breaks at the same places everywhere.
fn fonts() -> String {
    let mut out = String::new();
    for files in &FONTS {
        font_face(&mut out, files, CORE_RANGE, files.core);
    }
    out
}

fn groups<'a>(
    checklist: &'a Checklist,
    anchors: &HashMap<&str, usize>,
    say: &Words<'_>,
) -> Vec<GroupOfQuestions<'a>> {
    let mut place = 0;
    let mut groups = Vec::new();
    for group in &checklist.groups {
        let mut sections = Vec::new();
        for section in &group.sections {
            let heading = section.heading.as_ref().map(|heading| {
                let name = words::heading(heading.notation.as_deref(), &heading.label);
                (visible(&name), chips(checklist, &heading.research))
            });
            let questions = section.items.iter().map(|item| {
                place += 1;
                question(checklist, item, place - 1, anchors, say)
            });
            sections.push(SectionOfQuestions {
                heading,
                questions: questions.collect(),
            });
        }
        let heading = words::heading(group.notation.as_deref(), &group.label);
        groups.push(GroupOfQuestions {
            heading: visible(&heading),
            question: group.question.as_deref().map(visible),
            sections,
        });
    }
    groups
}

fn question<'a>(
    checklist: &Checklist,
    item: &'a Item,
    place: usize,
    anchors: &HashMap<&str, usize>,
    say: &Words<'_>,
) -> Question<'a> {
    let examples = item.examples.iter().filter_map(|shown| {
        let place = *anchors.get(shown.iri.as_str())?;
        let example = &checklist.examples[place];
        let labels = words::labels(&shown.shared);
        let fits = !shown.shared.is_empty();
        let by = shown.by.iter().filter(|by| by.iri != item.iri);
        let by: Vec<_> = by.map(|by| visible(&by.label)).collect();
        Some(ShownExample {
            number: example.title.as_ref().map(|_| visible(&example.number)),
            title: visible(&words::title(checklist, example)),
            anchor: anchor(place),
            fits: fits.then(|| say.with("fits", &[("labels", &visible(&labels))])),
            by: by.join("; "),
        })
    });
    let realisations = item.realisations.iter().map(|below| {
        let name = words::heading(below.notation.as_deref(), &below.label);
        (visible(&name), below.count)
    });
    let count = item.count.to_string();
    Question {
        place,
        item,
        notation: item.notation.as_deref().map(visible),
        question: visible(&item.question),
        hint: item.hint.as_deref().map(visible),
        share: format!(
            "{:.1}",
            100.0 * item.count as f64 / checklist.total.max(1) as f64
        ),
        chips: chips(checklist, &item.research),
        realisations: realisations.collect(),
        examples: examples.collect(),
        more: match item.count {
            1 => say.page("more-one"),
            _ => say.with("more", &[("count", &count)]),
        },
    }
}

fn figures(checklist: &Checklist, say: &Words<'_>) -> Vec<(String, Option<String>)> {
    let (total, few) = (checklist.total.to_string(), checklist.few.to_string());
    let query = |name: &str| Some(visible(&format!("lobgraaf query {name}")));
    let rows = words::rows_command(checklist).map(|command| visible(&command));
    let mut figures = vec![
        (say.page("figures-count"), rows),
        (
            say.with("figures-total", &[("total", &total)]),
            query(&checklist.queries.examples),
        ),
        (
            say.page("figures-research"),
            query(&checklist.queries.research),
        ),
    ];
    if !checklist.uncovered.is_empty() {
        figures.push((say.with("figures-uncovered", &[("few", &few)]), None));
    }
    figures
}

fn examples(checklist: &Checklist) -> Vec<ListedExample> {
    let examples = checklist.examples.iter().enumerate();
    examples
        .map(|(place, example)| ListedExample {
            anchor: anchor(place),
            number: visible(&example.number),
            title: visible(&words::title(checklist, example)),
            address: escape::web_address(&example.iri),
            sectors: listed(&example.sectors),
            goals: listed(&example.goals),
        })
        .collect()
}

/// Labels behind each other; some have commas of their own.
fn listed(choices: &[Choice]) -> String {
    let labels: Vec<_> = choices.iter().map(|one| visible(&one.label)).collect();
    labels.join("; ")
}
