//! Suggested links as a workbook (XLSX): a row a candidate, and what was looked for in what.
//! Room `render`.

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::matching::suggestion::{Candidate, Concept, Suggestion, Suggestions};
use crate::core::message;
use crate::render::book::{Book, Cell, Column};
use crate::render::suggestions::Lines;
use crate::render::{RenderError, Rendered};

/// The columns by the end of the key of their heading, with their widths.
const COLUMNS: [(&str, f64); 12] = [
    ("concept", 34.0),
    ("candidate", 34.0),
    ("relation", 14.0),
    ("score", 9.0),
    ("language", 8.0),
    ("met", 40.0),
    ("likeness", 11.0),
    ("above", 30.0),
    ("further", 44.0),
    ("against", 44.0),
    ("concept-iri", 44.0),
    ("candidate-iri", 44.0),
];

/// The whole workbook. A pairing is read by its pairs: it tells of nothing that does not fit.
pub fn render(found: &Suggestions, language: Language) -> Result<Rendered, RenderError> {
    let page = Lines::new(language);
    let mut rows = Vec::new();
    for suggestion in &found.concepts {
        let fitting = suggestion.candidates.iter().filter(|one| one.above_floor);
        rows.extend(fitting.map(|candidate| row(&page, suggestion, candidate)));
        if suggestion.nothing_fits && !found.one_to_one {
            rows.push(nothing(&page, suggestion));
        }
    }
    let sheet = page.say("suggest.sheet", &[]);
    let head = |name: &str| message::text(language, &format!("suggest.head.{name}"), &[]);
    let columns: Vec<Column> = COLUMNS.map(|(name, width)| (head(name), width)).into();
    let mut book = Book::new(&sheet, language)?;
    book.sheet(&sheet, &columns, &rows)?;
    let columns = [(head("what"), 24.0), (head("value"), 80.0)];
    let name = page.say("suggest.sheet-about", &[]);
    book.sheet(&name, &columns, &about(&page, found))?;
    book.finish()
}

fn row(page: &Lines, suggestion: &Suggestion, candidate: &Candidate) -> Vec<Cell> {
    let subject = &suggestion.concept;
    let object = &candidate.concept;
    let first = candidate.met.first();
    let further = candidate.met.iter().skip(1).map(|met| page.met(met));
    let further: Vec<_> = further.chain(page.shared(candidate)).collect();
    let doubts = candidate.doubts.iter().map(|doubt| page.doubt(*doubt));
    let above = object.broader.iter().map(|labels| page.pick(labels));
    vec![
        names(subject).into(),
        names(object).into(),
        candidate.relation.word(page.language).into(),
        Cell::Number(candidate.score),
        first.map_or("", |met| &met.language).into(),
        first.map_or(String::new(), |met| page.pair(met)).into(),
        first.map_or(Cell::from(""), |met| Cell::Share(met.likeness)),
        above.collect::<Vec<_>>().join("\n").into(),
        further.join("\n").into(),
        doubts.collect::<Vec<_>>().join("\n").into(),
        subject.iri.as_str().into(),
        object.iri.as_str().into(),
    ]
}

/// The row of a concept for which nothing was found.
fn nothing(page: &Lines, suggestion: &Suggestion) -> Vec<Cell> {
    let concept = &suggestion.concept;
    let cell = |(name, _)| match name {
        "concept" => names(concept).into(),
        "candidate" => page.say("suggest.nothing-fits", &[]).into(),
        "concept-iri" => concept.iri.as_str().into(),
        _ => Cell::from(""),
    };
    COLUMNS.map(cell).into()
}

/// What was looked for in what.
fn about(page: &Lines, found: &Suggestions) -> Vec<Vec<Cell>> {
    let row = |what: &str, value: Cell| vec![page.say(what, &[]).into(), value];
    let values = [
        ("found", found.found().to_string()),
        ("count", found.concepts.len().to_string()),
    ];
    vec![
        row("suggest.about-from", found.from.join("\n").into()),
        row("suggest.about-to", found.to.join("\n").into()),
        row("suggest.about-languages", found.languages.join(", ").into()),
        row("suggest.about-floor", Cell::Number(found.floor)),
        row(
            "suggest.about-found",
            page.say("suggest.foot", &values).into(),
        ),
    ]
}

/// Labels in all languages, a line each; the end of the IRI where there is none.
fn names(concept: &Concept) -> String {
    let lines = concept
        .labels
        .iter()
        .map(|(tag, label)| match tag.as_str() {
            "" => label.clone(),
            tag => format!("{label} ({tag})"),
        });
    let mut lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        lines.push(last_segment(&concept.iri).to_owned());
    }
    let label = lines.join("\n");
    match &concept.notation {
        Some(notation) => format!("{notation} {label}"),
        None => label,
    }
}
