//! Changing a mapping set on disk, one change at a time: under a lock the file is read again,
//! changed and replaced, so that two who work on it lose nothing.
//! Room `store`; may use `core`.
//!
//! The lock is the system's own on the file itself and ends with the process. The file is replaced
//! by renaming, so after waiting for the lock it must still be the file of that name.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::core::sssom::{MappingSet, json, write};
use crate::store::StoreError;
use crate::store::mappings;
use crate::store::write::{WriteError, write_atomically};

/// Reads a mapping set that must be valid.
pub fn read(path: &Path) -> Result<MappingSet, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::Read {
        path: path.to_owned(),
        source,
    })?;
    let reading = mappings::read(path, bytes, None)?;
    reading.valid().map_err(|problem| StoreError::Mappings {
        path: path.to_owned(),
        problem,
    })
}

/// Changes the set in a file: `change` sees it as it is now. Where it refuses, or changes nothing,
/// the file stays as it is.
pub fn update<T, E>(
    path: &Path,
    change: impl FnOnce(&mut MappingSet) -> Result<T, E>,
) -> Result<(T, MappingSet), E>
where
    E: From<StoreError> + From<WriteError>,
{
    let lock = lock(path).map_err(|source| StoreError::Read {
        path: path.to_owned(),
        source,
    })?;
    let before = read(path)?;
    let mut set = before.clone();
    let result = change(&mut set)?;
    if set != before {
        write_atomically(path, checked(path, &set)?.as_bytes())?;
    }
    drop(lock);
    Ok((result, set))
}

/// Makes the file where there is none, with this set; one that is there stays.
pub fn create(path: &Path, set: &MappingSet) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let refused = |source| WriteError::Refused {
        path: path.to_owned(),
        source,
    };
    if path.exists() {
        return Ok(());
    }
    let mut file = tempfile::Builder::new()
        .prefix(".")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(refused)?;
    file.write_all(text(path, set).as_bytes())
        .map_err(refused)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file that others may read.
        let permissions = fs::Permissions::from_mode(0o644);
        file.as_file()
            .set_permissions(permissions)
            .map_err(refused)?;
    }
    file.as_file().sync_all().map_err(refused)?;
    match file.persist_noclobber(path) {
        // Somebody else was quicker.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(refused(error.error)),
        Ok(_) => Ok(()),
    }
}

/// The text of a set, once it is sure that it reads back: what is on disk never gets worse.
fn checked(path: &Path, set: &MappingSet) -> Result<String, StoreError> {
    let text = text(path, set);
    let reading = mappings::read(path, text.clone().into_bytes(), None)?;
    match reading.problems.first_violation() {
        Some(problem) => Err(StoreError::Mappings {
            path: path.to_owned(),
            problem: Box::new(problem.clone()),
        }),
        None => Ok(text),
    }
}

fn text(path: &Path, set: &MappingSet) -> String {
    if path.extension().is_some_and(|ending| ending == "json") {
        json::write_to_add_to(set)
    } else {
        write::tsv_to_add_to(set)
    }
}

/// Waits until nobody else changes the file.
fn lock(path: &Path) -> io::Result<File> {
    loop {
        let file = File::open(path)?;
        match file.lock() {
            // Some network file systems lock nothing.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(file),
            other => other?,
        }
        if is_same(&file.metadata()?, &fs::metadata(path)?) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok()
}
