//! What became of examples that were sent in, and which there are, for people and programs.
//! Room `render`. One file a format. Nothing of a field that is kept apart is written.

pub mod advice;
mod json;
mod text;
mod workbook;

use crate::core::intake::report::{Listed, Report, Shown};
use crate::core::language::Language;
use crate::render::{RenderError, Rendered};

/// Formats of verdicts, with the endings of files that mean them; the first is the default.
pub const VERDICT_FORMATS: [(&str, &[&str]); 3] =
    [("text", &["txt"]), ("json", &["json"]), ("xlsx", &["xlsx"])];

/// Formats of lists of examples.
pub const LIST_FORMATS: [(&str, &[&str]); 2] = [("text", &["txt"]), ("json", &["json"])];

/// Writes verdicts in one of [`VERDICT_FORMATS`]; `with_shares`: also how much of each field is
/// filled in.
pub fn verdicts(
    report: &Report,
    format: &str,
    language: Language,
    with_shares: bool,
) -> Result<Rendered, RenderError> {
    match format {
        "json" => Ok(Rendered::Text(json::verdicts(report, language))),
        "xlsx" => workbook::verdicts(report, language),
        _ => Ok(Rendered::Text(text::verdicts(
            report,
            language,
            with_shares,
        ))),
    }
}

/// Writes a list in one of [`LIST_FORMATS`].
pub fn list(all: &[Listed], format: &str, language: Language) -> String {
    match format {
        "json" => json::list(all),
        _ => text::list(all, language),
    }
}

/// Writes an example in one of [`LIST_FORMATS`].
pub fn show(shown: &Shown, format: &str, language: Language) -> String {
    match format {
        "json" => json::show(shown),
        _ => text::show(shown, language),
    }
}
