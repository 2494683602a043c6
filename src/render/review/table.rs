//! Open links as a table to fill in: TSV, a row a pair.
//! Room `render`.

use crate::core::language::Language;
use crate::core::review::Card;
use crate::core::review::portrait::{Neighbour, Portrait};
use crate::core::review::table::Column;
use crate::render::escape;
use crate::render::review::{Sheet, reasons};

/// What a column says of a pair.
pub fn cell(sheet: &Sheet<'_>, card: &Card<'_>, column: Column) -> String {
    let short = |iri: &str| (sheet.short)(iri);
    let object = card.object.as_ref();
    match column {
        Column::SubjectLabel => names(&card.subject),
        Column::SubjectAbout => about(&card.subject),
        Column::ObjectLabel => object.map(names).unwrap_or_default(),
        Column::ObjectAbout => object.map(about).unwrap_or_default(),
        Column::Proposed => reasons::proposal(card, sheet.language),
        Column::Reasons => evidence(card, sheet.language),
        Column::Subject => short(&card.item.subject),
        Column::Object => short(&card.item.object),
        Column::Decision | Column::Reason | Column::Date => String::new(),
    }
}

/// Preferred labels of all languages, a line each; the label of the rows where no vocabulary has
/// the concept.
fn names(portrait: &Portrait) -> String {
    let lines = portrait
        .preferred
        .iter()
        .map(|said| match said.language.as_str() {
            "" => said.text.clone(),
            tag => format!("{} ({tag})", said.text),
        });
    let lines: Vec<_> = lines.collect();
    let label = match lines.is_empty() {
        true => portrait.label.clone(),
        false => lines.join("\n"),
    };
    match &portrait.notation {
        Some(notation) => format!("{notation} {label}"),
        None => label,
    }
}

/// Where it stands and what it means.
fn about(portrait: &Portrait) -> String {
    let chain = |chain: &Vec<Neighbour>| {
        let names: Vec<_> = chain.iter().map(|one| one.label.as_str()).collect();
        format!("{} ›", names.join(" › "))
    };
    let chains = portrait.chains.iter().map(chain);
    let texts = portrait.texts.iter().map(|said| said.text.clone());
    chains.chain(texts).collect::<Vec<_>>().join("\n")
}

fn evidence(card: &Card<'_>, language: Language) -> String {
    let reasons = reasons::reasons(card, language);
    let lines = reasons.iter().map(|reason| match reason.against {
        true => format!("− {}", reason.text),
        false => format!("+ {}", reason.text),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The whole table; the columns that are read back last. Meant for spreadsheets: nothing of a label
/// becomes a formula.
pub fn tsv(sheet: &Sheet<'_>) -> String {
    let line = |cells: Vec<String>| {
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| escape::formula(&escape::terminal(cell)))
            .collect();
        cells.join("\t") + "\n"
    };
    let mut text = line(Column::ALL.map(|column| column.name().to_owned()).to_vec());
    for card in sheet.cards {
        let cells = Column::ALL.map(|column| cell(sheet, card, column));
        text.push_str(&line(cells.to_vec()));
    }
    text
}
