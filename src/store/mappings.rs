//! Mapping sets → triples: the accepted rows of a set fill the graph that the set is named by.
//! Room `store`; may use `core`.

use std::path::{Path, PathBuf};

use oxigraph::model::{NamedNode, Quad};

use crate::core::sssom::{Kind, MappingSet, Problem, Reading, decision, json, tsv};
use crate::store::StoreError;
use crate::store::load::text_of;
use crate::store::mappings_rdf;

/// Reads the bytes of a file, SSSOM/JSON by its ending `.json`, SSSOM/RDF by the endings of graphs,
/// else SSSOM/TSV; `metadata` are those of its external metadata file. What is wrong inside is told
/// in the reading, also that it holds several sets.
pub fn read(path: &Path, bytes: Vec<u8>, metadata: Option<Vec<u8>>) -> Result<Reading, StoreError> {
    let mut readings = read_all(path, bytes, metadata)?;
    let count = readings.len();
    let mut reading = readings.pop().unwrap_or_default();
    if count > 1 {
        reading
            .problems
            .add(Problem::new(Kind::SeveralSets).detail(count));
    }
    Ok(reading)
}

/// As [`read`], for a file that may hold several sets: a graph.
pub fn read_all(
    path: &Path,
    bytes: Vec<u8>,
    metadata: Option<Vec<u8>>,
) -> Result<Vec<Reading>, StoreError> {
    if mappings_rdf::is_graph(path) {
        return mappings_rdf::read(path, bytes);
    }
    read_table(path, bytes, metadata).map(|reading| vec![reading])
}

fn read_table(
    path: &Path,
    bytes: Vec<u8>,
    metadata: Option<Vec<u8>>,
) -> Result<Reading, StoreError> {
    let begins_with_mark = bytes.starts_with("\u{feff}".as_bytes());
    let mut text = text_of(path, bytes)?;
    if begins_with_mark {
        text.insert(0, '\u{feff}');
    }
    if path.extension().is_some_and(|ending| ending == "json") {
        return Ok(json::read(&text));
    }
    let metadata = metadata.map(|bytes| text_of(path, bytes)).transpose()?;
    Ok(tsv::read(&text, metadata.as_deref()))
}

/// The external metadata file of a set, if there is one: `NAME.sssom.yml` beside
/// `NAME.sssom.tsv`, as the standard proposes; `.yaml` too.
pub fn metadata_file(path: &Path) -> Option<PathBuf> {
    metadata_names(path).into_iter().find(|path| path.is_file())
}

/// What the external metadata file of a set may be called.
pub fn metadata_names(path: &Path) -> [PathBuf; 2] {
    ["yml", "yaml"].map(|ending| path.with_extension(ending))
}

/// As [`read`], for a set that must be valid and have a name.
pub fn read_valid(
    path: &Path,
    bytes: Vec<u8>,
    metadata: Option<Vec<u8>>,
) -> Result<MappingSet, StoreError> {
    let set = read(path, bytes, metadata)?
        .valid()
        .map_err(|problem| StoreError::Mappings {
            path: path.to_owned(),
            problem,
        })?;
    match set.id() {
        Some(_) => Ok(set),
        None => Err(StoreError::UnnamedMappings {
            path: path.to_owned(),
        }),
    }
}

/// The triples of the accepted rows, in the graph that names the set; none without a name.
pub fn quads(set: &MappingSet) -> Vec<Quad> {
    let Some(graph) = set.id().map(NamedNode::new_unchecked) else {
        return Vec::new();
    };
    // Reading a set judges that its identifiers are IRIs.
    let name = |iri: &str| NamedNode::new_unchecked(iri);
    let accepted = decision::accepted(set).into_iter();
    accepted
        .map(|row| {
            let (subject, predicate, object) = decision::triple(row);
            Quad::new(name(subject), name(predicate), name(object), graph.clone())
        })
        .collect()
}
