//! Texts → values of a field: parted, recognised, held against the bounds of the shape.
//! Room `core`. What a field of an older collection cannot hold is kept as text, not guessed.

use std::borrow::Cow;

use regex::Regex;

use crate::core::form::names::{self, Meaning};
use crate::core::form::{Field, FieldKind};
use crate::core::intake::contact::{has_contact, with_zero};
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::written::{address, date, has_control};
use crate::core::intake::{Completeness, Entry, Fault, FaultKind, Given, RawValue, Value};

/// What ends a value where several stand in one text.
const SEPARATORS: [char; 3] = [';', '|', '\n'];
/// What a cell holds that stands for nothing.
const NOTHING: [&str; 5] = ["-", "–", "n.v.t.", "nvt", "n/a"];
/// The longest of those has so many bytes.
const LONGEST_NOTHING: usize = 8;
/// Characters of a text that is kept because no list has it, at the most.
const LONGEST_UNKNOWN: usize = 1_000;
/// … and of one that a field of an older collection holds.
const LONGEST_OLD: usize = 5_000;
/// Bytes that a value has at the most, whatever its shape says.
const LONGEST: usize = 100_000;
/// Values in one text at the most.
const MOST_PARTS: usize = 1_000;

impl Recogniser<'_> {
    /// Takes what was given for a field.
    pub(super) fn value(
        &mut self,
        entry: &mut Entry,
        index: usize,
        value: &RawValue,
        completeness: Completeness,
    ) {
        let field = &self.form.fields[index];
        let mut fault = |kind| {
            entry.faults.push(Fault {
                field: Some(index),
                place: value.place.clone(),
                kind,
            });
        };
        match value.given {
            Given::Error => return fault(FaultKind::ErrorCell),
            Given::Formula => return fault(FaultKind::NoResult),
            _ => {}
        }
        let text = value.given.text();
        let text = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
            false => text,
        };
        let text = text.trim();
        let is_text = matches!(field.kind, FieldKind::Text { .. });
        if text.len() > LONGEST {
            let value = text.chars().take(100).collect();
            return fault(FaultKind::BadValue { value });
        }
        let is_short = text.len() <= LONGEST_NOTHING;
        if !is_text && is_short && NOTHING.contains(&names::plain(text).as_str()) {
            return;
        }
        if has_control(text) {
            return fault(FaultKind::ControlCharacters);
        }
        let is_open = is_text || field.kind == FieldKind::Address;
        if is_open && !field.is_kept_apart && has_contact(text) {
            return fault(FaultKind::ContactInText);
        }
        let parts = self.parts(index, text, value.is_part);
        if parts.len() > MOST_PARTS {
            let (count, most) = (parts.len(), MOST_PARTS);
            return fault(FaultKind::TooMany { count, most });
        }
        let is_old = self.is_lenient(index, completeness);
        for part in parts {
            let (found, told) = match self.part(index, part, &value.given) {
                Ok(found) => (Some(found), None),
                Err(kind) => self.bent(index, part, kind, is_old),
            };
            if let Some(found) = found {
                let known = entry.values.entry(index).or_default();
                if !known.contains(&found) {
                    known.push(found);
                }
            }
            let Some(kind) = told else { continue };
            if matches!(
                kind,
                FaultKind::NotListed { .. }
                    | FaultKind::Ambiguous { .. }
                    | FaultKind::KeptAsText { .. }
            ) && !field.is_kept_apart
            {
                entry.unrecognised.push((index, part.to_owned()));
            }
            entry.faults.push(Fault {
                field: Some(index),
                place: value.place.clone(),
                kind,
            });
        }
    }

    /// Whether what a field cannot hold is kept as text: in an older collection, but for the fields
    /// that tell which example it is and whether everybody may see it.
    fn is_lenient(&self, index: usize, completeness: Completeness) -> bool {
        completeness == Completeness::Migrated && !self.strict.contains(&index)
    }

    /// What becomes of a part that is no value of its field, and what is told of it.
    fn bent(
        &self,
        index: usize,
        part: &str,
        kind: FaultKind,
        is_old: bool,
    ) -> (Option<Value>, Option<FaultKind>) {
        let field = &self.form.fields[index];
        if field.is_kept_apart {
            // A spreadsheet takes a telephone number for a number, which begins with no zero.
            let mended = with_zero(part).map(Value::Text);
            if let Some(mended) = mended.filter(|mended| self.is_within(index, field, mended)) {
                return (Some(mended), Some(FaultKind::ZeroPutBack));
            }
            let is_kept = is_old && matches!(kind, FaultKind::BadValue { .. });
            return match is_kept {
                true => {
                    let kept = Value::Text(part.to_owned());
                    (Some(kept), Some(FaultKind::KeptApartAsText))
                }
                false => (None, Some(kind)),
            };
        }
        // Neither kept nor repeated: everybody could read it.
        if has_contact(part) {
            return (None, Some(FaultKind::ContactInText));
        }
        let length = part.chars().count();
        match kind {
            FaultKind::NotListed { value, .. } if length > LONGEST_UNKNOWN => {
                (None, Some(FaultKind::BadValue { value }))
            }
            FaultKind::BadValue { value } if is_old => {
                let of_date = date(part).filter(|_| field.kind == FieldKind::Year);
                let year = of_date.and_then(|day| day.get(..4)?.parse().ok());
                let found = year.map(Value::Year);
                let found = found.filter(|year| self.is_within(index, field, year));
                let kind = match &found {
                    Some(year) => FaultKind::YearOfDay {
                        year: year.lexical(),
                        value,
                    },
                    None if length <= LONGEST_OLD => FaultKind::KeptAsText { value },
                    None => FaultKind::BadValue { value },
                };
                (found, Some(kind))
            }
            kind => (None, Some(kind)),
        }
    }

    /// The values in a text: the whole where the field takes one or knows it, else its parts. A comma
    /// parts values only where each part is known.
    fn parts<'t>(&mut self, index: usize, text: &'t str, is_part: bool) -> Vec<&'t str> {
        let field = &self.form.fields[index];
        let is_text = matches!(field.kind, FieldKind::Text { .. });
        if is_part || is_text || field.is_single() || self.is_known(index, text) {
            return vec![text];
        }
        let mut parts = Vec::new();
        for part in text
            .split(SEPARATORS)
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if self.is_known(index, part) {
                parts.push(part);
                continue;
            }
            let by_comma: Vec<_> = part.split(',').map(str::trim).collect();
            let are_known =
                by_comma.len() > 1 && by_comma.iter().all(|part| self.is_known(index, part));
            match are_known {
                true => parts.extend(by_comma),
                false => parts.push(part),
            }
        }
        parts
    }

    fn is_known(&mut self, index: usize, text: &str) -> bool {
        let list = self.form.fields[index].list();
        list.is_some_and(|list| self.meanings.exact(index, list, text).is_some())
    }

    fn part(&mut self, index: usize, text: &str, given: &Given) -> Result<Value, FaultKind> {
        let form = self.form;
        let field = &form.fields[index];
        let bad = || FaultKind::BadValue {
            value: text.to_owned(),
        };
        let found = match &field.kind {
            FieldKind::Chosen { .. } => return self.chosen(index, text),
            FieldKind::Text { .. } => Value::Text(text.to_owned()),
            FieldKind::Integer => {
                let number = match given {
                    Given::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                        Some(*number as i64)
                    }
                    _ => text.parse().ok(),
                };
                Value::Integer(number.ok_or_else(bad)?)
            }
            FieldKind::Year => {
                let year = text.parse::<i32>().ok().filter(|_| text.len() == 4);
                Value::Year(year.ok_or_else(bad)?)
            }
            FieldKind::Boolean => {
                let plain = names::plain(text);
                let [yes, no] = &self.yes_no;
                match (yes.contains(&plain), no.contains(&plain)) {
                    (true, _) => Value::Boolean(true),
                    (_, true) => Value::Boolean(false),
                    _ => return Err(bad()),
                }
            }
            FieldKind::Date => Value::Date(date(text).ok_or_else(bad)?),
            FieldKind::Address => Value::Address(address(text).ok_or_else(bad)?),
        };
        match self.is_within(index, field, &found) {
            true => Ok(found),
            false => Err(bad()),
        }
    }

    fn chosen(&mut self, index: usize, text: &str) -> Result<Value, FaultKind> {
        let form = self.form;
        let list = form.fields[index].list().unwrap_or_default();
        let meaning = self.meanings.of(index, list, text);
        let choices = form.choices(&form.fields[index]);
        let language = self.language;
        let labels = |places: &[usize]| {
            places
                .iter()
                .map(|place| choices[*place].text(language))
                .collect()
        };
        let value = text.to_owned();
        match meaning {
            Meaning::One(place) => Ok(Value::Chosen(choices[place].iri.clone())),
            Meaning::Several(places) => Err(FaultKind::Ambiguous {
                value,
                choices: labels(&places),
            }),
            Meaning::None(near) => Err(FaultKind::NotListed {
                value,
                near: labels(&near),
            }),
        }
    }

    fn is_within(&self, index: usize, field: &Field, value: &Value) -> bool {
        let bounds = &field.bounds;
        let lexical = match value.text() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(value.lexical()),
        };
        let length = || lexical.chars().count();
        let fits = |pattern: &Regex| pattern.is_match(&lexical);
        let number = match value {
            Value::Integer(number) => Some(*number),
            Value::Year(year) => Some(i64::from(*year)),
            _ => None,
        };
        let is_inside = |number: i64| {
            bounds.minimum.is_none_or(|least| number >= least)
                && bounds.maximum.is_none_or(|most| number <= most)
        };
        bounds.min_length.is_none_or(|least| length() >= least)
            && bounds.max_length.is_none_or(|most| length() <= most)
            && self.patterns[index].as_ref().is_none_or(fits)
            && number.is_none_or(is_inside)
    }

    /// Tells of more values than a field takes. Of an older collection nobody can say which counts:
    /// all are kept as text.
    pub(super) fn counts(&self, entry: &mut Entry, completeness: Completeness) {
        let is_over = |(index, values): (&usize, &Vec<Value>)| {
            let most = self.form.fields[*index].most?;
            (values.len() > most).then_some((*index, values.len(), most))
        };
        let over: Vec<_> = entry.values.iter().filter_map(is_over).collect();
        for (index, count, most) in over {
            let is_lenient = self.is_lenient(index, completeness);
            let kind = match is_lenient {
                true => FaultKind::ManyKept { count, most },
                false => FaultKind::TooMany { count, most },
            };
            if is_lenient && !self.form.fields[index].is_kept_apart {
                let values = entry.values.remove(&index).unwrap_or_default();
                let texts = values.iter().map(|value| (index, value.lexical()));
                entry.unrecognised.extend(texts);
            }
            entry.faults.push(Fault {
                field: Some(index),
                place: entry.place.clone(),
                kind,
            });
        }
    }
}
