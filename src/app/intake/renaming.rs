//! A file with other people's names for columns and values.
//! Room `app`.
//!
//! ```toml
//! [columns]
//! "Naam van het project" = "title"
//! "Intern kenmerk" = ""            # passed over
//! [values.sector]
//! "V.O." = "vo"
//! [always]
//! permission-to-publish = "ja"     # where a row says nothing
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::AppError;
use crate::app::intake::IntakeError;
use crate::app::intake::columns::ColumnsError;
use crate::core::form::Form;
use crate::core::form::names::{self, Meaning, Names};
use crate::core::intake::recognise::Renaming;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::store::load::read_text;
use crate::store::nodes::{self, Entry, Node};

const COLUMNS: &str = "columns";
const VALUES: &str = "values";
const ALWAYS: &str = "always";

/// Reads such a file. A key, field or word in it that stands for nothing is an error: whoever
/// misspells one would not see that its column is lost.
pub fn read(path: &Path, form: &Form, prefixes: &Prefixes) -> Result<Renaming, AppError> {
    let text = read_text(path)?;
    let entries = nodes::toml(&text).map_err(|error| {
        Box::new(ColumnsError::Syntax {
            path: path.to_owned(),
            line: error.line,
            message: error.message,
        })
    });
    let entries = entries.map_err(IntakeError::Columns)?;
    let mut reading = Reading {
        path,
        form,
        prefixes,
        fields: names::of_fields(form),
        found: Renaming::default(),
    };
    for entry in entries {
        reading.table(entry).map_err(IntakeError::Columns)?;
    }
    Ok(reading.found)
}

struct Reading<'a> {
    path: &'a Path,
    form: &'a Form,
    prefixes: &'a Prefixes,
    fields: Names,
    found: Renaming,
}

impl Reading<'_> {
    fn table(&mut self, entry: Entry) -> Result<(), Box<ColumnsError>> {
        let known = [COLUMNS, VALUES, ALWAYS];
        let Some(is) = known.into_iter().find(|known| *known == entry.name) else {
            return Err(Box::new(ColumnsError::UnknownKey {
                path: self.path.to_owned(),
                line: entry.line,
                key: entry.name,
                known: known.map(str::to_owned).to_vec(),
            }));
        };
        let Node::Table(below) = entry.node else {
            return Err(Box::new(ColumnsError::UnknownKey {
                path: self.path.to_owned(),
                line: entry.line,
                key: entry.name,
                known: known.map(|known| format!("[{known}]")).to_vec(),
            }));
        };
        for entry in below {
            match is {
                COLUMNS => self.column(entry)?,
                VALUES => self.values(entry)?,
                _ => {
                    self.field(&entry.name, &entry.name, entry.line)?;
                    let (key, _, text) = self.text(entry)?;
                    self.found.always.insert(key, text);
                }
            }
        }
        Ok(())
    }

    /// Name, line and text of an entry.
    fn text(&self, entry: Entry) -> Result<(String, Option<usize>, String), Box<ColumnsError>> {
        match entry.node {
            Node::Text(text) | Node::Date(text) => Ok((entry.name, entry.line, text)),
            Node::Integer(number) => Ok((entry.name, entry.line, number.to_string())),
            Node::Boolean(value) => Ok((entry.name, entry.line, value.to_string())),
            _ => Err(Box::new(ColumnsError::NotText {
                path: self.path.to_owned(),
                line: entry.line,
                key: entry.name,
            })),
        }
    }

    /// The place of the field with that key; `key` is where it is named.
    fn field(
        &self,
        key: &str,
        field: &str,
        line: Option<usize>,
    ) -> Result<usize, Box<ColumnsError>> {
        let place = self.form.fields.iter().position(|known| known.key == field);
        place.ok_or_else(|| {
            let near = match self.fields.find(field) {
                Meaning::One(one) => vec![one],
                Meaning::Several(several) | Meaning::None(several) => several,
            };
            let key_of = |place: &usize| self.form.fields[*place].key.clone();
            Box::new(ColumnsError::UnknownField {
                path: self.path.to_owned(),
                line,
                key: key.to_owned(),
                field: field.to_owned(),
                nearest: near.iter().map(key_of).collect(),
            })
        })
    }

    fn column(&mut self, entry: Entry) -> Result<(), Box<ColumnsError>> {
        let (heading, line, key) = self.text(entry)?;
        let key = match key.is_empty() {
            true => None,
            false => {
                self.field(&heading, &key, line)?;
                Some(key)
            }
        };
        self.found.columns.insert(heading, key);
        Ok(())
    }

    fn values(&mut self, entry: Entry) -> Result<(), Box<ColumnsError>> {
        let place = self.field(&entry.name, &entry.name, entry.line)?;
        let field = &self.form.fields[place];
        let Node::Table(below) = entry.node else {
            return Err(Box::new(ColumnsError::NotText {
                path: self.path.to_owned(),
                line: entry.line,
                key: entry.name,
            }));
        };
        if field.list().is_none() {
            return Err(Box::new(ColumnsError::NoList {
                path: self.path.to_owned(),
                line: entry.line,
                field: entry.name,
            }));
        }
        let choices = self.form.choices(field);
        let known = names::of_choices(choices, self.prefixes);
        let mut words = BTreeMap::new();
        for below in below {
            let (word, line, means) = self.text(below)?;
            if known.exact(&means).is_none() {
                let near = match known.find(&means) {
                    Meaning::One(one) => vec![one],
                    Meaning::Several(several) | Meaning::None(several) => several,
                };
                let label = |place: &usize| choices[*place].text(Language::Dutch);
                return Err(Box::new(ColumnsError::UnknownChoice {
                    path: self.path.to_owned(),
                    line,
                    key: word,
                    value: means,
                    nearest: near.iter().map(label).collect(),
                }));
            }
            words.insert(word, means);
        }
        self.found.values.insert(entry.name, words);
        Ok(())
    }
}
