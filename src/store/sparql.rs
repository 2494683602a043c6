//! A query's text → its algebra.
//! Room `store`: the parser comes with the engine.

use spargebra::{Query, SparqlParser};

use crate::core::iri::Prefixes;
use crate::query::admission::{self, Limits};
use crate::query::syntax::{self, SyntaxFault};
use crate::store::StoreError;

/// Parses SPARQL 1.1 within `limits`, with the prefixes known without declaring them. `place`
/// goes in front of the message of an error: the file's name, say. Nothing else parses a query,
/// so none reaches the parser that was not admitted.
pub fn parse_query(
    text: &str,
    prefixes: &Prefixes,
    place: &str,
    limits: Limits,
) -> Result<Query, StoreError> {
    admission::admit(text, limits).map_err(|bound| StoreError::Admission {
        place: place.to_owned(),
        bound,
    })?;
    let parser = parser_with(prefixes, place)?;
    if let Ok(query) = parser.clone().parse_query(text) {
        return Ok(query);
    }
    let escaped = syntax::escape_dots(text);
    let attempt = escaped.as_deref().unwrap_or(text);
    if escaped.is_some()
        && let Ok(query) = parser.clone().parse_query(attempt)
    {
        return Ok(query);
    }
    let place = place.to_owned();
    if parser
        .clone()
        .parse_update(attempt)
        .is_ok_and(|update| !update.operations.is_empty())
    {
        return Err(StoreError::Update { place });
    }
    let parse = |text: &str| match parser.clone().parse_query(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    let fault = SyntaxFault::find(text, &parse);
    Err(StoreError::QuerySyntax { place, fault })
}

fn parser_with(prefixes: &Prefixes, place: &str) -> Result<SparqlParser, StoreError> {
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in prefixes.iter() {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|error| StoreError::Prefix {
                place: place.to_owned(),
                prefix: prefix.to_owned(),
                message: error.to_string(),
            })?;
    }
    Ok(parser)
}
