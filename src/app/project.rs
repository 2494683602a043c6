//! A project: a folder with `lobgraaf.toml`, or the copy inside the program.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::app::AppError;
use crate::app::intake::record::FORMER;
use crate::core::iri::Prefixes;
use crate::core::language::{Language, LocalizedText};
use crate::query::catalogue::Catalogue;
use crate::store::journal;
use crate::store::load::{SourceFile, format_of, text_of};
use crate::store::mappings;
use crate::store::memory::GraphStore;

/// The name that makes a folder a project.
pub const CONFIG_FILE: &str = "lobgraaf.toml";

static EMBEDDED_CONFIG: &str = include_str!("../../lobgraaf.toml");
static EMBEDDED: [(&str, Dir<'_>); 3] = [
    ("ontology", include_dir!("$CARGO_MANIFEST_DIR/ontology")),
    ("data", include_dir!("$CARGO_MANIFEST_DIR/data")),
    ("queries", include_dir!("$CARGO_MANIFEST_DIR/queries")),
];

/// What a named graph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GraphRole {
    /// Terms and shapes.
    Vocabulary,
    /// What the source says.
    Stated,
    /// What a curator concludes.
    Curated,
    /// Links to other vocabularies.
    Mappings,
    /// Examples taken in later; stated by those who sent them.
    Intake,
}

impl GraphRole {
    /// The name as written in `lobgraaf.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vocabulary => "vocabulary",
            Self::Stated => "stated",
            Self::Curated => "curated",
            Self::Mappings => "mappings",
            Self::Intake => "intake",
        }
    }
}

/// IRIs of the properties by which a reified statement (`rdf:Statement`) tells why it was made.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StatementTerms {
    /// A text: the reason.
    pub rationale: Option<String>,
    /// A number: how sure it is.
    pub confidence: Option<String>,
    /// The passages that it rests on.
    pub based_on: Option<String>,
    /// The passages in which a thing itself is stated.
    pub stated_in: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct GraphEntry {
    iri: String,
    role: GraphRole,
}

/// Which concepts somebody should look at for every vocabulary that the project links to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Linked {
    /// IRIs of their classes.
    #[serde(default)]
    pub classes: Vec<String>,
    /// IRIs of their schemes.
    #[serde(default)]
    pub schemes: Vec<String>,
}

/// Which queries make up the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChecklistQueries {
    /// The view with what is asked: headings, questions, what is below them, their examples.
    pub view: String,
    /// Values for the parameters of that view.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// `?item ?question ?hint ?full`, in all languages; `?full` is true where the full form asks
    /// it. Its summary is the title, its note says how to fill it in.
    pub questions: String,
    /// `?item ?audience ?level ?label ?order`.
    pub scope: String,
    /// `?framework ?frameworkLabel ?element ?notation ?label ?verdict ?hardly` of what is set
    /// beside, and `?item ?relation ?element ?graph ?confidence` of the links to it.
    pub research: String,
    /// `?example ?number ?title`. Its note says which they are.
    pub examples: String,
    /// The views from which goals and sectors of an activity are chosen.
    pub goals: String,
    pub sectors: String,
    /// The view that ties goals to competencies.
    pub competencies: String,
}

/// Which queries make up the guideline for new examples.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GuidelineQueries {
    /// `?subject ?about ?value`: what the shape says of each field. Its summary is the title of the
    /// form, its note says how to fill it in.
    pub fields: String,
    /// `?list ?option ?about ?value`: what can be chosen.
    pub options: String,
    /// `?key ?option ?example ?graph ?confidence`: which examples belong to which choice of a field.
    pub links: String,
    /// `?example ?key ?text`: the words there are of examples, by the field they come from.
    pub texts: String,
}

/// How examples that are taken in are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IntakeTerms {
    /// What the IRIs of graphs, examples and contributions begin with.
    pub graphs: String,
    pub examples: String,
    pub contributions: String,
    /// What the number of an example begins with as long as it has none: `PREFIX-YEAR-N`.
    pub temporary: String,
    /// Keys of the fields that are the number, the title and the permission to publish.
    pub number: String,
    pub title: String,
    pub permission: String,
    /// Classes: an example, a contribution made with the guideline, one taken over, a value that
    /// was not recognised.
    pub example: String,
    pub guided: String,
    pub migrated: String,
    pub unrecognised_value: String,
    /// Properties: from a contribution to its example and to what was not recognised, from that to
    /// its field.
    pub describes: String,
    pub unrecognised: String,
    pub in_field: String,
    /// The class of a file that was sent in, and its SHA-256.
    pub file: String,
    pub digest: String,
    /// Why a contribution was withdrawn.
    pub reason: String,
    /// The role of who takes examples in, unless told otherwise.
    pub by: String,
    /// Keys of the fields for which `intake suggest` proposes values.
    #[serde(default)]
    pub suggest: Vec<String>,
    /// Keys of the fields of which `intake coverage` tells what few examples are about.
    #[serde(default)]
    pub coverage: Vec<String>,
}

/// The content of `lobgraaf.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    pub name: String,
    pub version: String,
    /// Date of the data, `YYYY-MM-DD`.
    pub date: String,
    pub default_view: String,
    /// What the project's own IRIs begin with.
    #[serde(default)]
    pub base: String,
    /// Views leave out curated links below this confidence unless asked otherwise.
    #[serde(default = "least_confidence")]
    pub least_confidence: f64,
    /// How statements about links say why.
    #[serde(default)]
    pub statement: StatementTerms,
    /// Which concepts are to be linked.
    #[serde(default)]
    pub linked: Linked,
    /// What the checklist is made of; `None`: the project has none.
    pub checklist: Option<ChecklistQueries>,
    /// What the guideline is made of; `None`: the project has none.
    pub guideline: Option<GuidelineQueries>,
    /// How new examples are written; `None`: the project takes none in.
    pub intake: Option<IntakeTerms>,
    #[serde(default)]
    title: BTreeMap<String, String>,
    #[serde(default)]
    source: BTreeMap<String, String>,
    #[serde(default)]
    graphs: Vec<GraphEntry>,
    #[serde(default)]
    prefixes: BTreeMap<String, String>,
}

fn least_confidence() -> f64 {
    0.6
}

impl Config {
    /// What the project is called, in `language`.
    pub fn title(&self, language: Language) -> String {
        localized(&self.title, language).unwrap_or_else(|| self.name.clone())
    }

    /// The line that says where the content comes from.
    pub fn source(&self, language: Language) -> Option<String> {
        localized(&self.source, language)
    }

    /// What the names of mapping sets begin with, if the project says so.
    pub fn mappings_start(&self) -> Option<&str> {
        let mut all = self.graphs.iter();
        let is_of_mappings = |entry: &&GraphEntry| entry.role == GraphRole::Mappings;
        all.find(is_of_mappings)
            .and_then(|entry| entry.iri.strip_suffix('*'))
    }

    /// Whether what the named graph says counts as stated: by the source, the vocabulary or those who
    /// sent an example in.
    pub fn states(&self, graph: &str) -> bool {
        use GraphRole::{Intake, Stated, Vocabulary};
        matches!(self.role(graph), Some(Stated | Vocabulary | Intake))
    }

    /// What the named graph is for; the longest pattern that fits decides.
    pub fn role(&self, graph: &str) -> Option<GraphRole> {
        let fits = |entry: &&GraphEntry| match entry.iri.strip_suffix('*') {
            Some(start) => graph.starts_with(start),
            None => graph == entry.iri,
        };
        self.graphs
            .iter()
            .filter(fits)
            .max_by_key(|entry| entry.iri.len())
            .map(|entry| entry.role)
    }
}

fn localized(texts: &BTreeMap<String, String>, language: Language) -> Option<String> {
    let mut text = LocalizedText::default();
    texts.iter().for_each(|(tag, value)| text.add(tag, value));
    text.pick(language).map(|(text, _)| text.to_owned())
}

/// A file of a project: its path below the project and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

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
        let files = others.into_iter().filter(is_rdf).collect();
        Ok(Self {
            root,
            config,
            prefixes,
            queries,
            files,
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

fn is_query(file: &ProjectFile) -> bool {
    file.path.starts_with("queries") && file.path.extension().is_some_and(|e| e == "rq")
}

fn is_answer(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    file.path.starts_with("queries") && name.ends_with(".expected.csv")
}

fn is_mappings(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    file.path.starts_with("data/mappings") && name.ends_with(".sssom.tsv")
}

fn is_metadata(file: &ProjectFile) -> bool {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let ends = [".sssom.yml", ".sssom.yaml"];
    file.path.starts_with("data/mappings") && ends.iter().any(|end| name.ends_with(end))
}

/// Former versions of examples that were taken in are kept, not loaded.
fn is_rdf(file: &ProjectFile) -> bool {
    !file.path.starts_with("queries")
        && !file.path.starts_with(FORMER)
        && format_of(&file.path).is_ok()
}

/// The files of the project in `folder`, with the changes that count already.
fn files_below(folder: &Path) -> Result<Vec<ProjectFile>, AppError> {
    let mut files = Vec::new();
    for name in ["ontology", "data", "queries"] {
        collect_files(folder, &folder.join(name), &mut files)?;
    }
    let pending = journal::pending(folder)?;
    if !pending.is_empty() {
        let changed: BTreeSet<_> = pending.iter().map(|change| &change.path).collect();
        files.retain(|file| !changed.contains(&file.path));
        let last: BTreeMap<_, _> = pending
            .iter()
            .map(|change| (&change.path, change))
            .collect();
        for change in last
            .into_values()
            .filter(|change| change.path.starts_with("data"))
        {
            if let Some(text) = &change.text {
                files.push(ProjectFile {
                    path: change.path.clone(),
                    bytes: text.clone().into_bytes(),
                });
            }
        }
    }
    Ok(files)
}

fn read_text(path: &Path) -> Result<String, AppError> {
    let bytes = fs::read(path).map_err(|source| AppError::Read {
        path: path.to_owned(),
        source,
    })?;
    Ok(text_of(path, bytes)?)
}

/// All files below `folder`, with paths relative to `root`; hidden ones are passed over.
fn collect_files(root: &Path, folder: &Path, files: &mut Vec<ProjectFile>) -> Result<(), AppError> {
    let read = |source| AppError::Read {
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(read(error)),
    };
    for entry in entries {
        let entry = entry.map_err(read)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect_files(root, &path, files)?;
        } else {
            let bytes = fs::read(&path);
            let name = path.strip_prefix(root).unwrap_or(&path).to_owned();
            // A query that cannot be read stands in the way of nobody who does not ask for it: as
            // an empty one it is told of as a file without a header.
            let bytes = match bytes {
                Err(_) if name.starts_with("queries") => Vec::new(),
                other => other.map_err(|source| AppError::Read { path, source })?,
            };
            files.push(ProjectFile { path: name, bytes });
        }
    }
    Ok(())
}

fn collect_embedded(prefix: &Path, folder: &Dir<'_>, files: &mut Vec<ProjectFile>) {
    for file in folder.files() {
        files.push(ProjectFile {
            path: prefix.join(file.path()),
            bytes: file.contents().to_vec(),
        });
    }
    for inner in folder.dirs() {
        collect_embedded(prefix, inner, files);
    }
}
