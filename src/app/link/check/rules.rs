//! The rules about mapping sets. Their texts are in the message catalogue: `link.summary.NAME`,
//! `link.message.NAME`, `link.remedy.NAME`.
//! Room `app`.

use crate::core::finding::{Finding, Rule, Severity};
use crate::core::language::Language;
use crate::core::message;

/// The tag of these rules.
pub const LINK_TAG: &str = "link";

/// A rule about mapping sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRule {
    pub name: &'static str,
    pub severity: Severity,
    pub source: &'static str,
}

const fn rule(name: &'static str, severity: Severity, source: &'static str) -> LinkRule {
    LinkRule {
        name,
        severity,
        source,
    }
}

use Severity::{Info, Violation, Warning};

const TSV: &str = "SSSOM/TSV 1.1";
const MODEL: &str = "SSSOM 1.1";

pub const SYNTAX: LinkRule = rule("sssom-syntax", Violation, TSV);
pub const MISSING: LinkRule = rule("sssom-missing", Violation, MODEL);
pub const PREFIX: LinkRule = rule("sssom-prefix", Violation, MODEL);
pub const VALUE: LinkRule = rule("sssom-value", Violation, MODEL);
pub const PROPAGATION: LinkRule = rule("sssom-propagation", Warning, MODEL);
pub const EXTENSION: LinkRule = rule("sssom-extension", Info, MODEL);
pub const LICENSE: LinkRule = rule("sssom-license", Warning, MODEL);
pub const VERSION: LinkRule = rule("sssom-version", Warning, MODEL);
pub const SET_TWICE: LinkRule = rule("link-set-twice", Violation, MODEL);
pub const CONTRADICTION: LinkRule = rule("link-contradiction", Violation, "");
pub const REVIEWERS_DIFFER: LinkRule = rule("link-reviewers-differ", Violation, "");
pub const OWN_REVIEW: LinkRule = rule("link-own-review", Violation, "");
pub const NO_REVIEWER: LinkRule = rule("link-no-reviewer", Info, "");
pub const FUTURE: LinkRule = rule("link-future", Warning, "");
pub const EXACT_AND_OTHER: LinkRule = rule("link-exact-and-other", Violation, "SKOS S46");
pub const TWO_EXACT: LinkRule = rule("link-two-exact", Warning, "");
pub const CLUSTER: LinkRule = rule("link-cluster", Warning, "SKOS S45");
pub const HIERARCHY_CLASH: LinkRule = rule("link-hierarchy-clash", Warning, "");
pub const SUBJECT_ABSENT: LinkRule = rule("link-subject-absent", Violation, "");
pub const SUBJECT_RELABELLED: LinkRule = rule("link-subject-relabelled", Warning, "");
pub const OBJECT_ABSENT: LinkRule = rule("link-object-absent", Violation, "");
pub const OBJECT_DEPRECATED: LinkRule = rule("link-object-deprecated", Warning, "");
pub const OBJECT_RELABELLED: LinkRule = rule("link-object-relabelled", Warning, "");
pub const COVERAGE: LinkRule = rule("link-coverage", Info, "");

/// About single values and the form of the file.
pub const OF_VALIDITY: [LinkRule; 9] = [
    SYNTAX,
    MISSING,
    PREFIX,
    VALUE,
    PROPAGATION,
    EXTENSION,
    LICENSE,
    VERSION,
    SET_TWICE,
];
/// About who decided what.
pub const OF_DECISIONS: [LinkRule; 5] = [
    CONTRADICTION,
    REVIEWERS_DIFFER,
    OWN_REVIEW,
    NO_REVIEWER,
    FUTURE,
];
/// About links that do not go together.
pub const OF_STRUCTURE: [LinkRule; 3] = [EXACT_AND_OTHER, TWO_EXACT, CLUSTER];
/// About links and hierarchies.
pub const OF_HIERARCHY: [LinkRule; 1] = [HIERARCHY_CLASH];
/// About the concepts that are linked.
pub const OF_SUBJECTS: [LinkRule; 2] = [SUBJECT_ABSENT, SUBJECT_RELABELLED];
/// About the terms that are linked to; they need the vocabulary.
pub const OF_VOCABULARY: [LinkRule; 3] = [OBJECT_ABSENT, OBJECT_DEPRECATED, OBJECT_RELABELLED];
/// About concepts that nobody looked at.
pub const OF_COVERAGE: [LinkRule; 1] = [COVERAGE];

/// All of them.
pub fn all() -> impl Iterator<Item = LinkRule> {
    let groups: [&[LinkRule]; 7] = [
        &OF_VALIDITY,
        &OF_DECISIONS,
        &OF_STRUCTURE,
        &OF_HIERARCHY,
        &OF_SUBJECTS,
        &OF_VOCABULARY,
        &OF_COVERAGE,
    ];
    groups.into_iter().flatten().copied()
}

impl LinkRule {
    /// What lists and reports say of the rule.
    pub fn rule(self, language: Language) -> Rule {
        let source = Some(self.source).filter(|source| !source.is_empty());
        Rule {
            name: self.name.to_owned(),
            severity: self.severity,
            summary: message::text(language, &format!("link.summary.{}", self.name), &[]),
            source: source.map(str::to_owned).into_iter().collect(),
            tags: vec![LINK_TAG.to_owned()],
        }
    }

    /// A finding with the rule's message and remedy.
    pub fn finding(self, language: Language, values: &[(&str, &str)]) -> Finding {
        let key = format!("link.message.{}", self.name);
        let text = message::text(language, &key, values);
        self.told(language, text)
    }

    /// A finding with a message of its own and the rule's remedy.
    pub fn told(self, language: Language, text: String) -> Finding {
        let mut finding = Finding::new(self.name, self.severity, text);
        let key = format!("link.remedy.{}", self.name);
        finding.remedy = Some(message::text(language, &key, &[]));
        finding
    }
}
