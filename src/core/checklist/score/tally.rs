//! Answers counted.
//! Room `core`.

use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::core::checklist::answers::Value;

/// How many answers of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub yes: usize,
    pub partly: usize,
    pub no: usize,
    pub not_applicable: usize,
    /// Asked, not answered.
    pub open: usize,
}

impl Tally {
    /// Counts one more answer.
    pub fn count(&mut self, value: Option<Value>) {
        *match value {
            Some(Value::Yes) => &mut self.yes,
            Some(Value::Partly) => &mut self.partly,
            Some(Value::No) => &mut self.no,
            Some(Value::NotApplicable) => &mut self.not_applicable,
            None => &mut self.open,
        } += 1;
    }

    /// Questions that were answered and concern the activity.
    pub fn concerned(self) -> usize {
        self.yes + self.partly + self.no
    }

    /// All questions.
    pub fn asked(self) -> usize {
        self.concerned() + self.not_applicable + self.open
    }

    /// What is there of what concerns the activity, from 0 to 1: a yes counts whole, a partly half.
    /// `None` where nothing was answered that does.
    pub fn share(self) -> Option<f64> {
        let concerned = self.concerned();
        (concerned > 0).then(|| (self.yes as f64 + self.partly as f64 / 2.0) / concerned as f64)
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            yes: self.yes + other.yes,
            partly: self.partly + other.partly,
            no: self.no + other.no,
            not_applicable: self.not_applicable + other.not_applicable,
            open: self.open + other.open,
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

impl Serialize for Tally {
    /// The counts, and `share` from 0 to 1 or null.
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut tally = to.serialize_struct("Tally", 6)?;
        tally.serialize_field("yes", &self.yes)?;
        tally.serialize_field("partly", &self.partly)?;
        tally.serialize_field("no", &self.no)?;
        tally.serialize_field("not_applicable", &self.not_applicable)?;
        tally.serialize_field("open", &self.open)?;
        tally.serialize_field("share", &self.share())?;
        tally.end()
    }
}

#[cfg(test)]
mod tests {
    // Not all of it: `Add` would hide the method.
    use super::{Tally, Value};

    #[test]
    fn a_share_leaves_out_what_does_not_concern() {
        let mut tally = Tally::default();
        assert_eq!(tally.share(), None);
        for value in [Value::Yes, Value::Partly, Value::No, Value::NotApplicable] {
            tally.count(Some(value));
        }
        tally.count(None);
        assert_eq!(tally.share(), Some(0.5));
        assert_eq!((tally.concerned(), tally.asked()), (3, 5));
    }
}
