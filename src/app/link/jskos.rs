//! A mapping set as a JSKOS concordance (<https://gbv.github.io/jskos/>).
//! Room `app`. JSKOS knows no negation: negated rows are left out, and counted.

use serde_json::{Map, Value as Json, json};

use crate::core::sssom::{Mapping, MappingSet, Record, Slot, propagate};
use crate::core::vocabulary::sssom;

/// The concordance as JSON, and how many rows it leaves out.
pub fn write(set: &MappingSet) -> (String, usize) {
    let mut set = set.clone();
    propagate::condense(&mut set);
    let mut object = Map::new();
    let about = &set.about;
    put_text(&mut object, "created", about.text(Slot::MappingDate));
    put_text(&mut object, "issued", about.text(Slot::PublicationDate));
    if let Some(license) = about.text(Slot::License) {
        object.insert("license".into(), json!([{ "uri": license }]));
    }
    put_text(&mut object, "uri", set.id());
    if let Some(title) = about.text(Slot::MappingSetTitle) {
        object.insert("prefLabel".into(), json!({ "und": title }));
    }
    if let Some(text) = about.text(Slot::MappingSetDescription) {
        object.insert("definition".into(), json!({ "und": [text] }));
    }
    put_agents(
        &mut object,
        "creator",
        about,
        [Slot::CreatorId, Slot::CreatorLabel],
    );
    for (side, slot) in [
        ("fromScheme", Slot::SubjectSource),
        ("toScheme", Slot::ObjectSource),
    ] {
        if let Some(scheme) = about.text(slot) {
            object.insert(side.into(), json!({ "uri": scheme }));
        }
    }
    let (kept, left): (Vec<_>, Vec<_>) = set.mappings.iter().partition(|m| !m.is_negated());
    let mappings: Vec<_> = kept.into_iter().map(mapping).collect();
    object.insert("mappings".into(), mappings.into());
    (format!("{:#}\n", Json::from(object)), left.len())
}

fn mapping(mapping: &Mapping) -> Json {
    let slots = &mapping.slots;
    let mut object = Map::new();
    put_text(&mut object, "uri", slots.text(Slot::RecordId));
    object.insert("type".into(), json!([mapping.predicate()]));
    let from = [Slot::SubjectId, Slot::SubjectLabel, Slot::SubjectSource];
    object.insert("from".into(), bundle(slots, from));
    let to = [Slot::ObjectId, Slot::ObjectLabel, Slot::ObjectSource];
    object.insert("to".into(), bundle(slots, to));
    if let Some(comment) = slots.text(Slot::Comment) {
        object.insert("note".into(), json!({ "und": [comment] }));
    }
    let justification = slots.text(Slot::MappingJustification);
    put_text(&mut object, "justification", justification);
    if let Some(confidence) = slots.number(Slot::Confidence) {
        object.insert("mappingRelevance".into(), number(confidence));
    }
    put_text(&mut object, "created", slots.text(Slot::MappingDate));
    put_agents(
        &mut object,
        "creator",
        slots,
        [Slot::CreatorId, Slot::CreatorLabel],
    );
    put_agents(
        &mut object,
        "contributor",
        slots,
        [Slot::AuthorId, Slot::AuthorLabel],
    );
    object.into()
}

/// One side; what could not be found is a side without members.
fn bundle(slots: &Record, [id, label, source]: [Slot; 3]) -> Json {
    let mut member = Map::new();
    match slots.text(id) {
        Some(sssom::NO_TERM_FOUND) => return json!({ "memberSet": [] }),
        uri => put_text(&mut member, "uri", uri),
    }
    if let Some(label) = slots.text(label) {
        member.insert("prefLabel".into(), json!({ "und": label }));
    }
    if let Some(source) = slots.text(source) {
        member.insert("inScheme".into(), json!([{ "uri": source }]));
    }
    json!({ "memberSet": [member] })
}

fn put_text(object: &mut Map<String, Json>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        object.insert(key.to_owned(), text.into());
    }
}

fn put_agents(object: &mut Map<String, Json>, key: &str, slots: &Record, [id, label]: [Slot; 2]) {
    let by_id = slots.list(id).iter().map(|uri| json!({ "uri": uri }));
    let by_label = slots.list(label).iter();
    let by_label = by_label.map(|name| json!({ "prefLabel": { "und": name } }));
    let agents: Vec<_> = by_id.chain(by_label).collect();
    if !agents.is_empty() {
        object.insert(key.to_owned(), agents.into());
    }
}

/// A whole number without a point.
fn number(value: f64) -> Json {
    if value == 0.0 || value == 1.0 {
        json!(value as i64)
    } else {
        json!(value)
    }
}
