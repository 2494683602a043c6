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
pub fn crosswalk(
    files: &[LinkFile],
    label: &dyn Fn(&str) -> Option<String>,
    language: Language,
) -> Crosswalk {
    Crosswalk {
        vocabularies: files.iter().map(vocabulary).collect(),
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

fn vocabulary(file: &LinkFile) -> Vocabulary {
    let about = |slot| file.set.about.text(slot).map(str::to_owned);
    Vocabulary {
        name: file.name(),
        title: about(Slot::MappingSetTitle),
        version: decision::object_version(&file.set),
        license: about(Slot::License),
        comment: about(Slot::Comment),
    }
}
