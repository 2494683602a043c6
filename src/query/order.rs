//! The order of rows: the same question gets its rows in the same order every time.
//! Room `query`.
//!
//! Without ORDER BY an engine may give rows in any order, and with it those that its keys leave
//! equal. So the projected variables are added as last keys, by value and then by written form.
//! Where neither ORDER BY nor LIMIT stands, rows are put in order afterwards, which costs less.

use oxigraph::model::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};

use crate::core::table::Table;

/// Makes the order that a query asks for total. Returns whether the rows come in order then;
/// where not, [`sort_rows`] puts them in order.
pub fn settle(query: &mut Query) -> bool {
    let Query::Select { pattern, .. } = query else {
        return true;
    };
    let sliced = matches!(pattern, GraphPattern::Slice { .. });
    let mut place = pattern;
    loop {
        match place {
            GraphPattern::Slice { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner } => place = inner,
            GraphPattern::Project { inner, variables } => {
                let keys = keys(variables);
                match inner.as_mut() {
                    GraphPattern::OrderBy { expression, .. } => expression.extend(keys),
                    other if sliced => {
                        *other = GraphPattern::OrderBy {
                            inner: Box::new(std::mem::take(other)),
                            expression: keys,
                        };
                    }
                    _ => return false,
                }
                return true;
            }
            _ => return false,
        }
    }
}

fn keys(variables: &[Variable]) -> Vec<OrderExpression> {
    let mut keys = Vec::with_capacity(variables.len() * 4);
    for variable in variables {
        let value = || Expression::Variable(variable.clone());
        keys.push(OrderExpression::Asc(value()));
        for function in [Function::Str, Function::Lang, Function::Datatype] {
            let call = Expression::FunctionCall(function, vec![value()]);
            keys.push(OrderExpression::Asc(call));
        }
    }
    keys
}

/// Puts rows in order, column by column: unbound, blank nodes, IRIs, literals (SPARQL 1.1,
/// 15.1), each by text, language and datatype.
pub fn sort_rows(table: &mut Table) {
    table
        .rows
        .sort_by_cached_key(|row| row.iter().map(key).collect::<Vec<_>>());
}

fn key(cell: &Option<Term>) -> (u8, String, String) {
    match cell {
        None => (0, String::new(), String::new()),
        Some(Term::BlankNode(node)) => (1, node.as_str().to_owned(), String::new()),
        Some(Term::NamedNode(node)) => (2, node.as_str().to_owned(), String::new()),
        Some(Term::Literal(literal)) => {
            let kind = literal
                .language()
                .unwrap_or_else(|| literal.datatype().as_str());
            (3, literal.value().to_owned(), kind.to_owned())
        }
        #[allow(unreachable_patterns, reason = "a feature of oxrdf adds triple terms")]
        Some(other) => (4, other.to_string(), String::new()),
    }
}
