//! The days and moments that decisions and contributions are written down with.
//! Room `app`. The calendar is the Gregorian one, the time UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::app::project::Project;
use crate::core::message::{Message, Tell};
use crate::core::sssom::range::is_date;

/// Why a day is not taken.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum DayError {
    /// Not a day.
    NotDate { value: String },
    /// A day that is still to come.
    Future { value: String },
}

impl Tell for DayError {
    fn message(&self) -> Message {
        match self {
            Self::NotDate { value } => Message::new("review.fault-date").with("value", value),
            Self::Future { value } => Message::new("review.fault-future").with("value", value),
        }
    }
}

/// `YYYY-MM-DDThh:mm:ssZ`: the beginning of the day asked for, else now. A day to come is refused.
pub fn moment(asked: Option<&str>, project: &Project) -> Result<String, DayError> {
    let date = day(asked, &latest_day(project))?;
    let time = match asked {
        Some(_) => "00:00:00".to_owned(),
        None => {
            let seconds = seconds() % 86_400;
            let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
            format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
        }
    };
    Ok(format!("{date}T{time}Z"))
}

/// Seconds since 1 January 1970.
fn seconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// A day as asked for, else today by the clock of this computer (UTC). A day after `latest` is
/// refused: what is decided on it would beat all that is decided until then.
pub fn day(asked: Option<&str>, latest: &str) -> Result<String, DayError> {
    match asked {
        // Days of four-digit years sort as texts.
        Some(day) if is_date(day) && day > latest => Err(DayError::Future {
            value: day.to_owned(),
        }),
        Some(day) if is_date(day) => Ok(day.to_owned()),
        Some(day) => Err(DayError::NotDate {
            value: day.to_owned(),
        }),
        None => Ok(today()),
    }
}

fn today() -> String {
    hours_from_now(0)
}

/// The last day that has begun anywhere on earth (UTC+14), by the clock of this computer; where
/// that is behind, the day of the project's data.
pub fn latest_day(project: &Project) -> String {
    hours_from_now(14).max(project.config.date.clone())
}

/// The day (UTC) so many hours from now.
fn hours_from_now(hours: u64) -> String {
    civil((seconds() / 3_600 + hours) / 24)
}

/// The day of the calendar so many days after 1 January 1970: eras of 400 years that begin in
/// March have 146,097 days each.
fn civil(days: u64) -> String {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_of_the_calendar() {
        for (days, day) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_781, "2026-11-24"),
        ] {
            assert_eq!(super::civil(days), day);
        }
    }
}
