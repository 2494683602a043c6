//! Two hierarchies as one: what is new, gone, moved, renamed, numbered anew.
//! Room `app`.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::project::CONFIG_FILE;
use crate::app::session::Sources;
use crate::app::tree::View;
use crate::core::hierarchy::{NodeChange, merge};
use crate::core::language::{Language, LocalizedText};
use crate::core::message;
use crate::render::words;

/// What one side of a comparison names: a project folder, or an RDF file. `project` is the
/// project that gives a file its views and prefixes.
pub fn sources(path: &Path, project: Option<&Path>) -> Result<Sources, AppError> {
    if path.join(CONFIG_FILE).is_file() {
        return Ok(Sources {
            project: Some(path.to_owned()),
            ..Sources::default()
        });
    }
    if path.is_dir() {
        return Err(AppError::NothingToCompare {
            path: path.to_owned(),
        });
    }
    Ok(Sources {
        project: project.map(Path::to_owned),
        files: vec![path.to_owned()],
        added: Vec::new(),
    })
}

/// What to call the two sides: the names of the files, or the whole paths where those are equal.
pub fn names(old: &Path, new: &Path) -> [String; 2] {
    let name = |path: &Path| {
        let name = path.file_name().map(PathBuf::from);
        name.unwrap_or_else(|| path.to_owned())
            .display()
            .to_string()
    };
    let short = [name(old), name(new)];
    if short[0] == short[1] {
        [old.display().to_string(), new.display().to_string()]
    } else {
        short
    }
}

/// The new view with, at their old place, the nodes that only the old one has. What changed at
/// a node stands in its note, in words, and in [`View::changes`]. Numbers are those of the new.
pub fn view(old: &View, new: &View, names: &[String; 2], language: Language) -> View {
    let merged = merge(&old.hierarchy, &new.hierarchy, language);
    let (mut hierarchy, changes) = (merged.hierarchy, merged.changes);
    for (iri, change) in &changes {
        let Some(node) = hierarchy.find(iri) else {
            continue;
        };
        let mut note = words::change(language, change);
        if let Some((old_note, _)) = hierarchy.concept(node).note.pick(language) {
            note = format!("{note}; {old_note}");
        }
        let mut text = LocalizedText::default();
        text.add(language.code(), &note);
        hierarchy.set_note(node, text);
    }
    let title = [("title", new.summary.as_str())];
    let mut view = View {
        name: new.name.clone(),
        summary: message::text(language, "compare.title", &title),
        note: None,
        few: new.few,
        hierarchy,
        has_examples: new.has_examples,
        has_curated: old.has_curated || new.has_curated,
        has_links: false,
        has_classes: new.has_classes,
        changes: Some(changes),
    };
    tell(&mut view, new.note.as_deref(), names, language);
    view
}

/// Puts into the note what was compared and how many nodes of the view changed, before the
/// remark that the new view has; to be told anew where only a part of it is left.
pub fn tell(view: &mut View, new_note: Option<&str>, names: &[String; 2], language: Language) {
    let hierarchy = &view.hierarchy;
    let shown: Vec<&NodeChange> = view.changes.as_ref().map_or_else(Vec::new, |changes| {
        let nodes = hierarchy
            .nodes()
            .filter(|&node| !hierarchy.is_outside(node));
        nodes
            .filter_map(|node| changes.get(&hierarchy.concept(node).iri))
            .collect()
    });
    let count = |test: fn(&NodeChange) -> bool| {
        let found = shown.iter().filter(|change| test(change));
        found.count().to_string()
    };
    let values = [
        ("old", names[0].clone()),
        ("new", names[1].clone()),
        ("added", count(|change| change.added)),
        ("removed", count(|change| change.removed)),
        ("moved", count(|change| change.moved.is_some())),
        ("renamed", count(|change| change.renamed_from.is_some())),
        ("notation", count(|change| change.notation_from.is_some())),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    let mut note = message::text(language, "compare.note", &values);
    if view.has_examples {
        note.push(' ');
        note.push_str(&message::text(language, "compare.counts", &values));
    }
    if let Some(new_note) = new_note {
        note.push(' ');
        note.push_str(new_note);
    }
    view.note = Some(note);
}
