//! Changing a mapping set on disk, one change at a time: under a lock the file is read again,
//! changed and replaced, so that two who work on it lose nothing.
//! Room `store`; may use `core`.
//!
//! The lock is the system's own on the file itself and ends with the process. The file is replaced
//! by renaming, so after waiting for the lock it must still be the file of that name.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::core::sssom::{MappingSet, Reading, Slot, json, propagate, tsv, write, yaml};
use crate::store::StoreError;
use crate::store::load;
use crate::store::mappings;
use crate::store::mappings_rdf;
use crate::store::write::{WriteError, write_atomically};

/// Reads a mapping set that must be valid, with its external metadata file if there is one.
pub fn read(path: &Path) -> Result<MappingSet, StoreError> {
    let beside = Beside::read(path)?;
    let reading = mappings::read(path, bytes(path)?, Beside::bytes(beside.as_ref()))?;
    valid(path, beside.as_ref(), reading)
}

fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|source| StoreError::Read {
        path: path.to_owned(),
        source,
    })
}

fn valid(path: &Path, beside: Option<&Beside>, reading: Reading) -> Result<MappingSet, StoreError> {
    reading.valid().map_err(|problem| {
        let metadata = beside.filter(|_| problem.in_metadata_file);
        let path = metadata.map_or(path, |beside| &beside.path).to_owned();
        StoreError::Mappings { path, problem }
    })
}

/// The external metadata file of a set. It stays as somebody wrote it, but for prefixes that new
/// rows need.
struct Beside {
    path: PathBuf,
    text: String,
    /// Whether the set has no metadata of its own.
    is_alone: bool,
}

impl Beside {
    fn read(set: &Path) -> Result<Option<Self>, StoreError> {
        let path = mappings::metadata_file(set).filter(|_| !is_json(set));
        let Some(path) = path else {
            return Ok(None);
        };
        let text = load::text_of(&path, bytes(&path)?)?;
        let is_alone = !load::text_of(set, bytes(set)?)?.starts_with('#');
        Ok(Some(Self {
            path,
            text,
            is_alone,
        }))
    }

    fn bytes(beside: Option<&Self>) -> Option<Vec<u8>> {
        beside.map(|beside| beside.text.clone().into_bytes())
    }

    /// The file with the prefixes that the rows of `set` need and that it lacks; nothing where it
    /// has them all.
    fn with_prefixes(&self, before: &MappingSet, set: &MappingSet) -> Option<String> {
        let used = set.used_prefixes();
        let missing: String = set
            .prefixes
            .iter()
            .filter(|(prefix, _)| {
                used.contains(prefix) && before.prefixes.namespace(prefix).is_none()
            })
            .map(|(prefix, namespace)| {
                let (prefix, namespace) =
                    (yaml::write_scalar(prefix), yaml::write_scalar(namespace));
                format!("  {prefix}: {namespace}\n")
            })
            .collect();
        if missing.is_empty() {
            return None;
        }
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let start = text
            .match_indices("curie_map:")
            .find(|(place, _)| *place == 0 || text[..*place].ends_with('\n'));
        match start {
            Some((place, _)) => {
                let end = text[place..]
                    .find('\n')
                    .map_or(text.len(), |end| place + end + 1);
                // As deep as the prefixes that are there.
                let next = text[end..].lines().find(|line| !line.trim().is_empty());
                let depth = next.map_or(0, |line| line.len() - line.trim_start().len());
                let missing = match depth {
                    0 => missing,
                    depth => missing.replace("  ", &" ".repeat(depth)),
                };
                text.insert_str(end, &missing);
            }
            None => text.push_str(&format!("curie_map:\n{missing}")),
        }
        Some(text)
    }
}

/// Refuses a file to which no decisions can be written: a graph has no rows.
pub fn writable(path: &Path) -> Result<(), StoreError> {
    match mappings_rdf::is_graph(path) {
        true => Err(StoreError::GraphOfMappings {
            path: path.to_owned(),
        }),
        false => Ok(()),
    }
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
    writable(path)?;
    let lock = lock(path).map_err(|source| StoreError::Read {
        path: path.to_owned(),
        source,
    })?;
    let beside = Beside::read(path)?;
    let before = read(path)?;
    let mut set = before.clone();
    let result = change(&mut set)?;
    if set != before {
        let metadata = beside.as_ref().filter(|beside| beside.is_alone);
        let metadata = metadata.and_then(|beside| beside.with_prefixes(&before, &set));
        let text = checked(path, &set, beside.as_ref(), metadata.as_deref())?;
        // Prefixes that no row needs yet harm nobody.
        if let (Some(beside), Some(metadata)) = (&beside, metadata) {
            write_atomically(&beside.path, metadata.as_bytes())?;
        }
        write_atomically(path, text.as_bytes())?;
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
    file.write_all(text(path, set, &write::OF_DECISIONS).as_bytes())
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
fn checked(
    path: &Path,
    set: &MappingSet,
    beside: Option<&Beside>,
    metadata: Option<&str>,
) -> Result<String, StoreError> {
    let kept = match is_json(path) {
        true => Vec::new(),
        false => tsv::columns_of(&load::text_of(path, bytes(path)?)?),
    };
    let text = match beside.filter(|beside| beside.is_alone) {
        Some(beside) => rows(set, beside, &kept),
        None => text(path, set, &kept),
    };
    let metadata = metadata.or(beside.map(|beside| beside.text.as_str()));
    let metadata = metadata.map(|text| text.as_bytes().to_vec());
    let reading = mappings::read(path, text.clone().into_bytes(), metadata)?;
    valid(path, beside, reading)?;
    Ok(text)
}

/// The rows alone, for a set whose metadata stand in a file beside (SSSOM/TSV, External metadata
/// mode). What that file says for all rows stands there only, where it still holds for all.
fn rows(set: &MappingSet, beside: &Beside, kept: &[Slot]) -> String {
    let mut set = set.clone();
    let header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n";
    let alone = tsv::read(header, Some(&beside.text)).set;
    propagate::condense_as(&mut set, &alone.about);
    write::tsv_without_metadata(&set, kept)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

/// With columns for `kept`, so that what has a column keeps it.
fn text(path: &Path, set: &MappingSet, kept: &[Slot]) -> String {
    if is_json(path) {
        json::write_to_add_to(set)
    } else {
        write::tsv_with_columns(set, kept)
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
