//! A project with the triples that a command works on.
//! Room `app`.

use std::path::{Path, PathBuf};

use oxigraph::model::GraphName;

use crate::app::AppError;
use crate::app::progress::{self, Progress, Silent};
use crate::app::project::{GraphRole, Project};
use crate::core::language::Language;
use crate::store::load::SourceFile;
use crate::store::memory::GraphStore;
use crate::store::parse::read_quads;

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
        Self::open_telling(sources, language, &Silent)
    }

    /// As [`Self::open`]; `progress` hears which large files are read.
    pub fn open_telling(
        sources: &Sources,
        language: Language,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let current = std::env::current_dir().unwrap_or_default();
        let project = Project::locate(sources.project.as_deref(), &current)?;
        let files = sources.files.clone();
        let store = if files.is_empty() {
            project.load()?
        } else {
            GraphStore::new()?
        };
        for path in files.iter().chain(&sources.added) {
            progress::reading(progress, path, || -> Result<(), AppError> {
                let file = SourceFile::read(path)?;
                if sources.added.contains(path) {
                    refuse_claims(&project, &file)?;
                }
                Ok(store.load(&file, &file_graph(path))?)
            })?;
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

/// A file that is added beside the project's data may not fill a graph in which the project
/// keeps what its source states, or its vocabulary: the two would be told apart no more.
fn refuse_claims(project: &Project, file: &SourceFile) -> Result<(), AppError> {
    let protected = |graph: &str| {
        matches!(
            project.config.role(graph),
            Some(GraphRole::Stated | GraphRole::Vocabulary)
        )
    };
    let mut claimed = file.declared_graph().map(str::to_owned);
    if claimed.is_none() && file.format.supports_datasets() {
        let quads = read_quads(file, &file_graph(&file.path))?;
        let names = quads.into_iter().filter_map(|quad| match quad.graph_name {
            GraphName::NamedNode(name) => Some(name.into_string()),
            _ => None,
        });
        claimed = names.into_iter().find(|name| protected(name));
    }
    match claimed.filter(|graph| protected(graph)) {
        Some(graph) => Err(AppError::ClaimedGraph {
            path: file.path.clone(),
            graph,
        }),
        None => Ok(()),
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
