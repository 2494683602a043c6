//! Where a finding is: the label of its focus, and the file and line where its subject begins.
//! Room `app`. Lines are looked for only when there is something to find.

use std::collections::HashMap;
use std::path::PathBuf;

use oxigraph::io::RdfFormat;

use crate::app::names;
use crate::app::project::Project;
use crate::core::finding::Finding;
use crate::core::iri::Prefixes;
use crate::core::language::Language;
use crate::core::vocabulary::rdf;
use crate::store::load::SourceFile;
use crate::store::memory::GraphStore;

/// Adds label, file and line to findings that lack them.
pub fn complete(
    project: &Project,
    store: &GraphStore,
    sources: &[SourceFile],
    language: Language,
    findings: &mut [Finding],
) {
    if findings.iter().all(|finding| finding.focus.is_none()) {
        return;
    }
    let places = Places::read(sources, &project.prefixes);
    for finding in findings {
        let Some(focus) = &finding.focus else {
            continue;
        };
        if finding.label.is_none() {
            finding.label = names::label(store, focus, language).ok().flatten();
        }
        if finding.file.is_none()
            && let Some((file, line)) = places.find(focus, finding.path.as_deref())
        {
            finding.file = Some(file);
            finding.line = Some(line);
        }
    }
}

/// A block of statements about one subject.
struct Block {
    file: usize,
    /// From 0.
    line: usize,
    /// Whether it says what kind of thing the subject is.
    has_type: bool,
    /// Predicates and the lines where they stand.
    predicates: Vec<(String, usize)>,
}

/// Blocks by the IRI of their subject.
struct Places {
    files: Vec<PathBuf>,
    blocks: HashMap<String, Vec<Block>>,
}

impl Places {
    fn read(sources: &[SourceFile], prefixes: &Prefixes) -> Self {
        let mut places = Self {
            files: Vec::new(),
            blocks: HashMap::new(),
        };
        for source in sources {
            let Ok(text) = std::str::from_utf8(&source.bytes) else {
                continue;
            };
            let file = places.files.len();
            places.files.push(source.path.clone());
            match source.format {
                RdfFormat::Turtle | RdfFormat::TriG | RdfFormat::NTriples | RdfFormat::NQuads => {
                    places.read_turtle(file, text, prefixes);
                }
                RdfFormat::RdfXml => places.read_xml(file, text),
                _ => {}
            }
        }
        places
    }

    /// Subjects are what stands at the start of a line; predicates what begins an indented one,
    /// or follows the subject.
    fn read_turtle(&mut self, file: usize, text: &str, prefixes: &Prefixes) {
        let mut prefixes = prefixes.clone();
        let mut subject: Option<String> = None;
        for (line, content) in text.lines().enumerate() {
            let trimmed = content.trim_start();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let mut words = trimmed.split_whitespace();
            let first = words.next().unwrap_or_default();
            if first == "@prefix" || first.eq_ignore_ascii_case("prefix") {
                declare(&mut prefixes, words);
                subject = None;
                continue;
            }
            if trimmed.len() == content.len() {
                subject = expand(&prefixes, first);
                if let Some(iri) = &subject {
                    self.blocks.entry(iri.clone()).or_default().push(Block {
                        file,
                        line,
                        has_type: false,
                        predicates: Vec::new(),
                    });
                }
                if let Some(predicate) = words.next() {
                    self.predicate(subject.as_deref(), &prefixes, predicate, line);
                }
            } else {
                self.predicate(subject.as_deref(), &prefixes, first, line);
            }
        }
    }

    fn predicate(&mut self, subject: Option<&str>, prefixes: &Prefixes, word: &str, line: usize) {
        let block = subject
            .and_then(|iri| self.blocks.get_mut(iri))
            .and_then(|blocks| blocks.last_mut());
        let Some(block) = block else { return };
        if word == "a" {
            block.has_type = true;
            block.predicates.push((rdf::TYPE.to_owned(), line));
        } else if let Some(iri) = expand(prefixes, word) {
            block.has_type |= iri == rdf::TYPE;
            block.predicates.push((iri, line));
        }
    }

    /// `rdf:about` names the subject (RDF/XML 2.2); `rdf:ID` and `rdf:nodeID` are passed over.
    fn read_xml(&mut self, file: usize, text: &str) {
        for (line, content) in text.lines().enumerate() {
            for part in content.split("about=").skip(1) {
                let quote = part.chars().next().filter(|c| matches!(c, '"' | '\''));
                let Some(iri) = quote.and_then(|quote| part[1..].split(quote).next()) else {
                    continue;
                };
                let block = Block {
                    file,
                    line,
                    has_type: true,
                    predicates: Vec::new(),
                };
                let iri = iri.replace("&amp;", "&");
                self.blocks.entry(iri).or_default().push(block);
            }
        }
    }

    /// The line of `path` in a block about `focus`; else of the block that says what it is;
    /// else of the first one.
    fn find(&self, focus: &str, path: Option<&str>) -> Option<(PathBuf, u64)> {
        let blocks = self.blocks.get(focus)?;
        let of_path = blocks.iter().find_map(|block| {
            let (_, line) = block
                .predicates
                .iter()
                .find(|(predicate, _)| Some(predicate.as_str()) == path)?;
            Some((block.file, *line))
        });
        let (file, line) = of_path.or_else(|| {
            let typed = blocks.iter().find(|block| block.has_type);
            typed
                .or(blocks.first())
                .map(|block| (block.file, block.line))
        })?;
        Some((self.files.get(file)?.clone(), line as u64 + 1))
    }
}

fn declare<'a>(prefixes: &mut Prefixes, mut words: impl Iterator<Item = &'a str>) {
    let (Some(prefix), Some(namespace)) = (words.next(), words.next()) else {
        return;
    };
    let namespace = namespace
        .strip_prefix('<')
        .and_then(|rest| rest.split('>').next());
    if let (Some(prefix), Some(namespace)) = (prefix.strip_suffix(':'), namespace) {
        prefixes.insert(prefix, namespace);
    }
}

/// The IRI that a word of Turtle stands for.
fn expand(prefixes: &Prefixes, word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix('<') {
        return rest.split_once('>').map(|(iri, _)| iri.to_owned());
    }
    let word = word.trim_end_matches(['.', ';', ',']);
    prefixes.expand(&word.replace('\\', ""))
}
