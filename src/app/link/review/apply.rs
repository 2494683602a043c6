//! Decisions from a table → rows: all of them, or none where one of them is not understood.
//! Room `app`.

use std::path::Path;

use crate::app::AppError;
use crate::app::link::review::error::told;
use crate::app::link::review::{Review, ReviewError, names};
use crate::core::csv::Records;
use crate::core::message;
use crate::core::message::Tell;
use crate::core::review::decide::{self, Refusal};
use crate::core::review::queue;
use crate::core::review::table::{self, Decision, Fault, FaultKind, Row};
use crate::core::review::{Choice, Item, Reviewer};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::core::vocabulary::sssom;
use crate::store::ledger;
use crate::store::load;
use crate::store::write::WriteError;
use crate::store::{StoreError, workbook};

/// What came of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Decisions written, and decisions that the file had already.
    pub new: usize,
    pub known: usize,
    /// What is not understood; then nothing was written.
    pub faults: Vec<Fault>,
}

/// Why rows are not written.
enum Stop {
    Faults(Vec<Fault>),
    Error(AppError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        Self::Error(error.into())
    }
}

impl Review {
    /// Reads decisions from a table, TSV or XLSX by its ending, and writes what they add.
    pub fn apply(&mut self, path: &Path) -> Result<Applied, AppError> {
        let by = self.reviewer()?.clone();
        let rows = rows(path)?;
        let prefixes = self.set.prefixes.clone();
        let expand = |name: &str| names::whole(name, &prefixes).ok();
        let decisions = match table::read(&rows, &expand, &self.latest) {
            Ok(decisions) => decisions,
            Err(faults) => {
                return Ok(Applied {
                    faults,
                    ..Applied::default()
                });
            }
        };
        self.begin()?;
        let result = ledger::update(&self.path, |set| self.apply_all(set, &decisions, &by));
        match result {
            Ok((applied, set)) => {
                self.set = set;
                Ok(applied)
            }
            Err(Stop::Faults(faults)) => Ok(Applied {
                faults,
                ..Applied::default()
            }),
            Err(Stop::Error(error)) => Err(error),
        }
    }

    fn apply_all(
        &self,
        set: &mut MappingSet,
        decisions: &[Decision],
        by: &Reviewer,
    ) -> Result<Applied, Stop> {
        let mut applied = Applied::default();
        let before = set.clone();
        // That nothing fits comes last: a link to the same vocabulary speaks against it.
        let is_last = |decision: &&Decision| decision.choice == Choice::Nothing;
        let (last, first): (Vec<_>, Vec<_>) = decisions.iter().partition(is_last);
        for decision in first.into_iter().chain(last) {
            match self.apply_one(set, &before, decision, by) {
                Ok(true) => applied.new += 1,
                Ok(false) => applied.known += 1,
                Err(kind) => {
                    let column = match kind {
                        FaultKind::NoReason => table::Column::Reason,
                        _ => table::Column::Decision,
                    };
                    applied.faults.push(Fault {
                        number: decision.number,
                        column: column.name().to_owned(),
                        kind,
                        value: decision.choice.name().to_owned(),
                    });
                }
            }
        }
        if applied.faults.is_empty() {
            return Ok(applied);
        }
        applied.faults.sort_by_key(|fault| fault.number);
        Err(Stop::Faults(applied.faults))
    }

    /// Adds the rows of one decision; tells whether the file did not have them yet.
    fn apply_one(
        &self,
        set: &mut MappingSet,
        before: &MappingSet,
        decision: &Decision,
        by: &Reviewer,
    ) -> Result<bool, FaultKind> {
        let by = Reviewer {
            date: decision.date.clone().unwrap_or_else(|| by.date.clone()),
            ..by.clone()
        };
        let pair = |object: &str| queue::pair(before, &decision.subject, object);
        let item = match self.offered(decision) {
            Some(item) => item.clone(),
            None => pair(&decision.object),
        };
        let expected = self.rows(set, &item, decision.choice, &decision.reason, &by);
        let mut rows = expected.map_err(|refusal| match refusal {
            Refusal::NoReason => FaultKind::NoReason,
            other => FaultKind::Other(other.message().in_language(self.language)),
        })?;
        let is_offered = self.offered(decision).is_some();
        let has = |row: &Mapping| {
            before.mappings.iter().any(|known| {
                // A pair is offered again under another label.
                decide::says_same(known, row) && !(is_offered && is_relabelled(known, row))
            })
        };
        if rows.iter().all(has) {
            return Ok(false);
        }
        let object = if decision.choice == Choice::Nothing {
            sssom::NO_TERM_FOUND
        } else {
            &decision.object
        };
        let known = queue::pair(&self.opened, &decision.subject, object).before;
        let now = pair(object);
        let foreign = decide::unknown(before, &now, if is_offered { &known } else { &[] });
        if let Some(row) = foreign.first() {
            let row = told(row, &self.set.prefixes, self.language);
            let error = ReviewError::Conflict { rows: vec![row] };
            let said = error.message().in_language(self.language);
            return Err(FaultKind::Other(said));
        }
        if !is_offered {
            let said = message::text(self.language, "review.fault-not-offered", &[]);
            return Err(FaultKind::Other(said));
        }
        names::add(set, &self.set.prefixes, &item.rows, &mut rows);
        Ok(true)
    }

    /// The open pair that a decision is about; that nothing fits is about any of the concept.
    fn offered(&self, decision: &Decision) -> Option<&Item> {
        let mut items = self.queue.iter().map(|open| &open.item);
        let is_pair = |item: &&Item| {
            item.subject == decision.subject
                && (item.object == decision.object
                    || decision.choice == Choice::Nothing
                        && decision.object == sssom::NO_TERM_FOUND)
        };
        items.find(is_pair)
    }
}

fn is_relabelled(one: &Mapping, other: &Mapping) -> bool {
    let mut labels = [Slot::SubjectLabel, Slot::ObjectLabel].into_iter();
    labels.any(|slot| one.slots.text(slot) != other.slots.text(slot))
}

/// The rows of a table.
fn rows(path: &Path) -> Result<Vec<Row>, AppError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.to_lowercase().ends_with(".xlsx") {
        let bytes = std::fs::read(path).map_err(|source| StoreError::Read {
            path: path.to_owned(),
            source,
        })?;
        return Ok(workbook::rows(path, &bytes).map_err(ReviewError::from)?);
    }
    let text = load::read_text(path)?;
    let records = Records::new(&text, b'\t', 1);
    let rows = records.map(|record| match record {
        Ok(record) => Ok(Row {
            number: record.line,
            cells: record.fields,
        }),
        Err(error) => Err(ReviewError::Quote {
            path: path.to_owned(),
            line: error.line,
        }),
    });
    Ok(rows.collect::<Result<_, _>>()?)
}
