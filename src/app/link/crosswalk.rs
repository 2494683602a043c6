//! Decided links as a crosswalk.
//! Room `app`.

use std::collections::BTreeMap;

use crate::app::link::sets::LinkFile;
use crate::core::collation::LabelOrder;
use crate::core::crosswalk::{Crosswalk, Entry, Target, Vocabulary};
use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::sssom::{Mapping, MappingSet, Slot, decision};

/// The links of the sets on which people decided; `label` names a subject, else the row does.
/// Vocabularies are called as the sets of the project are, those of others (`is_foreign`) by the
/// name of the vocabulary itself.
pub fn crosswalk(
    files: &[LinkFile],
    is_foreign: bool,
    label: &dyn Fn(&str) -> Option<String>,
    language: Language,
) -> Crosswalk {
    let name = |file: &LinkFile| match is_foreign {
        true => foreign_name(file),
        false => file.name(),
    };
    let vocabularies = files.iter().map(|file| vocabulary(file, name(file)));
    Crosswalk {
        vocabularies: vocabularies.collect(),
        entries: entries(files, decision::accepted, label, language),
        rejected: entries(files, decision::rejected, label, language),
    }
}

/// The rows that `rows` takes from each set, by concept.
fn entries(
    files: &[LinkFile],
    rows: fn(&MappingSet) -> Vec<&Mapping>,
    label: &dyn Fn(&str) -> Option<String>,
    language: Language,
) -> Vec<Entry> {
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for (vocabulary, file) in files.iter().enumerate() {
        for row in rows(&file.set) {
            let entry = entries.entry(row.subject()).or_insert_with(|| Entry {
                iri: row.subject().to_owned(),
                label: label(row.subject()).unwrap_or_else(|| named_by_row(row)),
                targets: Vec::new(),
            });
            let text = |slot| row.slots.text(slot).map(str::to_owned);
            entry.targets.push(Target {
                vocabulary,
                version: text(Slot::ObjectSourceVersion),
                predicate: row.predicate().to_owned(),
                iri: row.object().to_owned(),
                label: text(Slot::ObjectLabel),
                comment: text(Slot::Comment),
            });
        }
    }
    let mut entries: Vec<_> = entries.into_values().collect();
    let order = LabelOrder::new(language);
    entries.sort_by(|a, b| {
        let labels = order.compare(&a.label, &b.label);
        labels.then_with(|| a.iri.cmp(&b.iri))
    });
    entries
}

fn named_by_row(row: &Mapping) -> String {
    let label = row.slots.text(Slot::SubjectLabel);
    label
        .unwrap_or_else(|| last_segment(row.subject()))
        .to_owned()
}

/// What all links of a set lead to, else what the set calls itself.
fn foreign_name(file: &LinkFile) -> String {
    let sides = file.set.sides();
    let source = sides.slots.text(Slot::ObjectSource).map(last_segment);
    let title = || file.set.about.text(Slot::MappingSetTitle);
    source
        .or_else(title)
        .map_or_else(|| file.name(), str::to_owned)
}

fn vocabulary(file: &LinkFile, name: String) -> Vocabulary {
    let about = |slot| file.set.about.text(slot).map(str::to_owned);
    Vocabulary {
        name,
        title: about(Slot::MappingSetTitle),
        version: decision::object_version(&file.set),
        license: about(Slot::License),
        comment: about(Slot::Comment),
    }
}
