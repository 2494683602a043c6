//! The moment that is written down.
//! Room `app`.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::app::AppError;
use crate::app::link::review::names::{day, latest_day};
use crate::app::project::Project;

/// `YYYY-MM-DDThh:mm:ssZ`: the beginning of the day asked for, else now (UTC). A day to come is
/// refused.
pub fn moment(asked: Option<&str>, project: &Project) -> Result<String, AppError> {
    let date = day(asked, &latest_day(project))?;
    let time = match asked {
        Some(_) => "00:00:00".to_owned(),
        None => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            let seconds = since.map_or(0, |since| since.as_secs() % 86_400);
            let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
            format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
        }
    };
    Ok(format!("{date}T{time}Z"))
}
