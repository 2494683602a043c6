//! A hierarchy as a nested Markdown list (CommonMark).
//! Room `render`. Beyond [`MAX_INDENT`] levels the list stops indenting and names the level:
//! otherwise a deep chain would cost the square of its depth.

use crate::core::message;
use crate::render::{Attention, Page, RenderError, Rendered, escape, words};

/// Levels that are indented.
const MAX_INDENT: usize = 12;

/// Title, summary of the rule, list, source line.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let say = |key: &str, values: &[(&str, &str)]| message::text(page.language, key, values);
    let mut text = format!("# {}\n\n", escape::markdown(page.title));
    for step in page.hierarchy.preorder(None) {
        if page.depth.is_some_and(|depth| step.level >= depth) {
            continue;
        }
        let concept = page.hierarchy.concept(step.node);
        text.push_str(&"  ".repeat(step.level.min(MAX_INDENT)));
        text.push_str("- ");
        if step.level > MAX_INDENT {
            text.push_str(&say(
                "tree.level",
                &[("level", &(step.level + 1).to_string())],
            ));
            text.push(' ');
        }
        text.push_str(&markdown_signs(&words::change_signs(page, step.node)));
        if let Some(notation) = concept
            .notation
            .as_deref()
            .filter(|_| concept.label(page.language).1)
        {
            text.push_str(&escape::markdown(notation));
            text.push(' ');
        }
        text.push_str(&escape::markdown(concept.label(page.language).0));
        if let Some(counts) = words::counts(page, step.node) {
            let own = words::own_count_at(page, step);
            let own = own.map_or_else(String::new, |own| format!("; {own}"));
            text.push_str(&format!(" ({counts}{own})"));
        }
        match page.attention(step.node) {
            Some(Attention::None) => text.push_str(&format!(" **{}**", say("attention.none", &[]))),
            Some(Attention::Little) => {
                text.push_str(&format!(" **{}**", say("attention.little", &[])))
            }
            _ => {}
        }
        if let Some((note, _)) = concept.note.pick(page.language) {
            text.push_str(&format!(" — {}", escape::markdown(note)));
        }
        if let Some(elsewhere) = page.elsewhere(step) {
            text.push_str(&format!(
                " _({})_",
                escape::markdown(&elsewhere.to_string())
            ));
        }
        text.push('\n');
    }
    text.push('\n');
    for line in crate::render::text::foot(page) {
        text.push_str(&escape::markdown(&line));
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(Rendered::Text(text))
}

/// `- + label` would begin a list in the list.
fn markdown_signs(signs: &str) -> String {
    signs.replace('+', "\\+")
}
