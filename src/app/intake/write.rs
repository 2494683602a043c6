//! An entry that is taken in → changes to the files of the project.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oxigraph::model::Term;

use crate::app::AppError;
use crate::app::intake::check::Planning;
use crate::app::intake::record::{FORMER, Origin, PRIVATE, PUBLIC, Restored};
use crate::app::intake::shelf::Version;
use crate::core::form::Field;
use crate::core::intake::report::Fate;
use crate::core::intake::{Entry, Fault, FaultKind, Value};
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::dct;
use crate::store::journal::Change;

impl Planning<'_> {
    /// Plans the changes that take an entry in.
    pub(super) fn write(
        &mut self,
        entry: &mut Entry,
        number: Option<String>,
        path: &Path,
        digest: &str,
    ) -> Result<Fate, AppError> {
        let (desk, shelf) = (self.desk, self.shelf);
        let number = number.unwrap_or_else(|| {
            self.last_temporary += 1;
            format!("{}{}", self.temporary, self.last_temporary)
        });
        let permission = entry.values.get(&desk.permission);
        let is_private =
            permission.and_then(|values| values.first()) != Some(&Value::Boolean(true));
        let mut told = Vec::new();
        if is_private {
            told.push((Some(desk.permission), FaultKind::NotPublished));
        }
        let stated = shelf.stated.get(&number).and_then(Option::as_deref);
        let title = entry.text(desk.title);
        let other_title = stated.filter(|stated| title.is_some_and(|title| title != *stated));
        if let Some(title) = other_title {
            let title = title.to_owned();
            told.push((Some(desk.title), FaultKind::OtherTitle { title }));
        }
        let before = shelf.kept.get(&number);
        let version = before.map(|kept| desk.version(kept)).transpose()?;
        let mut origin = Origin {
            version: version.as_ref().map_or(1, |version| version.version),
            digest: Some(digest.to_owned()),
            source_title: stated.map(str::to_owned),
            replaces: version
                .as_ref()
                .map(|version| version.replaces.clone())
                .unwrap_or_default(),
            ..self.origin(number)
        };
        // A check of an example that is new needs no triples.
        let said = match self.is_writing || version.is_some() {
            true => desk.said(entry, &origin)?,
            false => Vec::new(),
        };
        let contact = self
            .is_writing
            .then(|| self.contact(&origin.number, entry, path));
        let contact = contact.flatten();
        let is_unchanged = version.as_ref().is_some_and(|version| {
            version.withdrawn.is_none()
                && desk.content(&origin.number, &version.triples)
                    == desk.content(&origin.number, &said)
                && before.is_some_and(|kept| kept.is_private == is_private)
        });
        if is_unchanged {
            told.push((None, FaultKind::Unchanged));
            self.changes.extend(contact);
            tell(entry, told);
            let number = origin.number;
            return Ok(Fate::Unchanged { number });
        }
        let mut said = said;
        if let Some(version) = &version {
            origin.former = Some(desk.contribution(&origin.number, version.version));
            origin.version = version.version + 1;
            let version_now = origin.version;
            told.push((
                None,
                match &version.withdrawn {
                    Some((when, _)) => FaultKind::Restored {
                        day: day_of(when),
                        version: version_now,
                    },
                    None => FaultKind::Updated {
                        version: version_now,
                    },
                },
            ));
            origin.restored = version
                .withdrawn
                .clone()
                .map(|(when, why)| Restored { when, why });
            let fields = self.gone(&origin.number, version, entry);
            if version.withdrawn.is_none() && !fields.is_empty() {
                told.push((None, FaultKind::FieldsGone { fields }));
            }
            if self.is_writing {
                said = desk.said(entry, &origin)?;
                self.put_by(&origin.number, version, is_private)?;
            }
        }
        if self.is_writing {
            said.extend(desk.provenance(&origin)?);
            let folder = if is_private { PRIVATE } else { PUBLIC };
            self.changes.push(Change {
                path: Path::new(folder).join(format!("{}.ttl", origin.number)),
                text: Some(desk.file(&origin.number, &said)?),
            });
            self.changes.extend(contact);
        }
        tell(entry, told);
        Ok(Fate::Written {
            number: origin.number,
            version: origin.version,
            is_private,
        })
    }

    /// Indexes of the fields of which the version before says something, and the entry nothing.
    fn gone(&self, number: &str, version: &Version, entry: &Entry) -> Vec<usize> {
        let desk = self.desk;
        let fields = &desk.form.fields;
        let example = desk.example(number);
        let mut before = BTreeSet::new();
        for triple in &version.triples {
            let predicate = triple.predicate.as_str();
            let object = match &triple.object {
                Term::NamedNode(object) => object.as_str(),
                _ => "",
            };
            let is_field = |field: &Field| match field.is_inverse {
                true => field.property == predicate && object == example,
                false => field.property == predicate,
            };
            let index = match predicate {
                dct::ALTERNATIVE => Some(desk.title),
                other if other == desk.terms.in_field => {
                    fields.iter().position(|field| field.shape == object)
                }
                _ => fields.iter().position(is_field),
            };
            before.extend(index);
        }
        let is_contact_told = entry
            .values
            .keys()
            .any(|index| fields[*index].is_kept_apart);
        if let Some(text) = self.shelf.contacts.get(number).filter(|_| is_contact_told) {
            let told: toml::Table = text.parse().unwrap_or_default();
            let kept = fields
                .iter()
                .enumerate()
                .filter(|(_, field)| field.is_kept_apart);
            let kept = kept.filter(|(_, field)| told.contains_key(&field.key));
            before.extend(kept.map(|(index, _)| index));
        }
        let is_gone = |index: &usize| {
            *index != desk.number
                && !entry.values.contains_key(index)
                && !entry.unrecognised.iter().any(|(of, _)| of == index)
        };
        before.into_iter().filter(is_gone).collect()
    }

    /// Where an example that is new comes from.
    pub(super) fn origin(&self, number: String) -> Origin {
        Origin {
            number,
            version: 1,
            former: None,
            restored: None,
            moment: self.moment.clone(),
            by: self.by.clone(),
            digest: None,
            completeness: self.options.completeness,
            language: self.options.language.code().to_owned(),
            source_title: None,
            replaces: Vec::new(),
        }
    }

    /// Plans where the version before goes, and its older ones: what may no longer be published leaves
    /// the public folders.
    fn put_by(
        &mut self,
        number: &str,
        version: &Version,
        is_private: bool,
    ) -> Result<(), AppError> {
        let shelf = self.shelf;
        let Some(kept) = shelf.kept.get(number) else {
            return Ok(());
        };
        let private_former = Path::new(PRIVATE).join("former");
        let folder = match is_private || kept.is_private {
            true => private_former.clone(),
            false => PathBuf::from(FORMER),
        };
        // What a withdrawn one said was put by when it was withdrawn.
        if version.withdrawn.is_none() {
            self.changes.push(Change {
                path: folder.join(format!("{number}.v{}.ttl", version.version)),
                text: Some(kept.text.clone()),
            });
        }
        match (kept.is_private, is_private) {
            // It may be published again.
            (true, false) => self.changes.push(Change {
                path: kept.path.clone(),
                text: None,
            }),
            (false, true) => {
                let why = Language::ALL.map(|language| {
                    let text = message::text(language, "intake.no-longer-published", &[]);
                    (language.code().to_owned(), text)
                });
                let stone = self.desk.stone(number, version, &self.moment, &why)?;
                self.changes.push(Change {
                    path: kept.path.clone(),
                    text: Some(stone),
                });
                for ((of, old), former) in &shelf.former {
                    if of == number && !former.is_private {
                        let name = format!("{number}.v{old}.ttl");
                        self.changes.push(Change {
                            path: former.path.clone(),
                            text: None,
                        });
                        self.changes.push(Change {
                            path: private_former.join(name),
                            text: Some(former.text.clone()),
                        });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What persons told of themselves; where they tell nothing, what they told before.
    fn contact(&self, number: &str, entry: &Entry, path: &Path) -> Option<Change> {
        let fields = &self.desk.form.fields;
        let told = entry
            .values
            .iter()
            .filter(|(index, _)| fields[**index].is_kept_apart);
        let told: BTreeMap<_, _> = told
            .map(|(index, values)| {
                let texts = values
                    .iter()
                    .map(|value| toml::Value::from(value.lexical()));
                (fields[*index].key.clone(), texts.collect::<Vec<_>>())
            })
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let before = self.shelf.contacts.get(number);
        // Another person's name may not stand beside the first one's address: what is told anew
        // replaces all that was told before.
        let kept = before.filter(|_| told.is_empty());
        let mut table: toml::Table = kept.and_then(|text| text.parse().ok()).unwrap_or_default();
        table.insert("file".to_owned(), name.into_owned().into());
        for (key, mut values) in told {
            let value = match values.len() {
                1 => values.remove(0),
                _ => values.into(),
            };
            table.insert(key, value);
        }
        let text = table.to_string();
        (before != Some(&text)).then(|| Change {
            path: Path::new(PRIVATE).join(format!("{number}.toml")),
            text: Some(text),
        })
    }
}

/// The day of a moment.
pub fn day_of(moment: &str) -> String {
    moment.split('T').next().unwrap_or(moment).to_owned()
}

fn tell(entry: &mut Entry, told: Vec<(Option<usize>, FaultKind)>) {
    let place = entry.place.clone();
    entry
        .faults
        .extend(told.into_iter().map(|(field, kind)| Fault {
            field,
            place: place.clone(),
            kind,
        }));
}
