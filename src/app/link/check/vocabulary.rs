//! Both ends of a link: whether they are (still) there, and called what the row says.
//! Room `app`.

use std::collections::{HashMap, HashSet};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use crate::app::link::check::presence::Presence;
use crate::app::link::check::rules::LinkRule;
use crate::app::link::check::{LinkData, Links, Row, latest, rules, verdict};
use crate::core::finding::{Finding, Severity};
use crate::core::language::Language;
use crate::core::message;
use crate::core::sssom::Slot;
use crate::core::sssom::decision::Verdict;
use crate::core::vocabulary::{dct, rdfs, skos};
use crate::store::memory::GraphStore;

/// The concepts that are linked: those of the project are in it, with the label of the row.
pub fn examine_subjects(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let base = &data.project.config.base;
    let is_own =
        |iri: &str| data.is_foreign || (!base.is_empty() && iri.starts_with(base.as_str()));
    let mut known: HashMap<&str, Option<Vec<String>>> = HashMap::new();
    for row in rows_in_force(links, Slot::SubjectLabel) {
        let iri = row.mapping.subject();
        if !is_own(iri) {
            continue;
        }
        let labels = known.entry(iri);
        let labels = labels.or_insert_with(|| own_labels(data.store, iri));
        let Some(labels) = labels else {
            let values = [("subject", iri)];
            findings.push(row.finding(rules::SUBJECT_ABSENT, language, &values));
            continue;
        };
        let said = row.mapping.slots.text(Slot::SubjectLabel);
        let rule = rules::SUBJECT_RELABELLED;
        relabelled(rule, row, said, labels, language, findings);
    }
}

/// The terms that are linked to: in the vocabulary, not deprecated, with the label of the row.
/// Rejected pairs count too, as remarks: a look-alike that has changed is to be looked at again.
pub fn examine_objects(
    data: &LinkData<'_>,
    links: &Links<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let rows = rows_in_force(links, Slot::ObjectLabel);
    let presence = Presence::new(data.terms, &rows);
    presence.tell(language, findings);
    for row in rows {
        let Some(term) = data.terms.get(row.mapping.object()) else {
            if presence.is_absent(row) {
                let values = [("object", row.object_name())];
                findings.push(about_term(rules::OBJECT_ABSENT, row, language, &values));
            }
            continue;
        };
        if term.is_deprecated {
            let replacement = term.replaced_by.join(", ");
            let values = [
                ("object", row.object_name()),
                ("replacement", replacement.as_str()),
            ];
            let mut finding = about_term(rules::OBJECT_DEPRECATED, row, language, &values);
            if !replacement.is_empty() {
                let text = message::text(language, "link.replaced", &values);
                finding.message.push_str(&text);
            }
            findings.push(finding);
        }
        let said = row.mapping.slots.text(Slot::ObjectLabel);
        let labels: Vec<_> = term.labels.iter().map(|(_, text)| text.clone()).collect();
        let rule = rules::OBJECT_RELABELLED;
        relabelled(rule, row, said, &labels, language, findings);
    }
}

/// A finding about an end of a link; about a look-alike that was rejected only a remark, for there
/// is no link that could be wrong.
fn about_term(
    rule: LinkRule,
    row: Row<'_>,
    language: Language,
    values: &[(&str, &str)],
) -> Finding {
    let mut finding = row.finding(rule, language, values);
    if row.mapping.is_negated() {
        finding.severity = Severity::Info;
        finding.remedy = Some(message::text(language, "link.remedy-look-alike", &[]));
    }
    finding
}

/// The rows that say what holds of each pair, once for each label that they store: those that
/// decided the accepted links, else the latest by a person of each triple, else all. Rows are never
/// rewritten, so what a later decision replaced keeps the label of its day.
fn rows_in_force<'a>(links: &Links<'a>, label: Slot) -> Vec<Row<'a>> {
    let pair = |row: &Row<'a>| (row.mapping.subject(), row.mapping.object());
    let linked: HashSet<_> = links.accepted.iter().map(pair).collect();
    let mut rows = Vec::new();
    for group in links.triples.values() {
        let verdict = verdict(group);
        if verdict != Verdict::Accepted && linked.contains(&pair(&group[0])) {
            continue;
        }
        let in_force = match verdict {
            Verdict::Open => group.clone(),
            _ => latest(group),
        };
        let mut labels = HashSet::new();
        let mut is_new = |row: &Row<'a>| labels.insert(row.mapping.slots.text(label));
        rows.extend(in_force.into_iter().filter(|row| is_new(row)));
    }
    rows
}

fn relabelled(
    rule: LinkRule,
    row: Row<'_>,
    said: Option<&str>,
    labels: &[String],
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let Some(said) = said else { return };
    if labels.is_empty() || labels.iter().any(|label| label == said) {
        return;
    }
    let now = labels.join(", ");
    let values = [("said", said), ("now", now.as_str())];
    findings.push(about_term(rule, row, language, &values));
}

/// The labels of a concept in a store; `None` where nothing is said of it.
pub fn own_labels(store: &GraphStore, iri: &str) -> Option<Vec<String>> {
    let subject = NamedOrBlankNode::from(NamedNode::new(iri).ok()?);
    let mut described = false;
    let mut labels = Vec::new();
    for quad in store.matching(Some(&subject), None, None).flatten() {
        let predicate = quad.predicate.as_str();
        // Links of mapping sets describe nothing.
        described |= !predicate.ends_with("Match");
        if let (skos::PREF_LABEL | rdfs::LABEL | dct::TITLE, Term::Literal(label)) =
            (predicate, &quad.object)
        {
            labels.push(label.value().to_owned());
        }
    }
    labels.sort();
    described.then_some(labels)
}
