//! Open links as one page that stands alone: opened from disk, it makes no request, keeps what was
//! decided in the browser and gives it back as a table. The templates are `templates/review.html`
//! and `templates/review.js`; askama escapes what it prints.
//! Room `render`.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::core::message;
use crate::core::review::decide;
use crate::core::review::portrait::{Neighbour, Portrait, Said};
use crate::core::review::table::Column;
use crate::core::review::{Action, Card, Choice};
use crate::render::review::{Sheet, reasons};
use crate::render::{RenderError, Rendered, escape};

const SCRIPT: &str = include_str!("../../../templates/review.js");

/// Texts that the script says, by the end of their key.
const WORDS: [&str; 17] = [
    "advance",
    "saved",
    "not-saved",
    "done",
    "no-term",
    "not-at-hand",
    "deprecated",
    "above",
    "siblings",
    "narrower",
    "need-reason",
    "need-reason-other",
    "undone",
    "filtered",
    "no-hits",
    "downloaded",
    "open",
];

/// A button for a choice.
struct Button {
    name: &'static str,
    key: char,
    text: String,
}

/// What the other keys do.
struct Key {
    key: char,
    text: String,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage<'a> {
    language: &'static str,
    title: String,
    name: &'a str,
    intro: String,
    script: &'static str,
    /// SHA-256 of the script in base64: the page's own policy lets no other script run.
    script_hash: String,
    /// JSON in which nothing ends the element.
    data: String,
    buttons: Vec<Button>,
    keys: Vec<Key>,
    say: Words<'a>,
}

/// Texts of the page by the end of their key.
struct Words<'a>(&'a dyn Fn(&str) -> String);

impl Words<'_> {
    fn of(&self, key: &str) -> String {
        (self.0)(key)
    }
}

/// The whole page.
pub fn render(sheet: &Sheet<'_>) -> Result<Rendered, RenderError> {
    let language = sheet.language;
    let say = |key: &str| message::text(language, &format!("review-page.{key}"), &[]);
    let page = ReviewPage {
        language: language.code(),
        title: message::text(language, "review.title", &[]),
        name: sheet.name,
        intro: format!(
            "{} {}",
            say("intro"),
            message::text(language, "review.help-relation", &[])
        ),
        script: SCRIPT,
        script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
        data: escape::script_json(&data(sheet, &say).to_string()),
        buttons: Choice::ALL
            .into_iter()
            .map(|choice| Button {
                name: choice.name(),
                key: choice.key(),
                text: choice.text(language),
            })
            .collect(),
        keys: Action::OTHERS
            .iter()
            .filter(|(_, action, _)| !matches!(action, Action::Quit | Action::Help))
            .map(|(key, _, name)| Key {
                key: *key,
                text: message::text(language, name, &[]),
            })
            .collect(),
        say: Words(&say),
    };
    Ok(Rendered::Text(page.render()?))
}

/// What the script works with: the pairs, its texts, the keys.
fn data(sheet: &Sheet<'_>, say: &dyn Fn(&str) -> String) -> Json {
    let language = sheet.language;
    let columns = [
        ("subject", Column::SubjectLabel),
        ("object", Column::ObjectLabel),
        ("proposed", Column::Proposed),
    ];
    let columns = columns.map(|(name, column)| (name.to_owned(), json!(column.text(language))));
    let words = WORDS.map(|key| (key.to_owned(), json!(say(key))));
    let words: serde_json::Map<_, _> = words.into_iter().chain(columns).collect();
    let names = Choice::ALL.map(|choice| (choice.name().to_owned(), json!(choice.text(language))));
    let keys = Choice::ALL.map(|choice| (choice.key().to_string(), json!(choice.name())));
    let items: Vec<_> = sheet.cards.iter().map(|card| item(sheet, card)).collect();
    let items = Json::Array(items);
    json!({
        // What was decided on other pairs is kept apart.
        "key": STANDARD.encode(Sha256::digest(items.to_string())),
        "file": sheet.name,
        "words": words,
        "choices": serde_json::Map::from_iter(names),
        "keys": serde_json::Map::from_iter(keys),
        "items": items,
    })
}

fn item(sheet: &Sheet<'_>, card: &Card<'_>) -> Json {
    let reasons = reasons::reasons(card, sheet.language);
    let reasons: Vec<_> = reasons
        .into_iter()
        .map(|reason| json!([escape::terminal(&reason.text), reason.against]))
        .collect();
    json!({
        "subject": side(sheet, &card.subject),
        "object": card.object.as_ref().map(|object| side(sheet, object)),
        "pair": [(sheet.short)(&card.item.subject), (sheet.short)(&card.item.object)],
        "source": card.item.source(),
        "proposal": reasons::proposal(card, sheet.language),
        "proposed": reasons::proposed(card).map(Choice::name),
        "reasons": reasons,
        // What is not said without a reason.
        "needReason": Choice::ALL
            .into_iter()
            .filter(|choice| decide::needs_reason(card.item, *choice))
            .map(Choice::name)
            .collect::<Vec<_>>(),
    })
}

fn side(sheet: &Sheet<'_>, portrait: &Portrait) -> Json {
    let said = |all: &[Said]| -> Vec<Json> {
        let pairs = all.iter();
        pairs
            .map(|said| json!([said.language, escape::terminal(&said.text)]))
            .collect()
    };
    let names = |all: &[Neighbour]| -> Vec<String> {
        all.iter().map(|one| escape::terminal(&one.label)).collect()
    };
    let chains: Vec<_> = portrait.chains.iter().map(|chain| names(chain)).collect();
    json!({
        "short": (sheet.short)(&portrait.iri),
        "address": escape::web_address(&portrait.iri),
        "label": escape::terminal(&portrait.label),
        "notation": portrait.notation,
        "labels": said(&portrait.preferred),
        "also": said(&portrait.others),
        "texts": said(&portrait.texts),
        "chains": chains,
        "siblings": names(&portrait.siblings),
        "moreSiblings": portrait.more_siblings,
        "narrower": names(&portrait.narrower),
        "moreNarrower": portrait.more_narrower,
        "deprecated": portrait.deprecated,
        "known": portrait.known,
    })
}
