//! All that is known of one thing, for people.
//! Room `render`.

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::message;
use crate::render::escape;
use crate::render::text::wrap;

/// A terminal shows at most so many values of one property; JSON has them all.
const MOST_SHOWN: usize = 40;

const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();
const CURATED: Style = AnsiColor::Yellow.on_default();

/// A thing by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    pub iri: String,
    /// `prefix:local`, where a prefix fits.
    #[serde(skip)]
    pub short: String,
    pub label: Option<String>,
    pub notation: Option<String>,
}

impl Named {
    /// The label, else the end of the IRI.
    pub fn words(&self) -> &str {
        self.label
            .as_deref()
            .unwrap_or_else(|| last_segment(&self.iri))
    }

    /// Notation and label.
    pub fn full(&self) -> String {
        match &self.notation {
            // Headings of a source may hold their own number.
            Some(notation) if self.label.is_some() && !self.words().starts_with(notation) => {
                format!("{notation} {}", self.words())
            }
            _ => self.words().to_owned(),
        }
    }
}

/// What a property leads to.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Value {
    Thing(Named),
    Text {
        value: String,
        language: Option<String>,
        datatype: String,
    },
    /// A blank node.
    Anonymous,
}

/// A graph that states something, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    pub graph: String,
    pub role: Option<&'static str>,
}

/// Why a link was made.
#[derive(Debug, Clone, Serialize)]
pub struct Reason {
    pub iri: Option<String>,
    pub rationale: Option<String>,
    pub confidence: Option<String>,
    pub based_on: Vec<Named>,
    pub derived_from: Vec<Named>,
    pub attributed_to: Vec<Named>,
    pub created: Option<String>,
}

/// One value of a property.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    #[serde(flatten)]
    pub value: Value,
    pub sources: Vec<Source>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// The values of a property.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub property: Named,
    pub statements: Vec<Statement>,
}

/// A thing with all that is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct Portrait {
    #[serde(flatten)]
    pub thing: Named,
    pub classes: Vec<Named>,
    pub schemes: Vec<Named>,
    /// Each way upwards, from the top.
    pub broader: Vec<Vec<Named>>,
    pub narrower: Vec<Named>,
    pub texts: Vec<Group>,
    pub links: Vec<Group>,
    pub incoming: Vec<Group>,
    /// How many triples have it as property.
    pub uses: usize,
    /// How many reified statements are about links from, to or by it.
    pub statements: usize,
}

/// A portrait as lines, before a target gives them its looks.
enum Line {
    Title(String),
    /// A line below the title.
    Lead(String),
    Heading(String, Option<String>),
    Item {
        words: String,
        mark: Option<String>,
    },
    /// Below an item.
    Detail(String),
}

fn lines(portrait: &Portrait, language: Language, most: usize) -> Vec<Line> {
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let names = |things: &[Named]| {
        things
            .iter()
            .map(Named::full)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut lines = vec![Line::Title(portrait.thing.full())];
    let mut lead: Vec<_> = portrait
        .classes
        .iter()
        .map(|class| class.words().to_owned())
        .collect();
    lead.push(portrait.thing.short.clone());
    lines.push(Line::Lead(lead.join(" · ")));
    if portrait.thing.short != portrait.thing.iri {
        lines.push(Line::Lead(portrait.thing.iri.clone()));
    }
    if !portrait.schemes.is_empty() {
        lines.push(Line::Lead(say(
            "show.scheme",
            &[("schemes", &names(&portrait.schemes))],
        )));
    }
    for way in &portrait.broader {
        let way: Vec<_> = way.iter().map(Named::full).collect();
        lines.push(Line::Lead(say(
            "show.broader",
            &[("chain", &way.join(" › "))],
        )));
    }
    for group in &portrait.texts {
        // Words of the editors' own stand apart from what the source states.
        let is_curated = |statement: &Statement| {
            let mut sources = statement.sources.iter();
            !statement.sources.is_empty() && sources.all(|source| source.role == Some("curated"))
        };
        let all = group.statements.iter().all(is_curated);
        let curated = || message::text(language, "role.curated", &[]);
        let mark = (all && !group.statements.is_empty()).then(curated);
        lines.push(Line::Heading(group.property.words().to_owned(), mark));
        for statement in &group.statements {
            let own = (!all && is_curated(statement)).then(curated);
            item(statement, own, language, &mut lines);
        }
    }
    if !portrait.narrower.is_empty() {
        let title = format!(
            "{} ({})",
            say("show.narrower", &[]),
            portrait.narrower.len()
        );
        lines.push(Line::Heading(title, None));
        for thing in portrait.narrower.iter().take(most) {
            lines.push(Line::Item {
                words: thing.full(),
                mark: Some(thing.short.clone()),
            });
        }
        more(portrait.narrower.len(), most, language, &mut lines);
    }
    for group in portrait.links.iter().chain(&portrait.incoming) {
        link_lines(group, language, most, &mut lines);
    }
    if portrait.uses > 0 {
        let count = portrait.uses.to_string();
        lines.push(Line::Heading(say("show.uses", &[("count", &count)]), None));
    }
    lines
}

fn link_lines(group: &Group, language: Language, most: usize, lines: &mut Vec<Line>) {
    let roles = |statement: &Statement| {
        let mut roles: Vec<_> = statement
            .sources
            .iter()
            .map(|source| role(source, language))
            .collect();
        roles.dedup();
        roles.join(", ")
    };
    let first = group.statements.first().map(roles).unwrap_or_default();
    let same = group
        .statements
        .iter()
        .all(|statement| roles(statement) == first);
    let title = if group.statements.len() > 1 {
        format!("{} ({})", group.property.words(), group.statements.len())
    } else {
        group.property.words().to_owned()
    };
    lines.push(Line::Heading(title, same.then_some(first)));
    for statement in group.statements.iter().take(most) {
        let own = (!same).then(|| roles(statement));
        item(statement, own, language, lines);
    }
    more(group.statements.len(), most, language, lines);
}

fn item(statement: &Statement, role: Option<String>, language: Language, lines: &mut Vec<Line>) {
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let (words, short) = match &statement.value {
        Value::Thing(thing) => (thing.full(), Some(thing.short.clone())),
        Value::Text {
            value,
            language: Some(tag),
            ..
        } => (format!("{tag}  {value}"), None),
        Value::Text { value, .. } => (value.clone(), None),
        Value::Anonymous => (say("show.anonymous", &[]), None),
    };
    let marks: Vec<_> = short
        .into_iter()
        .chain(role)
        .filter(|mark| !mark.is_empty())
        .collect();
    lines.push(Line::Item {
        words,
        mark: (!marks.is_empty()).then(|| marks.join(" · ")),
    });
    for reason in &statement.reasons {
        let names = |things: &[Named]| {
            things
                .iter()
                .map(Named::full)
                .collect::<Vec<_>>()
                .join("; ")
        };
        let by = names(&reason.attributed_to);
        let parts = [
            (
                "show.rationale",
                reason.rationale.clone().unwrap_or_default(),
            ),
            (
                "show.confidence",
                reason.confidence.clone().unwrap_or_default(),
            ),
            ("show.based-on", names(&reason.based_on)),
            ("show.derived-from", names(&reason.derived_from)),
            (
                "show.attributed-to",
                [by, reason.created.clone().unwrap_or_default()]
                    .join(" ")
                    .trim()
                    .to_owned(),
            ),
        ];
        for (key, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
            lines.push(Line::Detail(say(key, &[("text", text)])));
        }
    }
}

fn more(count: usize, most: usize, language: Language, lines: &mut Vec<Line>) {
    if count > most {
        let rest = (count - most).to_string();
        lines.push(Line::Detail(message::text(
            language,
            "show.more",
            &[("count", &rest)],
        )));
    }
}

/// What the interface calls the role of a graph; a graph without one by its name.
fn role(source: &Source, language: Language) -> String {
    match source.role {
        Some(role) => message::text(language, &format!("role.{role}"), &[]),
        None => last_segment(&source.graph).to_owned(),
    }
}

/// For a terminal.
pub fn text(portrait: &Portrait, language: Language, width: usize) -> String {
    let mut text = String::new();
    let put = |text: &mut String, indent: usize, style: Style, words: &str, mark: &str| {
        let blank = " ".repeat(indent);
        let room = width.clamp(40, 120).saturating_sub(indent);
        let lines = wrap(&escape::terminal(words), room);
        let last = lines.len() - 1;
        for (at, line) in lines.iter().enumerate() {
            text.push_str(&format!("{blank}{}", paint(style, line)));
            if at == last && !mark.is_empty() {
                text.push_str(&format!("  {}", paint(MUTED, &escape::terminal(mark))));
            }
            text.push('\n');
        }
    };
    for line in lines(portrait, language, MOST_SHOWN) {
        match line {
            Line::Title(words) => put(&mut text, 0, STRONG, &words, ""),
            Line::Lead(words) => put(&mut text, 0, MUTED, &words, ""),
            Line::Heading(words, mark) => {
                text.push('\n');
                put(&mut text, 0, STRONG, &words, mark.as_deref().unwrap_or(""));
            }
            Line::Item { words, mark } => {
                put(
                    &mut text,
                    2,
                    Style::new(),
                    &words,
                    mark.as_deref().unwrap_or(""),
                );
            }
            Line::Detail(words) => put(&mut text, 6, CURATED, &words, ""),
        }
    }
    text
}

/// As Markdown; nothing is left out.
pub fn markdown(portrait: &Portrait, language: Language) -> String {
    let mut text = String::new();
    for line in lines(portrait, language, usize::MAX) {
        let escaped = |words: &str| escape::markdown(words);
        match line {
            Line::Title(words) => text.push_str(&format!("# {}\n\n", escaped(&words))),
            Line::Lead(words) => text.push_str(&format!("{}\n\n", escaped(&words))),
            Line::Heading(words, mark) => {
                let mark = mark.filter(|mark| !mark.is_empty());
                let mark = mark.map_or_else(String::new, |mark| format!(" _({})_", escaped(&mark)));
                if !text.ends_with("\n\n") {
                    text.push('\n');
                }
                text.push_str(&format!("## {}{mark}\n\n", escaped(&words)));
            }
            Line::Item { words, mark } => {
                let mark = mark.map_or_else(String::new, |mark| format!(" _({})_", escaped(&mark)));
                text.push_str(&format!("- {}{mark}\n", escaped(&words)));
            }
            Line::Detail(words) => text.push_str(&format!("  - {}\n", escaped(&words))),
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn paint(style: Style, text: &str) -> String {
    if text.is_empty() || style == Style::new() {
        return text.to_owned();
    }
    format!("{}{text}{}", style.render(), style.render_reset())
}
