//! Suggested links with their reasons: for a terminal; as a workbook.
//! Room `render`.

pub mod workbook;

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::core::iri::last_segment;
use crate::core::language::Language;
use crate::core::matching::entry::LabelKind;
use crate::core::matching::relation::{Doubt, Relation};
use crate::core::matching::suggestion::{Candidate, Concept, Met, Suggestion, Suggestions};
use crate::core::message;
use crate::render::escape;
use crate::render::text::wrap_some;

/// A name has at most so many lines.
const MOST_LINES: usize = 12;
const STRONG: Style = Style::new().bold();
const MUTED: Style = Style::new().dimmed();
const SURE: Style = AnsiColor::Green.on_default();
const DOUBT: Style = AnsiColor::Yellow.on_default();

/// So many columns before the label of a candidate are not of its relation: its score and blanks.
const BESIDE: usize = 8;

/// Concept after concept, each candidate with its reasons.
pub fn text(found: &Suggestions, language: Language, width: usize) -> String {
    let mut page = Lines::new(language);
    page.room = width.clamp(50, 120);
    page.write(found)
}

/// The reasons for and against a candidate, in words.
pub fn reasons(candidate: &Candidate, language: Language) -> Vec<String> {
    let page = Lines::new(language);
    page.reasons(candidate)
}

/// What speaks against a stronger relation, in words.
pub fn doubt(doubt: Doubt, language: Language) -> String {
    let page = Lines::new(language);
    page.doubt(doubt)
}

struct Lines {
    language: Language,
    room: usize,
    /// The column at which the label of a candidate begins: relation and score stand before it.
    indent: usize,
    text: String,
}

impl Lines {
    fn new(language: Language) -> Self {
        let words = Relation::ALL.map(|relation| relation.word(language).width());
        Self {
            language,
            room: 0,
            indent: BESIDE + words.into_iter().max().unwrap_or(0),
            text: String::new(),
        }
    }

    fn write(mut self, found: &Suggestions) -> String {
        for suggestion in &found.concepts {
            // A pairing is read by its pairs.
            if !found.one_to_one || !suggestion.nothing_fits {
                self.suggestion(suggestion);
            }
        }
        let values = [
            ("found", found.found().to_string()),
            ("count", found.concepts.len().to_string()),
        ];
        let foot = self.say("suggest.foot", &values);
        self.put(0, MUTED, &foot);
        self.text
    }

    fn suggestion(&mut self, suggestion: &Suggestion) {
        let name = self.name(&suggestion.concept);
        self.put(0, STRONG, &name);
        let iri = suggestion.concept.iri.clone();
        self.put(2, MUTED, &iri);
        if suggestion.nothing_fits {
            let nothing = self.say("suggest.nothing-fits", &[]);
            self.put(2, Style::new(), &nothing);
        }
        let above = suggestion.candidates.iter().filter(|one| one.above_floor);
        above.for_each(|candidate| self.candidate(candidate));
        self.text.push('\n');
    }

    fn candidate(&mut self, candidate: &Candidate) {
        let relation = candidate.relation.word(self.language);
        let style = match candidate.relation {
            Relation::Exact => SURE,
            _ => Style::new(),
        };
        let room = self.indent.saturating_sub(BESIDE + relation.width());
        let (start, end) = (style.render(), style.render_reset());
        let score = candidate.score;
        let head = format!("  {start}{relation}{end}{} {score:.2} ", " ".repeat(room));
        let name = escape::terminal(&self.name(&candidate.concept));
        for (number, line) in wrap_some(&name, self.room - self.indent, MOST_LINES)
            .iter()
            .enumerate()
        {
            let before = if number == 0 {
                head.clone()
            } else {
                " ".repeat(self.indent)
            };
            self.text
                .push_str(&format!("{before}{}\n", line.trim_end()));
        }
        let place = match candidate.concept.broader.first() {
            Some(above) => format!("{} ‹ {}", candidate.concept.iri, self.pick(above)),
            None => candidate.concept.iri.clone(),
        };
        self.put(self.indent, MUTED, &place);
        let reasons = self.reasons(candidate);
        // What speaks against it comes last.
        let against = reasons.len() - usize::from(!candidate.doubts.is_empty());
        for (number, reason) in reasons.iter().enumerate() {
            let style = if number == against {
                DOUBT
            } else {
                Style::new()
            };
            self.put(self.indent, style, reason);
        }
    }

    /// Which labels met, what stands around both, what speaks against more.
    fn reasons(&self, candidate: &Candidate) -> Vec<String> {
        let mut reasons: Vec<String> = candidate.met.iter().map(|met| self.met(met)).collect();
        reasons.extend(self.shared(candidate));
        if !candidate.doubts.is_empty() {
            let doubts = candidate.doubts.iter().map(|one| self.doubt(*one));
            let doubts = doubts.collect::<Vec<_>>().join("; ");
            reasons.push(self.say("suggest.against", &[("doubts", doubts)]));
        }
        reasons
    }

    /// What stands around both, if anything does.
    fn shared(&self, candidate: &Candidate) -> Option<String> {
        let words = &candidate.context.shared;
        let values = [("words", words.join(", "))];
        (!words.is_empty()).then(|| self.say("suggest.shared", &values))
    }

    fn met(&self, met: &Met) -> String {
        let language = if met.language.is_empty() {
            String::new()
        } else {
            format!("{}: ", met.language)
        };
        let percent = (met.likeness * 100.0).round();
        format!("{language}{}, {percent}%", self.pair(met))
    }

    /// The two labels that met.
    fn pair(&self, met: &Met) -> String {
        let kind = |kind| match kind {
            LabelKind::Preferred => String::new(),
            LabelKind::Alternative => format!(" ({})", self.say("suggest.synonym", &[])),
            LabelKind::Hidden => format!(" ({})", self.say("suggest.hidden", &[])),
        };
        let (one, other) = (kind(met.kind), kind(met.other_kind));
        format!("{}{one} ~ {}{other}", met.label, met.other_label)
    }

    /// The label in the language of the page, else another one; nothing where there is none.
    fn pick<'a>(&self, labels: &'a BTreeMap<String, String>) -> &'a str {
        let best = labels.iter().min_by_key(|(tag, _)| self.language.rank(tag));
        best.map_or("", |(_, label)| label)
    }

    /// Notation and label, else the end of the IRI.
    fn name(&self, concept: &Concept) -> String {
        let label = match self.pick(&concept.labels) {
            "" => last_segment(&concept.iri),
            label => label,
        };
        match &concept.notation {
            Some(notation) => format!("{notation} {label}"),
            None => label.to_owned(),
        }
    }

    fn doubt(&self, doubt: Doubt) -> String {
        let key = match doubt {
            Doubt::LanguagesDisagree => "suggest.languages-disagree",
            Doubt::NoSharedContext => "suggest.no-shared-context",
            Doubt::ContextUnknown => "suggest.context-unknown",
            Doubt::SingleWord => "suggest.single-word",
            Doubt::OneLanguage => "suggest.one-language",
            Doubt::OnlySynonym => "suggest.only-synonym",
            Doubt::LabelsDiffer => "suggest.labels-differ",
            Doubt::NamesAnother => "suggest.names-another",
            Doubt::Deprecated => "suggest.deprecated",
        };
        self.say(key, &[])
    }

    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        message::text(self.language, key, &values)
    }

    fn put(&mut self, indent: usize, style: Style, words: &str) {
        for line in wrap_some(&escape::terminal(words), self.room - indent, MOST_LINES) {
            let (start, end) = (style.render(), style.render_reset());
            self.text
                .push_str(&format!("{}{start}{line}{end}\n", " ".repeat(indent)));
        }
    }
}
