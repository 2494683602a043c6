//! Slots with their values: a mapping, or what is said of a mapping set.
//! Room `core`.

use crate::core::sssom::slot::Slot;

/// The value of a slot. IRIs are whole, dates `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    /// For slots with several values; never empty.
    List(Vec<String>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

/// Slots with values, in the order of [`Slot`]; a slot without a value is not there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    values: Vec<(Slot, Value)>,
}

impl Record {
    /// The slots that have a value.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Value)> {
        self.values.iter().map(|(slot, value)| (*slot, value))
    }

    /// The value of a slot.
    pub fn get(&self, slot: Slot) -> Option<&Value> {
        let place = self.place(slot).ok()?;
        Some(&self.values[place].1)
    }

    /// Whether the slot has a value.
    pub fn has(&self, slot: Slot) -> bool {
        self.place(slot).is_ok()
    }

    /// The value of a slot that holds one text.
    pub fn text(&self, slot: Slot) -> Option<&str> {
        match self.get(slot)? {
            Value::Text(text) => Some(text),
            Value::List(list) => list.first().map(String::as_str),
            Value::Number(_) => None,
        }
    }

    /// The values of a slot that may have several.
    pub fn list(&self, slot: Slot) -> &[String] {
        match self.get(slot) {
            Some(Value::List(list)) => list,
            Some(Value::Text(text)) => std::slice::from_ref(text),
            _ => &[],
        }
    }

    /// The value of a slot that holds a number.
    pub fn number(&self, slot: Slot) -> Option<f64> {
        match self.get(slot)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Gives a slot a value; an empty list or text takes it away. A single text for a slot with
    /// several values becomes a list of one.
    pub fn set(&mut self, slot: Slot, value: impl Into<Value>) {
        let value = match value.into() {
            Value::Text(text) if slot.is_list() && !text.is_empty() => Value::List(vec![text]),
            other => other,
        };
        let is_empty = match &value {
            Value::Text(text) => text.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Number(_) => false,
        };
        match (self.place(slot), is_empty) {
            (Ok(place), false) => self.values[place].1 = value,
            (Err(place), false) => self.values.insert(place, (slot, value)),
            (Ok(_), true) => drop(self.remove(slot)),
            (Err(_), true) => {}
        }
    }

    /// Takes the value of a slot away.
    pub fn remove(&mut self, slot: Slot) -> Option<Value> {
        let place = self.place(slot).ok()?;
        Some(self.values.remove(place).1)
    }

    fn place(&self, slot: Slot) -> Result<usize, usize> {
        self.values.binary_search_by_key(&slot, |(slot, _)| *slot)
    }
}
