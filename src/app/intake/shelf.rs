//! What was taken in before: by number, with its version, and which titles there are.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};

use crate::app::AppError;
use crate::app::intake::record::{FORMER, PRIVATE, PUBLIC};
use crate::app::intake::write::day_of;
use crate::app::intake::{Desk, IntakeError};
use crate::app::project::GraphRole;
use crate::core::collation::compare_notations;
use crate::core::intake::Completeness;
use crate::core::intake::titles::Titles;
use crate::core::vocabulary::{dct, owl, prov, rdf};
use crate::store::journal::{self, Change};
use crate::store::load::SourceFile;
use crate::store::parse::read_quads;

/// A file that keeps an example.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Relative to the project.
    pub path: PathBuf,
    pub text: String,
    /// Whether git ignores it.
    pub is_private: bool,
}

impl Kept {
    /// Whether its text has the word by which a withdrawn contribution is known; sure is only what
    /// [`Desk::version`] says.
    fn may_be_withdrawn(&self) -> bool {
        self.text.contains("invalidatedAtTime")
    }
}

/// When a contribution was withdrawn, `YYYY-MM-DDThh:mm:ssZ`, and why: tags and texts.
pub type Withdrawn = (String, Vec<(String, String)>);

/// A version of an example, as its file says.
#[derive(Debug, Clone, Default)]
pub struct Version {
    pub version: u32,
    pub completeness: Completeness,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub moment: String,
    /// IRI of the role that took it in.
    pub by: String,
    pub withdrawn: Option<Withdrawn>,
    /// Temporary numbers that the example had before.
    pub replaces: Vec<String>,
    pub title: Option<String>,
    pub triples: Vec<Triple>,
}

/// All that was taken in.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// By number. An example that may not be published any more has two files: the private one is here.
    pub kept: BTreeMap<String, Kept>,
    /// Former versions, by number and version.
    pub former: BTreeMap<(String, u32), Kept>,
    /// What persons told, by number: TOML.
    pub contacts: BTreeMap<String, String>,
    /// Numbers of examples that the source states, with their titles.
    pub stated: BTreeMap<String, Option<String>>,
    /// Titles with their numbers.
    pub titles: Titles<(String, String)>,
}

impl Shelf {
    /// Reads what the project and its private folder hold.
    pub fn read(desk: &Desk<'_>) -> Result<Self, AppError> {
        let mut shelf = Self::default();
        for file in &desk.session.project.files {
            let Ok(rest) = file.path.strip_prefix(PUBLIC) else {
                continue;
            };
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            shelf.put(rest, file.path.clone(), text, false);
        }
        if let Some(root) = &desk.session.project.root {
            let pending = journal::pending(root)?;
            let folder = |relative: &Path| folder(root, relative, &pending);
            for (path, text) in folder(Path::new(FORMER))? {
                let rest = Path::new("former").join(path.file_name().unwrap_or_default());
                shelf.put(&rest, path, text, false);
            }
            for (path, text) in folder(Path::new(PRIVATE))? {
                let rest = PathBuf::from(path.file_name().unwrap_or_default());
                if rest.extension().is_some_and(|ending| ending == "toml") {
                    let number = rest.file_stem().unwrap_or_default().to_string_lossy();
                    shelf.contacts.insert(number.into_owned(), text);
                } else {
                    shelf.put(&rest, path, text, true);
                }
            }
            for (path, text) in folder(&Path::new(PRIVATE).join("former"))? {
                let rest = Path::new("former").join(path.file_name().unwrap_or_default());
                shelf.put(&rest, path, text, true);
            }
        }
        shelf.read_stated(desk)?;
        Ok(shelf)
    }

    fn put(&mut self, rest: &Path, path: PathBuf, text: String, is_private: bool) {
        let name = rest.file_stem().unwrap_or_default().to_string_lossy();
        if rest.extension().is_none_or(|ending| ending != "ttl") {
            return;
        }
        let kept = Kept {
            path,
            text,
            is_private,
        };
        if rest.starts_with("former") {
            let parts = name.rsplit_once(".v");
            let version = parts.and_then(|(number, version)| Some((number, version.parse().ok()?)));
            if let Some((number, version)) = version {
                self.former.insert((number.to_owned(), version), kept);
            }
        } else {
            self.kept.insert(name.into_owned(), kept);
        }
    }

    /// Titles and numbers of all examples in the graph, and of those that are kept apart.
    fn read_stated(&mut self, desk: &Desk<'_>) -> Result<(), AppError> {
        let session = desk.session;
        let store = &session.store;
        let class = Term::from(NamedNode::new_unchecked(&desk.terms.example));
        let title = &desk.form.fields[desk.title].property;
        let mut seen = BTreeSet::new();
        for quad in store.matching(None, Some(rdf::TYPE), Some(&class)) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(example) = &quad.subject else {
                continue;
            };
            let Some(number) = example.as_str().strip_prefix(&desk.terms.examples) else {
                continue;
            };
            let graph = quad.graph_name.to_string();
            let graph = graph.trim_matches(['<', '>']);
            let is_stated = session.project.config.role(graph) == Some(GraphRole::Stated);
            for property in [title.as_str(), dct::ALTERNATIVE] {
                for quad in store.matching(Some(&quad.subject), Some(property), None) {
                    let quad = quad?;
                    let Term::Literal(literal) = &quad.object else {
                        continue;
                    };
                    if seen.insert((number.to_owned(), literal.value().to_owned())) {
                        let of = (number.to_owned(), literal.value().to_owned());
                        self.titles.add(literal.value(), of);
                    }
                    let of = quad.graph_name.to_string();
                    if is_stated && of.trim_matches(['<', '>']) == graph {
                        let known = self.stated.entry(number.to_owned()).or_default();
                        *known = Some(literal.value().to_owned());
                    }
                }
            }
            if is_stated {
                self.stated.entry(number.to_owned()).or_default();
            }
        }
        for (number, kept) in &self.kept {
            if !kept.is_private && !kept.may_be_withdrawn() {
                continue;
            }
            let version = desk.version(kept)?;
            let title = match &version.withdrawn {
                Some(_) => match self.former.get(&(number.clone(), version.version)) {
                    Some(former) => desk.version(former)?.title,
                    None => None,
                },
                None => version.title,
            };
            if let Some(title) = title {
                self.titles.add(&title, (number.clone(), title.clone()));
            }
        }
        Ok(())
    }

    /// When an example was withdrawn and why (tags and texts); nothing where it was not.
    pub fn withdrawn(&self, desk: &Desk<'_>, number: &str) -> Result<Option<Withdrawn>, AppError> {
        match self.kept.get(number).filter(|kept| kept.may_be_withdrawn()) {
            Some(kept) => Ok(desk.version(kept)?.withdrawn),
            None => Ok(None),
        }
    }

    /// What an example says, or said before it was withdrawn, as [`Desk::content`] gives it.
    pub fn content(
        &self,
        desk: &Desk<'_>,
        number: &str,
    ) -> Result<Option<BTreeSet<String>>, AppError> {
        let Some(kept) = self.kept.get(number) else {
            return Ok(None);
        };
        let mut version = desk.version(kept)?;
        if version.withdrawn.is_some() {
            let Some(former) = self.former.get(&(number.to_owned(), version.version)) else {
                return Ok(None);
            };
            version = desk.version(former)?;
        }
        Ok(Some(desk.content(number, &version.triples)))
    }

    /// On which day a file of that SHA-256 was added first, and as which examples: the numbers that
    /// they have now.
    pub fn added(
        &self,
        desk: &Desk<'_>,
        digest: &str,
    ) -> Result<Option<(String, Vec<String>)>, AppError> {
        let former = self.former.iter().map(|((number, _), kept)| (number, kept));
        let all = self.kept.iter().chain(former);
        let mut numbers = BTreeSet::new();
        let mut first: Option<String> = None;
        for (number, kept) in all.filter(|(_, kept)| kept.text.contains(digest)) {
            let moment = desk.version(kept)?.moment;
            first = Some(first.map_or_else(|| moment.clone(), |first| moment.clone().min(first)));
            numbers.insert(number.clone());
        }
        let Some(first) = first else {
            return Ok(None);
        };
        if numbers.iter().any(|number| !self.kept.contains_key(number)) {
            let now = self.renumbered(desk)?;
            let renamed = |number: &String| now.get(number).unwrap_or(number).clone();
            numbers = numbers.iter().map(renamed).collect();
        }
        let mut numbers: Vec<_> = numbers.into_iter().collect();
        numbers.sort_by(|a, b| compare_notations(a, b));
        Ok(Some((day_of(&first), numbers)))
    }

    /// Temporary numbers that were replaced, with the numbers that their examples have now.
    pub fn renumbered(&self, desk: &Desk<'_>) -> Result<BTreeMap<String, String>, AppError> {
        let mut now = BTreeMap::new();
        for (number, kept) in &self.kept {
            if kept.text.contains("isReplacedBy") {
                let before = desk.version(kept)?.replaces.into_iter();
                now.extend(before.map(|before| (before, number.clone())));
            }
        }
        Ok(now)
    }

    /// The last temporary number of a year that was given out: its part that counts; 0: none was.
    pub fn last_temporary(&self, start: &str) -> u64 {
        let former = self.former.keys().map(|(number, _)| number);
        let known = self.kept.keys().chain(former);
        let of = |number: &String| number.strip_prefix(start)?.parse::<u64>().ok();
        known.filter_map(of).max().unwrap_or(0)
    }
}

impl Desk<'_> {
    /// What a file says of the version that it keeps.
    pub fn version(&self, kept: &Kept) -> Result<Version, AppError> {
        let unreadable = || {
            let path = self.session.project.display_path(&kept.path);
            AppError::from(IntakeError::Unreadable { path })
        };
        let file = SourceFile::from_bytes(&kept.path, kept.text.clone().into_bytes())?;
        let quads = read_quads(&file, &self.terms.graphs)?;
        let triples: Vec<_> = quads.into_iter().map(Triple::from).collect();
        let described = triples
            .iter()
            .find(|triple| triple.predicate.as_str() == self.terms.describes);
        let described = described.ok_or_else(unreadable)?;
        let (contribution, example) = (described.subject.clone(), described.object.clone());
        let version = contribution.to_string();
        let version = version.trim_matches(['<', '>']).rsplit('/').next();
        let version = version.and_then(|version| version.parse().ok());
        let mut found = Version {
            version: version.ok_or_else(unreadable)?,
            ..Version::default()
        };
        let (mut when, mut why) = (None, Vec::new());
        for triple in &triples {
            let value = match &triple.object {
                Term::Literal(literal) => literal.value().to_owned(),
                Term::NamedNode(node) => node.as_str().to_owned(),
                _ => continue,
            };
            let predicate = triple.predicate.as_str();
            if triple.subject == contribution {
                match predicate {
                    rdf::TYPE if value == self.terms.migrated => {
                        found.completeness = Completeness::Migrated;
                    }
                    prov::GENERATED_AT_TIME => found.moment = value,
                    prov::WAS_ATTRIBUTED_TO => found.by = value,
                    prov::INVALIDATED_AT_TIME => when = Some(value),
                    other if other == self.terms.reason => {
                        if let Term::Literal(literal) = &triple.object {
                            why.push((literal.language().unwrap_or("").to_owned(), value));
                        }
                    }
                    _ => {}
                }
            } else if Term::from(triple.subject.clone()) == example {
                let is_title = predicate == self.form.fields[self.title].property;
                if is_title || predicate == dct::ALTERNATIVE {
                    found.title = Some(value);
                }
            } else if predicate == dct::IS_REPLACED_BY {
                let before = triple.subject.to_string();
                let before = before.trim_matches(['<', '>']);
                let before = before.strip_prefix(&self.terms.examples);
                found.replaces.extend(before.map(str::to_owned));
            }
        }
        found.withdrawn = when.map(|when| (when, why));
        found.triples = triples;
        Ok(found)
    }

    /// Whether a triple tells where a contribution comes from and what became of it, not what it says.
    pub fn is_provenance(&self, triple: &Triple) -> bool {
        let terms = self.terms;
        let predicate = triple.predicate.as_str();
        let object = triple.object.to_string();
        let object = object.trim_matches(['<', '>']);
        let is_class = [&terms.guided, &terms.migrated, &terms.file]
            .iter()
            .any(|class| *class == object)
            || object == prov::ACTIVITY;
        let of_prov = predicate.starts_with(prov::NAMESPACE);
        (predicate == rdf::TYPE && is_class)
            || of_prov
            || [&terms.describes, &terms.digest, &terms.reason]
                .iter()
                .any(|term| *term == predicate)
            || [dct::IS_REPLACED_BY, owl::DEPRECATED].contains(&predicate)
    }
}

/// The files of a folder of the project, with the changes that count already, by path.
fn folder(
    root: &Path,
    relative: &Path,
    pending: &[Change],
) -> Result<BTreeMap<PathBuf, String>, AppError> {
    let folder = root.join(relative);
    let read = |source| AppError::Read {
        path: folder.clone(),
        source,
    };
    let mut files = BTreeMap::new();
    match fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(read(error)),
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(read)?;
                let name = entry.file_name();
                if name.to_string_lossy().starts_with('.') || !entry.path().is_file() {
                    continue;
                }
                let text = fs::read_to_string(entry.path()).map_err(|source| AppError::Read {
                    path: entry.path(),
                    source,
                })?;
                files.insert(relative.join(name), text);
            }
        }
    }
    for change in pending {
        if change.path.parent() == Some(relative) {
            match &change.text {
                Some(text) => files.insert(change.path.clone(), text.clone()),
                None => files.remove(&change.path),
            };
        }
    }
    Ok(files)
}
