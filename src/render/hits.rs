//! What a search found: for a terminal, or as a table for spreadsheets.
//! Room `render`.

use anstyle::Style;
use serde::Serialize;

use crate::core::language::Language;
use crate::core::message;
use crate::render::escape;
use crate::render::portrait::Named;
use crate::render::text::wrap;

const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();

/// A thing that was found, and the text by which.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    #[serde(flatten)]
    pub thing: Named,
    /// Labels of its classes.
    pub classes: Vec<String>,
    /// Label of the property whose value fits best.
    pub property: String,
    /// That value.
    pub text: String,
}

/// Two or three lines a hit; `more` says how many were left out.
pub fn text(hits: &[Hit], more: usize, language: Language, width: usize) -> String {
    let room = width.clamp(40, 120);
    let mut text = String::new();
    let put = |text: &mut String, indent: usize, style: Style, words: &str| {
        for line in wrap(&escape::terminal(words), room - indent) {
            let (start, end) = (style.render(), style.render_reset());
            text.push_str(&format!("{}{start}{line}{end}\n", " ".repeat(indent)));
        }
    };
    for hit in hits {
        put(&mut text, 0, STRONG, &hit.thing.full());
        let mut about = hit.classes.clone();
        about.push(hit.thing.short.clone());
        put(&mut text, 2, MUTED, &about.join(" · "));
        let is_name = hit.thing.label.as_ref() == Some(&hit.text)
            || hit.thing.notation.as_ref() == Some(&hit.text);
        if !is_name {
            put(
                &mut text,
                2,
                Style::new(),
                &format!("{}: {}", hit.property, hit.text),
            );
        }
    }
    if more > 0 {
        let count = more.to_string();
        put(
            &mut text,
            0,
            MUTED,
            &message::text(language, "find.more", &[("count", &count)]),
        );
    }
    text
}

/// Columns `label,class,notation,iri,property,text`; formulas are neutralised.
pub fn csv(hits: &[Hit]) -> String {
    let mut text = String::from("label,class,notation,iri,property,text\n");
    for hit in hits {
        let fields = [
            hit.thing.label.as_deref().unwrap_or(""),
            &hit.classes.join("; "),
            hit.thing.notation.as_deref().unwrap_or(""),
            &hit.thing.iri,
            &hit.property,
            &hit.text,
        ];
        text.push_str(&fields.map(escape::spreadsheet_csv).join(","));
        text.push('\n');
    }
    text
}
