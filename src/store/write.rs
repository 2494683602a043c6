//! Writes results to standard output or to files, each file whole or not at all.
//! Room `store`; may use `core`.
//!
//! A regular file is replaced by renaming a temporary file of the same folder, so that a reader
//! sees the old text or the new one. A symbolic link stays and its target is replaced; a hard link
//! to the old text keeps it. Devices, pipes and sockets are written through. A process that is
//! killed between writing and renaming leaves a file `.NAME.….tmp` behind.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::core::message::{Message, Tell};

/// As many links as Linux follows before it takes them for a circle.
const MOST_LINKS: usize = 40;

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum WriteError {
    /// The path names a folder.
    IsFolder { path: PathBuf },
    /// The path has no file name, or ends in a slash.
    NoFileName { path: PathBuf },
    /// The folder of the file is not there.
    NoFolder { path: PathBuf, folder: PathBuf },
    /// Symbolic links that lead in a circle.
    LinkCircle { path: PathBuf },
    /// One file named twice in one call.
    Twice { path: PathBuf },
    /// The operating system refused; nothing was changed.
    Refused { path: PathBuf, source: io::Error },
    /// A device or pipe refused; part of the text may have gone through.
    Through { path: PathBuf, source: io::Error },
    /// Of several files, some are replaced and this one is not.
    Partly {
        path: PathBuf,
        done: Vec<PathBuf>,
        source: Box<WriteError>,
    },
    /// Standard output refused.
    Stdout { source: io::Error },
}

impl Tell for WriteError {
    fn message(&self) -> Message {
        let (path, problem) = match self {
            Self::IsFolder { path } => (path, Message::new("write.is-folder")),
            Self::NoFileName { path } => (path, Message::new("write.no-name")),
            Self::NoFolder { path, folder } => {
                (path, Message::new("write.no-folder").with("folder", folder))
            }
            Self::LinkCircle { path } => (path, Message::new("write.circle")),
            Self::Twice { path } => (path, Message::new("write.twice")),
            Self::Refused { path, source } => {
                let problem = Message::new("write.refused");
                (path, problem.with("cause", source.message()))
            }
            Self::Through { path, source } => {
                let problem = Message::new("write.through");
                (path, problem.with("cause", source.message()))
            }
            Self::Partly { path, done, source } => {
                let done: Vec<_> = done.iter().map(|path| path.display()).collect();
                let problem = Message::new("write.partly").with("done", Message::list(&done));
                (path, problem.with("cause", source.message()))
            }
            Self::Stdout { source } => {
                return Message::new("write.stdout").with("cause", source.message());
            }
        };
        Message::at(path, None, problem)
    }
}

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, device or pipe.
    File(PathBuf),
}

impl Target {
    /// The target that `-o ARGUMENT` means: `-` is standard output.
    pub fn from_argument(argument: &OsStr) -> Self {
        if argument == "-" {
            Self::Stdout
        } else {
            Self::File(argument.into())
        }
    }

    /// Writes all of `bytes` to it.
    pub fn write(&self, bytes: &[u8]) -> Result<(), WriteError> {
        match self {
            Self::Stdout => write_stdout(bytes),
            Self::File(path) => write_atomically(path, bytes),
        }
    }
}

/// Whether the reader of a pipe has gone (`lobgraaf … | head`), which ends the work in good order.
pub fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Writes to standard output and flushes it; a reader that has gone is no error.
pub fn write_stdout(bytes: &[u8]) -> Result<(), WriteError> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(source) if !is_broken_pipe(&source) => Err(WriteError::Stdout { source }),
        _ => Ok(()),
    }
}

/// Replaces or makes the file `path`, whole or not at all; see the module.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    stage(path, bytes)?.finish()
}

/// Writes several files: first every temporary file, the renames last, so that a full disk or a
/// folder without permission changes none of them.
pub fn write_all<P: AsRef<Path>, B: AsRef<[u8]>>(files: &[(P, B)]) -> Result<(), WriteError> {
    let mut staged: Vec<Staged<'_>> = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let new = stage(path.as_ref(), bytes.as_ref())?;
        if staged.iter().any(|other| other.target() == new.target()) {
            return Err(WriteError::Twice {
                path: path.as_ref().to_owned(),
            });
        }
        staged.push(new);
    }
    // What is written through fails more easily than a rename: it goes first.
    staged.sort_by_key(|one| matches!(one, Staged::Rename { .. }));
    let mut done = Vec::with_capacity(staged.len());
    for one in staged {
        let path = one.target().to_owned();
        match one.finish() {
            Ok(()) => done.push(path),
            Err(error) if done.is_empty() => return Err(error),
            Err(error) => {
                return Err(WriteError::Partly {
                    path,
                    done,
                    source: Box::new(error),
                });
            }
        }
    }
    Ok(())
}

/// Bytes on their way to a file.
enum Staged<'a> {
    /// Written and synced beside its target.
    Rename {
        file: NamedTempFile,
        target: PathBuf,
        folder: PathBuf,
    },
    /// To be written through.
    Through { path: PathBuf, bytes: &'a [u8] },
}

impl Staged<'_> {
    fn target(&self) -> &Path {
        match self {
            Self::Rename { target, .. } => target,
            Self::Through { path, .. } => path,
        }
    }

    fn finish(self) -> Result<(), WriteError> {
        match self {
            Self::Through { path, bytes } => write_through(path, bytes),
            Self::Rename {
                file,
                target,
                folder,
            } => match file.persist(&target) {
                Ok(_) => sync_folder(&folder).map_err(|source| WriteError::Through {
                    path: target,
                    source,
                }),
                // Dropping the file that comes back removes it.
                Err(failed) => Err(WriteError::Refused {
                    path: target,
                    source: failed.error,
                }),
            },
        }
    }
}

fn stage<'a>(path: &Path, bytes: &'a [u8]) -> Result<Staged<'a>, WriteError> {
    let existing = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(WriteError::IsFolder {
                path: path.to_owned(),
            });
        }
        Ok(metadata) if !metadata.is_file() => {
            return Ok(Staged::Through {
                path: path.to_owned(),
                bytes,
            });
        }
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => {
            return Err(WriteError::Refused {
                path: path.to_owned(),
                source,
            });
        }
    };
    let Some(target) = resolve(path)? else {
        return Ok(Staged::Through {
            path: path.to_owned(),
            bytes,
        });
    };
    let folder = folder_of(path, &target)?;
    let refused = |source| WriteError::Refused {
        path: path.to_owned(),
        source,
    };
    if existing.is_some() {
        // The permissions of the file itself count, though a rename would only ask the folder's.
        OpenOptions::new()
            .write(true)
            .open(&target)
            .map_err(refused)?;
    }
    let file = temporary(&folder, &target, existing.as_ref(), bytes).map_err(refused)?;
    Ok(Staged::Rename {
        file,
        target,
        folder,
    })
}

/// Follows symbolic links, also one whose target is not there yet. `None` for a file that is only
/// reached through `/proc` or `/dev`, such as `/dev/stdout`: it belongs to who opened it.
fn resolve(path: &Path) -> Result<Option<PathBuf>, WriteError> {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        if place.starts_with("/proc") || place.starts_with("/dev/fd") {
            return Ok(None);
        }
        let Ok(next) = fs::read_link(&place) else {
            return Ok(Some(place));
        };
        place = place.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(WriteError::LinkCircle {
        path: path.to_owned(),
    })
}

fn folder_of(path: &Path, target: &Path) -> Result<PathBuf, WriteError> {
    let slash = target.as_os_str().as_encoded_bytes().ends_with(b"/");
    if slash || target.file_name().is_none() {
        return Err(WriteError::NoFileName {
            path: path.to_owned(),
        });
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(WriteError::NoFolder {
            path: path.to_owned(),
            folder,
        })
    }
}

fn temporary(
    folder: &Path,
    target: &Path,
    existing: Option<&Metadata>,
    bytes: &[u8],
) -> io::Result<NamedTempFile> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A new file gets what any new file gets: all that the umask leaves.
        let mode = if existing.is_some() { 0o600 } else { 0o666 };
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(metadata) = existing {
        keep_owner(file.as_file(), metadata);
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Gives the new file the owner and group of the old one, where the system allows it.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if file
        .metadata()
        .is_ok_and(|new| (new.uid(), new.gid()) != (old.uid(), old.gid()))
    {
        // Only root may give files away; for all others the file is theirs, as with any editor.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network file systems sync no folders, and a folder may be writable yet unreadable.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn write_through(path: PathBuf, bytes: &[u8]) -> Result<(), WriteError> {
    // Appending, so that `-o /dev/stdout >> FILE` keeps what the file has.
    let written = OpenOptions::new()
        .append(true)
        .open(&path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.flush()
        });
    match written {
        Err(source) if !is_broken_pipe(&source) => Err(WriteError::Through { path, source }),
        _ => Ok(()),
    }
}
