//! Examples as CSV: a row of headings that are names of fields, and a row an example. What stands
//! between the values is a comma, a semicolon or a tab; the headings tell which.
//! Room `store`; may use `core`.

use std::path::Path;

use crate::core::csv::{Record, Records};
use crate::core::intake::Given;
use crate::core::intake::recognise::Recogniser;
use crate::store::archive::Bound;
use crate::store::intake::table::{At, Columns};
use crate::store::intake::{Held, IntakeFileError};
use crate::store::workbook::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// What some programs write above the headings, with the separator behind it.
const SAYS_SEPARATOR: &str = "sep=";

/// What the text of a file holds.
pub fn held(path: &Path, text: &str, recogniser: &Recogniser<'_>) -> Result<Held, IntakeFileError> {
    let failed = |source| IntakeFileError::Csv {
        path: path.to_owned(),
        source,
    };
    let too_large = |bound| IntakeFileError::TooLarge {
        path: path.to_owned(),
        bound,
    };
    let (separator, text, above) = separator(text, recogniser);
    let mut held = Held::default();
    let mut columns: Option<Columns> = None;
    let mut cells = 0;
    for (number, record) in (above + 1..).zip(Records::new(text, separator, above + 1)) {
        let Record { fields, .. } = record.map_err(failed)?;
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        cells += fields.len();
        let beyond = [
            (number > u64::from(MOST_ROWS), Bound::Rows(MOST_ROWS)),
            (
                fields.len() > MOST_COLUMNS as usize,
                Bound::Columns(MOST_COLUMNS),
            ),
            (cells > MOST_CELLS, Bound::Cells(MOST_CELLS)),
        ];
        if let Some((_, bound)) = beyond.into_iter().find(|(is_beyond, _)| *is_beyond) {
            return Err(too_large(bound));
        }
        let cells = (1..).zip(fields);
        let Some(known) = &mut columns else {
            let found = Columns::new(At::Csv, number, cells, recogniser);
            held.has_field = found.has_field();
            if !held.has_field {
                break;
            }
            held.file.faults.extend(found.faults());
            columns = Some(found);
            continue;
        };
        let given = cells.map(|(column, text)| (column, Given::Text(text)));
        let entry = known.entry(number, given, &mut held.file.faults, recogniser);
        held.file.entries.extend(entry);
    }
    Ok(held)
}

/// The separator with which most headings are fields, the text from the headings on, and how many
/// lines stand before.
fn separator<'a>(text: &'a str, recogniser: &Recogniser<'_>) -> (u8, &'a str, u64) {
    if text.len() > SAYS_SEPARATOR.len()
        && let Some((start, rest)) = text.split_at_checked(SAYS_SEPARATOR.len())
        && start.eq_ignore_ascii_case(SAYS_SEPARATOR)
        && let Some((said, rest)) = rest.split_once('\n')
        && let [separator] = said.trim_end_matches('\r').as_bytes()
        && separator.is_ascii()
    {
        return (*separator, rest, 1);
    }
    let fields = |separator: u8| {
        let is_empty = |record: &Record| record.fields.iter().all(|field| field.trim().is_empty());
        let mut records = Records::new(text, separator, 1).flatten();
        let header = records.find(|record| !is_empty(record));
        let fields = header.map(|record| record.fields).unwrap_or_default();
        let is_field = |field: &&String| recogniser.exact_field(field).is_some();
        let known = fields.iter().take(MOST_COLUMNS as usize).filter(is_field);
        (known.count(), fields.len())
    };
    let best = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| fields(*separator));
    (best.unwrap_or(b','), text, 0)
}
