//! The guideline as Markdown: what is asked, why, and what can be chosen.
//! Room `render`. GitHub Flavored Markdown; texts of the data are escaped.

use std::fmt::Write;

use crate::core::form::{Field, Form, picked};
use crate::core::language::Language;
use crate::render::escape;
use crate::render::guideline::Variant;
use crate::render::guideline::words::{self, say};

/// The whole of it.
pub fn render(form: &Form, language: Language, variant: Variant) -> String {
    let mut page = Page {
        form,
        language,
        variant,
        text: String::new(),
    };
    page.head();
    for (place, group) in form.groups.iter().enumerate() {
        let name = picked(&group.name, language).unwrap_or(&group.iri);
        page.line(&format!("## {}", mark(name)));
        if let Some(comment) = picked(&group.comment, language) {
            page.line(&mark(comment));
        }
        for field in form.fields_of(place) {
            page.field(field);
        }
    }
    let edition = say(language, "form.edition");
    let _ = writeln!(page.text, "{edition}: {}", mark(&form.edition));
    page.text
}

fn mark(text: &str) -> String {
    escape::markdown(text)
}

struct Page<'a> {
    form: &'a Form,
    language: Language,
    variant: Variant,
    text: String,
}

impl Page<'_> {
    /// A paragraph.
    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{text}\n");
    }

    fn head(&mut self) {
        let language = self.language;
        let title = picked(&self.form.title, language).unwrap_or_default();
        self.line(&format!("# {}", mark(title)));
        if let Some(introduction) = picked(&self.form.introduction, language) {
            self.line(&mark(introduction));
        }
        if self.variant == Variant::Interview {
            self.line(&mark(&say(language, "guideline.guide-interview")));
        }
    }

    fn field(&mut self, field: &Field) {
        let language = self.language;
        let name = mark(&words::heading(field, language));
        let requirement = words::requirement(field, language);
        if self.variant == Variant::Interview {
            self.line(&format!("### {}", mark(words::question(field, language))));
            self.line(&format!("{name} ({requirement}): …"));
            return;
        }
        self.line(&format!("### {name} ({requirement})"));
        for line in words::help(field, language) {
            self.line(&mark(&line));
        }
        let why = words::why(field, language);
        if !why.is_empty() {
            let word = say(language, "form.why");
            self.line(&format!("_{word}_: {}", mark(&why)));
        }
        self.choices(field);
    }

    fn choices(&mut self, field: &Field) {
        let sections = words::sections(self.form, field, self.language);
        if sections.is_empty() {
            return;
        }
        self.line(&format!("{}:", say(self.language, "form.list")));
        for section in &sections {
            if let Some(heading) = &section.heading {
                let _ = writeln!(self.text, "- _{}_", mark(heading));
            }
            for shown in &section.choices {
                let depth = shown.depth + usize::from(section.heading.is_some());
                let indent = "  ".repeat(depth);
                let _ = writeln!(self.text, "{indent}- {}", mark(&shown.text));
            }
        }
        self.text.push('\n');
    }
}
