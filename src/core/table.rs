//! Rows of terms under named columns: the answer to a SELECT query.
//! Room `core`.

use oxigraph::model::Term;

/// A table of RDF terms; a cell is `None` where the query left the variable unbound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Variable names, without the question mark.
    pub columns: Vec<String>,
    /// One cell a column in each row.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Table {
    /// The place of a column, if the table has it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The places of several columns; the first name that the table lacks is the error.
    pub fn places<'a, const N: usize>(&self, names: [&'a str; N]) -> Result<[usize; N], &'a str> {
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = self.column(name).ok_or(name)?;
        }
        Ok(places)
    }
}

/// The text of a term as people read it: the IRI, the literal's value, `_:` and a blank node's id.
pub fn term_text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}
