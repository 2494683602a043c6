//! Suggestions, how good they are, and what hardly any example is about: for people and programs.
//! Room `render`. Their JSON is what `docs/schemas/intake-suggest.schema.json`, `intake-measure` and
//! `intake-coverage` say.

use std::fmt::Write;

use serde_json::json;

use crate::core::form::Form;
use crate::core::intake::report::{Advice, FieldCoverage};
use crate::core::intake::suggest::Measure;
use crate::core::language::Language;
use crate::core::message;
use crate::render::escape::terminal as visible;

fn say(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    message::text(language, key, values)
}

/// Suggestions in one of [`super::LIST_FORMATS`].
pub fn advice(all: &[Advice], form: &Form, format: &str, language: Language) -> String {
    if format == "json" {
        let of = |one: &Advice| {
            let fields = one.fields.iter().map(|advice| {
                json!({ "field": form.fields[advice.field].key, "suggestions": advice.advised })
            });
            json!({
                "file": one.file.display().to_string(),
                "place": one.place.text(language),
                "title": one.title,
                "fields": fields.collect::<Vec<_>>(),
            })
        };
        return format!("{:#}\n", json!(all.iter().map(of).collect::<Vec<_>>()));
    }
    let mut text = String::new();
    for one in all {
        let title = one.title.as_deref().map(visible);
        let title = title.unwrap_or_else(|| say(language, "intake.untitled", &[]));
        let place = one.place.text(language);
        let _ = writeln!(text, "{title} ({}{place})", file(one));
        for advice in &one.fields {
            let name = form.fields[advice.field].name_in(language);
            let _ = writeln!(text, "  {}", visible(name));
            if advice.advised.is_empty() {
                let _ = writeln!(
                    text,
                    "    {}",
                    say(language, "intake.nothing-suggested", &[])
                );
            }
            for advised in &advice.advised {
                let mark = if advised.is_given { '✓' } else { '·' };
                let _ = writeln!(text, "    {mark} {}", visible(&advised.label));
                if !advised.words.is_empty() {
                    let words = visible(&advised.words.join(", "));
                    let _ = writeln!(
                        text,
                        "        {}",
                        say(language, "intake.by-words", &[("words", &words)])
                    );
                }
                if !advised.examples.is_empty() {
                    let names = advised.examples.iter().map(|(number, title)| match title {
                        Some(title) => format!("{number} {title}"),
                        None => number.clone(),
                    });
                    let names = visible(&names.collect::<Vec<_>>().join("; "));
                    let _ = writeln!(
                        text,
                        "        {}",
                        say(language, "intake.by-examples", &[("examples", &names)])
                    );
                }
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", say(language, "intake.suggest-note", &[]));
    text
}

fn file(one: &Advice) -> String {
    let name = one.file.file_name().unwrap_or_default().to_string_lossy();
    format!("{}, ", visible(&name))
}

/// Figures of suggestions in one of [`super::LIST_FORMATS`].
pub fn measures(all: &[(usize, Measure)], form: &Form, format: &str, language: Language) -> String {
    if format == "json" {
        let of = |(field, measure): &(usize, Measure)| json!({ "field": form.fields[*field].key, "measure": measure });
        return format!("{:#}\n", json!(all.iter().map(of).collect::<Vec<_>>()));
    }
    let mut text = say(language, "intake.measure-note", &[]) + "\n";
    for (field, measure) in all {
        let name = form.fields[*field].name_in(language);
        let values = [
            ("name", visible(name)),
            ("count", measure.examples.to_string()),
            ("first", format!("{:.2}", measure.first)),
            ("five", format!("{:.2}", measure.five)),
            ("frequent-first", format!("{:.2}", measure.frequent_first)),
            ("frequent-five", format!("{:.2}", measure.frequent_five)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let key = if measure.examples == 0 {
            "intake.not-measured"
        } else {
            "intake.measured"
        };
        let _ = writeln!(text, "  {}", say(language, key, &values));
    }
    text
}

/// What hardly any example is about, in one of [`super::LIST_FORMATS`].
pub fn coverage(all: &[FieldCoverage], form: &Form, format: &str, language: Language) -> String {
    if format == "json" {
        let of = |one: &FieldCoverage| {
            json!({
                "field": form.fields[one.field].key,
                "name": one.name,
                "choices": one.choices,
                "few": one.few,
            })
        };
        return format!("{:#}\n", json!(all.iter().map(of).collect::<Vec<_>>()));
    }
    let mut text = String::new();
    for one in all {
        let values = [
            ("name", visible(&one.name)),
            ("few", one.few.len().to_string()),
            ("count", one.choices.to_string()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let _ = writeln!(text, "{}", say(language, "intake.coverage", &values));
        for covered in &one.few {
            let count = covered.examples.len();
            let numbers = visible(&covered.examples.join(", "));
            let numbers = if count == 0 {
                String::new()
            } else {
                format!("  ({numbers})")
            };
            let _ = writeln!(text, "  {count}  {}{numbers}", visible(&covered.label));
        }
        text.push('\n');
    }
    text
}
