//! Days as people write them.
//! Room `core`.

use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message;

/// `24-11-2026` and `24 november 2026`, as people write days, as `2026-11-24`.
pub fn written_date(text: &str) -> Option<String> {
    let words = |mark: &[char]| {
        let parts = text.split(mark).filter(|part| !part.is_empty());
        let parts: [&str; 3] = parts.collect::<Vec<_>>().try_into().ok()?;
        Some(parts)
    };
    let ([day, month, year], month_number) = match words(&['-']) {
        Some(parts) => (parts, None),
        None => {
            let parts = words(&[' ', '\u{a0}'])?;
            (parts, Some(month_number(parts[1])?))
        }
    };
    let month = month_number.map_or_else(|| month.to_owned(), |number| number.to_string());
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The number of a month, by its name in any language.
fn month_number(name: &str) -> Option<usize> {
    let name = fold(name);
    let is = |key: &str| {
        let mut languages = Language::ALL.into_iter();
        languages.any(|language| fold(&message::text(language, key, &[])) == name)
    };
    MONTHS.iter().position(|key| is(key)).map(|place| place + 1)
}

const MONTHS: [&str; 12] = [
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8",
    "month.9", "month.10", "month.11", "month.12",
];
