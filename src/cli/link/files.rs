//! Which mapping sets a subcommand works on.
//! Room `cli`.

use std::path::Path;

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::project::Project;
use crate::cli::report::CliError;

/// The sets that `wanted` names: by the end of their name, their IRI, or as files; all of the
/// project's without any. Invalid ones are an error.
pub fn wanted(project: &Project, wanted: &[String]) -> Result<Vec<LinkFile>, CliError> {
    let own = || -> Result<Vec<LinkFile>, AppError> { LinkFile::of_project_valid(project) };
    if wanted.is_empty() {
        return Ok(own()?);
    }
    let mut files = Vec::new();
    for name in wanted {
        let path = Path::new(name);
        if path.is_file() {
            files.push(LinkFile::read_valid(path)?);
            continue;
        }
        let is_named = |file: &LinkFile| file.name() == *name || file.set.id() == Some(name);
        match own()?.into_iter().find(is_named) {
            Some(file) => files.push(file),
            None => {
                let known = own()?.iter().map(LinkFile::name).collect();
                let name = name.clone();
                return Err(AppError::UnknownMappingSet { name, known }.into());
            }
        }
    }
    Ok(files)
}
