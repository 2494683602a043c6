//! Entries against each other and against what was taken in before → what becomes of each.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oxigraph::model::Triple;
use rustc_hash::FxHashMap;

use crate::app::AppError;
use crate::app::day::moment;
use crate::app::intake::read::{self, ReadFile};
use crate::app::intake::record::{FORMER, Origin, PRIVATE, PUBLIC};
use crate::app::intake::shelf::{Shelf, Version};
use crate::app::intake::{Desk, IntakeError, Options};
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::report::{Fate, Report, Row};
use crate::core::intake::titles::Titles;
use crate::core::intake::{Entry, Fault, FaultKind, Place, Value, Verdict};
use crate::core::language::Language;
use crate::core::message;
use crate::store::journal::Change;

/// The verdicts on everything in the files; nothing is written.
pub fn check(desk: &Desk<'_>, options: &Options) -> Result<Report, AppError> {
    let shelf = Shelf::read(desk)?;
    Ok(plan(desk, &shelf, options)?.0)
}

/// The verdicts, and the changes that take in what is not refused.
pub fn plan(
    desk: &Desk<'_>,
    shelf: &Shelf,
    options: &Options,
) -> Result<(Report, Vec<Change>), AppError> {
    let mut planning = Planning::new(desk, shelf, options)?;
    let project = &desk.session.project;
    let mut recogniser = Recogniser::new(
        &desk.form,
        &project.prefixes,
        &options.renaming,
        desk.session.language,
    );
    recogniser.keeps_given = options.keeps_given;
    for (index, path) in options.files.iter().enumerate() {
        let ReadFile {
            entries,
            mut faults,
            edition,
            digest,
        } = read::read(desk, path, &recogniser)?;
        if let Some(edition) = edition.filter(|edition| *edition != desk.form.edition) {
            faults.push(Fault {
                field: None,
                place: Place::File,
                kind: FaultKind::OtherEdition { edition },
            });
        }
        let is_refused = |fault: &&Fault| fault.kind.verdict() == Verdict::Refused;
        let refused = faults.iter().find(is_refused).cloned();
        let faults = faults.into_iter().map(|fault| (index, fault));
        planning.report.faults.extend(faults);
        for raw in entries {
            let mut entry = recogniser.entry(&raw, options.completeness);
            // What is wrong with the whole file holds for each of its examples.
            entry.faults.extend(refused.clone());
            planning.entry(index, entry, path, &digest)?;
        }
    }
    Ok((planning.report, planning.changes))
}

struct Planning<'a> {
    desk: &'a Desk<'a>,
    shelf: &'a Shelf,
    options: &'a Options,
    report: Report,
    changes: Vec<Change>,
    moment: String,
    by: String,
    /// Numbers of rows so far, and where they stand.
    rows: FxHashMap<String, Place>,
    titles: Titles<(String, String)>,
    /// What temporary numbers begin with, and the last that was given out.
    temporary: String,
    last_temporary: u64,
    /// Headings that were told of, by file.
    told: BTreeSet<(usize, String)>,
}

impl<'a> Planning<'a> {
    fn new(desk: &'a Desk<'a>, shelf: &'a Shelf, options: &'a Options) -> Result<Self, AppError> {
        let by = options.by.as_deref().unwrap_or(&desk.terms.by);
        let project = &desk.session.project;
        let iri = project.prefixes.expand(by).unwrap_or_else(|| by.to_owned());
        let is_role = !by.contains(char::is_whitespace) && by.contains(':');
        if !is_role {
            let role = by.to_owned();
            return Err(IntakeError::BadRole { role }.into());
        }
        let moment = moment(options.date.as_deref(), project)?;
        let year = moment.get(..4).unwrap_or("0000");
        let temporary = format!("{}-{year}-", desk.terms.temporary);
        Ok(Self {
            desk,
            shelf,
            options,
            report: Report {
                form: desk.form.clone(),
                files: options.files.clone(),
                faults: Vec::new(),
                rows: Vec::new(),
                is_added: false,
            },
            changes: Vec::new(),
            moment,
            by: iri,
            rows: FxHashMap::default(),
            titles: Titles::default(),
            last_temporary: shelf.last_temporary(&temporary),
            temporary,
            told: BTreeSet::new(),
        })
    }

    fn entry(
        &mut self,
        file: usize,
        mut entry: Entry,
        path: &Path,
        digest: &str,
    ) -> Result<(), AppError> {
        let desk = self.desk;
        let title = entry.text(desk.title).map(str::to_owned);
        let number = entry.text(desk.number).map(str::to_owned);
        let fault = |field, kind| Fault {
            field,
            place: entry.place.clone(),
            kind,
        };
        // What is wrong with a heading is told once, not at each row.
        let (of_headings, own): (Vec<_>, Vec<_>) = entry.faults.drain(..).partition(|fault| {
            matches!(
                fault.kind,
                FaultKind::UnknownName { .. } | FaultKind::AmbiguousName { .. }
            )
        });
        entry.faults = own;
        self.headings(file, of_headings);
        let mut faults = Vec::new();
        // A title or number that was refused is told as such.
        let is_given = |field| {
            entry
                .faults
                .iter()
                .any(|fault| fault.field == Some(field) && fault.kind != FaultKind::Missing)
        };
        if title.is_none()
            && number.is_none()
            && ![desk.title, desk.number].into_iter().any(is_given)
        {
            faults.push(fault(None, FaultKind::Nameless));
        }
        if let Some(number) = &number {
            if let Some(other) = self.rows.get(number) {
                let other = other.clone();
                faults.push(fault(Some(desk.number), FaultKind::SameNumber { other }));
            } else {
                self.rows.insert(number.clone(), entry.place.clone());
            }
            let is_temporary = number.starts_with(&desk.terms.temporary);
            if is_temporary && !self.shelf.kept.contains_key(number) {
                let number = number.clone();
                faults.push(fault(
                    Some(desk.number),
                    FaultKind::UnknownFormer { number },
                ));
            }
        }
        if let Some(title) = &title {
            let known = self.shelf.titles.find(title).chain(self.titles.find(title));
            let other = known
                .filter(|(known, _)| Some(known) != number.as_ref())
                .min();
            if let Some((number, title)) = other.cloned() {
                let kind = FaultKind::SameTitle { title, number };
                faults.push(fault(Some(desk.title), kind));
            }
        }
        entry.faults.extend(faults);
        // What was refused or not recognised is filled in all the same: a fault tells of it.
        let is_given =
            |fault: &&Fault| !matches!(fault.kind, FaultKind::Missing | FaultKind::Advised);
        let told = entry.faults.iter().filter(is_given);
        let told = told.filter_map(|fault| fault.field);
        let filled: BTreeSet<_> = entry.values.keys().copied().chain(told).collect();
        let fate = match entry.verdict() {
            Verdict::Refused => Fate::Refused,
            _ => self.write(&mut entry, number, path, digest)?,
        };
        if let (Some(title), Fate::Written { number, .. }) = (&title, &fate) {
            self.titles.add(title, (number.clone(), title.clone()));
        }
        self.report.rows.push(Row {
            file,
            place: entry.place.clone(),
            title,
            verdict: entry.verdict(),
            fate,
            cells: std::mem::take(&mut entry.given),
            filled,
            faults: entry.faults,
        });
        Ok(())
    }

    fn headings(&mut self, file: usize, faults: Vec<Fault>) {
        for fault in faults {
            let (FaultKind::UnknownName { name, .. } | FaultKind::AmbiguousName { name, .. }) =
                &fault.kind
            else {
                continue;
            };
            if self.told.insert((file, name.clone())) {
                self.report.faults.push((file, fault));
            }
        }
    }

    /// Plans the changes that take an entry in.
    fn write(
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
            former: None,
            moment: self.moment.clone(),
            by: self.by.clone(),
            digest: Some(digest.to_owned()),
            completeness: self.options.completeness,
            language: self.options.language.code().to_owned(),
            // The one title that the source gives is not written again.
            has_other_title: stated.is_some(),
            replaces: version
                .as_ref()
                .map(|version| version.replaces.clone())
                .unwrap_or_default(),
            number,
        };
        let contact = self.contact(&origin.number, entry, path);
        let said = desk.said(entry, &origin)?;
        let is_unchanged = version.as_ref().is_some_and(|version| {
            is_same(desk, version, &said)
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
            told.push((
                None,
                FaultKind::Updated {
                    version: origin.version,
                },
            ));
            said = desk.said(entry, &origin)?;
            self.put_by(&origin.number, version, is_private)?;
        }
        said.extend(desk.provenance(&origin)?);
        let folder = if is_private { PRIVATE } else { PUBLIC };
        self.changes.push(Change {
            path: Path::new(folder).join(format!("{}.ttl", origin.number)),
            text: Some(desk.file(&origin.number, &said)?),
        });
        self.changes.extend(contact);
        tell(entry, told);
        Ok(Fate::Written {
            number: origin.number,
            version: origin.version,
            is_private,
        })
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

/// Whether a version says just this.
fn is_same(desk: &Desk<'_>, version: &Version, said: &[Triple]) -> bool {
    let key = |triple: &Triple| triple.to_string();
    let kept = version
        .triples
        .iter()
        .filter(|triple| !desk.is_provenance(triple));
    let kept: BTreeSet<_> = kept.map(key).collect();
    version.withdrawn.is_none() && kept == said.iter().map(key).collect()
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
