//! The files of a project, on disk or inside the program, and what each is.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::Dir;

use crate::app::AppError;
use crate::app::intake::record::FORMER;
use crate::store::journal;
use crate::store::load::{format_of, text_of};

/// A file of a project: its path below the project and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

pub(super) fn is_query(file: &ProjectFile) -> bool {
    file.path.starts_with("queries") && file.path.extension().is_some_and(|e| e == "rq")
}

pub(super) fn is_answer(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    file.path.starts_with("queries") && name.ends_with(".expected.csv")
}

pub(super) fn is_mappings(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    file.path.starts_with("data/mappings") && name.ends_with(".sssom.tsv")
}

pub(super) fn is_metadata(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let ends = [".sssom.yml", ".sssom.yaml"];
    file.path.starts_with("data/mappings") && ends.iter().any(|end| name.ends_with(end))
}

pub(super) fn is_rdf(file: &ProjectFile) -> bool {
    !file.path.starts_with("queries") && format_of(&file.path).is_ok()
}

/// Former versions of examples that were taken in are kept and checked, not loaded.
pub(super) fn is_former(file: &ProjectFile) -> bool {
    file.path.starts_with(FORMER)
}

/// The files of the project in `folder`, with the changes that count already.
pub(super) fn files_below(folder: &Path) -> Result<Vec<ProjectFile>, AppError> {
    let mut files = Vec::new();
    for name in ["ontology", "data", "queries"] {
        collect_files(folder, &folder.join(name), &mut files)?;
    }
    let pending = journal::pending(folder)?;
    if !pending.is_empty() {
        let changed: BTreeSet<_> = pending.iter().map(|change| &change.path).collect();
        files.retain(|file| !changed.contains(&file.path));
        let last: BTreeMap<_, _> = pending
            .iter()
            .map(|change| (&change.path, change))
            .collect();
        for change in last
            .into_values()
            .filter(|change| change.path.starts_with("data"))
        {
            if let Some(text) = &change.text {
                files.push(ProjectFile {
                    path: change.path.clone(),
                    bytes: text.clone().into_bytes(),
                });
            }
        }
    }
    Ok(files)
}

pub(super) fn read_text(path: &Path) -> Result<String, AppError> {
    let bytes = fs::read(path).map_err(|source| AppError::Read {
        path: path.to_owned(),
        source,
    })?;
    Ok(text_of(path, bytes)?)
}

/// All files below `folder`, with paths relative to `root`; hidden ones are passed over.
fn collect_files(root: &Path, folder: &Path, files: &mut Vec<ProjectFile>) -> Result<(), AppError> {
    let read = |source| AppError::Read {
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(read(error)),
    };
    for entry in entries {
        let entry = entry.map_err(read)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect_files(root, &path, files)?;
        } else {
            let bytes = fs::read(&path);
            let name = path.strip_prefix(root).unwrap_or(&path).to_owned();
            // A query that cannot be read stands in the way of nobody who does not ask for it: as
            // an empty one it is told of as a file without a header.
            let bytes = match bytes {
                Err(_) if name.starts_with("queries") => Vec::new(),
                other => other.map_err(|source| AppError::Read { path, source })?,
            };
            files.push(ProjectFile { path: name, bytes });
        }
    }
    Ok(())
}

pub(super) fn collect_embedded(prefix: &Path, folder: &Dir<'_>, files: &mut Vec<ProjectFile>) {
    for file in folder.files() {
        files.push(ProjectFile {
            path: prefix.join(file.path()),
            bytes: file.contents().to_vec(),
        });
    }
    for inner in folder.dirs() {
        collect_embedded(prefix, inner, files);
    }
}
