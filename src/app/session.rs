//! A project with the triples that a command works on.
//! Room `app`.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::store::load::SourceFile;
use crate::store::memory::GraphStore;

/// Which project and which files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Folder of the project; else the nearest one, else the one inside the program.
    pub project: Option<PathBuf>,
    /// Foreign RDF files that stand instead of the project's data.
    pub files: Vec<PathBuf>,
    /// RDF files that stand beside the data.
    pub added: Vec<PathBuf>,
}

/// The opened project and the loaded triples.
pub struct Session {
    pub project: Project,
    pub store: GraphStore,
    pub language: Language,
    files: Vec<PathBuf>,
}

impl Session {
    /// Opens the project and loads what `sources` names.
    pub fn open(sources: &Sources, language: Language) -> Result<Self, AppError> {
        let current = std::env::current_dir().unwrap_or_default();
        let project = Project::locate(sources.project.as_deref(), &current)?;
        let files = sources.files.clone();
        let store = if files.is_empty() {
            project.load()?
        } else {
            GraphStore::new()?
        };
        for path in files.iter().chain(&sources.added) {
            store.load(&SourceFile::read(path)?, &file_graph(path))?;
        }
        Ok(Self {
            project,
            store,
            language,
            files,
        })
    }

    /// Whether foreign files stand instead of the project's data.
    pub fn is_foreign(&self) -> bool {
        !self.files.is_empty()
    }

    /// The names of the foreign files, for pages; `None` when the project's data are shown.
    pub fn file_names(&self) -> Option<String> {
        let name = |path: &PathBuf| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        self.is_foreign()
            .then(|| self.files.iter().map(name).collect::<Vec<_>>().join(", "))
    }
}

/// The graph for the triples of a foreign file that names none itself.
pub fn file_graph(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '-'
        }
    };
    format!("urn:file:{}", name.chars().map(plain).collect::<String>())
}
