//! `link show`: what sets there are, and all rows about one thing.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::link::sets::LinkFile;
use crate::app::link::tables;
use crate::core::iri::last_segment;
use crate::core::lexical::fold;
use crate::core::sssom::decision::{self, Verdict};
use crate::core::sssom::{Mapping, Slot};
use crate::core::table::Table;

/// A row a mapping set: what was decided in it.
pub fn summary(files: &[LinkFile]) -> Table {
    let columns = [
        "set", "title", "version", "rows", "accepted", "rejected", "disputed", "open", "nothing",
    ];
    let mut result = tables::empty(&columns);
    for file in files {
        let mut counts = [0_usize; 4];
        for rows in decision::by_triple(&file.set.mappings).values() {
            let place = match decision::verdict(rows) {
                Verdict::Accepted => 0,
                Verdict::Rejected => 1,
                Verdict::Disputed => 2,
                Verdict::Open => 3,
            };
            counts[place] += 1;
        }
        let mut nothing: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in file.set.mappings.iter().filter(|row| row.is_no_term()) {
            let source = row.slots.text(Slot::ObjectSource);
            let version = row.slots.text(Slot::ObjectSourceVersion);
            let key = (row.subject(), source, version);
            nothing.entry(key).or_default().push(row);
        }
        // What was taken back does not count.
        let stands = |rows: &Vec<&Mapping>| {
            matches!(decision::verdict(rows), Verdict::Accepted | Verdict::Open)
        };
        nothing.retain(|_, rows| stands(rows));
        let nothing: BTreeSet<_> = nothing.into_keys().map(|(subject, ..)| subject).collect();
        let version = decision::object_version(&file.set);
        let title = file.set.about.text(Slot::MappingSetTitle);
        let mut row = vec![
            tables::text(&file.name()),
            tables::text(title.unwrap_or_default()),
            tables::text(&version.unwrap_or_default()),
            tables::count(file.set.mappings.len()),
        ];
        row.extend(counts.map(tables::count));
        row.push(tables::count(nothing.len()));
        result.rows.push(row);
    }
    result
}

/// The things that rows call by a name: by one of their labels, else by the end of the IRI of a
/// term, which often is its notation. Copies of a term have one name.
pub fn named(files: &[LinkFile], name: &str) -> BTreeSet<String> {
    let wanted = fold(name.trim());
    let rows = || files.iter().flat_map(|file| &file.set.mappings);
    let mut found = BTreeSet::new();
    for row in rows() {
        let sides = [
            (row.subject(), Slot::SubjectLabel),
            (row.object(), Slot::ObjectLabel),
        ];
        for (iri, slot) in sides {
            let label = row.slots.text(slot);
            if label.is_some_and(|label| fold(label) == wanted) {
                found.insert(iri.to_owned());
            }
        }
    }
    if found.is_empty() {
        let objects = rows().map(Mapping::object);
        let called = objects.filter(|iri| last_segment(iri) == name.trim());
        found.extend(called.map(str::to_owned));
    }
    found
}

/// Whether any row is about a thing.
pub fn is_about(files: &[LinkFile], iri: &str) -> bool {
    let mut rows = files.iter().flat_map(|file| &file.set.mappings);
    rows.any(|row| row.object() == iri || row.subject() == iri)
}

/// Every row about some things, by set, triple and day; the verdict is that of its triple.
pub fn things(files: &[LinkFile], iris: &BTreeSet<String>) -> Table {
    let columns = [
        "set",
        "subject",
        "subject_label",
        "relation",
        "object",
        "object_label",
        "version",
        "verdict",
        "day",
        "person",
        "comment",
    ];
    let mut result = tables::empty(&columns);
    for file in files {
        let about = |row: &&Mapping| iris.contains(row.subject()) || iris.contains(row.object());
        let mut rows: Vec<_> = file.set.mappings.iter().filter(about).collect();
        rows.sort_by_key(|row| (decision::triple(row), row.decided()));
        let triples = decision::by_triple(rows.iter().copied());
        for row in rows {
            let verdict = triples.get(&decision::triple(row));
            let verdict = verdict.map(|rows| decision::verdict(rows));
            let label = |slot| tables::text(row.slots.text(slot).unwrap_or_default());
            result.rows.push(vec![
                tables::text(&file.name()),
                tables::iri(row.subject()),
                label(Slot::SubjectLabel),
                tables::relation(row),
                tables::iri(row.object()),
                label(Slot::ObjectLabel),
                label(Slot::ObjectSourceVersion),
                tables::text(match verdict {
                    Some(verdict) => verdict_name(verdict),
                    None if row.is_negated() => "withdrawn",
                    None => "nothing",
                }),
                tables::text(row.decided()),
                tables::text(&persons(file, row)),
                tables::text(row.slots.text(Slot::Comment).unwrap_or_default()),
            ]);
        }
    }
    result
}

/// Who decided, in short.
fn persons(file: &LinkFile, row: &Mapping) -> String {
    let persons = decision::persons(row).into_iter();
    let short = persons.map(|person| file.set.prefixes.compact(person));
    short.collect::<Vec<_>>().join(", ")
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Rejected => "rejected",
        Verdict::Disputed => "disputed",
        Verdict::Open => "open",
    }
}
