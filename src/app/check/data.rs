//! Reading what is to be checked: a file that cannot be read as RDF is a finding, and the others
//! are read all the same.
//! Room `app`.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::check::builtin::{self, BuiltIn};
use crate::app::check::{CheckOptions, Checked, Subject};
use crate::app::link::sets::LinkFile;
use crate::app::progress::{self, Progress};
use crate::app::project::Project;
use crate::app::session::{Sources, file_graph};
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::message::{self, Tell};
use crate::store::StoreError;
use crate::store::load::SourceFile;
use crate::store::mappings;
use crate::store::memory::GraphStore;

/// Loaded data, its files, and what was wrong with them.
pub struct CheckedData {
    pub store: GraphStore,
    /// The files that were read, to find lines in.
    pub sources: Vec<SourceFile>,
    /// The mapping sets to check.
    pub links: Vec<LinkFile>,
    /// Graphs that the project's own files fill, and which file each is first met in.
    graphs: Vec<(String, PathBuf)>,
    /// Rule and place of what is wrong; told in a language only later.
    wrong: Vec<(BuiltIn, StoreError)>,
    undeclared: Vec<PathBuf>,
    /// What could not be read at all.
    pub errors: Vec<AppError>,
}

impl CheckedData {
    /// Nothing read yet.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            store: GraphStore::new()?,
            sources: Vec::new(),
            links: Vec::new(),
            graphs: Vec::new(),
            wrong: Vec::new(),
            undeclared: Vec::new(),
            errors: Vec::new(),
        })
    }

    /// The files of a project, each in the graph that it declares.
    pub fn of_project(project: &Project) -> Result<Self, AppError> {
        let mut data = Self::new()?;
        for file in &project.files {
            let path = project.display_path(&file.path);
            match SourceFile::from_bytes(&path, file.bytes.clone()) {
                Ok(source) => data.add_own(project, source),
                Err(error) => data.refuse(error),
            }
        }
        data.add_links(project)?;
        Ok(data)
    }

    /// What `sources` names: the project's files or foreign ones instead, and those beside them.
    /// `progress` hears which large files are read.
    pub fn of_sources(
        project: &Project,
        sources: &Sources,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let mut data = match sources.files.is_empty() {
            true => Self::of_project(project)?,
            false => Self::new()?,
        };
        for path in sources.files.iter().chain(&sources.added) {
            progress::reading(progress, path, || data.read(path, &file_graph(path)));
        }
        Ok(data)
    }

    /// The project's mapping sets, and the triples of those that are valid.
    fn add_links(&mut self, project: &Project) -> Result<(), AppError> {
        let (links, errors) = LinkFile::of_project(project);
        for error in errors {
            match error {
                AppError::Store(error) => self.refuse(error),
                other => self.errors.push(other),
            }
        }
        for file in links.iter().filter(|file| file.is_valid) {
            self.store.add(mappings::quads(&file.set))?;
            if let Some(id) = file.set.id() {
                self.graphs.push((id.to_owned(), file.path.clone()));
            }
        }
        self.links = links;
        Ok(())
    }

    fn add_own(&mut self, project: &Project, source: SourceFile) {
        let path = source.path.clone();
        let known = self.store.graphs().unwrap_or_default();
        match source.declared_graph() {
            Some(graph) => self.graphs.push((graph.to_owned(), path.clone())),
            None if source.format.supports_datasets() => {}
            None => self.undeclared.push(path.clone()),
        }
        let names_graphs = source.format.supports_datasets();
        self.add(source, &format!("{}graph/", project.config.base));
        if names_graphs {
            let all = self.store.graphs().unwrap_or_default();
            let new = all.into_iter().filter(|graph| !known.contains(graph));
            self.graphs.extend(new.map(|graph| (graph, path.clone())));
        }
    }

    /// Adds a file; triples that are in no graph go to `graph`.
    pub fn add(&mut self, source: SourceFile, graph: &str) {
        if let Err(error) = self.store.load(&source, graph) {
            self.refuse(error);
        }
        self.sources.push(source);
    }

    /// Reads a file of somebody else and adds it.
    pub fn read(&mut self, path: &Path, graph: &str) {
        match SourceFile::read(path) {
            Ok(source) => self.add(source, graph),
            Err(error) => self.refuse(error),
        }
    }

    /// Shapes of somebody else: what is wrong with them is an error, for then nothing is checked.
    pub fn of_shapes(paths: &[PathBuf]) -> Result<Self, AppError> {
        let shapes = Self::new()?;
        for path in paths {
            shapes.store.load(&SourceFile::read(path)?, "urn:shapes")?;
        }
        Ok(shapes)
    }

    /// What the file says wrongly is a finding; that it is not there, or no RDF file at all, is
    /// an error.
    fn refuse(&mut self, error: StoreError) {
        match error {
            StoreError::Gzip { .. }
            | StoreError::NotUtf8 { .. }
            | StoreError::TooDeep { .. }
            | StoreError::Syntax { .. }
            | StoreError::SyntaxOnLine { .. }
            | StoreError::SyntaxWithoutPlace { .. } => self.wrong.push((builtin::SYNTAX, error)),
            StoreError::BadGraph { .. } => self.wrong.push((builtin::GRAPH_DECLARED, error)),
            other => self.errors.push(other.into()),
        }
    }
}

/// Turns what was wrong with the files into findings.
pub fn report(
    project: &Project,
    data: &CheckedData,
    subject: Subject,
    options: &CheckOptions,
    checked: &mut Checked,
) {
    let language = options.language;
    checked.rules.push(builtin::SYNTAX.rule(language));
    for (rule, error) in &data.wrong {
        checked.findings.push(unreadable(*rule, error, language));
    }
    if subject == Subject::Foreign {
        return;
    }
    checked.rules.push(builtin::GRAPH_DECLARED.rule(language));
    checked.rules.push(builtin::GRAPH_ROLE.rule(language));
    for path in &data.undeclared {
        let mut finding = builtin::GRAPH_DECLARED.finding(language, &[]);
        finding.file = Some(path.clone());
        finding.line = Some(1);
        checked.findings.push(finding);
    }
    for (graph, path) in &data.graphs {
        if project.config.role(graph).is_none() {
            let mut finding = builtin::GRAPH_ROLE.finding(language, &[("graph", graph)]);
            finding.focus = Some(graph.clone());
            finding.file = Some(path.clone());
            finding.line = Some(1);
            checked.findings.push(finding);
        }
    }
}

/// A finding of a file that cannot be read.
pub(super) fn unreadable(rule: BuiltIn, error: &StoreError, language: Language) -> Finding {
    let (text, path, line) = match error {
        StoreError::Syntax {
            path,
            line,
            message,
            ..
        }
        | StoreError::SyntaxOnLine {
            path,
            line,
            message,
        } => (message.clone(), Some(path), Some(*line)),
        StoreError::SyntaxWithoutPlace { path, message } => (message.clone(), Some(path), None),
        StoreError::NotUtf8 { path, line } => {
            let text = message::text(language, "check.not-utf8", &[]);
            (text, Some(path), u64::try_from(*line).ok())
        }
        StoreError::TooDeep { path, limit } => {
            let limit = limit.to_string();
            let text = message::text(language, "check.too-deep", &[("limit", &limit)]);
            (text, Some(path), None)
        }
        StoreError::Gzip { path, .. } => {
            let text = message::text(language, "check.not-gzip", &[]);
            (text, Some(path), None)
        }
        StoreError::BadGraph { path, graph } => {
            let text = message::text(language, "check.bad-graph", &[("graph", graph)]);
            (text, Some(path), Some(1))
        }
        other => (other.message().in_language(language), None, None),
    };
    let mut finding = rule.finding(language, &[("text", &text)]);
    if matches!(error, StoreError::Gzip { .. }) {
        let remedy = message::text(language, "check.not-gzip.remedy", &[]);
        finding.remedy = Some(remedy);
    }
    finding.file = path.cloned();
    finding.line = line;
    finding
}
