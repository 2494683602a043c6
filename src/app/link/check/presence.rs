//! Which of the terms that are linked to are in the files at hand, where a vocabulary may be at
//! hand in part.
//! Room `app`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use crate::app::link::check::{Row, rules};
use crate::app::link::terms::{Terms, namespace};
use crate::core::finding::{Finding, Severity};
use crate::core::language::Language;
use crate::core::message;
use crate::core::sssom::Slot;

/// How many terms there are, and how many of them the files have.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    known: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, is_known: bool) {
        self.known += usize::from(is_known);
        self.all += 1;
    }
}

/// The path and the IRI of a set.
type SetKey<'a> = (&'a Path, &'a str);

fn set_of<'a>(row: Row<'a>) -> SetKey<'a> {
    (&row.file.path, row.file.set.id().unwrap_or_default())
}

/// What the files have of the terms of each set.
pub struct Presence<'a> {
    terms: &'a Terms,
    sets: BTreeMap<SetKey<'a>, Count>,
    /// By how the IRIs of the terms begin.
    begins: HashMap<(SetKey<'a>, &'a str), Count>,
    /// Terms that the files do not have and that need not be gone.
    not_judged: HashMap<SetKey<'a>, usize>,
}

impl<'a> Presence<'a> {
    /// Looks for the objects of `rows`, each once a set.
    pub fn new(terms: &'a Terms, rows: &[Row<'a>]) -> Self {
        let mut presence = Self {
            terms,
            sets: BTreeMap::new(),
            begins: HashMap::new(),
            not_judged: HashMap::new(),
        };
        let mut seen = HashSet::new();
        let mut missing = Vec::new();
        for row in rows {
            let (set, object) = (set_of(*row), row.mapping.object());
            if !seen.insert((set, object)) {
                continue;
            }
            let is_known = terms.get(object).is_some();
            presence.sets.entry(set).or_default().add(is_known);
            let begin = (set, namespace(object));
            presence.begins.entry(begin).or_default().add(is_known);
            if !is_known {
                missing.push(*row);
            }
        }
        for row in missing {
            if !presence.is_absent(row) {
                *presence.not_judged.entry(set_of(row)).or_default() += 1;
            }
        }
        presence
    }

    /// Whether the object of a row, which the files do not have, is gone: they declare the
    /// vocabulary that the row names, or they have things whose IRIs begin as it does, among them
    /// most terms of its set that do.
    pub fn is_absent(&self, row: Row<'_>) -> bool {
        let source = row.mapping.slots.text(Slot::ObjectSource);
        if source.is_some_and(|source| self.terms.get(source).is_some()) {
            return true;
        }
        let object = row.mapping.object();
        let count = self.begins.get(&(set_of(row), namespace(object)));
        self.terms.covers(object) && count.is_some_and(|count| 2 * count.known > count.all)
    }

    /// Tells of each set how many of its terms are in the files, where others were not judged; of
    /// one without any only where no other set shows what the files are for.
    pub fn tell(&self, language: Language, findings: &mut Vec<Finding>) {
        let has_any = self.sets.values().any(|count| count.known > 0);
        for (set, count) in &self.sets {
            let left = self.not_judged.get(set).copied().unwrap_or_default();
            let (severity, key, remedy) = match count.known {
                0 if has_any => continue,
                0 => (
                    Severity::Warning,
                    "link.none-there",
                    "link.remedy-right-files",
                ),
                _ if left == 0 => continue,
                _ => (Severity::Info, "link.some-there", "link.remedy-all-files"),
            };
            let [known, all, left] = [count.known, count.all, left].map(|n| n.to_string());
            let values = [("known", &*known), ("all", &all), ("left", &left)];
            let text = message::text(language, key, &values);
            let mut finding = rules::OBJECT_ABSENT.told(language, text);
            finding.severity = severity;
            finding.remedy = Some(message::text(language, remedy, &[]));
            finding.file = Some(set.0.to_owned());
            findings.push(finding);
        }
    }
}
