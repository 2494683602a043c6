//! Files are replaced whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use lobgraaf::store::write::{
    Target, WriteError, is_broken_pipe, write_all, write_atomically, write_stdout,
};
use tempfile::tempdir;

use crate::support::skip;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn makes_and_replaces() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.ttl");
    write_atomically(&path, b"one").unwrap();
    write_atomically(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(folder.path()), ["a.ttl"]);
}

#[test]
fn a_dash_is_standard_output() {
    assert_eq!(Target::from_argument("-".as_ref()), Target::Stdout);
    assert_eq!(
        Target::from_argument("./-".as_ref()),
        Target::File(PathBuf::from("./-"))
    );
    let folder = tempdir().unwrap();
    let target = Target::File(folder.path().join("x"));
    target.write(b"x").unwrap();
    assert_eq!(names(folder.path()), ["x"]);
}

#[test]
fn says_what_cannot_be_a_file() {
    let folder = tempdir().unwrap();
    let is_folder = write_atomically(folder.path(), b"x").unwrap_err();
    assert!(
        matches!(is_folder, WriteError::IsFolder { .. }),
        "{is_folder}"
    );
    let missing = write_atomically(&folder.path().join("no/file"), b"x").unwrap_err();
    assert!(matches!(missing, WriteError::NoFolder { .. }), "{missing}");
    assert!(
        missing.to_string().contains("there is no folder"),
        "{missing}"
    );
    let slash = write_atomically(&folder.path().join("new/"), b"x").unwrap_err();
    assert!(matches!(slash, WriteError::NoFileName { .. }), "{slash}");
    let empty = write_atomically(Path::new(""), b"x").unwrap_err();
    assert!(matches!(empty, WriteError::NoFileName { .. }), "{empty}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn several_files_all_or_none() {
    let folder = tempdir().unwrap();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    fs::write(&a, "old").unwrap();
    let bad = folder.path().join("no/b");
    write_all(&[(&a, "new"), (&bad, "new")]).unwrap_err();
    assert_eq!(fs::read(&a).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a"]);
    write_all(&[(&a, "new"), (&b, "new")]).unwrap();
    assert_eq!(fs::read(&a).unwrap(), b"new");
    assert_eq!(fs::read(&b).unwrap(), b"new");
    let twice = write_all(&[(&a, "x"), (&a, "y")]).unwrap_err();
    assert!(matches!(twice, WriteError::Twice { .. }), "{twice}");
    assert_eq!(fs::read(&a).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a", "b"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixStream;

    use super::*;

    #[test]
    fn keeps_permissions_and_links() {
        let folder = tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("file", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_link(&link).unwrap(), Path::new("file"));
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o7777,
            0o640
        );
    }

    #[test]
    fn a_new_file_has_the_permissions_of_any_new_file() {
        let folder = tempdir().unwrap();
        let (ours, other) = (folder.path().join("ours"), folder.path().join("other"));
        write_atomically(&ours, b"").unwrap();
        fs::write(&other, "").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&other));
    }

    #[test]
    fn follows_a_link_to_a_file_that_is_not_there_yet() {
        let folder = tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("later", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(names(folder.path()), ["later", "link"]);
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        write_atomically(&circle, b"new").unwrap_err();
        assert_eq!(fs::read_link(&circle).unwrap(), Path::new("circle"));
    }

    #[test]
    fn a_full_device_is_an_error() {
        if !Path::new("/dev/full").exists() {
            skip("/dev/full", "it is not there");
            return;
        }
        let full = write_atomically(Path::new("/dev/full"), b"x").unwrap_err();
        assert!(matches!(full, WriteError::Through { .. }), "{full}");
        write_atomically(Path::new("/dev/null"), b"x").unwrap();
        let folder = tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "old").unwrap();
        write_all(&[(file.as_path(), "new"), (Path::new("/dev/full"), "x")]).unwrap_err();
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn a_folder_without_permission_is_an_error() {
        let folder = tempdir().unwrap();
        let shut = folder.path().join("shut");
        fs::create_dir(&shut).unwrap();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o500)).unwrap();
        // Root may write anywhere.
        if fs::write(shut.join("probe"), "").is_err() {
            let refused = write_atomically(&shut.join("file"), b"x").unwrap_err();
            assert!(matches!(refused, WriteError::Refused { .. }), "{refused}");
            assert!(names(&shut).is_empty());
        }
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_pipe_is_written_through() {
        let folder = tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        if !Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .is_ok_and(|status| status.success())
        {
            skip("mkfifo", "it cannot be run");
            return;
        }
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        write_atomically(&pipe, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), b"through");
        assert_eq!(names(folder.path()), ["pipe"]);
    }

    #[test]
    fn a_closed_pipe_is_known() {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        drop(theirs);
        assert!(is_broken_pipe(&ours.write_all(b"x").unwrap_err()));
        assert!(!is_broken_pipe(&io::Error::other("x")));
    }

    /// What the next test runs in a process of its own.
    #[test]
    fn child_that_writes_much() {
        if std::env::var_os("LOBGRAAF_TEST_CHILD").is_some() {
            let written = write_stdout(&vec![b'x'; 1 << 20]);
            std::process::exit(if written.is_ok() { 0 } else { 3 });
        }
    }

    fn child() -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "suites::write::unix::child_that_writes_much",
            "--nocapture",
        ]);
        command
            .env("LOBGRAAF_TEST_CHILD", "1")
            .stderr(Stdio::null());
        command
    }

    #[test]
    fn a_reader_that_goes_ends_the_work_in_good_order() {
        let mut child = child().stdout(Stdio::piped()).spawn().unwrap();
        let mut some = [0; 64];
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut some).unwrap();
        drop(out);
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }

    #[test]
    fn standard_output_by_name_appends() {
        if !Path::new("/dev/stdout").exists() {
            return;
        }
        let folder = tempdir().unwrap();
        let log = folder.path().join("log");
        fs::write(&log, "old\n").unwrap();
        let out = fs::OpenOptions::new().append(true).open(&log).unwrap();
        let path = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&out));
        if Path::new(&path).exists() {
            write_atomically(Path::new(&path), b"new\n").unwrap();
            assert_eq!(fs::read_to_string(&log).unwrap(), "old\nnew\n");
        }
    }
}
