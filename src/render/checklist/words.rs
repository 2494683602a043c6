//! What several formats of a checklist say in the same words.
//! Room `render`.

use crate::core::checklist::answers::Field;
pub use crate::core::checklist::headed as heading;
use crate::core::checklist::sheet::Heading;
use crate::core::checklist::{Checklist, Choice, Example, Item, LeftOut, Research, Uncovered};
use crate::core::hierarchy::Evidence;
use crate::core::language::Language;
use crate::core::message::{self, Message};

/// Examples that a question shows at the most, unless a format has room for all.
pub const MOST_EXAMPLES: usize = 5;

/// A text of the catalogue in the language of the checklist.
pub fn say(checklist: &Checklist, key: &str, values: &[(&str, &str)]) -> String {
    message::text(checklist.language, key, values)
}

/// What a field is called. What the answers are about has the name of the level that the checklist is
/// about.
pub fn field(checklist: &Checklist, field: Field) -> String {
    let label = checklist.level.as_ref().map(|level| level.label.as_str());
    let (Field::Activity, Some(label)) = (field, label) else {
        return field.text(checklist.language);
    };
    let mut letters = label.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// What stands above those fields.
pub fn about(checklist: &Checklist) -> String {
    let key = match checklist.level {
        Some(_) => Heading::Field.key_of_level(),
        None => Heading::Field.key(),
    };
    say(checklist, key, &[])
}

/// `7 van 67 voorbeelden`.
pub fn count(checklist: &Checklist, count: usize) -> String {
    let (count, total) = (count.to_string(), checklist.total.to_string());
    say(
        checklist,
        "checklist.count",
        &[("count", &count), ("total", &total)],
    )
}

/// `onderzoek 1`: the short name of an element of a framework.
pub fn chip(research: &Research) -> String {
    numbered(&research.framework_label, research.notation.as_deref())
}

/// A name with a number behind it, where there is one.
pub fn numbered(name: &str, notation: Option<&str>) -> String {
    match notation {
        Some(notation) => format!("{name} {notation}"),
        None => name.to_owned(),
    }
}

/// Who says that an element belongs beside a question.
pub fn basis(checklist: &Checklist, evidence: Evidence) -> String {
    let key = match evidence {
        Evidence::Stated => "checklist.says-the-source",
        Evidence::Sure | Evidence::Possible => "checklist.curated",
    };
    say(checklist, key, &[])
}

/// Labels behind each other.
pub fn labels(choices: &[Choice]) -> String {
    let labels: Vec<_> = choices.iter().map(|choice| choice.label.as_str()).collect();
    labels.join(", ")
}

/// For whom and about what this checklist is, and which examples it shows first; empty where
/// nothing was chosen.
pub fn chosen(checklist: &Checklist) -> Vec<String> {
    let one = |key: &str, choice: &Option<Choice>| {
        let choice = choice.as_ref()?;
        Some(say(checklist, key, &[("label", &choice.label)]))
    };
    let many = |key: &str, choices: &[Choice]| {
        (!choices.is_empty()).then(|| say(checklist, key, &[("labels", &labels(choices))]))
    };
    [
        one("checklist.for-audience", &checklist.audience),
        one("checklist.at-level", &checklist.level),
        many("checklist.examples-first-sectors", &checklist.sectors),
        many("checklist.examples-first-goals", &checklist.goals),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Why a question was left out.
pub fn why_left_out(checklist: &Checklist, left_out: &LeftOut) -> String {
    let part = |key: &str, choices: &[Choice]| {
        (!choices.is_empty()).then(|| say(checklist, key, &[("labels", &labels(choices))]))
    };
    let parts = [
        part("checklist.is-for", &left_out.audiences),
        part("checklist.is-about", &left_out.levels),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What was left out by why: the reason and the questions, by number where they have one.
pub fn left_out_by_reason(checklist: &Checklist) -> Vec<(String, String)> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for left_out in &checklist.left_out {
        let reason = why_left_out(checklist, left_out);
        let name = left_out.notation.as_ref().unwrap_or(&left_out.question);
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name.clone()),
            None => reasons.push((reason, vec![name.clone()])),
        }
    }
    let reasons = reasons.into_iter();
    reasons
        .map(|(reason, names)| (reason, names.join(", ")))
        .collect()
}

/// How far an element of a framework is covered.
pub fn coverage(checklist: &Checklist, uncovered: &Uncovered) -> String {
    let count = uncovered.factors.to_string();
    let linked = match uncovered.factors {
        0 => say(checklist, "checklist.no-question", &[]),
        1 => say(checklist, "checklist.one-question", &[]),
        _ => say(checklist, "checklist.questions", &[("count", &count)]),
    };
    let verdict = uncovered.verdict.as_ref();
    match verdict.filter(|_| uncovered.said_by_source) {
        Some(verdict) => {
            let said = say(checklist, "checklist.source-says", &[("verdict", verdict)]);
            format!("{said}; {linked}")
        }
        None => linked,
    }
}

/// How many questions an edition of this form has, and how many of them are left out.
pub fn left_out(checklist: &Checklist) -> Option<String> {
    let count = checklist.left_out.len();
    let all = (count + checklist.items().count()).to_string();
    let count = (count > 0).then(|| count.to_string())?;
    let values = [("count", count.as_str()), ("all", &all)];
    Some(say(checklist, "checklist.left-out", &values))
}

/// The examples of a question by number, as many as are shown, and how many more there are.
pub fn examples(checklist: &Checklist, item: &Item, most: usize) -> (Vec<String>, usize) {
    let numbers = item.examples.iter().take(most).filter_map(|shown| {
        let example = checklist.example(&shown.iri)?;
        Some(example.number.clone())
    });
    (numbers.collect(), item.examples.len().saturating_sub(most))
}

/// `geduid`, or `geduid, via 2.3.2`: who says that an element belongs beside a question, and which
/// part of the question it is about where it is not about all of it.
pub fn basis_via(checklist: &Checklist, research: &Research) -> String {
    let basis = basis(checklist, research.evidence);
    match via(checklist, &research.via) {
        Some(via) => format!("{basis}, {via}"),
        None => basis,
    }
}

/// `via 2.3.2`: the parts of a question that an element is beside; `None` for all of it.
pub fn via(checklist: &Checklist, parts: &[String]) -> Option<String> {
    let names = parts.join(", ");
    (!parts.is_empty()).then(|| say(checklist, "checklist.via", &[("names", &names)]))
}

/// Elements of a framework, or of several, that are beside a question for the same reason.
pub struct Briefly {
    pub is_stated: bool,
    /// `onderzoek 1, 3`; `via 1.7.7: advies 3` where they are about a part of the question,
    /// `via onderdelen: …` where about several.
    pub text: String,
}

/// Elements in a few words: those that the source states first, and about the whole question first.
/// Of the former there is one text a framework.
pub fn briefly(checklist: &Checklist, research: &[Research]) -> Vec<Briefly> {
    let mut all = Vec::new();
    for is_stated in [true, false] {
        let of = |element: &&Research| (element.evidence == Evidence::Stated) == is_stated;
        let of = research.iter().filter(of);
        let (own, below): (Vec<_>, Vec<_>) = of.partition(|element| element.via.is_empty());
        all.extend(
            numbers(&own, "")
                .into_iter()
                .map(|text| Briefly { is_stated, text }),
        );
        let mut parts: Vec<String> = Vec::new();
        for part in below.iter().flat_map(|element| &element.via) {
            if !parts.contains(part) {
                parts.push(part.clone());
            }
        }
        let via = match parts.len() {
            0 | 1 => via(checklist, &parts),
            _ => Some(say(checklist, "checklist.via-parts", &[])),
        };
        if let Some(via) = via {
            let text = format!("{via}: {}", numbers(&below, "").join(", "));
            all.push(Briefly { is_stated, text });
        }
    }
    all
}

/// `onderzoek 1, 3`: the numbers of elements, a text a framework; with `mark` behind those that are
/// about a part of the question.
fn numbers(elements: &[&Research], mark: &str) -> Vec<String> {
    let mut names: Vec<(&str, Vec<String>)> = Vec::new();
    for element in elements {
        let label = element.framework_label.as_str();
        let number = element.notation.as_deref().unwrap_or(&element.label);
        let number = match element.via.is_empty() {
            true => number.to_owned(),
            false => format!("{number}{mark}"),
        };
        match names.iter_mut().find(|(known, _)| *known == label) {
            Some((_, numbers)) => numbers.push(number),
            None => names.push((label, vec![number])),
        }
    }
    let names = names.iter();
    names
        .map(|(label, numbers)| format!("{label} {}", numbers.join(", ")))
        .collect()
}

/// Behind a number: about a part of the question; [`part_note`] tells it.
const PART: &str = "*";

/// `* via een onderdeel van de vraag`, where [`numbers`] has marked one.
pub fn part_note(checklist: &Checklist) -> Option<String> {
    let mut research = checklist.items().flat_map(|item| &item.research);
    let is_marked = research.any(|element| !element.via.is_empty());
    is_marked.then(|| format!("{PART} {}", say(checklist, "checklist.via-part", &[])))
}

/// `onderzoek 1 · advies 3*, 9 (geduid)`: elements on one line, those that the source states first;
/// marked where they are about a part of the question.
pub fn research_briefly(checklist: &Checklist, research: &[Research]) -> String {
    let parts = [true, false].into_iter().filter_map(|is_stated| {
        let of = |element: &&Research| (element.evidence == Evidence::Stated) == is_stated;
        let of: Vec<_> = research.iter().filter(of).collect();
        let basis = basis(checklist, of.first()?.evidence);
        Some(format!("{} ({basis})", numbers(&of, PART).join(" · ")))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// `onderzoek 1, 3*`: elements by number, a text a framework; marked where they are about a part of
/// the question.
pub fn marked(elements: &[&Research]) -> String {
    numbers(elements, PART).join(", ")
}

/// `Ervaren als succes, van 67`: what counts say, over a column of them.
pub fn experienced_of(checklist: &Checklist) -> String {
    let total = checklist.total.to_string();
    say(checklist, "checklist.experienced-of", &[("total", &total)])
}

/// The title of an example, `voorbeeld 2197` where it has none.
pub fn title(checklist: &Checklist, example: &Example) -> String {
    let number = || {
        say(
            checklist,
            "checklist.example-numbered",
            &[("number", &example.number)],
        )
    };
    example.title.clone().unwrap_or_else(number)
}

/// `van 67`: what counts are counted of.
pub fn of_total(checklist: &Checklist) -> String {
    let total = checklist.total.to_string();
    say(checklist, "checklist.of-total", &[("total", &total)])
}

/// How others did it: what is right below a question, with how many examples show it.
pub fn realisations(item: &Item) -> Vec<String> {
    let named = item.realisations.iter().map(|below| {
        let name = heading(below.notation.as_deref(), &below.label);
        format!("{name} ({})", below.count)
    });
    named.collect()
}

/// How far the evidence reaches, and where the content comes from.
pub fn notes(checklist: &Checklist) -> Vec<&str> {
    let notes = [
        &checklist.experience_note,
        &checklist.research_note,
        &checklist.source,
    ];
    notes.into_iter().flatten().map(String::as_str).collect()
}

/// The command that lists the rows behind a count: that of the first question with a number that
/// has one.
pub fn rows_command(checklist: &Checklist) -> Option<String> {
    let numbered = checklist.items().filter(|item| item.count > 0);
    let mut numbered = numbered.filter_map(|item| item.notation.as_ref());
    let notation = numbered.next()?;
    let queries = &checklist.queries;
    let mut command = format!("lobgraaf tree {} --rows {notation}", queries.view);
    for (name, value) in &queries.parameters {
        command.push_str(&format!(" --param {name}={value}"));
    }
    Some(command)
}

/// The queries behind it, the edition and the date of the data.
pub fn origin(checklist: &Checklist) -> String {
    let queries = &checklist.queries;
    let queries = [&queries.questions, &queries.view, &queries.research];
    origin_of(
        checklist.language,
        &queries,
        &checklist.edition,
        &checklist.date,
    )
}

/// As [`origin`], of these queries.
pub fn origin_of(language: Language, queries: &[&String], edition: &str, date: &str) -> String {
    Message::new("checklist.origin")
        .with("queries", Message::list(queries))
        .with("edition", edition)
        .with("date", date)
        .in_language(language)
}
