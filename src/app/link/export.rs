//! `link export`: mapping sets in other forms.
//! Room `app`.

use std::collections::BTreeSet;

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::link::{crosswalk, jskos, rdf};
use crate::app::names;
use crate::app::session::Session;
use crate::core::iri::Prefixes;
use crate::core::message;
use crate::core::sssom::{CurieMap, Mapping, MappingSet, Slot, json, write};
use crate::render::Rendered;
use crate::render::crosswalk::{CrosswalkPage, render};
use crate::store::mappings_rdf;
use crate::store::serialize::{self, GraphFormat};

/// Formats, with the endings of files that mean them; the first is the default.
pub const FORMATS: [(&str, &[&str]); 13] = [
    ("sssom", &["sssom.tsv", "tsv"]),
    ("json", &["sssom.json", "json"]),
    ("jskos", &["jskos.json"]),
    ("turtle", &["ttl"]),
    ("trig", &["trig"]),
    ("ntriples", &["nt"]),
    ("nquads", &["nq"]),
    ("rdfxml", &["rdf", "owl", "xml"]),
    ("jsonld", &["jsonld"]),
    ("csv", &["csv"]),
    ("markdown", &["md"]),
    ("html", &["html"]),
    ("xlsx", &["xlsx"]),
];

/// Whether a format holds one mapping set only.
pub fn holds_one(format: &str) -> bool {
    matches!(format, "sssom" | "json" | "jskos")
}

/// What was written, and how many rows the format could not hold.
pub struct Exported {
    pub rendered: Rendered,
    pub left_out: usize,
}

/// Writes valid mapping sets in one of [`FORMATS`].
pub fn export(session: &Session, files: &[LinkFile], format: &str) -> Result<Exported, AppError> {
    let whole = |rendered| Exported {
        rendered,
        left_out: 0,
    };
    if holds_one(format) {
        let [file] = files else {
            let names: Vec<_> = files.iter().map(LinkFile::name).collect();
            return Err(AppError::OneMappingSet {
                format: format.to_owned(),
                names,
            });
        };
        return Ok(match format {
            "sssom" => {
                let mut set = file.set.clone();
                if mappings_rdf::is_graph(&file.path) {
                    with_prefixes(&mut set, session);
                }
                whole(Rendered::Text(write::tsv(&set)))
            }
            "json" => whole(Rendered::Text(json::write(&file.set))),
            _ => {
                let (text, left_out) = jskos::write(&file.set);
                Exported {
                    rendered: Rendered::Text(text),
                    left_out,
                }
            }
        });
    }
    if let Some(format) = GraphFormat::from_name(format) {
        let quads = files.iter().enumerate();
        let quads = quads.flat_map(|(number, file)| rdf::quads(&file.set, number));
        let prefixes = prefixes(session, files);
        let mut text = serialize::quads(quads.collect(), format, &prefixes)?;
        if matches!(format, GraphFormat::Turtle | GraphFormat::TriG) {
            text.insert_str(0, &undeclared(files, &text));
        }
        return Ok(whole(Rendered::Text(text)));
    }
    let language = session.language;
    let label = |iri: &str| {
        let label = names::label(&session.store, iri, language);
        label.ok().flatten()
    };
    let crosswalk = crosswalk::crosswalk(files, session.is_foreign(), &label, language);
    let config = &session.project.config;
    // The project says nothing of links between other people's vocabularies.
    let (named, foot) = match session.is_foreign() {
        true => (titles(files), None),
        false => (config.title(language), config.source(language)),
    };
    let title = message::text(language, "link.crosswalk", &[("title", &named)]);
    let page = CrosswalkPage {
        crosswalk: &crosswalk,
        title: &title,
        foot: foot.into_iter().collect(),
        language,
    };
    Ok(whole(render(&page, format)?))
}

/// What the sets call themselves.
fn titles(files: &[LinkFile]) -> String {
    let title = |file: &LinkFile| {
        let title = file.set.about.text(Slot::MappingSetTitle);
        title.map_or_else(|| file.name(), str::to_owned)
    };
    files.iter().map(title).collect::<Vec<_>>().join("; ")
}

/// Prefixes that the sets use and the text does not declare, because no name of Turtle can have
/// them: who makes TSV of it needs them (SSSOM/RDF, Serialisations of identifiers).
fn undeclared(files: &[LinkFile], text: &str) -> String {
    let mut lines = BTreeSet::new();
    for set in files.iter().map(|file| &file.set) {
        for prefix in set.used_prefixes() {
            let namespace = set.prefixes.namespace(prefix).unwrap_or_default();
            let is_declared = text.contains(&format!("@prefix {prefix}: "));
            if !is_declared {
                lines.insert(format!("@prefix {prefix}: <{namespace}> .\n"));
            }
        }
    }
    lines.into_iter().collect()
}

/// A graph may declare no prefixes; in TSV every identifier has one.
fn with_prefixes(set: &mut MappingSet, session: &Session) {
    let mut known = CurieMap::default();
    for (prefix, namespace) in session.project.prefixes.iter() {
        known.insert(prefix, namespace);
    }
    let mut about = Mapping::default();
    for (slot, value) in set.about.iter() {
        about.slots.set(slot, value.clone());
    }
    let mut rows = set.mappings.clone();
    rows.push(about);
    set.declare_for(&rows, &known);
    set.prefixes
        .name_all(rows.iter().flat_map(Mapping::entities));
}

/// The project's prefixes and those of the sets.
fn prefixes(session: &Session, files: &[LinkFile]) -> Prefixes {
    let mut prefixes = session.project.prefixes.clone();
    for file in files {
        for (prefix, namespace) in file.set.prefixes.iter() {
            prefixes.insert(prefix, namespace);
        }
    }
    prefixes
}
