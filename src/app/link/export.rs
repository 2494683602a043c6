//! `link export`: mapping sets in other forms.
//! Room `app`.

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::link::{crosswalk, jskos, rdf};
use crate::app::names;
use crate::app::session::Session;
use crate::core::iri::Prefixes;
use crate::core::message;
use crate::core::sssom::{json, write};
use crate::render::Rendered;
use crate::render::crosswalk::{CrosswalkPage, render};
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
            "sssom" => whole(Rendered::Text(write::tsv(&file.set))),
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
        let text = serialize::quads(quads.collect(), format, &prefixes)?;
        return Ok(whole(Rendered::Text(text)));
    }
    let language = session.language;
    let label = |iri: &str| {
        let label = names::label(&session.store, iri, language);
        label.ok().flatten()
    };
    let crosswalk = crosswalk::crosswalk(files, &label, language);
    let title = message::text(
        language,
        "link.crosswalk",
        &[("title", &session.project.config.title(language))],
    );
    let foot = session.project.config.source(language);
    let page = CrosswalkPage {
        crosswalk: &crosswalk,
        title: &title,
        foot: foot.into_iter().collect(),
        language,
    };
    Ok(whole(render(&page, format)?))
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
