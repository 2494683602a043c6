//! A link by hand: search and look around in the other vocabulary, or name both sides.
//! Room `app`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::day;
use crate::app::link::begin::{self, Begin};
use crate::app::link::find::{MOST_HITS, resolve, search};
use crate::app::link::review::ReviewError;
use crate::app::link::review::context::Context;
use crate::app::link::review::error::told;
use crate::app::link::review::names;
use crate::app::link::terms::namespace;
use crate::app::link::vocabulary;
use crate::app::progress::Progress;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::review::decide::{self, Ground, Named, Reviewer};
use crate::core::review::portrait::Portrait;
use crate::core::review::{Choice, Item, queue};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::core::vocabulary::{semapv, skos, sssom};
use crate::store::ledger;

/// What to link, and where it is kept.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// IRI, CURIE, notation or label.
    pub subject: String,
    /// The mapping set.
    pub into: PathBuf,
    /// Files of the vocabulary to link to.
    pub vocabulary: Vec<PathBuf>,
    /// Files of the vocabulary of the subject; the project where there are none.
    pub from: Vec<PathBuf>,
    /// Files beside the project's data.
    pub added: Vec<PathBuf>,
    /// Who links: an IRI or CURIE.
    pub author: String,
    /// `YYYY-MM-DD`; today where it is not set.
    pub date: Option<String>,
    /// The vocabulary linked to, and its version; else what the set says.
    pub object_source: Option<String>,
    pub object_source_version: Option<String>,
    /// What `into` begins with where it is not there yet.
    pub begin: Begin,
}

/// What was written, or was there already.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub rows: Vec<Mapping>,
    pub new: bool,
}

/// Linking one concept by hand.
pub struct Adding {
    path: PathBuf,
    /// What the file begins with where it is not there yet.
    begun: Option<MappingSet>,
    by: Reviewer,
    language: Language,
    context: Context,
    set: MappingSet,
    subject: String,
    /// What was said of the vocabulary linked to: its name and version.
    given: (Option<String>, Option<String>),
    /// Its files.
    vocabulary: Vec<PathBuf>,
    hits: Vec<u32>,
    at: Option<u32>,
}

impl Adding {
    /// Reads the set and the vocabularies, and finds the subject.
    pub fn open(
        project: &Project,
        options: &Options,
        language: Language,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        ledger::writable(&options.into)?;
        let begun = match options.into.exists() {
            true => None,
            false => Some(begin::begun(&options.into, &options.begin, project)?),
        };
        let mut set = match &begun {
            Some(begun) => begun.clone(),
            None => ledger::read(&options.into)?,
        };
        names::add_prefixes(&mut set, project);
        let by = Reviewer {
            id: names::whole(&options.author, &set.prefixes)?,
            date: day::day(options.date.as_deref(), &day::latest_day(project))?,
        };
        let whole = |name: &String| names::whole(name, &set.prefixes);
        let source = options.object_source.as_ref().map(whole).transpose()?;
        let sides = set.sides();
        let context = Context::read(
            project,
            &options.from,
            &options.added,
            &options.vocabulary,
            source.as_deref().or(sides.slots.text(Slot::ObjectSource)),
            progress,
        )?;
        let own = context
            .own()
            .map(|atlas| resolve(atlas, &options.subject, &set));
        let subject = own.transpose()?.unwrap_or_default();
        Ok(Self {
            given: (source, options.object_source_version.clone()),
            vocabulary: options.vocabulary.clone(),
            path: options.into.clone(),
            begun,
            by,
            language,
            context,
            set,
            subject,
            hits: Vec::new(),
            at: None,
        })
    }

    /// The file that the link goes to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The concept to link.
    pub fn subject(&self) -> Portrait {
        self.context.portrait(&self.subject, None, self.language)
    }

    /// The short form of an IRI.
    pub fn short(&self, iri: &str) -> String {
        self.set.prefixes.compact(iri)
    }

    /// A row in a few words.
    pub fn told(&self, row: &Mapping) -> String {
        told(row, &self.set.prefixes, self.language)
    }

    /// Looks for words; the concepts found can be looked at by their numbers.
    pub fn search(&mut self, text: &str) -> Vec<Portrait> {
        self.at = None;
        self.hits = match self.context.other() {
            Some(atlas) => search(atlas, text),
            None => Vec::new(),
        };
        self.listed()
    }

    /// What can be looked at now: what was found, or what stands around the concept looked at.
    pub fn listed(&self) -> Vec<Portrait> {
        let Some(atlas) = self.context.other() else {
            return Vec::new();
        };
        let places = self.hits.iter();
        places
            .map(|place| atlas.portrait(*place, self.language))
            .collect()
    }

    /// Looks at a concept of the list, by its number from 1; then the list is what stands above
    /// it and below it.
    pub fn look(&mut self, number: usize) -> Option<Portrait> {
        let place = *number.checked_sub(1).and_then(|at| self.hits.get(at))?;
        let atlas = self.context.other()?;
        self.at = Some(place);
        let mut around = atlas.vocabulary.entries[place as usize].broader.clone();
        around.extend(atlas.narrower(place));
        around.extend(atlas.siblings(place));
        let mut seen = HashSet::from([place]);
        around.retain(|place| seen.insert(*place));
        around.truncate(2 * MOST_HITS);
        self.hits = around;
        Some(atlas.portrait(place, self.language))
    }

    /// The concept looked at.
    pub fn looked_at(&self) -> Option<&str> {
        let place = self.at?;
        let entry = &self.context.other()?.vocabulary.entries[place as usize];
        Some(&entry.iri)
    }

    /// The IRI of an object by IRI, CURIE, notation or label; where the vocabulary is at hand it
    /// must be there.
    pub fn object(&self, name: &str) -> Result<String, AppError> {
        match self.context.other() {
            Some(atlas)
                if self.set.prefixes.expand(name).as_deref() != Some(sssom::NO_TERM_FOUND) =>
            {
                resolve(atlas, name, &self.set)
            }
            _ => Ok(names::whole(name, &self.set.prefixes)?),
        }
    }

    /// Writes the decision on a pair.
    pub fn decide(
        &mut self,
        object: &str,
        choice: Choice,
        reason: &str,
    ) -> Result<Written, AppError> {
        self.write(object, choice, reason, None)
    }

    /// Writes that a relation does not hold.
    pub fn deny(
        &mut self,
        object: &str,
        predicate: &str,
        reason: &str,
    ) -> Result<Written, AppError> {
        self.write(object, Choice::Reject, reason, Some(predicate))
    }

    fn write(
        &mut self,
        object: &str,
        choice: Choice,
        reason: &str,
        denied: Option<&str>,
    ) -> Result<Written, AppError> {
        let object = if choice == Choice::Nothing {
            sssom::NO_TERM_FOUND
        } else {
            object
        };
        if let Some(begun) = &self.begun {
            ledger::create(&self.path, begun)?;
        }
        let (written, set) = ledger::update(&self.path, |set| -> Result<Written, AppError> {
            let mut item = queue::pair(set, &self.subject, object);
            let like = self.like(set, object, denied)?;
            for row in item.rows.iter_mut().chain(&mut item.before) {
                self.say_given(row);
            }
            if denied.is_some() {
                item.rows.clear();
                item.before.clear();
            }
            item.rows.push(like);
            let current =
                |iri: &str, slot| self.context.current(iri, item.text(slot), self.language);
            let named = Named {
                subject: current(&self.subject, Slot::SubjectLabel),
                object: current(object, Slot::ObjectLabel),
                object_version: self.new_version(&item),
            };
            let ground = Ground::ByHand;
            let mut rows = decide::rows(set, &item, choice, reason, &self.by, ground, named)?;
            let has = |row: &Mapping| {
                let mut all = set.mappings.iter();
                all.any(|known| decide::says_same(known, row) && known.decided() == row.decided())
            };
            let new = !rows.iter().all(has);
            if new {
                names::add(set, &self.set.prefixes, &[], &mut rows);
            }
            Ok(Written { rows, new })
        })?;
        self.set.mappings = set.mappings;
        Ok(written)
    }

    /// A row that says of the pair where its object comes from: what was given, else what the set
    /// says of all its rows where the object is a term of that vocabulary, else what the files say.
    fn like(
        &self,
        set: &MappingSet,
        object: &str,
        denied: Option<&str>,
    ) -> Result<Mapping, AppError> {
        let predicate = denied.unwrap_or(skos::EXACT_MATCH);
        let how = semapv::MANUAL_MAPPING_CURATION;
        let mut row = Mapping::new(&self.subject, predicate, object, how);
        self.say_given(&mut row);
        let sides = set.sides();
        let source = sides.slots.text(Slot::ObjectSource);
        let is_elsewhere = source.is_some_and(|source| is_elsewhere(set, source, object));
        if self.given.0.is_none() && (source.is_none() || is_elsewhere) {
            let (name, version) = self.of_files();
            match name {
                // A file that has no name of its own may be a part of what the set links to.
                Some(name) if source != Some(name.as_str()) => {
                    row.slots.set(Slot::ObjectSource, name);
                    if !row.slots.has(Slot::ObjectSourceVersion) {
                        row.slots.set(Slot::ObjectSourceVersion, version);
                    }
                }
                None if is_elsewhere => {
                    return Err(ReviewError::OtherVocabulary {
                        object: self.short(object),
                        vocabulary: source.unwrap_or_default().to_owned(),
                    }
                    .into());
                }
                _ => {}
            }
        }
        row.take_sides(&sides);
        Ok(row)
    }

    /// Puts into a row what was given of the vocabulary; the version of another one goes.
    fn say_given(&self, row: &mut Mapping) {
        let (source, version) = &self.given;
        if let Some(source) = source
            && row.slots.text(Slot::ObjectSource) != Some(source)
        {
            row.slots.set(Slot::ObjectSource, source.as_str());
            row.slots.remove(Slot::ObjectSourceVersion);
        }
        if let Some(version) = version {
            row.slots.set(Slot::ObjectSourceVersion, version.as_str());
        }
    }

    /// The version of the vocabulary at hand, where it calls a term otherwise than rows do.
    fn new_version(&self, item: &Item) -> Option<&str> {
        let told = item.text(Slot::ObjectLabel)?;
        let now = self
            .context
            .current(&item.object, Some(told), self.language);
        let version = now.and(self.context.version());
        version.filter(|_| self.given.1.is_none())
    }

    /// The name and the version of the vocabulary at hand, by its files, as `link suggest` names
    /// it; no name where there are no files.
    fn of_files(&self) -> (Option<String>, String) {
        let Some(atlas) = self.context.other() else {
            return (None, String::new());
        };
        let told = atlas.vocabulary.about.clone().unwrap_or_default();
        let first = self.vocabulary.first().map(PathBuf::as_path);
        match told.iri.as_str() {
            "" => (Some(vocabulary::unnamed(first)), told.version),
            _ => (Some(told.iri), told.version),
        }
    }
}

/// Whether an object is no term of the vocabulary that all rows of a set link to: its IRI begins
/// neither as the name of the vocabulary nor as any other term. Without other terms nobody knows.
fn is_elsewhere(set: &MappingSet, source: &str, object: &str) -> bool {
    let terms = set.mappings.iter().filter(|row| !row.is_no_term());
    let mut begins = terms.map(|row| namespace(row.object())).peekable();
    object != sssom::NO_TERM_FOUND
        && !object.starts_with(source.trim_end_matches(['/', '#']))
        && begins.peek().is_some()
        && begins.all(|begin| begin != namespace(object))
}
