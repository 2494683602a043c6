//! The guideline as a document (DOCX) to fill in, print and change: a questionnaire, or an interview
//! with the same fields as open questions. Its own parts are templates in `templates/guideline.docx`.
//! Room `render`.

use askama::Template;

use crate::core::form::tag::{MOST_PLACES, Slot};
use crate::core::form::{Field, FieldKind, Form, picked};
use crate::core::language::Language;
use crate::render::docx::{self, Footer, Place, Properties, bytes, clean};
use crate::render::guideline::Variant;
use crate::render::guideline::words;
use crate::render::{RenderError, Rendered};

const RELATIONS: &str = include_str!("../../../templates/guideline.docx/document-relations.xml");
/// Choices of which several can be chosen that still get a box each.
const MOST_BOXES: usize = 14;
/// Places to type values of which a field takes several.
const TYPED: usize = 3;
/// Lines to write an answer on by hand: a short one, a long one.
const LINES: (usize, usize) = (1, 5);

#[derive(Template)]
#[template(path = "guideline.docx/styles.xml")]
struct Styles {
    language: &'static str,
}

/// The text.
#[derive(Template)]
#[template(path = "guideline.docx/document.xml")]
struct Page {
    title: String,
    lead: Vec<String>,
    guide: Vec<(String, String)>,
    is_interview: bool,
    groups: Vec<GroupPart>,
    why: String,
    choose: String,
    type_here: String,
    pick_date: String,
    own_words: String,
    edition_word: String,
    edition_slot: Place,
    edition: String,
}

struct GroupPart {
    name: String,
    comment: String,
    fields: Vec<FieldPart>,
}

struct FieldPart {
    heading: String,
    name: String,
    requirement: String,
    help: Vec<String>,
    why: String,
    boxes: Vec<(Place, String)>,
    slots: Vec<Place>,
    /// For what is not in the list.
    own_words: Option<Place>,
    /// What a list offers: what stands for it, and what is read.
    values: Vec<(String, String)>,
    is_day: bool,
    /// The look of its paragraphs.
    style: &'static str,
    /// Lines to write on.
    lines: usize,
}

/// The whole document.
pub fn render(form: &Form, language: Language, variant: Variant) -> Result<Rendered, RenderError> {
    let say = |key| words::say(language, key);
    let title = clean(picked(&form.title, language).unwrap_or_default());
    let edition = clean(&form.edition);
    let footer = Footer {
        left: format!("{title} · {} {edition}", say("form.edition")),
        page: say("checklist.page"),
        of: say("checklist.page-of"),
    };
    let mut writer = Writer {
        form,
        language,
        variant,
        places: 0,
    };
    let edition_slot = writer.place(Slot::edition(), &say("form.edition"));
    let page = Page {
        title: title.clone(),
        lead: writer.lead(),
        guide: writer.guide(),
        is_interview: variant == Variant::Interview,
        groups: writer.groups(),
        why: say("form.why"),
        choose: say("form.choose"),
        type_here: say("form.type-here"),
        pick_date: say("form.pick-date"),
        own_words: say("guideline.own-words"),
        edition_word: say("form.edition"),
        edition_slot,
        edition: edition.clone(),
    };
    let language = docx::language(language);
    // An edition begins with the day of the data.
    let date = edition.get(..10).unwrap_or("2000-01-01").to_owned();
    let properties = Properties {
        title,
        language,
        date,
        edition,
    };
    let relations = "word/_rels/document.xml.rels".to_owned();
    let parts = vec![
        ("word/document.xml".to_owned(), bytes(&page)?),
        (relations, RELATIONS.into()),
        ("word/styles.xml".to_owned(), bytes(&Styles { language })?),
    ];
    docx::document(&properties, &footer, parts)
}

struct Writer<'a> {
    form: &'a Form,
    language: Language,
    variant: Variant,
    places: usize,
}

impl Writer<'_> {
    fn place(&mut self, slot: Slot, alias: &str) -> Place {
        self.places += 1;
        Place::new(self.places, &slot.tag, slot.bookmark, alias)
    }

    fn lead(&self) -> Vec<String> {
        let introduction = picked(&self.form.introduction, self.language);
        let lead = introduction.map(clean).into_iter();
        let how = (self.variant == Variant::Interview)
            .then(|| words::say(self.language, "guideline.guide-interview"));
        lead.chain(how).collect()
    }

    fn guide(&self) -> Vec<(String, String)> {
        match self.variant {
            Variant::Questionnaire => words::guide(self.language)
                .into_iter()
                // Only a workbook has cells to put several answers in.
                .filter(|(about, _)| *about != words::say(self.language, "guideline.about-several"))
                .collect(),
            Variant::Interview => Vec::new(),
        }
    }

    fn groups(&mut self) -> Vec<GroupPart> {
        let mut parts: Vec<GroupPart> = Vec::new();
        let form = self.form;
        for (number, group) in form.groups.iter().enumerate() {
            let text = |text| clean(picked(text, self.language).unwrap_or_default());
            let (name, comment) = (text(&group.name), text(&group.comment));
            let fields: Vec<_> = form.fields_of(number).collect();
            let fields: Vec<_> = fields.into_iter().map(|field| self.field(field)).collect();
            if !fields.is_empty() {
                parts.push(GroupPart {
                    name,
                    comment,
                    fields,
                });
            }
        }
        parts
    }

    fn field(&mut self, field: &Field) -> FieldPart {
        let language = self.language;
        let is_interview = self.variant == Variant::Interview;
        let name = field.name_in(language).to_owned();
        let starred = words::starred(field, language);
        let is_long = matches!(field.kind, FieldKind::Text { is_long: true, .. });
        let choices = words::choices(self.form, field, language);
        let is_boxes = words::is_many(field) && choices.len() <= MOST_BOXES && !is_interview;
        let mut help = words::help(field, language);
        if is_interview && (1..=MOST_BOXES).contains(&choices.len()) {
            let labels: Vec<_> = choices.iter().map(|(_, text)| text.as_str()).collect();
            let lead = words::say(language, "guideline.think-of");
            help.push(format!("{lead} {}.", labels.join("; ")));
        }
        let boxes = match is_boxes {
            true => Slot::of_choices(self.form, field)
                .into_iter()
                .zip(&choices)
                .map(|(slot, (_, text))| (self.place(slot, text), clean(text)))
                .collect(),
            false => Vec::new(),
        };
        let values: Vec<(String, String)> = match &field.kind {
            _ if is_interview || is_boxes => Vec::new(),
            FieldKind::Boolean => [("true", "form.yes"), ("false", "form.no")]
                .map(|(value, key)| (value.to_owned(), words::say(language, key)))
                .into(),
            _ => choices
                .iter()
                .map(|(choice, text)| (clean(&choice.iri), clean(text)))
                .collect(),
        };
        let most = field.most.unwrap_or(MOST_PLACES).min(MOST_PLACES);
        let count = match (is_boxes, field.is_single() || is_interview) {
            (true, _) => 0,
            (_, true) => 1,
            (_, false) if values.is_empty() => most.min(TYPED),
            (_, false) => most,
        };
        let slots = (1..=count).map(|number| {
            let alias = match number {
                1 => name.clone(),
                number => format!("{name} {number}"),
            };
            self.place(Slot::of_field(field, number), &alias)
        });
        let slots = slots.collect();
        let own_words = (is_boxes || (count > 1 && !values.is_empty())).then(|| {
            let alias = format!("{name}: {}", words::say(language, "guideline.own-words"));
            self.place(Slot::of_field(field, count + 1), &alias)
        });
        FieldPart {
            slots,
            own_words,
            boxes,
            heading: clean(match is_interview {
                true => words::question(field, language),
                false => &starred,
            }),
            name: clean(&starred),
            requirement: words::requirement(field, language),
            help: help.iter().map(|line| clean(line)).collect(),
            why: match is_interview {
                true => String::new(),
                false => clean(&words::why(field, language)),
            },
            is_day: field.kind == FieldKind::Date && !is_interview,
            values,
            style: match (is_interview, is_long) {
                (true, _) => "WrittenAnswer",
                (_, true) => "LongAnswer",
                _ => "Answer",
            },
            lines: match (is_interview, is_long) {
                (false, _) => 0,
                (true, false) => LINES.0,
                (true, true) => LINES.1,
            },
        }
    }
}
