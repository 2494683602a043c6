//! A text as the value of a slot: what the slot's range allows.
//! Room `core`.

use oxigraph::model::NamedNode;

use crate::core::sssom::curie::CurieMap;
use crate::core::sssom::problem::{Kind, Problem};
use crate::core::sssom::record::{Record, Value};
use crate::core::sssom::slot::{Range, Slot};
use crate::core::vocabulary::{semapv, sssom};

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Entities as CURIEs; whole IRIs are told of.
    Curies,
    /// Entities as IRIs or CURIEs.
    Iris,
}

/// What a value is judged by, and where the problems go.
pub struct Judge<'a> {
    pub curies: &'a CurieMap,
    pub writing: Writing,
}

impl Judge<'_> {
    /// Puts values into a slot of a record; `tell` hears what is wrong with them.
    pub fn put(
        &self,
        record: &mut Record,
        slot: Slot,
        values: Vec<String>,
        tell: &mut dyn FnMut(Problem),
    ) {
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            match self.value(slot, &value, tell) {
                Ok(Value::Number(number)) => return record.set(slot, number),
                Ok(Value::Text(text)) => texts.push(text),
                Ok(Value::List(list)) => texts.extend(list),
                Err(problem) => tell(problem.slot(slot.name()).value(&value)),
            }
        }
        if slot.is_list() {
            record.set(slot, texts);
        } else if let Some(text) = texts.into_iter().next() {
            record.set(slot, text);
        }
    }

    /// One value of a slot.
    fn value(
        &self,
        slot: Slot,
        text: &str,
        tell: &mut dyn FnMut(Problem),
    ) -> Result<Value, Problem> {
        match slot.range() {
            Range::Text => Ok(text.into()),
            Range::Entity => self.entity(slot, text.trim(), tell).map(Value::Text),
            Range::Uri => {
                let text = text.trim();
                iri(text.to_owned()).map(Value::Text)
            }
            Range::Date if is_date(text.trim()) => Ok(text.trim().into()),
            Range::Date => Err(Problem::new(Kind::NotDate)),
            Range::Number(least, most) => match text.trim().parse::<f64>() {
                Ok(number) if (least..=most).contains(&number) => Ok(number.into()),
                Ok(number) if number.is_finite() => {
                    let range = format!("{least}–{most}");
                    Err(Problem::new(Kind::OutOfRange).detail(range))
                }
                _ => Err(Problem::new(Kind::NotNumber)),
            },
            Range::OneOf(known) if known.contains(&text.trim()) => Ok(text.trim().into()),
            Range::OneOf(known) => Err(Problem::new(Kind::NotOneOf).detail(known.join(", "))),
        }
    }

    /// The IRI that a text stands for.
    pub fn entity(
        &self,
        slot: Slot,
        text: &str,
        tell: &mut dyn FnMut(Problem),
    ) -> Result<String, Problem> {
        let Some((prefix, rest)) = text.split_once(':') else {
            return Err(Problem::new(Kind::NotCurie));
        };
        let whole = if let Some(expanded) = self.curies.expand(text) {
            expanded
        } else if rest.starts_with("//") || prefix == "urn" || self.writing == Writing::Iris {
            if self.writing == Writing::Curies {
                let problem = Problem::new(Kind::WholeIri).slot(slot.name());
                tell(problem.value(text));
            }
            text.to_owned()
        } else {
            return Err(Problem::new(Kind::UndeclaredPrefix).detail(prefix));
        };
        let whole = iri(whole)?;
        match slot {
            Slot::SubjectId | Slot::ObjectId => {}
            _ if whole == sssom::NO_TERM_FOUND => return Err(Problem::new(Kind::NoTermElsewhere)),
            Slot::MappingJustification if !is_justification(&whole) => {
                let problem = Problem::new(Kind::Justification).slot(slot.name());
                tell(problem.value(text));
            }
            _ => {}
        }
        Ok(whole)
    }
}

fn is_justification(iri: &str) -> bool {
    iri.strip_prefix(semapv::NAMESPACE)
        .is_some_and(|name| semapv::JUSTIFICATIONS.contains(&name))
}

/// The text as an IRI with a scheme (RFC 3987).
pub fn iri(text: String) -> Result<String, Problem> {
    match NamedNode::new(text) {
        Ok(name) => Ok(name.into_string()),
        Err(error) => Err(Problem::new(Kind::NotIri).detail(error)),
    }
}

/// Whether it is a day of the calendar, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| -> Option<u32> {
        let part = bytes.get(from..to)?;
        let all = part.iter().all(u8::is_ascii_digit);
        all.then(|| {
            part.iter()
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
        })
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (digits(0, 4), digits(5, 7), digits(8, 10)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// The values of a cell: parted by `|`; `\|` and `\\` stand for these characters (SSSOM/TSV,
/// Multi-valued slots). Empty ones are passed over.
pub fn split_list(cell: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value = String::new();
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next_if(|next| matches!(next, '|' | '\\')) {
                Some(escaped) => value.push(escaped),
                None => value.push('\\'),
            },
            '|' => values.push(std::mem::take(&mut value)),
            other => value.push(other),
        }
    }
    values.push(value);
    values.retain(|value| !value.is_empty());
    values
}

/// The reverse of [`split_list`].
pub fn join_list(values: &[String]) -> String {
    let escape = |value: &String| value.replace('\\', "\\\\").replace('|', "\\|");
    values.iter().map(escape).collect::<Vec<_>>().join("|")
}
