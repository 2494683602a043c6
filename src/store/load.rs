//! Files → triples. Reading is bounded: size after unpacking, nesting of JSON-LD.
//! Room `store`.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};

use crate::store::StoreError;

/// The most that one file may hold after unpacking.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// What the entities of an XML file may make together.
const MAX_ENTITY_BYTES: usize = 64 * 1024 * 1024;
/// Deeper nested JSON costs memory without measure before it is refused by the parser.
const MAX_JSON_LEVELS: usize = 256;

/// A file's bytes, unpacked, with the format that its name tells.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// For messages, and for the base IRI.
    pub path: PathBuf,
    pub format: RdfFormat,
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// Reads a file from disk; `.gz` is unpacked.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        if !path.is_dir() && path.exists() {
            format_of(path)?;
        }
        Self::from_bytes(path, read_bytes(path)?)
    }

    /// Takes bytes as the content of a file of that name; `.gz` is unpacked.
    pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, StoreError> {
        let format = format_of(path)?;
        let bytes = if is_gzip(path) {
            unpack(path, &bytes)?
        } else {
            bytes
        };
        let bytes = text_of(path, bytes)?.into_bytes();
        if matches!(format, RdfFormat::JsonLd { .. }) && json_levels(&bytes) > MAX_JSON_LEVELS {
            return Err(StoreError::TooDeep {
                path: path.to_owned(),
                limit: MAX_JSON_LEVELS,
            });
        }
        if is_plain_json(path, format, &bytes) {
            return Err(StoreError::PlainJson {
                path: path.to_owned(),
            });
        }
        if format == RdfFormat::RdfXml && entities_explode(&String::from_utf8_lossy(&bytes)) {
            return Err(StoreError::Entities {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            path: path.to_owned(),
            format,
            bytes,
        })
    }

    /// The graph that the file's own `#+ graph: IRI` line names.
    pub fn declared_graph(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        let head = text
            .lines()
            .take_while(|line| line.starts_with('#') || line.trim().is_empty());
        head.filter_map(|line| line.strip_prefix("#+")?.trim().strip_prefix("graph:"))
            .map(str::trim)
            .next()
    }
}

/// Reads a text file from disk; `.gz` is unpacked.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    let bytes = read_bytes(path)?;
    let bytes = if is_gzip(path) {
        unpack(path, &bytes)?
    } else {
        bytes
    };
    text_of(path, bytes)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let read = |source| StoreError::Read {
        path: path.to_owned(),
        source,
    };
    let metadata = fs::metadata(path).map_err(read)?;
    if metadata.is_dir() {
        return Err(StoreError::IsFolder {
            path: path.to_owned(),
        });
    }
    if metadata.len() > MAX_BYTES {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit: MAX_BYTES,
        });
    }
    fs::read(path).map_err(read)
}

/// The bytes of a file, but one more than `limit` at the most: who reads tells that it is too large.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(limit + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes as text; where they are not UTF-8 the error says in which line.
pub fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, StoreError> {
    let text = exact_text_of(path, bytes)?;
    // Some editors put a byte order mark in front; it is no part of the text.
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// As [`text_of`], a byte order mark left where it is.
pub fn exact_text_of(path: &Path, bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        StoreError::NotUtf8 {
            path: path.to_owned(),
            line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
        }
    })
}

fn is_gzip(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// The RDF format that a file's name tells, `.gz` aside.
pub fn format_of(path: &Path) -> Result<RdfFormat, StoreError> {
    let inner = if is_gzip(path) {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    let extension = inner
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    match extension.as_str() {
        "owl" | "skos" => Ok(RdfFormat::RdfXml),
        "json" => Ok(RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        }),
        other => RdfFormat::from_extension(other).ok_or_else(|| StoreError::UnknownFormat {
            path: path.to_owned(),
        }),
    }
}

fn unpack(path: &Path, packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(packed)
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| StoreError::Gzip {
            path: path.to_owned(),
            source,
        })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit: MAX_BYTES,
        });
    }
    Ok(bytes)
}

/// How deep `{` and `[` nest outside strings.
fn json_levels(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for &byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether the entities that an XML text declares may not be expanded: one refers to another
/// (each level multiplies), or together they would make more than [`MAX_ENTITY_BYTES`].
/// Entities that abbreviate namespaces, which OWL files are full of, pass.
fn entities_explode(text: &str) -> bool {
    let mut expanded = 0_usize;
    for declaration in text.split("<!ENTITY").skip(1) {
        let declaration = declaration.trim_start();
        let Some((name, rest)) = declaration.split_once(char::is_whitespace) else {
            continue;
        };
        let Some(quote @ ('"' | '\'')) = rest.trim_start().chars().next() else {
            // Parameter entities and external ones: nothing that RDF needs.
            return true;
        };
        let value = rest.trim_start()[1..].split(quote).next().unwrap_or("");
        if value.replace("&#", "").contains('&') {
            return true;
        }
        let uses = text.matches(&format!("&{name};")).count();
        expanded = expanded.saturating_add(uses.saturating_mul(value.len()));
    }
    expanded > MAX_ENTITY_BYTES
}

/// Whether a `.json` file has no keyword of JSON-LD at all: then a reader of JSON-LD finds nothing
/// in it, and says nothing.
fn is_plain_json(path: &Path, format: RdfFormat, bytes: &[u8]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_json = name
        .to_ascii_lowercase()
        .trim_end_matches(".gz")
        .ends_with(".json");
    let keyword = |at: &[u8]| at.starts_with(b"\"@") || at.starts_with(b"\"\\u0040");
    matches!(format, RdfFormat::JsonLd { .. })
        && is_json
        && bytes.iter().any(|byte| !byte.is_ascii_whitespace())
        && !(0..bytes.len()).any(|at| keyword(&bytes[at..]))
}
