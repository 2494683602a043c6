//! Reading SSSOM/TSV: a metadata block in `#` lines or a file of its own, a header row, a mapping
//! a row. Commas instead of tabs are read too.
//! Room `core`.

use crate::core::csv::{Record as Row, Records};
use crate::core::sssom::problem::{Kind, Problem, Problems};
use crate::core::sssom::range::{self, Judge, Writing};
use crate::core::sssom::slot::Slot;
use crate::core::sssom::{Mapping, MappingSet, Reading, metadata, propagate, validity, yaml};

/// What a column holds.
enum Column {
    Slot(Slot),
    Extension(String),
    /// Without a name, or there before.
    Nothing,
}

/// Reads a mapping set; `metadata_file` is the text of the external metadata file, whose slots
/// stand where the block has none.
pub fn read(text: &str, metadata_file: Option<&str>) -> Reading {
    let mut reading = Reading::default();
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            reading
                .problems
                .add(Problem::new(Kind::ByteOrderMark).at(1));
            rest
        }
        None => text,
    };
    if let Some(place) = text.find('\0') {
        let line = 1 + text[..place].matches('\n').count() as u64;
        reading.problems.add(Problem::new(Kind::Nul).at(line));
        return reading;
    }
    let (block, rest, line) = split(text);
    read_metadata(&block, metadata_file, &mut reading);
    read_rows(rest, line, &mut reading);
    let problems = &mut reading.problems;
    propagate::propagate(&mut reading.set, problems);
    validity::examine(&reading.set, &|_, slot| slot.to_owned(), problems);
    reading
}

/// The slots that a file has columns for.
pub fn columns_of(text: &str) -> Vec<Slot> {
    let header = text.lines().find(|line| !line.starts_with('#'));
    let names = header.unwrap_or_default().split('\t');
    let slots = names.filter_map(|name| Slot::from_name(name.trim()));
    slots.filter(|slot| slot.is_of_mapping()).collect()
}

/// The YAML of the `#` lines, what follows, and the number of its first line.
fn split(text: &str) -> (String, &str, u64) {
    let mut block = String::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(after) = rest.strip_prefix('#') {
        let (content, next) = after.split_once('\n').unwrap_or((after, ""));
        // Spreadsheets fill up the row with tabs.
        block.push_str(content.trim_end_matches(['\r', '\t']));
        block.push('\n');
        rest = next;
        line += 1;
    }
    (block, rest, line)
}

fn read_metadata(block: &str, metadata_file: Option<&str>, reading: &mut Reading) {
    let Reading { set, problems } = reading;
    let mut read = |text: &str, problems: &mut Problems| match yaml::parse(text) {
        Ok(node) => metadata::read(&node, Writing::Curies, set, problems),
        Err(problem) => problems.add(problem),
    };
    if let Some(text) = metadata_file {
        let mut found = Problems::default();
        read(text.strip_prefix('\u{feff}').unwrap_or(text), &mut found);
        found.mark_metadata_file();
        problems.append(found);
    }
    read(block, problems);
}

fn read_rows(text: &str, line: u64, reading: &mut Reading) {
    let Reading { set, problems } = reading;
    let header = text.split(['\n', '\r']).next().unwrap_or_default();
    let separator = if !header.contains('\t') && header.contains(',') {
        b','
    } else {
        b'\t'
    };
    let mut rows = Records::new(text, separator, line);
    let names = match rows.next() {
        Some(Ok(row)) if !header.trim().is_empty() => row.fields,
        Some(Err(error)) => return problems.add(Problem::new(Kind::Quote).at(error.line)),
        _ => return problems.add(Problem::new(Kind::NoHeader).at(line)),
    };
    let columns = columns(&names, line, set, problems);
    if let Err(missing) = mandatory(&columns, set) {
        return missing.into_iter().for_each(|slot| {
            problems.add(Problem::new(Kind::MissingColumn).at(line).slot(slot.name()));
        });
    }
    let judge = Judge {
        curies: &set.prefixes,
        writing: Writing::Curies,
    };
    for row in rows {
        match row {
            Ok(row) if row.fields.iter().all(String::is_empty) => {}
            Ok(row) => {
                if let Some(kind) = misfit(&row, columns.len()) {
                    let detail = format!("{}/{}", row.fields.len(), columns.len());
                    problems.add(Problem::new(kind).at(row.line).detail(detail));
                    if kind == Kind::Ragged {
                        continue;
                    }
                }
                set.mappings.push(mapping(row, &columns, &judge, problems));
            }
            Err(error) => problems.add(Problem::new(Kind::Quote).at(error.line)),
        }
    }
}

/// What is wrong where the row has another number of values than there are columns. Too many is
/// an error, empty ones at the end aside. Editors that cut empty ends make rows too short.
fn misfit(row: &Row, columns: usize) -> Option<Kind> {
    match row.fields.get(columns..) {
        Some(rest) if rest.iter().all(String::is_empty) => None,
        Some(_) => Some(Kind::Ragged),
        None => Some(Kind::Short),
    }
}

fn columns(names: &[String], line: u64, set: &MappingSet, problems: &mut Problems) -> Vec<Column> {
    let last = names.iter().rposition(|name| !name.trim().is_empty());
    let names = &names[..last.map_or(0, |last| last + 1)];
    let mut columns = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let name = name.trim();
        let problem = |kind| Problem::new(kind).at(line).slot(name);
        if name.is_empty() {
            problems.add(Problem::new(Kind::NoName).at(line).detail(index + 1));
            columns.push(Column::Nothing);
            continue;
        }
        if names[..index].iter().any(|other| other.trim() == name) {
            problems.add(problem(Kind::Twice));
            columns.push(Column::Nothing);
            continue;
        }
        columns.push(match Slot::from_name(name) {
            Some(slot) if slot.is_of_mapping() => Column::Slot(slot),
            other => {
                let is_defined = set.extensions.iter().any(|known| known.name == name);
                match other {
                    Some(_) => problems.add(problem(Kind::SlotOfSet)),
                    None if !is_defined => problems.add(problem(Kind::UndefinedExtension)),
                    None => {}
                }
                Column::Extension(name.to_owned())
            }
        });
    }
    columns
}

/// The columns without which no row can be valid; those of a literal's IRI may be left out.
fn mandatory(columns: &[Column], set: &MappingSet) -> Result<(), Vec<Slot>> {
    let has = |slot: Slot| {
        let is_slot = |column: &Column| matches!(column, Column::Slot(other) if *other == slot);
        columns.iter().any(is_slot)
    };
    let may_be_literal = |kind: Slot| has(kind) || set.about.text(kind) == Some("rdfs literal");
    let missing: Vec<_> = [
        (Slot::SubjectId, may_be_literal(Slot::SubjectType)),
        (Slot::PredicateId, false),
        (Slot::ObjectId, may_be_literal(Slot::ObjectType)),
        (Slot::MappingJustification, false),
    ]
    .into_iter()
    .filter(|(slot, optional)| !optional && !has(*slot))
    .map(|(slot, _)| slot)
    .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(missing)
    }
}

fn mapping(row: Row, columns: &[Column], judge: &Judge<'_>, problems: &mut Problems) -> Mapping {
    let line = row.line;
    let mut mapping = Mapping {
        line,
        ..Mapping::default()
    };
    let mut tell = |problem: Problem| problems.add(problem.at(line));
    for (column, field) in columns.iter().zip(row.fields) {
        match column {
            _ if field.is_empty() => {}
            Column::Slot(slot) => {
                let values = match slot.is_list() {
                    true => range::split_list(&field),
                    false => vec![field],
                };
                judge.put(&mut mapping.slots, *slot, values, &mut tell);
            }
            Column::Extension(name) => {
                mapping.extension_values.insert(name.clone(), field);
            }
            Column::Nothing => {}
        }
    }
    mapping
}
