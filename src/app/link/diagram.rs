//! `link diagram`: the project's hierarchy, another vocabulary's, and the accepted links between
//! them.
//! Room `app`.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::copies;
use crate::app::link::sets::LinkFile;
use crate::app::link::vocabulary;
use crate::app::progress::Progress;
use crate::app::resolve;
use crate::app::session::Session;
use crate::app::skos;
use crate::core::alignment::{Alignment, Tie};
use crate::core::hierarchy::{Concept, Evidence, Hierarchy, HierarchyBuilder, Link};
use crate::core::language::LocalizedText;
use crate::core::matching::entry::{Entry, Label, LabelKind, Vocabulary};
use crate::core::message::Message;
use crate::core::sssom::{Mapping, Slot, decision};
use crate::render::Rendered;
use crate::render::alignment::{AlignmentPage, Source, render};
use crate::render::drawing::Drawing;

pub use crate::core::alignment::Relation;

/// Formats, with the endings of files that mean them; the first is the default.
pub const FORMATS: [(&str, &[&str]); 4] = [
    ("svg", &["svg"]),
    ("png", &["png"]),
    ("pdf", &["pdf"]),
    ("dot", &["dot", "gv"]),
];
/// More links than this nobody follows by eye.
const MOST_LINKS: usize = 500;
/// Notations longer than this are left out.
const LONGEST_NOTATION: usize = 12;

/// What to draw.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files of the vocabulary that is linked to: they tell what stands above its terms.
    pub with: Vec<PathBuf>,
    /// Only links of these relations; empty: all.
    pub relations: Vec<Relation>,
    /// Only links of these things, as a person calls them, and of what is below them; empty: all.
    pub roots: Vec<String>,
    pub drawing: Drawing,
}

/// An accepted link with the place of its set.
type Row<'a> = (usize, &'a Mapping);

/// Draws the accepted links of valid mapping sets in one of [`FORMATS`].
pub fn diagram(
    session: &Session,
    files: &[LinkFile],
    options: &Options,
    format: &str,
    progress: &dyn Progress,
) -> Result<Rendered, AppError> {
    let language = session.language;
    let all = skos::view(&session.store, "", None, language)?.hierarchy;
    let rows = chosen(session, files, options, &all)?;
    let (rows, copies) = copies::joined(rows);
    let names: Vec<_> = files.iter().map(LinkFile::name).collect();
    if rows.is_empty() {
        return Err(AppError::NoLinksToDraw { sets: names });
    }
    if rows.len() > MOST_LINKS {
        return Err(AppError::TooManyLinksToDraw {
            count: rows.len(),
            most: MOST_LINKS,
        });
    }
    // Sets without links to draw are not spoken of.
    let has_links = |number: usize| rows.iter().any(|(set, _)| *set == number);
    let used: Vec<_> = (0..files.len())
        .filter(|&number| has_links(number))
        .collect();
    let names: Vec<_> = used.iter().map(|&number| files[number].name()).collect();
    let vocabulary = match options.with.as_slice() {
        [] => None,
        paths => Some(vocabulary::read(paths, progress)?),
    };
    let left = ours(&all, &rows).build(language);
    let mut theirs = theirs(files, &rows, vocabulary.as_ref());
    for ((number, iri), count) in &copies {
        let name = term_name(files, *number, iri);
        let concept = theirs.builder.concept_mut(&name);
        concept.labels.append(&format!(" ×{count}"));
    }
    let (right, missing) = (theirs.builder.build(language), theirs.missing);
    let ties = rows.iter().filter_map(|(file, row)| {
        Some(Tie {
            left: left.find(row.subject())?,
            right: right.find(&term_name(files, *file, row.object()))?,
            relation: Relation::of(row.predicate()),
            predicate: row.predicate().to_owned(),
        })
    });
    let alignment = Alignment {
        ties: ties.collect(),
        left,
        right,
    };
    let config = &session.project.config;
    let sets = Message::list(&names).in_language(language);
    let title = Message::new("link.diagram.title").with("project", &config.name);
    let sources = used.iter().map(|&number| source(session, &files[number]));
    let mut notes = Vec::new();
    if vocabulary.is_none() {
        notes.push(Message::new("link.diagram.flat").in_language(language));
    }
    if missing > 0 && vocabulary.is_some() {
        let note = Message::new("link.diagram.missing").with("count", missing);
        notes.push(note.in_language(language));
    }
    if !copies.is_empty() {
        notes.push(Message::new("link.diagram.copies").in_language(language));
    }
    let command = match names.as_slice() {
        [name] => format!("link diagram {name}"),
        _ => "link diagram".to_owned(),
    };
    let page = AlignmentPage {
        alignment: &alignment,
        title: &title.with("sets", &sets).in_language(language),
        heads: [&config.name, &heading(session, files, &used)],
        sources: sources.collect(),
        notes,
        command: &command,
        date: Some(config.date.as_str()).filter(|_| !session.is_foreign()),
        language,
        drawing: &options.drawing,
    };
    Ok(render(&page, format)?)
}

/// The accepted rows that the options leave, by set, then as the set has them.
fn chosen<'a>(
    session: &Session,
    files: &'a [LinkFile],
    options: &Options,
    all: &Hierarchy,
) -> Result<Vec<Row<'a>>, AppError> {
    let mut below: HashSet<String> = HashSet::new();
    for root in &options.roots {
        let iri = resolve::iri(&session.project, &session.store, root)?;
        let node = all.find(&iri);
        let nodes = node.into_iter().flat_map(|node| all.descendants(node));
        below.extend(nodes.map(|node| all.concept(node).iri.clone()));
        below.insert(iri);
    }
    let fits = |row: &Mapping| {
        let relation = Relation::of(row.predicate());
        let is_wanted = options.relations.is_empty() || options.relations.contains(&relation);
        is_wanted && (options.roots.is_empty() || below.contains(row.subject()))
    };
    let rows = files.iter().enumerate().flat_map(|(number, file)| {
        let rows = decision::accepted(&file.set).into_iter();
        rows.map(move |row| (number, row))
    });
    Ok(rows.filter(|(_, row)| fits(row)).collect())
}

/// The linked concepts of the project, with what stands above each in its first place.
fn ours(all: &Hierarchy, rows: &[Row<'_>]) -> HierarchyBuilder {
    let mut builder = HierarchyBuilder::default();
    for (_, row) in rows {
        let Some(node) = all.find(row.subject()) else {
            let labels = &mut builder.concept_mut(row.subject()).labels;
            if let Some(label) = row.slots.text(Slot::SubjectLabel) {
                labels.add("", label);
            }
            continue;
        };
        let path = all.path(node);
        for &at in &path {
            let concept = all.concept(at);
            if !builder.contains(&concept.iri) {
                builder.add_concept(concept.clone());
            }
        }
        for pair in path.windows(2) {
            let (above, below) = (&all.concept(pair[0]).iri, &all.concept(pair[1]).iri);
            builder.add_link(below, above, stated());
        }
    }
    builder
}

struct Theirs {
    builder: HierarchyBuilder,
    /// Linked terms that the vocabulary's files do not have.
    missing: usize,
}

/// The linked terms with what stands above them; of several sets, all below a node for the set.
fn theirs(files: &[LinkFile], rows: &[Row<'_>], vocabulary: Option<&Vocabulary>) -> Theirs {
    let none = Vocabulary::default();
    let mut theirs = Theirs {
        builder: HierarchyBuilder::default(),
        missing: 0,
    };
    for (number, file) in files.iter().enumerate() {
        let of_set = rows.iter().filter(|(set, _)| *set == number);
        let terms: BTreeMap<&str, &Mapping> = of_set.map(|(_, row)| (row.object(), *row)).collect();
        let side = Side {
            vocabulary: vocabulary.unwrap_or(&none),
            name: &|iri| term_name(files, number, iri),
            top: (files.len() > 1).then(|| term_name(files, number, "")),
        };
        if let Some(top) = side.top.as_deref().filter(|_| !terms.is_empty()) {
            let labels = &mut theirs.builder.concept_mut(top).labels;
            labels.add("", &versioned(file));
        }
        side.add(&terms, &mut theirs);
    }
    theirs
}

/// The terms of one set.
struct Side<'a> {
    vocabulary: &'a Vocabulary,
    /// What a term is called inside.
    name: &'a dyn Fn(&str) -> String,
    /// The node below which all of it stands.
    top: Option<String>,
}

impl Side<'_> {
    fn add(&self, terms: &BTreeMap<&str, &Mapping>, theirs: &mut Theirs) {
        let entries = &self.vocabulary.entries;
        let builder = &mut theirs.builder;
        let mut queue = VecDeque::new();
        let mut seen: HashSet<usize> = HashSet::new();
        for (iri, row) in terms {
            let place = entries.binary_search_by(|entry| entry.iri.as_str().cmp(iri));
            if let Ok(place) = place {
                seen.insert(place);
                queue.push_back(place);
                continue;
            }
            theirs.missing += 1;
            let name = (self.name)(iri);
            let concept = builder.concept_mut(&name);
            if let Some(label) = row.slots.text(Slot::ObjectLabel) {
                concept.labels.add("", label);
            }
            self.below_top(builder, &name);
        }
        while let Some(place) = queue.pop_front() {
            let entry = &entries[place];
            let name = (self.name)(&entry.iri);
            builder.add_concept(described(self.vocabulary, entry, name.clone()));
            for above in entry.broader.iter().map(|&above| above as usize) {
                builder.add_link(&name, &(self.name)(&entries[above].iri), stated());
                if seen.insert(above) {
                    queue.push_back(above);
                }
            }
            if entry.broader.is_empty() {
                self.group(builder, entry, &name);
            }
        }
    }

    /// Puts a top concept below its scheme or collection. One that holds everything tells nothing.
    fn group(&self, builder: &mut HierarchyBuilder, entry: &Entry, name: &str) {
        let groups = &self.vocabulary.groups;
        let mut own = entry.groups.iter().filter(|_| groups.len() > 1);
        match own.next().and_then(|&group| groups.get(group as usize)) {
            Some(group) => {
                let above = (self.name)(&group.iri);
                if !builder.contains(&above) {
                    builder.add_concept(described(self.vocabulary, group, above.clone()));
                }
                builder.add_link(name, &above, stated());
                self.below_top(builder, &above);
            }
            None => self.below_top(builder, name),
        }
    }

    fn below_top(&self, builder: &mut HierarchyBuilder, name: &str) {
        if let Some(top) = &self.top {
            builder.add_link(name, top, stated());
        }
    }
}

/// What a term is called inside: one that several sets link to stands in each.
fn term_name(files: &[LinkFile], number: usize, iri: &str) -> String {
    match files.len() {
        1 => iri.to_owned(),
        _ => format!("{number} {iri}"),
    }
}

fn described(vocabulary: &Vocabulary, entry: &Entry, iri: String) -> Concept {
    let mut labels = LocalizedText::default();
    let preferred = |label: &&Label| label.kind == LabelKind::Preferred;
    for label in entry.labels.iter().filter(preferred) {
        labels.add(vocabulary.tag(label.text.language), &label.text.text);
    }
    let notation = entry.notation.clone();
    Concept {
        iri,
        labels,
        notation: notation.filter(|notation| notation.chars().count() <= LONGEST_NOTATION),
        ..Concept::default()
    }
}

fn stated() -> Link {
    Link {
        evidence: Evidence::Stated,
        kind: None,
    }
}

/// What stands above the terms: the set and its version, of several sets that they are several.
fn heading(session: &Session, files: &[LinkFile], used: &[usize]) -> String {
    match used {
        [only] => versioned(&files[*only]),
        _ => Message::new("link.sources").in_language(session.language),
    }
}

fn versioned(file: &LinkFile) -> String {
    match decision::object_version(&file.set) {
        Some(version) => format!("{} {version}", file.name()),
        None => file.name(),
    }
}

/// Where the links of a set come from: its name, version, title, and what it says of itself.
fn source(session: &Session, file: &LinkFile) -> Source {
    let about = |slot| file.set.about.text(slot);
    let title = about(Slot::MappingSetTitle).map(|title| format!("{title}."));
    let message = Message::new("link.diagram.source").with("set", versioned(file));
    let parts = [title, about(Slot::Comment).map(str::to_owned)];
    Source {
        name: versioned(file),
        short: message.in_language(session.language),
        about: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}
