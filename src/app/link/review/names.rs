//! What rows need beside the decision itself: prefixes, record identifiers, who and when.
//! Room `app`.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::day;
use crate::app::link::review::{Options, ReviewError};
use crate::app::project::Project;
use crate::core::review::Reviewer;
use crate::core::sssom::range::iri;
use crate::core::sssom::{CurieMap, Mapping, MappingSet, Slot};
use crate::store::ledger;

/// Reads mapping sets with suggestions.
pub fn suggestions(paths: &[PathBuf]) -> Result<Vec<MappingSet>, AppError> {
    let sets = paths.iter().map(|path| ledger::read(path));
    Ok(sets.collect::<Result<_, _>>()?)
}

/// Gives the set the prefixes of the project that it has none of its own for.
pub fn add_prefixes(set: &mut MappingSet, project: &Project) {
    for (prefix, namespace) in project.prefixes.iter() {
        insert(&mut set.prefixes, prefix, namespace);
    }
}

fn insert(prefixes: &mut CurieMap, prefix: &str, namespace: &str) {
    let is_known = prefixes.iter().any(|(_, known)| known == namespace);
    if !is_known && prefixes.namespace(prefix).is_none() {
        prefixes.insert(prefix, namespace);
    }
}

/// An error where suggestions are about another vocabulary than the set: what holds of all its rows
/// would hold no more, and a set is about one.
pub fn of_one_vocabulary(set: &MappingSet, others: &[MappingSet]) -> Result<(), ReviewError> {
    let source = |of: &MappingSet| {
        let sides = of.sides();
        sides.slots.text(Slot::ObjectSource).map(str::to_owned)
    };
    let Some(own) = source(set) else {
        return Ok(());
    };
    for other in others.iter().filter(|other| !set.has_vocabulary_of(other)) {
        if let Some(theirs) = source(other).filter(|theirs| *theirs != own) {
            return Err(ReviewError::OtherSuggestions { theirs, own });
        }
    }
    Ok(())
}

/// Puts the rows of tools in other sets beside those of a set, in memory. Where they lead to the
/// same vocabulary they say of both sides what the set says, but keep the version that they name.
/// Gives the versions, as `(theirs, the set's)`, in which that vocabulary differs.
pub fn join(set: &mut MappingSet, others: Vec<MappingSet>) -> Vec<(String, String)> {
    let sides = set.sides();
    let mut versions = Vec::new();
    for mut other in others {
        if set.has_vocabulary_of(&other) {
            let version =
                |of: &Mapping| of.slots.text(Slot::ObjectSourceVersion).map(str::to_owned);
            if let (Some(theirs), Some(own)) = (version(&other.sides()), version(&sides))
                && theirs != own
            {
                versions.push((theirs, own));
            }
            for row in &mut other.mappings {
                let version = row.slots.get(Slot::ObjectSourceVersion).cloned();
                row.replace_object_source(&sides);
                // A term was read in the version that the row names, and in no other.
                if let Some(version) = version {
                    row.slots.set(Slot::ObjectSourceVersion, version);
                }
            }
        }
        for (prefix, namespace) in other.prefixes.iter() {
            insert(&mut set.prefixes, prefix, namespace);
        }
        let mut known: HashMap<(&str, &str), Vec<&Mapping>> = HashMap::new();
        for row in &set.mappings {
            let pair = (row.subject(), row.object());
            known.entry(pair).or_default().push(row);
        }
        let is_new = |row: &&Mapping| {
            let same = known.get(&(row.subject(), row.object()));
            !same.is_some_and(|rows| rows.contains(row))
        };
        let by_tools = other.mappings.iter().filter(|row| !row.is_by_person());
        let new: Vec<_> = by_tools.filter(is_new).cloned().collect();
        set.mappings.extend(new);
    }
    versions
}

/// Adds rows to the set of a file: those of tools that they rest on, if they are not there yet,
/// then the rows themselves, with identifiers where the set has them.
pub fn add(set: &mut MappingSet, known: &CurieMap, offered: &[Mapping], rows: &mut [Mapping]) {
    let sides = set.sides();
    rows.iter_mut().for_each(|row| row.take_sides(&sides));
    for new in [offered, &*rows] {
        set.declare_for(new, known);
        // In TSV every identifier is a CURIE.
        let entities = new.iter().flat_map(Mapping::entities);
        set.prefixes.name_all(entities);
    }
    let mut ids: BTreeSet<String> = set
        .mappings
        .iter()
        .filter_map(id)
        .map(str::to_owned)
        .collect();
    let has_ids = !ids.is_empty();
    for row in offered {
        if !row.is_by_person() && !set.mappings.contains(row) {
            let mut row = row.clone();
            row.line = 0;
            row.take_sides(&sides);
            identify(&mut row, has_ids, "", &mut ids);
            set.mappings.push(row);
        }
    }
    let root = offered.iter().find_map(id).unwrap_or("").to_owned();
    for row in rows {
        identify(row, has_ids, &root, &mut ids);
        set.mappings.push(row.clone());
    }
}

fn id(row: &Mapping) -> Option<&str> {
    row.slots.text(Slot::RecordId)
}

/// In a set either all rows have an identifier or none has.
fn identify(row: &mut Mapping, has_ids: bool, root: &str, ids: &mut BTreeSet<String>) {
    let own = id(row).unwrap_or(root).to_owned();
    row.slots.remove(Slot::RecordId);
    if !has_ids {
        return;
    }
    let root = match own.as_str() {
        "" => ids.first().cloned().unwrap_or_default(),
        own => own.to_owned(),
    };
    let mut number = 1;
    let mut new = root.clone();
    while ids.contains(&new) {
        new = format!("{root}-{number}");
        number += 1;
    }
    ids.insert(new.clone());
    row.slots.set(Slot::RecordId, new);
}

/// Who decides, and when; nothing where nobody is named.
pub fn reviewer(
    set: &MappingSet,
    options: &Options,
    latest: &str,
) -> Result<Option<Reviewer>, ReviewError> {
    let Some(name) = &options.reviewer else {
        return Ok(None);
    };
    Ok(Some(Reviewer {
        id: whole(name, &set.prefixes)?,
        date: day::day(options.date.as_deref(), latest)?,
    }))
}

/// The IRI of an IRI or CURIE, of a kind that SSSOM/TSV can hold: with a prefix, `http://…`, `urn:…`.
pub fn whole(name: &str, prefixes: &CurieMap) -> Result<String, ReviewError> {
    let not_iri = || ReviewError::NotIri {
        value: name.to_owned(),
    };
    let name = name.trim();
    let name = name
        .strip_prefix('<')
        .and_then(|name| name.strip_suffix('>'))
        .unwrap_or(name);
    let (prefix, rest) = name.split_once(':').ok_or_else(not_iri)?;
    let is_whole = rest.starts_with("//") || prefix == "urn";
    let expanded = match prefixes.expand(name) {
        Some(expanded) if !rest.starts_with("//") => expanded,
        _ if is_whole => name.to_owned(),
        _ => return Err(not_iri()),
    };
    iri(expanded).map_err(|_| not_iri())
}
