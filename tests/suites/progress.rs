//! Reading a large file is told, a small one is not, and nothing of it reaches a pipe.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;

use lobgraaf::app::progress::Progress;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::language::Language;

use crate::support::root;

#[derive(Default)]
struct Heard(RefCell<Vec<String>>);

impl Progress for Heard {
    fn begin(&self, path: &Path, bytes: u64) {
        let name = path.file_name().unwrap().to_string_lossy();
        self.0.borrow_mut().push(format!("{name} {}", bytes >> 20));
    }

    fn end(&self) {
        self.0.borrow_mut().push("end".to_owned());
    }
}

/// A Turtle file of so many megabytes with one triple.
fn file(folder: &Path, name: &str, megabytes: usize) -> PathBuf {
    let path = folder.join(name);
    let line = format!("#{}\n", "-".repeat(1022));
    let text = line.repeat(megabytes * 1024) + "<http://e/a> <http://e/b> 1 .\n";
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn large_files_are_told_of_and_not_in_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let (large, small) = (
        file(folder.path(), "large.ttl", 21),
        file(folder.path(), "small.ttl", 1),
    );
    let broken = file(folder.path(), "broken.ttl", 21);
    std::fs::write(&broken, std::fs::read_to_string(&broken).unwrap() + "<").unwrap();
    let sources = |files: &[&PathBuf]| Sources {
        project: Some(root().join("tests/fixtures/mini")),
        files: files.iter().map(|&path| path.clone()).collect(),
        added: Vec::new(),
    };
    let heard = Heard::default();
    let open = |files: &[&PathBuf]| {
        Session::open_telling(&sources(files), Language::English, &heard).map(|_| ())
    };
    open(&[&small, &large]).unwrap();
    open(&[&broken]).unwrap_err();
    let lines = heard.0.borrow().clone();
    assert_eq!(lines, ["large.ttl 21", "end", "broken.ttl 21", "end"]);
    let output = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
        .args(["export", "--file"])
        .arg(&large)
        .output()
        .unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
}
