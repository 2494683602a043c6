//! A copy of the project to take examples into, and examples to take in. All of them are invented.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::root;

/// A project that can be written to, gone when it is dropped.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A copy of the real project.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["ontology", "data", "queries"] {
            copy(&root().join(name), &folder.path().join(name));
        }
        let config = "lobgraaf.toml";
        std::fs::copy(root().join(config), folder.path().join(config)).unwrap();
        Self { folder }
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The command in it, in Dutch.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
        command
            .current_dir(self.path())
            .args(arguments)
            .env("LOBGRAAF_LANG", "nl");
        command
    }

    /// Runs the command; gives its status, what it printed and what it told.
    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    /// Runs the command, which must end with status 0.
    pub fn done(&self, arguments: &[&str]) -> String {
        let (code, out, told) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {out}{told}");
        out
    }

    /// Files below a folder, relative to the project, without hidden ones.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut open = vec![self.path().join(folder)];
        let mut found = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                let is_hidden = path.file_name().unwrap().to_string_lossy().starts_with('.');
                if path.is_dir() {
                    open.push(path);
                } else if !is_hidden {
                    let path = path.strip_prefix(self.path()).unwrap();
                    found.push(path.to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// Reads a file of it.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Who is told of in the examples; the name must be in no file but the private ones.
pub const PERSON: &str = "Verzonnen Contactpersoon";

/// What an example that can be taken in says: property and object, in Turtle.
pub fn complete(title: &str) -> Said {
    let text = |text: &str| format!("\"{text}\"@nl");
    let plain = |text: &str| format!("\"{text}\"");
    vec![
        ("dct:title", text(title)),
        (
            "dct:description",
            text("Leerlingen gaan in groepjes naar een bedrijf in de buurt."),
        ),
        (
            "lob:inSector",
            "<https://w3id.org/lobgraaf/id/sector/voortgezet-onderwijs>".to_owned(),
        ),
        (
            "lob:goalInOwnWords",
            text("Leerlingen kennen drie beroepen uit de buurt."),
        ),
        (
            "lob:contributesInOwnWords",
            text("Zij stellen hun eigen vragen."),
        ),
        ("lob:experiencedAsSuccessBy", plain("jongeren")),
        ("lob:successExtent", plain("de hele activiteit")),
        (
            "lob:placeInProgramme",
            plain("onderdeel van het LOB-programma"),
        ),
    ]
}

/// The contribution of such an example, in Turtle.
pub fn allowed() -> Said {
    vec![
        ("lob:permissionToPublish", "true".to_owned()),
        ("lob:contactName", format!("\"{PERSON}\"")),
    ]
}

/// Properties with their objects in Turtle.
pub type Said = Vec<(&'static str, String)>;

/// Examples as Turtle: of each what it and its contribution say.
pub fn turtle(examples: &[(Said, Said)]) -> String {
    let mut text = "@prefix lob: <https://w3id.org/lobgraaf/def#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        .to_owned();
    for (place, (example, contribution)) in examples.iter().enumerate() {
        let said = |pairs: &[(&str, String)]| {
            let pairs = pairs
                .iter()
                .map(|(property, object)| format!("; {property} {object} "));
            pairs.collect::<String>()
        };
        text.push_str(&format!(
            "<http://e.org/{place}> a lob:PracticeExample {}.\n\
             <http://e.org/{place}/inbreng> lob:describes <http://e.org/{place}> {}.\n",
            said(example),
            said(contribution),
        ));
    }
    text
}
