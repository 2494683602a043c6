//! A checklist as Markdown: a list of tasks a question.
//! Room `render`. GitHub Flavored Markdown; texts of the data are escaped.

use std::fmt::Write;

use crate::core::checklist::answers::Value;
use crate::core::checklist::{Checklist, Form, Item};
use crate::render::checklist::words::{self, say};
use crate::render::escape;

/// The whole of it.
pub fn render(checklist: &Checklist) -> String {
    let mut page = Page {
        checklist,
        text: String::new(),
    };
    page.head();
    for group in &checklist.groups {
        let heading = words::heading(group.notation.as_deref(), &group.label);
        page.line(&format!("## {}", mark(&heading)));
        if let Some(question) = &group.question {
            page.line(&format!("_{}_", mark(question)));
        }
        for section in &group.sections {
            if let Some(heading) = &section.heading {
                let name = words::heading(heading.notation.as_deref(), &heading.label);
                page.line(&format!("### {}", mark(&name)));
                page.research(&heading.research);
            }
            for item in &section.items {
                page.item(item);
            }
        }
    }
    page.foot();
    page.text
}

fn mark(text: &str) -> String {
    escape::markdown(text)
}

struct Page<'a> {
    checklist: &'a Checklist,
    text: String,
}

impl Page<'_> {
    /// A paragraph.
    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{text}\n");
    }

    fn head(&mut self) {
        let checklist = self.checklist;
        self.line(&format!("# {}", mark(&checklist.title)));
        if let Some(introduction) = &checklist.introduction {
            self.line(&mark(introduction));
        }
        for line in words::chosen(checklist) {
            self.line(&mark(&line));
        }
        use crate::core::checklist::answers::Field;
        let asked = [
            Field::School,
            Field::Activity,
            Field::FilledInBy,
            Field::Date,
        ];
        let asked = asked.map(|field| format!("{}: …", words::field(checklist, field)));
        self.line(&asked.join("  \n"));
    }

    fn item(&mut self, item: &Item) {
        let checklist = self.checklist;
        let question = words::heading(item.notation.as_deref(), &item.question);
        self.line(&format!("**{}**", mark(&question)));
        if let Some(hint) = &item.hint {
            self.line(&mark(hint));
        }
        for value in Value::ALL {
            let _ = writeln!(self.text, "- [ ] {}", value.text(checklist.language));
        }
        self.text.push('\n');
        self.line(&format!(
            "{} …",
            say(checklist, "checklist.what-better", &[])
        ));
        self.line(&format!(
            "{}: {}",
            say(checklist, "checklist.experienced", &[]),
            words::count(checklist, item.count)
        ));
        if checklist.form == Form::Full {
            for below in &item.realisations {
                let name = words::heading(below.notation.as_deref(), &below.label);
                let _ = writeln!(self.text, "- {} ({})", mark(&name), below.count);
            }
            if !item.realisations.is_empty() {
                self.text.push('\n');
            }
            self.examples(item);
        }
        self.research(&item.research);
    }

    fn examples(&mut self, item: &Item) {
        let checklist = self.checklist;
        let (mut named, more) = words::examples(checklist, item, words::MOST_EXAMPLES);
        if named.is_empty() {
            return;
        }
        for (name, shown) in named.iter_mut().zip(&item.examples) {
            if let Some(title) = checklist
                .example(&shown.iri)
                .and_then(|example| example.title.as_ref())
            {
                *name = format!("{name} {title}");
            }
            *name = match escape::web_address(&shown.iri) {
                Some(address) => format!("[{}]({address})", mark(name)),
                None => mark(name),
            };
            if !shown.shared.is_empty() {
                let labels = words::labels(&shown.shared);
                let fits = say(checklist, "checklist-page.fits", &[("labels", &labels)]);
                *name = format!("{name} ({})", mark(&fits));
            }
        }
        if more > 0 {
            let count = more.to_string();
            named.push(say(checklist, "checklist.more", &[("count", &count)]));
        }
        self.line(&format!(
            "{}: {}",
            say(checklist, "checklist.examples", &[]),
            named.join(" · ")
        ));
    }

    fn research(&mut self, research: &[crate::core::checklist::Research]) {
        let checklist = self.checklist;
        for element in research {
            let _ = writeln!(
                self.text,
                "- {}: **{}** {} ({})",
                say(checklist, "checklist.also", &[]),
                mark(&words::chip(element)),
                mark(&element.label),
                mark(&words::basis_via(checklist, element))
            );
        }
        if !research.is_empty() {
            self.text.push('\n');
        }
    }

    fn foot(&mut self) {
        let checklist = self.checklist;
        if !checklist.uncovered.is_empty() {
            self.line(&format!(
                "## {}",
                say(checklist, "checklist.uncovered", &[])
            ));
            for element in &checklist.uncovered {
                let name = words::numbered(&element.framework_label, element.notation.as_deref());
                let _ = writeln!(
                    self.text,
                    "- **{}** {} ({})",
                    mark(&name),
                    mark(&element.label),
                    mark(&words::coverage(checklist, element))
                );
            }
            self.text.push('\n');
        }
        if let Some(line) = words::left_out(checklist) {
            self.line(&format!("## {}", mark(&line)));
            for left_out in &checklist.left_out {
                let name = words::heading(left_out.notation.as_deref(), &left_out.question);
                let why = words::why_left_out(checklist, left_out);
                let _ = writeln!(self.text, "- {} ({})", mark(&name), mark(&why));
            }
            self.text.push('\n');
        }
        self.line(&format!("## {}", say(checklist, "checklist.evidence", &[])));
        let notes = words::notes(checklist);
        for note in notes {
            self.line(&mark(note));
        }
        let origin = words::origin(checklist);
        let _ = writeln!(self.text, "{}", mark(&origin));
    }
}
