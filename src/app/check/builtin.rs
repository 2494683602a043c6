//! Rules that the program holds itself: about files, and about hierarchies, where a query would be
//! slow. Their texts are in the message catalogue.
//! Room `app`.

use std::collections::{BTreeSet, HashSet};

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::app::check::{CheckOptions, Checked, SKOS_TAG};
use crate::app::names;
use crate::core::finding::{Finding, Rule, Severity};
use crate::core::hierarchy::{BroaderGraph, Evidence, HierarchyBuilder, Link};
use crate::core::language::Language;
use crate::core::message;
use crate::core::vocabulary::skos;
use crate::store::StoreError;
use crate::store::memory::GraphStore;

/// A rule of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    pub name: &'static str,
    pub severity: Severity,
    pub source: &'static str,
    /// Whether it holds for any SKOS file.
    pub for_any: bool,
    /// Keys of the message catalogue: what it wants, what is wrong, what to do.
    summary: &'static str,
    message: &'static str,
    remedy: &'static str,
}

/// Every file can be read.
pub const SYNTAX: BuiltIn = BuiltIn {
    name: "syntax",
    severity: Severity::Violation,
    source: "",
    for_any: true,
    summary: "check.syntax.summary",
    message: "check.syntax.message",
    remedy: "check.syntax.remedy",
};
/// Every data file says which graph it fills.
pub const GRAPH_DECLARED: BuiltIn = BuiltIn {
    name: "graph-declared",
    severity: Severity::Violation,
    source: "",
    for_any: false,
    summary: "check.graph-declared.summary",
    message: "check.graph-declared.message",
    remedy: "check.graph-declared.remedy",
};
/// Every graph has a role in the project's configuration.
pub const GRAPH_ROLE: BuiltIn = BuiltIn {
    name: "graph-role",
    severity: Severity::Violation,
    source: "",
    for_any: false,
    summary: "check.graph-role.summary",
    message: "check.graph-role.message",
    remedy: "check.graph-role.remedy",
};
/// Every query file is valid and keeps what its header says.
pub const QUERY: BuiltIn = BuiltIn {
    name: "query",
    severity: Severity::Violation,
    source: "SPARQL 1.1",
    for_any: false,
    summary: "check.query.summary",
    message: "check.query.message",
    remedy: "check.query.remedy",
};
/// The view that is shown where none is asked for is there.
pub const DEFAULT_VIEW: BuiltIn = BuiltIn {
    name: "default-view",
    severity: Severity::Violation,
    source: "",
    for_any: false,
    summary: "check.default-view.summary",
    message: "check.default-view.message",
    remedy: "check.default-view.remedy",
};
/// No concept is above itself.
pub const HIERARCHY_CYCLE: BuiltIn = BuiltIn {
    name: "hierarchy-cycle",
    severity: Severity::Warning,
    source: "qSKOS Cyclic Hierarchical Relations",
    for_any: true,
    summary: "check.hierarchy-cycle.summary",
    message: "check.hierarchy-cycle.message",
    remedy: "check.hierarchy-cycle.remedy",
};
/// What is related is not also above or below.
pub const RELATED_CLASH: BuiltIn = BuiltIn {
    name: "related-clash",
    severity: Severity::Violation,
    source: "SKOS S27",
    for_any: true,
    summary: "check.related-clash.summary",
    message: "check.related-clash.message",
    remedy: "check.related-clash.remedy",
};
/// No link upwards that follows from others.
pub const REDUNDANT_BROADER: BuiltIn = BuiltIn {
    name: "redundant-broader",
    severity: Severity::Warning,
    source: "qSKOS Hierarchical Redundancy",
    for_any: true,
    summary: "check.redundant-broader.summary",
    message: "check.redundant-broader.message",
    remedy: "check.redundant-broader.remedy",
};

/// All of them.
pub const ALL: [BuiltIn; 8] = [
    SYNTAX,
    GRAPH_DECLARED,
    GRAPH_ROLE,
    QUERY,
    DEFAULT_VIEW,
    HIERARCHY_CYCLE,
    RELATED_CLASH,
    REDUNDANT_BROADER,
];

/// Links that the search for what is above may follow, for all pairs together.
const MOST_STEPS: usize = 50_000_000;

/// Concepts of a cycle that a message names.
const NAMED_IN_CYCLE: usize = 10;

impl BuiltIn {
    /// What lists and reports say of the rule.
    pub fn rule(self, language: Language) -> Rule {
        let list = |item: &str| -> Vec<String> {
            let present = Some(item).filter(|item| !item.is_empty());
            present.map(str::to_owned).into_iter().collect()
        };
        Rule {
            name: self.name.to_owned(),
            severity: self.severity,
            summary: message::text(language, self.summary, &[]),
            source: list(self.source),
            tags: list(if self.for_any { SKOS_TAG } else { "" }),
        }
    }

    /// A finding with the rule's message and remedy.
    pub fn finding(self, language: Language, values: &[(&str, &str)]) -> Finding {
        let message = message::text(language, self.message, values);
        let mut finding = Finding::new(self.name, self.severity, message);
        finding.remedy = Some(message::text(language, self.remedy, values));
        finding
    }

    /// What the rule says where its bound on work left something unexamined.
    fn unfinished(self, language: Language, count: usize) -> Option<Finding> {
        let count = Some(count).filter(|&count| count > 0)?.to_string();
        let text = message::text(language, "check.unfinished", &[("count", &count)]);
        Some(Finding::new(self.name, Severity::Info, text))
    }
}

/// Runs the rules about hierarchies.
pub fn run(store: &GraphStore, options: &CheckOptions, checked: &mut Checked) {
    let hierarchy_rules: [(BuiltIn, HierarchyRule); 3] = [
        (HIERARCHY_CYCLE, cycles),
        (RELATED_CLASH, related_clashes),
        (REDUNDANT_BROADER, redundant_links),
    ];
    for (rule, run) in hierarchy_rules {
        if !options.wants(rule.name) {
            continue;
        }
        checked.rules.push(rule.rule(options.language));
        let found = checked.attempt(rule.name, options, || run(store, options));
        checked.findings.extend(found.into_iter().flatten());
    }
}

type HierarchyRule = fn(&GraphStore, &CheckOptions) -> Result<Vec<Finding>, StoreError>;

/// An error once the time is over.
fn in_time(options: &CheckOptions) -> Result<(), StoreError> {
    if options.is_late() {
        let seconds = options.timeout.unwrap_or_default().as_secs_f64();
        return Err(StoreError::TimedOut { seconds });
    }
    Ok(())
}

/// Pairs of IRIs or blank nodes that a property links; the second one first where `inverse`.
fn links(
    store: &GraphStore,
    properties: &[(&str, bool)],
    options: &CheckOptions,
) -> Result<BTreeSet<(String, String)>, StoreError> {
    let mut pairs = BTreeSet::new();
    for (property, inverse) in properties {
        for quad in store.matching(None, Some(property), None) {
            in_time(options)?;
            let quad = quad?;
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(iri) => iri.as_str().to_owned(),
                NamedOrBlankNode::BlankNode(blank) => blank.to_string(),
            };
            let object = match &quad.object {
                Term::NamedNode(iri) => iri.as_str().to_owned(),
                Term::BlankNode(blank) => blank.to_string(),
                _ => continue,
            };
            pairs.insert(if *inverse {
                (object, subject)
            } else {
                (subject, object)
            });
        }
    }
    Ok(pairs)
}

const BROADER: [(&str, bool); 2] = [(skos::BROADER, false), (skos::NARROWER, true)];

fn cycles(store: &GraphStore, options: &CheckOptions) -> Result<Vec<Finding>, StoreError> {
    let language = options.language;
    let mut graph = BroaderGraph::default();
    for (concept, broader) in links(store, &BROADER, options)? {
        graph.add_link(&concept, &broader);
    }
    let name = |iri: &str| names::label_or_end(store, iri, language);
    let finding = |cycle: crate::core::hierarchy::Cycle| {
        let named = cycle.way.iter().take(NAMED_IN_CYCLE);
        let mut names: Vec<_> = named.map(|iri| name(iri)).collect();
        if cycle.way.len() > NAMED_IN_CYCLE {
            names.push("…".to_owned());
        }
        names.extend(cycle.way.first().map(|iri| name(iri)));
        let count = cycle.members.len().to_string();
        let values = [("way", names.join(" → ")), ("count", count)];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        let mut finding = HIERARCHY_CYCLE.finding(language, &values);
        finding.focus = cycle.way.first().cloned();
        finding.path = Some(skos::BROADER.to_owned());
        finding.value = cycle.way.get(1).cloned();
        finding
    };
    Ok(graph.cycles().into_iter().map(finding).collect())
}

/// SKOS S27, with the mapping properties that are sub-properties of the two (SKOS S41).
fn related_clashes(store: &GraphStore, options: &CheckOptions) -> Result<Vec<Finding>, StoreError> {
    let language = options.language;
    let upwards = [
        (skos::BROADER, false),
        (skos::NARROWER, true),
        (skos::BROADER_TRANSITIVE, false),
        (skos::NARROWER_TRANSITIVE, true),
        (skos::BROAD_MATCH, false),
        (skos::NARROW_MATCH, true),
    ];
    let mut graph = BroaderGraph::default();
    for (concept, broader) in links(store, &upwards, options)? {
        graph.add_link(&concept, &broader);
    }
    let name = |iri: &str| names::label_or_end(store, iri, language);
    let mut findings = Vec::new();
    let mut told: HashSet<(String, String)> = HashSet::new();
    let mut search = graph.search_above(MOST_STEPS);
    let mut unexamined = 0;
    for property in [skos::RELATED, skos::RELATED_MATCH] {
        for (one, other) in &links(store, &[(property, false)], options)? {
            in_time(options)?;
            for (lower, upper) in [(one, other), (other, one)] {
                let pair = (one.min(other).clone(), one.max(other).clone());
                if lower == upper || told.contains(&pair) {
                    continue;
                }
                match search.is_above(lower, upper) {
                    Some(true) => told.insert(pair),
                    Some(false) => continue,
                    None => {
                        unexamined += 1;
                        told.insert(pair);
                        break;
                    }
                };
                let (low, up) = (name(lower), name(upper));
                let values = [("lower", low.as_str()), ("upper", up.as_str())];
                let mut finding = RELATED_CLASH.finding(language, &values);
                finding.focus = Some(one.clone());
                finding.path = Some(property.to_owned());
                finding.value = Some(other.clone());
                findings.push(finding);
            }
        }
    }
    findings.extend(RELATED_CLASH.unfinished(language, unexamined));
    Ok(findings)
}

fn redundant_links(store: &GraphStore, options: &CheckOptions) -> Result<Vec<Finding>, StoreError> {
    let language = options.language;
    let mut builder = HierarchyBuilder::default();
    for (concept, broader) in links(store, &BROADER, options)? {
        let link = Link {
            evidence: Evidence::Stated,
            kind: None,
        };
        builder.add_link(&concept, &broader, link);
    }
    let hierarchy = builder.build(language);
    let name = |iri: &str| names::label_or_end(store, iri, language);
    let finding = |(parent, child)| {
        let parent = &hierarchy.concept(parent).iri;
        let upper = name(parent);
        let mut finding = REDUNDANT_BROADER.finding(language, &[("upper", &upper)]);
        finding.focus = Some(hierarchy.concept(child).iri.clone());
        finding.path = Some(skos::BROADER.to_owned());
        finding.value = Some(parent.clone());
        finding
    };
    let redundant = hierarchy.redundant_links();
    let found = redundant.links.into_iter().map(finding);
    Ok(found
        .chain(REDUNDANT_BROADER.unfinished(language, redundant.unexamined))
        .collect())
}
