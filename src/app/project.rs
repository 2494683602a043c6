//! A project: a folder with `lobgraaf.toml`, or the copy inside the program.
//! Room `app`.

mod config;
mod files;

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::app::AppError;
use crate::core::iri::Prefixes;
use crate::query::catalogue::Catalogue;
use crate::store::journal;
use crate::store::load::SourceFile;
use crate::store::mappings;
use crate::store::memory::GraphStore;

pub use config::{
    ChecklistQueries, Config, GraphRole, GuidelineQueries, IntakeTerms, Linked, StatementTerms,
};
pub use files::ProjectFile;
use files::{
    collect_embedded, files_below, is_answer, is_former, is_mappings, is_metadata, is_query,
    is_rdf, read_text,
};

/// The name that makes a folder a project.
pub const CONFIG_FILE: &str = "lobgraaf.toml";

static EMBEDDED_CONFIG: &str = include_str!("../../lobgraaf.toml");
static EMBEDDED: [(&str, Dir<'_>); 3] = [
    ("ontology", include_dir!("$CARGO_MANIFEST_DIR/ontology")),
    ("data", include_dir!("$CARGO_MANIFEST_DIR/data")),
    ("queries", include_dir!("$CARGO_MANIFEST_DIR/queries")),
];

/// An opened project. Its triples are loaded by [`Project::load`].
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder; `None` for the copy inside the program.
    pub root: Option<PathBuf>,
    pub config: Config,
    pub prefixes: Prefixes,
    pub queries: Catalogue,
    /// RDF files below `ontology/` and `data/`, by path.
    pub files: Vec<ProjectFile>,
    /// RDF files with former versions of examples that were taken in, by path: they are not loaded.
    pub former: Vec<ProjectFile>,
    /// Mapping sets, `data/mappings/NAME.sssom.tsv`, by path.
    pub mappings: Vec<ProjectFile>,
    /// What is said of sets whose metadata stand beside their rows, `NAME.sssom.yml`, by path.
    pub metadata: Vec<ProjectFile>,
    /// Expected answers of the competency questions, `NAME.expected.csv` beside each.
    pub answers: Vec<ProjectFile>,
}

impl Project {
    /// Opens the project in `folder`.
    pub fn open(folder: &Path) -> Result<Self, AppError> {
        let path = folder.join(CONFIG_FILE);
        if !path.is_file() {
            return Err(AppError::NoProject {
                path: folder.to_owned(),
            });
        }
        let config = read_text(&path)?;
        let files = journal::reading(folder, || files_below(folder))?;
        Self::assemble(Some(folder.to_owned()), &path, &config, files)
    }

    /// Opens the copy inside the program.
    pub fn embedded() -> Result<Self, AppError> {
        let mut files = Vec::new();
        for (name, folder) in &EMBEDDED {
            collect_embedded(Path::new(name), folder, &mut files);
        }
        Self::assemble(None, Path::new(CONFIG_FILE), EMBEDDED_CONFIG, files)
    }

    /// Opens `folder` if given; else the nearest project at or above `current`; else the copy
    /// inside the program.
    pub fn locate(folder: Option<&Path>, current: &Path) -> Result<Self, AppError> {
        if let Some(folder) = folder {
            return Self::open(folder);
        }
        match current
            .ancestors()
            .find(|folder| folder.join(CONFIG_FILE).is_file())
        {
            Some(folder) => Self::open(folder),
            None => Self::embedded(),
        }
    }

    fn assemble(
        root: Option<PathBuf>,
        config_path: &Path,
        config: &str,
        mut files: Vec<ProjectFile>,
    ) -> Result<Self, AppError> {
        let config: Config = toml::from_str(config).map_err(|error| AppError::Config {
            path: config_path.to_owned(),
            message: error.to_string(),
        })?;
        let mut prefixes = Prefixes::default();
        config
            .prefixes
            .iter()
            .for_each(|(prefix, iri)| prefixes.insert(prefix, iri));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let (queries, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_query);
        let queries = queries.iter().map(|file| (&*file.path, &*file.bytes));
        let queries = Catalogue::read(queries);
        let (answers, others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_answer);
        let (mappings, others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_mappings);
        let (metadata, others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_metadata);
        let rdf = others.into_iter().filter(is_rdf);
        let (former, files) = rdf.partition(is_former);
        Ok(Self {
            root,
            config,
            prefixes,
            queries,
            files,
            former,
            mappings,
            metadata,
            answers,
        })
    }

    /// A store with every RDF file of the project, each in the graph that it declares.
    pub fn load(&self) -> Result<GraphStore, AppError> {
        let mut sources = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let path = self.display_path(&file.path);
            let source = SourceFile::from_bytes(&path, file.bytes.clone())?;
            if source.declared_graph().is_none() && !source.format.supports_datasets() {
                return Err(AppError::NoGraph { path: source.path });
            }
            sources.push(source);
        }
        let graph = format!("{}graph/", self.config.base);
        let files: Vec<_> = sources
            .iter()
            .map(|source| (source, graph.as_str()))
            .collect();
        let store = GraphStore::new()?;
        store.load_all(&files)?;
        for file in &self.mappings {
            let path = self.display_path(&file.path);
            let beside = self.metadata_of(file).map(|beside| beside.bytes.clone());
            let set = mappings::read_valid(&path, file.bytes.clone(), beside)?;
            store.add(mappings::quads(&set))?;
        }
        Ok(store)
    }

    /// The external metadata file of a mapping set, if there is one.
    pub fn metadata_of(&self, mappings: &ProjectFile) -> Option<&ProjectFile> {
        let mut names = mappings::metadata_names(&mappings.path).into_iter();
        names.find_map(|name| self.metadata.iter().find(|file| file.path == name))
    }

    /// The line of the configuration that gives `key`.
    pub fn config_line(&self, key: &str) -> Option<u64> {
        let text = match &self.root {
            Some(root) => read_text(&root.join(CONFIG_FILE)).ok()?,
            None => EMBEDDED_CONFIG.to_owned(),
        };
        let is_of_key = |line: &str| {
            let rest = line.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let place = text.lines().position(is_of_key)?;
        u64::try_from(place + 1).ok()
    }

    /// The path to show for a file of the project.
    pub fn display_path(&self, path: &Path) -> PathBuf {
        self.root
            .as_ref()
            .map_or_else(|| path.to_owned(), |root| root.join(path))
    }
}
