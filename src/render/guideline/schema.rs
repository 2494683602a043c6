//! The guideline as a JSON Schema (draft 2020-12) of what intake reads as JSON: one example, a list
//! of them, or an object with a list of them. Texts that are in no list are allowed: intake keeps
//! them.
//! Room `render`.

use serde_json::{Map, Value, json};

use crate::core::form::{Field, FieldKind, Form, Requirement, picked};
use crate::core::language::Language;
use crate::render::guideline::words;
use crate::render::{RenderError, Rendered};

/// The schema.
pub fn render(form: &Form, language: Language) -> Result<Rendered, RenderError> {
    let mut definitions = Map::new();
    for (iri, choices) in &form.lists {
        let mut values = Vec::new();
        for choice in choices {
            let labels = choice.label.iter().map(|(_, label)| label.to_owned());
            let texts = Language::ALL.map(|language| choice.text(language));
            for name in labels.chain(texts).chain([choice.iri.clone()]) {
                if !values.contains(&name) {
                    values.push(name);
                }
            }
        }
        let list = json!({ "anyOf": [{ "enum": values }, { "type": "string", "minLength": 1 }] });
        definitions.insert(iri.clone(), list);
    }
    let properties: Map<_, _> = form
        .fields
        .iter()
        .map(|field| (field.key.clone(), of_field(field, language)))
        .collect();
    let required = form.fields.iter();
    let required = required.filter(|field| field.requirement == Requirement::Required);
    let required: Vec<_> = required.map(|field| field.key.as_str()).collect();
    definitions.insert(
        "example".to_owned(),
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }),
    );
    let one = json!({ "$ref": "#/$defs/example" });
    let several = json!({ "type": "array", "items": one });
    let mut alone = properties.clone();
    for name in ["edition", "$schema"] {
        alone.insert(name.to_owned(), json!({ "type": "string" }));
    }
    let title = picked(&form.title, language).unwrap_or_default();
    let introduction = picked(&form.introduction, language).unwrap_or_default();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": form.edition,
        "title": title,
        "description": introduction,
        "anyOf": [
            several,
            {
                "type": "object",
                "properties": {
                    "$schema": { "type": "string" },
                    "edition": { "type": "string" },
                    "example": { "anyOf": [several, one] },
                    "examples": { "anyOf": [several, one] },
                },
                "anyOf": [{ "required": ["example"] }, { "required": ["examples"] }],
                "additionalProperties": false,
            },
            {
                "type": "object",
                "properties": alone,
                "required": required,
                "additionalProperties": false,
            },
        ],
        "$defs": definitions,
    });
    Ok(Rendered::Text(format!("{schema:#}\n")))
}

fn of_field(field: &Field, language: Language) -> Value {
    let one = of_value(field);
    let mut schema = match field.is_single() {
        true => one,
        false => {
            let mut list = json!({ "type": "array", "items": one });
            if field.requirement == Requirement::Required {
                list["minItems"] = json!(1);
            }
            if let Some(most) = field.most {
                list["maxItems"] = json!(most);
            }
            json!({ "anyOf": [list, one] })
        }
    };
    let requirement = words::requirement(field, language);
    let mut said = vec![format!("({requirement})")];
    said.extend(words::help(field, language));
    schema["title"] = json!(field.name_in(language));
    schema["description"] = json!(said.join(" "));
    let why = words::why(field, language);
    if !why.is_empty() {
        schema["$comment"] = json!(why);
    }
    schema
}

/// What one value of a field is.
fn of_value(field: &Field) -> Value {
    let bounds = &field.bounds;
    let mut schema = match &field.kind {
        FieldKind::Chosen { list } => {
            return json!({ "$ref": format!("#/$defs/{}", pointer(list)) });
        }
        FieldKind::Boolean => return json!({ "type": "boolean" }),
        FieldKind::Integer => json!({ "type": "integer" }),
        FieldKind::Text { .. } => json!({ "type": "string" }),
        FieldKind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        FieldKind::Year => json!({ "type": ["string", "integer"], "pattern": "^[0-9]{4}$" }),
        FieldKind::Address => json!({ "type": "string", "pattern": "^https?://" }),
    };
    let told = [
        ("minLength", bounds.min_length.map(Value::from)),
        ("maxLength", bounds.max_length.map(Value::from)),
        ("pattern", bounds.pattern.clone().map(Value::from)),
        ("minimum", bounds.minimum.map(Value::from)),
        ("maximum", bounds.maximum.map(Value::from)),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            schema[name] = value;
        }
    }
    schema
}

/// A name as part of a JSON Pointer in a fragment of an address (RFC 6901, 6).
fn pointer(name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    name.replace('%', "%25").replace('#', "%23")
}
