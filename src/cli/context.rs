//! What every command needs: the project, the store, the language.
//! Room `cli`.

use std::path::PathBuf;

use crate::app::project::Project;
use crate::cli::args::Common;
use crate::cli::report::CliError;
use crate::core::language::Language;
use crate::store::load::SourceFile;
use crate::store::memory::GraphStore;

/// The opened project and, once loaded, its triples.
pub struct Context {
    pub project: Project,
    pub language: Language,
    /// Foreign files that stand instead of the project's data.
    pub files: Vec<PathBuf>,
    added: Vec<PathBuf>,
}

impl Context {
    /// Finds the project as DESIGN 5 has it: `--project`, the nearest one, the embedded one.
    pub fn open(common: &Common) -> Result<Self, CliError> {
        let current = std::env::current_dir().unwrap_or_default();
        let project = Project::locate(common.project.as_deref(), &current)?;
        let (files, added) = (common.file.clone(), common.add.clone());
        Ok(Self {
            project,
            language: common.language(),
            files,
            added,
        })
    }

    /// Whether foreign files stand instead of the project's data.
    pub fn is_foreign(&self) -> bool {
        !self.files.is_empty()
    }

    /// Loads the project's files, or the foreign ones instead, and what `--add` names beside.
    pub fn load(&self) -> Result<GraphStore, CliError> {
        let store = if self.is_foreign() {
            GraphStore::new()?
        } else {
            self.project.load()?
        };
        for (path, graph) in self.foreign_files() {
            let file = SourceFile::read(&path)?;
            store.load(&file, &graph)?;
        }
        Ok(store)
    }

    /// The files that `--file` and `--add` name, each with the graph for its triples where it
    /// names none itself.
    pub fn foreign_files(&self) -> Vec<(PathBuf, String)> {
        let files = self.files.iter().chain(&self.added);
        files.map(|path| (path.clone(), file_graph(path))).collect()
    }
}

/// The graph for the triples of a foreign file that names none itself.
fn file_graph(path: &std::path::Path) -> String {
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
