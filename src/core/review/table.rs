//! Decisions as rows of a table, as the page and the workbook give them back. Nothing is guessed:
//! what is not understood is named by row and column.
//! Room `core`.

use std::collections::BTreeSet;

use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message;
use crate::core::review::choice::Choice;
use crate::core::sssom::range::is_date;
use crate::core::vocabulary::sssom;

/// The columns of the table. Only some are read back; the others are for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    SubjectLabel,
    SubjectAbout,
    Proposed,
    ObjectLabel,
    ObjectAbout,
    Reasons,
    Decision,
    Reason,
    Date,
    Subject,
    Object,
}

impl Column {
    /// All of them, in the order of the workbook.
    pub const ALL: [Self; 11] = [
        Self::SubjectLabel,
        Self::SubjectAbout,
        Self::Proposed,
        Self::ObjectLabel,
        Self::ObjectAbout,
        Self::Reasons,
        Self::Decision,
        Self::Reason,
        Self::Date,
        Self::Subject,
        Self::Object,
    ];
    /// Those without which a table says nothing.
    const NEEDED: [Self; 4] = [Self::Subject, Self::Object, Self::Decision, Self::Reason];

    /// Its name in tables for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::SubjectLabel => "subject_label",
            Self::SubjectAbout => "subject_about",
            Self::Proposed => "proposed",
            Self::ObjectLabel => "object_label",
            Self::ObjectAbout => "object_about",
            Self::Reasons => "evidence",
            Self::Decision => "decision",
            Self::Reason => "reason",
            Self::Date => "date",
            Self::Subject => "subject_id",
            Self::Object => "object_id",
        }
    }

    /// Its heading for people.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::SubjectLabel => "review.column-subject-label",
            Self::SubjectAbout => "review.column-subject-about",
            Self::Proposed => "review.column-proposed",
            Self::ObjectLabel => "review.column-object-label",
            Self::ObjectAbout => "review.column-object-about",
            Self::Reasons => "review.column-evidence",
            Self::Decision => "review.column-decision",
            Self::Reason => "review.column-reason",
            Self::Date => "review.column-date",
            Self::Subject => "review.column-subject",
            Self::Object => "review.column-object",
        };
        message::text(language, key, &[])
    }

    /// The column that a heading means, in either language.
    fn from_heading(heading: &str) -> Option<Self> {
        let heading = fold(heading.trim());
        let is = |column: &Self| {
            let mut texts = Language::ALL
                .into_iter()
                .map(|language| column.text(language));
            heading == column.name() || texts.any(|text| fold(&text) == heading)
        };
        Self::ALL.into_iter().find(is)
    }
}

/// A row of a table and its number, as a person counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub number: u64,
    pub cells: Vec<String>,
}

/// A decision on a pair, from a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Number of its row.
    pub number: u64,
    /// IRIs.
    pub subject: String,
    pub object: String,
    pub choice: Choice,
    pub reason: String,
    /// `YYYY-MM-DD`, where the table tells it.
    pub date: Option<String>,
}

/// Something in a table that is not understood or cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub number: u64,
    /// Heading of the column; empty where it is about the row.
    pub column: String,
    pub kind: FaultKind,
    /// What stands there.
    pub value: String,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// A column that must be there is not.
    MissingColumn,
    /// A heading that says nothing here.
    UnknownColumn,
    /// A column that is there twice.
    Twice,
    /// A cell beyond the headings.
    NoHeading,
    /// No such decision.
    UnknownDecision,
    /// Not an IRI, nor a CURIE with a prefix of the mapping set.
    NotIri,
    /// A rejection without a reason.
    NoReason,
    /// Not `YYYY-MM-DD`.
    NotDate,
    /// A day that is still to come.
    Future,
    /// The same pair in an earlier row, with another decision.
    Contradiction { row: u64 },
    /// Another reason, in words of its own.
    Other(String),
}

impl Fault {
    /// The fault in words, with its place.
    pub fn message(&self, language: Language) -> String {
        let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
        let names: Vec<_> = Choice::ALL
            .iter()
            .map(|choice| choice.text(language))
            .collect();
        let value = self.value.as_str();
        let said = match &self.kind {
            FaultKind::MissingColumn => say("review.fault-missing-column", &[]),
            FaultKind::UnknownColumn => say("review.fault-unknown-column", &[]),
            FaultKind::Twice => say("review.fault-twice", &[]),
            FaultKind::NoHeading => say("review.fault-no-heading", &[("value", value)]),
            FaultKind::UnknownDecision => {
                let values = [("value", value), ("known", &names.join(", "))];
                say("review.fault-decision", &values)
            }
            FaultKind::NotIri => say("review.fault-iri", &[("value", value)]),
            FaultKind::NoReason => say("review.fault-no-reason", &[]),
            FaultKind::NotDate => say("review.fault-date", &[("value", value)]),
            FaultKind::Future => say("review.fault-future", &[("value", value)]),
            FaultKind::Contradiction { row } => {
                say("review.fault-contradiction", &[("row", &row.to_string())])
            }
            FaultKind::Other(text) => text.clone(),
        };
        let place = [("row", &*self.number.to_string()), ("column", &self.column)];
        let key = match self.column.is_empty() {
            true => "review.fault-row",
            false => "review.fault-cell",
        };
        format!("{}: {said}", say(key, &place))
    }
}

/// Reads the decisions of a table whose first row holds the headings. An empty decision is none.
/// `expand` gives the IRI of an IRI or CURIE; no decision may be of a day after `latest`.
pub fn read(
    rows: &[Row],
    expand: &dyn Fn(&str) -> Option<String>,
    latest: &str,
) -> Result<Vec<Decision>, Vec<Fault>> {
    let mut faults = Vec::new();
    let columns = columns(rows, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut decisions: Vec<Decision> = Vec::new();
    for row in rows.iter().skip(1) {
        let reader = Reader {
            row,
            columns: &columns,
            expand,
            latest,
        };
        match reader.decision() {
            Ok(Some(decision)) => decisions.push(decision),
            Ok(None) => {}
            Err(found) => faults.extend(found),
        }
    }
    faults.extend(contradictions(&mut decisions));
    faults.sort_by_key(|fault| fault.number);
    match faults.is_empty() {
        true => Ok(decisions),
        false => Err(faults),
    }
}

fn columns(rows: &[Row], faults: &mut Vec<Fault>) -> Vec<(usize, Column)> {
    let mut columns: Vec<(usize, Column)> = Vec::new();
    let number = rows.first().map_or(1, |row| row.number);
    let mut fault = |kind, column: &str| {
        faults.push(Fault {
            number,
            column: column.to_owned(),
            kind,
            value: String::new(),
        });
    };
    let headings = rows.first().map_or(&[][..], |row| &row.cells);
    for (place, heading) in headings.iter().enumerate() {
        match Column::from_heading(heading) {
            _ if heading.trim().is_empty() => {}
            Some(column) if columns.iter().any(|(_, other)| *other == column) => {
                fault(FaultKind::Twice, heading);
            }
            Some(column) => columns.push((place, column)),
            None => fault(FaultKind::UnknownColumn, heading),
        }
    }
    for needed in Column::NEEDED {
        if !columns.iter().any(|(_, column)| *column == needed) {
            fault(FaultKind::MissingColumn, needed.name());
        }
    }
    columns
}

struct Reader<'a> {
    row: &'a Row,
    columns: &'a [(usize, Column)],
    expand: &'a dyn Fn(&str) -> Option<String>,
    latest: &'a str,
}

impl Reader<'_> {
    fn cell(&self, column: Column) -> &str {
        let mut all = self.columns.iter();
        let place = all
            .find(|(_, other)| *other == column)
            .map(|(place, _)| *place);
        let cell = place.and_then(|place| self.row.cells.get(place));
        cell.map_or("", |cell| cell.trim())
    }

    fn fault(&self, column: Column, kind: FaultKind) -> Fault {
        Fault {
            number: self.row.number,
            column: column.name().to_owned(),
            kind,
            value: self.cell(column).to_owned(),
        }
    }

    fn decision(&self) -> Result<Option<Decision>, Vec<Fault>> {
        let mut faults = Vec::new();
        let is_column = |place: usize| self.columns.iter().any(|(other, _)| *other == place);
        for (place, cell) in self.row.cells.iter().enumerate() {
            if !is_column(place) && !cell.trim().is_empty() {
                faults.push(Fault {
                    number: self.row.number,
                    column: (place + 1).to_string(),
                    kind: FaultKind::NoHeading,
                    value: cell.clone(),
                });
            }
        }
        let word = self.cell(Column::Decision);
        let choice = match (word, Choice::from_word(word)) {
            ("", _) | (_, Some(Choice::Later)) => {
                // A reason without a decision was meant to be one.
                if word.is_empty() && !self.cell(Column::Reason).is_empty() {
                    faults.push(self.fault(Column::Decision, FaultKind::UnknownDecision));
                }
                return if faults.is_empty() {
                    Ok(None)
                } else {
                    Err(faults)
                };
            }
            (_, Some(choice)) => Some(choice),
            (_, None) => {
                faults.push(self.fault(Column::Decision, FaultKind::UnknownDecision));
                None
            }
        };
        let subject = (self.expand)(self.cell(Column::Subject));
        let object = match self.cell(Column::Object) {
            "" if choice == Some(Choice::Nothing) => Some(sssom::NO_TERM_FOUND.to_owned()),
            object => (self.expand)(object),
        };
        for (found, column) in [(&subject, Column::Subject), (&object, Column::Object)] {
            if found.is_none() {
                faults.push(self.fault(column, FaultKind::NotIri));
            }
        }
        if choice == Some(Choice::Reject) && self.cell(Column::Reason).is_empty() {
            faults.push(self.fault(Column::Reason, FaultKind::NoReason));
        }
        let date = self.cell(Column::Date);
        if !date.is_empty() && !is_date(date) {
            faults.push(self.fault(Column::Date, FaultKind::NotDate));
        } else if date > self.latest {
            faults.push(self.fault(Column::Date, FaultKind::Future));
        }
        match (subject, object, choice) {
            (Some(subject), Some(object), Some(choice)) if faults.is_empty() => {
                Ok(Some(Decision {
                    number: self.row.number,
                    subject,
                    object,
                    choice,
                    reason: self.cell(Column::Reason).to_owned(),
                    date: Some(date.to_owned()).filter(|date| !date.is_empty()),
                }))
            }
            _ => Err(faults),
        }
    }
}

/// Of several rows that say the same of a pair the first stays; others are faults. That nothing
/// fits is said of a concept, whatever the pair.
fn contradictions(decisions: &mut Vec<Decision>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut kept: Vec<Decision> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    let mut nothing = BTreeSet::new();
    for decision in decisions.drain(..) {
        if decision.choice == Choice::Nothing && !nothing.insert(decision.subject.clone()) {
            continue;
        }
        let pair = (decision.subject.clone(), decision.object.clone());
        match seen.get(&pair) {
            None => {
                seen.insert(pair, (decision.choice, decision.number));
                kept.push(decision);
            }
            Some((choice, _)) if *choice == decision.choice => {}
            Some((_, row)) => faults.push(Fault {
                number: decision.number,
                column: Column::Decision.name().to_owned(),
                kind: FaultKind::Contradiction { row: *row },
                value: decision.choice.name().to_owned(),
            }),
        }
    }
    *decisions = kept;
    faults
}
