//! Files → a vocabulary as matching sees it. Several files make one vocabulary.
//! Room `app`.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::link::collect::Collector;
use crate::app::link::table;
use crate::app::progress::{self, Progress};
use crate::app::project::Project;
use crate::core::matching::entry::Vocabulary;
use crate::core::sssom::sides::UNNAMED;
use crate::store::load::{self, SourceFile};
use crate::store::parse::for_each_quad;
use crate::store::stream::for_each_quad_of;

/// Reads RDF and CSV files (`.gz` too) as one vocabulary; `progress` hears of the largest.
pub fn read(paths: &[PathBuf], progress: &dyn Progress) -> Result<Vocabulary, AppError> {
    read_named(paths, None, progress)
}

/// As [`read`]. Codes of tables that are no IRIs are names below `name`, the IRI of the
/// vocabulary; where nobody gave it one, below [`unnamed`].
pub fn read_named(
    paths: &[PathBuf],
    name: Option<&str>,
    progress: &dyn Progress,
) -> Result<Vocabulary, AppError> {
    let size = |path: &&PathBuf| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let Some(largest) = paths.iter().max_by_key(size) else {
        return Ok(Vocabulary::default());
    };
    let vocabulary = progress::reading(progress, largest, || gather(paths, name))?;
    named(vocabulary, paths)
}

/// The concepts of a project, with those of files that stand beside its data.
pub fn of_project(project: &Project, added: &[PathBuf]) -> Result<Vocabulary, AppError> {
    let mut collector = Collector::default();
    for (number, file) in project.files.iter().enumerate() {
        let path = project.display_path(&file.path);
        let source = SourceFile::from_bytes(&path, file.bytes.clone())?;
        for_each_quad(&source, |quad| collector.add(quad.as_ref(), number))?;
    }
    let first = project.files.len();
    for_each_quad_of(added, Collector::wants, |number, quad| {
        collector.add(quad.as_ref(), first + number);
    })?;
    named(collector.finish(), &[])
}

/// A name for a vocabulary that has none, by its first file: `urn:vocabulary:FILE`.
pub fn unnamed(first: Option<&Path>) -> String {
    let name = first.and_then(Path::file_name).unwrap_or_default();
    let name = name.to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let plain: String = stem
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    match plain.as_str() {
        "" => format!("{UNNAMED}vocabulary"),
        plain => format!("{UNNAMED}{plain}"),
    }
}

fn gather(paths: &[PathBuf], name: Option<&str>) -> Result<Vocabulary, AppError> {
    let name = name.map_or_else(
        || unnamed(paths.first().map(PathBuf::as_path)),
        str::to_owned,
    );
    let mut collector = Collector::default();
    let (tables, graphs): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| is_table(path));
    for_each_quad_of(&graphs, Collector::wants, |number, quad| {
        collector.add(quad.as_ref(), number);
    })?;
    for path in &tables {
        table::read(path, &load::read_text(path)?, &name, &mut collector)?;
    }
    Ok(collector.finish())
}

/// Whether a file is a table: `.csv`, `.csv.gz`.
pub fn is_table(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    name.trim_end_matches(".gz").ends_with(".csv")
}

/// A vocabulary in which nothing has a name cannot be linked.
fn named(vocabulary: Vocabulary, paths: &[PathBuf]) -> Result<Vocabulary, AppError> {
    if vocabulary
        .entries
        .iter()
        .all(|entry| entry.labels.is_empty())
    {
        return Err(AppError::NoLabels {
            files: paths
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
        });
    }
    Ok(vocabulary)
}
