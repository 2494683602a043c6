//! A hierarchy as OPML 2.0, for outliners and mind-map tools.
//! Room `render`. What OPML does not know is in a namespace of its own, as its section
//! "Extending OPML" asks. Beyond [`MAX_NESTING`] levels the outline stops nesting, and
//! `h:level` says how deep a node really lies: readers give up on deep documents (libxml2 at
//! 256 elements), and indentation would cost the square of the depth.

use crate::core::hierarchy::Step;
use crate::core::message;
use crate::render::graph::{self, Role};
use crate::render::text::foot;
use crate::render::{Page, RenderError, Rendered, escape, words};

/// Levels that are nested.
const MAX_NESTING: usize = 100;
/// Levels that are indented.
const MAX_INDENT: usize = 12;
/// Names the attributes that OPML does not have.
const NAMESPACE: &str = "urn:lobgraaf:hierarchy";

/// Head with title and date, body with one outline a line. A node with several parents is
/// nested under one; under the others it stands as a reference with `h:reference`.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let mut text = head(page);
    let graph = graph::of(page);
    let mut roles = graph.edges.iter().map(|edge| edge.role);
    let mut open = 0;
    let steps = page.hierarchy.preorder(None);
    let mut steps = steps
        .filter(|step| page.depth.is_none_or(|depth| step.level < depth))
        .peekable();
    while let Some(step) = steps.next() {
        let level = step.level.min(MAX_NESTING);
        close(&mut text, &mut open, level);
        // Edges come in the order of the walk; a root has none.
        let role = step.parent.and_then(|_| roles.next());
        text.push_str(&"  ".repeat(level.min(MAX_INDENT) + 2));
        text.push_str(&outline(page, step, role));
        let has_children = steps
            .peek()
            .is_some_and(|next| next.level.min(MAX_NESTING) > level);
        if has_children {
            text.push_str(">\n");
            open += 1;
        } else {
            text.push_str("/>\n");
        }
    }
    close(&mut text, &mut open, 0);
    text.push_str("  </body>\n</opml>\n");
    Ok(Rendered::Text(text))
}

/// Ends outlines until only `level` of them are open.
fn close(text: &mut String, open: &mut usize, level: usize) {
    while *open > level {
        *open -= 1;
        text.push_str(&"  ".repeat((*open).min(MAX_INDENT) + 2));
        text.push_str("</outline>\n");
    }
}

fn head(page: &Page<'_>) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:h=\"{NAMESPACE}\">\n  <head>\n"
    );
    let mut push = |element: &str, value: &str| {
        let value = escape::xml(value);
        text.push_str(&format!("    <{element}>{value}</{element}>\n"));
    };
    push("title", page.title);
    if let Some(date) = page.date.and_then(mail_date) {
        push("dateCreated", &date);
    }
    push("docs", "http://opml.org/spec2.opml");
    push("h:language", page.language.code());
    push("h:query", page.view);
    if let Some(date) = page.date {
        push("h:date", date);
    }
    if let Some(source) = page.source {
        push("h:source", source);
    }
    if let Some(note) = page.note {
        push("h:note", note);
    }
    let said = [page.source, page.note];
    for line in foot(page).iter().filter(|line| !said.contains(&Some(line))) {
        push("h:remark", line);
    }
    text.push_str("  </head>\n  <body>\n");
    text
}

/// One outline up to the end of its attributes.
fn outline(page: &Page<'_>, step: Step, role: Option<Role>) -> String {
    let node = step.node;
    let concept = page.hierarchy.concept(node);
    let say = |key: &str, values: &[(&str, &str)]| message::text(page.language, key, values);
    let mut shown = words::change_signs(page, node) + &words::heading(page, node, usize::MAX);
    if step.level > MAX_NESTING {
        let level = (step.level + 1).to_string();
        shown = format!("{} {shown}", say("tree.level", &[("level", &level)]));
    }
    if let Some(counts) = words::counts(page, node) {
        shown.push_str(&format!(" ({counts})"));
    }
    if let Some(mark) = words::attention(page, node) {
        shown.push_str(&format!(" {mark}"));
    }
    if let Some((note, _)) = concept.note.pick(page.language) {
        shown.push_str(&format!(" — {note}"));
    }
    if let Some(place) = role.and_then(|role| words::reference(page, node, role)) {
        shown.push_str(&format!(" ↑ {place}"));
    }
    let mut text = String::from("<outline");
    let mut push = |name: &str, value: &str| {
        text.push_str(&format!(" {name}=\"{}\"", escape::xml(value)));
    };
    push("text", &shown);
    if let Some(address) = escape::web_address(&concept.iri) {
        push("type", "link");
        push("url", &address);
    }
    push("h:iri", &concept.iri);
    push("h:label", concept.label(page.language).0);
    if let Some(notation) = &concept.notation {
        push("h:notation", notation);
    }
    if let Some(kind) = &concept.kind {
        push("h:kind", kind);
    }
    if page.has_counts {
        let counts = page.counts[node.index()];
        push("h:stated", &counts.stated.to_string());
        push("h:sure", &counts.sure.to_string());
        push("h:possible", &counts.possible.to_string());
    }
    if let Some(attention) = words::attention_code(page, node) {
        push("h:attention", attention);
    }
    let changes = words::change_codes(page, node).join(" ");
    if !changes.is_empty() {
        push("h:change", &changes);
    }
    if step.level > MAX_NESTING {
        push("h:level", &(step.level + 1).to_string());
    }
    if let Some(role) = role.filter(|role| *role != Role::Primary) {
        push("h:reference", role.code());
    }
    text
}

/// `2026-11-24` → `Tue, 24 Nov 2026 00:00:00 GMT` (RFC 822 with the year of RFC 1123);
/// `None` for what is no date.
fn mail_date(date: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<usize>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let name = MONTHS.get(month.checked_sub(1)?)?;
    if !(1..=31).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    // Sakamoto's rule for the day of the week in the Gregorian calendar.
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
    let y = if month < 3 { year - 1 } else { year };
    let weekday = DAYS[(y + y / 4 - y / 100 + y / 400 + shift + day) % 7];
    Some(format!("{weekday}, {day:02} {name} {year:04} 00:00:00 GMT"))
}
