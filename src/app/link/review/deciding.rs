//! Deciding on a pair and taking that back: what goes into the file, under its lock.
//! Room `app`.

use crate::app::AppError;
use crate::app::link::review::{Done, Review, ReviewError, error, names};
use crate::core::review::Choice;
use crate::core::review::decide::{self, Ground, Named, Refusal, Reviewer};
use crate::core::review::queue::{self, Item};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::core::vocabulary::sssom;
use crate::store::ledger;

impl Review {
    /// Decides on the pair: writes the rows and goes on. On a conflict the pair is settled by
    /// whoever was quicker.
    pub fn decide(&mut self, choice: Choice, reason: &str) -> Result<(), AppError> {
        let by = self.reviewer()?.clone();
        let Some(item) = self.current().cloned() else {
            return Ok(());
        };
        if choice == Choice::Later {
            self.later();
            return Ok(());
        }
        let here = self.place;
        self.begin()?;
        let result = ledger::update(&self.path, |set| {
            self.write(set, &item, choice, reason, &by)
        });
        match result {
            Ok((rows, set)) => {
                self.set = set;
                let settled = self.settle(here, &item, choice);
                self.history.push(Done { settled, rows });
                self.on(|_| true);
                Ok(())
            }
            Err(error) => {
                if error.is_conflict() {
                    self.queue[here].decided = true;
                    self.queue[here].by_others = true;
                    self.on(|_| true);
                }
                Err(error)
            }
        }
    }

    /// Whether a decision on the pair rejects anything, so that it needs a reason.
    pub fn needs_reason(&self, choice: Choice) -> bool {
        self.current()
            .is_some_and(|item| decide::needs_reason(item, choice))
    }

    /// Makes the file where it is not there yet.
    pub(super) fn begin(&mut self) -> Result<(), AppError> {
        if let Some(begun) = self.begun.take() {
            ledger::create(&self.path, &begun?)?;
        }
        Ok(())
    }

    /// An error where decisions could not be written: nobody is named who decides, or what a new
    /// file begins with was not said.
    pub fn ready(&mut self) -> Result<(), AppError> {
        self.reviewer()?;
        match self.begun.take() {
            Some(Err(error)) => Err(error),
            other => {
                self.begun = other;
                Ok(())
            }
        }
    }

    /// Adds the rows of a decision to the set as it is now.
    fn write(
        &self,
        set: &mut MappingSet,
        item: &Item,
        choice: Choice,
        reason: &str,
        by: &Reviewer,
    ) -> Result<Vec<Mapping>, AppError> {
        let known = |item: &Item| queue::pair(&self.opened, &item.subject, &item.object).before;
        let mut foreign = decide::unknown(set, item, &known(item));
        let nothing = queue::pair(&self.opened, &item.subject, sssom::NO_TERM_FOUND);
        if choice == Choice::Nothing {
            foreign.extend(decide::unknown(set, &nothing, &known(&nothing)));
        }
        // Rows of one's own session were told when they were written.
        foreign.retain(|row| !self.history.iter().any(|done| done.rows.contains(row)));
        if !foreign.is_empty() {
            let rows = foreign
                .iter()
                .map(|row| error::told(row, &self.set.prefixes, self.language));
            let rows = rows.collect();
            return Err(ReviewError::Conflict { rows }.into());
        }
        let mut rows = self.rows(set, item, choice, reason, by)?;
        names::add(set, &self.set.prefixes, &item.rows, &mut rows);
        Ok(rows)
    }

    /// The rows of a decision, with labels and version of now.
    pub(super) fn rows(
        &self,
        set: &MappingSet,
        item: &Item,
        choice: Choice,
        reason: &str,
        by: &Reviewer,
    ) -> Result<Vec<Mapping>, Refusal> {
        let current = |iri: &str, slot| self.context.current(iri, item.text(slot), self.language);
        let object = current(&item.object, Slot::ObjectLabel);
        let named = Named {
            subject: current(&item.subject, Slot::SubjectLabel),
            object,
            object_version: object.and(self.context.version()),
        };
        decide::rows(set, item, choice, reason, by, Ground::Review, named)
    }

    /// Marks what a decision settles: the pair, or all pairs of the concept with the vocabulary in
    /// which nothing fits.
    fn settle(&mut self, here: usize, item: &Item, choice: Choice) -> Vec<usize> {
        let mut settled = Vec::new();
        for (place, open) in self.queue.iter_mut().enumerate() {
            let of_concept = open.item.subject == item.subject;
            let by_nothing = choice == Choice::Nothing && of_concept && open.item.is_beside(item);
            if !open.decided && (place == here || by_nothing) {
                open.decided = true;
                settled.push(place);
            }
        }
        settled
    }

    /// Takes the last decision of this review back: its rows go from the file. Tells whether
    /// there was one.
    pub fn undo(&mut self) -> Result<bool, AppError> {
        let Some(done) = self.history.last() else {
            return Ok(false);
        };
        let rows = &done.rows;
        let gone = ReviewError::Gone {
            path: self.path.clone(),
        };
        let result = ledger::update(&self.path, |set| -> Result<(), AppError> {
            for row in rows {
                let place = set.mappings.iter().rposition(|known| known == row);
                let Some(place) = place else {
                    return Err(gone.into());
                };
                set.mappings.remove(place);
            }
            Ok(())
        });
        match result {
            Ok(((), set)) => self.set = set,
            Err(error) => {
                if error.is_gone() {
                    self.history.pop();
                }
                return Err(error);
            }
        }
        if let Some(done) = self.history.pop() {
            for &place in &done.settled {
                self.queue[place].decided = false;
            }
            self.place = done.settled.first().copied().unwrap_or(self.place);
            let is_shown = self
                .queue
                .get(self.place)
                .is_some_and(|open| self.is_shown(open));
            if !is_shown {
                self.filter.clear();
            }
        }
        Ok(true)
    }
}
