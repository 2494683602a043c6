//! A cross table: rows × columns, from a table with a row for each cell.
//! Room `render`. The columns are those of `kind: matrix` in `docs/queries.md`.

use std::collections::HashMap;

use oxigraph::model::{Literal, Term};

use crate::core::iri::Prefixes;
use crate::core::table::{Table, term_text};

/// Between values of one cell.
const BETWEEN: &str = "; ";

/// One side of the cross: keys with their labels, in order.
#[derive(Default)]
struct Side {
    places: HashMap<String, usize>,
    /// Key and label.
    entries: Vec<(String, String)>,
}

impl Side {
    fn add(&mut self, key: String, label: String) -> usize {
        let next = self.entries.len();
        *self.places.entry(key.clone()).or_insert_with(|| {
            self.entries.push((key, label));
            next
        })
    }
}

/// The cross table of `?row ?column ?value`, headed by `?rowLabel` and `?columnLabel` where there
/// are any. Rows come in the order of the table; columns too if `in_order`, else by their keys.
/// `None` where a column is lacking.
pub fn pivot(table: &Table, prefixes: &Prefixes, in_order: bool) -> Option<Table> {
    let [row, column, value] = ["row", "column", "value"].map(|name| table.column(name));
    let (row, column, value) = (row?, column?, value?);
    let labels = ["rowLabel", "columnLabel"].map(|name| table.column(name));
    let text = |term: &Term| match term {
        Term::NamedNode(node) => prefixes.compact(node.as_str()),
        other => term_text(other),
    };
    let (mut rows, mut columns) = (Side::default(), Side::default());
    let mut cells: HashMap<(usize, usize), Vec<&Term>> = HashMap::new();
    for cells_of_row in &table.rows {
        let cell = |place: usize| cells_of_row.get(place).and_then(Option::as_ref);
        let add = |side: &mut Side, place: usize, label: Option<usize>| {
            let key = cell(place).map(ToString::to_string).unwrap_or_default();
            let head = label.and_then(cell).or_else(|| cell(place));
            side.add(key, head.map(text).unwrap_or_default())
        };
        let place = (
            add(&mut rows, row, labels[0]),
            add(&mut columns, column, labels[1]),
        );
        let values = cells.entry(place).or_default();
        values.extend(cell(value).filter(|value| !values.contains(value)));
    }
    let mut order: Vec<usize> = (0..columns.entries.len()).collect();
    if !in_order {
        order.sort_by_key(|&place| &columns.entries[place].0);
    }
    let literal = |text: String| Term::from(Literal::new_simple_literal(text));
    let joined = |values: &Vec<&Term>| match values.as_slice() {
        [] => None,
        [one] => Some((*one).clone()),
        several => {
            let texts: Vec<_> = several.iter().map(|value| text(value)).collect();
            Some(literal(texts.join(BETWEEN)))
        }
    };
    let heads = order.iter().map(|&place| columns.entries[place].1.clone());
    Some(Table {
        columns: std::iter::once(String::new()).chain(heads).collect(),
        rows: (0..rows.entries.len())
            .map(|at| {
                let values = order.iter().map(|&place| cells.get(&(at, place)));
                std::iter::once(Some(literal(rows.entries[at].1.clone())))
                    .chain(values.map(|values| values.and_then(joined)))
                    .collect()
            })
            .collect(),
    })
}

/// Numbers instead of column heads, and the lines that say what they stand for.
pub fn number_heads(table: &mut Table) -> Vec<String> {
    let heads = table.columns.iter_mut().enumerate().skip(1);
    heads
        .map(|(number, head)| {
            let line = format!("{number} = {head}");
            *head = number.to_string();
            line
        })
        .collect()
}
