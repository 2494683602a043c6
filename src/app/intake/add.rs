//! `intake add`: what is not refused is written, all of it or nothing.
//! Room `app`.

use std::path::PathBuf;

use crate::app::AppError;
use crate::app::intake::check;
use crate::app::intake::shelf::Shelf;
use crate::app::intake::{Desk, IntakeError, Options};
use crate::app::project::Project;
use crate::app::session::{Session, Sources};
use crate::core::intake::report::Report;
use crate::core::language::Language;
use crate::store::journal::Writer;

/// The folder of the project, and the right to change it; the project is to be opened after that.
pub fn begin(sources: &Sources) -> Result<(PathBuf, Writer), AppError> {
    let current = std::env::current_dir().unwrap_or_default();
    let project = Project::locate(sources.project.as_deref(), &current)?;
    let root = project.root.ok_or(IntakeError::Embedded)?;
    if project.config.intake.is_none() {
        return Err(IntakeError::NotConfigured.into());
    }
    let writer = Writer::wait(&root)?;
    Ok((root, writer))
}

/// Takes in what the files hold.
pub fn add(sources: &Sources, language: Language, options: &Options) -> Result<Report, AppError> {
    let (_, writer) = begin(sources)?;
    let session = Session::open(sources, language)?;
    let desk = Desk::open(&session)?;
    let shelf = Shelf::read(&desk)?;
    let (mut report, changes) = check::plan(&desk, &shelf, options, true)?;
    writer.commit(&changes)?;
    report.is_added = true;
    Ok(report)
}
