//! Verdicts and lists for programs, as `docs/schemas/intake.schema.json`, `intake-list` and
//! `intake-show` say.
//! Room `render`.

use serde_json::{Value, json};

use crate::core::intake::report::{Fate, Listed, Report, Row, Shown};
use crate::core::intake::{Fault, Verdict};
use crate::core::language::Language;

/// `{files, rows, fields, counts, added}`.
pub fn verdicts(report: &Report, language: Language) -> String {
    let fault = |fault: &Fault| {
        let field = fault.field.and_then(|field| report.form.fields.get(field));
        json!({
            "field": field.map(|field| &field.key),
            "place": fault.place.text(language),
            "verdict": fault.kind.verdict(),
            "message": fault.text(&report.form, language),
        })
    };
    let files = report.files.iter().enumerate().map(|(index, path)| {
        let faults = report.faults.iter().filter(|(file, _)| *file == index);
        json!({
            "file": path.display().to_string(),
            "faults": faults.map(|(_, one)| fault(one)).collect::<Vec<_>>(),
        })
    });
    let rows = report.rows.iter().map(|row| {
        let Row {
            file,
            place,
            title,
            verdict,
            fate,
            faults,
            ..
        } = row;
        let (number, version, is_private) = match fate {
            Fate::Refused => (None, None, None),
            Fate::Unchanged { number } => (Some(number), None, None),
            Fate::Written {
                number,
                version,
                is_private,
            } => (Some(number), Some(version), Some(is_private)),
        };
        json!({
            "file": file,
            "place": place.text(language),
            "number": number,
            "title": title,
            "verdict": verdict,
            "version": version,
            "kept-apart": is_private,
            "faults": faults.iter().map(fault).collect::<Vec<_>>(),
        })
    });
    let filled = report.filled();
    let fields = report.form.fields.iter().zip(filled).map(|(field, count)| {
        json!({
            "key": field.key,
            "name": field.name_in(language),
            "requirement": field.requirement,
            "filled": count,
        })
    });
    let count = |verdict| report.count(verdict);
    written(&json!({
        "edition": report.form.edition,
        "added": report.is_added,
        "files": files.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
        "counts": {
            "accepted": count(Verdict::Accepted),
            "remarks": count(Verdict::Remarks),
            "refused": count(Verdict::Refused),
        },
    }))
}

/// An array of examples.
pub fn list(all: &[Listed]) -> String {
    written(&json!(all))
}

/// An example with its versions and its triples in Turtle.
pub fn show(shown: &Shown) -> String {
    written(&json!({
        "example": shown.listed,
        "versions": shown.versions,
        "turtle": shown.text,
    }))
}

fn written(value: &Value) -> String {
    format!("{value:#}\n")
}
