//! Mapping sets from files: those of the project, or others by their paths.
//! Room `app`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::project::Project;
use crate::core::finding::Severity;
use crate::core::iri::last_segment;
use crate::core::sssom::{MappingSet, Problem, Reading};
use crate::store::StoreError;
use crate::store::load::MAX_BYTES;
use crate::store::mappings;

/// A mapping set, the file that holds it and what is wrong with it.
#[derive(Debug, Clone)]
pub struct LinkFile {
    pub path: PathBuf,
    /// The external metadata file, if there is one.
    pub metadata: Option<PathBuf>,
    pub set: MappingSet,
    pub problems: Vec<Problem>,
    /// Whether the set is valid; else it is to be used for nothing.
    pub is_valid: bool,
}

impl LinkFile {
    fn new(path: PathBuf, metadata: Option<PathBuf>, reading: Reading) -> Self {
        Self {
            path,
            metadata,
            is_valid: !reading.problems.is_invalid(),
            set: reading.set,
            problems: reading.problems.into_vec(),
        }
    }

    /// The mapping sets of a project. Files that are no text are errors.
    pub fn of_project(project: &Project) -> (Vec<Self>, Vec<AppError>) {
        let (mut files, mut errors) = (Vec::new(), Vec::new());
        for file in &project.mappings {
            let path = project.display_path(&file.path);
            let beside = project.metadata_of(file);
            let metadata = beside.map(|beside| project.display_path(&beside.path));
            let beside = beside.map(|beside| beside.bytes.clone());
            match mappings::read(&path, file.bytes.clone(), beside) {
                Ok(reading) => files.push(Self::new(path, metadata, reading)),
                Err(error) => errors.push(error.into()),
            }
        }
        (files, errors)
    }

    /// The mapping sets of a project, all of them valid.
    pub fn of_project_valid(project: &Project) -> Result<Vec<Self>, AppError> {
        let (files, errors) = Self::of_project(project);
        match errors.into_iter().next() {
            Some(error) => Err(error),
            None => files.into_iter().map(Self::valid).collect(),
        }
    }

    /// The sets that `wanted` names: by the end of their name, their IRI, or as files; all of the
    /// project's without any. Invalid ones are an error.
    pub fn wanted(project: &Project, wanted: &[String]) -> Result<Vec<Self>, AppError> {
        let is_file = |name: &String| Path::new(name).is_file();
        if !wanted.is_empty() && wanted.iter().all(is_file) {
            return Self::flat(
                wanted
                    .iter()
                    .map(|name| Self::read_all_valid(Path::new(name))),
            );
        }
        let own = Self::of_project_valid(project)?;
        if wanted.is_empty() {
            return Ok(own);
        }
        let find = |name: &String| {
            if is_file(name) {
                return Self::read_all_valid(Path::new(name));
            }
            let is_named = |file: &&Self| file.name() == *name || file.set.id() == Some(name);
            own.iter()
                .find(is_named)
                .map(|file| vec![file.clone()])
                .ok_or_else(|| AppError::UnknownMappingSet {
                    name: name.clone(),
                    known: own.iter().map(Self::name).collect(),
                })
        };
        Self::flat(wanted.iter().map(find))
    }

    fn flat(
        files: impl Iterator<Item = Result<Vec<Self>, AppError>>,
    ) -> Result<Vec<Self>, AppError> {
        let files: Vec<_> = files.collect::<Result<_, _>>()?;
        Ok(files.into_iter().flatten().collect())
    }

    /// The mapping set in a file; metadata are looked for beside it, `NAME.sssom.yml`.
    pub fn read(path: &Path) -> Result<Self, AppError> {
        let metadata = mappings::metadata_file(path);
        let beside = metadata.as_deref().map(read_bytes).transpose()?;
        let reading = mappings::read(path, read_bytes(path)?, beside)?;
        Ok(Self::new(path.to_owned(), metadata, reading))
    }

    /// The mapping sets in a file: a graph may hold several.
    pub fn read_all(path: &Path) -> Result<Vec<Self>, AppError> {
        let metadata = mappings::metadata_file(path);
        let beside = metadata.as_deref().map(read_bytes).transpose()?;
        let readings = mappings::read_all(path, read_bytes(path)?, beside)?.into_iter();
        let file = |reading| Self::new(path.to_owned(), metadata.clone(), reading);
        Ok(readings.map(file).collect())
    }

    fn read_all_valid(path: &Path) -> Result<Vec<Self>, AppError> {
        Self::read_all(path)?.into_iter().map(Self::valid).collect()
    }

    /// The set in a file that must be valid.
    pub fn read_valid(path: &Path) -> Result<Self, AppError> {
        Self::read(path)?.valid()
    }

    fn valid(mut self) -> Result<Self, AppError> {
        if self.is_valid {
            return Ok(self);
        }
        let is_violation = |problem: &Problem| problem.kind.severity() == Severity::Violation;
        let place = self.problems.iter().position(is_violation).unwrap_or(0);
        let problem = self.problems.swap_remove(place);
        let at = match self.metadata {
            Some(metadata) if problem.in_metadata_file => metadata,
            _ => self.path,
        };
        Err(AppError::Store(StoreError::Mappings {
            path: at,
            problem: Box::new(problem),
        }))
    }

    /// The last part of the set's name, else the file's.
    pub fn name(&self) -> String {
        let by_file = || {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            name.split('.').next().unwrap_or_default().to_owned()
        };
        let id = self.set.id().map(last_segment);
        id.map_or_else(by_file, str::to_owned)
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, AppError> {
    let read = |source| AppError::Read {
        path: path.to_owned(),
        source,
    };
    let metadata = fs::metadata(path).map_err(read)?;
    let path = path.to_owned();
    if metadata.is_dir() {
        return Err(StoreError::IsFolder { path }.into());
    }
    if metadata.len() > MAX_BYTES {
        let limit = MAX_BYTES;
        return Err(StoreError::TooLarge { path, limit }.into());
    }
    fs::read(&path).map_err(read)
}
