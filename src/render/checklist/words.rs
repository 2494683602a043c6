//! What several formats of a checklist say in the same words.
//! Room `render`.

pub use crate::core::checklist::headed as heading;
use crate::core::checklist::{Checklist, Choice, Item, LeftOut, Research, Uncovered};
use crate::core::hierarchy::Evidence;
use crate::core::language::Language;
use crate::core::message::{self, Message};

/// Examples that a question shows at the most, unless a format has room for all.
pub const MOST_EXAMPLES: usize = 5;

/// A text of the catalogue in the language of the checklist.
pub fn say(checklist: &Checklist, key: &str, values: &[(&str, &str)]) -> String {
    message::text(checklist.language, key, values)
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

/// `onderzoek 1 · advies 3, 9 (geduid)`: elements in a few words, those that the source states first.
pub fn research_briefly(checklist: &Checklist, research: &[Research]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for is_stated in [true, false] {
        let of = |element: &&Research| (element.evidence == Evidence::Stated) == is_stated;
        let mut names: Vec<(&str, Vec<&str>)> = Vec::new();
        for element in research.iter().filter(of) {
            let label = element.framework_label.as_str();
            let number = element.notation.as_deref().unwrap_or(&element.label);
            match names.iter_mut().find(|(known, _)| *known == label) {
                Some((_, numbers)) => numbers.push(number),
                None => names.push((label, vec![number])),
            }
        }
        let names: Vec<_> = names
            .iter()
            .map(|(label, numbers)| format!("{label} {}", numbers.join(", ")))
            .collect();
        let evidence = match is_stated {
            true => Evidence::Stated,
            false => Evidence::Sure,
        };
        if !names.is_empty() {
            let basis = basis(checklist, evidence);
            parts.push(format!("{} ({basis})", names.join(" · ")));
        }
    }
    parts.join("; ")
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
