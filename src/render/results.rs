//! The answer to SELECT or ASK in the formats of the W3C: CSV and TSV (SPARQL 1.1 Query Results
//! CSV and TSV), JSON (SPARQL 1.1 Query Results JSON), XML (SPARQL Query Results XML).
//! Room `render`.

use std::io;

use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use crate::core::table::Table;
use crate::core::xml;

/// A format for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFormat {
    Csv,
    Tsv,
    Json,
    Xml,
}

impl ResultFormat {
    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "json" => Self::Json,
            "xml" => Self::Xml,
            _ => return None,
        })
    }

    fn serializer(self) -> QueryResultsSerializer {
        QueryResultsSerializer::from_format(match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
        })
    }
}

/// The answer to ASK.
pub fn boolean(value: bool, format: ResultFormat) -> String {
    let written = format
        .serializer()
        .serialize_boolean_to_writer(Vec::new(), value);
    // Writing to memory cannot fail.
    text(written.unwrap_or_default())
}

/// The answer to SELECT.
pub fn table(table: &Table, format: ResultFormat) -> io::Result<String> {
    if format == ResultFormat::Csv {
        return Ok(csv(table));
    }
    let variables: Vec<_> = table.columns.iter().map(Variable::new_unchecked).collect();
    let mut writer = format
        .serializer()
        .serialize_solutions_to_writer(Vec::new(), variables.clone())?;
    for row in &table.rows {
        let cells = variables.iter().zip(row);
        writer.serialize(
            cells.filter_map(|(name, cell)| Some((name.as_ref(), cell.as_ref()?.as_ref()))),
        )?;
    }
    let written = text(writer.finish()?);
    Ok(match format {
        ResultFormat::Xml => xml::keep_returns(written),
        _ => written,
    })
}

/// As text, with the line end that people expect of a file.
fn text(bytes: Vec<u8>) -> String {
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Written here because the library leaves IRIs with a comma unquoted.
fn csv(table: &Table) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut text = line(table.columns.clone());
    for row in &table.rows {
        text.push_str(&line(row.iter().map(csv_cell).collect()));
    }
    text
}

fn csv_cell(cell: &Option<Term>) -> String {
    let value = match cell {
        None => return String::new(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    };
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}
