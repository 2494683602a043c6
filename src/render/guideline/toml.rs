//! The guideline as a template in TOML: every key, with what to fill in above it.
//! Room `render`. As it is, it holds no answer.

use std::fmt::Write;

use crate::core::form::{Field, FieldKind, Form, picked};
use crate::core::language::Language;
use crate::render::escape;
use crate::render::guideline::words::{self, say};

/// Characters of a line of comment.
const WIDTH: usize = 96;

/// The whole of it.
pub fn render(form: &Form, language: Language) -> String {
    let mut text = String::new();
    comment(&mut text, picked(&form.title, language).unwrap_or_default());
    let introduction = picked(&form.introduction, language);
    comment(&mut text, introduction.unwrap_or_default());
    comment(&mut text, &say(language, "guideline.toml-how"));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\nedition = {}\n\n[[example]]", quoted(&form.edition));
    for (place, group) in form.groups.iter().enumerate() {
        let name = picked(&group.name, language).unwrap_or(&group.iri);
        text.push('\n');
        comment(&mut text, &format!("== {name} =="));
        for field in form.fields_of(place) {
            text.push('\n');
            of_field(&mut text, form, field, language);
        }
    }
    text
}

fn of_field(text: &mut String, form: &Form, field: &Field, language: Language) {
    let requirement = words::requirement(field, language);
    let name = field.name_in(language);
    comment(text, &format!("{name} ({requirement})"));
    for line in words::help(field, language) {
        comment(text, &line);
    }
    for section in words::sections(form, field, language) {
        if let Some(heading) = &section.heading {
            comment(text, &format!("  {heading}:"));
        }
        for shown in section.choices {
            let indent = "  ".repeat(shown.depth + 1);
            comment(text, &format!("{indent}{}", quoted(&shown.text)));
        }
    }
    let (empty, is_answer) = match (&field.kind, field.is_single()) {
        (_, false) => ("[]", false),
        (FieldKind::Integer, true) => ("0", true),
        (FieldKind::Boolean, true) => ("true", true),
        (FieldKind::Text { is_long: true, .. }, true) => ("\"\"\"\n\"\"\"", false),
        _ => ("\"\"", false),
    };
    // What would be an answer waits behind a number sign.
    let sign = if is_answer { "# " } else { "" };
    let _ = writeln!(text, "{sign}{} = {empty}", key(&field.key));
}

/// Lines of comment, wrapped between words; the indent stays.
fn comment(text: &mut String, said: &str) {
    let indent: String = said.chars().take_while(|c| *c == ' ').collect();
    let said = escape::comment(said);
    let mut line = String::new();
    for word in said.split_whitespace() {
        let is_full = line.chars().count() + word.chars().count() > WIDTH;
        if is_full && !line.is_empty() {
            let _ = writeln!(text, "# {indent}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        let _ = writeln!(text, "# {indent}{line}");
    }
}

fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(escape::terminal_line(text)).to_string()
}
