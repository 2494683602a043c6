//! Forms: that of the project under test, and a small one made by hand.

use std::collections::BTreeMap;
use std::path::Path;

use lobgraaf::app::Rendered;
use lobgraaf::app::guideline;
use lobgraaf::core::form::{Bounds, Choice, Field, FieldKind, Form, Group, Requirement, Subject};
use lobgraaf::core::intake::recognise::{Recogniser, Renaming};
use lobgraaf::core::intake::{Completeness, Entry};
use lobgraaf::core::iri::Prefixes;
use lobgraaf::core::language::{Language, LocalizedText};
use lobgraaf::render::guideline::{Variant, render_as};
use lobgraaf::store::intake::{self, IntakeFileError, ReadFile};

use crate::support::checklist::session;

/// The form of the project.
pub fn form() -> Form {
    guideline::form(&session(Language::Dutch)).unwrap()
}

/// A text in Dutch and English.
pub fn texts(dutch: &str, english: &str) -> LocalizedText {
    let mut text = LocalizedText::default();
    text.add("nl", dutch);
    text.add("en", english);
    text
}

/// A field of that key, whose name is its key.
pub fn field(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.to_owned(),
        shape: format!("urn:shape:{key}"),
        name: texts(key, &format!("{key} (en)")),
        other_names: LocalizedText::default(),
        help: texts("Vul dit in.", "Fill this in."),
        question: texts("Wat is dit?", "What is this?"),
        reason: texts("Omdat.", "Because."),
        passages: Vec::new(),
        message: texts("Schrijf iets anders.", "Write something else."),
        missing: texts("Vul het in.", "Fill it in."),
        requirement: Requirement::Optional,
        group: 0,
        kind,
        bounds: Bounds::default(),
        most: Some(1),
        property: format!("urn:property:{key}"),
        is_inverse: false,
        subject: Subject::Example,
        is_kept_apart: false,
    }
}

/// Something to choose.
pub fn choice(iri: &str, dutch: &str, english: &str) -> Choice {
    Choice {
        iri: iri.to_owned(),
        label: texts(dutch, english),
        ..Choice::default()
    }
}

/// A small form with a field of each kind.
pub fn small() -> Form {
    let text = |is_long| FieldKind::Text {
        is_long,
        is_tagged: false,
    };
    let list = |list: &str| FieldKind::Chosen {
        list: list.to_owned(),
    };
    let mut fields = vec![
        field("titel", text(false)),
        field("verhaal", text(true)),
        field("vorm", list("urn:Form")),
        field("omvang", list("urn:Extent")),
        field("aantal", FieldKind::Integer),
        field("jaar", FieldKind::Year),
        field("dag", FieldKind::Date),
        field("website", FieldKind::Address),
        field("toestemming", FieldKind::Boolean),
        field("mailadres", text(false)),
    ];
    fields[0].requirement = Requirement::Required;
    fields[0].other_names = texts("Naam van de activiteit", "Name of the activity");
    fields[1].requirement = Requirement::Recommended;
    fields[2].requirement = Requirement::Required;
    fields[2].most = None;
    fields[4].bounds.minimum = Some(1);
    fields[4].bounds.maximum = Some(5_000);
    fields[7].most = None;
    fields[9].is_kept_apart = true;
    fields[9].bounds.pattern = Some("^[^@ ]+@[^@ ]+$".to_owned());
    let mut visit = choice("urn:form/visit", "bedrijfsbezoek", "company visit");
    visit.other_labels = texts("excursie", "excursion");
    let forms = vec![
        visit,
        choice("urn:form/talk", "gastles", "guest lesson"),
        choice("urn:form/both", "lezen, schrijven", "reading, writing"),
        choice("urn:form/market", "beroepenmarkt", "careers fair"),
    ];
    let extents = vec![
        choice(
            "urn:extent/whole",
            "de hele activiteit",
            "the whole activity",
        ),
        choice("urn:extent/part", "een deel", "a part"),
    ];
    Form {
        title: texts("Leidraad =1+1", "Guideline"),
        introduction: texts("Voor scholen.", "For schools."),
        edition: "2026-01-01-abcd0123".to_owned(),
        groups: vec![Group {
            iri: "urn:group".to_owned(),
            name: texts("De activiteit", "The activity"),
            comment: texts("Wat er gebeurt.", "What happens."),
        }],
        fields,
        lists: BTreeMap::from([
            ("urn:Form".to_owned(), forms),
            ("urn:Extent".to_owned(), extents),
        ]),
        ..Form::default()
    }
}

/// Recognises a form without other people's words.
pub fn recogniser(form: &Form) -> Recogniser<'_> {
    Recogniser::new(
        form,
        &Prefixes::default(),
        &Renaming::default(),
        Language::Dutch,
    )
}

/// A form as a file.
pub fn file(form: &Form, format: &str, language: Language, variant: Variant) -> Vec<u8> {
    match render_as(form, format, language, variant).unwrap() {
        Rendered::Bytes { bytes, .. } => bytes,
        Rendered::Text(text) => text.into_bytes(),
        Rendered::Pages(_) => panic!("pages"),
    }
}

/// What a file of that name holds.
pub fn read(name: &str, bytes: &[u8], form: &Form) -> Result<ReadFile, IntakeFileError> {
    intake::read_bytes(Path::new(name), bytes, &recogniser(form))
}

/// The entries of a file, recognised.
pub fn entries(file: &ReadFile, form: &Form) -> Vec<Entry> {
    let mut recogniser = recogniser(form);
    let entries = file.entries.iter();
    entries
        .map(|raw| recogniser.entry(raw, Completeness::Guided))
        .collect()
}

/// The values of a field in words, as they would be written.
pub fn values(entry: &Entry, form: &Form, key: &str) -> Vec<String> {
    let index = form.fields.iter().position(|field| field.key == key);
    let values = entry.values.get(&index.unwrap());
    let values = values.into_iter().flatten();
    values.map(|value| value.lexical()).collect()
}

/// What is wrong, in English, each behind its place.
pub fn told(faults: &[lobgraaf::core::intake::Fault], form: &Form) -> Vec<String> {
    let told = faults.iter().map(|fault| {
        let place = fault.place.text(Language::English);
        format!("{place}: {}", fault.text(form, Language::English))
    });
    told.collect()
}
