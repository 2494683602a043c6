//! What `lobgraaf.toml` says of a project.
//! Room `app`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::core::language::{Language, LocalizedText};

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
    pub(super) prefixes: BTreeMap<String, String>,
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
