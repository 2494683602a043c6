//! One violation of one rule: the data is wrong, the program is not.
//! Room `core`.

use std::path::PathBuf;

use serde::Serialize;

/// How bad a finding is; the names are SHACL's (SHACL 2.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended.
    Warning,
    /// Breaks a rule.
    Violation,
}

impl Severity {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Violation];

    /// The lower-case name used in reports and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Violation => "violation",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What a rule is, for lists and reports: a check of the project, a rule of the program, a shape.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rule {
    /// As in [`Finding::rule`].
    pub name: String,
    /// How bad its findings are where they do not say.
    pub severity: Severity,
    /// One line: what the rule wants.
    pub summary: String,
    /// The section of a standard behind it, if any.
    pub source: Vec<String>,
    pub tags: Vec<String>,
}

/// What a rule wants, with data that keeps it and data that breaks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub rule: Rule,
    pub good: Option<String>,
    pub bad: Option<String>,
}

/// One violation. Fields that are not known are `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Name of the rule: a check's file name, a shape's IRI, or `syntax`, `cycle`, …
    pub rule: String,
    pub severity: Severity,
    /// IRI (or blank node) of the thing that is wrong.
    pub focus: Option<String>,
    /// Label of the focus in the language asked for.
    pub label: Option<String>,
    /// Property concerned, an IRI.
    pub path: Option<String>,
    /// Whether `path` is said not to hold between focus and value; told in texts only.
    #[serde(skip)]
    pub is_denied: bool,
    /// Value concerned.
    pub value: Option<String>,
    /// What is wrong, in the language asked for.
    pub message: String,
    /// What to do about it.
    pub remedy: Option<String>,
    pub file: Option<PathBuf>,
    /// Line in `file`, counted from 1.
    pub line: Option<u64>,
}

impl Finding {
    /// A finding of which only rule, severity and message are known.
    pub fn new(rule: impl Into<String>, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            severity,
            focus: None,
            label: None,
            path: None,
            is_denied: false,
            value: None,
            message: message.into(),
            remedy: None,
            file: None,
            line: None,
        }
    }
}
