//! `intake`: new examples are checked, added, listed, shown and withdrawn.
//! Room `app`. What is asked, the form says ([`crate::app::guideline`]); how it is written, `[intake]` in
//! `lobgraaf.toml` and [`record`].

pub mod add;
pub mod check;
pub mod columns;
pub mod coverage;
pub mod error;
pub mod list;
pub mod read;
pub mod record;
pub mod renaming;
mod roles;
pub mod shelf;
pub mod suggest;
pub mod withdraw;
pub mod write;

use std::path::PathBuf;

use crate::app::AppError;
use crate::app::guideline;
use crate::app::project::IntakeTerms;
use crate::app::session::Session;
use crate::core::form::Form;
use crate::core::intake::Completeness;
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::report::Report;
use crate::core::language::Language;
use crate::render::Rendered;

pub use crate::render::intake::advice::{
    advice as advice_text, coverage as coverage_text, measures as measures_text,
};
pub use crate::render::intake::{
    LIST_FORMATS, VERDICT_FORMATS, list as list_text, show as show_text,
};
pub use error::IntakeError;

/// What is sent in, and how to take it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub files: Vec<PathBuf>,
    pub completeness: Completeness,
    /// A file with other people's names for columns and values.
    pub columns: Option<PathBuf>,
    /// Whether a file that was added before is taken all the same.
    pub is_again: bool,
    /// Numbers of withdrawn examples that may come back.
    pub restored: Vec<String>,
    /// `YYYY-MM-DD`; now where it is not set.
    pub date: Option<String>,
    /// The language in which the texts are written.
    pub language: Language,
    /// IRI or compact IRI of the role that takes it in.
    pub by: Option<String>,
    /// Whether the report repeats what was given.
    pub keeps_given: bool,
}

/// Everything that taking in needs to know.
pub struct Desk<'a> {
    pub session: &'a Session,
    pub form: Form,
    pub terms: &'a IntakeTerms,
    /// Indexes of the fields that are number, title, permission.
    pub number: usize,
    pub title: usize,
    pub permission: usize,
}

impl<'a> Desk<'a> {
    /// For the project at hand.
    pub fn open(session: &'a Session) -> Result<Self, AppError> {
        let terms = session.project.config.intake.as_ref();
        let terms = terms.ok_or(IntakeError::NotConfigured)?;
        let form = guideline::form(session)?;
        let index = |key: &str| {
            let found = form.fields.iter().position(|field| field.key == key);
            found.ok_or_else(|| IntakeError::NoField {
                key: key.to_owned(),
            })
        };
        let (number, title) = (index(&terms.number)?, index(&terms.title)?);
        let permission = index(&terms.permission)?;
        Ok(Self {
            session,
            form,
            terms,
            number,
            title,
            permission,
        })
    }

    /// Recognises what files hold, with the words of other people that `options` name.
    pub fn recogniser(&self, options: &Options) -> Result<Recogniser<'_>, AppError> {
        let prefixes = &self.session.project.prefixes;
        let columns = options.columns.as_deref();
        let renaming = columns.map(|path| renaming::read(path, &self.form, prefixes));
        let renaming = renaming.transpose()?.unwrap_or_default();
        let language = self.session.language;
        let mut recogniser = Recogniser::new(&self.form, prefixes, &renaming, language);
        recogniser.keeps_given = options.keeps_given;
        recogniser.strict = [self.number, self.title, self.permission].into();
        Ok(recogniser)
    }
}

/// Writes verdicts in one of [`VERDICT_FORMATS`].
pub fn verdicts(
    report: &Report,
    format: &str,
    language: Language,
    with_shares: bool,
) -> Result<Rendered, AppError> {
    let rendered = crate::render::intake::verdicts(report, format, language, with_shares);
    Ok(rendered?)
}
