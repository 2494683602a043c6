//! Changes to several files of a project, all of them or none, also where the process is killed or the
//! machine stops half-way. Room `store`; may use `core`.
//!
//! The changes are first written to one file beside, which is synced and then renamed to
//! [`JOURNAL`]: that is the moment they count. Then the files are put in place and the journal is
//! removed. Who finds a journal reads the changes in it as done ([`pending`]); the next writer
//! finishes them. Journal and locks stand in a folder that git ignores, for the changes may hold
//! what only the school may see.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::core::message::{Message, Tell};

/// The folder of the journal, below the project.
pub const FOLDER: &str = "private";
/// The changes that count and are not all in place.
const JOURNAL: &str = ".journal.json";
/// Held by who changes files, from reading them to the end.
const WRITERS: &str = ".writers.lock";
/// Held by who reads the files, and by who puts changes in place.
const READERS: &str = ".readers.lock";

/// A change of a file; the path is relative to the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub path: PathBuf,
    /// The new text; nothing: the file goes.
    pub text: Option<String>,
}

/// Why changes were not made; nothing is changed by then, or the journal holds them all.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum JournalError {
    /// The operating system refused.
    Refused {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// What stands in the journal is none of ours.
    Malformed { path: PathBuf, message: String },
}

impl Tell for JournalError {
    fn message(&self) -> Message {
        match self {
            Self::Refused { path, source } => Message::at(
                path,
                None,
                Message::new("journal.refused").with("cause", source.message()),
            ),
            Self::Malformed { path, message } => Message::at(
                path,
                None,
                Message::new("journal.malformed").with("text", message),
            ),
        }
    }
}

fn refused(path: &Path) -> impl Fn(io::Error) -> JournalError + '_ {
    |source| JournalError::Refused {
        path: path.to_owned(),
        source,
    }
}

/// The changes that count already and may not be in place, in their order.
pub fn pending(project: &Path) -> Result<Vec<Change>, JournalError> {
    let path = project.join(FOLDER).join(JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        // Who may not look into the folder reads what is in place.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
            ) =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(refused(&path)(error)),
    };
    let malformed = |message: String| JournalError::Malformed {
        path: path.clone(),
        message,
    };
    let changes: Vec<Change> =
        serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let is_inside = |change: &Change| {
        let mut parts = change.path.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    match changes.iter().find(|change| !is_inside(change)) {
        Some(change) => Err(malformed(change.path.display().to_string())),
        None => Ok(changes),
    }
}

/// Reads the files of a project while nobody puts changes in place.
pub fn reading<T>(project: &Path, mut read: impl FnMut() -> T) -> T {
    let path = project.join(FOLDER).join(READERS);
    loop {
        let held = File::open(&path).ok();
        // Some network file systems lock nothing; reading goes on all the same.
        if let Some(file) = &held {
            let _ = file.lock_shared();
        }
        let result = read();
        // The first writer of a project makes the lock: who began before it reads again.
        if held.is_some() || !path.exists() {
            return result;
        }
    }
}

/// The right to change files; one has it at a time, until it is dropped or the process ends.
#[derive(Debug)]
pub struct Writer {
    project: PathBuf,
    _lock: File,
}

impl Writer {
    /// Waits until nobody else changes files of the project, and finishes what a killed process left.
    pub fn wait(project: &Path) -> Result<Self, JournalError> {
        let folder = project.join(FOLDER);
        fs::create_dir_all(&folder).map_err(refused(&folder))?;
        only_owner(&folder).map_err(refused(&folder))?;
        // Whatever stands here is nobody else's business, in any project.
        let ignored = folder.join(".gitignore");
        if !ignored.exists() {
            write(&ignored, "*\n", true).map_err(refused(&ignored))?;
        }
        let lock = lock(&folder.join(WRITERS))?;
        let writer = Self {
            project: project.to_owned(),
            _lock: lock,
        };
        // A journal that was not finished when its process ended.
        let _ = fs::remove_file(folder.join(format!("{JOURNAL}.tmp")));
        let left = pending(project)?;
        if !left.is_empty() {
            writer.put_in_place(&left)?;
        }
        Ok(writer)
    }

    /// Makes all changes, or none.
    pub fn commit(&self, changes: &[Change]) -> Result<(), JournalError> {
        if changes.is_empty() {
            return Ok(());
        }
        let folder = self.project.join(FOLDER);
        let path = folder.join(JOURNAL);
        let temporary = folder.join(format!("{JOURNAL}.tmp"));
        let written = write_journal(&temporary, changes)
            .and_then(|()| fs::rename(&temporary, &path))
            .and_then(|()| sync(&folder));
        if let Err(error) = written {
            let _ = fs::remove_file(&temporary);
            return Err(refused(&path)(error));
        }
        self.put_in_place(changes)
    }

    fn put_in_place(&self, changes: &[Change]) -> Result<(), JournalError> {
        let folder = self.project.join(FOLDER);
        let _readers = lock(&folder.join(READERS))?;
        for change in changes {
            let path = self.project.join(&change.path);
            let is_private = change.path.starts_with(FOLDER);
            put(&path, change.text.as_deref(), is_private).map_err(refused(&path))?;
        }
        // All of them are on disk before the journal that holds them goes.
        sync_all(&self.project, changes).map_err(refused(&self.project))?;
        let path = folder.join(JOURNAL);
        fs::remove_file(&path).map_err(refused(&path))
    }
}

fn lock(path: &Path) -> Result<File, JournalError> {
    let mut options = options(true);
    options.truncate(false);
    let file = options.open(path).map_err(refused(path))?;
    match file.lock() {
        // Some network file systems lock nothing.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        other => other.map(|()| file).map_err(refused(path)),
    }
}

fn write_journal(path: &Path, changes: &[Change]) -> io::Result<()> {
    // It may hold what persons told of themselves.
    let mut out = io::BufWriter::new(options(true).open(path)?);
    serde_json::to_writer(&mut out, changes)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// How a file is written; a private one is its owner's alone.
fn options(is_private: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if is_private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = is_private;
    options
}

fn write(path: &Path, text: &str, is_private: bool) -> io::Result<()> {
    options(is_private).open(path)?.write_all(text.as_bytes())
}

/// Makes a folder its owner's alone, where the system knows owners.
#[cfg(unix)]
fn only_owner(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn only_owner(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Puts one file in place: beside it first, then renamed, so that no reader sees half of it.
fn put(path: &Path, text: Option<&str>, is_private: bool) -> io::Result<()> {
    let Some(text) = text else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        };
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.tmp"));
    let written = write(&temporary, text, is_private);
    let written = match written {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            write(&temporary, text, is_private)
        }
        other => other,
    };
    written.and_then(|()| fs::rename(&temporary, path))
}

/// Few files are synced one by one, many with the whole file system, which takes less.
fn sync_all(project: &Path, changes: &[Change]) -> io::Result<()> {
    const FEW: usize = 32;
    #[cfg(target_os = "linux")]
    if changes.len() > FEW {
        rustix::fs::syncfs(File::open(project)?)?;
        return Ok(());
    }
    for change in changes {
        let path = project.join(&change.path);
        if change.text.is_some() {
            File::open(&path)?.sync_all()?;
        }
        sync(path.parent().unwrap_or(project))?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network file systems sync no folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
