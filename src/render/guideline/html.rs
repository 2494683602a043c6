//! The guideline as one page that stands alone: it makes no request, keeps the answers in the
//! browser and gives them back as the TOML or JSON that intake reads; without JavaScript it is a form
//! to fill in and print. The templates are `templates/guideline.*`; askama escapes what it prints.
//! Room `render`.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::core::form::{Field, FieldKind, Form, picked};
use crate::core::language::Language;
use crate::core::message;
use crate::render::escape::terminal as visible;
use crate::render::guideline::Variant;
use crate::render::guideline::words::{self, say};
use crate::render::svg::font::{CORE_RANGE, FONTS, font_face};
use crate::render::{RenderError, Rendered, escape};

const STYLE: &str = include_str!("../../../templates/guideline.css");
const SCRIPT: &str = concat!(
    include_str!("../../../templates/checklist-toml.js"),
    include_str!("../../../templates/fill-in.js"),
    include_str!("../../../templates/guideline.js")
);
/// Lists longer than this are folded and can be searched.
const MOST_OPEN: usize = 12;
/// What the script says, by the end of the key.
const SAID: [&str; 25] = [
    "all-there",
    "bad",
    "chosen-count",
    "clear-sure",
    "clear-yes",
    "cleared",
    "contact",
    "downloaded",
    "field-kept",
    "found",
    "group-progress",
    "missing-recommended",
    "missing-required",
    "more-examples",
    "not-saved",
    "open-sure",
    "open-yes",
    "opened",
    "other-edition",
    "progress",
    "saved",
    "too-large",
    "unreadable",
    "office",
    "wrong",
];

struct ShownChoice {
    text: String,
    definition: Option<String>,
    depth: usize,
}

struct ShownField {
    place: usize,
    key: String,
    /// `text`, `long`, `lines`, `one`, `many`, `integer`, `boolean`, `date`, `year`, `url`.
    input: &'static str,
    asks: String,
    /// The name, where a question stands before it.
    name: Option<String>,
    requirement: String,
    requirement_name: &'static str,
    help: Vec<String>,
    reason: String,
    passages: Vec<(String, Option<String>)>,
    is_kept_apart: bool,
    is_folded: bool,
    count: String,
    sections: Vec<(Option<String>, Vec<ShownChoice>)>,
    longest: Option<usize>,
    least: Option<i64>,
    most: Option<i64>,
}

struct ShownGroup {
    name: String,
    comment: Option<String>,
    has_people: bool,
    fields: Vec<ShownField>,
}

#[derive(Template)]
#[template(path = "guideline.html")]
struct GuidelinePage {
    language: &'static str,
    title: String,
    introduction: Option<String>,
    style: &'static str,
    fonts: String,
    script: &'static str,
    /// SHA-256 of the script in base64: the page's own policy lets no other script run.
    script_hash: String,
    /// JSON in which nothing ends the element.
    data: String,
    edition: String,
    groups: Vec<ShownGroup>,
    say: Words,
}

/// Texts of the catalogue.
struct Words(Language);

impl Words {
    fn of(&self, key: &str) -> String {
        say(self.0, key)
    }

    /// A text of this page by the end of its key.
    fn page(&self, key: &str) -> String {
        say(self.0, &format!("guideline-page.{key}"))
    }
}

/// The whole page.
pub fn render(form: &Form, language: Language, variant: Variant) -> Result<Rendered, RenderError> {
    let text = |text| picked(text, language).map(visible);
    let groups = form.groups.iter().enumerate().map(|(place, group)| {
        let fields = form.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| field.group == place);
        let shown = fields.map(|(at, field)| shown(form, field, at, language, variant));
        ShownGroup {
            name: text(&group.name).unwrap_or_else(|| visible(&group.iri)),
            comment: text(&group.comment),
            has_people: form.fields_of(place).any(|field| field.is_kept_apart),
            fields: shown.collect(),
        }
    });
    let mut fonts = String::new();
    for files in &FONTS {
        font_face(&mut fonts, files, CORE_RANGE, files.core);
    }
    let page = GuidelinePage {
        language: language.code(),
        title: text(&form.title).unwrap_or_default(),
        introduction: text(&form.introduction),
        style: STYLE,
        fonts,
        script: SCRIPT,
        script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
        data: escape::script_json(&data(form, language).to_string()),
        edition: visible(&form.edition),
        groups: groups.collect(),
        say: Words(language),
    };
    Ok(Rendered::Text(page.render()?))
}

fn input(field: &Field) -> &'static str {
    match (&field.kind, field.is_single()) {
        (FieldKind::Chosen { .. }, true) => "one",
        (FieldKind::Chosen { .. }, false) => "many",
        (FieldKind::Boolean, _) => "boolean",
        (_, false) => "lines",
        (FieldKind::Text { is_long: true, .. }, true) => "long",
        (FieldKind::Text { .. }, true) => "text",
        (FieldKind::Integer, true) => "integer",
        (FieldKind::Date, true) => "date",
        (FieldKind::Year, true) => "year",
        (FieldKind::Address, true) => "url",
    }
}

fn shown(
    form: &Form,
    field: &Field,
    place: usize,
    language: Language,
    variant: Variant,
) -> ShownField {
    let name = visible(field.name_in(language));
    let (asks, name) = match variant {
        Variant::Questionnaire => (name, None),
        Variant::Interview => (visible(words::question(field, language)), Some(name)),
    };
    let mut help = words::help(field, language);
    if input(field) == "lines" {
        help.push(say(language, "guideline-page.one-a-line"));
    }
    let count = form.choices(field).len();
    let sections = words::sections(form, field, language).into_iter();
    let sections = sections.map(|section| {
        let choices = section.choices.into_iter().map(|shown| ShownChoice {
            text: visible(&shown.text),
            definition: picked(&shown.choice.definition, language).map(visible),
            depth: shown.depth.min(3),
        });
        (section.heading.as_deref().map(visible), choices.collect())
    });
    let passages = field.passages.iter().map(|passage| {
        let label = picked(&passage.label, language).unwrap_or(&passage.iri);
        (visible(label), escape::web_address(&passage.iri))
    });
    let counted = count.to_string();
    ShownField {
        place,
        key: field.key.clone(),
        input: input(field),
        asks,
        name,
        requirement: words::requirement(field, language),
        requirement_name: field.requirement.name(),
        help: help.iter().map(|line| visible(line)).collect(),
        reason: picked(&field.reason, language)
            .map(visible)
            .unwrap_or_default(),
        passages: passages.collect(),
        is_kept_apart: field.is_kept_apart,
        is_folded: count > MOST_OPEN,
        count: message::text(language, "guideline-page.choose-of", &[("count", &counted)]),
        sections: sections.collect(),
        longest: field.bounds.max_length.filter(|_| field.is_single()),
        least: field.bounds.minimum,
        most: field.bounds.maximum,
    }
}

/// What the script knows.
fn data(form: &Form, language: Language) -> Value {
    let fields = form.fields.iter().map(|field| {
        let choices = words::choices(form, field, language).into_iter();
        let choices = choices.map(|(choice, text)| {
            let mut names = vec![choice.iri.clone()];
            let labels = choice.label.iter().map(|(_, label)| label.to_owned());
            names.extend(labels.chain(Language::ALL.map(|language| choice.text(language))));
            json!({ "text": visible(&text), "names": names })
        });
        let words = |text| picked(text, language).unwrap_or_default();
        json!({
            "key": field.key,
            "name": visible(field.name_in(language)),
            "group": field.group,
            "input": input(field),
            "requirement": field.requirement.name(),
            "isApart": field.is_kept_apart,
            "isText": matches!(field.kind, FieldKind::Text { .. }),
            "least": field.bounds.min_length,
            "pattern": field.bounds.pattern,
            "message": visible(words(&field.message)),
            "missing": visible(words(&field.missing)),
            "choices": choices.collect::<Vec<_>>(),
        })
    });
    let said: Map<_, _> = SAID
        .iter()
        .map(|key| {
            let text = say(language, &format!("guideline-page.{key}"));
            ((*key).to_owned(), Value::from(text))
        })
        .collect();
    let title = picked(&form.title, language).unwrap_or_default();
    json!({
        "title": visible(title),
        "edition": form.edition,
        "storage": "lobgraaf:guideline",
        "fields": fields.collect::<Vec<_>>(),
        "words": said,
    })
}
