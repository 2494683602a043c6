//! Parameters of named queries: declared in the header, bound in the parsed algebra.
//! Room `query`: may use `core`; knows no store and no domain word.
//!
//! A parameter has one slot `VALUES ?name { UNDEF }` in the query. Binding replaces the rows of
//! that slot; the text is never touched, so no value can break out of its place. The libraries'
//! own variable substitution is not used: it fails for variables that are not projected and does
//! not reach into sub-SELECTs.

use oxigraph::model::{Literal, NamedNode, vocab::xsd};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::GroundTerm;

use crate::core::language::{Language, LocalizedText};
use crate::core::message::{Message, Tell};

/// The parameter that is always bound, from `--lang`.
pub const LANGUAGE: &str = "language";

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
    Iri,
    String,
    Integer,
    Decimal,
    Boolean,
}

impl ParameterType {
    const ALL: [(&'static str, Self); 5] = [
        ("iri", Self::Iri),
        ("string", Self::String),
        ("integer", Self::Integer),
        ("decimal", Self::Decimal),
        ("boolean", Self::Boolean),
    ];

    /// The name as written in a header.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// The term that `value` stands for. For [`Self::Iri`] it must be an absolute IRI:
    /// whoever knows the data resolves short forms first.
    pub fn term(self, name: &str, value: &str) -> Result<GroundTerm, ParameterError> {
        let wrong = || ParameterError::BadValue {
            name: name.to_owned(),
            value: value.to_owned(),
            expected: self.name(),
        };
        let typed = |datatype| Literal::new_typed_literal(value, datatype).into();
        match self {
            Self::Iri => NamedNode::new(value).map(Into::into).map_err(|_| wrong()),
            Self::String => Ok(Literal::new_simple_literal(value).into()),
            Self::Integer if is_integer(value) => Ok(typed(xsd::INTEGER)),
            Self::Decimal if is_decimal(value) => Ok(typed(xsd::DECIMAL)),
            Self::Boolean if matches!(value, "true" | "false") => Ok(typed(xsd::BOOLEAN)),
            _ => Err(wrong()),
        }
    }
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(value: &str) -> bool {
    match value.split_once('.') {
        Some((whole, fraction)) => {
            !fraction.is_empty()
                && fraction.bytes().all(|byte| byte.is_ascii_digit())
                && (is_integer(whole) || whole.trim_start_matches(['+', '-']).is_empty())
        }
        None => is_integer(value),
    }
}

/// A declared parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub kind: ParameterType,
    /// Left out, it means "any".
    pub optional: bool,
    /// What it is for.
    pub description: LocalizedText,
}

/// What is wrong with a parameter, its declaration, its slot or its value.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.message())]
pub enum ParameterError {
    BadDeclaration(String),
    NoSlot(String),
    SeveralSlots(String),
    BadValue {
        name: String,
        value: String,
        expected: &'static str,
    },
    Unknown {
        name: String,
        known: Vec<String>,
    },
    Missing(String),
}

impl Tell for ParameterError {
    fn message(&self) -> Message {
        match self {
            Self::BadDeclaration(text) => Message::new("parameter.declaration").with("text", text),
            Self::NoSlot(name) => Message::new("parameter.no-slot").with("name", name),
            Self::SeveralSlots(name) => Message::new("parameter.several-slots").with("name", name),
            Self::BadValue {
                name,
                value,
                expected,
            } => Message::new("error.bad-value")
                .with("name", name)
                .with("value", value)
                .with("expected", *expected),
            Self::Unknown { name, known } if known.is_empty() => {
                Message::new("error.no-parameters").with("name", name)
            }
            Self::Unknown { name, known } => Message::new("error.unknown-parameter")
                .with("name", name)
                .with("known", Message::list(known)),
            Self::Missing(name) => Message::new("error.missing-parameter").with("name", name),
        }
    }
}

impl Parameter {
    /// Reads `name type [optional] | Dutch text | English text`.
    pub fn parse(declaration: &str) -> Result<Self, ParameterError> {
        let bad = || ParameterError::BadDeclaration(declaration.to_owned());
        let mut parts = declaration.split('|').map(str::trim);
        let mut words = parts.next().unwrap_or("").split_whitespace();
        let name = words.next().ok_or_else(bad)?;
        let type_name = words.next().ok_or_else(bad)?;
        let (_, kind) = ParameterType::ALL
            .into_iter()
            .find(|(n, _)| *n == type_name)
            .ok_or_else(bad)?;
        let optional = match words.next() {
            None => false,
            Some("optional") => true,
            Some(_) => return Err(bad()),
        };
        let (dutch, english) = (parts.next().ok_or_else(bad)?, parts.next().ok_or_else(bad)?);
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if words.next().is_some()
            || parts.next().is_some()
            || !plain
            || dutch.is_empty()
            || english.is_empty()
        {
            return Err(bad());
        }
        let mut description = LocalizedText::default();
        description.add("nl", dutch);
        description.add("en", english);
        Ok(Self {
            name: name.to_owned(),
            kind,
            optional,
            description,
        })
    }
}

/// A value for a parameter: one row for its slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    pub name: String,
    pub value: GroundTerm,
}

/// Checks that each declared parameter has exactly one slot.
pub fn verify_slots(parameters: &[Parameter], query: &Query) -> Result<(), ParameterError> {
    let mut copy = query.clone();
    for parameter in parameters {
        match fill_slots(&mut copy, &parameter.name, None) {
            0 => return Err(ParameterError::NoSlot(parameter.name.clone())),
            1 => {}
            _ => return Err(ParameterError::SeveralSlots(parameter.name.clone())),
        }
    }
    Ok(())
}

/// Fills the slots of `query`. Several bindings of one parameter become several rows; a slot
/// without a binding stays UNDEF. `language` is filled where the query has a slot for it.
pub fn bind(
    parameters: &[Parameter],
    query: &mut Query,
    bindings: &[Binding],
    language: Language,
) -> Result<(), ParameterError> {
    if let Some(unknown) = bindings
        .iter()
        .find(|binding| !parameters.iter().any(|p| p.name == binding.name))
    {
        return Err(ParameterError::Unknown {
            name: unknown.name.clone(),
            known: parameters
                .iter()
                .map(|parameter| parameter.name.clone())
                .collect(),
        });
    }
    verify_slots(parameters, query)?;
    for parameter in parameters {
        let rows: Vec<_> = bindings
            .iter()
            .filter(|binding| binding.name == parameter.name)
            .map(|binding| vec![Some(binding.value.clone())])
            .collect();
        if rows.is_empty() {
            if !parameter.optional {
                return Err(ParameterError::Missing(parameter.name.clone()));
            }
            continue;
        }
        fill_slots(query, &parameter.name, Some(&rows));
    }
    let code = GroundTerm::from(Literal::new_simple_literal(language.code()));
    fill_slots(query, LANGUAGE, Some(&[vec![Some(code)]]));
    Ok(())
}

type Rows = [Vec<Option<GroundTerm>>];

/// Counts the slots of `name` in `query` and, with `rows`, fills them.
fn fill_slots(query: &mut Query, name: &str, rows: Option<&Rows>) -> usize {
    let pattern = match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    };
    let mut slots = Slots {
        name,
        rows,
        count: 0,
    };
    slots.pattern(pattern);
    slots.count
}

/// The walk over the algebra; its depth is that of the query, which admission bounds.
struct Slots<'a> {
    name: &'a str,
    rows: Option<&'a Rows>,
    count: usize,
}

impl Slots<'_> {
    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Values {
                variables,
                bindings,
            } => self.values(variables, bindings),
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.expression(expression);
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                for order in expression {
                    let (OrderExpression::Asc(by) | OrderExpression::Desc(by)) = order;
                    self.expression(by);
                }
                self.pattern(inner);
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
                self.pattern(inner);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Service { inner, .. } => self.pattern(inner),
            #[allow(unreachable_patterns, reason = "further variants exist under features")]
            _ => {}
        }
    }

    fn values(
        &mut self,
        variables: &[spargebra::term::Variable],
        bindings: &mut Vec<Vec<Option<GroundTerm>>>,
    ) {
        let is_slot = variables.len() == 1
            && variables[0].as_str() == self.name
            && bindings.as_slice() == [vec![None]];
        if is_slot {
            self.count += 1;
            if let Some(rows) = self.rows {
                *bindings = rows.to_vec();
            }
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        match expression {
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
                self.expression(a);
            }
            Expression::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            Expression::In(a, list) => {
                self.expression(a);
                list.iter_mut().for_each(|item| self.expression(item));
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter_mut().for_each(|item| self.expression(item));
            }
        }
    }
}
