//! The named queries of a project, as a list or one of them explained.
//! Room `render`.

use anstyle::Style;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::core::language::Language;
use crate::core::message;
use crate::render::escape;
use crate::render::text::wrap;

const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();

/// A parameter of a query.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterEntry {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub optional: bool,
    pub description: String,
}

/// A named query, its texts in one language.
#[derive(Debug, Clone, Serialize)]
pub struct QueryEntry {
    pub name: String,
    pub folder: &'static str,
    pub kind: &'static str,
    pub summary: String,
    pub parameters: Vec<ParameterEntry>,
    pub tags: Vec<String>,
    /// Path below the project.
    pub path: String,
}

/// All that a file says of its query.
#[derive(Debug, Clone, Serialize)]
pub struct QueryDetail {
    #[serde(flatten)]
    pub entry: QueryEntry,
    pub note: Option<String>,
    pub decision: Option<String>,
    pub source: Vec<String>,
    /// Projected variables; none for a query that is no SELECT.
    pub columns: Vec<String>,
    /// The SPARQL without its header.
    pub text: String,
}

/// By folder, each query with its summary and its parameters.
pub fn list(entries: &[QueryEntry], language: Language, width: usize) -> String {
    let names = entries
        .iter()
        .map(|entry| entry.name.width())
        .max()
        .unwrap_or(0);
    let room = width.saturating_sub(names + 4).max(30);
    let mut text = String::new();
    let mut folder = "";
    for entry in entries {
        if entry.folder != folder {
            if !folder.is_empty() {
                text.push('\n');
            }
            folder = entry.folder;
            text.push_str(&paint(STRONG, &format!("queries/{folder}/")));
            text.push('\n');
        }
        let kind = if entry.kind == "matrix" {
            " (matrix)"
        } else {
            ""
        };
        let mut lines: Vec<_> = wrap(&escape::terminal(&format!("{}{kind}", entry.summary)), room);
        if !entry.parameters.is_empty() {
            let names: Vec<_> = entry.parameters.iter().map(signature).collect();
            let line = names.join(" ");
            lines.extend(wrap(&line, room).iter().map(|line| paint(MUTED, line)));
        }
        for (at, line) in lines.iter().enumerate() {
            let name = if at == 0 { entry.name.as_str() } else { "" };
            let blank = " ".repeat(names - name.width() + 2);
            text.push_str(&format!("  {name}{blank}{line}\n"));
        }
    }
    text.push('\n');
    let more = message::text(language, "queries.more", &[]);
    for line in wrap(&more, width.max(30)) {
        text.push_str(&paint(MUTED, &line));
        text.push('\n');
    }
    text
}

/// `--param name=…`, in brackets where it may be left out.
fn signature(parameter: &ParameterEntry) -> String {
    let text = format!("--param {}=…", parameter.name);
    if parameter.optional {
        format!("[{text}]")
    } else {
        text
    }
}

/// A Markdown table a folder.
pub fn markdown_list(entries: &[QueryEntry], language: Language) -> String {
    let say = |key: &str| message::text(language, key, &[]);
    let mut text = String::new();
    let mut folder = "";
    for entry in entries {
        if entry.folder != folder {
            if !folder.is_empty() {
                text.push('\n');
            }
            folder = entry.folder;
            text.push_str(&format!(
                "## queries/{folder}/\n\n| {} | {} | {} |\n| --- | --- | --- |\n",
                say("queries.name"),
                say("queries.summary"),
                say("queries.parameters")
            ));
        }
        let names: Vec<_> = entry
            .parameters
            .iter()
            .map(|p| format!("`{}`", p.name))
            .collect();
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            entry.name,
            escape::markdown(&entry.summary),
            names.join(", ")
        ));
    }
    text
}

/// One query for a terminal.
pub fn detail(query: &QueryDetail, language: Language, width: usize) -> String {
    let mut text = format!(
        "{}  {}\n",
        paint(STRONG, &query.entry.name),
        paint(
            MUTED,
            &format!("{} · {}", query.entry.kind, query.entry.path)
        )
    );
    let put = |text: &mut String, indent: usize, words: &str| {
        for line in wrap(
            &escape::terminal(words),
            width.saturating_sub(indent).max(30),
        ) {
            text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    };
    put(&mut text, 0, &query.entry.summary);
    for (title, lines) in sections(query, language) {
        text.push_str(&format!("\n{}\n", paint(STRONG, &title)));
        lines.iter().for_each(|line| put(&mut text, 2, line));
    }
    text.push('\n');
    for line in query.text.lines() {
        text.push_str(&escape::terminal_line(line));
        text.push('\n');
    }
    text
}

/// One query as Markdown.
pub fn markdown_detail(query: &QueryDetail, language: Language) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\n",
        escape::markdown(&query.entry.name),
        escape::markdown(&query.entry.summary)
    );
    for (title, lines) in sections(query, language) {
        text.push_str(&format!("## {}\n\n", escape::markdown(&title)));
        lines
            .iter()
            .for_each(|line| text.push_str(&format!("- {}\n", escape::markdown(line))));
        text.push('\n');
    }
    let longest = query
        .text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    text.push_str(&format!(
        "{fence}sparql\n{}\n{fence}\n",
        query.text.trim_end()
    ));
    text
}

fn sections(query: &QueryDetail, language: Language) -> Vec<(String, Vec<String>)> {
    let say = |key: &str| message::text(language, key, &[]);
    let parameters = query.entry.parameters.iter().map(|parameter| {
        let optional = if parameter.optional {
            say("queries.optional")
        } else {
            say("queries.required")
        };
        format!(
            "{} ({}, {optional}): {}",
            parameter.name, parameter.kind, parameter.description
        )
    });
    let columns = query.columns.iter().map(|column| format!("?{column}"));
    let columns = columns.collect::<Vec<_>>().join(" ");
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let all = [
        ("queries.note", one(&query.note)),
        ("queries.decision", one(&query.decision)),
        ("queries.parameters", parameters.collect()),
        (
            "queries.columns",
            if columns.is_empty() {
                Vec::new()
            } else {
                vec![columns]
            },
        ),
        ("queries.source", query.source.clone()),
    ];
    all.into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(key, lines)| (say(key), lines))
        .collect()
}

fn paint(style: Style, text: &str) -> String {
    format!("{}{text}{}", style.render(), style.render_reset())
}
