//! A CSV file with a header as a vocabulary: which column holds what is told by its name.
//! Room `app`.

use std::borrow::Cow;
use std::path::Path;

use oxigraph::model::NamedNode;

use crate::app::AppError;
use crate::app::link::collect::Collector;
use crate::core::csv;
use crate::core::matching::entry::LabelKind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Id,
    Label(LabelKind),
    About,
    Above,
    Notation,
    Deprecated,
}

/// Names of columns, folded to lower-case letters and digits; the first that fits holds.
const COLUMNS: [(&str, Holds); 34] = [
    ("id", Holds::Id),
    ("iri", Holds::Id),
    ("uri", Holds::Id),
    ("conceptid", Holds::Id),
    ("concepturi", Holds::Id),
    ("elementid", Holds::Id),
    ("onetsoccode", Holds::Id),
    ("code", Holds::Id),
    ("preflabel", Holds::Label(LabelKind::Preferred)),
    ("preferredlabel", Holds::Label(LabelKind::Preferred)),
    ("preferredterm", Holds::Label(LabelKind::Preferred)),
    ("label", Holds::Label(LabelKind::Preferred)),
    ("name", Holds::Label(LabelKind::Preferred)),
    ("elementname", Holds::Label(LabelKind::Preferred)),
    ("title", Holds::Label(LabelKind::Preferred)),
    ("term", Holds::Label(LabelKind::Preferred)),
    ("altlabel", Holds::Label(LabelKind::Alternative)),
    ("altlabels", Holds::Label(LabelKind::Alternative)),
    ("alternatetitle", Holds::Label(LabelKind::Alternative)),
    ("otherlabels", Holds::Label(LabelKind::Alternative)),
    ("synonym", Holds::Label(LabelKind::Alternative)),
    ("synonyms", Holds::Label(LabelKind::Alternative)),
    ("hiddenlabel", Holds::Label(LabelKind::Hidden)),
    ("hiddenlabels", Holds::Label(LabelKind::Hidden)),
    ("definition", Holds::About),
    ("description", Holds::About),
    ("scopenote", Holds::About),
    ("broader", Holds::Above),
    ("broaderuri", Holds::Above),
    ("parent", Holds::Above),
    ("parentid", Holds::Above),
    ("notation", Holds::Notation),
    ("deprecated", Holds::Deprecated),
    ("obsolete", Holds::Deprecated),
];

/// A column with the language that its name ends in: `label_nl`, `prefLabel@en`, `title (de)`.
struct Column {
    place: usize,
    holds: Holds,
    language: String,
}

/// Reads the rows of a table; codes that are no IRIs are names below that of the vocabulary.
pub fn read(
    path: &Path,
    text: &str,
    vocabulary: &str,
    collector: &mut Collector,
) -> Result<(), AppError> {
    let records = csv::records(text).map_err(|error| AppError::Csv {
        path: path.to_owned(),
        error,
    })?;
    let Some((header, rows)) = records.split_first() else {
        return Ok(());
    };
    let columns = columns(&header.fields);
    let has = |wanted: fn(Holds) -> bool| columns.iter().find(|column| wanted(column.holds));
    let id = has(|holds| holds == Holds::Id);
    let (Some(id), Some(_)) = (id, has(|holds| matches!(holds, Holds::Label(_)))) else {
        return Err(AppError::NoColumns {
            path: path.to_owned(),
            columns: header.fields.clone(),
        });
    };
    for row in rows {
        let code = row.fields.get(id.place).map_or("", |field| field.trim());
        if code.is_empty() {
            continue;
        }
        let name = &*iri(code, vocabulary);
        collector.list(name);
        if name != code {
            collector.list_notation(name, code);
        }
        for column in &columns {
            let field = row
                .fields
                .get(column.place)
                .map_or("", |field| field.trim());
            if !field.is_empty() && column.place != id.place {
                take(name, column, field, vocabulary, collector);
            }
        }
    }
    Ok(())
}

/// The IRI of a code: itself, or the code below the name of the vocabulary.
fn iri<'a>(code: &'a str, vocabulary: &str) -> Cow<'a, str> {
    if NamedNode::new(code).is_ok() {
        return Cow::Borrowed(code);
    }
    let end = match vocabulary.ends_with(['/', '#', ':']) {
        true => "",
        false if vocabulary.starts_with("urn:") => ":",
        false => "/",
    };
    let mut iri = format!("{vocabulary}{end}");
    let mut bytes = [0; 4];
    for character in code.chars() {
        let text = character.encode_utf8(&mut bytes);
        if character.is_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            iri.push_str(text);
        } else {
            text.bytes()
                .for_each(|byte| iri.push_str(&format!("%{byte:02X}")));
        }
    }
    Cow::Owned(iri)
}

fn take(name: &str, column: &Column, field: &str, vocabulary: &str, collector: &mut Collector) {
    let language = column.language.as_str();
    match column.holds {
        Holds::Id => {}
        Holds::Label(LabelKind::Preferred) => {
            collector.list_label(name, LabelKind::Preferred, language, field);
        }
        Holds::Label(kind) => {
            for label in field.split(['|', '\n', ';']).map(str::trim) {
                if !label.is_empty() {
                    collector.list_label(name, kind, language, label);
                }
            }
        }
        Holds::About => collector.list_text(name, language, field),
        Holds::Above => {
            for above in field
                .split(['|', '\n', ' '])
                .filter(|part| !part.is_empty())
            {
                collector.list_above(name, &iri(above, vocabulary));
            }
        }
        Holds::Notation => collector.list_notation(name, field),
        Holds::Deprecated => {
            if matches!(field.to_ascii_lowercase().as_str(), "true" | "1" | "yes") {
                collector.list_deprecated(name);
            }
        }
    }
}

fn columns(header: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let (stem, language) = without_language(name);
        let folded: String = stem
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let known = COLUMNS.iter().find(|(known, _)| *known == folded);
        // `obk_iri`: an identifier by its ending.
        let by_ending = || ["iri", "uri"].iter().any(|ending| folded.ends_with(ending));
        let holds = match known {
            Some((_, holds)) => *holds,
            None if by_ending() => Holds::Id,
            None => continue,
        };
        let is_taken = |holds| columns.iter().any(|column| column.holds == holds);
        // A second identifier is no more than a number of the concept.
        let holds = if holds == Holds::Id && is_taken(Holds::Id) {
            Holds::Notation
        } else {
            holds
        };
        columns.push(Column {
            place,
            holds,
            language,
        });
    }
    columns
}

fn without_language(name: &str) -> (&str, String) {
    let name = name.trim().trim_end_matches(')');
    let Some((stem, tag)) = name.rsplit_once(['_', '@', '-', '(', '.']) else {
        return (name, String::new());
    };
    let is_tag = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_tag && tag != "id" {
        (stem.trim(), tag.to_owned())
    } else {
        (name, String::new())
    }
}
