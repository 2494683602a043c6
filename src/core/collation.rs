//! The order in which people expect names and numbers: Dutch or English collation for labels,
//! numbers inside notations by their value ("2.10" after "2.9").
//! Room `core`; collation follows the Unicode Collation Algorithm (UTS 10) with CLDR tailoring.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::core::language::Language;

/// Compares labels as a dictionary in one language would.
pub struct LabelOrder {
    collator: Option<CollatorBorrowed<'static>>,
}

impl LabelOrder {
    /// The order of `language`. Its tables are compiled into the program; were they missing,
    /// plain code point order would take their place.
    pub fn new(language: Language) -> Self {
        let locale = match language {
            Language::Dutch => locale!("nl"),
            Language::English => locale!("en"),
        };
        Self {
            collator: Collator::try_new(locale.into(), CollatorOptions::default()).ok(),
        }
    }

    /// Compares two labels; equal ones by code point, so that the order is total.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.compare_keyed(Keyed::new(left), Keyed::new(right))
    }

    /// As [`Self::compare`], for those who sort: what can be known of a label beforehand is.
    pub fn compare_keyed(&self, left: Keyed<'_>, right: Keyed<'_>) -> Ordering {
        let ordering = match (&self.collator, left.start, right.start) {
            (None, ..) => Ordering::Equal,
            (_, Some(a), Some(b)) => a.cmp(&b).then_with(|| compare_plain(left.text, right.text)),
            (Some(collator), ..) => collator.compare(left.text, right.text),
        };
        ordering.then_with(|| left.text.cmp(right.text))
    }
}

/// A label with what its comparison needs.
#[derive(Debug, Clone, Copy)]
pub struct Keyed<'a> {
    text: &'a str,
    /// Of a plain text: its first eight characters without case, which decide where they differ.
    start: Option<u64>,
}

impl<'a> Keyed<'a> {
    /// Looks at a label once.
    pub fn new(text: &'a str) -> Self {
        let mut start = [0; 8];
        for (to, byte) in start.iter_mut().zip(text.bytes()) {
            *to = byte.to_ascii_lowercase();
        }
        Self {
            text,
            start: is_plain(text).then(|| u64::from_be_bytes(start)),
        }
    }
}

/// Whether a text has nothing but what both languages order as the root of CLDR does, each
/// character by itself: spaces, digits and unaccented letters.
fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.all(|byte| byte == b' ' || byte.is_ascii_alphanumeric())
}

/// The collator's order of plain texts, some ten times as fast: by letter whatever its case,
/// spaces before digits before letters; then small letters before capitals.
fn compare_plain(left: &str, right: &str) -> Ordering {
    let mut by_case = Ordering::Equal;
    for (a, b) in left.bytes().zip(right.bytes()) {
        if a == b {
            continue;
        }
        let ordering = a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase());
        if ordering.is_ne() {
            return ordering;
        }
        // Capitals have the lower codes.
        by_case = by_case.then(b.cmp(&a));
    }
    left.len().cmp(&right.len()).then(by_case)
}

/// Compares notations: runs of digits by their value, everything else by code point.
pub fn compare_notations(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    while !a.is_empty() && !b.is_empty() {
        if a[0].is_ascii_digit() && b[0].is_ascii_digit() {
            let (number_a, rest_a) = split_number(a);
            let (number_b, rest_b) = split_number(b);
            let ordering = number_a
                .len()
                .cmp(&number_b.len())
                .then_with(|| number_a.cmp(number_b));
            if ordering != Ordering::Equal {
                return ordering;
            }
            (a, b) = (rest_a, rest_b);
        } else if a[0] == b[0] {
            (a, b) = (&a[1..], &b[1..]);
        } else {
            return a[0].cmp(&b[0]);
        }
    }
    a.len().cmp(&b.len()).then_with(|| left.cmp(right))
}

/// The leading digits without zeros in front, and what follows them.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits
        .iter()
        .position(|&byte| byte != b'0')
        .unwrap_or(digits.len());
    (&digits[zeros..], rest)
}
