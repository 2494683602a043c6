//! Beginning a mapping set in a file that is not there yet.
//! Room `app`.

use std::path::Path;

use crate::app::AppError;
use crate::app::link::review::ReviewError;
use crate::app::project::Project;
use crate::core::sssom::range::iri;
use crate::core::sssom::{MappingSet, Slot};

/// What a new set says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Begin {
    /// IRIs of the set and of its licence, as they were given.
    pub id: Option<String>,
    pub license: Option<String>,
    pub title: Option<String>,
}

/// The set without rows that a new file begins with. Which it is and under which licence must be
/// said: nobody can tell for somebody else.
pub fn begun(path: &Path, begin: &Begin, project: &Project) -> Result<MappingSet, AppError> {
    let (Some(id), Some(license)) = (&begin.id, &begin.license) else {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.split('.').next().unwrap_or_default();
        let start = project.config.mappings_start();
        let start = start.unwrap_or("https://example.org/");
        return Err(ReviewError::NewSet {
            path: path.to_owned(),
            id: format!("{start}{name}"),
        }
        .into());
    };
    let whole = |value: &String| {
        iri(value.trim().to_owned()).map_err(|_| ReviewError::NotIri {
            value: value.clone(),
        })
    };
    let mut set = MappingSet::default();
    set.about.set(Slot::SssomVersion, "1.1");
    set.about.set(Slot::MappingSetId, whole(id)?);
    set.about.set(Slot::License, whole(license)?);
    let title = begin.title.as_deref().unwrap_or_default();
    set.about.set(Slot::MappingSetTitle, title.trim());
    Ok(set)
}
