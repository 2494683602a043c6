//! A view → a hierarchy: the rows of a named `tree` query, added up.
//! Room `app`. The columns are those of the contract in `docs/queries.md`.

use std::collections::{BTreeMap, HashMap, HashSet};

use oxigraph::model::Term;

use crate::app::AppError;
use crate::app::error::ViewFault;
use crate::app::evaluate::{self, Evaluation};
use crate::app::page_words;
use crate::app::project::{Config, Project};
use crate::app::session::Session;
use crate::core::hierarchy::{Evidence, Hierarchy, HierarchyBuilder, Link, NodeChange};
use crate::core::language::LocalizedText;
use crate::core::message;
use crate::core::table::{Table, term_text};
use crate::query::catalogue::NamedQuery;
use crate::query::header::Kind;
use crate::render::counted::Counted;
use crate::render::drawing::Drawing;
use crate::render::{HierarchyFormat, MermaidForm, Page, Rendered};
use crate::store::memory::GraphStore;

/// Which graphs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Graphs {
    /// All of them.
    #[default]
    All,
    /// Only those that hold what a source states: no curated links, no mappings.
    Stated,
}

/// What to build.
#[derive(Debug, Clone, Default)]
pub struct TreeOptions {
    pub evaluation: Evaluation,
    pub graphs: Graphs,
    /// Curated links below this confidence are left out; `None`: the project's own bound.
    pub least_confidence: Option<f64>,
}

/// A built view with what a page must say about it.
#[derive(Debug, Clone)]
pub struct View {
    /// Name of the query.
    pub name: String,
    /// One line: what it shows.
    pub summary: String,
    /// A remark to repeat, such as how far the numbers reach.
    pub note: Option<String>,
    /// Up to how many examples a node counts as getting little attention.
    pub few: Option<usize>,
    pub hierarchy: Hierarchy,
    /// Whether the query counts examples at all.
    pub has_examples: bool,
    /// Whether any link or example in it is curated.
    pub has_curated: bool,
    /// Whether links to other vocabularies are remarked.
    pub has_links: bool,
    /// Whether its nodes are classes: then they are not called concepts.
    pub has_classes: bool,
    /// What changed at each node, by IRI, where it shows two hierarchies as one.
    pub changes: Option<HashMap<String, NodeChange>>,
}

/// Runs the view `name`.
pub fn view(
    project: &Project,
    store: &GraphStore,
    name: &str,
    options: &TreeOptions,
) -> Result<View, AppError> {
    let query = match project
        .queries
        .find_among(name, |query| query.header.kind == Kind::Tree)
    {
        Ok(query) => query,
        Err(error) => {
            return Err(match project.queries.find(name) {
                Ok(other) => AppError::NoView {
                    name: name.to_owned(),
                    kind: other.header.kind.name(),
                },
                Err(_) => error.into(),
            });
        }
    };
    let table = evaluate::table(project, store, query, &options.evaluation)?;
    let language = options.evaluation.language;
    let mut rows = Rows::new(project, query, &table, options)?;
    rows.read(&table)?;
    let pick = |text: &LocalizedText| text.pick(language).map(|(text, _)| text.to_owned());
    let left_out = left_out(options);
    let has_examples = rows.columns.example.is_some();
    // Where all that was left out was all there is to count, there is no column of zeros, and no
    // remark on how they were counted.
    let has_none = left_out.is_some() && rows.builder.has_no_examples();
    let has_examples = has_examples && !has_none;
    let note = pick(&query.header.note).filter(|_| !has_none);
    let notes: Vec<String> = left_out.iter().cloned().chain(note).collect();
    Ok(View {
        name: query.name.clone(),
        summary: query.header.summary(language).to_owned(),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        // Few examples where many were left out say nothing.
        few: query.header.few.filter(|_| left_out.is_none()),
        has_examples,
        has_curated: rows.has_curated,
        has_links: false,
        has_classes: false,
        changes: None,
        hierarchy: rows.builder.build(language),
    })
}

/// What a reader must know of that is not shown; `None` where the project's own bounds hold.
fn left_out(options: &TreeOptions) -> Option<String> {
    let language = options.evaluation.language;
    match (options.graphs, options.least_confidence) {
        (Graphs::Stated, _) => Some(message::text(language, "tree.stated-only", &[])),
        (Graphs::All, Some(bound)) => {
            let bound = bound.to_string();
            let values = [("confidence", bound.as_str())];
            Some(message::text(language, "tree.confident-only", &values))
        }
        (Graphs::All, None) => None,
    }
}

/// How a view is written.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// Levels to show; `None`: all.
    pub depth: Option<usize>,
    /// Columns of the terminal.
    pub width: usize,
    /// Which of Mermaid's diagrams; `None`: whichever suits.
    pub mermaid: Option<MermaidForm>,
    /// How it is drawn, for the drawn formats.
    pub drawing: Drawing,
}

/// Writes a view in a format, with the source line and the date of the session's data.
pub fn render(
    session: &Session,
    view: &View,
    format: &HierarchyFormat,
    options: &PageOptions,
) -> Result<Rendered, AppError> {
    let config = &session.project.config;
    let counts = view.hierarchy.rolled_up_counts();
    let source = config
        .source(session.language)
        .filter(|_| !session.is_foreign());
    let kinds = page_words::kinds(session, &view.hierarchy);
    let reasons = page_words::reasons(session, &view.hierarchy)?;
    let other_names = match format.has_search() {
        true => page_words::other_names(session, &view.hierarchy)?,
        false => HashMap::new(),
    };
    let page = Page {
        hierarchy: &view.hierarchy,
        counts: &counts,
        language: session.language,
        view: &view.name,
        title: &view.summary,
        note: view.note.as_deref(),
        source: source.as_deref(),
        date: Some(config.date.as_str()).filter(|_| !session.is_foreign()),
        kinds: &kinds,
        reasons: &reasons,
        other_names: &other_names,
        has_counts: view.has_examples,
        counted: Counted::Examples,
        has_curated: view.has_curated,
        few: view.few,
        depth: options.depth,
        width: options.width,
        mermaid: options.mermaid,
        has_links: view.has_links,
        has_classes: view.has_classes,
        changes: view.changes.as_ref(),
        drawing: &options.drawing,
    };
    Ok((format.render)(&page)?)
}

struct Columns {
    node: usize,
    parent: usize,
    label: usize,
    notation: Option<usize>,
    order: Option<usize>,
    kind: Option<usize>,
    example: Option<usize>,
    graph: Option<usize>,
    confidence: Option<usize>,
    link: Option<usize>,
    note: Option<usize>,
}

struct Rows<'a> {
    config: &'a Config,
    project: &'a Project,
    query: &'a NamedQuery,
    columns: Columns,
    graphs: Graphs,
    least_confidence: f64,
    builder: HierarchyBuilder,
    /// Links that a row of their own tells, and whether one of these rows counts.
    told: BTreeMap<(String, String), bool>,
    /// Nodes of rows that do not count.
    dropped: HashSet<String>,
    /// Links met in rows about examples, with what sort they are.
    implied: BTreeMap<(String, String), Option<String>>,
    has_curated: bool,
}

impl<'a> Rows<'a> {
    fn new(
        project: &'a Project,
        query: &'a NamedQuery,
        table: &Table,
        options: &TreeOptions,
    ) -> Result<Self, AppError> {
        let needed = |name: &str| {
            table.column(name).ok_or_else(|| AppError::View {
                view: query.name.clone(),
                fault: ViewFault::NoColumn(name.to_owned()),
            })
        };
        let columns = Columns {
            node: needed("node")?,
            parent: needed("parent")?,
            label: needed("label")?,
            notation: table.column("notation"),
            order: table.column("order"),
            kind: table.column("kind"),
            example: table.column("example"),
            graph: table.column("graph"),
            confidence: table.column("confidence"),
            link: table.column("link"),
            note: table.column("note"),
        };
        Ok(Self {
            config: &project.config,
            project,
            query,
            columns,
            graphs: options.graphs,
            least_confidence: options
                .least_confidence
                .unwrap_or(project.config.least_confidence),
            builder: HierarchyBuilder::default(),
            told: BTreeMap::new(),
            dropped: HashSet::new(),
            implied: BTreeMap::new(),
            has_curated: false,
        })
    }

    /// Rows without an example first: they tell which nodes and links there are. A row with an
    /// example counts only where those leave its node and its link standing.
    fn read(&mut self, table: &Table) -> Result<(), AppError> {
        let has_example = |row: &&Vec<Option<Term>>| {
            self.columns
                .example
                .is_some_and(|column| row[column].is_some())
        };
        let (with_example, without): (Vec<_>, Vec<_>) = table.rows.iter().partition(has_example);
        for row in without {
            self.plain_row(row)?;
        }
        for row in with_example {
            self.example_row(row)?;
        }
        for ((child, parent), kind) in std::mem::take(&mut self.implied) {
            // A link that only rows with an example mention is plain hierarchy.
            if !self.told.contains_key(&(child.clone(), parent.clone())) {
                self.builder.add_link(
                    &child,
                    &parent,
                    Link {
                        evidence: Evidence::Stated,
                        kind,
                    },
                );
            }
        }
        Ok(())
    }

    fn plain_row(&mut self, row: &[Option<Term>]) -> Result<(), AppError> {
        let node = self.node(row)?;
        let evidence = self.row_evidence(row)?;
        if let Some(parent) = self.parent(row) {
            let link = (node.clone(), parent.clone());
            *self.told.entry(link).or_default() |= evidence.is_some();
            if let Some(evidence) = evidence {
                let kind = self
                    .cell(row, self.columns.link)
                    .map(|term| self.compact(term));
                self.has_curated |= evidence != Evidence::Stated;
                self.builder
                    .add_link(&node, &parent, Link { evidence, kind });
            }
        }
        if evidence.is_none() {
            self.dropped.insert(node);
            return Ok(());
        }
        self.describe(&node, row)
    }

    /// In a row with an example, graph and confidence are those of the example.
    fn example_row(&mut self, row: &[Option<Term>]) -> Result<(), AppError> {
        let node = self.node(row)?;
        if let Some(parent) = self.parent(row) {
            let link = (node.clone(), parent);
            if self.told.get(&link) == Some(&false) {
                return Ok(());
            }
            let kind = self
                .cell(row, self.columns.link)
                .map(|term| self.compact(term));
            self.implied.insert(link, kind);
        } else if self.dropped.contains(&node) && !self.builder.contains(&node) {
            return Ok(());
        }
        self.describe(&node, row)?;
        let example = self.cell(row, self.columns.example).map(term_text);
        if let (Some(example), Some(evidence)) = (example, self.row_evidence(row)?) {
            self.has_curated |= evidence != Evidence::Stated;
            self.builder.add_example(&node, &example, evidence);
        }
        Ok(())
    }

    fn cell<'r>(&self, row: &'r [Option<Term>], column: Option<usize>) -> Option<&'r Term> {
        column.and_then(|column| row[column].as_ref())
    }

    fn node(&self, row: &[Option<Term>]) -> Result<String, AppError> {
        let node = self.cell(row, Some(self.columns.node)).map(term_text);
        node.ok_or_else(|| self.wrong(ViewFault::NoNode))
    }

    fn parent(&self, row: &[Option<Term>]) -> Option<String> {
        self.cell(row, Some(self.columns.parent)).map(term_text)
    }

    fn wrong(&self, fault: ViewFault) -> AppError {
        AppError::View {
            view: self.query.name.clone(),
            fault,
        }
    }

    /// Adds label, note, notation, order and kind of a row to its node.
    fn describe(&mut self, node: &str, row: &[Option<Term>]) -> Result<(), AppError> {
        let cell = |column: Option<usize>| column.and_then(|column| row[column].as_ref());
        let order = match cell(self.columns.order).map(term_text) {
            Some(text) => Some(text.parse().map_err(|_| {
                self.wrong(ViewFault::BadOrder {
                    value: text.clone(),
                    node: node.to_owned(),
                })
            })?),
            None => None,
        };
        let kind = cell(self.columns.kind).map(|term| self.compact(term));
        let concept = self.builder.concept_mut(node);
        if let Some(Term::Literal(label)) = cell(Some(self.columns.label)) {
            concept
                .labels
                .add(label.language().unwrap_or(""), label.value());
        }
        if let Some(Term::Literal(note)) = cell(self.columns.note) {
            concept
                .note
                .add(note.language().unwrap_or(""), note.value());
        }
        if let Some(notation) = cell(self.columns.notation) {
            concept.notation = Some(term_text(notation));
        }
        concept.order = order.or(concept.order);
        if let Some(kind) = kind {
            concept.kind = Some(kind);
        }
        Ok(())
    }

    /// The evidence of a row; `None` when the row does not count.
    fn row_evidence(&self, row: &[Option<Term>]) -> Result<Option<Evidence>, AppError> {
        let graph = self.cell(row, self.columns.graph);
        let confidence = self.cell(row, self.columns.confidence);
        // A row without a graph is a fact of the view. A graph that the project knows nothing of
        // states nothing: what it says is possible at best.
        let Some(graph) = graph else {
            return Ok(Some(Evidence::Stated));
        };
        if self.config.states(&term_text(graph)) {
            return Ok(Some(Evidence::Stated));
        }
        if self.graphs == Graphs::Stated {
            return Ok(None);
        }
        let Some(confidence) = confidence else {
            return Ok(Some(Evidence::Possible));
        };
        let text = term_text(confidence);
        let number: f64 = text
            .parse()
            .map_err(|_| self.wrong(ViewFault::BadConfidence(text.clone())))?;
        Ok((number >= self.least_confidence).then(|| Evidence::from_confidence(number)))
    }

    fn compact(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.project.prefixes.compact(node.as_str()),
            other => term_text(other),
        }
    }
}
