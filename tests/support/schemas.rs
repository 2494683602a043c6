//! JSON Schemas of `docs/schemas/`, and what they refuse.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use crate::support::root;

/// A compiled schema.
pub struct Schema {
    name: String,
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// `docs/schemas/NAME.schema.json`.
    pub fn of(name: &str) -> Self {
        let path = root().join(format!("docs/schemas/{name}.schema.json"));
        let mut schemas = Schemas::new();
        let compiled = Compiler::new().compile(path.to_str().unwrap(), &mut schemas);
        Self {
            name: name.to_owned(),
            index: compiled.unwrap(),
            schemas,
        }
    }

    /// Whether a value fits.
    pub fn fits(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }

    /// Fails unless a value fits.
    pub fn assert_fits(&self, value: &Value, what: &str) {
        if let Err(error) = self.schemas.validate(value, self.index) {
            panic!("{what} and {}: {error:#}", self.name);
        }
    }

    /// Fails unless the schema refuses a value that fits as soon as one member of any object in it is
    /// of no known name, of another type or, `optional` ones apart, gone. Of lists the first two
    /// members are tried. `maps` are pointers to objects whose members have names of their own.
    pub fn assert_strict(&self, value: &Value, optional: &[&str], maps: &[&str]) {
        let mut value = value.clone();
        shorten(&mut value);
        self.assert_fits(&value, "what is to be spoilt");
        for pointer in objects(&value) {
            let is_map = maps.contains(&pointer.as_str());
            let members = value.pointer(&pointer).unwrap().as_object().unwrap();
            let names: Vec<_> = members.keys().cloned().collect();
            let refused = |what: &str, spoil: &dyn Fn(&mut serde_json::Map<String, Value>)| {
                let mut spoilt = value.clone();
                spoil(
                    spoilt
                        .pointer_mut(&pointer)
                        .unwrap()
                        .as_object_mut()
                        .unwrap(),
                );
                assert!(!self.fits(&spoilt), "{}: {what} at `{pointer}`", self.name);
            };
            refused("an unknown member", &|members| {
                members.insert("unforeseen".to_owned(), json!(1));
            });
            for name in &names {
                refused(&format!("{name} of another type"), &|members| {
                    members.insert(name.clone(), json!({ "unforeseen": [] }));
                });
                if !is_map && !optional.contains(&name.as_str()) {
                    refused(&format!("no {name}"), &|members| {
                        members.shift_remove(name);
                    });
                }
            }
        }
    }
}

/// Lists keep their first two members.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(values) => {
            values.truncate(2);
            values.iter_mut().for_each(shorten);
        }
        Value::Object(members) => members.values_mut().for_each(shorten),
        _ => {}
    }
}

/// JSON Pointers to every object in a value.
fn objects(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Array(values) => {
                let below = values.iter().enumerate();
                open.extend(below.map(|(place, value)| (format!("{pointer}/{place}"), value)));
            }
            Value::Object(members) => {
                let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
                let below = members.iter();
                open.extend(
                    below.map(|(name, value)| (format!("{pointer}/{}", escaped(name)), value)),
                );
                found.push(pointer);
            }
            _ => {}
        }
    }
    found
}
