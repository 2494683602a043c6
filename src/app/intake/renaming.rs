//! A file with other people's names for columns and values.
//! Room `app`.
//!
//! ```toml
//! [columns]
//! "Naam van het project" = "title"
//! "Intern kenmerk" = ""            # passed over
//! [values.sector]
//! "V.O." = "vo"
//! [always]
//! permission-to-publish = "ja"     # where a row says nothing
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::app::AppError;
use crate::core::intake::recognise::Renaming;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    always: BTreeMap<String, String>,
}

/// Reads such a file.
pub fn read(path: &Path) -> Result<Renaming, AppError> {
    let text = std::fs::read_to_string(path).map_err(|source| AppError::Read {
        path: path.to_owned(),
        source,
    })?;
    let file: File = toml::from_str(&text).map_err(|error| AppError::Config {
        path: path.to_owned(),
        message: error.to_string(),
    })?;
    let columns = file.columns.into_iter();
    Ok(Renaming {
        columns: columns
            .map(|(name, key)| (name, (!key.is_empty()).then_some(key)))
            .collect(),
        values: file.values,
        always: file.always,
    })
}
