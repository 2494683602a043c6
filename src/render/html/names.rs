//! What items are also called, for the search.
//! Room `render`.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::render::{Page, RenderError, escape};

/// More bytes of other names than this are compressed: those of a thesaurus are as much text as
/// all its labels.
const LONGEST_PLAIN: usize = 32 * 1024;

/// The block of data that the page holds.
pub struct Names {
    /// A line for each item that has such names: its place among the items and the names, parted
    /// by tabs.
    pub text: String,
    /// How the text is compressed (Compression Streams, 4), then in base64; empty: not at all.
    pub packed: &'static str,
}

/// The other names of all items of a page.
pub fn block(page: &Page<'_>) -> Result<Names, RenderError> {
    let names = names(page);
    Ok(match names.len() > LONGEST_PLAIN {
        true => Names {
            text: packed(&names)?,
            packed: "deflate-raw",
        },
        false => Names {
            text: names,
            packed: "",
        },
    })
}

/// Of each node where it stands in full. What its label holds already is found without.
fn names(page: &Page<'_>) -> String {
    let mut text = String::new();
    let steps = page.hierarchy.preorder(None);
    let shown = steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth));
    for (place, step) in shown.enumerate().filter(|(_, step)| !step.reference) {
        let Some(names) = page.other_names.get(&step.node) else {
            continue;
        };
        let label = page.hierarchy.concept(step.node).label(page.language).0;
        let label = label.to_lowercase();
        let mut is_first = true;
        for name in names {
            // No line or tab of its own, and nothing that ends the block; the script undoes it.
            let name = name.replace('&', "&amp;").replace('<', "&lt;");
            let name = escape::visible(&name);
            if name.is_empty() || label.contains(&name.to_lowercase()) {
                continue;
            }
            if std::mem::take(&mut is_first) {
                text.push_str(&format!("\n{place}"));
            }
            text.push('\t');
            text.push_str(&name);
        }
    }
    text
}

fn packed(names: &str) -> Result<String, RenderError> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let bytes = encoder.write_all(names.as_bytes());
    let bytes = bytes.and_then(|()| encoder.finish());
    let bytes = bytes.map_err(|error| RenderError::Drawing(error.to_string()))?;
    Ok(STANDARD.encode(bytes))
}
