//! Answers that somebody gave, from a file of any kind that is read.
//! Room `app`.

use std::path::Path;

use crate::core::checklist::answers::{AnswerProblem, Answered, Key};
use crate::store::answers;

pub use crate::store::answers::AnswersError;

/// What a file (TOML, JSON, XLSX, DOCX) answers, and what in it was not understood.
pub fn read(path: &Path, key: &Key) -> Result<(Answered, Vec<AnswerProblem>), AnswersError> {
    answers::read(path, key)
}
