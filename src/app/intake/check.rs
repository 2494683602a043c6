//! Entries against each other and against what was taken in before → what becomes of each.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::app::AppError;
use crate::app::day::moment;
use crate::app::intake::read::{self, ReadFile};
use crate::app::intake::roles;
use crate::app::intake::shelf::Shelf;
use crate::app::intake::write::day_of;
use crate::app::intake::{Desk, IntakeError, Options};
use crate::core::intake::report::{Fate, Report, Row};
use crate::core::intake::titles::Titles;
use crate::core::intake::{Entry, Fault, FaultKind, Place, Value, Verdict};
use crate::store::journal::Change;

/// The verdicts on everything in the files; nothing is written.
pub fn check(desk: &Desk<'_>, options: &Options) -> Result<Report, AppError> {
    let shelf = Shelf::read(desk)?;
    Ok(plan(desk, &shelf, options, false)?.0)
}

/// The verdicts, and, where it `is_writing`, the changes that take in what is not refused.
pub fn plan(
    desk: &Desk<'_>,
    shelf: &Shelf,
    options: &Options,
    is_writing: bool,
) -> Result<(Report, Vec<Change>), AppError> {
    let mut planning = Planning::new(desk, shelf, options)?;
    planning.is_writing = is_writing;
    let mut recogniser = desk.recogniser(options)?;
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
        let known = planning.file(path, &digest)?;
        faults.extend(known.map(|kind| Fault {
            field: None,
            place: Place::File,
            kind,
        }));
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

/// What is found and planned so far.
pub(super) struct Planning<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) shelf: &'a Shelf,
    pub(super) options: &'a Options,
    report: Report,
    /// Whether changes are planned; a check is spared that.
    pub(super) is_writing: bool,
    pub(super) changes: Vec<Change>,
    pub(super) moment: String,
    pub(super) by: String,
    /// Files so far, by their SHA-256.
    files: BTreeMap<String, PathBuf>,
    /// What examples say that a row was compared with, by number.
    contents: FxHashMap<String, Option<BTreeSet<String>>>,
    /// Numbers of rows so far, and where they stand.
    rows: FxHashMap<String, Place>,
    titles: Titles<(String, String)>,
    /// What temporary numbers begin with, and the last that was given out.
    pub(super) temporary: String,
    pub(super) last_temporary: u64,
    /// Temporary numbers that were replaced, and by what.
    renumbered: BTreeMap<String, String>,
    /// Headings that were told of, by file.
    told: BTreeSet<(usize, String)>,
}

impl<'a> Planning<'a> {
    fn new(desk: &'a Desk<'a>, shelf: &'a Shelf, options: &'a Options) -> Result<Self, AppError> {
        let by = roles::role(desk, options.by.as_deref())?;
        let project = &desk.session.project;
        for number in &options.restored {
            if shelf.withdrawn(desk, number)?.is_none() {
                let number = number.clone();
                return Err(IntakeError::NotWithdrawn { number }.into());
            }
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
            is_writing: false,
            changes: Vec::new(),
            moment,
            by,
            files: BTreeMap::new(),
            contents: FxHashMap::default(),
            rows: FxHashMap::default(),
            titles: Titles::default(),
            last_temporary: shelf.last_temporary(&temporary),
            temporary,
            renumbered: shelf.renumbered(desk)?,
            told: BTreeSet::new(),
        })
    }

    /// Why nothing of a file is taken in: it was named or added before.
    fn file(&mut self, path: &Path, digest: &str) -> Result<Option<FaultKind>, AppError> {
        if let Some(other) = self.files.get(digest) {
            let other = other.display().to_string();
            return Ok(Some(FaultKind::TwiceNamed { other }));
        }
        self.files.insert(digest.to_owned(), path.to_owned());
        if self.options.is_again {
            return Ok(None);
        }
        let added = self.shelf.added(self.desk, digest)?;
        Ok(added.map(|(day, numbers)| FaultKind::SameFile { day, numbers }))
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
        let mut number = entry.text(desk.number).map(str::to_owned);
        if let Some(before) = &number
            && !self.shelf.kept.contains_key(before)
            && let Some(now) = self.renumbered.get(before).cloned()
        {
            entry.faults.push(Fault {
                field: Some(desk.number),
                place: entry.place.clone(),
                kind: FaultKind::Renumbered {
                    before: before.clone(),
                    now: now.clone(),
                },
            });
            entry
                .values
                .insert(desk.number, vec![Value::Text(now.clone())]);
            number = Some(now);
        }
        let place = entry.place.clone();
        let fault = |field, kind| Fault {
            field,
            place: place.clone(),
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
        let same = match (&number, &title) {
            (None, Some(title)) => self.same(&entry, title)?,
            _ => None,
        };
        let alike = title.as_ref().and_then(|title| {
            let known = self.shelf.titles.find(title).chain(self.titles.find(title));
            let others = known.filter(|(known, _)| Some(known) != number.as_ref());
            others.min().cloned()
        });
        let named = number.as_ref().or(same.as_ref());
        let withdrawn = match named {
            Some(number) => self.withdrawn(number)?,
            None => None,
        };
        if let Some(number) = named {
            self.known_contact(&mut entry, number);
        }
        match (withdrawn, &same, alike) {
            (Some(kind), ..) => faults.push(fault(Some(desk.number), kind)),
            (None, Some(number), _) => {
                let number = number.clone();
                faults.push(fault(None, FaultKind::SameContent { number }));
            }
            (None, None, Some((number, title))) => {
                let day = self.shelf.withdrawn(desk, &number)?;
                let day = day.map(|(when, _)| day_of(&when));
                let kind = match day {
                    Some(day) => FaultKind::LikeWithdrawn { title, number, day },
                    None => FaultKind::SameTitle { title, number },
                };
                faults.push(fault(Some(desk.title), kind));
            }
            (None, None, None) => {}
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
            _ if same.is_some() => Fate::Unchanged {
                number: same.unwrap_or_default(),
            },
            _ => self.write(&mut entry, number, path, digest)?,
        };
        // Of rows with one title, two tell any third that there is another.
        if let (Some(title), Fate::Written { number, .. }) = (&title, &fate)
            && self.titles.find(title).nth(1).is_none()
        {
            self.titles.add(title, (number.clone(), title.clone()));
        }
        let mut cells = std::mem::take(&mut entry.given);
        let number = match &fate {
            // A check gives no number out.
            Fate::Written { number, .. } if self.is_writing => Some(number),
            Fate::Unchanged { number } => Some(number),
            _ => None,
        };
        // Corrected and sent in again, it is the same example.
        if let Some(number) = number.filter(|_| self.options.keeps_given) {
            cells.insert(desk.number, number.clone());
        }
        self.report.rows.push(Row {
            file,
            place: entry.place.clone(),
            title,
            verdict: entry.verdict(),
            fate,
            cells,
            filled,
            faults: entry.faults,
        });
        Ok(())
    }

    /// What a person told before and stays is not missing; what is told anew replaces it all.
    fn known_contact(&self, entry: &mut Entry, number: &str) {
        let fields = &self.desk.form.fields;
        if entry
            .values
            .keys()
            .any(|index| fields[*index].is_kept_apart)
        {
            return;
        }
        let told = self.shelf.contacts.get(number);
        let told = told.and_then(|text| text.parse::<toml::Table>().ok());
        let told = told.unwrap_or_default();
        entry.faults.retain(|fault| {
            let is_missing = matches!(fault.kind, FaultKind::Missing | FaultKind::Advised);
            let field = fault.field.map(|index| &fields[index]);
            !field.is_some_and(|field| {
                is_missing && field.is_kept_apart && told.contains_key(&field.key)
            })
        });
    }

    /// That an example was withdrawn, where nobody asked for it back.
    fn withdrawn(&self, number: &str) -> Result<Option<FaultKind>, AppError> {
        if self.options.restored.iter().any(|wanted| wanted == number) {
            return Ok(None);
        }
        let language = self.desk.session.language;
        let withdrawn = self.shelf.withdrawn(self.desk, number)?;
        Ok(withdrawn.map(|(when, why)| {
            let reason = why.iter().min_by_key(|(tag, _)| language.rank(tag));
            FaultKind::Withdrawn {
                number: number.to_owned(),
                day: day_of(&when),
                reason: reason.map(|(_, text)| text.clone()).unwrap_or_default(),
            }
        }))
    }

    /// The example that says just what an entry without a number says.
    fn same(&mut self, entry: &Entry, title: &str) -> Result<Option<String>, AppError> {
        let (desk, shelf) = (self.desk, self.shelf);
        let titled = shelf.titles.find(title);
        let titled = titled
            .filter(|(number, known)| known.as_str() == title && shelf.kept.contains_key(number));
        let mut own = None;
        for (number, _) in titled {
            if own.is_none() {
                let origin = self.origin(String::new());
                own = Some(desk.content("", &desk.said(entry, &origin)?));
            }
            if !self.contents.contains_key(number) {
                let content = shelf.content(desk, number)?;
                self.contents.insert(number.clone(), content);
            }
            if self.contents[number] == own {
                return Ok(Some(number.clone()));
            }
        }
        Ok(None)
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
}
