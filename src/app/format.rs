//! Turtle files → the house format.
//! Room `app`.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::project::Project;
use crate::store::load::exact_text_of;
use crate::store::turtle::{self, TurtleFormatError};
use crate::store::write;

/// A file that is not in the house format, and what it would be.
pub struct Unformatted {
    pub path: PathBuf,
    pub text: String,
}

/// What was looked at.
#[derive(Default)]
pub struct Looked {
    /// How many files.
    pub files: usize,
    /// Those that differ from the house format.
    pub unformatted: Vec<Unformatted>,
    /// What keeps files from being formatted.
    pub errors: Vec<TurtleFormatError>,
}

/// Holds the Turtle files of a project against the house format. The copy inside the program is
/// refused: nothing can be written to it.
pub fn look_at_project(project: &Project) -> Result<Looked, AppError> {
    let Some(root) = &project.root else {
        return Err(AppError::Embedded);
    };
    let files = project.files.iter().map(|file| root.join(&file.path));
    look_at(files.filter(|path| is_turtle(path)))
}

/// Holds Turtle files against the house format.
pub fn look_at(paths: impl IntoIterator<Item = PathBuf>) -> Result<Looked, AppError> {
    let mut looked = Looked::default();
    for path in paths {
        if !is_turtle(&path) {
            return Err(AppError::NotTurtle { path });
        }
        let bytes = std::fs::read(&path).map_err(|source| AppError::Read {
            path: path.clone(),
            source,
        })?;
        looked.files += 1;
        let text = exact_text_of(&path, bytes)?;
        match turtle::format(&text, &path.display().to_string()) {
            Ok(new) if new == text => {}
            Ok(new) => looked.unformatted.push(Unformatted { path, text: new }),
            Err(error) => looked.errors.push(error),
        }
    }
    Ok(looked)
}

/// Writes all of them, or none where one cannot be written.
pub fn write(files: &[Unformatted]) -> Result<(), AppError> {
    let files: Vec<_> = files.iter().map(|file| (&file.path, &file.text)).collect();
    Ok(write::write_all(&files)?)
}

fn is_turtle(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ttl"))
}
