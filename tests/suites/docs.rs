//! Every command that the README and the example of checklists show works as shown: status 0,
//! something on standard output or a file, nothing on standard error that is an error. It runs in a
//! folder with nothing but the examples, as a newcomer with the installed program would.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{files_with_ending, root};

/// The lines after `$ ` in the console blocks of a page, without the remark at the end.
fn commands(page: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("$ "));
    lines
        .map(|line| line.split("  #").next().unwrap_or(line).trim().to_owned())
        .collect()
}

#[test]
fn every_command_of_the_readmes_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut thesaurus = GzEncoder::new(Vec::new(), Compression::default());
    thesaurus
        .write_all(
            b"<http://e.org/a> <http://www.w3.org/2004/02/skos/core#narrower> <http://e.org/b> .
              <http://e.org/b> <http://www.w3.org/2004/02/skos/core#prefLabel> \"networking\"@en .",
        )
        .unwrap();
    std::fs::write(
        folder.path().join("thesaurus.ttl.gz"),
        thesaurus.finish().unwrap(),
    )
    .unwrap();
    for (name, child) in [("old.ttl", "b"), ("new.ttl", "c")] {
        let text = format!(
            "<http://e.org/a> <http://www.w3.org/2004/02/skos/core#narrower> <http://e.org/{child}> ."
        );
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let answers = root().join("examples");
    for path in files_with_ending(&answers, "toml") {
        let target = folder.path().join(path.strip_prefix(root()).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&path, target).unwrap();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_lobgraaf"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut every = Vec::new();
    for (page, least) in [("README.md", 18), ("examples/checklist/README.md", 4)] {
        let found = commands(&root().join(page));
        assert!(
            found.len() >= least,
            "{page} shows {} commands",
            found.len()
        );
        every.extend(found);
    }
    for command in every {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env_remove("LOBGRAAF_LANG")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {told}");
        let writes_a_file = command.contains(" -o ");
        assert!(
            writes_a_file || output.stdout.len() > 40,
            "{command}: shows nothing"
        );
    }
}

#[test]
fn links_of_the_pages_lead_somewhere() {
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/checklist.md",
        "docs/queries.md",
        "docs/schemas/README.md",
        "examples/checklist/README.md",
    ] {
        let path = root().join(page);
        let text = std::fs::read_to_string(&path).unwrap();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !target.contains("://") && !target.starts_with('#') {
                let file = path.parent().unwrap().join(target);
                assert!(file.exists(), "{page}: {target} is not there");
            }
        }
    }
}
