//! Problems of a file as findings.
//! Room `app`.

use std::collections::HashMap;

use crate::app::link::check::rules::{self, LinkRule};
use crate::app::link::sets::LinkFile;
use crate::core::finding::Finding;
use crate::core::language::Language;
use crate::core::sssom::{Kind, Slot};

/// Tells what is wrong with a file.
pub fn examine(file: &LinkFile, language: Language, findings: &mut Vec<Finding>) {
    for problem in &file.problems {
        let rule = rule_of(problem.kind);
        let message = problem.text(language);
        let text = match &problem.slot {
            Some(slot) if !message.contains(slot.as_str()) => format!("`{slot}`: {message}"),
            _ => message,
        };
        let mut finding = rule.told(language, text);
        finding.severity = problem.kind.severity();
        let slot = problem.slot.as_deref().and_then(Slot::from_name);
        finding.path = slot.map(Slot::property);
        finding.value = problem.value.clone();
        let path = match (&file.metadata, problem.in_metadata_file) {
            (Some(metadata), true) => metadata,
            _ => &file.path,
        };
        finding.file = Some(path.clone());
        finding.line = problem.line;
        findings.push(finding);
    }
}

/// Tells of sets in other files that have the name of one before: loaded, they would be one graph.
pub fn examine_names(files: &[LinkFile], language: Language, findings: &mut Vec<Finding>) {
    let mut first: HashMap<&str, &LinkFile> = HashMap::new();
    for file in files {
        let Some(id) = file.set.id() else { continue };
        let before = *first.entry(id).or_insert(file);
        if before.path == file.path {
            continue;
        }
        let path = before.path.display().to_string();
        let values = [("id", id), ("path", path.as_str())];
        let mut finding = rules::SET_TWICE.finding(language, &values);
        finding.path = Some(Slot::MappingSetId.property());
        finding.value = Some(id.to_owned());
        finding.file = Some(file.path.clone());
        findings.push(finding);
    }
}

/// The rule that a kind of problem breaks.
fn rule_of(kind: Kind) -> LinkRule {
    match kind {
        Kind::ByteOrderMark
        | Kind::Nul
        | Kind::TooLarge
        | Kind::NoHeader
        | Kind::NoSet
        | Kind::SeveralSets
        | Kind::Yaml
        | Kind::YamlFeature
        | Kind::Json
        | Kind::Form
        | Kind::Quote
        | Kind::Ragged
        | Kind::Short
        | Kind::Twice
        | Kind::NoName
        | Kind::More => rules::SYNTAX,
        Kind::Missing
        | Kind::MissingId
        | Kind::MissingColumn
        | Kind::NoTermSource
        | Kind::ReviewWithoutReviewer
        | Kind::RecordId => rules::MISSING,
        Kind::UndeclaredPrefix | Kind::BadPrefix | Kind::BuiltInPrefix => rules::PREFIX,
        Kind::NotCurie
        | Kind::WholeIri
        | Kind::NotIri
        | Kind::NotDate
        | Kind::NotNumber
        | Kind::OutOfRange
        | Kind::NotOneOf
        | Kind::Justification
        | Kind::NoTermElsewhere => rules::VALUE,
        Kind::NotPropagated | Kind::SlotOfSet | Kind::SlotOfMapping => rules::PROPAGATION,
        Kind::UndefinedExtension | Kind::BadExtension => rules::EXTENSION,
        Kind::UnspecifiedLicense => rules::LICENSE,
        Kind::Version => rules::VERSION,
    }
}
