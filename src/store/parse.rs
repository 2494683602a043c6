//! A file's text → quads, and what is wrong with it, by file and line.
//! Room `store`.

use std::collections::BTreeMap;

use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

use crate::store::StoreError;
use crate::store::lines::LineByLine;
use crate::store::load::SourceFile;

/// The quads of a file, without a store.
pub fn read_quads(file: &SourceFile, graph: &str) -> Result<Vec<Quad>, StoreError> {
    let graph = file.declared_graph().unwrap_or(graph);
    let name = NamedNode::new(graph).map_or(GraphName::DefaultGraph, GraphName::NamedNode);
    let quads = parser(file)?
        .with_default_graph(name)
        .for_slice(&file.bytes);
    quads
        .map(|quad| quad.map_err(|error| syntax_error(file, error.into())))
        .collect()
}

/// Hands over the quads of a file one by one; blank nodes have the file's own labels.
pub fn for_each_quad(file: &SourceFile, mut take: impl FnMut(Quad)) -> Result<(), StoreError> {
    for quad in parser(file)?.for_slice(&file.bytes) {
        take(quad.map_err(|error| syntax_error(file, error.into()))?);
    }
    Ok(())
}

/// As [`for_each_quad`]; gives the prefixes that the file declares.
pub fn for_each_quad_with_prefixes(
    file: &SourceFile,
    mut take: impl FnMut(Quad),
) -> Result<Vec<(String, String)>, StoreError> {
    let mut quads = parser(file)?.for_slice(&file.bytes);
    let mut prefixes = BTreeMap::new();
    let mut is_first = true;
    while let Some(quad) = quads.next() {
        take(quad.map_err(|error| syntax_error(file, error.into()))?);
        // In XML they hold inside an element only, mostly the first.
        if std::mem::take(&mut is_first) {
            prefixes.extend(owned(quads.prefixes()));
        }
    }
    prefixes.extend(owned(quads.prefixes()));
    Ok(prefixes.into_iter().collect())
}

fn owned<'a>(
    prefixes: impl Iterator<Item = (&'a str, &'a str)>,
) -> impl Iterator<Item = (String, String)> {
    prefixes.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
}

/// A parser for the format of the file; the file's name is its base IRI.
pub(super) fn parser(file: &SourceFile) -> Result<RdfParser, StoreError> {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    RdfParser::from_format(file.format)
        .with_base_iri(format!("file:///{plain}"))
        .map_err(|error| StoreError::SyntaxWithoutPlace {
            path: file.path.clone(),
            message: error.to_string(),
        })
}

/// The parser's error with file, line and column.
pub(super) fn syntax_error(file: &SourceFile, error: RdfParseError) -> StoreError {
    let path = file.path.clone();
    let message = error.to_string();
    match error {
        RdfParseError::Syntax(error) => match error.location() {
            Some(place) => StoreError::Syntax {
                path,
                line: place.start.line + 1,
                column: place.start.column + 1,
                message: without_place(&message).to_owned(),
            },
            None => match line_of_error(file) {
                Some(line) => StoreError::SyntaxOnLine {
                    path,
                    line,
                    message,
                },
                None => StoreError::SyntaxWithoutPlace { path, message },
            },
        },
        RdfParseError::Io(_) => StoreError::SyntaxWithoutPlace { path, message },
    }
}

/// The parser's message without the place that it begins with.
pub(crate) fn without_place(message: &str) -> &str {
    let place = message.strip_prefix("Parser error ");
    place
        .and_then(|rest| rest.split_once(": "))
        .map_or(message, |(_, problem)| problem)
}

/// The line up to which a parser came that names none: the file is read once more, line by line.
fn line_of_error(file: &SourceFile) -> Option<u64> {
    let (reader, line) = LineByLine::new(&file.bytes);
    let mut quads = parser(file).ok()?.for_reader(reader);
    quads.any(|quad| quad.is_err()).then(|| line.get())
}
